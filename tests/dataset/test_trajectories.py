"""Trajectories: baselines, growth and change, and how they are bounded."""

from __future__ import annotations

import csv
from itertools import product
from math import inf, nextafter
from pathlib import Path

import frictionless
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.resource import PANDAS_TYPES
from pyplanning.dataset.baseline import EXACT
from pyplanning.dataset.bounds import read_bounds
from pyplanning.dataset.trajectories import RESOURCE, derive

from .figures import THING, UNITS, change, growth, observed, target

COLUMNS = [*RESOURCE.columns]
INDICATORS = [
    {"indicator_id": indicator, "unit_id": unit, "direction": direction}
    for indicator, unit, direction in (
        ("output", "yi-yuan", "up"),
        ("firms", "enterprise", "up"),
        ("share", "percent", "up"),
        ("waste", "yi-yuan", "down"),
    )
]
PLANS = [{"plan_id": "p", "period_start": 2026}, {"plan_id": "q", "period_start": None}]


def by_target(targets, observations=()):
    rows = derive(targets, observations, PLANS, INDICATORS, UNITS)
    return {row["target_id"]: row for row in rows}


def one(targets, observations=()):
    """The row of the first target."""
    return by_target(targets, observations)[targets[0]["target_id"]]


def figure(row, name):
    value = "baseline_value" if name == "baseline" else name
    return row[f"{name}_comparator"], row[value], row[f"{value}_max"]


def near(value):
    return value if value is None else pytest.approx(value, rel=1e-11)


NOTHING = (None, None, None)
FIGURES = ("target_id", "measure", "comparator", "value", "unit_id", "target_year")


# The five measures


def test_a_level_and_what_was_observed():
    row = one([target(400)], [observed(272)])
    assert [row[c] for c in ("baseline_source", "baseline_observation_id", "implied_from")] == [
        "observation",
        "o",
        None,
    ]
    assert figure(row, "baseline") == ("eq", 272, None)
    assert [row[c] for c in ("baseline_unit_id", "baseline_year", "baseline_year_source")] == [
        "yi-yuan",
        2025,
        "stated",
    ]
    assert row["years"] == 5
    assert figure(row, "implied_cagr") == ("eq", near(((400 / 272) ** 0.2 - 1) * 100), None)
    assert figure(row, "absolute_change") == ("eq", 128, None)
    assert figure(row, "relative_change") == ("eq", near((400 / 272 - 1) * 100), None)
    assert {row[f"{name}_source"] for name in ("implied_cagr", "absolute_change", "relative_change")} == {"derived"}
    assert (row["absolute_change_unit_id"], row["missing_reason"]) == ("yi-yuan", None)
    assert set(row) == set(COLUMNS)


def test_a_level_and_a_growth_imply_a_baseline():
    rows = by_target([target(400), growth(8, start_year=2024)])
    assert [rows[t]["implied_from"] for t in "tg"] == ["g", "t"]
    for row in rows.values():
        assert row["baseline_source"] == "implied"
        assert figure(row, "baseline") == ("eq", near(400 / 1.08**6), None)
        assert (row["baseline_unit_id"], row["baseline_year"], row["years"]) == ("yi-yuan", 2024, 6)
        assert (figure(row, "implied_cagr"), row["implied_cagr_source"]) == (("eq", 8, None), "stated")
        assert figure(row, "absolute_change") == ("eq", near(400 - 400 / 1.08**6), None)
        assert figure(row, "relative_change") == ("eq", near((1.08**6 - 1) * 100), None)
        assert (row["absolute_change_source"], row["relative_change_source"]) == ("derived", "derived")
        assert (row["absolute_change_unit_id"], row["missing_reason"]) == ("yi-yuan", None)


