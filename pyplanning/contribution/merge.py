"""Merge contributed tables into a package folder: all of them or none.

The new package is made beside the old one and validated there. Only then are the files moved
in, after the old ones were set aside in a folder whose presence says that a merge is under way:
one that was interrupted is undone before the next begins.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, primary_key, read_descriptor, root
from pyplanning.evidence.plan_texts import Sources
from pyplanning.io import Row
from pyplanning.io.read import read, read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue, Report, rule
from pyplanning.validation.prepare import prepared
from pyplanning.validation.validate import validate

ASIDE = ".merge"  # what the files were before a merge that is under way
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Merged:
    """What a merge did: the rows that are new, as (table, key), and those that were there already.

    ``report`` has what stands against the merge; where it has an error, nothing was changed.
    """

    report: Report
    added: tuple[tuple[str, str], ...] = ()
    present: int = 0

    def __bool__(self) -> bool:
        return self.report.valid


@rule(
    "PL017",
    en="{table} {key} – {column} is “{value}” – the package has “{expected}”"
    " – expected a key of its own, or the same row",
    zh="{table}表{key}：{column}为“{value}”，数据包中为“{expected}”，应另取主键，或与已有的行一致",
)
def same_row(row: Row, known: Row) -> list[str]:
    """A row whose key the package has already says the same in every column.

    Returns the columns in which it doesn't.
    Fix: give the row another key if it is another thing; otherwise correct it, or propose a
    change to the row that is there.
    """
    return [column for column in known if row.get(column, "") != known[column]]


def merge(source: Any, folder: str | Path = ".", name: str | None = None, sources: Sources | None = None) -> Merged:
    """Merge what a contributor hands in, as in ``validate``, into the package in ``folder``.

    Names, labels and empty ids are read as what they stand for. Nothing is changed where
    ``validate`` or ``add`` finds an error.
    Returns Merged, truthy when merged. Raises PackageError where something cannot be read or
    written.
    """
    report = validate(source, name, sources=sources)
    if not report:
        return Merged(report)
    several = source if isinstance(source, list | tuple) else [source]
    tables = [table for one in several for table in read(one, name)]
    return add(prepared(tables, read(root()), sources).tables, Path(folder))


def add(tables: Sequence[Table], folder: Path) -> Merged:
    """Add the rows of ``tables`` to the package in ``folder``, and write its hashes anew.

    The tables are text under machine names, with ids for names (``contribution.prepared``).
    Rows that are there already are passed over, so that merging twice changes nothing; a row
    that differs from the one with its key is a finding PL017, and so is whatever the merged
    package breaks. With a finding that is an error, nothing is changed.
    Raises PackageError where ``folder`` is no package of these tables, or cannot be written.
    """
    _undo(folder)
    package = read_descriptor(folder)
    before = read_rows(folder, package)
    resources = {r["name"]: r for r in package["resources"]}
    conflicts: list[Issue] = []
    added: list[tuple[str, str]] = []
    present, after = 0, dict(before)
    for table in tables:
        if table.name not in resources:
            raise PackageError(f"{folder} has no table {table.name}", f"{folder}中没有{table.name}表")
        resource = resources[table.name]
        known = {_key(row, resource): row for row in after[table.name]}
        for number, row in _rows(table, resource):
            key = _key(row, resource)
            if key not in known:
                known[key] = row
                added.append((table.name, "/".join(map(str, key))))
            elif differing := same_row.check(row, known[key]):
                conflicts += _conflicts(table, number, row, known[key], differing, key)
            else:
                present += 1
        after[table.name] = [known[key] for key in sorted(known)]
    if conflicts:
        return Merged(Report(tuple(sorted(conflicts))))
    if not added:
        return Merged(Report(()), present=present)
    changed = [resources[name] for name in resources if after[name] != before[name]]
    report = _replace(folder, package, changed, after)
    return Merged(report, tuple(added) if report.valid else (), present)


def _rows(table: Table, resource: Descriptor) -> Iterator[tuple[int, Row]]:
    """The rows of a contributed table with their numbers, in the columns of the package."""
    columns = [f["name"] for f in fields(resource)]
    for row in table.frame.collect().iter_rows(named=True):
        yield row[ROW], {column: row.get(column) or "" for column in columns}


def _key(row: Row, resource: Descriptor) -> Key:
    """A row's key as it is sorted: whole numbers as numbers."""
    whole = {f["name"] for f in fields(resource) if f["type"] == "integer"}
    return tuple(int(row[c]) if c in whole and row[c].isdecimal() else row[c] for c in primary_key(resource))


def _conflicts(table: Table, number: int, row: Row, known: Row, columns: Iterable[str], key: Key) -> Iterator[Issue]:
    for column in columns:
        words = {"key": "/".join(map(str, key)), "value": row[column], "expected": known[column]}
        yield same_row.issue(**table.place(column, number), **words)


def _replace(folder: Path, package: Descriptor, changed: Sequence[Descriptor], tables: Mapping[str, Any]) -> Report:
    """Validate the package with the changed tables beside the old one, and move it in if it is valid."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".merging-") as beside:
        new = Path(beside)
        for resource in package["resources"]:
            target = new / resource["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            if resource in changed:
                _write(target, resource, tables[resource["name"]])
                resource |= {"hash": _digest(target), "bytes": target.stat().st_size}
            else:
                shutil.copyfile(folder / resource["path"], target)
        listed = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
        (new / "datapackage.json").write_text(listed, encoding="utf-8")
        report = validate(new)
        if report.valid:
            _move(new, folder, [r["path"] for r in changed] + ["datapackage.json"])
    return report


def _write(file: Path, resource: Descriptor, rows: Sequence[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [f["name"] for f in fields(resource)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return "sha256:" + hashlib.file_digest(content, "sha256").hexdigest()


def _move(new: Path, folder: Path, paths: Sequence[str]) -> None:
    """Move files in, with those that they replace set aside until all are moved."""
    making = folder / f"{ASIDE}.part"
    shutil.rmtree(making, ignore_errors=True)
    for path in paths:
        (making / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, making / path)
    making.rename(folder / ASIDE)  # from here on an interrupted merge can be undone
    try:
        for path in paths:
            (new / path).replace(folder / path)
    except OSError as error:
        _undo(folder)
        raise PackageError(
            f"{folder} cannot be written ({error.strerror}); nothing was changed",
            f"{folder}无法写入（{error.strerror}），未作任何更改",
        ) from None
    shutil.rmtree(folder / ASIDE)


def _undo(folder: Path) -> None:
    """Put back what an interrupted merge set aside."""
    aside = folder / ASIDE
    if aside.is_dir():
        for file in [f for f in aside.rglob("*") if f.is_file()]:
            file.replace(folder / file.relative_to(aside))
        shutil.rmtree(aside)
