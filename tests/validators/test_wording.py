"""The rules between a row's columns and the words around its figure or name."""

import pytest

from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.subject_words import Subjects
from pyplanning.validation.prove import prove
from pyplanning.validators import wording

from .test_evidence import BLANK, UNITS

ROW = BLANK | {"recognition": "", "value": "28", "unit_id": "item"}


def said(rule, quote, text="", table="targets", **cells):
    """What the words say instead of the cells, in the quote alone or in a text."""
    whole = text or quote
    plan = Plan("p", whole, same=True, units=UNITS, is_quote=not text)
    return rule.check(Quote(table, "k", 1, ROW | cells, "p", quote, 0, place=whole.find(quote)), plan)


@pytest.mark.parametrize(
    ("quote", "value", "unit", "fitting", "other"),
    [
        ("产值年均增长28%", "28", "percent", "cagr", "cumulative_change"),
        ("产值年均增长28%左右", "28", "percent", "cagr", "level"),
        ("产值比2020年增长28%", "28", "percent", "cumulative_change", "cagr"),
        ("产值较“十三五”末增长28%", "28", "percent", "cumulative_change", "level"),
        ("能耗累计下降28%", "28", "percent", "cumulative_change", "cagr"),
        ("产值增长28%", "28", "percent", "cagr", "level"),
        ("产值增长超过28%", "28", "percent", "cumulative_change", "level"),
        ("占比提高2个百分点", "2", "percentage-point", "cumulative_change", "level"),
        ("产值翻两番", "3", "times", "cumulative_change", "level"),
        ("产值提高到28亿元", "28", "yi-yuan", "level", "cumulative_change"),
        ("能耗下降至28%", "28", "percent", "level", "cagr"),
        ("新增企业28家", "28", "enterprise", "count_new", "level"),
        ("新建28个", "28", "item", "cumulative_change", "level"),
        ("全国第8位", "8", "place", "rank", "level"),
        ("进入前5名", "5", "place", "rank", "level"),
    ],
)
def test_pl514_the_measure_is_what_the_words_say(quote, value, unit, fitting, other):
    cells = {"value": value, "unit_id": unit}
    assert said(wording.measure_instead, quote, measure=fitting, **cells) is None
    assert said(wording.measure_instead, quote, measure=other, **cells)


@pytest.mark.parametrize("quote", ["园区达到28个", "28个", "年均增长8%,园区达到28个", "占比28%"])
@pytest.mark.parametrize("measure", ["level", "count_new", "cumulative_change", ""])
def test_pl514_other_words_say_nothing(quote, measure):
    assert said(wording.measure_instead, quote, measure=measure) is None


def test_pl514_an_average_over_a_year_is_no_growth_a_year():
    assert said(wording.measure_instead, "年均浓度下降28%", measure="cumulative_change") is None


def test_pl514_names_the_row():
    row = Quote("targets", "k", 3, ROW | {"measure": "level", "unit_id": "percent"}, "p", "年均增长28%", 0, place=0)
    issues = [i for i in prove(row, Plan("p", "年均增长28%", same=True, units=UNITS)) if i.code == "PL514"]
    assert [(i.row, i.column, i.value, i.en, i.zh) for i in issues] == [
        (
            *(3, "measure", "level"),
            "targets/k – measure level is not what the words say – found cagr at “年均增长28%”",
            "targets/k：度量方式level与原文用词不符，“年均增长28%”为年均增速（cagr）",
        )
    ]


@pytest.mark.parametrize(
    ("quote", "stated", "found"),
    [
        ("28个省级园区", "national", "provincial"),
        ("28个国家级园区", "provincial", "national"),
        ("省级以上园区28个", "provincial", "provincial_or_higher"),
        ("省级及以上园区28个", "provincial", "provincial_or_higher"),
        ("28个市级园区", "provincial", "municipal"),
        ("28个省级园区", "provincial", None),
        ("国家级和省级园区28个", "provincial", None),
        ("28个国家级园区", "", None),
        ("28个园区", "national", None),
    ],
)
def test_pl515_recognition(quote, stated, found):
    assert said(wording.recognition_instead, quote, recognition=stated) == found


@pytest.mark.parametrize(
    ("quote", "stated", "found"),
    [
        ("比2020年增长28%", "2021", "2020"),
        ("较“十三五”末增长28%", "2019", "2020"),
        ("比2020年增长28%", "2020", None),
        ("比2020年增长28%", "", None),
        ("增长28%", "2021", None),
        ("2019年比2020年增长28%", "2019", None),
    ],
)
def test_pl516_base_year(quote, stated, found):
    assert said(wording.base_year_instead, quote, start_year=stated) == found


DUTY = "(牵头单位:省工业厅;配合单位:省财政厅、省科学厅)"


