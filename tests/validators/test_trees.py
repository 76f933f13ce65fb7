"""The rules about trees and positions: each fires, and is silent where nothing is wrong."""

from pyplanning.validators import trees

from .cases import (  # noqa: F401  (the tests run here)
    INDUSTRIES,
    REGIONS,
    base,
    observation,
    rules_of,
    section,
    target,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(trees)
CASES = [
    (
        "PL313",
        {"sections": [section("a", parent_id="a"), section("b", parent_id="a"), section("c", parent_id="gone")]},
        ("sections", 1, "parent_id", "a", "a"),
        "a – parent_id a leads back to the row itself – expected no circle",
        "a：parent_id经a又指回本行，不应循环",
        {"sections": [section("a"), section("b", parent_id="a")]},
    ),
    (
        "PL313",
        {"regions": [{"region_code": "990100", "parent_code": "990100"}, {"region_code": "990000"}]},
        ("regions", 1, "parent_code", "990100", "990100"),
        "990100 – parent_code 990100 leads back to the row itself – expected no circle",
        "990100：parent_code经990100又指回本行，不应循环",
        {"regions": REGIONS},
    ),
    (
        "PL313",
        {"industry_concepts": [{"concept_id": "ships", "broader_id": "ships"}, {"concept_id": "boats"}]},
        ("industry_concepts", 1, "broader_id", "ships", "ships"),
        "ships – broader_id ships leads back to the row itself – expected no circle",
        "ships：broader_id经ships又指回本行，不应循环",
        {"industry_concepts": [{"concept_id": "ships"}, {"concept_id": "boats", "broader_id": "ships"}]},
    ),
    (
        "PL313",
        {"targets": [target(restates_id="t")]},
        ("targets", 1, "restates_id", "t", "t"),
        "t – restates_id t leads back to the row itself – expected no circle",
        "t：restates_id经t又指回本行，不应循环",
        {"targets": [target(), target(target_id="u", restates_id="t", part_of_id="t")]},
    ),
    (
        "PL314",
        {"observations": [observation(plan_id="q"), observation(observation_id="u", part_of_id="o")]},
        ("observations", 2, "part_of_id", "u", "o"),
        "u – part_of_id o belongs to plan q – expected one that belongs to p",
        "u：part_of_id的o属于规划q，应属于p",
        {"observations": [observation(), observation(observation_id="u", part_of_id="o")]},
    ),
    (
        "PL314",
        {"industries": [*INDUSTRIES, {"industry_id": "vans", "plan_id": "p", "parent_id": "ships"}]},
        ("industries", 5, "parent_id", "vans", "ships"),
        "vans – parent_id ships belongs to plan q – expected one that belongs to p",
        "vans：parent_id的ships属于规划q，应属于p",
        {"industries": [*INDUSTRIES, {"industry_id": "boats", "plan_id": "q", "parent_id": "ships"}]},
    ),
    (
        "PL314",
        {"sections": [section("a", plan_id="q"), section("b", parent_id="a")]},
        ("sections", 2, "parent_id", "b", "a"),
        "b – parent_id a belongs to plan q – expected one that belongs to p",
        "b：parent_id的a属于规划q，应属于p",
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
]


def test_a_cycle_is_told_at_each_of_its_members(found):
    rows = [section(name, parent_id=parent) for name, parent in (("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"))]
    assert [issue.key for issue in found("PL313", {"sections": rows})] == ["b", "c", "d"]


def test_a_chain_of_a_hundred_thousand_is_no_cycle():
    above = {str(n): str(n + 1) for n in range(100_000)}
    assert trees._circling(above) == []
