"""Cells are read as they are shown, and reported where they do not show what they hold."""

from __future__ import annotations

import re
import zipfile

import pytest

HEADER = ["unit_id", "name_zh", "factor"]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def rows(table):
    return table.frame.collect().rows()


def findings(table):
    return [(i.code, i.level, i.cell, i.en, i.zh) for i in table.issues]


@pytest.fixture
def formatted(write):
    """Write a sheet of units in which cells have formats."""

    def to(cells, *lines):
        def edit(book):
            for place, (value, code) in cells.items():
                book["units"][place] = value
                book["units"][place].number_format = code

        return write(edit, units=[HEADER, *(lines or [["t", "吨", 1], ["u", "个", 1], ["v", "元", 1]])])

    return to


def test_formats_that_differ_cell_by_cell(formatted, load):
    cells = {"C2": (0.032, "0.0%"), "C3": (12345, '0.0,"千"'), "C4": (5, '#,##0.00" 元"'), "B2": (46, "0000")}
    (table,) = load(formatted(cells))
    assert [row[3] for row in rows(table)] == ["3.2%", "12.345千", "5 元"]
    assert rows(table)[0][2] == "0046"
    assert findings(table) == [
        (
            "PL032",
            "warning",
            "",
            "units – cells C3 show other numbers than they hold (1 in all): C3 shows 12.3千, and 12.345千 is read"
            " – expected a number format that shows all digits",
            "units：C3显示的数与实际的值不同（共1处），如C3显示12.3千，读取的是12.345千，应改用显示全部数字的格式",
        )
    ]


def test_numbers_that_are_shown_as_they_are(formatted, load):
    cells = {"C2": (0.25, "General"), "C3": (1234, "#,##0"), "C4": (2.5, "0.00")}
    (table,) = load(formatted(cells))
    assert ([row[3] for row in rows(table)], table.issues) == (["0.25", "1234", "2.5"], ())


def test_a_column_of_percentages_and_one_of_dates(write, load):
    def edit(book):
        for i in range(2, 3002):
            book["units"].cell(i, 3, i / 1000).number_format = "0.0%"
            book["units"].cell(i, 2, 40000 + i).number_format = 'yyyy"年"m"月"'

    (table,) = load(write(edit, units=[HEADER, *([f"u{i}"] for i in range(3000))]))
    assert [row[3] for row in rows(table)][:3] == ["0.2%", "0.3%", "0.4%"]
    assert [row[2] for row in rows(table)][::1000] == ["2009年7月", "2012年4月", "2014年12月"]


@pytest.mark.parametrize(("code", "shown", "zh"), [(";;;", "nothing", "为空白"), ("yyyy-mm-dd", "#####", "为#####")])
def test_pl031_a_cell_that_does_not_show_its_number(formatted, load, code, shown, zh):
    (table,) = load(formatted({"C3": (-4, code)}))
    assert rows(table)[1] == (2, "u", "个", "")
    assert findings(table) == [
        (
            "PL031",
            "error",
            "C3",
            f"units C3 – factor holds -4, but its number format shows {shown} – expected a cell that shows its value",
            f"units的C3：factor的值为-4，但因单元格格式而显示{zh}，应显示其值",
        )
    ]


def test_texts_with_a_format(formatted, load):
    (table,) = load(formatted({"B2": ("云泽", '@"省"'), "B3": ("x", ";;;"), "B4": (None, ";;;")}))
    assert [row[2] for row in rows(table)] == ["云泽省", "", ""]
    assert [(i.code, i.cell, i.value) for i in table.issues] == [("PL031", "B3", "x")]


STYLES = "xl/styles.xml"


def doubled(file, rewrite, code):
    """Give the number of the workbook's own format to another one too."""
    own = re.compile(rb'<numFmt [^>]*numFmtId="(\d+)"[^>]*/>')
    again = rb'\g<0><numFmt numFmtId="\1" formatCode="' + code + b'"/>'
    rewrite(file, STYLES, lambda xml: own.sub(again, xml, count=1))
    return file


def test_pl043_a_cell_whose_format_has_two_codes(formatted, rewrite, load):
    file = doubled(formatted({"C2": (0.032, '0.0"x"'), "C3": (46083, "General")}), rewrite, b"0.0%")
    (table,) = load(file)
    assert [row[3] for row in rows(table)] == ["", "46083", "1"]
    assert findings(table) == [
        (
            "PL043",
            "error",
            "C2",
            "units C2 – factor holds 0.032, and the workbook gives two number formats for it, of which one shows"
            " 0.032x and one 3.2% – expected one format: set that of the cell again in Excel or WPS, and save",
            "units的C2：factor的值为0.032，工作簿中其单元格格式有两种定义，分别显示0.032x和3.2%，"
            "应在Excel或WPS中重设单元格格式并保存",
        )
    ]


