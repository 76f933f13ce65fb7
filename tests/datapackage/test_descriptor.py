"""Find, describe and load the package."""

import json
import subprocess
import sys
from datetime import date, datetime

import frictionless
import pandas as pd
import pandera.pandas as pa
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import (
    OTHER_TYPES,
    PANDAS_TYPES,
    TYPES,
    PackageError,
    descriptor,
    fields,
    foreign_keys,
    kind,
    nearest,
    paths,
    primary_key,
    read_descriptor,
    references,
    resource,
    root,
    schema_of,
)
from pyplanning.dataset import load as frames
from pyplanning.validators.schemas import compile_schema

TABLES = [r["name"] for r in descriptor()["resources"]]
EVERY_TABLE = pytest.mark.parametrize("table", TABLES)
DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def python(code: str, tmp_path) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    return done.stdout.strip()


def test_the_root_holds_the_descriptor_and_every_file():
    assert (root() / "datapackage.json").is_file()
    assert all((root() / r["path"]).is_file() for r in descriptor()["resources"])


def test_the_descriptor_is_read_once():
    assert descriptor() is descriptor()


def test_importing_the_package_imports_no_heavy_library(tmp_path):
    code = (
        "import sys, pyplanning; "
        "print(sorted({'pandas', 'numpy', 'pandera', 'frictionless', 'polars', 'click', 'rich'} & {*sys.modules}))"
    )
    assert python(code, tmp_path) == "[]"


def test_the_version_costs_no_heavy_library_either(tmp_path):
    code = "import sys, pyplanning; print(pyplanning.__version__, 'pandas' in sys.modules)"
    assert python(code, tmp_path) == f"{descriptor()['version']} False"


def test_every_public_name_can_be_had_in_any_order(tmp_path):
    code = (
        "import pyplanning as pp; names = [n for n in pp.__all__ if n != '__version__']; "
        "[getattr(pp, n) for n in names]; import pyplanning.cli; "
        "import pyplanning.validation.coverage, pyplanning.validation.verify; "
        "print(all(callable(getattr(pp, n)) for n in names), set(pp.__all__) <= {*dir(pp)})"
    )
    assert python(code, tmp_path) == "True True"


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'pyplanning' has no attribute 'loda'"):
        pp.loda  # noqa: B018


def test_tables_tells_every_table_once():
    frame = pp.tables()
    assert list(frame.columns) == [
        *("table", "rows", "columns", "title", "title_zh", "description", "description_zh"),
    ]
    assert frame["table"].tolist() == TABLES
    assert frame["columns"].tolist() == [len(fields(resource(t))) for t in TABLES]
    assert frame["rows"].tolist() == [len(pp.load(t)) for t in TABLES]
    assert (frame[["title", "title_zh", "description", "description_zh"]] != "").all(axis=None)


@EVERY_TABLE
def test_describe_tells_every_column_once(table):
    frame = pp.describe(table)
    assert list(frame.columns) == [
        *("column", "type", "required", "key", "title", "title_zh", "description", "description_zh", "values"),
    ]
    assert frame["column"].tolist() == [f["name"] for f in fields(resource(table))]
    assert frame["type"].tolist() == [f["type"] for f in fields(resource(table))]
    keys = frame.set_index("column")
    assert keys.loc[primary_key(resource(table)), "required"].all()
    assert keys.loc[primary_key(resource(table)), "key"].str.startswith("primary").all()
    for column, target, _ in foreign_keys(resource(table)):
        assert keys.loc[column, "key"].endswith(f"→ {target}")


def test_describe_tells_keys_and_values():
    frame = pp.describe("responsibilities").set_index("column")
    assert frame["key"].to_dict() == {
        **dict.fromkeys(frame.index, ""),
        "task_id": "primary → tasks",
        "agency_id": "→ agencies",
        "position": "primary",
    }
    assert frame.loc["role", "values"] == "lead | participant | unspecified"
    assert frame.loc["as_written", "values"] == ""
    assert frame["required"].dtype == bool


@EVERY_TABLE
def test_load_gives_every_column_its_type(table):
    frame = pp.load(table)
    assert list(frame.columns) == [f["name"] for f in fields(resource(table))]
    for field in fields(resource(table)):
        dtype, listed = frame[field["name"]].dtype, field.get("constraints", {}).get("enum")
        if listed:
            assert isinstance(dtype, pd.CategoricalDtype)
            assert list(dtype.categories) == listed
            assert dtype.ordered is bool(field.get("categoriesOrdered"))
        else:
            assert str(dtype) == DTYPES[field["type"]]


