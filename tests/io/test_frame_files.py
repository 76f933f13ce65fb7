"""Frames as text and as files: what comes back is what was written, and no cell does anything."""

import json
from io import BytesIO, StringIO

import openpyxl
import pandas as pd
import polars as pl
import pytest

from pyplanning.datapackage.errors import PackageError
from pyplanning.io.excel import limits
from pyplanning.io.frame_files import as_csv, as_file, as_json, as_markdown, as_parquet, as_workbook
from pyplanning.io.write import RUNS

FORMULA = '=HYPERLINK("http://x")'
FRAME = pd.DataFrame(
    {
        "text": pd.Series(["甲", None, FORMULA], dtype="str"),
        "whole": pd.Series([2030, None, -5], dtype="Int64"),
        "number": pd.Series([0.1, None, 4000.0], dtype="Float64"),
        "day": pd.Series(["2026-03-02", None, "2015-12-24"], dtype="datetime64[s]"),
        "truth": pd.Series([True, None, False], dtype="boolean"),
        "listed": pd.Categorical(["b", None, "a"], categories=["b", "a"]),
    }
)
VALUES = [
    ["甲", 2030, 0.1, "2026-03-02", True, "b"],
    [None, None, None, None, None, None],
    [FORMULA, -5, 4000, "2015-12-24", False, "a"],
]


def test_json_has_true_types_and_null():
    assert [[*row.values()] for row in json.loads(as_json(FRAME))] == VALUES


def test_parquet_has_true_types():
    found = pl.read_parquet(BytesIO(as_parquet(FRAME)))
    assert found.dtypes == [pl.String, pl.Int64, pl.Float64, pl.Date, pl.Boolean, pl.String]
    assert [[str(cell) if n == 3 and cell else cell for n, cell in enumerate(row)] for row in found.rows()] == VALUES


def test_csv_says_numbers_as_typed_and_runs_nothing():
    assert as_csv(FRAME).splitlines() == [
        "text,whole,number,day,truth,listed",
        "甲,2030,0.1,2026-03-02,true,b",
        ",,,,,",
        '"\'=HYPERLINK(""http://x"")",-5,4000,2015-12-24,false,a',
    ]
    assert as_file(FRAME, "csv", "t").startswith(b"\xef\xbb\xbftext,")
    assert pd.read_csv(BytesIO(as_file(FRAME, "csv", "t"))).columns[0] == "text"


@pytest.mark.parametrize("start", RUNS)
def test_no_cell_and_no_header_of_a_csv_file_is_a_formula(start):
    found = pd.read_csv(StringIO(as_csv(pd.DataFrame({f"{start}a": [f"{start}1"]}))), header=None)
    assert found[0].tolist() == [f"'{start}a", f"'{start}1"]


def test_a_workbook_has_typed_cells_and_no_formula():
    book = openpyxl.load_workbook(BytesIO(as_workbook(FRAME, "甲/乙")))
    (sheet,) = book
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("甲 乙", "A2", "A1:F4")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [[str(c.date()) if n == 3 and c else c for n, c in enumerate(row)] for row in rows] == VALUES
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "b"}


def test_a_workbook_has_as_many_rows_as_a_sheet(monkeypatch):
    monkeypatch.setattr(limits, "LAST_ROW", 3)
    with pytest.raises(
        PackageError, match="a sheet has no room for 3 rows; select fewer, or write CSV or Parquet"
    ) as e:
        as_workbook(FRAME, "t")
    assert e.value.zh == "工作表容不下3行，请筛选，或改用CSV、Parquet格式"


def test_markdown_is_a_table_and_its_cells_only_text():
    frame = pd.DataFrame({"a|b": ["x_y _z_ | <b>", "[l](http://x) `c`\nd"], "n": pd.Series([1, None], dtype="Int64")})
    assert as_markdown(frame).splitlines() == [
        r"| a\|b | n |",
        "| --- | ---: |",
        r"| x_y \_z\_ \| \<b\> | 1 |",
        r"| \[l\](http://x) \`c\`\\nd |  |",
    ]


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "xlsx", "parquet"])
def test_a_frame_without_rows(form):
    assert as_file(FRAME.head(0), form, "t")
