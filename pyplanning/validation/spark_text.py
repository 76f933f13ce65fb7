"""A Spark frame as a table of text, as Table Schema writes its values.

Its columns are called …0, …1 and so on, so that any name will do: to Spark, names that differ in
case are one, and a point leads into a struct.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING

import narwhals as nw
from pyspark.sql import functions as sf

from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.resource import Field, Resource

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame


@dataclass(frozen=True)
class TextTable:
    """A table as text; ``names`` leads from a column's own name to the frame's."""

    frame: DataFrame
    resource: Resource
    names: Mapping[str, str]

    @cached_property
    def engine(self) -> SimpleNamespace:
        """Make expressions over the frame, by the columns' own names."""
        own = {name: getattr(nw, name) for name in ("lit", "when", "Int64", "Float64")}
        return SimpleNamespace(col=lambda name: nw.col(self.names.get(name, name)), **own)

    def fields(self) -> list[Field]:
        """List the fields that the frame has."""
        return [field for field in self.resource.fields if field.name in self.names]

    def cell(self, column: str) -> Column:
        """Take a cell by the own name of its column."""
        return sf.col(self.names[column])

    def key(self) -> Column:
        """Join the primary key of a row into one text."""
        key = [self.cell(c) for c in self.resource.primary_key if c in self.names]
        whole = len(key) == len(self.resource.primary_key)
        return sf.concat_ws("/", *(sf.coalesce(c, sf.lit("")) for c in key if whole)).alias("key")


def text_table(frame: DataFrame, resource: Resource) -> TextTable:
    """Write the fields that a frame has as text, and null for the texts of missing values."""
    fields = [field for field in resource.fields if field.name in frame.columns]
    text = as_text(frame, fields)
    null = [missing_values(resource, field.name) for field in fields]
    cells = [sf.when(~sf.col(c).isin(listed), sf.col(c)).alias(c) for c, listed in zip(text.columns, null, strict=True)]
    return TextTable(text.select(*cells), resource, {field.name: f"…{i}" for i, field in enumerate(fields)})


def as_text(frame: DataFrame, fields: Sequence[Field]) -> DataFrame:
    """Write the fields of a frame as Table Schema does, in columns …0, …1 and so on."""
    places = [frame.columns.index(field.name) for field in fields]
    plain = frame.toDF(*[f"…{i}" for i in range(len(frame.columns))])
    types = [frame.schema.fields[i].dataType.typeName() for i in places]
    cells = [_written(sf.col(f"…{i}"), kind, field) for i, kind, field in zip(places, types, fields, strict=True)]
    return plain.select(*[cell.alias(f"…{i}") for i, cell in enumerate(cells)])


def _written(cell: Column, kind: str, field: Field) -> Column:
    """Write a cell of a Spark type as text."""
    if kind == "boolean":
        return sf.when(cell, field.true_values[0]).when(~cell, field.false_values[0])
    if kind in ("timestamp", "timestamp_ntz"):
        midnight = (cell == sf.date_trunc("day", cell)) & (field.type == "date")
        moment = sf.date_format(cell, "yyyy-MM-dd'T'HH:mm:ss")
        return sf.when(midnight, cell.cast("date").cast("string")).otherwise(moment)
    if kind in ("float", "double", "decimal"):
        whole = (cell == sf.floor(cell)) & (sf.abs(cell) < 1e18)
        return sf.when(whole, cell.try_cast("bigint").cast("string")).otherwise(cell.cast("string"))
    return sf.to_json(cell) if kind in ("array", "map", "struct") else cell.cast("string")
