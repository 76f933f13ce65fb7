"""Names of helper columns and expressions over figures that the rules between rows share."""

from collections.abc import Sequence

import polars as pl

from pyplanning.rule import ROW, Expr, Frame

# Helper columns: what a figure is about, and its value and upper end in base units.
THING, SIZE, SIZE_MAX = "thing", "size", "size_max"
FIGURES = ("targets", "observations")


def year_column(rows: Frame) -> str:
    """Name the column with the year that a figure is about."""
    return "target_year" if "target_year" in rows.collect_schema() else "year"


def thing(*columns: str) -> Expr:
    """Join what a row is about into one text; null counts as a value."""
    parts = [pl.col(c).cast(pl.String).fill_null("") for c in columns]
    return pl.concat_str(parts, separator="|").alias(THING)


def among(rows: Frame, others: Frame) -> Frame:
    """Keep the rows whose plan and indicator are among those of the others: cheap, before things are compared."""
    same = ["plan_id", "indicator_id"]
    values = others.select(pl.col(same).unique().implode()).collect()
    return rows.filter(*(pl.col(c).is_in(values[c].item().to_list()) for c in same))


def uneven(rows: Frame, about: Sequence[str], differ: Expr, *order: str) -> Frame:
    """Keep the rows of things of which two neighbours ``differ`` when they are sorted by ``order``.

    Things are compared by a hash, which is fast; where two things have the same, rows too many
    may be kept. Mostly there are none, and what comes after costs nothing.
    """
    thing = pl.col("hash")
    hashes = rows.select(ROW, pl.struct(*about).hash().alias("hash"), *order).sort("hash", *order).collect()
    found = hashes.filter(thing == thing.shift(), differ)["hash"].unique()
    return rows.filter(pl.col(ROW).is_in(hashes.filter(thing.is_in(found.implode()))[ROW].implode()))


def sized(rows: Frame, units: Frame) -> Frame:
    """Keep the rows that have a value, and add its size (and that of its upper end) in base units."""
    sizes = units.unique("unit_id").select(
        "unit_id", pl.col("unit_id").alias("unit"), pl.col("name_zh").alias("unit_zh"), "base_unit", "factor"
    )
    valued = rows.filter(~pl.col("value").is_null())
    valued = valued.join(sizes, on="unit_id", how="inner", maintain_order="left")
    upper_end, factor = pl.coalesce("value_max", "value"), pl.col("factor")
    return valued.with_columns((pl.col("value") * factor).alias(SIZE), (upper_end * factor).alias(SIZE_MAX))
