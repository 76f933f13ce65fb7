"""Rules between a row and the plan's text: the row says what the text says at its place.

A check takes a claim and its plan and returns what the text says instead, or None where
row and text agree. A column that is null claims nothing.
"""

from __future__ import annotations

from pyplanning.evidence.numerals import Figure, Year, comparator, figures
from pyplanning.evidence.quotes import Claim, Plan
from pyplanning.evidence.text import fold, normalise
from pyplanning.rule import rule

WINDOW = 160  # how far around its quote a name may be spread, in characters
# Columns that must be readable at the place of the row's quote.
NAMES = {
    "industries": "name_zh",
    "projects": "name_zh",
    "technology_centres": "name_zh",
    "tasks": "title_zh",
    "terms": "term_zh",
    "citations": "cited_title_zh",
    "park_industries": "industry_zh",
    "responsibilities": "as_written",
    "park_roles": "role_zh",
}
FIGURES = {"targets": "target_year", "observations": "year"}


@rule(
    "PL503",
    column="evidence",
    en="{key} – the evidence “{value}” is not in the text at {start} – found “{found}”",
    zh="{key}：证据“{value}”不在文本第{start}字处，该处为“{found}”",
)
def quote_stands(claim: Claim, plan: Plan) -> str | None:
    """The text holds the evidence at its offset, letter for letter.

    In a copy that is not the very text cited, the evidence stands near its offset.
    Fix: copy the evidence from the normalised text and count its offset again.
    """
    return None if claim.place is not None else plan.text[max(claim.start, 0) :][: len(claim.quote)]


@rule(
    "PL504",
    column="section_id",
    en="{key} – section {value} does not hold the evidence at {start} – found {found}",
    zh="{key}：章节{value}不包含第{start}字处的证据，该处属于{found}",
)
def section_holds(claim: Claim, plan: Plan) -> str | None:
    """The row's section is the deepest one that holds the evidence.

    Fix: give the section under whose heading the evidence stands.
    """
    stated = claim.row.get("section_id", "")
    if claim.table == "sections" or not stated or claim.place is None:
        return None
    found = plan.section_at(claim.place)
    return None if stated == found else found or "no section"


def figure_of(claim: Claim, plan: Plan) -> Figure | None:
    """The figure in the evidence that gives the row's value: as printed, or in the row's unit."""
    value = _number(claim.row["value"])
    factor = _number(plan.units.get(claim.row["unit_id"], {}).get("factor", "1"))
    if value is None or factor is None:
        return None
    found = figures(claim.quote)
    printed = [f for f in found if _same(f.number, value)]
    return next(iter([*printed, *(f for f in found if _same(f.value, value * factor))]), None)


def _number(cell: str) -> float | None:
    """A cell's number; None where it holds none, which other rules tell."""
    try:
        return float(cell)
    except ValueError:
        return None


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


@rule(
    "PL505",
    column="value",
    en="{key} – value {value} is not what the evidence says – found {found} in “{quote}”",
    zh="{key}：数值{value}与证据不符，“{quote}”中为{found}",
)
def value_follows(claim: Claim, plan: Plan) -> str | None:
    """The figure in the evidence, Arabic or Chinese, gives the row's value (and its upper end).

    Fix: correct the value, or quote the place that states it.
    """
    if not claim.row["value"]:
        return None
    found = figures(claim.quote)
    said = ", ".join(f"{f.number:g}{f.unit}" for f in found) or "no figure"
    if figure_of(claim, plan) is None:
        return said
    if not claim.row["value_max"]:
        return None
    upper = _number(claim.row["value_max"])
    return None if upper is not None and any(_same(f.number, upper) for f in found) else said


@rule(
    "PL506",
    column="unit_id",
    en="{key} – unit {value} is not what the text says – found “{found}” after “{quote}”",
    zh="{key}：单位{value}与文本不符，“{quote}”处为“{found}”",
)
def unit_follows(claim: Claim, plan: Plan) -> str | None:
    """The unit is printed at the figure, or in the table column that holds it.

    Counts take any measure word (个, 家, 项 …), but no unit of another quantity.
    Fix: give the unit as printed.
    """
    figure, unit = figure_of(claim, plan), plan.units.get(claim.row["unit_id"])
    if figure is None or unit is None or claim.place is None:
        return None
    figure = figure.moved(claim.place)
    if figure.unit:
        return None if unit["name_zh"] == figure.unit else figure.unit
    if claim.row["table_label"] and _in_table(unit["name_zh"], claim, plan, figure):
        return None
    if unit["quantity"] == "count":
        other = [u["name_zh"] for u in plan.units.values() if u["quantity"] in ("money", "share", "mass", "power")]
        return next((name for name in other if plan.text.startswith(name, figure.stop)), None)
    return None if _printed(unit, claim, plan.text, figure) else plan.text[figure.stop : figure.stop + 4]


