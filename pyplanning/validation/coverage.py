"""Account for every number of every plan: the evidence of a row, or no fact, and why."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from pyplanning.datapackage.errors import PackageError
from pyplanning.evidence.numerals import NUMERAL, Year
from pyplanning.evidence.plan_texts import Sources, read_plans, text_files
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.text import occurrences
from pyplanning.rule import Issue, rule
from pyplanning.validation.verify import Given, rows_to_prove
from pyplanning.validators.evidence import YEARS, year_of

STATES = ("evidence", "no fact", "unaccounted")  # what goes before what
COLUMNS = ("plan_id", "section_id", "start", "number", "context", "state", "by")


class Account(NamedTuple):
    """A stretch of text, and what accounts for the numbers in it."""

    start: int
    end: int
    state: str
    by: str


def coverage(sources: Sources, package: Given = None) -> pd.DataFrame:
    """List every number of every plan, and what accounts for it.

    ``sources`` and ``package`` are as in ``verify``; of a contribution, only those plans are
    considered that it is about and whose texts are given.
    Returns a frame with one row for each number: ``plan_id``, ``section_id``, ``start`` (its offset in
    the normalised text), ``number``, ``context`` (the text around it), ``state`` ("evidence" of a
    row, "no fact" of the model, "unaccounted") and ``by`` (the row, or the reason).
    Raises PackageError if the package, or a text, cannot be read, and if none is given.
    """
    rows = rows_to_prove(package, sources)
    files = text_files(sources, rows)
    if rows.handed_in and any(files.values()):
        files = {plan_id: file for plan_id, file in files.items() if file}
    plans, issues = read_plans(files, rows)
    if missing := [issue for issue in issues if issue.level == "error"]:
        raise PackageError.of(missing)
    words = {row["word_zh"]: row["reason"] for row in rows.rows["numeral_words"]}
    return pd.DataFrame([number for plan in plans.values() for number in numbers_of(plan, words)], columns=[*COLUMNS])


@rule(
    "PL510",
    en="{key} – the number {value} at {start} is in no row – found “{context}”",
    zh="{key}：第{start}字处的数字{value}未列入任何数据行，上下文为“{context}”",
)
def number_in_no_row(numbers: pd.DataFrame) -> pd.DataFrame:
    """Every number of a plan is the evidence of a row, or is listed as stating no fact.

    Fix: add the row that the number states, or a row of other_numbers with its reason.
    """
    return numbers[numbers["state"] == "unaccounted"]


def unaccounted(numbers: pd.DataFrame) -> list[Issue]:
    """Report the numbers that no row accounts for, as findings about their plan's text."""
    return [
        number_in_no_row.issue(file=f"{n.plan_id}.txt", key=n.plan_id, value=n.number, start=n.start, context=n.context)
        for n in number_in_no_row.check(numbers).itertuples()
    ]


def summary(numbers: pd.DataFrame) -> pd.DataFrame:
    """Count the numbers of ``coverage`` by plan and state, with a total and the share accounted for."""
    counts = pd.crosstab(numbers["plan_id"], numbers["state"]).reindex(columns=list(STATES), fill_value=0)
    counts.insert(0, "numbers", counts.sum(axis=1))
    counts.loc["total"] = counts.sum()
    share = 100 * (1 - counts["unaccounted"] / counts["numbers"])
    return counts.assign(accounted=share.map("{:.1f} %".format)).reset_index()


def numbers_of(plan: Plan, words: Mapping[str, str]) -> Iterator[tuple[str, str, int, str, str, str, str]]:
    """Yield the numbers of one plan in order, each with the best of the stretches that hold it."""
    accounts = sorted(_accounts(plan, words))
    starts = [account.start for account in accounts]
    widest = max((account.end - account.start for account in accounts), default=0)
    nothing = Account(0, 0, "unaccounted", "")
    for match in NUMERAL.finditer(plan.text):
        start, end = match.span()
        near = accounts[bisect_right(starts, start - widest - 1) : bisect_right(starts, start)]
        holding = [account for account in near if account.start <= start and end <= account.end]
        best = min(holding, key=lambda account: STATES.index(account.state), default=nothing)
        context = plan.text[max(0, start - 10) : end + 10]
        _, section = plan.section_at(start)
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
