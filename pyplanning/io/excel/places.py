"""The names of columns, cells and ranges of cells."""

import re

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

Place = tuple[int, int]  # row and column, counted from 1


def letters_of(position: int) -> str:
    """Give the letters of a column, counted from 0."""
    high, low = divmod(position, 26)
    return (letters_of(high - 1) if high else "") + chr(65 + low)


def number_of(letters: str) -> int:
    """Give the number of a column, counted from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def place_of(cell: str) -> Place:
    """Give the place of a cell by its name; ValueError where no cell is called so."""
    found = PLACE.fullmatch(cell)
    if not found:
        raise ValueError(f"no cell is called {cell!r:.40}")
    return int(found[2]), number_of(found[1])


def name_of(place: Place) -> str:
    """Give the name of a cell by its place."""
    return f"{letters_of(place[1] - 1)}{place[0]}"


def location(sheet: str, cells: str = "A1") -> str:
    """Give a place in a workbook, as links name it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cells}"
