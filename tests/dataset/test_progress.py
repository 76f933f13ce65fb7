"""Progress: what became of each target, and what is not compared."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.dataset.progress import NEEDED, RESOURCE, derive

from .figures import UNITS
from .figures import observed as seen
from .figures import target as promised

INDICATORS = [
    {"indicator_id": indicator, "broader_id": broader, "direction": direction}
    for indicator, broader, direction in (
        ("size", None, "up"),
        ("output", "size", "up"),
        ("revenue", "size", "up"),
        ("waste", None, "down"),
    )
]
PLANS = [
    {"plan_id": "p", "kind": "plan", "region_code": "yunze"},
    {"plan_id": "r-2026", "kind": "work_report", "region_code": "yunze"},
]
REGIONS = [{"region_code": "yunze", "parent_code": "china"}, {"region_code": "lan", "parent_code": "yunze"}]
INDUSTRIES = [{"industry_id": "a1", "concept_id": "a"}, {"industry_id": "a2", "concept_id": "a"}]


def target(value, **cells):
    return promised(value, **{"target_year": 2025, "restates_id": None, "evidence": "达到"} | cells)


def observed(value, **cells):
    return seen(value, **{"plan_id": "r-2026", "year": 2025, "evidence": "为"} | cells)


def judged(targets, observations, scope="full"):
    sections = [{"plan_id": "r-2026", "scope": scope}]
    return derive(targets, observations, PLANS, sections, INDICATORS, INDUSTRIES, REGIONS, UNITS)


def verdict(target, *observations, scope="full"):
    [row] = judged([target], observations, scope)
    return row["status"], row["reason"]


@pytest.mark.parametrize(
    ("promise", "fact", "status"),
    [
        ({}, {"value": 400}, ("met", None)),
        ({}, {"value": 399}, ("missed", None)),
        ({}, {"value": 0.04, "unit_id": "wan-yi-yuan"}, ("met", None)),
        ({"comparator": "gt"}, {"value": 400}, ("missed", None)),
        ({"comparator": "gt"}, {"value": 400, "comparator": "gt"}, ("met", None)),
        ({}, {"value": 390, "comparator": "ge"}, ("undecided", "bounds")),
        ({}, {"value": 410, "comparator": "ge"}, ("met", None)),
        ({}, {"value": 410, "comparator": "approx"}, ("undecided", "about")),
        ({}, {"value": 500, "comparator": "approx"}, ("met", None)),
        ({}, {"value": 300, "comparator": "approx"}, ("missed", None)),
        ({"comparator": "approx"}, {"value": 390}, ("undecided", "about")),
        ({"comparator": "approx"}, {"value": 370}, ("missed", None)),
        ({"comparator": "approx"}, {"value": 400}, ("met", None)),
        ({"value_max": 500}, {"value": 400}, ("met", None)),
        ({"comparator": "le"}, {"value": 401}, ("missed", None)),
        ({"comparator": "le"}, {"value": 400}, ("met", None)),
        ({"indicator_id": "waste"}, {"value": 300}, ("met", None)),
        ({"indicator_id": "waste"}, {"value": 401}, ("missed", None)),
        ({"measure": "rank", "unit_id": "place", "value": 6}, {"value": 4}, ("met", None)),
        ({"measure": "rank", "unit_id": "place", "value": 6}, {"value": 7}, ("missed", None)),
    ],
)
def test_a_target_is_met_where_the_end_it_promises_was_reached(promise, fact, status):
    row = target(**{"value": 400} | promise)
    same = {name: row[name] for name in ("indicator_id", "measure", "unit_id")}
    assert verdict(row, observed(**same | fact)) == status


@pytest.mark.parametrize(
    ("fact", "status"),
    [(-14, "met"), (-13.5, "met"), (-13, "missed"), (2, "missed")],
)
def test_a_fall_of_at_least_so_much(fact, status):
    change = {"indicator_id": "waste", "measure": "cumulative_change", "unit_id": "percent", "start_year": 2020}
    assert verdict(target(-13.5, comparator="ge", **change), observed(fact, **change)) == (status, None)


@pytest.mark.parametrize(
    ("fact", "reason"),
    [
        ({"region_code": "china"}, "area"),
        ({"region_code": "lan"}, "area"),
        ({"indicator_id": "revenue"}, "indicator"),
        ({"industry_id": "a1"}, "industry"),
        ({"subject_zh": "小学"}, "subject"),
        ({"recognition": "national"}, "recognition"),
        ({"measure": "rank", "unit_id": "place"}, "measure"),
        ({"unit_id": "item"}, "unit"),
        ({"year": None}, "no_year"),
    ],
)
def test_what_measures_another_thing_is_named_and_not_judged(fact, reason):
    rows = judged([target(400)], [observed(500, **fact), observed(1, indicator_id="waste")])
    assert (rows[0]["status"], rows[0]["reason"]) == ("not_comparable", reason)
    assert rows[0]["observation_id"] == "o"


def test_a_sum_over_years_is_no_figure_of_one_year():
    assert verdict(target(400), observed(900, start_year=2020)) == ("not_comparable", "span")


@pytest.mark.parametrize("fact", [{"indicator_id": "revenue"}, {"measure": "rank", "unit_id": "place"}])
def test_what_differs_in_two_ways_is_another_thing(fact):
    assert verdict(target(400), observed(500, industry_id="a1", **fact)) == ("not_reported", "report_read")


def test_where_a_plan_itself_says_things_stand_is_no_outcome():
    said = observed(100, year=None, plan_id="p")
    assert verdict(target(400), said, observed(1, indicator_id="waste")) == ("not_reported", "report_read")


def test_a_later_year_does_not_say_what_became_of_a_target():
    assert verdict(target(400, target_year=2020), observed(500)) == ("not_comparable", "later_year")


def test_growth_over_another_span_is_another_thing():
    change = {"measure": "cumulative_change", "unit_id": "percent"}
    fact = observed(30, start_year=2024, **change)
    assert verdict(target(30, start_year=2020, **change), fact) == ("not_comparable", "span")


def test_industries_of_one_concept_are_one_industry():
    assert verdict(target(400, industry_id="a1"), observed(400, industry_id="a2")) == ("met", None)


def test_elsewhere_is_no_evidence():
    elsewhere = observed(500, region_code="hai")
    assert verdict(target(400), elsewhere) == ("not_reported", "report_read")
    assert verdict(target(400), elsewhere, scope="headline") == ("not_reported", "no_report")


def test_what_was_known_before_stands_beside_a_target_that_nobody_reported():
    [row] = judged([target(400)], [observed(300, year=2020), observed(1, indicator_id="waste")])
    assert (row["status"], row["observed_value"], row["observed_year"]) == ("not_reported", 300, 2020)


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (150, ("on_track", None)),  # 100 in 2020, 200 in 2030: 7.2 % a year, 141 in 2025
        (142, ("on_track", None)),
        (130, ("behind", None)),
        (90, ("turning_away", None)),
        (200, ("on_track", "already_reached")),
    ],
)
def test_before_its_year_a_target_is_judged_by_the_growth_so_far(now, status):
    facts = [observed(100, observation_id="base", year=2020), observed(now)]
    assert verdict(target(200, target_year=2030), *facts) == status


def test_the_ratio_is_that_of_open_sdg():
    facts = [observed(100, observation_id="base", year=2020), observed(130)]
    [row] = judged([target(200, target_year=2030)], facts)
    expected = (1.3 ** (1 / 5) - 1) / (2 ** (1 / 10) - 1)
    assert row["ratio"] == row["ratio_max"] == pytest.approx(expected)


def test_intervals_that_leave_both_open_decide_nothing():
    facts = [observed(100, value_max=130, observation_id="base", year=2020), observed(140)]
    [row] = judged([target(200, target_year=2030)], facts)
    assert (row["status"], row["reason"]) == ("undecided", "bounds")
    assert row["ratio"] < row["ratio_max"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_figure_that_is_about_is_an_interval_in_the_ratio_too(place):
    figures = [100, 142, 200]
    now = [{"comparator": "approx" if n == place else "eq"} for n in range(3)]
    facts = [observed(figures[0], observation_id="base", year=2020, **now[0]), observed(figures[1], **now[1])]
    [row] = judged([target(figures[2], target_year=2030, **now[2])], facts)
    assert (row["status"], row["reason"]) == ("undecided", "about")
    assert row["ratio"] < 0.95 < row["ratio_max"]


@pytest.mark.parametrize(("cells", "status"), [({"target_year": 2030}, "not_due"), ({"target_year": None}, "undated")])
def test_what_is_not_due_is_said_to_be(cells, status):
    assert verdict(target(400, **cells), observed(300))[0] == status


def test_of_two_figures_of_a_year_the_last_published_counts():
    facts = [observed(390, plan_id="r-2025", observation_id="old"), observed(400)]
    assert verdict(target(400), *facts) == ("met", None)


def test_a_target_that_restates_another_or_has_no_value_is_no_row():
    assert judged([target(400, restates_id="x"), target(None)], [observed(400)]) == []


@given(
    goal=st.floats(1, 1e6),
    fact=st.floats(1, 1e6),
    comparator=st.sampled_from(["eq", "ge", "gt"]),
    direction=st.sampled_from(["output", "waste"]),
)
def test_more_of_what_is_wanted_never_turns_met_into_missed(goal, fact, comparator, direction):
    better = fact * (2 if direction == "output" or comparator != "eq" else 0.5)
    row = target(goal, comparator=comparator, indicator_id=direction)
    before = verdict(row, observed(fact, indicator_id=direction))[0]
    after = verdict(row, observed(better, indicator_id=direction))[0]
    assert (before, after) != ("met", "missed")


def test_the_shipped_targets_have_one_row_each():
    frame = pp.progress()
    targets = pp.load("targets")
    assert list(frame) == [*RESOURCE.columns]
    assert set(frame["target_id"]) == set(
        targets[targets["value"].notna() & targets["restates_id"].isna()]["target_id"]
    )
    assert frame["status"].notna().all()
    compared = frame["status"].isin(["met", "missed", "on_track", "behind", "turning_away"])
    assert frame[compared]["observed_evidence"].notna().all()


def test_a_frame_of_ones_own_is_judged_by():
    [row] = pp.load("targets")[lambda t: t["value"].notna() & (t["measure"] == "level")].head(1).to_dict("records")
    same = ("indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "value", "unit_id")
    own = pd.DataFrame([{name: row[name] for name in same} | {"observation_id": "own", "year": row["target_year"]}])
    found = pp.progress(own).set_index("target_id").loc[row["target_id"]]
    assert (found["status"], found["observation_id"]) == ("met", "own")


def test_a_frame_that_lacks_a_column_is_refused():
    with pytest.raises(pp.PackageError) as raised:
        pp.progress(pd.DataFrame({"observation_id": ["x"]}))
    lacking = "indicator_id, region_code, measure, value, unit_id, year"
    assert raised.value.text("en") == f"the frame has no {lacking}, which is needed here"
    assert raised.value.text("zh") == f"数据框没有此处所需的{lacking}"


def test_a_file_is_judged_by(tmp_path):
    file = tmp_path / "observations.csv"
    pp.load("observations").head(3).to_csv(file, index=False)
    assert set(pp.progress(file)["observation_id"].dropna()) <= set(pp.load("observations").head(3)["observation_id"])


def test_a_cell_that_is_no_number_is_named():
    columns = {name: ["x"] for name in NEEDED["observations"]} | {"value": ["many"]}
    with pytest.raises(pp.PackageError) as raised:
        pp.progress(pd.DataFrame(columns))
    assert raised.value.text("en") == "observations/x: value “many” is not a number; run validate first"
    assert raised.value.text("zh") == "observations/x：value“many”不是数字，请先运行validate"
