"""What is read as a heading, in every form that plans use, and what is not."""

from collections.abc import Sequence

import pytest

from pyplanning.contribution.draft.headings import FORMS, Form
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.sections import heading_tree, sections

BODY = "沿河各地要把护岸、清淤和补水连成一体，分段落实到人，每季度核对一次进度，并把结果告知沿岸居民。"


def shown(written: str) -> list[str]:
    """Write a heading tree, one heading a line, indented by its level."""
    return [f"{'  ' * (s.level - 1)}{s.heading.number}|{s.heading.title}" for s in heading_tree(plan_text(written))]


def text(*lines: str) -> str:
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_example_of_a_form_is_a_heading(form: Form) -> None:
    follows = "" if form.example.endswith("。") else "\n"
    parts = [f"{form.example[0]}.1 云河"] if form.name == "whole" else []
    headings = heading_tree(plan_text(text(form.example + follows, *parts, BODY, BODY)))

    assert [h.heading.form for h in headings][: len(headings) - len(parts)] == [form]
    assert headings[0].heading.title in form.example


@pytest.mark.parametrize(
    ("lines", "tree"),
    [
        (
            ["第一章 云河", "第一节 上游", "一、护岸", "（一）石岸。" + BODY, "第二节 下游", "第二章 湖区"],
            ["第一章|云河", "  第一节|上游", "    一|护岸", "      （一）|石岸", "  第二节|下游", "第二章|湖区"],
        ),
        (
            [
                "一、护岸",
                "（一）石岸。",
                "1．修补。" + BODY,
                "2﹒清淤。" + BODY,
                "3.补水。" + BODY,
                "①泵站",
                "②闸门",
                "二、湖区",
            ],
            [
                "一|护岸",
                "  （一）|石岸",
                "    1|修补",
                "    2|清淤",
                "    3|补水",
                "      ①|泵站",
                "      ②|闸门",
                "二|湖区",
            ],
        ),
        (["一、护岸", "石岸更牢。" + BODY, "草岸更绿。" + BODY], ["一|护岸", "  |石岸更牢", "  |草岸更绿"]),
        (["一、护岸", "——石岸更牢。" + BODY, "——草岸更绿。" + BODY], ["一|护岸", "  |石岸更牢", "  |草岸更绿"]),
        (
            ["一、护岸", "一是石岸更牢。" + BODY, "二是草岸更绿。" + BODY],
            ["一|护岸", "  一是|石岸更牢", "  二是|草岸更绿"],
        ),
        (["一、护岸", "石岸更牢。", BODY, "草岸更绿。", BODY], ["一|护岸", "  |石岸更牢", "  |草岸更绿"]),
        (
            [
                "1 总则",
                "1.1 依据",
                BODY,
                "1.2 范围",
                "2 任务",
                BODY,
                "2.1 护岸",
                "2.1.1 石岸",
                "2.1.2 草岸",
                "3 保障",
                "3.1 资金",
            ],
            [
                "1|总则",
                "  1.1|依据",
                "  1.2|范围",
                "2|任务",
                "  2.1|护岸",
                "    2.1.1|石岸",
                "    2.1.2|草岸",
                "3|保障",
                "  3.1|资金",
            ],
        ),
        (["一、护岸", BODY, "附件：1.护岸分工", "2.护岸清单", "附件1", "护岸分工"], ["一|护岸", "附件1|护岸分工"]),
        (["第一章", "云河", "一、护岸", BODY], ["第一章|云河", "  一|护岸"]),
    ],
    ids=["chapters", "numbers", "run-in", "dashes", "spoken", "alone", "decimal", "annexes", "two-lines"],
)
def test_headings_are_below_those_that_are_less_deep(lines: Sequence[str], tree: Sequence[str]) -> None:
    assert shown(text(*lines)) == tree


def test_a_box_ends_where_the_numbers_outside_go_on() -> None:
    lines = ["一、护岸", "1.石岸。" + BODY, "专栏1 护岸项目", "1.东段。" + BODY, "2.西段。" + BODY, "二、湖区", BODY]

    assert shown(text(*lines)) == [
        "一|护岸",
        "  1|石岸",
        "    专栏1|护岸项目",
        "      1|东段",
        "      2|西段",
        "二|湖区",
    ]