@EVERY_TABLE
def test_load_loses_no_cell(table):
    file = root() / resource(table)["path"]
    text = pd.read_csv(file, dtype="str", keep_default_na=False)
    frame = pp.load(table)
    assert len(frame) == len(text)
    assert ((text == "") == frame.isna()).all(axis=None)
    for field in fields(resource(table)):
        if field["type"] == "string":
            assert frame[field["name"]].astype("str").fillna("").tolist() == text[field["name"]].tolist()


def test_listed_values_sort_in_their_order_where_the_descriptor_orders_them():
    listed = {
        "name": "things",
        "path": resource("agencies")["path"],
        "schema": {"fields": fields(resource("agencies"))},
    }
    ordered = [f | {"categoriesOrdered": True} if f["name"] == "level" else f for f in fields(listed)]
    frame = frames.read(root(), listed | {"schema": {"fields": ordered}})
    values = next(f for f in ordered if f["name"] == "level")["constraints"]["enum"]
    assert frame["level"].dtype == pd.CategoricalDtype(values, ordered=True)
    assert (frame["level"].sort_values().cat.codes.diff().dropna() >= 0).all()


def test_load_gives_a_frame_of_ones_own():
    first = pp.load("units")
    first["factor"] = 0.0
    assert (pp.load("units")["factor"] > 0).all()


def test_columns_come_in_the_order_asked_for():
    frame = pp.load("targets", columns=["value", "plan_id", "comparator"])
    assert list(frame.columns) == ["value", "plan_id", "comparator"]
    pd.testing.assert_frame_equal(frame, pp.load("targets")[["value", "plan_id", "comparator"]])


def test_dates_among_the_columns():
    frame = pp.load("plans", columns=["issued_on", "plan_id"])
    assert list(frame.columns) == ["issued_on", "plan_id"]
    assert str(frame["issued_on"].dtype) == "datetime64[s]"


@pytest.mark.parametrize("lang", ["zh", "en"])
@EVERY_TABLE
def test_labels_stand_behind_the_column_that_they_name(table, lang):
    plain, labelled = pp.load(table), pp.load(table, labels=lang)
    pd.testing.assert_frame_equal(labelled[list(plain.columns)], plain)
    added = []
    for column, target, key in foreign_keys(resource(table)):
        known = [f["name"] for f in fields(resource(target))]
        name = next((n for n in (f"name_{lang}", f"title_{lang}") if n in known), None)
        if name is None:
            continue
        label = f"{column.rpartition('_')[0]}_name_{lang}"
        added.append(label)
        assert list(labelled.columns)[list(labelled.columns).index(column) + 1] == label
        names = dict(zip(pp.load(target)[key], pp.load(target)[name], strict=True))
        expected = [names.get(value) if pd.notna(value) else None for value in labelled[column]]
        assert [None if pd.isna(value) else value for value in labelled[label]] == [
            None if pd.isna(value) else value for value in expected
        ]
    assert len(labelled.columns) == len(plain.columns) + len(added)


def test_labels_with_chosen_columns():
    frame = pp.load("targets", labels="zh", columns=["unit_id", "value"])
    assert list(frame.columns) == ["unit_id", "unit_name_zh", "value"]


@pytest.mark.parametrize("labels", ["fr", "ZH", "", True])
def test_another_language_is_refused(labels):
    with pytest.raises(ValueError, match="labels must be 'zh', 'en' or None, not "):
        pp.load("targets", labels=labels)


@pytest.mark.parametrize("call", [pp.load, pp.describe, pp.schema])
@pytest.mark.parametrize(
    ("name", "nearest_name"), [("target", "targets"), ("plan", "plans"), ("Targets", "targets"), ("unit", "units")]
)
def test_an_unknown_table_names_the_nearest(call, name, nearest_name):
    with pytest.raises(KeyError) as caught:
        call(name)
    assert caught.value.args == (f"no table {name!r}; did you mean {nearest_name!r}?",)


def test_an_unknown_table_unlike_any_names_all():
    with pytest.raises(KeyError) as caught:
        pp.load("zzzzz")
    assert caught.value.args == (f"no table 'zzzzz'; known are {', '.join(TABLES)}",)


def test_an_unknown_column_names_the_nearest():
    with pytest.raises(KeyError) as caught:
        pp.load("targets", columns=["value", "plan"])
    assert caught.value.args == ("no column of targets 'plan'; did you mean 'plan_id'?",)


@pytest.mark.parametrize(
    ("name", "names", "en", "zh"),
    [
        ("vlaue", ["value", "unit"], "no thing 'vlaue'; did you mean 'value'?", "没有物件“vlaue”，是否应为“value”？"),
        ("x", ["value", "unit"], "no thing 'x'; known are value, unit", "没有物件“x”，可用的有：value、unit"),
        ("x", [], "no thing 'x'; known are ", "没有物件“x”，可用的有："),
    ],
)
def test_nearest(name, names, en, zh):
    error = nearest(name, names, "thing", "物件")
    assert (str(error), error.args, error.zh) == (en, (en,), zh)


