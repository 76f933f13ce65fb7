"""Validate tables: the shipped package, another package, or what somebody hands in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.descriptor import (
    Descriptor,
    PackageError,
    descriptor,
    fields,
    primary_key,
    read_descriptor,
    references,
    resource,
    root,
)
from pyplanning.datapackage.integrity import damage, faults, id_retired, retirements
from pyplanning.datapackage.profile import plain
from pyplanning.rule import Issue, Report, Rule, rule
from pyplanning.validation.findings import LIMIT, Findings

if TYPE_CHECKING:
    import polars as pl

    from pyplanning.evidence.plan_texts import Sources
    from pyplanning.io.table import Table
    from pyplanning.validation.run_rules import Frame

SMALL = 1024**2  # bytes of a file that is held in memory
RULES = ("hygiene", "dates", "measures", "trees", "consistency", "counts", "plausibility")
Keys = dict[str, dict[tuple[str, ...], set[str]]]


@rule(
    "PL015",
    en="{file} – {table} stands in {value} already – expected each table once",
    zh="{file}：{value}中已有{table}表，每张表只应出现一次",
)
def table_once(table: Table, first: Table) -> str:
    """A table stands in one file or sheet, so that rules between its rows see all of them.

    Fix: put the rows together.
    """
    place = f"{first.file}[{first.sheet}]" if first.sheet else first.file or "the first frame"
    return "" if table is first else place


def validate(source: Any = None, name: str | None = None, limit: int = LIMIT, sources: Sources | None = None) -> Report:
    """Validate the shipped package, or what ``source`` holds.

    ``source`` is a CSV or Parquet file, a workbook, a folder or zip with a ``datapackage.json``,
    a pandas, polars or PySpark frame (``name`` says which table it is), or a list of these, checked
    together. A package is checked by its own descriptor, whatever its tables are; other tables
    by ours, and their foreign keys may point to the shipped package or to one another. Tables
    of ours are also held against the rules in ``validators/``. In a workbook, labels and names
    may stand for listed values and ids, and new rows need no id. With ``sources``, the plans'
    texts (a folder with PLAN_ID.txt, or a file by plan), the rows are proved too.

    Returns a Report: truthy when valid, with at most ``limit`` issues of a code in a table (all
    of them counted in ``totals``) and the rows by table. Never prints, never exits.
    Raises PackageError where the source cannot be read, and KeyError, naming the nearest, where
    ``name`` is no table.
    """
    if source is None:
        return _proved(_package(root(), limit, trust=False), root(), sources)
    from pyplanning.io.read import read
    from pyplanning.io.table import trusting
    from pyplanning.io.zip import opened

    if type(source).__module__.startswith("pyspark."):
        return _on_cluster(source, name, limit)
    if not isinstance(source, str | os.PathLike):
        several = source if isinstance(source, list | tuple) else [source]
        return trusting(
            lambda trust: _contribution([t for one in several for t in read(one, name, trust=trust)], limit, sources)
        )
    with opened(source) as place:
        # A folder without one is a package that lacks its descriptor, unless it holds our tables.
        if (place / "datapackage.json").exists():
            return _proved(trusting(lambda trust: _package(place, limit, trust)), place, sources)
        return trusting(lambda trust: _contribution(read(place, name, trust=trust), limit, sources))


def _on_cluster(frame: Any, name: str | None, limit: int) -> Report:
    """A Spark frame as a table of ours, by its descriptor, the row rules and the shipped keys."""
    from pyplanning.io.frames import nameless
    from pyplanning.io.read import read
    from pyplanning.validation.spark import report

    if name is None:
        raise nameless()
    found = resource(name)
    wanted = {target for _, target, _ in references(found)}
    keys = {table.name: table.frame.collect() for table in read(root()) if table.name in wanted}
    return report(frame, found, keys, _rules(), limit)


def _proved(report: Report, folder: Path, sources: Sources | None) -> Report:
    """The report on a package with what the texts say against its rows."""
    if sources is None or not report.counts:
        return report
    from pyplanning.validation.verify import verify

    issues = report.issues + verify(sources, folder).issues
    return replace(report, issues=tuple(sorted(issues)), totals=_totals(issues, report.totals))


def _totals(issues: Sequence[Issue], known: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """All findings by table and code: those counted before, and those that are told besides."""
    told = Counter((issue.table, issue.code) for issue in issues)
    return dict(told | Counter(known))


def _package(folder: Path, limit: int, trust: bool) -> Report:
    """A package by its own descriptor; damage to its files stops it."""
    from pyplanning.io.read import read
    from pyplanning.validation import run_rules

    package = read_descriptor(folder)
    broken = damage(folder, package)
    if broken:
        raise PackageError.of(broken)
    # The shipped contract is known to keep the standard; to ask frictionless takes as long as reading a large table.
    issues = faults(package, known=plain(package) or _contract(package) == _contract(descriptor()))
    if any(issue.level == "error" for issue in issues):  # what a broken contract says of the tables means nothing
        return Report(tuple(sorted(issues)), package=package)
    found = Findings(limit)
    found.issues += issues
    tables = _held(read(folder, trust=trust), folder)
    if package.get("retired"):
        found.issues += _retired(package, tables)
    _check(tables, package, (), found)
    if package == descriptor():
        issues = run_rules.accept(found.issues, run_rules.exceptions())
        found.totals += Counter((i.table, i.code) for i in issues)
        found.totals -= Counter((i.table, i.code) for i in found.issues)
        found.issues = issues
    return _report(found, package)


def _retired(package: Descriptor, tables: Sequence[Table]) -> list[Issue]:
    """What is wrong with the ids that a package has retired."""
    listed, resources = retirements(package), {r["name"]: r for r in package["resources"]}
    asked = {
        name: {e.get(k, "") for e in listed for k in ("id", "successor") if e["table"] == name} for name in resources
    }
    standing = {t.name: _present(t, resources[t.name], asked[t.name]) for t in tables if asked[t.name]}
    return [id_retired.issue(file="datapackage.json", **words) for words in id_retired.check(package, standing)]


def _contract(package: Descriptor) -> Descriptor:
    """A descriptor without what differs between releases of the same contract."""
    files = [{k: v for k, v in r.items() if k not in ("hash", "bytes")} for r in package["resources"]]
    return {**package, "resources": files, "version": "", "created": ""}


def _contribution(tables: list[Table], limit: int, sources: Sources | None) -> Report:
    """Tables of ours, whose foreign keys may point to the shipped package too."""
    from pyplanning.io.read import read
    from pyplanning.validation.prepare import prepared, with_names, without_echoes
    from pyplanning.validation.verify import verify

    found, shipped = Findings(limit), _held(read(root()), root())
    if sources is not None or any(table.sheet for table in tables):
        ready = prepared(tables, shipped, sources)
        tables, found.issues = list(ready.tables), list(ready.issues)
        for issue in ready.issues:
            found.bad.setdefault(issue.table, set()).add(issue.row)
            found.cells.setdefault((issue.table, issue.column), set()).add(issue.row)
    _check(tables, descriptor(), shipped, found)
    told = with_names(without_echoes(found.issues), [*tables, *shipped])
    found.totals -= Counter((i.table, i.code) for i in found.issues) - Counter((i.table, i.code) for i in told)
    found.issues = told
    if sources is not None:
        proved = verify(sources, tables).issues
        found.issues += [i for i in proved if i.row not in found.bad.get(i.table, ())]
    return _report(found)


def _held(tables: Sequence[Table], folder: Path) -> list[Table]:
    """The tables of a package, those in small files in memory, since they are looked into several times."""
    import polars as pl

    def small(file: Path) -> bool:
        return file.is_file() and file.stat().st_size < SMALL

    held = [t for t in tables if small(folder / t.file)]
    frames = dict(zip(held, pl.collect_all([t.frame for t in held]), strict=True))
    return [replace(t, frame=frames[t].lazy()) if t in frames else t for t in tables]


def _report(found: Findings, package: Descriptor | None = None) -> Report:
    return Report(tuple(sorted(found.issues)), dict(found.counts), _totals(found.issues, found.totals), package)


def _check(tables: list[Table], package: Descriptor, shipped: Sequence[Table], found: Findings) -> None:
    """Every table by its resource and the row rules, then all of them by the rules between rows.

    ``shipped`` are tables that foreign keys and rules look into, and that are not checked.
    """
    from pyplanning.validation.check_table import check_table

    resources = {r["name"]: r for r in package["resources"]}
    mine = _ours(tables, resources)
    rules = _rules() if mine else []
    keys = _keys([*shipped, *tables], tables, resources)
    first = {t.name: t for t in reversed(tables)}
    frames: dict[str, pl.DataFrame] = {}
    for table in tables:
        found.issues += [*table.issues, *_shape(table, resources[table.name])]
        if again := table_once.check(table, first[table.name]):
            found.issues.append(table_once.issue(**table.place(), value=again))
        values = check_table(table, resources[table.name], keys, found, rules if table in mine else ())
        if table in mine:
            frames.setdefault(table.name, values)
    fine = {name: frame.lazy() for name, frame in frames.items() if name not in found.bad}  # their keys are as written
    mine = [replace(t, frame=fine[t.name]) if t.name in fine and first[t.name] is t else t for t in tables]
    _rows_concerned(tables, [*shipped, *mine], resources, found)
    _between_rows(rules, first, frames, package, shipped, found)


def _rules() -> list[Rule[Any]]:
    from pyplanning.validation import run_rules

    return [one for name in RULES for one in run_rules.rules(import_module(f"pyplanning.validators.{name}"))]


def _ours(tables: Sequence[Table], resources: dict[str, Descriptor]) -> list[Table]:
    """The tables that are ours and have all their columns."""
    ours = {r["name"]: fields(r) for r in descriptor()["resources"]}
    return [
        t
        for t in tables
        if fields(resources[t.name]) == ours.get(t.name)
        and {f["name"] for f in ours[t.name]} <= set(t.frame.collect_schema().names())
    ]


def _keys(tables: Sequence[Table], pointing: Sequence[Table], resources: dict[str, Descriptor]) -> Keys:
    """The values in ``tables`` that the foreign keys of tables ``pointing`` may have, by table and columns."""
    from pyplanning.validation.check_table import joined, with_values

    wanted = {(target, columns) for t in pointing for _, target, columns in references(resources[t.name])}
    keys: Keys = {}
    for table in tables:
        here, resource = table.frame.collect_schema().names(), resources[table.name]
        for columns in (c for target, c in sorted(wanted) if target == table.name and set(c) <= set(here)):
            listed = with_values(table.every(columns), resource).select(joined(columns, resource)).unique()
            found = listed.collect(engine="streaming").to_series()
            keys.setdefault(table.name, {}).setdefault(columns, set()).update(v for v in found if v)
    return keys


def _shape(table: Table, resource: Descriptor) -> list[Issue]:
    """Missing and unknown columns, as far as the schema's fieldsMatch minds them, and columns in another order."""
    from pyplanning.datapackage.table_rules import column_order, missing_column, unknown_column
    from pyplanning.io.header import misplaced
    from pyplanning.io.table import ROW

    known = [f["name"] for f in fields(resource)]
    found = [c for c in table.frame.collect_schema().names() if c != ROW]
    missing, unknown = misplaced(found, resource)
    issues = [missing_column.issue(**table.place(c)) for c in missing]
    for column in unknown:
        close = next(iter(get_close_matches(column, known, n=1)), "")
        issues.append(unknown_column.issue(**table.place(column), suggestion=close))
    if column_order.check(found, resource):
        issues.append(column_order.issue(**table.place(), expected=", ".join(known)))
    return issues


