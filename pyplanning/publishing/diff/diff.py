"""Compare two versions of a package: their descriptors, and their rows by key, cell by cell.

Rows are compared as text, whatever their order.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError, read_descriptor
from pyplanning.datapackage.dialect import dialect_of, missing_values
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.datapackage.retired import retirements
from pyplanning.io.header import misplaced
from pyplanning.io.read import read
from pyplanning.io.release_folder import released
from pyplanning.io.table import ROW
from pyplanning.io.unreadable import unreadable_reason
from pyplanning.publishing.diff.rows import changes, doubled, ids, no_changes, renamed
from pyplanning.publishing.diff.schema import SchemaChange, candidates, package_changes, table_changes
from pyplanning.rule import SHOWN, as_html

Id = tuple[str, str]  # a table and one of its ids, which is the parts of the key, joined by "/"


@dataclass(frozen=True, eq=False)
class TableChange:
    """What changed in the rows of one table.

    ``key`` are the columns by which rows were matched; () where the table has no primary key
    or another one, and rows were compared as wholes, without regard to columns that only one
    version has. ``added`` and ``removed`` are frames (polars) of whole rows, all columns text,
    null where a cell is a missing value. ``cells`` has a line a changed cell: ``key`` (the parts
    of the key), ``column`` (its new name), ``old``, ``new``. ``changed`` counts the rows that
    these cells are in. ``referenced`` says whether another table of the old version refers to
    this one. ``resource`` is the table in the new version, or else in the old one.
    """

    table: str
    resource: Resource
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

    def has_other_rows(self) -> bool:
        """Whether rows changed, or came or went with the whole table."""
        return bool(self) or self.old_rows != self.new_rows

    def counts(self) -> tuple[int, int, int, int, int]:
        """Count the rows of both versions, and those added, removed and changed."""
        grown = 0 if self else self.new_rows - self.old_rows  # the whole table came or went
        added, removed = len(self.added) + max(grown, 0), len(self.removed) + max(-grown, 0)
        return self.old_rows, self.new_rows, added, removed, self.changed

    def lines(self, limit: int) -> list[tuple[str, str, str, str, str, str]]:
        """List the first changes: what changed, the table, the key or the whole row, the column, old and new cell."""
        found = []
        for kind, frame in (("added", self.added), ("removed", self.removed)):
            rows = frame.head(limit).select(self.key) if self.key else frame.head(limit)
            found += [(kind, self.table, "/".join(cell or "" for cell in row), "", "", "") for row in rows.iter_rows()]
        cells = self.cells.head(limit).iter_rows()
        return found + [
            ("changed", self.table, "/".join(key), column, old or "", new or "") for key, column, old, new in cells
        ]

    def has_ids(self) -> bool:
        """Whether rows have ids of their own; the key of a link holds the id of another row."""
        links = len(self.key) > 1 and any(column in self.resource.references for column in self.key)
        return bool(self.key) and not links


@dataclass(frozen=True)
class Retired:
    """An id that is no longer in use: since which version, why, and which id replaces it, if any."""

    table: str
    id: str
    version: str
    reason: str
    reason_zh: str = ""
    successor: str = ""

    def text(self, lang: str) -> str:
        """Return the reason in ``lang``, or in the language that it has."""
        return self.reason_zh if lang == "zh" and self.reason_zh else self.reason


@dataclass(frozen=True, eq=False, repr=False)
class Difference:
    """What changed from one version of a package to another; truthy where anything did.

    ``retired`` are ids that vanished and that the new version lists as retired; ``unretired``
    those that it does not list; ``reused`` are ids that the old version had retired and that
    are in the new one; ``dropped`` those that its list no longer has. ``unread`` are resources
    that cannot be read as tables.
    """

    old_version: str
    new_version: str
    schema: tuple[SchemaChange, ...]
    tables: tuple[TableChange, ...]
    retired: tuple[Retired, ...] = ()
    unretired: tuple[Id, ...] = ()
    reused: tuple[Id, ...] = ()
    dropped: tuple[Id, ...] = ()
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.schema or any(self.tables))

    def __repr__(self) -> str:
        return f"<Difference: {self._summary()[0]}>"

    def _summary(self) -> tuple[str, str]:
        rows = [table.counts() for table in self.tables]
        added, removed, changed = (sum(counts[n] for counts in rows) for n in (2, 3, 4))
        versions, schema = f"{self.old_version or '–'} → {self.new_version or '–'}", len(self.schema)
        en = f"schema changes: {schema:,}, rows added: {added:,}, removed: {removed:,}, changed: {changed:,}"
        zh = f"结构变化{schema:,}处，新增{added:,}行，删除{removed:,}行，修改{changed:,}行"
        return f"{versions}, {en}", f"{versions}，{zh}"

    def _repr_html_(self) -> str:
        import pandas as pd

        lines = [(one.kind, one.table, "", one.column, one.old, one.new) for one in self.schema]
        total = len(lines)
        for table in self.tables:
            total += len(table.added) + len(table.removed) + len(table.cells)
            lines += table.lines(SHOWN)
        frame = pd.DataFrame(lines, columns=["change", "table", "key", "column", "old", "new"])
        return as_html(self._summary(), frame.astype("str").where(frame.notna(), ""), total)


@dataclass(frozen=True)
class _Version:
    """One of the two packages."""

    source: str
    folder: Path
    package: Package

    def rows(self, resource: Resource) -> pl.DataFrame:
        """Read the rows of a table as text; PackageError where its file is not as the descriptor says."""
        (table,) = read(self.folder, resource.name)
        columns = [c for c in table.frame.collect_schema().names() if c != ROW]
        missing, _ = misplaced(columns, resource)
        if faults := [issue for issue in table.issues if issue.level == "error"]:
            raise self._invalid(faults[0].en, faults[0].zh)
        if missing:
            raise self._invalid(f"{table.file} lacks the column {missing[0]}", f"{table.file}缺少{missing[0]}列")
        return table.frame.select(column for column in resource.columns if column in columns).collect()

    def keyed_rows(self, resource: Resource) -> pl.DataFrame:
        """Read the rows of a table; PackageError also where two of them have the same key."""
        frame = self.rows(resource)
        if resource.primary_key and (key := doubled(frame, resource.primary_key)):
            raise self._invalid(f"{resource.name} has the key {key} twice", f"{resource.name}表主键{key}重复")
        return frame

    def _invalid(self, en: str, zh: str) -> PackageError:
        return PackageError(
            f"{self.source}: {en}; run pyplanning validate on it first",
            f"{self.source}：{zh}，请先用pyplanning validate校验",
        )

    def refers_to(self, name: str) -> bool:
        """Whether another table has a foreign key to this one."""
        others = (resource for resource in self.package.resources if resource.name != name)
        return any(key.resource == name for resource in others for key in resource.foreign_keys)


def diff(old: str | os.PathLike[str], new: str | os.PathLike[str]) -> Difference:
    """Compare two versions of a package: folders, zips of them, or folders of releases.

    Cells are equal if their texts are, or if both are missing values. A column that has
    a different name, but the same place, definition and values, was renamed.
    Returns the Difference. Raises PackageError if one of the two is no package, is damaged,
    lacks a file or column, or has two rows with the same key.
    """
    with released(old) as before, released(new) as after:
        return _difference(*(_Version(str(source), at, _own(at)) for source, at in ((old, before), (new, after))))


def _own(folder: Path) -> Package:
    """Read the descriptor in a folder without tables that are derived from others, which only a release has."""
    package = read_descriptor(folder)
    resources = [resource.properties for resource in package.resources if not resource.is_derived]
    derived = len(resources) < len(package.resources)
    return Package({**package.properties, "resources": resources}) if derived else package


def _difference(old: _Version, new: _Version) -> Difference:
    schema = [*package_changes(old.package, new.package)]
    tables: list[TableChange] = []
    unread: list[str] = []
    for name in dict.fromkeys([*new.package.tables, *old.package.tables]):
        before, after = old.package.tables.get(name), new.package.tables.get(name)
        if any(unreadable_reason.check(resource) or not resource.fields for resource in (before, after) if resource):
            unread.append(name)
            schema += table_changes(before, after, {}) if before and after else ()
        elif before and after:
            new_names, table = _compared(old, new, before, after)
            schema += table_changes(before, after, new_names)
            tables.append(table)
        elif after:
            rows = new.rows(after)
            tables.append(TableChange(name, after, after.primary_key, 0, len(rows), *no_changes(rows)))
        elif before:
            rows, referenced = old.rows(before), old.refers_to(name)
            tables.append(TableChange(name, before, before.primary_key, len(rows), 0, *no_changes(rows), referenced))
    versions = old.package.version, new.package.version
    return _with_ids(Difference(*versions, tuple(schema), tuple(tables), unread=tuple(unread)), old, new)


def _compared(old: _Version, new: _Version, before: Resource, after: Resource) -> tuple[dict[str, str], TableChange]:
    """Return the fields of a table that were renamed, as old → new, and what changed in its rows."""
    name, key, referenced, rows = after.name, after.primary_key, old.refers_to(after.name), new.keyed_rows(after)
    if _is_same_file(before, after):
        return {}, TableChange(name, after, key, len(rows), len(rows), *no_changes(rows), referenced)
    old_rows, maybe = old.keyed_rows(before), candidates(before, after)
    if key != tuple(maybe.get(column, column) for column in before.primary_key):
        maybe, key = {}, ()
    new_names = renamed(old_rows, rows, maybe, key)
    found = changes(old_rows.rename(new_names), rows, key, _nulls(before, new_names), _nulls(after, {}))
    return new_names, TableChange(name, after, key, len(old_rows), len(rows), *found, referenced)


def _is_same_file(old: Resource, new: Resource) -> bool:
    """Whether a table has one file, of the same hash, and is read alike; ``released`` has checked the hashes."""
    hashes = [str(resource.properties.get("hash", "")) for resource in (old, new)]
    same = hashes[0] == hashes[1] and hashes[0].startswith("sha")
    return same and dialect_of(old) == dialect_of(new) and old.schema == new.schema


def _nulls(resource: Resource, new_names: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the texts that mean null, by column."""
    return {new_names.get(name, name): missing_values(resource, name) for name in resource.columns}


def _with_ids(found: Difference, old: _Version, new: _Version) -> Difference:
    """Add what became of ids that vanished, and of those that were retired before."""
    before, after = ({(e["table"], e["id"]): e for e in retirements(v.package)} for v in (old, new))
    vanished = [(t.table, one) for t in found.tables if t.has_ids() for one in ids(t.removed, t.key)]
    present = {table: _present(new, table) for table in dict.fromkeys(table for table, _ in before)}
    names = [field.name for field in fields(Retired)]
    listed = (after[one] for one in vanished if one in after)
    return replace(
        found,
        retired=tuple(Retired(**{name: str(entry.get(name, "")) for name in names}) for entry in listed),
        unretired=tuple(one for one in vanished if one not in after),
        reused=tuple(one for one in before if one[1] in present[one[0]]),
        dropped=tuple(one for one in before if one not in after),
    )


def _present(version: _Version, table: str) -> set[str]:
    """Return the ids of a table; none where it has no key, or cannot be read."""
    resource = version.package.tables.get(table)
    if resource is None or not resource.primary_key or unreadable_reason.check(resource):
        return set()
    return set(ids(version.rows(resource), resource.primary_key))
