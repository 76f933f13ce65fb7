"""Which observation, or which other target, the baseline of a target comes from."""

import pytest

from pyplanning.dataset.baseline import Sources, by_thing, years_between

from .figures import change, growth, observed, target

QUANTITIES = {"yi-yuan": "money", "item": "count", "enterprise": "count", "percent": "share", "point": "points"}


def sources(targets=(), observations=()):
    return Sources(
        by_thing(targets),
        by_thing(observations),
        {"p": {"plan_id": "p", "period_start": 2026}, "q": {"plan_id": "q", "period_start": None}},
        {name: {"unit_id": "yi-yuan", "direction": "up"} for name in ("output", "firms")},
        {unit: {"unit_id": unit, "quantity": quantity, "factor": 1.0} for unit, quantity in QUANTITIES.items()},
    )


def other_of(first, *targets):
    """The key of the target from which the baseline of the first follows; None where there is none."""
    found = sources([first, *targets]).find_other(first)
    return found and found["target_id"]


@pytest.mark.parametrize(
    "cells",
    [
        {"plan_id": "q"},
        {"indicator_id": "firms"},
        {"recognition": "national"},
        {"industry_id": "chips"},
        {"region_code": "moon-lake"},
        {"measure": "cagr"},
        {"measure": "rank"},
        {"unit_id": "item"},
        {"unit_id": None},
        {"year": 2030},
        {"year": 2031},
    ],
    ids=str,
)
def test_an_observation_of_something_else(cells):
    assert sources(observations=[observed(272, **cells)]).find_observation(target(400)) is None


@pytest.mark.parametrize(
    "better",
    [
        {"year": 2026},
        {"year": 2025, "comparator": "eq", "value": 2},
        {"year": 2025, "comparator": "approx", "observation_id": "a"},
    ],
    ids=str,
)
def test_the_latest_observation_then_the_most_exact(better):
    worse = [
        observed(1, comparator="approx", observation_id="b"),
        observed(1, comparator="ge", observation_id="c"),
        observed(1, comparator="approx", value_max=2, observation_id="d"),
        observed(1, year=2020, observation_id="e"),
        observed(1, year=None, observation_id="f"),
    ]
    best = observed(1, observation_id="z") | better
    assert sources(observations=[*worse, best]).find_observation(target(400)) == best
    assert sources(observations=[best, *worse]).find_observation(target(400)) == best


# What the nation and what the province recognise


def recognised(value, recognition, **cells):
    figure = {
        "recognition": recognition,
        "indicator_id": "firms",
        "unit_id": "enterprise",
        "observation_id": recognition,
    }
    return observed(value, **figure | cells)


def baseline_of(recognition, *observations):
    """Which observation is the baseline of a target for firms of a recognition, which one is added, and the value."""
    aim = target(20, recognition=recognition, indicator_id="firms", unit_id="enterprise")
    found = sources(observations=observations).find_observation(aim)
    return found and (found["observation_id"], found.get("baseline_added_id"), found["value"])


BOTH = [recognised(2, "national"), recognised(8, "provincial")]


def test_national_and_provincial_are_added_for_provincial_or_higher():
    assert baseline_of("provincial_or_higher", *BOTH) == ("provincial", "national", 10)
    undated = [row | {"year": None} for row in BOTH]
    assert baseline_of("provincial_or_higher", *undated) == ("provincial", "national", 10)
    assert baseline_of("provincial", *BOTH) == ("provincial", None, 8)
    assert baseline_of(None, *BOTH) is None
    assert baseline_of("provincial_or_higher", BOTH[1]) is None


@pytest.mark.parametrize(
    "cells",
    [
        {"part_of_id": "provincial"},
        {"year": 2024},
        {"year": None},
        {"comparator": "ge"},
        {"value_max": 3},
        {"unit_id": "item"},
        {"measure": "rank"},
        {"region_code": "moon-lake"},
    ],
    ids=str,
)
def test_what_cannot_be_added(cells):
    assert baseline_of("provincial_or_higher", recognised(2, "national", **cells), BOTH[1]) is None


def test_neither_ranges_nor_shares_are_added():
    for cells in ({"value_max": 9}, {"unit_id": "percent"}):
        assert baseline_of("provincial_or_higher", *(row | cells for row in BOTH)) is None


def test_parts_of_one_total_are_added():
    parts = [row | {"part_of_id": "all"} for row in BOTH]
    assert baseline_of("provincial_or_higher", *parts) == ("provincial", "national", 10)


def test_one_observation_goes_before_a_sum_that_is_no_better():
    one = recognised(12, "provincial_or_higher")
    assert baseline_of("provincial_or_higher", *BOTH, one) == ("provincial_or_higher", None, 12)
    assert baseline_of("provincial_or_higher", *BOTH, one | {"year": 2020}) == ("provincial", "national", 10)


@pytest.mark.parametrize(
    "cells",
    [
        {"plan_id": "q"},
        {"recognition": "national"},
        {"industry_id": "x"},
        {"target_year": 2035},
        {"target_year": None},
        {"unit_id": "item"},
    ],
    ids=str,
)
def test_a_growth_of_something_else(cells):
    assert other_of(target(400), growth(8, **cells)) is None
    assert other_of(target(400), growth(8)) == "g"


def test_the_growth_of_the_same_table_then_the_most_exact():
    rates = [
        growth(7, target_id="a", comparator="ge", table_label="1"),
        growth(8, target_id="b", table_label="1"),
        growth(8, target_id="c", table_label="1"),
        growth(9, target_id="d"),
        change(50, target_id="e", table_label="1", start_year=2025),
    ]
    assert other_of(target(400, table_label="1"), *rates) == "b"
    assert other_of(target(400), *rates) == "d"
    assert other_of(target(400, table_label="1"), *rates[3:]) == "d"
    levels = [target(400, target_id="u", comparator="gt"), target(400, target_id="v", table_label="1")]
    assert other_of(growth(8, table_label="1"), *levels) == "v"
    assert other_of(growth(8), *levels) == "u"


@pytest.mark.parametrize(
    ("rate", "year", "known_by"),
    [
        (growth(8), 2025, "plan_period"),
        (growth(8, start_year=2020), 2020, "stated"),
        (growth(8, plan_id="q"), None, None),
        (growth(8, target_year=2025), None, None),  # ends before the plan's period begins
        (growth(8, target_year=None), None, None),
        (change(50), None, None),
        (change(50, start_year=2024), 2024, "stated"),
    ],
)
def test_the_year_from_which_a_growth_or_change_is_counted(rate, year, known_by):
    assert sources().base_year(rate) == (year, known_by)
    assert years_between(year, rate) == (rate["target_year"] - year if year else None)


def test_what_states_how_much_is_added():
    added = [change(5, unit_id=unit) for unit in ("yi-yuan", "point", "percent")] + [target(40, measure="count_new")]
    assert [sources().is_amount(row) for row in added] == [True, True, False, True]
    assert not sources().is_amount(target(400))