@pytest.mark.parametrize(("value", "unit"), [(50, "percent"), (0.5, "times")])
def test_a_level_and_a_change_over_a_span_imply_a_baseline(value, unit):
    rows = by_target([target(300), change(value, unit_id=unit, start_year=2026)])
    for row in rows.values():
        assert figure(row, "baseline") == ("eq", 200, None)
        assert figure(row, "implied_cagr") == ("eq", near((1.5**0.25 - 1) * 100), None)
        assert (row["implied_cagr_source"], row["relative_change_source"]) == ("derived", "stated")
        assert figure(row, "absolute_change") == ("eq", 100, None)
        assert figure(row, "relative_change") == ("eq", 50, None)


def test_a_growth_and_what_was_observed():
    row = one([growth(8, comparator="approx")], [observed(126.2)])
    assert figure(row, "baseline") == ("eq", 126.2, None)
    assert figure(row, "implied_cagr") == ("approx", 8, None)
    assert figure(row, "absolute_change") == ("approx", near(126.2 * (1.08**5 - 1)), None)
    assert figure(row, "relative_change") == ("approx", near((1.08**5 - 1) * 100), None)
    assert (row["unit_id"], row["baseline_unit_id"], row["absolute_change_unit_id"]) == (
        "percent",
        "yi-yuan",
        "yi-yuan",
    )
    assert row["baseline_year_source"] == "plan_period"


def test_a_growth_is_counted_from_one_year():
    for year in (2024, 2026, None):
        row = one([growth(8)], [observed(100, year=year)])
        assert (row["baseline_source"], row["missing_reason"]) == ("none", "no_baseline")
        assert (row["baseline_year"], row["years"]) == (2025, 5)
        assert figure(row, "relative_change") == ("eq", near((1.08**5 - 1) * 100), None)


def test_a_growth_whose_first_year_nobody_says():
    row = one([growth(8, plan_id="q"), target(400, plan_id="q")], [observed(100, plan_id="q")])
    assert figure(row, "implied_cagr") == ("eq", 8, None)
    assert figure(row, "relative_change") == figure(row, "baseline") == figure(row, "absolute_change") == NOTHING
    assert (row["baseline_year"], row["years"], row["implied_from"]) == (None, None, None)
    assert one([growth(8, target_year=2025)])["years"] is None  # ends before the plan's period begins
    assert one([growth(8, target_year=None)])["years"] is None


def test_a_change_whose_first_year_nobody_says():
    row = one([change(50), target(300)], [observed(200)])
    assert (row["baseline_source"], row["implied_from"], row["years"]) == ("implied", "t", None)
    assert figure(row, "baseline") == ("eq", 200, None)
    assert figure(row, "implied_cagr") == NOTHING
    assert row["missing_reason"] == "no_year"


@pytest.mark.parametrize("unit", ["yi-yuan", "point"])
def test_a_change_in_a_unit_of_its_own(unit):
    row = one([change(30, unit_id=unit, start_year=2025, comparator="ge")], [observed(200)])
    assert (figure(row, "absolute_change"), row["absolute_change_source"]) == (("ge", 30, None), "stated")
    assert row["absolute_change_unit_id"] == unit
    assert figure(row, "relative_change") == figure(row, "implied_cagr") == NOTHING
    assert (figure(row, "baseline"), row["missing_reason"]) == (("eq", 200, None), "own_unit")


def test_a_number_newly_added_is_a_change_and_no_net_one():
    new = target(40, indicator_id="firms", measure="count_new", unit_id="item", comparator="approx")
    row = one([new], [observed(100, indicator_id="firms", unit_id="enterprise")])
    assert (figure(row, "absolute_change"), row["absolute_change_source"]) == (("approx", 40, None), "stated")
    assert figure(row, "relative_change") == figure(row, "implied_cagr") == NOTHING
    assert (figure(row, "baseline"), row["baseline_unit_id"], row["missing_reason"]) == (
        ("eq", 100, None),
        "item",
        "count_new",
    )
    alone = one([new])
    assert (alone["absolute_change_unit_id"], alone["missing_reason"]) == ("item", "no_baseline")


