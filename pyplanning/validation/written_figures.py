"""Figures as people write them: 1,230, 2亿, 三十, -18%, ≥73, 30家左右, 1442亿元, 2—3.

A figure is read with what is said around it – a bound, a unit, the upper end of a range – where the row
has columns for these. Where it has none, or they say something else, it is not read at all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.name_book import spell
from pyplanning.evidence.numerals import MYRIADS, TENS, chinese_number

_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[,' ]\d{3})+(?![\d,])", re.ASCII)
_SPARE = re.compile(r"(?<!\d)\s|\s(?!\d)")
_D, _TEN = "[一二两三四五六七八九]", "[一二三四五六七八九]?十[一二三四五六七八九]?"
_100 = f"{_D}百(?:{_TEN}|零{_D})?"
_1000 = f"{_D}千(?:{_100}|零(?:{_TEN}|{_D}))?"
_BELOW = f"(?:{_1000}|{_100}|{_TEN}|{_D})"
_WAN = f"{_BELOW}万(?:{_1000}|零(?:{_100}|{_TEN}|{_D}))?"
# A numeral that can be read in one way: not 三四十, which is 30 to 40, nor 三百五, which is 350.
_WORDS = re.compile(
    f"{_BELOW}万?亿(?:{_WAN}|零(?:{_WAN}|{_BELOW}))?|{_WAN}|{_BELOW}|[十百千万亿]+|[〇零一二三四五六七八九]{{4,}}"
)
_NUMBER = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))([十百千万亿]*)", re.ASCII)
_RANGE = re.compile("(?<=[^-–—―~～至到])(?:[-–](?=[^-–—―~～至到])|(?:[~～]|[—―]{1,2}|至|到)(?=[^—―~～至到]))")
_MINUS = re.compile(r"^(?:[−–—﹣]|负)(?=[\d.〇零一二两三四五六七八九十百千])")
_STOP = re.compile("[。;,、]+$")
# What bounds a figure → its comparator; the words are those that the rules on evidence know.
_BEFORE = [
    (re.compile(pattern), comparator)
    for pattern, comparator in (
        ("≥|≧|⩾|>=|不低于|不少于|不小于|大于(?:或)?等于|至少(?:达到?|为)?", "ge"),
        ("≤|≦|⩽|<=|不高于|不超过|不大于|不多于|小于(?:或)?等于|控制在|<|低于|小于|少于", "le"),
        (">|突破|超过?|高于|大于|多于|逾", "gt"),
        ("≈|~|大约|约|近|接近", "approx"),
        ("=|达到|达|为", "eq"),
    )
]
_AFTER = [
    (re.compile(f"(?:{pattern})$"), comparator)
    for pattern, comparator in (
        (r"[及或]?以上|\+", "ge"),
        ("[及或]?以[内下]", "le"),
        ("左右|上下", "approx"),
    )
]
_MORE = re.compile(r"(?<=[\d十百千万亿])[多余](?=\D*$)")


@dataclass(frozen=True)
class Columns:
    """The columns of a row in which a figure is said: its number, bound, upper end and unit; "" where there is none."""

    value: str
    comparator: str = ""
    value_max: str = ""
    unit: str = ""


def columns_of(name: str, row: Mapping[str, str | None]) -> Columns:
    """Find the columns that belong to the figure of a column, among those of its row."""
    if name == "value_max":
        return Columns(name, unit="unit_id" if "unit_id" in row else "")
    if not name.endswith("value"):
        return Columns(name)
    others = (name.removesuffix("value") + other for other in ("comparator", "value_max", "unit_id"))
    return Columns(name, *(other if other in row else "" for other in others))


def plain_number(text: str) -> str:
    """Write a numeral as plain digits: 1,200, 1 200.0, −18, 三十, 2亿; "" where it is none."""
    found = _number(_tight(text))
    return "" if found is None else _plain(found)


def written_figure(name: str, text: str, row: Mapping[str, str]) -> dict[str, str]:
    """Read a figure in words as cells by column: its own, and those of its row that do not say the same yet.

    The row has values for labels. {} where there is no figure, and where another cell contradicts it.
    """
    columns, (body, bound) = columns_of(name, row), _bounded(_tight(text))
    unit_cell = row.get(columns.unit, "")
    for unit, unit_name in _units_at_end(body, unit_cell):
        ends = _ends(body, unit_name, _unit_name(unit_cell))
        if not ends:
            continue
        others = {columns.comparator: bound, columns.unit: unit} | ({columns.value_max: ends[1]} if ends[1:] else {})
        said = {c: cell for c, cell in others.items() if cell not in ("", "eq", row.get(c))}
        return {} if any(c not in row or row[c] for c in said) else {name: ends[0]} | said
    return {}


def unit_key(cell: str) -> str:
    """Give the key of the unit that a cell names in either language; the cell itself where it names none."""
    return _units().get(spell(cell).casefold(), cell)


def _tight(text: str) -> str:
    """Write a figure without what parts its digits and words, with one kind of minus sign, and 元 for ¥."""
    text = _GROUPED.sub(lambda match: re.sub("[,' ]", "", match[0]), _STOP.sub("", text))
    text = _SPARE.sub("", text)
    if text.startswith("¥"):
        text = text[1:].removesuffix("元") + "元"
    return _MINUS.sub("-", text)


def _bounded(text: str) -> tuple[str, str]:
    """Take the words that bound a figure away; return what is left, and the comparator."""
    found = ""
    for pattern, comparator in _AFTER:
        if match := pattern.search(text):
            text, found = text[: match.start()], comparator
            break
    for pattern, comparator in _BEFORE:
        if (match := pattern.match(text)) and match.end() < len(text):
            text, found = text[match.end() :], found or comparator
            break
    if match := _MORE.search(text):
        text, found = text[: match.start()] + text[match.end() :], found or "gt"
    return text, found


def _ends(body: str, unit_name: str, row_unit: str) -> list[str]:
    """Read what is before the name of a unit: a number, or the two ends of a range; [] where it is neither."""
    numeral = _MINUS.sub("-", body.removesuffix(unit_name))
    if unit_name == "%" and numeral.startswith("百分之"):
        numeral = numeral.removeprefix("百分之")
    found = _scaled(numeral, unit_name, row_unit)
    if found is not None:
        return [_plain(found)]
    for split in _RANGE.finditer(numeral):
        low, high = numeral[: split.start()].removesuffix(unit_name), numeral[split.end() :].removeprefix("百分之")
        ends = [_scaled(part, unit_name, row_unit) for part in (_with_magnitude(low, high), high)]
        if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
            return [_plain(end) for end in ends if end is not None]
    return []


def _with_magnitude(low: str, high: str) -> str:
    """Give the lower end of 2—3亿 the magnitude that only the upper end has."""
    match, other = _NUMBER.fullmatch(high), _NUMBER.fullmatch(low)
    return low + match[2] if match and other and not other[2] else low


def _scaled(numeral: str, unit_name: str, row_unit: str) -> Decimal | None:
    """Read a number in the unit that is written, or in the row's where only a magnitude is: 1442亿 of 亿元 is 1442."""
    own = _magnitude(row_unit)
    if unit_name or not own:
        return _number(numeral)
    match = _NUMBER.fullmatch(numeral)
    if match and match[2]:
        return Decimal(match[1]) if match[2] == own else None
    return _number(numeral) if match else None


