"""The parts of a workbook: what is not read, and what is looked at closely first."""

from __future__ import annotations

import re
import zipfile
from itertools import product

import openpyxl
import pytest

from pyplanning.io.excel import inspect
from pyplanning.io.excel.inspect import MAX_CELLS
from pyplanning.io.excel.places import number_of

HEADER = ["unit_id", "name_zh", "factor"]
SHEET, LINKS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"


def rows(table):
    return table.frame.collect().rows()


def test_a_locked_workbook_is_refused(tmp_path, refusal):
    file = tmp_path / "book.xlsx"
    magic = bytes.fromhex("d0cf11e0a1b11ae1")
    file.write_bytes(magic + bytes(2000) + "EncryptedPackage".encode("utf-16-le") + bytes(500))
    assert refusal(file) == (
        f"{file} is protected by a password; save it without one",
        f"{file}已加密，请取消密码后重新保存",
    )
    file.write_bytes(magic + bytes(2000))
    assert refusal(file) == (
        f"{file} is damaged or not in the format of its name; save or download it again",
        f"{file}已损坏，或内容与扩展名不符，请重新保存或下载",
    )


def test_what_is_no_workbook_is_refused(write, refusal):
    file = write(units=[HEADER, *(["t", "吨", i] for i in range(99))])
    content = file.read_bytes()
    with zipfile.ZipFile(file.with_name("empty.xlsx"), "w"):
        empty = file.with_name("empty.xlsx").read_bytes()
    for wrong in (b"", b"unit_id\nt\n", content[:-30], content[:3000], content[100:], empty):
        file.write_bytes(wrong)
        en, zh = refusal(file)
        assert en.startswith(f"{file} is damaged or not in the format of its name (")
        assert en.endswith("); save or download it again")
        assert zh == f"{file}已损坏，或内容与扩展名不符，请重新保存或下载"


def test_a_bomb_is_refused(write, rewrite, refusal):
    file = write(units=[HEADER])
    rewrite(file, SHEET, lambda xml: xml + b" " * 100 * 1024**2)
    assert refusal(file) == (
        f"{file} was not opened: 'xl/worksheets/sheet1.xml' expands to more than 200 times its size",
        f"{file}未打开：“xl/worksheets/sheet1.xml”解压后超过原大小的200倍",
    )


def test_a_member_that_leads_out_is_refused(write, refusal):
    file = write(units=[HEADER])
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("../evil.xml", b"<a/>")
    assert refusal(file) == (
        f"{file} was not opened: the path '../evil.xml' leads out of it",
        f"{file}未打开：路径“../evil.xml”超出压缩包范围",
    )


def test_a_part_that_is_not_utf_8_is_refused(write, rewrite, refusal):
    file = write(units=[HEADER, ["t", "吨", 1]])
    rewrite(file, SHEET, lambda xml: xml.replace(b"<t>t</t>", "<t>吨</t>".encode("gb18030")))
    assert refusal(file)[0] == (
        f"{file} is damaged or not in the format of its name (not UTF-8); save or download it again"
    )


def test_too_many_columns_are_refused(write, load, refusal):
    file = write(units=[[*HEADER, *(f"x{i}" for i in range(9_997))], ["t", "吨", 1]])
    assert refusal(file) == (
        f"{file} has 10000 columns; expected no more than 1000",
        f"{file}有10000列，不应超过1000列",
    )


def test_a_cell_far_away_is_refused_and_an_empty_one_is_not(write, load, refusal):
    def far(value):
        def edit(book):
            cell = book["units"].cell(1_048_576, 16_384, value)
            cell.fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")

        return edit

    file = write(far(" "), units=[HEADER, ["t", "吨", 1]])
    assert refusal(file) == (
        f"{file} has a sheet with content as far as XFD1048576; delete the cells that are not needed",
        f"{file}有工作表的内容远至XFD1048576，请删除多余内容",
    )
    assert len(rows(load(write(far(None), units=[HEADER, ["t", "吨", 1]]))[0])) == 1


def near(cell: str) -> bool:
    return not inspect.NOT_NEAR.search(f"<row>{cell}<v>".encode())


def may_be_far(*cells: str) -> bool:
    return inspect._may_be_far([f"<row>{cell}<v>".encode() for cell in cells])


def test_cells_within_reach_are_not_too_many():
    assert number_of("AZ") * 999_999 <= MAX_CELLS
    for column, line in product(("A", "Z", "AZ"), (1, 999, 999_999)):
        assert near(f'<c r="{column}{line}" s="1">')
        assert not may_be_far(f'<c r="{column}{line}" s="1">')
    for cell in ("BA1", "A1000000", "AZ4294967295", "XFD1", "ZZZZ1", "A10000000"):
        assert not near(f'<c r="{cell}">')