def test_a_rank_rises_by_places_and_has_no_growth():
    rank = {"measure": "rank", "unit_id": "place"}
    row = one([target(6, comparator="le", **rank)], [observed(8, **rank), observed(300, observation_id="x")])
    assert figure(row, "baseline") == ("eq", 8, None)
    assert figure(row, "absolute_change") == ("le", -2, None)
    assert figure(row, "relative_change") == figure(row, "implied_cagr") == NOTHING
    assert row["missing_reason"] == "rank"


@pytest.mark.parametrize(
    ("value", "unit", "start", "since", "baseline"),
    [(3, "times", 50, "percent", 0.5), (300, "percent", 0.5, "times", 50)],
)
def test_times_and_per_cent_convert(value, unit, start, since, baseline):
    shares = [target(value, indicator_id="share", unit_id=unit)], [observed(start, indicator_id="share", unit_id=since)]
    row = one(*shares)
    assert figure(row, "baseline") == ("eq", baseline, None)
    assert (row["baseline_unit_id"], row["missing_reason"]) == (unit, "share")


def test_a_change_in_times_from_an_observation():
    row = one([change(2, unit_id="times", start_year=2025)], [observed(100)])
    assert (figure(row, "relative_change"), row["relative_change_source"]) == (("eq", 200, None), "stated")
    assert (figure(row, "absolute_change"), row["absolute_change_unit_id"]) == (("eq", 200, None), "yi-yuan")
    assert figure(row, "implied_cagr") == ("eq", near((3**0.2 - 1) * 100), None)


def test_a_growth_in_percentage_points_is_no_growth():
    rows = by_target([growth(2, unit_id="point"), target(30)])
    assert figure(rows["g"], "implied_cagr") == figure(rows["t"], "baseline") == NOTHING


def test_a_sum_of_two_observations_is_the_baseline():
    firms = {"indicator_id": "firms", "unit_id": "enterprise"}
    seen = [observed(n, recognition=r, observation_id=r, **firms) for n, r in ((2, "national"), (8, "provincial"))]
    row = one([target(20, recognition="provincial_or_higher", **firms)], seen)
    names = ("recognition", "baseline_source", "baseline_observation_id", "baseline_added_id")
    assert [row[name] for name in names] == ["provincial_or_higher", "sum", "provincial", "national"]
    assert (figure(row, "baseline"), figure(row, "absolute_change")) == (("eq", 10, None), ("eq", 10, None))
    assert (row["years"], figure(row, "relative_change")) == (5, ("eq", 100, None))
    alone = one([target(20, recognition="national", **firms)], seen)
    assert (alone["baseline_source"], alone["baseline_added_id"], alone["baseline_value"]) == ("observation", None, 2)


def test_a_share_changes_by_percentage_points():
    share = {"indicator_id": "share", "unit_id": "percent"}
    row = one([target(20, **share)], [observed(15, **share)])
    assert (figure(row, "absolute_change"), row["absolute_change_unit_id"]) == (("eq", 5, None), "percent")
    assert figure(row, "relative_change") == figure(row, "implied_cagr") == NOTHING
    assert row["missing_reason"] == "share"
    stated = one([target(3.2, **share), growth(8.8, **share)])
    assert figure(stated, "baseline") == ("eq", near(3.2 / 1.088**5), None)
    assert (figure(stated, "implied_cagr"), stated["implied_cagr_source"]) == (("eq", 8.8, None), "stated")


# What is not known


@pytest.mark.parametrize("start", [0, -5])
def test_a_baseline_that_is_not_positive_has_no_growth(start):
    row = one([target(10)], [observed(start)])
    assert figure(row, "absolute_change") == ("eq", 10 - start, None)
    assert figure(row, "relative_change") == figure(row, "implied_cagr") == NOTHING
    assert row["missing_reason"] == "not_positive"


def test_a_target_that_is_not_positive():
    assert figure(one([target(0)], [observed(5)]), "implied_cagr") == ("eq", -100, None)
    assert one([target(-1)], [observed(5)])["missing_reason"] == "not_positive"
    assert one([target(-1), growth(8)])["missing_reason"] == "no_baseline"
    assert one([growth(-100), target(5)])["missing_reason"] == "no_baseline"


