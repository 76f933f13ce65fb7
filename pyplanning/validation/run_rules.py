"""Run the rules of ``validators/`` over typed tables, and set the sources' known issues aside."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from types import ModuleType
from typing import TypeAlias

import polars as pl

from pyplanning.datapackage.descriptor import root
from pyplanning.datapackage.resource import Resource
from pyplanning.io.table import Collector, Table
from pyplanning.rule import ROW, CellRule, Issue, Message, RowRule, TableRule
from pyplanning.validation.constraints import Engine
from pyplanning.validation.findings import Findings, Row

TabularRule: TypeAlias = CellRule | RowRule | TableRule
EXCEPTIONS = "validators/exceptions.toml"
MANY = 1_000_000  # rows, with which polars' streaming engine is faster, and takes less memory


@dataclass(frozen=True)
class Hit:
    """The rows of a table that a rule finds to offend, with the words that it adds for its sentences."""

    rule: TabularRule
    table: str
    rows: pl.DataFrame


def rules(module: ModuleType) -> list[TabularRule]:
    """List the rules over tables, rows and cells of a module, in the order of their codes."""
    return sorted((r for r in vars(module).values() if isinstance(r, TabularRule)), key=lambda r: r.code)


def add_hits(
    hits: Iterable[Hit], tables: Mapping[str, Table], resources: Mapping[str, Resource], found: Findings
) -> None:
    """Add what rules hit in ``tables``, by name, to ``found``."""
    for hit in hits:
        issue = partial(_issue, hit, resources[hit.table], tables[hit.table])
        found.add(hit.rule, tables[hit.table], hit.rows, issue)


def run_table_rules(
    rules: Iterable[TabularRule], tables: Mapping[str, pl.DataFrame], others: Mapping[str, pl.DataFrame]
) -> Iterator[Hit]:
    """Find the rows in ``tables`` that break rules over tables.

    ``others`` has all tables that the rules may look into. A rule takes lazy frames, so that only the
    columns are read that it needs. One whose tables or columns are not all present is not run.
    """
    for rule in rules:
        if isinstance(rule, TableRule) and all(name in others for name in rule.looks_into):
            for name in rule.tables:
                if name in tables:
                    yield from _run_on_table(rule, name, tables[name], others)


def _run_on_table(rule: TableRule, name: str, rows: pl.DataFrame, others: Mapping[str, pl.DataFrame]) -> Iterator[Hit]:
    try:
        offending = rule.check(rows.lazy(), *(others[other].lazy() for other in rule.looks_into)).lazy()
        engine: Collector = "in-memory" if sum(map(len, others.values())) < MANY else "streaming"
        numbers = offending.select(ROW, pl.exclude(rows.columns)).collect(engine=engine)
    except pl.exceptions.ColumnNotFoundError:
        return
    if len(numbers):
        yield Hit(rule, name, rows.join(numbers, on=ROW, how="inner").sort(ROW))


def run_row_rules(rules: Iterable[TabularRule], frame: pl.DataFrame, resource: Resource) -> Iterator[Hit]:
    """Find the rows of a table that break rules over rows and cells, all of them in one pass.

    Of the rules over cells only the first that a cell breaks counts.
    """
    earlier: dict[str, list[pl.Expr]] = {}
    tests = [(rule, column, bad) for rule in rules for column, bad in expressions(rule, resource, frame.columns)]
    broken = frame.select(**{str(n): bad.any() for n, (_, _, bad) in enumerate(tests)}).row(0) if tests else ()
    for is_broken, (rule, column, bad) in zip(broken, tests, strict=True):
        if is_broken:
            first = bad
            if isinstance(rule, CellRule):
                first = bad & ~pl.any_horizontal(pl.lit(False), *earlier.get(column, ())).fill_null(False)
                earlier.setdefault(column, []).append(bad)
            yield Hit(rule, resource.name, frame.filter(first).with_columns(pl.lit(column).alias("column")))


def expressions(
    rule: Message, resource: Resource, columns: Collection[str], engine: Engine = pl
) -> list[tuple[str, pl.Expr]]:
    """List what a rule over rows or cells looks for in a table with ``columns``: (column, where it offends).

    ``engine`` is the module that makes the expressions: polars, or narwhals for a Spark frame.
    """
    if isinstance(rule, CellRule):
        return [(c, rule.check(engine.col(c))) for c in text_columns(resource, rule.column) if c in columns]
    in_table = not rule.tables or resource.name in rule.tables
    if isinstance(rule, RowRule) and in_table and set(rule.reads) <= set(columns):
        return [(rule.column, rule.check(*map(engine.col, rule.reads)))]
    return []


def columns_concerned(rule: TabularRule, resource: Resource) -> list[str]:
    """List the columns of a resource in which a rule may find something; none where it does not run."""
    if not isinstance(rule, TableRule):
        return [column for column, _ in expressions(rule, resource, resource.columns)]
    wanted = rule.column.split() if resource.name in rule.tables else []
    return [column for column in resource.columns if any(fnmatchcase(column, pattern) for pattern in wanted)]


def suspicions(rules: Iterable[TabularRule], resource: Resource, columns: Collection[str]) -> list[pl.Expr]:
    """List where rules over rows and cells may find something: the traces of a column are looked for together."""
    found: list[pl.Expr] = []
    traces: dict[str, list[str]] = {}
    for rule in rules:
        if isinstance(rule, CellRule) and rule.trace:
            for column in (c for c in text_columns(resource, rule.column) if c in columns):
                traces.setdefault(column, []).append(rule.trace)
        else:
            found += [bad for _, bad in expressions(rule, resource, columns)]
    return found + [pl.col(column).str.contains("|".join(listed)) for column, listed in traces.items()]


def text_columns(resource: Resource, patterns: str) -> list[str]:
    """List the columns of free text that ``patterns`` name, such as "*_zh as_written" or "* !evidence".

    Columns that a list of values or a pattern describes are not free text.
    """
    wanted = patterns.split()
    free = [f.name for f in resource.fields if f.kind == "string" and {"enum", "pattern"}.isdisjoint(f.constraints)]
    return [
        name
        for name in free
        if any(fnmatchcase(name, w) for w in wanted)
        and not any(fnmatchcase(name, w[1:]) for w in wanted if w[0] == "!")
    ]


def _issue(hit: Hit, resource: Resource, table: Table, row: Row) -> Issue:
    """Make the finding about an offending row; the sentences may name any column of the row."""
    words: dict[str, object] = {name: as_text(value) for name, value in row.items() if name != ROW}
    column = str(words.get("column") or hit.rule.column)
    value = str(words.get(column, ""))
    words |= {"key": "/".join(str(words.get(k, "")) for k in resource.primary_key), "value": value}
    if isinstance(hit.rule, CellRule) and hit.rule.correct:
        words["suggestion"] = hit.rule.correct(value)
    return hit.rule.issue(**{**words, **table.place(column, row[ROW])})


def as_text(value: object) -> str:
    """Write a value as a person does: nothing for null, 4000 for 4000.0, 0.3 for 0.1 + 0.2."""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e16 else f"{value:.10g}"
    return "" if value is None else str(value)


exception_occurs = Message(
    "PL020",
    en="{file} – {expected} of {table} {key} is listed as known but no longer occurs"
    " – expected only issues that still occur",
    zh="{file}：{table}表{key}的{expected}已列为已知问题，但现已不存在，应删除该条目",
    text="""
