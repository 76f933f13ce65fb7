"""Workbooks that are written."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.write import (
    NewBook,
    add_note,
    check_workbook_name,
    font,
    link_cell,
    packed,
    put,
    saved,
    solid,
    text_cell,
)


@pytest.fixture
def sheet():
    book = NewBook()
    yield book.create_sheet("表")
    saved(book)


def size(cell, text: str) -> tuple[int, int]:
    add_note(cell, text)
    assert cell.comment.text == text
    return cell.comment.width, cell.comment.height


def test_a_note_is_as_large_as_its_text(sheet):
    cell = text_cell(sheet, "a")
    assert size(cell, "a") == (320, 40)
    assert size(cell, "a\n\nb") == (320, 80)
    assert size(cell, "一" * 34) == (320, 60)  # two lines of 17 characters
    assert size(cell, "一" * 35) == (320, 80)


def test_text_is_never_a_formula(sheet):
    assert [text_cell(sheet, text).data_type for text in ("=1+1", "#N/A", "a")] == ["s"] * 3
    cell = text_cell(sheet, "=1")
    assert [put(cell, value).data_type for value in (1.5, "=1", None)] == ["n", "s", "n"]


def test_a_link_leads_to_a_cell(sheet):
    cell = link_cell(sheet, "=目录", "it's", "B2")
    assert (cell.value, cell.data_type, cell.hyperlink.location) == ("=目录", "s", "'it''s'!B2")
    assert (cell.font.color.rgb, cell.font.underline) == ("000563C1", "single")


def test_a_font_has_a_name_and_a_fill_a_colour():
    assert (font().name, font().size, font(size=8, bold=True).bold) == ("Calibri", 11, True)
    assert (solid("FFF2CC").fill_type, solid("FFF2CC").fgColor.rgb) == ("solid", "00FFF2CC")


def test_the_same_workbook_has_the_same_bytes():
    def made() -> bytes:
        book = NewBook()
        book.properties.created = book.properties.modified = datetime(2000, 1, 1)
        book.create_sheet("表").append(["a"])
        return packed(book, datetime(2000, 1, 1))

    assert made() == made()
    assert openpyxl.load_workbook(io.BytesIO(made()))["表"]["A1"].value == "a"


def test_each_text_is_in_a_workbook_once():
    book = NewBook()
    sheet = book.create_sheet("s")
    for _ in range(3):
        sheet.append([text_cell(sheet, " 甲 & <b> "), text_cell(sheet, "=1"), 1.5, None, text_cell(sheet, "a\nb")])
    content = packed(book, datetime(2000, 1, 1))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert parts.read("xl/sharedStrings.xml").count(b"<si>") == 3
    sheet = openpyxl.load_workbook(io.BytesIO(content))["s"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [[" 甲 & <b> ", "=1", 1.5, None, "a\nb"]] * 3
    assert sheet["B1"].data_type == "s"
    assert CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("s").to_python()[0][:3] == [
        " 甲 & <b> ",
        "=1",
        1.5,
    ]


def test_a_workbook_without_texts_is_packed():
    book = NewBook()
    book.create_sheet("s").append([1])
    assert openpyxl.load_workbook(io.BytesIO(packed(book, datetime(2000, 1, 1))))["s"]["A1"].value == 1


def test_a_workbook_is_called_so(tmp_path):
    check_workbook_name(tmp_path / "a.XLSX")
    with pytest.raises(PackageError) as caught:
        check_workbook_name(tmp_path / "a.xls")
    assert caught.value.en == f"{tmp_path / 'a.xls'} is not the name of a workbook; it must end with .xlsx"
    assert caught.value.zh == f"{tmp_path / 'a.xls'}不是工作簿文件名，应以.xlsx结尾"
