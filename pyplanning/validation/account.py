"""What accounts for the numbers of one plan's text: a row's quote, or a word or row that says it is no fact."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pyplanning.evidence.numerals import NUMERAL, Year
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.text import occurrences
from pyplanning.validators.years import YEARS, year_of

STATES = ("evidence", "no fact", "not read", "unaccounted")  # what goes before what

FULL = "full"  # scope of a section of which every number is accounted for


class Account(NamedTuple):
    """A stretch of text, and what accounts for the numbers in it."""

    start: int
    end: int
    state: str
    by: str


def numbers_of(plan: Plan, words: Mapping[str, str]) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    """Yield the numbers of one plan in order, as in ``coverage``, each with the best of the stretches that hold it."""
    accounts = sorted(_accounts(plan, words))
    starts = [account.start for account in accounts]
    widest = max((account.end - account.start for account in accounts), default=0)
    scopes = {quote.key: quote.row.get("scope") or FULL for quote in plan.quotes if quote.table == "sections"}
    title = FULL if {*scopes.values()} <= {FULL} else "none"  # what stands before the first heading
    for match in NUMERAL.finditer(plan.text):
        start, end = match.span()
        near = accounts[bisect_right(starts, start - widest - 1) : bisect_right(starts, start)]
        holding = [account for account in near if account.start <= start and end <= account.end]
        context = plan.text[max(0, start - 10) : end + 10]
        _, section = plan.section_at(start)
        scope = scopes.get(section, title)
        nothing = Account(0, 0, "unaccounted", "") if scope == FULL else Account(0, 0, "not read", f"scope: {scope}")
        best = min(holding, key=lambda account: STATES.index(account.state), default=nothing)
        yield plan.plan_id, section, start, match[0], context, best.state, best.by


def _accounts(plan: Plan, words: Mapping[str, str]) -> Iterator[Account]:
    """Yield what accounts for numbers: quotes, the years that date them, and words that state no number."""
    for quote in plan.quotes:
        if quote.place is not None:
            other = quote.table == "other_numbers"
            by = quote.row["reason"] if other else f"{quote.table}/{quote.key}"
            yield Account(quote.place, quote.end, "no fact" if other else "evidence", by)
            yield from (Account(year.start, year.end, "evidence", by) for year in _years(quote, plan))
    for word, reason in words.items():
        for place in occurrences(plan.text, word):
            yield Account(place, place + len(word), "no fact", f"{reason}: {word}")


def _years(quote: Quote, plan: Plan) -> list[Year]:
    """Give the year that dates a figure, and the base years in its section, as far as the row has them."""
    if quote.table not in YEARS or quote.place is None:
        return []
    dated, (begin, _) = year_of(quote, plan), plan.section_at(quote.place)
    in_section = [year for year in plan.years if begin <= year.start and year.end <= quote.end]
    base = [year for year in in_section if str(year.year) == quote.row.get("start_year")]
    return [*base, dated] if dated and str(dated.year) == quote.row[YEARS[quote.table]] else base
