"""What rows quote of a plan's text, and where the quotes are in it."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from pyplanning.datapackage.resource import Package, Resource
from pyplanning.evidence import text as texts
from pyplanning.evidence.dating import Dating, Heading
from pyplanning.evidence.numerals import Year, years
from pyplanning.evidence.subject_words import Subjects
from pyplanning.io import Row

WINDOW = 160  # how far around its quote a name may be spread, in characters
SEPARATORS = ("", "、", ".", ":", " ")  # between a heading's number and its title


@dataclass
class Quote:
    """What one row quotes, and where that is in the plan's text.

    ``number`` counts the rows of its table, from 1. ``place`` is the offset at which the quote
    was found: ``start`` itself in the text that the row was taken from, somewhere near it in
    another copy, None where it was not found. ``owner`` is the row that names the plan: the row
    itself, or its parent (a duty's task).
    """

    table: str
    key: str
    number: int
    row: Row
    plan_id: str
    text: str
    start: int
    place: int | None = None
    owner: Row = field(default_factory=dict)

    @property
    def end(self) -> int:
        """The end of the quote, which must have been found."""
        assert self.place is not None
        return self.place + len(self.text)


@dataclass
class Plan:
    """A plan's text, what rows quote of it, and the units that they use.

    ``same`` says that it is the very text cited, to the letter; ``sections`` has, in order, the
    start and id of each section that was found, and ``lines`` where lines begin. ``is_quote`` says that it is
    only the quote of one row: what is around it is not known. ``subjects`` are what its rows may be about.
    ``named`` are the units by the names that are printed; they are made of the units where they are not given.
    """

    plan_id: str
    text: str
    same: bool
    units: Mapping[str, Row] = field(default_factory=dict)
    quotes: list[Quote] = field(default_factory=list)
    sections: list[tuple[int, str]] = field(default_factory=list)
    is_quote: bool = False
    lines: Collection[int] = ()
    subjects: Subjects | None = None
    named: Mapping[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.named = self.named or units_by_name(self.units)

    @cached_property
    def years(self) -> list[Year]:
        """The years that the text names, in order."""
        return years(self.text)

    @cached_property
    def dating(self) -> Dating:
        """How far each year reaches that the text names, in numbers and words, if it is that of a report."""
        found = sorted((q for q in self.quotes if q.table == "sections" and q.place is not None), key=_placed)
        number = {quote.key: n for n, quote in enumerate(found)}
        above = [number.get(quote.row.get("parent_id", "")) for quote in found]
        headings = [Heading(_placed(q), q.end, n) for q, n in zip(found, above, strict=True)]
        return Dating(self.text, headings, self.lines)

    def section_at(self, place: int) -> tuple[int, str]:
        """Give the start and id of the deepest section that holds ``place``; 0 and "" before the first."""
        i = bisect_right(self.sections, place, key=itemgetter(0))
        return self.sections[i - 1] if i else (0, "")

    def letters_around(self, start: int, end: int) -> str:
        """Give the letters among which the name of what is quoted is looked for."""
        begin = max(0, min(start - WINDOW, self.section_at(start)[0]))
        return letters(self.text[begin : end + WINDOW])


def units_by_name(units: Mapping[str, Row]) -> dict[str, Row]:
    """List units by their Chinese names; of several with one name the first counts."""
    return {unit["name_zh"]: unit for unit in reversed([*units.values()]) if unit["name_zh"]}


def _placed(quote: Quote) -> int:
    return quote.place or 0


def letters(text: str) -> str:
    """Leave of a text only letters and digits, as names are compared."""
    return "".join(filter(str.isalnum, texts.fold(texts.normalise(text))))


def quotes_of(rows: Mapping[str, Sequence[Row]], package: Package) -> Iterator[Quote]:
    """Yield what every row quotes of a plan; a heading quotes itself."""
    for resource in package.resources:
        if resource.name == "sections":
            yield from (heading(number, row) for number, row in enumerate(rows["sections"], 1) if row["start"])
        elif "evidence" in resource.columns:
            owner_of = _owner_of(resource, rows)
            for number, row in enumerate(rows[resource.name], 1):
                if row["evidence"]:
                    owner, key = owner_of(row), "/".join(row[column] for column in resource.primary_key)
                    plan_id, start = owner.get("plan_id", ""), offset(row["evidence_start"])
                    yield Quote(resource.name, key, number, row, plan_id, row["evidence"], start, owner=owner)


def heading(number: int, row: Row) -> Quote:
    """Take row ``number`` of the sections as a quote; it starts at -1 where its place is not given."""
    quote = texts.normalise(row["number"] + row["title_zh"])
    return Quote("sections", row["section_id"], number, row, row["plan_id"], quote, offset(row["start"]), owner=row)


def offset(cell: str) -> int:
    """Read an offset; -1, where no text is, for what is no offset."""
    return int(cell) if cell.isdecimal() and cell.isascii() and len(cell) < 10 else -1


def _owner_of(resource: Resource, rows: Mapping[str, Sequence[Row]]) -> Callable[[Row], Row]:
    """Make the function that gives the row that names a row's plan: itself, or its parent (a duty's task)."""
    if "plan_id" in resource.columns:
        return lambda row: row
    for column, key in resource.column_keys.items():
        parents = {row[key.keys[0]]: row for row in rows.get(key.resource, ()) if "plan_id" in row}
        if column in resource.primary_key and parents:
            return lambda row: parents.get(row[column], {})
    return lambda row: {}


def locate(plan: Plan) -> None:
    """Find each quote in the plan's text, and so its sections.

    In the very text that was cited a quote is at its offset. In another copy it is looked for
    nearest to its offset, moved by as much as the quote before it was, first to the letter,
    then with punctuation in one spelling.
    """
    folded = texts.fold(plan.text) if not plan.same else ""
    drift = 0
    for quote in sorted(plan.quotes, key=lambda quote: quote.start):
        written, aim = spellings(quote), quote.start + drift
        if plan.same:
            found = [(aim, s) for s in written if quote.start >= 0 and plan.text.startswith(s, aim)][:1]
        else:
            found = _places(plan.text, written) or _places(folded, written, texts.fold)
        if found:
            quote.place, quote.text = min(found, key=lambda place: (abs(place[0] - aim), *place))
            drift = quote.place - quote.start
    plan.sections = outline_of([q for q in plan.quotes if q.table == "sections" and q.place is not None])


def outline_of(headings: Iterable[Quote]) -> list[tuple[int, str]]:
    """List where each section begins; behind one that ends before the next, the section above it goes on."""
    starts = {quote.start if quote.place is None else quote.place: quote for quote in headings}
    ends = {
        start + offset(quote.row["end"]) - quote.start: quote.row["parent_id"]
        for start, quote in starts.items()
        if quote.row.get("end")
    }
    return sorted((ends | {start: quote.key for start, quote in starts.items()}).items())


def spellings(quote: Quote) -> list[str]:
    """List how a quote may be written: a heading with any separator between number and title, others as they are."""
    number = texts.normalise(quote.row["number"]) if quote.table == "sections" else ""
    return [number + s + quote.text[len(number) :] for s in SEPARATORS] if number else [quote.text]


def _places(text: str, written: Sequence[str], form: Callable[[str], str] = str) -> list[tuple[int, str]]:
    """Find every place of a quote in a text of some form, with its spelling at that place."""
    return [(place, spelling) for spelling in written for place in texts.occurrences(text, form(spelling))]
