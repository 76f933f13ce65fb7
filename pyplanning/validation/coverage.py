"""Account for every number of every plan: the evidence of a row, or no fact, and why."""

import pandas as pd

from pyplanning.datapackage.errors import PackageError
from pyplanning.evidence.plan_texts import Sources, read_plans, text_files
from pyplanning.rule import Issue, rule
from pyplanning.validation.account import STATES, numbers_of
from pyplanning.validation.verify import Given, rows_to_prove

COLUMNS = ("plan_id", "section_id", "start", "number", "context", "state", "by")


def coverage(sources: Sources, package: Given = None) -> pd.DataFrame:
    """List every number of every plan, and what accounts for it.

    ``sources`` and ``package`` are as in ``verify``; of a contribution, only those plans are
    considered that it is about and whose texts are given.
    Returns a frame with one row for each number: ``plan_id``, ``section_id``, ``start`` (its offset in
    the normalised text), ``number``, ``context`` (the text around it), ``state`` ("evidence" of a
    row, "no fact" of the model, "not read" in a section that was not read in full, "unaccounted") and
    ``by`` (the row, or the reason).
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
    """Every number of what was read in full is the evidence of a row, or is listed as stating no fact.

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
    """Count the numbers of ``coverage`` by plan and state, with a total and the share accounted for of those read."""
    counts = pd.crosstab(numbers["plan_id"], numbers["state"]).reindex(columns=[*STATES], fill_value=0)
    counts.insert(0, "numbers", counts.sum(axis=1))
    counts.loc["total"] = counts.sum()
    share = 100 * (1 - counts["unaccounted"] / (counts["numbers"] - counts["not read"]))
    return counts.assign(accounted=share.fillna(100).map("{:.1f} %".format)).reset_index()
