"""Check tables one by one, and then by the rules between their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.profile import is_second
from pyplanning.datapackage.resource import Package
from pyplanning.datapackage.table_messages import target_read
from pyplanning.io.table import Table
from pyplanning.rule import ROW, Issue
from pyplanning.validation import run_rules
from pyplanning.validation.check_table import check_table
from pyplanning.validation.constraints import typed_table
from pyplanning.validation.findings import Findings, Row
from pyplanning.validation.keys import KnownKeys, existing_keys, known_keys, without_implied
from pyplanning.validation.run_rules import TabularRule
from pyplanning.validators.completeness import OWNERS, state_with_rows
from pyplanning.validators.references import row_concerned, table_once

RULES = (
    *("hygiene", "dates", "measures", "trees", "places", "documents", "consistency", "counts", "completeness"),
    "plausibility",
)


def check_tables(tables: Sequence[Table], package: Package, shipped: Sequence[Table], found: Findings) -> None:
    """Check every table by its resource and the row rules, then all of them by the rules between rows.

    ``shipped`` are tables that foreign keys and rules look into, and that are not checked.
    """
    ours = _ours(tables, package)
    rules = our_rules() if ours else []
    keys = known_keys([*shipped, *tables], tables, package.tables)
    found.issues += _unchecked_keys(tables, package, keys)
    second = is_second(package.properties)
    first: dict[str, Table] = {}
    values: dict[str, pl.DataFrame] = {}
    for table in tables:
        if again := table_once.check(table, first.setdefault(table.name, table)):
            found.issues.append(table_once.issue(**table.place(), value=again))
        resource = package.tables[table.name]
        own = table in ours
        of_table = check_table(table, resource, keys, found, rules if own else (), by_order=second and not own)
        if table in ours:
            values.setdefault(table.name, of_table)
    found.issues = without_implied(found.issues, package)
    # The keys of a table without a bad row are as written, and need not be read again.
    sound = [table for table in ours if first[table.name] is table and table.source not in found.bad_rows]
    looked_into = [replace(t, frame=values[t.name].lazy()) if t in sound else t for t in tables]
    for register in (table for table in tables if table.name == "source_issues"):
        _check_rows_concerned(register, [*shipped, *looked_into], package, found)
    if values:
        _check_between(values, first, package, shipped, rules, found)


def check_alone(table: Table, package: Package, found: Findings) -> None:
    """Check a table of a package by what can be decided within it: no foreign keys, no rules between tables."""
    schema = {name: part for name, part in package.table(table.name).schema.items() if name != "foreignKeys"}
    tables = [r.properties if r.name != table.name else {**r.properties, "schema": schema} for r in package.resources]
    check_tables([table], Package({**package.properties, "resources": tables}), (), found)


def _check_between(
    values: Mapping[str, pl.DataFrame],
    tables: Mapping[str, Table],
    package: Package,
    shipped: Sequence[Table],
    rules: Sequence[TabularRule],
    found: Findings,
) -> None:
    """Check tables of ours, whose ``values`` were read, by the rules between rows and by what they quote."""
    from pyplanning.validation.prove import prove_by_quotes  # which tables of others do not need

    typed = [(table, typed_table(table.frame, package.tables[table.name])) for table in shipped]
    every = {table.name: frame.collect(engine=table.engine) for table, frame in typed}
    for name, frame in values.items():
        if name in every:
            key = [column for column in package.tables[name].primary_key if column in frame.columns]
            others = every[name].join(frame, on=key, how="anti") if key else every[name]
            frame = pl.concat([others.select(frame.columns), frame])
        every[name] = frame
    if "units" in every:  # without them no quote proves anything
        prove_by_quotes([tables[name] for name in values], package.tables, every["units"], found)
    bad = {name: [*found.bad_rows.get(table.source, ())] for name, table in tables.items()}
    hits = [  # a row that was found bad before is not reported again
        replace(hit, rows=hit.rows.filter(~pl.col(ROW).is_in(bad.get(hit.table, []))))
        for hit in run_rules.run_table_rules(rules, values, every)
    ]
    absent = package.tables.keys() - every.keys()  # tables that lack a file
    faulty = {name for name, rows in bad.items() if rows}
    unread = (tables.keys() - values.keys()) | faulty | absent
    hits = [_about_sound_tables(hit, unread) if hit.rule is state_with_rows else hit for hit in hits]
    run_rules.add_hits(hits, tables, package.tables, found)


def _about_sound_tables(hit: run_rules.Hit, unread: Collection[str]) -> run_rules.Hit:
    """Leave out what coverage says of tables of which some rows could not be read, and so are not counted."""
    owned = [name for name, (_, owner) in OWNERS.items() if owner in unread]
    return replace(hit, rows=hit.rows.filter(~pl.col("table_name").is_in([*unread, *owned])))


def _unchecked_keys(tables: Iterable[Table], package: Package, keys: KnownKeys) -> Iterator[Issue]:
    """Report the foreign keys whose target was not read."""
    for table in {table.name: table for table in tables}.values():
        for key in package.tables[table.name].foreign_keys:
            if target_read.check(key, keys):
                place = table.place("/".join(key.fields))
                yield target_read.issue(**place, target=f"{key.resource}.{'/'.join(key.keys)}")


def our_rules() -> list[TabularRule]:
    """List the rules over our tables, rows and cells."""
    return [one for name in RULES for one in run_rules.rules(import_module(f"pyplanning.validators.{name}"))]


def _ours(tables: Iterable[Table], package: Package) -> list[Table]:
    """Select the tables that are ours and have all their columns."""
    fields = {table.name: table.fields for table in descriptor().resources}
    return [
        table
        for table in tables
        if package.tables[table.name].fields == fields.get(table.name)
        and {field.name for field in fields[table.name]} <= set(table.frame.collect_schema().names())
    ]


def _check_rows_concerned(register: Table, every: Sequence[Table], package: Package, found: Findings) -> None:
    """Report what the register of source errors points to in vain, in tables that are checked or looked into."""
    rows = register.frame.collect(engine=register.engine)
    named, keys = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for name, key in rows.select("table_name", "row_id").iter_rows():
        named[name].add(key)
    for table in every:
        keys[table.name] |= existing_keys(table, package.tables[table.name], named[table.name] - {""})

    def issue(row: Row) -> Issue:
        place = register.place(row_concerned.column, row[ROW])
        return row_concerned.issue(**place, value=row["row_id"], target=row["table_name"])

    absent = [name for name in package.tables if name not in keys]  # a table that was not read
    rows = rows.filter(~pl.col("table_name").is_in(absent))
    found.add(row_concerned, register, pl.DataFrame(row_concerned.check(rows.to_dicts(), keys)), issue)
