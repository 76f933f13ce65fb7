"""What the words of a quote say for certain of a row: a figure's value, unit, bound and kind, a body's role."""

import re
from collections.abc import Iterable

from pyplanning.evidence.dating import Dating, report_year
from pyplanning.evidence.numerals import Figure, comparator, figures, is_fall, years
from pyplanning.evidence.text import Span, normalise
from pyplanning.io import Row

OWN_UNITS = {"%": "percent", "倍": "times", "位": "place"}
VAGUE_UNITS = ("item",)  # 个 is printed for enterprises too
_N = r"[\d一二三四五六七八九十百千两]"
# What the words before and around a figure say of its kind; the first that fits counts.
_MEASURES = (
    ("cagr", re.compile(r"年均(?!浓度|气温|降水)|每年(?:增长|提高|下降)")),
    ("rank", re.compile(rf"[第前]{_N}+[位名]|首位")),
    ("cumulative_change", re.compile(rf"(?:增长|增加|提高|提升|下降|降低|减少|缩短)(?:了|约|超过)?{_N}|翻{_N}?番")),
    ("count_new", re.compile("新增|引进|引育|新建|新培育")),
    ("level", re.compile(rf"(?:达到?|突破|超过|提高到|增加到|不低于|不少于|为|总数|约){_N}")),
)
CHANGES = ("cagr", "cumulative_change")  # measures of which a fall is negative
NATURES = {"约束性": "binding", "预期性": "expected"}
_QUALIFIER = re.compile("(?:力争|确保|争取)?(?:突破|超过|不低于|不少于|不高于|不超过)|力争达到|约$")
_LEAD, _HELP = "牵头", "配合|参与|参加|协助"
_ROLE = re.compile(f"(?P<lead>{_LEAD})|(?P<participant>{_HELP})")
_LIST = re.compile("[^。;,()]*")  # as far as a list of bodies reaches
_HEAD = re.compile(f"(?:(?P<lead>{_LEAD})|(?P<participant>{_HELP})|责任)(?:单位|部门):[^。;()]*$")
_MARK = re.compile(f"(?:{_LEAD}|{_HELP}|负责|会同)?(?:单位)?[:、,，;；。()（）]*$")
_ROLES_SAID = re.compile(f"{_LEAD}(?:单位|部门)|为{_LEAD}")  # of all lists
ROLE_REACH = 60  # characters after a body's name in which its role is looked for


def said_by_figure(quote: str, before: str, after: str, units: Iterable[Row]) -> Row:
    """Give what a quote with one figure says of a row: value, unit, comparator, measure; {} where it has several.

    ``before`` and ``after`` are the text around the quote, "" where that is not known.
    """
    text, start = before + normalise(quote) + after, len(before)
    dated = years(text)
    found = [f.moved(start) for f in figures(normalise(quote))]
    found = [f for f in found if not any(y.start <= f.start < y.end for y in dated)]
    sized = [(f, unit) for f in found if (unit := _unit(text, f, units))]
    if len(found) != 1 or not sized:
        return {}
    (figure, unit), *_ = sized
    measure = measure_of(quote)
    sign = "-" if measure in CHANGES and is_fall(text, figure) else ""
    cells = {"value": f"{sign}{figure.number:.10g}", "unit_id": unit, "comparator": comparator(text, figure)}
    return cells | {"measure": measure}


def said_by_cell(quote: str, units: Iterable[Row]) -> Row:
    """Give what the cells of a table's row say that are quoted up to one figure, its unit before it: value and unit."""
    text = normalise(quote)
    found = figures(text)
    last = found[-1] if found else None
    if last is None or last.end != len(text) or sum(text[f.start].isascii() for f in found) != 1:
        return {}
    named = [u for u in units if u["name_zh"] and text.endswith(u["name_zh"], 0, last.start)]
    unit = max(named, key=lambda u: len(u["name_zh"]), default={"unit_id": ""})["unit_id"]
    return {"value": f"{last.number:.10g}", "unit_id": unit, "comparator": "eq"} if unit else {}


def _unit(text: str, figure: Figure, units: Iterable[Row]) -> str:
    """Find the unit that is printed behind a figure in digits; "" where none is, or one that is printed for others."""
    if figure.unit:
        return OWN_UNITS.get(figure.unit, "") if figure.value == figure.number else ""
    if not text[figure.start].isascii():
        return ""
    named = [u for u in units if u["name_zh"] and text.startswith(u["name_zh"], figure.stop)]
    unit = max(named, key=lambda u: len(u["name_zh"]), default={"unit_id": ""})["unit_id"]
    return "" if unit in VAGUE_UNITS else unit


def measure_of(quote: str) -> str:
    """Read of what kind a quote's figure is; "" where its words do not say."""
    text = normalise(quote)
    return next((measure for measure, words in _MEASURES if words.search(text)), "")


def nature_of(quote: str) -> str:
    """Read whether a target is binding or expected, as tables of indicators say; "" where the quote does not."""
    return next((nature for word, nature in NATURES.items() if word in quote), "")


def year_of_sentence(text: str, span: Span) -> str:
    """Read the last year that the sentence of a quote names up to its end, and that is no base year; "" for none."""
    sentence = sentence_of(text, span)
    if now := report_year(text):
        dated = Dating(sentence, now=now).of(len(sentence) - 1, len(sentence), "")
        return str(dated.year) if dated else ""
    named = [y for y in years(sentence) if not y.base]
    return str(named[-1].year) if named else ""


def sentence_of(text: str, span: Span) -> str:
    """Cut out of a text the sentence of a quote, from its beginning to the end of the quote."""
    return text[text.rfind("。", 0, span[0]) + 1 : span[1]]


def role_of(before: str, quote: str, after: str, text: str) -> str:
    """Read the role of a body from the words of its list, A牵头, B、C配合, or of its head, 牵头单位:A; "" if unsure.

    A list without such words says nothing of roles in a ``text`` that has them in no list.
    """
    behind = _LIST.match(quote + after[:ROLE_REACH])
    match = _ROLE.search(behind[0] if behind else "") or _HEAD.search(before[-ROLE_REACH:])
    if match and match.lastgroup:
        return match.lastgroup
    return "unspecified" if text and not _ROLES_SAID.search(text) else ""


def as_written(quote: str) -> str:
    """Leave of a quote that names a body its name: 省财政厅牵头 is 省财政厅."""
    return _MARK.sub("", quote.strip())
