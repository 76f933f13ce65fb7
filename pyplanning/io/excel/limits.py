"""What Excel can hold: texts of cells, names of sheets, and how much room a text takes."""

import re
from collections.abc import Iterable
from itertools import count
from math import ceil
from unicodedata import east_asian_width

LAST_ROW = 1_048_576  # of a sheet
LONGEST = 32_767  # UTF-16 units of a text in a cell or a note
LONGEST_NAME = 31  # UTF-16 units of a sheet's name
RESERVED = "history"  # a name that Excel keeps for itself
# Controls, halves of characters and what XML forbids; and an underscore that Excel would take for the start of a code.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def cell_text(text: str, replacement: str = "\ufffd", cut: str = "") -> str:
    """Make a text one that a cell can hold, escaped so that Excel shows it as it is.

    ``replacement`` is put in the place of each character that no workbook can hold. A text that is
    too long is cut, and ends with ``cut``.
    """
    text = ESCAPE.sub("_x005F_", UNWRITABLE.sub(replacement, text))
    return text if _units(text) <= LONGEST else _shortened(text, LONGEST - _units(cut)) + cut


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """Make a title the name of a sheet, as Excel allows it, and different from those that are ``taken``."""
    used = {RESERVED, *(name.casefold() for name in taken)}
    plain = NOT_IN_NAMES.sub(" ", cell_text(title)).strip(" '") or "Sheet"
    endings = ("" if n == 1 else f" ({n})" for n in count(1))
    names = (_shortened(plain, LONGEST_NAME - len(ending)).rstrip(" '") + ending for ending in endings)
    return next(name for name in names if name.casefold() not in used)


def text_width(text: str) -> int:
    """Count how wide a text is, in half-width characters: Chinese ones take two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def line_count(text: str, width: float) -> int:
    """Count the lines that a text takes where a line holds ``width`` half-width characters."""
    return sum(max(ceil(text_width(line) / width), 1) for line in text.split("\n"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
