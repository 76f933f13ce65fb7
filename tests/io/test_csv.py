"""CSV files as tables of text."""

from __future__ import annotations

import csv
import io
import random
import time

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.io import csv_records, csv_scan, csv_sound
from pyplanning.io.csv import read_csv
from pyplanning.io.table import ROW, Table

COLUMNS = ["unit_id", "name_zh", "factor"]
UNITS = Resource(
    {
        "name": "units",
        "schema": {
            "fields": [
                {"name": "unit_id", "title": "Unit", "title_zh": "单位"},
                {"name": "name_zh", "title": "Chinese name", "title_zh": "中文名称"},
                {"name": "factor", "title": "Factor", "title_zh": "系数"},
            ]
        },
    }
)


@pytest.fixture(scope="module")
def load(tmp_path_factory):
    """Read a CSV file with the content."""
    file = tmp_path_factory.mktemp("csv") / "units.csv"

    def of(content: str | bytes) -> Table:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_csv(file, "units.csv", [UNITS])

    return of


def rows(table: Table) -> list[tuple[object, ...]]:
    return table.frame.collect().rows()


def said(table: Table) -> list[tuple[str, str, int, str, str]]:
    return [(i.code, i.level, i.row, i.en, i.zh) for i in table.issues]


def refusal(load, content: str | bytes) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        load(content)
    return caught.value.en, caught.value.zh


def by_polars(table: Table) -> bool:
    return "Csv SCAN" in table.frame.explain()


# What is regular is left to polars, whatever is in its cells.
REGULAR = {
    "unit_id,name_zh,factor\nt,吨,1\n": [("t", "吨", "1")],
    "\ufeffunit_id,name_zh,factor\r\nt,吨,1\r\n": [("t", "吨", "1")],
    "unit_id,name_zh,factor\r\nt,吨,1\nu,个,2": [("t", "吨", "1"), ("u", "个", "2")],
    "unit_id,name_zh,factor\nt,,": [("t", "", "")],
    "unit_id,name_zh,factor\n": [],
    "unit_id,name_zh,factor": [],
    "单位, Chinese NAME ,FACTOR\nt,吨,1\n": [("t", "吨", "1")],
    '"unit_id",name_zh,"factor"\n"a,b","x""y",""\n"1\n2\r\n",,"""吨"""\n': [
        ("a,b", 'x"y', ""),
        ("1\n2\r\n", "", '"吨"'),
    ],
    "unit_id,name_zh,factor\n t ,=1+1,@x\n": [(" t ", "=1+1", "@x")],
}
IRREGULAR = {
    'unit_id,name_zh,factor\nt,5" 管,1\n': [("t", '5" 管', "1")],
    "unit_id,name_zh,factor\rt,吨,1\ru,个,2\r": [("t", "吨", "1"), ("u", "个", "2")],
}


@pytest.mark.parametrize("content", [*REGULAR, *IRREGULAR])
def test_a_csv_file_is_a_table_of_text(load, content):
    table = load(content)
    assert (table.name, table.file, table.sheet, table.issues) == ("units", "units.csv", "", ())
    assert by_polars(table) == (content in REGULAR)
    assert table.frame.collect_schema() == {ROW: pl.get_index_type(), **dict.fromkeys(COLUMNS, pl.String)}
    assert rows(table) == [(i, *cells) for i, cells in enumerate((REGULAR | IRREGULAR)[content], 1)]


def test_a_table_of_one_column(load):
    table = load("unit_id\nt\n\nu")
    assert rows(table) == [(1, "t"), (3, "u")]
    assert table.issues == ()  # a blank line is no row


def test_a_long_file_is_read_like_a_short_one(load, monkeypatch):
    line = '"1\n2",吨,"a,""b"""\r\n'
    table = load("unit_id,name_zh,factor\r\n" + line * 20_000)
    assert by_polars(table)
    assert rows(table) == [(i, "1\n2", "吨", 'a,"b"') for i in range(1, 20_001)]
    monkeypatch.setattr(csv_records, "MAX_RECORD", 100)  # limits a record, not the file
    table = load("unit_id,name_zh,factor\n" + 't,5" 管,1\n' * 50_000)
    assert not by_polars(table)
    assert rows(table) == [(i, "t", '5" 管', "1") for i in range(1, 50_001)]


