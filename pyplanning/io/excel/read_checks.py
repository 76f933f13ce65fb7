"""Report what people leave in a sheet next to its table: formulas, errors, merged cells, notes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import polars as pl
import python_calamine

from pyplanning.io.excel.inspect import Marks
from pyplanning.io.excel.places import name_of
from pyplanning.io.table import ROW, Table
from pyplanning.rule import rule

LISTED = 3  # cells that a finding about many lists

Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell, from 0


@rule(
    "PL018",
    level="warning",
    en="{file} – was made from the template of version {value}, but the package is now version {expected}"
    " – expected a new template if columns are reported as missing or unknown",
    zh="{file}：由{value}版模板生成，数据包现为{expected}版，如报告缺少列或有未知的列，应改用新模板",
)
def older_template(made: str, version: str) -> bool:
    """A workbook made from a template comes from one of the package's major version.

    Columns change only with the major version; those that were added or renamed are reported for their sheets.
    Fix: if columns are missing or unknown, write a new template and copy the rows into it.
    """
    return made != "" and made.partition(".")[0] != version.partition(".")[0]


@rule(
    "PL007",
    level="warning",
    en="{sheet} – cells {cells} contain formulas ({value} in all); their results are used – expected plain values",
    zh="{sheet}：{cells}为公式（共{value}处），已取其保存的结果，应填写数值或文字",
)
def formulas(cells: Iterable[tuple[str, int]], table: Table) -> list[str]:
    """Every cell contains a value, not a formula: the result of a formula changes with the cells that it refers to.

    Fix: copy the cells and paste them as values.
    """
    letters = set(table.letters.values())
    return [f"{column}{row}" for column, row in cells if column in letters and row > table.header_line]


@rule(
    "PL008",
    en="{sheet} {cell} – {column} shows the error {value} – expected a value",
    zh="{sheet}的{cell}：{column}显示错误值{value}，应为有效值",
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
    en="{sheet} – cells {cells} are merged ({value} in all); only the first of each has a value"
    " – expected a value in every cell",
    zh="{sheet}：{cells}为合并单元格（共{value}处），仅首个单元格有值，应取消合并并逐格填写",
)
def merged(ranges: Iterable[Range], first: int, last: int) -> list[str]:
    """No cells of a table are merged: only the first of them has a value.

    Fix: unmerge the cells and write the value into each.
    """
    return [
        f"{name_of((top + 1, left + 1))}:{name_of((bottom + 1, right + 1))}"
        for (top, left), (bottom, right) in sorted(ranges)
        if first <= bottom + 1 and top + 1 <= last
    ]


@rule(
    "PL010",
    level="warning",
    en="{sheet} {cell} – notes follow the table ({value} rows) and are not read – expected only the rows of the table",
    zh="{sheet}的{cell}：自此起为表下说明（共{value}行），未读取，表下不应有其他内容",
)
def notes(rows: Sequence[int], alone: Sequence[bool]) -> int:
    """Nothing follows a table: rows after a blank row that fill only the first column are notes.

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
    en="{sheet} – the sheet is hidden and is not read – expected a visible sheet",
    zh="{sheet}：该工作表已隐藏，未读取，应取消隐藏",
)
def hidden(sheet: python_calamine.SheetMetadata) -> bool:
    """Every sheet that is to be read is visible.

    Fix: unhide the sheet, or delete it.
    """
    return sheet.visible != python_calamine.SheetVisibleEnum.Visible


@rule(
    "PL012",
    level="warning",
    en="{sheet} – none of the first {value} rows has the column names of a table, and the sheet is not read"
    " – expected one table in every sheet",
    zh="{sheet}：前{value}行中没有数据表的表头，未读取，每个工作表应为一张数据表",
)
def no_table(header: object) -> bool:
    """Every sheet is a table: it has a header, and the table's name or columns.

    Fix: write the column names into one row, or delete the sheet.
    """
    return header is None


def filled(frame: pl.DataFrame) -> pl.Series:
    """Find the rows that have more than blanks in some column."""
    return frame.select(pl.any_horizontal(pl.all().str.strip_chars() != "")).to_series()


def without_notes(table: Table, frame: pl.DataFrame) -> Table:
    """Leave out, and report, the notes below a table whose rows are ``frame``."""
    first, *others = table.letters
    # In a table of one column, nothing distinguishes a note from a row.
    if not others or filled(frame[-1:].select(others)).all():
        return table
    rows, alone = frame[ROW].to_list(), ~filled(frame.select(others))
    start = notes.check(rows, alone.to_list())
    if start == len(rows):
        return table
    place = table.place(first, rows[start]) | {"column": "", "value": str(len(rows) - start)}
    return replace(table, frame=frame[:start].lazy(), issues=(*table.issues, notes.issue(**place)))


def with_marks(table: Table, ranges: Collection[Range], marks: Marks) -> Table:
    """Report the formulas, errors and merged cells of a table."""
    issues, place = list(table.issues), table.place()
    last = table.header_line + (table.frame.select(pl.col(ROW).max()).collect().item() or 0)
    for found, cells in (
        (formulas, formulas.check(marks.formulas, table)),
        (merged, merged.check(ranges, table.header_line, last)),
    ):
        if cells:
            listed = ", ".join(cells[:LISTED]) + "…" * (len(cells) > LISTED)
            issues.append(found.issue(**place, cells=listed, value=str(len(cells))))
    for column, row, value in error_cell.check(marks.errors, table):
        issues.append(error_cell.issue(**table.place(column, row), value=value))
    return replace(table, issues=tuple(issues))
