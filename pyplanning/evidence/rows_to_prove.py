"""The rows that are to be proved: those of a package, or those that were handed in, with the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Package
from pyplanning.evidence.quotes import Quote, quotes_of
from pyplanning.io import Row
from pyplanning.rule import ROW

if TYPE_CHECKING:
    from pyplanning.io.table import Table

Rows = Mapping[str, list[Row]]  # by table


@dataclass(frozen=True)
class RowsToProve:
    """Rows by table, what they quote, and the plans that they are about.

    Of a package all rows are to be proved. Where rows were ``handed_in``, only these are: they
    come first, each with its table and number in ``places``, before those of the shipped package
    that they do not replace. ``plans`` says of each plan whether a row that its text can prove
    is new.
    """

    rows: Rows
    quotes: list[Quote]
    plans: dict[str, bool]
    handed_in: bool = False
    places: dict[str, list[tuple[Table, int]]] = field(default_factory=dict)

    def own(self, table: str) -> list[Row]:
        """List the rows of a table that are to be proved."""
        return self.rows[table][: len(self.places[table])] if self.handed_in else self.rows[table]

    def owns(self, quote: Quote) -> bool:
        """Say whether a quote's row is to be proved."""
        return not self.handed_in or quote.number <= len(self.places[quote.table])


def rows_of_package(rows: Rows, package: Package) -> RowsToProve:
    """Take the rows of a package, which may lack tables and columns of ours: then they are empty."""
    whole = {**rows}
    for resource in descriptor().resources:
        own, blank = rows.get(resource.name, []), dict.fromkeys(resource.columns, "")
        whole[resource.name] = own if own and own[0].keys() >= blank.keys() else [blank | row for row in own]
    return RowsToProve(whole, [*quotes_of(whole, package)], {row["plan_id"]: True for row in whole["plans"]})


def rows_of_tables(tables: Sequence[Table], shipped: Rows) -> RowsToProve:
    """Take the rows of tables that were handed in, and those of the shipped package.

    A row that is shipped to the letter is not new.
    """
    from pyplanning.io.read import text_values

    rows: dict[str, list[Row]] = {}
    places: dict[str, list[tuple[Table, int]]] = {}
    for resource in descriptor().resources:
        name, key, own = resource.name, resource.primary_key, []
        places[name] = []
        for table in (table for table in tables if table.name == name):
            cells = text_values(table, resource).fill_null("")
            places[name] += [(table, number) for number in cells[ROW]]
            own += cells.drop(ROW).to_dicts()
        keys = {tuple(row[column] for column in key) for row in own}
        rows[name] = own + [row for row in shipped[name] if tuple(row[column] for column in key) not in keys]
    found = RowsToProve(rows, [*quotes_of(rows, descriptor())], {}, True, places)
    found.plans.update(_plans(found, shipped))
    return found


def _plans(found: RowsToProve, shipped: Rows) -> dict[str, bool]:
    """List the plans that rows handed in are about, and whether one that the text can prove is new."""
    plans = {row["plan_id"]: False for name in found.rows for row in found.own(name) if row.get("plan_id")}
    about = [(name, row, row["plan_id"]) for name in ("plans", "sections") for row in found.own(name)]
    about += [(quote.table, quote.row, quote.plan_id) for quote in found.quotes if found.owns(quote)]
    known = {name: {tuple(row.values()) for row in rows} for name, rows in shipped.items()}
    for name, row, plan_id in about:
        if plan_id and not plans.get(plan_id):
            plans[plan_id] = tuple(row.values()) not in known[name]
    return plans
