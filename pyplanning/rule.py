"""What a rule is, what it finds, and a report of findings: plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from inspect import getdoc, signature
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

Level = Literal["error", "warning", "notice"]  # a notice is about what the standard only advises
Check = TypeVar("Check", bound=Callable[..., object])
PLACE = ("file", "sheet", "table", "row", "column", "cell", "key", "value", "suggestion", "line")
ROW = "…row"  # the record's number, from 1; no column of a table is called so
COUNTED = re.compile(r"(\{(\w+)\} (?:row|cell|byte|time|quote|empty cell))s\b")  # in English one is a row, two are rows
Frame: TypeAlias = "pl.LazyFrame"  # what a rule over tables takes and returns
Expr: TypeAlias = "pl.Expr"  # what a rule over rows or cells takes and returns
CellCheck: TypeAlias = "Callable[[pl.Expr], pl.Expr]"
RowCheck: TypeAlias = "Callable[..., pl.Expr]"
TableCheck: TypeAlias = "Callable[..., Frame]"
Why = Literal[
    "space",
    "width",
    "form",
    "number",
    "date",
    "label",
    "bound",
    "unit",
    "name",
    "default",
    "id",
    "evidence",
    "merge",
    "derived",
]


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


@dataclass(frozen=True)
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

    def to_dict(self) -> dict[str, object]:
        """Give the report as plain data, ready for JSON."""
        issues = [asdict(issue) for issue in self.issues]
        return {"valid": self.valid, "counts": self.counts, "issues": issues}

    def to_frame(self) -> pd.DataFrame:
        """Give the findings as a pandas frame, one row each, in their order."""
        import pandas as pd

        columns = list(Issue.__dataclass_fields__)
        return pd.DataFrame([asdict(issue) for issue in self.issues], columns=columns)


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
        en, zh = counted.format_map(words), self.zh.format_map(words)
        return Issue(code=self.code, level=self.level, en=en, zh=zh, **place)


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
