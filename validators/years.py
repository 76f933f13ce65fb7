"""The rule that a row's year is the one that the plan's text names for its figure."""

import re
from dataclasses import replace

from pyplanning.evidence.dating import Dated
from pyplanning.evidence.numerals import Year, figures
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.rule import rule
from pyplanning.validators.evidence import figure_of

YEARS = {"targets": "target_year", "observations": "year", "goals": "target_year"} | {
    "technology_centres": "recognised_year",
}  # the year that a row is about


def year_of(quote: Quote, plan: Plan) -> Year | None:
    """Find the year that dates a figure: the last that the text names before it, or one in brackets behind it.

    In a report it is the nearest that its sentence, its paragraph or a heading names, in numbers or words.
    A year that growth is counted from (比2016年) dates nothing. In 2025年和2030年分别达到100家和200家 each
    figure has the year at its own place in the list.
    """
    start, end = _span(quote, plan)
    dating = [y for y in plan.years if not y.base and y.end <= quote.end and not _led_from(plan.text, y, start)]
    before = [year for year in dating if year.end <= start]
    behind = [y for y in dating if y.start >= end and not _BREAK.search(plan.text, end, y.start)]
    inside = [year for year in before if quote.place is not None and year.start >= quote.place]
    if plan.dating.now:
        dated, inside = _dated(quote, plan), []
        before = [replace(dated.mark, year=dated.year)] if dated and dated.mark else []
    return _paired(quote, plan) or next(reversed(inside or behind[:1] or before), None)


def _dated(quote: Quote, plan: Plan) -> Dated | None:
    """Date a figure, or the end of a quote without one, as reports do."""
    return plan.dating.of(*_span(quote, plan), quote.row.get("measure", ""))


def _span(quote: Quote, plan: Plan) -> tuple[int, int]:
    """Give the place of a row's figure, or the end of its quote where it has none."""
    figure = figure_of(quote, plan) if "value" in quote.row else None
    return (figure.start, figure.end) if figure else (quote.end, quote.end)


def _led_from(text: str, year: Year, figure: int) -> bool:
    """Say whether a year is the one from which a figure was reached: 从2020年的7%提升至9% says no year of the 9."""
    return text[: year.start].endswith(("从", "由")) and bool(_REACHED.search(text, year.end, figure))


_REACHED = re.compile("(?:提升|提高|增加|增长|扩大|上升|下降|降低|减少|缩小|调整|优化|增|升|降)[至到为]")
_BREAK = re.compile("[,。;、:]")
_BETWEEN_YEARS = re.compile("年?[末底]?(?:[、和与及]|以及)到?")


def _paired(quote: Quote, plan: Plan) -> Year | None:
    """Find the year of a figure in a list of figures that 分别 pairs with a list of years."""
    figure = figure_of(quote, plan) if "value" in quote.row else None
    if figure is None:
        return None
    sentence = max(plan.text.rfind("。", 0, figure.start), plan.text.rfind(";", 0, figure.start)) + 1
    pairing = plan.text.rfind("分别", sentence, figure.start)
    run: list[Year] = []
    for year in reversed([y for y in plan.years if sentence <= y.start and y.end <= pairing and not y.base]):
        if run and not _BETWEEN_YEARS.fullmatch(plan.text, year.end, run[0].start):
            break
        run.insert(0, year)
    if pairing < 0 or len(run) < 2:
        return None
    place = len(figures(plan.text[pairing : figure.start]))
    return run[place] if place < len(run) else None


@rule(
    "PL508",
    en="{key} – {column} {value} is not the year that the text names – found {found} before “{quote}”",
    zh="{key}：{column}为{value}，与原文所述年份不符，“{quote}”之前为{found_zh}",
)
def year_instead(quote: Quote, plan: Plan) -> str | None:
    """The row's year is the last year that the text names up to the figure.

    A five-year period means its last year; a year after 比 or 较 is a base year. In a report that its title or day
    dates, 今年, 去年, 五年来 and the like name years too, and the nearest of the sentence, the paragraph and the
    headings counts; where none names one, targets are of the report's year, and observations of the one before.
    A figure of several with 分别, or of a table, may have another year that its sentence, or the head of the table,
    names.
    Fix: give the year that the sentence names, or none if it names none.
    """
    stated = quote.row[YEARS[quote.table]]
    if not stated or quote.place is None:
        return None
    year = year_of(quote, plan)
    if year is None and plan.is_quote:
        return None
    if plan.dating.now and int(stated) in plan.dating.possible(*_span(quote, plan)):
        return None
    if year is None and plan.dating.now and _dated(quote, plan):
        return None  # what a figure grew from, of which the text does not say when it was
    if year is None and plan.dating.now:
        year_of_report = plan.dating.now - (quote.table == "observations")
        return None if stated == str(year_of_report) else str(year_of_report)
    found = str(year.year) if year else "no year"
    return None if found == stated or stated in _listed_years(quote, plan, year) else found


def _listed_years(quote: Quote, plan: Plan, last: Year | None) -> set[str]:
    """List the years of which a figure may be where several are named: with 分别, or in the head of a table."""
    if last is None or quote.place is None:
        return set()
    if quote.row.get("table_label"):
        begin = plan.section_at(quote.place)[0]
    elif "分别" in plan.text[last.end : quote.end] and not _paired(quote, plan):
        begin = max(plan.text.rfind(mark, 0, last.start) for mark in "。;")
    else:
        return set()
    return {str(year.year) for year in plan.years if begin <= year.start and year.end <= quote.place}
