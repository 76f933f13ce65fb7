"""The package as one SQLite file: tables with their keys and limits, and views that people can read."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from polars import selectors

from pyplanning.datapackage.descriptor import (
    Descriptor,
    PackageError,
    fields,
    foreign_keys,
    kind,
    primary_key,
    read_descriptor,
    references,
)
from pyplanning.datapackage.metadata import citation, complete, licences, sources
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.resolve_names import CALLED_AFTER
from pyplanning.dataset.row_names import section_column
from pyplanning.io.excel.our_sheets import text_of
from pyplanning.io.write import write_file
from pyplanning.publishing.release.parquet import frames

APPLICATION = int.from_bytes(b"PYPL")  # by which the format is known, as SQLite's application_id
PAGE = 4096  # bytes
WRITER = slice(96, 100)  # where the header has the version of SQLite that wrote the file
STRICT_SINCE = 3_037_000  # the version of SQLite that can read the tables
LANGS = ("zh", "en")
HERE = '"…"'  # the row that a view shows; no table is called so
TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}  # all else is TEXT
BOUNDS = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
LENGTHS = {"minLength": ">=", "maxLength": "<="}
# After the title of a column that holds keys; the title itself is over the name of what they stand for.
CODES = {"zh": ("代码", "编码"), "en": (" code", " ID")}
PLACES = {"zh": "在规划中的位置", "en": "Place in the plan"}
# What the paths of headings are made of.
PATHS_FROM = {
    "plans": {"plan_id", "name_zh", "name_en"},
    "sections": {"section_id", "plan_id", "parent_id", "number", "title_zh", "title_en"},
}
# A heading with its number, as it is printed in Chinese.
HEADING = """CASE
    WHEN "number" IS NULL THEN "title_zh"
    WHEN trim("number", '〇零一二三四五六七八九十百') = '' THEN "number" || '、' || "title_zh"
    WHEN substr("number", -1) IN ('）', ')', '、', '是') THEN "number" || "title_zh"
    ELSE "number" || ' ' || "title_zh"
  END"""
PATHS = f"""
CREATE VIEW "section_paths" ("section_id", "path_zh", "path_en") AS
WITH RECURSIVE "headings" ("section_id", "plan_id", "parent_id", "zh", "en") AS (
  SELECT "section_id", "plan_id", "parent_id", {HEADING}, ifnull("number" || ' ', '') || "title_en" FROM "sections"
),
"tree" ("section_id", "path_zh", "path_en") AS (
  SELECT "section_id", "name_zh" || ' › ' || "zh", "name_en" || ' › ' || "en"
  FROM "headings" JOIN "plans" USING ("plan_id") WHERE "parent_id" IS NULL
  UNION ALL
  SELECT "headings"."section_id", "path_zh" || ' › ' || "zh", "path_en" || ' › ' || "en"
  FROM "tree" JOIN "headings" ON "headings"."parent_id" = "tree"."section_id"
)
SELECT "section_id", "path_zh", "path_en" FROM "tree"
"""
METADATA = """
CREATE TABLE "metadata" (
  "position" INTEGER PRIMARY KEY,
  "key" TEXT NOT NULL,
  "value" TEXT NOT NULL
) STRICT
"""
DICTIONARY = """
CREATE TABLE "dictionary" (
  "table_name" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "column_name" TEXT,
  "type" TEXT,
  "refers_to" TEXT,
  "values" TEXT,
  "title_zh" TEXT,
  "title_en" TEXT,
  "description_zh" TEXT,
  "description_en" TEXT,
  PRIMARY KEY ("table_name", "position")
) STRICT
"""


def write_sqlite(folder: Path, target: Path) -> None:
    """Write the package in ``folder`` as one SQLite file (for SQLite 3.37 or newer).

    Every table has its types, keys, foreign keys with indexes, and the limits of its values;
    beside TABLE there are the views TABLE_zh and TABLE_en with names beside ids, labels of listed
    values, headers in words and, for a row of a plan, the headings above it. ``metadata`` says
    what the package is, ``dictionary`` what its tables (position 0) and columns mean.
    The same package gives the same bytes; ``user_version`` is its version (1.2.3 is 1002003).
    Raises PackageError where a file cannot be read, the descriptor lacks what a release needs,
    rows break their table's limits or refer to no row, or ``target`` cannot be written.
    """
    package = complete(read_descriptor(folder))
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            content = _fill(database, package, folder)
    except sqlite3.Error as error:
        raise PackageError(
            f"{folder} cannot be written as an SQLite database ({error}); run pyplanning validate",
            f"{folder}无法写成SQLite数据库（{error}），请运行pyplanning validate",
        ) from None
    content[WRITER] = STRICT_SINCE.to_bytes(4)
    write_file(target, bytes(content))


def _fill(database: sqlite3.Connection, package: Package, folder: Path) -> bytearray:
    for pragma, value in _pragmas(package):
        database.execute(f"PRAGMA {pragma} = {value}")
    tables = {resource["name"]: resource for resource in package["resources"]}
    database.execute("BEGIN")
    for resource in tables.values():
        database.execute(_table(resource, tables))
    for resource, frame in frames(folder):
        rows = frame.with_columns(selectors.temporal().dt.to_string("iso:strict")).iter_rows()
        places = ", ".join("?" * frame.width)
        database.executemany(f"INSERT INTO {_name(resource['name'])} VALUES ({places})", rows)
    for statement in [*_indexes(package), *_views(tables), METADATA, DICTIONARY]:
        database.execute(statement)
    database.executemany("INSERT INTO metadata (key, value) VALUES (?, ?)", _about(package))
    database.executemany(f"INSERT INTO dictionary VALUES ({', '.join('?' * 10)})", _meanings(package))
    database.execute("COMMIT")
    for table, *_ in database.execute("PRAGMA foreign_key_check"):
        raise sqlite3.IntegrityError(f"rows of {table} refer to no row")
    database.execute("VACUUM")
    return bytearray(database.serialize())


def _pragmas(package: Descriptor) -> Iterator[tuple[str, int]]:
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", package["version"])
    major, minor, patch = map(int, numbers.groups()) if numbers else (0, 0, 0)
    yield "page_size", PAGE
    yield "foreign_keys", 0  # checked at the end: tables refer to each other in circles
    yield "application_id", APPLICATION
    yield "user_version", major * 1_000_000 + minor * 1_000 + patch


def _name(text: str) -> str:
    """A name in SQL."""
    return '"' + text.replace('"', '""') + '"'


def _names(columns: tuple[str, ...] | list[str]) -> str:
    return ", ".join(map(_name, columns))


def _literal(value: object) -> str:
    """A value in SQL."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _table(resource: Descriptor, tables: dict[str, Descriptor]) -> str:
    primary = primary_key(resource)
    columns = [_column(field, field["name"] in primary) for field in fields(resource)]
    keys = [f"PRIMARY KEY ({_names(primary)})"] if primary else []
    keys += [f"UNIQUE ({_names(key)})" for key in _unique(resource)]
    for here, table, there in _foreign(resource, tables):
        keys.append(f"FOREIGN KEY ({_names(here)}) REFERENCES {_name(table)} ({_names(there)})")
    inside = ",\n  ".join([*columns, *keys])
    return f"CREATE TABLE {_name(resource['name'])} (\n  {inside}\n) STRICT"


