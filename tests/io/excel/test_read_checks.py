"""What people leave in a sheet next to its table."""

from __future__ import annotations

import re
from collections import Counter

import openpyxl
import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.io.excel import inspect
from pyplanning.io.table import ROW

HEADER = ["unit_id", "name_zh", "factor"]
SHEET = "xl/worksheets/sheet1.xml"


def rows(table):
    return table.frame.collect().rows()


def findings(tables):
    return [(i.code, i.level, i.en, i.zh) for table in tables for i in table.issues]


def test_formulas_are_reported_and_their_values_used(write, rewrite, load):
    file = write(units=[["=1"], HEADER, *([f"u{i}", "吨", f"={i}*2"] for i in range(1, 6))], x=[["=1", "x"]])
    value = re.compile(rb"(<f>(\d)\*2</f>)<v ?/?>(</v>)?")
    rewrite(file, SHEET, lambda xml: value.sub(lambda m: m[1] + b"<v>%d</v>" % (int(m[2]) * 2), xml))
    tables = load(file)
    assert [row[3] for row in rows(tables[0])] == ["2", "4", "6", "8", "10"]
    assert findings(tables)[1:] == [
        (
            "PL007",
            "warning",
            "units – cells C3, C4, C5… contain formulas (5 in all); their results are used – expected plain values",
            "units：C3, C4, C5…为公式（共5处），已取其保存的结果，应填写数值或文字",
        )
    ]


def test_formulas_that_other_programs_write(write, rewrite, load):
    file = write(units=[HEADER, ["t", "吨", 1]])
    space = b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    cell = b'<x:c r="C2" s="0"><x:f t="shared" si="0"/><x:v>7</x:v></x:c>'
    rewrite(file, SHEET, lambda xml: re.sub(rb'<c r="C2".*?</c>', cell, xml).replace(b"<worksheet ", space))
    (table,) = load(file)
    assert [issue.code for issue in table.issues] == ["PL007"]
    assert rows(table) == [(1, "t", "吨", "7")]


def test_error_cells_are_reported_at_the_cell_and_empty(write, load):
    def edit(book):
        for cell, value in {"C2": "#REF!", "A3": "#N/A", "F2": "#DIV/0!"}.items():
            book["units"][cell] = value
            book["units"][cell].data_type = "e"

    file = write(edit, units=[HEADER, ["t", "吨"], ["u", "n/a"]])
    tables = load(file)
    found = [issue for issue in tables[0].issues if issue.code == "PL008"]
    assert [(i.row, i.column, i.cell, i.value, i.level) for i in found] == [
        (1, "factor", "C2", "#REF!", "error"),
        (2, "unit_id", "A3", "#N/A", "error"),
    ]
    assert (found[0].en, found[0].zh) == (
        "units C2 – factor shows the error #REF! – expected a value",
        "units的C2：factor显示错误值#REF!，应为有效值",
    )
    assert rows(tables[0])[0] == (1, "t", "吨", "")


def test_an_error_that_a_formula_gives(write, rewrite, load):
    file = write(units=[HEADER, ["t", "吨", "=1/0"]])
    cell = b'<c r="C2" s="0" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    rewrite(file, SHEET, lambda xml: re.sub(rb'<c r="C2".*?</c>', cell, xml))
    (table,) = load(file)
    assert [(i.code, i.value) for i in table.issues] == [("PL008", "#DIV/0!")]


def test_merged_cells_hold_one_value(write, load):
    def edit(book):
        for cells in ("A1:C1", "A3:A4", "B4:C4", "B6:B7", "A9:C9"):
            book["units"].merge_cells(cells)

    lines = [["title"], HEADER, ["t", "吨", 1], [None, "x"], [], ["u", "个"], ["v"], [], ["注"]]
    tables = load(write(edit, units=lines))
    assert rows(tables[0]) == [(1, "t", "吨", "1"), (2, "", "x", ""), (4, "u", "个", ""), (5, "v", "", "")]
    assert findings(tables)[1:] == [
        (
            "PL034",
            "error",
            "units A4 – unit_id is merged with A3 and has no value of its own – expected a value in every row",
            "units的A4：unit_id与A3合并，本行无值，应取消合并并逐行填写",
        ),
        (
            "PL034",
            "error",
            "units B7 – name_zh is merged with B6 and has no value of its own – expected a value in every row",
            "units的B7：name_zh与B6合并，本行无值，应取消合并并逐行填写",
        ),
        (
            "PL009",
            "warning",
            "units – cells B4:C4 are merged (1 in all); only the first of each has a value"
            " – expected a value in every cell",
            "units：B4:C4为合并单元格（共1处），仅首个单元格有值，应取消合并并逐格填写",
        ),
    ]
    assert [issue.suggestion for issue in tables[0].issues if issue.code == "PL034"] == ["t", "个"]


