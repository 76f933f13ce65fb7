"""What changed between two descriptors: tables, fields, types, constraints, keys, texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyplanning.datapackage.cell import READ
from pyplanning.datapackage.descriptor import (
    Descriptor,
    category_values,
    fields,
    kind,
    paths,
    primary_key,
    references,
    schema_of,
)
from pyplanning.datapackage.dialect import dialect_of, form, missing_values

# What is compared by itself, or differs with every release; whatever else there is describes.
OF_PACKAGE = {"name", "id", "resources", "version", "created"}
OF_RESOURCE = {"name", "path", "data", "schema", "hash", "bytes", "stats"}
OF_LAYOUT = {"encoding", "format", "dialect", "compression"}
OF_SCHEMA = {"fields", "primaryKey", "uniqueKeys", "foreignKeys", "missingValues", "fieldsMatch"}
OF_TYPE = READ - {"name", "constraints"}
OF_FIELD = OF_TYPE | {"name", "constraints", "categories", "categoriesOrdered", "missingValues"}
LOWER, UPPER = ("minimum", "exclusiveMinimum", "minLength"), ("maximum", "exclusiveMaximum", "maxLength")
BOOLEAN = ("required", "unique")


@dataclass(frozen=True)
class SchemaChange:
    """One change to a descriptor; ``kind`` is one of those in ``versions.KINDS``.

    ``table`` and ``column`` are "" where it concerns the package or a whole table, ``property``
    is the constraint or text that changed. ``old`` and ``new`` are what the descriptors say
    there, as JSON; None where one says nothing.
    """

    kind: str
    table: str = ""
    column: str = ""
    property: str = ""
    old: Any = None
    new: Any = None


def package_changes(old: Descriptor, new: Descriptor) -> Iterator[SchemaChange]:
    """What changed in the package itself, and which tables there are."""
    for name in ("name", "id"):
        if old.get(name) != new.get(name):
            yield SchemaChange("package-renamed", property=name, old=old.get(name), new=new.get(name))
    before, after = _by_name(old["resources"]), _by_name(new["resources"])
    yield from (SchemaChange("table-added", name) for name in after if name not in before)
    yield from (SchemaChange("table-removed", name) for name in before if name not in after)
    if _kept(before, after) != _kept(after, before):
        yield SchemaChange("tables-reordered", old=_kept(before, after), new=_kept(after, before))
    yield from _texts(old, new, OF_PACKAGE, "", "")


def table_changes(old: Descriptor, new: Descriptor, renamed: Mapping[str, str]) -> Iterator[SchemaChange]:
    """What changed in a table of both packages; ``renamed`` are fields that have another name, as old → new."""
    table = new["name"]
    if paths(old) != paths(new):
        yield SchemaChange("moved", table, property="path", old=old.get("path"), new=new.get("path"))
    if (form(old), dialect_of(old)) != (form(new), dialect_of(new)):
        said = [{part: r[part] for part in sorted(OF_LAYOUT & r.keys())} for r in (old, new)]
        yield SchemaChange("layout-changed", table, property="dialect", old=said[0], new=said[1])
    yield from _texts(old, new, OF_RESOURCE | OF_LAYOUT, table, "")
    yield from _texts(schema_of(old), schema_of(new), OF_SCHEMA, table, "")
    before = {renamed.get(f["name"], f["name"]): f for f in fields(old)}
    after = _by_name(fields(new))
    yield from (SchemaChange("field-renamed", table, now, "name", was, now) for was, now in renamed.items())
    yield from (SchemaChange("field-added", table, name) for name in after if name not in before)
    yield from (SchemaChange("field-removed", table, name) for name in before if name not in after)
    if _kept(before, after) != _kept(after, before):
        yield SchemaChange("fields-reordered", table, old=[*map(_name, fields(old))], new=[*after])
    for name in _kept(after, before):
        yield from _field_changes(table, before[name], after[name])
        missing = missing_values(old, before[name]["name"]), missing_values(new, name)
        if set(missing[0]) != set(missing[1]):
            yield SchemaChange("type-changed", table, name, "missingValues", *missing)
    yield from _key_changes(old, new, renamed)


def candidates(old: Descriptor, new: Descriptor) -> dict[str, str]:
    """Fields that may have been renamed, as old → new: at the same place among the others, and defined alike."""
    before, after = _by_name(fields(old)), _by_name(fields(new))
    gone, come = _gaps(before, after), _gaps(after, before)
    return {
        was: now
        for place in gone
        for was, now in zip(gone[place], come.get(place, []), strict=False)
        if _definition(before[was]) == _definition(after[now])
    }


def _gaps(names: Iterable[str], others: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names that the others have not, by the one of both that stands before them."""
    found: dict[str, list[str]] = {}
    place = ""
    for name in names:
        if name in others:
            place = name
        else:
            found.setdefault(place, []).append(name)
    return found


def _definition(field: Descriptor) -> Descriptor:
    return {name: field[name] for name in OF_TYPE | {"constraints"} if name in field}


def _by_name(listed: Iterable[Descriptor]) -> dict[str, Descriptor]:
    return {one["name"]: one for one in listed}


