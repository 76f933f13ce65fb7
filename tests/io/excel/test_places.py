"""The names of columns and cells."""

from __future__ import annotations

import pytest

from pyplanning.io.excel.places import letters_of, location, name_of, number_of, place_of


def test_letters_of_columns():
    assert [letters_of(i) for i in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(number_of(letters_of(i)) == i + 1 for i in range(17000))


def test_a_cell_has_a_name_and_a_place():
    assert place_of("$B$7") == place_of("B7") == (7, 2)
    assert name_of((7, 28)) == "AB7"
    for wrong in ("7B", "b7", "B0", "B7:C8", ""):
        with pytest.raises(ValueError, match="no cell is called"):
            place_of(wrong)


def test_a_link_quotes_the_name_of_a_sheet():
    assert location("目标", "B7") == "'目标'!B7"
    assert location("it's") == "'it''s'!A1"
