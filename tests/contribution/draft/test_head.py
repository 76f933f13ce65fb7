"""The head of a plan: title, kind, issuer, numbers, dates, period, region."""

import pytest

from pyplanning.contribution.draft.head import head
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.sections import sections
from pyplanning.io import Row

REGIONS = [
    {"region_code": "990000", "name_zh": "云河省", "level": "province", "parent_code": ""},
    {"region_code": "991000", "name_zh": "东湖市", "level": "prefecture", "parent_code": "990000"},
]


def plan(written: str) -> Row:
    """Draft the plan's own row."""
    text = plan_text(written)
    known = Lexicon({"agencies": [], "agency_aliases": [], "regions": REGIONS})
    return dict(head(text, sections(text), known)[-1].row)


def test_a_notice_says_what_it_is() -> None:
    row = plan(
        "索引号：000123/2031-0045 发文字号：云政〔2031〕9号\n云河省人民政府\n关于印发云河省护岸行动方案的通知\n"
        "各市人民政府：\n《云河省护岸行动方案》已经5月6日省政府第7次常务会议审议通过，现印发给你们。\n"
        "云河省人民政府\n2031年5月20日\n云河省护岸行动方案\n一、总体要求\n护岸。\n"
        "本方案自2031年7月1日起施行，有效期至2035年12月31日。\n"
    )

    assert {column: row.get(column) for column in row if not column.startswith("source")} == {
        "title_zh": "云河省护岸行动方案",
        "name_zh": "云河省护岸行动方案（2031年）",
        "kind": "action_plan",
        "region_code": "990000",
        "issuer_id": "@agency-云河省人民政府",
        "doc_number": "云政〔2031〕9号",
        "index_number": "000123/2031-0045",
        "approved_on": "2031-05-06",
        "issued_on": "2031-05-20",
        "effective_from": "2031-07-01",
        "effective_to": "2035-12-31",
    }


@pytest.mark.parametrize(
    ("written", "column", "value"),
    [
        ("云河省“十五五”护岸规划\n一、总体要求\n", "period_start", "2026"),
        ("云河省“十五五”护岸规划\n一、总体要求\n", "period_end", "2030"),
        ("云河省护岸规划（2031—2035年）\n一、总体要求\n", "period_end", "2035"),
        ("前言\n规划期为2031至2035年。\n第一章 云河省\n", "period_start", "2031"),
        ("云河省护岸规划指导意见\n一、总体要求\n", "kind", "guidance"),
        ("云河省护岸工作方案\n一、总体要求\n", "kind", "scheme"),
        ("2031年云河省政府工作报告\n——2031年1月2日在云河省的会议上\n一、回顾\n", "kind", "work_report"),
        ("2031年云河省政府工作报告\n——2031年1月2日在云河省的会议上\n一、回顾\n", "issued_on", "2031-01-02"),
        ("政府工作报告\n——二〇三一年一月二日在云河省的会议上\n一、回顾\n", "issued_on", "2031-01-02"),
        ("云河省东湖市护岸规划\n一、总体要求\n", "region_code", "991000"),
        ("护岸\n种树。\n", "title_zh", ""),
        ("护岸\n种树。\n", "region_code", ""),
    ],
)
def test_what_a_text_says_of_itself(written: str, column: str, value: str) -> None:
    assert plan(written)[column] == value


def test_what_the_text_does_not_say_is_left_out() -> None:
    row = plan("云河省护岸规划\n一、总体要求\n根据《云河规划》（云政〔2030〕1号），2031年13月40日。\n")

    assert [column for column in ("doc_number", "issued_on", "period_start", "issuer_id") if row.get(column)] == []
