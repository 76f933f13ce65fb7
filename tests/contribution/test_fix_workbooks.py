"""What fix does to cells of workbooks that do not simply hold what they show."""

from __future__ import annotations

import openpyxl
import pytest

from pyplanning.contribution.fix import fix
from pyplanning.contribution.template import template
from pyplanning.io.read import read
from pyplanning.validation.validate import validate

REGION = {"region_code": "990100", "name_zh": "月湖市", "name_en": "Moon Lake", "level": "prefecture"}
REGION |= {"parent_code": "china"}


@pytest.fixture
def filled_in(tmp_path):
    """Fill in a sheet of a template; ``edit`` may change it, given the sheet and the columns' letters."""

    def to(table, rows, edit=lambda sheet, letters: None):
        file = template(tmp_path / "in.xlsx", [table], lang="en")
        book = openpyxl.load_workbook(file)
        sheet = next(one for one in book.worksheets if one.max_row >= 3 and one["A3"].value)
        letters = {cell.value: cell.column_letter for cell in sheet[3]}
        for number, row in enumerate(rows, 4):
            for column, value in row.items():
                sheet[f"{letters[column]}{number}"] = value
        edit(sheet, letters)
        book.save(file)
        return file

    return to


def made(fixed):
    return [(change.cell, change.old, change.new, change.why) for change in fixed.changes]


def test_a_percentage_becomes_a_number_of_per_cent(filled_in, tmp_path):
    def edit(sheet, letters):
        for number, code in ((4, "0.0%"), (5, "0%")):
            sheet[f"{letters['value']}{number}"].number_format = code

    rows = [{"target_id": "a", "value": 0.032}, {"target_id": "b", "value": 0.5, "unit_id": "enterprise"}]
    file = filled_in("targets", rows, edit)
    issues = [i for i in validate(file).issues if i.column == "value" and i.code == "PL101"]
    assert [(i.value, i.suggestion) for i in issues if i.row == 1] == [("3.2%", "3.2 (unit_id percent)")]
    fixed = fix(file, tmp_path / "out.xlsx", ids=True)
    assert ("3.2%", "3.2", "number") in [change[1:] for change in made(fixed)]
    assert ("", "percent", "unit") in [change[1:] for change in made(fixed)]
    values = read(tmp_path / "out.xlsx")[0].frame.select("value", "unit_id").collect().rows()
    assert values == [("3.2", "percent"), ("50%", "enterprise")]  # nothing is guessed of a percentage of enterprises


def test_rows_of_a_merged_cell_get_its_value(filled_in, tmp_path):
    others = [{"region_code": f"99010{i}", "name_zh": f"县{i}", "name_en": f"County {i}"} for i in (1, 2)]

    def edit(sheet, letters):
        sheet.merge_cells(f"{letters['level']}4:{letters['level']}6")

    file = filled_in("regions", [REGION, *others], edit)
    assert [i.code for i in validate(file).issues if i.column == "level"] == ["PL034", "PL034"]
    fixed = fix(file, tmp_path / "out.xlsx", ids=True)
    assert [change for change in made(fixed) if change[3] == "merge"] == [
        ("D5", "", "prefecture", "merge"),
        ("D6", "", "prefecture", "merge"),
    ]
    assert not any(i.column == "level" for i in fixed.left.issues)
    (sheet,) = (s for s in openpyxl.load_workbook(tmp_path / "out.xlsx") if s["A3"].value == "region_code")
    assert not sheet.merged_cells.ranges


def test_a_formula_is_left_alone(filled_in, tmp_path):
    file = filled_in("regions", [REGION | {"name_en": " Moon Lake", "name_zh": '="月湖"&"市"'}])
    fixed = fix(file, tmp_path / "out.xlsx", ids=True)
    assert [change[:3] for change in made(fixed)] == [("C4", " Moon Lake", "Moon Lake")]
    assert [i.cell for i in fixed.left.issues if i.code == "PL030"] == ["B4"]


def test_a_cell_of_a_space_becomes_empty(filled_in, tmp_path):
    file = filled_in("targets", [{"target_id": "a", "value": "\u3000", "target_year": "\u3000"}])
    fixed = fix(file, tmp_path / "out.xlsx", ids=True)
    assert [change[1:] for change in made(fixed) if change[3] == "space"] == [("\u3000", "", "space")] * 2
