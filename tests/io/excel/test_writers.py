"""The same table from each library that writes workbooks gives the same rows and findings."""

from __future__ import annotations

from datetime import date

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

HEADER = ["unit_id", "name_zh", "factor"]
LINES = [["t", "吨", 0.032], ["u", "个", 1234.5], ["v", "007", 12], ["w", date(2026, 3, 2), 114600001234567890]]


def by_openpyxl(file):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "units"
    for line in [HEADER, *LINES, ["x", "元", "=1+1"]]:
        sheet.append(line)
    sheet["C2"].number_format = "0.0%"
    sheet.merge_cells("B3:B4")
    book.save(file)


def by_openpyxl_in_one_pass(file):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("units")
    sheet.append(HEADER)
    for line in [*LINES, ["x", "元", "=1+1"]]:
        cells = [openpyxl.cell.WriteOnlyCell(sheet, value) for value in line]
        if line[0] == "t":
            cells[2].number_format = "0.0%"
        if line[0] == "w":
            cells[1].number_format = "yyyy-mm-dd"
        sheet.append(cells if line[0] != "v" else [cells[0], None, cells[2]])
    sheet.merged_cells.ranges.add(openpyxl.worksheet.cell_range.CellRange("B3:B4"))
    book.save(file)


def by_xlsxwriter(file):
    with xlsxwriter.Workbook(file) as book:
        fill_in(book, book.add_worksheet("units"))


def by_xlsxwriter_with_texts_in_cells(file):
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        fill_in(book, book.add_worksheet("units"))


def by_pandas(file):
    frame = pd.DataFrame(LINES, columns=HEADER)
    with pd.ExcelWriter(file, engine="xlsxwriter") as writer:
        frame.to_excel(writer, sheet_name="units", index=False)
        fill_in(writer.book, writer.sheets["units"])


def fill_in(book, sheet):
    """Write the cells with their formats; B4 is in a merged cell."""
    formats = {"day": book.add_format({"num_format": "yyyy-mm-dd"}), "share": book.add_format({"num_format": "0.0%"})}
    for row, line in enumerate([HEADER, *LINES]):
        for column, value in enumerate(line):
            if row == 3 and column == 1:
                sheet.write_blank(row, column, None, book.add_format())
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, formats["day"])
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            else:
                sheet.write_number(row, column, value, formats["share"] if row == 1 else None)
    sheet.write_string(5, 0, "x")
    sheet.write_string(5, 1, "元")
    sheet.write_formula(5, 2, "=1+1")
    sheet.merge.append([2, 1, 3, 1])


@pytest.mark.parametrize(
    "write", [by_openpyxl, by_openpyxl_in_one_pass, by_xlsxwriter, by_xlsxwriter_with_texts_in_cells, by_pandas]
)
def test_the_same_table_from_each_library(tmp_path, load, write):
    file = tmp_path / "book.xlsx"
    write(file)
    (table,) = load(file)
    assert table.frame.collect().rows() == [
        (1, "t", "吨", "3.2%"),
        (2, "u", "个", "1234.5"),
        (3, "v", "", "12"),
        (4, "w", "2026-03-02", ""),
        (5, "x", "元", ""),
    ]
    assert [(i.code, i.cell, i.suggestion) for i in table.issues] == [
        ("PL033", "C5", ""),
        ("PL030", "C6", ""),
        ("PL034", "B4", "个"),
    ]
