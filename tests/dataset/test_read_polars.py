"""Tables as polars frames."""

import datetime as dt
import subprocess
import sys

import pandas as pd
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import TYPES, Resource
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.read_polars import read_table

PACKAGE = with_derived(descriptor())
DTYPES = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "date": pl.Date}


def rows_of(frame):
    """The rows of a pandas frame as polars has them."""
    cells = [[None if pd.isna(cell) else cell for cell in row] for row in frame.astype(object).to_numpy()]
    return [tuple(cell.date() if isinstance(cell, pd.Timestamp) else cell for cell in row) for row in cells]


@pytest.mark.parametrize("labels", [None, "zh"])
@pytest.mark.parametrize("table", [*PACKAGE.tables])
def test_both_engines_give_the_same_cells(table, labels):
    frame, other = pp.load(table, "polars", labels), pp.load(table, labels=labels)
    assert frame.columns == [*other.columns]
    assert frame.rows() == rows_of(other)
    for field in PACKAGE.table(table).fields:
        listed = field.constraints.get("enum")
        assert frame.schema[field.name] == (pl.Enum(listed) if listed else DTYPES[field.type])


def test_columns_come_in_the_order_asked_for():
    frame = pp.load("目标", "polars", columns=["value", "plan_name_en", "plan_id"])
    assert frame.columns == ["value", "plan_name_en", "plan_id"]


def test_columns_of_every_type_are_loaded(tmp_path):
    cells = {"integer": "1", "number": "1.5", "boolean": "true", "date": "2026-01-31", "year": "2026"}
    row = {kind: cells.get(kind, "x") for kind in TYPES} | {"datetime": "2026-01-31T08:30:00+02:00"}
    (tmp_path / "t.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n{',' * (len(row) - 1)}\n")
    listed = [{"name": kind, "type": kind} for kind in TYPES]
    frame = read_table(tmp_path, Resource({"name": "t", "path": "t.csv", "schema": {"fields": listed}}))
    first, second = frame.to_dicts()
    assert first["datetime"] == dt.datetime(2026, 1, 31, 6, 30)
    assert (first["boolean"], first["date"], first["year"]) == (True, dt.date(2026, 1, 31), 2026)
    assert {*second.values()} == {None}


@pytest.mark.parametrize("cells", ["a,x", "a,1,2"])
def test_a_damaged_table_is_refused(tmp_path, cells):
    (tmp_path / "t.csv").write_text(f"key,number\n{cells}\n")
    fields = [{"name": "key", "type": "string"}, {"name": "number", "type": "number"}]
    with pytest.raises(pp.PackageError, match=r"t\.csv cannot be read"):
        read_table(tmp_path, Resource({"name": "t", "path": "t.csv", "schema": {"fields": fields}}))


@pytest.mark.parametrize(("engine", "other"), [("pandas", "polars"), ("polars", "pandas")])
def test_an_engine_does_not_load_the_other(engine, other):
    code = f"import sys, pyplanning as pp; pp.load('targets', {engine!r}); sys.exit({other!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