def test_notes_below_the_table_are_reported_and_left_out(write, load):
    lines = [HEADER, ["t", "吨", 1], ["u"], [], ["注：x"], [], ["来源：y"]]
    tables = load(write(units=lines))
    assert rows(tables[0]) == [(1, "t", "吨", "1"), (2, "u", "", "")]
    assert findings(tables) == [
        (
            "PL010",
            "warning",
            "units A5 – has notes (2 rows), which are not read – expected only the rows of the table",
            "units的A5：此处为说明文字（共2行），未作为数据读取，表中只应有数据行",
        )
    ]
    assert tables[0].issues[0].row == 4


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([["t", "吨"], ["u"], ["v"]], [1, 2, 3]),
        ([["t", "吨"], [], ["u"], [], ["v", "x"]], [1, 3, 5]),
        ([[], ["注"]], []),
        ([["t"], [], ["注"]], [1]),
        ([["注"]], [1]),
    ],
)
def test_only_rows_after_a_blank_one_are_notes(write, load, lines, kept):
    (table,) = load(write(units=[HEADER, *lines]))
    assert table.frame.collect()[ROW].to_list() == kept


def test_hidden_sheets_and_sheets_without_a_table(write, load):
    def edit(book):
        book["places"].sheet_state = "hidden"
        book["地点"].sheet_state = "veryHidden"
        book.create_chartsheet("chart")

    file = write(
        edit, 说明=[["请填写"], ["unit_id"]], empty=[], units=[HEADER], places=[["place_id", "name_zh"]], 地点=[["a"]]
    )
    tables = load(file)
    assert [table.name for table in tables] == ["units"]
    assert findings(tables) == [
        (
            "PL012",
            "warning",
            "说明 – none of the first 20 rows has the column names of a table, and the sheet is not read"
            " – expected one table in every sheet",
            "说明：前20行中没有数据表的表头，未读取，每个工作表应为一张数据表",
        ),
        (
            "PL011",
            "warning",
            "places – the sheet is hidden and is not read – expected a visible sheet",
            "places：该工作表已隐藏，未读取，应取消隐藏",
        ),
        (
            "PL011",
            "warning",
            "地点 – the sheet is hidden and is not read – expected a visible sheet",
            "地点：该工作表已隐藏，未读取，应取消隐藏",
        ),
    ]
    assert tables[0].issues[0].sheet == "说明"


def test_too_many_error_cells_are_reported_at_once(write, rewrite, refusal):
    file = write(units=[HEADER])
    many = b"".join(b'<row r="%d"><c r="A%d" t="e"><v>#N/A</v></c></row>' % (i, i) for i in range(2, 10_005))
    rewrite(file, SHEET, lambda xml: xml.replace(b"</sheetData>", many + b"</sheetData>"))
    assert refusal(file) == (
        f"{file} has more than 10000 cells with errors; correct it and try again",
        f"{file}有超过10000个单元格显示错误值，请改正后重试",
    )


def test_marks_are_found_over_blocks(write, load, monkeypatch):
    def edit(book):
        book["units"]["C40"] = "#N/A"
        book["units"]["C40"].data_type = "e"

    file = write(edit, units=[HEADER, *([f"u{i}", "吨", "=1"] for i in range(60))])
    for size in (50, 333, 1000):
        monkeypatch.setattr(inspect, "BLOCK", size)
        (table,) = load(file)
        assert Counter(i.code for i in table.issues) == {"PL030": 59, "PL008": 1}


OWN_MAJOR = descriptor().version.partition(".")[0]


@pytest.mark.parametrize(("made", "reported"), [("0.0.1", True), (f"{OWN_MAJOR}.99.0", False), (None, False)])
def test_pl018_an_older_template_is_reported(tmp_path, made, reported):
    from pyplanning.contribution.template import template
    from pyplanning.io.excel import VERSION
    from pyplanning.io.read import read

    file = template(tmp_path / "new.xlsx", ["units"])
    book = openpyxl.load_workbook(file)
    if made:
        book.custom_doc_props[VERSION].value = made
    book.save(file)
    (table,) = read(file)
    version = descriptor().version
    assert [(i.code, i.en, i.zh) for i in table.issues] == [
        (
            "PL018",
            f"{file} – was made from the template of version 0.0.1, but the package is now version {version}"
            " – expected a new template if columns are reported as missing or unknown",
            f"{file}：由0.0.1版模板生成，数据包现为{version}版，如报告缺少列或有未知的列，应改用新模板",
        )
    ] * reported
