"""The documents that a plan names, with their numbers and relations."""

import pytest

from pyplanning.contribution.draft.citations import citations, kind_of
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.sections import sections

KNOWN = Lexicon({"documents": [{"document_id": "river-law", "title_zh": "云河保护法", "number": ""}]})


def cited(words: str) -> list[tuple[str, str, str]]:
    """Read the citations of a text: title, number, relation."""
    text = plan_text(f"云河省护岸规划\n一、总体要求\n{words}\n")
    rows = [row.row for row in citations(text, sections(text), KNOWN) if row.table == "citations"]
    return [(row["cited_title_zh"], row["cited_number"], row["relation"]) for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("根据《云河纲要》（云政〔2031〕9号），制定。", [("云河纲要", "云政〔2031〕9号", "based_on")]),
        ("为贯彻落实《云河意见》，制定。", [("云河意见", "", "implements")]),
        ("依据《甲规划》《乙规划》编制。", [("甲规划", "", "based_on"), ("乙规划", "", "based_on")]),
        (
            "根据《关于甲的通知》（国发〔2031〕1号）、《乙规划》等文件精神。",
            [("关于甲的通知", "国发〔2031〕1号", "based_on"), ("乙规划", "", "based_on")],
        ),
        (
            "落实水利部等三部委《甲意见》和林业部门《乙方案》，护岸。",
            [("甲意见", "", "implements"), ("乙方案", "", "implements")],
        ),
        ("以国家实施《云河纲要》为契机，护岸。", [("云河纲要", "", "refers_to")]),
        ("水利部发布《云河标准》，提出护岸。", [("云河标准", "", "refers_to")]),
        ("省政府编制了《云河纲要（草案）》。", [("云河纲要（草案）", "", "refers_to")]),
        ("研究制定《云河条例》。", [("云河条例", "", "to_be_made")]),
        ("根据《关于印发〈云河〉的通知》，护岸。", [("关于印发〈云河〉的通知", "", "based_on")]),
        ("实施护岸工程（云政发〔2031〕8号）。", [("云政发〔2031〕8号", "云政发〔2031〕8号", "refers_to")]),
        ("制定护岸技术路线图，修护岸。", [("护岸技术路线图", "", "to_be_made")]),
        (
            "编制东湖区、西湖区护岸规划，修护岸。",
            [("东湖区护岸规划", "", "to_be_made"), ("西湖区护岸规划", "", "to_be_made")],
        ),
        ("严格执行环保法，修护岸。", [("环保法", "", "implements")]),
        ("落实云河省护岸工作指导意见，修护岸。", [("云河省护岸工作指导意见", "", "implements")]),
        ("对接省“十五五”规划，修护岸。", [("省“十五五”规划", "", "refers_to")]),
    ],
)
def test_what_is_cited(words: str, expected: list[tuple[str, str, str]]) -> None:
    assert cited(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "《云河省护岸规划》印发给你们。",
        "本《规划》由省水利厅解释。",
        "纪录片《云河》开播。",
        "电视剧《清清的云河水》热播。",
        "制定本规划。",
        "完善规划。",
        "省政府编制了规划纲要，提请审议。",
    ],
)
def test_what_is_no_citation(words: str) -> None:
    assert cited(words) == []


def test_a_short_form_is_the_document_that_it_stands_for() -> None:
    words = "根据《云河发展纲要（草案）》（以下简称《纲要草案》），护岸。《纲要草案》提出清淤。落实《纲要草案》。"

    text = plan_text(f"一、总体要求\n{words}\n")
    rows = citations(text, sections(text), KNOWN)

    assert [row.row["title_zh"] for row in rows if row.table == "documents"] == ["云河发展纲要（草案）"]
    assert len({row.row["document_id"] for row in rows}) == 1


def test_a_known_document_is_not_drafted_again() -> None:
    text = plan_text("一、总体要求\n落实《云河保护法》，护岸。\n")
    rows = citations(text, sections(text), KNOWN)

    assert [(row.table, row.row["document_id"]) for row in rows] == [("citations", "river-law")]


def test_one_document_in_one_relation_is_one_citation() -> None:
    assert len(cited("落实《云河意见》。再落实《云河意见》。按照《云河意见》护岸。")) == 2


@pytest.mark.parametrize(
    ("title", "kind"),
    [("云河保护法", "law"), ("护岸行动计划", "action_plan"), ("护岸规划（2031—2035年）", "plan"), ("云河", "other")],
)
def test_the_kind_of_a_document(title: str, kind: str) -> None:
    assert kind_of(title) == kind
