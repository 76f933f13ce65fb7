"""What people leave in a sheet besides its table: formulas, errors, merged cells, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl
import python_calamine

from pyplanning.datapackage.descriptor import Descriptor
from pyplanning.io.excel.inspect import Marks
from pyplanning.io.excel.places import letters_of
from pyplanning.io.table import ROW, Table
from pyplanning.rule import rule

HEADER_ROWS = 20  # among these a sheet's header is looked for
NAMED = 3  # places that a finding about many cells names

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell, from 0


@rule(
    "PL018",
    level="warning",
    en="{file} – was made from a template of version {value} – the package is now {expected}"
    " – expected a new template where columns are told as missing or unknown",
    zh="{file}：由{value}版模板生成，数据包现为{expected}版，如有列缺失或未知，应改用新模板",
)
def older_template(made: str, version: str) -> bool:
    """A workbook comes from a template of the package's own major version, or from no template.

    Columns change with the major version alone; those that were added or renamed are told at their sheets.
    Fix: where columns are missing or unknown, write a new template and move the rows over.
    """
    return made != "" and made.partition(".")[0] != version.partition(".")[0]


@rule(
    "PL007",
    level="warning",
    en="{sheet} – formulas stand in {cells} ({value} in all) – their saved values are used – expected plain values",
    zh="{sheet}：{cells}为公式（共{value}处），已取其保存的结果，应填写数值或文字",
)
def formulas(cells: Iterable[tuple[str, int]], table: Table) -> list[str]:
    """A cell holds a value, not a formula: a formula's value changes with what it refers to.

    Fix: copy the cells and paste them as values.
    """
    return _within(cells, table)


@rule(
    "PL008",
    en="{sheet} {cell} – {column} shows the error {value} – expected a value",
    zh="{sheet}的{cell}：{column}显示错误{value}，应为有效值",
)
def error_cell(cells: dict[tuple[str, int], str], table: Table) -> list[tuple[str, int, str]]:
    """No cell shows an error such as #REF!.

    Fix: correct the formula, or type the value.
    """
    columns = {letters: column for column, letters in table.letters.items()}
    found = [(columns.get(letters, ""), row - table.header_line, value) for (letters, row), value in cells.items()]
    return [(column, row, value) for column, row, value in found if column and row > 0]


@rule(
    "PL009",
    level="warning",
    en="{sheet} – cells are merged at {cells} ({value} in all) – only the first of each has a value"
    " – expected a value in every cell",
    zh="{sheet}：{cells}为合并单元格（共{value}处），仅首个单元格有值，应取消合并并逐格填写",
)
def merged(ranges: Iterable[Range], first: int, last: int) -> list[str]:
    """No cells of a table are merged: the value would belong to the first of them alone.

    Fix: unmerge the cells and write the value into each.
    """
    return [
        f"{letters_of(left)}{top + 1}:{letters_of(right)}{bottom + 1}"
        for (top, left), (bottom, right) in sorted(ranges)
        if first <= bottom + 1 and top + 1 <= last
    ]


@rule(
    "PL010",
    level="warning",
    en="{sheet} {cell} – notes stand below the table ({value} in all) – left out – expected only the table's rows",
    zh="{sheet}的{cell}：自此起为表下说明（共{value}行），未读取，表下不应有其他内容",
)
def notes(rows: Sequence[int], alone: Sequence[bool]) -> int:
    """Nothing stands below a table: rows that fill only the first column, after a blank row, are notes.

    ``rows`` are the rows with content, ``alone`` where only the first column has some; the
    result is the position of the first note.

    Fix: move the notes to another sheet.
    """
    start = len(rows)
    while start and alone[start - 1]:
        start -= 1
    gaps = (i for i in range(start, len(rows)) if rows[i] - (rows[i - 1] if i else 0) > 1)
    return next(gaps, len(rows))


@rule(
    "PL011",
    level="warning",
    en="{sheet} – the sheet is hidden – left out – expected a sheet that shows",
    zh="{sheet}：该工作表已隐藏，未读取，应取消隐藏",
)
def hidden(sheet: python_calamine.SheetMetadata) -> bool:
    """Every sheet that is to be read shows.

    Fix: unhide the sheet, or delete it.
    """
    return sheet.visible != python_calamine.SheetVisibleEnum.Visible


@rule(
    "PL012",
    level="warning",
    en="{sheet} – none of the first {value} rows names the columns of a table – left out – expected one table",
    zh="{sheet}：前{value}行中没有数据表的表头，未读取，每个工作表应为一张数据表",
)
def no_table(found: tuple[int, Descriptor] | None) -> bool:
    """Every sheet is a table: named after it, or with its columns, and with a header.

    Fix: write the column names into one row, or delete the sheet.
    """
    return found is None


def _within(cells: Iterable[tuple[str, int]], table: Table) -> list[str]:
    letters = set(table.letters.values())
    return [f"{column}{row}" for column, row in cells if column in letters and row > table.header_line]


def filled(frame: pl.DataFrame) -> pl.Series:
    """Where a row has more than blanks in some column."""
    return frame.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()


def without_notes(table: Table, frame: pl.DataFrame) -> Table:
    """The table, whose rows are ``frame``, without what stands below it."""
    first, *others = table.letters
    if not others:  # a table of one column has nothing to tell a note by
        return table
    if filled(frame[-1:].select(others)).all():
        return table
    rows, alone = frame[ROW].to_list(), ~filled(frame.select(others))
    start = notes.check(rows, alone.to_list())
    if start == len(rows):
        return table
    given = table.place(first, rows[start]) | {"column": "", "value": str(len(rows) - start)}
    return replace(table, frame=frame[:start].lazy(), issues=(*table.issues, notes.issue(**given)))


def marked(table: Table, ranges: list[Range], marks: Marks) -> Table:
    """The table with findings on its formulas, errors and merged cells."""
    issues, place = list(table.issues), table.place()
    last = table.header_line + (table.frame.select(pl.col(ROW).max()).collect().item() or 0)
    for found, cells in (
        (formulas, formulas.check(marks.formulas, table)),
        (merged, merged.check(ranges, table.header_line, last)),
    ):
        if cells:
            first = ", ".join(cells[:NAMED]) + "…" * (len(cells) > NAMED)
            issues.append(found.issue(**place, cells=first, value=str(len(cells))))
    for column, row, value in error_cell.check(marks.errors, table):
        issues.append(error_cell.issue(**table.place(column, row), value=value))
    return replace(table, issues=tuple(issues))