def _name(field: Descriptor) -> str:
    return str(field["name"])


def _kept(names: Iterable[str], others: Mapping[str, Any]) -> list[str]:
    return [name for name in names if name in others]


def _texts(old: Descriptor, new: Descriptor, apart: set[str], table: str, column: str) -> Iterator[SchemaChange]:
    """The properties that describe, and changed; those in ``apart`` are passed over."""
    for name in dict.fromkeys([*old, *new]):
        if name not in apart and old.get(name) != new.get(name):
            yield SchemaChange("text-changed", table, column, name, old.get(name), new.get(name))


def _field_changes(table: str, old: Descriptor, new: Descriptor) -> Iterator[SchemaChange]:
    column = new["name"]
    for name in sorted(OF_TYPE):
        if _said(old, name) != _said(new, name):
            yield SchemaChange("type-changed", table, column, name, old.get(name), new.get(name))
    was, now = old.get("constraints", {}), new.get("constraints", {})
    for name in dict.fromkeys([*was, *now]):
        if changed := _direction(name, was.get(name), now.get(name), kind(new)):
            yield SchemaChange(changed, table, column, name, was.get(name), now.get(name))
    if _order(old, new) != _order(new, old):
        values = category_values(old), category_values(new)
        yield SchemaChange("type-changed", table, column, "categoriesOrdered", *values)
    if _labels(old, new) != _labels(new, old):
        yield SchemaChange("text-changed", table, column, "categories", old.get("categories"), new.get("categories"))
    yield from _texts(old, new, OF_FIELD, table, column)


def _said(field: Descriptor, name: str) -> Any:
    """A property of a field's type, with what holds where it is not said."""
    return field.get(name, {"type": "any", "format": "default"}.get(name))


def _order(field: Descriptor, other: Descriptor) -> list[Any] | None:
    """The categories that both have, where their order means something."""
    values = category_values(other)
    return [v for v in category_values(field) if v in values] if field.get("categoriesOrdered") else None


def _labels(field: Descriptor, other: Descriptor) -> list[str]:
    """The categories that both have, with their labels."""
    values, listed = category_values(other), field.get("categories") or []
    return sorted(repr(c) for c in listed if isinstance(c, dict) and c.get("value") in values)


def _direction(name: str, old: Any, new: Any, of_kind: str) -> str:
    """Whether a constraint became more or less restrictive; "" where it means the same."""
    if name in BOOLEAN:
        old, new = old or None, new or None
    if old == new:
        return ""
    if old is None or new is None:
        return "constraint-loosened" if new is None else "constraint-tightened"
    if name == "enum" and isinstance(old, list) and isinstance(new, list):
        gone, come = [v for v in old if v not in new], [v for v in new if v not in old]
        if not gone and not come:
            return ""
        return "constraint-changed" if gone and come else "constraint-tightened" if gone else "constraint-loosened"
    if name in (*LOWER, *UPPER):
        return _moved(name, old, new, of_kind)
    return "constraint-changed"


def _moved(name: str, old: Any, new: Any, of_kind: str) -> str:
    """Which way a bound moved; dates in ISO form are compared as texts."""
    numbers = of_kind in ("integer", "number") or name.endswith("Length")
    try:
        same, higher = (float(old) == float(new), float(new) > float(old)) if numbers else (False, str(new) > str(old))
    except (TypeError, ValueError):
        return "constraint-changed"
    return "" if same else "constraint-tightened" if higher == (name in LOWER) else "constraint-loosened"


def _key_changes(old: Descriptor, new: Descriptor, renamed: Mapping[str, str]) -> Iterator[SchemaChange]:
    table = new["name"]
    was, now = [renamed.get(c, c) for c in primary_key(old)], primary_key(new)
    if was != now:
        yield SchemaChange("primary-key-changed", table, property="primaryKey", old=primary_key(old), new=now)
    before = [[renamed.get(c, c) for c in key] for key in schema_of(old).get("uniqueKeys", [])]
    after = schema_of(new).get("uniqueKeys", [])
    gone, come = [k for k in before if k not in after], [k for k in after if k not in before]
    yield from (SchemaChange("unique-key-added", table, property="uniqueKeys", new=key) for key in come)
    yield from (SchemaChange("unique-key-removed", table, property="uniqueKeys", old=key) for key in gone)
    points_to = {tuple(renamed.get(c, c) for c in columns): (to, key) for columns, to, key in references(old)}
    points = {columns: (to, key) for columns, to, key in references(new)}
    for columns in dict.fromkeys([*points_to, *points]):
        target, other = points_to.get(columns), points.get(columns)
        if target != other:
            verb = "added" if target is None else "removed" if other is None else "changed"
            listed = (_target(target), _target(other))
            yield SchemaChange(f"foreign-key-{verb}", table, ", ".join(columns), "foreignKeys", *listed)


def _target(reference: tuple[str, tuple[str, ...]] | None) -> str | None:
    """What a foreign key points to, as table.column."""
    return reference and f"{reference[0]}.{'+'.join(reference[1])}"
