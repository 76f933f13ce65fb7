"""Rules between a row and the plan's text: the row says what the text says at its place.

A check takes a quote and its plan and gives what the text says instead, or None where row and
text agree. A column that is null claims nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isclose

from pyplanning.evidence.numerals import Figure, comparator, comparator_of_list, figures, is_fall
from pyplanning.evidence.quote_words import CHANGES
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
NOTHING = {"no section": "章节之外的部分", "no figure": "无数值", "no year": "无年份"}  # what is found where nothing is
_CROWDS = "群众|人口|农民|居民|职工|学生|儿童|劳动力|老人|老年人|游客|旅客|患者|儿女|对象|婴幼儿|牧民"
_PEOPLE = f"(?:[名位人]|[\u4e00-\u9fff]{{0,6}}(?:{_CROWDS}))"  # behind a number of people
_POINTS = re.compile(r"个?(?:[、和及与][0-9.]+个?)+百分点")
_NO_UNIT = re.compile("元|[、,。;)]|台阶|新台阶|大关|[两二三四五六七八九]个|级|规模|的|$")  # 5万亿台阶, 千亿级
SENTENCE = 60  # characters before a figure in which the other half of its unit is looked for
_BRACKETED = re.compile(r"\(([^()]{1,12})\)")
SPELLINGS = {  # of base units, or of a unit, in print
    "person": ("人", "名", "位"),
    "place": ("位", "名", "强"),
    "times": ("倍", "番"),
    "percentage-point": ("个百分点", "百分点"),
    "year": ("年", "岁", "周岁"),
    "kilowatt-hour": ("千瓦时", "度"),
    "twenty-foot-equivalent-unit": ("标准箱", "标箱", "TEU"),
    "eflops": ("EFLOPS", "Eflops", "EFlops", "E", "百亿亿次/秒"),
}
COUNTED = ("count", "rank", "persons", "person-times", "index")  # quantities of the measure words of counts


@rule(
    "PL503",
    column="evidence",
    en="{key} – the evidence “{value}” is not in the text at {start} – found “{found}”",
    zh="{key}：证据“{value}”不在原文第{start}字处，该处为“{found_zh}”",
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
    """Find the figure in the text that gives the row's value, in its evidence: as printed, or in the row's unit.

    A range ends where its upper end does, if the row has that too.
    """
    row, unit = quote.row, plan.units.get(quote.row["unit_id"], {})
    name, factor = unit.get("name_zh", ""), unit.get("factor", "1")
    return _figure_of(quote.text, quote.place, row["value"], row["value_max"], name, factor)


@lru_cache(maxsize=1)  # one rule after another asks for the figure of a row
def _figure_of(text: str, place: int | None, value: str, value_max: str, unit: str, times: str) -> Figure | None:
    """Find the figure that gives a value, as printed or in a unit with a name and a factor, in a quote at a place."""
    lower, upper, factor = _number(value), _number(value_max), _number(times)
    if lower is None or factor is None or place is None:
        return None
    lower, upper, found = abs(lower), upper if upper is None else abs(upper), figures(text)
    before_unit = [f for f in found if unit and text.startswith(unit, f.stop)]
    figure = _stating(lower, factor, before_unit) or _stating(lower, factor, found)
    if figure and upper is not None and (last := _stating(upper, factor, [f for f in found if f.start >= figure.end])):
        figure = replace(figure, end=last.end, stop=last.stop, unit=last.unit)
    return figure.moved(place) if figure else None


def _stating(value: float, factor: float, found: Sequence[Figure]) -> Figure | None:
    """Find the first figure that gives a value as printed, or else in a unit of that factor."""
    printed = [f for f in found if isclose(f.number, value)] or [f for f in found if isclose(f.value, value * factor)]
    return printed[0] if printed else None


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
    """The figure in the evidence, Arabic or Chinese, gives the row's value (and its upper end); a fall is negative.

    Fix: correct the value, or quote the place that states it.
    """
    if not quote.row["value"]:
        return None
    figure = figure_of(quote, plan)
    if figure and _has_upper_end(quote):
        falls = quote.row.get("measure") in CHANGES and is_fall(plan.text, figure)
        either = figure.number == 0 or plan.text[figure.start - 2 : figure.start] == "改善"
        if either or falls == quote.row["value"].startswith("-"):
            return None
        return f"{'-' if falls else ''}{figure.number:g}{figure.unit}"
    return ", ".join(f"{f.number:g}{f.unit}" for f in figures(quote.text)) or "no figure"


def _has_upper_end(quote: Quote) -> bool:
    """Say whether a figure in the evidence gives the upper end of a row's value, if it has one."""
    if not quote.row["value_max"]:
        return True
    upper = _number(quote.row["value_max"])
    return upper is not None and any(isclose(f.number, abs(upper)) for f in figures(quote.text))


