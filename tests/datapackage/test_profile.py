"""Our JSON Schemas of the standard, held against frictionless and the official profile."""

import copy
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import frictionless
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage import profile
from pyplanning.datapackage.descriptor import PackageError, read_descriptor
from pyplanning.datapackage.integrity import faults
from pyplanning.datapackage.profile import misfits

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
PACKAGE = {
    "$schema": V2,
    "name": "example",
    "version": "1.0.0",
    "title": "Example",
    "resources": [
        {
            "name": "targets",
            "type": "table",
            "path": "data/targets.csv",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {
                        "name": "id",
                        "type": "string",
                        "format": "default",
                        "constraints": {"required": True, "unique": True, "pattern": "[a-z]+", "maxLength": 9},
                    },
                    {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"], "minLength": 1}},
                    {"name": "year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
                    {"name": "value", "type": "number", "constraints": {"minimum": -0.5, "maximum": 9}},
                    {"name": "from", "type": "date", "constraints": {"required": False}},
                    {"name": "since", "type": "year"},
                    {"name": "open", "type": "boolean", "constraints": {"required": True}},
                ],
                "primaryKey": ["id"],
                "foreignKeys": [{"fields": ["kind"], "reference": {"resource": "kinds", "fields": ["kind"]}}],
                "missingValues": ["", "-"],
            },
        },
        {"name": "kinds", "path": "kinds.csv", "schema": {"fields": [{"name": "kind", "type": "string"}]}},
    ],
}
FIRST = {key: value for key, value in PACKAGE.items() if key != "$schema"}
VALUES = [None, True, 0, -1, 1.5, "", "x", "A b", "../x", "http://x.org/a", "[", [], ["x"], ["x", "x"], [1], {}]
VALUES += ["string", "integer", "boolean", {"x": 1}, [{}], ["id"], ["kind"], [{"name": "id"}]]
VALUES += [{"value": "x"}, [{"value": "x"}], [{"name": "MIT"}], [{"title": "x", "email": "a@b.c"}], {"delimiter": ";"}]
VALUES += ["2026-01-31T08:30:00Z", "tabular-data-resource", "exact", ["exact"], "geojson", "list", "date", "utf-8"]
PROPERTIES = [
    *("title", "description", "version", "created", "keywords", "contributors", "sources", "licenses", "image", "id"),
    *("name", "path", "data", "format", "mediatype", "encoding", "hash", "bytes", "dialect", "schema", "missingValues"),
    *("fieldsMatch", "primaryKey", "uniqueKeys", "foreignKeys", "type", "constraints", "categories", "required"),
    *("trueValues", "bareNumber", "decimalChar", "minLength", "exclusiveMinimum", "pattern", "enum", "minimum"),
]
# Where a verdict differs: the property, by the reason.
OURS_ALONE_REFUSES = {
    "frictionless does not look at what keys name in other tables": {"name", "resource", "fields", "reference"},
    "frictionless does not look at unique keys": {"uniqueKeys"},
    "the values of constraints are of the field's type": {"enum", "minimum", "maximum", "exclusiveMinimum", "type"},
    "a length is not negative, and a pattern is a regular expression": {"minLength", "maxLength", "pattern"},
    "frictionless does not look at categories": {"categories"},
    "frictionless looks at these for fields of one type alone": {"trueValues", "bareNumber", "decimalChar"},
    "a file of the package is named, which does not exist": {"schema", "dialect", "path", "data"},
    "frictionless passes over what is empty": {"bytes", "resources"},
    "every id is text": {"id"},
    "the standard asks for one property or more": {"sources", "contributors"},
    "the standard has columns and a reference in every foreign key": {"foreignKeys"},
}
FRICTIONLESS_ALONE_REFUSES = {
    "it has classes for some types of packages and resources alone": {"type"},
    "resources of the standard have no contributors": {"contributors"},
}
OFFICIAL_ALONE_REFUSES = {
    "older packages have such hashes and media types": {"hash", "mediatype"},
    "an empty list says as much as none": {
        "fields",
        "foreignKeys",
        "uniqueKeys",
        "enum",
        "primaryKey",
        "missingValues",
    },
    "texts and objects may be mixed": {"missingValues"},
    "values are compared with the field's type, not its way of writing": {"enum", "minimum", "maximum"},
    "every type may have a format, and the type list is missing": {"format", "type"},
    "schemas of resources are not looked for": {"$schema"},
    "the standard's text has one word where the profile has a list": {"fieldsMatch"},
    "the profile has lists of one entry or more": {"keywords", "licenses", "contributors", "trueValues"},
    "an address is text": {"homepage", "path"},
}


