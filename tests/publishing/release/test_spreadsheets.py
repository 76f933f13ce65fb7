"""The CSV tables for Excel."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.row_names import read_source
from pyplanning.io.write import RUNS, harmless
from pyplanning.publishing.release.spreadsheets import write_spreadsheets


@pytest.fixture(scope="session")
def folder(made):
    return made / "csv-zh"


def records(file) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))


def test_every_table_is_there_with_a_byte_order_mark_and_lines_as_in_windows(folder):
    names = [*with_derived(descriptor()).tables]
    assert sorted(file.name for file in folder.iterdir()) == sorted(f"{name}.csv" for name in names)
    for name in names:
        content = (folder / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n")
        header, *rows = records(folder / f"{name}.csv")
        assert len(rows) == len(pp.load(name))
        assert len(set(header)) == len(header)
        assert all(len(row) == len(header) for row in rows)


def test_headers_and_cells_are_words(folder):
    header, *rows = records(folder / "targets.csv")
    row = next(dict(zip(header, row, strict=True)) for row in rows if row[0].endswith("circular-parks-2019"))
    assert (row["指标"], row["比较关系"], row["数值"], row["目标年份"]) == ("循环化改造园区数量", "等于", "28", "2019")
    assert row["在规划中的位置"].startswith("珠江西岸")


def test_two_builds_are_the_same(folder, ready, tmp_path):
    for file in write_spreadsheets(read_source(ready, "zh"), tmp_path):
        assert file.read_bytes() == (folder / file.name).read_bytes()


def test_cells_that_excel_would_run_are_text_and_negative_numbers_stay_numbers(tmp_path):
    fields = [{"name": "text", "type": "string"}, {"name": "=n", "type": "number"}]
    package = {"name": "x", "resources": [{"name": "t", "path": "t.csv", "schema": {"fields": fields}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    (tmp_path / "t.csv").write_text('text,=n\n=1+1,-5\n@x,-0.5\n＝1,=2\n"\tx",\n5-3,1e3\n', encoding="utf-8")
    made = tmp_path / "made"
    made.mkdir()
    (file,) = write_spreadsheets(read_source(tmp_path, "en"), made)
    assert records(file) == [
        ["text", "'=n"],
        ["'=1+1", "-5"],
        ["'@x", "-0.5"],
        ["'＝1", "'=2"],
        ["'\tx", ""],
        ["5-3", "1000"],
    ]


@given(st.text())
def test_no_text_begins_a_formula_and_all_of_it_stays(text):
    made = harmless(text)
    assert not made.startswith(RUNS)
    assert made.removeprefix("'") == text or made == text


def test_a_folder_that_is_missing_is_reported(tmp_path):
    with pytest.raises(PackageError, match="cannot be written"):
        write_spreadsheets(read_source(root(), "zh"), tmp_path / "none")