def test_a_growth_beyond_all_numbers_bounds_nothing():
    assert one([growth(1e300), target(5)])["missing_reason"] == "unbounded"


def test_whether_what_should_fall_does_is_not_said():
    falls = {"indicator_id": "waste"}
    row = one([change(15, start_year=2025, **falls), target(85, **falls)])
    assert (row["missing_reason"], figure(row, "relative_change")) == ("no_baseline", NOTHING)
    row = one([change(15, start_year=2025, **falls)], [observed(100, **falls)])
    assert (row["missing_reason"], figure(row, "relative_change")) == ("sign_unknown", NOTHING)
    row = one([change(-15, start_year=2025, **falls), target(85, **falls)])
    assert (figure(row, "baseline"), figure(row, "absolute_change")) == (("eq", 100, None), ("eq", -15, None))


def test_years_that_are_not_known():
    undated = one([target(400)], [observed(272, year=None)])
    timeless = one([target(400, target_year=None)], [observed(272)])
    for row in (undated, timeless):
        assert figure(row, "absolute_change") == ("eq", 128, None)
        assert figure(row, "relative_change") == ("eq", near((400 / 272 - 1) * 100), None)
        assert (figure(row, "implied_cagr"), row["years"], row["missing_reason"]) == (NOTHING, None, "no_year")
    assert (undated["baseline_year"], undated["baseline_year_source"], timeless["baseline_year"]) == (None, None, 2025)


def test_a_target_alone():
    row = one([target(400)])
    known = {column for column, value in row.items() if value is not None}
    assert known == {*THING, *FIGURES} - {"industry_id", "recognition"} | {
        "baseline_source",
        "missing_reason",
    }
    assert (row["baseline_source"], row["missing_reason"]) == ("none", "no_baseline")


def test_targets_without_a_value_have_no_row():
    assert by_target([target(None)], [observed(5)]) == {}
    assert one([target(5)], [observed(None)])["baseline_source"] == "none"


def test_a_value_that_nothing_bounds():
    row = one([target(5, comparator=None)], [observed(4)])
    assert (row["value"], figure(row, "implied_cagr"), row["missing_reason"]) == (5, NOTHING, "unbounded")


def test_what_was_observed_goes_before_what_is_implied():
    row = one([target(400), growth(8)], [observed(272)])
    assert (row["baseline_source"], row["implied_from"]) == ("observation", None)


# Units


def test_units_are_converted_as_convert_does(write_package):
    rows = {
        "targets": [
            {"target_id": "t", "plan_id": "p", "indicator_id": "i", "region_code": "r", "measure": "level"}
            | {"comparator": "gt", "value": "1.2", "unit_id": "wan-yi-yuan", "target_year": "2030"}
        ],
        "observations": [
            {"observation_id": "o", "plan_id": "p", "indicator_id": "i", "region_code": "r", "measure": "level"}
            | {"comparator": "eq", "value": "8000", "unit_id": "yi-yuan", "year": "2025"}
        ],
        "plans": [{"plan_id": "p"}],
        "indicators": [{"indicator_id": "i", "unit_id": "yi-yuan", "direction": "up"}],
        "units": [
            {"unit_id": u, "quantity": "money", "factor": f} for u, f in (("yi-yuan", "1e8"), ("wan-yi-yuan", "1e12"))
        ],
    }
    folder = write_package(rows)
    [row] = pp.trajectories(release=folder).to_dict("records")
    [start] = pp.convert(pp.load("observations", release=folder), "wan-yi-yuan")["value"]
    assert row["baseline_value"] == pytest.approx(start, rel=1e-11) == 0.8
    assert (row["baseline_unit_id"], row["absolute_change_unit_id"]) == ("wan-yi-yuan", "wan-yi-yuan")
    assert figure(row, "absolute_change")[:2] == ("gt", near(0.4))
    assert figure(row, "relative_change")[:2] == ("gt", near(50))
    assert figure(row, "implied_cagr")[:2] == ("gt", near((1.5**0.2 - 1) * 100))


