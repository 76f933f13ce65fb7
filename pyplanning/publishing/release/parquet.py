"""The tables with their true types, and as Parquet files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, kind, read_descriptor
from pyplanning.datapackage.dialect import missing_values
from pyplanning.io.read import read
from pyplanning.io.write import write_file
from pyplanning.validation.constraints import typed_table

POLARS_TYPES: dict[str, Any] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "datetime": pl.Datetime("us", "UTC"),
}
LEVEL = 19  # of zstd: the files are small, and are written once and read often
FILE = ("path", "scheme", "format", "mediatype", "encoding", "dialect", "hash", "bytes")  # of the CSV file


def frames(folder: Path) -> Iterator[tuple[Descriptor, pl.DataFrame]]:
    """Each table of the package in ``folder``: its resource, and its rows in order with their true types.

    Text is String, whole numbers Int64, numbers Float64, dates Date, and text with listed values
    Enum. Raises PackageError where a file cannot be read whole, or a cell is not of its column's type.
    """
    resources = {r["name"]: r for r in read_descriptor(folder)["resources"]}
    for table in read(folder):
        for issue in table.issues:
            raise PackageError(issue.en, issue.zh)
        yield resources[table.name], _frame(folder, table.frame.collect(), resources[table.name])


def _frame(folder: Path, text: pl.DataFrame, resource: Descriptor) -> pl.DataFrame:
    columns = [f["name"] for f in fields(resource)]
    values = typed_table(text.lazy(), resource).select(columns)
    try:
        frame = values.with_columns(_cast(f) for f in fields(resource)).collect()
        lost = [c for c in columns if frame[c].null_count() != _nulls(text[c], resource)]
    except pl.exceptions.PolarsError as error:
        lost = [str(error).partition("\n")[0]]
    if lost:
        name, shown = resource["name"], ", ".join(lost)
        raise PackageError(
            f"{folder}: {name} has cells that are not of their column's type ({shown}); run pyplanning validate",
            f"{folder}：{name}表有单元格与列的类型不符（{shown}），请运行pyplanning validate",
        )
    return frame


def _cast(field: Descriptor) -> pl.Expr:
    """A column as it is kept; ``typed_table`` leaves dates as text."""
    cell = pl.col(field["name"])
    match kind(field):
        case "date":
            return cell.str.to_date("%Y-%m-%d")
        case "datetime":
            return cell.str.to_datetime(time_unit="us", time_zone="UTC")
        case _:
            return cell.cast(_dtype(field))


def _dtype(field: Descriptor) -> Any:
    listed = field.get("constraints", {}).get("enum")
    return pl.Enum(listed) if listed and kind(field) == "string" else POLARS_TYPES[kind(field)]


def _nulls(cells: pl.Series, resource: Descriptor) -> int:
    missing = missing_values(resource, cells.name)
    return cells.null_count() + int(cells.is_in(missing).sum())


def write_parquet(folder: Path, target: Path) -> None:
    """Write each table of the package in ``folder`` as ``target/TABLE.parquet``.

    The files carry what the descriptor says of their table and columns, as JSON in the metadata
    key ``resource``, and what it says of the package in ``package``. The same package gives the
    same bytes with the same version of polars, which they name.
    Raises PackageError as ``frames`` does, and where a file cannot be written.
    """
    package = read_descriptor(folder)
    about = {key: value for key, value in package.items() if key != "resources"}
    target.mkdir(parents=True, exist_ok=True)
    for resource, frame in [*frames(folder), *_derived(folder, package)]:
        described = {key: value for key, value in resource.items() if key not in FILE}
        notes = {"resource": _json(described), "package": _json(about)}
        packed = BytesIO()
        frame.write_parquet(packed, compression="zstd", compression_level=LEVEL, metadata=notes)
        write_file(target / f"{resource['name']}.parquet", packed.getvalue())


def _derived(folder: Path, package: Descriptor) -> Iterator[tuple[Descriptor, pl.DataFrame]]:
    """The table that is computed from the targets, where there are any."""
    if not any(resource["name"] == "targets" for resource in package["resources"]):
        return
    from pyplanning.dataset.trajectories import RESOURCE, trajectories

    found = trajectories(folder)
    schema = {f["name"]: _dtype(f) for f in fields(RESOURCE)}
    columns = {c: found[c].astype(object).where(found[c].notna(), None).to_list() for c in schema}
    yield RESOURCE, pl.DataFrame(columns, schema=schema)


def _json(found: Descriptor) -> str:
    return json.dumps(found, ensure_ascii=False)
