"""Validate tables: the shipped package, another package, or a contribution."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import polars as pl

from pyplanning.datapackage.descriptor import descriptor, read_descriptor, root
from pyplanning.datapackage.integrity import damage, faults, file_present
from pyplanning.datapackage.resource import Package
from pyplanning.datapackage.retired import id_retired, retirements
from pyplanning.datapackage.table_messages import foreign_key, missing_column, required
from pyplanning.evidence import Sources
from pyplanning.io.frames import nameless
from pyplanning.io.read import read, read_package
from pyplanning.io.table import Table
from pyplanning.io.zip import opened
from pyplanning.rule import ROW, Change, Issue, Report
from pyplanning.validation import run_rules
from pyplanning.validation.base import in_memory, refuse_lacking, rows_to_refer_to
from pyplanning.validation.check_tables import check_tables, our_rules
from pyplanning.validation.findings import LIMIT, Findings
from pyplanning.validation.header_issues import without_notes
from pyplanning.validation.keys import existing_keys

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

TYPED = 50_000  # rows that people write; what has more comes from a program, which writes keys


def validate(
    source: object = None,
    name: str | None = None,
    limit: int = LIMIT,
    sources: Sources | None = None,
    into: str | os.PathLike[str] | None = None,
    strict: bool = False,
) -> Report:
    """Validate the shipped package, or what ``source`` holds.

    ``source`` is a CSV or Parquet file, a workbook, a folder or zip with a ``datapackage.json``,
    a pandas, polars or PySpark frame (``name`` is the name of its table), or a list of these, checked
    together. A package is checked by its own descriptor, whatever its tables are; other tables
    by ours, and their foreign keys may refer to the shipped package or to one another. Tables
    of ours are also checked against the rules in ``validators/``. In a workbook or CSV file, labels and
    names may take the place of listed values and ids, and new rows need no id. With ``sources``, the
    plans' texts (a folder with PLAN_ID.txt, or a file by plan), the rows are also verified. ``into`` is
    the folder of the package that the tables will be merged into, if that is not the shipped one: its
    rows take the place of the shipped ones. Where ``strict``, what the standard only advises is reported too.

    Returns a Report: truthy when valid, with at most ``limit`` issues of a code in a table (all
    of them counted in ``totals``) and the rows by table. Never prints, never exits.
    Raises PackageError if the source cannot be read, and KeyError, naming the nearest, if
    ``name`` is no table.
    """
    if source is None:
        return _package(root(), limit, sources)
    if type(source).__module__.startswith("pyspark."):
        return _spark_frame(source, name, limit)
    if not isinstance(source, str | os.PathLike):
        several = source if isinstance(source, list | tuple) else [source]
        return _tables([table for one in several for table in read(one, name)], limit, sources, into)
    with opened(source) as place:
        # A folder without one is a package that lacks its descriptor, unless it holds our tables.
        if (place / "datapackage.json").exists():
            return _package(place, limit, sources, strict)
        return _tables(read(place, name), limit, sources, into)


def _spark_frame(frame: object, name: str | None, limit: int) -> Report:
    """Validate a Spark frame as a table of ours, by its descriptor, the row rules and the shipped keys."""
    from pyplanning.validation.spark import report

    if name is None:
        raise nameless()
    found, package = descriptor().table(name), descriptor()
    wanted = [package.tables[target] for target in sorted({key.resource for key in found.foreign_keys})]
    keys = {table.name: table.frame.collect() for table in read_package(root(), wanted)} if wanted else {}
    return report(cast("DataFrame", frame), found, keys, our_rules(), limit)


def _package(folder: Path, limit: int, sources: Sources | None, strict: bool = False) -> Report:
    """Validate a package by its own descriptor; a table that lacks a file is not checked."""
    package = descriptor() if folder == root() else read_descriptor(folder)
    misfit, damaged = faults(package, strict), damage(folder, package)
    if any(issue.level == "error" for issue in misfit):  # what a broken contract says of the tables means nothing
        return Report(tuple(sorted(misfit + damaged)), package=package)
    absent = {issue.file for issue in damaged if issue.code == file_present.code}
    present = [resource for resource in package.resources if absent.isdisjoint(resource.paths)]
    tables = in_memory(read_package(folder, present, {issue.file for issue in damaged}), folder)
    found = Findings(limit, misfit + damaged)
    _check_retired(package, tables, found)
    check_tables(tables, _with_headers(package, tables), (), found)
    if package == descriptor():
        known = [one for one in run_rules.exceptions() if one.table in found.rows]
        found.issues = run_rules.accept(found.issues, known)
    if sources is not None and found.rows:
        from pyplanning.validation.verify import verify

        said = {(issue.code, issue.table, issue.row) for issue in found.issues}
        proofs = verify(sources, folder).issues  # what a quote contradicts by itself is known already
        found.issues += [issue for issue in proofs if (issue.code, issue.table, issue.row) not in said]
    return _report(found, package)


def _with_headers(package: Package, tables: Sequence[Table]) -> Package:
    """Give tables without a schema the columns of their headers as fields, of any type."""
    bare = {table.name: table for table in tables if not package.tables[table.name].fields}
    if not bare:
        return package
    schemas = {
        name: {"fields": [{"name": column} for column in table.frame.collect_schema().names() if column != ROW]}
        for name, table in bare.items()
    }
    resources = [
        {**resource.properties, "schema": schemas.get(resource.name, resource.properties.get("schema"))}
        for resource in package.resources
    ]
    return Package({**package.properties, "resources": resources})


def _tables(
    tables: list[Table], limit: int, sources: Sources | None, into: str | os.PathLike[str] | None = None
) -> Report:
    """Validate tables of ours, whose foreign keys may point to the shipped package, or to that in ``into``, too."""
    base = root() if into is None else rows_to_refer_to(Path(into))
    resources = descriptor().resources if into is None else read_descriptor(base).resources
    tables = [without_notes(table, descriptor().table(table.name)) for table in tables]
    found, shipped = Findings(limit), in_memory(read_package(base, resources), base)
    refuse_lacking(shipped, base)
    changes: Sequence[Change] = ()
    if sources is not None or _as_people_write(tables):
        from pyplanning.validation.prepare import prepare

        ready = prepare(tables, shipped, sources, base)
        tables, changes = list(ready.tables), ready.changes
        found.add_known(ready.issues)
    elif any(table.parts for table in tables):
        from pyplanning.validation.prepare import with_defaults

        tables = [with_defaults(table) if table.parts else table for table in tables]
    check_tables(tables, descriptor(), shipped, found)
    if sources is not None:
        from pyplanning.validation.verify import verify

        proofs = verify(sources, tables, base).issues
        found.issues += [issue for issue in proofs if not _is_bad(issue, found)]
    if changes or any(issue.code in (required.code, foreign_key.code, missing_column.code) for issue in found.issues):
        from pyplanning.validation.causes import as_typed, name_causes
        from pyplanning.validation.prepare import suggest_names

        issues = suggest_names(name_causes(found.issues, tables, sources is not None), tables, shipped)
        found.issues = as_typed(issues, changes)
    return _report(found)


def _is_bad(issue: Issue, found: Findings) -> bool:
    """Say whether a finding is about a row in which something was found before."""
    return issue.row in found.bad_rows.get((issue.table, issue.file, issue.sheet), ())


def _as_people_write(tables: Sequence[Table]) -> bool:
    """Say whether labels and names may take the place of values and keys: in workbooks, and in texts of their size."""
    texts = [table.frame.select(pl.len()) for table in tables if table.parts and not table.sheet]
    if any(table.sheet for table in tables):
        return True
    return bool(texts) and sum(count.item() for count in pl.collect_all(texts, engine="streaming")) <= TYPED


def _report(found: Findings, package: Package | None = None) -> Report:
    return Report(tuple(sorted(found.issues)), dict(found.rows), found.totals(), package)


def _check_retired(package: Package, tables: Iterable[Table], found: Findings) -> None:
    """Report what is wrong with the ids that a package has retired."""
    listed = retirements(package)
    existing = {}
    for table in tables:
        ids = {entry.get(key, "") for entry in listed if entry["table"] == table.name for key in ("id", "successor")}
        if ids:
            existing[table.name] = existing_keys(table, package.tables[table.name], ids)
    found.issues += [
        id_retired.issue(file="datapackage.json", **words) for words in id_retired.check(package, existing)
    ]
