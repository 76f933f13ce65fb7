"""The data points of the comparison: every figure of a target or an observation, in units that can be compared.

Baselines, growth and their bounds are those of ``dataset.trajectories``: docs/trajectories.md has the formulas.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from pyplanning.datapackage.resource import Resource
from pyplanning.dataset.derived import Derived
from pyplanning.dataset.trajectories import TRAJECTORIES
from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.plots import Figure

NONE = "-"  # the concept of a figure that has none; no concept has this key
NUMBERS = {"integer": int, "number": float}


class DataPoint(NamedTuple):
    """A target or an observation that has a figure, in its unit as printed, and its trajectory if it is a target."""

    table: str
    key: str
    row: Row
    concept: str
    year: str
    unit: str
    figure: Figure
    trajectory: Mapping[str, Any]

    @property
    def has_baseline(self) -> bool:
        """Whether a baseline is known."""
        return self.trajectory.get("baseline_value") is not None

    @property
    def baseline(self) -> Figure:
        """The baseline, in the unit of the baseline."""
        return self.bounded("baseline", "baseline_value")._replace(calculated=self.is_implied)

    @property
    def baseline_unit(self) -> str:
        """The unit of the baseline."""
        return str(self.trajectory["baseline_unit_id"])

    @property
    def is_implied(self) -> bool:
        """Whether the baseline follows from another target."""
        return bool(self.trajectory["baseline_source"] == "implied")

    def bounded(self, name: str, value: str = "") -> Figure:
        """Read a figure of the trajectory with its bounds."""
        value, cells = value or name, self.trajectory
        return Figure(cells[value], cells[f"{value}_max"], cells[f"{name}_comparator"])


def data_points(content: Content) -> list[DataPoint]:
    """Collect all targets and observations that have a figure."""
    trajectories = {row["target_id"]: row for row in derived_rows(TRAJECTORIES, content)}
    found = []
    for table, year in (("targets", "target_year"), ("observations", "year")):
        for row in content.rows(table):
            if row["value"]:
                key, concept = content.key(table, row), content.concept(row["industry_id"]) or NONE
                trajectory = trajectories[key] if table == "targets" else {}
                upper = float(row["value_max"]) if row["value_max"] else None
                figure = Figure(float(row["value"]), upper, row["comparator"])
                found.append(DataPoint(table, key, row, concept, row[year], row["unit_id"], figure, trajectory))
    return found


def derived_rows(table: Derived, content: Content) -> list[dict[str, Any]]:
    """Derive the rows of a table from those that the pages show."""
    return table.rows(content.source.package, partial(_typed, content))


def _typed(content: Content, table: Resource, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Give columns of a table's rows: numbers as numbers, empty cells as None."""
    kinds = {name: NUMBERS.get(table.field(name).kind, str) for name in columns}
    rows = content.rows(table.name)
    return [{name: kind(row[name]) if row[name] else None for name, kind in kinds.items()} for row in rows]


# ---- units


def quantity(unit: str, content: Content) -> str:
    """Find the quantity that a unit measures; the unit itself where none is known."""
    return content.row("units", unit).get("quantity", unit)


def common_unit(points: Sequence[DataPoint], content: Content) -> str:
    """Choose the unit that is printed most often; of several, the smallest."""
    used = Counter(point.unit for point in points)
    return min(used, key=lambda unit: (-used[unit], factor(unit, content), unit))


def in_unit(number: Figure, unit: str, wanted: str, content: Content) -> Figure:
    """Convert a figure to another unit of its quantity, "" for the base unit: value × factor(unit) / factor(wanted)."""
    times = factor(unit, content) / factor(wanted, content)
    upper = None if number.upper is None else number.upper * times
    return number._replace(value=number.value * times, upper=upper)


def factor(unit: str, content: Content) -> float:
    """Give the size of a unit in its base unit; 1 where none is known."""
    return float(content.row("units", unit).get("factor") or 1)
