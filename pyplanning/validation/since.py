"""What is new in a report since an earlier version of the same files: what a contribution brought along.

A finding about a row is known if the earlier version has it about a row of the same cells, wherever that is. While an
edited row is wrong, what follows from edits elsewhere is left out: errors in rows that are as before, and hashes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError, read_descriptor
from pyplanning.datapackage.integrity import file_size, file_unchanged
from pyplanning.evidence import Sources
from pyplanning.io.read import read, read_package
from pyplanning.io.table import Table
from pyplanning.io.unreadable import unreadable_reason
from pyplanning.io.zip import opened
from pyplanning.rule import ROW, Issue, Report
from pyplanning.validation.findings import LIMIT
from pyplanning.validation.validate import validate

EVERY = 10**9  # findings, since the first thousand may all be known
HASHES = (file_unchanged.code, file_size.code)
Place = tuple[str, str, int]  # a table, its sheet, and the number of a row
Cells = frozenset[tuple[str, str]]  # the cells of a row that are not empty, by column
Identity = tuple[str | Cells, ...]  # what makes a finding the same in both versions, wherever it is


def validate_since(
    paths: Sequence[Path],
    since: Path,
    name: str | None = None,
    limit: int = LIMIT,
    sources: Sources | None = None,
    strict: bool = False,
) -> Report:
    """Validate files, and report what is not found in their earlier version in the folder ``since``.

    ``paths`` are in the working folder, and their earlier versions at the same places in ``since``; what it lacks
    is new. ``name``, ``limit``, ``sources`` and ``strict`` are those of `validate`.

    Returns a Report of the new findings alone, with the rows of all tables.
    Raises PackageError where the files cannot be read or lie outside the working folder, or ``since`` is no folder.
    """
    if not since.is_dir():
        raise PackageError(
            f"{since} is not a folder; give --since the folder with the earlier version of the files",
            f"{since}不是目录，--since应为先前版本文件所在的目录",
        )
    before: Sequence[Path] = [path for path in (since / _inside(path) for path in paths) if path.exists()]
    report = validate(_one(paths), name, EVERY, sources, strict=strict)
    cells = _cells(report.issues, paths, name)
    known, before = _earlier(before, name, sources, strict, f"{since.as_posix()}/")
    new = list[Issue]()
    for issue in report.issues:
        identity = _identity(issue, cells)
        if known[identity]:
            known[identity] -= 1
        else:
            new.append(issue)
    new = _edited_first(new, cells, before, name)
    totals = Counter((issue.table, issue.code) for issue in new)
    return replace(report, issues=tuple(_first(new, limit)), totals=dict(totals))


def _one(paths: Sequence[Path]) -> Path | list[Path]:
    return paths[0] if len(paths) == 1 else [*paths]


def _inside(path: Path) -> Path:
    """Give a path relative to the working folder; PackageError where it leads out, since nothing is before it then."""
    working = Path().resolve()
    if not path.resolve().is_relative_to(working):
        raise PackageError(
            f"{path} is outside the working folder, so it has no earlier version; change to its folder",
            f"{path}不在当前目录内，无从对应先前版本，请先切换到其所在目录",
        )
    return path.resolve().relative_to(working)


def _earlier(
    paths: Sequence[Path], name: str | None, sources: Sources | None, strict: bool, folder: str
) -> tuple[Counter[Identity], Sequence[Path]]:
    """Count what was found in the earlier version; it is none where it cannot be read, so that all is new."""
    if not paths:
        return Counter(), ()
    try:
        issues = validate(_one(paths), name, EVERY, sources, strict=strict).issues
    except PackageError:
        return Counter(), ()
    cells = _cells(issues, paths, name)
    return Counter(_identity(issue, cells, folder) for issue in issues), paths


def _place(issue: Issue) -> Place:
    return issue.table, issue.sheet, issue.row


def _identity(issue: Issue, cells: Mapping[Place, Cells], folder: str = "") -> Identity:
    """Identify a finding: about a row by its cells, and else by its sentence, without the name of ``folder``."""
    if of_row := cells.get(_place(issue)):
        return issue.code, issue.table, issue.column, issue.value, of_row
    sentence = issue.en.replace(folder, "") if folder else issue.en
    return issue.code, issue.table, issue.column, issue.key, issue.value, sentence


def _cells(issues: Iterable[Issue], paths: Sequence[Path], name: str | None) -> dict[Place, Cells]:
    """Read the cells of the rows that findings are about."""
    wanted: dict[tuple[str, str], list[int]] = {}
    for issue in issues:
        if issue.row:
            wanted.setdefault((issue.table, issue.sheet), []).append(issue.row)
    return {
        (table.name, table.sheet, row): cells
        for table in _tables(paths, name, {table for table, _ in wanted})
        if (numbers := wanted.get((table.name, table.sheet)))
        for row, cells in _rows(table, pl.col(ROW).is_in(numbers))
    }


def _tables(paths: Sequence[Path], name: str | None, wanted: set[str]) -> Iterator[Table]:
    """Read the tables ``wanted`` of some files; those of other names may be among them."""
    for path in paths if wanted else ():
        with opened(path) as place:
            if (place / "datapackage.json").exists():
                found = [r for r in read_descriptor(place).resources if r.name in wanted]
                found = [resource for resource in found if not unreadable_reason.check(resource)]
                files = {path for resource in found for path in resource.paths}  # one that is damaged is left out
                yield from read_package(place, found, files) if found else ()
            else:
                yield from read(place, name)


def _rows(table: Table, wanted: pl.Expr) -> Iterator[tuple[int, Cells]]:
    for frame in (table.frame,) if table.apart is None else (table.frame, table.apart):
        for row in frame.filter(wanted).collect().iter_rows(named=True):
            number = row.pop(ROW)
            yield number, frozenset((column, str(cell)) for column, cell in row.items() if cell)


def _edited_first(
    new: list[Issue], cells: Mapping[Place, Cells], before: Sequence[Path], name: str | None
) -> list[Issue]:
    """Leave out what follows from edits elsewhere, while rows that were edited are wrong themselves."""
    rows = {(issue.table, cells[_place(issue)]) for issue in new if _place(issue) in cells}
    kept = _kept(rows, before, name)
    old = {place for place, of_row in cells.items() if (place[0], of_row) in kept}
    if not any(issue.row and issue.level == "error" and _place(issue) not in old for issue in new):
        return new
    return [issue for issue in new if _place(issue) not in old and issue.code not in HASHES]


def _kept(rows: set[tuple[str, Cells]], before: Sequence[Path], name: str | None) -> set[tuple[str, Cells]]:
    """Find those of some rows that the earlier version has too."""
    kept = set[tuple[str, Cells]]()
    for table in _tables(before, name, {table for table, _ in rows}):
        column = next(c for c in table.frame.collect_schema().names() if c != ROW)
        firsts = [dict(of_row).get(column, "") for other, of_row in rows if other == table.name]
        kept |= {(table.name, of_row) for _, of_row in _rows(table, pl.col(column).fill_null("").is_in(firsts))}
    return kept & rows


def _first(issues: Iterable[Issue], limit: int) -> Iterator[Issue]:
    """Yield the first findings of each code in each table."""
    counts: Counter[tuple[str, str]] = Counter()
    for issue in issues:
        counts[issue.table, issue.code] += 1
        if counts[issue.table, issue.code] <= limit:
            yield issue
