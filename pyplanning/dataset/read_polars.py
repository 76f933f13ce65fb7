"""Read tables of the package as polars frames with true types; the functions are those of ``read``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import lacks_schema, unreadable
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.resource import POLARS_TYPES, Field, Resource
from pyplanning.dataset.read import NULL, file_of, plain_csv


def read_table(folder: Path, resource: Resource, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read a table, or some of its columns, with true types from the package in ``folder``.

    Raises PackageError if a file is missing or damaged.
    """
    if not resource.fields:
        raise lacks_schema(resource)
    used = resource.fields if columns is None else [resource.field(name) for name in columns]
    names = [field.name for field in used]
    try:
        with plain_csv(folder, resource) as file:
            cells = pl.read_csv(file.read(), columns=names, infer_schema=False, empty_string_is_null=False)
        return cells.select(_cast(field, [*missing_values(resource, field.name), NULL]) for field in used)
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise unreadable(file_of(folder, resource), ValueError(str(error).partition("\n")[0])) from None


def _cast(field: Field, null: Sequence[str]) -> pl.Expr:
    cell = pl.when(~pl.col(field.name).is_in(null)).then(pl.col(field.name))
    match field.kind:
        case "boolean":
            values = dict.fromkeys(field.true_values, True) | dict.fromkeys(field.false_values, False)
            return cell.replace_strict(values, return_dtype=pl.Boolean)
        case "date":
            return cell.str.to_date("%Y-%m-%d")
        case "datetime":
            return cell.str.to_datetime(time_unit="us", time_zone="UTC").dt.replace_time_zone(None)
        case _:
            return cell.cast(polars_type(field))


def polars_type(field: Field) -> Any:
    """Find the type of a field's column; text with listed values is an Enum of them."""
    listed = field.constraints.get("enum")
    return pl.Enum(listed) if listed and field.kind == "string" else getattr(pl, POLARS_TYPES[field.kind])


def frame_of(rows: Sequence[Mapping[str, Any]], resource: Resource) -> pl.DataFrame:
    """Make a frame of the rows of a derived table, with the types of its fields."""
    return pl.DataFrame(rows, {field.name: polars_type(field) for field in resource.fields})


def read_cells(folder: Path, resource: Resource, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Read columns of a table as rows of plain values; empty cells are None."""
    return read_table(folder, resource, columns).to_dicts()


def cells_in(frame: pl.DataFrame, column: str) -> list[Any]:
    """List the cells of a column; empty cells are None."""
    return frame[column].to_list()


def with_cells(frame: pl.DataFrame, cells: Mapping[str, Sequence[object]], kind: str) -> pl.DataFrame:
    """Add columns of a type of Data Package to a frame, in place of those of the same name."""
    dtype = getattr(pl, POLARS_TYPES[kind])
    return frame.with_columns(pl.Series(name, values, dtype) for name, values in cells.items())