def test_the_units_of_a_release_are_its_own():
    units = [u | {"factor": 2e8} if u["unit_id"] == "yi-yuan" else u for u in UNITS]
    [row] = derive([target(1, unit_id="wan-yi-yuan")], [observed(2500)], PLANS, INDICATORS, units)
    assert row["baseline_value"] == 0.5


# Comparators and ranges

COMBINED = {  # of target (down) over baseline (across)
    "": ("eq", "ge", "gt", "le", "approx"),
    "eq": ("eq", "le", "lt", "ge", "approx"),
    "ge": ("ge", None, None, "ge", None),
    "gt": ("gt", None, None, "gt", None),
    "le": ("le", "le", "lt", None, None),
    "approx": ("approx", None, None, None, "approx"),
}


@pytest.mark.parametrize(("end", "start"), list(product(EXACT, EXACT)))
def test_every_comparator_over_every_other(end, start):
    expected = COMBINED[end][COMBINED[""].index(start)]
    row = one([target(8, comparator=end)], [observed(4, comparator=start)])
    for name, value in (("implied_cagr", (2**0.2 - 1) * 100), ("absolute_change", 4), ("relative_change", 100)):
        assert figure(row, name) == ((expected, near(value), None) if expected else NOTHING)
    about = "approximate" if "approx" in (end, start) else "unbounded"
    assert row["missing_reason"] == (None if expected else about)


@pytest.mark.parametrize(("end", "rate"), list(product(EXACT, EXACT)))
def test_every_comparator_of_a_level_with_every_one_of_a_growth(end, rate):
    expected = COMBINED[end][COMBINED[""].index(rate)]
    for row in by_target([target(8, comparator=end), growth(10, comparator=rate)]).values():
        assert figure(row, "baseline") == ((expected, near(8 / 1.1**5), None) if expected else NOTHING)
        assert row["baseline_source"] == ("implied" if expected else "none")
        assert figure(row, "implied_cagr") == (rate, 10, None)
        assert figure(row, "relative_change") == (rate, near((1.1**5 - 1) * 100), None)
        assert row["baseline_unit_id"] == ("yi-yuan" if expected else None)


def test_at_least_a_level_at_least_so_fast_is_at_least_a_change():
    row = one([target(8, comparator="gt"), growth(10, comparator="ge")])
    assert (figure(row, "baseline"), row["missing_reason"]) == (NOTHING, "unbounded")
    assert figure(row, "absolute_change") == ("gt", near(8 - 8 / 1.1**5), None)


def test_ranges():
    row = one([target(8, value_max=10)], [observed(4, value_max=5)])
    assert figure(row, "baseline") == ("eq", 4, 5)
    assert figure(row, "absolute_change") == ("eq", 3, 6)
    assert figure(row, "relative_change") == ("eq", near(60), near(150))
    assert figure(row, "implied_cagr") == ("eq", near((1.6**0.2 - 1) * 100), near((2.5**0.2 - 1) * 100))
    row = one([target(8, value_max=10), growth(0, value_max=10)])
    assert figure(row, "baseline") == ("eq", near(8 / 1.1**5), 10)
    assert figure(row, "absolute_change") == ("eq", 0, near(10 - 10 / 1.1**5))
    about = one([target(8, value_max=10, comparator="approx")], [observed(4)])
    assert figure(about, "absolute_change") == ("approx", 4, 6)
    least = one([target(8, value_max=10, comparator="ge")], [observed(4)])
    assert figure(least, "absolute_change") == ("ge", 4, None)
    most = one([target(8, value_max=10, comparator="le")], [observed(4)])
    assert figure(most, "absolute_change") == ("le", 6, None)


@st.composite
def bounded(draw, low, high):
    """A figure's cells, and a true value that keeps to them."""
    true = draw(st.floats(low, high))
    other, kind_ = draw(st.floats(low, high)), draw(st.sampled_from(["eq", "range", "ge", "gt", "le"]))
    least, most = min(true, other), max(true, other)
    if kind_ == "range":
        return true, {"comparator": "eq", "value": least, "value_max": most if most > least else None}
    if kind_ == "gt":
        least = min(least, nextafter(true, -inf))
    value = {"eq": true, "ge": least, "gt": least, "le": most}[kind_]
    return true, {"comparator": kind_, "value": value, "value_max": None}