def places(value, path=()):
    """The path of every value within."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def changed(package, path, value, added=""):
    """The package with another value at a place, or with one more property there."""
    package = copy.deepcopy(package)
    at = package
    for key in path[:-1]:
        at = at[key]
    if added and isinstance(at, dict):
        at[added] = value
    else:
        at[path[-1]] = value
    return package


def refused_by_us(package, folder):
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    try:
        return any(issue.level == "error" for issue in faults(read_descriptor(folder)))
    except PackageError:
        return True


def refused_by_frictionless(package):
    try:
        frictionless.Package.from_descriptor(copy.deepcopy(package))
    except frictionless.FrictionlessException:
        return True
    except (AttributeError, TypeError):  # it breaks off
        return True
    return False


def test_the_examples_follow_the_standard(tmp_path):
    for package in (PACKAGE, FIRST):
        assert misfits(package) == []
        assert not refused_by_us(package, tmp_path)
        assert not refused_by_frictionless(package)


@given(
    st.sampled_from([PACKAGE, FIRST]),
    st.sampled_from([p for p in places(FIRST) if p]),
    st.sampled_from(VALUES),
    st.sampled_from(["", *PROPERTIES]),
)
def test_the_verdict_is_that_of_frictionless(tmp_path_factory, package, path, value, added):
    package = changed(package, path, value, added)
    names = {added, *path} if added else {*path}
    ours, theirs = refused_by_us(package, tmp_path_factory.getbasetemp()), refused_by_frictionless(package)
    if ours != theirs:
        reasons = OURS_ALONE_REFUSES if ours else FRICTIONLESS_ALONE_REFUSES
        assert names & set().union(*reasons.values()), json.dumps(package)


@given(st.sampled_from([p for p in places(PACKAGE) if p]), st.sampled_from(VALUES), st.sampled_from(["", *PROPERTIES]))
def test_what_passes_follows_the_official_profile(path, value, added):
    try:
        found = importlib.metadata.files("check-datapackage") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("check-datapackage, which holds the official profile of Data Package 2.0, is not installed")
    (file,) = [f for f in found if f.as_posix().endswith("schemas/data-package-2-0.json")]
    official = jsonschema.Draft7Validator(json.loads(file.locate().read_text(encoding="utf-8")))
    package = changed(PACKAGE, path, value, added)
    if not misfits(package) and not official.is_valid(package):
        names = {added, *path} if added else {*path}
        assert names & set().union(*OFFICIAL_ALONE_REFUSES.values()), json.dumps(package)


@pytest.mark.parametrize("version", [1, 2])
def test_every_part_of_a_profile_says_what_it_expects(version):
    schema = json.loads(Path(profile.__file__).with_name(f"profile-{version}.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    tests = {"type", "enum", "const", "pattern", "minimum", "minItems", "minProperties", "additionalProperties"}

    def check(node, silent):
        if isinstance(node, dict):
            if tests & node.keys() and not silent:
                assert node["expected"], node
                assert node["expected_zh"], node
            for key, inner in node.items():
                if key in ("properties", "definitions") and "expected" not in inner:
                    for one in inner.values():
                        check(one, silent)
                else:
                    check(inner, silent or key in ("if", "not", "anyOf"))
        elif isinstance(node, list):
            for inner in node:
                check(inner, silent)

    check(schema, silent=False)


@pytest.mark.parametrize(
    ("schema", "bounds"),
    [
        (None, False),
        ("https://datapackage.org/profiles/1.0/datapackage.json", False),
        (V2, True),
        ("https://x.org/p", True),
    ],
)
def test_the_version_is_that_of_the_schema_named(schema, bounds):
    package = copy.deepcopy(PACKAGE) | {"$schema": schema}
    if schema is None:
        del package["$schema"]
    package["resources"][0]["schema"]["fields"][2]["constraints"] = {"exclusiveMinimum": 1}
    assert (misfits(package) == []) is bounds
    assert refused_by_frictionless(package) is not bounds


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("version",), 5, {"place": "version", "value": "5", "expected": "text", "expected_zh": "文本"}),
        (
            ("resources", 0, "schema", "fields", 2, "constraints"),
            {"pattern": "x"},
            {
                "place": "resources[0].schema.fields[2].constraints",
                "value": '{"pattern": "x"}',
                "expected": "no constraints but required, unique, enum, minimum, maximum, exclusiveMinimum,"
                " exclusiveMaximum for numbers and times",
                "expected_zh": "数值和时间的约束，限于required、unique、enum、"
                "minimum、maximum、exclusiveMinimum、exclusiveMaximum",
            },
        ),
        (
            ("resources", 1, "schema"),
            {"x": "云" * 90},
            {
                "place": "resources[1].schema",
                "value": '{"x": "' + "云" * 72 + "…",
                "expected": "a schema with fields, or where it is",
                "expected_zh": "有fields的模式，或其位置",
            },
        ),
    ],
)
def test_a_misfit_names_the_place_and_what_is_expected(path, value, words):
    assert misfits(changed(PACKAGE, path, value)) == [words]


def test_a_valid_foreign_descriptor_is_judged_without_frictionless(pack):
    folder = pack(
        [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}],
        {"t.csv": "a\nx\n"},
        sources=[{"title": "x"}],
    )
    code = f"import sys, pyplanning; print(pyplanning.validate({str(folder)!r}).valid, 'frictionless' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == ["True", "False"]
