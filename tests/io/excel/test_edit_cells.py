"""The rows of a sheet that matter for its changes."""

from __future__ import annotations

import pytest

from pyplanning.io.excel.edit_cells import Change, changed_rows
from pyplanning.io.excel.xml_bytes import Node, parsed


def chosen(xml: str, *rows: int) -> list[Node]:
    return parsed(f"<x:worksheet>{xml}</x:worksheet>".encode(), changed_rows(rows)).inside


def test_rows_that_change_are_chosen_without_their_values():
    rows = chosen('<x:row r="1"/><x:row r="2"><x:c><x:v>1</x:v></x:c></x:row><x:row r="3"/>', 2)
    assert [row.given for row in rows] == [{"r": "2"}]
    (cell,) = rows[0].inside
    assert (cell.name, cell.inside) == ("x:c", [])


def test_a_missing_row_goes_before_the_next_one():
    assert [row.given["r"] for row in chosen('<x:row r="1"/><x:row r="5"/><x:row r="6"/>', 2, 3)] == ["5"]
    assert chosen('<x:row r="1"/>', 2) == []
    assert chosen('<x:row r="1"/>') == []


def test_rows_without_a_number_are_counted():
    rows = chosen("<x:row/><x:row s='1'/><x:row r='7'/><x:row/>", 2, 8)
    assert [row.given for row in rows] == [{"s": "1", "r": "2"}, {"r": "8"}]


def test_rows_out_of_order_are_refused():
    with pytest.raises(ValueError, match="rows out of order"):
        chosen("<x:row r='2'/><x:row r='1'/>", 1)


def test_a_change_may_keep_the_value():
    assert Change(fill="fff2CC").value is None