def test_the_header_stays_as_written_and_unknown_columns_too(load):
    table = load(" 单位 ,Factor, 备注 \nt,1,x\n")
    assert table.header == (" 单位 ", "Factor", " 备注 ")
    assert table.frame.collect().to_dicts() == [{ROW: 1, "unit_id": "t", "factor": "1", " 备注 ": "x"}]


def test_gb18030_is_read_and_told(load):
    table = load("unit_id,name_zh,factor\nt,吨𠮷,1\n".encode("gb18030"))
    assert rows(table) == [(1, "t", "吨𠮷", "1")]
    en = "units.csv – is in GB18030, and was read as such – expected UTF-8"
    assert said(table) == [("PL006", "warning", 0, en, "units.csv：文件编码为GB18030，已按此读取，应为UTF-8")]


@pytest.mark.parametrize("block", [64, csv_scan.BLOCK])
def test_damaged_utf8_is_not_taken_for_gb18030(load, monkeypatch, block):
    monkeypatch.setattr(csv_scan, "BLOCK", block)
    good = "unit_id,name_zh,factor\n" + "t,吨的名称,1\n" * 50
    assert refusal(load, good.encode() + "吨的名称".encode() + b"\xff\n") == (
        "units.csv is damaged: line 52 is not UTF-8 as the rest is; save or download it again",
        "units.csv已损坏：第52行不是UTF-8，与其余部分不同，请重新保存或下载",
    )


EMPTY = ("units.csv is empty; expected column names", "units.csv是空文件，首行应为列名")
NO_TEXT = (
    "units.csv is not text: it contains NUL bytes; save it as “CSV UTF-8”",
    "units.csv不是文本文件（含NUL字节），请另存为“CSV UTF-8”",
)
LONG_CELL = (
    "units.csv line 2 – a cell has more than 131072 characters – expected a CSV table",
    "units.csv第2行：单元格超过131072个字符，应为CSV表格",
)
NO_TABLE = {
    "empty": (b"", *EMPTY),
    "byte order mark": (b"\xef\xbb\xbf", *EMPTY),
    "NUL": (b"unit_id,name_zh\na\0,b\n", *NO_TEXT),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06", *NO_TEXT),
    "no encoding": (
        b"unit_id,name_zh\n\xff\xff\x80,b\n",
        "units.csv is neither UTF-8 nor GB18030; save it as “CSV UTF-8”",
        "units.csv既不是UTF-8也不是GB18030，请另存为“CSV UTF-8”",
    ),
    "open": (
        b'unit_id,name_zh\n1,"2\n3,4\n',
        "units.csv line 2 – a quotation mark that opens a cell is never closed – expected one at the cell's end",
        "units.csv第2行：有单元格的引号未闭合，单元格末尾应有引号",
    ),
    "single": (
        b'unit_id,name_zh\n1,"2"x\n',
        "units.csv line 2 – a quotation mark is inside a cell – expected it doubled",
        "units.csv第2行：单元格内有单个引号，应写成两个引号",
    ),
    "long cell": (b"unit_id,name_zh\n1," + b"x" * 131_073 + b"\n", *LONG_CELL),
    "long quoted cell": (b'unit_id,name_zh\n1,"' + b'""' * 131_073 + b'"\n', *LONG_CELL),
    "columns": (
        b",".join(b"c%d" % i for i in range(10_000)) + b"\n" + b"," * 9_999 + b"\n",
        "units.csv has 10000 columns; expected no more than 1000",
        "units.csv有10000列，不应超过1000列",
    ),
    "blank lines": (
        b"\n" * 1_000_000,
        "units.csv – the first line is empty – expected column names",
        "units.csv：首行为空，应为列名",
    ),
}


@pytest.mark.parametrize(("content", "en", "zh"), NO_TABLE.values(), ids=NO_TABLE)
def test_a_file_that_is_no_table_is_refused(load, content, en, zh):
    assert refusal(load, content) == (en, zh)