@pytest.mark.parametrize(("letters", "row"), [("AU", 1_048_576), ("IP", 199_999), ("ZZ", 69_999), ("FZZ", 9_999)])
def test_cells_together_may_reach_too_far(letters, row):
    assert number_of(letters) * row <= MAX_CELLS
    corner = f'<c r="{letters}1"/>', f'<c r="A{row}"/>'
    assert not may_be_far(*corner)
    assert may_be_far(*corner, '<c r="XFD1" s="1"/>')
    assert may_be_far(*corner, f'<c r="{letters}9999999"/>')


def test_a_cell_written_in_an_odd_way_may_be_anywhere():
    for cell in ("", " s=\"1\" r='A1'", "\nr='A1'", " r='A1'", ' r ="A1"', ' r="a1"', ' r="A"', ' r="1"', ' r="A1 "'):
        assert not near(f"<c{cell}>")
        assert may_be_far(f"<c{cell}>")
        assert may_be_far(f"<x:c{cell}/>")
    for tag in ("<cols>", "<col r='XFD1'/>", "<cfRule r='XFD1'/>", "c r='XFD1'>"):
        assert near(tag)
        assert not may_be_far(tag)


@pytest.mark.parametrize("size", [5, 20, 333])
def test_no_tag_stands_in_two_blocks(write, monkeypatch, size):
    monkeypatch.setattr(inspect, "BLOCK", size)
    with zipfile.ZipFile(write(units=[HEADER, *(["t", "吨", i] for i in range(9))])) as parts:
        blocks = list(inspect._blocks(parts, SHEET, ""))
        assert b"".join(blocks) == parts.read(SHEET)
    assert len(blocks) > 5
    assert all(block.endswith(b">") for block in blocks[:-1])


@pytest.fixture
def prefixed(rewrite):
    """Write a prefix before the names of a sheet's tags, as some programs do."""

    def to(file, prefix):
        names = re.compile(rb"<(/?)(worksheet|sheetData|row|c|is|t|f|v)\b")
        space = b'<worksheet xmlns:%s="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' % prefix
        named = rb"<\1" + prefix + rb":\2"
        rewrite(file, SHEET, lambda xml: names.sub(named, xml.replace(b"<worksheet ", space)))
        return file

    return to


@pytest.mark.parametrize("prefix", [b"x", b"sheet"])
def test_tags_may_have_a_prefix(write, prefixed, load, prefix):
    (table,) = load(prefixed(write(units=[HEADER, ["t", "吨", 1], ["u", "个", "=1"]]), prefix))
    assert rows(table) == [(1, "t", "吨", "1"), (2, "u", "个", "")]
    assert [(issue.code, issue.cell) for issue in table.issues] == [("PL030", "C3")]


@pytest.mark.parametrize("prefix", [b"", b"x"])
@pytest.mark.parametrize(("column", "row"), [(3, 2), (60, 3), (300, 4), (900, 5)])
def test_sheets_of_most_programs_need_no_parser(write, prefixed, load, monkeypatch, prefix, column, row):
    monkeypatch.delattr(inspect, "_refuse_far")
    file = write(lambda book: book["units"].cell(row, column, "x"), units=[HEADER, ["t", "吨", 1]])
    assert load(prefixed(file, prefix) if prefix else file)


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A4294967295"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c s="0" r="zz1048576"><v>1</v></c>',
        b'<x:c\nr = "XFD1048576"><x:v>1</x:v></x:c>',
        b'<row r="4294967290"><c><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_is_found_however_it_is_written(write, rewrite, refusal, cell):
    file = write(units=[HEADER, ["t", "吨", 1]])
    space = b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    rewrite(file, SHEET, lambda xml: xml.replace(b"<worksheet ", space).replace(b"</row>", cell + b"</row>", 1))
    assert "has a sheet with content as far as" in refusal(file)[0]


@pytest.mark.parametrize("cell", [b"<c r='7'><v>1</v></c>", b"<x:c><v>1</v></c>", b"<row r='x'><c/></row>"])
def test_a_cell_without_a_place_is_refused(write, rewrite, refusal, cell):
    file = write(units=[HEADER, ["t", "吨", 1]])
    rewrite(file, SHEET, lambda xml: xml.replace(b"</row>", cell + b"</row>", 1))
    assert refusal(file)[0].startswith(f"{file} is damaged or not in the format of its name (")


def test_tags_without_end_are_refused(write, rewrite, refusal):
    file = write(units=[HEADER, ["t", "吨", 1]])
    many = b'<c t="e" <f r="A1" ' * 500_000
    rewrite(file, SHEET, lambda xml: xml.replace(b"</sheetData>", many))
    assert refusal(file)


def test_pictures_are_no_sheets(write, load):
    file = write(units=[HEADER, ["t", "吨", 1]])
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("xl/media/image1.jpeg", b"\xff\xd8\0<c <c><" * 99)
    assert len(rows(load(file)[0])) == 1


def test_a_sheet_that_two_parts_could_be_is_not_read(write, rewrite, refusal):
    file = write(units=[HEADER], places=[["place_id", "name_zh"]])
    rewrite(file, LINKS, lambda xml: xml.replace(b'Id="rId2"', b'Id="rId1"'))
    assert refusal(file)[0].startswith(f"{file} is damaged or not in the format of its name (")
