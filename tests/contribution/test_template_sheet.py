"""One table as a sheet of a template."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest

import pyplanning as pp
from pyplanning.contribution.template import template
from pyplanning.contribution.template_sheet import MISSING, OPTIONAL, REQUIRED
from pyplanning.io.excel.limits import line_count
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.write import A4, ON_A4


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return template(tmp_path_factory.mktemp("templates") / "a.xlsx", ["targets", "plans"], filled=True)


@pytest.fixture(scope="module")
def targets(file):
    return openpyxl.load_workbook(file)["目标"]


def column(sheet, name: str):
    return next(column for column in sheet.iter_cols() if column[2].value == name)


def test_the_header_has_titles_in_both_languages_and_machine_names(targets, tmp_path):
    assert [cell.value for cell in column(targets, "indicator_id")[:3]] == ["指标", "Indicator", "indicator_id"]
    book = openpyxl.load_workbook(template(tmp_path / "en.xlsx", ["targets"], lang="en"))
    assert [cell.value for cell in column(book["Targets"], "indicator_id")[:3]] == ["Indicator", "指标", "indicator_id"]


def test_required_columns_are_marked_by_colour_and_an_asterisk_that_is_no_part_of_the_title(targets):
    for name, colour, shown in (("indicator_id", REQUIRED, '@"＊"'), ("industry_id", OPTIONAL, "@")):
        for cell in column(targets, name)[:2]:
            assert (cell.fill.fgColor.rgb, cell.number_format) == (f"00{colour}", shown)


def test_machine_names_are_small_and_grey(targets):
    font = column(targets, "value")[2].font
    assert (font.size, font.color.rgb) == (8, "00595959")


@pytest.mark.parametrize(
    ("sheet", "name", "of_cells", "of_column"),
    [
        ("目标", "region_code", ("s", "@"), "@"),
        ("目标", "value", ("n", "@"), "@"),
        ("目标", "target_year", ("n", "0"), "0"),
        ("规划", "issued_on", ("d", "yyyy-mm-dd"), "yyyy-mm-dd"),
    ],
)
def test_cells_have_the_format_of_their_type(file, sheet, name, of_cells, of_column):
    found = openpyxl.load_workbook(file)[sheet]
    cells = column(found, name)
    assert {(cell.data_type, cell.number_format) for cell in cells[3:] if cell.value is not None} == {of_cells}
    letters = cells[0].column_letter
    assert found.column_dimensions[letters].number_format == of_column


def test_notes_say_what_a_column_takes_with_an_example_as_people_write_it(targets):
    notes = {cell[2].value: cell[0].comment.text.split("\n") for cell in targets.iter_cols()}
    assert notes["evidence"][1] == "文本；必填；不超过40个字符"
    assert notes["measure"][2] in {f"例：{label}" for label in ("水平值", "年均增速", "累计变化", "新增数量", "位次")}
    assert re.fullmatch("例：[\u4e00-\u9fff]{2,}(省|市|区|县|州|西岸)", notes["region_code"][2])
    assert notes["value_max"][1:] == ["数值；可留空"] or notes["value_max"][2].startswith("例：")
    assert all(cell.comment is None for row in targets.iter_rows(min_row=2) for cell in row)


def test_notes_are_large_enough(file, targets):
    with zipfile.ZipFile(file) as parts:
        drawn = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".vml")]
    sizes = [re.findall(r"width:(\d+)px;height:(\d+)px", one) for one in drawn]
    heights = [20 * (line_count(cell.comment.text, 34) + 1) for cell in targets[1]]
    assert [("320", str(height)) for height in heights] in sizes


def test_columns_show_their_header_and_most_cells(targets):
    wide = {cell[2].value: targets.column_dimensions[cell[0].column_letter].width for cell in targets.iter_cols()}
    assert wide["evidence"] <= 42
    assert wide["comparator"] >= len("Comparator") + 2
    assert wide["evidence"] > wide["value"] >= 10


def test_a_required_cell_is_coloured_while_it_is_empty_in_a_row_with_others(targets):
    last = targets[3][-1].column_letter
    rules = {str(area.sqref): area.rules for area in targets.conditional_formatting}
    (rule,) = rules["E4:E1048576"]
    assert rule.formula == [f"AND(LEN(E4)=0,COUNTA($A4:${last}4)>0)"]
    assert rule.dxf.fill.bgColor.rgb == f"00{MISSING}"
    assert "F4:F1048576" not in rules  # the industry may stay empty
    assert "A4:A1048576" not in rules  # the key is proposed


def test_a_sheet_prints_across_the_page_with_its_header(targets):
    assert (targets.page_setup.orientation, targets.page_setup.fitToHeight) == ("landscape", False)
    assert targets.sheet_properties.pageSetUpPr.fitToPage
    assert (targets.print_title_rows, targets.print_title_cols) == ("$1:$3", "$A:$A")
    width = sum(targets.column_dimensions[letters_of(n)].width for n in range(targets.max_column))
    assert int(targets.page_setup.paperSize) == A4
    assert width / targets.page_setup.fitToWidth <= ON_A4  # so that lines can be read


def test_the_filter_covers_the_rows(targets, tmp_path):
    last = 3 + max(500, len(pp.load("targets")))  # below the header, as many as are shipped at least
    assert targets.auto_filter.ref == f"A3:{targets[3][-1].column_letter}{last}"
    assert targets.max_row <= last
    industries = openpyxl.load_workbook(template(tmp_path / "a.xlsx", ["industries"], filled=True))["产业"]
    assert industries.max_row > 503
    assert industries.auto_filter.ref == f"A3:{industries[3][-1].column_letter}{industries.max_row}"
