"""What a cell that is wrong probably means: only readings that keep what was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.descriptor import Descriptor
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


def corrected(field: Descriptor, cell: str) -> dict[str, str]:
    """The cells that were meant, by column: the field's own, and for a figure its comparator and unit.

    "1,200" is 1200; "10000以上" is 10000 with comparator ge; "12%" is 12 with unit percent;
    "2026年1月31日" is 2026-01-31; a listed value may be written as its label. {} where nothing
    can be told without guessing.
    """
    name, kind, text = field["name"], field.get("type", "any"), tidy(unicodedata.normalize("NFKC", cell))
    if "enum" in field.get("constraints", {}):
        found = _listed(field, text)
    elif kind in ("integer", "number", "year"):
        meant = _figure(name, kind, text)
        return meant if meant != {name: cell} else {}
    elif kind == "date":
        found = _day(text)
    elif kind == "boolean":
        found = _BOOLEANS.get(text.lower(), text.lower())
    else:
        found = _matching(field, text)
    return {name: found} if found and found != cell and castable(found, kind) else {}


def suggestion(field: Descriptor, cell: str) -> str:
    """``corrected`` as one text: 10000 (comparator ge); "" where there is none."""
    found = corrected(field, cell)
    own = found.pop(field["name"], "")
    return own + (f" ({', '.join(f'{column} {value}' for column, value in found.items())})" if found else "")


def _listed(field: Descriptor, text: str) -> str:
    """The listed value that ``text`` is in other letters, or whose label it is."""
    values: Sequence[object] = field["constraints"]["enum"]
    meant = {str(v).casefold(): str(v) for v in values}
    for listed in field.get("categories", []):
        if isinstance(listed, dict):
            meant |= {str(listed[k]).casefold(): str(listed["value"]) for k in ("label", "label_zh") if k in listed}
    return meant.get(text.casefold(), "")


def _matching(field: Descriptor, text: str) -> str:
    """A key as keys are written, where the column's pattern asks for that."""
    pattern = field.get("constraints", {}).get("pattern")
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


def _figure(name: str, kind: str, text: str) -> dict[str, str]:
    plain = _SPARE.sub("", _GROUPED.sub("", text))
    number = _WHOLE.fullmatch(plain) or _YEAR.fullmatch(plain)
    if number and kind != "number":
        plain = number[1]
    if plain and castable(plain, kind):
        return {name: plain}
    found = numerals.figures(plain)
    if name != "value" or len(found) != 1 or found[0].stop != found[0].end:
        return {}
    figure, share = found[0], plain[found[0].end :].startswith("%")
    words = plain[: figure.start] + plain[figure.end + share :]
    number_text = plain[figure.start : figure.stop]
    if _BOUND.sub("", words).strip() or not castable(number_text, kind):
        return {}
    bound = numerals.comparator(plain, figure)
    return (
        {name: number_text}
        | ({} if bound == "eq" else {"comparator": bound})
        | ({"unit_id": "percent"} if share else {})
    )
