"""By which names people know rows, and in which order people see tables."""

import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Resource
from pyplanning.dataset.row_names import READING, WORKING, key_of, name_column, names_in, place_in

TABLES = descriptor().tables


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("plans", "name_zh"),
        ("sections", "title_zh"),
        ("terms", "term_zh"),
        ("citations", "cited_title_zh"),
        ("numeral_words", "word_zh"),
        ("targets", ""),
        ("park_roles", ""),
    ],
)
def test_the_column_with_the_names_of_a_table(table, column):
    assert name_column(TABLES[table], "zh") == column
    assert name_column(TABLES[table], "en") == column.replace("_zh", "_en")


def test_the_names_of_a_row():
    row = {"title_zh": "规划全称", "name_zh": "规划", "name_en": "", "title_en": "Whole title", "note_zh": "注"}
    assert names_in(row, "zh") == ["规划", "规划全称"]
    assert names_in(row, "en") == ["Whole title"]
    assert names_in({}, "zh") == []


def test_the_key_of_a_row():
    assert key_of({"a": "1", "b": "2"}, Resource({"name": "t", "schema": {"primaryKey": ["b", "a"]}})) == "2/1"


@pytest.mark.parametrize("order", [READING, WORKING])
def test_every_table_has_its_place_in_each_order(order):
    listed = [table for group in order for table in group]
    assert {*listed} - {"trajectories"} == {*TABLES}
    assert sorted(listed, key=lambda table: place_in(order, table)) == listed
    assert place_in(order, "other") == (1, len(order[1]))
