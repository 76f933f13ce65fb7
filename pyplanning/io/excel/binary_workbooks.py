"""The cells of .xls and .xlsb workbooks that need a closer look: their records say what calamine does not.

Both kinds are sequences of records: a number for what it is, its length, and its bytes.
"""

import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import polars as pl

from pyplanning.datapackage.values import written
from pyplanning.io.excel.compound_file import stream_of
from pyplanning.io.excel.inspect import Survey, joined
from pyplanning.io.excel.marks import FORMATTED, Formats, Marks, Range, formats_by_number, needs_look
from pyplanning.io.excel.number_format import BUILT_IN, shows_text
from pyplanning.io.excel.places import letters_of
from pyplanning.io.zip import archive, damaged

SHORT = range(12, 19)  # records of cells in .xlsb that leave out their column: it is that after the cell before
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
Record = tuple[int, bytes]  # its number, and its bytes


class Found(NamedTuple):
    """A cell by row and column from 0, its style, and its value: a number, "" for a text, an error, None for none."""

    row: int
    column: int
    style: int
    value: float | str | None
    formula: bool = False


def survey_binary(file: Path, shown: str) -> Survey | None:
    """Look through a workbook of records; None where these are of a kind that is not read, such as Excel 95's.

    Raises PackageError where it is damaged, or more is wrong than can be reported.
    """
    try:
        return _survey_xls(file, shown) if file.suffix.lower() == ".xls" else _survey_xlsb(file, shown)
    except (struct.error, IndexError, KeyError, UnicodeDecodeError, ElementTree.ParseError) as error:
        raise damaged(shown, type(error).__name__) from None


def _marks(cells: Iterable[Found], formats: Formats, shown: str) -> Marks:
    """Keep what is to be said about cells."""
    marks, kept = Marks(), list[tuple[str, int, str, str]]()
    around = {i for i, code in enumerate(formats.codes) if shows_text(code) != ("", "")}
    for row, column, style, value, formula in cells:
        code = formats.codes[style] if style < len(formats.codes) else "General"
        cell = letters_of(column), row + 1
        if isinstance(value, str) and value:
            marks.errors[cell] = value
        elif formula:
            marks.formulas.append(cell)
            if value is None:
                marks.unsaved.append(cell)
        if isinstance(value, float) and (style in formats.doubtful or needs_look(value, code)):
            kept.append((*cell, str(style), written(value)))
        elif value == "" and style in around:
            kept.append((*cell, str(style), ""))
    marks.formatted = pl.DataFrame(kept, schema=FORMATTED, orient="row")
    return joined([marks], shown)


def _packed(packed: int) -> float:
    """Read a number that is kept in 30 bits: whole or the start of a float, as it is or a hundred times as large."""
    whole = (packed >> 2) - (1 << 30 if packed >> 31 else 0)
    value = float(whole) if packed & 2 else struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return float(value / 100 if packed & 1 else value)


def _survey_xls(file: Path, shown: str) -> Survey | None:
    data = file.read_bytes()
    stream = stream_of(data, "workbook")
    numbers, codes, sheets, from_1904 = list[int](), list[tuple[int, str]](), dict[str, int](), False
    for number, content in _records(stream):
        if number == 0x809 and content[:2] != b"\x00\x06":  # the kind of Excel 97 and later
            return None
        if number == 0x2F:  # a password, of which calamine tells
            return Survey({})
        if number == 0x41E:
            codes.append((struct.unpack_from("<H", content)[0], _text_of_xls(content[2:])))
        elif number == 0xE0:
            numbers.append(struct.unpack_from("<H", content, 2)[0])
        elif number == 0x85:
            start, _, long = struct.unpack_from("<IHB", content)
            sheets[_text_of_xls(bytes([long, 0]) + content[7:])] = start
        elif number == 0x22:
            from_1904 = content[:1] == b"\x01"
        elif number == 0x0A:
            break
    formats = replace(formats_by_number(numbers, codes, BUILT_IN), from_1904=from_1904)
    marks = {name: _marks(_cells_of_xls(stream, start), formats, shown) for name, start in sheets.items()}
    return Survey(marks, formats) if sheets else None


def _records(stream: bytes, start: int = 0) -> Iterator[Record]:
    while start + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, start)
        yield number, stream[start + 4 : start + 4 + size]
        start += 4 + size


def _text_of_xls(content: bytes) -> str:
    """Read a text that begins with its length, and whether its characters take two bytes."""
    length, wide = struct.unpack_from("<HB", content)
    return content[3 : 3 + 2 * length].decode("utf-16-le") if wide & 1 else content[3 : 3 + length].decode("latin-1")