@st.composite
def bounded_rate(draw):
    """A growth's cells and a true value: of a fall the comparator speaks of its size."""
    true, cells = draw(bounded(-40, 60))
    if cells["value"] < 0 and cells["value_max"] is None:
        cells["comparator"] = {"ge": "le", "gt": "le", "le": "ge"}.get(cells["comparator"], cells["comparator"])
    return true, cells


def holds(row, name, true):
    """Whether a true figure lies within what the row says of it, but for the last digits."""
    comparator, value, top = figure(row, name)
    if comparator is None:
        return True
    stated = read_bounds(comparator.replace("lt", "le"), value, top)
    slack = 1e-7 * max(1, *(abs(x) for x in (stated.low, stated.high, true) if abs(x) != inf))
    return stated.low - slack <= true <= stated.high + slack


@settings(max_examples=50)
@given(bounded(0.5, 1e4), bounded(0.5, 1e4), st.integers(1, 15))
def test_the_true_growth_between_two_levels_is_within_its_bounds(end, start, years):
    (true_end, end_cells), (true_start, start_cells) = end, start
    row = one([target(0, target_year=2015 + years) | end_cells], [observed(0, year=2015) | start_cells])
    assert row["baseline_source"] == "observation"
    assert holds(row, "baseline", true_start)
    assert holds(row, "absolute_change", true_end - true_start)
    assert holds(row, "relative_change", (true_end / true_start - 1) * 100)
    assert holds(row, "implied_cagr", ((true_end / true_start) ** (1 / years) - 1) * 100)


@settings(max_examples=50)
@given(bounded(0.5, 1e4), bounded_rate(), st.integers(1, 15), st.booleans())
def test_the_true_baseline_of_a_growth_is_within_its_bounds(level, rate, years, spans):
    (end, end_cells), (per_cent, rate_cells) = level, rate
    make = change if spans else growth
    factor = (1 + per_cent / 100) ** (1 if spans else years)
    end_cells, rate_cells = end_cells | {"target_year": 2015 + years}, rate_cells | {"target_year": 2015 + years}
    rows = by_target([target(0) | end_cells, make(0, start_year=2015) | rate_cells])
    for row in rows.values():
        assert row["years"] == years
        assert holds(row, "baseline", end / factor)
        assert holds(row, "absolute_change", end - end / factor)
        assert holds(row, "relative_change", (factor - 1) * 100)
        assert holds(row, "implied_cagr", (factor ** (1 / years) - 1) * 100)


@settings(max_examples=50)
@given(bounded(0.5, 1e4), bounded_rate(), st.integers(1, 15))
def test_the_true_change_of_a_growth_from_an_observation_is_within_its_bounds(level, rate, years):
    (start, start_cells), (per_cent, rate_cells) = level, rate
    grown = growth(0, start_year=2015, target_year=2015 + years) | rate_cells
    row = one([grown], [observed(0, year=2015) | start_cells])
    assert row["baseline_source"] == "observation"
    assert holds(row, "absolute_change", start * ((1 + per_cent / 100) ** years - 1))


# The shipped package


@pytest.fixture(scope="module")
def shipped():
    return pp.trajectories()


def cells(table):
    with (root() / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["value"]]


def of(row, **cells):
    return tuple((row | cells)[column] for column in (*THING, "subject_zh"))


def test_there_is_a_row_for_each_target_with_a_value(shipped):
    targets = cells("targets")
    assert shipped["target_id"].tolist() == [row["target_id"] for row in targets]
    for column in ("value", "unit_id", "comparator", "measure", "recognition", "region_code", "target_year"):
        here = shipped[column].astype("str").fillna("").str.removesuffix(".0").tolist()
        assert here == [row[column].removesuffix(".0") for row in targets]