A known issue that is listed in exceptions.toml still occurs.

Otherwise the list would in time hide issues that nobody has examined.
Fix: delete the entry, or correct its code, table and key.
""",
)


@dataclass(frozen=True, order=True)
class AcceptedIssue:
    """A known issue of a source: the rule, the row, and why the row stays as it is."""

    code: str
    table: str
    key: str
    reason: str


def exceptions() -> list[AcceptedIssue]:
    """Read the known issues of the sources from exceptions.toml."""
    listed = tomllib.loads((root() / EXCEPTIONS).read_text(encoding="utf-8"))
    return sorted(AcceptedIssue(**entry) for entry in listed.get("exception", []))


def accept(issues: Iterable[Issue], exceptions: Iterable[AcceptedIssue]) -> list[Issue]:
    """Leave out the issues that are known, and add an error for each exception that no longer occurs."""
    unaccepted = {(known.code, known.table, known.key): known for known in exceptions}
    found = [(issue, (issue.code, issue.table, issue.key)) for issue in issues]
    kept = [issue for issue, name in found if name not in unaccepted]
    occurring = {name for _, name in found}
    return sorted(
        kept
        + [
            exception_occurs.issue(file=EXCEPTIONS, table=known.table, key=known.key, expected=known.code)
            for name, known in unaccepted.items()
            if name not in occurring
        ]
    )
