"""Read what a contributor hands in as what it stands for: labels, names and quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.retired import retirements
from pyplanning.datapackage.table_messages import foreign_key
from pyplanning.dataset.name_book import AGENCIES, PLANS
from pyplanning.dataset.regions import region_tree
from pyplanning.dataset.resolve_names import resolve_names
from pyplanning.dataset.row_names import NAMES, base_of
from pyplanning.evidence.find_quotes import find_quotes
from pyplanning.evidence.plan_texts import Sources
from pyplanning.io import Row
from pyplanning.io.read import text_values
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Issue
from pyplanning.validation.drafted_rows import decided, every_row
from pyplanning.validation.fill_cells import fill_cells, fill_coverage
from pyplanning.validation.fill_rows import add_rows, cited_documents, derived_rows, new_coverage
from pyplanning.validators.references import nearest_key

DEFAULTS = {"enterprises": {"kind": "enterprise"}, "instruments": {"in_force": "false"}}  # what empty cells stand for


@dataclass(frozen=True)
class Contribution:
    """Tables with ids for names and places for quotes, the cells that were changed, and what could not be read."""

    tables: tuple[Table, ...]
    changes: tuple[Change, ...] = ()
    issues: tuple[Issue, ...] = ()


def prepare(
    tables: Sequence[Table],
    shipped: Sequence[Table],
    sources: Sources | None = None,
    base: Path | None = None,
    waiting: bool = False,
) -> Contribution:
    """Read the labels, names and empty cells of contributed tables as what they stand for.

    ``shipped`` are the tables whose rows may be named too, of the package in ``base``. With
    ``sources``, the plans' texts, empty offsets and sections are filled in from the quotes. Of a draft the rows
    that are confirmed are read, and with ``waiting`` also those that are not marked yet.
    """
    tables = every_row(tables) if waiting else decided(tables)
    defaults = [change for table in tables for change in _defaults(table)]
    tables, rows = [changed(table, defaults) for table in tables], read_rows(base or root(), descriptor())
    filled = fill_cells(tables, rows, sources)
    tables, documents = [changed(table, filled) for table in tables], list[Change]()
    tables, documents = add_rows(tables, {"documents": cited_documents(tables, rows)})
    found, changes, issues = resolve_names(tables, shipped, descriptor())
    if sources is not None:
        found, places, doubts = find_quotes(found, sources, rows)
        changes, issues = [*changes, *places], [*issues, *doubts]
    found, derived = add_rows(found, derived_rows(found, rows, sources))
    covered = fill_coverage(found, rows)
    found, more = add_rows([changed(table, covered) for table in found], {"coverage": new_coverage(found, rows)})
    derived += [*covered, *more]
    found, late, _ = resolve_names(found, shipped, descriptor())  # ids that are made of places
    changes = [*defaults, *filled, *documents, *changes, *derived, *late]
    return Contribution(tuple(found), tuple(changes), tuple(issues))


def with_defaults(table: Table) -> Table:
    """Give the empty cells of a table what they stand for, however many rows it has."""
    columns = table.frame.collect_schema().names()
    found = {c: text for c, text in DEFAULTS.get(table.name, {}).items() if c in columns}
    cells = [pl.when(pl.col(c).fill_null("") == "").then(pl.lit(t)).otherwise(c).alias(c) for c, t in found.items()]
    return replace(table, frame=table.frame.with_columns(cells)) if cells else table


def _defaults(table: Table) -> Iterator[Change]:
    """Fill in what empty cells stand for."""
    for column in table.frame.collect_schema().names():
        if default := DEFAULTS.get(table.name, {}).get(column):
            for row in table.frame.filter(pl.col(column).fill_null("") == "").collect()[ROW]:
                yield Change(**table.place(column, row), old="", new=default, why="default")


def changed(table: Table, changes: Sequence[Change]) -> Table:
    """Make the changes to a table."""
    own = (table.name, table.file, table.sheet)
    return table.with_changes(change for change in changes if (change.table, change.file, change.sheet) == own)


def suggest_names(issues: Sequence[Issue], tables: Sequence[Table], shipped: Sequence[Table] = ()) -> list[Issue]:
    """Suggest the nearest name in all tables for a reference to no row that is near to no key.

    An id that the package has retired is answered with its successor. ``tables`` are what was handed in; bodies of
    other regions than those of their plans are not suggested.
    """
    if not any(issue.code == foreign_key.code for issue in issues):
        return list(issues)
    successors = {(one["table"], one["id"]): one.get("successor") for one in retirements(descriptor())}
    elsewhere = _bodies_elsewhere(tables, shipped)
    names: dict[str, dict[str, set[str]]] = {}
    for table in (*tables, *shipped):
        for name, key in _names(table):
            if table.name != AGENCIES or key not in elsewhere:
                names.setdefault(table.name, {}).setdefault(name, set()).add(key)

    def suggest(issue: Issue) -> Issue:
        lost = issue.code == foreign_key.code and issue.table in descriptor().tables
        target = descriptor().tables[issue.table].references.get(issue.column, "") if lost else ""
        if target == AGENCIES and issue.suggestion in elsewhere:
            issue = replace(issue, suggestion="")
        known = names.get(target, {})
        if successor := successors.get((target, issue.value)):
            return replace(issue, suggestion=successor)
        if not known or issue.suggestion:
            return issue
        keys = known.get(issue.value, set())  # of a name that was not read, since names are read in contributions alone
        return replace(issue, suggestion="".join(keys) if len(keys) == 1 else nearest_key(issue.value, sorted(known)))

    return [suggest(issue) for issue in issues]


def _bodies_elsewhere(tables: Sequence[Table], shipped: Sequence[Table]) -> set[str]:
    """List the keys of the bodies that are of no region of the plans that ``tables`` are about."""
    about = [table.frame.select("plan_id").collect() for table in tables if "plan_id" in _columns(table)]
    plans = {plan for frame in about for plan in frame["plan_id"]} - {None, ""}
    rows: dict[str, list[Row]] = {name: [] for name in (PLANS, AGENCIES, "regions", "region_members")}
    for table in (*tables, *shipped):
        if table.name in rows:
            rows[table.name] += text_values(table, descriptor().tables[table.name]).fill_null("").to_dicts()
    tree = region_tree(rows["regions"], rows["region_members"])
    homes = [row["region_code"] for row in rows[PLANS] if row["plan_id"] in plans]

    def is_elsewhere(region: str) -> bool:
        return tree.is_placed(region) and all(tree.distance(home, region) is None for home in homes)

    return {row["agency_id"] for row in rows[AGENCIES] if homes and is_elsewhere(row["region_code"])}


def _columns(table: Table) -> list[str]:
    return table.frame.collect_schema().names()


def _names(table: Table) -> Iterator[tuple[str, str]]:
    """Give the names of a table's rows in both languages, with their keys."""
    columns, key = table.frame.collect_schema().names(), descriptor().tables[table.name].primary_key
    named = [column for column in columns if base_of(column) in NAMES]
    if not named or len(key) != 1 or key[0] not in columns:
        return
    for row in table.frame.select(*named, *{*key} - {*named}).collect().iter_rows(named=True):
        yield from ((row[column], row[key[0]] or "") for column in named if row[column])