def _rows_concerned(
    tables: Sequence[Table], every: Sequence[Table], resources: dict[str, Descriptor], found: Findings
) -> None:
    """What the register of source errors points to, in tables that are checked or looked into."""
    from pyplanning.io.table import ROW
    from pyplanning.validators.references import row_concerned

    for register in (t for t in tables if t.name == "source_issues"):
        rows = register.frame.collect().to_dicts()
        keys: dict[str, set[str]] = {}
        for table in every:
            named = {row["row_id"] for row in rows if row["table_name"] == table.name}
            keys.setdefault(table.name, set()).update(_present(table, resources[table.name], named))
        for n, value, target in row_concerned.check(rows, keys):
            place = register.place(row_concerned.column, rows[n - 1][ROW])
            found.add(row_concerned, **place, value=value, target=target)


def _present(table: Table, resource: Descriptor, keys: set[str]) -> set[str]:
    """Those of ``keys`` (the parts of a key joined by "/") that are keys of a table."""
    import polars as pl

    columns = [c for c in primary_key(resource) if c in table.frame.collect_schema().names()]
    if not columns:
        return set()
    key = (pl.col(*columns) if len(columns) == 1 else pl.concat_str(columns, separator="/")).alias("key")
    return set(
        table.every(columns).select(key).filter(pl.col("key").is_in([*keys])).collect(engine="streaming").to_series()
    )


def _between_rows(
    rules: Sequence[Rule[Any]],
    tables: dict[str, Table],
    values: dict[str, pl.DataFrame],
    package: Descriptor,
    shipped: Sequence[Table],
    found: Findings,
) -> None:
    """What the rules over tables say; a row that was found bad before is not found again."""
    import polars as pl

    from pyplanning.io.table import ROW
    from pyplanning.validation import run_rules

    resources = {r["name"]: r for r in package["resources"]}
    beside = {t.name: _frame(t, resources[t.name]) for t in shipped}
    for name in beside.keys() & values.keys():
        beside[name] = pl.concat([beside[name].select(values[name].columns), values[name]])
    bad = {name: [*rows] for name, rows in found.bad.items()}
    hits = [
        (one, name, rows.filter(~pl.col(ROW).is_in(bad[name])) if name in bad else rows)
        for one, name, rows in run_rules.by_table(rules, values, {**values, **beside}, package)
    ]
    run_rules.tell(hits, resources, lambda name, column, row: tables[name].place(column, row), found)


def _frame(table: Table, resource: Descriptor) -> Frame:
    from pyplanning.validation.constraints import typed_table

    return typed_table(table.frame, resource).collect()