def _unique(resource: Descriptor) -> list[list[str]]:
    single = [[f["name"]] for f in fields(resource) if f.get("constraints", {}).get("unique")]
    several: list[list[str]] = resource["schema"].get("uniqueKeys", [])
    return single + several


def _foreign(resource: Descriptor, tables: dict[str, Descriptor]) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The foreign keys that point to a key: SQLite knows no others."""
    return [
        (columns, table, keys)
        for columns, table, keys in references(resource)
        if table in tables and list(keys) in [primary_key(tables[table]), *_unique(tables[table])]
    ]


def _column(field: Descriptor, key: bool) -> str:
    limits, name = field.get("constraints", {}), _name(field["name"])
    needed = " NOT NULL" if key or limits.get("required") else ""
    checks = "".join(f" CHECK ({check})" for check in _checks(name, kind(field), limits))
    return f"{name} {TYPES.get(kind(field), 'TEXT')}{needed}{checks}"


def _checks(name: str, kind: str, limits: Descriptor) -> Iterator[str]:
    """The limits of a column's values that SQL can say; what is null passes."""
    turn: Any = {"integer": int, "number": float}.get(kind, str)
    if kind == "boolean":
        yield f"{name} IN (0, 1)"
    elif "enum" in limits:
        yield f"{name} IN ({', '.join(_literal(turn(value)) for value in limits['enum'])})"
    if kind == "date":
        yield f"date({name}, '+0 days') IS {name}"  # by itself, date() takes the 30th of February
    if kind in ("integer", "number", "date"):
        yield from (f"{name} {sign} {_literal(turn(limits[b]))}" for b, sign in BOUNDS.items() if b in limits)
    if kind == "string":
        yield from (f"length({name}) {sign} {limits[b]}" for b, sign in LENGTHS.items() if b in limits)


def _indexes(package: Descriptor) -> Iterator[str]:
    """An index for each foreign key that no key of its table begins with."""
    for resource in package["resources"]:
        name, keys = resource["name"], [primary_key(resource), *_unique(resource)]
        for columns in dict.fromkeys(columns for columns, *_ in references(resource)):
            if not any(key[: len(columns)] == list(columns) for key in keys):
                index = f"{name}({', '.join(columns)})"
                yield f"CREATE INDEX {_name(index)} ON {_name(name)} ({_names(columns)})"


def _views(tables: dict[str, Descriptor]) -> Iterator[str]:
    known = {name: {f["name"] for f in fields(resource)} for name, resource in tables.items()}
    paths = all(columns <= known.get(table, set()) for table, columns in PATHS_FROM.items())
    if paths:
        yield PATHS
    for resource in tables.values():
        for lang in LANGS:
            yield _view(resource, tables, lang, paths)