@pytest.mark.filterwarnings("ignore:Setting report_duplicates")
@pytest.mark.parametrize("engine", ["pandas", "polars"])
@EVERY_TABLE
def test_the_schema_of_a_table_accepts_it(table, engine):
    frame = pp.load(table)
    if engine == "polars":
        types = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "boolean": pl.Boolean}
        frame = pl.read_csv(
            root() / resource(table)["path"], schema={f["name"]: types[f["type"]] for f in fields(resource(table))}
        )
    checked = pp.schema(table, engine=engine).validate(frame, lazy=True)
    assert checked.shape == frame.shape == (len(pp.load(table)), len(fields(resource(table))))


def test_the_schema_of_a_table_refuses_another():
    with pytest.raises(pa.errors.SchemaErrors):
        pp.schema("targets").validate(pp.load("observations"), lazy=True)


def test_another_engine_is_refused():
    with pytest.raises(ValueError, match="engine must be 'pandas' or 'polars', not 'dask'"):
        pp.schema("targets", engine="dask")


def test_the_package_is_a_valid_frictionless_package():
    package = pp.package()
    assert isinstance(package, frictionless.Package)
    assert package.resource_names == TABLES
    assert frictionless.Package.from_descriptor(package.to_descriptor()).resource_names == TABLES


def test_frictionless_reads_a_table_as_load_does():
    rows = pp.package().get_resource("units").read_rows()
    frame = pp.load("units")
    assert [row["unit_id"] for row in rows] == frame["unit_id"].tolist()
    assert [float(row["factor"]) for row in rows] == frame["factor"].tolist()


@pytest.mark.parametrize(
    ("schema", "keys"),
    [
        ({}, []),
        ({"foreignKeys": [{"fields": "b", "reference": {"resource": "t", "fields": "k"}}]}, [("b", "t", "k")]),
        ({"foreignKeys": [{"fields": ["b"], "reference": {"resource": "t", "fields": ["k"]}}]}, [("b", "t", "k")]),
        ({"foreignKeys": [{"fields": ["b"], "reference": {"resource": "", "fields": ["a"]}}]}, [("b", "s", "a")]),
        ({"foreignKeys": [{"fields": ["b"], "reference": {"fields": ["a"]}}]}, [("b", "s", "a")]),
    ],
)
def test_foreign_keys_in_every_spelling(schema, keys):
    assert foreign_keys({"name": "s", "schema": schema}) == keys


@pytest.mark.parametrize(
    ("schema", "key"), [({}, []), ({"primaryKey": "a"}, ["a"]), ({"primaryKey": ["a", "b"]}, ["a", "b"])]
)
def test_primary_key_in_every_spelling(schema, key):
    assert primary_key({"name": "s", "schema": schema}) == key


# Packages of every kind.


def test_every_type_of_table_schema_is_known():
    known = {cls.type for cls in vars(frictionless.fields).values() if hasattr(cls, "type") and cls.type != "any"}
    assert known | {"any"} == {*TYPES}
    assert not PANDAS_TYPES.keys() & OTHER_TYPES.keys()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        *[({"type": t}, t) for t in ("string", "integer", "number", "boolean", "date", "datetime")],
        *[({"type": t}, "string") for t in ("time", "object", "array", "list", "geojson", "geopoint", "duration")],
        ({"type": "year"}, "integer"),
        ({"type": "yearmonth"}, "string"),
        ({"type": "any"}, "string"),
        ({}, "string"),
        ({"type": "text"}, ""),
        ({"type": ["string"]}, ""),
        ({"type": None}, ""),
    ],
)
def test_the_type_as_which_a_column_is_kept(given, kept):
    assert kind(given) == kept


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        ({"path": "a.csv"}, ["a.csv"]),
        ({"path": ["a.csv", "b.csv"]}, ["a.csv", "b.csv"]),
        ({"path": []}, []),
        ({"path": ""}, []),
        ({"path": 5}, []),
        ({"path": ["a.csv", None]}, []),
        ({"data": []}, []),
    ],
)
def test_paths_in_every_spelling(given, listed):
    assert paths(given) == listed


def test_a_schema_that_is_elsewhere_has_no_fields_and_keys():
    there = {"name": "s", "schema": "https://example.org/schema.json"}
    assert (schema_of(there), fields(there), references(there), primary_key(there)) == ({}, [], [], [])


