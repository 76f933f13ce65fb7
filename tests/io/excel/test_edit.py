"""Cells of a workbook changed, and nothing else."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.edit import Cell, Change, NewSheet, edit
from pyplanning.io.excel.places import letters_of, location

pytestmark = [  # what openpyxl says, which reads the results
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style"),
]

ORANGE, BLUE, YELLOW = "FFBE99", "D6EAF8", "FFFFFF00"
MARKS = (ORANGE, BLUE)
SHEET, STYLES, BOOK, TYPES = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"
FOUND = NewSheet(
    "结果",
    ["单元格", "说明"],
    [[Cell("B2", location("数据", "B2")), "=1+1"], [Cell("", fill=BLUE), "值" * 60]],
    [10, 40],
    "另有3处",
)


def parts(file) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as found:
        return {name: found.read(name) for name in found.namelist()}


def rewrite(file, **changes) -> None:
    """Change parts of a workbook as it is on disk; keys are the ends of their names, without what is before "."."""
    found = parts(file)
    for name in list(found):
        change = changes.get(re.split("[./]", name)[-2])
        found[name] = change(found[name]) if change else found[name]
    pack(file, found)


def pack(file, found: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in found.items():
            target.writestr(name, content)


def differing(before, after) -> set[str]:
    old, new = parts(before), parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def values(file, sheet: str) -> dict[str, object]:
    """The cells that have a value, as calamine reads them."""
    rows = python_calamine.load_workbook(str(file)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    cells = {f"{letters_of(c)}{r}": value for r, row in enumerate(rows, 1) for c, value in enumerate(row)}
    return {cell: value for cell, value in cells.items() if value != ""}


def cell(file, sheet: str, name: str):
    return openpyxl.load_workbook(file)[sheet][name]


def notes(file, sheet: str = "数据") -> dict[str, str]:
    rows = openpyxl.load_workbook(file)[sheet].iter_rows()
    return {one.coordinate: one.comment.text for row in rows for one in row if one.comment}


def refusal(*args, **options) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        edit(*args, **options)
    return caught.value.en, caught.value.zh


@pytest.fixture
def write(tmp_path):
    """Write a workbook of a sheet 数据 from its rows; ``change`` may change it before it is saved."""

    def to(rows=(("甲", 1), ("乙", 2.5)), change=None, name="book.xlsx"):
        book = openpyxl.Workbook()
        book.active.title = "数据"
        for row in rows:
            book.active.append(row)
        if change:
            change(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return to


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.xlsx"


def png() -> io.BytesIO:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b""))


LISTS = (
    b'<ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    b'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1" '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list">'
    b"<x14:formula1><xm:f>lists!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>A2:A9</xm:sqref></x14:dataValidation>"
    b"</x14:dataValidations></ext></extLst></worksheet>"
)


@pytest.fixture
def rich(tmp_path):
    """A workbook with all that programs that write workbooks anew are apt to lose."""
    file = tmp_path / "rich.xlsx"
    book = xlsxwriter.Workbook(file)
    sheet, lists, hidden = (book.add_worksheet(name) for name in ("数据", "lists", "hidden"))
    bold, filled = book.add_format({"bold": True, "num_format": "0.00"}), book.add_format({"bg_color": "#FFFF00"})
    sheet.write_row("A1", ["id", "name", "value", "sum"], bold)
    for row in range(2, 12):
        sheet.write_row(f"A{row}", [f"t{row}", f"名{row}", row * 1.5])
        sheet.write_formula(f"D{row}", f"=C{row}*2", None, row * 3)
    sheet.write_rich_string("B3", "一半", bold, "加粗")
    sheet.write("C4", 5, filled)
    sheet.data_validation("A2:A20", {"validate": "list", "source": ["x", "y"]})
    sheet.conditional_format("C2:C12", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C12", {"type": "cell", "criteria": ">", "value": 3, "format": bold})
    sheet.add_sparkline("F2", {"range": "数据!C2:C12"})
    sheet.write_comment("A2", "王说", {"author": "王"})
    sheet.insert_image("H2", "r.png", {"image_data": png()})
    sheet.embed_image("H1", "r.png", {"image_data": png()})
    sheet.set_header("&C&G", {"image_center": "r.png", "image_data_center": png()})
    sheet.insert_textbox("H8", "box")
    sheet.insert_button("H14", {"caption": "B"})
    sheet.insert_checkbox("J1", True)
    sheet.write_dynamic_array_formula("P1:P2", "=_xlfn._xlws.SORT(C2:C3)", None, 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$C$2:$C$12", "gradient": {"colors": ["#FF0000", "#00FF00"]}})
    sheet.insert_chart("L2", chart)
    sheet.merge_range("A15:B16", "合并")
    sheet.set_column("B:B", 20, filled)
    sheet.set_row(20, 30, filled)
    sheet.freeze_panes(1, 0)
    sheet.autofilter("A1:D12")
    sheet.ignore_errors({"number_stored_as_text": "A1:A9"})
    lists.add_table("A1:B3", {"columns": [{"header": "k"}, {"header": "v"}]})
    hidden.hide()
    book.define_name("first", "=数据!$A$1")
    book.set_custom_property("项目", "x")
    book.close()
    rewrite(file, sheet1=lambda xml: xml.replace(b"</extLst></worksheet>", LISTS))
    return file


def test_without_changes_every_part_is_as_it_was(rich, out):
    before = rich.read_bytes()
    assert edit(rich, out, {}) == out
    assert differing(rich, out) == set()
    assert list(parts(rich)) == list(parts(out))
    assert rich.read_bytes() == before


def test_cells_change_and_all_else_stays(rich, out):
    changes = {"数据": {"A3": Change(fill=ORANGE), "C5": Change(value=7, fill=BLUE), "B3": Change(fill=BLUE)}}
    edit(rich, out, changes)
    assert differing(rich, out) == {SHEET, STYLES}
    old, new = parts(rich)[SHEET].decode(), parts(out)[SHEET].decode()
    places = [re.search(rf'<c r="{place}".*?</c>', xml) for xml in (old, new) for place in ("A3", "B3", "C5")]
    for before, after in zip(places[:3], places[3:], strict=True):
        new = new.replace(after[0], before[0])
    assert new == old
    assert values(out, "数据") == values(rich, "数据") | {"C5": 7}
    assert values(out, "lists") == values(rich, "lists")
    assert cell(out, "数据", "D9").value == "=C9*2"


def test_a_fill_is_laid_over_a_format(rich, out):
    edit(rich, out, {"数据": {"A1": Change(fill=ORANGE), "C4": Change(fill=BLUE), "C6": Change(fill=BLUE)}})
    first = cell(out, "数据", "A1")
    assert (first.font.b, first.number_format, first.fill.fgColor.rgb) == (True, "0.00", f"FF{ORANGE}")
    assert [cell(out, "数据", name).fill.fgColor.rgb for name in ("C4", "C6")] == [f"FF{BLUE}"] * 2


def test_values_are_texts_or_numbers_and_never_formulas(write, out):
    given_ = ["=1+1", "+1", "-1", "@x", " 两 侧 ", "a<b>&\"'\n二", "0012", 12, 1.5, Decimal("0.10"), "", "吨"]
    changes = {f"A{n}": Change(value=value) for n, value in enumerate(given_, 1)}
    edit(write([["旧"]] * 20), out, {"数据": changes})
    read = values(out, "数据")
    assert [read.get(f"A{n}", "") for n in range(1, 14)] == [*given_[:7], 12, 1.5, 0.1, "", "吨", "旧"]
    assert [cell(out, "数据", f"A{n}").data_type for n in (1, 2, 3, 4, 5)] == ["s"] * 5
    assert [cell(out, "数据", f"A{n}").quotePrefix for n in (1, 4, 5)] == [True, True, False]
    assert b"<f>" not in parts(out)[SHEET]


def test_what_xml_cannot_hold_is_left_out(write, out):
    edit(write(), out, {"数据": {"A1": Change(value="a\0b\x1bc\ud800d_x0041_"), "A2": Change(note="\x0b注")}})
    assert values(out, "数据")["A1"] == "abcd_x0041_"
    assert notes(out) == {"A2": "[pyplanning]\n注"}


@pytest.mark.parametrize("value", [True, float("nan"), Decimal("Infinity")])
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises(ValueError, match="neither a text nor a number"):
        Change(value=value)


def test_what_is_no_colour_or_cell_is_refused(write, out):
    with pytest.raises(ValueError, match="'red' is not a colour; expected RRGGBB"):
        Change(fill="red")
    with pytest.raises(ValueError, match="no cell is called '7B'"):
        edit(write(), out, {"数据": {"7B": Change(value="x")}})


def test_missing_cells_and_rows_are_put_in_their_place(rich, out):
    places = ["A1", "B14", "E3", "G3", "A17", "B21", "D21", "C30", "Z2"]
    edit(rich, out, {"数据": {place: Change(value=place, fill=ORANGE) for place in places}})
    assert {place: values(out, "数据")[place] for place in places} == {place: place for place in places}
    xml = parts(out)[SHEET].decode()
    rows = [int(n) for n in re.findall(r'<row r="(\d+)"', xml)]
    assert rows == sorted(set(rows))
    assert '<dimension ref="A1:Z30"/>' in xml
    for row in re.findall(r"<row.*?</row>", xml):
        columns = [(len(name), name) for name in re.findall(r'<c r="([A-Z]+)', row)]
        assert columns == sorted(set(columns))


def test_a_missing_cell_has_the_format_of_its_row_or_column(rich, out):
    edit(rich, out, {"数据": {place: Change(value="x") for place in ("C21", "B14", "C14")}})
    fills = {place: cell(out, "数据", place).fill.fgColor.rgb for place in ("C21", "B14", "C14")}
    assert fills == {"C21": YELLOW, "B14": YELLOW, "C14": "00000000"}


def test_sheets_written_in_other_ways(write, out):
    def prefixed(xml: bytes) -> bytes:
        xml = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")
        return re.sub(rb' r="[A-Z]*\d+"', b"", xml)

    file = write([["甲", 1, 2], ["乙", 3, 4]])
    rewrite(file, sheet1=prefixed)
    changes = {"B1": Change(value="新", fill=BLUE, note="注"), "D2": Change(value=9), "A4": Change(value="末")}
    edit(file, out, {"数据": changes}, FOUND, MARKS)
    expected = {"A1": "甲", "B1": "新", "C1": 2, "A2": "乙", "B2": 3, "C2": 4, "D2": 9, "A4": "末"}
    assert values(out, "数据") == expected
    assert {c.coordinate: c.value for r in openpyxl.load_workbook(out)["数据"] for c in r if c.value} == expected


def test_workbooks_that_leave_out_what_excel_writes(write, out):
    file = write()
    found = parts(file)
    default = re.compile(rb'<Default Extension="rels" ContentType="([^"]*)" ?/>')
    kind = rb'<Override PartName="/_rels/.rels" ContentType="\1"/>'
    kinds = kind + kind.replace(b"/_rels/.rels", b"/xl/_rels/workbook.xml.rels")
    links, named = "xl/_rels/workbook.xml.rels", re.compile(rb"<(Relationship|Override) [^>]*styles[^>]*>")
    empty = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
    for changed in (
        {TYPES: default.sub(kinds, found[TYPES])},  # as LibreOffice does
        {STYLES: empty},
        {STYLES: None, links: named.sub(b"", found[links]), TYPES: named.sub(b"", found[TYPES])},
        {SHEET: found[SHEET].replace(b'<c r="A1"', b'<c s="" r="A1"')},
    ):
        assert all(found[name] != content for name, content in changed.items())
        pack(file, {name: content for name, content in (found | changed).items() if content is not None})
        edit(file, out, {"数据": {"A1": Change(fill=ORANGE, note="一"), "B9": Change(value="=1")}}, FOUND, MARKS)
        assert cell(out, "数据", "A1").fill.fgColor.rgb == f"FF{ORANGE}"
        assert (notes(out), values(out, "数据")["B9"]) == ({"A1": "[pyplanning]\n一"}, "=1")
        assert b'<Default Extension="rels"' in parts(out)[TYPES]


def test_an_empty_sheet(write, out):
    file = write([])
    edit(file, out, {"数据": {"C3": Change(value="x"), "A5": Change(value="y")}})
    assert values(out, "数据") == {"C3": "x", "A5": "y"}


places = st.tuples(st.integers(1, 12), st.integers(1, 6)).map(lambda place: f"{letters_of(place[1] - 1)}{place[0]}")
contents = st.one_of(st.integers(-999, 999), st.text("甲乙a=&<'\" ", min_size=1, max_size=4).map(lambda t: f"x{t}x"))


@settings(max_examples=60)
@given(st.dictionaries(places, contents), st.dictionaries(places, contents | st.none()))
def test_any_cells_change_and_the_others_stay(tmp_path_factory, before, changes):
    folder = tmp_path_factory.mktemp("any")
    book = openpyxl.Workbook()
    for place, value in before.items():
        book.active[place] = value
    book.save(folder / "before.xlsx")
    wanted = {place: Change(value=value, fill=ORANGE) for place, value in changes.items()}
    edit(folder / "before.xlsx", folder / "after.xlsx", {"Sheet": wanted})
    expected = before | {place: value for place, value in changes.items() if value is not None}
    assert values(folder / "after.xlsx", "Sheet") == expected
    sheet = openpyxl.load_workbook(folder / "after.xlsx").active
    filled = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == f"FF{ORANGE}"}
    assert filled == set(changes)


def test_notes_are_added_after_those_of_the_user(rich, out):
    edit(rich, out, {"数据": {"A2": Change(note="一"), "C4": Change(note="二"), "F40": Change(note="三")}})
    assert notes(out) == {
        "A2": "王说\n\n[pyplanning]\n一",
        "C4": "[pyplanning]\n二",
        "F40": "[pyplanning]\n三",
    }
    assert cell(out, "数据", "A2").comment.author == "王"
    changed = {SHEET, "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert differing(rich, out) == changed
    boxes = parts(out)["xl/drawings/vmlDrawing1.vml"].decode()
    assert boxes.count('ObjectType="Note"') == 3
    assert boxes.count('ObjectType="Button"') == 1
    assert len(re.findall('<v:shape id="[^"]*"', boxes)) == len(set(re.findall('<v:shape id="[^"]*"', boxes)))


def test_the_first_note_of_a_sheet_brings_its_parts(rich, out):
    edit(rich, out, {"lists": {"B2": Change(note="一")}})
    assert notes(out, "lists") == {"B2": "[pyplanning]\n一"}
    found = parts(out)
    assert found["xl/worksheets/sheet2.xml"].index(b"<legacyDrawing") < found["xl/worksheets/sheet2.xml"].index(
        b"<tablePart"
    )
    assert found[TYPES].count(b'Extension="vml"') == 1
    assert {"xl/comments2.xml", "xl/drawings/vmlDrawing3.vml"} <= found.keys()


def test_the_first_note_of_a_workbook_brings_its_kind(write, out):
    edit(write(), out, {"数据": {"B2": Change(note="一")}})
    assert notes(out) == {"B2": "[pyplanning]\n一"}
    assert parts(out)[TYPES].count(b'Extension="vml"') == 1


def test_a_threaded_comment_is_left_alone(write, out):
    def comment(book):
        book.active["A1"].comment = Comment("[Threaded comment] 你好", "tc={00000000-0000-0000-0000-000000000001}")

    file = write(change=comment)
    edit(file, out, {"数据": {"A1": Change(note="一", fill=ORANGE), "B1": Change(note="二")}})
    assert notes(out) == {"A1": "[Threaded comment] 你好", "B1": "[pyplanning]\n二"}
    assert cell(out, "数据", "A1").fill.fgColor.rgb == f"FF{ORANGE}"


def test_a_note_is_as_large_as_its_text(write, out):
    def widths(book):
        book.active.column_dimensions["C"].width = 60
        book.active.column_dimensions["B"].hidden = True

    edit(write(change=widths), out, {"数据": {"A1": Change(note="长" * 230)}})
    (drawing,) = (content for name, content in parts(out).items() if name.endswith(".vml"))
    assert b"<x:Anchor>1, 15, 0, 10, 2, 335, 10, 14</x:Anchor>" in drawing


def test_earlier_marks_of_ours_go_and_those_of_the_user_stay(rich, tmp_path):
    first, second, third = (tmp_path / f"{n}.xlsx" for n in (1, 2, 3))
    changes = {"A2": Change(note="一", fill=ORANGE), "C4": Change(note="二", fill=BLUE), "F40": Change(fill=ORANGE)}
    edit(rich, first, {"数据": changes}, FOUND, MARKS)
    edit(first, second, {"数据": {"A3": Change(note="三", fill=BLUE), "A2": Change(note="四")}}, FOUND, MARKS)
    assert notes(second) == {"A2": "王说\n\n[pyplanning]\n四", "A3": "[pyplanning]\n三"}
    colours = {name: cell(second, "数据", name).fill.fgColor.rgb for name in ("A2", "C4", "F40", "A3")}
    assert colours == {"A2": "00000000", "C4": YELLOW, "F40": "00000000", "A3": f"FF{BLUE}"}
    edit(second, third, {}, FOUND, MARKS)
    assert notes(third) == notes(rich)
    assert parts(third)["xl/comments1.xml"].count(b"<r>") == 1
    assert parts(third)["xl/drawings/vmlDrawing1.vml"].count(b'ObjectType="Note"') == 1
    assert openpyxl.load_workbook(third).sheetnames == ["数据", "lists", "hidden", "结果"]
    assert len(parts(third)[STYLES]) < len(parts(first)[STYLES]) + 1500


def test_what_another_program_made_of_our_notes_goes_too(write, tmp_path):
    first, second, third = (tmp_path / f"{n}.xlsx" for n in (1, 2, 3))

    def comment(book):
        book.active["A1"].comment = Comment("王说", "王")

    edit(write(change=comment), first, {"数据": {"A1": Change(note="一"), "A2": Change(note="二")}})
    openpyxl.load_workbook(first).save(second)  # joins the runs of a text
    edit(second, third, {}, marks=MARKS)
    assert notes(third) == {"A1": "王说"}


def test_the_sheet_is_the_last_with_filter_links_and_a_name_of_its_own(write, out):
    def more(book):
        book.create_sheet("结果")
        book.create_sheet("结果 (1)")

    edit(write(change=more), out, {}, FOUND)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["数据", "结果", "结果 (1)", "结果 (2)"]
    sheet = book["结果 (2)"]
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["单元格", "说明"],
        ["B2", "=1+1"],
        [None, "值" * 60],
        ["另有3处", None],
    ]
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:B3", "A2")
    assert (sheet["A2"].hyperlink.location, sheet["B2"].data_type) == ("'数据'!B2", "s")
    assert sheet.row_dimensions[3].height > sheet.row_dimensions[2].height
    assert sheet["A1"].font.b
    assert "'结果 (2)'!$A$1:$B$3" in parts(out)[BOOK].decode()


def test_the_sheet_replaces_the_one_from_before_wherever_it_is(write, tmp_path):
    first, second, third = (tmp_path / f"{n}.xlsx" for n in (1, 2, 3))
    edit(write(), first, {}, FOUND)
    book = openpyxl.load_workbook(first)
    book.move_sheet("结果", -1)
    book["结果"].title = "看"
    book.save(second)
    edit(second, third, {}, NewSheet("Findings", ["a", "b"], [["1", "2"]], [5, 5]))
    book = openpyxl.load_workbook(third)
    assert book.sheetnames == ["看", "数据"]
    assert [[c.value for c in row] for row in book["看"].iter_rows()] == [["a", "b"], ["1", "2"]]
    assert parts(third)[BOOK].count(b"_FilterDatabase") == 1


def test_macros_stay(write, tmp_path):
    file, out = write(name="macro.xlsm"), tmp_path / "out.xlsm"
    pack(file, parts(file) | {"xl/vbaProject.bin": b"\0macro"})
    edit(file, out, {"数据": {"A1": Change(note="一", fill=ORANGE)}}, FOUND)
    assert parts(out)["xl/vbaProject.bin"] == b"\0macro"


def test_a_formula_gives_way_to_a_value(rich, out):
    found = parts(rich)
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="D2" i="1"/></calcChain>'
    )
    link = b'<Relationship Id="rId77" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    links, named = "xl/_rels/workbook.xml.rels", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    found |= {"xl/calcChain.xml": chain, links: found[links].replace(b"</Relationships>", link)}
    pack(rich, found | {TYPES: found[TYPES].replace(b"</Types>", named)})
    rewrite(rich, workbook=lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    edit(rich, out, {"数据": {"D2": Change(value=1)}})
    after = parts(out)
    assert "xl/calcChain.xml" not in after
    assert (after[TYPES], after[links]) == (found[TYPES], parts(rich)[links].replace(link, b"</Relationships>"))
    assert values(out, "数据")["D2"] == 1
    assert b'fullCalcOnLoad="1"' in after[BOOK]


def test_a_formula_that_others_share_is_not_replaced(rich, out):
    assert refusal(rich, out, {"数据": {"P1": Change(value=1)}}) == (
        f"{rich} 数据 P1 holds a formula that other cells share; replace it with its value",
        f"{rich}的数据中P1是与其他单元格共用的公式，请先改为数值",
    )
    edit(rich, out, {"数据": {"P1": Change(fill=ORANGE)}})
    assert b' cm="1"' in parts(out)[SHEET]


def test_a_heading_of_a_table_object_is_not_replaced(rich, out):
    assert refusal(rich, out, {"lists": {"B1": Change(value="x")}}) == (
        f"{rich} lists B1 is a heading of a table object; change it in Excel",
        f"{rich}的lists中B1是表格对象的标题，请在Excel中修改",
    )
    edit(rich, out, {"lists": {"B1": Change(note="x"), "B2": Change(value="x")}})


def test_a_sheet_that_is_not_there(write, out):
    file = write()
    assert refusal(file, out, {"表": {"A1": Change(value="x")}}) == (
        f"{file} has no sheet of cells called 表; validate it again",
        f"{file}中没有名为表的工作表，请重新校验",
    )
    assert not out.exists()


def test_what_is_not_edited(write, tmp_path, out):
    signed, strict, locked = (write(name=f"{name}.xlsx") for name in ("signed", "strict", "locked"))
    pack(signed, parts(signed) | {"_xmlsignatures/sig1.xml": b"<x/>"})
    main, other = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    rewrite(strict, workbook=lambda xml: xml.replace(main, other))
    locked.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    refusals = [refusal(file, out, {}, FOUND)[0] for file in (signed, strict, locked, tmp_path / "none.xlsx")]
    assert refusals == [
        f"{signed} is signed, and a change would break the signature; save a copy without it",
        f"{strict} is not in the usual form of a workbook; save it in Excel or WPS as .xlsx (not as Strict Open XML)",
        f"{locked} is protected by a password; save it without one",
        f"{tmp_path / 'none.xlsx'} cannot be read (No such file or directory); check that it exists and may be read",
    ]
    assert not out.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: (
            b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml[xml.index(b"?>") + 2 :] if b"?>" in xml else b"<!DOCTYPE x>" + xml
        ),
        lambda xml: xml.decode().encode("utf-16"),
        lambda xml: b'<?xml version="1.0" encoding="gbk"?>' + xml[xml.index(b"<styleSheet") :],
        lambda xml: xml[:-20],
        lambda xml: b"",
    ],
)
def test_damage_is_told(write, out, change):
    file = write()
    rewrite(file, styles=change)
    en, zh = refusal(file, out, {"数据": {"A1": Change(fill=ORANGE)}})
    assert "damaged" in en
    assert "损坏" in zh


def test_where_the_workbook_is_written(write, tmp_path):
    file = write()
    assert refusal(file, file, {}) == (
        f"{file} is the file itself; name another one to write to",
        f"{file}即原文件，请另取输出文件名",
    )
    other, away = tmp_path / "out.xlsm", tmp_path / "none" / "out.xlsx"
    assert refusal(file, other, {}) == (
        f"{other} must end with .xlsx, since its content is that of {file}",
        f"{other}应以.xlsx结尾，与{file}的格式一致",
    )
    assert refusal(file, away, {}) == (
        f"{away} cannot be written (No such file or directory);"
        " check its folder and the space on the disk, and close the file if it is open",
        f"{away}无法写入（文件或文件夹不存在），请检查所在文件夹和磁盘空间；文件如已打开，请先关闭",
    )
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


def test_whatever_is_broken_is_told_in_one_sentence(rich, tmp_path):
    """Parts of the workbook with bytes taken out, doubled or exchanged: edited, or refused as a PackageError."""
    chance, whole, refused = random.Random(7), parts(rich), []
    broken, out = tmp_path / "broken.xlsx", tmp_path / "out.xlsx"
    changes = {"数据": {"A2": Change(note="一", fill=ORANGE), "C5": Change(value="=1"), "Z40": Change(note="x")}}
    names = [name for name in whole if name.endswith((".xml", ".rels", ".vml")) and "theme" not in name]
    for _ in range(150):
        name = chance.choice(names)
        content = whole[name]
        start = chance.randrange(len(content))
        end = min(start + chance.choice([1, 2, 8, 60]), len(content))
        new = chance.choice([b"", content[start:end] * 2, bytes(chance.choices(b'<>/"=& 0aZ:', k=end - start))])
        pack(broken, whole | {name: content[:start] + new + content[end:]})
        try:
            edit(broken, out, changes, FOUND, MARKS)
        except PackageError as error:
            refused.append(error.en)
    assert len(refused) > 15
    assert all(one.startswith(str(broken)) for one in refused)


def test_dates_and_other_values_stay(write, out):
    file = write(
        [[date(2026, 1, 31), True, "#N/A", None, 0.1 + 0.2]],
        lambda book: setattr(book.active["A1"], "font", Font(b=True)),
    )
    edit(file, out, {"数据": {"A1": Change(fill=BLUE), "E1": Change(note="一")}})
    assert values(out, "数据") == values(file, "数据")


def test_a_fill_from_the_theme_comes_back(write, tmp_path):
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"

    def fill(book):
        book.active["A1"].fill = PatternFill("solid", fgColor=openpyxl.styles.Color(theme=4, tint=0.6))

    edit(write(change=fill), first, {"数据": {"A1": Change(fill=BLUE)}})
    edit(first, second, {}, marks=[BLUE.lower()])
    colour = cell(second, "数据", "A1").fill.fgColor
    assert (colour.theme, round(colour.tint, 1)) == (4, 0.6)
