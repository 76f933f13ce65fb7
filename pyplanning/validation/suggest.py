"""Suggest what a wrong cell probably means: a value that passes its column's check and differs from the cell."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.field_words import words_for
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.name_book import spell
from pyplanning.evidence.text import tidy
from pyplanning.validation.written_dates import likely_moments, written_moments
from pyplanning.validation.written_figures import columns_of, plain_number, unit_key, written_figure

SHORT = 6  # characters of a word that is compared with others
NUMBERS = ("integer", "number", "year")
_RAISED = ("<super>", "<sub>", "<fraction>")  # 10² is not 102
_QUOTED = re.compile("""=?"([^"]*)"|['‘’`]([^'’]*)['’]?""")  # how people keep a spreadsheet from changing a code
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_EXPONENT = re.compile(r"(\d(?:\.\d+)?)[eE]\+?(\d{1,2})", re.ASCII)
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?) ?%", re.ASCII)
_TRUE = {"true", "t", "yes", "y", "1", "on", "是", "对", "真", "有", "√", "✓", "✔", "☑"}
_FALSE = {"false", "f", "no", "n", "0", "off", "否", "错", "假", "无", "不是", "×", "✗", "✘", "☒"}


def corrected(
    field: Field, cell: str, resource: Resource | None = None, row: Mapping[str, str | None] | None = None
) -> dict[str, str]:
    """Read a cell as what it says in another form, by column: the field's own, and for a figure those beside it.

    "1,200" is 1200; "2026年1月31日" is 2026-01-31; a listed value may be written as its label. Where the table
    ``resource`` has columns for them, and the cells of the ``row`` say nothing else, "10000以上" is 10000 with
    comparator ge, "12%" is 12 with unit percent, and "2—3" is 2 with 3 as the upper end.
    {} where nothing can be read without guessing.
    """
    text, beside = _normal(cell), _beside(field, resource, row or {})
    if not beside:
        return next(({field.name: value} for value in _readings(field, text) if _fits(field, value, cell)), {})
    found = written_figure(field.name, text, beside)
    fields = {column: resource.field(column) for column in found.keys() - {field.name}} if resource else {}
    fits = all(_fits(other, found[column], "") for column, other in fields.items())
    return found if fits and _fits(field, found.get(field.name, ""), cell) else {}


def suggestion(
    field: Field, cell: str, resource: Resource | None = None, row: Mapping[str, str | None] | None = None
) -> str:
    """Write ``corrected``, or else what the cell probably means, as one text: 10000 (comparator ge); "" for neither."""
    found = corrected(field, cell, resource, row)
    if not found:
        guesses = [*_guesses(field, _normal(cell)), *([] if _beside(field, resource, row or {}) else _hundredth(cell))]
        return next((value for value in guesses if _fits(field, value, cell)), "")
    own = found.pop(field.name)
    return own + (f" ({', '.join(f'{column} {value}' for column, value in found.items())})" if found else "")


def _normal(cell: str) -> str:
    """Write a cell in ordinary letters, digits and signs, without spare spaces."""
    raised = (c if unicodedata.decomposition(c).startswith(_RAISED) else unicodedata.normalize("NFKC", c) for c in cell)
    return tidy("".join(raised))


def _fits(field: Field, value: str, cell: str) -> bool:
    return value not in ("", cell) and fault(field, value) is None


def _readings(field: Field, text: str) -> Iterator[str]:
    """Give what a text says, in the forms that the field may ask for."""
    if "enum" in field.constraints:
        yield listed(field, text)
    elif field.type == "boolean":
        yield from _truths(field, text)
    elif field.type in NUMBERS:
        yield plain_number(text)
    elif "pattern" in field.constraints:
        yield from _codes(text)
    yield from written_moments(field, text)


def _guesses(field: Field, text: str) -> Iterator[str]:
    """Give what a text probably means but may not."""
    if "enum" in field.constraints:
        spellings, spelt = _spellings(field), spell(text).casefold()
        # In a short word one character more is another word: 低于 is not 不低于.
        near = get_close_matches(spelt, spellings, n=1, cutoff=0.8) if len(spelt) >= SHORT else []
        yield from (spellings[one] for one in near)
    if (field.type in NUMBERS or "pattern" in field.constraints) and (match := _EXPONENT.fullmatch(text)):
        yield f"{Decimal(match[1]).scaleb(int(match[2])):f}"  # the digits that a spreadsheet did not show are lost
    yield from likely_moments(field, text)


def _hundredth(cell: str) -> Iterator[str]:
    """Give the whole number of a cell that has a format for percentages, which counts never have: 3200% is 32."""
    match = _PERCENT.fullmatch(_normal(cell))
    if match and Decimal(match[1]) % 100 == 0:
        yield f"{Decimal(match[1]).scaleb(-2).normalize():f}"


def listed(field: Field, text: str) -> str:
    """Find the listed value that ``text`` is in other letters, or whose label it is; "" where it is none."""
    return _spellings(field).get(spell(text).casefold(), "")


def _spellings(field: Field) -> dict[str, str]:
    """Map what the listed values are called, in small letters, to the values."""
    words = [(str(value), str(value)) for value in field.constraints.get("enum", ())]
    return {spell(word).casefold(): value for word, value in reversed(words + words_for(field))}


def _truths(field: Field, text: str) -> Iterator[str]:
    """Give the words of a field that say the same as ``text``."""
    for words, same in ((field.true_values, _TRUE), (field.false_values, _FALSE)):
        if text.casefold() in same | {word.casefold() for word in words}:
            yield from words


def _codes(text: str) -> Iterator[str]:
    """Write a key as keys are written: as it is, without the marks of a spreadsheet, with hyphens for spaces."""
    if match := _QUOTED.fullmatch(text):
        text = tidy(match[1] or match[2] or "")
    if match := _WHOLE.fullmatch(text):
        text = match[1]
    if re.fullmatch(r"[\d ]+", text):
        text = text.replace(" ", "")
    yield from (text, re.sub(r"[\s_]+", "-", text.lower()))


def _beside(field: Field, resource: Resource | None, row: Mapping[str, str | None]) -> dict[str, str]:
    """Give the cells that say more of a figure, with values for labels and units' keys for their names."""
    if field.type != "number":
        return {}
    if resource is None:
        return {"comparator": "", "value_max": "", "unit_id": ""} if field.name == "value" else {}
    own = columns_of(field.name, row)
    cells = {column: row[column] or "" for column in (own.comparator, own.value_max, own.unit) if column}
    return {
        column: unit_key(cell) if cell and column == own.unit else listed(resource.field(column), cell) or cell
        for column, cell in cells.items()
        if column in resource.columns
    }
