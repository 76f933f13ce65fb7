"""What a rule is, what it finds, and a report of findings: plain values, and how a notebook shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from html import escape
from inspect import getdoc, signature
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Level = Literal["error", "warning", "notice"]  # a notice is about what the standard only advises
LEVELS: dict[Level, str] = {"error": "错误", "warning": "警告", "notice": "建议"}  # level → its name in Chinese
Check = TypeVar("Check", bound=Callable[..., object])
PLACE = ("file", "sheet", "table", "row", "column", "cell", "key", "value", "suggestion", "line")
SHOWN, LONGEST = 20, 500  # findings, and characters of a cell, that a notebook shows
ROW = "…row"  # the record's number, from 1; no column of a table is called so
FIRST = re.compile(r"\{(\w+)\}")  # what a sentence begins with
COUNTED = re.compile(r"(\{(\w+)\} (?:row|cell|byte|time|quote|empty cell))s\b")  # in English one is a row, two are rows
Frame: TypeAlias = "pl.LazyFrame"  # what a rule over tables takes and returns
Expr: TypeAlias = "pl.Expr"  # what a rule over rows or cells takes and returns
CellCheck: TypeAlias = "Callable[[pl.Expr], pl.Expr]"
RowCheck: TypeAlias = "Callable[..., pl.Expr]"
TableCheck: TypeAlias = "Callable[..., Frame]"
Form = Literal["space", "width", "form", "number", "date", "label", "bound", "unit"]  # what is in a cell, written anew
Why = Form | Literal["name", "default", "id", "evidence", "merge", "derived"]


@dataclass(frozen=True, order=True)
class Issue:
    """One finding, worded in both languages.

    ``row`` is the record's number in its file or sheet, counted from 1 after the header;
    0 if the finding concerns no row. ``cell`` is its place in a workbook (A1 form).
    ``key`` is the row's primary key (or the plan's, for findings about a text), ``value``
    the cell as written, ``suggestion`` the corrected value or the nearest valid one.
    ``line`` is the line of the file, or the row of the sheet, in which the record begins; 0 where there is none.
    """

    file: str = ""
    sheet: str = ""
    table: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    code: str = ""
    level: Level = "error"
    key: str = ""
    value: str = ""
    en: str = ""
    zh: str = ""
    suggestion: str = ""
    line: int = 0

    def text(self, lang: str) -> str:
        """Give the sentence in ``lang`` ("en" or "zh")."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, repr=False)
