"""Convert figures between units of the same quantity."""

import pandas as pd

from pyplanning.datapackage.errors import nearest
from pyplanning.datapackage.metadata import Lang
from pyplanning.dataset.load import load
from pyplanning.dataset.read import Release, find_key, open_package, read_table

UNITS = ["unit_id", "name_zh", "name_en", "quantity", "factor"]  # the columns that are needed


def convert(frame: pd.DataFrame, unit: str, release: Release | None = None) -> pd.DataFrame:
    """Convert the figures of ``frame`` to ``unit``, in a copy of it.

    ``frame`` has ``value`` and ``unit_id`` (and perhaps ``value_max``), as ``targets`` and
    ``observations`` have. ``unit`` is a unit's id or its Chinese or English name. Values
    are multiplied by factor(from) / factor(to) of table ``units``; rows without a unit
    stay as they are. ``release`` is the downloaded release that the rows are from, if
    they are not from the installed package.

    Raises KeyError for an unknown unit, naming the nearest, or if a column is missing,
    and ValueError if a row's unit measures another quantity (money, share, count …):
    select the rows that can be converted first. Percentage points are no shares: 5 more
    of them are not 5 per cent more.
    """
    with open_package(release) as (folder, package):
        units = read_table(folder, package.table("units"), UNITS)
    return to_unit(frame, unit, units)


def convert_alike(table: str, unit: str, labels: Lang | None = None, release: Release | None = None) -> pd.DataFrame:
    """Load the rows of a table whose unit measures what ``unit`` does, with their figures in it.

    Raises KeyError for an unknown table or unit, and for a table without figures, naming those that have some, and
    PackageError if the release cannot be read.
    """
    frame = load(table, labels=labels, release=release)
    with open_package(release) as (folder, package):
        if not {"value", "unit_id"} <= {*frame.columns}:
            having = [one.name for one in package.resources if {"value", "unit_id"} <= {*one.columns}]
            raise nearest(table, having, "table with figures", "含有数值的表")
        units = read_table(folder, package.table("units"), UNITS)
    quantities = units.set_index("unit_id")["quantity"]
    alike = quantities.index[quantities == quantities[find_key(unit, units, "unit", "单位")]]
    return to_unit(frame[frame["unit_id"].isin(alike)], unit, units)


def to_unit(frame: pd.DataFrame, unit: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Convert the figures of ``frame`` to ``unit``, as ``convert`` does, by the ``rows`` of ``units``."""
    for column in ("value", "unit_id"):
        if column not in frame:
            raise KeyError(f"the frame has no column {column!r}; pass rows of targets or observations")
    units, target = rows.set_index("unit_id"), find_key(unit, rows, "unit", "单位")
    quantities = units["quantity"]
    used = sorted(set(frame["unit_id"].dropna()))
    if unknown := [unit_id for unit_id in used if unit_id not in units.index]:
        raise nearest(unknown[0], units.index, "unit", "单位")
    if other := [unit_id for unit_id in used if quantities[unit_id] != quantities[target]]:
        raise ValueError(
            f"{', '.join(other)} cannot be converted: {target} measures {quantities[target]}; "
            f"select the rows whose unit measures {quantities[target]}"
        )
    factors = units["factor"] / units["factor"][target]
    result = frame.copy()
    times = result["unit_id"].astype("str").map(factors).astype("Float64").fillna(1.0)
    for column in ("value", "value_max"):
        if column in result:
            result[column] = result[column].astype("Float64") * times
    result["unit_id"] = result["unit_id"].where(result["unit_id"].isna(), target)
    for lang in ("zh", "en"):
        if (label := f"unit_name_{lang}") in result:
            result[label] = result[label].where(result[label].isna(), units[f"name_{lang}"][target])
    return result
