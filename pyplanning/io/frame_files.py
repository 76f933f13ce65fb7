"""A frame as text or as a file: JSON records, CSV, a workbook, Parquet, Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from math import isfinite
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.values import written
from pyplanning.io.text_table import IN_JSON, plain
from pyplanning.io.write import csv_text, harmless

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | bool | date | None
# What Markdown would take for more than text; an underscore inside a word is none.
MARKED = re.compile(r"([\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_]))")
NARROW, WIDE = 10, 60  # characters of a column of a workbook


def rows_of(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    """Yield the rows of a frame as plain values: days are ``date``, empty cells and what is no number None."""
    cells = frame.astype(object)
    for row in cells.where(frame.notna(), None).itertuples(index=False, name=None):
        yield [_cell(value) for value in row]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if getattr(value, "unit", "") == "s" else value  # how columns of days are kept
    if isinstance(value, float) and not isfinite(value):
        return None
    if value is None or isinstance(value, str | int | float | date):
        return value
    item = getattr(value, "item", None)  # of a type of numpy
    return _cell(item()) if item else str(value)


def as_json(frame: pd.DataFrame) -> str:
    """Write a frame as JSON: a list with an object for each row, dates as ISO texts, empty cells null."""
    rows = [dict(zip(frame.columns, row, strict=True)) for row in rows_of(frame)]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=written).translate(IN_JSON)


def as_csv(frame: pd.DataFrame) -> str:
    """Write a frame as CSV; before a text that a spreadsheet would run as a formula there is an apostrophe."""
    rows = (["" if cell is None else _text(cell) for cell in row] for row in rows_of(frame))
    return csv_text((harmless(str(column)) for column in frame.columns), rows)


def _text(cell: Cell) -> str:
    return harmless(cell) if isinstance(cell, str) else written(cell)


def as_markdown(frame: pd.DataFrame) -> str:
    """Write a frame as a table in GitHub's Markdown, in which no cell is more than text; numbers are to the right."""
    from pandas.api.types import is_numeric_dtype

    rules = ["---:" if is_numeric_dtype(dtype) else "---" for dtype in frame.dtypes]
    lines = [[_marked(str(column)) for column in frame.columns], rules]
    lines += ([_marked("" if cell is None else written(cell)) for cell in row] for row in rows_of(frame))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _marked(text: str) -> str:
    return MARKED.sub(r"\\\1", plain(text))


def as_workbook(frame: pd.DataFrame, title: str) -> bytes:
    """Make a workbook with a sheet of this title: typed cells, filters, a header that stays in sight, no formula.

    Raises PackageError where the frame has more rows than a sheet.
    """
    from openpyxl.cell import WriteOnlyCell

    from pyplanning.io.excel import write as excel
    from pyplanning.io.excel.limits import LAST_ROW, cell_text, sheet_name, text_width
    from pyplanning.io.excel.places import letters_of

    if len(frame) >= LAST_ROW:
        raise PackageError(
            f"a sheet has no room for {len(frame):,} rows; select fewer, or write CSV or Parquet",
            f"工作表容不下{len(frame):,}行，请筛选，或改用CSV、Parquet格式",
        )
    book = excel.NewBook()
    book.properties.creator = excel.AUTHOR
    sheet = book.create_sheet(sheet_name(title, ()))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{letters_of(max(len(frame.columns) - 1, 0))}{len(frame) + 1}"
    rows = [*rows_of(frame)]
    for n, column in enumerate(frame.columns):
        wide = max((text_width(str(row[n] or "")) for row in rows[:200]), default=0)
        sheet.column_dimensions[letters_of(n)].width = min(max(NARROW, wide, text_width(str(column))) + 2, WIDE)
    sheet.append([excel.text_cell(sheet, cell_text(str(column)), excel.font(bold=True)) for column in frame.columns])
    for row in rows:
        sheet.append(
            [excel.put(WriteOnlyCell(sheet), cell_text(cell) if isinstance(cell, str) else cell) for cell in row]
        )
    return excel.saved(book)


def as_parquet(frame: pd.DataFrame) -> bytes:
    """Make a Parquet file with the types of the frame; text with listed values is text."""
    import polars as pl

    types = {"i": pl.Int64, "f": pl.Float64, "b": pl.Boolean, "M": pl.Datetime("us")}
    columns: dict[str, pl.Series] = {}
    dtype: Any
    for n, (column, dtype) in enumerate(frame.dtypes.items()):
        kind: Any = pl.Date if str(dtype) == "datetime64[s]" else types.get(dtype.kind, pl.String)
        columns[str(column)] = pl.Series([cell for (cell,) in rows_of(frame.iloc[:, [n]])], dtype=kind)
    packed = BytesIO()
    pl.DataFrame(columns).write_parquet(packed, compression="zstd")
    return packed.getvalue()


def as_file(frame: pd.DataFrame, form: str, title: str) -> bytes:
    """Give the content of a file: a workbook with a sheet of this title, CSV with the mark by which Excel knows UTF-8.

    ``form`` is json, csv, markdown, xlsx or parquet. Raises PackageError where a workbook has no room.
    """
    if form == "xlsx":
        return as_workbook(frame, title)
    if form == "parquet":
        return as_parquet(frame)
    text = AS_TEXT[form](frame)
    return text.encode("utf-8-sig") if form == "csv" else f"{text}\n".encode()


AS_TEXT: Mapping[str, Callable[[pd.DataFrame], str]] = {"json": as_json, "csv": as_csv, "markdown": as_markdown}
