"""The parts of an Excel workbook: what stands in their XML that calamine does not tell."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.places import letters_of, number_of
from pyplanning.io.table import MAX_FINDINGS, too_faulty
from pyplanning.io.zip import archive, damaged

BLOCK = 1024**2  # bytes of a part looked at together
CUSTOM = "docProps/custom.xml"
MAX_CUSTOM = 1024**2  # bytes of a workbook's custom properties
MAX_CELLS = 50_000_000  # of a sheet, from A1 to its last cell with content
MAX_ROW = 64 * 1024**2  # bytes of one row in a sheet's part
MAX_SEARCH = 64 * 1024**2  # bytes in which the mark of a password is looked for

# For polars, which looks through XML several times faster than Python's re.
ANY_FORMULA, ANY_ERROR = r"[<:]f[\s/>]", 't="e"'
FORMULA = r'<(?:\w+:)?c (?:[^<>]*? )?r="[A-Z]+[0-9]+"[^<>]*>\s*<(?:\w+:)?f[\s/>]'
ERROR = r'<(?:\w+:)?c [^<>]*t="e"[^<>]*>\s*(?:<(?:\w+:)?f[^<]*(?:</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>[^<]{1,40}<'
PLACE = re.compile(' r="([A-Z]+)([0-9]+)"')
# A cell that is not written as <c r="B7"…, and, by the columns and rows that are too far, one beyond reach.
ODD = (r"[\s/>--[ ]]", " [^r]", " r[^=]", ' r=[^"]', ' r="[^A-Z]', ' r="[A-Z]+[^A-Z0-9]', ' r="[A-Z]+[0-9]+[^0-9"]')
BEYOND = [
    "[<:]c(?:" + "|".join((*ODD, f' r="(?:{columns})', f' r="[A-Z]+(?:{rows})')) + ")"
    for columns, rows in (  # a sheet without one of these has fewer than MAX_CELLS
        ("A[V-Z]|[B-Z][A-Z]|[A-Z]{3}", "1[1-9][0-9]{5}|10[5-9][0-9]{4}|[2-9][0-9]{6}|[0-9]{8}"),  # AU1049999
        ("I[Q-Z]|[J-Z][A-Z]|[A-Z]{3}", "[2-9][0-9]{5}|[0-9]{7}"),  # IP199999
        ("[A-Z]{3}", "[7-9][0-9]{4}|[0-9]{6}"),  # ZZ69999
        ("[G-Z][A-Z]{2}|[A-Z]{4}", "[0-9]{5}"),  # FZZ9999
    )
]
UNUSUAL = "|".join((BEYOND[0], ANY_FORMULA, ANY_ERROR))


@dataclass
class Marks:
    """What calamine does not tell of a sheet: cells as (letters, row)."""

    formulas: list[tuple[str, int]] = field(default_factory=list)
    errors: dict[tuple[str, int], str] = field(default_factory=dict)


def locked(shown: str) -> PackageError:
    """The error for a workbook with a password."""
    return PackageError(
        f"{shown} is protected by a password; save it without one", f"{shown}已加密，请取消密码后重新保存"
    )


def custom_property(file: Path, shown: str, name: str) -> str:
    """A custom property of a workbook as text, "" where it has none of that name."""
    with archive(file, shown) as parts:
        if CUSTOM not in parts.namelist() or parts.getinfo(CUSTOM).file_size > MAX_CUSTOM:
            return ""
        content = parts.read(CUSTOM)
    try:
        listed = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return ""
    return next(("".join(p.itertext()) for p in listed if p.get("name") == name), "")


def survey(file: Path, shown: str) -> dict[str, Marks]:
    """What calamine does not tell, by sheet; every part is expanded once, and so known to be sound.

    Raises PackageError where the workbook is locked, damaged or too large.
    """
    with file.open("rb") as start:
        head = start.read(8)
        if head == bytes.fromhex("d0cf11e0a1b11ae1"):
            entry = "EncryptedPackage".encode("utf-16-le")
            raise locked(shown) if entry in head + start.read(MAX_SEARCH) else damaged(shown)
    with archive(file, shown) as parts:
        members = {_plain(member.filename): member for member in parts.infolist()}
        sheets = {sheet: members.pop(part) for sheet, part in _parts(parts).items() if part in members}
        for member in members.values():
            with parts.open(member) as part:
                while part.read(BLOCK):
                    pass
        return {sheet: _look(parts, member, shown) for sheet, member in sheets.items()}


def _parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet → the part that holds it; {} where the workbook does not say without doubt."""
    try:
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    except (KeyError, ElementTree.ParseError):  # calamine says what is wrong
        return {}
    targets = {link.get("Id", ""): _plain(posixpath.join("/xl", link.get("Target", ""))) for link in links}
    sheets = [sheet for sheet in book.iter() if sheet.tag.endswith("}sheet")]
    found = {sheet.get("name", ""): _link(sheet) for sheet in sheets}
    if len(targets) < len(links) or len(set(found.values())) < len(sheets):
        return {}
    return {name: targets[link] for name, link in found.items() if link in targets}


