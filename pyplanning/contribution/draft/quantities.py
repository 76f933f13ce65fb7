"""The quantities of a text: a figure with its unit, its upper end, and how far its words reach."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import isclose

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.evidence.numerals import Figure, figures

COUNTS = "家个项条名位座台辆艘套件所户种类支款次例处场间张枚颗部篇门只头株栋幢宗起笔批对组集尊本册架人"
# Measure words whose unit is known under another name; other measure words count things.
SPELT = {
    "名": "person",
    "位": "person",
    "人": "person",
    "百分点": "percentage-point",
    "番": "times",
    "户": "enterprise",
}
_BASES = (
    "元/人|元/亩|美元|元|吨标准煤/万元|吨二氧化碳/万元|吨标准煤|吨/万元|立方米/万元|微克/立方米|件/亿元|件/万人|人年/万人|"
    "标准箱|标箱|TEU|人次|架次|班次|户次|件次|车次|场次|平方公里|平方米|立方米|海里|公里|公顷|米|"
    "千瓦时|千瓦|兆瓦|吉瓦|度|吨公里|吨|公斤|斤|升|桶|亩|个百分点|百分点|‰|%|倍|番|岁|分(?!别|之)|册|床|张|"
    f"[{COUNTS}]"
)
_UNIT = re.compile(rf"[多余]?(?P<magnitude>[十百千万亿]*)[多余]?(?P<base>{_BASES})")
UNIT_BEFORE = re.compile(rf"\d[多余]?[十百千万亿]*[多余]?(?:{_BASES})")
# 420万困难群众: people, without a measure word.
_PEOPLE = re.compile(
    "[多余]?(?P<magnitude>[万亿])(?=[^,。;、\\d]{0,6}(?:群众|人口|农民|居民|职工|学生|儿童|劳动力|老人|老年人|游客|旅客|患者|儿女|农民工|监测对象))"
)
_RANGE = re.compile(r"(?P<unit>[%万亿千百十]*[^\d,。;、]{0,3}?)(?:-+|~|至|到)")
MAGNITUDES = (("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("", 1.0))
_COUNT_WORDS = frozenset(COUNTS)


@dataclass(frozen=True)
class Quantity:
    """A quantity at ``start``:``end`` of a text.

    ``figure`` is its number as read; ``value`` and ``value_max`` are in the unit ``unit_id``, which is the
    printed one where the package has none of the name. ``printed`` is the unit as printed, "" where there is none,
    and ``quantity`` what it measures.
    """

    figure: Figure
    start: int
    end: int
    value: float
    unit_id: str
    printed: str
    quantity: str
    value_max: float | None = None
    upper: Figure | None = None

    @property
    def last(self) -> Figure:
        """The figure that is printed last: of a range its upper end."""
        return self.upper or self.figure


def quantities(text: str, known: Lexicon) -> list[Quantity]:
    """Find the quantities of ``text`` in order; the ends of a range are one."""
    names = {row["name_zh"]: row["unit_id"] for row in known.rows["units"]}
    found = [_quantity(text, figure, names) for figure in figures(text)]
    kinds = {unit_id: row["quantity"] for unit_id, row in known.units.items()}
    found = [replace(q, quantity=kinds.get(q.unit_id, "") or _kind(q.printed)) for q in found]
    return list(_ranges(text, found))


def _quantity(text: str, figure: Figure, names: Mapping[str, str]) -> Quantity:
    """Read the unit behind a figure."""
    if figure.unit:
        return _made(figure, figure.value, names.get(figure.unit, ""), figure.unit)
    if figure.stop == figure.end and text[figure.start] not in "0123456789":
        return _in_words(text, figure, names)
    if people := _PEOPLE.match(text, figure.stop):
        name = people["magnitude"] + "人"
        return _made(figure, figure.number, names.get(name, name), name, people.end())
    unit = _UNIT.match(text, figure.stop)
    if not unit:
        name = max((n for n in names if text.startswith(n, figure.stop)), key=len, default="")
        value = figure.number if name else figure.value
        return _made(figure, value, names.get(name, ""), name, figure.stop + len(name))
    printed = unit["magnitude"] + unit["base"]
    if unit["magnitude"] and SPELT.get(unit["base"]) == "person":
        printed = unit["magnitude"] + "人"
    if printed in names:
        return _made(figure, figure.number, names[printed], printed, unit.end())
    base = SPELT.get(unit["base"]) or names.get(unit["base"], "")
    if unit["base"] in _COUNT_WORDS or base == "percentage-point":
        return _made(figure, figure.value, base or "item", unit["base"], unit.end())
    return _made(figure, figure.number, printed, printed, unit.end())


def _made(figure: Figure, value: float, unit_id: str, printed: str, end: int = 0) -> Quantity:
    return Quantity(figure, figure.start, max(end, figure.end), value, unit_id, printed, "")


def _in_words(text: str, figure: Figure, names: Mapping[str, str]) -> Quantity:
    """Read the unit behind a figure in words: 五百亿元 is 500 in 亿元."""
    unit = _UNIT.match(text, figure.end)
    base, end = (unit["base"], unit.end()) if unit else ("", figure.end)
    money = base == "元" or (not base and text[figure.end - 1] == "亿")
    for magnitude, factor in MAGNITUDES:
        name = magnitude + ("元" if money else base)
        if name in names and figure.value >= factor and (magnitude or not money):
            return _made(figure, figure.value / factor, names[name], name, end)
    known = SPELT.get(base) or names.get(base, "")
    return _made(figure, figure.value, known or ("item" if base in _COUNT_WORDS else base), base, end)


def _kind(printed: str) -> str:
    """Say what a unit that the package does not have measures: counts, or anything physical."""
    if not printed:
        return ""
    return "count" if printed[-1] in _COUNT_WORDS or printed.endswith("次") else "physical"


def _ranges(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Make one of the two ends of a range: 4%-4.5%, 3至6家, 10亿~50亿元."""
    skip = False
    for low, high in zip_longest(found, found[1:]):
        if skip:
            skip = False
            continue
        value = low.value if high and low.unit_id == high.unit_id else low.figure.number
        if high and _between(text, low, high) and value < high.value and not isclose(value, high.value):
            skip = True
            yield replace(
                high, start=low.start, figure=low.figure, value=value, value_max=high.value, upper=high.figure
            )
        else:
            yield low


def _between(text: str, low: Quantity, high: Quantity) -> bool:
    """Say whether two quantities are the ends of a range."""
    joined = _RANGE.fullmatch(text, low.figure.stop, high.start)
    if not joined or not high.printed or text[max(0, low.start - 1) : low.start] in ("从", "由", "第", "-", "自"):
        return False
    return not joined["unit"] or high.printed.endswith(joined["unit"]) or high.printed.startswith(joined["unit"])
