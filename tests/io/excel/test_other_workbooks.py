"""Workbooks in other formats than .xlsx."""

from __future__ import annotations

import zipfile

import pytest

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.edit import edit
from pyplanning.io.excel.inspect import Survey
from pyplanning.io.excel.other_workbooks import only_values

NAMES = ["office", "table", "text", "calcext"]
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{SPACE}"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>'
)
HEADER = "".join(
    f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>'
    for name in ("unit_id", "name_zh", "factor")
)


def text(content, more=""):
    return f'<table:table-cell office:value-type="string"{more}><text:p>{content}</text:p></table:table-cell>'


@pytest.fixture
def write_ods(tmp_path):
    """Write an OpenDocument spreadsheet of the rows of a sheet of units."""

    def to(*lines, name="book.ods"):
        body = "".join(f"<table:table-row>{line}</table:table-row>" for line in (HEADER, *lines))
        sheet = f'<table:table table:name="units">{body}</table:table>'
        content = (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.2">'
            f"<office:body><office:spreadsheet>{sheet}</office:spreadsheet></office:body></office:document-content>"
        )
        with zipfile.ZipFile(tmp_path / name, "w") as parts:
            parts.writestr("mimetype", KIND)
            parts.writestr("content.xml", content)
            parts.writestr("META-INF/manifest.xml", MANIFEST)
        return tmp_path / name

    return to


def rows(table):
    return table.frame.collect().rows()


def test_an_opendocument_spreadsheet_is_read(write_ods, load):
    number = '<table:table-cell office:value-type="float" office:value="2.5"><text:p>2.5</text:p></table:table-cell>'
    (table,) = load(write_ods(text("t") + text("吨") + number))
    assert (rows(table), table.issues, table.place("factor", 1)["cell"]) == ([(1, "t", "吨", "2.5")], (), "C2")


def test_percentages_formulas_and_merged_cells_of_it(write_ods, load):
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.032"><text:p>3%</text:p></table:table-cell>'
    )
    open_ = '<table:table-cell table:formula="of:=1*2"/>'
    file = write_ods(
        text("t") + text("吨", ' table:number-rows-spanned="2" table:number-columns-spanned="1"') + share,
        text("u") + "<table:covered-table-cell/>" + open_,
    )
    (table,) = load(file)
    assert rows(table) == [(1, "t", "吨", "3.2%"), (2, "u", "", "")]
    assert [(i.code, i.cell, i.suggestion) for i in table.issues] == [("PL030", "C3", ""), ("PL034", "B3", "吨")]


def test_cells_that_stand_for_too_many_are_refused(write_ods, refusal):
    file = write_ods(text("t", ' table:number-columns-repeated="99999999"'))
    assert refusal(file)[0] == (
        f"{file} has a sheet with content as far as HJUNYU2; delete the cells that are not needed"
    )


@pytest.mark.parametrize("name", ["book.ods", "book.xls", "book.xlsb"])
def test_what_is_none_is_refused(tmp_path, refusal, name):
    file = tmp_path / name
    file.write_bytes(b"x" * 999)
    assert refusal(file)[0].startswith(f"{file} is damaged or not in the format of its name")


def test_it_is_not_handed_back(write_ods):
    file = write_ods()
    with pytest.raises(PackageError) as caught:
        edit(file, file.with_name("out.ods"), {})
    assert (caught.value.en, caught.value.zh) == (
        f"{file} is read, but cannot be handed back with changes; save it in Excel or WPS as .xlsx",
        f"{file}可以读取，但无法改写后交回，请用Excel或WPS另存为.xlsx",
    )


def test_pl035_formats_that_cannot_be_looked_at():
    assert (only_values.check(Survey({}, complete=False)), only_values.check(Survey({}))) == (True, False)
    issue = only_values.issue(file="a.xls")
    assert (issue.level, issue.en, issue.zh) == (
        "error",
        "a.xls – is a workbook of Excel 95 or older, whose number formats cannot be read: 3.2% may be read as 0.032"
        " – expected .xlsx: save it as such in Excel or WPS",
        "a.xls：为Excel 95或更早格式的工作簿，无法读取数字格式（3.2%可能读作0.032），应用Excel或WPS另存为.xlsx",
    )


def number(kind, value, shown, more=""):
    given = f'office:value-type="{kind}" office:value="{value}"{more}'
    return f"<table:table-cell {given}><text:p>{shown}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("value", "shown", "read", "codes"),
    [
        ("12345", "12.3千", "12.3千", []),
        ("12345", "12,345.00", "12345", []),
        ("12345", "¥12,345", "12345", []),
        ("0.125", "0.13", "0.125", ["PL032"]),
        ("0.333333333333333", "0.333333333", "0.333333333333333", []),
        ("2.5", "", "", ["PL031"]),
        ("2.5", "3/2", "3/2", []),
        ("114600001234", "1.14600001E+11", "114600001234", []),
    ],
)
def test_numbers_are_read_as_an_opendocument_spreadsheet_shows_them(write_ods, load, value, shown, read, codes):
    (table,) = load(write_ods(text("t") + text("吨") + number("float", value, shown)))
    assert (rows(table)[0][3], [i.code for i in table.issues]) == (read, codes)


def test_a_code_keeps_its_zeros_and_a_date_has_no_day_that_is_not_shown(write_ods, load):
    day = 'office:value-type="date" office:date-value="2026-03-01"'
    month = f"<table:table-cell {day}><text:p>{{}}</text:p></table:table-cell>"
    note = "<office:annotation><text:p>2026</text:p></office:annotation><text:p>0046</text:p>"
    code = f'<table:table-cell office:value-type="float" office:value="46">{note}</table:table-cell>'
    lines = [text("t") + month.format("2026年3月"), text("u") + month.format("2026年3月1日"), text("v") + code]
    (table,) = load(write_ods(*lines))
    assert [row[2] for row in rows(table)] == ["2026年3月", "2026-03-01", "0046"]


def test_white_space_between_cells(write_ods, load):
    file = write_ods("\n  " + text("t") + "\n  " + text("吨 a") + "\n  ")
    assert rows(load(file)[0]) == [(1, "t", "吨 a", "")]
