"""The tables with their true types, and as Parquet files."""

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.dataset.read_polars import polars_type
from pyplanning.io.write import write_file
from pyplanning.validation.constraints import typed_values

LEVEL = 19  # of zstd: the files are small, and are written once and read often
FILE = ("path", "scheme", "format", "mediatype", "encoding", "dialect", "hash", "bytes")  # of the CSV file


def typed_frames(package: Package, texts: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Give tables of text their true types, each row in its place.

    ``texts`` has the tables by name, see `read_text`. Text becomes String, whole numbers Int64,
    numbers Float64, dates Date, and text with listed values Enum.
    Raises PackageError where a cell is not of its column's type.
    """
    return {name: _typed(text, package.tables[name]) for name, text in texts.items()}


def _typed(text: pl.DataFrame, resource: Resource) -> pl.DataFrame:
    try:
        frame = text.select(map(_cast, resource.fields))
        lost = [column for column in text.columns if frame[column].null_count() != text[column].null_count()]
    except pl.exceptions.PolarsError as error:
        lost = [str(error).partition("\n")[0]]
    if lost:
        raise PackageError(
            f"{resource.name} has cells that are not of their column's type ({', '.join(lost)});"
            " run pyplanning validate",
            f"{resource.name}表有单元格与列的类型不符（{'、'.join(lost)}），请运行pyplanning validate",
        )
    return frame


def _cast(field: Field) -> pl.Expr:
    """Cast a column to the type that it is kept as; ``typed_values`` leaves dates as text."""
    cell: pl.Expr = typed_values(field)
    if field.kind == "date":
        return cell.str.to_date("%Y-%m-%d")
    if field.kind == "datetime":
        return cell.str.to_datetime(time_unit="us", time_zone="UTC")
    return cell.cast(polars_type(field))


def write_parquet(resource: Resource, frame: pl.DataFrame, package: Package, target: Path) -> None:
    """Write a table of a package as a Parquet file.

    Its metadata have the descriptor of the table and its columns, as JSON under the key ``resource``,
    and that of the package under ``package``. The same table gives the same bytes with the same
    version of polars, which they name.
    Raises PackageError where the file cannot be written.
    """
    described = {key: value for key, value in resource.properties.items() if key not in FILE}
    about = {key: value for key, value in package.properties.items() if key != "resources"}
    notes = {key: json.dumps(json_, ensure_ascii=False) for key, json_ in (("resource", described), ("package", about))}
    packed = BytesIO()
    frame.write_parquet(packed, compression="zstd", compression_level=LEVEL, metadata=notes)
    write_file(target, packed.getvalue())