def test_a_format_with_two_codes_that_show_the_same(formatted, rewrite, load):
    (table,) = load(doubled(formatted({"C2": (0.5, "0.0;-0.0")}), rewrite, b"0.00"))
    assert ([row[3] for row in rows(table)], table.issues) == (["0.5", "1", "1"], ())


def test_formats_of_marked_cells_are_no_second_codes(formatted, rewrite, load):
    file, code = formatted({"C2": (0.5, "0.0;-0.0")}), b'<dxf><numFmt numFmtId="164" formatCode="0%"/></dxf>'
    end = b"</styleSheet>"
    rewrite(file, STYLES, lambda xml: xml.replace(end, b'<dxfs count="1">' + code + b"</dxfs>" + end))
    (table,) = load(file)
    assert ([row[3] for row in rows(table)], table.issues) == (["0.5", "1", "1"], ())


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="C2"><f>1*2</f></c>',
        b'<c r="C2"><f>1*2</f><v></v></c>',
        b'<c r="C2"><f>1*2</f><v/></c>',
        b'<c r="C2" t="str"><f>1*2</f></c>',
        b'<c r="C2"><f>1*2</f><v>0</v></c>',
        b"<c r='C2'><f>1*2</f></c>",
    ],
)
def test_pl030_a_formula_without_a_saved_result(write, rewrite, load, cell):
    file = write(units=[HEADER, ["t", "吨", 1]])
    rewrite(file, SHEET, lambda xml: re.sub(rb'<c r="C2".*?</c>', cell, xml))
    (table,) = load(file)
    assert rows(table) == [(1, "t", "吨", "")]
    assert findings(table) == [
        (
            "PL030",
            "error",
            "C2",
            "units C2 – factor contains a formula whose result is not saved – expected a value: open the workbook"
            " in Excel or WPS and save it, or type the value",
            "units的C2：factor为公式，但文件中未保存其结果，应用Excel或WPS打开并保存，或直接填写结果",
        )
    ]


def test_results_that_are_saved(write, rewrite, load):
    file = write(units=[HEADER, ["t", "吨", 1]])
    cells = b'<c r="B2" t="str"><f>""</f><v></v></c><c r="C2"><f>1-1</f><v>0</v></c>'
    rewrite(file, SHEET, lambda xml: re.sub(rb'<c r="B2".*</c>', cells, xml))
    rewrite(file, BOOK, lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    (table,) = load(file)
    assert rows(table) == [(1, "t", "", "0")]
    assert [i.code for i in table.issues] == ["PL007"]


def test_pl033_a_number_of_more_than_15_digits(write, load):
    (table,) = load(write(units=[HEADER, ["t", 114600001234567890, 1], ["u", "114600001234567890", 123456789012345]]))
    assert rows(table) == [(1, "t", "", "1"), (2, "u", "114600001234567890", "123456789012345")]
    assert findings(table) == [
        (
            "PL033",
            "error",
            "B2",
            "units B2 – name_zh is a number of more than 15 digits (1.14600001234568E+17), of which Excel does not"
            " keep the last – expected text: set the format of the cell to Text and type the number again",
            "units的B2：name_zh为15位以上的数字（1.14600001234568E+17），Excel不保留其末位，"
            "应先将单元格格式设为“文本”再重新填写",
        )
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("_x6E56_", "湖"),
        ("日_x6E56_市", "日湖市"),
        ("_xD83D__xDE00_", "😀"),
        ("_x0041_", "A"),
        ("_x005F_x6E56_", "_x6E56_"),
        ("a_x6E5_b", "a_x6E5_b"),
    ],
)
def test_codes_of_characters_are_read_as_excel_shows_them(write, rewrite, load, written, read):
    file = write(units=[HEADER, ["t", "NAME", 1]])
    with zipfile.ZipFile(file) as parts:
        part = next(name for name in parts.namelist() if b">NAME<" in parts.read(name))
    rewrite(file, part, lambda xml: xml.replace(b">NAME<", f">{written}<".encode()))
    assert rows(load(file)[0]) == [(1, "t", read, "1")]


def test_a_header_in_two_rows(write, load):
    def edit(book):
        for cells in ("A1:A2", "B1:C1"):
            book["units"].merge_cells(cells)

    (table,) = load(write(edit, units=[["单位", "名称与系数", None], [None, "中文名称", "系数"], ["t", "吨", 1]]))
    assert (table.header, table.header_line) == (("单位", "中文名称", "系数"), 2)
    assert rows(table) == [(1, "t", "吨", "1")]


def test_two_hundred_sheets(write, load):
    tables = load(write(**{f"units{i}": [HEADER, [f"t{i}", "吨", 1]] for i in range(200)}))
    assert len(tables) == 200
