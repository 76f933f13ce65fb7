"""Merge contributed tables into a package folder: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pyplanning.contribution.package_files import Key, Say, alone_in, key_of_row, replace_tables
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, dialect_of
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.evidence.plan_texts import Sources
from pyplanning.io import Row
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue, Message, Report, rule
from pyplanning.validation.base import rows_to_refer_to
from pyplanning.validation.prepare import prepare
from pyplanning.validation.validate import validate


class Correction(NamedTuple):
    """A cell of the package that a merge changes: its table, the row's key, the column, what it was and is."""

    table: str
    key: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, repr=False)
class Merged:
    """What a merge did: the rows added, as (table, key), the cells corrected, and how many rows were there already.

    ``report`` has the findings; where one is an error, nothing was changed.
    """

    report: Report
    added: tuple[tuple[str, str], ...] = ()
    present: int = 0
    corrected: tuple[Correction, ...] = ()

    def __bool__(self) -> bool:
        return self.report.valid

    def __repr__(self) -> str:
        counts = f"{len(self.added):,} rows added, {self.present:,} present, {len(self.corrected):,} cells corrected"
        return f"<Merged: {counts}, {self.report!r}>"


@rule(
    "PL017",
    en="{table} {key} – {column} is “{value}”, but “{expected}” in the package – expected a new key, or the same row",
    zh="{table}表{key}：{column}为“{value}”，数据包中为“{expected}”，应另取主键，或与已有的行一致",
)
def same_row(row: Row, present: Row) -> list[str]:
    """A row whose key is already in the package is the same in every column.

    Returns the columns that differ.
    Fix: give the row another key if it describes something else; if the row in the package is wrong, merge
    with --correct, which changes its cells and says so.
    """
    return [column for column in present if row.get(column, "") != present[column]]


shipped_row_changed = Message(
    "PL046",
    level="warning",
    en="{table} {key} – {column} is “{value}”, but “{expected}” in the package"
    " – expected the same, unless the package is to be corrected (merge --correct)",
    zh="{table}表{key}：{column}为“{value}”，数据包中为“{expected}”，应与其一致，除非要更正数据包（merge --correct）",
    text="""
A contribution leaves the rows of the package as they are, unless it is to correct them.

Merging refuses a row that differs from the one with its key (PL017), and changes it with --correct alone.
Fix: write what the package has, or give the row another key if it describes something else.
""",
)


quote_corrected = Message(
    "PL047",
    en="{table} {key} – {column} is to be “{value}” instead of “{expected}”, which the plan's text alone proves"
    " – expected the text: --source PLAN_ID=FILE",
    zh="{table}表{key}：{column}拟由“{expected}”改为“{value}”，须以规划原文为证，应以--source PLAN_ID=FILE给出原文",
    text="""
A correction of a quote, or of where it is, is proved by the plan's text.

Fix: give the plan's text when merging.
""",
)
QUOTES = ("evidence", "evidence_start", "start")


def changed_rows(tables: Sequence[Table], folder: Path, message: Message = shipped_row_changed) -> list[Issue]:
    """Report the cells of contributed tables, with ids for names, that differ from those of the package's rows."""
    package, found = open_package(folder), list[Issue]()
    rows = read_rows(folder, package)
    for table in (table for table in tables if table.name in package.tables):
        resource = package.tables[table.name]
        present = {key_of_row(row, resource): row for row in rows[table.name]}
        for line in table.frame.collect().iter_rows(named=True):
            row = {column: line.get(column) or "" for column in resource.columns}
            key = key_of_row(row, resource)
            for column in same_row.check(row, present[key]) if key in present else ():
                words = {"key": _joined(key), "value": row[column], "expected": present[key][column]}
                found.append(message.issue(**table.place(column, line[ROW]), **words))
    return found


def merge(
    source: object,
    folder: str | Path = ".",
    name: str | None = None,
    sources: Sources | None = None,
    say: Say = lambda en, zh: None,
    correct: bool = False,
) -> Merged:
    """Merge a contribution, as in ``validate``, into the package in ``folder``.

    Names, labels and empty ids are resolved first. Nothing is changed where
    ``validate`` or ``add`` finds an error. With ``correct``, the cells of rows that the package has
    already are changed to what the contribution has. ``say`` is called where another merge is waited for,
    and where one that was interrupted is undone.
    Returns Merged, truthy when merged. Raises PackageError if something cannot be read or
    written.
    """
    target = Path(folder)
    with alone_in(target, say):
        report = validate(source, name, sources=sources, into=target)
        if not report:
            return Merged(report)
        several = source if isinstance(source, list | tuple) else [source]
        tables = [table for one in several for table in read(one, name)]
        base = rows_to_refer_to(target)
        ready = prepare(tables, read(base), sources, base).tables
        changed = changed_rows(ready, target, quote_corrected) if correct and sources is None else []
        if unproved := [issue for issue in changed if issue.column in QUOTES]:
            return Merged(replace(report, issues=tuple(sorted([*report.issues, *unproved]))))
        merged = _add(ready, target, correct)
    issues = tuple(sorted({*report.issues, *merged.report.issues}))  # warnings are shown too
    return replace(merged, report=replace(merged.report, issues=issues))


def add(tables: Sequence[Table], folder: Path, say: Say = lambda en, zh: None, correct: bool = False) -> Merged:
    """Add the rows of ``tables`` to the package in ``folder``, and update its hashes.

    The tables are text under machine names, with ids for names (``validation.prepare``).
    Rows that the package has already are passed over, so that merging twice changes nothing; a
    row that differs from the one with its key is a finding PL017, unless it is to ``correct`` that one, and so is
    whatever the merged package breaks. With a finding that is an error, nothing is changed.
    Raises PackageError if ``folder`` is no package of these tables, if one of them is no
    single CSV file of the usual layout, or if the folder cannot be written.
    """
    with alone_in(folder, say):
        return _add(tables, folder, correct)


def _add(tables: Sequence[Table], folder: Path, correct: bool) -> Merged:
    package = open_package(folder)
    before = read_rows(folder, package)
    after = dict(before)
    conflicts, added, corrected, present = list[Issue](), list[tuple[str, str]](), list[Correction](), 0
    for table in tables:
        resource = _resource(folder, package, table.name)
        rows = {key_of_row(row, resource): row for row in after[table.name]}
        for line in table.frame.collect().iter_rows(named=True):
            row = {column: line.get(column) or "" for column in resource.columns}
            key = key_of_row(row, resource)
            if key not in rows:
                rows[key] = row
                added.append((table.name, _joined(key)))
            elif (differing := same_row.check(row, rows[key])) and correct:
                corrected += [Correction(table.name, _joined(key), c, rows[key][c], row[c]) for c in differing]
                rows[key] = row
            elif differing:
                conflicts += [
                    same_row.issue(**table.place(c, line[ROW]), key=_joined(key), value=row[c], expected=rows[key][c])
                    for c in differing
                ]
            else:
                present += 1
        after[table.name] = [rows[key] for key in sorted(rows)]
    if conflicts:
        return Merged(Report(tuple(sorted(conflicts))))
    if not added and not corrected:
        return Merged(Report(()), present=present)
    report = replace_tables(folder, package, {name: rows for name, rows in after.items() if rows != before[name]})
    return Merged(report, tuple(added), present, tuple(corrected)) if report else Merged(report, present=present)


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


def _joined(key: Key) -> str:
    return "/".join(map(str, key))
