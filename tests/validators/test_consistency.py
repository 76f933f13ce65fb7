"""The rules that values agree, one by one: each fires, and is silent where nothing is wrong."""

import copy

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import ROW
from pyplanning.validation import run_rules
from pyplanning.validators import consistency, counts, dates, measures, trees

MODULES = (dates, measures, trees, consistency, counts)
RULES = {rule.code: rule for module in MODULES for rule in run_rules.rules(module)}
TYPES = {"integer": pl.Int64, "number": pl.Float64}

UNITS = [
    {"unit_id": i, "name_zh": zh, "name_en": en, "quantity": quantity, "base_unit": base, "factor": factor}
    for i, zh, en, quantity, base, factor in (
        ("enterprise", "家", "enterprises", "count", "item", 1),
        ("item", "个", "items", "count", "item", 1),
        ("percent", "%", "per cent", "share", "percent", 1),
        ("place", "位", "place", "rank", "place", 1),
        ("times", "倍", "times", "ratio", "times", 1),
        ("wan-yi-yuan", "万亿元", "trillion yuan", "money", "yuan", 1e12),
        ("yi-yuan", "亿元", "hundred million yuan", "money", "yuan", 1e8),
    )
]
INDICATORS = [
    {"indicator_id": "energy", "unit_id": "percent", "direction": "down"},
    {"indicator_id": "revenue", "unit_id": "yi-yuan", "direction": "up"},
]
PLANS = [{"plan_id": "p", "issued_on": "2020-05-01", "period_start": 2021, "period_end": 2025}]
INDUSTRIES = [
    {"industry_id": "cars", "plan_id": "p", "tier_zh": "千亿级"},
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


@pytest.fixture
def found(apply_rules):
    return lambda code, tables: apply_rules([RULES[code]], {name: frame(name, rows) for name, rows in tables.items()})


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

# Code; the tables; the place of the finding; its sentences; and what makes the tables right.
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
    (
        "PL306",
        {"targets": [target(value_max=100.0)]},
        ("targets", 1, "value", "t", "100"),
        "t – the range runs from 100 to 100 – expected an upper end above the lower",
        "t：区间为100至100，上限应大于下限",
        {"targets": [target(value_max=100.5), target()]},
    ),
    (
        "PL307",
        {"targets": [target(value=None, comparator=None, value_max=7.5)]},
        ("targets", 1, "value_max", "t", "7.5"),
        "t – the range ends at 7.5 and has no lower end – expected a value",
        "t：区间上限为7.5，缺少下限",
        {"targets": [target(value_max=120.0), target(value=None)]},
    ),
    (
        "PL308",
        {"targets": [target(value=100.5, unit_id="percent")]},
        ("targets", 1, "value", "t", "100.5"),
        "t – a share of 100.5 % is out of range – expected 0 to 100",
        "t：占比100.5%超出范围，应在0%至100%之间",
        {
            "targets": [
                target(value=0.0, unit_id="percent"),
                target(value=100.0, unit_id="percent"),
                target(value=150.0, unit_id="percent", measure="cumulative_change"),
                target(value=150.0),
            ]
        },
    ),
    (
        "PL333",
        {"targets": [target(value=90.0, value_max=110.0, unit_id="percent")]},
        ("targets", 1, "value_max", "t", "110"),
        "t – a share of up to 110 % is out of range – expected 100 at most",
        "t：占比上限110%超出范围，应不超过100%",
        {"targets": [target(value=90.0, value_max=100.0, unit_id="percent"), target(value=90.0, unit_id="percent")]},
    ),
    (
        "PL309",
        {"targets": [target(comparator=None)]},
        ("targets", 1, "value", "t", "100"),
        "t – comparator “” and value “100” – expected both or neither",
        "t：比较关系“”与数值“100”应同时填写或同时留空",
        {"targets": [target(), target(comparator=None, value=None)]},
    ),
    (
        "PL309",
        {"observations": [observation(value=None)]},
        ("observations", 1, "value", "o", ""),
        "o – comparator “eq” and value “” – expected both or neither",
        "o：比较关系“eq”与数值“”应同时填写或同时留空",
        {"observations": [observation()]},
    ),
    (
        "PL310",
        {"targets": [target(unit_id=None)]},
        ("targets", 1, "unit_id", "t", ""),
        "t – the value has no unit – expected a key of units",
        "t：数值缺少单位，应填units表的主键",
        {"targets": [target(), target(value=None, unit_id=None), target(value=None)]},
    ),
    (
        "PL311",
        {"projects": [{"project_id": "x", "capacity_value": 2.0}]},
        ("projects", 1, "capacity_unit_id", "x", ""),
        "x – capacity “2” and unit “” – expected both or neither",
        "x：规模“2”与规模单位“”应同时填写或同时留空",
        {"projects": [{"project_id": "x", "capacity_value": 2.0, "capacity_unit_id": "item"}, {"project_id": "y"}]},
    ),
    (
        "PL312",
        {"targets": [target(unit_id="percent")], "units": UNITS, "indicators": INDICATORS},
        ("targets", 1, "unit_id", "t", "percent"),
        "t – level of revenue in percent – expected a unit of money",
        "t：revenue的level以percent为单位，应为“money”类单位",
        {
            "targets": [
                target(),
                target(unit_id="wan-yi-yuan"),
                target(measure="count_new"),
                target(measure="cagr", unit_id="percent"),
                target(measure="cagr", unit_id="times"),
                target(measure="cumulative_change", unit_id="times"),
                target(measure="cumulative_change"),
                target(measure="rank", unit_id="place"),
                target(unit_id=None),
            ]
        },
    ),
    (
        "PL312",
        {"observations": [observation(measure="cagr")], "units": UNITS, "indicators": INDICATORS},
        ("observations", 1, "unit_id", "o", "yi-yuan"),
        "o – cagr of revenue in yi-yuan – expected a unit of share, ratio",
        "o：revenue的cagr以yi-yuan为单位，应为“share, ratio”类单位",
        {"observations": [observation(measure="cagr", unit_id="percent")]},
    ),
    (
        "PL312",
        {"targets": [target(measure="rank", unit_id="item")], "units": UNITS, "indicators": INDICATORS},
        ("targets", 1, "unit_id", "t", "item"),
        "t – rank of revenue in item – expected a unit of rank",
        "t：revenue的rank以item为单位，应为“rank”类单位",
        {"targets": [target(measure="rank", unit_id="place")]},
    ),
    (
        "PL313",
        {"sections": [section("a", parent_id="a"), section("b", parent_id="a"), section("c", parent_id="gone")]},
        ("sections", 1, "parent_id", "a", "a"),
        "a – contains itself through a – expected a tree",
        "a：经a循环包含自身，应为树形结构",
        {"sections": [section("a"), section("b", parent_id="a")]},
    ),
    (
        "PL313",
        {"regions": [{"region_code": "990100", "parent_code": "990100"}, {"region_code": "990000"}]},
        ("regions", 1, "parent_code", "990100", "990100"),
        "990100 – contains itself through 990100 – expected a tree",
        "990100：经990100循环包含自身，应为树形结构",
        {"regions": REGIONS},
    ),
    (
        "PL314",
        {"industries": [*INDUSTRIES, {"industry_id": "vans", "plan_id": "p", "parent_id": "ships"}]},
        ("industries", 5, "parent_id", "vans", "ships"),
        "vans – the parent ships belongs to plan q – expected one that belongs to p",
        "vans：上级ships属于规划q，应属于p",
        {"industries": [*INDUSTRIES, {"industry_id": "boats", "plan_id": "q", "parent_id": "ships"}]},
    ),
    (
        "PL314",
        {"sections": [section("a", plan_id="q"), section("b", parent_id="a")]},
        ("sections", 2, "parent_id", "b", "a"),
        "b – the parent a belongs to plan q – expected one that belongs to p",
        "b：上级a属于规划q，应属于p",
        {"sections": [section("a"), section("b", parent_id="a")]},
    ),
    (
        "PL315",
        {"targets": [target(section_id="s")], "sections": [section("s", plan_id="q")]},
        ("targets", 1, "section_id", "t", "s"),
        "t – section s belongs to plan q – expected one that belongs to p",
        "t：章节s属于规划q，应属于p",
        {"sections": [section("s")]},
    ),
    (
        "PL316",
        {"targets": [target(industry_id="ships")], "industries": INDUSTRIES},
        ("targets", 1, "industry_id", "t", "ships"),
        "t – industry ships belongs to plan q – expected one that belongs to p",
        "t：产业ships属于规划q，应属于p",
        {"targets": [target(industry_id="cars"), target()]},
    ),
    (
        "PL317",
        {
            "park_industries": [{"park_role_id": "north", "industry_zh": "船舶", "industry_id": "ships"}],
            "park_roles": [base("north")],
            "industries": INDUSTRIES,
        },
        ("park_industries", 1, "industry_id", "north/船舶", "ships"),
        "north/船舶 – industry ships belongs to plan q – expected one that belongs to p",
        "north/船舶：产业ships属于规划q，应属于p",
        {"park_industries": [{"park_role_id": "north", "industry_zh": "汽车", "industry_id": "cars"}]},
    ),
    (
        "PL318",
        {"sections": [section("a"), section("b", 3), section("c", 4), section("d", 1, parent_id="a")]},
        ("sections", 2, "position", "b", "3"),
        "b – position 3 has no position 2 before it – expected positions without gaps, from 1",
        "b：次序3之前缺少次序2，应从1起连续编号",
        {"sections": [section("a"), section("b", 2), section("c", 3), section("d", 1, parent_id="a")]},
    ),
    (
        "PL318",
        {"responsibilities": [{"task_id": "x", "agency_id": "a", "position": 2}]},
        ("responsibilities", 1, "position", "x/2", "2"),
        "x/2 – position 2 has no position 1 before it – expected positions without gaps, from 1",
        "x/2：次序2之前缺少次序1，应从1起连续编号",
        {"responsibilities": [{"task_id": "x", "position": 1}, {"task_id": "x", "position": 2}]},
    ),
    (
        "PL319",
        {"sections": [section("a"), section("b", 1, parent_id="a"), section("c", 1, parent_id="a")]},
        ("sections", 3, "position", "c", "1"),
        "c – position 1 occurs twice among the headings of “a” – expected once",
        "c：次序1在“a”的下级标题中重复，只应出现一次",
        {"sections": [section("a"), section("b", 1, parent_id="a"), section("z", plan_id="q")]},
    ),
    (
        "PL320",
        {"sections": [section("a"), section("b", parent_id="a")]},
        ("sections", 2, "level", "b", "1"),
        "b – level 1 under “a” – expected 2",
        "b：层级为1，在“a”之下应为2",
        {"sections": [section("a"), section("b", parent_id="a", level=2), section("c", parent_id="gone", level=5)]},
    ),
    (
        "PL320",
        {"sections": [section("a", level=2)]},
        ("sections", 1, "level", "a", "2"),
        "a – level 2 under “” – expected 1",
        "a：层级为2，在“”之下应为1",
        {"sections": [section("a")]},
    ),
    (
        "PL321",
        {"regions": [{"region_code": "980100", "parent_code": "990000"}]},
        ("regions", 1, "region_code", "980100", "980100"),
        "980100 – the code does not belong under 990000 – expected the same first digits",
        "980100：代码不属于990000，前几位应与其相同",
        {"regions": [*REGIONS, {"region_code": "moon", "parent_code": "990000"}]},
    ),
    (
        "PL321",
        {"regions": [{"region_code": "990201", "parent_code": "990100"}]},
        ("regions", 1, "region_code", "990201", "990201"),
        "990201 – the code does not belong under 990100 – expected the same first digits",
        "990201：代码不属于990100，前几位应与其相同",
        {
            "regions": [
                {"region_code": "990201", "parent_code": "990000"},
                {"region_code": "990201", "parent_code": "990200"},
                {"region_code": "990000", "parent_code": "china"},
            ]
        },
    ),
    (
        "PL322",
        {
            "responsibilities": [
                {"task_id": "x", "agency_id": agency, "position": n, "role": "lead"}
                for n, agency in enumerate(("a", "b"), 1)
            ]
        },
        ("responsibilities", 2, "role", "x/2", "lead"),
        "x/2 – b and another both lead – expected at most one lead",
        "x/2：b与另一单位同为牵头单位，牵头单位至多一个",
        {
            "responsibilities": [
                {"task_id": task, "agency_id": "a", "position": n, "role": role}
                for task, n, role in (("x", 1, "lead"), ("x", 2, "participant"), ("y", 1, "lead"))
            ]
        },
    ),
    (
        "PL323",
        {
            "targets": [target(), target(target_id="u", value=0.009, unit_id="wan-yi-yuan", target_year=2030)],
            "units": UNITS,
            "indicators": INDICATORS,
        },
        ("targets", 2, "value", "u", "0.009"),
        "u – 0.009 wan-yi-yuan by 2030 falls behind an earlier target – expected 0.01 wan-yi-yuan or better",
        "u：2030年目标0.009万亿元不及较早年份的目标，应不逊于0.01万亿元",
        {
            "targets": [
                target(),
                target(target_id="u", value=0.01, unit_id="wan-yi-yuan", target_year=2030),
                target(target_id="v", value=1.0, industry_id="cars", target_year=2030),
                target(target_id="w", value=1.0, comparator="le", target_year=2030),
                target(target_id="x", value=1.0, target_year=None),
            ]
        },
    ),
    (
        "PL323",
        {
            "targets": [
                target(target_id=name, indicator_id="energy", unit_id="percent", value=value, target_year=year)
                for name, value, year in (("a", 30.0, 2025), ("b", 20.0, 2030), ("c", 25.0, 2035))
            ],
            "units": UNITS,
            "indicators": INDICATORS,
        },
        ("targets", 3, "value", "c", "25"),
        "c – 25 percent by 2035 falls behind an earlier target – expected 20 percent or better",
        "c：2035年目标25%不及较早年份的目标，应不逊于20%",
        {
            "targets": [
                target(target_id=name, indicator_id="energy", unit_id="percent", value=value, target_year=year)
                for name, value, year in (("a", 30.0, 2025), ("b", 20.0, 2030), ("c", 20.0, 2035))
            ]
        },
    ),
    (
        "PL324",
        {"targets": [target(), target(target_id="u", value=0.011, unit_id="wan-yi-yuan", table_label="表1")]}
        | {"units": UNITS},
        ("targets", 1, "value", "t", "100"),
        "t – the text says 100 yi-yuan – the table says 110 yi-yuan – expected the same figure",
        "t：正文为100亿元，表中为110亿元，二者应一致",
        {
            "targets": [
                target(comparator="gt"),
                target(target_id="u", value=0.01, unit_id="wan-yi-yuan", table_label="表1"),
                target(target_id="v", value=99.0, target_year=2030, table_label="表1"),
            ]
        },
    ),
    (
        "PL324",
        {"observations": [observation(value_max=120.0), observation(table_label="表1")], "units": UNITS},
        ("observations", 1, "value", "o", "100"),
        "o – the text says 100–120 yi-yuan – the table says 100 yi-yuan – expected the same figure",
        "o：正文为100–120亿元，表中为100亿元，二者应一致",
        {"observations": [observation(value_max=120.0), observation(value_max=120.0, table_label="表1")]},
    ),
    (
        "PL325",
        {"targets": [count("bases-100bn-yuan", 2.0)], **BASES},
        ("targets", 1, "value", "bases-100bn-yuan", "2"),
        "bases-100bn-yuan – the plan counts 2 – park_roles has 1 – expected as many rows as the plan counts",
        "bases-100bn-yuan：规划称共2个，park_roles表中有1个，二者应一致",
        {
            "targets": [
                count("bases-100bn-yuan", 1.0),
                count("bases-50bn-yuan", 1.0, region_code="990200"),
                count("bases-50bn-yuan", 9.0, region_code="990100"),
                count("bases-50bn-yuan", 9.0, plan_id="q"),
                count("industrial-bases", 2.0),
                count("industrial-bases", 9.0, comparator="ge"),
            ]
        },
    ),
    (
        "PL326",
        {"targets": [count("clusters-100bn-yuan", 3.0)], "industries": INDUSTRIES},
        ("targets", 1, "value", "clusters-100bn-yuan", "3"),
        "clusters-100bn-yuan – the plan counts 3 – industries has 1 – expected as many rows as the plan counts",
        "clusters-100bn-yuan：规划称共3个，industries表中有1个，二者应一致",
        {"targets": [count("clusters-100bn-yuan", 1.0), count("clusters-50bn-yuan", 4.0)]},
    ),
    (
        "PL327",
        {
            "observations": [observation(indicator_id="tech-centres-national", value=2.0)],
            "technology_centres": [{"technology_centre_id": "c", "plan_id": "p", "level": "national"}],
        },
        ("observations", 1, "value", "o", "2"),
        "o – the plan counts 2 – technology_centres has 1 – expected as many rows as the plan counts",
        "o：规划称共2个，technology_centres表中有1个，二者应一致",
        {
            "observations": [
                observation(indicator_id="tech-centres-national", value=1.0),
                observation(indicator_id="tech-centres-provincial", value=8.0),
            ]
        },
    ),
    (
        "PL328",
        {
            "targets": [
                count("enterprises", 100.0),
                count("enterprises-above-scale", 20.0),
                count("enterprises-below-scale", 70.0),
            ],
            "units": UNITS,
        },
        ("targets", 1, "value", "enterprises", "100"),
        "enterprises – 100 enterprise in all – found 90 enterprise in its parts – expected their sum",
        "enterprises：总数为100家，各部分合计90家，二者应一致",
        {
            "targets": [
                count("enterprises", 90.0),
                count("enterprises-above-scale", 20.0),
                count("enterprises-below-scale", 70.0),
                count("enterprises", 50.0, plan_id="q"),
                count("enterprises-above-scale", 20.0, plan_id="q"),
            ]
        },
    ),
    (
        "PL329",
        {"targets": [count("enterprises", 10.0), count("listed-enterprises", 20.0)], "units": UNITS},
        ("targets", 2, "value", "listed-enterprises", "20"),
        "listed-enterprises – 20 enterprise are more than the enterprises of which they are a part"
        " – expected 10 enterprise at most",
        "listed-enterprises：20家多于其所属的enterprises，应不超过10家",
        {
            "targets": [
                count("enterprises", 20.0),
                count("listed-enterprises", 20.0),
                count("listed-enterprises", 30.0, target_year=2030),
            ]
        },
    ),
    (
        "PL330",
        {"targets": [share("lorries", 60.0), share("buses", 50.0)], "industries": INDUSTRIES},
        ("targets", 2, "value", "buses", "50"),
        "buses – with the shares of its sister industries 50 % make 110 % – expected 100 % at most",
        "buses：占比50%，与同级产业合计110%，应不超过100%",
        {"targets": [share("lorries", 60.0), share("lorries", 60.0), share("buses", 40.0), share("cars", 90.0)]},
    ),
    (
        "PL331",
        {"targets": [target(), FAST], **GROWTH},
        ("targets", 2, "value", "g", "20"),
        "g – 20 % a year does not lead from 50 yi-yuan in 2020 to 100 in 2025 – expected 14.9 %",
        "g：由2020年的50亿元到2025年的100亿元，年均增长20%与之不符，应为14.9%",
        {"targets": [target(), FAST | {"value": 15.0}, FAST | {"industry_id": "cars"}, FAST | {"start_year": 2019}]},
    ),
    (
        "PL332",
        {"targets": [target(industry_id="cars")], "industries": INDUSTRIES, "units": UNITS},
        ("targets", 1, "value", "t", "100"),
        "t – 100 yi-yuan are below the tier “千亿级” of cars – expected 1000 yi-yuan at least",
        "t：100亿元低于cars的“千亿级”层级，应不低于1000亿元",
        {
            "targets": [
                target(industry_id="cars"),
                target(target_id="u", industry_id="cars", value=1000.0, target_year=2030),
                target(target_id="v", industry_id="lorries"),
            ]
        },
    ),
]
IDS = [f"{case[0]}-{n}" for n, case in enumerate(CASES)]


