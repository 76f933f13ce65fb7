"""Draft the rows of a plan from its text."""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.contribution.draft.citations import citations
from pyplanning.contribution.draft.coverage import coverage
from pyplanning.contribution.draft.duties import duties
from pyplanning.contribution.draft.enterprises import enterprises
from pyplanning.contribution.draft.figures import figures
from pyplanning.contribution.draft.head import head, titles_of_plans
from pyplanning.contribution.draft.lexicon import Lexicon, lexicon
from pyplanning.contribution.draft.parks import parks
from pyplanning.contribution.draft.plan_text import PlanText, plan_text
from pyplanning.contribution.draft.projects import projects
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.contribution.draft.sections import sections
from pyplanning.contribution.draft.terms import terms
from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.errors import no_such, system_reason
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.name_book import order_of_tables
from pyplanning.dataset.new_keys import propose
from pyplanning.dataset.plan_keys import plan_id as proposed_plan_id
from pyplanning.evidence.text import read_written, tidy
from pyplanning.io import Row

if TYPE_CHECKING:
    import pandas as pd

Reader = Callable[[PlanText, Sequence[Drafted], Lexicon], list[Drafted]]
READERS: tuple[Reader, ...] = (figures, citations, duties, terms, projects, parks, enterprises)
NAMED = ("agencies", "agency_aliases", "documents", "enterprises", "parks")  # what a plan names more than once
LONGEST_NAME = 255  # characters of a file's name; what is longer is a text
# How files begin that are no texts → what they are, and how to get the text.
NO_TEXTS = (
    (b"%PDF", "a PDF; save its text with “pdftotext -layout”", "PDF文件，请先用“pdftotext -layout”等工具导出为纯文本"),
    (b"PK\x03\x04", "a Word or Excel file; save it as plain text in UTF-8", "Word或Excel文件，请先另存为UTF-8纯文本"),
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as plain text in UTF-8", "旧版Word文件，请先另存为UTF-8纯文本"),
    (b"{\\rtf", "a file in RTF; save it as plain text in UTF-8", "RTF文件，请先另存为UTF-8纯文本"),
)


@dataclass(frozen=True)
class Draft:
    """The rows drafted of one plan, in the order of the text, with their keys."""

    plan_id: str
    text: PlanText
    rows: Sequence[Drafted]

    def tables(self, package: Package) -> dict[str, list[Row]]:
        """Give the rows by table, with every column of the contract; "" where a value is missing."""
        found: dict[str, list[Row]] = {}
        for resource in package.resources:
            blank = dict.fromkeys(resource.columns, "")
            found[resource.name] = [blank | dict(d.row) for d in self.rows if d.table == resource.name]
        return {name: rows for name, rows in found.items() if rows}


def draft(
    plan: str | os.PathLike[str], title: str | None = None, plan_id: str | None = None
) -> "dict[str, pd.DataFrame]":
    """Draft the rows of a plan from its text, to be confirmed by a person.

    ``plan`` is the file with the text in UTF-8, or the text itself, in several lines. ``title`` is the plan's
    Chinese title, by default the one that the text has; ``plan_id`` its key, by default one that is proposed.

    Returns a frame of text for each table that has rows, with the columns of the contract.
    Raises PackageError where the file is missing, or no text in UTF-8.
    """
    import pandas as pd

    return {name: pd.DataFrame(rows, dtype="str") for name, rows in draft_tables(plan, title, plan_id).items()}


def draft_tables(
    plan: str | os.PathLike[str], title: str | None = None, plan_id: str | None = None
) -> dict[str, list[Row]]:
    """Draft the rows of a plan from its text, as ``draft`` does, by table."""
    package = descriptor()
    written = written_text(plan)
    tables = draft_rows(written, lexicon(package), package, title, plan_id).tables(package)
    if tables.keys() <= {"plans", "other_numbers", "coverage"}:
        raise PackageError(
            "nothing of a plan was found in the text, no heading and no figure; give the whole text of a plan",
            "文本中没有规划的标题、指标等内容，请提供规划全文",
        )
    return tables


def written_text(plan: str | os.PathLike[str]) -> str:
    """Read the text of a plan from its file; what has several lines, or is too long for a name, is the text."""
    if isinstance(plan, str) and ("\n" in plan or len(plan) > LONGEST_NAME):
        return plan
    file = Path(plan)
    try:
        with file.open("rb") as opened:
            head = opened.read(8)
        for begin, en, zh in NO_TEXTS:
            if head.startswith(begin):
                raise PackageError(f"{file} is {en}", f"{file}是{zh}")
        return read_written(file)
    except PackageError as error:
        if str(file) in error.en:
            raise
        raise PackageError(
            f"{file} {error.en}; save the plan’s text as plain text in UTF-8",
            f"{file}{error.zh}，请将规划原文另存为UTF-8纯文本",
        ) from None
    except FileNotFoundError:
        raise no_such(file) from None
    except OSError as error:
        en, zh = system_reason(error)
        raise PackageError(f"{file} cannot be read ({en})", f"{file}无法读取（{zh}）") from None