@pytest.mark.parametrize(
    ("quote", "name", "role", "found"),
    [
        ("省工业厅牵头", "省工业厅", "participant", "lead"),
        ("由省工业厅负责牵头,省财政厅配合", "省工业厅", "unspecified", "lead"),
        ("由省工业厅牵头,省财政厅、省科学厅配合", "省财政厅", "lead", "participant"),
        ("由省工业厅牵头,省财政厅、省科学厅等部门配合", "省科学厅", "unspecified", "participant"),
        (DUTY, "省工业厅", "participant", "lead"),
        (DUTY, "省财政厅", "lead", "participant"),
        (DUTY, "省科学厅", "lead", "participant"),
        (DUTY, "省科学厅", "participant", None),
        ("省工业厅积极推动企业参与竞争", "省工业厅", "lead", None),
        ("省工业厅、省财政厅按职责分工负责", "省工业厅", "lead", None),
        ("责任单位:省工业厅", "省工业厅", "lead", None),
        ("省工业厅", "省工业厅", "lead", None),
        ("省工业厅牵头", "省财政厅", "participant", None),
        ("省工业厅牵头", "", "participant", None),
    ],
)
def test_pl517_who_leads(quote, name, role, found):
    assert said(wording.role_instead, quote, table="responsibilities", as_written=name, role=role) == found


@pytest.mark.parametrize("text", ["和厅" * 2000, "、" * 5000, "牵头" * 3000, "责任单位:" * 2000])
def test_no_text_stops_the_reader(text):
    said(wording.role_instead, text, table="responsibilities", as_written=text[:2], role="lead")
    said(wording.measure_instead, f"{text}28个", measure="level")


# PL524 and PL525: what a figure is about.

SUBJECTS = Subjects(
    {
        "indicators": [
            {"indicator_id": "revenue", "name_zh": "营业收入", "broader_id": ""},
            {"indicator_id": "patents", "name_zh": "专利数量", "broader_id": ""},
        ],
        "industries": [
            {"industry_id": "materials", "name_zh": "未来材料", "parent_id": "", "concept_id": ""},
            {"industry_id": "robots", "name_zh": "机器人", "parent_id": "", "concept_id": ""},
        ],
        "industry_concepts": [],
        "sections": [{"section_id": "s", "title_zh": "做强机器人", "parent_id": ""}],
        "plans": [{"plan_id": "p", "title_zh": "云泽省行动方案", "name_zh": ""}],
    }
)
ABOUT = "专利增加9件。未来材料营收突破400亿元,税收增加;机器人更多。"


def about(text=ABOUT, quote="突破400亿元", **cells):
    """The findings about what a figure is about."""
    blank = dict.fromkeys(("indicator_id", "industry_id", "target_id", "section_id"), "")
    row = BLANK | blank | {"value": "400", "unit_id": "yi-yuan"} | cells
    plan = Plan("p", text, True, UNITS, subjects=SUBJECTS)
    issues = prove(Quote("targets", "t", 1, row, "p", quote, text.index(quote), text.index(quote)), plan)
    return [issue for issue in issues if issue.code in ("PL524", "PL525")]


@pytest.mark.parametrize(
    "cells",
    [
        {"indicator_id": "revenue", "industry_id": "materials"},
        {"industry_id": "robots", "section_id": "s"},  # the heading names them
        {"indicator_id": "none", "industry_id": "none"},
        {},
    ],
)
def test_a_figure_is_about_what_its_sentence_names(cells):
    assert about(**cells) == []


def test_a_cell_is_about_what_is_above_it():
    assert about("主要指标|专利|突破400亿元", indicator_id="patents", table_label="数") == []
    assert about("主要指标|件|突破400亿元", indicator_id="patents", table_label="专利数") == []
    assert [issue.code for issue in about("主要指标|件|突破400亿元", indicator_id="patents", table_label="数")] == [
        "PL524"
    ]


def test_what_no_sentence_names_is_a_warning():
    (first,), (second,) = about(indicator_id="patents"), about(industry_id="robots")
    assert (first.code, first.level, first.column, first.row) == ("PL524", "warning", "indicator_id", 1)
    assert (second.code, second.level, second.column, second.row) == ("PL525", "warning", "industry_id", 1)
    assert first.en == (
        "targets/t – nothing around “突破400亿元” names the indicator patents (“专利数量”)"
        " – expected the indicator that the sentence is about"
    )
    assert first.zh == "targets/t：“突破400亿元”所在句中没有指标patents（“专利数量”）的字样，应为该句所述的指标"
    assert second.en == (
        "targets/t – nothing around “突破400亿元” or in the titles above names the industry robots (“机器人”)"
        " – expected the industry that the sentence is about"
    )
    assert second.zh == (
        "targets/t：“突破400亿元”所在句及上级标题中没有产业robots（“机器人”）的字样，应为该句所述的产业"
    )
