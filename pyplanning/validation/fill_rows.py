"""Add the rows that follow from the others of a contribution: cited documents, aliases, coverage, plain numbers.

They stand below the rows of their sheet, and each cell is shown as a change. What has no sheet is
added to the tables alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.dataset.name_words import said_by_name
from pyplanning.evidence.plan_texts import Sources, read_plans, text_files
from pyplanning.evidence.quotes import Plan
from pyplanning.evidence.rows_to_prove import RowsToProve, rows_of_tables
from pyplanning.evidence.text import line_starts, read_written
from pyplanning.io import Row
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change
from pyplanning.validation.account import numbers_of
from pyplanning.validation.fill_cells import STATES
from pyplanning.validators.completeness import COVERED

TAIL = 6  # characters of a line that are quoted with its number
LIST_NUMBER = ("序号", "number of a list or clause")
_TENS = "[一二三四五六七八九十]+"
# Numbers that state no fact, by their form: the reason, a note in each language, and whether they begin a line.
FORMS = (
    ("document", "发文字号", "number of a document", False, re.compile(r"[〔\[(]\d{4}[〕\])]第?\d+号")),
    ("period", "标题中的时期", "period in a title", False, re.compile(r"\d{4}[-—–~]\d{4}年(?=\))")),
    ("date", "日期", "date", False, re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")),
    (
        "ordinal",
        *LIST_NUMBER,
        True,
        re.compile(r"\(?\d{1,2}[).、](?!\d)|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、"),
    ),
    ("ordinal", *LIST_NUMBER, True, re.compile(r"第[一二三四五六七八九十]+[章节条]")),
)
Rows = Mapping[str, Sequence[Row]]


def add_rows(tables: Sequence[Table], new: Rows) -> tuple[list[Table], list[Change]]:
    """Add rows to tables, below those that they have, or as a table of its own; give the cells as changes."""
    found, changes = list(tables), list[Change]()
    kind = found[0].frame.collect_schema()[ROW] if found else pl.Int64()
    for name, rows in new.items():
        if not rows:
            continue
        columns = descriptor().table(name).columns
        own = [n for n, table in enumerate(found) if table.name == name]
        if not own:
            found.append(Table(name, "", pl.DataFrame(schema={ROW: kind, **dict.fromkeys(columns, pl.String)}).lazy()))
            own = [len(found) - 1]
        table = found[own[-1]]
        frame = table.frame.collect()
        last = max([0, *frame[ROW]])
        cells = [{ROW: last + n, **{c: row.get(c, "") for c in columns}} for n, row in enumerate(rows, 1)]
        added = pl.DataFrame(cells, schema={c: frame.schema.get(c, pl.String) for c in (ROW, *columns)})
        frame = pl.concat([frame, added.select(c for c in frame.columns if c in added.columns)], how="diagonal")
        found[own[-1]] = table.with_frame(frame)
        if table.sheet:
            changes += [
                Change(**table.place(column, cell[ROW]), old="", new=str(cell[column]), why="derived")
                for cell in cells
                for column in frame.columns
                if column != ROW and cell.get(column)
            ]
    return found, changes


def cited_documents(tables: Sequence[Table], shipped: Rows) -> list[Row]:
    """Make the rows of documents that are cited by a title which none has."""
    rows = _own(tables)
    known = {row["title_zh"] for row in (*rows["documents"], *shipped["documents"])}
    keys = {row["document_id"] for row in (*rows["documents"], *shipped["documents"])}
    cited = {row["document_id"]: row for row in rows["citations"] if row["document_id"] == row["cited_title_zh"]}
    found = [{"title_zh": title, "title_en": row["cited_title_en"]} for title, row in cited.items()]
    new = [row for row in found if row["title_zh"] and row["title_zh"] not in known | keys]
    return [{"kind": "other", **row, **said_by_name("documents", row)} for row in new]


def derived_rows(tables: Sequence[Table], shipped: Rows, sources: Sources | None) -> dict[str, list[Row]]:
    """Make the rows that follow from tables whose names are ids: aliases and, with texts, plain numbers."""
    numbers = list(_plain_numbers(tables, shipped, sources)) if sources is not None else []
    return {"agency_aliases": list(_aliases(_own(tables), shipped)), "other_numbers": numbers}


def _own(tables: Sequence[Table]) -> dict[str, list[Row]]:
    """List the rows handed in, by table; every cell is text."""
    rows: dict[str, list[Row]] = {resource.name: [] for resource in descriptor().resources}
    for table in tables:
        columns, frame = descriptor().table(table.name).columns, table.frame.collect()
        blank = dict.fromkeys(columns, "")
        own = frame.select(pl.col(c).fill_null("") for c in columns if c in frame.columns)
        rows[table.name] += [{**blank, **row} for row in own.iter_rows(named=True)]
    return rows


def _aliases(rows: Rows, shipped: Rows) -> Iterator[Row]:
    """Give the names under which a plan knows its bodies, as its duties write them."""
    names = {row["agency_id"]: row["name_zh"] for row in (*shipped["agencies"], *rows["agencies"])}
    plans = {row["task_id"]: row["plan_id"] for row in (*shipped["tasks"], *rows["tasks"])}
    known = {(row["plan_id"], row["alias_zh"]) for row in (*shipped["agency_aliases"], *rows["agency_aliases"])}
    old = {(row["task_id"], row["position"]) for row in shipped["responsibilities"]}
    for row in (row for row in rows["responsibilities"] if (row["task_id"], row["position"]) not in old):
        plan, alias = plans.get(row["task_id"], ""), row["as_written"]
        if (
            plan
            and alias
            and row["agency_id"] in names
            and (plan, alias) not in known
            and names[row["agency_id"]] != alias
        ):
            known.add((plan, alias))
            yield {"plan_id": plan, "alias_zh": alias, "agency_id": row["agency_id"]}


def new_coverage(tables: Sequence[Table], shipped: Rows) -> list[Row]:
    """Make the rows of coverage for new plans' tables that have rows and none in coverage: they were extracted."""
    rows, found = _own(tables), list[Row]()
    known = {(row["plan_id"], row["table_name"]) for row in (*shipped["coverage"], *rows["coverage"])}
    old, (zh, en) = {row["plan_id"] for row in shipped["plans"]}, STATES["extracted"]
    new = [row["plan_id"] for row in rows["plans"] if row["plan_id"] and row["plan_id"] not in old]
    for plan in new:
        for table in COVERED:
            has = any(row.get("plan_id", plan) == plan for row in rows[table])
            if has and (plan, table) not in known:
                about = {"plan_id": plan, "table_name": table, "state": "extracted"}
                found.append({**about, "note_zh": zh, "note_en": en})
    return found


