"""What a CSV file is made of, seen from its bytes alone: whether polars reads it as Python's csv does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, Dialect
from pyplanning.datapackage.encoding import HEAD, is_chinese, is_same, marked
from pyplanning.io import csv_records
from pyplanning.io.csv_records import MAX_CELL, not_text, opening, too_long, unknown_encoding
from pyplanning.io.csv_sound import LARGE, LONE_RETURN, SoundFile, read_sound
from pyplanning.io.table import MAX_FINDINGS, Lines

BLOCK = 96 * 1024  # bytes that are scanned together; with the rest of their last record they seldom pass MAX_CELL
OTHERS = bytes(set(range(256)).difference(b",\n"))  # all that neither separates cells nor ends records


@dataclass
class Survey:
    """What a CSV file is made of, found a block of bytes at a time."""

    encoding: str = "UTF-8"
    regular: bool = True  # whether, so far, polars reads it as Python's csv does
    row: bytes = b""  # the commas and the line end of a whole record: a byte a column
    records: int = 0  # so far, with the header
    ragged: dict[int, int] = field(default_factory=dict)  # row → cells
    lines: Lines = field(default_factory=Lines)  # in which rows begin
    line: int = 1  # in which the next record begins
    is_odd: bool = False  # whether some rows may be none of the table
    blank: list[int] = field(default_factory=list)  # lines, of which polars makes rows
    sound: SoundFile | None = None  # its rows, if it is large and without fault

    def count(self, block: bytes) -> None:
        """Scan the next records."""
        text = _unquoted(block)
        if text is None or len(block) > MAX_CELL or (b"\r" in block and LONE_RETURN.search(block)):
            self.regular = False
            return
        marks = text.translate(None, OTHERS)
        self.row = self.row or marks[: marks.index(b"\n") + 1]
        count = len(marks) // len(self.row)
        self.is_odd = self.is_odd or _has_odd_rows(block, len(self.row) - 1)
        if marks != self.row * count:  # some are of the wrong length
            records = text.replace(b"\r\n", b"\n").split(b"\n")[:-1]
            counts, width = [record.count(b",") + 1 if record else 0 for record in records], len(self.row)
            self.is_odd = True
            self.blank += [row for row, n in enumerate(counts, self.records) if not n]
            self.ragged |= {row: n for row, n in enumerate(counts, self.records) if n not in (0, width)}
            # A table with more rows of the wrong length is refused, whatever the rest holds.
            self.regular = max(len(self.ragged), len(self.blank)) <= MAX_FINDINGS
            count = len(counts)
        self._count_lines(block, count)
        self.records += count

    def _count_lines(self, block: bytes, count: int) -> None:
        """Note the lines of rows that follow a line break inside a cell."""
        if block.count(b"\n") == count:
            self.line += count
            return
        row = self.records
        for position, piece in enumerate(block.split(b'"')):
            breaks = piece.count(b"\n")
            if breaks and position % 2 == 0:
                self.lines.add(row + 1, self.line + 1)
                row += breaks
            self.line += breaks


def _unquoted(block: bytes) -> bytes | None:
    """Return records with one quotation mark for each quoted cell; None where marks are not as RFC 4180 has them."""
    if b'"' not in block:
        return block
    pieces = (b"\n" + block).split(b'"')
    outside = pieces[::2]  # empty between the halves of a doubled mark
    whole = len(pieces) % 2 and all(p[0] in b",\r\n" and p[-1] in b",\n" for p in set(outside) if p)
    return b'"'.join(outside)[1:] if whole else None


def survey_of(file: Path, file_name: str, dialect: Dialect) -> Survey:
    """Scan a file, unless it is in another encoding than UTF-8: then it is left to Python's csv.

    Raises PackageError where the file is empty, is not text, is damaged, or is in an encoding that is not known.
    """
    with opening(file_name), file.open("rb") as content:
        head, size = content.read(HEAD), file.stat().st_size
    encoding, length = marked(head)
    if not encoding or is_same(encoding, dialect.encoding):
        encoding = dialect.encoding
    survey, number = Survey(encoding, dialect == PLAIN and length < 4, is_odd=size < LARGE), -1
    if survey.encoding != "UTF-8":
        if size <= length:
            raise _no_content(file_name)
        survey.regular = False
        return survey
    if survey.regular and size >= LARGE:
        survey.sound = read_sound(file, file_name, length)
        if survey.sound:
            return survey
    for number, block in enumerate(_blocks(file, file_name, length)):
        if b"\0" in block:
            raise not_text(file_name)
        if survey.encoding == "UTF-8" and not _is_utf8(block):
            _refuse_damaged(file, number, block, file_name)
            survey.encoding, survey.regular = "GB18030", False
            if not is_chinese(_blocks(file, file_name, length)):
                raise unknown_encoding(file_name)
        if survey.regular:
            survey.count(block)
    if number < 0:
        raise _no_content(file_name)
    survey.regular &= len(survey.row) > 1
    return survey


def _has_odd_rows(block: bytes, commas: int) -> bool:
    """Whether a block has rows that may be none of the table: with one cell, or with none."""
    empty = min(commas, max(commas - 1, 2))
    return any(cell * empty + end in block for cell in (b",", b',""') for end in (b"\n", b"\r\n"))


def _no_content(file_name: str) -> PackageError:
    return PackageError(f"{file_name} is empty; expected column names", f"{file_name}是空文件，首行应为列名")


def _blocks(file: Path, file_name: str, start: int) -> Iterator[bytes]:
    """Read the file's bytes from ``start`` in blocks of whole records, with an end for the last one.

    A record longer than MAX_CELL may be cut at the end of a line.
    """
    with opening(file_name), file.open("rb") as lines:
        lines.seek(start)
        while block := lines.read(BLOCK):
            rest, odd = bytearray(), b'"' in block and block.count(b'"') % 2
            while (odd or not (rest or block).endswith(b"\n")) and len(rest) < MAX_CELL:
                if not (line := lines.readline(csv_records.MAX_RECORD)):
                    break
                rest += line
                odd ^= line.count(b'"') % 2
            block += rest
            if len(block) - block.rfind(b"\n", 0, -1) > csv_records.MAX_RECORD:
                raise too_long(file_name)
            yield block if block.endswith(b"\n") else block + b"\n"


def _is_utf8(block: bytes) -> bool:
    """Whether bytes are UTF-8; polars finds out several times faster than Python."""
    try:
        return block.isascii() or bool(pl.Series([block], dtype=pl.Binary).cast(pl.String).len())
    except pl.exceptions.PolarsError:
        return False


def _refuse_damaged(file: Path, number: int, block: bytes, file_name: str) -> None:
    """Raise PackageError where a file is UTF-8 but for some bytes: read as GB18030 it would be nonsense."""
    text = block.decode("utf-8", "replace")
    if text.count("\ufffd") >= len(re.findall("[\u0800-\ufffc]", text)):
        return
    before = sum(earlier.count(b"\n") for earlier in islice(_blocks(file, file_name, 0), number))
    line = before + text[: text.index("\ufffd")].count("\n") + 1
    raise PackageError(
        f"{file_name} is damaged: line {line} is not UTF-8 as the rest is; save or download it again",
        f"{file_name}已损坏：第{line}行不是UTF-8，与其余部分不同，请重新保存或下载",
    )
