"""Rules that places and public bodies are those of the plan, one by one."""

from pyplanning.validators import places

from .cases import (  # noqa: F401
    rules_of,
    target,
    test_a_rule_fires,
    test_a_rule_is_silent,
    test_every_rule_has_a_case,
    test_nothing_is_found_in_nothing,
    test_nulls_are_no_offence_of_a_rule_over_rows,
)

RULES = rules_of(places)
REGIONS = [
    {"region_code": code, "name_zh": zh, "name_en": en, "parent_code": above}
    for code, zh, en, above in (
        ("china", "中国", "China", None),
        ("990000", "云泽省", "Yunze", "china"),
        ("990100", "月湖市", "Moon Lake", "990000"),
        ("980000", "青石省", "Qingshi", "china"),
        ("980100", "星河市", "Star River", "980000"),
        ("lost", "某地", "Somewhere", None),
    )
]
BODIES = [
    {"agency_id": name, "region_code": code}
    for name, code in (("near", "990100"), ("own", "990000"), ("china", "china"), ("other", "980000"), ("lost", "lost"))
]
BASE = {
    "regions": REGIONS,
    "region_members": [],
    "plans": [{"plan_id": "p", "region_code": "990000"}],
    "agencies": [*BODIES, {"agency_id": "unplaced"}],
    "tasks": [{"task_id": "t", "plan_id": "p"}],
}
SILENT = [body["agency_id"] for body in BODIES if body["agency_id"] != "other"] + ["unplaced", "unknown"]


def duties(*agencies):
    return [{"task_id": "t", "position": n, "agency_id": name} for n, name in enumerate(agencies, 1)]


def shared(name, code):
    return {
        "projects": [{"project_id": "x", "plan_id": "p", "name_zh": name}],
        "project_regions": [{"project_id": "x", "region_code": code}],
    }


CASES = [
    (
        *("PL350", BASE | {"responsibilities": duties("own", "other")}),
        ("responsibilities", 2, "agency_id", "t/2", "other"),
        "t/2 – other is a body of Qingshi, and the plan is that of Yunze"
        " – expected a body of that region, of one above it or of one within it",
        "t/2：other是青石省的机构，而规划属于云泽省，应为该地区、其上级或其辖区内的机构",
        {"responsibilities": duties(*SILENT)},
    ),
    (
        *("PL350", BASE | {"agency_aliases": [{"alias_zh": "省厅", "plan_id": "p", "agency_id": "other"}]}),
        ("agency_aliases", 1, "agency_id", "p/省厅", "other"),
        "p/省厅 – other is a body of Qingshi, and the plan is that of Yunze"
        " – expected a body of that region, of one above it or of one within it",
        "p/省厅：other是青石省的机构，而规划属于云泽省，应为该地区、其上级或其辖区内的机构",
        {"agency_aliases": [{"alias_zh": "省厅", "plan_id": "p", "agency_id": "own"}]},
    ),
    (
        *("PL351", BASE | {"targets": [target(region_code="980100")]}),
        ("targets", 1, "region_code", "t", "980100"),
        "t – 980100 (Star River) is no part of Yunze, whose plan this is"
        " – expected that region, one above it or one within it",
        "t：980100（星河市）不属于该规划所在的云泽省，应为该地区、其上级或其辖区",
        {"targets": [target(region_code=code) for code in ("990100", "990000", "china", "lost", None)]},
    ),
    (
        *("PL352", BASE | shared("月湖碳纤维项目", "980000")),
        ("project_regions", 1, "region_code", "x/980000", "980000"),
        "x/980000 – 980000 (Qingshi) is no part of Yunze, and is not in the project's name"
        " – expected a region of the plan, or one that the name has",
        "x/980000：980000（青石省）不属于该规划所在的云泽省，项目名称中也未提及，应为规划所在地区或名称写明的地区",
        shared("月湖—青石合作园", "980000"),
    ),
]
