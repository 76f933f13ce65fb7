"""Figures as people write them, with what is said around them."""

import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Field
from pyplanning.validation.suggest import corrected, suggestion

TARGETS, PROJECTS = descriptor().table("targets"), descriptor().table("projects")


def read(cell, **others):
    row = dict.fromkeys(("value", "value_max", "comparator", "unit_id"), "") | others
    found = corrected(TARGETS.field("value"), cell, TARGETS, row)
    return " ".join(found.get(c, "") for c in ("comparator", "value", "value_max", "unit_id")).split()


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        *(("1,230", "1230"), ("1，230", "1230"), ("1 230", "1230"), ("１２３０", "1230"), ("1230。", "1230")),
        *(("1,230,000.50", "1230000.5"), ("−18", "-18"), ("－18", "-18"), ("负18", "-18"), ("三十", "30")),
        *(
            ("一千二百三十", "1230"),
            ("一百零五", "105"),
            ("两千", "2000"),
            ("二〇二六", "2026"),
            ("三亿五千万", "350000000"),
        ),
        *(("2亿", "200000000"), ("1.2万", "12000"), ("3千", "3000"), ("0.5", ""), ("30", "")),
        *(
            ("≥73", "ge 73"),
            (">=73", "ge 73"),
            ("＞73", "gt 73"),
            ("≤5", "le 5"),
            ("约30", "approx 30"),
            ("30+", "ge 30"),
        ),
        *(
            ("不低于 8", "ge 8"),
            ("8左右", "approx 8"),
            ("10000以上", "ge 10000"),
            ("5以内", "le 5"),
            ("突破400", "gt 400"),
        ),
        *(("达到30", "30"), ("-18%", "-18 percent"), ("12％以上", "ge 12 percent"), ("百分之十二", "12 percent")),
        *(("12 per cent", "12 percent"), ("5个百分点", "5 percentage-point"), ("3倍", "3 times")),
        *(("30家左右", "approx 30 enterprise"), ("300多家", "gt 300 enterprise"), ("一百二十家", "120 enterprise")),
        *(("1442亿元", "1442 yi-yuan"), ("3亿余元", "gt 3 yi-yuan"), ("超过1.5万亿元", "gt 1.5 wan-yi-yuan")),
        *(
            ("千亿元", "1000 yi-yuan"),
            ("五千亿元", "5000 yi-yuan"),
            ("¥1,230", "1230 yuan"),
            ("控制在5%以内", "le 5 percent"),
        ),
        *(("2—3", "2 3"), ("2-3", "2 3"), ("2～3", "2 3"), ("2至3", "2 3"), ("3到5家", "3 5 enterprise")),
        *(("15%-20%", "15 20 percent"), ("200——300亿元", "200 300 yi-yuan"), ("-5—-3", "-5 -3")),
        *(("2—3亿", "200000000 300000000"), ("百分之十五至百分之二十", "15 20 percent")),
    ],
)
def test_a_figure(cell, meant):
    assert read(cell) == meant.split()


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "",
            "很多",
            "12,34",
            "0,123",
            "10²",
            "½",
            "三百五",
            "三四十",
            "十几",
            "数十家",
            "1/4",
            "翻一番",
            "两位数",
            "3—2",
        ),
        *("3—2", "1.2.3", "30平方里", "3家企业", "-5--3", "1万5千", "2026/3/2", "=1+1", "—", "%", "家", "以上", "≥"),
    ],
)
def test_no_figure(cell):
    assert read(cell) == []


@pytest.mark.parametrize(
    ("cell", "row", "meant"),
    [
        ("30家以上", {"unit_id": "enterprise", "comparator": "ge"}, "30"),
        ("30家以上", {"unit_id": "家", "comparator": "不低于"}, "30"),
        ("30家以上", {"comparator": "le"}, ""),
        ("12%", {"unit_id": "yi-yuan"}, ""),
        ("5000万元", {"unit_id": "亿元"}, ""),
        ("2—3", {"value_max": "4"}, ""),
        ("2—3", {"value_max": "3"}, "2"),
        ("1442亿", {"unit_id": "亿元"}, "1442"),
        ("1442亿", {"unit_id": "wan-yuan"}, ""),
        ("2亿", {"unit_id": "person"}, "200000000"),
        ("30平方公里", {"unit_id": "平方公里"}, "30"),
        ("1,230", {"unit_id": "yi-yuan", "comparator": "ge"}, "1230"),
    ],
)
def test_other_cells_of_the_row_are_not_contradicted(cell, row, meant):
    assert read(cell, **row) == meant.split()


def test_a_figure_is_not_read_where_the_table_has_no_column_for_what_it_says():
    row = {"capacity_value": "", "capacity_unit_id": ""}
    value = PROJECTS.field("capacity_value")
    assert corrected(value, "10万吨", PROJECTS, row) == {"capacity_value": "10", "capacity_unit_id": "wan-tonne"}
    assert corrected(value, "10万吨以上", PROJECTS, row) == {}
    assert corrected(TARGETS.field("value"), "12%", TARGETS, {"value": "12%"}) == {}


def test_a_number_of_any_table():
    number = Field({"name": "n", "type": "number"})
    assert [suggestion(number, cell) for cell in ("1,200", "2亿", "三十", "12%", "30家")] == [
        "1200",
        "200000000",
        "30",
        "",
        "",
    ]
