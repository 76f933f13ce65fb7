"""Change the files of a package folder together: all of them or none.

The folder is locked, so that of two merges one waits. The new package is made beside the old one and
may be validated there. Only then are the files moved in, after the old ones were set aside in a folder whose
presence says that a merge is under way: one that was interrupted is undone before the next begins.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pyplanning.datapackage.descriptor import MERGE, PackageError, is_inside, unreadable
from pyplanning.datapackage.errors import system_reason
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.io import Row
from pyplanning.io.lock import locked
from pyplanning.io.write import csv_text, unfinished_folder, unwritable
from pyplanning.rule import Report
from pyplanning.validation.validate import validate

MOVED = "moved.json"  # in the folder of what is set aside: the hash of each file that is moved in
PATIENCE = 60.0  # seconds to wait for another merge
Key = tuple[str | int, ...]
Say = Callable[[str, str], None]  # reports something, in English and Chinese


@contextmanager
def alone_in(folder: Path, say: Say) -> Iterator[None]:
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


def key_of_row(row: Row, resource: Resource) -> Key:
    """Return a row's key as it is sorted: whole numbers as numbers."""
    whole = {field.name for field in resource.fields if field.type == "integer"}
    return tuple(int(row[c]) if c in whole and row[c].isdecimal() else row[c] for c in resource.primary_key)


def replace_tables(
    folder: Path, package: Package, tables: Mapping[str, Sequence[Row]], check: Callable[[Path], Report] = validate
) -> Report:
    """Write the package with the changed tables beside the old one, and move it in if ``check`` finds it valid."""
    try:
        with unfinished_folder(folder) as new:
            resources = [_write(folder, new, resource, tables.get(resource.name)) for resource in package.resources]
            content = json.dumps({**package.properties, "resources": resources}, ensure_ascii=False, indent=2)
            (new / "datapackage.json").write_text(content + "\n", encoding="utf-8")
            report = check(new)
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
