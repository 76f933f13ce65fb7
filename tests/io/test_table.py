"""Tables of one name in several files."""

import openpyxl

import pyplanning as pp
from pyplanning.io.read import read


def book(file, rows, extra=()):
    made = openpyxl.Workbook()
    made.active.title = "units"
    for row in (["unit_id", "name_zh", *extra], *rows):
        made.active.append(row)
    made.save(file)


def test_tables_of_one_name_in_several_workbooks_are_one(tmp_path):
    book(tmp_path / "a.xlsx", [["item", "个"], ["site", "座"]])
    book(tmp_path / "b.xlsx", [["set", "套", "sets"]], ["name_en"])
    [table] = read(tmp_path)
    frame = table.frame.collect()
    assert frame["unit_id"].to_list() == ["item", "site", "set"]
    assert frame["name_en"].to_list() == [None, None, "sets"]
    assert [table.place("unit_id", row)["file"] for row in (1, 2, 3)] == ["a.xlsx", "a.xlsx", "b.xlsx"]
    assert [table.place("unit_id", row)["line"] for row in (1, 2, 3)] == [2, 3, 2]


def test_a_finding_in_the_second_of_two_workbooks_has_its_cell(tmp_path):
    for name, cell in (("a.xlsx", "2026-03-01"), ("b.xlsx", "soon")):
        made = openpyxl.Workbook()
        made.active.title = "plans"
        made.active.append(["plan_id", "issued_on"])
        made.active.append([name[0], cell])
        made.save(tmp_path / name)
    report = pp.validate(tmp_path)
    [issue] = [issue for issue in report.issues if issue.value == "soon"]
    assert (issue.file, issue.sheet, issue.cell) == ("b.xlsx", "plans", "B2")


def test_two_sheets_of_one_table_in_one_workbook_stay_two(tmp_path):
    made = openpyxl.Workbook()
    made.active.title = "units"
    for sheet in (made.active, made.create_sheet("units (2)")):
        sheet.append(["unit_id", "name_zh", "name_en"])
        sheet.append(["item", "个", "item"])
    made.save(tmp_path / "a.xlsx")
    assert len(read(tmp_path)) == 2
