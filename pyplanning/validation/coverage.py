"""Account for every number of every plan: the evidence of a row, or no fact, and why."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyplanning.evidence import quotes as c
from pyplanning.evidence.numerals import NUMERAL, Year
from pyplanning.evidence.text import occurrences
from pyplanning.rule import Issue, rule
from pyplanning.validation.verify import Given, Sources, files, material, read_plans, unread

if TYPE_CHECKING:
    import pandas as pd

STATES = ("evidence", "no fact", "unaccounted")


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of text, and what accounts for the numbers in it."""

    start: int
    end: int
    state: str
    by: str


def coverage(sources: Sources, package: Given = None) -> pd.DataFrame:
    """Every number of every plan, and what accounts for it.

    ``sources`` and ``package`` are as in ``verify``; of tables that were handed in, only the
    plans are looked at that these are about and whose texts are given.
    Returns a frame with one row a number: ``plan_id``, ``section_id``, ``start``, ``number``,
    ``context`` (the text around it), ``state`` ("evidence" of a row, "no fact" of the model,
    "unaccounted") and ``by`` (the row, or the reason).
    Raises PackageError where the package, or a text, cannot be read, and where none is given.
    """
    import pandas as pd

    found = material(package, sources)
    given = files(sources, found)
    plans, issues = read_plans(given, found)
    passed_over = {plan_id for plan_id, file in given.items() if plans and found.tables and not file}
    missing = [issue for issue in issues if issue.level == "error" and issue.key not in passed_over]
    if missing:
        raise unread(missing)
    words = {row["word_zh"]: row["reason"] for row in found.rows["numeral_words"]}
    columns = ["plan_id", "section_id", "start", "number", "context", "state", "by"]
    rows = [row for plan in plans.values() for row in account(plan, words)]
    return pd.DataFrame(rows, columns=columns)


@rule(
    "PL510",
    en="{key} – the number {value} at {start} is in no row – found “{context}”",
    zh="{key}：第{start}字处的数字{value}未见于任何行，上下文为“{context}”",
)
def number_in_no_row(numbers: pd.DataFrame) -> pd.DataFrame:
    """Every number of a plan is the evidence of a row, or is listed as stating no fact.

    Fix: add the row that the number states, or a row of other_numbers with its reason.
    """
    return numbers[numbers["state"] == "unaccounted"]


def unaccounted(numbers: pd.DataFrame) -> list[Issue]:
    """The numbers that no row accounts for, as findings about their plan's text."""
    return [
        number_in_no_row.issue(
            file=f"{n['plan_id']}.txt", key=n["plan_id"], value=n["number"], start=n["start"], context=n["context"]
        )
        for n in number_in_no_row.check(numbers).to_dict("records")
    ]


def summary(numbers: pd.DataFrame) -> pd.DataFrame:
    """Count the numbers of ``coverage`` by plan and state, with a total and the share accounted for."""
    import pandas as pd

    counts = pd.crosstab(numbers["plan_id"], numbers["state"]).reindex(columns=list(STATES), fill_value=0)
    counts.insert(0, "numbers", counts.sum(axis=1))
    counts.loc["total"] = counts.sum()
    share = 100 * (1 - counts["unaccounted"] / counts["numbers"])
    return counts.assign(accounted=share.map("{:.1f} %".format)).reset_index()


def account(plan: c.Plan, words: dict[str, str]) -> list[tuple[str, str, int, str, str, str, str]]:
    """The numbers of one plan in order, each with the first span that holds it."""
    spans = sorted(_spans(plan, words))
    starts = [span.start for span in spans]
    widest = max((span.end - span.start for span in spans), default=0)
    rows = []
    for match in NUMERAL.finditer(plan.text):
        near = spans[bisect_right(starts, match.start() - widest - 1) : bisect_right(starts, match.start())]
        holding = [s for s in near if s.start <= match.start() and match.end() <= s.end]
        best = min(holding, key=lambda s: STATES.index(s.state), default=Span(0, 0, "unaccounted", ""))
        context = plan.text[max(0, match.start() - 10) : match.end() + 10]
        rows.append(
            (plan.plan_id, plan.section_at(match.start()), match.start(), match[0], context, best.state, best.by)
        )
    return rows


def _spans(plan: c.Plan, words: dict[str, str]) -> list[Span]:
    from pyplanning.validators.evidence import FIGURES

    spans = []
    for claim in plan.claims:
        if claim.place is None:
            continue
        other = claim.table == "other_numbers"
        by = claim.row["reason"] if other else f"{claim.table}/{claim.key}"
        spans.append(Span(claim.place, claim.end, "no fact" if other else "evidence", by))
        if claim.table in FIGURES:
            spans += [Span(y.start, y.end, "evidence", by) for y in _dates(claim, plan)]
    for word, reason in words.items():
        spans += [Span(i, i + len(word), "no fact", f"{reason}: {word}") for i in occurrences(plan.text, word)]
    return spans


def _dates(claim: c.Claim, plan: c.Plan) -> list[Year]:
    """The year that dates a figure, and the base years in its section, as far as the row has them."""
    from pyplanning.validators.evidence import FIGURES, year_of

    assert claim.place is not None
    dated = year_of(claim, plan)
    found = [dated] if dated and str(dated.year) == claim.row[FIGURES[claim.table]] else []
    if not claim.row["start_year"]:
        return found
    begin = plan.section_start(claim.place)
    in_section = [y for y in plan.years if begin <= y.start and y.end <= claim.end]
    return found + [y for y in in_section if str(y.year) == claim.row["start_year"]]
