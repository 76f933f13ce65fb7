"""Rows as claims about a place in a plan's text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pyplanning import text as texts
from pyplanning.datapackage import Descriptor, fields, foreign_keys, primary_key
from pyplanning.figures import Year, years
from pyplanning.reading import Row

SEPARATORS = ("", "、", ".", ":", " ")  # between a heading's number and its title


@dataclass
class Claim:
    """One row, what it quotes, and where the quote stands in the text.

    ``place`` is the offset at which the quote was found: ``start`` itself in the text that
    the row was taken from, somewhere near it in another copy, None where it isn't found.
    """

    table: str
    key: str
    number: int
    row: Row
    plan_id: str
    quote: str
    start: int
    place: int | None = None

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


def claims(tables: dict[str, list[Row]], package: Descriptor) -> Iterator[Claim]:
    """Every row that quotes a plan, the headings included."""
    for resource in package["resources"]:
        name, columns = resource["name"], {f["name"] for f in fields(resource)}
        if name == "sections":
            yield from _headings(tables["sections"])
        elif "evidence" in columns:
            yield from _evidence(name, resource, tables, package)


def _headings(rows: list[Row]) -> Iterator[Claim]:
    for number, row in enumerate(rows, 1):
        if row["start"]:
            quote = texts.normalise(row["number"] + row["title_zh"])
            yield Claim("sections", row["section_id"], number, row, row["plan_id"], quote, _offset(row["start"]))


def _offset(cell: str) -> int:
    """An offset as written; -1, where nothing stands, for what is no offset."""
    return int(cell) if cell.isdecimal() and cell.isascii() and len(cell) < 10 else -1


def _evidence(name: str, resource: Descriptor, tables: dict[str, list[Row]], package: Descriptor) -> Iterator[Claim]:
    plan_of = _plan_of(name, resource, tables, package)
    key = primary_key(resource)
    for number, row in enumerate(tables[name], 1):
        if row["evidence"]:
            yield Claim(
                name,
                "/".join(row[k] for k in key),
                number,
                row,
                plan_of(row),
                row["evidence"],
                _offset(row["evidence_start"]),
            )


def _plan_of(
    name: str, resource: Descriptor, tables: dict[str, list[Row]], package: Descriptor
) -> Callable[[Row], str]:
    """How to tell a row's plan: its own column, or its parent's (a duty's task)."""
    if any(f["name"] == "plan_id" for f in fields(resource)):
        return lambda row: row["plan_id"]
    for column, table, ref in foreign_keys(resource):
        parents = tables[table]
        if column in primary_key(resource) and parents and "plan_id" in parents[0]:
            plans = {row[ref]: row["plan_id"] for row in parents}
            return lambda row: plans.get(row[column], "")
    return lambda row: ""


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


def _spellings(claim: Claim) -> list[str]:
    """A heading may have a separator between number and title; a quote has one spelling."""
    number = texts.normalise(claim.row["number"]) if claim.table == "sections" else ""
    if not number:
        return [claim.quote]
    return [number + s + claim.quote[len(number) :] for s in SEPARATORS]


def _stands(text: str, claim: Claim, place: int) -> bool:
    for spelling in _spellings(claim):
        if place >= 0 and text.startswith(spelling, place):
            claim.quote = spelling
            return True
    return False


def _nearest(text: str, folded: str, claim: Claim, aim: int) -> int | None:
    for haystack, turn in ((text, str), (folded, texts.fold)):
        found = [
            (abs(place - aim), place, spelling)
            for spelling in _spellings(claim)
            for place in texts.occurrences(haystack, turn(spelling))
        ]
        if found:
            _, place, claim.quote = min(found)
            return place
    return None
