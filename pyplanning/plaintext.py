"""CSV files that polars reads as Python's csv does, as the count of their bytes proves: they need no survey."""

from __future__ import annotations

import mmap
from pathlib import Path

import polars as pl

from pyplanning.datapackage import Descriptor, fields, paths
from pyplanning.dialects import PLAIN, dialect_of, form

UNSURE = (b"\r", b"\0")  # any of them needs a closer look
EDGES = (b',"', b'\n"', b'",', b'"\n')  # where a quoted cell begins or ends
BLOCK = 1024**2  # bytes that are looked at together


def read_plain(folder: Path, resource: Descriptor) -> pl.DataFrame | None:
    """The rows of a resource as text; None where only ``inputs.read`` can tell what they are.

    That is where a row has more or fewer cells than the header, a cell holds a quotation mark, or
    the columns are not called as the fields are.
    """
    listed = paths(resource)
    if len(listed) != 1 or form(resource) != "csv" or dialect_of(resource) != PLAIN or resource.get("compression"):
        return None
    file, names = folder / listed[0], {field["name"] for field in fields(resource)}
    try:
        with file.open("rb") as content, mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ) as found:
            size, marks = len(found) + (found[-1:] != b"\n"), _marks(found)
        if marks is None:
            return None
        frame = pl.read_csv(file, infer_schema=False, empty_string_is_null=False, glob=False)
    except (OSError, ValueError, pl.exceptions.PolarsError):  # also an empty file, and one that is not UTF-8
        return None
    return frame if set(frame.columns) == names and _size(frame, marks) == size else None


def _marks(content: mmap.mmap) -> int | None:
    """How many quotation marks a file has, each at the edge of a cell; None where its bytes need a closer look."""
    marks, edges = 0, (content[:1] == b'"') + (content[-1:] == b'"')
    for start in range(0, len(content), BLOCK):
        block = content[start : start + BLOCK + 1]  # with the second half of a pair of bytes
        if any(mark in block for mark in UNSURE):
            return None
        if b'"' in block:
            if b'""' in block:
                return None
            marks += block.count(b'"', 0, BLOCK)
            edges += sum(map(block.count, EDGES))
    return marks if edges == marks or not marks else None


def _size(frame: pl.DataFrame, marks: int) -> int:
    """The bytes of a frame's file, with its last line ended, where nothing was passed over or filled in.

    The file's quotation ``marks`` enclose cells, and are no part of them.
    """
    lengths: tuple[int, ...] = frame.select(pl.all().str.len_bytes().cast(pl.UInt64).sum()).row(0)
    return sum(lengths) + len("".join(frame.columns).encode()) + marks + (len(frame) + 1) * frame.width
