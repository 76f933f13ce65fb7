"""Columns of notes next to those of a table."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pyplanning as pp

PARK = {"park_id": "green-lake-valley", "name_zh": "青湖光谷", "name_en": "Green Lake photonics valley", "kind": "park"}


def written(tmp_path: Path, ending: str, *notes: str, lacks: str = "", table: str = "parks", **row: str) -> Path:
    """Write a table of one row, with columns of notes after its first one."""
    first, *others = (name for name in pp.describe(table)["column"] if name != lacks)
    header = [first, *notes, *others]
    cells = [{**PARK, **row}.get(name, "to be asked" if name in notes else "") for name in header]
    file = tmp_path / f"{table}{ending}"
    if ending == ".csv":
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([header, cells])
    else:
        book = openpyxl.Workbook()
        book.active.title = table
        for line in (header, cells):
            book.active.append(line)
        book.save(file)
    return file


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("notes", [["备注"], ["说明"], ["Note", "批注"], ["备注（校对用）"], ["notes", "Remarks:"]])
def test_a_column_of_notes_is_no_finding(tmp_path: Path, ending: str, notes: list[str]) -> None:
    assert pp.validate(written(tmp_path, ending, *notes)).issues == ()


@pytest.mark.parametrize("name", ["备注人", "notebook", "来源"])
def test_another_column_is(tmp_path: Path, name: str) -> None:
    assert [issue.code for issue in pp.validate(written(tmp_path, ".csv", name)).issues] == ["PL109"]


def test_a_column_that_means_one_of_the_table_is(tmp_path: Path) -> None:
    row = {"plan_id": "hubei", "position": "1", "url": "https://example.org", "kind": "official"}
    found = pp.validate(written(tmp_path, ".xlsx", "说明", lacks="note_zh", table="plan_sources", **row)).issues
    assert [(issue.column, issue.suggestion) for issue in found if issue.code == "PL109"] == [("说明", "中文说明")]


def test_notes_are_not_merged_and_stay_where_they_were_written(tmp_path: Path, example: Any) -> None:
    file, folder = written(tmp_path, ".xlsx", "备注"), example.package()
    assert pp.merge(file, folder)
    assert "to be asked" not in (folder / "data" / "parks.csv").read_text(encoding="utf-8")
    pp.fix(file, tmp_path / "fixed.xlsx")
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx").active["B2"].value == "to be asked"


def test_a_package_has_no_columns_of_notes(write_package: Callable[..., Path]) -> None:
    folder = write_package({"parks": [PARK]})
    file = folder / "data" / "parks.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("park_id,", "park_id,note,", 1), encoding="utf-8")
    assert "PL109" in {issue.code for issue in pp.validate(folder).issues}
