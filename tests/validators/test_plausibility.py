"""The warnings, one by one: each fires, and is silent where nothing is odd."""

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import ROW
from pyplanning.validation import run_rules
from pyplanning.validators import plausibility

RULES = {rule.code: rule for rule in run_rules.rules(plausibility)}
TYPES = {"integer": pl.Int64, "number": pl.Float64}


def frame(name, rows):
    schema = {ROW: pl.Int64} | {f.name: TYPES.get(f.kind, pl.String) for f in descriptor().table(name).fields}
    numbered = [{ROW: n, **row} for n, row in enumerate(rows, 1)]
    return pl.DataFrame(numbered, schema=schema)


@pytest.fixture
def found(apply_rules):
    return lambda code, table, rows: apply_rules([RULES[code]], {table: frame(table, rows)})


def growth(value, **cells):
    return {"target_id": "t", "measure": "cagr", "value": value, "unit_id": "percent"} | cells


def revenues(*values, **cells):
    figure = {"indicator_id": "revenue", "measure": "level", "unit_id": "yi-yuan"} | cells
    return [{"target_id": f"t{n}", "value": value, **figure} for n, value in enumerate(values, 1)]


def parks(*names, region="990000"):
    return [{"park_id": f"p{n}", "name_zh": name, "region_code": region} for n, name in enumerate(names, 1)]


def projects(*names, **cells):
    return [{"project_id": f"x{n}", "plan_id": "p", "name_zh": name} | cells for n, name in enumerate(names, 1)]


# Code; the table and its rows; the place of the finding; its sentences; rows that are right.
ENGLISH = [("月湖园区", "Moon Lake park"), ("青石园区", None), ("星河园区", None)]
CASES = [
    (
        *("PL401", "targets", [growth(8.0), growth(100.5, target_id="u")]),
        (2, "value", "u", "100.5", ""),
        "u – growth of 100.5 % a year is unlikely – expected -20 to 100",
        "u：年均增长100.5%超出合理范围，一般在-20%至100%之间",
        [growth(50.0), growth(-20.0), growth(80.0, measure="cumulative_change"), growth(60.0, unit_id="times")],
    ),
    (
        *("PL401", "observations", [{"observation_id": "o"} | growth(-21.0)]),
        (1, "value", "o", "-21", ""),
        "o – growth of -21 % a year is unlikely – expected -20 to 100",
        "o：年均增长-21%超出合理范围，一般在-20%至100%之间",
        [{"observation_id": "o"} | growth(None)],
    ),
    (
        *("PL402", "parks", parks("月湖新材料园区", "青石工业园区", "月湖新材枓园区")),
        (3, "name_zh", "p3", "月湖新材枓园区", "月湖新材料园区"),
        "p3 – “月湖新材枓园区” differs by one character from p1 “月湖新材料园区” – expected one name for one thing",
        "p3：“月湖新材枓园区”与p1的“月湖新材料园区”仅一字之差，同一事物应用同一名称",
        [
            *parks("月湖新材料园区", "青湖新材料园区", "月湖一号基地", "月湖二号基地"),
            *parks("月湖新材枓园区", region="980000"),
        ],
    ),
    (
        *("PL402", "projects", projects("月湖碳纤维项目", "月湖碳纤维目")),
        (2, "name_zh", "x2", "月湖碳纤维目", "月湖碳纤维项目"),
        "x2 – “月湖碳纤维目” differs by one character from x1 “月湖碳纤维项目” – expected one name for one thing",
        "x2：“月湖碳纤维目”与x1的“月湖碳纤维项目”仅一字之差，同一事物应用同一名称",
        [*projects("月湖碳纤维项目"), *projects("月湖碳纤维目", plan_id="q"), *projects("月湖碳纤维新项目")],
    ),
    (
        *("PL403", "parks", parks("月湖“新材料”园区", "月湖新材料 园区")),
        (2, "name_zh", "p2", "月湖新材料 园区", "月湖“新材料”园区"),
        "p2 – “月湖新材料 园区” is also the name of p1, “月湖“新材料”园区” – expected one key for one thing",
        "p2：“月湖新材料 园区”与p1的“月湖“新材料”园区”名称重复，同一事物应只有一个主键",
        [*parks("月湖新材料园区"), *parks("月湖新材料园区", region="980000"), *parks(None)],
    ),
    (
        *(
            "PL403",
            "enterprises",
            [{"enterprise_id": i, "name_zh": n} for i, n in (("a", "月湖ABC"), ("b", "月湖ａｂｃ"))],
        ),
        (2, "name_zh", "b", "月湖ａｂｃ", "月湖ABC"),
        "b – “月湖ａｂｃ” is also the name of a, “月湖ABC” – expected one key for one thing",
        "b：“月湖ａｂｃ”与a的“月湖ABC”名称重复，同一事物应只有一个主键",
        [{"enterprise_id": i, "name_zh": n} for i, n in (("a", "月湖ABC"), ("b", "月湖ABD"))],
    ),
    (
        *("PL404", "targets", revenues(100.0, 150.0, 200.0, 200000.0)),
        (4, "value", "t4", "200000", ""),
        "t4 – 200000 is far from the other values of revenue in yi-yuan – found a median of 175",
        "t4：200000与revenue以yi-yuan计的其他数值相差千倍以上，其中位数为175",
        [*revenues(100.0, 150.0, 200.0, 100000.0, None), *revenues(1.0, 1.0, 900.0, unit_id="item")],
    ),
    (
        *("PL404", "targets", revenues(0.15, 150.0, 200.0, 150.0, 300.0)),
        (1, "value", "t1", "0.15", ""),
        "t1 – 0.15 is far from the other values of revenue in yi-yuan – found a median of 150",
        "t1：0.15与revenue以yi-yuan计的其他数值相差千倍以上，其中位数为150",
        [*revenues(0.16, 150.0, 200.0, 150.0, 300.0), *revenues(1.0, measure="rank")],
    ),
    (
        *("PL406", "parks", [{"park_id": "b", "name_zh": n, "name_en": en} for n, en in ENGLISH]),
        (2, "name_en", "b", "", ""),
        "parks – name_en waits for English in 2 rows, from b on – expected English before the next release",
        "parks表：name_en尚有2行待译，首行为b，下次发布前应补全英文",
        [{"park_id": "b", "name_zh": "月湖园区", "name_en": "Moon Lake park"}, {"park_id": "c"}],
    ),
]
IDS = [f"{case[0]}-{n}" for n, case in enumerate(CASES)]


