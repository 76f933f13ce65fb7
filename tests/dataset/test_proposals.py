"""Keys of new plans."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import fields, resource
from pyplanning.dataset.proposals import plan_id


def region(code: str, zh: str, en: str, level: str = "province", parent: str = "china") -> dict[str, str]:
    return {"region_code": code, "name_zh": zh, "name_en": en, "level": level, "parent_code": parent}


SHIPPED = {
    "regions": [
        region("460000", "海南省", "Hainan Province"),
        region("450000", "广西壮族自治区", "Guangxi Zhuang Autonomous Region"),
        region("630000", "青海省", "Qinghai Province"),
        region("632500", "海南藏族自治州", "Hainan Tibetan Autonomous Prefecture", "prefecture", "630000"),
        region("440606", "顺德区", "Shunde District, Foshan", "county", "440600"),
        region("469021", "定安县", "Ding'an County", "county", "460000"),
        region("pearl-west", "珠江西岸", "West bank of the Pearl River", "group", "440000"),
        region("china", "中国", "China", "country", ""),
    ],
    "industry_concepts": [
        {"concept_id": "biomedicine", "name_zh": "生物医药"},
        {"concept_id": "biology", "name_zh": "生物"},
    ],
    "plans": [{"plan_id": "hainan-biomedicine-2026"}],
}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("海南省生物医药产业规划（2027—2030年）", "hainan-biomedicine-2027"),
        ("广西“十五五”生物产业规划", "guangxi-biology-2026"),
        ("广西壮族自治区“十四五”工业规划", "guangxi-plan-2021"),
        ("中国制造2025青海行动方案", "qinghai-action-plan-2025"),
        ("海南藏族自治州发展规划指导意见(2020)", "hainan-tibetan-guidance-2020"),
        ("珠江西岸实施方案", "pearl-west-implementation-plan"),
        ("顺德区2030年纲要", "shunde-outline-2030"),
        ("定安县2030年蓝图", "dingan-plan-2030"),
        ("青海省与海南省合作规划", "qinghai-plan"),
        ("海南省规划第20260号", "hainan-plan"),
        ("海南省生物医药规划（2026年）", "hainan-biomedicine-2026-b0706f"),
        ("中国产业规划2026", "plan-ceb3c2"),
        ("四川省生物医药规划（2026年）", "plan-3617eb"),
    ],
)
def test_a_key_says_where_what_and_when(title, expected):
    assert plan_id(title, SHIPPED) == expected


@given(st.text(alphabet="海南省广西青珠江岸生物医药规划十五0123456789（）—“”A-. ") | st.text())
def test_every_title_gives_a_key_that_is_valid_and_stays(title):
    pattern = next(f for f in fields(resource("plans")) if f["name"] == "plan_id")["constraints"]["pattern"]
    found = plan_id(title, SHIPPED)
    assert re.fullmatch(pattern, found)
    assert found == plan_id(title, SHIPPED)
    assert found != "hainan-biomedicine-2026"
