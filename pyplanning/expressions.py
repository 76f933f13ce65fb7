"""What the rules between rows share: names of columns, and expressions over figures."""

from __future__ import annotations

import polars as pl

ROW = "…row"  # the record's number, from 1; no column of a table is called so
THING, BASE, TOP = "…thing", "…base", "…top"
FIGURES = ("targets", "observations")
Frame = pl.LazyFrame  # what a rule over tables is given and gives
Rows = pl.DataFrame  # a frame that is collected, to walk through its rows


def year_column(rows: Frame | Rows) -> str:
    """The column that says which year a figure is about."""
    return "target_year" if "target_year" in rows.collect_schema() else "year"


def thing(*columns: str) -> pl.Expr:
    """What a row is about, as one text; null counts as a value."""
    parts = [pl.col(c).cast(pl.String).fill_null("") for c in columns]
    return pl.concat_str(parts, separator="|").alias(THING)


def among(rows: Frame, others: Frame) -> Frame:
    """The rows whose plan and indicator some of the others have too: cheap, before things are compared."""
    same = ["plan_id", "indicator_id"]
    return rows.join(others.select(*same).unique(), on=same, how="semi")


def sized(rows: Frame, units: Frame) -> Frame:
    """Rows that have a value, with it (and its upper end) in base units."""
    sizes = units.unique("unit_id").select(
        "unit_id", pl.col("unit_id").alias("unit"), pl.col("name_zh").alias("unit_zh"), "base_unit", "factor"
    )
    known = rows.filter(~pl.col("value").is_null()).join(sizes, on="unit_id", how="inner")
    top = pl.coalesce("value_max", "value")
    return known.with_columns((pl.col("value") * pl.col("factor")).alias(BASE), (top * pl.col("factor")).alias(TOP))