def _link(sheet: ElementTree.Element) -> str:
    return " ".join(value for name, value in sheet.items() if name.endswith("}id"))


def _plain(part: str) -> str:
    """The name of a part without regard to case, as programs look it up."""
    return posixpath.normpath("/" + part.replace("\\", "/").lstrip("/")).casefold()


def _look(parts: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Marks:
    """The marks of one sheet; PackageError where it reaches too far."""
    marks, near = Marks(), True
    for rows in _rows(parts, member, shown):
        if _holds(rows, UNUSUAL):
            near = near and not _holds(rows, BEYOND[0])
            _mark(marks, rows)
        if len(marks.errors) > MAX_FINDINGS:
            raise too_faulty(shown, "cells with errors", "个单元格显示错误")
    if not near and all(any(_holds(rows, far) for rows in _rows(parts, member, shown)) for far in BEYOND):
        with parts.open(member) as part:
            _refuse_far(part, shown)
    return marks


def _rows(parts: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Iterator[pl.Series]:
    """One sheet, a block of whole rows at a time, without the prefix that Microsoft's own library writes."""
    prefixed = False
    for rows in _blocks(parts, member, shown):
        prefixed = prefixed or b"<x:worksheet" in rows[:1000]
        yield _decoded(rows.replace(b"<x:", b"<").replace(b"></x:c>", b">") if prefixed else rows, shown)


def _blocks(parts: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str) -> Iterator[bytes]:
    """One part, a block at a time: each ends with a row, or at least, where none ends, with a tag."""
    rest = b""
    with parts.open(member) as part:
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


def _decoded(rows: bytes, shown: str) -> pl.Series:
    try:
        return pl.Series([rows]).cast(pl.String)
    except pl.exceptions.ComputeError:
        raise damaged(shown, "not UTF-8") from None


def _holds(rows: pl.Series, pattern: str) -> bool:
    return bool(rows.str.contains(pattern).item())


def _mark(marks: Marks, rows: pl.Series) -> None:
    if _holds(rows, ANY_FORMULA):
        marks.formulas += [place for place, _ in _cells(rows, FORMULA)]
    if _holds(rows, ANY_ERROR):
        marks.errors |= {place: re.split("[<>]", cell)[-2] for place, cell in _cells(rows, ERROR)}


def _cells(rows: pl.Series, pattern: str) -> Iterator[tuple[tuple[str, int], str]]:
    """The cells that are so, by letters and row."""
    for cell in rows.str.extract_all(pattern).explode().drop_nulls().to_list():
        if place := PLACE.search(cell):
            yield (place[1], int(place[2])), cell


def _refuse_far(part: IO[bytes], shown: str) -> None:
    """PackageError where a sheet reaches too far: calamine would take memory for all that lies between."""
    try:
        column, row = _last_cell(part)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(shown, error) from None
    if column * row > MAX_CELLS:
        corner = f"{letters_of(column - 1)}{row}"
        raise PackageError(
            f"{shown} has a sheet with content as far as {corner}; delete what is there",
            f"{shown}有工作表的内容远至{corner}，请删除多余内容",
        )


def _last_cell(part: IO[bytes]) -> tuple[int, int]:
    """The last column and row with content, however the sheet is written; ValueError where a place is no place."""
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
    parser.ParseFile(part)
    return last[0], last[1]
