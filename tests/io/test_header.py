"""Which table and which columns a header means."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.resource import Resource
from pyplanning.io.header import count_columns, find_table, layout, machine_names, recognise, table_of
from pyplanning.io.table import unnamed_column

UNITS = Resource(
    {
        "name": "units",
        "title": "Units",
        "title_zh": "单位",
        "schema": {
            "primaryKey": ["unit_id"],
            "fields": [
                {"name": "unit_id", "title": "Unit", "title_zh": "单位"},
                {"name": "name_zh", "title": "Chinese name", "title_zh": "中文名称"},
                {"name": "factor", "title": "Factor", "title_zh": "系数"},
            ],
        },
    }
)
PLACES = Resource(
    {
        "name": "places",
        "title_zh": "地点",
        "schema": {"primaryKey": "place_id", "fields": [{"name": "place_id"}, {"name": "name_zh"}]},
    }
)
KEYLESS = Resource({"name": "notes", "schema": {"fields": [{"name": "name_zh"}, {"name": "factor"}]}})
KNOWN = [UNITS, PLACES, KEYLESS]
PLACE = {"file": "x.csv", "table": "units"}


def test_a_column_goes_by_its_name_or_a_title():
    assert machine_names(["UNIT_ID", " 中文名称 ", "Factor", " 备注 "], UNITS) == [
        "unit_id",
        "name_zh",
        "factor",
        " 备注 ",
    ]
    assert count_columns(["unit", "单位", "备注"], UNITS) == 1


def test_a_column_of_its_own_name_goes_before_another_columns_title():
    fields = [{"name": "unit_id", "title": "Factor"}, {"name": "factor", "title": "F"}]
    known = Resource({"name": "units", "schema": {"fields": fields}})
    assert machine_names(["factor", "Factor", "unit_id", "f"], known) == ["factor", "factor", "unit_id", "factor"]


def test_columns_of_other_tables_than_ours_go_by_their_names_alone():
    assert machine_names(["Place_id", "名称", " place_id"], PLACES) == ["Place_id", "名称", "place_id"]


@pytest.mark.parametrize(
    ("file", "header", "table"),
    [
        ("places.csv", ["name_zh"], "places"),
        ("folder/ 地点 .csv", ["name_zh"], "places"),
        ("UNITS.csv", ["place_id", "name_zh"], "units"),  # the file's name goes before its columns
        ("q.csv", ["名", "place_id", "name_zh"], "places"),
        ("q.csv", ["place_id", "单位", "Chinese name", "factor"], "units"),  # most of whose columns are there
    ],
)
def test_the_table_follows_from_the_files_name_or_the_columns(file, header, table):
    assert table_of(file, header, KNOWN).name == table


@pytest.mark.parametrize(
    "header",
    [
        ["name_zh", "factor"],  # no key
        ["place_id"],  # one column alone
        ["place_id", "unit_id", "name_zh"],  # as much of one table as of another
    ],
)
def test_columns_that_tell_no_table_are_refused(header):
    assert recognise(header, KNOWN) is None
    with pytest.raises(PackageError) as caught:
        table_of("q.csv", header, KNOWN)
    assert caught.value.en == "q.csv is not a known table; name it after one of units, places, notes"
    assert caught.value.zh == "q.csv不是已知的数据表，文件名应为以下之一：units, places, notes"
    assert table_of("q.csv", header, [UNITS]) is UNITS


def test_a_table_goes_by_its_name_before_another_ones_title():
    other = Resource({"name": "other", "title": "places"})
    assert find_table(" Places ", [other, PLACES]) is PLACES
    assert find_table("地点", [other, PLACES]) is PLACES
    assert find_table("place", [other, PLACES]) is None


def test_shipped_tables_are_recognised():
    assert table_of("x.csv", ["region_code", "name_zh"], descriptor().resources).name == "regions"


@pytest.mark.parametrize("header", [[], ["", " "]])
def test_a_header_without_names_is_refused(header):
    with pytest.raises(PackageError) as caught:
        table_of("x.csv", header, KNOWN)
    assert caught.value.en == "x.csv – the first line is empty – expected column names"
    assert caught.value.zh == "x.csv：首行为空，应为列名"


@pytest.mark.parametrize("frame", [pd.DataFrame(), pd.DataFrame(index=[3]), pl.DataFrame()])
def test_a_frame_without_columns_is_refused(frame):
    with pytest.raises(pp.PackageError) as caught:
        pp.validate(frame, name="units")
    assert caught.value.en == "the frame has no columns; expected those of its table"
    assert caught.value.zh == "数据框没有列，应有其数据表的各列"


def test_a_column_counts_where_it_stands_first():
    columns, issues = layout(["unit_id", "", "单位", " ", "x", "Unit"], UNITS, PLACE)
    assert columns == {"unit_id": 0, "x": 4}
    assert [(i.code, i.level, i.en, i.zh) for i in issues] == [
        (
            "PL111",
            "error",
            "x.csv – column unit_id occurs 3 times – expected once",
            "x.csv：unit_id列出现3次，只应出现一次",
        )
    ]


def test_too_many_columns_are_refused():
    assert len(layout([str(i) for i in range(1000)], UNITS, PLACE)[0]) == 1000
    for file, en, zh in (("x.csv", "x.csv", "x.csv"), ("", "the frame", "数据框")):
        with pytest.raises(PackageError) as caught:
            layout(["x"] * 1001, UNITS, PLACE | {"file": file})
        assert caught.value.en == f"{en} has 1001 columns; expected no more than 1000"
        assert caught.value.zh == f"{zh}有1001列，不应超过1000列"


def test_the_name_of_the_rows_numbers_is_taken():
    for file, en, zh in (("x.csv", "x.csv", "x.csv"), ("", "the frame", "数据框")):
        with pytest.raises(PackageError) as caught:
            layout(["unit_id", "…row"], UNITS, PLACE | {"file": file})
        assert (caught.value.en, caught.value.zh) == (f"{en}: no column can be called …row", f"{zh}：列名不能是…row")


def test_a_column_without_a_name_is_told_where_it_has_cells():
    frame = pl.LazyFrame({"1": ["a", "b"], "2": ["", "x"], "3": ["", ""]})
    assert unnamed_column.check(frame, ["2", "3"]) == ["2"]
    assert unnamed_column.check(frame, []) == []
    issue = unnamed_column.issue(**PLACE, value="2")
    assert (issue.code, issue.level) == ("PL013", "warning")
    assert issue.en == "x.csv – column 2 has content but no name, and is not read – expected a column name"
    assert issue.zh == "x.csv：第2列有内容但无列名，未读取，应有列名"
