"""Descriptors of the plainest kind: they keep the Data Package standard, which can be told at a glance.

frictionless is the judge of every other descriptor; to import it takes as long as to read a
hundred thousand rows. What is listed here is a part of what it lets pass, never more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor

Test = Callable[[Any], bool]
NAME = re.compile(r"[a-z0-9._-]+")
PATH = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*")  # no parent folder, no address
V2 = "https://datapackage.org/profiles/2.0/datapackage.json"


def plain(package: Descriptor) -> bool:
    """Whether a descriptor certainly keeps the standard; one that does not may keep it all the same."""
    return PACKAGE(package)


def _object(properties: Mapping[str, Test], *needed: str) -> Test:
    """An object that has these properties alone, each as its test says, and those that are needed."""

    def test(value: Any) -> bool:
        known = isinstance(value, dict) and value.keys() <= properties.keys() and value.keys() >= {*needed}
        return known and all(properties[name](inner) for name, inner in value.items())

    return test


def _list(item: Test, least: int = 1) -> Test:
    return lambda value: isinstance(value, list) and len(value) >= least and all(map(item, value))


def _distinct(item: Test, least: int = 1) -> Test:
    return lambda value: _list(item, least)(value) and len({*value}) == len(value)


def _one_of(*values: str) -> Test:
    return lambda value: isinstance(value, str) and value in values


def _like(pattern: re.Pattern[str]) -> Test:
    return lambda value: isinstance(value, str) and bool(pattern.fullmatch(value))


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _string(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return type(value) is int and value >= 0


def _number(value: Any) -> bool:
    return type(value) in (int, float)


def _pattern(value: Any) -> bool:
    try:
        return _text(value) and bool(re.compile(value))
    except re.error:
        return False


def _field(value: Any) -> bool:
    kind = value.get("type") if isinstance(value, dict) else None
    limits = LIMITS.get(kind) if isinstance(kind, str) else None
    return limits is not None and _object({**FIELD, "constraints": _object(limits)}, "name")(value)


def _schema(value: Any) -> bool:
    if not SCHEMA(value):
        return False
    names = [field["name"] for field in value["fields"]]
    pointing = value.get("foreignKeys", [])
    keys = [value.get("primaryKey", []), *(key["fields"] for key in pointing)]
    return (
        len({*names}) == len(names)
        and all({*key} <= {*names} for key in keys)
        and all(len(key["fields"]) == len(key["reference"]["fields"]) for key in pointing)
    )


WORDS = dict.fromkeys(("title", "title_zh", "description", "description_zh"), _text)
ANY: dict[str, Test] = {"required": _flag, "unique": _flag}
LIMITS: dict[str, dict[str, Test]] = {
    "string": {**ANY, "minLength": _whole, "maxLength": _whole, "pattern": _pattern, "enum": _distinct(_text)},
    "integer": {**ANY, "minimum": _whole, "maximum": _whole},
    "number": {**ANY, "minimum": _number, "maximum": _number},
    "boolean": {"required": _flag},
    "date": ANY,
    "year": ANY,
}
FIELD: dict[str, Test] = {**WORDS, "name": _text, "type": _string, "format": _one_of("default")}
KEY = _distinct(_text)
REFERENCE = _object({"resource": _text, "fields": KEY}, "resource", "fields")
SCHEMA = _object(
    {
        "fields": _list(_field),
        "primaryKey": KEY,
        "foreignKeys": _list(_object({"fields": KEY, "reference": REFERENCE}, "fields", "reference"), least=0),
        "missingValues": _distinct(_string, least=0),
    },
    "fields",
)
RESOURCE = _object(
    {
        **WORDS,
        "name": _like(NAME),
        "type": _one_of("table"),
        "path": _like(PATH),
        "scheme": _one_of("file"),
        "format": _one_of("csv"),
        "mediatype": _one_of("text/csv"),
        "encoding": _one_of("utf-8"),
        "schema": _schema,
    },
    *("name", "path", "schema"),
)
RESOURCES = _list(RESOURCE)
PACKAGE = _object(
    {
        **WORDS,
        "$schema": _one_of(V2),
        "name": _like(NAME),
        "version": _text,
        "resources": lambda value: RESOURCES(value) and len({r["name"] for r in value}) == len(value),
    },
    *("$schema", "resources"),
)
