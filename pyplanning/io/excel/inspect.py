"""What calamine does not report of a workbook: cells that need a closer look, and sheets that reach too far."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.marks import Formats, Marks, formats_of, look, plain_rows
from pyplanning.io.excel.number_format import BUILT_IN
from pyplanning.io.excel.parts import Book
from pyplanning.io.excel.places import letters_of, number_of
from pyplanning.io.table import MAX_FINDINGS, too_faulty
from pyplanning.io.zip import archive, damaged

BLOCK = 1024**2  # bytes of a part looked at together
MAIN, CUSTOM = "xl/workbook.xml", "docProps/custom.xml"
MAX_CUSTOM = 1024**2  # bytes of a workbook's custom properties
MAX_CELLS = 52_000_000  # of a sheet, from A1 to its last cell with content
MAX_ROW = 64 * 1024**2  # bytes of one row in a sheet's part
MAX_SEARCH = 64 * 1024**2  # bytes in which the mark of a password is looked for

CELL, CELL_PLACE = re.compile(rb"[<:]c[\s/>]"), re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
# A cell that is not in A1:AZ999999, or is written in another way: a sheet without one has fewer than MAX_CELLS.
NOT_NEAR = re.compile(rb'<c(?! r="A?[A-Z][0-9]{1,6}"|[a-z])')
# A cell without a place, or in other quotes than most programs write.
ODD = re.compile(rb'<c(?=[\s/>])(?![^<>]* r="[A-Z])')
ODD_PREFIX = re.compile(rb":c[\s/>]")
RARE = r":c[\s/>]|_x"  # in most sheets there is neither a prefix nor a code; polars finds that in no time
# A character by its code, which Excel shows as it is. calamine knows those below 256, and thus the code of “_”.
CODED = re.compile(rb"(_x005F)?_x(?!00)([0-9A-Fa-f]{4})_")
LONGEST_CODE = 13  # bytes


NO_FORMATS = Formats()


@dataclass(frozen=True)
class Survey:
    """What was found in a workbook: the marks of its sheets, its formats, and codes that are written for characters.

    ``literal`` are codes that are shown as they are. ``complete`` is false where the formats cannot be read.
    """

    sheets: dict[str, Marks]
    formats: Formats = NO_FORMATS
    coded: frozenset[str] = frozenset()
    literal: frozenset[str] = frozenset()
    complete: bool = True


def locked(shown: str) -> PackageError:
    """Make the error for a workbook with a password."""
    return PackageError(
        f"{shown} is protected by a password; save it without one", f"{shown}已加密，请取消密码后重新保存"
    )


def custom_property(file: Path, shown: str, name: str) -> str:
    """Read a custom property of a workbook as text, "" where it has none of that name."""
    with archive(file, shown) as parts:
        if CUSTOM not in parts.namelist() or parts.getinfo(CUSTOM).file_size > MAX_CUSTOM:
            return ""
        content = parts.read(CUSTOM)
    try:
        listed = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return ""
    return next(("".join(p.itertext()) for p in listed if p.get("name") == name), "")


def survey(file: Path, shown: str) -> Survey:
    """Look through the sheets of a workbook; every part is expanded once, and so known to be sound.

    Raises PackageError where the workbook is locked, damaged or too large.
    """
    with file.open("rb") as start:
        head = start.read(8)
        if head == bytes.fromhex("d0cf11e0a1b11ae1"):
            entry = "EncryptedPackage".encode("utf-16-le")
            raise locked(shown) if entry in head + start.read(MAX_SEARCH) else damaged(shown)
    coded: dict[str, bool] = {}
    with archive(file, shown) as parts:
        book = Book(parts, shown, main=MAIN)
        known = book.has(MAIN)  # without it calamine says what is wrong
        sheets = book.sheets() if known else {}
        for name in (name for name in parts.namelist() if name not in sheets.values()):
            with parts.open(name) as part:
                last = b""
                while block := part.read(BLOCK):
                    _find_codes(last + block, coded)
                    last = block[-LONGEST_CODE:]
        formats = formats_of(book, BUILT_IN) if known else NO_FORMATS
        marks = {one: _look(parts, part, shown, formats, coded) for one, part in sheets.items() if book.has(part)}
    literal = frozenset(code for code, plain in coded.items() if not plain)
    return Survey(marks, formats, frozenset(coded), literal)


def _find_codes(block: bytes, coded: dict[str, bool]) -> None:
    """Add the codes for characters in a block, each with whether it is one wherever it is found."""
    if b"_x" in block:
        for escaped, digits in CODED.findall(block):
            code = f"_x{digits.decode()}_"
            coded[code] = coded.get(code, True) and not escaped


def _look(parts: zipfile.ZipFile, name: str, shown: str, formats: Formats, coded: dict[str, bool]) -> Marks:
    """Find the marks of one sheet; PackageError where it reaches too far."""
    near, odd = True, False

    def blocks() -> Iterator[pl.Series]:
        nonlocal near, odd
        for block in _ahead(_rows(parts, name, shown)):
            near = near and not NOT_NEAR.search(block)
            try:
                rows = pl.Series([block]).cast(pl.String)
            except pl.exceptions.ComputeError:
                raise damaged(shown, "not UTF-8") from None
            if rows.str.contains(RARE).item():
                _find_codes(block, coded)
                if ODD_PREFIX.search(block):
                    near, odd = False, True
            odd = odd or (not near and ODD.search(block) is not None)
            yield rows

    marks = joined(look(blocks(), formats), shown)
    if not near and _may_be_far(_rows(parts, name, shown)):
        with parts.open(name) as part:
            _refuse_far(part, shown)
    if odd:
        with parts.open(name) as part:
            marks = joined(look((pl.Series([rows]) for rows in plain_rows(part)), formats), shown)
    return marks


def joined(found: Iterable[Marks], shown: str) -> Marks:
    """Join the marks of the blocks of a sheet; PackageError where too many cells show an error."""
    every, frames = Marks(), list[pl.DataFrame]()
    for part in found:
        every.formulas += part.formulas
        every.unsaved += part.unsaved
        every.errors |= part.errors
        frames.append(part.formatted)
        if len(every.errors) > MAX_FINDINGS:
            raise too_faulty(shown, "cells with errors", "个单元格显示错误值")
        if len(every.unsaved) > MAX_FINDINGS:
            raise too_faulty(shown, "formulas without a saved result", "个公式未保存结果")
    every.formatted = pl.concat([every.formatted, *frames])
    return every


def _ahead(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Expand the next block in a thread, while one is looked through."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = pool.submit(next, blocks, None)
            yield block


def _rows(parts: zipfile.ZipFile, name: str, shown: str) -> Iterator[bytes]:
    """Give a sheet, a block of whole rows at a time, without the prefix that Microsoft's own library writes."""
    prefixed = False
    for rows in _blocks(parts, name, shown):
        prefixed = prefixed or b"<x:worksheet" in rows[:1000]
        yield rows.replace(b"<x:", b"<").replace(b"</x:", b"</") if prefixed else rows