def test_a_box_ends_at_a_gap() -> None:
    lines = ["一、护岸", "石岸更牢。" + BODY, "\t专栏1 护岸项目", "", "\t东段。" + BODY, "", "", "草岸更绿。" + BODY]

    assert shown(text(*lines)) == ["一|护岸", "  |石岸更牢", "  专栏1|护岸项目", "    |东段", "  |草岸更绿"]


def test_a_list_of_contents_is_no_part_of_the_text() -> None:
    contents = ["目录", "一、护岸……1", "专栏1 护岸项目 2", "二、湖区……3", "三、补水……4", "四、清淤……5"]
    lines = ["一、护岸", BODY, "二、湖区", BODY, "三、补水", BODY, "四、清淤", BODY]

    headings = heading_tree(plan_text(text(*contents, *lines)))

    assert [h.heading.title for h in headings if not h.lost] == ["目录", "护岸", "湖区", "补水", "清淤"]
    assert [(h.heading.title, h.level, h.parent) for h in headings if h.lost] == [("护岸项目", 2, 1)]


def test_what_the_text_has_lost_has_no_place() -> None:
    contents = ["目录", "一、护岸", "专栏1 护岸项目", "二、湖区", "三、补水", "四、清淤"]
    rows = sections(plan_text(text(*contents, "一、护岸", BODY, "二、湖区", BODY)))

    lost = [row.row for row in rows if row.row["title_zh"] == "护岸项目"]
    assert [row["start"] for row in lost] == [""]


def test_a_heading_that_lost_its_line_is_found_by_its_number() -> None:
    assert shown(text("一、护岸", "（一）石岸。" + BODY + "（二）草岸。" + BODY, "（三）木岸。" + BODY)) == [
        "一|护岸",
        "  （一）|石岸",
        "  （二）|草岸",
        "  （三）|木岸",
    ]


def test_titles_are_found_before_the_text_and_between_two_texts() -> None:
    lines = [
        "云河市人民政府",
        "关于印发云河护岸",
        "行动方案的通知",
        "云河护岸行动方案",
        "一、护岸",
        BODY,
        "二、湖区",
        BODY,
    ]

    assert shown(text(*lines, "云河补水计划", "一、水源", BODY)) == [
        "|云河市人民政府关于印发云河护岸行动方案的通知",
        "|云河护岸行动方案",
        "一|护岸",
        "二|湖区",
        "|云河补水计划",
        "一|水源",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "今年河水很清。" + BODY,
        "到2031年建成。" + BODY,
        "1.5亿元用于护岸。" + BODY,
        "3.2031年，修护岸40公里，清淤12万方。" + BODY,
        "表1显示，石岸更多。" + BODY,
        "一是护岸。二是补水。三是清淤。" + BODY,
        "——2031年2月5日在云河市的会议上",
        BODY,
    ],
)
def test_what_looks_like_a_heading_and_is_none(line: str) -> None:
    assert shown(text("一、护岸", line, BODY, BODY)) == ["一|护岸"]


def test_the_terms_of_a_glossary_are_no_headings() -> None:
    assert shown(text("一、护岸", BODY, "名词解释", "1.石岸：用石砌的岸。", "2.草岸：种草的岸。")) == [
        "一|护岸",
        "|名词解释",
    ]


def test_titles_are_spelt_as_written() -> None:
    assert shown(text("一､护岸､清淤", BODY, "二、“清河”行动（一期）", BODY)) == [
        "一|护岸、清淤",
        "二|“清河”行动（一期）",
    ]


def test_lines_broken_at_the_margin_are_one_paragraph() -> None:
    body = [BODY[i : i + 12] for i in range(0, len(BODY), 12)]

    assert shown(text("一、护岸", *body, *body, "二、湖区", *body, *body)) == ["一|护岸", "二|湖区"]


def test_traditional_characters_and_half_width_stops() -> None:
    lines = [
        "雲河省護岸規劃",
        "一,護岸.加強護岸,每年清淤.把河道連成一體,分段落實到人.",
        "二.補水.加強補水,每年引水.把湖區連成一體,分段落實到人.",
    ]

    assert shown(text(*lines)) == ["|雲河省護岸規劃", "一|護岸", "二|補水"]
