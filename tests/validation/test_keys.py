"""Keys: which cells are equal, and what foreign keys may point to."""

import polars as pl
import pytest

from pyplanning.datapackage.resource import Package
from pyplanning.io.table import ROW, Table
from pyplanning.validation.keys import compared, existing_keys, known_keys, with_compared

PACKAGE = Package(
    {
        "resources": [
            {
                "name": "pairs",
                "path": "pairs.csv",
                "schema": {
                    "fields": [
                        {"name": "a", "type": "string"},
                        {"name": "n", "type": "integer"},
                        {"name": "note", "type": "integer"},
                    ],
                    "primaryKey": ["a", "n"],
                    "foreignKeys": [
                        {"fields": ["a", "n"], "reference": {"resource": "", "fields": ["a", "n"]}},
                        {"fields": "a", "reference": {"resource": "others", "fields": "b"}},
                    ],
                },
            },
            {"name": "others", "path": "others.csv", "schema": {"fields": [{"name": "b"}], "primaryKey": "b"}},
        ]
    }
)
PAIRS = PACKAGE.tables["pairs"]


def table(name, **columns):
    return Table(name, f"{name}.csv", pl.LazyFrame({ROW: [1, 2], **columns}), tuple(columns))


def test_numbers_in_keys_are_compared_as_numbers():
    assert (compared("a", PAIRS), compared("n", PAIRS), compared("note", PAIRS)) == ("a", "…compared n", "note")
    frame = with_compared(table("pairs", a=["x", "x"], n=["02", "two"], note=["1", "1"]).frame, PAIRS).collect()
    assert frame["…compared n"].to_list() == ["2", "two"]


def test_the_keys_that_others_point_to_are_collected():
    tables = [table("pairs", a=["x", "y"], n=["02", "1"]), table("others", b=["x", ""])]
    found = known_keys(tables, tables, PACKAGE.tables)
    found = {name: {columns: set(keys) for columns, keys in of.items()} for name, of in found.items()}
    assert found == {"pairs": {("a", "n"): {"x\x1f2", "y\x1f1"}}, "others": {("b",): {"x"}}}
    assert known_keys(tables, [tables[1]], PACKAGE.tables) == {}


@pytest.mark.parametrize(("keys", "found"), [({"x/02", "x/2"}, {"x/02"}), ({"y/1", ""}, {"y/1"}), (set(), set())])
def test_existing_keys(keys, found):
    assert existing_keys(table("pairs", a=["x", "y"], n=["02", "1"]), PAIRS, keys) == found


def test_a_table_without_its_key_has_no_keys():
    assert existing_keys(table("pairs", note=["1", "2"]), PAIRS, {"1"}) == set()
