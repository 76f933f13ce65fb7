"""Compare plans: the targets that meet in a concept and an indicator, or in narrower ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyplanning.datapackage.errors import nearest
from pyplanning.dataset.convert import convert
from pyplanning.dataset.load import Release, load

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    *("plan_id", "region_code", "concept_id", "industry_id", "indicator_id", "recognition", "measure", "comparator"),
    *("value", "value_max", "unit_id", "start_year", "target_year", "part_of_id", "target_id", "evidence"),
]


def compare(
    concept: str, indicator: str | None = None, unit: str | None = None, release: Release | None = None
) -> pd.DataFrame:
    """Select what every plan promises for an industry: one row for each target, none of them said twice.

    ``concept`` is a key of ``industry_concepts``, ``indicator`` one of ``indicators``; both
    take in the narrower ones below them (SKOS narrower), and each row shows its own: all
    targets for the size of aerospace are ``compare("aerospace", "industry-size")``. Without
    ``indicator`` all targets of the concept are given. Rows that restate another are left out;
    ``part_of_id`` names the total that a row is a part of. With ``unit``, a key or name of
    ``units``, only the rows that convert to it are kept, and they are converted.

    Returns a frame with the columns in ``COLUMNS``, ordered by plan, year, concept and indicator.
    Raises KeyError, naming the nearest, for an unknown concept, indicator or unit, and
    PackageError if the release cannot be read.
    """
    targets = load("targets", release=release)
    industries = load("industries", columns=["industry_id", "concept_id"], release=release)
    concepts = load("industry_concepts", release=release).set_index("concept_id")["broader_id"]
    rows = targets[targets["restates_id"].isna()].merge(industries, on="industry_id")
    rows = rows[rows["concept_id"].isin(narrower(concept, concepts, "concept", "概念"))]
    if indicator is not None:
        broader = load("indicators", release=release).set_index("indicator_id")["broader_id"]
        rows = rows[rows["indicator_id"].isin(narrower(indicator, broader, "indicator", "指标"))]
    rows = rows.sort_values(["plan_id", "target_year", "concept_id", "indicator_id", "target_id"])[COLUMNS]
    if unit is not None:
        rows = convert(_of_one_quantity(rows, unit), unit)
    return rows.reset_index(drop=True)


def narrower(key: str, broader: pd.Series, kind: str, kind_zh: str) -> set[str]:
    """Collect a key and all below it, given what each key has above it.

    Raises KeyError, naming the nearest, where there is no such key.
    """
    if key not in broader.index:
        raise nearest(key, broader.index, kind, kind_zh)
    found, below = set[str](), {key}
    while below - found:
        found |= below
        below = set(broader.index[broader.isin(found)])
    return found


def _of_one_quantity(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Keep the rows whose unit measures the same quantity as ``unit``; all where there is no such unit."""
    units = load("units").set_index("unit_id")
    named = units[(units.index == unit) | (units["name_zh"] == unit) | (units["name_en"] == unit)]
    if named.empty:
        return rows  # convert names the nearest unit
    alike = units.index[units["quantity"] == named["quantity"].iloc[0]]
    return rows[rows["unit_id"].isin(alike)]
