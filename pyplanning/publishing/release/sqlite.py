"""The package as one SQLite file: tables with their keys and limits, and views that people can read."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import polars as pl
from polars import selectors

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.metadata import LANGS, citation, complete, home, licences, sources
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.io.write import write_file
from pyplanning.publishing.release.sqlite_views import literal, quoted, views

APPLICATION = int.from_bytes(b"PYPL")  # SQLite's application_id, by which programs know the format
PAGE = 4096  # bytes
WRITER = slice(96, 100)  # where the header has the version of SQLite that wrote the file
STRICT_SINCE = 3_037_000  # the version of SQLite that can read the tables
TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}  # all else is TEXT
BOUNDS = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}
LENGTHS = {"minLength": ">=", "maxLength": "<="}
# The statements that make the tables "metadata" and "dictionary".
EXPLAINING = [
    Path(__file__).with_name(f"sqlite_{table}.sql").read_text(encoding="utf-8") for table in ("metadata", "dictionary")
]


def write_sqlite(package: Package, frames: Mapping[str, pl.DataFrame], target: Path) -> None:
    """Write a package as one SQLite file (for SQLite 3.37 or newer).

    ``frames`` are its tables with true types, see `typed_frames`.
    Every table has its types, keys, foreign keys with indexes, and the limits of its values;
    for each TABLE there are also the views TABLE_zh and TABLE_en with names beside ids, labels of
    listed values, headers in words and, for a row of a plan, the headings above it. ``metadata``
    describes the package, ``dictionary`` its tables (position 0) and columns.
    The same package gives the same bytes; ``user_version`` is its version (1.2.3 is 1002003).
    Raises PackageError where the descriptor lacks what a release needs, rows break their table's
    limits or refer to rows that do not exist, or ``target`` cannot be written.
    """
    complete(package)
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
            content = _fill(database, package, frames)
    except sqlite3.Error as error:
        raise PackageError(
            f"{package.name} cannot be written as an SQLite database ({error}); run pyplanning validate",
            f"{package.name}无法写成SQLite数据库，请运行pyplanning validate",
        ) from None
    content[WRITER] = STRICT_SINCE.to_bytes(4)
    write_file(target, bytes(content))


def _fill(database: sqlite3.Connection, package: Package, frames: Mapping[str, pl.DataFrame]) -> bytearray:
    numbers = re.match(r"(\d+)\.(\d+)\.(\d+)", package.version)
    major, minor, patch = map(int, numbers.groups()) if numbers else (0, 0, 0)
    database.execute(f"PRAGMA page_size = {PAGE}")
    database.execute("PRAGMA foreign_keys = 0")  # checked at the end: tables refer to each other in circles
    database.execute(f"PRAGMA application_id = {APPLICATION}")
    database.execute(f"PRAGMA user_version = {major * 1_000_000 + minor * 1_000 + patch}")
    database.execute("BEGIN")
    for resource in package.resources:
        database.execute(_table(resource, package))
    for name, frame in frames.items():
        rows = frame.with_columns(selectors.temporal().dt.to_string("iso:strict")).iter_rows()
        places = ", ".join("?" * frame.width)
        database.executemany(f"INSERT INTO {quoted(name)} VALUES ({places})", rows)
    for statement in [*_indexes(package), *views(package), *EXPLAINING]:
        database.execute(statement)
    database.executemany("INSERT INTO metadata (key, value) VALUES (?, ?)", _metadata(package))
    database.executemany(f"INSERT INTO dictionary VALUES ({', '.join('?' * 10)})", _dictionary(package))
    database.execute("COMMIT")
    for table, *_ in database.execute("PRAGMA foreign_key_check"):
        raise sqlite3.IntegrityError(f"rows of {table} refer to rows that do not exist")
    database.execute("VACUUM")
    return bytearray(database.serialize())


def _table(resource: Resource, package: Package) -> str:
    primary = resource.primary_key
    columns = [_column(field, field.name in primary) for field in resource.fields]
    keys = [f"PRIMARY KEY ({quoted(*primary)})"] if primary else []
    keys += [f"UNIQUE ({quoted(*key)})" for key in resource.unique_keys if key != primary]
    for key in resource.foreign_keys:  # SQLite allows only those that point to a key
        if key.resource in package.tables and key.keys in package.tables[key.resource].unique_keys:
            target = f"{quoted(key.resource)} ({quoted(*key.keys)})"
            keys.append(f"FOREIGN KEY ({quoted(*key.fields)}) REFERENCES {target}")
    inside = ",\n  ".join([*columns, *keys])
    return f"CREATE TABLE {quoted(resource.name)} (\n  {inside}\n) STRICT"


def _column(field: Field, key: bool) -> str:
    name, needed = quoted(field.name), " NOT NULL" if key or field.required else ""
    checks = "".join(f" CHECK ({check})" for check in _checks(name, field))
    return f"{name} {TYPES.get(field.kind, 'TEXT')}{needed}{checks}"


def _checks(name: str, field: Field) -> Iterator[str]:
    """Yield the limits of a column's values that SQL can express; null passes."""
    kind, limits = field.kind, field.constraints
    if kind == "boolean":
        yield f"{name} IN (0, 1)"
    elif "enum" in limits:
        yield f"{name} IN ({', '.join(literal(value, kind) for value in limits['enum'])})"
    if kind == "date":
        yield f"date({name}, '+0 days') IS {name}"  # date() alone takes the 30th of February
    if kind in ("integer", "number", "date"):
        yield from (
            f"{name} {sign} {literal(limits[bound], kind)}" for bound, sign in BOUNDS.items() if bound in limits
        )
    if kind == "string":
        yield from (f"length({name}) {sign} {limits[bound]}" for bound, sign in LENGTHS.items() if bound in limits)


def _indexes(package: Package) -> Iterator[str]:
    """Yield an index for each foreign key that no key of its table begins with."""
    for resource in package.resources:
        for columns in dict.fromkeys(key.fields for key in resource.foreign_keys):
            if not any(key[: len(columns)] == columns for key in resource.unique_keys):
                index = f"{resource.name}({', '.join(columns)})"
                yield f"CREATE INDEX {quoted(index)} ON {quoted(resource.name)} ({quoted(*columns)})"


def _metadata(package: Package) -> Iterator[tuple[str, str]]:
    found = [("name", package.name)]
    for key in ("title", "description"):
        found += [(f"{key}_zh", package.text(key, "zh")), (key, package.text(key, "en"))]
    created = str(package.properties["created"])
    found += [("version", package.version), ("created", created)]
    found += home(package)._asdict().items()
    for licence in licences(package):
        found += [("licence", licence.name), ("licence_url", licence.url)]
    found.append(("citation", citation(package)))
    found += [("source", f"{source.title} {source.page}".strip()) for source in sources(package)]
    return ((key, value) for key, value in found if value)


def _dictionary(package: Package) -> Iterator[tuple[str | int | None, ...]]:
    for resource in package.resources:
        points_to = {key.fields: f"{key.resource}({', '.join(key.keys)})" for key in resource.foreign_keys}
        yield resource.name, 0, None, None, None, None, *_texts(resource)
        for position, field in enumerate(resource.fields, 1):
            values = " | ".join(map(str, field.constraints.get("enum", ()))) or None
            target = points_to.get((field.name,))
            yield resource.name, position, field.name, field.type, target, values, *_texts(field)


def _texts(described: Resource | Field) -> list[str | None]:
    return [described.text(key, lang) or None for key in ("title", "description") for lang in LANGS]
