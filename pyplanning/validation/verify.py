"""Prove rows against the official texts: those of a package, or those that were handed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.integrity import open_package
from pyplanning.evidence.plan_texts import Sources, read_plans, text_files
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.rows_to_prove import RowsToProve, rows_of_package, rows_of_tables
from pyplanning.evidence.whole_text import Sought, misfit, report_strays
from pyplanning.io.rows import read_rows
from pyplanning.rule import Issue, Message, Report
from pyplanning.validation.prove import prove

if TYPE_CHECKING:
    from pyplanning.io.table import Table

Given = str | Path | Sequence["Table"] | None  # a package folder, a contributed file or tables, the shipped package


def verify(sources: Sources, package: Given = None, into: Path | None = None) -> Report:
    """Verify every row that quotes a plan against the plan's text.

    ``sources`` is a folder with the texts as PLAN_ID.txt, or has each plan's file by its id. For
    every row: the evidence is at its offset, its section holds that place, its names can be
    read there, and the figure in the evidence gives the same value, unit, comparator and year.
    ``package`` is a package folder, by default the shipped one, or a file or tables that were
    contributed: then only their rows are verified, together with those of the shipped package, or of
    that in ``into``, and findings are reported at their cells; rows without an offset, which
    ``find_quotes`` fills in, are ignored. Tables are read as ``validate`` reads them.
    Returns a Report whose counts are verified rows by table.
    Raises PackageError if the package, or every text of it, cannot be read, and if a text
    is given for a plan that no row is about.
    """
    rows = rows_to_prove(package, sources, into=into)
    files = text_files(sources, rows)
    plans, issues = read_plans(files, rows)
    issues += report_strays(sources, [row["plan_id"] for row in rows.rows["plans"]])
    counts: Counter[str] = Counter()
    for plan in plans.values():
        quotes = [quote for quote in plan.quotes if rows.owns(quote)]
        if found := _misfit(plan, quotes, files[plan.plan_id]):
            rule, words = found
            issues.append(rule.issue(**words))
            quotes = [quote for quote in quotes if quote.place is not None]
        for quote in quotes:
            against = prove(quote, plan)
            counts[quote.table] += not against
            issues += against
    return Report(tuple(sorted(_at_cells(issues, rows))), dict(counts))


def _misfit(plan: Plan, quotes: Sequence[Quote], file: Path | None) -> tuple[Message, dict[str, str]] | None:
    """Tell what is wrong with another text than the one cited, if it lacks quotes: the rule and its words."""
    if plan.same or file is None:
        return None
    in_order = sorted(quotes, key=lambda quote: quote.start)
    return misfit(plan.plan_id, file, plan.text, [Sought(q.table, q.text, q.place is not None) for q in in_order])


def rows_to_prove(
    package: Given, sources: Sources | None, waiting: bool = False, into: Path | None = None
) -> RowsToProve:
    """Read what is to be proved; PackageError where it cannot be read.

    The rows of a file get ids for names, and with ``sources`` places for quotes, first; ``waiting`` asks for
    the rows of a draft that are not marked yet too.
    """
    path = root() if package is None else package
    if isinstance(path, str | Path) and not Path(path).is_file():
        found = open_package(Path(path))
        return rows_of_package(read_rows(Path(path), found), found)
    shipped = read_rows(into or root(), descriptor())
    if isinstance(path, str | Path):
        from pyplanning.io.read import read
        from pyplanning.validation.prepare import prepare

        path = prepare(read(path), read(root()), sources, waiting=waiting).tables
    return rows_of_tables(path, shipped)


def _at_cells(issues: Sequence[Issue], rows: RowsToProve) -> list[Issue]:
    """Place findings about rows handed in at their cells, and those about a plan's text at its id."""
    if not rows.handed_in:
        return [*issues]
    plans = {row["plan_id"]: number for number, row in enumerate(rows.own("plans"), 1)}
    placed = []
    for issue in issues:
        name, column, number = issue.table or "plans", issue.column or "plan_id", issue.row or plans.get(issue.key)
        if number:
            table, row = rows.places[name][number - 1]
            issue = replace(issue, **table.place(column, row))
        placed.append(issue)
    return placed
