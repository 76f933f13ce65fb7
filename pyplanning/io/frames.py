"""What is no text file, as tables of text: Parquet files, frames of pandas and polars, rows in a descriptor."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import dialect_of
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.datapackage.table_messages import cast_cell, ragged_row
from pyplanning.datapackage.values import has_own_form, in_form, texts, written
from pyplanning.io.header import layout, machine_names, table_of
from pyplanning.io.table import ROW, Table
from pyplanning.io.zip import damaged

if TYPE_CHECKING:
    import pandas as pd

FILE = "datapackage.json"
FLOATS = (pl.Float32, pl.Float64)
WRITTEN = ("string", "date", "datetime", "time", "yearmonth", "duration")  # types that JSON has as text alone
QUOTED = {"expected": "text in quotation marks", "expected_zh": "带引号的文本"}


def read_parquet(file: Path, file_name: str, resources: Sequence[Resource]) -> Table:
    """Read a Parquet file, which ``file_name`` names in findings.

    Raises PackageError where it is damaged, or none of the tables ``resources``.
    """
    try:
        with _silent():
            scan = pl.scan_parquet(file, glob=False)
            table = _typed(scan, file_name, resources)
            table.frame.select(pl.all().exclude(ROW).str.len_bytes().sum()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise damaged(file_name, str(error).partition("\n")[0]) from None
    return table


@contextmanager
def _silent() -> Iterator[None]:
    """Keep from the screen how threads of polars ended over a damaged file, which is raised as an error too."""
    try:
        kept = os.dup(2)
    except OSError:  # standard error is closed
        yield
        return
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def nameless() -> PackageError:
    """Make the error for a frame that may be any table."""
    return PackageError("a frame needs the name of its table (name=…)", "数据框须注明数据表名（name=…）")


def read_frame(source: object, resources: Sequence[Resource], name: str | None) -> Table:
    """Read a pandas or polars frame.

    Raises PackageError where it is no frame, or its table's ``name`` is not given.
    """
    if name is None:
        raise nameless()
    if isinstance(source, (pl.DataFrame, pl.LazyFrame)):
        return _typed(source.lazy(), "", resources)
    if not hasattr(source, "columns") or not hasattr(source, "iloc"):
        kind = type(source).__name__
        raise PackageError(
            f"a value of type {kind} cannot be read; expected a file, a folder, or a pandas or polars frame",
            f"无法读取{kind}类型的值，应为文件、文件夹、pandas或polars数据框",
        )
    header = [str(column) for column in source.columns]
    fields = _fields(table_of("", header, resources), header)
    columns = {str(i): _column(source.iloc[:, i], fields[i]) for i in range(len(header))}
    return _typed(pl.LazyFrame(columns), "", resources, header)


def _fields(resource: Resource, header: Sequence[str]) -> list[Field | None]:
    """Find the field of each column; None where it has none."""
    fields = {field.name: field for field in resource.fields}
    return [fields.get(name) for name in machine_names(header, resource)]


def _column(series: pd.Series, field: Field | None) -> pl.Series:
    """Convert a pandas column: numbers as numbers, what is missing as null, the rest as text."""
    values = [value if present else None for value, present in zip(series.astype(object), series.notna(), strict=True)]
    if field and has_own_form(field):
        values = [in_form(value, field) for value in values]
        return texts(["" if value is None else value for value in values])
    if series.dtype.kind == "f":
        return pl.Series(values, dtype=pl.Float64)
    return texts(["" if value is None else value for value in values])


def _typed(
    frame: pl.LazyFrame, file_name: str, resources: Sequence[Resource], header: list[str] | None = None
) -> Table:
    schema = frame.collect_schema()
    names = schema.names()
    header = names if header is None else header
    resource = table_of(file_name, header, resources)
    columns, issues = layout(header, resource, {"file": file_name, "table": resource.name})
    fields = {field.name: field for field in resource.fields}
    cells = [
        _as_text(names[i], schema[names[i]], file_name, fields.get(name)).alias(name) for name, i in columns.items()
    ]
    numbered = frame.select(cells).with_row_index(ROW, offset=1)
    return Table(resource.name, file_name, numbered, tuple(header), issues=tuple(issues))


def _as_text(column: str, dtype: pl.DataType, file_name: str, field: Field | None) -> pl.Expr:
    """Write the cells of a typed column as Table Schema does; null is ""."""
    cell = pl.col(column)
    if field and has_own_form(field) and dtype in (pl.Boolean, pl.Date, pl.Datetime, pl.Time, *FLOATS):
        formed = cell.map_elements(lambda value: written(in_form(value, field)), return_dtype=pl.String)
        return formed.fill_null("")
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Duration):
        raise PackageError(
            f"{file_name or 'frame'} – column {column} holds {dtype} – expected text, numbers, dates or booleans",
            f"{file_name or '数据框'}：{column}列的类型为{dtype}，应为文本、数值、日期或布尔值",
        )
    if dtype.is_float():
        whole = (cell == cell.floor()) & (cell.abs() < 1e18)
        cell = pl.when(whole).then(cell.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(cell.cast(pl.String))
    elif isinstance(dtype, pl.Datetime):
        midnight = cell.dt.time() == pl.time(0)
        day, moment = cell.dt.to_string("%Y-%m-%d"), cell.dt.to_string("%Y-%m-%dT%H:%M:%S%.f")
        cell = pl.when(midnight).then(day).otherwise(moment)
    return cell.cast(pl.String).fill_null("")


def read_inline(resource: Resource) -> Table:
    """Read the rows that are a resource's ``data``.

    Raises PackageError where the columns have no names.
    """
    header, rows = _header_and_rows(resource)
    place = {"file": FILE, "table": resource.name}
    columns, issues = layout(header, table_of(FILE, header, [resource]), place)
    whole = {number: row for number, row in enumerate(rows, 1) if len(row) == len(header)}
    ragged = {number: str(len(row)) for number, row in enumerate(rows, 1) if number not in whole}
    issues += [ragged_row.issue(**place, row=row, value=n, expected=len(header)) for row, n in ragged.items()]
    numbers = pl.Series(ROW, [*whole], dtype=pl.get_index_type())
    fields = {field.name: field for field in resource.fields}
    cells = []
    for name, at in columns.items():
        values, field = {number: row[at] for number, row in whole.items()}, fields.get(name, Field({"name": name}))
        cells.append(pl.Series(name, [_text(value, field) for value in values.values()], pl.String))
        for number in (number for number, value in values.items() if _is_unquoted(value, field)):
            issues.append(
                cast_cell.issue(**place, row=number, column=name, value=_text(values[number], field), **QUOTED)
            )
    return Table(resource.name, FILE, pl.DataFrame([numbers, *cells]).lazy(), tuple(header), issues=tuple(issues))


def _header_and_rows(resource: Resource) -> tuple[list[str], list[list[object]]]:
    """Return the names of the columns, and the rows."""
    data = resource.properties["data"]
    if isinstance(data, str):
        return _parsed(data, resource)
    if isinstance(data[0], dict):
        header = list(dict.fromkeys(key for row in data for key in row))
        return header, [[row.get(key) for key in header] for row in data]
    if dialect_of(resource).header == ():
        return list(resource.columns), data
    return [written(cell) for cell in data[0]], data[1:]


def _parsed(text: str, resource: Resource) -> tuple[list[str], list[list[object]]]:
    """Parse the rows of a CSV text in the descriptor."""
    dialect = dialect_of(resource)
    try:
        numbered = enumerate(dialect.reader(io.StringIO(text, newline="")), 1)
        records = dialect.without_comments((number, dialect.restored(cells), 0) for number, cells in numbered)
        _, header = dialect.read_header(records)
        return header or list(resource.columns), [[*record] for _, record, _ in records]
    except csv.Error as error:
        raise damaged(f"{FILE}: {resource.name}.data", error) from None


def _text(value: object, field: Field) -> str | None:
    """Write a value of JSON as a cell; null is no cell."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return None if value is None else written(in_form(value, field))


def _is_unquoted(value: object, field: Field) -> bool:
    """Whether a value of JSON is none of text where its column's values are texts."""
    return field.type in WRITTEN and isinstance(value, bool | int | float | list | dict)
