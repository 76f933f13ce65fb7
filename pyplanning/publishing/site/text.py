"""What a plan's page needs to show a reader's copy of the official text: what rows quote of it, and where.

The texts are not part of the package. A reader who has one gives it to the page, which reads it as ``verify``
does and lights each row at its quote; ``assets/text.js`` says how.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyplanning.dataset.row_names import READING, place_in
from pyplanning.evidence.quotes import Quote, quotes_of
from pyplanning.evidence.text import normalise
from pyplanning.publishing.site.addresses import file_name
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script

HUE = 137.5  # degrees from one table's colour to the next, by which neighbours differ most
TEXTS = "data/texts.js"  # the plans by the digest of their text


@dataclass(frozen=True)
class Quoted:
    """What the rows of one plan quote of its text, in the order of the places."""

    plan: str
    quotes: Sequence[Quote]

    @property
    def address(self) -> str:
        """The address of the script with the quotes, in the folder of a language."""
        return f"data/quotes/{file_name(self.plan)}.js"

    @cached_property
    def tables(self) -> list[str]:
        """The tables of the rows, in reading order."""
        return sorted({quote.table for quote in self.quotes}, key=lambda name: place_in(READING, name))

    @cached_property
    def numbers(self) -> dict[tuple[str, str], int]:
        """The number of each row, from 0, by its table and key: under it a row of the page is found."""
        return {(quote.table, quote.key): number for number, quote in enumerate(self.quotes)}

    def script(self, content: Content) -> Script:
        """Give the quotes to the page's script.

        A row is [number of its table, offset, quote, length of a heading's number, name, address, number of the row of
        the page that shows it, or -1].
        """
        plan = content.row("plans", self.plan)
        tables = [[name, content.title(name), colour(number)] for number, name in enumerate(self.tables)]
        rows = [self._row(quote, content) for quote in self.quotes]
        value = {"sha256": plan["source_sha256"], "length": int(plan["source_length"] or 0)}
        return Script(self.address, "quotes", value | {"tables": tables, "rows": rows})

    def _row(self, quote: Quote, content: Content) -> list[str | int]:
        name, table, key = content.name(quote.table, quote.key), quote.table, quote.key
        column, owner = content.owner(table)
        if owner:  # what a project or task has is shown in its row
            table, key = owner, quote.row[column]
        number = len(normalise(quote.row["number"])) if quote.table == "sections" else 0
        named = "" if name == quote.key else name
        address = content.shown_at(quote.table, quote.key)
        shown = self.numbers.get((table, key), -1)
        return [self.tables.index(quote.table), quote.start, quote.text, number, named, address, shown]


def quoted(content: Content) -> Iterator[Quoted]:
    """List of each plan what its rows quote."""
    found: dict[str, list[Quote]] = {row["plan_id"]: [] for row in content.rows("plans")}
    for quote in quotes_of(content.source.tables, content.package):
        found.get(quote.plan_id, []).append(quote)
    for plan, quotes in found.items():
        yield Quoted(plan, sorted(quotes, key=lambda quote: quote.start))


def texts(content: Content) -> Script:
    """Give the page's script the name and address of each plan by the digest of its text."""
    keys = [(row["source_sha256"], row["plan_id"]) for row in content.rows("plans") if row["source_sha256"]]
    return Script(
        TEXTS, "texts", {digest: [content.name("plans", key), content.address("plans", key)] for digest, key in keys}
    )


def colour(number: int) -> int:
    """Give the hue of a table, in degrees, by its number on the page."""
    return round(HUE * number) % 360
