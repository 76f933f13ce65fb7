"""Rows in a file or sheet that are none of its table: blank ones, notes, totals, a header that occurs again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import polars as pl

from pyplanning.datapackage.blank import UNSEEN, is_blank
from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.resource import Resource
from pyplanning.io.header import heading, headings_of, machine_names, recognise
from pyplanning.io.table import MAX_FINDINGS, ROW, Table
from pyplanning.rule import Issue, Message, rule

Cells: TypeAlias = dict[str, str]
COUNT, FIRST, DOUBTFUL = "…count", "…first", "…doubtful"  # columns that are added; no column of a table is called so
FEW = 2  # cells that a note fills at most: its word and its text
# What the first cell of a row says, without white space, brackets and colons, in small letters.
TOTAL = r"^(合计|总计|小计|共计|总和|汇总|累计|total|totals|subtotal|grandtotal|sum)([0-9.,%]*|总?数)$"
NOTE = (
    r"^(注|备注|附注|说明|填报说明|填表说明|数据来源|资料来源|来源|单位|数据单位|制表人?|填表人?|填报人?|审核人?|联系人?|联系电话"
    r"|note|notes|source|sources|remark|remarks|datasource|unit)([0-9]*$|[0-9]*[.、,，;；].*|.*)"
)
SPARE_OR_UNSEEN = rf"[{UNSEEN}*＊※:：()（）\[\]【】]"  # for polars, what ``heading`` leaves out
NOTE_MARKED = re.compile(rf"[{UNSEEN}*※（(\[【]*(?:[^:：]{{1,8}})[0-9]*[)）\]】]*[:：]")


@rule(
    "PL010",
    level="warning",
    en="{where} – has notes ({value} rows), which are not read – expected only the rows of the table",
    zh="{where_zh}：此处为说明文字（共{value}行），未作为数据读取，表中只应有数据行",
)
def notes(row: Cells, resource: Resource) -> bool:
    """Nothing is between the rows of a table or follows them: notes, sources and the names of those who filled it in.

    A row is a note if it says so (注：, 资料来源：, Note:), or if it fills one cell, below the last row, and
    is after a blank row or has what its column does not take.
    Fix: move the notes to another sheet or file.
    """
    filled = [cell for cell in row.values() if not is_blank(cell)]
    says_so = re.search(NOTE, heading(filled[0])) and (NOTE_MARKED.match(filled[0]) or len(heading(filled[0])) < 8)
    return bool(says_so) and len(filled) <= FEW and lacks_cells(row, resource)


@rule(
    "PL024",
    level="warning",
    en="{where} – “{value}” is a row of totals, and is not read – expected only the rows of the table",
    zh="{where_zh}：“{value}”为合计行，未作为数据读取，表中只应有数据行",
)
def total(row: Cells, resource: Resource) -> bool:
    """No row is the total of others: whoever needs a total can compute it.

    Fix: delete the row.
    """
    first = next(cell for cell in row.values() if not is_blank(cell))
    return bool(re.search(TOTAL, heading(first))) and lacks_cells(row, resource)


@rule(
    "PL025",
    level="warning",
    en="{where} – the header occurs again, and is not read – expected it once",
    zh="{where_zh}：表头重复出现，未作为数据读取，表头只应出现一次",
)
def header_again(row: Cells, resource: Resource, header: dict[str, str]) -> bool:
    """The header occurs once, at the head of the table; the rows below another one are read as rows of the table.

    Fix: delete the other header.
    """
    filled = {column: heading(cell) for column, cell in row.items() if not is_blank(cell)}
    called = headings_of(resource)
    same = sum(text in called.get(c, ()) or text == heading(header.get(c, "")) for c, text in filled.items())
    return same >= 2 and same * 2 >= len(filled)


@rule(
    "PL026",
    en="{where} – another table, {value}, begins here, and is not read – expected one table in a sheet or file",
    zh="{where_zh}：自此起为另一张数据表{value}，未读取，每个工作表或文件应为一张数据表",
)
def other_table(row: Cells, resource: Resource, known: Sequence[Resource]) -> str:
    """A sheet or file has one table.

    Fix: move the other table to a sheet or file of its own.
    """
    found = recognise([*row.values()], known)
    return found.name if found and found.name != resource.name else ""


def lacks_cells(row: Mapping[str, str], resource: Resource) -> bool:
    """Say whether half of the cells that every row needs are empty, or have what their column does not take."""
    needed = [field for field in resource.fields if field.required or field.name in resource.primary_key]
    cells = [(field, row.get(field.name, "")) for field in needed]
    return bool(needed) and sum(is_blank(c) or fault(f, c) is not None for f, c in cells) * 2 >= len(needed)


def is_filled(columns: Iterable[str]) -> pl.Expr:
    """Say where a row has more than blanks in some column."""
    return pl.any_horizontal(_filled(column) for column in columns)


def _filled(column: str) -> pl.Expr:
    return pl.col(column).str.contains(f"[^{UNSEEN}]").fill_null(False)


def set_aside(
    table: Table, resource: Resource, known: Sequence[Resource], overfull: Collection[int] = frozenset()
) -> Table:
    """Leave out, and report, the rows of a table that are none; blank ones are left out without a word.

    ``known`` are the tables that another header may be of; ``overfull`` are rows with content that no column shows.
    """
    columns = [c for c in table.frame.collect_schema().names() if c != ROW]
    if len(columns) < 2:  # in a table of one column, nothing distinguishes a note from a row
        return table
    frames = [frame for frame in (table.frame, table.apart) if frame is not None]
    every = pl.concat([frame.select(ROW, *columns) for frame in frames])
    texts = {text for one in (resource, *known) for called in headings_of(one).values() for text in called}
    marked, count, doubtful = _marked(every, columns, texts), pl.col(COUNT), pl.col(DOUBTFUL)
    sure = pl.col(ROW).filter(~doubtful & (count > 0))
    some, whole = pl.collect_all(
        [
            marked.filter(doubtful).select(ROW, *columns).head(MAX_FINDINGS + 1),
            marked.select(blank=(count == 0).any(), last=sure.max().fill_null(0)),
        ],
        engine="streaming",
    )
    blank, last = whole.row(0)
    rows = {row.pop(ROW): row for row in some.sort(ROW).fill_null("").to_dicts()}
    others = _judge(rows, last, table, resource, known) if len(rows) <= MAX_FINDINGS else {}
    if not others and not blank:
        return table
    cut = min((row for row, message in others.items() if message is other_table), default=None)
    keep = (is_filled(columns) | pl.col(ROW).is_in([*overfull])) & ~pl.col(ROW).is_in([*others])
    keep = keep if cut is None else keep & (pl.col(ROW) < cut)
    kept = [frame.filter(keep) for frame in (table.frame, *([] if table.apart is None else [table.apart]))]
    issues = (*table.issues, *_report(others, rows, last, table, known))
    return replace(table, frame=kept[0], apart=kept[1] if kept[1:] else None, issues=issues)


def _marked(rows: pl.LazyFrame, columns: Sequence[str], headings: Collection[str]) -> pl.LazyFrame:
    """Add how many cells of each row are filled, and whether it may be none of the table."""
    first, count = pl.col(FIRST), pl.col(COUNT)
    spare = pl.when(first.str.contains(SPARE_OR_UNSEEN)).then(first)  # few have something to leave out
    doubtful = (count > 0) & ((count <= FEW) | first.is_in(sorted(headings)) | first.str.contains(TOTAL))
    filled = rows.with_columns(
        pl.sum_horizontal(_filled(column) for column in columns).alias(COUNT),
        pl.coalesce(pl.when(_filled(c)).then(pl.col(c)) for c in columns).alias(FIRST),
    )
    plain = filled.with_columns(pl.coalesce(spare.str.replace_all(SPARE_OR_UNSEEN, ""), first).str.to_lowercase())
    return plain.with_columns(doubtful.alias(DOUBTFUL))


def _judge(
    rows: Mapping[int, Cells], last: int, table: Table, resource: Resource, known: Sequence[Resource]
) -> dict[int, Message]:
    """Decide which of the doubtful rows are none of the table, and what they are; ``last`` is the last sure row."""
    header = dict(zip(machine_names(table.header, resource), table.header, strict=False))
    found: dict[int, Message] = {}
    for number, row in rows.items():
        other = other_table.check(row, resource, known) and not _is_header(row, header)
        if header_again.check(row, resource, header) and not other:
            found[number] = header_again
        elif other:
            found[number] = other_table
            break
        elif total.check(row, resource):
            found[number] = total
        elif notes.check(row, resource):
            found[number] = notes
    for number in [n for n in rows if found.get(n + 1) in (header_again, other_table) and n not in found]:
        if _is_alone(rows[number]) and (table.sheet or lacks_cells(rows[number], resource)):
            found[number] = notes  # the title of what begins below
    return dict(sorted((found | dict.fromkeys(_below(rows, found, last, table, resource), notes)).items()))


def _below(rows: Mapping[int, Cells], found: Collection[int], last: int, table: Table, resource: Resource) -> list[int]:
    """List the rows of one cell that are below the table: from the first after a blank row, or with an odd cell."""
    alone = list[int]()
    for number in sorted((n for n in rows if n > last and n not in found), reverse=True):
        if not _is_alone(rows[number]):
            break
        alone.insert(0, number)
    for position, number in enumerate(alone):
        after_blank = number > 1 and number - 1 not in (*rows, last)
        no_row = lacks_cells(rows[number], resource) and (after_blank or (last and _is_odd(rows[number], resource)))
        if no_row or (after_blank and table.sheet):
            return alone[position:]
    return []


def _is_header(row: Cells, header: Mapping[str, str]) -> bool:
    """Say whether a row has the very header of its table, even if another table has these columns too."""
    return all(is_blank(cell) or heading(cell) == heading(header.get(column, "")) for column, cell in row.items())


def _is_alone(row: Cells) -> bool:
    """Say whether a row fills one cell."""
    return sum(not is_blank(cell) for cell in row.values()) == 1


def _is_odd(row: Cells, resource: Resource) -> bool:
    """Say whether some cell has what its column does not take."""
    return any(not is_blank(row.get(f.name, "")) and fault(f, row[f.name]) is not None for f in resource.fields)


def _report(
    others: Mapping[int, Message], rows: Mapping[int, Cells], last: int, table: Table, known: Sequence[Resource]
) -> Iterator[Issue]:
    """Report rows that were set aside; notes that follow one another together."""
    runs = list[list[int]]()
    for number, message in others.items():
        together = message is notes and runs and others[runs[-1][0]] is notes
        if together and (number > last or number == runs[-1][-1] + 1):
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        row, message = rows[run[0]], others[run[0]]
        column, cell = next((c, cell) for c, cell in row.items() if not is_blank(cell))
        place = table.place(column, run[0])
        at = (place["sheet"], place["cell"]) if table.sheet else (place["file"], str(place["line"]))
        where, where_zh = ("{} {}", "{}的{}") if table.sheet else ("{} line {}", "{}第{}行")
        value = {id(notes): str(len(run)), id(total): cell.strip()}.get(id(message), "")
        if message is other_table:
            found = recognise([*row.values()], known)
            value = found.name if found else ""
        words = {"where": where.format(*at), "where_zh": where_zh.format(*at), "value": value}
        yield message.issue(**place | {"column": ""} | words)
