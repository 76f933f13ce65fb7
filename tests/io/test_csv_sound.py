"""Large CSV files that polars reads, and whose bytes prove that it reads them as Python's csv does."""

from __future__ import annotations

import csv
import io

import polars as pl
import pytest

from pyplanning.io import csv_sound
from pyplanning.io.csv_sound import SoundFile, read_sound

HEADER = b"id,n,t\n"


@pytest.fixture(params=["held", "scanned"])
def sound(tmp_path, monkeypatch, request):
    """Read a file with the content, held in memory or not."""
    if request.param == "scanned":
        monkeypatch.setattr(csv_sound, "HELD", 0)

    def of(content: bytes, start: int = 0) -> SoundFile | None:
        (tmp_path / "table.csv").write_bytes(content)
        return read_sound(tmp_path / "table.csv", "table.csv", start)

    return of


SOUND = {
    "plain": HEADER + b"a,1,x\nb,,\n",
    "no last end": HEADER + b"a,1,x\nb,2,y",
    "no last cell": HEADER + b"a,1,x\nb,2,",
    "no rows": HEADER,
    "returns": b"id,n,t\r\na,1,x\r\n,,\r\n",
    "some returns": b"id,n,t\r\na,1,x\nb,2,y\r\n",
    "marks": HEADER + b'"a,b","1","""x"""\n"",2,"\n\n"\n',
    "marks and returns": b'id,n,"t\n"\r\n"a","1","x\ny"\r\n,,""\r\n',
    "returns in cells": b'id,n,t\r\na,1,"x\r\ny"\r\n',
    "other letters": HEADER + "规划,１,“引”\n".encode(),
}
UNSOUND = {
    "a short row": HEADER + b"a,1\nb,2,y\n",
    "a long row": HEADER + b"a,1,x,\nb,2,y\n",
    "a short and a long row": HEADER + b"a,1\nb,2,y,z\n",
    "a short row and a quoted cell": HEADER + b'a,1\n"b",2,y\n',
    "a blank line": HEADER + b"a,1,x\n\nb,2,y\n",
    "a blank line at the end": HEADER + b"a,1,x\n\n",
    "a blank line at the start": b"\n" + HEADER + b"a,1,x\n",
    "a mark in a cell": HEADER + b'a,1",x\nb,2",y\n',
    "text after a mark": HEADER + b'"a"b,1,x\n',
    "a return after a mark": HEADER + b'"a"\rb,1,x\n',
    "a return in a cell": HEADER + b"a\rb,1,x\n",
    "a return in a cell, returns at the ends": b"id,n,t\r\na\rb,1,x\r\n",
    "a return in a cell, as many as lines": b"id,n,t\na\rb,1,x\r\n",
    "a return in a quoted cell, as many as lines": b'id,n,t\na,1,"x\ry"\r\n',
    "a return in a quoted cell, returns at the ends": b'id,n,t\r\na,1,"x\ry"\r\n',
    "a return at the start of a row": HEADER + b"\r,1,x\n",
    "an open mark": HEADER + b'a,1,"x\n',
    "NUL": HEADER + b"a,\0,x\n",
    "not UTF-8": HEADER + b"a,\xff,x\n",
    "one column": b"id\na\n",
    "a large cell": HEADER + b"a,1," + b"x" * 140_000 + b"\n",
    "nothing": b"",
}


@pytest.mark.parametrize("content", SOUND.values(), ids=SOUND)
@pytest.mark.parametrize("block", [1, 5, csv_sound.BLOCK])
def test_a_sound_file_has_the_rows_and_lines_that_pythons_csv_finds(sound, monkeypatch, content, block):
    monkeypatch.setattr(csv_sound, "BLOCK", block)
    reader = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    expected, line = [], 1
    for record in reader:
        expected.append((line, *record))
        line = reader.line_num + 1
    found = sound(content)
    rows = found.frame.collect().rows()
    assert [(found.line_of(number), *cells) for number, *cells in rows] == expected[1:]
    assert [number for number, *_ in rows] == [*range(1, len(expected))]


@pytest.mark.parametrize("content", UNSOUND.values(), ids=UNSOUND)
@pytest.mark.parametrize("block", [1, 5, csv_sound.BLOCK])
def test_any_other_file_is_left_to_the_careful_way(sound, monkeypatch, content, block):
    monkeypatch.setattr(csv_sound, "BLOCK", block)
    assert sound(content) is None


def test_a_byte_order_mark_is_no_text(sound):
    found = sound(b"\xef\xbb\xbf" + SOUND["marks"], 3)
    assert found.frame.collect().equals(sound(SOUND["marks"]).frame.collect())


def test_what_takes_much_memory_is_read_when_it_is_needed(tmp_path, monkeypatch):
    file = tmp_path / "table.csv"
    file.write_bytes(SOUND["plain"])
    assert "DF" in read_sound(file, "table.csv", 0).frame.explain()
    monkeypatch.setattr(csv_sound, "HELD", 0)
    assert "Csv SCAN" in read_sound(file, "table.csv", 0).frame.explain()
    assert isinstance(read_sound(file, "table.csv", 0).frame, pl.LazyFrame)