def _cells_of_xls(stream: bytes, start: int) -> Iterator[Found]:
    """Give the cells of the sheet whose records begin at ``start``."""
    depth = 0
    for number, content in _records(stream, start):
        depth += (number == 0x809) - (number == 0x0A)  # charts are within sheets
        if depth == 0:
            return
        if depth > 1 or number not in (0x203, 0x27E, 0xBD, 0x06, 0xFD, 0x204, 0x205):
            continue
        row, column, style = struct.unpack_from("<HHH", content)
        if number == 0x203:
            yield Found(row, column, style, struct.unpack_from("<d", content, 6)[0])
        elif number == 0x27E:
            yield Found(row, column, style, _packed(struct.unpack_from("<I", content, 6)[0]))
        elif number == 0xBD:
            for i, (one, packed) in enumerate(struct.iter_unpack("<HI", content[4 : 4 + (len(content) - 6) // 6 * 6])):
                yield Found(row, column + i, one, _packed(packed))
        elif number == 0x06:
            yield Found(row, column, style, _result(content), True)
        elif number in (0xFD, 0x204):
            yield Found(row, column, style, "")
        elif content[7]:
            yield Found(row, column, style, ERRORS.get(content[6], "#N/A"))


def _result(content: bytes) -> float | str | None:
    """Read the result of a formula; some programs save 0 or no text, to be calculated when the workbook is opened."""
    if content[12:14] == b"\xff\xff":
        return ERRORS.get(content[8], "#N/A") if content[6] == 2 else None if content[6] == 3 else ""
    value: float = struct.unpack_from("<d", content, 6)[0]
    return None if not value and content[14] & 3 else value


def _survey_xlsb(file: Path, shown: str) -> Survey:
    with archive(file, shown) as parts:
        links = _links(parts)
        main = parts.read("xl/workbook.bin")
        sheets, from_1904 = dict[str, str](), False
        for number, content in _records_of_xlsb(main):
            if number == 156:
                link, at = _text_of_xlsb(content, 8)
                sheets[_text_of_xlsb(content, at)[0]] = links.get(link, "")
            elif number == 153:
                from_1904 = bool(content[0] & 1)
        styles = parts.read("xl/styles.bin") if "xl/styles.bin" in parts.namelist() else b""
        formats = replace(_formats_of_xlsb(styles), from_1904=from_1904)
        found = dict[str, Marks]()
        for name, part in sheets.items():
            if part.startswith("xl/worksheets/"):
                stream = with_long_cells(parts.read(part))
                found[name] = _marks(_cells_of_xlsb(stream), formats, shown)
                found[name].ranges = [*_merged_of_xlsb(stream)]
    return Survey(found, formats)


def _links(parts: zipfile.ZipFile) -> Mapping[str, str]:
    """Give the parts that the workbook links to, by the ids of the links."""
    listed = ElementTree.parse(BytesIO(parts.read("xl/_rels/workbook.bin.rels"))).getroot()
    targets = {link.get("Id", ""): link.get("Target", "") for link in listed}
    return {one: part[1:] if part.startswith("/") else f"xl/{part}" for one, part in targets.items()}


def _records_of_xlsb(stream: bytes) -> Iterator[Record]:
    at, end = 0, len(stream)
    while at < end:
        number = stream[at]
        at += 1
        if number & 0x80:
            number = number & 0x7F | (stream[at] & 0x7F) << 7
            at += 1
        size = 0
        for i in range(4):
            byte = stream[at]
            at += 1
            size |= (byte & 0x7F) << 7 * i
            if not byte & 0x80:
                break
        yield number, stream[at : at + size]
        at += size


def _text_of_xlsb(content: bytes, at: int) -> tuple[str, int]:
    """Read a text that begins with its length; give it and where it ends."""
    end = at + 4 + 2 * struct.unpack_from("<I", content, at)[0]
    return content[at + 4 : end].decode("utf-16-le"), end


def with_long_cells(stream: bytes) -> bytes:
    """Write a sheet of .xlsb with the column in every cell: calamine leaves out those that only follow another."""
    written_out, column = list[bytes](), -1
    for number, content in _records_of_xlsb(stream):
        if number == 0:
            column = -1
        elif number in SHORT:
            column += 1
            number, content = number - 11, struct.pack("<I", column) + content
        elif 1 <= number <= 11:
            column = struct.unpack_from("<I", content)[0]
        written_out.append(_record_of_xlsb(number, content))
    return b"".join(written_out)


def _record_of_xlsb(number: int, content: bytes) -> bytes:
    size, rest = bytearray(), len(content)
    while rest > 0x7F:
        size.append(rest & 0x7F | 0x80)
        rest >>= 7
    start = [number] if number < 0x80 else [number & 0x7F | 0x80, number >> 7]
    return bytes([*start, *size, rest]) + content


def _formats_of_xlsb(stream: bytes) -> Formats:
    """Give the formats of cells by position."""
    own, numbers, cells = list[tuple[int, str]](), list[int](), False
    for number, content in _records_of_xlsb(stream):
        if number == 44:
            own.append((struct.unpack_from("<H", content)[0], _text_of_xlsb(content, 2)[0]))
        elif number in (617, 618):
            cells = number == 617
        elif number == 47 and cells:
            numbers.append(struct.unpack_from("<H", content, 2)[0])
    return formats_by_number(numbers, own, BUILT_IN)


def _merged_of_xlsb(stream: bytes) -> Iterator[Range]:
    """Give the merged cells of a sheet, which calamine does not report."""
    for number, content in _records_of_xlsb(stream):
        if number == 176:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            yield (top, left), (bottom, right)


def _cells_of_xlsb(stream: bytes) -> Iterator[Found]:
    row = 0
    for number, content in _records_of_xlsb(stream):
        if number == 0:
            row = struct.unpack_from("<I", content)[0]
        elif 2 <= number <= 11 and number not in (4, 10):
            column, style = struct.unpack_from("<II", content)
            formula = number >= 8
            if number == 2:
                value: float | str | None = _packed(struct.unpack_from("<I", content, 8)[0])
            elif number in (5, 9):
                value = struct.unpack_from("<d", content, 8)[0]
            else:
                value = ERRORS.get(content[8], "#N/A") if number in (3, 11) else ""
            yield Found(row, column, style & 0xFFFFFF, value, formula)
