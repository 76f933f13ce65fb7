"""What a contributor hands in, made ready: labels, names and quotes read as what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from pyplanning.datapackage.descriptor import descriptor, foreign_keys, primary_key, root
from pyplanning.datapackage.table_rules import foreign_key, required
from pyplanning.dataset.resolve_names import named
from pyplanning.dataset.row_names import NAMES, base_of
from pyplanning.evidence.find_quotes import find_quotes
from pyplanning.evidence.plan_texts import Sources
from pyplanning.io.read import read_rows
from pyplanning.io.table import Table
from pyplanning.rule import Change, Issue
from pyplanning.validators.references import nearest_key

PLACES = ("evidence_start", "section_id")


@dataclass(frozen=True)
class Contribution:
    """Tables with ids for names and places for quotes, what was read otherwise than written, and what could not be."""

    tables: tuple[Table, ...]
    changes: tuple[Change, ...] = ()
    issues: tuple[Issue, ...] = ()


def prepared(tables: Sequence[Table], shipped: Sequence[Table], sources: Sources | None = None) -> Contribution:
    """Read the labels, names and empty ids of contributed tables as what they stand for.

    ``shipped`` are the tables whose rows may be named too. With ``sources``, the plans' texts,
    empty offsets and sections are filled in from the quotes.
    """
    found, changes, issues = named(tables, shipped, descriptor())
    if sources is not None:
        found, more, doubts = find_quotes(found, sources, read_rows(root(), descriptor()))
        found, late, _ = named(found, shipped, descriptor())  # ids that are made of places
        more = [*more, *late]
        changes, issues = [*changes, *more], [*issues, *doubts]
    return Contribution(tuple(found), tuple(changes), tuple(issues))


def changed(table: Table, changes: Sequence[Change]) -> Table:
    """The table with its changes made."""
    own = [c for c in changes if (c.table, c.file, c.sheet) == (table.name, table.file, table.sheet)]
    columns = dict.fromkeys(c.column for c in own)
    return table.with_cells({column: {c.row: c.new for c in own if c.column == column} for column in columns})


def without_echoes(issues: Sequence[Issue]) -> list[Issue]:
    """The findings without those about empty cells that will be filled in once others are right.

    A key is proposed when the row's other cells are known, a place when its quote is found.
    """
    keys = {r["name"]: primary_key(r) for r in descriptor()["resources"]}
    empty = [i for i in issues if i.code == required.code]
    proposed = {i for i in empty if [i.column] == keys.get(i.table)}
    placed = {i for i in empty if i.column in PLACES}
    faulty = {_row(i) for i in issues if i.level == "error" and i not in proposed | placed}
    unquoted = {_row(i) for i in issues if i.code.startswith("PL5")}
    echoes = {i for i in proposed if _row(i) in faulty} | {i for i in placed if _row(i) in unquoted}
    return [i for i in issues if i not in echoes]


def _row(issue: Issue) -> tuple[str, str, int]:
    return issue.table, issue.sheet, issue.row


def with_names(issues: Sequence[Issue], tables: Sequence[Table]) -> list[Issue]:
    """The findings; those about a reference to no row have, where no key is near, the nearest name."""
    lost = {i for i in issues if i.code == foreign_key.code and not i.suggestion}
    if not lost:
        return list(issues)
    names: dict[str, list[str]] = {}
    for table in tables:
        names[table.name] = sorted({*names.get(table.name, []), *_names(table)})
    targets = {r["name"]: {column: table for column, table, _ in foreign_keys(r)} for r in descriptor()["resources"]}

    def told(issue: Issue) -> Issue:
        listed = names.get(targets[issue.table].get(issue.column, ""), []) if issue in lost else []
        return replace(issue, suggestion=nearest_key(issue.value, listed)) if listed else issue

    return [told(issue) for issue in issues]


def _names(table: Table) -> set[str]:
    """The names of a table's rows in both languages."""
    here = [c for c in table.frame.collect_schema().names() if base_of(c) in NAMES]
    frame = table.frame.select(here).collect() if here else pl.DataFrame()
    return {name for column in frame for name in column if name}
