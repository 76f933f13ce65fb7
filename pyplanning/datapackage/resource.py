"""Packages, resources and fields as frozen values, made once from a descriptor."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from pyplanning.datapackage.errors import nearest

Json = Mapping[str, Any]  # an object of JSON

# Data Package type → pandas type. Integers and numbers are nullable.
PANDAS_TYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
    "datetime": "datetime64[us]",
}
# The other types of Table Schema, in both versions of the standard → the type as which their columns are kept.
OTHER_TYPES = {"year": "integer"} | dict.fromkeys(
    ("time", "yearmonth", "duration", "geopoint", "geojson", "object", "array", "list", "any"), "string"
)
TYPES = (*PANDAS_TYPES, *OTHER_TYPES)


class _Described(dict[str, Any]):
    """TRANSITION: a descriptor that is still a dict; to become a frozen dataclass with ``properties``."""

    def _strict(self) -> None:
        import os

        rooms = os.environ.get("STRICT_ROOMS")
        if rooms:
            caller = sys._getframe(2).f_code.co_filename
            if any(f"/{room}/" in caller for room in rooms.split(",")) and "/datapackage/" not in caller:
                raise TypeError(f"{caller} reads the JSON of a descriptor: use an attribute")

    def __getitem__(self, key: str) -> Any:
        self._strict()
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._strict()
        return super().get(key, default)

    @property
    def properties(self) -> Json:
        """The descriptor as the JSON has it."""
        return dict(self)

    @cached_property
    def name(self) -> str:
        """Its name; "" where it has none."""
        return str(dict.get(self, "name", ""))

    def text(self, key: str, lang: str) -> str:
        """Its title, description or another text in ``lang`` ("en" or "zh"); "" where there is none."""
        return str(dict.get(self, f"{key}_zh" if lang == "zh" else key, ""))


@dataclass(frozen=True)
class Category:
    """A listed value of a field, with its labels; "" where it has none."""

    value: Any
    label: str = ""
    label_zh: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key: columns, the table that they point to, and that table's columns."""

    fields: tuple[str, ...]
    resource: str
    keys: tuple[str, ...]


class Field(_Described):
    """A column: its name, type, constraints, listed values and texts."""

    @cached_property
    def type(self) -> str:
        """The Table Schema type; "any" where none is said."""
        return str(dict.get(self, "type", "any"))

    @cached_property
    def format(self) -> str:
        """The Table Schema format."""
        return str(dict.get(self, "format", "default"))

    @cached_property
    def kind(self) -> str:
        """The type as which the column is kept: a year is an integer, a time is text; "" for an unknown one."""
        return OTHER_TYPES.get(self.type, self.type if self.type in PANDAS_TYPES else "")

    @cached_property
    def constraints(self) -> Json:
        """The constraints, by their names."""
        found: Json = dict.get(self, "constraints") or {}
        return found

    @cached_property
    def required(self) -> bool:
        """Whether every row needs a value."""
        return bool(self.constraints.get("required"))

    @cached_property
    def unique(self) -> bool:
        """Whether no value may occur twice."""
        return bool(self.constraints.get("unique"))

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The listed values with their labels, where the descriptor gives them as categories."""
        listed = dict.get(self, "categories")
        return tuple(
            Category(c.get("value"), str(c.get("label", "")), str(c.get("label_zh", "")))
            if isinstance(c, dict)
            else Category(c)
            for c in (listed if isinstance(listed, list) else ())
        )

    @cached_property
    def categories_ordered(self) -> bool:
        """Whether the listed values have an order."""
        return bool(dict.get(self, "categoriesOrdered"))

    @cached_property
    def true_values(self) -> tuple[str, ...]:
        """The texts that are true in a column of booleans."""
        return tuple(dict.get(self, "trueValues", ("true", "True", "TRUE", "1")))

    @cached_property
    def false_values(self) -> tuple[str, ...]:
        """The texts that are false in a column of booleans."""
        return tuple(dict.get(self, "falseValues", ("false", "False", "FALSE", "0")))

    @cached_property
    def plain_numbers(self) -> bool:
        """Whether numbers have a point for decimals, no mark between groups, and no text around them."""
        marked = any(dict.get(self, option) for option in ("decimalChar", "groupChar"))
        return not marked and dict.get(self, "bareNumber") is not False

    @cached_property
    def missing_values(self) -> tuple[str, ...] | None:
        """The texts that are null in this column alone; None where the schema's apply."""
        listed = dict.get(self, "missingValues")
        return None if listed is None else _missing(listed)


