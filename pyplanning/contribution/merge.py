"""Merge contributed tables into a package folder: all of them or none.

The folder is locked, so that of two merges one waits. The new package is made beside the old one and
validated there. Only then are the files moved in, after the old ones were set aside in a folder whose
presence says that a merge is under way: one that was interrupted is undone before the next begins.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pyplanning.datapackage.descriptor import MERGE, PackageError, is_inside, read_descriptor, unreadable
from pyplanning.datapackage.dialect import PLAIN, dialect_of
from pyplanning.datapackage.errors import system_reason
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.evidence.plan_texts import Sources
from pyplanning.io import Row
from pyplanning.io.lock import locked
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.io.write import csv_text, unfinished_folder, unwritable
from pyplanning.rule import Issue, Report, rule
from pyplanning.validation.prepare import prepare
from pyplanning.validation.validate import rows_to_refer_to, validate

MOVED = "moved.json"  # in the folder of what is set aside: the hash of each file that is moved in
PATIENCE = 60.0  # seconds to wait for another merge
Key = tuple[str | int, ...]
Say = Callable[[str, str], None]  # reports something, in English and Chinese


@dataclass(frozen=True)
class Merged:
    """What a merge did: the rows added, as (table, key), and how many the package had already.

    ``report`` has the findings; where one is an error, nothing was changed.
    """

    report: Report
    added: tuple[tuple[str, str], ...] = ()
    present: int = 0

    def __bool__(self) -> bool:
        return self.report.valid


@rule(
    "PL017",
    en="{table} {key} – {column} is “{value}”, but “{expected}” in the package – expected a new key, or the same row",
    zh="{table}表{key}：{column}为“{value}”，数据包中为“{expected}”，应另取主键，或与已有的行一致",
)
def same_row(row: Row, present: Row) -> list[str]:
    """A row whose key is already in the package is the same in every column.

    Returns the columns that differ.
    Fix: give the row another key if it describes something else; otherwise correct it, or propose a
    change to the row in the package.
    """
    return [column for column in present if row.get(column, "") != present[column]]


def merge(
    source: object,
    folder: str | Path = ".",
    name: str | None = None,
    sources: Sources | None = None,
    say: Say = lambda en, zh: None,
) -> Merged:
    """Merge a contribution, as in ``validate``, into the package in ``folder``.

    Names, labels and empty ids are resolved first. Nothing is changed where
    ``validate`` or ``add`` finds an error. ``say`` is called where another merge is waited for,
    and where one that was interrupted is undone.
    Returns Merged, truthy when merged. Raises PackageError if something cannot be read or
    written.
    """
    target = Path(folder)
    with _alone(target, say):
        report = validate(source, name, sources=sources, into=target)
        if not report:
            return Merged(report)
        several = source if isinstance(source, list | tuple) else [source]
        tables = [table for one in several for table in read(one, name)]
        base = rows_to_refer_to(target)
        merged = _add(prepare(tables, read(base), sources, base).tables, target)
    issues = tuple(sorted({*report.issues, *merged.report.issues}))  # warnings are shown too
    return replace(merged, report=replace(merged.report, issues=issues))


def add(tables: Sequence[Table], folder: Path, say: Say = lambda en, zh: None) -> Merged:
    """Add the rows of ``tables`` to the package in ``folder``, and update its hashes.

    The tables are text under machine names, with ids for names (``validation.prepare``).
    Rows that the package has already are passed over, so that merging twice changes nothing; a
    row that differs from the one with its key is a finding PL017, and so is whatever the merged
    package breaks. With a finding that is an error, nothing is changed.
    Raises PackageError if ``folder`` is no package of these tables, if one of them is no
    single CSV file of the usual layout, or if the folder cannot be written.
    """
    with _alone(folder, say):
        return _add(tables, folder)


@contextmanager
def _alone(folder: Path, say: Say) -> Iterator[None]:
    """Keep other merges out of a folder, and undo one that was interrupted."""

    def report_wait() -> None:
        say(f"waiting for another merge into {folder}", f"正在等待对{folder}的另一次合并")

    with ExitStack() as until_done:
        try:
            free = until_done.enter_context(locked(folder, PATIENCE, report_wait))
        except OSError as error:
            raise unreadable(folder, error) from None
        if not free:
            raise PackageError(
                f"another merge into {folder} is under way; nothing was changed; try again when it has ended",
                f"对{folder}的另一次合并正在进行，未作任何更改，请待其结束后重试",
            )
        _undo(folder, say)
        yield


def _add(tables: Sequence[Table], folder: Path) -> Merged:
    package = read_descriptor(folder)
    before = read_rows(folder, package)
    after = dict(before)
    conflicts, added, present = list[Issue](), list[tuple[str, str]](), 0
    for table in tables:
        resource = _resource(folder, package, table.name)
        rows = {_key(row, resource): row for row in after[table.name]}
        for line in table.frame.collect().iter_rows(named=True):
            row = {column: line.get(column) or "" for column in resource.columns}
            key = _key(row, resource)
            if key not in rows:
                rows[key] = row
                added.append((table.name, _joined(key)))
            elif differing := same_row.check(row, rows[key]):
                conflicts += [
                    same_row.issue(**table.place(c, line[ROW]), key=_joined(key), value=row[c], expected=rows[key][c])
                    for c in differing
                ]
            else:
                present += 1
        after[table.name] = [rows[key] for key in sorted(rows)]
    if conflicts:
        return Merged(Report(tuple(sorted(conflicts))))
    if not added:
        return Merged(Report(()), present=present)
    report = _replace(folder, package, {name: rows for name, rows in after.items() if rows != before[name]})
    return Merged(report, tuple(added) if report.valid else (), present)


def _resource(folder: Path, package: Package, name: str) -> Resource:
    """Return a table of the package to which rows can be added."""
    resource = package.tables.get(name)
    if resource is None:
        raise PackageError(
            f"{folder} has no table {name}; rename the table, or merge into another package",
            f"{folder}中没有{name}表，请更改表名或并入其他数据包",
        )
    if len(resource.paths) != 1 or resource.format != "csv" or dialect_of(resource) != PLAIN:
        raise PackageError(
            f"{folder}: {name} is not a single comma-separated CSV file in UTF-8; add rows to it by hand",
            f"{folder}：{name}表不是单个以逗号分隔的UTF-8 CSV文件，请手工添加各行",
        )
    return resource


def _key(row: Row, resource: Resource) -> Key:
    """Return a row's key as it is sorted: whole numbers as numbers."""
    whole = {field.name for field in resource.fields if field.type == "integer"}
    return tuple(int(row[c]) if c in whole and row[c].isdecimal() else row[c] for c in resource.primary_key)


