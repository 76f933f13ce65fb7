"""Rows as claims about a place in a plan's text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.descriptor import (
    Descriptor,
    descriptor,
    fields,
    foreign_keys,
    primary_key,
    read_descriptor,
    root,
)
from pyplanning.evidence import text as texts
from pyplanning.evidence.numerals import Year, years
from pyplanning.io import Row
from pyplanning.io.read import read_rows

if TYPE_CHECKING:
    from pyplanning.io.table import Table

SEPARATORS = ("", "、", ".", ":", " ")  # between a heading's number and its title


@dataclass
class Claim:
    """One row, what it quotes, and where the quote stands in the text.

    ``place`` is the offset at which the quote was found: ``start`` itself in the text that
    the row was taken from, somewhere near it in another copy, None where it isn't found.
    ``owner`` is the row that names the plan: the row itself, or its parent (a duty's task).
    """

    table: str
    key: str
    number: int
    row: Row
    plan_id: str
    quote: str
    start: int
    place: int | None = None
    owner: Row = field(default_factory=dict)

    @property
    def end(self) -> int:
        """End of the quote; the claim must have been found."""
        assert self.place is not None
        return self.place + len(self.quote)


@dataclass
class Plan:
    """A plan's text, the claims about it, and the units that they use.

    ``same`` says that it is the very text cited, to the letter.
    """

    plan_id: str
    text: str
    same: bool
    units: dict[str, Row] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    section_ids: list[str] = field(default_factory=list)

    @cached_property
    def years(self) -> list[Year]:
        """The years that the text names, in order."""
        return years(self.text)

    def section_at(self, place: int) -> str:
        """The deepest section that holds ``place``; "" before the first."""
        i = bisect_right(self.starts, place) - 1
        return self.section_ids[i] if i >= 0 else ""

    def section_start(self, place: int) -> int:
        """Where the deepest section that holds ``place`` begins."""
        i = bisect_right(self.starts, place) - 1
        return self.starts[i] if i >= 0 else 0


@dataclass(frozen=True)
class Material:
    """Rows by table, their claims, and the plans that they are about.

    Where ``tables`` were handed in, their rows come first, then those of the shipped package
    that they do not replace; ``places`` says, for each of the former, which of ``tables`` it
    stands in and its number there. Only the former are to be proved. Of a package all rows are.
    ``plans`` says of each plan whether a row that its text can prove is new.
    """

    rows: dict[str, list[Row]]
    claims: list[Claim]
    plans: dict[str, bool]
    tables: tuple[Table, ...] = ()
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def own(self, table: str) -> list[Row]:
        """The rows of a table that are to be proved."""
        return self.rows[table][: len(self.places[table])] if self.tables else self.rows[table]

    def owns(self, claim: Claim) -> bool:
        """Whether a claim is to be proved."""
        return not self.tables or claim.number <= len(self.places[claim.table])

    def place(self, table: str, column: str, number: int) -> dict[str, Any]:
        """Where a cell of a row that was handed in stands; ``number`` counts the rows of ``rows``."""
        at, row = self.places[table][number - 1]
        return self.tables[at].place(column, row)


def of_package(folder: Path) -> Material:
    """All rows of a package; PackageError where it cannot be read."""
    package = read_descriptor(folder)
    rows = read_rows(folder, package)
    return Material(rows, [*claims(rows, package)], {row["plan_id"]: True for row in rows["plans"]})


def of_tables(tables: Sequence[Table]) -> Material:
    """The rows of tables that were handed in, and the shipped ones beside them.

    A row that is shipped to the letter is not new.
    """
    package, shipped = descriptor(), read_rows(root(), descriptor())
    rows: dict[str, list[Row]] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for resource in package["resources"]:
        name, key = resource["name"], primary_key(resource)
        meant = [(at, table) for at, table in enumerate(tables) if table.name == name]
        handed = [((at, number), row) for at, table in meant for number, row in _rows(table, resource)]
        places[name] = [place for place, _ in handed]
        keys = {tuple(row[k] for k in key) for _, row in handed}
        kept = [row for row in shipped[name] if tuple(row[k] for k in key) not in keys]
        rows[name] = [row for _, row in handed] + kept
    found = Material(rows, [*claims(rows, package)], {}, tuple(tables), places)
    found.plans.update(_plans(found, shipped))
    return found


def _rows(table: Table, resource: Descriptor) -> Iterator[tuple[int, Row]]:
    """The rows of a table with their numbers, in the columns of its resource."""
    from pyplanning.io.table import ROW

    columns, known = [f["name"] for f in fields(resource)], table.frame.collect_schema().names()
    blank, here = dict.fromkeys(columns, ""), [column for column in columns if column in known]
    for number, *cells in table.frame.select(ROW, *here).collect().iter_rows():
        yield number, blank | {column: cell or "" for column, cell in zip(here, cells, strict=True)}


def _plans(found: Material, shipped: dict[str, list[Row]]) -> dict[str, bool]:
    """The plans that rows handed in are about, and whether one that the text can prove is new."""
    plans = {row["plan_id"]: False for name in found.rows for row in found.own(name) if row.get("plan_id")}
    about = [(name, row, row["plan_id"]) for name in ("plans", "sections") for row in found.own(name)]
    about += [(claim.table, claim.row, claim.plan_id) for claim in found.claims if found.owns(claim)]
    known = {name: {tuple(row.values()) for row in rows} for name, rows in shipped.items()}
    for name, row, plan_id in about:
        if plan_id and not plans.get(plan_id):
            plans[plan_id] = tuple(row.values()) not in known[name]
    return plans


def claims(tables: dict[str, list[Row]], package: Descriptor) -> Iterator[Claim]:
    """Every row that quotes a plan, the headings included."""
    for resource in package["resources"]:
        name, columns = resource["name"], {f["name"] for f in fields(resource)}
        if name == "sections":
            yield from _headings(tables["sections"])
        elif "evidence" in columns:
            yield from _evidence(name, resource, tables)


def _headings(rows: list[Row]) -> Iterator[Claim]:
    for number, row in enumerate(rows, 1):
        if row["start"]:
            yield heading(number, row)


def heading(number: int, row: Row) -> Claim:
    """Row ``number`` of the sections as a claim; it starts at -1 where its place isn't given."""
    quote = texts.normalise(row["number"] + row["title_zh"])
    return Claim("sections", row["section_id"], number, row, row["plan_id"], quote, offset(row["start"]), owner=row)


def offset(cell: str) -> int:
    """An offset as written; -1, where nothing stands, for what is no offset."""
    return int(cell) if cell.isdecimal() and cell.isascii() and len(cell) < 10 else -1


def _evidence(name: str, resource: Descriptor, tables: dict[str, list[Row]]) -> Iterator[Claim]:
    owner_of = _owner_of(resource, tables)
    key = primary_key(resource)
    for number, row in enumerate(tables[name], 1):
        if row["evidence"]:
            owner = owner_of(row)
            yield Claim(
                name,
                "/".join(row[k] for k in key),
                number,
                row,
                owner.get("plan_id", ""),
                row["evidence"],
                offset(row["evidence_start"]),
                owner=owner,
            )


def _owner_of(resource: Descriptor, tables: dict[str, list[Row]]) -> Callable[[Row], Row]:
    """How to tell the row that names a row's plan: itself, or its parent (a duty's task)."""
    if any(f["name"] == "plan_id" for f in fields(resource)):
        return lambda row: row
    for column, table, ref in foreign_keys(resource):
        parents = tables[table]
        if column in primary_key(resource) and parents and "plan_id" in parents[0]:
            found = {row[ref]: row for row in parents}
            return lambda row: found.get(row[column], {})
    return lambda row: {}


def locate(plan: Plan) -> None:
    """Find each claim's quote in the plan's text, and order the sections by place.

    In the very text that was cited a quote stands at its offset. In another copy it is
    looked for nearest to its offset, moved by as much as the quote before it was, first to
    the letter, then with punctuation in one spelling.
    """
    folded = texts.fold(plan.text) if not plan.same else ""
    drift = 0
    for claim in sorted(plan.claims, key=lambda c: c.start):
        if not plan.same:
            claim.place = _nearest(plan.text, folded, claim, claim.start + drift)
        elif _stands(plan.text, claim, claim.start):
            claim.place = claim.start
        if claim.place is not None:
            drift = claim.place - claim.start
    heads = sorted((c.place, c.row["section_id"]) for c in plan.claims if c.table == "sections" and c.place is not None)
    plan.starts = [place for place, _ in heads]
    plan.section_ids = [section for _, section in heads]


def spellings(claim: Claim) -> list[str]:
    """A heading may have a separator between number and title; a quote has one spelling."""
    number = texts.normalise(claim.row["number"]) if claim.table == "sections" else ""
    if not number:
        return [claim.quote]
    return [number + s + claim.quote[len(number) :] for s in SEPARATORS]


def _stands(text: str, claim: Claim, place: int) -> bool:
    for spelling in spellings(claim):
        if place >= 0 and text.startswith(spelling, place):
            claim.quote = spelling
            return True
    return False


def _nearest(text: str, folded: str, claim: Claim, aim: int) -> int | None:
    for haystack, turn in ((text, str), (folded, texts.fold)):
        found = [
            (abs(place - aim), place, spelling)
            for spelling in spellings(claim)
            for place in texts.occurrences(haystack, turn(spelling))
        ]
        if found:
            _, place, claim.quote = min(found)
            return place
    return None
