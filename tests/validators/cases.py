"""What the tests of the rules between rows share: small tables, and the tests that every module's cases go through.

A module of tests has RULES, its rules by code, and CASES: (code, tables, place of the finding, its sentence in
English and in Chinese, what makes the tables right).
"""

import copy
from types import ModuleType

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import ROW, Rule
from pyplanning.validation import run_rules

TYPES = {"integer": pl.Int64, "number": pl.Float64}

UNITS = [
    {"unit_id": i, "name_zh": zh, "name_en": en, "quantity": quantity, "base_unit": base, "factor": factor}
    for i, zh, en, quantity, base, factor in (
        ("enterprise", "家", "enterprises", "count", "item", 1),
        ("item", "个", "items", "count", "item", 1),
        ("percent", "%", "per cent", "share", "percent", 1),
        ("percentage-point", "个百分点", "percentage points", "percentage-point", "percentage-point", 1),
        ("place", "位", "place", "rank", "place", 1),
        ("times", "倍", "times", "share", "percent", 100),
        ("wan-yi-yuan", "万亿元", "trillion yuan", "money", "yuan", 1e12),
        ("yi-yuan", "亿元", "hundred million yuan", "money", "yuan", 1e8),
    )
]
INDICATORS = [
    {"indicator_id": "energy", "unit_id": "percent", "direction": "down"},
    {"indicator_id": "revenue", "unit_id": "yi-yuan", "direction": "up", "broader_id": "industry-size"},
]
PLANS = [{"plan_id": "p", "issued_on": "2020-05-01", "period_start": 2021, "period_end": 2025}]
INDUSTRIES = [
    {"industry_id": "cars", "plan_id": "p", "tier_zh": "千亿级", "tier_value": 1000.0, "tier_unit_id": "yi-yuan"},
    {"industry_id": "lorries", "plan_id": "p", "parent_id": "cars"},
    {"industry_id": "buses", "plan_id": "p", "parent_id": "cars"},
    {"industry_id": "ships", "plan_id": "q"},
]
REGIONS = [
    {"region_code": "990000"},
    {"region_code": "990100", "parent_code": "990000"},
    {"region_code": "990200", "parent_code": "990000"},
]


def frame(name, rows):
    schema = {ROW: pl.Int64} | {f.name: TYPES.get(f.kind, pl.String) for f in descriptor().table(name).fields}
    numbered = [{ROW: n, **row} for n, row in enumerate(rows, 1)]
    return pl.DataFrame(numbered, schema=schema)


def rules_of(module: ModuleType) -> dict[str, Rule]:
    return {rule.code: rule for rule in run_rules.rules(module)}


def target(**cells):
    figure = {"target_id": "t", "indicator_id": "revenue", "measure": "level", "comparator": "eq", "value": 100.0}
    return figure | {"plan_id": "p", "region_code": "990000", "unit_id": "yi-yuan", "target_year": 2025} | cells


def observation(**cells):
    row = target(**{"observation_id": "o", "year": 2019} | cells)
    return {name: cell for name, cell in row.items() if name not in ("target_id", "target_year")}


def count(what, value, **cells):
    return target(target_id=what, indicator_id=what, value=value, unit_id="enterprise") | cells


def section(name, position=1, **cells):
    return {"section_id": name, "plan_id": "p", "position": position, "level": 1} | cells


def member(industry, tier="千亿"):
    return {"industry_id": industry, "plan_id": "p", "group_zh": "产业集群", "tier_zh": tier}


def share(industry, value):
    cells = {"industry_id": industry, "value": value, "unit_id": "percent"}
    return target(target_id=industry, indicator_id="output-share-industry", **cells)


def base(park, tier="千亿"):
    return {"park_role_id": park, "park_id": park, "plan_id": "p", "role": "industrial_base", "tier_zh": tier}


BASES = {
    "regions": REGIONS,
    "parks": [{"park_id": "north", "region_code": "990100"}, {"park_id": "south", "region_code": "990200"}],
    "park_roles": [base("north"), base("south", "五百亿")],
}
GROWTH = {"units": UNITS, "observations": [observation(value=50.0, year=2020)]}
FAST = target(target_id="g", measure="cagr", value=20.0, unit_id="percent", start_year=2020)


def test_a_rule_fires(found, case):
    code, tables, place, en, zh, _ = case
    (issue,) = found(code, tables)
    assert (issue.table, issue.row, issue.column, issue.key, issue.value) == place
    assert (issue.code, issue.level, issue.en, issue.zh) == (code, "error", en, zh)


def test_a_rule_is_silent(found, case):
    code, tables, *_, right = case
    assert found(code, copy.deepcopy(tables) | right) == []


def test_every_rule_has_a_case(request, every_code):
    assert every_code in {case[0] for case in request.module.CASES}


def test_nothing_is_found_in_nothing(found, every_code):
    assert found(every_code, {r.name: [] for r in descriptor().resources}) == []


def test_nulls_are_no_offence_of_a_rule_over_rows(found, every_code):
    rows = {r.name: [{}] for r in descriptor().resources}
    assert found(every_code, rows) == []