class Resource(_Described):
    """A table: its files, fields and keys."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The files, or URLs: one, or the parts of one table; none where the rows are in the descriptor."""
        found = dict.get(self, "path")
        listed: list[Any] = found if isinstance(found, list) else [found]
        return tuple(listed) if all(isinstance(path, str) and path for path in listed) else ()

    @cached_property
    def format(self) -> str:
        """The kind of the files: the format, or the ending of the first path."""
        named = dict.get(self, "format") or PurePosixPath(next(iter(self.paths), "")).suffix.removeprefix(".")
        return str(named).lower()

    @cached_property
    def schema(self) -> Json:
        """The schema as the JSON has it; {} where there is none, or only a URL."""
        found = dict.get(self, "schema")
        return found if isinstance(found, dict) else {}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns, in order."""
        listed = self.schema.get("fields", [])
        return tuple(f if isinstance(f, Field) else Field(f) for f in listed)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The column called ``name``; KeyError where there is none."""
        return {field.name: field for field in self.fields}[name]

    @cached_property
    def primary_key(self) -> tuple[str, ...]:
        """The columns of the primary key."""
        return _names(self.schema.get("primaryKey", []))

    @cached_property
    def unique_keys(self) -> tuple[tuple[str, ...], ...]:
        """Every set of columns whose values occur once: primary key, unique keys, unique columns."""
        single = [(field.name,) for field in self.fields if field.unique]
        listed = [self.primary_key, *map(_names, self.schema.get("uniqueKeys", [])), *single]
        return tuple(dict.fromkeys(key for key in listed if key))

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The foreign keys, over one column or several."""
        return tuple(
            ForeignKey(
                _names(key.get("fields", [])),
                key.get("reference", {}).get("resource") or self.name,
                _names(key.get("reference", {}).get("fields", [])),
            )
            for key in self.schema.get("foreignKeys", [])
        )

    @cached_property
    def column_keys(self) -> Mapping[str, ForeignKey]:
        """The foreign keys over one column, by that column."""
        return {key.fields[0]: key for key in self.foreign_keys if len(key.fields) == len(key.keys) == 1}

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The columns that point to another table by themselves, with the table's name."""
        return {column: key.resource for column, key in self.column_keys.items()}

    @cached_property
    def missing_values(self) -> tuple[str, ...]:
        """The texts that are null in this table."""
        return _missing(self.schema.get("missingValues", [""]))

    @cached_property
    def fields_match(self) -> str:
        """How the columns of a file must agree with the fields: “exact” where nothing is said of it."""
        return str(self.schema.get("fieldsMatch", ""))


class Package(_Described):
    """A data package: its name, version and resources."""

    @cached_property
    def version(self) -> str:
        """The version; "" where there is none."""
        return str(dict.get(self, "version", ""))

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The tables, in order."""
        listed = dict.get(self, "resources", [])
        return tuple(r if isinstance(r, Resource) else Resource(r) for r in listed)

    @cached_property
    def tables(self) -> Mapping[str, Resource]:
        """The tables by name."""
        return {resource.name: resource for resource in self.resources}

    def table(self, name: str) -> Resource:
        """Find the table called ``name``; raise KeyError, naming the nearest, where there is none."""
        if name not in self.tables:
            raise nearest(name, self.tables, "table", "数据表")
        return self.tables[name]


def field_of(json: Json) -> Field:
    """Make a field from its JSON; one that lists categories only has their values as its enum too."""
    listed, limits = json.get("categories"), json.get("constraints", {})
    if not isinstance(listed, list) or not isinstance(limits, dict) or "enum" in limits:
        return Field(json)
    values = [category.value for category in Field(json).categories]
    return Field({**json, "constraints": limits | {"enum": values}})


def resource_of(json: Json) -> Resource:
    """Make a resource from its JSON, whose schema is in it."""
    schema = json.get("schema")
    if not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
        return Resource(json)
    return Resource({**json, "schema": schema | {"fields": [field_of(field) for field in schema["fields"]]}})


def package_of(json: Json) -> Package:
    """Make a package from its JSON, whose schemas are in it."""
    return Package({**json, "resources": [resource_of(resource) for resource in json.get("resources", [])]})


def _names(columns: Any) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)


def _missing(listed: Any) -> tuple[str, ...]:
    return tuple(value["value"] if isinstance(value, dict) else value for value in listed)
