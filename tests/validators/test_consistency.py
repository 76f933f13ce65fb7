"""The rules about figures that must agree: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import consistency

from .cases import (  # noqa: F401  (the tests run here)
    FAST,
    GROWTH,
    INDICATORS,
    INDUSTRIES,
    UNITS,
    base,
    observation,
    rules_of,
    target,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(consistency)
CASES = [
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
        "PL331",
        {"targets": [target(), FAST], **GROWTH},
        ("targets", 2, "value", "g", "20"),
        "g – 20 % a year does not lead from 50 yi-yuan in 2020 to 100 in 2025 – expected 14.9 %",
        "g：由2020年的50亿元到2025年的100亿元，年均增长20%与之不符，应为14.9%",
        {"targets": [target(), FAST | {"value": 15.0}, FAST | {"industry_id": "cars"}, FAST | {"start_year": 2019}]},
    ),
    (
        "PL332",
        {"targets": [target(industry_id="cars")], "industries": INDUSTRIES, "indicators": INDICATORS, "units": UNITS},
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
    (
        "PL335",
        {"park_roles": [base("north") | {"tier_value": 500.0, "tier_unit_id": "yi-yuan"}], "units": UNITS},
        ("park_roles", 1, "tier_value", "north", "500"),
        "north – size class “500” of the tier “千亿” – expected 1000 hundred million yuan",
        "north：层级“千亿”的数值为“500”，应为1000亿元",
        {
            "park_roles": [
                base("north") | {"tier_value": 1000.0, "tier_unit_id": "yi-yuan"},
                base("south", "五百亿") | {"tier_value": 500.0, "tier_unit_id": "yi-yuan"},
                base("west", "重点"),
            ]
        },
    ),
    (
        "PL335",
        {"industries": [{"industry_id": "cars", "plan_id": "p", "tier_zh": "千亿级"}], "units": UNITS},
        ("industries", 1, "tier_value", "cars", ""),
        "cars – size class “” of the tier “千亿级” – expected 1000 hundred million yuan",
        "cars：层级“千亿级”的数值为“”，应为1000亿元",
        {"industries": INDUSTRIES},
    ),
    (
        "PL336",
        {"targets": [target(), target(target_id="u", restates_id="t", value=120.0)], "units": UNITS},
        ("targets", 2, "restates_id", "u", "t"),
        "u – restates t, which differs in value – expected the same figure",
        "u：所重述的t在value上不同，应为同一数值",
        {
            "targets": [
                target(value=10000.0),
                target(target_id="u", restates_id="t", value=1.0, unit_id="wan-yi-yuan", comparator="gt"),
                target(target_id="v", restates_id="t", value=10000.0, target_year=None),
            ]
        },
    ),
    (
        "PL336",
        {
            "observations": [
                observation(),
                observation(observation_id="u", restates_id="o", industry_id="cars", year=2018),
            ],
            "units": UNITS,
        },
        ("observations", 2, "restates_id", "u", "o"),
        "u – restates o, which differs in industry_id – expected the same figure",
        "u：所重述的o在industry_id上不同，应为同一数值",
        {"observations": [observation(), observation(observation_id="u", restates_id="o")]},
    ),
    (
        "PL337",
        {"targets": [target(), target(target_id="u", part_of_id="t", value=120.0)], "units": UNITS},
        ("targets", 2, "value", "u", "120"),
        "u – 120 yi-yuan are more than their total t – expected 100 yi-yuan at most",
        "u：120亿元多于其总数t，应不超过100亿元",
        {
            "targets": [
                target(),
                target(target_id="u", part_of_id="t", value=90.0),
                target(target_id="v", part_of_id="t", value=120.0, measure="cagr", unit_id="percent"),
                target(target_id="w", comparator="ge", value=10.0),
                target(target_id="x", part_of_id="w", value=90.0),
            ]
        },
    ),
]


def test_figures_that_multiplication_blurs_are_equal(found):
    rows = [target(value=2.3), target(target_id="u", value=0.00023, unit_id="wan-yi-yuan", table_label="表1")]
    assert found("PL324", {"targets": rows, "units": UNITS}) == []