def test_schemas_and_dialects_in_files_are_part_of_the_descriptor(pack):
    schema, dialect = {"fields": [{"name": "a", "type": "string"}]}, {"delimiter": ";"}
    listed = {"name": "t", "path": "t.csv", "schema": "meta/schema.json", "dialect": "meta/dialect.json"}
    files = {"meta/schema.json": "\ufeff" + json.dumps(schema), "meta/dialect.json": json.dumps(dialect)}
    (found,) = read_descriptor(pack([listed], files))["resources"]
    assert found == {"name": "t", "path": "t.csv", "schema": schema, "dialect": dialect}


def test_what_is_at_a_url_stays_there(pack):
    listed = {"name": "t", "path": "HTTPS://example.org/t.csv"}
    listed |= {"schema": "https://example.org/schema.json", "dialect": "http://example.org/dialect.json"}
    assert read_descriptor(pack([listed]))["resources"] == [listed]


@pytest.mark.parametrize(
    ("content", "en"),
    [
        (None, "is missing; restore it, or install the package again"),
        ("{", "is not JSON: "),
        ("fields: []", "is not JSON: "),
    ],
)
@pytest.mark.parametrize("part", ["schema", "dialect"])
def test_a_schema_or_dialect_that_cannot_be_read(pack, part, content, en):
    folder = pack([{"name": "t", "path": "t.csv", part: "x.json"}], {} if content is None else {"x.json": content})
    with pytest.raises(PackageError) as caught:
        read_descriptor(folder)
    assert caught.value.en.startswith(f"{folder / 'x.json'} {en}")


def test_one_spelling_for_what_the_standard_writes_in_two(pack):
    listed = {"name": "a", "type": "integer", "categories": [{"value": 1, "label": "one"}, {"value": 2}]}
    plain = {"name": "b", "type": "string", "categories": ["x"], "constraints": {"required": True}}
    both = {"name": "c", "type": "string", "categories": ["x"], "constraints": {"enum": ["x"]}}
    schema = {"fields": [listed, plain, both], "fieldsMatch": ["subset"]}
    (found,) = read_descriptor(pack([{"name": "t", "path": "t.csv", "schema": schema}]))["resources"]
    assert found["schema"]["fieldsMatch"] == "subset"
    assert [f["constraints"] for f in fields(found)] == [
        {"enum": [1, 2]},
        {"required": True, "enum": ["x"]},
        {"enum": ["x"]},
    ]


def every_type(tmp_path):
    """A resource with a column of every type, and its file."""
    cells = {"integer": "1", "number": "1.5", "boolean": "true", "date": "2026-01-31", "year": "2026"}
    cells["datetime"] = "2026-01-31T08:30:00+02:00"
    row = {t: cells.get(t, "x") for t in TYPES}
    (tmp_path / "t.csv").write_text(f"{','.join(row)}\n{','.join(row.values())}\n{',' * (len(row) - 1)}\n")
    listed = [{"name": t, "type": t, "constraints": {"minLength": 9} if t in ("array", "list") else {}} for t in TYPES]
    return {"name": "t", "path": "t.csv", "schema": {"fields": listed}}


def test_columns_of_every_type_are_loaded(tmp_path):
    made = every_type(tmp_path)
    frame = frames.read(tmp_path, made)
    expected = dict.fromkeys(TYPES, "str") | PANDAS_TYPES | {"year": "Int64"}
    assert {t: str(dtype) for t, dtype in frame.dtypes.items()} == expected
    assert frame.loc[0, "datetime"] == pd.Timestamp("2026-01-31T06:30:00")
    assert frame.loc[1].isna().all()
    assert compile_schema(made).validate(frame, lazy=True).shape == (2, len(TYPES))


def test_columns_of_every_type_have_a_type_of_polars(tmp_path, monkeypatch):
    made = every_type(tmp_path)
    given = {"integer": 1, "number": 1.5, "boolean": True, "date": date(2026, 1, 31), "year": 2026}
    given["datetime"] = datetime(2026, 1, 31)
    frame = pl.DataFrame([{t: given.get(t, "x") for t in TYPES}])
    assert compile_schema(made, "polars").validate(frame, lazy=True).shape == (1, len(TYPES))


def test_exclusive_bounds_are_part_of_the_schema():
    bound = {"name": "a", "type": "integer", "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": 3}}
    schema = compile_schema({"name": "t", "schema": {"fields": [bound]}})
    for value, fine in ((0, False), (1, True), (2, True), (3, False)):
        frame = pd.DataFrame({"a": pd.array([value], dtype="Int64")})
        if fine:
            assert schema.validate(frame) is not None
        else:
            with pytest.raises(pa.errors.SchemaError):
                schema.validate(frame)
