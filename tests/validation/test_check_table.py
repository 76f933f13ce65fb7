"""One table against its resource: types, constraints, keys."""

import polars as pl
import pytest

from pyplanning.datapackage.resource import Resource
from pyplanning.io.table import ROW, Table
from pyplanning.validation.check_table import check_table
from pyplanning.validation.findings import Findings

SLUG = "[a-z]+(-[a-z]+)*"


def table(**columns: list[str]) -> Table:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_row_index(ROW, offset=1)
    return Table("things", "things.csv", frame.lazy(), tuple(columns))


def resource(*fields: dict, **schema) -> Resource:
    return Resource({"name": "things", "path": "things.csv", "schema": {"fields": list(fields), **schema}})


def field(name: str, kind: str = "string", **constraints) -> dict:
    return {"name": name, "type": kind, "constraints": constraints}


def findings(given, by, keys=None, limit=1000):
    findings = Findings(limit)
    known = {target: {k: pl.Series(sorted(v)) for k, v in of.items()} for target, of in (keys or {}).items()}
    check_table(given, by, known, findings)
    return findings


def found(given, by, keys=None):
    return [(i.code, i.row, i.column, i.value) for i in sorted(findings(given, by, keys).issues)]


@pytest.mark.parametrize(
    ("by", "cells", "expected"),
    [
        (field("a", "integer"), ["1", "x", "", "+3", "1.5"], [("PL101", 2), ("PL101", 5)]),
        (field("a", "integer"), ["9223372036854775808", "9" * 5000, "9" * 30 + "x"], [("PL101", 3)]),
        (field("a", "integer", minimum=10**30, enum=[10**31]), ["1" + "0" * 31, "5"], [("PL103", 2)]),
        (field("a", "number"), ["1.5", ".5", "1e3", "1e300", "1,5", "--1"], [("PL101", 5), ("PL101", 6)]),
        (field("a", "date"), ["2024-02-29", "2026-02-29", "2026-04-31", "2026-12-31"], [("PL101", 2), ("PL101", 3)]),
        (field("a", "boolean"), ["true", "yes", "0"], [("PL101", 2)]),
        (field("a", "year"), ["2026", "26"], [("PL101", 2)]),
        (field("a", "time"), ["10:00:00", "late"], [("PL101", 2)]),
        (field("a", "datetime"), ["2026-01-31T10:00:00Z", "2026"], [("PL101", 2)]),
        (field("a", required=True), ["x", ""], [("PL102", 2)]),
        (field("a", enum=["x", "y"]), ["x", "z", ""], [("PL103", 2)]),
        (field("a", "integer", enum=[1, 2]), ["1", "+1", "3"], [("PL103", 3)]),
        (field("a", pattern=SLUG), ["a-b", "A", "a-"], [("PL104", 2), ("PL104", 3)]),
        (field("a", pattern="a|b"), ["a", "ab", "b"], [("PL104", 2)]),
        (field("a", pattern="(?!x)[a-z]+"), ["abc", "xyz"], [("PL104", 2)]),
        (field("a", "integer", minimum=1, maximum=3), ["0", "1", "3", "4"], [("PL105", 1), ("PL105", 4)]),
        (field("a", "number", exclusiveMinimum=0), ["0", "0.1"], [("PL105", 1)]),
        (field("a", "date", minimum="2026-01-01"), ["2025-12-31", "2026-01-01"], [("PL105", 1)]),
        (field("a", minLength=2, maxLength=3), ["亿", "亿元", "亿元家", "亿元家个"], [("PL106", 1), ("PL106", 4)]),
        (field("a", unique=True), ["x", "y", "x", "", ""], [("PL107", 3)]),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, dict) else None,
)
def test_cells_are_decided_as_table_schema_says(by, cells, expected):
    assert [(code, row) for code, row, *_ in found(table(a=cells), resource(by))] == expected


def test_a_bad_cell_is_one_finding():
    by = resource(field("a", "integer", minimum=5, maximum=3, enum=[9]), field("b", pattern=SLUG, minLength=9))
    assert found(table(a=["4", "x"], b=["A", "abcdefghi"]), by) == [
        ("PL103", 1, "a", "4"),
        ("PL104", 1, "b", "A"),
        ("PL101", 2, "a", "x"),
    ]