class Report:
    """Findings in order, and how many rows were looked at; truthy when valid.

    ``counts`` are rows by table. ``totals`` are all findings by table and code, also those
    that are too many to be listed in ``issues``. ``package`` is the Package by which the tables
    were checked, if that is not ours.
    """

    issues: tuple[Issue, ...]
    counts: dict[str, int] = field(default_factory=dict)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    package: object = field(default=None, compare=False, repr=False)

    @property
    def valid(self) -> bool:
        """Say whether no finding is an error (warnings and notices do not count)."""
        return not any(issue.level == "error" for issue in self.issues)

    def __bool__(self) -> bool:
        return self.valid

    def count(self, level: Level) -> int:
        """Count the findings of ``level``, also those that are too many to be listed."""
        more = Counter(self.totals) - Counter((issue.table, issue.code) for issue in self.issues)
        return count_level(level, self.issues, {code: n for (_, code), n in more.items()})

    def __repr__(self) -> str:
        return f"<Report: {self._summary()[0]}>"

    def _summary(self) -> tuple[str, str]:
        rows, counts = sum(self.counts.values()), {level: self.count(level) for level in LEVELS}
        shown = {level: n for level, n in counts.items() if n or level != "notice"}
        en = ", ".join(f"{n:,} {level}{'' if n == 1 else 's'}" for level, n in shown.items())
        zh = "，".join(f"{n:,}个{LEVELS[level]}" for level, n in shown.items())
        state, state_zh = ("valid", "校验通过") if self.valid else ("invalid", "校验未通过")
        return f"{state}, {rows:,} row{'' if rows == 1 else 's'} checked, {en}", f"{state_zh}，已校验{rows:,}行，{zh}"

    def _repr_html_(self) -> str:
        frame = Report(self.issues[:SHOWN]).to_frame()[["level", "code", "table", "row", "cell", "column", "en", "zh"]]
        return as_html(self._summary(), frame, sum(map(self.count, LEVELS)))

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain data, ready for JSON."""
        issues = [asdict(issue) for issue in self.issues]
        return {"valid": self.valid, "counts": self.counts, "issues": issues}

    def to_frame(self) -> pd.DataFrame:
        """Give the findings as a pandas frame, one row each, in their order; the columns are called as in ``to_dict``.

        ``row`` and ``line`` are whole numbers, and everything else is text.
        """
        import pandas as pd

        types = {name: "int64" if name in ("row", "line") else "str" for name in Issue.__dataclass_fields__}
        return pd.DataFrame([asdict(issue) for issue in self.issues], columns=[*types]).astype(types)


def count_level(level: Level, issues: Iterable[Issue], more: dict[str, int]) -> int:
    """Count the findings of ``level``: of ``issues``, and of those not listed, of which ``more`` has counts by code."""
    levels = {issue.code: issue.level for issue in issues}
    kinds = {code: "warning" if code.startswith("PL4") else "error" for code in more} | levels
    return sum(issue.level == level for issue in issues) + sum(n for code, n in more.items() if kinds[code] == level)


def as_html(summary: Sequence[str], frame: pd.DataFrame, total: int, shown: int = SHOWN) -> str:
    """Write what a notebook shows: a summary in both languages, and the first ``shown`` rows of ``total``.

    Nothing in it is more than text.
    """
    import pandas as pd

    cut = frame.head(shown).map(lambda cell: cell if len(str(cell)) <= LONGEST else f"{str(cell)[:LONGEST]}…")
    with pd.option_context("display.max_colwidth", None):
        table = cut.to_html(index=False, na_rep="", border=0) if len(cut) else ""
    more = f"<p>… {total - len(cut):,} more · 另有{total - len(cut):,}处</p>" if total > len(cut) else ""
    return f"<p>{'<br>'.join(map(escape, summary))}</p>\n{table}{more}"


@dataclass(frozen=True, order=True)
class Change:
    """A cell that is read as another one.

    ``row`` is the record's number, from 1 after the header; ``cell`` its place in a workbook
    (A1 form). ``why`` is the kind of change, which keeps the meaning: a spare space or a
    full-width letter, a number or date in another form, the label of a listed value, a bound or
    unit that was in the cell of the value, the value of a merged cell, a name for an id, what an
    empty cell stands for, an id proposed for a new row, a place found in the plan's text, what the
    other cells, names and quotes say for certain.
    """

    file: str
    sheet: str
    table: str
    row: int
    column: str
    cell: str
    old: str
    new: str
    why: Why
    line: int = 0


@dataclass(frozen=True)
class Message:
    """What one kind of finding says: its code, a sentence in each language, and what it is about.

    The sentences are templates in the style of ``str.format``; ``issue`` takes what they name.
    ``text`` says what is expected and why, and after “Fix:” how to correct what is found.
    """

    code: str
    en: str
    zh: str
    text: str = ""
    column: str = ""
    level: Level = "error"
    tables: tuple[str, ...] = ()

    def issue(self, **words: object) -> Issue:
        """Make the finding at one place.

        ``words`` are fields of the finding (file, sheet, table, row, column, cell, key, value,
        suggestion) and whatever else the sentences name.
        """
        words = dict.fromkeys(("file", "table", "key", "value", "suggestion"), "") | {"row": 0} | words
        words["column"] = words.get("column") or self.column
        words.setdefault("shown", words["column"])  # what the header calls the column
        place: dict[str, Any] = {name: word for name, word in words.items() if name in PLACE}
        counted = COUNTED.sub(lambda match: match[1] if str(words[match[2]]) == "1" else match[0], self.en)
        if not str(words["key"]).strip("/"):  # a row whose key is empty
            words["key"] = place["key"] = ""
        table, row = words["table"], words["row"]
        named = words.get("sheet") or words["file"]
        en = _filled(counted, words, f"{table} row {row}" if table and row else table or named or "the file")
        zh = _filled(self.zh, words, f"{table}第{row}行" if table and row else table or named or "文件")
        return Issue(code=self.code, level=self.level, en=en, zh=zh, **place)


def _filled(sentence: str, words: dict[str, object], place: object) -> str:
    """Fill in a sentence, which begins with the place where what it should begin with is empty."""
    first = FIRST.match(sentence)
    return sentence.format_map(words | {first[1]: place} if first and words.get(first[1]) == "" else words)


@dataclass(frozen=True, kw_only=True)
class Rule(Message, Generic[Check]):
    """A message with the function that decides where it applies, called by the code that reports it."""

    check: Check


@dataclass(frozen=True, kw_only=True)
class CellRule(Rule[CellCheck]):
    """A rule over the cells of free text in the columns whose names match ``column``.

    The check takes a cell and is true where it offends. ``column`` is a list of patterns such as
    "*_zh as_written" or "* !evidence", where "!" leaves columns out. ``correct`` gives the right
    text for an offending cell; ``trace`` is a regular expression that every offending cell
    matches, and hardly any other.
    """

    correct: Callable[[str], str] | None = None
    trace: str = ""


@dataclass(frozen=True, kw_only=True)
class RowRule(Rule[RowCheck]):
    """A rule over rows: the check takes cells of one row and is true where they violate the rule.

    It runs on every table, or on those in ``tables``, that has the columns which its check reads.
    """

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The columns that the check reads: its parameters are called like them."""
        return tuple(signature(self.check).parameters)


