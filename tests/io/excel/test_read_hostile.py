"""Whatever comes: a workbook is read, or refused with a sentence."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from datetime import date
from datetime import time as clock

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import PackageError

HEADER = ["unit_id", "name_zh", "factor"]
SHEET, BOOK, LINKS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"


@pytest.fixture
def survives(load):
    """See that tables come of a file, or a PackageError, and soon."""

    def check(file):
        start = time.perf_counter()
        with suppress(PackageError):
            for table in load(file):
                assert all(dtype == pl.String for dtype in table.frame.collect().dtypes[1:])
        assert time.perf_counter() - start < 10

    return check


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with bytes changed, inserted, cut out or cut off."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(found) + 1)
        how = chance.choice(["flip", "insert", "cut", "truncate"])
        if how == "flip" and place < len(found):
            found[place] ^= 1 << chance.randrange(8)
        elif how == "insert":
            found[place:place] = chance.randbytes(chance.randint(1, 4))
        elif how == "cut":
            del found[place : place + chance.randrange(1, 20)]
        elif chance.random() < 0.1:
            del found[place:]
    return bytes(found)


@pytest.fixture
def sample(write):
    def edit(book):
        book["units"].merge_cells("A4:B4")
        book["units"]["C4"] = "#N/A"
        book["units"]["C4"].data_type = "e"
        book["x"].sheet_state = "hidden"

    lines = [["title"], HEADER, ["t", "吨", date(2026, 1, 31)], ["u", True, 1], ["v", "=1", 2.5], [], ["注"]]
    return write(edit, units=lines, places=[["place_id", "name_zh"], ["x", clock(3, 4)]], x=[["a"]])


@pytest.mark.parametrize("part", [SHEET, BOOK, LINKS, STYLES])
@pytest.mark.parametrize("content", [b"", b"<", b"<a><b></a>", b"\xff" * 50, b"<worksheet><sheetData><row><c"])
def test_a_workbook_with_a_broken_part_is_read_or_refused(sample, rewrite, survives, part, content):
    rewrite(sample, part, lambda _: content)
    survives(sample)


@pytest.mark.parametrize("seed", range(150))
def test_a_mutated_workbook_is_read_or_refused(sample, survives, seed):
    sample.write_bytes(mutated(sample.read_bytes(), random.Random(seed)))
    survives(sample)


@pytest.mark.parametrize("seed", range(400))
def test_a_workbook_with_a_mutated_part_is_read_or_refused(sample, rewrite, share, survives, seed):
    chance = random.Random(seed)
    share(sample)
    part = chance.choice([SHEET, SHEET, BOOK, LINKS, STYLES, STRINGS])
    rewrite(sample, part, lambda xml: mutated(xml, chance))
    survives(sample)
