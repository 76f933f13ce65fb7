"""Rules between a row and the plan's text: the row says what the text says at its place.

A check takes a quote and its plan and gives what the text says instead, or None where row and
text agree. A column that is null claims nothing.
"""

import re
from math import isclose

from pyplanning.evidence.numerals import Figure, Year, comparator, figures
from pyplanning.evidence.quotes import Plan, Quote, letters
from pyplanning.io import Row
from pyplanning.rule import rule

# Columns that must be readable at the place of the row's quote.
NAMES = dict.fromkeys(("industries", "instruments", "projects", "technology_centres"), "name_zh") | {
    "tasks": "title_zh",
    "terms": "term_zh",
    "citations": "cited_title_zh",
    "park_industries": "industry_zh",
    "responsibilities": "as_written",
    "park_roles": "role_zh",
    "region_industries": "industry_zh",
    "goals": "text_zh",
}
FIGURES = ("targets", "observations")
YEARS = {"targets": "target_year", "observations": "year", "goals": "target_year"}  # the year that a row is about
NOTHING = {"no section": "章节之外的部分", "no figure": "无数值", "no year": "无年份"}  # what is found where nothing is
_CROWDS = "群众|人口|农民|居民|职工|学生|儿童|劳动力|老人|老年人|游客|旅客|患者|儿女|对象"
_PEOPLE = f"(?:[名位人]|[\u4e00-\u9fff]{{0,6}}(?:{_CROWDS}))"  # behind a number of people
_BRACKETED = re.compile(r"\(([^()]{1,12})\)")
SPELLINGS = {"person": ("人", "名", "位"), "place": ("位", "名"), "times": ("倍", "番")}  # of base units, in print


@rule(
    "PL503",
    column="evidence",
    en="{key} – the evidence “{value}” is not in the text at {start} – found “{found}”",
    zh="{key}：证据“{value}”不在原文第{start}字处，该处为“{found}”",
)
def evidence_instead(quote: Quote, plan: Plan) -> str | None:
    """The text contains exactly the evidence at its offset.

    In a different copy of the text, the evidence is near its offset.
    Fix: copy the evidence from the normalised text and count its offset again.
    """
    return None if quote.place is not None else plan.text[max(quote.start, 0) :][: len(quote.text)]


@rule(
    "PL504",
    column="section_id",
    en="{key} – section {value} does not contain the evidence at {start} – found {found}",
    zh="{key}：章节{value}不包含第{start}字处的证据，该处属于{found_zh}",
)
def section_instead(quote: Quote, plan: Plan) -> str | None:
    """The row's section is the deepest one that contains the evidence.

    Fix: give the section that contains the evidence.
    """
    stated = quote.row.get("section_id", "")
    if quote.table == "sections" or not stated or quote.place is None:
        return None
    _, found = plan.section_at(quote.place)
    return None if stated == found else found or "no section"


def figure_of(quote: Quote, plan: Plan) -> Figure | None:
    """Find the figure in the text that gives the row's value, in its evidence: as printed, or in the row's unit."""
    value = _number(quote.row["value"])
    factor = _number(plan.units.get(quote.row["unit_id"], {}).get("factor", "1"))
    if value is None or factor is None or quote.place is None:
        return None
    found = figures(quote.text)
    printed = [f for f in found if isclose(f.number, value)] or [f for f in found if isclose(f.value, value * factor)]
    return printed[0].moved(quote.place) if printed else None


def _number(cell: str) -> float | None:
    """Read a cell's number; None where it holds none, which other rules report."""
    try:
        return float(cell)
    except ValueError:
        return None


@rule(
    "PL505",
    column="value",
    en="{key} – value {value} is not what the evidence says – found {found} in “{quote}”",
    zh="{key}：数值{value}与证据不符，“{quote}”中为{found_zh}",
)
def value_instead(quote: Quote, plan: Plan) -> str | None:
    """The figure in the evidence, Arabic or Chinese, gives the row's value (and its upper end).

    Fix: correct the value, or quote the place that states it.
    """
    if not quote.row["value"]:
        return None
    found = figures(quote.text)
    upper = _number(quote.row["value_max"])
    has_upper = not quote.row["value_max"] or (upper is not None and any(isclose(f.number, upper) for f in found))
    if has_upper and figure_of(quote, plan):
        return None
    return ", ".join(f"{f.number:g}{f.unit}" for f in found) or "no figure"


@rule(
    "PL506",
    column="unit_id",
    en="{key} – unit {value} is not what the text says – found “{found}” after “{quote}”",
    zh="{key}：单位{value}与原文不符，“{quote}”之后为“{found}”",
)
def unit_instead(quote: Quote, plan: Plan) -> str | None:
    """The unit is printed next to the figure, or in its table column.

    Counts take any measure word (个, 家, 项 …), but no unit of another quantity.
    Fix: give the unit as printed.
    """
    figure, unit = figure_of(quote, plan), plan.units.get(quote.row["unit_id"])
    if figure is None or unit is None:
        return None
    if figure.unit:
        return None if unit["name_zh"] == figure.unit else figure.unit
    if quote.row["table_label"] and _in_table(unit["name_zh"], quote, plan, figure):
        return None
    if unit["quantity"] in ("count", "index"):
        other = [u["name_zh"] for u in plan.units.values() if u["quantity"] in ("money", "share", "mass", "power")]
        return next((name for name in other if plan.text.startswith(name, figure.stop)), None)
    return None if _printed(unit, quote, plan, figure) else plan.text[figure.stop : figure.stop + 4]