def _blocks(parts: zipfile.ZipFile, name: str, shown: str) -> Iterator[bytes]:
    """Give a sheet, a block at a time: each ends with a row, or at least, where none ends, with a tag."""
    rest = b""
    with parts.open(name) as part:
        while block := part.read(BLOCK):
            cut = block.rfind(b"row>")  # with a prefix or without
            if cut < 0 and len(rest) > 8 * BLOCK:
                cut = block.rfind(b">")
            if len(rest) > MAX_ROW:
                raise damaged(shown)
            end = block.find(b">", cut) + 1 if cut >= 0 else 0
            if end:
                yield rest + block[:end]
            rest = block[end:] if end else rest + block
    yield rest


def _may_be_far(blocks: Iterable[bytes]) -> bool:
    """Whether the cells of a sheet reach too far, with content or without; True where some have no plain place."""
    column = row = 0
    for block in blocks:
        places = CELL_PLACE.findall(block)
        if len(places) < len(CELL.findall(block)):
            return True
        column = max([column, *(number_of(letters.decode()) for letters in {letters for letters, _ in places})])
        row = max([row, *map(int, {number for _, number in places})])
    return column * row > MAX_CELLS


def _refuse_far(part: IO[bytes], shown: str) -> None:
    """Raise PackageError where a sheet reaches too far: calamine would take memory for all that lies between."""
    parser, place, last = expat.ParserCreate(), [0, 0], [0, 0]

    def start(tag: str, given: dict[str, str]) -> None:
        kind = tag.rpartition(":")[2]
        if kind == "row":
            place[:] = 0, int(given.get("r", place[1] + 1))
        elif kind == "c":
            written_at = given.get("r", f"{letters_of(place[0])}{place[1]}")
            found = re.fullmatch("([A-Za-z]{1,9})([0-9]{1,19})", written_at)
            if not found:
                raise ValueError(f"no cell is called {written_at!r:.40}")
            place[:] = number_of(found[1].upper()), int(found[2])
        elif kind in ("v", "is", "f"):
            last[:] = max(last[0], place[0]), max(last[1], place[1])

    parser.StartElementHandler = start
    try:
        parser.ParseFile(part)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(shown, error) from None
    column, row = last
    if column * row > MAX_CELLS:
        corner = f"{letters_of(column - 1)}{row}"
        raise PackageError(
            f"{shown} has a sheet with content as far as {corner}; delete the cells that are not needed",
            f"{shown}有工作表的内容远至{corner}，请删除多余内容",
        )