def _view(resource: Descriptor, tables: dict[str, Descriptor], lang: str, paths: bool) -> str:
    """The view of a table: after a column of keys comes what they stand for, and last the row's place in the plan."""
    name, source = resource["name"], f"{_name(resource['name'])} AS {HERE}"
    shown: dict[str, str] = {}  # header → what stands under it
    points_to = {column: (table, key) for column, table, key in foreign_keys(resource)}
    for field in fields(resource):
        column, title = field["name"], text_of(field, "title", lang) or field["name"]
        cell = f"{HERE}.{_name(column)}"
        named = _called(*points_to[column], cell, tables, lang) if column in points_to else ""
        coded = named or column in points_to or column in primary_key(resource)
        code = CODES[lang][not column.endswith("_code")] if coded and column.endswith(("_id", "_code")) else ""
        _show(shown, title + code, column, _labelled(field, cell, lang))
        if named:
            _show(shown, title, column, named)
    section = _section(resource, tables) if paths else ""
    if section:
        plan = _called("plans", "plan_id", f'{HERE}."plan_id"', tables, lang) if "plan_id" in points_to else "NULL"
        _show(shown, PLACES[lang], "section", f'ifnull("section_paths"."path_{lang}", {plan})')
        source += f' LEFT JOIN "section_paths" ON "section_paths"."section_id" = {section}'
    columns = ",\n  ".join(f"{cell} AS {_name(header)}" for header, cell in shown.items())
    return f"CREATE VIEW {_name(f'{name}_{lang}')} AS SELECT\n  {columns}\nFROM {source}"


def _section(resource: Descriptor, tables: dict[str, Descriptor]) -> str:
    """The section of a row, in SQL: its own, or that of the row that it belongs to; "" where rows are of none."""
    if own := section_column(resource):
        return f"{HERE}.{_name(own)}"
    for column, table, key in foreign_keys(resource):
        owner = section_column(tables[table]) if table in tables else ""
        if owner:
            return f"(SELECT {_name(owner)} FROM {_name(table)} WHERE {_name(key)} = {HERE}.{_name(column)})"
    return ""


def _show(shown: dict[str, str], header: str, column: str, cell: str) -> None:
    """Add a column to a view; one whose header is there already is told apart by its name."""
    taken = {known.casefold() for known in shown}
    while header.casefold() in taken:
        header += f" ({column})"
    shown[header] = cell


def _labels(field: Descriptor, lang: str) -> dict[str, str]:
    """The labels of a field's listed values."""
    label, listed = "label_zh" if lang == "zh" else "label", field.get("categories", [])
    return {c["value"]: c[label] for c in listed if isinstance(c, dict) and c.get(label)}


def _labelled(field: Descriptor, cell: str, lang: str) -> str:
    if not (labels := _labels(field, lang)):
        return cell
    cases = " ".join(f"WHEN {_literal(value)} THEN {_literal(label)}" for value, label in labels.items())
    return f"CASE {cell} {cases} ELSE {cell} END"


def _called(table: str, key: str, value: str, tables: dict[str, Descriptor], lang: str) -> str:
    """What the row of ``table`` whose key is ``value`` is called, in SQL; "" where rows have no names."""
    if table not in tables:
        return ""
    known = [f["name"] for f in fields(tables[table])]
    name = next((n for n in (f"name_{lang}", f"title_{lang}") if n in known), "")
    column, other = (name, "") if name else CALLED_AFTER.get(table, ("", ""))
    if column not in known:
        return ""
    found = f"(SELECT {_name(column)} FROM {_name(table)} WHERE {_name(key)} = {value})"
    return _called(other, column, found, tables, lang) if other else found


def _about(package: Package) -> Iterator[tuple[str, str]]:
    for key in ("name", "title_zh", "title", "description_zh", "description", "version", "created", "homepage"):
        if key in package:
            yield key, package[key]
    for licence in licences(package):
        yield from (("licence", licence.name), ("licence_url", licence.url))
    yield "citation", citation(package)
    for source in sources(package):
        yield "source", " ".join(filter(None, (source.title, source.page)))


def _meanings(package: Descriptor) -> Iterator[tuple[Any, ...]]:
    for resource in package["resources"]:
        points_to = {columns: f"{table}({', '.join(keys)})" for columns, table, keys in references(resource)}
        yield resource["name"], 0, None, None, None, None, *_texts(resource)
        for position, field in enumerate(fields(resource), 1):
            column, listed = field["name"], field.get("constraints", {}).get("enum", [])
            values = " | ".join(map(str, listed)) or None
            yield resource["name"], position, column, field["type"], points_to.get((column,)), values, *_texts(field)


def _texts(found: Descriptor) -> list[str | None]:
    return [found.get(key) for key in ("title_zh", "title", "description_zh", "description")]
