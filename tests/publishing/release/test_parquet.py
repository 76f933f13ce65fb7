"""The tables as Parquet files."""

import csv
import datetime
import json

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, descriptor, read_descriptor, root
from pyplanning.io.read import read_text
from pyplanning.publishing.release.parquet import typed_frames, write_parquet

TABLES = descriptor().tables
DERIVED = ("trajectories", "progress")


def frames(folder):
    package = read_descriptor(folder)
    return typed_frames(package, {name: read_text(folder, resource) for name, resource in package.tables.items()})


def write(folder, target):
    package = read_descriptor(folder)
    for name, frame in frames(folder).items():
        write_parquet(package.tables[name], frame, package, target / f"{name}.parquet")


@pytest.fixture(scope="session")
def folder(made):
    return made / "parquet"


def test_there_is_a_file_for_each_table_and_for_each_derived_one(folder):
    assert sorted(file.stem for file in folder.iterdir()) == sorted([*TABLES, *DERIVED])
    assert {file.suffix for file in folder.iterdir()} == {".parquet"}


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_that_of_the_csv_file(folder, name):
    with (root() / TABLES[name].paths[0]).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    read = {"integer": int, "number": float, "date": datetime.date.fromisoformat, "boolean": "true".__eq__}
    kinds = {field.name: read.get(field.type, str) for field in TABLES[name].fields}
    expected = [{c: kinds[c](cell) if cell else None for c, cell in row.items()} for row in rows]
    found = pl.read_parquet(folder / f"{name}.parquet")
    assert found.to_dicts() == expected
    assert [type(v) for row in found.rows() for v in row] == [type(v) for row in expected for v in row.values()]


def test_columns_have_true_types(folder):
    types = pl.read_parquet_schema(folder / "targets.parquet")
    assert types["measure"] == pl.Enum(TABLES["targets"].field("measure").constraints["enum"])
    assert (types["value"], types["target_year"], types["evidence"]) == (pl.Float64, pl.Int64, pl.String)
    assert pl.read_parquet_schema(folder / "plans.parquet")["issued_on"] == pl.Date


def test_a_file_says_what_its_columns_mean(folder, ready):
    released = read_descriptor(ready)
    for name, resource in TABLES.items():
        notes = pl.read_parquet_metadata(folder / f"{name}.parquet")
        described, package = json.loads(notes["resource"]), json.loads(notes["package"])
        assert described["title_zh"] == resource.text("title", "zh")
        assert described["schema"] == resource.schema
        assert not {"path", "hash", "bytes"} & described.keys()
        assert package["version"] == released.version
        assert package["licenses"] == released.properties["licenses"]


@pytest.mark.parametrize("name", DERIVED)
def test_derived_tables_are_those_of_the_library(folder, name):
    assert_frame_equal(pl.read_parquet(folder / f"{name}.parquet"), pp.load(name, "polars"))


def test_the_same_package_gives_the_same_bytes(folder, ready, tmp_path):
    write(ready, tmp_path)
    again = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert again == {file.name: file.read_bytes() for file in folder.iterdir() if file.stem not in DERIVED}


def test_every_type_is_kept(pack, tmp_path):
    kinds = ("string", "integer", "number", "boolean", "date", "datetime", "year", "time")
    columns = [{"name": kind, "type": kind} for kind in kinds]
    line = "=1+1,-3,1e3,true,2026-01-31,2026-01-31T08:00:00Z,2026,08:00:00"
    content = ",".join(kinds) + f"\n{line}\nx,,,,,,,\n"
    folder = pack([{"name": "t", "path": "t.csv", "schema": {"fields": columns}}], {"t.csv": content})
    write(folder, tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["t.parquet"]
    found = pl.read_parquet(tmp_path / "t.parquet")
    moment = datetime.datetime(2026, 1, 31, 8, tzinfo=datetime.UTC)
    day = datetime.date(2026, 1, 31)
    assert found.row(0) == ("=1+1", -3, 1000.0, True, day, moment, 2026, "08:00:00")
    assert found.row(1) == ("x", *(None,) * 7)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ({"type": "integer"}, "1.5"),
        ({"type": "number"}, "much"),
        ({"type": "boolean"}, "maybe"),
        ({"type": "date"}, "2026-02-30"),
        ({"type": "string", "constraints": {"enum": ["a", "b"]}}, "c"),
    ],
)
def test_a_cell_of_another_type_is_reported_and_never_dropped(pack, tmp_path, field, cell):
    schema = {"fields": [{"name": "n", **field}, {"name": "m", "type": "string"}]}
    folder = pack([{"name": "t", "path": "t.csv", "schema": schema}], {"t.csv": f"n,m\n{cell},x\n"})
    with pytest.raises(PackageError, match="t has cells that are not of their column's type") as found:
        write(folder, tmp_path)
    assert "与列的类型不符" in found.value.zh
    assert list(tmp_path.iterdir()) == []


def test_missing_values_are_null(pack):
    schema = {"fields": [{"name": "n", "type": "integer"}], "missingValues": ["", "n/a"]}
    folder = pack([{"name": "t", "path": "t.csv", "schema": schema}], {"t.csv": "n\n1\nn/a\n"})
    assert frames(folder)["t"]["n"].to_list() == [1, None]


def test_a_table_without_a_schema_is_reported(pack):
    resource = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "n", "type": "integer"}]}}
    with pytest.raises(PackageError, match="no schema"):
        frames(pack([resource, {"name": "u", "path": "t.csv"}], {"t.csv": "n\n1\n"}))
