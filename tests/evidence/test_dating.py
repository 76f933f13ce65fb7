"""Of which year a figure of a report is, by the nearest year in words or numbers."""

import re

import pytest

from pyplanning.evidence.dating import WORDS, Dating, Heading, report_year, years_in_words
from pyplanning.evidence.text import line_starts, normalise

TITLE = "2032年云河省政府工作报告\n各位代表：\n"


def dated(written: str, figure: str, measure: str = "level", headings: tuple[str, ...] = ()) -> tuple[int, int] | None:
    """Date a figure of a report; each heading is under the one before."""
    text = normalise(TITLE + written)
    spans = [(text.index(title), text.index(title) + len(title)) for title in headings]
    heads = [Heading(*span, n - 1 if n else None) for n, span in enumerate(spans)]
    start = text.index(figure)
    found = Dating(text, heads, line_starts(TITLE + written)).of(start, start + len(figure), measure)
    return (found.year, found.since) if found else None


@pytest.mark.parametrize("form", WORDS, ids=lambda form: form["example"])
def test_a_word_for_a_year_is_its_example(form: dict[str, str]) -> None:
    wanted = re.findall(r"\{(.*?)\}", form["example"])
    text = re.sub("[{}]", "", form["example"])
    assert [text[y.start : y.end] for y in years_in_words(text, 2032)] == wanted


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2032年云河省政府工作报告\n", 2032),
        ("云河省2032年政府工作报告\n", 2032),
        ("政府工作报告\n——2032年1月27日在云河省第十四届人民代表大会第五次会议上\n", 2032),
        ("政府工作报告\n一、2031年工作回顾\n", 2032),
        ("云河省水磨产业规划\n2032年1月27日\n", 0),
        ("云河省水磨产业规划\n2032年1月27日在云河省水磨大会上通过\n", 0),
    ],
)
def test_a_report_speaks_in_the_year_of_its_title_or_its_day(head: str, year: int) -> None:
    assert report_year(normalise(head)) == year


@pytest.mark.parametrize(
    ("sentence", "measure", "expected"),
    [
        ("今年织机达到8台。", "level", (2032, 0)),
        ("去年织机达到8台。", "level", (2031, 0)),
        ("过去一年，织机增长8%。", "cumulative_change", (2031, 2030)),
        ("刚刚过去的2031年，织机增长8%。", "cumulative_change", (2031, 2030)),
        ("今年织机增长8%。", "cumulative_change", (2032, 2031)),
        ("明年织机增长8%。", "cumulative_change", (2033, 0)),
        ("今年织机比去年多8台。", "level", (2032, 0)),
        ("今年织机比2026年增长8%。", "cumulative_change", (2032, 2026)),
        ("五年来，织机年均增长8%。", "cagr", (2031, 2026)),
        ("过去五年，新增织机8台。", "count_new", (2031, 2026)),
        ("近三年新增织机8台。", "count_new", (2031, 2028)),
        ("今后五年，织机年均增长8%。", "cagr", (2036, 2031)),
        ("2026-2030年，织机年均增长8%。", "cagr", (2030, 2025)),
        ("“十六五”时期，织机年均增长8%。", "cagr", (2035, 2030)),
        ("到“十六五”末，织机达到8台。", "level", (2035, 0)),
        ("“十五五”以来，新增织机8台。", "count_new", (2030, 2025)),
        ("2028年以来，新增织机8台。", "count_new", (2031, 2028)),
        ("到2035年，织机增长8%。", "cumulative_change", (2035, 0)),
        ("由2026年的3台增加到8台。", "level", None),
        ("由2026年的3台增加到2031年的7台，年均增长8%。", "cagr", (2031, 2026)),
        ("五年来，织机由8台增加到9台。", "level", (2026, 0)),
        ("去年，织机由8台增加到9台。", "level", (0, 0)),
        ("去年，织机由7台增加到8台。", "level", (2031, 0)),
        ("织机由2026年的3台增加到2031年的8台。", "level", (2031, 0)),
        ("落实《云河2035纲要》，编制“十六五”规划，织机达到8台。", "level", None),
        ("今年是“十六五”开局之年，织机达到8台。", "level", (2032, 0)),
        ("2031年，织机7台；今年，织机8台。", "level", (2032, 0)),
        ("今年主要目标是：河更清；织机8台。", "level", (2032, 0)),
        ("织机达到8台。", "level", None),
    ],
)
def test_the_nearest_year_of_a_sentence_dates_a_figure(
    sentence: str, measure: str, expected: tuple[int, int] | None
) -> None:
    assert dated(sentence, "8", measure) == expected


@pytest.mark.parametrize(
    ("written", "headings", "expected"),
    [
        ("今年河更清。织机增长8%。", (), (2032, 2031)),
        ("河清了，今年仍清。织机增长8%。", (), None),
        ("2029年河清了。织机增长8%。", (), None),
        ("一年来，河清了。\n磨坊多了。\n织机增长8%。", (), (2031, 2030)),
        ("今年主要预期目标是：\n河更清；\n织机增长8%。", (), (2032, 2031)),
        ("到2035年主要目标是：\n河更清；\n织机增长8%。", (), (2035, 0)),
        ("一、2031年工作回顾\n织机增长8%。", ("一、2031年工作回顾",), (2031, 2030)),
        ("一、“十五五”时期回顾\n织机增长8%。", ("一、“十五五”时期回顾",), (2030, 2025)),
        ("一、2031年工作回顾\n今后五年，织机增长8%。", ("一、2031年工作回顾",), (2036, 2031)),
        ("一、“十六五”目标和2032年安排\n织机增长8%。", ("一、“十六五”目标和2032年安排",), None),
        ("一、今年工作\n去年河清了。\n织机增长8%。", ("一、今年工作",), (2032, 2031)),
        ("一、今年工作\n(一)织机\n织机增长8%。", ("一、今年工作", "(一)织机"), (2032, 2031)),
        ("一年来，河清了。\n一、工作安排\n织机增长8%。", ("一、工作安排",), None),
    ],
)
def test_a_year_reaches_as_far_as_its_paragraph_or_chapter(
    written: str, headings: tuple[str, ...], expected: tuple[int, int] | None
) -> None:
    assert dated(written, "8%", "cumulative_change", headings) == expected


def test_growth_over_years_is_of_the_period_that_ends_with_the_year() -> None:
    written = "一、“十六五”目标\n到2035年，织机年均增长8%。"
    assert dated(written, "8%", "cagr", ("一、“十六五”目标",)) == (2035, 2030)


def test_a_plan_is_dated_by_no_words() -> None:
    assert Dating(normalise("云河省水磨产业规划\n今年织机达到8台。")).of(14, 15, "level") is None