def test_a_record_without_end_costs_neither_time_nor_memory(tmp_path):
    start, file = time.perf_counter(), tmp_path / "units.csv"
    for head in (b"unit_id,", b'unit_id,name_zh\n"\n'):
        with file.open("wb") as sparse:
            sparse.write(head + b"x" * 17 * 1024**2)
            sparse.truncate(2 * 1024**3)  # NUL bytes, which would be told if they were read
        with pytest.raises(PackageError) as caught:
            read_csv(file, "units.csv", [UNITS])
        assert caught.value.en == "units.csv has a record of more than 16 MB; expected a CSV table"
        assert caught.value.zh == "units.csv有一条记录超过16MB，应为CSV表格"
    file.write_bytes(b"unit_id,name_zh\n" + b'"\n",' * 4_500_000)  # many short cells on many short lines
    with pytest.raises(PackageError, match="has a record of more than 16 MB"):
        read_csv(file, "units.csv", [UNITS])
    assert time.perf_counter() - start < 10


RAGGED = ["unit_id,name_zh,factor", "t,吨,1", "u,个", "", "v,家,3,4", "w,类,5"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [False, True])
def test_rows_of_the_wrong_length_are_told_and_left_out(load, newline, quoted):
    lines = [line.replace("吨", '"吨"') if quoted else line for line in RAGGED]
    table = load(newline.join(lines) + newline)
    assert by_polars(table) == (newline != "\r")
    assert rows(table) == [(1, "t", "吨", "1"), (5, "w", "类", "5")]
    assert said(table) == [
        ("PL110", "error", 2, "units row 2 – has 2 cells – expected 3", "units第2行：有2个单元格，应为3个"),
        ("PL110", "error", 4, "units row 4 – has 4 cells – expected 3", "units第4行：有4个单元格，应为3个"),
    ]


def test_a_long_and_a_short_row_do_not_make_up_for_each_other(load):
    table = load("unit_id,name_zh,factor\na,b\na,b,c,d\n")
    assert [i.row for i in table.issues] == [1, 2]
    assert rows(table) == []


@pytest.mark.parametrize("line", ["a,b\n", 'a"b,x\n'])
def test_too_many_rows_of_the_wrong_length_are_told_at_once(load, line):
    start = time.perf_counter()
    assert refusal(load, "unit_id,name_zh,factor\n" + line * 10_001) == (
        "units.csv has more than 10000 rows of the wrong length; correct it and try again",
        "units.csv有超过10000行单元格数不符，请改正后重试",
    )
    assert time.perf_counter() - start < 10


def test_columns_that_stand_twice_or_have_no_name_are_told(load):
    table = load("unit_id,,单位,,name_zh,\na,1,b,,c,\n,,,,,\n")
    assert table.frame.collect().to_dicts()[0] == {ROW: 1, "unit_id": "a", "name_zh": "c"}
    assert [(i.code, i.column, i.value) for i in table.issues] == [("PL111", "unit_id", "2"), ("PL013", "", "2")]


def written(table: list[list[str]], quoting: int, end: str) -> str:
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator=end).writerows(table)
    return text.getvalue()