def draft_rows(
    written: str, known: Lexicon, package: Package, title: str | None = None, plan_id: str | None = None
) -> Draft:
    """Draft the rows of the plan with the text ``written``, by what is ``known``, and give them their keys."""
    if not written.strip():
        raise PackageError("the text is empty; give the whole text of a plan", "文本为空，请提供规划全文")
    text = plan_text(written)
    headings = sections(text)
    if len(titles := titles_of_plans(headings)) > 1:
        raise PackageError(
            f"the text has several plans: {'; '.join(titles)}; save the text of each as a file of its own",
            f"文本中有多部规划：{'、'.join(titles)}，请分别存为单独的文件",
        )
    own = head(text, headings, known, tidy(title or ""))
    rows = [row for reader in READERS for row in reader(text, headings, known)]
    rows = sorted(_stated(_once([*own, *headings, *rows])), key=lambda row: (row.start, row.end))
    rows = [*coverage(rows), *rows]
    named = next(row.row["title_zh"] for row in own if row.table == "plans")
    key = plan_id or (proposed_plan_id(named, known.rows) if named else "") or "plan"
    return Draft(key, text, _with_keys(rows, known, package, key))


def _once(rows: Sequence[Drafted]) -> Iterator[Drafted]:
    """Leave out what several readers drafted of one thing: the same key of the draft, or the same name."""
    seen = set[tuple[str, str]]()
    for row in rows:
        local = next((cell for cell in row.row.values() if cell.startswith(LOCAL)), "")
        name = row.row.get("alias_zh", local) if row.table in NAMED else ""
        if not name or (row.table, name) not in seen:
            seen.add((row.table, name))
            yield row


def _stated(rows: Iterable[Drafted]) -> Iterator[Drafted]:
    """Leave out numbers that state no fact where another row quotes them."""
    drafted = list(rows)
    quotes = sorted((row.start, row.end) for row in drafted if row.table != "other_numbers")
    reach = list(accumulate((end for _, end in quotes), max))  # how far the quotes up to each one reach
    for row in drafted:
        n = bisect_right(quotes, row.start, key=itemgetter(0)) - 1
        if row.table != "other_numbers" or n < 0 or reach[n] < row.end:
            yield row


def _with_keys(drafted: Sequence[Drafted], known: Lexicon, package: Package, plan_id: str) -> list[Drafted]:
    """Fill in the keys of plan, section and row, and put keys in the place of local ones."""
    keys: dict[str, str] = {}  # by local key
    rows: dict[str, list[Row]] = {}
    done: list[Drafted] = []
    starts: list[int] = []
    section_ids: list[str] = []

    def every(table: str) -> list[Row]:
        return [*rows.get(table, ()), *known.rows[table]]

    for name in order_of_tables(package):
        resource, own = package.table(name), [row for row in drafted if row.table == name]
        key = resource.primary_key[0] if len(resource.primary_key) == 1 else ""
        rows[name] = [dict.fromkeys(resource.columns, "") for _ in own]
        for row, draft in zip(rows[name], own, strict=True):
            row |= {column: keys.get(cell, cell) for column, cell in draft.row.items()}
            here = bisect_right(starts, draft.start) - 1
            owned = {"plan_id": plan_id, "section_id": section_ids[here] if here >= 0 else ""}
            row |= {column: cell for column, cell in owned.items() if column in row and column != key}
        if key and own and name != "plans":
            local = {row[key]: n for n, row in enumerate(rows[name]) if row[key].startswith(LOCAL)}
            above = {n: local[row["parent_id"]] for n, row in enumerate(rows[name]) if row.get("parent_id") in local}
            blank = [row | {key: ""} for row in rows[name]]
            taken = {row[key] for row in known.rows[name]}
            proposed = propose(name, blank, taken, every, above if name == "sections" else None)
            for row, draft, given in zip(rows[name], own, proposed, strict=True):
                if row[key].startswith(LOCAL):
                    keys[row[key]] = row[key] = given or f"{plan_id}-at-{draft.start}"
                row[key] = row[key] or given
            for row in rows[name]:
                row |= {"parent_id": keys.get(row["parent_id"], row["parent_id"])} if "parent_id" in row else {}
        if name == "plans":
            rows[name] = [row | {"plan_id": plan_id} for row in rows[name]]
        if name == "sections":
            starts, section_ids = [draft.start for draft in own], [row["section_id"] for row in rows[name]]
        done += [replace(draft, row=row) for draft, row in zip(own, rows[name], strict=True)]
    return sorted(done, key=lambda draft: (draft.start, draft.end))
