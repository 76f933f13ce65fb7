"""Rows without a key that exist already."""

from __future__ import annotations

import pytest

from pyplanning.dataset.known_rows import find_known, is_same
from pyplanning.dataset.name_book import Entry


def entry(key="", name="", place="", above=None):
    return Entry({"id": key, "name_zh": name, "evidence_start": place}, above=above or {})


SHIPPED = [entry("a", "甲", "1"), entry("b", "乙", "2"), entry("b-2", "乙", "3")]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (entry(name="甲", place="1"), "a"),
        (entry(name="甲"), "a"),  # what is empty may be filled in
        (entry(name="甲", place="2"), None),
        (entry(name="乙"), None),  # two rows are like it
        (entry(name="乙", place="3"), "b-2"),
        (entry(name="甲", above={"parent_id": entry()}), None),
        (entry(), None),
    ],
)
def test_a_row_has_the_key_of_the_one_like_it(row, key):
    assert find_known([row], SHIPPED, "id") == ({row: key} if key else {})


def test_a_key_is_given_once():
    one, two = entry(name="甲"), entry(name="甲")
    assert find_known([one, two], SHIPPED, "id") == {one: "a"}


def test_rows_are_the_same_by_name_or_place():
    row = entry(name="甲", place="1").row
    assert is_same(row, entry("x", "甲", "9").row)
    assert is_same(row, entry("x", "乙", "1").row)
    assert not is_same(row, entry("x", "乙", "9").row)
    assert not is_same(entry().row, entry("x").row)
    assert not is_same(row, {})