def _printed(unit: Row, quote: Quote, plan: Plan, figure: Figure) -> bool:
    """Say whether the unit is behind the figure, or in its words: 4000亿元, 108万人, 第8位, 五百亿元, 千亿级."""
    text, name = plan.text, unit["name_zh"]
    if unit["quantity"] == "rank" and text[figure.start - 1 : figure.start] in ("第", "前"):
        return True
    printed = figure.stop + (text[figure.stop : figure.stop + 1] in ("多", "余"))  # 4700多亿元
    if name[1:2] and text[printed + 1 : printed + 2] in ("多", "余"):  # 3亿余元
        text = text[: printed + 1] + text[printed + 2 :]
    if text.startswith(name, printed):
        longer = [u["name_zh"] for u in plan.units.values() if u["name_zh"].startswith(name) and u["name_zh"] != name]
        return not text.startswith(tuple(longer), printed)  # 万千瓦时 is no 万千瓦
    if unit["quantity"] == "persons" and isclose(figure.number, float(quote.row["value"])):  # 50万名, 420多万群众
        return bool(re.match(f"[多余]?{name.removesuffix('人')}[多余]?{_PEOPLE}", text[figure.stop : figure.stop + 20]))
    if figure.stop != figure.end or not isclose(figure.value, float(quote.row["value"]) * float(unit["factor"])):
        return False  # Arabic digits with a magnitude have the unit printed behind them
    base = SPELLINGS.get(unit["base_unit"], (unit["name_zh"][-1],))
    in_words = unit["quantity"] == "money" and text[figure.end - 1] == "亿"
    return in_words or text.startswith(base, figure.end)


def _in_table(name: str, quote: Quote, plan: Plan, figure: Figure) -> bool:
    """Say whether the unit of a table's cell is in the cell before it, or in brackets in the head of row or column."""
    before = plan.text[plan.section_at(figure.start)[0] : figure.start]
    if quote.row["measure"] == "cagr":
        return name == "%" and "(%)" in before
    known = {unit["name_zh"] for unit in plan.units.values()}
    bracketed = [words for words in _BRACKETED.findall(before) if words in known]
    return before.endswith(name) or bracketed[-1:] == [name]


@rule(
    "PL507",
    column="comparator",
    en="{key} – comparator {value} is not what the words say – found {found} at “{quote}”",
    zh="{key}：比较关系{value}与原文用词不符，“{quote}”为{found}",
)
def comparator_instead(quote: Quote, plan: Plan) -> str | None:
    """The words around the figure (以上, 突破, 左右, 前…位) give the row's comparator.

    Fix: correct the comparator, or take the qualifying word into the evidence.
    """
    figure = figure_of(quote, plan)
    if figure is None or not quote.row["comparator"]:
        return None
    found = comparator(plan.text, figure)
    return None if found == quote.row["comparator"] else found


def year_of(quote: Quote, plan: Plan) -> Year | None:
    """Find the year that dates a figure: the last that the text names before the quote ends.

    A year that growth is counted from (比2016年) dates nothing.
    """
    named = [y for y in plan.years if y.end <= quote.end and not y.base]
    return named[-1] if named else None


@rule(
    "PL508",
    en="{key} – {column} {value} is not the year that the text names – found {found} before “{quote}”",
    zh="{key}：{column}为{value}，与原文所述年份不符，“{quote}”之前为{found_zh}",
)
def year_instead(quote: Quote, plan: Plan) -> str | None:
    """The row's year is the last year that the text names up to the figure.

    A five-year period means its last year; a year after 比 or 较 is a base year. A figure of several with 分别, or
    of a table, may have another year that its sentence, or the head of the table, names.
    Fix: give the year that the sentence names, or none if it names none.
    """
    stated = quote.row[YEARS[quote.table]]
    if not stated or quote.place is None:
        return None
    year = year_of(quote, plan)
    found = str(year.year) if year else "no year"
    return None if found == stated or stated in _listed_years(quote, plan, year) else found


def _listed_years(quote: Quote, plan: Plan, last: Year | None) -> set[str]:
    """List the years of which a figure may be where several are named: with 分别, or in the head of a table."""
    if last is None or quote.place is None:
        return set()
    if quote.row.get("table_label"):
        begin = plan.section_at(quote.place)[0]
    elif "分别" in plan.text[last.end : quote.end]:
        begin = max(plan.text.rfind(mark, 0, last.start) for mark in "。;")
    else:
        return set()
    return {str(year.year) for year in plan.years if begin <= year.start and year.end <= quote.place}


@rule(
    "PL509",
    en="{key} – {column} “{value}” cannot be read at “{quote}” – found “{found}”",
    zh="{key}：{column}“{value}”与“{quote}”处的文字不符，该处为“{found}”",
)
def name_instead(quote: Quote, plan: Plan) -> str | None:
    """The name is printed at the evidence; one put together from a list is read across the list.

    A name that is not marked as composed is printed in one piece. Fix: write the name exactly as printed,
    or true in name_composed.
    """
    name = letters(quote.row.get(NAMES.get(quote.table, ""), ""))
    if not name or quote.place is None:
        return None
    text = plan.letters_around(quote.place, quote.end)
    rest = iter(text)
    in_order = all(letter in rest for letter in name)  # each is looked for behind the one before
    if quote.row.get("name_composed") == "false":
        in_order = name in text
    return None if in_order else plan.text[quote.place : quote.place + 40]


EVERY_ROW = (evidence_instead, section_instead, name_instead)
EVERY_FIGURE = (value_instead, unit_instead, comparator_instead)
