"""Put the files of a package that was edited by hand in order: rows by key, line ends, hashes and sizes."""

import hashlib
from pathlib import Path

from pyplanning.contribution.package_files import Say, alone_in, key_of_row, replace_tables
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, dialect_of
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.resource import Resource
from pyplanning.io.read import read_package
from pyplanning.io.rows import read_rows
from pyplanning.io.table import Table
from pyplanning.rule import Report


def tidy(folder: str | Path = ".", say: Say = lambda en, zh: None) -> list[str]:
    """Sort the rows of a package's tables by their keys, end lines with LF, and write hashes and sizes anew.

    The tables are single CSV files of the usual layout; others are left as they are, but for their hashes.
    Nothing is validated: a row that is wrong stays as it is. Returns the paths of the files that
    changed. Raises PackageError if the folder is no package, or cannot be read or written.
    """
    target = Path(folder)
    with alone_in(target, say):
        package = open_package(target)
        usual = [r for r in package.resources if len(r.paths) == 1 and r.format == "csv" and dialect_of(r) == PLAIN]
        for table in read_package(target, usual) if usual else ():
            _check_whole(table, package.tables[table.name])
        rows = read_rows(target, package)
        ordered = {r.name: sorted(rows[r.name], key=lambda row: tuple(map(_whole, key_of_row(row, r)))) for r in usual}
        before = {path: _digest(target / path) for r in package.resources for path in r.paths}
        before["datapackage.json"] = _digest(target / "datapackage.json")
        replace_tables(target, package, ordered, check=lambda new: Report(()))
    return [path for path, digest in before.items() if _digest(target / path) != digest]


def _check_whole(table: Table, resource: Resource) -> None:
    """Raise PackageError where writing a table anew would lose cells: another header, rows of the wrong length."""
    wrong = next((issue for issue in table.issues if issue.code == "PL110"), None)
    if wrong is None and tuple(table.header) != resource.columns:
        raise PackageError(
            f"{table.file} has other columns than the descriptor, or in another order; correct its first line,"
            " then tidy again",
            f"{table.file}的列与描述文件不一致或次序不同，请改正首行后再整理",
        )
    if wrong is not None:
        raise PackageError(f"{wrong.en}; correct it, then tidy again", f"{wrong.zh}；请改正后再整理")


def _whole(part: str | int) -> tuple[int, str]:
    """Let numbers be sorted before texts, which are in the same column where a cell is wrong."""
    return (part, "") if isinstance(part, int) else (-1, part)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
