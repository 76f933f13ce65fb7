"""How much of a plan's rows ``draft`` reads off its text, and how much of what it reads is right.

``python benchmarks/draft.py SOURCES [PLAN_ID …]`` drafts each plan whose official text is in SOURCES, knowing only
what the other plans brought to the package, and compares with the shipped rows: of every table how many of them
are found, and how many of the drafted ones are right; of the figures found, how many have each column right; and
how many cells somebody who knows the right rows changes to confirm the figures, in addition to setting each row's mark.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

from pyplanning.contribution.draft.draft import Draft, draft_rows
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
    "sections": lambda row: (row["start"], row["level"], row["number"], row["title_zh"]),
    "projects": lambda row: (row["evidence_start"], row["name_zh"]),
}
# Tables of whose rows the quotes need only overlap, since where a name begins is a matter of taste.
QUOTED = ("citations", "terms", "park_roles", "enterprise_roles")
BRACKETS = re.compile(r"[(〔【][^()]*(?:\([^()]*\)[^()]*)*[)〕】]")  # in which lists of bodies are


class Score:
    """Counts of rows shipped, drafted and both, by table, and of columns right, by column."""

    def __init__(self) -> None:
        self.tables: dict[str, Counter[str]] = defaultdict(Counter)
        self.columns: dict[str, Counter[str]] = defaultdict(Counter)
        self.cells: Counter[str] = Counter()

    def add(self, table: str, shipped: Sequence[Hashable], drafted: Sequence[Hashable]) -> None:
        """Count the keys of shipped and drafted rows of a table; one that is there twice counts twice."""
        both = (Counter(shipped) & Counter(drafted)).total()
        self.tables[table].update(shipped=len(shipped), drafted=len(drafted), found=both, right=both)

    def add_quotes(self, table: str, shipped: Sequence[Row], drafted: Sequence[Row]) -> None:
        """Count the rows of a table whose quotes overlap one of the other side."""
        theirs, ours = [*map(_span, shipped)], [*map(_span, drafted)]
        found = sum(any(a < d and c < b for c, d in ours) for a, b in theirs)
        right = sum(any(a < d and c < b for c, d in theirs) for a, b in ours)
        self.tables[table].update(shipped=len(shipped), drafted=len(drafted), found=found, right=right)

    def column(self, name: str, right: bool) -> None:
        """Count a column of a row that was found."""
        self.columns[name].update(all=1, right=int(right))

    def print(self) -> None:
        """Print the shares in per cent."""
        print(f"{'':24}{'shipped':>8}{'drafted':>8}{'found %':>9}{'right %':>9}")
        for table, n in self.tables.items():
            found, right = (100 * n[of] / (n[whole] or 1) for of, whole in (("found", "shipped"), ("right", "drafted")))
            print(f"{table:24}{n['shipped']:8}{n['drafted']:8}{found:9.1f}{right:9.1f}")
        for name, n in self.columns.items():
            print(f"  {name:42}{n['right']:6} of {n['all']:5}{100 * n['right'] / n['all']:9.1f}")
        facts = self.cells["facts"] or 1
        chosen, typed = (self.cells[how] / facts for how in ("chosen", "typed"))
        print(f"  cells a figure: {chosen + typed:.2f} ({chosen:.2f} chosen of candidates, {typed:.2f} typed)")


def compare(plan_id: str, written: str, known: Lexicon, lists: Lexicon, all_rows: Lexicon, score: Score) -> None:
    """Draft a plan, and count what is found and right; ``lists`` also has the classifications whole."""
    package = descriptor()
    draft = draft_rows(written, known, package, plan_id=plan_id)
    shipped = {n: [row for row in rows if row.get("plan_id") == plan_id] for n, rows in all_rows.rows.items()}
    for table, same in SAME.items():
        own = [dict(d.row) for d in draft.rows if d.table == table]
        score.add(table, [same(row) for row in shipped[table]], [same(row) for row in own])
    for table in QUOTED:
        score.add_quotes(table, shipped[table], [dict(d.row) for d in draft.rows if d.table == table])
    _lists(plan_id, draft, all_rows, score)
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
        if row["value"]:
            _confirm(table, row, same_place, all_rows, score)


def _span(row: Row) -> tuple[int, int]:
    """Say from where to where the quote of a row is."""
    start = offset(row["evidence_start"])
    return start, start + len(row["evidence"])


def _lists(plan_id: str, draft: Draft, all_rows: Lexicon, score: Score) -> None:
    """Count the lists of bodies, the projects of boxes, and the columns of these and of citations."""
    own: dict[str, list[Row]] = defaultdict(list)
    for drafted in draft.rows:
        own[drafted.table].append(dict(drafted.row))
    tasks = {row["task_id"] for row in all_rows.rows["tasks"] if row["plan_id"] == plan_id}
    brackets = [match.span() for match in BRACKETS.finditer(draft.text.plain)]
    duties = [row for row in all_rows.rows["responsibilities"] if row["task_id"] in tasks]
    duties = [row for row in duties if any(a < _span(row)[0] < b for a, b in brackets)]
    score.add("duties, list by list", _by_task(duties), _by_task(own["responsibilities"]))
    names = {row["agency_id"]: row["name_zh"] for row in [*all_rows.rows["agencies"], *own["agencies"]]}
    ours = {_span(row): names[row["agency_id"]] for row in own["responsibilities"]}
    for row in duties:
        if _span(row) in ours:
            score.column("agency", ours[_span(row)] == names[row["agency_id"]])
    boxed = [
        [row for row in rows if row["box"]]
        for rows in ([r for r in all_rows.rows["projects"] if r["plan_id"] == plan_id], own["projects"])
    ]
    score.add("projects of boxes", *([(row["evidence_start"], row["name_zh"]) for row in rows] for rows in boxed))
    for row in boxed[0]:
        same = [r for r in boxed[1] if (r["evidence_start"], r["name_zh"]) == (row["evidence_start"], row["name_zh"])]
        for column in ("action_zh", "stage", "kind", "capacity_value") if same else ():
            score.column(f"{column} of a project", same[0][column] == row[column])
    for row in (r for r in all_rows.rows["citations"] if r["plan_id"] == plan_id):
        start, end = _span(row)
        if same := [r for r in own["citations"] if _span(r)[0] < end and start < _span(r)[1]]:
            for column in ("relation", "cited_number"):
                score.column(f"{column} of a citation", any(r[column] == row[column] for r in same))


def _by_task(duties: Sequence[Row]) -> list[Hashable]:
    """Give the bodies of each task, in order, with their roles and places."""
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for row in duties:
        found[row["task_id"]].append((_span(row)[0], row["as_written"], row["role"]))
    return [tuple(sorted(bodies)) for bodies in found.values()]


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


def _confirm(table: str, row: Row, drafts: Sequence[Drafted], all_rows: Lexicon, score: Score) -> None:
    """Count the cells of a figure that are chosen of candidates, or typed: all, where it was not drafted."""
    score.cells["facts"] += 1
    industries = {r["industry_id"]: r["name_zh"] for r in all_rows.rows["industries"]}
    expected = row | {"year": row[YEAR[table]], "table": table, "industry_id": industries.get(row["industry_id"], "")}
    cells = [c for c in (*COLUMNS, "indicator_id", "industry_id", "recognition") if c != "table" or drafts]
    if not drafts:
        score.cells["typed"] += sum(bool(expected[column]) for column in (*cells, "value", "evidence"))
        return
    draft = _likest(row, drafts)
    own = {**draft.row, "year": draft.row.get(YEAR[draft.table], ""), "table": draft.table}
    for column in (c for c in cells if own.get(c, "") != expected[c]):
        score.cells["chosen" if expected[column] in draft.candidates.get(column, ()) else "typed"] += 1


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