def _number(numeral: str) -> Decimal | None:
    """Read Arabic digits, with a magnitude, or a Chinese numeral that can be read in one way."""
    if match := _NUMBER.fullmatch(numeral):
        return Decimal(match[1]) * (chinese_number(match[2]) if match[2] else 1)
    sign, bare = (-1, numeral[1:]) if numeral.startswith("-") else (1, numeral)
    return sign * Decimal(chinese_number(bare)) if _WORDS.fullmatch(bare) else None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _magnitude(unit_name: str) -> str:
    return next((unit_name[:n] for n, c in enumerate(unit_name) if c not in MYRIADS | TENS), unit_name)


def _units_at_end(body: str, unit_cell: str) -> Iterator[tuple[str, str]]:
    """Give the units, as (key, name), with whose name a text ends: first the row's own, last none at all."""
    spelt = body.casefold()
    names = {name: key for name, key in {unit_cell.casefold(): unit_cell, **_units()}.items() if name}
    found = [name for name in names if spelt.endswith(name)]
    if body.startswith("百分之"):
        found.append("%")
    for name in sorted(found, key=lambda name: (names[name] != unit_cell, -len(name))):
        yield names[name], body[-len(name) :] if spelt.endswith(name) else name
    yield "", ""


def _unit_name(key: str) -> str:
    """Give the Chinese name of a unit by its key, as it is where it is not among the shipped ones."""
    return next((name for name, unit in _units().items() if unit == key), key)


@cache
def _units() -> Mapping[str, str]:
    """List the keys of the shipped units by all that they are called; the Chinese name comes first."""
    from pyplanning.io.read import read_text  # only a figure in words needs them

    rows: Sequence[dict[str, str]] = read_text(root(), descriptor().table("units")).fill_null("").to_dicts()
    names = {spell(row[c]).casefold(): row["unit_id"] for c in ("name_zh", "name_en", "unit_id") for row in rows}
    return {name: unit for name, unit in names.items() if name}
