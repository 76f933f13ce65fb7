"""Compare plans: the targets that meet in a concept and an indicator, or in narrower ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyplanning.dataset.convert import UNITS, to_unit
from pyplanning.dataset.read import Release, find_key, open_package, read_needed

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = [
    *("plan_id", "region_code", "concept_id", "industry_id", "indicator_id", "recognition", "measure", "comparator"),
    *("value", "value_max", "unit_id", "start_year", "target_year", "part_of_id", "target_id", "evidence"),
]
NEEDED = {
    "targets": [*(column for column in COLUMNS if column != "concept_id"), "restates_id"],
    "industries": ["industry_id", "concept_id"],
    "industry_concepts": ["concept_id", "name_zh", "name_en", "broader_id"],
    "indicators": ["indicator_id", "name_zh", "name_en", "broader_id"],
    "units": UNITS,
}


def compare(
    concept: str | None = None, indicator: str | None = None, unit: str | None = None, release: Release | None = None
) -> pd.DataFrame:
    """Select what every plan promises for an industry: one row for each target, none of them said twice.

    ``concept`` is a row of ``industry_concepts``, ``indicator`` one of ``indicators``, each by its
    key or its Chinese or English name. Both take in the narrower ones below them (SKOS narrower),
    and each row shows its own: all targets for the size of aerospace are
    ``compare("aerospace", "industry-size")``. Where one is None, all are taken, also the targets that
    are for no industry. Rows that restate another are left out; ``part_of_id`` names the total
    that a row is a part of. With ``unit``, a key or name of ``units``, only the rows that convert
    to it are kept, and they are converted.

    ``release`` is a downloaded release to read instead of the installed package.
    Returns a frame with the columns in ``COLUMNS``, ordered by plan, year, concept and indicator.
    Raises KeyError, naming the nearest, for an unknown concept, indicator or unit, and
    PackageError if the release cannot be read, or lacks a column that is needed.
    """
    with open_package(release) as (folder, package):
        tables = read_needed(folder, package, NEEDED)
    targets, units = tables["targets"], tables["units"]
    rows = targets[targets["restates_id"].isna()].merge(tables["industries"], how="left", on="industry_id")
    if concept is not None:
        rows = rows[rows["concept_id"].isin(narrower(concept, tables["industry_concepts"], "concept", "概念"))]
    if indicator is not None:
        rows = rows[rows["indicator_id"].isin(narrower(indicator, tables["indicators"], "indicator", "指标"))]
    rows = rows.sort_values(["plan_id", "target_year", "concept_id", "indicator_id", "target_id"])[COLUMNS]
    if unit is not None:
        quantities = units.set_index("unit_id")["quantity"]
        alike = quantities.index[quantities == quantities[find_key(unit, units, "unit", "单位")]]
        rows = to_unit(rows[rows["unit_id"].isin(alike)], unit, units)
    return rows.reset_index(drop=True)


def narrower(name: str, rows: pd.DataFrame, kind: str, kind_zh: str) -> set[str]:
    """Collect the key of the row with this key or name, and all below it, by ``broader_id``.

    Raises KeyError, naming the nearest, where there is no such row.
    """
    found, below = set[str](), {find_key(name, rows, kind, kind_zh)}
    broader = rows.set_index(rows.columns[0])["broader_id"]
    while below - found:
        found |= below
        below = set(broader.index[broader.isin(found)])
    return found
