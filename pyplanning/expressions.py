"""What the rules between rows share: names of columns, and expressions over figures."""

from __future__ import annotations

from typing import Any

import narwhals as nw

ROW = "…row"  # the record's number, from 1; no column of a table is called so
THING, BASE, TOP = "…thing", "…base", "…top"
FIGURES = ("targets", "observations")
Frame = nw.LazyFrame[Any]  # what a rule over tables is given and gives
Rows = nw.DataFrame[Any]  # a frame that is collected, to walk through its rows


def year_column(rows: Frame) -> str:
    """The column that says which year a figure is about."""
    return "target_year" if "target_year" in rows.columns else "year"


def thing(*columns: str) -> nw.Expr:
    """What a row is about, as one text; null counts as a value."""
    parts = [nw.col(c).cast(nw.String).fill_null("") for c in columns]
    return nw.concat_str(parts, separator="|").alias(THING)


def among(rows: Frame, others: Frame) -> Frame:
    """The rows whose plan and indicator some of the others have too: cheap, before things are compared."""
    same = ["plan_id", "indicator_id"]
    return rows.join(others.select(*same).unique(), on=same, how="semi")


def sized(rows: Frame, units: Frame) -> Frame:
    """Rows that have a value, with it (and its upper end) in base units."""
    sizes = units.unique("unit_id").select(
        "unit_id", nw.col("unit_id").alias("unit"), nw.col("name_zh").alias("unit_zh"), "base_unit", "factor"
    )
    known = rows.filter(~nw.col("value").is_null()).join(sizes, on="unit_id", how="inner")
    top = nw.coalesce("value_max", "value")
    return known.with_columns((nw.col("value") * nw.col("factor")).alias(BASE), (top * nw.col("factor")).alias(TOP))
