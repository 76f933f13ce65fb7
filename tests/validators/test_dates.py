"""The rules about years and dates: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import dates

from .cases import (  # noqa: F401  (the tests run here)
    PLANS,
    observation,
    rules_of,
    target,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(dates)
CASES = [
    (
        "PL301",
        {"plans": [PLANS[0] | {"approved_on": "2020-06-01"}]},
        ("plans", 1, "issued_on", "p", "2020-05-01"),
        "p – issued_on 2020-05-01 is earlier than the step before it – expected 2020-06-01 or later",
        "p：issued_on为2020-05-01，早于前一环节，不应早于2020-06-01",
        {"plans": [PLANS[0] | {"approved_on": "2020-05-01", "effective_from": "2020-05-01"}]},
    ),
    (
        "PL301",
        {"plans": [{"plan_id": "p", "approved_on": "2020-06-01", "effective_to": "2019-12-31"}]},
        ("plans", 1, "effective_to", "p", "2019-12-31"),
        "p – effective_to 2019-12-31 is earlier than the step before it – expected 2020-06-01 or later",
        "p：effective_to为2019-12-31，早于前一环节，不应早于2020-06-01",
        {"plans": [{"plan_id": "p", "effective_to": "2019-12-31"}]},
    ),
    (
        "PL302",
        {"plans": [{"plan_id": "p", "period_start": 2026, "period_end": 2025}]},
        ("plans", 1, "period_end", "p", "2025"),
        "p – the period ends in 2025 – expected 2026 or later",
        "p：规划期止于2025年，不应早于2026年",
        {"plans": [{"plan_id": "p", "period_start": 2025, "period_end": 2025}, {"plan_id": "q", "period_end": 2020}]},
    ),
    (
        "PL303",
        {"plans": PLANS, "targets": [target(target_year=2019)]},
        ("targets", 1, "target_year", "t", "2019"),
        "t – target year 2019 is outside the plan's range – expected 2020 to 2050",
        "t：目标年份2019超出规划可及的范围，应在2020年至2050年之间",
        {"targets": [target(target_year=2020), target(target_year=2050), target(target_year=None)]},
    ),
    (
        "PL303",
        {"plans": [{"plan_id": "p", "period_start": 2016}], "targets": [target(target_year=2047)]},
        ("targets", 1, "target_year", "t", "2047"),
        "t – target year 2047 is outside the plan's range – expected 2016 to 2046",
        "t：目标年份2047超出规划可及的范围，应在2016年至2046年之间",
        {"plans": [{"plan_id": "p"}]},
    ),
    (
        "PL304",
        {"plans": PLANS, "observations": [observation(year=2022)]},
        ("observations", 1, "year", "o", "2022"),
        "o – year 2022 is after the plan was issued – expected 2021 or earlier",
        "o：年份2022晚于规划印发时间，应不晚于2021年",
        {"observations": [observation(year=2021), observation(year=None)]},
    ),
    (
        "PL305",
        {"targets": [target(start_year=2025)]},
        ("targets", 1, "start_year", "t", "2025"),
        "t – the span starts in 2025 and ends in 2025 – expected a start before its end",
        "t：基期年份2025不早于终止年份2025，应早于终止年份",
        {"targets": [target(start_year=2024), target(start_year=2024, target_year=None), target()]},
    ),
    (
        "PL305",
        {"observations": [observation(start_year=2020)]},
        ("observations", 1, "start_year", "o", "2020"),
        "o – the span starts in 2020 and ends in 2019 – expected a start before its end",
        "o：基期年份2020不早于终止年份2019，应早于终止年份",
        {"observations": [observation(start_year=2018)]},
    ),
]
