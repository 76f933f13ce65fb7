"""How much of a plan's rows ``draft`` reads off its text, and how much of what it reads is right.

``python benchmarks/draft.py SOURCES [PLAN_ID …]`` drafts each plan whose official text is in SOURCES, knowing only
what the other plans brought to the package, and compares with the shipped rows: of every table how many of them
are found, and how many of the drafted ones are right; of the figures found, how many have each column right.
"""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

from pyplanning.contribution.draft.draft import draft_rows
from pyplanning.contribution.draft.lexicon import Lexicon, lexicon
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.evidence.quotes import Plan, Quote, offset
from pyplanning.evidence.text import read_written
from pyplanning.io import Row
from pyplanning.validators.evidence import figure_of

FIGURES = ("targets", "observations")
YEAR = {"targets": "target_year", "observations": "year"}
COLUMNS = ("table", "unit_id", "comparator", "year", "start_year", "value_max", "measure", "region_code")
CANDIDATES = ("indicator_id", "concept_id")
LISTS = ("indicators", "industry_concepts")  # classifications, which a second draft may know whole
# What makes a drafted row of a table the shipped one: the same in both.
SAME: dict[str, Callable[[Row], Hashable]] = {
    "sections": lambda row: (row["start"], row["level"], row["title_zh"]),
    "citations": lambda row: row["evidence_start"],
    "projects": lambda row: (row["evidence_start"], row["name_zh"]),
    "terms": lambda row: row["term_zh"],
}


class Score:
    """Counts of rows shipped, drafted and both, by table, and of columns right, by column."""

    def __init__(self) -> None:
        self.tables: dict[str, Counter[str]] = defaultdict(Counter)
        self.columns: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, table: str, shipped: Sequence[Hashable], drafted: Sequence[Hashable]) -> None:
        """Count the keys of shipped and drafted rows of a table; one that is there twice counts twice."""
        both = Counter(shipped) & Counter(drafted)
        self.tables[table].update(shipped=len(shipped), drafted=len(drafted), both=both.total())

    def column(self, name: str, right: bool) -> None:
        """Count a column of a row that was found."""
        self.columns[name].update(all=1, right=int(right))

    def print(self) -> None:
        """Print the shares in per cent."""
        print(f"{'':24}{'shipped':>8}{'drafted':>8}{'found %':>9}{'right %':>9}")
        for table, n in self.tables.items():
            found, right = (100 * n["both"] / n[of] if n[of] else 0.0 for of in ("shipped", "drafted"))
            print(f"{table:24}{n['shipped']:8}{n['drafted']:8}{found:9.1f}{right:9.1f}")
        for name, n in self.columns.items():
            print(f"  {name:42}{n['right']:6} of {n['all']:5}{100 * n['right'] / n['all']:9.1f}")


def compare(plan_id: str, written: str, known: Lexicon, lists: Lexicon, all_rows: Lexicon, score: Score) -> None:
    """Draft a plan, and count what is found and right; ``lists`` also has the classifications whole."""
    package = descriptor()
    draft = draft_rows(written, known, package, plan_id=plan_id)
    shipped = {n: [row for row in rows if row.get("plan_id") == plan_id] for n, rows in all_rows.rows.items()}
    for table, same in SAME.items():
        own = [dict(d.row) for d in draft.rows if d.table == table]
        score.add(table, [same(row) for row in shipped[table]], [same(row) for row in own])
    plan = Plan(plan_id, draft.text.plain, True, units=all_rows.units)
    figures = [(t, row) for t in FIGURES for row in shipped[t]]
    own_figures = [d for d in draft.rows if d.table in FIGURES]
    for name, with_value in (("figures", True), ("aims without a number", False)):
        ours = [(d, _place(d.table, dict(d.row), plan)) for d in own_figures if bool(d.row["value"]) == with_value]
        theirs = [(t, row, _place(t, row, plan)) for t, row in figures if bool(row["value"]) == with_value]
        score.add(name, [key for *_, key in theirs], [key for _, key in ours])
        if with_value:
            for table, row, key in theirs:
                same_place = [d for d, place in ours if place == key]
                if same_place:
                    _columns(table, row, same_place, score)
                    _candidates("", row, same_place, all_rows, known, score)
    with_lists = [d for d in draft_rows(written, lists, package, plan_id=plan_id).rows if d.table in FIGURES]
    ours = [(d, _place(d.table, dict(d.row), plan)) for d in with_lists if d.row["value"]]
    for table, row in figures:
        same_place = [d for d, place in ours if row["value"] and place == _place(table, row, plan)]
        if same_place:
            _candidates(", with whole lists", row, same_place, all_rows, lists, score)


def _place(table: str, row: Row, plan: Plan) -> Hashable:
    """Say where in the text a row's figure is, with its value; where the quote ends of one that has none."""
    start = offset(row["evidence_start"])
    quote = Quote(table, "", 0, row, plan.plan_id, row["evidence"], start, place=start, owner=row)
    if not row["value"]:
        return quote.end
    figure = figure_of(quote, plan)
    return (figure.start if figure else start, float(row["value"]))


def _likest(row: Row, drafts: Sequence[Drafted]) -> Drafted:
    """Choose of several figures drafted at one place the one with the row's indicator."""
    return max(drafts, key=lambda d: row["indicator_id"] in d.candidates.get("indicator_id", ())[:1])


def _columns(table: str, row: Row, drafts: Sequence[Drafted], score: Score) -> None:
    """Count which columns of a figure are right."""
    draft = _likest(row, drafts)
    cells = {"table": draft.table, "year": draft.row.get(YEAR[draft.table], "")}
    expected = {"table": table, "year": row[YEAR[table]]}
    for column in COLUMNS:
        score.column(column, cells.get(column, draft.row.get(column, "")) == expected.get(column, row.get(column, "")))


def _candidates(how: str, row: Row, drafts: Sequence[Drafted], all_rows: Lexicon, known: Lexicon, score: Score) -> None:
    """Count whether indicator and concept are among the candidates, and first, of all and of those that are known."""
    draft = _likest(row, drafts)
    concepts = {r["industry_id"]: r["concept_id"] for r in all_rows.rows["industries"]}
    wanted = (row["indicator_id"], concepts.get(row["industry_id"], ""))
    learnt = {r[key] for table, key in zip(LISTS, CANDIDATES, strict=True) for r in known.rows[table]}
    for column, value in zip(CANDIDATES, wanted, strict=True):
        offered = draft.candidates.get(column, ())
        if value:
            score.column(f"{column} among five{how}", value in offered)
        if value in learnt and not how:
            score.column(f"{column} among five, of known", value in offered)
            score.column(f"{column} first, of known", value in offered[:1])


def main() -> None:
    """Print the measurements."""
    sources, chosen = Path(sys.argv[1]), sys.argv[2:]
    package = descriptor()
    every = lexicon(package)
    total = Score()
    for plan_id in chosen or [row["plan_id"] for row in every.rows["plans"]]:
        written, score = read_written(sources / f"{plan_id}.txt"), Score()
        known, lists = lexicon(package, without=plan_id), lexicon(package, without=plan_id, whole=LISTS)
        start = time.perf_counter()
        for one in (score, total):
            compare(plan_id, written, known, lists, every, one)
        print(f"\n{plan_id} ({len(written):,} characters, {(time.perf_counter() - start) / 4:.2f} s)")
        score.print()
    print("\nall")
    total.print()


if __name__ == "__main__":
    main()