@pytest.mark.parametrize(("code", "tables", "place", "en", "zh", "right"), CASES, ids=IDS)
def test_a_rule_fires(found, code, tables, place, en, zh, right):
    (issue,) = found(code, tables)
    assert (issue.table, issue.row, issue.column, issue.key, issue.value) == place
    assert (issue.code, issue.level, issue.en, issue.zh) == (code, "error", en, zh)


@pytest.mark.parametrize(("code", "tables", "place", "en", "zh", "right"), CASES, ids=IDS)
def test_a_rule_is_silent(found, code, tables, place, en, zh, right):
    assert found(code, copy.deepcopy(tables) | right) == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case(code):
    assert code in {case[0] for case in CASES}


@pytest.mark.parametrize("code", RULES)
def test_nothing_is_found_in_nothing(found, code):
    assert found(code, {r.name: [] for r in descriptor().resources}) == []


@pytest.mark.parametrize("code", RULES)
def test_nulls_are_no_offence_of_a_rule_over_rows(found, code):
    rows = {r.name: [{}] for r in descriptor().resources}
    assert found(code, rows) == []


def test_a_cycle_is_told_at_each_of_its_members(found):
    rows = [section(name, parent_id=parent) for name, parent in (("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"))]
    assert [issue.key for issue in found("PL313", {"sections": rows})] == ["b", "c", "d"]


def test_a_chain_of_a_hundred_thousand_is_no_cycle():
    above = {str(n): str(n + 1) for n in range(100_000)}
    assert trees._circling(above) == []


def test_figures_that_multiplication_blurs_are_equal(found):
    rows = [target(value=2.3), target(target_id="u", value=0.00023, unit_id="wan-yi-yuan", table_label="表1")]
    assert found("PL324", {"targets": rows, "units": UNITS}) == []
