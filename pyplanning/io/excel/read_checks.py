"""Report what people leave in a sheet next to its table: merged cells, notes, hidden sheets."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl
import python_calamine

from pyplanning.io.excel.cell_checks import listed
from pyplanning.io.excel.marks import Range
from pyplanning.io.excel.places import letters_of, name_of
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue, rule


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
    "PL009",
    level="warning",
    en="{sheet} – cells {cells} are merged ({value} in all); only the first of each has a value"
    " – expected a value in every cell",
    zh="{sheet}：{cells}为合并单元格（共{value}处），仅首个单元格有值，应取消合并并逐格填写",
)
def merged(ranges: Iterable[Range]) -> list[str]:
    """No columns of a table are merged: only the first cell has a value.

    Fix: unmerge the cells and write the value into each.
    """
    return [
        f"{name_of((top + 1, left + 1))}:{name_of((bottom + 1, right + 1))}"
        for (top, left), (bottom, right) in ranges
        if left < right
    ]


@rule(
    "PL034",
    en="{sheet} {cell} – {column} is merged with {first} and has no value of its own – expected a value in every row",
    zh="{sheet}的{cell}：{column}与{first}合并，本行无值，应取消合并并逐行填写",
)
def merged_rows(
    ranges: Iterable[Range], frame: pl.DataFrame, names: Mapping[str, str], header: int
) -> Iterator[tuple[str, int, str, str]]:
    """No rows of a table share a merged cell: only the first of them has its value.

    Gives the column and row of each cell without a value, the first cell of its range and the value of that.
    Fix: unmerge the cells and write the value into each row if it holds for all of them; ``fix`` does so.
    """
    rows = frame[ROW].to_list()
    for (top, left), (bottom, _) in ranges:
        name, at = names.get(letters_of(left)), bisect_left(rows, top + 1 - header)
        if name and top < bottom and at < len(rows) and rows[at] == top + 1 - header and (value := frame[name][at]):
            for other in range(at + 1, bisect_right(rows, bottom + 1 - header)):
                if frame[name][other] != value:
                    yield name, rows[other], name_of((top + 1, left + 1)), value


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


def with_merged(table: Table, ranges: Collection[Range], doubts: Sequence[Issue] = ()) -> Table:
    """Report ``doubts`` and the merged cells of a table."""
    frame, issues = table.frame.collect(), [*table.issues, *doubts]
    last = table.header_line + max(frame[ROW].to_list(), default=0)
    names = {letters: name for name, letters in table.letters.items()}
    inside = [one for one in sorted(ranges) if table.header_line < one[1][0] + 1 and one[0][0] < last]
    for name, row, first, value in merged_rows.check(inside, frame, names, table.header_line):
        issues.append(merged_rows.issue(**table.place(name, row), first=first, suggestion=value, value=""))
    if cells := merged.check(inside):
        issues.append(merged.issue(**table.place(), cells=listed(cells), value=str(len(cells))))
    return replace(table, issues=tuple(issues))
