"""Parquet files and frames as tables of text."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.io.frames import read_frame, read_parquet
from pyplanning.io.table import ROW, Table

UNITS = Resource(
    {
        "name": "units",
        "schema": {"fields": [{"name": "unit_id", "title_zh": "单位"}, {"name": "name_zh"}, {"name": "factor"}]},
    }
)
TYPED = {
    "unit_id": ["t", None, "v"],
    "name_zh": ["吨", "", " x "],
    "factor": [1.0, 0.25, None],
    "whole": [460000, None, -1],
    "flag": [True, None, False],
    "day": [date(2026, 1, 31), None, date(1, 1, 1)],
    "moment": [datetime(2026, 1, 31), None, datetime(2026, 1, 31, 10, 20)],
    "exact": [Decimal("1.50"), None, Decimal("2.00")],
    "nothing": [None, None, None],
}
TEXT = {
    "unit_id": ["t", "", "v"],
    "name_zh": ["吨", "", " x "],
    "factor": ["1", "0.25", ""],
    "whole": ["460000", "", "-1"],
    "flag": ["true", "", "false"],
    "day": ["2026-01-31", "", "0001-01-01"],
    "moment": ["2026-01-31", "", "2026-01-31T10:20:00"],
    "exact": ["1.50", "", "2.00"],
    "nothing": ["", "", ""],
}


def cells(table: Table) -> dict[str, list[object]]:
    return table.frame.collect().to_dict(as_series=False)


def test_a_parquet_file_is_cast_to_text(tmp_path):
    file = tmp_path / "units.parquet"
    pl.DataFrame(TYPED).write_parquet(file)
    table = read_parquet(file, "units.parquet", [UNITS])
    assert cells(table) == {ROW: [1, 2, 3], **TEXT}
    assert (table.name, table.file, table.header) == ("units", "units.parquet", tuple(TYPED))


def test_a_damaged_parquet_file_is_refused(tmp_path):
    file = tmp_path / "units.parquet"
    pl.DataFrame(TYPED).write_parquet(file)
    content = file.read_bytes()
    for damaged in (b"", b"unit_id\nt\n", content[:-9], content[: len(content) // 2] + content[-200:]):
        file.write_bytes(damaged)
        with pytest.raises(PackageError) as caught:
            read_parquet(file, "x", [UNITS])
        assert caught.value.en.startswith("x is damaged or not in the format of its name (")
        assert caught.value.en.endswith("); save or download it again")
        assert caught.value.zh == "x已损坏，或内容与扩展名不符，请重新保存或下载"


def test_what_breaks_polars_is_not_printed(tmp_path, capfd):
    file = tmp_path / "units.parquet"
    pl.DataFrame(TYPED).write_parquet(file)
    content = file.read_bytes()
    for place in range(60, 220):  # some of them end threads of polars, which report it on standard error
        file.write_bytes(content[:place] + b"\0" + content[place + 1 :])
        with suppress(PackageError):
            read_parquet(file, "x", [UNITS])
    os.write(2, b"It is open again.")
    assert capfd.readouterr() == ("", "It is open again.")


@pytest.mark.parametrize("values", [[[1]], [{"a": 1}], [b"x"], [timedelta(1)]])
def test_types_that_are_no_cells_are_refused(values):
    frame = pl.DataFrame({"unit_id": values})
    with pytest.raises(PackageError) as caught:
        read_frame(frame, [UNITS], "units")
    dtype = frame.dtypes[0]
    assert caught.value.en == f"frame – column unit_id holds {dtype} – expected text, numbers, dates or booleans"
    assert caught.value.zh == f"数据框：unit_id列的类型为{dtype}，应为文本、数值、日期或布尔值"


@pytest.mark.parametrize("frame", [pl.DataFrame(TYPED), pl.LazyFrame(TYPED)])
def test_a_polars_frame(frame):
    table = read_frame(frame, [UNITS], "units")
    assert cells(table) == {ROW: [1, 2, 3], **TEXT}
    assert (table.name, table.file) == ("units", "")


def test_a_pandas_frame():
    pandas = pd.DataFrame({c: TYPED[c] for c in TYPED if c != "exact"}).astype({"whole": "Int64", "flag": "boolean"})
    assert pandas["moment"].dtype.kind == "M"
    pandas["whole_float"] = [460000.0, None, -1.0]
    pandas["listed"] = pd.Categorical(["x", None, "y"])
    expected = TEXT | {"whole_float": TEXT["whole"], "listed": ["x", "", "y"]}
    assert cells(read_frame(pandas, [UNITS], "units")) == {ROW: [1, 2, 3], **{c: expected[c] for c in pandas.columns}}


def test_columns_of_a_pandas_frame_may_have_any_name():
    table = read_frame(pd.DataFrame([[1, "x", 0.1]], columns=["单位", "unit_id", 7]), [UNITS], "units")
    assert cells(table) == {ROW: [1], "unit_id": ["1"], "7": ["0.1"]}
    assert [i.code for i in table.issues] == ["PL111"]


@pytest.mark.parametrize(
    ("source", "name", "en", "zh"),
    [
        (
            pl.DataFrame({"a": [1]}),
            None,
            "a frame needs the name of its table (name=…)",
            "数据框须注明数据表名（name=…）",
        ),
        (
            7,
            "units",
            "a value of type int cannot be read; expected a file, a folder, or a pandas or polars frame",
            "无法读取int类型的值，应为文件、文件夹、pandas或polars数据框",
        ),
    ],
)
def test_what_is_no_frame_or_has_no_name_is_refused(source, name, en, zh):
    with pytest.raises(PackageError) as caught:
        read_frame(source, [UNITS], name)
    assert (caught.value.en, caught.value.zh) == (en, zh)


FORMED = Resource(
    {
        "name": "formed",
        "schema": {
            "fields": [
                {"name": "day", "type": "date", "format": "%Y%m%d"},
                {"name": "done", "type": "boolean", "trueValues": ["是"], "falseValues": ["否"]},
                {"name": "size", "type": "number", "decimalChar": ",", "groupChar": "."},
                {"name": "code", "type": "string"},
            ]
        },
    }
)
VALUES = {"day": [date(2026, 3, 2), None], "done": [True, False], "size": [1234.5, None], "code": ["x", "y"]}
WRITTEN_AS = {"day": ["20260302", ""], "done": ["是", "否"], "size": ["1234,5", ""], "code": ["x", "y"]}


@pytest.mark.parametrize("frame", [pl.DataFrame(VALUES), pd.DataFrame(VALUES)])
def test_true_values_have_the_form_that_their_field_asks_for(frame):
    assert cells(read_frame(frame, [FORMED], "formed")) == {ROW: [1, 2], **WRITTEN_AS}


def test_values_of_json_that_are_no_text_where_text_is_asked_for(pack):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}, {"name": "c", "type": "date"}]
    rows = [{"a": 1, "b": "x", "c": "2026-03-02"}, {"a": None, "b": True}, {"b": 2.5, "c": 20260302}, {"b": ["x"]}]
    report = pp.validate(pack([{"name": "t", "data": rows, "schema": {"fields": fields}}]))
    assert [(i.code, i.row, i.column, i.value) for i in report.issues if i.column == "b"] == [
        ("PL101", 2, "b", "true"),
        ("PL101", 3, "b", "2.5"),
        ("PL101", 4, "b", '["x"]'),
    ]
    assert report.issues[0].en == "t row 2 – b “true” is not text in quotation marks"
    assert report.issues[0].zh == "t第2行：b“true”不是带引号的文本"
    assert {(i.row, i.column) for i in report.issues} == {(2, "b"), (3, "b"), (3, "c"), (4, "b")}
