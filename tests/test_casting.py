"""Cells of text into values."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.casting import cast, castable

KINDS = ("string", "integer", "number", "date", "boolean")
FIELDS = [{"name": kind, "type": kind} for kind in KINDS]
RESOURCE = {"name": "things", "path": "things.csv", "schema": {"fields": FIELDS}}


def row(*cells: str) -> dict[str, str]:
    return dict(zip(KINDS, cells, strict=True))


def test_a_frame_of_true_types():
    frame, issues = cast(RESOURCE, [row("x", "-5", "1.5", "2026-01-31", "true"), row("", "", "", "", "")])
    assert issues == []
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "Int64", "Float64", "datetime64[s]", "boolean"]
    assert frame.iloc[0].tolist() == ["x", -5, 1.5, pd.Timestamp("2026-01-31"), True]
    assert frame.iloc[1].isna().all()


def test_no_rows_give_an_empty_frame_of_the_same_types():
    frame, issues = cast(RESOURCE, [])
    assert issues == []
    assert frame.empty
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "Int64", "Float64", "datetime64[s]", "boolean"]


def test_a_cell_that_cannot_be_cast_is_an_issue_and_null():
    frame, issues = cast(RESOURCE, [row("x", "5", "1", "", ""), row("x", "five", "one", "soon", "perhaps")])
    assert [(i.code, i.table, i.file, i.row, i.column, i.value) for i in issues] == [
        ("PL101", "things", "things.csv", 2, kind, value)
        for kind, value in (("integer", "five"), ("number", "one"), ("date", "soon"), ("boolean", "perhaps"))
    ]
    assert frame.iloc[1].isna().tolist() == [False, True, True, True, True]
    assert frame["integer"].tolist()[0] == 5


@pytest.mark.parametrize(
    ("cell", "value"), [("true", True), ("TRUE", True), ("1", True), ("false", False), ("False", False), ("0", False)]
)
def test_booleans(cell, value):
    frame, _ = cast({"name": "t", "path": "t.csv", "schema": {"fields": [FIELDS[4]]}}, [{"boolean": cell}])
    assert frame["boolean"].tolist() == [value]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_is_null_in_every_type(kind):
    assert castable("", kind)


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_whole_number_that_fits_is_read(number):
    frame, issues = cast({"name": "t", "path": "t", "schema": {"fields": [FIELDS[1]]}}, [{"integer": str(number)}])
    assert issues == []
    assert frame["integer"].tolist() == [number]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read(number):
    assert castable(repr(number), "number")
    frame, _ = cast({"name": "t", "path": "t", "schema": {"fields": [FIELDS[2]]}}, [{"number": repr(number)}])
    assert frame["number"].tolist() == [number]


@given(st.dates())
def test_every_date_is_read(day):
    frame, issues = cast({"name": "t", "path": "t", "schema": {"fields": [FIELDS[3]]}}, [{"date": day.isoformat()}])
    assert issues == []
    assert frame["date"][0].date() == day


@given(st.text(max_size=8))
def test_any_text_is_a_string(text):
    assert castable(text, "string")