def test_other_missing_values_are_null():
    by = resource(field("a", "integer", required=True), missingValues=["-", ""])
    assert found(table(a=["1", "-", "", "x"]), by) == [
        ("PL102", 2, "a", "-"),
        ("PL102", 3, "a", ""),
        ("PL101", 4, "a", "x"),
    ]


def test_keys_of_several_columns_and_nulls():
    by = resource(field("a"), field("b"), primaryKey=["a"], uniqueKeys=[["a", "b"]])
    assert by.unique_keys == (("a",), ("a", "b"))
    assert found(table(a=["x", "x", "y", ""], b=["1", "1", "1", ""]), by) == [
        ("PL107", 2, "a", "x"),
        ("PL107", 2, "a/b", "x/1"),
        ("PL102", 4, "a", ""),
    ]


def test_a_foreign_key_names_the_nearest_key():
    key = {"fields": ["a"], "reference": {"resource": "units", "fields": ["unit_id"]}}
    by = resource(field("a"), foreignKeys=[key])
    (issue,) = findings(table(a=["percent", "percnt", ""]), by, {"units": {("unit_id",): {"percent", "item"}}}).issues
    assert (issue.code, issue.row, issue.value, issue.suggestion) == ("PL201", 2, "percnt", "percent")
    assert found(table(a=["percnt"]), by) == []  # nothing is known of the target


def test_a_suggested_key_passes_the_check_of_its_own_column_and_differs():
    key = {"fields": ["a"], "reference": {"resource": "regions", "fields": ["code"]}}
    by = resource(field("a", pattern="[0-9]{6}"), foreignKeys=[key])
    known = {"regions": {("code",): {"990100.0", "990200", "'990300"}}}
    given = table(a=["990100", "990200.0", "='990300", "990000"])
    found = findings(given, by, known).issues
    assert [(i.value, i.suggestion) for i in found if i.code == "PL201"] == [
        ("990100", "990200"),
        ("990200.0", "990200"),
        ("='990300", "990200"),
        ("990000", "990200"),
    ]


def test_an_unknown_column_is_called_like_the_absent_one_that_it_is_most_like():
    by = resource(field("name_zh"), field("name_en"))
    told = findings(table(name_zh=["x"], name_zh2=["x"], name_em=["x"]), by).issues
    assert {(i.column, i.suggestion) for i in told if i.code == "PL109"} == {
        ("name_em", "name_en"),
        ("name_zh2", ""),  # which another means
    }


def test_a_foreign_key_of_several_columns():
    key = {"fields": ["a", "b"], "reference": {"resource": "pairs", "fields": ["x", "y"]}}
    by = resource(field("a"), field("b", "integer"), foreignKeys=[key])
    keys = {"pairs": {("x", "y"): {"m\x1f1", "n\x1f2"}}}
    assert found(table(a=["m", "m", "n", "n"], b=["01", "2", "", "2"]), by, keys) == [("PL201", 2, "a/b", "m/2")]


def test_findings_beyond_the_limit_are_counted():
    told = findings(table(a=["x"] * 50), resource(field("a", "integer")), limit=3)
    assert [i.row for i in told.issues] == [1, 2, 3]
    assert (told.totals(), told.rows, sum(map(len, told.bad_rows.values()))) == (
        {("things", "PL101"): 50},
        {"things": 50},
        50,
    )


def test_the_cells_of_a_missing_column_are_not_checked():
    by = resource(field("a", required=True), field("b"), primaryKey=["a"])
    assert found(table(b=["x"]), by) == [("PL108", 0, "a", "")]


def test_a_place_in_a_workbook():
    given = table(a=["x"])
    sheet = Table("things", "book.xlsx", given.frame, ("a",), "Sheet1", {"a": "C"}, header_line=4)
    (issue,) = findings(sheet, resource(field("a", "integer"))).issues
    assert (issue.sheet, issue.cell) == ("Sheet1", "C5")


def test_a_key_that_breaks_one_of_two_bounds_is_found_where_it_is_pointed_to():
    key = {"fields": ["a"], "reference": {"resource": "sizes", "fields": ["size"]}}
    by = resource(field("a", "integer", minimum=1, maximum=10), foreignKeys=[key])
    assert found(table(a=["5", "50"]), by, {"sizes": {("size",): {"5", "50"}}}) == [("PL105", 2, "a", "50")]
