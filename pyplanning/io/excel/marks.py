"""The cells of a sheet that do not simply show what they hold: formulas, errors, numbers and texts with a format."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO
from xml.parsers import expat

import polars as pl

from pyplanning.io.excel.number_format import shows_text
from pyplanning.io.excel.parts import Book
from pyplanning.io.excel.places import letters_of, number_of
from pyplanning.io.excel.xml_bytes import Attributes, Node, parsed

Cell = tuple[str, int]  # its letters and its row
Range = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of the first and the last cell, from 0
FORMATTED = {"letters": pl.String, "row": pl.Int64, "style": pl.String, "held": pl.String}

# For polars, which takes no longer where a tag never ends; Python's re would.
_UNUSUAL = r'<f[\s/>]|t="e"'
_FORMULA_OF = r"<f(?:\s[^<>]*)?/>|<f(?:\s[^<>]*)?>[^<]*</f>"
_FORMULA = rf"<c [^<>]*>\s*(?:{_FORMULA_OF})\s*(?:<v[^<>]*>[^<]*<?|<is>|</c>)"
_ERROR = rf'<c [^<>]*t="e"[^<>]*>\s*(?:{_FORMULA_OF})?\s*<v>[^<]{{1,40}}<'
_CELL, _STYLED = "<c (?:[^<>]*? )?", r's="(?:{styles})"[^<>]*>'
_HELD = rf"\s*(?:{_FORMULA_OF})?\s*<v[^<>]*>{{number}}<"
_PLACE = re.compile(' r="([A-Z]+)([0-9]+)"')
_TEXT = r' t="(?:s|str|inlineStr)"'
_WORD = r' t="(?:s|str|b|e|d|inlineStr)"'  # of cells that hold no number
# Formats by which numbers need a look, and those numbers: parts that are not shown, days outside the calendar, all.
_NUMBERS = ("whole", r"[^<.eE]*(?:\.|[eE]-)[^<]*"), ("day", r"(?:-[^<]*|[0-9]{1,2}|[0-9]{7,}|[^<]*[.eE][^<]*)")
_OTHERS = ("other", "[^<]+")
_WHOLE = re.compile(r"(?:#,##)?0(?:\.[0#]+)?")
_DAY = re.compile(r"yyyy([-/])mm?\1dd?(?:;@)?")
_DIGITS = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?"
_NUMBER = f"^{_DIGITS}$"
# A number as most programs write it, from which all is read at once.
_PLAIN = f'^<c r="(?<letters>[A-Z]+)(?<row>[0-9]+)" s="(?<style>[0-9]+)"(?: t="n")?><v>(?<held>{_DIGITS})<$'
_NO_NUMBER = re.compile(r"General|@", re.IGNORECASE)


@dataclass(frozen=True)
class Formats:
    """What a workbook has for all of its cells: the codes of its formats by position, and how dates are counted.

    ``awaits`` is true where formulas are calculated only when the workbook is opened; ``doubtful`` are the
    formats that have several codes, by position.
    """

    codes: tuple[str, ...] = ()
    from_1904: bool = False
    awaits: bool = False
    doubtful: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[str]:
        """List the positions of the formats of one kind."""
        kinds = ("other" if i in self.doubtful else _kind(code) for i, code in enumerate(self.codes))
        return [str(i) for i, one in enumerate(kinds) if one == kind]


@dataclass
class Marks:
    """The cells of a sheet that hold a formula, those without a saved result, those that show an error, and formats.

    ``ranges`` are merged cells, where calamine does not report them. ``formatted`` has the numbers,
    as they are in the file, and the texts ("") that may be shown otherwise.
    """

    formulas: list[Cell] = field(default_factory=list)
    unsaved: list[Cell] = field(default_factory=list)
    errors: dict[Cell, str] = field(default_factory=dict)
    ranges: list[Range] = field(default_factory=list)
    formatted: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FORMATTED))


def formats_of(book: Book, codes: Mapping[int, str]) -> Formats:
    """Read the formats of a workbook; ``codes`` are those that are not in its file, by number."""
    main = parsed(book.read(book.main), lambda name, given: given if _local(name) in _MAIN else None)
    settings = {node.local: node.given for node in main.inside}
    part, numbers, given = book.linked(book.main, "styles"), list[int](), list[tuple[int, str]]()
    if part and book.has(part):
        root = parsed(book.read(part), lambda name, given: given if _local(name) in _STYLES else None)
        given = [
            (int(node.given.get("numFmtId", 0)), node.given.get("formatCode", ""))
            for node in root.descendants("numFmt")
        ]
        cells = root.child("cellXfs")
        numbers = [int(node.given.get("numFmtId", 0)) for node in (cells.inside if cells else ())]
    true = ("1", "true")
    return replace(
        formats_by_number(numbers, given, codes),
        from_1904=settings.get("workbookPr", {}).get("date1904") in true,
        awaits=settings.get("calcPr", {}).get("fullCalcOnLoad") in true,
    )


def formats_by_number(numbers: Sequence[int], given: Iterable[tuple[int, str]], codes: Mapping[int, str]) -> Formats:
    """Give the formats of cells from their numbers, the numbers and codes in a file, and the ``codes`` of the others.

    Where a number is given to several formats, programs differ in which of them they take.
    """
    own: dict[int, dict[str, None]] = {}
    for number, code in given:
        own.setdefault(number, {})[code] = None
    every = [[*own.get(number, [codes.get(number, "General")])] for number in numbers]
    doubtful = {i: tuple(several) for i, several in enumerate(every) if len(several) > 1}
    return Formats(tuple(several[-1] for several in every), doubtful=doubtful)


def _number(node: Node) -> int:
    return int(node.given.get("numFmtId", 0))


_MAIN = ("workbook", "workbookPr", "calcPr")
_STYLES = ("styleSheet", "numFmts", "numFmt", "cellXfs", "xf")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _kind(code: str) -> str:
    """Say which numbers of a format need a look."""
    if _NO_NUMBER.fullmatch(code):
        return ""
    return "whole" if _WHOLE.fullmatch(code) else "day" if _DAY.fullmatch(code) else "other"


def needs_look(number: float, code: str) -> bool:
    """Whether a cell with the format ``code`` may show another number than it holds."""
    return _kind(code) in ("day", "other") or (_kind(code) == "whole" and not number.is_integer())


def look(blocks: Iterable[pl.Series], formats: Formats) -> Iterator[Marks]:
    """Find the marks of each block of whole rows."""
    numbers = [
        _STYLED.format(styles="|".join(styles)) + _HELD.format(number=number)
        for kind, number in (*_NUMBERS, _OTHERS)
        if (styles := formats.of_kind(kind))
    ]
    texts = [str(i) for i, code in enumerate(formats.codes) if shows_text(code) != ("", "")]
    patterns = [(f"{_CELL}(?:{'|'.join(numbers)})", False)] if numbers else []
    patterns += [(_CELL + _STYLED.format(styles="|".join(texts)), True)] if texts else []
    found = [list[pl.Series]() for _ in patterns]
    for rows in blocks:
        marks = Marks()
        if rows.str.contains(_UNUSUAL).item():
            for place, cell in _cells(rows, _FORMULA):
                marks.formulas.append(place)
                if not _saved(cell, formats.awaits):
                    marks.unsaved.append(place)
            marks.errors |= {place: re.split("[<>]", cell)[-2] for place, cell in _cells(rows, _ERROR)}
        for (pattern, _), cells in zip(patterns, found, strict=True):
            cells.append(rows.str.extract_all(pattern).explode())
        yield marks
    for (_, text), cells in zip(patterns, found, strict=True):
        if cells:
            yield Marks(formatted=_formatted(pl.concat(cells), text))


def _cells(rows: pl.Series, pattern: str) -> Iterator[tuple[Cell, str]]:
    """Give the cells that match, by letters and row."""
    for cell in rows.str.extract_all(pattern).explode().drop_nulls().to_list():
        if place := _PLACE.search(cell):
            yield (place[1], int(place[2])), cell


def _saved(cell: str, awaits: bool) -> bool:
    """Whether the result of a formula is saved; some programs write 0 until the workbook is opened."""
    result = re.search(r"<v[^<>]*>([^<]*)<?$", cell)
    if ' t="str"' in cell.partition(">")[0]:
        return result is not None or cell.endswith("<is>")
    return bool(result and result[1]) and not (awaits and result is not None and result[1] == "0")


def _formatted(cells: pl.Series, text: bool) -> pl.DataFrame:
    """Read the cells that hold a number, or a text."""
    if text:
        return _read_parts(cells, text)
    read = pl.DataFrame(cells.str.extract_groups(_PLAIN).struct.unnest(), schema_overrides=FORMATTED)
    others = cells.filter(read["letters"].is_null())
    return pl.concat([read.drop_nulls(), _read_parts(others, text)]) if len(others) else read


def _read_parts(cells: pl.Series, text: bool) -> pl.DataFrame:
    """Read the cells whose parts may be in any order."""
    tag, held = cells.str.extract("^([^>]*)>"), cells.str.extract("<v[^<>]*>([^<]*)<$")
    read = pl.DataFrame(
        {
            "letters": tag.str.extract(' r="([A-Z]+)'),
            "row": tag.str.extract(' r="[A-Z]+([0-9]+)"').cast(pl.Int64, strict=False),
            "style": tag.str.extract(' s="([0-9]+)"'),
            "held": pl.Series([""]).new_from_index(0, len(cells)) if text else held.str.strip_chars(),
        },
        schema=FORMATTED,
    )
    kept = tag.str.contains(_TEXT if text else _WORD) == text
    return read.filter(kept).drop_nulls().filter(text or pl.col("held").str.contains(_NUMBER))


def plain_rows(part: IO[bytes]) -> Iterator[str]:
    """Write the rows of a sheet anew, for one that is written in an unusual way: with places, and double quotes."""
    parser, place, written = expat.ParserCreate(), [0, 0], list[str]()

    def start(tag: str, given: Attributes) -> None:
        kind = _local(tag)
        if kind == "row":
            place[:] = 0, int(given.get("r", place[1] + 1))
        elif kind == "c":
            place[0] += 1
            name = given.get("r", "").upper() or f"{letters_of(place[0] - 1)}{place[1]}"
            if found := re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", name):
                place[0] = number_of(found[1])
            kept = "".join(f' {key}="{given[key]}"' for key in ("s", "t") if given.get(key, "").isalnum())
            written.append(f'<c r="{name}"{kept}>')
        elif kind in ("v", "f", "is"):
            written.append(f"<{kind}>")
            parser.CharacterDataHandler = text if kind == "v" else None

    def text(content: str) -> None:
        written.append(re.sub("[<>&]", "", content))

    def end(tag: str) -> None:
        if (kind := _local(tag)) in ("v", "f", "c"):
            written.append(f"</{kind}>")
            parser.CharacterDataHandler = None

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    while block := part.read(1024**2):
        parser.Parse(block)
        if written and written[-1] == "</c>":
            yield "".join(written)
            written.clear()
    yield "".join(written)
