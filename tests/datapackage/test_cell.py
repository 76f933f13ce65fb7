"""Cells of text into values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.cell import castable, fault
from pyplanning.datapackage.resource import Field

KINDS = ["string", "any", "integer", "number", "boolean", "date", "year"]


def field(kind: str, **more) -> Field:
    constraints = {
        k: more.pop(k) for k in [*more] if k[0].islower() and k not in ("format", "decimalChar", "trueValues")
    }
    return Field({"name": "a", "type": kind, "constraints": constraints, **more})


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_is_null_in_every_type(kind):
    assert castable("", kind)


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_whole_number_that_fits_is_read(number):
    assert fault(field("integer"), str(number)) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read(number):
    assert fault(field("number"), repr(number)) is None


@given(st.dates())
def test_every_day_is_read(day):
    assert fault(field("date"), str(day)) is None


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("integer", "1.0"), ("integer", "1e3"), ("integer", " 1"), ("integer", "1_000"),
        ("number", "1,5"), ("number", "Infinity"), ("number", "+INF"), ("number", "1e"), ("boolean", "yes"),
        ("date", "2026-02-30"),
        ("date", "2026-1-5"), ("year", "26"), ("time", "late"), ("datetime", "2026"), ("geopoint", "x"),
    ],
)  # fmt: skip
def test_a_cell_of_another_type(kind, cell):
    assert fault(field(kind), cell) == "PL101"


@pytest.mark.parametrize(
    ("more", "cell", "code"),
    [
        ({"enum": ["x"]}, "y", "PL103"),
        ({"enum": ["x"]}, "x", None),
        ({"pattern": "a|b"}, "ab", "PL104"),
        ({"pattern": "(?!x).*"}, "xa", "PL104"),
        ({"minLength": 2}, "亿", "PL106"),
        ({"maxLength": 2}, "亿元", None),
    ],
)
def test_constraints_of_text(more, cell, code):
    assert fault(field("string", **more), cell) == code


@pytest.mark.parametrize(
    ("more", "cell", "code"),
    [
        ({"minimum": 1}, "0", "PL105"),
        ({"minimum": "1"}, "1", None),
        ({"maximum": 3}, "4", "PL105"),
        ({"exclusiveMinimum": 1}, "1", "PL105"),
        ({"exclusiveMaximum": 3}, "2", None),
        ({"enum": [1, 2]}, "+1", None),
    ],
)
def test_constraints_of_numbers(more, cell, code):
    assert fault(field("integer", **more), cell) == code


@pytest.mark.parametrize(
    ("given_field", "cell", "code"),
    [
        ({"name": "a", "type": "number", "decimalChar": ","}, "1,5", None),
        ({"name": "a", "type": "number", "decimalChar": ","}, "x", "PL101"),
        ({"name": "a", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}, "ja", None),
        ({"name": "a", "type": "date", "format": "%d.%m.%Y"}, "31.01.2026", None),
        ({"name": "a", "type": "date", "format": "%d.%m.%Y"}, "2026-01-31", "PL101"),
        ({"name": "a", "type": "number", "decimalChar": ",", "constraints": {"minimum": 2}}, "1,5", "PL105"),
    ],
)
def test_other_formats_are_read_by_frictionless(given_field, cell, code):
    assert fault(Field(given_field), cell) == code


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_that_is_no_null_is_of_text_alone(kind):
    assert fault(field(kind), "") == (None if kind in ("string", "any") else "PL101")


@pytest.mark.parametrize(
    ("given_field", "cell", "code"),
    [
        ({"type": "array", "constraints": {"minLength": 2}}, "[1]", "PL106"),
        ({"type": "array", "constraints": {"enum": [[1], [2]]}}, "[3]", "PL103"),
        ({"type": "array", "arrayItem": {"type": "integer"}}, '["x"]', "PL101"),
        ({"type": "list", "delimiter": ";", "itemType": "integer"}, "1;2", None),
        ({"type": "list", "itemType": "integer"}, "1;2", "PL101"),
        ({"type": "datetime", "constraints": {"minimum": "2026-01-01T00:00:00Z"}}, "2026-01-31T00:00:00", "PL105"),
        ({"type": "number", "decimalChar": ",", "constraints": {"minimum": 1}}, "sNaN", "PL105"),
        ({"type": "yearmonth", "constraints": {"exclusiveMinimum": "2026-01"}}, "2026-01", "PL105"),
        ({"type": "time", "missingValues": ["x"], "categories": [1]}, "x", "PL101"),
        ({"type": "integer", "bareNumber": False}, "", "PL101"),
    ],
)
def test_other_types_are_read_by_frictionless(given_field, cell, code):
    assert fault(Field({"name": "a", **given_field}), cell) == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1,001", None), ("-12,345", None), ("7", None), ("x", "PL101"), ("1.5", "PL101"), ("9,999", "PL105")],
)
def test_the_digits_of_a_whole_number_may_be_grouped(cell, expected):
    grouped = {"name": "a", "type": "integer", "groupChar": ",", "constraints": {"maximum": 5000}}
    assert fault(Field(grouped), cell) == expected
