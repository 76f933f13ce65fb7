"""What the words of a quote say for certain of a row, and what they leave open."""

import pytest

from pyplanning.evidence.quote_words import (
    as_written,
    measure_of,
    nature_of,
    role_of,
    said_by_cell,
    said_by_figure,
    sentence_of,
    year_of_sentence,
)

UNITS = [
    {"unit_id": key, "name_zh": name}
    for key, name in (
        ("yi-yuan", "亿元"),
        ("yuan", "元"),
        ("enterprise", "家"),
        ("item", "个"),
        ("wan-kw", "万千瓦"),
        ("wan-kwh", "万千瓦时"),
        ("percent", "%"),
        ("times", "倍"),
        ("nameless", ""),
    )
]


def said(value: str, unit: str, comparator: str, measure: str = "level") -> dict[str, str]:
    return {"value": value, "unit_id": unit, "comparator": comparator, "measure": measure}


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("产值突破400亿元", said("400", "yi-yuan", "gt")),
        ("链上企业达到1,230家以上", said("1230", "enterprise", "ge")),
        ("研发投入强度不低于4.1%", said("4.1", "percent", "ge")),
        ("年均增长8%左右", said("8", "percent", "approx", "cagr")),
        ("发电约20万千瓦时", said("20", "wan-kwh", "approx")),
        ("到2030年产值达到3亿元", said("3", "yi-yuan", "eq")),  # a year is no figure of it
        ("新增2家", said("2", "enterprise", "eq", "count_new")),
        ("超过八成", said("80", "percent", "gt", "level")),  # a unit of its own
    ],
)
def test_a_quote_with_one_figure_says_all_of_it(quote: str, found: dict[str, str]) -> None:
    assert said_by_figure(quote, "", "", UNITS) == found


@pytest.mark.parametrize(
    "quote",
    [
        "由14家增加到20家",  # two figures
        "达到20个",  # 个 is printed for other units too
        "五百家",  # words may be a name: 五百家企业
        "达到20",
        "产值稳步增长",
        "",
    ],
)
def test_a_quote_that_is_not_certain_says_nothing(quote: str) -> None:
    assert said_by_figure(quote, "", "", UNITS) == {}


def test_the_words_around_a_quote_bound_its_figure() -> None:
    assert said_by_figure("400亿元", "产值力争突破", "", UNITS)["comparator"] == "gt"
    assert said_by_figure("产值400亿元", "", "以上", UNITS)["comparator"] == "ge"
    assert said_by_figure("产值400", "", "亿元", UNITS)["unit_id"] == "yi-yuan"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("产业规模亿元52", {"value": "52", "unit_id": "yi-yuan", "comparator": "eq"}),
        ("高新技术企业家118", {"value": "118", "unit_id": "enterprise", "comparator": "eq"}),
        ("产业规模亿元52 90", {}),  # two of its cells
        ("产业规模52", {}),
        ("产业规模亿元", {}),
        ("产业规模亿元52家", {}),
    ],
)
def test_a_row_of_a_table_has_its_unit_before_its_figure(quote: str, found: dict[str, str]) -> None:
    assert said_by_cell(quote, UNITS) == found


@pytest.mark.parametrize(
    ("quote", "measure"),
    [
        ("年均增长8%", "cagr"),
        ("每年提高2个百分点", "cagr"),
        ("进入全国前5位", "rank"),
        ("增长50%", "cumulative_change"),
        ("翻一番", "cumulative_change"),
        ("提高到70%", "level"),
        ("引进链主企业3家", "count_new"),
        ("达到20家", "level"),
        ("20家", ""),
    ],
)
def test_the_words_of_a_quote_say_of_what_kind_its_figure_is(quote: str, measure: str) -> None:
    assert measure_of(quote) == measure


def test_a_table_of_indicators_says_their_nature() -> None:
    assert nature_of("180约束性") == "binding"
    assert nature_of("90 预期性") == "expected"
    assert nature_of("产值达到90亿元") == ""


def test_a_sentence_ends_with_its_quote_and_names_its_year() -> None:
    text = "到2028年,达到9家。比2025年末增加,到2030年达到12家,到2035年更多。"
    span = (text.index("12家"), text.index("12家") + 3)
    assert sentence_of(text, span) == "比2025年末增加,到2030年达到12家"
    assert year_of_sentence(text, span) == "2030"
    assert year_of_sentence(text, (text.index("9家"), text.index("9家") + 2)) == "2028"
    assert year_of_sentence("产值达到9亿元。", (0, 4)) == ""
    assert year_of_sentence("比2025年增加9家。", (7, 9)) == ""  # a base year


@pytest.mark.parametrize(
    ("before", "quote", "after", "role"),
    [
        ("(", "省财政厅", "牵头,省科技厅、月湖市政府配合)", "lead"),
        ("(省财政厅牵头,", "省科技厅", "、月湖市政府配合)", "participant"),
        ("(省财政厅牵头,", "月湖市政府配合", ")", "participant"),
        ("牵头单位:", "省财政厅", ";配合单位:省科技厅)", "lead"),
        ("牵头单位:省财政厅;配合单位:", "省科技厅", ")", "participant"),
        ("责任单位:", "省财政厅", "、省科技厅)", ""),
        ("", "省财政厅", "会同省科技厅安排资金。", ""),
    ],
)
def test_the_words_of_a_list_say_who_leads(before: str, quote: str, after: str, role: str) -> None:
    assert role_of(before, quote, after, "") == role


def test_a_text_that_has_roles_in_no_list_says_none() -> None:
    assert role_of("责任单位:", "省财政厅", ")", "责任单位:省财政厅)") == "unspecified"
    assert role_of("责任单位:", "省财政厅", ")", "责任单位:省财政厅),牵头单位:省科技厅") == ""


@pytest.mark.parametrize(
    ("quote", "name"),
    [
        ("省财政厅牵头", "省财政厅"),
        ("省财政厅配合，", "省财政厅"),
        (" 省财政厅会同", "省财政厅"),
        ("省财政厅负责）", "省财政厅"),
        ("省财政厅", "省财政厅"),
        ("牵头", ""),
    ],
)
def test_a_body_is_written_without_what_it_does(quote: str, name: str) -> None:
    assert as_written(quote) == name


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("今年，织机达到8台", "2032"),
        ("今年是“十六五”开局之年，织机达到8台", "2032"),
        ("今年，织机比去年多，达到8台", "2032"),
        ("织机达到8台", ""),
    ],
)
def test_words_name_the_year_of_a_sentence_of_a_report(sentence: str, year: str) -> None:
    text = f"2032年云河省政府工作报告。{sentence}"
    assert year_of_sentence(text, (text.index("8"), len(text))) == year
