"""Frames as programs read them, with the types that the descriptor gives their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import pandas as pd
import polars as pl

from pyplanning.datapackage.resource import PANDAS_TYPES, Field, Resource
from pyplanning.dataset.read import with_categories
from pyplanning.dataset.read_polars import polars_type
from pyplanning.io.frames import read_frame
from pyplanning.validation.constraints import present, typed_table

Frame: TypeAlias = pd.DataFrame | pl.DataFrame


def known_columns(frame: Frame, resource: Resource) -> Frame:
    """Keep the columns of a table that can be read, each once; those of lists, objects and the like cannot."""
    if isinstance(frame, pl.DataFrame):
        kept = [c for c in frame.columns if c in resource.columns and _is_readable(frame.schema[c])]
        return frame.select(kept)
    return frame.loc[:, frame.columns.isin(resource.columns) & ~frame.columns.duplicated()]


def _is_readable(dtype: pl.DataType) -> bool:
    return not dtype.is_nested() and dtype not in (pl.Binary, pl.Object, pl.Duration)


def coerced(frame: Frame, resource: Resource) -> tuple[Frame, Sequence[str]]:
    """Give the columns of a table the types of ``load``, whatever types they were read as: text, or numbers for text.

    Returns the frame, and the columns that are left as they are, since a cell is not of the type or not listed.
    """
    known = known_columns(frame, resource)
    if not len(known.columns):
        return frame, []
    texts = read_frame(known, [resource], resource.name).frame.collect()
    values = typed_table(texts.lazy(), resource).collect()
    fields = [field for field in resource.fields if field.name in known.columns]
    lost = texts.select(_is_lost(field, resource, values[field.name]).any().alias(field.name) for field in fields)
    left = [column for column, some in lost.row(0, named=True).items() if some]
    typed = [field for field in fields if field.name not in left]
    if isinstance(frame, pl.DataFrame):
        return frame.with_columns(_as_polars(field, values[field.name]) for field in typed), left
    columns = {f.name: pd.Series(values[f.name].to_list(), frame.index, PANDAS_TYPES[f.kind]) for f in typed}
    return with_categories(frame.assign(**columns), typed), left


def _is_lost(field: Field, resource: Resource, values: pl.Series) -> pl.Expr:
    """Say where a cell is none of the values that its column may have."""
    listed = field.constraints.get("enum")
    is_none = ~values.is_in(listed) if listed else values.is_null()
    return present(field.name, resource) & is_none


def _as_polars(field: Field, values: pl.Series) -> pl.Series:
    return values.str.to_date() if field.kind == "date" else values.cast(polars_type(field))
