"""What official names say of what they name, and what they leave open."""

import pytest

from pyplanning.dataset.name_words import (
    outline,
    region_level,
    region_named,
    region_of_title,
    said_by_name,
    said_by_title,
    said_of_agency,
    split_heading,
    style_of,
)

REGIONS = [
    {"region_code": code, "name_zh": name, "level": level}
    for code, name, level in (
        ("china", "中国", "country"),
        ("yunze", "云泽省", "province"),
        ("yunze-lake", "云泽省月湖市", "prefecture"),
        ("qingshi", "青石省", "province"),
    )
]
FINANCE = {"name_zh": "青石省财政厅", "region_code": "qingshi", "kind": "department", "function_id": "finance"}


@pytest.mark.parametrize(
    ("table", "name", "said"),
    [
        ("agencies", "云泽省财政厅", {"kind": "department"}),
        ("agencies", "云泽省人民政府", {"kind": "government"}),
        ("agencies", "月湖高新区管理委员会", {"kind": "zone_committee"}),
        ("agencies", "国有资产监督管理委员会", {}),
        ("agencies", "云泽省通信管理局", {}),  # none of the province's own
        ("agencies", "省有关部门", {}),  # several
        ("agencies", "各市人民政府", {}),
        ("documents", "月湖市循环经济行动计划", {"kind": "action_plan"}),
        ("documents", "月湖市循环经济行动纲要", {"kind": "action_plan"}),
        ("documents", "月湖市循环经济纲要", {"kind": "outline"}),
        ("documents", "月湖市循环经济", {}),
        ("instruments", "云泽省材料产业基金", {"kind": "fund"}),
        ("instruments", "首批次保险补偿", {"kind": "insurance"}),
        ("parks", "月湖产业园", {"kind": "park"}),
        ("parks", "月湖高新区", {"kind": "zone"}),
        ("parks", "月湖材料谷", {}),
        ("projects", "碳纤维二期项目", {"kind": "works"}),
        ("projects", "检测服务平台", {"kind": "platform"}),
        ("regions", "月湖县", {"level": "county"}),
        ("regions", "青石自治区", {"level": "province"}),
        ("regions", "月湖市", {}),  # of a prefecture or below one
        ("units", "万元", {}),
    ],
)
def test_a_name_says_what_its_ending_says_for_certain(table: str, name: str, said: dict[str, str]) -> None:
    assert said_by_name(table, {"title_zh" if table == "documents" else "name_zh": name}) == said


def test_a_row_without_its_name_says_nothing() -> None:
    assert said_by_name("agencies", {}) == {}


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "云泽省材料产业行动方案（2026—2030年）",
            {"kind": "action_plan", "period_start": "2026", "period_end": "2030"},
        ),
        ("云泽省材料产业发展规划", {"kind": "plan"}),
        ("关于发展材料产业的实施意见（试行）", {"kind": "implementation_opinion"}),
        ("落实《中国制造2025》的实施方案", {"kind": "implementation_plan"}),
        ("落实《规划（2021-2025年）》工作要点", {}),  # another document's period
        ("云泽省材料产业2030", {}),
    ],
)
def test_a_title_says_the_kind_and_the_period(title: str, said: dict[str, str]) -> None:
    assert said_by_title(title) == said


def test_the_longest_region_with_which_a_name_begins_is_named() -> None:
    assert region_named("云泽省月湖市财政局", REGIONS)["region_code"] == "yunze-lake"
    assert region_named("云泽省财政厅", REGIONS)["region_code"] == "yunze"
    assert region_named("省财政厅", REGIONS) == region_named("省财政厅", [{**REGIONS[0], "name_zh": ""}]) == {}


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("云泽省材料产业规划", "yunze"),
        ("2027年云泽省政府工作报告", "yunze"),
        ("中国制造2025云泽省行动方案", "yunze"),
        ("落实《青石省材料产业规划》云泽省实施方案", "yunze"),
        ("云泽省与青石省合作方案", "yunze"),  # the first word
        ("关于云泽省与青石省合作的方案", ""),  # either
        ("中国制造2025", ""),
        ("材料产业规划", ""),
    ],
)
def test_a_title_says_of_which_region_a_plan_is(title: str, code: str) -> None:
    assert region_of_title(title, REGIONS).get("region_code", "") == code


