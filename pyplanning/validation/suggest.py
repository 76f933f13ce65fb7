"""Suggest what a cell that is wrong probably means: only readings that keep what was written."""

import re
import unicodedata
from datetime import date

from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.resource import Field
from pyplanning.evidence import numerals
from pyplanning.evidence.text import tidy

_GROUPED = re.compile(r"(?<=\d)[,'\s](?=\d{3}(?!\d))")  # the comma of 1,200, where three digits follow
_SPARE = re.compile(r"(?<!\d)\s|\s(?!\d)")
_WHOLE = re.compile(r"([+-]?\d+)\.0+")
_YEAR = re.compile(r"(\d{4})年?")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_BOUND = re.compile(
    "不低于|不少于|不小于|至少|不高于|不超过|不大于|不多于|突破|超过|超|高于|大于|多于|低于|小于|少于|约|近|接近|达到|达"
    "|[及或]?以上|以[内下]|左右|[多余]"
)
_BOOLEANS = {"是": "true", "否": "false", "yes": "true", "no": "false", "y": "true", "n": "false"}


def corrected(field: Field, cell: str) -> dict[str, str]:
    """Read a cell as what was probably intended, by column: the field's own, and for a figure its comparator and unit.

    "1,200" is 1200; "10000以上" is 10000 with comparator ge; "12%" is 12 with unit percent;
    "2026年1月31日" is 2026-01-31; a listed value may be written as its label. {} where nothing
    can be read without guessing.
    """
    text = tidy(unicodedata.normalize("NFKC", cell))
    if field.type in ("integer", "number", "year") and "enum" not in field.constraints:
        cells = _figure(field, text)
        return {} if cells == {field.name: cell} else cells
    value = _value(field, text)
    return {field.name: value} if value and value != cell and castable(value, field.type) else {}


def suggestion(field: Field, cell: str) -> str:
    """Write ``corrected`` as one text: 10000 (comparator ge); "" where there is none."""
    found = corrected(field, cell)
    own = found.pop(field.name, "")
    return own + (f" ({', '.join(f'{column} {value}' for column, value in found.items())})" if found else "")


def _value(field: Field, text: str) -> str:
    """Read a text as a value of a field that is no figure; "" where it is none."""
    if "enum" in field.constraints:
        return _listed(field, text)
    if field.type == "date":
        return _day(text)
    if field.type == "boolean":
        return _BOOLEANS.get(text.lower(), text.lower())
    return _matching(field, text)


def _listed(field: Field, text: str) -> str:
    """Find the listed value that ``text`` is in other letters, or whose label it is."""
    spellings = {str(value).casefold(): str(value) for value in field.constraints["enum"]}
    for category in field.categories:
        labels = filter(None, (category.label, category.label_zh))
        spellings |= {label.casefold(): str(category.value) for label in labels}
    return spellings.get(text.casefold(), "")


def _matching(field: Field, text: str) -> str:
    """Write a key as keys are written, where the column's pattern asks for that."""
    pattern = field.constraints.get("pattern", "")
    key = re.sub(r"[\s_]+", "-", text.lower())
    try:
        return next((t for t in (text, key) if pattern and re.fullmatch(pattern, t)), "")
    except re.error:
        return ""


def _day(text: str) -> str:
    match = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups() if part)).isoformat() if match else ""
    except ValueError:
        return ""


def _figure(field: Field, text: str) -> dict[str, str]:
    """Read a figure as its number, and a value in words with its comparator and per cent too."""
    plain = _SPARE.sub("", _GROUPED.sub("", text))
    number = _WHOLE.fullmatch(plain) or _YEAR.fullmatch(plain)
    if number and field.type != "number":
        plain = number[1]
    if plain and castable(plain, field.type):
        return {field.name: plain}
    found = numerals.figures(plain)
    if field.name != "value" or len(found) != 1 or found[0].stop != found[0].end:
        return {}
    figure, per_cent = found[0], plain[found[0].end :].startswith("%")
    digits, others = plain[figure.start : figure.stop], plain[: figure.start] + plain[figure.end + per_cent :]
    if _BOUND.sub("", others).strip() or not castable(digits, field.type):
        return {}
    bound = numerals.comparator(plain, figure)
    cells = {field.name: digits} | ({"comparator": bound} if bound != "eq" else {})
    return cells | ({"unit_id": "percent"} if per_cent else {})
