"""Checks compiled from a schema: what they suspect, held against cells that are read one by one."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import frictionless
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.validation.constraints import castable, compile_checks, present, typed_values

KINDS = ("integer", "number", "date", "boolean", "year")
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"


def field(kind="string", options=None, **constraints):
    return Field({"name": "a", "type": kind, "constraints": constraints, **(options or {})})


def resource(*fields, **schema):
    return Resource({"name": "things", "schema": {"fields": [one.properties for one in fields], **schema}})


def select(expression, cells):
    """What an expression says of cells in the column a."""
    frame = pl.DataFrame({"a": cells}, schema={"a": pl.String})
    own = frame if isinstance(expression, pl.Expr) else nw.from_native(frame)
    return own.select(expression.alias("found"))["found"].to_list()


def found(by, cells, **schema):
    """The codes of the checks that fire, for each cell in turn."""
    fired = {}
    for xp in (pl, nw):  # here and on a cluster
        checks = compile_checks(resource(by, **schema), xp)
        bad = [(check.code, select(check.bad, cells)) for check in checks]
        fired[xp] = [[code for code, where in bad if where[i]] for i in range(len(cells))]
    assert fired[pl] == fired[nw]
    return fired[pl]


@pytest.mark.parametrize(
    ("by", "cells", "codes"),
    [
        (field(), ["x", "", None], ["", "", ""]),
        (field(required=True), ["x", "", None], ["", "PL102", "PL102"]),
        (field(enum=["x", "y"]), ["x", "z", ""], ["", "PL103", ""]),
        (field(pattern=SLUG), ["a-b", "A", "a-", "a\n", ""], ["", "PL104", "PL104", "PL104", ""]),
        (field(pattern="a|b"), ["a", "ab", "b"], ["", "PL104", ""]),
        (field(minLength=2, maxLength=3), ["亿", "亿元", "亿元家", "亿元家个", ""], ["PL106", "", "", "PL106", ""]),
        (field("integer"), ["7", "+7", "x", "7\n", "1_000", "１２"], ["", "", *["PL101"] * 4]),
        (field("integer", minimum=1, maximum="3"), ["0", "1", "3", "4"], ["PL105", "", "", "PL105"]),
        (field("integer", enum=[1, 2]), ["1", "+1", "3"], ["", "", "PL103"]),
        (field("integer", enum=["1", "2"]), ["1", "3"], ["", "PL103"]),
        (field("number"), [".5", "1.", "1e9", "1,5", ".", "1\n"], ["", "", "", *["PL101"] * 3]),
        (field("number", exclusiveMinimum=0, exclusiveMaximum="1e3"), ["0", "0.1", "1000"], ["PL105", "", "PL105"]),
        (field("number", enum=[1, 2.5]), ["1.0", "2.50", "2"], ["", "", "PL103"]),
        (field("date"), ["2024-02-29", "2023-02-29", "2026-04-31", "2026-1-1"], ["", *["PL101"] * 3]),
        (field("date"), ["0001-01-01", "0000-01-01", "9999-12-31", "2026-01-01\n"], ["", "PL101", "", "PL101"]),
        (field("date", minimum="2024-01-01"), ["2020-02-29", "2024-02-29"], ["PL105", ""]),
        (field("date", enum=["2024-02-29"]), ["2024-02-29", "2020-02-29"], ["", "PL103"]),
        (field("year", minimum=1700), ["2026", "1600", "26", "2026\n"], ["", "PL105", "PL101", "PL101"]),
        (field("boolean"), ["true", "0", "tRUE", "true\n"], ["", "", "PL101", "PL101"]),
        (field("boolean", enum=[True]), ["1", "TRUE", "0"], ["", "", "PL103"]),
        (field("boolean", {"trueValues": ["是"], "falseValues": ["否"]}, enum=["是"]), ["是", "否"], ["", "PL103"]),
    ],
    ids=lambda value: str(value)[:60] if isinstance(value, dict) else None,
)
def test_checks_fire(by, cells, codes):
    assert found(by, cells) == [[code] if code else [] for code in codes]


@pytest.mark.parametrize(
    "by",
    [
        field("time"),
        field("datetime"),
        field("number", {"decimalChar": ","}),
        field("integer", {"bareNumber": False}),
        field("date", {"format": "%d/%m/%Y"}),
        field("string", {"format": "email"}),
        field(pattern="(?!x).*"),
        field("integer", pattern="(?=1).*"),
    ],
    ids=str,
)
def test_what_has_no_expression_is_suspect(by):
    assert castable(by) is None or "pattern" in by.constraints
    *blank, check = compile_checks(resource(by))
    assert (check.code, check.sure) == ("PL101", False)
    assert [one.code for one in blank] in ([], ["PL113"])
    assert found(by, ["x", "", None]) == [["PL101"], [], []]


def test_the_key_is_required_and_the_codes_come_in_order():
    by = field("integer", enum=[1], minimum=2, maximum=3)
    assert [check.code for check in compile_checks(resource(by, primaryKey="a"))] == [
        *("PL102", "PL113", "PL101", "PL103", "PL105", "PL105")
    ]


@pytest.mark.parametrize(
    ("listed", "there"),
    [({}, [True, True, False, False]), ({"missingValues": ["-", ""]}, [True, False, False, False]),
     ({"missingValues": [{"value": "-", "label": "none"}]}, [True, False, True, False]),
     ({"missingValues": []}, [True, True, True, False])],
)  # fmt: skip
def test_what_stands_for_null(listed, there):
    by = resource(field(), **listed)
    assert select(present("a", by).fill_null(False), ["x", "-", "", None]) == there
    assert set(missing_values(by)) <= {"-", ""}


@pytest.mark.parametrize(
    ("limits", "code"), [({"enum": ["x"]}, "PL103"), ({"pattern": "x"}, "PL104"), ({"minLength": 1}, "PL106")]
)
def test_an_empty_cell_is_checked_where_it_is_no_null(limits, code):
    by = field(**limits)
    assert found(by, ["", "-", "x"], missingValues=["-"]) == [[code], [], []]
    assert found(by, ["", "-", "x"], missingValues=["", "-"])[0] == []


def test_values_are_of_their_type():
    cells = {"integer": ["+7", "x", "1.0"], "number": ["1.", "1e3", "x"], "boolean": ["TRUE", "0", "x"]}
    values = {"integer": [7, None, None], "number": [1.0, 1000.0, None], "boolean": [True, False, None]}
    assert {kind: select(typed_values(field(kind)), texts) for kind, texts in cells.items()} == values
    assert select(typed_values(field("date")), ["2024-02-29", "2023-02-29"]) == ["2024-02-29", None]
    assert select(typed_values(field("year")), ["2026", "26"]) == [2026, None]


# Held against frictionless and casting, cell by cell.

NEAR = st.text("0123456789+-.eE_ \n１٣TRUEtrueFALSEfalseNaIn", max_size=12)
CELLS = {
    "integer": st.integers(-(10**20), 10**20).map(str),
    "number": st.floats().map(repr) | st.decimals().map(str),
    "date": st.dates().map(str) | st.from_regex(r"[0-9]{4}-(02-[23][0-9]|[01][0-9]-[0-3][0-9])\n?", fullmatch=True),
    "boolean": st.sampled_from(["true", "True", "TRUE", "tRUE", "1", "0", "FALSE", "yes", "1\n"]),
    "year": st.integers(-10, 99999).map(str) | st.from_regex(r"[0-9]{3,5}\n?", fullmatch=True),
}
CELLS = {kind: cells | NEAR | st.text(max_size=12) for kind, cells in CELLS.items()}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_cell_that_is_certainly_of_its_type_is_read_by_frictionless(kind, data):
    cells = data.draw(st.lists(CELLS[kind], min_size=1, max_size=30))
    reader = frictionless.Field.from_descriptor({"name": "a", "type": kind})
    for cell, fine in zip(cells, select(castable(field(kind)), cells), strict=True):
        assert not fine or (cell and not reader.read_cell(cell)[1])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_cell_without_a_check_has_no_fault_and_a_sure_check_is_one(kind, data):
    low, high = {"date": ("0600-01-01", "2026-06-30"), "year": (1700, 2100)}.get(kind, (-5, 10**6))
    by = field(kind) if kind == "boolean" else field(kind, minimum=low, exclusiveMaximum=high)
    cells = data.draw(st.lists(CELLS[kind].filter(bool), min_size=1, max_size=30))
    faults = [fault(by, cell) for cell in cells]
    checks = compile_checks(resource(by))
    fired = [[check for check, bad in zip(checks, row, strict=True) if bad] for row in _by_cell(checks, cells)]
    for cell, code, firing in zip(cells, faults, fired, strict=True):
        assert firing or code is None, cell
        assert all(code if check.code == "PL113" else check.code == code for check in firing if check.sure), cell


def _by_cell(checks, cells):
    return list(zip(*[select(check.bad, cells) for check in checks], strict=True))


def test_every_29_february_and_every_day_of_two_years():
    leap = [f"{year:04}-02-29" for year in range(10000)]
    assert select(castable(field("date")), leap) == [year > 0 and isleap(year) for year in range(10000)]
    days = [str(date(2023, 1, 1) + timedelta(n)) for n in range(731)]
    wrong = [f"{year}-{month:02}-{day:02}" for year in (2023, 2024) for month in range(14) for day in range(33)]
    assert select(castable(field("date")), wrong) == [cell in days for cell in wrong]
