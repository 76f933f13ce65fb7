"""Trajectories: from where to where each quantified target leads, and how fast.

Nothing in them is data of its own: every value follows from ``targets``, ``observations``, ``plans``,
``indicators`` and ``units`` by the formulas of docs/trajectories.md, and what does not follow is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from pyplanning.datapackage.metadata import Lang
from pyplanning.dataset.baseline import (
    ADDED,
    RATES,
    SUBJECT,
    THING,
    Row,
    Sources,
    annual_growth,
    bounds,
    by_thing,
    years_between,
)
from pyplanning.dataset.bounds import Bounds
from pyplanning.dataset.derived import Derived
from pyplanning.dataset.labelled import check_labels, with_labels
from pyplanning.dataset.read import Release, frame_of, open_package, read_cells

if TYPE_CHECKING:
    import pandas as pd

Rows = Iterable[Row]
Cells = dict[str, object]

FIGURE = (*THING, "measure", "comparator", "value", "value_max", "unit_id")
NEEDED = {
    "targets": ("target_id", "table_label", *FIGURE, "start_year", "target_year"),
    "observations": ("observation_id", *FIGURE, "year", "part_of_id"),
    "plans": ("plan_id", "period_start"),
    "indicators": ("indicator_id", "unit_id", "direction"),
    "units": ("unit_id", "quantity", "factor"),
}
NEWER = {"targets": (SUBJECT,), "observations": (SUBJECT,)}


def trajectories(release: Release | None = None, labels: Lang | None = None) -> pd.DataFrame:
    """Derive one row for each target with a value: its baseline, the years between, growth and change.

    The columns are those of table ``trajectories``: figures are ``Float64``, years ``Int64``, listed values
    categories. Growth and relative change are in per cent, the absolute change in
    ``absolute_change_unit_id``. A figure is bounded by its comparator, and a range has an upper
    end, as in ``targets``; what cannot be known from the plan is null, with the reason.
    Growth is the compound annual rate, (target / baseline) ** (1 / years) - 1, as the U.S. Bureau
    of Economic Analysis defines it and as China's statistics do in the 水平法 (level method).
    docs/trajectories.md has all formulas and choices.

    ``release`` is a downloaded release to derive them from instead of the installed package. ``labels``
    ("zh" or "en") adds names and labels as ``load`` does.
    Raises PackageError if it, or a file of the package, cannot be read, or lacks a column
    from which they follow, and ValueError for another language.
    """
    check_labels(labels)
    with open_package(release) as (folder, package):
        frame = frame_of(TRAJECTORIES.rows(package, partial(read_cells, folder)), RESOURCE)
        return with_labels(frame, RESOURCE, folder, package, labels) if labels else frame


def derive(targets: Rows, observations: Rows, plans: Rows, indicators: Rows, units: Rows) -> list[Cells]:
    """Derive the rows of trajectories from the rows of the five tables, which have the columns in ``NEEDED``."""
    valued = [row for row in targets if row["value"] is not None]
    sources = Sources(
        by_thing(valued),
        by_thing(row for row in observations if row["value"] is not None),
        {row["plan_id"]: row for row in plans},
        {row["indicator_id"]: row for row in indicators},
        {row["unit_id"]: row for row in units},
    )
    return [_trajectory(row, sources) for row in valued]


class _Course(NamedTuple):
    """What follows about the course from a baseline to a target; ``factor`` is the target over the baseline."""

    start: Bounds | None
    growth: Bounds | None
    absolute: Bounds | None
    factor: Bounds | None


def _trajectory(target: Row, sources: Sources) -> Cells:
    observed = sources.find_observation(target)
    other = None if observed else sources.find_other(target)
    rate = target if target["measure"] in RATES else other  # the row that states a growth or change
    level = target if target["measure"] in ("level", "rank") else other  # the row that states the level promised
    year, year_source = sources.base_year(rate) if rate else (None, None)
    if observed and year is None and observed["year"] is not None:
        year, year_source = observed["year"], "stated"
    years = years_between(year, target)
    # Baseline and change are in the unit of the level or number promised, or else in that of the observation.
    same = observed and sources.quantity(target) == sources.quantity(observed) and target["measure"] not in RATES
    measured = target if same else level or observed
    unit = measured["unit_id"] if measured else None
    start = None
    if observed and unit:
        times = sources.units[observed["unit_id"]]["factor"] / sources.units[unit]["factor"]
        start = bounds(observed).each(lambda x: x * times)

    course = _course(target, level, rate, start, years, sources)
    amount, stated = sources.is_amount(target), rate["measure"] if rate else None
    cells = _cells("baseline", "baseline_value", course.start)
    cells |= _derived("implied_cagr", course.growth, stated == "cagr")
    cells |= _derived("absolute_change", course.absolute, amount)
    relative = course.factor.each(lambda f: (f - 1) * 100) if course.factor else None
    cells |= _derived("relative_change", relative, stated == "cumulative_change")
    has_baseline, has_change = cells["baseline_value"] is not None, cells["absolute_change"] is not None
    added = observed and observed.get(ADDED)
    baseline_source = ("sum" if added else "observation") if observed else "implied"
    return {
        **{column: target[column] for column in ("target_id", *FIGURE, "target_year")},
        **cells,
        "baseline_source": baseline_source if has_baseline else "none",
        "baseline_observation_id": observed["observation_id"] if observed else None,
        ADDED: added,
        "implied_from": other["target_id"] if other else None,
        "baseline_unit_id": unit if has_baseline else None,
        "baseline_year": year,
        "baseline_year_source": year_source,
        "years": years,
        "absolute_change_unit_id": (target["unit_id"] if amount else unit) if has_change else None,
        "missing_reason": _reason(target, course, cells, sources),
    }


def _course(
    target: Row, level: Row | None, rate: Row | None, start: Bounds | None, years: int | None, sources: Sources
) -> _Course:
    """Apply the formulas: from a level observed to one promised, or by a growth or change forward or back from one."""
    end = bounds(level) if level else None
    growth, factor = sources.growth(rate, years) if rate else (None, None)
    if sources.is_amount(target):
        return _Course(start, growth, bounds(target), factor)
    if start and end:
        grows = target["measure"] == "level" and sources.quantity(target) != "share"
        if grows and start.is_positive() and end.is_positive(or_zero=True):
            factor = end / start
            growth = annual_growth(factor, years)
        return _Course(start, growth, end - start, factor)
    if end and factor:
        return _Course(end / factor, growth, end * factor.each(lambda f: 1 - 1 / f), factor)
    change = start * factor.each(lambda f: f - 1) if start and factor else None
    return _Course(start, growth, change, factor)


def _reason(target: Row, course: _Course, cells: Cells, sources: Sources) -> str | None:
    """Say why there is no baseline or, if there is one, no growth."""
    if cells["baseline_value"] is None:
        return _vague(course.start) if course.start else "no_baseline"
    if cells["implied_cagr"] is not None:
        return None
    if target["measure"] in ("rank", "count_new"):
        return str(target["measure"])
    if sources.is_amount(target):
        return "own_unit"
    if target["measure"] == "level" and sources.quantity(target) == "share":
        return "share"
    if not course.factor:
        return "sign_unknown" if target["measure"] in RATES else "not_positive"
    return _vague(course.factor) if course.factor.written()[0] is None else "no_year"


def _vague(figure: Bounds) -> str:
    return "approximate" if figure.about else "unbounded"


def _cells(name: str, value: str, figure: Bounds | None) -> Cells:
    written = figure.written() if figure else (None, None, None)
    return dict(zip((f"{name}_comparator", value, f"{value}_max"), written, strict=True))


def _derived(name: str, figure: Bounds | None, stated: bool) -> Cells:
    """Give the cells of a figure, and whether it is stated or derived."""
    cells, source = _cells(name, name, figure), "stated" if stated else "derived"
    return cells | {f"{name}_source": None if cells[name] is None else source}


TRAJECTORIES = Derived("trajectories", NEEDED, NEWER, derive)
RESOURCE = TRAJECTORIES.resource
