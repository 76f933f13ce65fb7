"""Convert figures between units of the same quantity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.errors import nearest
from pyplanning.dataset.load import load

if TYPE_CHECKING:
    import pandas as pd


def convert(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Convert the figures of ``frame`` to ``unit``, in a copy of it.

    ``frame`` has ``value`` and ``unit_id`` (and perhaps ``value_max``), as ``targets`` and
    ``observations`` have. ``unit`` is a unit's id or its Chinese or English name. Values
    are multiplied by factor(from) / factor(to) of table ``units``; rows without a unit
    stay as they are.

    Raises KeyError for an unknown unit, naming the nearest, or where a column is missing,
    and ValueError where a row's unit measures another quantity (money, share, count …):
    select the rows that can be converted first.
    """
    for column in ("value", "unit_id"):
        if column not in frame:
            raise KeyError(f"the frame has no column {column!r}; pass rows of targets or observations")
    units = {str(key): dict(row) for key, row in load("units").set_index("unit_id", drop=False).T.to_dict().items()}
    target = _find(unit, units)
    used = sorted(set(frame["unit_id"].dropna()))
    for found in used:
        if found not in units:
            raise nearest(found, units, "unit", "单位")
    other = [u for u in used if units[u]["quantity"] != target["quantity"]]
    if other:
        raise ValueError(
            f"{', '.join(other)} cannot be converted: {target['unit_id']} measures {target['quantity']}; "
            f"select the rows whose unit measures {target['quantity']}"
        )
    factors = {u: units[u]["factor"] / target["factor"] for u in used}
    result = frame.copy()
    times = result["unit_id"].astype("str").map(factors).astype("Float64").fillna(1.0)
    for column in ("value", "value_max"):
        if column in result:
            result[column] = result[column].astype("Float64") * times
    result["unit_id"] = result["unit_id"].where(result["unit_id"].isna(), target["unit_id"])
    for lang in ("zh", "en"):
        if (label := f"unit_name_{lang}") in result:
            result[label] = result[label].where(result[label].isna(), target[f"name_{lang}"])
    return result


def _find(unit: str, units: dict[str, dict[Any, Any]]) -> dict[Any, Any]:
    for row in units.values():
        if unit in (row["unit_id"], row["name_zh"], row["name_en"]):
            return row
    names = (row[f"name_{lang}"] for row in units.values() for lang in ("zh", "en"))
    raise nearest(unit, [*units, *names], "unit", "单位")
