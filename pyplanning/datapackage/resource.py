"""Packages, resources and fields as frozen values, made once from a descriptor."""

from collections.abc import Iterable, Mapping, Sequence
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
# Data Package type → name of the polars type. A moment is in UTC, without a time zone.
POLARS_TYPES = {
    "string": "String",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "Boolean",
    "date": "Date",
    "datetime": "Datetime",
}
# The other types of Table Schema, in both versions of the standard → the type as which their columns are kept.
OTHER_TYPES = {"year": "integer"} | dict.fromkeys(
    ("time", "yearmonth", "duration", "geopoint", "geojson", "object", "array", "list", "any"), "string"
)
TYPES = (*PANDAS_TYPES, *OTHER_TYPES)


@dataclass(frozen=True)
class Described:
    """A part of a descriptor; ``properties`` are what its JSON has, and attributes are read from them once."""

    properties: Json

    @cached_property
    def name(self) -> str:
        """Its name; "" where it has none."""
        return str(self.properties.get("name", ""))

    def text(self, key: str, lang: str) -> str:
        """Return its title, description or another text in ``lang`` ("en" or "zh"); "" where there is none."""
        return str(self.properties.get(f"{key}_zh" if lang == "zh" else key, ""))


@dataclass(frozen=True)
class Category:
    """A listed value of a field, with its labels, "" where it has none, and other Chinese words for it."""

    value: object
    label: str = ""
    label_zh: str = ""
    also_zh: tuple[str, ...] = ()

    def text(self, lang: str) -> str:
        """Return the label in ``lang`` ("en" or "zh")."""
        return self.label_zh if lang == "zh" else self.label


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key: columns, the table that they point to, and that table's columns.

    ``names_itself`` says whether it points to its own table by name.
    """

    fields: tuple[str, ...]
    resource: str
    keys: tuple[str, ...]
    names_itself: bool = False


class Field(Described):
    """A column: its name, type, constraints, listed values and texts."""

    @cached_property
    def type(self) -> str:
        """The Table Schema type; "any" by default."""
        return str(self.properties.get("type", "any"))

    @cached_property
    def format(self) -> str:
        """The Table Schema format."""
        return str(self.properties.get("format", "default"))

    @cached_property
    def kind(self) -> str:
        """The type as which the column is kept: a year is an integer, a time is text; "" for an unknown one."""
        return OTHER_TYPES.get(self.type, self.type if self.type in PANDAS_TYPES else "")

    @cached_property
    def constraints(self) -> Json:
        """The constraints, by their names; categories alone are an enum too."""
        given = dict(self.properties.get("constraints") or {})
        return {"enum": [category.value for category in self.categories]} | given if self.categories else given

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
        listed = self.properties.get("categories")
        return tuple(_category(one) for one in (listed if isinstance(listed, list) else ()))

    @cached_property
    def categories_ordered(self) -> bool:
        """Whether the listed values have an order."""
        return bool(self.properties.get("categoriesOrdered"))

    @cached_property
    def true_values(self) -> tuple[str, ...]:
        """The texts that are true in a column of booleans."""
        return tuple(self.properties.get("trueValues", ("true", "True", "TRUE", "1")))

    @cached_property
    def false_values(self) -> tuple[str, ...]:
        """The texts that are false in a column of booleans."""
        return tuple(self.properties.get("falseValues", ("false", "False", "FALSE", "0")))

    @cached_property
    def plain_numbers(self) -> bool:
        """Whether numbers have a point for decimals, no mark between groups, and no text around them."""
        marked = any(self.properties.get(option) for option in ("decimalChar", "groupChar"))
        return not marked and self.properties.get("bareNumber") is not False

    @cached_property
    def decimal_mark(self) -> str:
        """The mark before the decimals of a number."""
        return str(self.properties.get("decimalChar") or ".")

    @cached_property
    def missing_values(self) -> tuple[str, ...] | None:
        """The texts that are null in this column alone; None where the schema's apply."""
        listed = self.properties.get("missingValues")
        return None if listed is None else _missing(listed)


