"""What the rules between rows share: names of columns, and expressions over figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import polars as pl

from pyplanning.rule import ROW, Frame

THING, KEY, BASE, TOP = "…thing", "…key", "…base", "…top"
FIGURES = ("targets", "observations")
Rows: TypeAlias = "pl.DataFrame"  # a frame that is collected, to walk through its rows


def year_column(rows: Frame | Rows) -> str:
    """The column that says which year a figure is about."""
    return "target_year" if "target_year" in rows.collect_schema() else "year"


def thing(*columns: str) -> pl.Expr:
    """What a row is about, as one text; null counts as a value."""
    parts = [pl.col(c).cast(pl.String).fill_null("") for c in columns]
    return pl.concat_str(parts, separator="|").alias(THING)


def among(rows: Frame, others: Frame) -> Frame:
    """The rows whose plan and indicator are among those of the others: cheap, before things are compared."""
    same = ["plan_id", "indicator_id"]
    known = others.select(pl.col(same).unique().implode()).collect()
    return rows.filter(*(pl.col(c).is_in(known[c].item().to_list()) for c in same))


def uneven(rows: Frame, about: Sequence[str], differ: pl.Expr, *order: str) -> Frame:
    """The rows of things of which two neighbours ``differ``, when they are sorted by ``order``.

    Things are told apart by a hash, which is fast; where it makes two things one, rows too many
    may be given. Mostly there are none, and what comes after costs nothing.
    """
    keys = rows.select(ROW, pl.struct(*about).hash().alias(KEY), *order).sort(KEY, *order).collect()
    found = keys.filter(pl.col(KEY) == pl.col(KEY).shift(), differ)[KEY].unique()
    return rows.filter(pl.col(ROW).is_in(keys.filter(pl.col(KEY).is_in(found.implode()))[ROW].implode()))


def sized(rows: Frame, units: Frame) -> Frame:
    """Rows that have a value, with it (and its upper end) in base units."""
    sizes = units.unique("unit_id").select(
        "unit_id", pl.col("unit_id").alias("unit"), pl.col("name_zh").alias("unit_zh"), "base_unit", "factor"
    )
    known = rows.filter(~pl.col("value").is_null())
    known = known.join(sizes, on="unit_id", how="inner", maintain_order="left")
    top = pl.coalesce("value_max", "value")
    return known.with_columns((pl.col("value") * pl.col("factor")).alias(BASE), (top * pl.col("factor")).alias(TOP))