# Other ways to print a base unit.
SPELLINGS = {"person": ("人", "名", "位"), "place": ("位", "名"), "times": ("倍", "番")}


def _printed(unit: dict[str, str], claim: Claim, text: str, figure: Figure) -> bool:
    """4000亿元, 108万人, 第8位, 五百亿元, 千亿级: the unit behind the figure, or in its words."""
    if text.startswith(unit["name_zh"], figure.stop):
        return True
    if unit["quantity"] == "rank" and text[figure.start - 1 : figure.start] in ("第", "前"):
        return True
    if figure.stop != figure.end or not _same(figure.value, float(claim.row["value"]) * float(unit["factor"])):
        return False  # Arabic digits with a magnitude have the unit printed behind them
    base = SPELLINGS.get(unit["base_unit"], (unit["name_zh"][-1],))
    in_words = unit["quantity"] == "money" and text[figure.end - 1] == "亿"
    return in_words or text.startswith(base, figure.end)


def _in_table(name: str, claim: Claim, plan: Plan, figure: Figure) -> bool:
    """A table cell's unit stands in the cell before it, or in a growth column's heading."""
    if claim.row["measure"] == "cagr":
        return name == "%" and "(%)" in plan.text[plan.section_start(figure.start) : figure.start]
    return plan.text.endswith(name, 0, figure.start)


@rule(
    "PL507",
    column="comparator",
    en="{key} – comparator {value} is not what the words say – found {found} at “{quote}”",
    zh="{key}：比较关系{value}与文字不符，“{quote}”处为{found}",
)
def comparator_follows(claim: Claim, plan: Plan) -> str | None:
    """The words around the figure (以上, 突破, 左右, 前…位) give the row's comparator.

    Fix: correct the comparator, or take the qualifying word into the evidence.
    """
    figure = figure_of(claim, plan)
    if figure is None or claim.place is None or not claim.row["comparator"]:
        return None
    found = comparator(plan.text, figure.moved(claim.place))
    return None if found == claim.row["comparator"] else found


def year_of(claim: Claim, plan: Plan) -> Year | None:
    """The year that dates a figure: the last that the text names before the quote ends.

    A year that growth is counted from (比2016年) dates nothing.
    """
    named = [y for y in plan.years if y.end <= claim.end and not y.base]
    return named[-1] if named else None


@rule(
    "PL508",
    en="{key} – {column} {value} is not the year that the text names – found {found} before “{quote}”",
    zh="{key}：{column}为{value}，与文本所述年份不符，“{quote}”之前为{found}",
)
def year_follows(claim: Claim, plan: Plan) -> str | None:
    """The last year that the text names up to the figure is the row's year.

    A five-year period stands for its last year; a year after 比 or 较 is a base year.
    Fix: give the year that the sentence names, or none where it names none.
    """
    stated = claim.row[FIGURES[claim.table]]
    if not stated or claim.place is None:
        return None
    found = year_of(claim, plan)
    return None if found and str(found.year) == stated else str(found.year) if found else "no year"


@rule(
    "PL509",
    en="{key} – {column} “{value}” cannot be read at “{quote}” – found “{found}”",
    zh="{key}：{column}“{value}”在“{quote}”处读不出，该处为“{found}”",
)
def name_follows(claim: Claim, plan: Plan) -> str | None:
    """The name is printed at the evidence; a name restored from a list is read across it.

    Fix: write the name to the letter.
    """
    name = _letters(claim.row.get(NAMES.get(claim.table, ""), ""))
    if not name or claim.place is None:
        return None
    begin = max(0, min(claim.place - WINDOW, plan.section_start(claim.place)))
    window = plan.text[begin : claim.end + WINDOW]
    return None if _reads(name, _letters(window)) else plan.text[claim.place : claim.place + 40]


def _letters(text: str) -> str:
    return "".join(c for c in fold(normalise(text)) if c.isalnum())


def _reads(name: str, window: str) -> bool:
    """The letters of ``name`` stand in ``window`` in their order."""
    rest = iter(window)
    return all(char in rest for char in name)


EVERY_ROW = (quote_stands, section_holds, name_follows)
EVERY_FIGURE = (value_follows, unit_follows, comparator_follows, year_follows)