def _plain_numbers(tables: Sequence[Table], shipped: Rows, sources: Sources) -> Iterator[Row]:
    """Give the numbers of lists, clauses, documents and dates that no row accounts for."""
    rows = rows_of_tables(tables, {name: [*of] for name, of in shipped.items()})
    files = {plan: file for plan, file in text_files(sources, rows).items() if file and rows.plans[plan]}
    plans, _ = read_plans(files, rows)
    for plan in plans.values():
        yield from _of_plan(plan, rows, frozenset(line_starts(read_written(files[plan.plan_id]))))


def _of_plan(plan: Plan, rows: RowsToProve, lines: frozenset[int]) -> Iterator[Row]:
    words = {row["word_zh"]: row["reason"] for row in rows.rows["numeral_words"]}
    open_at = {start for _, _, start, _, _, state, _ in numbers_of(plan, words) if state == "unaccounted"}
    for reason, zh, en, at_line, form in FORMS:
        for match in form.finditer(plan.text):
            start, end = match.span()
            if open_at.isdisjoint(range(start, end)) or (at_line and start not in lines):
                continue
            open_at -= {*range(start, end)}
            _, section = plan.section_at(start)
            evidence = plan.text[start : end + TAIL] if at_line else match[0]
            yield {"plan_id": plan.plan_id, "section_id": section, "reason": reason, "note_zh": zh, "note_en": en} | {
                "evidence": evidence,
                "evidence_start": str(start),
            }
