"""What changed between two descriptors: tables, fields, types, constraints, keys, texts."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyplanning.datapackage.cell import READ
from pyplanning.datapackage.dialect import dialect_of, missing_values
from pyplanning.datapackage.resource import Field, Package, Resource

# Properties that are compared by themselves, or differ with every release; all others describe.
OF_PACKAGE = {"name", "id", "resources", "version", "created"}
OF_RESOURCE = {"name", "path", "data", "schema", "hash", "bytes", "stats"}
OF_LAYOUT = {"encoding", "format", "dialect", "compression"}
OF_SCHEMA = {"fields", "primaryKey", "uniqueKeys", "foreignKeys", "missingValues", "fieldsMatch"}
OF_TYPE = READ - {"name", "constraints"}
OF_FIELD = OF_TYPE | {"name", "constraints", "categories", "categoriesOrdered", "missingValues"}
LOWER, UPPER = ("minimum", "exclusiveMinimum", "minLength"), ("maximum", "exclusiveMaximum", "maxLength")
BOOLEAN = ("required", "unique")
# Whether a constraint excludes what it admitted, and admits what it excluded → the kind of change.
DIRECTIONS = {
    (True, False): "constraint-tightened",
    (False, True): "constraint-loosened",
    (True, True): "constraint-changed",
}


@dataclass(frozen=True)
class SchemaChange:
    """One change to a descriptor; ``kind`` is one of those in ``version_step.KINDS``.

    ``table`` and ``column`` are "" where it concerns the package or a whole table, ``property``
    is the constraint or text that changed. ``old`` and ``new`` are its values in the descriptors,
    as JSON; None where a descriptor has none.
    """

    kind: str
    table: str = ""
    column: str = ""
    property: str = ""
    old: object = None
    new: object = None


def package_changes(old: Package, new: Package) -> Iterator[SchemaChange]:
    """Find what changed in the package itself, and which tables it has."""
    for name in ("name", "id"):
        values = old.properties.get(name), new.properties.get(name)
        if values[0] != values[1]:
            yield SchemaChange("package-renamed", "", "", name, *values)
    before, after = list(old.tables), list(new.tables)
    yield from (SchemaChange("table-added", name) for name in after if name not in before)
    yield from (SchemaChange("table-removed", name) for name in before if name not in after)
    if _kept(before, after) != _kept(after, before):
        yield SchemaChange("tables-reordered", old=_kept(before, after), new=_kept(after, before))
    yield from _texts(old.properties, new.properties, OF_PACKAGE)


def table_changes(old: Resource, new: Resource, renamed: Mapping[str, str]) -> Iterator[SchemaChange]:
    """Find what changed in a table of both packages; ``renamed`` are fields with another name, as old → new."""
    table = new.name
    if old.paths != new.paths:
        yield SchemaChange("moved", table, "", "path", old.properties.get("path"), new.properties.get("path"))
    if (old.format, dialect_of(old)) != (new.format, dialect_of(new)):
        layouts = [{part: r.properties[part] for part in sorted(OF_LAYOUT & r.properties.keys())} for r in (old, new)]
        yield SchemaChange("layout-changed", table, "", "dialect", *layouts)
    yield from _texts(old.properties, new.properties, OF_RESOURCE | OF_LAYOUT, table)
    yield from _texts(old.schema, new.schema, OF_SCHEMA, table)
    before = {renamed.get(field.name, field.name): field for field in old.fields}
    after = {field.name: field for field in new.fields}
    yield from (SchemaChange("field-renamed", table, now, "name", was, now) for was, now in renamed.items())
    yield from (SchemaChange("field-added", table, name) for name in after if name not in before)
    yield from (SchemaChange("field-removed", table, name) for name in before if name not in after)
    if _kept(before, after) != _kept(after, before):
        yield SchemaChange("fields-reordered", table, old=[*old.columns], new=[*new.columns])
    for name in _kept(after, before):
        yield from _field_changes(table, before[name], after[name])
        missing = missing_values(old, before[name].name), missing_values(new, name)
        if set(missing[0]) != set(missing[1]):
            yield SchemaChange("type-changed", table, name, "missingValues", *missing)
    yield from _key_changes(old, new, renamed)


def candidates(old: Resource, new: Resource) -> dict[str, str]:
    """Find the fields that may have been renamed, old → new: at the same place among the others, and defined alike."""
    gone, added = _gaps(old.columns, new.columns), _gaps(new.columns, old.columns)
    return {
        was: now
        for place in gone
        for was, now in zip(gone[place], added.get(place, []), strict=False)
        if _form(old.field(was)) == _form(new.field(now))
    }


def _form(field: Field) -> tuple[object, ...]:
    return field.constraints, *map(field.properties.get, OF_TYPE)


def _gaps(names: Iterable[str], others: Collection[str]) -> dict[str, list[str]]:
    """Return the names that the others lack, by the shared name that comes before them."""
    found: dict[str, list[str]] = {}
    place = ""
    for name in names:
        if name in others:
            place = name
        else:
            found.setdefault(place, []).append(name)
    return found


def _kept(names: Iterable[str], others: Collection[str]) -> list[str]:
    return [name for name in names if name in others]


def _texts(
    old: Mapping[str, object], new: Mapping[str, object], apart: set[str], table: str = "", column: str = ""
) -> Iterator[SchemaChange]:
    """Find the properties that describe, and changed; those in ``apart`` are passed over."""
    for name in dict.fromkeys([*old, *new]):
        if name not in apart and old.get(name) != new.get(name):
            yield SchemaChange("text-changed", table, column, name, old.get(name), new.get(name))


def _field_changes(table: str, old: Field, new: Field) -> Iterator[SchemaChange]:
    before, after = old.properties, new.properties
    usual = {"type": "any", "format": "default"}
    for name in sorted(OF_TYPE):
        if before.get(name, usual.get(name)) != after.get(name, usual.get(name)):
            yield SchemaChange("type-changed", table, new.name, name, before.get(name), after.get(name))
    for name in dict.fromkeys([*old.constraints, *new.constraints]):
        limits = old.constraints.get(name), new.constraints.get(name)
        if kind := DIRECTIONS.get(_direction(name, *limits, new.kind)):
            yield SchemaChange(kind, table, new.name, name, *limits)
    values = _values(old), _values(new)
    if _order(old, values[1]) != _order(new, values[0]):
        yield SchemaChange("type-changed", table, new.name, "categoriesOrdered", *values)
    if _labels(old, values[1]) != _labels(new, values[0]):
        listed = before.get("categories"), after.get("categories")
        yield SchemaChange("text-changed", table, new.name, "categories", *listed)
    yield from _texts(before, after, OF_FIELD, table, new.name)


def _values(field: Field) -> list[object]:
    return [category.value for category in field.categories]


def _order(field: Field, others: Collection[object]) -> list[object] | None:
    """Return the categories that are among the others too, where their order has a meaning."""
    ordered = field.properties.get("categoriesOrdered")
    return [value for value in _values(field) if value in others] if ordered else None


def _labels(field: Field, others: Collection[object]) -> list[str]:
    """Return the categories with labels that are among the others too."""
    listed = field.properties.get("categories") or []
    return sorted(repr(c) for c in listed if isinstance(c, dict) and c.get("value") in others)


def _direction(name: str, old: object, new: object, kind: str) -> tuple[bool, bool]:
    """Return whether a constraint excludes values that it admitted, and whether it admits values that it excluded."""
    if name in BOOLEAN:
        old, new = old or None, new or None
    if old == new:
        return False, False
    if old is None or new is None:
        return old is None, new is None
    if name == "enum" and isinstance(old, list) and isinstance(new, list):
        return any(value not in new for value in old), any(value not in old for value in new)
    if name not in (*LOWER, *UPPER):
        return True, True
    try:
        lower, higher = _moved(old, new, kind in ("integer", "number") or name.endswith("Length"))
    except ValueError:
        return True, True
    return (higher, lower) if name in LOWER else (lower, higher)


def _moved(old: object, new: object, as_numbers: bool) -> tuple[bool, bool]:
    """Return whether a bound is lower, and whether it is higher; dates in ISO form are compared as texts."""
    if as_numbers:
        before, after = float(str(old)), float(str(new))
        return after < before, after > before
    return str(new) < str(old), str(new) > str(old)


def _key_changes(old: Resource, new: Resource, renamed: Mapping[str, str]) -> Iterator[SchemaChange]:
    def now(columns: Iterable[str]) -> list[str]:
        return [renamed.get(column, column) for column in columns]

    table = new.name
    if now(old.primary_key) != list(new.primary_key):
        yield SchemaChange("primary-key-changed", table, "", "primaryKey", [*old.primary_key], [*new.primary_key])
    before, after = [now(key) for key in old.schema.get("uniqueKeys", [])], new.schema.get("uniqueKeys", [])
    added, removed = ([key for key in after if key not in before], [key for key in before if key not in after])
    yield from (SchemaChange("unique-key-added", table, "", "uniqueKeys", new=key) for key in added)
    yield from (SchemaChange("unique-key-removed", table, "", "uniqueKeys", old=key) for key in removed)
    targets = {tuple(now(key.fields)): f"{key.resource}.{'+'.join(key.keys)}" for key in old.foreign_keys}
    new_targets = {key.fields: f"{key.resource}.{'+'.join(key.keys)}" for key in new.foreign_keys}
    for columns in dict.fromkeys([*targets, *new_targets]):
        pair = targets.get(columns), new_targets.get(columns)
        if pair[0] != pair[1]:
            verb = {(True, False): "added", (False, True): "removed"}.get((pair[0] is None, pair[1] is None), "changed")
            yield SchemaChange(f"foreign-key-{verb}", table, ", ".join(columns), "foreignKeys", *pair)
