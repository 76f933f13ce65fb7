"""The rules about coverage: each fires, and is silent where coverage and rows agree."""

import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.validators import completeness
from pyplanning.validators.completeness import COVERED

from .cases import (  # noqa: F401  (the tests run here)
    rules_of,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(completeness)


def said(table, state="absent", plan="p"):
    return {"plan_id": plan, "table_name": table, "state": state}


def stated(indicator, state):
    return {"plan_id": "p", "table_name": "targets", "indicator_id": indicator, "year": 2026, "state": state}


NOTHING = {name: [] for name in descriptor().tables}
EVERY = [said(table) for table in COVERED]
LISTED = ", ".join(COVERED)
CASES = [
    (
        "PL340",
        {"plans": [{"plan_id": "p"}], "coverage": [*EVERY[:-2], said("parks", plan="q")]},
        ("plans", 1, "plan_id", "p", "p"),
        "p – coverage says nothing of enterprises, parks"
        " – expected a row for each: extracted, partly_read, not_read, absent, partly_lost or lost",
        "p：提取情况表未说明enterprises、parks，每张表均应有一行：已提取、部分读取、未读取、规划中没有、文本部分缺失或文本缺失",
        {"coverage": EVERY},
    ),
    (
        "PL341",
        NOTHING | {"coverage": [said("terms")], "terms": [{"plan_id": "p"}, {"plan_id": "p"}, {"plan_id": "q"}]},
        ("coverage", 1, "state", "p/terms", "absent"),
        "p/terms – the state is absent, but the plan has 2 rows of terms – expected extracted",
        "p/terms：状态为absent，但terms表中有该规划的2行，应为extracted",
        {"coverage": [said("terms", "partly_lost"), said("parks"), said("goals", "lost")]},
    ),
    (
        "PL341",
        NOTHING | {"coverage": [said("responsibilities", "extracted")], "tasks": [{"task_id": "t", "plan_id": "p"}]},
        ("coverage", 1, "state", "p/responsibilities", "extracted"),
        "p/responsibilities – the state is extracted, but the plan has 0 rows of responsibilities – expected absent",
        "p/responsibilities：状态为extracted，但responsibilities表中有该规划的0行，应为absent",
        {"responsibilities": [{"task_id": "t"}]},
    ),
    (
        "PL342",
        {"coverage": [said("units")]},
        ("coverage", 1, "table_name", "p/units", "units"),
        f"p/units – units is not a table of facts from plans – expected one of {LISTED}",
        f"p/units：units不是载有规划内容的数据表，应为以下之一：{'、'.join(COVERED)}",
        {"coverage": EVERY},
    ),
    (
        "PL343",
        {"indicator_coverage": [stated("gdp", "extracted")], "targets": [], "observations": [], "indicators": []},
        ("indicator_coverage", 1, "state", "p/targets/gdp/2026", "extracted"),
        "p/targets/gdp/2026 – the state is extracted, but targets has 0 rows of gdp for 2026 – expected absent",
        "p/targets/gdp/2026：状态为extracted，但targets表中有gdp2026年的0行，应为absent",
        {"targets": [{"plan_id": "p", "indicator_id": "gdp", "target_year": 2026}]},
    ),
    (
        "PL343",
        {
            "indicator_coverage": [stated("gdp", "absent")],
            "targets": [{"plan_id": "p", "industry_id": None, "indicator_id": "gdp", "target_year": 2026}],
            "observations": [],
            "indicators": [],
        },
        ("indicator_coverage", 1, "state", "p/targets/gdp/2026", "absent"),
        "p/targets/gdp/2026 – the state is absent, but targets has 1 row of gdp for 2026 – expected extracted",
        "p/targets/gdp/2026：状态为absent，但targets表中有gdp2026年的1行，应为extracted",
        {"targets": [{"plan_id": "p", "industry_id": "i", "indicator_id": "gdp", "target_year": 2026}]},
    ),
    (
        "PL343",  # a row of one subject says nothing of the whole
        {
            "indicator_coverage": [stated("gdp", "extracted")],
            "targets": [{"plan_id": "p", "subject_zh": "民营", "indicator_id": "gdp", "target_year": 2026}],
            "observations": [],
            "indicators": [],
        },
        ("indicator_coverage", 1, "state", "p/targets/gdp/2026", "extracted"),
        "p/targets/gdp/2026 – the state is extracted, but targets has 0 rows of gdp for 2026 – expected absent",
        "p/targets/gdp/2026：状态为extracted，但targets表中有gdp2026年的0行，应为absent",
        {"targets": [{"plan_id": "p", "subject_zh": None, "indicator_id": "gdp", "target_year": 2026}]},
    ),
    (
        "PL343",  # a row of a narrower indicator states it
        {
            "indicator_coverage": [stated("income", "extracted")],
            "targets": [],
            "observations": [],
            "indicators": [{"indicator_id": "urban", "broader_id": "income"}, {"indicator_id": "income"}],
        },
        ("indicator_coverage", 1, "state", "p/targets/income/2026", "extracted"),
        "p/targets/income/2026 – the state is extracted, but targets has 0 rows of income for 2026 – expected absent",
        "p/targets/income/2026：状态为extracted，但targets表中有income2026年的0行，应为absent",
        {"targets": [{"plan_id": "p", "industry_id": None, "indicator_id": "urban", "target_year": 2026}]},
    ),
]


@pytest.mark.parametrize("table", COVERED)
def test_what_is_covered_is_a_table(table):
    assert table in descriptor().tables
