"""What a file is by its content, whatever its name ends with."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

import pyplanning as pp

HEAD = ["region_code", "name_zh", "name_en", "level", "parent_code", "iso_code"]
ROW = ["990000", "云泽省", "Yunze", "province", "china", None]


@pytest.mark.parametrize("name", ["regions.csv", "regions.tsv", "regions.xls"])
def test_a_workbook_with_another_ending_is_read_as_one(tmp_path, name):
    book = Workbook()
    book.active.title = "regions"
    for row in (HEAD, ROW):
        book.active.append(row)
    book.save(tmp_path / "regions.xlsx")
    file = (tmp_path / "regions.xlsx").rename(tmp_path / name)
    report = pp.validate(file)
    assert report.counts["regions"] == 1
    assert [(issue.code, issue.level, issue.en, issue.zh) for issue in report.issues] == [
        (
            *("PL027", "warning"),
            f"{file} – is an Excel workbook by its content, and was read as such – expected the ending .xlsx",
            f"{file}：内容实为Excel工作簿，已按此读取，扩展名应为.xlsx",
        )
    ]


def test_a_text_with_the_ending_of_a_workbook_is_read_as_one(tmp_path):
    file = tmp_path / "regions.xlsx"
    file.write_text(",".join(HEAD) + "\n990000,云泽省,Yunze,province,china,\n", encoding="utf-8")
    report = pp.validate(file)
    assert [issue.code for issue in report.issues] == ["PL027"]
    assert report.issues[0].zh == f"{file}：内容实为以逗号或制表符分隔的文本，已按此读取，扩展名应为.csv"


def test_a_workbook_with_its_own_ending_is_not_reported(tmp_path):
    book = Workbook()
    book.active.title = "regions"
    for row in (HEAD, ROW):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert pp.validate(tmp_path / "a.xlsx").issues == ()