WRITTEN = st.builds(
    written,
    st.lists(st.lists(st.text('a,"\n\r省 ', max_size=4), min_size=2, max_size=3), max_size=8),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
# Whole rows and what may be wrong with them, so that many a text is regular but for one place.
PIECES = ["a,b\n", "省,\r\n", '"a","b"\n', ',"a""\n,"\n', '"",\r\n', "a", ",", '"', '""', "\n", "\r", "\r\n", " "]
TYPED = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@pytest.mark.parametrize(("large", "held"), [(0, csv_sound.HELD), (0, 0), (csv_sound.LARGE, 0)])
@pytest.mark.parametrize("block", [1, 7, 64, csv_scan.BLOCK])
@settings(max_examples=250)
@given(text=WRITTEN | TYPED)
def test_every_cell_is_as_pythons_csv_reads_it(load, block, large, held, text):
    text = "unit_id,name_zh\n" + text
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_scan, "BLOCK", block)
        patch.setattr(csv_sound, "BLOCK", block)
        patch.setattr(csv_scan, "LARGE", large)
        patch.setattr(csv_sound, "HELD", held)
        try:
            records = list(enumerate(csv.reader(io.StringIO(text, newline=""), strict=True)))[1:]
        except csv.Error:
            refusal(load, text)
            return
        table = load(text)
        records = [(i, record) for i, record in records if any(map(str.strip, record))]
        found = [row for row in rows(table) if any(map(str.strip, row[1:]))]  # large files may keep blank ones
        assert found == [(i, *record) for i, record in records if len(record) == 2]
        ragged = [(i, str(len(record))) for i, record in records if len(record) != 2]
        assert [(issue.row, issue.value) for issue in table.issues] == ragged


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with bytes changed, inserted, cut out or cut off."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(found) + 1)
        how = chance.choice(["flip", "insert", "cut", "truncate"])
        if how == "flip" and place < len(found):
            found[place] ^= 1 << chance.randrange(8)
        elif how == "insert":
            found[place:place] = chance.choice([b'"', b",", b"\n", b"\r", b"\0", b"\xff", chance.randbytes(3)])
        elif how == "cut":
            del found[place : place + chance.randrange(1, 20)]
        elif chance.random() < 0.2:
            del found[place:]
    return bytes(found)


@settings(max_examples=400)
@given(chance=st.randoms(use_true_random=True), encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_a_mutated_file_is_read_or_refused(load, chance, encoding):
    content = 'unit_id,name_zh,factor\r\nt,"吨, ""公制""",1\r\nu,个,2.5\r\n"v\n1",,\r\n' + "w,家,1\r\n" * 20
    try:
        frame = load(mutated(content.encode(encoding), chance)).frame.collect()
    except PackageError:
        return
    assert frame.columns[0] == ROW
    assert frame[ROW].is_sorted()
    assert set(frame.dtypes[1:]) <= {pl.String}


HEADER = "unit_id,name_zh,factor\n"
LONG = "t,吨,1\n" * 50_000


@pytest.fixture
def large(tmp_path):
    """Read a CSV file with the content."""

    def of(content: str) -> Table:
        (tmp_path / "units.csv").write_text(content, encoding="utf-8", newline="")
        return read_csv(tmp_path / "units.csv", "units.csv", [UNITS])

    return of


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_a_large_plain_file_is_read_to_its_last_row(large, start, end):
    table = large(start + HEADER + LONG + "u,个,2" + end)
    assert table.issues == ()
    assert table.frame.collect().row(-1) == (50_001, "u", "个", "2")


@pytest.mark.parametrize(
    ("header", "row", "first"),
    [('"unit_id",name_zh,factor\n', "", ("t", "吨", "1")), (HEADER, '"t""u",吨,1\n', ('t"u', "吨", "1")),
     (HEADER, "t,吨,1\r\n", ("t", "吨", "1")), (HEADER, f"t,{'吨' * 50_000},1\n", ("t", "吨" * 50_000, "1")),
     (HEADER, '"t,u","吨\n吨",1\n', ("t,u", "吨\n吨", "1"))],
    ids=["a quoted name", "doubled marks", "returns", "a long record", "marks around cells"],
)  # fmt: skip
def test_a_large_file_that_is_not_plain_is_read_alike(large, header, row, first):
    read = large(header + row + LONG + 'w,x,"3"').frame.collect()
    assert read.row(0)[1:] == first
    assert read.row(-1) == (50_001 + bool(row), "w", "x", "3")


@pytest.mark.parametrize("row", ["t,吨\n", "t,吨,1,2\n"])
def test_a_row_of_the_wrong_length_in_a_large_file_is_found(large, row):
    table = large(HEADER + LONG + row + LONG)
    assert [(issue.code, issue.row) for issue in table.issues] == [("PL110", 50_001)]
    assert len(table.frame.collect()) == 100_000


def test_a_large_file_with_nul_is_refused(large):
    with pytest.raises(PackageError, match="NUL"):
        large(HEADER + LONG + "a,\0,1\n")