def test_baselines_are_known_by_what_the_files_say(shipped):
    """Counted again from the files: what was observed of the same thing, and pairs of a level and a rate."""
    targets, observations = cells("targets"), cells("observations")
    starts = {row["plan_id"]: row["period_start"] for row in pp.load("plans").to_dict("records")}
    quantities = dict(pp.load("units")[["unit_id", "quantity"]].itertuples(index=False))
    levels = {(of(t), t["target_year"]) for t in targets if t["measure"] == "level"}
    rates = {
        (of(t), t["target_year"])
        for t in targets
        if t["measure"] in ("cagr", "cumulative_change")
        if t["start_year"] or (t["measure"] == "cagr" and not pd.isna(starts[t["plan_id"]]))
    }

    def since(t):
        """The year that growth is counted from: the one stated, or that before the plan's period."""
        before = t["measure"] == "cagr" and not pd.isna(starts[t["plan_id"]])
        return t["start_year"] or (str(int(starts[t["plan_id"]]) - 1) if before else "")

    def seen(t, **recognition):
        wanted, relative = "rank" if t["measure"] == "rank" else "level", t["measure"] in ("cagr", "cumulative_change")
        return {
            o["year"]
            for o in observations
            if of(o) == of(t, **recognition) and o["measure"] == wanted
            if (
                o["year"] != "" and o["year"] == since(t)
                if relative
                else "" in (o["year"], t["target_year"]) or o["year"] < t["target_year"]
            )
            if relative or quantities[o["unit_id"]] == quantities[t["unit_id"]]
        }

    found = {source: set() for source in ("observation", "sum", "implied", "none")}
    for t in targets:
        when, either = (of(t), t["target_year"]), t["recognition"] == "provincial_or_higher"
        pair = when in levels & rates and t["measure"] in ("level", "cagr", "cumulative_change")
        added = either and seen(t, recognition="national") & seen(t, recognition="provincial")
        source = "observation" if seen(t) else "sum" if added else "implied" if pair else "none"
        found[source].add(t["target_id"])
    by = {source: {*shipped.loc[shipped["baseline_source"] == source, "target_id"]} for source in found}
    open_ = {*shipped.loc[shipped["missing_reason"].isin(["unbounded", "approximate"]), "target_id"]} & by["none"]
    assert by == found | {"implied": found["implied"] - open_, "none": found["none"] | open_}
    assert by["observation"]
    assert by["implied"]


# Figures as plans print them, and what was reckoned from them by hand

