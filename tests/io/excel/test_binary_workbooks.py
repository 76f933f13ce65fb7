"""Workbooks of records: .xls and .xlsb are read as they show their cells."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zipfile

import openpyxl
import pytest

HEADER = ["unit_id", "name_zh", "factor"]
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHOWN = [
    (1, "t", "吨", "3.2%"),
    (2, "u", "2026-03-02", "12.345千"),
    (3, "v", "0046", ""),
    (4, "w", "元", "1.25"),
]
CODES = ["General", "0.0%", "yyyy-mm-dd", '0.0,"千"', "0000", ";;;"]
LINES = [
    [("t", 0), ("吨", 0), (0.032, 1)],
    [("u", 0), (46083.0, 2), (12345.0, 3)],
    [("v", 0), (46.0, 4), (-4.0, 5)],
    [("w", 0), ("元", 0), (1.25, 0)],
]


def rows(table):
    return table.frame.collect().rows()


def findings(table):
    return sorted((i.code, i.cell, i.suggestion) for i in table.issues)


def record(number, content=b""):
    size, rest = bytearray(), len(content)
    while rest > 0x7F:
        size.append(rest & 0x7F | 0x80)
        rest >>= 7
    start = [number] if number < 0x80 else [number & 0x7F | 0x80, number >> 7]
    return bytes([*start, *size, rest]) + content


def wide(text):
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


@pytest.fixture
def write_xlsb(tmp_path):
    """Write a sheet of units as .xlsb; where ``short``, with cells that leave out their columns, as SheetJS does."""

    def cell(column, value, style, short):
        place = struct.pack("<I", style) if short and column else struct.pack("<II", column, style)
        number = {str: 6, float: 5, bytes: 3}[type(value)] + 11 * bool(short and column)
        content = wide(value) if isinstance(value, str) else struct.pack("<d", value) if number % 11 == 5 else value
        return record(number, place + content)

    def to(lines, short=False, merged=b""):
        styles = b"".join(record(44, struct.pack("<H", 164 + i) + wide(code)) for i, code in enumerate(CODES))
        cells = b"".join(record(47, struct.pack("<HH12x", 0, 164 + i)) for i in range(len(CODES)))
        count = struct.pack("<I", len(CODES))
        sheet = record(129) + record(148, struct.pack("<4I", 0, len(lines), 0, 2)) + record(145)
        for i, line in enumerate([[(name, 0) for name in HEADER], *lines]):
            sheet += record(0, struct.pack("<I21x", i))
            sheet += b"".join(cell(j, value, style, short) for j, (value, style) in enumerate(line))
        link = '<Relationship Id="{0}" Type="{1}/{2}" Target="{3}"/>'.format
        sheets = struct.pack("<II", 0, 1) + wide("rId1") + wide("units")
        parts = {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"/>',
            "xl/workbook.bin": record(131)
            + record(143)
            + record(156, sheets)
            + record(144)
            + record(157)
            + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{RELATIONS}">'
            + link("rId1", OFFICE, "worksheet", "worksheets/sheet1.bin")
            + link("rId2", OFFICE, "styles", "styles.bin")
            + "</Relationships>",
            "xl/styles.bin": record(278)
            + record(615, count)
            + styles
            + record(616)
            + record(617, count)
            + cells
            + record(618),
            "xl/worksheets/sheet1.bin": sheet + record(146) + merged + record(130),
        }
        with zipfile.ZipFile(tmp_path / "book.xlsb", "w") as file:
            for name, content in parts.items():
                file.writestr(name, content)
        return tmp_path / "book.xlsb"

    return to


@pytest.mark.parametrize("short", [False, True])
def test_xlsb(write_xlsb, load, short):
    (table,) = load(write_xlsb(LINES, short))
    assert rows(table) == SHOWN
    assert findings(table) == [("PL031", "C4", ""), ("PL032", "", "")]


def test_errors_and_merged_cells_of_xlsb(write_xlsb, load):
    lines = [[("t", 0), ("吨", 0), (b"\x07", 0)], [("u", 0), ("", 0), (1.0, 0)]]
    (table,) = load(write_xlsb(lines, merged=record(176, struct.pack("<4I", 1, 2, 1, 1))))
    assert rows(table) == [(1, "t", "吨", ""), (2, "u", "", "1")]
    assert findings(table) == [("PL008", "C2", ""), ("PL034", "B3", "吨")]


@pytest.mark.parametrize("cut", [3, 40, 90])
def test_an_xlsb_that_is_cut_off(write_xlsb, rewrite, refusal, cut):
    file = write_xlsb(LINES)
    rewrite(file, "xl/styles.bin", lambda content: content[:cut])
    rewrite(file, "xl/workbook.bin", lambda content: content[: cut // 3])
    assert refusal(file)[0].startswith(str(file))


def test_xls_of_xlwt(tmp_path, load):
    xlwt = pytest.importorskip("xlwt")
    book = xlwt.Workbook()
    sheet = book.add_sheet("units")
    for row, line in enumerate([[(name, 0) for name in HEADER], *LINES]):
        for column, (value, style) in enumerate(line):
            sheet.write(row, column, value, xlwt.easyxf(num_format_str=CODES[style]))
    sheet.write(5, 0, "x")
    sheet.write(5, 2, xlwt.Formula("1+1"))
    book.save(tmp_path / "book.xls")
    (table,) = load(tmp_path / "book.xls")
    assert rows(table) == [*SHOWN, (5, "x", "", "")]
    assert findings(table) == [("PL030", "C6", ""), ("PL031", "C4", ""), ("PL032", "", "")]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xls", "ods", "xlsx"])
def test_what_libreoffice_writes(tmp_path, load, ending):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "units"
    for line in [HEADER, *([value for value, _ in line] for line in LINES), ["x", "元", "=1+1"], ["y", "=1/0", 2]]:
        sheet.append(line)
    for row, line in enumerate(LINES, 2):
        for column, (_, style) in enumerate(line, 1):
            sheet.cell(row, column).number_format = CODES[style]
    sheet["C3"].number_format = "#,##0"
    book.save(tmp_path / "book.xlsx")
    command = ["soffice", "--headless", "--convert-to", ending, "--outdir", "out", "book.xlsx"]
    environment = {**os.environ, "HOME": str(tmp_path)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=300)
    (table,) = load(tmp_path / "out" / f"book.{ending}")
    plain = (2, "u", "2026-03-02", "12345")
    assert rows(table) == [SHOWN[0], plain, *SHOWN[2:], (5, "x", "元", "2"), (6, "y", "", "2")]
    assert findings(table) == [("PL007", "", ""), ("PL008", "B7", ""), ("PL031", "C4", "")]


def test_an_xls_whose_directory_goes_in_circles(tmp_path, refusal):
    start = bytearray(1536)
    start[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HH", start, 30, 9, 6)
    struct.pack_into("<8I", start, 44, 1, 1, 0, 4096, 0, 0, 0, 9)
    struct.pack_into("<109I", start, 76, 0, *[0xFFFFFFFF] * 108)
    struct.pack_into("<128I", start, 512, *range(1, 128), 0)
    (tmp_path / "book.xls").write_bytes(start)
    assert refusal(tmp_path / "book.xls")[0].startswith(f"{tmp_path / 'book.xls'} is damaged")
