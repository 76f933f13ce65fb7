"""Parquet files, and frames of pandas and polars, as tables of text."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.values import texts
from pyplanning.io.header import layout, table_of
from pyplanning.io.table import ROW, Table
from pyplanning.io.zip import damaged

if TYPE_CHECKING:
    import pandas as pd


def read_parquet(file: Path, file_name: str, resources: Sequence[Resource]) -> Table:
    """Read a Parquet file, which ``file_name`` names in findings.

    Raises PackageError where it is damaged, or none of the tables ``resources``.
    """
    try:
        scan = pl.scan_parquet(file, glob=False)
        table = _typed(scan, file_name, resources)
        table.frame.select(pl.all().exclude(ROW).str.len_bytes().sum()).collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise damaged(file_name, str(error).partition("\n")[0]) from None
    return table


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
    columns = {str(i): _column(source.iloc[:, i]) for i in range(len(header))}
    return _typed(pl.LazyFrame(columns), "", resources, header)


def _column(series: "pd.Series") -> pl.Series:
    """Convert a pandas column: numbers as numbers, what is missing as null, the rest as text."""
    values = [value if present else None for value, present in zip(series.astype(object), series.notna(), strict=True)]
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
    cells = [_as_text(names[i], schema[names[i]], file_name).alias(name) for name, i in columns.items()]
    numbered = frame.select(cells).with_row_index(ROW, offset=1)
    return Table(resource.name, file_name, numbered, tuple(header), issues=tuple(issues))


def _as_text(column: str, dtype: pl.DataType, file_name: str) -> pl.Expr:
    """Write the cells of a typed column as Table Schema does; null is ""."""
    cell = pl.col(column)
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
