"""What is new in a report since an earlier version of the same files: what a contribution brought along.

A finding about a row is known if the earlier version has it about a row of the same cells, wherever that is.
So an error is reported in a row that was edited, and in one that another edit made wrong; not in one that is as before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
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
Cells = frozenset[tuple[str, str]]  # the cells of a row that are not empty, by column
Known = tuple[str, ...] | tuple[str, str, str, str, Cells]  # what a finding says, apart from where it is


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
    is new. ``name``, ``limit``, ``sources`` and ``strict`` are those of `validate`. While a row of a file is
    wrong, it is not reported that the file's hash is not that of the descriptor, which follows from any edit.

    Returns a Report of the new findings alone, with the rows of all tables.
    Raises PackageError where the files cannot be read or lie outside the working folder, or ``since`` is no folder.
    """
    if not since.is_dir():
        raise PackageError(
            f"{since} is not a folder; give --since the folder with the earlier version of the files",
            f"{since}不是目录，--since应为先前版本文件所在的目录",
        )
    before = [since / _inside(path) for path in paths]
    report = validate(_one(paths), name, EVERY, sources, strict=strict)
    known = _earlier([path for path in before if path.exists()], name, sources, strict, since)
    new = list[Issue]()
    for issue, said in zip(report.issues, _said(report.issues, paths, name), strict=True):
        if known[said]:
            known[said] -= 1
        else:
            new.append(issue)
    edited = {issue.file for issue in new if issue.row and issue.level == "error"}
    new = [i for i in new if i.code not in (file_unchanged.code, file_size.code) or i.file not in edited]
    totals = Counter((issue.table, issue.code) for issue in new)
    return replace(report, issues=tuple(_first(new, limit)), totals=dict(totals))


def _one(paths: Sequence[Path]) -> Path | list[Path]:
    return paths[0] if len(paths) == 1 else [*paths]


def _inside(path: Path) -> Path:
    """Give a path relative to the working folder; PackageError where it leads out, since nothing is before it then."""
    here = Path().resolve()
    if not path.resolve().is_relative_to(here):
        raise PackageError(
            f"{path} is outside the working folder, so it has no earlier version; change to its folder",
            f"{path}不在当前目录内，无从对应先前版本，请先切换到其所在目录",
        )
    return path.resolve().relative_to(here)


def _earlier(
    paths: Sequence[Path], name: str | None, sources: Sources | None, strict: bool, since: Path
) -> Counter[Known]:
    """Count what was found in the earlier version; nothing where it cannot be read, so that all is new."""
    if not paths:
        return Counter()
    try:
        issues = validate(_one(paths), name, EVERY, sources, strict=strict).issues
        return Counter(_said(issues, paths, name, f"{since.as_posix()}/"))
    except PackageError:
        return Counter()


def _said(issues: Sequence[Issue], paths: Sequence[Path], name: str | None, folder: str = "") -> list[Known]:
    """Give what each finding says: of a row its cells, and else its sentence, without the name of ``folder``."""
    cells = _cells(issues, paths, name) if issues else {}

    def said(issue: Issue) -> Known:
        of_row = cells.get((issue.table, issue.sheet, issue.row))
        if of_row is None:
            sentence = issue.en.replace(folder, "") if folder else issue.en
            return issue.code, issue.table, issue.column, issue.key, issue.value, sentence
        return issue.code, issue.table, issue.column, issue.value, of_row

    return [said(issue) for issue in issues]


def _cells(issues: Iterable[Issue], paths: Sequence[Path], name: str | None) -> dict[tuple[str, str, int], Cells]:
    """Read the cells of the rows that findings are about, by table, sheet and number."""
    wanted: dict[tuple[str, str], set[int]] = {}
    for issue in issues:
        if issue.row:
            wanted.setdefault((issue.table, issue.sheet), set()).add(issue.row)
    found: dict[tuple[str, str, int], Cells] = {}
    for path in paths:
        with opened(path) as place:
            for table in _tables(place, name, {table for table, _ in wanted}):
                for row, cells in _rows(table, wanted.get((table.name, table.sheet), set())):
                    found[table.name, table.sheet, row] = cells
    return found


def _tables(place: Path, name: str | None, wanted: set[str]) -> list[Table]:
    if not (place / "datapackage.json").exists():
        return read(place, name)
    resources = [r for r in read_descriptor(place).resources if r.name in wanted and not unreadable_reason.check(r)]
    return read_package(place, resources) if resources else []


def _rows(table: Table, numbers: set[int]) -> list[tuple[int, Cells]]:
    found = list[tuple[int, Cells]]()
    for frame in (table.frame, table.apart) if numbers else ():
        if frame is not None:
            rows = frame.filter(pl.col(ROW).is_in(list(numbers))).collect().iter_rows(named=True)
            found += [(row.pop(ROW), frozenset((c, str(cell)) for c, cell in row.items() if cell)) for row in rows]
    return found


def _first(issues: Iterable[Issue], limit: int) -> Iterable[Issue]:
    """Yield the first findings of each code in each table."""
    counts: Counter[tuple[str, str]] = Counter()
    for issue in issues:
        counts[issue.table, issue.code] += 1
        if counts[issue.table, issue.code] <= limit:
            yield issue