@pytest.mark.parametrize(("code", "table", "rows", "place", "en", "zh", "right"), CASES, ids=IDS)
def test_a_warning_fires(found, code, table, rows, place, en, zh, right):
    (issue,) = found(code, table, rows)
    assert (issue.table, issue.row, issue.column, issue.key, issue.value, issue.suggestion) == (table, *place)
    assert (issue.code, issue.level, issue.en, issue.zh) == (code, "warning", en, zh)


@pytest.mark.parametrize(("code", "table", "rows", "place", "en", "zh", "right"), CASES, ids=IDS)
def test_a_warning_is_silent(found, code, table, rows, place, en, zh, right):
    assert found(code, table, right) == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case(code):
    assert code in {case[0] for case in CASES}


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("rows", [[], [{}]], ids=["no rows", "nulls"])
def test_nothing_is_found_in_nothing(apply_rules, code, rows):
    frames = {r.name: frame(r.name, rows) for r in descriptor().resources}
    assert apply_rules([RULES[code]], frames) == []


@pytest.mark.parametrize(
    ("name", "other", "near"),
    [
        ("月湖新材料园", "月湖新材枓园", True),
        ("月湖新材料园", "月湖新材料园区", False),  # 区 tells places apart
        ("月湖新材料谷", "月湖新材料谷地", True),
        ("月湖新材料谷", "月湖材料谷", False),  # 新 too
        ("月湖期货材料", "月湖货材料", True),
        ("月湖材料一期", "月湖材料二期", False),
        ("月湖5G基地", "月湖6G基地", False),
        ("月湖东园区", "月湖西园区", False),
        ("月湖新材料园", "月湖新材料园", False),
        ("月湖新材料园", "青石新材料园", False),
        ("月湖新材料园", "青湖新材料园", False),
    ],
)
def test_one_apart(name, other, near):
    assert plausibility._one_apart(name, other) == near
    assert plausibility._one_apart(other, name) == near


def test_names_are_not_compared_in_very_large_tables(found, monkeypatch):
    rows = parks("月湖新材料园区", "月湖新材枓园区")
    assert found("PL402", "parks", rows)
    monkeypatch.setattr(plausibility, "MOST", 1)
    assert found("PL402", "parks", rows) == []
