"""Compare two versions of a package: their descriptors, and their rows by key, cell by cell.

Rows are compared as text, whatever their order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, primary_key, read_descriptor, references
from pyplanning.datapackage.dialect import dialect_of, missing_values
from pyplanning.datapackage.integrity import retirements
from pyplanning.io.header import misplaced
from pyplanning.io.read import read, unreadable_reason
from pyplanning.io.release_folder import released
from pyplanning.io.table import ROW, row_size, trusting
from pyplanning.publishing.diff.rows import CELLS, changes, doubled, ids
from pyplanning.publishing.diff.rows import renamed as really_renamed
from pyplanning.publishing.diff.schema import SchemaChange, candidates, package_changes, table_changes


@dataclass(frozen=True, eq=False)
class TableChange:
    """What changed in the rows of one table.

    ``key`` are the columns by which rows were matched; () where the table has no primary key
    or another one, and rows were compared as wholes, without regard to columns that only one
    version has. ``added`` and ``removed`` are frames (polars) of whole rows, all columns text,
    null where a cell is a missing value. ``cells`` has a line a changed cell: ``key`` (the parts
    of the key), ``column`` (its new name), ``old``, ``new``. ``changed`` counts the rows that
    these cells stand in. ``referenced`` says whether another table of the old version points to
    this one. ``resource`` is the table's descriptor in the new version, or else in the old one.
    """

    table: str
    resource: Descriptor
    key: tuple[str, ...]
    old_rows: int
    new_rows: int
    added: pl.DataFrame
    removed: pl.DataFrame
    cells: pl.DataFrame
    changed: int
    referenced: bool = False

    def __bool__(self) -> bool:
        return bool(len(self.added) or len(self.removed) or len(self.cells))


@dataclass(frozen=True)
class Retired:
    """An id that is no longer in use: since which version, why, and what stands in its place, if anything."""

    table: str
    id: str
    version: str
    reason: str
    reason_zh: str = ""
    successor: str = ""


@dataclass(frozen=True, eq=False)
class Difference:
    """What changed from one version of a package to another; truthy where anything did.

    ``retired`` are ids that vanished and that the new version says are retired; ``unretired``
    those that it says nothing about; ``reused`` are ids that the old version had retired and
    that stand in the new one; ``dropped`` those that its list has lost. An id is the parts of
    the key, joined by "/". ``unread`` are resources that are no tables that can be read.
    """

    old_version: str
    new_version: str
    schema: tuple[SchemaChange, ...]
    tables: tuple[TableChange, ...]
    retired: tuple[Retired, ...] = ()
    unretired: tuple[tuple[str, str], ...] = ()
    reused: tuple[tuple[str, str], ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.schema or any(self.tables))


@dataclass(frozen=True)
class _Side:
    """One of the two packages."""

    source: str
    folder: Path
    package: Descriptor

    def resource(self, name: str) -> Descriptor | None:
        return next((r for r in self.package["resources"] if r["name"] == name), None)

    def frame(self, resource: Descriptor) -> pl.DataFrame:
        """The rows of a table as text; PackageError where its file is not as the descriptor says."""
        return trusting(lambda trust: self._frame(resource, trust))

    def _frame(self, resource: Descriptor, trust: bool) -> pl.DataFrame:
        (table,) = read(self.folder, resource["name"], trust=trust)
        columns = [c for c in table.frame.collect_schema().names() if c != ROW]
        missing, _ = misplaced(columns, resource)
        faults = [issue for issue in table.issues if issue.level == "error"]
        if missing or faults:
            en = faults[0].en if faults else f"{table.file} lacks the column {missing[0]}"
            zh = faults[0].zh if faults else f"{table.file}缺少{missing[0]}列"
            raise PackageError(
                f"{self.source}: {en}; run pyplanning validate on it first",
                f"{self.source}：{zh}，请先用pyplanning validate校验",
            )
        frame = table.frame.drop(ROW).collect()
        if table.trusted is not None:
            table.prove(int(frame.select(row_size(columns).sum()).item()))
        return frame.select(c for c in map(_name, fields(resource)) if c in columns)

    def keyed(self, resource: Descriptor) -> pl.DataFrame:
        """The rows of a table, no two of which have the same key; else PackageError."""
        frame, key = self.frame(resource), primary_key(resource)
        if key and (double := doubled(frame, key)):
            raise PackageError(
                f"{self.source}: {resource['name']} has the key {double} twice; run pyplanning validate on it first",
                f"{self.source}：{resource['name']}表主键{double}重复，请先用pyplanning validate校验",
            )
        return frame


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Difference:
    """What changed from ``old`` to ``new``: package folders, zips of them, or folders of releases.

    Cells are equal where their texts are, or where both are missing values. Where a column has
    another name at the same place, the same definition and the same values, it was renamed.
    Raises PackageError where one of the two is no package, is damaged, lacks a file or column,
    or has two rows with the same key.
    """
    with released(old) as before, released(new) as after:
        sides = _Side(str(old), before, read_descriptor(before)), _Side(str(new), after, read_descriptor(after))
        return _difference(*sides)


def _difference(old: _Side, new: _Side) -> Difference:
    schema = [*package_changes(old.package, new.package)]
    tables: list[TableChange] = []
    unread: list[str] = []
    names = [r["name"] for side in (new, old) for r in side.package["resources"]]
    for name in dict.fromkeys(names):
        was, now = old.resource(name), new.resource(name)
        if any(r is not None and unreadable_reason.check(r) for r in (was, now)):
            unread.append(name)
            schema += table_changes(was, now, {}) if was and now else ()
        elif was and now:
            renamed, table = _both(old, new, was, now)
            schema += table_changes(was, now, renamed)
            tables.append(table)
        else:
            tables.append(_one(old, new, name))
    return Difference(
        str(old.package.get("version", "")),
        str(new.package.get("version", "")),
        tuple(schema),
        tuple(tables),
        unread=tuple(unread),
        **_ids(old, new, tables),
    )


def _one(old: _Side, new: _Side, name: str) -> TableChange:
    """A table that only one version has: its rows are counted, and none is told."""
    side = new if new.resource(name) else old
    resource = side.resource(name) or {}
    rows = side.frame(resource)
    empty = rows.clear()
    counts = (0, len(rows)) if side is new else (len(rows), 0)
    key = tuple(primary_key(resource))
    return TableChange(
        name, resource, key, *counts, empty, empty, pl.DataFrame(schema=CELLS), 0, _pointed_to(old, name)
    )


def _both(old: _Side, new: _Side, was: Descriptor, now: Descriptor) -> tuple[dict[str, str], TableChange]:
    """The fields of a table that were renamed, and what changed in its rows."""
    name, pointed = now["name"], _pointed_to(old, now["name"])
    if _same_file(was, now):
        after = new.keyed(now)
        none = after.clear()
        same = none, none, pl.DataFrame(schema=CELLS), 0
        return {}, TableChange(name, now, tuple(primary_key(now)), len(after), len(after), *same, pointed)
    before, after = old.keyed(was), new.keyed(now)
    maybe, key = candidates(was, now), primary_key(now)
    if key != [maybe.get(c, c) for c in primary_key(was)]:
        maybe, key = {}, []
    renamed = really_renamed(before, after, maybe, key)
    found = changes(before.rename(renamed), after, key, _nulls(was, renamed), _nulls(now, {}))
    return renamed, TableChange(name, now, tuple(key), len(before), len(after), *found, pointed)


def _name(field: Descriptor) -> str:
    return str(field["name"])


def _pointed_to(side: _Side, name: str) -> bool:
    """Whether another table has a foreign key to this one."""
    others = (r for r in side.package["resources"] if r["name"] != name)
    return any(target == name for r in others for _, target, _ in references(r))


def _same_file(old: Descriptor, new: Descriptor) -> bool:
    """Whether a table has one file, of the same hash, and is read alike; ``released`` has checked the hashes."""
    hashes = str(old.get("hash", "")), str(new.get("hash", ""))
    alike = hashes[0] == hashes[1] and hashes[0].startswith("sha")
    return alike and dialect_of(old) == dialect_of(new) and old.get("schema") == new.get("schema")


def _nulls(resource: Descriptor, renamed: Mapping[str, str]) -> dict[str, list[str]]:
    """The texts that stand for null, by column."""
    return {renamed.get(name, name): missing_values(resource, name) for name in map(_name, fields(resource))}


def _ids(old: _Side, new: _Side, tables: Iterable[TableChange]) -> dict[str, Any]:
    """What became of ids that vanished, and of those that were retired before."""
    before, after = ({(e["table"], e["id"]): e for e in retirements(s.package)} for s in (old, new))
    vanished = [(t.table, one) for t in tables if t.key and len(t.removed) for one in ids(t.removed, t.key).to_list()]
    standing = {table: _standing(new, table, before) for table in dict.fromkeys(table for table, _ in before)}
    return {
        "retired": tuple(_retired(after[one]) for one in vanished if one in after),
        "unretired": tuple(one for one in vanished if one not in after),
        "reused": tuple(one for one in before if one[1] in standing[one[0]]),
        "dropped": tuple(one for one in before if one not in after),
    }


def _standing(side: _Side, table: str, asked: Iterable[tuple[str, str]]) -> set[str]:
    """Those of the ids asked for that stand in a table."""
    resource = side.resource(table)
    key = primary_key(resource) if resource and not unreadable_reason.check(resource) else []
    if resource is None or not key:
        return set()
    wanted = [one for name, one in asked if name == table]
    return set(ids(side.frame(resource), key).to_list()).intersection(wanted)


def _retired(entry: Descriptor) -> Retired:
    texts = {name: str(entry.get(name, "")) for name in Retired.__dataclass_fields__}
    return Retired(**texts)