class Resource(Described):
    """A table: its files, fields and keys."""

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """The files, or URLs: one, or the parts of one table; none where the rows are in the descriptor."""
        found = self.properties.get("path")
        listed = found if isinstance(found, list) else [found]
        paths = tuple(path for path in listed if isinstance(path, str) and path)
        return paths if len(paths) == len(listed) else ()

    @cached_property
    def format(self) -> str:
        """The kind of the files: the format, or the ending of the first path."""
        named = self.properties.get("format") or PurePosixPath(next(iter(self.paths), "")).suffix.removeprefix(".")
        return str(named).lower()

    @cached_property
    def is_derived(self) -> bool:
        """Whether the rows follow from those of other tables; a release writes them, no one edits them."""
        return self.properties.get("derived") is True

    @cached_property
    def schema(self) -> Json:
        """The schema as the JSON has it; {} where there is none, or only a URL."""
        found = self.properties.get("schema")
        return found if isinstance(found, dict) else {}

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns, in order."""
        return tuple(Field(field) for field in self.schema.get("fields", []))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def called(self) -> tuple[tuple[str, str, str], ...]:
        """What the columns are called: kind of name (title_zh, title, name), text and column; names come last."""
        kinds = ("title_zh", "title", "name")
        return tuple((kind, str(f.properties.get(kind) or ""), f.name) for kind in kinds for f in self.fields)

    def field(self, name: str) -> Field:
        """Return the column called ``name``; raise KeyError where there is none."""
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
                key.get("reference", {}).get("resource") == self.name,
            )
            for key in self.schema.get("foreignKeys", [])
        )

    @cached_property
    def column_keys(self) -> Mapping[str, ForeignKey]:
        """The foreign keys over one column, by that column."""
        return {key.fields[0]: key for key in self.foreign_keys if len(key.fields) == len(key.keys) == 1}

    @cached_property
    def references(self) -> Mapping[str, str]:
        """The columns that refer to another table by themselves, with the table's name."""
        return {column: key.resource for column, key in self.column_keys.items()}

    @cached_property
    def missing_values(self) -> tuple[str, ...]:
        """The texts that are null in this table."""
        return _missing(self.schema.get("missingValues", [""]))

    @cached_property
    def fields_match(self) -> str:
        """How the columns of a file must agree with the fields: “exact” by default."""
        found = self.schema.get("fieldsMatch", "")
        return str(found[0] if isinstance(found, list) and found else found)  # the standard's own profile has a list


class Package(Described):
    """A data package: its name, version and resources."""

    @cached_property
    def version(self) -> str:
        """The version; "" where there is none."""
        return str(self.properties.get("version", ""))

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The tables, in order."""
        return tuple(Resource(resource) for resource in self.properties.get("resources", []))

    @cached_property
    def tables(self) -> Mapping[str, Resource]:
        """The tables by name."""
        return {resource.name: resource for resource in self.resources}

    def table(self, name: str) -> Resource:
        """Find the table with this name or Chinese title; raise KeyError, naming the nearest, where none has it."""
        return self.tables[name] if name in self.tables else find_resource(name, self.resources)


def find_resource(name: str, resources: Sequence[Resource]) -> Resource:
    """Find the table with this name, or this Chinese title where one table alone has it.

    Raises KeyError, naming the nearest, where there is none.
    """
    for names in ([one.name for one in resources], titles := [one.text("title", "zh") for one in resources]):
        if names.count(name) == 1:
            return resources[names.index(name)]
    raise nearest(name, [one.name for one in resources], "table", "数据表", filter(None, titles))


def _category(listed: object) -> Category:
    if not isinstance(listed, dict):
        return Category(listed)
    also = listed.get("also_zh")
    words = tuple(map(str, also)) if isinstance(also, list) else ()
    return Category(listed.get("value"), str(listed.get("label", "")), str(listed.get("label_zh", "")), words)


def _names(columns: str | Iterable[str]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)


def _missing(listed: Iterable[Any]) -> tuple[str, ...]:
    return tuple(value["value"] if isinstance(value, dict) else value for value in listed)