@dataclass(frozen=True, kw_only=True)
class TableRule(Rule[TableCheck]):
    """A rule over whole tables: the check takes one of ``tables`` and returns the rows that offend.

    The rows have ROW, and may have columns for words that the sentences name, such as “column” where
    ``column`` is a list of patterns. ``others`` are the other tables that a check takes as ``*tables``.
    """

    others: tuple[str, ...] = ()

    @cached_property
    def looks_into(self) -> tuple[str, ...]:
        """The other tables that the check takes: ``others``, or its parameters after the first are called like them."""
        return self.others or tuple(signature(self.check).parameters)[1:]


def rule(code: str, *, en: str, zh: str, column: str = "", level: Level = "error") -> Callable[[Check], Rule[Check]]:
    """Make the decorated function a Rule that other code calls; its docstring is the rule's text."""
    return lambda check: Rule(code, en, zh, getdoc(check) or "", column, level, check=check)


def cell_rule(
    code: str,
    *,
    en: str,
    zh: str,
    column: str,
    level: Level = "error",
    correct: Callable[[str], str] | None = None,
    trace: str = "",
) -> Callable[[CellCheck], CellRule]:
    """Make the decorated function a CellRule, whose text is the function's docstring."""
    return lambda check: CellRule(
        code, en, zh, getdoc(check) or "", column, level, check=check, correct=correct, trace=trace
    )


def row_rule(
    code: str, *, en: str, zh: str, column: str = "", level: Level = "error", tables: tuple[str, ...] = ()
) -> Callable[[RowCheck], RowRule]:
    """Make the decorated function a RowRule, whose text is the function's docstring."""
    return lambda check: RowRule(code, en, zh, getdoc(check) or "", column, level, tables, check=check)


def table_rule(
    code: str,
    *,
    en: str,
    zh: str,
    tables: tuple[str, ...],
    column: str = "",
    level: Level = "error",
    others: tuple[str, ...] = (),
) -> Callable[[TableCheck], TableRule]:
    """Make the decorated function a TableRule, whose text is the function's docstring."""
    return lambda check: TableRule(code, en, zh, getdoc(check) or "", column, level, tables, check=check, others=others)
