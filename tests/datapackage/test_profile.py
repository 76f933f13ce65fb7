"""Plain descriptors: what passes at a glance, frictionless lets pass too."""

import copy
import json

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.profile import V2, plain

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
VALUES = [None, True, 0, -1, 1.5, "", "x", "A b", "../x", "http://x.org/a", "[", [], ["x"], ["x", "x"], [1], {}]
VALUES += ["string", "integer", "boolean", {"x": 1}, [{}], ["id"], ["kind"], [{"name": "id"}]]
PROPERTIES = [
    "profile",
    "dialect",
    "licenses",
    "unique",
    "minimum",
    "pattern",
    "enum",
    "format",
    "type",
    "bytes",
    "name",
]


def places(value, path=()):
    """The path of every value within."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def changed(path, value, added=""):
    """The example with another value at a place, or with one more property there."""
    package = copy.deepcopy(PACKAGE)
    at = package
    for key in path[:-1]:
        at = at[key]
    if added and isinstance(at, dict):
        at[added] = value
    else:
        at[path[-1]] = value
    return package


def accepted(package):
    try:
        frictionless.Package.from_descriptor(copy.deepcopy(package))
    except frictionless.FrictionlessException:
        return False
    return True


def test_the_example_is_plain_and_accepted():
    assert plain(PACKAGE)
    assert accepted(PACKAGE)


@given(st.sampled_from([p for p in places(PACKAGE) if p]), st.sampled_from(VALUES), st.sampled_from(["", *PROPERTIES]))
def test_what_is_plain_is_accepted(path, value, added):
    package = changed(path, value, added)
    if plain(package):
        assert accepted(package), json.dumps(package)


@pytest.mark.parametrize("path", [p for p in places(PACKAGE) if p], ids=str)
def test_every_property_is_looked_at(path):
    assert not plain(changed(path, object()))


@pytest.mark.parametrize("name", ["$schema", "resources"])
def test_what_the_standard_asks_for_is_there(name):
    assert not plain({k: v for k, v in PACKAGE.items() if k != name})
