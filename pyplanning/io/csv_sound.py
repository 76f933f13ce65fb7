"""Large CSV files without fault: polars reads them, and their bytes prove that Python's csv would read the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from pyplanning.datapackage.dialect import PLAIN
from pyplanning.datapackage.errors import PackageError
from pyplanning.io.csv_records import MAX_CELL, opening, read_records
from pyplanning.io.table import ROW, Lines

LARGE = 1024**2  # bytes of a file that is first taken for one without fault, and is not looked through for notes
BLOCK = 128 * 1024  # bytes that are looked at together
HELD = 1024**3  # bytes that a table may take up in memory; a larger one is read again when it is needed
VIEW = 16  # bytes that polars needs for a cell in addition to its text
LONE_RETURN = re.compile(rb"\r[^\n]")
COMMA, NEWLINE, RETURN, QUOTE = b',\n\r"'


@dataclass(frozen=True)
class SoundFile:
    """The rows of a file, its columns named by their positions, and how to find the line in which a row begins."""

    frame: pl.LazyFrame
    line_of: Callable[[int], int]


@dataclass
class Marks:
    """What a file in which every quotation mark is where RFC 4180 has it holds in addition to the text of its cells."""

    quotes: int = 0  # without those that are in cells
    returns: int = 0  # some of which may be in cells
    is_ended: bool = True  # whether the last line has an end


def read_sound(file: Path, file_name: str, start: int) -> SoundFile | None:
    """Read a file, from the byte ``start`` on; None where it may not follow RFC 4180, or has rows of other lengths.

    Raises PackageError where it cannot be read.
    """
    try:
        _, header, _ = next(read_records(file, PLAIN, file_name), (1, list[str](), 1))
    except PackageError:  # which the careful way reports
        return None
    if len(header) < 2:
        return None
    scan = pl.scan_csv(
        file,
        infer_schema=False,
        empty_string_is_null=False,
        glob=False,
        row_index_name=ROW,
        row_index_offset=1,
        new_columns=[str(i) for i in range(1, len(header) + 1)],
    )
    with opening(file_name):
        marks, size = _marks(_lines(file, start)), file.stat().st_size - start
        if marks is None:
            return None
        try:
            frame = scan.collect().lazy() if _size_in_memory(file) < HELD else scan
            sizes = _sizes(frame).collect(engine="streaming")
        except pl.exceptions.PolarsError:  # a row is too long, or the text is not UTF-8
            return None
        if not _adds_up(size, header, sizes, marks):
            return None
        # As many as lines are at their ends, as adding up proves; of others some may end a line to some programs.
        others = marks.returns not in (0, sizes.item(0, 0) + 1)
        if others and any(LONE_RETURN.search(block) for block in _lines(file, start)):
            return None
    return SoundFile(frame, _line_counter(frame, header) if marks.quotes else Lines().of)


def _adds_up(size: int, header: Sequence[str], sizes: pl.DataFrame, marks: Marks) -> bool:
    """Whether all but the text of cells is just what so many rows of one length need.

    To polars a row that is too long is an error, and at most one return is at the end of a line: so no more commas
    and returns than these can be between cells, and where all of them are, none is missing in any row.
    """
    text: int
    rows, text, longest = sizes.row(0)
    lines = int(rows) + 1  # with the header
    returns = min(marks.returns, lines)
    text += sum(len(cell.encode()) for cell in header)
    ends = lines - (not marks.is_ended)
    commas = size - text - marks.quotes - ends - returns
    return int(longest) <= MAX_CELL and commas == lines * (len(header) - 1)


def _sizes(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Count the rows of a frame, the bytes of its cells, and those of the largest."""
    sizes = pl.all().exclude(ROW).str.len_bytes()
    return frame.select(
        pl.len(),
        text=pl.sum_horizontal(sizes.cast(pl.Int64).sum()),
        longest=pl.max_horizontal(sizes.max()).fill_null(0),
    )


def _size_in_memory(file: Path) -> int:
    """Estimate what a file takes up in memory, from its first lines."""
    size = file.stat().st_size
    with file.open("rb") as content:
        head = content.read(BLOCK)
    cells = head.count(b",") + head.count(b"\n")
    return size + VIEW * cells * size // max(len(head), 1)


def _lines(file: Path, start: int) -> Iterator[bytes]:
    """Read the bytes of a file in blocks of whole lines."""
    with file.open("rb") as content:
        content.seek(start)
        while block := content.read(BLOCK):
            yield block if block.endswith(b"\n") else block + content.readline(MAX_CELL)


def _marks(blocks: Iterator[bytes]) -> Marks | None:
    """Count the marks of a file; None where a quotation mark is not where RFC 4180 has it, or for NUL."""
    found, inside = Marks(), False
    for block in blocks:
        if b"\0" in block or not found.is_ended:  # a line may be longer than is read together
            return None
        found.is_ended = block.endswith(b"\n")
        found.returns += block.count(b"\r") if b"\r" in block else 0
        if b'"' in block:
            quotes = _between_cells(block if found.is_ended else block + b"\n", inside)
            if quotes is None:
                return None
            found.quotes += quotes[0]
            inside ^= quotes[1]
    return None if inside else found


def _between_cells(block: bytes, inside: bool) -> tuple[int, bool] | None:
    """Count the quotation marks that are not in cells, and say whether the block has an odd number of marks.

    ``inside`` says whether the block begins inside of a quoted cell. None where a mark opens or closes a cell that
    has text around it. Of two marks together the first closes a cell and the second opens it again: they are one
    mark in it.
    """
    import numpy as np  # which files without quotation marks do not need

    text = np.frombuffer(block, np.uint8)
    places = np.flatnonzero(text == QUOTE)
    opening, closing = places[inside::2], places[1 - inside :: 2]
    before = text[opening - 1]  # before the first byte, as the last, is the end of a line
    after = text[closing + 1]
    doubled = np.count_nonzero(after == QUOTE)
    opened = np.count_nonzero((before == COMMA) | (before == NEWLINE) | (before == QUOTE))
    closed = doubled + np.count_nonzero((after == COMMA) | (after == NEWLINE))
    if closed < len(after):  # by a return with a line break after it
        closed += np.count_nonzero((after == RETURN) & (text.take(closing + 2, mode="clip") == NEWLINE))
    if opened < len(before) or closed < len(after):
        return None
    return len(places) - int(doubled), bool(len(places) % 2)


def _line_counter(frame: pl.LazyFrame, header: Sequence[str]) -> Callable[[int], int]:
    """Make the function that gives the line of a row; the line breaks in cells are counted when it is first called."""

    @cache
    def breaks_before() -> pl.Series:
        breaks = pl.concat_str(pl.all().exclude(ROW)).str.count_matches("\n", literal=True)
        return frame.select(breaks.cast(pl.Int64).cum_sum()).collect(engine="streaming").to_series()

    def line_of(row: int) -> int:
        above = 1 + sum(cell.count("\n") for cell in header)
        return above + row + (int(breaks_before()[row - 2]) if row > 1 else 0)

    return line_of