def _joined(key: Key) -> str:
    return "/".join(map(str, key))


def _replace(folder: Path, package: Package, tables: Mapping[str, Sequence[Row]]) -> Report:
    """Validate the package with the changed tables beside the old one, and move it in if it is valid."""
    try:
        with unfinished_folder(folder) as new:
            resources = [_write(folder, new, resource, tables.get(resource.name)) for resource in package.resources]
            content = json.dumps({**package.properties, "resources": resources}, ensure_ascii=False, indent=2)
            (new / "datapackage.json").write_text(content + "\n", encoding="utf-8")
            report = validate(new)
            if report.valid:
                _move(new, folder, [*(package.tables[name].paths[0] for name in tables), "datapackage.json"])
    except OSError as error:
        if (folder / MERGE).is_dir():  # the disk refuses that as well
            raise unwritable(folder, error) from None
        en, zh = system_reason(error)
        raise PackageError(
            f"{folder} cannot be written ({en}); nothing was changed", f"{folder}无法写入（{zh}），未作任何更改"
        ) from None
    return report


def _write(folder: Path, new: Path, resource: Resource, rows: Sequence[Row] | None) -> dict[str, object]:
    """Write a table to the new package, or copy it where ``rows`` is None; return its descriptor."""
    for path in resource.paths:
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, new / path)
    if rows is None:
        return {**resource.properties}
    content = csv_text(resource.columns, (row.values() for row in rows)).encode()
    (new / resource.paths[0]).write_bytes(content)
    return {**resource.properties, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}", "bytes": len(content)}


def _move(new: Path, folder: Path, paths: Sequence[str]) -> None:
    """Move files in, with those that they replace set aside until all are moved."""
    aside = new / MERGE
    for path in paths:
        (aside / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(folder / path, aside / path)
        shutil.copymode(folder / path, new / path)
    hashes = {path: [_digest(aside / path), _digest(new / path)] for path in paths}
    (aside / MOVED).write_text(json.dumps(hashes), encoding="utf-8")
    aside.rename(folder / MERGE)  # from now on an interrupted merge can be undone
    try:
        for path in paths:
            (new / path).replace((folder / path).resolve())
    except (OSError, KeyboardInterrupt):
        _put_back(folder, paths)
        raise
    (folder / MERGE).rename(new / MOVED)  # which is removed with the rest of the folder


def _digest(file: Path) -> str:
    """Give the hash of a file, "" where it is missing."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _undo(folder: Path, say: Say) -> None:
    """Put back what an interrupted merge set aside.

    Raises PackageError where a file is neither the old nor the new one, and where it cannot be written.
    """
    aside = folder / MERGE
    if not aside.is_dir():
        return
    try:
        hashes = _hashes(aside)
        now = {path: _digest(folder / path) for path in hashes}
        moved = [path for path, (_, new) in hashes.items() if now[path] == new]
        known = bool(hashes) and all(now[path] in both for path, both in hashes.items())
        if known and len(moved) == len(hashes):
            _put_back(folder, ())
            say(f"an interrupted merge into {folder} had ended", f"对{folder}的合并曾中断，但文件均已写入")
        elif known and all(_digest(aside / path) == hashes[path][0] for path in moved):
            _put_back(folder, moved)
            say(f"an interrupted merge into {folder} was undone", f"对{folder}的合并曾中断，现已撤销")
        else:
            raise PackageError(
                f"{folder}: a merge was interrupted, and files were changed since; {aside} has what they were before:"
                " copy back what is needed, and delete that folder",
                f"{folder}：合并曾中断，此后文件又有改动；{aside}中是合并前的文件，请取回所需内容后删除该文件夹",
            )
    except OSError as error:
        raise unwritable(folder, error) from None


def _hashes(aside: Path) -> dict[str, tuple[str, str]]:
    """Read the old and the new hash of each file that an interrupted merge moves; none where they are not known."""
    try:
        listed = json.loads((aside / MOVED).read_text(encoding="utf-8"))
        hashes = {str(path): (str(old), str(new)) for path, (old, new) in listed.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}
    return hashes if all(is_inside(aside, path) and is_inside(aside.parent, path) for path in hashes) else {}


def _put_back(folder: Path, paths: Sequence[str]) -> None:
    """Put back files that a merge set aside, and remove the rest."""
    aside = folder / MERGE
    for path in paths:
        if (aside / path).is_file():
            (aside / path).replace((folder / path).resolve())
    with unfinished_folder(folder) as left:
        aside.rename(left / MERGE)
