"""Find the package and read its descriptor."""

import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import frictionless
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, descriptor, read_descriptor, root
from pyplanning.datapackage.errors import nearest
from pyplanning.datapackage.profile import misfits
from pyplanning.datapackage.resource import OTHER_TYPES, PANDAS_TYPES, TYPES, Field, Resource

TABLES = [r.name for r in descriptor().resources]
EVERY_TABLE = pytest.mark.parametrize("table", TABLES)
DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def python(code: str, tmp_path) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    return done.stdout.strip()


def test_the_root_holds_the_descriptor_and_every_file():
    assert (root() / "datapackage.json").is_file()
    assert all((root() / r.paths[0]).is_file() for r in descriptor().resources)


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
    assert python(code, tmp_path) == f"{descriptor().version} False"


def test_every_public_name_can_be_had_in_any_order(tmp_path):
    code = (
        "import pyplanning as pp; names = [n for n in pp.__all__ if n != '__version__']; "
        "[getattr(pp, n) for n in names]; import pyplanning.cli; "
        "import pyplanning.validation.coverage, pyplanning.validation.verify; "
        "print(all(callable(getattr(pp, n)) for n in names), set(pp.__all__) <= {*dir(pp)})"
    )
    assert python(code, tmp_path) == "True True"


def test_what_is_completed_is_public():
    assert {name for name in dir(pp) if not name.startswith("__")} == {*pp.__all__} - {"__version__"}


@pytest.mark.parametrize("name", ["", "sub"])
def test_a_folder_that_is_no_package(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PackageError) as caught:
        read_descriptor(Path(name))
    place, place_zh = (name, name) if name else ("this folder", "当前文件夹")
    remedy = "name the folder that has it, or run the command in it"
    assert caught.value.en == f"{place} is not a data package: it has no datapackage.json; {remedy}"
    end = "不是数据包，其中没有datapackage.json，请指定该文件所在的文件夹，或在其中运行命令"
    assert caught.value.zh == place_zh + end


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'pyplanning' has no attribute 'loda'"):
        pp.loda  # noqa: B018


@pytest.mark.parametrize(
    ("name", "names", "en", "zh"),
    [
        ("vlaue", ["value", "unit"], "no thing 'vlaue'; did you mean 'value'?", "物件“vlaue”不存在，是否应为“value”？"),
        ("x", ["value", "unit"], "no thing 'x'; choose one of value, unit", "物件“x”不存在，可用的有：value、unit"),
        ("x", [], "no thing 'x'; choose one of ", "物件“x”不存在，可用的有："),
        ("GDP", ["gdp", "gdp-share"], "no thing 'GDP'; did you mean 'gdp'?", "物件“GDP”不存在，是否应为“gdp”？"),
        ("new", ["NEW", "New"], "no thing 'new'; did you mean 'NEW'?", "物件“new”不存在，是否应为“NEW”？"),
        (
            "x",
            [f"{n}" for n in range(1200)],
            "no thing 'x'; choose one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 … (1,200 in all)",
            "物件“x”不存在，可用的有：0、1、2、3、4、5、6、7、8、9……（共1,200个）",
        ),
    ],
)
def test_nearest(name, names, en, zh):
    error = nearest(name, names, "thing", "物件")
    assert (str(error), error.args, error.zh) == (en, (en,), zh)


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
    found = Resource({"name": "s", "schema": schema}).column_keys
    assert [(column, key.resource, *key.keys) for column, key in found.items()] == keys


@pytest.mark.parametrize(
    ("schema", "key"), [({}, ()), ({"primaryKey": "a"}, ("a",)), ({"primaryKey": ["a", "b"]}, ("a", "b"))]
)
def test_primary_key_in_every_spelling(schema, key):
    assert Resource({"name": "s", "schema": schema}).primary_key == key


def test_packages_resources_and_fields_are_frozen_values():
    package = descriptor()
    for value in (package, package.resources[0], package.resources[0].fields[0]):
        with pytest.raises(FrozenInstanceError):
            value.properties = {}
    assert read_descriptor(root()) == package


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
    assert Field(given).kind == kept


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
    assert Resource(given).paths == tuple(listed)


def test_a_schema_that_is_elsewhere_has_no_fields_and_keys():
    there = Resource({"name": "s", "schema": "https://example.org/schema.json"})
    assert (there.schema, there.fields, there.foreign_keys, there.primary_key) == ({}, (), (), ())


def test_schemas_and_dialects_in_files_are_part_of_the_descriptor(pack):
    schema, dialect = {"fields": [{"name": "a", "type": "string"}]}, {"delimiter": ";"}
    listed = {"name": "t", "path": "t.csv", "schema": "meta/schema.json", "dialect": "meta/dialect.json"}
    files = {"meta/schema.json": "\ufeff" + json.dumps(schema), "meta/dialect.json": json.dumps(dialect)}
    (found,) = read_descriptor(pack([listed], files)).resources
    assert found.properties == {"name": "t", "path": "t.csv", "schema": schema, "dialect": dialect}


def test_what_is_at_a_url_stays_there(pack):
    listed = {"name": "t", "path": "HTTPS://example.org/t.csv"}
    listed |= {"schema": "https://example.org/schema.json", "dialect": "http://example.org/dialect.json"}
    assert read_descriptor(pack([listed])).resources == (Resource(listed),)


@pytest.mark.parametrize(
    ("content", "en"),
    [
        (None, "is missing; restore it, or correct its path in datapackage.json"),
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
    package = read_descriptor(pack([{"name": "t", "path": "t.csv", "schema": schema}]))
    (found,) = package.resources
    assert misfits(package.properties) == []
    assert found.fields_match == "subset"
    assert [f.constraints for f in found.fields] == [
        {"enum": [1, 2]},
        {"required": True, "enum": ["x"]},
        {"enum": ["x"]},
    ]
