"""The rules about measures, comparators and units: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import measures

from .cases import (  # noqa: F401  (the tests run here)
    INDICATORS,
    UNITS,
    base,
    observation,
    rules_of,
    share,
    target,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(measures)
CASES = [
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
        "PL334",
        {"park_roles": [base("north") | {"tier_value": 1000.0}]},
        ("park_roles", 1, "tier_unit_id", "north", ""),
        "north – size class “1000” and unit “” – expected both or neither",
        "north：层级数值“1000”与层级单位“”应同时填写或同时留空",
        {"park_roles": [base("north") | {"tier_value": 1000.0, "tier_unit_id": "yi-yuan"}, base("south")]},
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
                target(measure="cumulative_change", unit_id="percentage-point"),
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
        "o – cagr of revenue in yi-yuan – expected a unit of share",
        "o：revenue的cagr以yi-yuan为单位，应为“share”类单位",
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
]