FROM_2015, UNTIL_2020 = {"start_year": 2015, "target_year": 2020}, {"target_year": 2020}
RANK, NEW = {"measure": "rank", "unit_id": "place"}, {"measure": "count_new", "unit_id": "enterprise"}
BY_HAND = {  # the rows; the baseline with its comparator; growth, absolute and relative change
    "500 at 11.5 % a year": ([target(500), growth(11.5)], ("eq", 290.132023799), 11.5, 209.867976201, 72.3353366697),
    "more than 4000 at 8.9 %": (
        [target(4000, comparator="gt"), growth(8.9)],
        ("gt", 2611.68378418),
        8.9,
        1388.31621582,
        53.1578985264,
    ),
    "8 % or so after 126.2": (
        [growth(8, comparator="approx", **FROM_2015), observed(126.2, year=2015)],
        ("eq", 126.2),
        8,
        59.2292032922,
        46.93280768,
    ),
    "300 or more after 200": (
        [target(300, comparator="ge", **UNTIL_2020), observed(200, year=2015)],
        ("eq", 200),
        8.44717711977,
        100,
        50,
    ),
    "108 after 90 in three years": (
        [target(108, target_year=2019), observed(90, year=2016)],
        ("eq", 90),
        6.26585691826,
        18,
        20,
    ),
    "90 after 58, undated": ([target(90), observed(58, year=None)], ("eq", 58), None, 32, 55.1724137931),
    "sixth after eighth": ([target(6, comparator="le", **RANK), observed(8, **RANK)], ("eq", 8), None, -2, None),
    "at least 1 trillion, at least 10 % faster": (
        [target(10000, comparator="ge"), growth(10, comparator="ge")],
        (None, None),
        10,
        3790.78676941,
        61.051,
    ),
    "twice as much again": ([change(2, unit_id="times", **UNTIL_2020)], (None, None), None, None, 200),
    "about 40 new": ([target(40, comparator="approx", **NEW)], (None, None), None, 40, None),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_figures_reckoned_by_hand(case):
    rows, baseline, *changes = BY_HAND[case]
    row = one([r for r in rows if "target_id" in r], [r for r in rows if "observation_id" in r])
    assert (row["baseline_comparator"], row["baseline_value"]) == (baseline[0], pytest.approx(baseline[1]))
    names = ("implied_cagr", "absolute_change", "relative_change")
    assert [row[name] for name in names] == [pytest.approx(value) for value in changes]


def test_the_frame_has_the_columns_and_types_of_its_schema(shipped):
    assert list(shipped) == COLUMNS
    for field in RESOURCE.fields:
        dtype, listed = shipped[field.name].dtype, field.constraints.get("enum")
        assert dtype == (pd.CategoricalDtype(listed) if listed else PANDAS_TYPES[field.kind]), field.name
    empty = shipped.iloc[:0]
    assert (empty.dtypes == shipped.dtypes).all()


def test_the_frame_keeps_to_its_schema(shipped):
    for foreign in RESOURCE.foreign_keys:
        (column,), (key,) = foreign.fields, foreign.keys
        assert set(shipped[column].dropna()) <= set(pp.load(foreign.resource)[key]), column
    assert shipped["target_id"].is_unique
    assert RESOURCE.primary_key == ("target_id",)
    assert shipped[[field.name for field in RESOURCE.fields if field.required]].notna().all(axis=None)
    for name, value in [("baseline", "baseline_value"), *((n, n) for n in ("implied_cagr", "relative_change"))]:
        assert (shipped[f"{name}_comparator"].isna() == shipped[value].isna()).all()
    assert (
        shipped["missing_reason"].isna() == (shipped["baseline_value"].notna() & shipped["implied_cagr"].notna())
    ).all()


def test_the_schema_is_one_that_frictionless_reads(shipped, tmp_path):
    shipped.to_csv(tmp_path / "trajectories.csv", index=False)
    whole = {**RESOURCE.properties, "path": "trajectories.csv", "schema": {**RESOURCE.schema, "foreignKeys": []}}
    report = frictionless.Resource.from_descriptor(whole, basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:5]


def test_the_schema_is_written_in_both_languages():
    assert "trajectories" not in descriptor().tables  # never stored
    for thing in [RESOURCE, *RESOURCE.fields]:
        for text in ("title", "description"):
            assert thing.text(text, "en").isascii(), thing.name
            assert any("\u4e00" <= char <= "\u9fff" for char in thing.text(text, "zh")), thing.name
    for field in RESOURCE.fields:
        for category in field.categories:
            assert category.label.isascii()
            assert not category.label_zh.isascii()


def test_the_schema_is_whole():
    assert {column for key in RESOURCE.foreign_keys for column in key.fields} <= {*COLUMNS}
    assert {key.resource for key in RESOURCE.foreign_keys} <= {*descriptor().tables}
    for field in RESOURCE.fields:
        assert field.constraints.get("enum", []) == [category.value for category in field.categories]
        assert (field.kind == "string") or not field.categories


def test_documents_name_every_column_and_reason():
    folder = Path(__file__).resolve().parents[2] / "docs"
    for name in ("trajectories.md", "trajectories.zh.md"):
        text = (folder / name).read_text(encoding="utf-8")
        for word in [*COLUMNS, *RESOURCE.field("missing_reason").constraints["enum"]]:
            short = word.replace("_comparator", "").replace("_max", "").replace("_source", "")
            assert f"`{word}`" in text or f"`{short}`" in text, (name, word)