@rule(
    "PL506",
    column="unit_id",
    en="{key} – unit {value} is not what the text says – found “{found}” after “{quote}”",
    zh="{key}：单位{value}与原文不符，“{quote}”之后为“{found_zh}”",
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
    if quote.row["table_label"]:
        if _in_table(unit["name_zh"], quote, plan, figure):
            return None
        if plan.is_quote:  # a unit of another cell may be before the quote
            before = plan.text[max(0, figure.start - SENTENCE) : figure.start]
            return _printed_name(plan, (before[start:] for start in range(len(before)))) or None
    elif figure.end == len(plan.text):
        return None  # the quote does not reach to the unit
    if _printed(unit, quote, plan, figure):
        return None
    behind = plan.text[figure.stop : figure.stop + 20]
    return _printed_name(plan, _beginnings(behind)) or behind[:4]


def _printed_name(plan: Plan, places: Iterable[str]) -> str:
    """Find the longest name of a unit among texts: 万千瓦时 is no 万千瓦."""
    return max((text for text in places if text in plan.named), key=len, default="")


def _beginnings(text: str) -> Iterator[str]:
    """Yield what a text may begin with."""
    return (text[:end] for end in range(1, len(text) + 1))


def _printed(unit: Row, quote: Quote, plan: Plan, figure: Figure) -> bool:
    """Say whether the unit is behind the figure, or in its words: 4000亿元, 108万人, 第8位, 五百亿元, 千亿级."""
    text, name = plan.text, unit["name_zh"]
    if unit["quantity"] == "rank" and text[figure.start - 1 : figure.start] in ("第", "前"):
        return True
    rest = re.sub("^([万亿]?)[多余]", r"\1", text[figure.stop : figure.stop + 20])  # 4700多亿元, 3亿余元
    printed = _printed_name(plan, _beginnings(rest))
    if (printed and printed == name) or _printed_apart(name, plan, figure, rest):
        return True
    size, factor = _number(quote.row["value"]), _number(unit["factor"])
    if size is None or factor is None:
        return False
    same_size = isclose(figure.value, size * factor)
    if unit["quantity"] in ("count", "index"):  # 20万辆 is no 20 in number
        other = plan.named.get(printed)
        times = _number(other["factor"]) if other and other["quantity"] == unit["quantity"] else None
        same_size = same_size or (times is not None and isclose(figure.number * times, size * factor))
        return same_size and (other is None or other["quantity"] in COUNTED)
    people = unit["quantity"] == "persons" and isclose(figure.number, size)
    if people and re.match(f"{name.removesuffix('人')}{_PEOPLE}", rest):  # 50万名, 420多万群众
        return True
    alone = bool(_NO_UNIT.match(text, figure.end)) and not text.startswith("元", figure.end)  # 超百万的省份
    people = alone and unit["quantity"] in ("persons", "person-times") and text[figure.end - 1] in "万亿"
    if unit["unit_id"] in SPELLINGS and isclose(figure.number, size) and not people:
        return rest.startswith(SPELLINGS[unit["unit_id"]])
    spellings = SPELLINGS.get(unit["base_unit"], ())
    if same_size and (rest.startswith(spellings) or text.startswith(spellings, figure.end)):
        return True
    if unit["quantity"] == "share" and "∶" in (text[figure.stop : figure.stop + 1], text[figure.start - 1]):
        return True  # 三次产业比重为7∶40∶53
    in_words = people or (unit["quantity"] == "money" and text[figure.end - 1] == "亿")
    if figure.stop != figure.end or not same_size:  # Arabic digits with a magnitude have the unit behind them, 元 apart
        return same_size and in_words and bool(_NO_UNIT.match(text, figure.end))
    return in_words or text.startswith(spellings or (name.lstrip("十百千万亿") or name[-1:],), figure.end)


def _printed_apart(name: str, plan: Plan, figure: Figure, rest: str) -> bool:
    """Say whether a unit of one thing per another is printed in two places: 人均…3万元, 每立方米19微克, 19微克每立方米.

    Or a unit once behind a list: 高于12.7个、12个百分点.
    """
    one, _, other = name.partition("/")
    if other and rest.startswith(one):
        before = plan.text[max(0, figure.start - SENTENCE) : figure.start]
        each = "每" + other.replace("·", "每")  # 每人每月209元
        words = ("人均", "每人") if other == "人" else (each, f"单位{other}", "度电")
        return plan.is_quote or rest.startswith(f"{one}每{other}") or any(word in before for word in words)
    return name == "个百分点" and bool(_POINTS.match(rest))


def _in_table(name: str, quote: Quote, plan: Plan, figure: Figure) -> bool:
    """Say whether the unit of a table's cell is in the cell before it, or in brackets in the head of row or column."""
    before = plan.text[plan.section_at(figure.start)[0] : figure.start]
    if quote.row["measure"] == "cagr":
        return name == "%" and "(%)" in before
    bracketed = [words for words in _BRACKETED.findall(before) if words in plan.named]
    return before.endswith(name) or bracketed[-1:] == [name]


@rule(
    "PL507",
    column="comparator",
    en="{key} – comparator {value} is not what the words say – found {found} at “{quote}”",
    zh="{key}：比较关系{value}与原文用词不符，“{quote}”为{found_zh}",
)
def comparator_instead(quote: Quote, plan: Plan) -> str | None:
    """The words around the figure (以上, 突破, 左右, 前…位) give the row's comparator.

    In 分别增长5%、6%以上 the word behind the list may hold for each of it.

    Fix: correct the comparator, or take the qualifying word into the evidence.
    """
    figure = figure_of(quote, plan)
    if figure is None or not quote.row["comparator"]:
        return None
    found = comparator(plan.text, figure, plan.units.get(quote.row["unit_id"], {}).get("name_zh", ""))
    return None if quote.row["comparator"] in (found, comparator_of_list(plan.text, figure)) else found


@rule(
    "PL509",
    en="{key} – {column} “{value}” cannot be read at “{quote}” – found “{found}”",
    zh="{key}：{column}“{value}”与“{quote}”处的文字不符，该处为“{found_zh}”",
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
