"""Prove a row by what it quotes: in its plan's text, or, as far as that says it, by the quote alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.field_words import labels
from pyplanning.evidence.quotes import Plan, Quote, units_by_name
from pyplanning.rule import ROW, Issue, Rule
from pyplanning.validation.run_rules import as_text
from pyplanning.validators import evidence as e
from pyplanning.validators import wording as w
from pyplanning.validators import years as y

if TYPE_CHECKING:
    from pyplanning.datapackage.resource import Resource
    from pyplanning.io import Row
    from pyplanning.io.table import Table
    from pyplanning.validation.findings import Findings

QuoteRule: TypeAlias = Rule[Any]  # its check takes a Quote and a Plan
FOUND = "…found"  # what is found instead; no column of a table is called so
LONGEST = 400  # characters of a quote that is looked into by itself
# The rules that a quote alone can prove, by table.
OF_FIGURES: tuple[QuoteRule, ...] = (
    *e.EVERY_FIGURE,
    y.year_instead,
    w.measure_instead,
    w.recognition_instead,
    w.base_year_instead,
)
BY_QUOTE: dict[str, tuple[QuoteRule, ...]] = {
    **dict.fromkeys(e.FIGURES, OF_FIGURES),
    "goals": (y.year_instead,),
    "projects": (e.value_instead, e.unit_instead),
    "responsibilities": (w.role_instead,),
    "technology_centres": (y.year_instead,),
}
# The rules that the text around a quote can prove, by table.
BY_TEXT: dict[str, tuple[QuoteRule, ...]] = dict.fromkeys(e.FIGURES, (w.indicator_unnamed, w.industry_unnamed))
# Columns in which other tables have what figures have in theirs.
LIKE_A_FIGURE = {"projects": {"value": "capacity_value", "unit_id": "capacity_unit_id"}}
CELLS = (  # what the rules read
    *("evidence", "table_label", "value", "value_max", "unit_id", "comparator", "measure", "recognition", "start_year"),
    *(*dict.fromkeys(y.YEARS.values()), "role", "as_written", "capacity_value", "capacity_unit_id"),
)


def prove(quote: Quote, plan: Plan) -> list[Issue]:
    """Report what the text says against one row; nothing more where its evidence is not found."""
    place = {"file": f"{quote.plan_id}.txt", "table": quote.table, "row": quote.number}
    words = {"key": f"{quote.table}/{quote.key}", "start": quote.start, "quote": quote.text}
    issues = []
    rules = [*e.EVERY_ROW, *BY_QUOTE.get(quote.table, ()), *BY_TEXT.get(quote.table, ())]
    for rule, column, found in contradictions(quote, plan, rules):
        is_heading = quote.table == "sections"  # it is quoted by its number and title
        column, value = ("title_zh", quote.text) if is_heading else (column, quote.row[column])
        said = {"column": column, "value": value, "found": found, "found_zh": _in_chinese(found, column, quote.table)}
        issues.append(rule.issue(**{**quote.row, **place, **words, **said}))
        if rule is e.evidence_instead:
            break
    return issues


def contradictions(quote: Quote, plan: Plan, rules: Sequence[QuoteRule]) -> Iterator[tuple[QuoteRule, str, str]]:
    """Yield the rules that a row breaks, each with its column and what is found instead."""
    like = LIKE_A_FIGURE.get(quote.table, {})
    figure = dict.fromkeys(("value_max", "table_label"), "") | {c: quote.row[own] for c, own in like.items()}
    for rule in rules:
        as_figure = like and rule in e.EVERY_FIGURE
        found = rule.check(replace(quote, row=quote.row | figure) if as_figure else quote, plan)
        if found is not None:
            yield rule, column_concerned(rule, quote.table), found


def column_concerned(rule: QuoteRule, table: str) -> str:
    """Name the column of a table that a rule over quotes is about."""
    column = rule.column or (y.YEARS if rule is y.year_instead else e.NAMES)[table]
    return LIKE_A_FIGURE.get(table, {}).get(column, column) if rule in e.EVERY_FIGURE else column


def prove_by_quotes(
    tables: Iterable[Table], resources: Mapping[str, Resource], units: pl.DataFrame, found: Findings
) -> None:
    """Report the rows of tables that their own evidence contradicts; what it leaves open is not judged.

    Equal rows are looked at once. A cell that was found bad before is not reported again.
    """
    by_id = {unit["unit_id"]: _texts(unit) for unit in units.iter_rows(named=True)}
    for table in tables:
        if BY_QUOTE.get(table.name):
            _prove_by_quotes(table, resources[table.name], by_id, found)


def _prove_by_quotes(table: Table, resource: Resource, units: Mapping[str, Row], found: Findings) -> None:
    columns = table.frame.collect_schema().names()
    rules, cells = BY_QUOTE[resource.name], [column for column in CELLS if column in columns]
    if not {"evidence", *(column for column in CELLS if column in resource.columns)} <= {*columns}:
        return
    marks = {c: missing_values(resource, c) for c in columns if c in resource.columns}
    marked = {c: missing for c, missing in marks.items() if {*missing} - {""}}
    nulls = {c: pl.when(~pl.col(c).is_in(missing)).then(pl.col(c)) for c, missing in marked.items()}
    quoting = table.frame.with_columns(**nulls).filter(pl.col("evidence").str.len_chars().is_between(1, LONGEST))
    named = units_by_name(units)
    hits: dict[tuple[QuoteRule, str], list[Row]] = {}
    for values in quoting.select(cells).unique().collect(engine="streaming").iter_rows(named=True):
        row = {column: cell or "" for column, cell in values.items()}
        quote = Quote(resource.name, "", 0, row, "", row["evidence"], 0, place=0)
        plan = Plan("", quote.text, same=True, units=units, is_quote=True, named=named)
        for rule, column, instead in contradictions(quote, plan, rules):
            hits.setdefault((rule, column), []).append({**values, FOUND: instead})
    bad = {
        (issue.column, issue.row) for issue in found.issues if (issue.table, issue.sheet) == (table.name, table.sheet)
    }
    for (rule, column), offending in hits.items():
        schema = dict.fromkeys((*cells, FOUND), pl.String)
        both = quoting.join(pl.LazyFrame(offending, schema), on=cells, how="inner", nulls_equal=True)
        known = [row for name, row in bad if name == column]
        rows = both.filter(~pl.col(ROW).is_in(known)).sort(ROW).collect(engine="streaming")
        found.add(rule, table, rows, partial(_issue, rule, column, table, resource))


def _issue(rule: QuoteRule, column: str, table: Table, resource: Resource, row: Mapping[str, object]) -> Issue:
    """Make the finding about a row that its own evidence contradicts."""
    words = _texts(row)
    key, instead = "/".join(words.get(k, "") for k in resource.primary_key), words[FOUND]
    place = table.place(column, int(words[ROW]))
    found = {"found": instead, "found_zh": _in_chinese(instead, column, resource.name), "quote": words["evidence"]}
    return rule.issue(**{**words, **found, **place, "key": key, "value": words[column]})


def _in_chinese(found: str, column: str, table: str) -> str:
    """Write what is found instead in Chinese, a listed value with its label."""
    fields = descriptor().tables[table].fields if table in descriptor().tables else ()
    label = next((labels(field, "zh").get(found, "") for field in fields if field.name == column), "")
    return f"{label}（{found}）" if label and label != found else e.NOTHING.get(found, found)


def _texts(row: Mapping[str, object]) -> Row:
    """Write the values of a row as text."""
    return {column: as_text(value) for column, value in row.items()}