def test_an_agency_is_what_its_namesake_elsewhere_is() -> None:
    said = {"region_code": "云泽省", "level": "provincial", "kind": "department", "function_id": "finance"}
    assert said_of_agency({"name_zh": "云泽省财政厅"}, REGIONS, [FINANCE]) == said
    unknown = said | {"kind": "", "function_id": ""}
    assert said_of_agency({"name_zh": "云泽省财政厅"}, REGIONS, []) == unknown
    two = [FINANCE, FINANCE | {"kind": "bureau"}]
    assert said_of_agency({"name_zh": "云泽省财政厅"}, REGIONS, two) == said | {"kind": ""}
    government = {"kind": "government", "function_id": "government"}
    assert said_of_agency({"name_zh": "云泽省人民政府"}, REGIONS, []) == unknown | government


@pytest.mark.parametrize("name", ["财政厅", "中国人民银行", "云泽省各部门"])
def test_an_agency_without_one_place_is_left_open(name: str) -> None:
    assert said_of_agency({"name_zh": name}, REGIONS, [FINANCE]) == {}


@pytest.mark.parametrize(
    ("code", "level"),
    [("980000", "province"), ("980100", "prefecture"), ("980102", "county"), ("yunze", ""), ("98010", ""), ("", "")],
)
def test_six_digits_say_the_level_of_a_region(code: str, level: str) -> None:
    assert region_level({"region_code": code}) == level


@pytest.mark.parametrize(
    ("text", "number", "title", "style"),
    [
        ("第一章 总则", "第一章", "总则", "part"),
        ("第二节　任务", "第二节", "任务", "section"),
        ("第十一条　目标", "第十一条", "目标", "article"),
        ("一、总体要求", "一", "总体要求", "chinese"),
        ("（一）目标", "（一）", "目标", "bracketed"),
        ("1.目标", "1", "目标", "digits"),
        ("(3)目标", "(3)", "目标", "digits_bracketed"),
        ("专栏1 项目", "专栏1", "项目", "box"),
        ("表2-1：指标", "表2-1", "指标", "box"),
        ("附件1：分工", "附件1", "分工", "annex"),
        ("1.5倍增长", "", "1.5倍增长", ""),  # a figure, no number of a heading
        ("一流企业", "", "一流企业", ""),
        ("总体要求", "", "总体要求", ""),
    ],
)
def test_a_heading_is_parted_from_its_number(text: str, number: str, title: str, style: str) -> None:
    assert split_heading(text) == (number, title)
    assert style_of(number) == style


def headings(*numbers: str) -> list[dict[str, str]]:
    return [{"number": number, "level": "", "position": ""} for number in numbers]


def test_headings_are_placed_by_their_numbers() -> None:
    rows = headings("", "一", "（一）", "专栏1", "（二）", "1", "二", "（一）", "附件1")
    assert [*outline(rows)] == [
        (1, 1, -1),
        (1, 2, -1),
        (2, 1, 1),
        (3, 1, 2),
        (2, 2, 1),
        (3, 1, 4),
        (1, 3, -1),
        (2, 1, 6),
        (1, 4, -1),
    ]


def test_a_heading_of_which_nothing_is_certain_is_left_open() -> None:
    assert [*outline(headings("一", "", "（一）"))] == [(1, 1, -1), (0, 0, -1), (2, 1, 0)]
    assert [*outline([])] == []


def test_what_a_heading_says_of_its_place_is_taken_as_it_is() -> None:
    rows = headings("一", "导语", "（一）")
    rows[1] |= {"level": "2", "position": "5"}
    rows[2] |= {"level": "2"}
    assert [*outline(rows)] == [(1, 1, -1), (2, 5, 0), (2, 6, 0)]
