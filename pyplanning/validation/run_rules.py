"""Run the rules of ``validators/`` over typed tables, and set the sources' known issues aside."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import ModuleType
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import Descriptor, fields, kind, primary_key, root
from pyplanning.rule import ROW, Issue, Rule, rule
from pyplanning.validation.findings import LIMIT, Findings

Frame = pl.DataFrame
Hit = tuple[Rule[Any], str, Frame]  # a rule, a table, and its offending rows
Place = Callable[[str, str, int], dict[str, Any]]
EXCEPTIONS = "validators/exceptions.toml"


@dataclass(frozen=True, order=True)
class Known:
    """A known issue of a source: the rule, the row, and why the row stays as it is."""

    code: str
    table: str
    key: str
    reason: str


def rules(module: ModuleType) -> list[Rule[Any]]:
    """The rules of a module, in the order of their codes."""
    return sorted((r for r in vars(module).values() if isinstance(r, Rule)), key=lambda r: r.code)


def apply(
    rules: Iterable[Rule[Any]],
    tables: Mapping[str, Frame],
    package: Descriptor,
    limit: int = LIMIT,
    place: Place | None = None,
    others: Mapping[str, Frame] | None = None,
) -> list[Issue]:
    """What the rules find in ``tables``, sorted; at most ``limit`` findings of a rule in a table.

    The tables are typed frames by name, with the records' numbers in the column ROW;
    ``others`` are tables that rules look into and that are not themselves checked.
    ``place`` gives, for a table, column and row, the words that say where it stands. A rule
    whose tables or columns are not all there is not run.
    """
    resources = {r["name"]: r for r in package["resources"]}
    here = {name: frame for name, frame in tables.items() if name in resources}
    listed, found = list(rules), Findings(limit)
    hits = [hit for name, frame in here.items() for hit in by_row(listed, frame, resources[name])]
    hits += by_table(listed, here, {**(others or {}), **here}, package)
    tell(hits, resources, place or _place, found)
    return sorted(found.issues)


def tell(hits: Iterable[Hit], resources: Mapping[str, Descriptor], place: Place, found: Findings) -> None:
    """Add to ``found`` what rules hit, once."""
    for one, name, rows in hits:
        room, numbers = found.room(name, one.code), rows[ROW].to_list()
        told = {_issue(one, resources[name], row, place) for row in rows.head(room).iter_rows(named=True)}
        found.issues += sorted(told)
        found.count(one, name, numbers[: len(told)] + numbers[room:])


def _over_tables(rule: Rule[Any], tables: Collection[str]) -> bool:
    """Whether a rule looks at whole tables: its first parameter is one, or stands for several."""
    return rule.parameters[0] == "rows" or rule.parameters[0] in tables


def by_table(
    rules: Iterable[Rule[Any]], tables: Mapping[str, Frame], beside: Mapping[str, Frame], package: Descriptor
) -> list[Hit]:
    """The offending rows that rules over tables find; none where something that a rule needs is missing.

    ``beside`` has, besides ``tables``, those that are looked into. A rule is given lazy frames,
    so that only the columns are touched that it needs, and gives the rows that offend with the
    words that it adds for its sentences.
    """
    known = {r["name"] for r in package["resources"]}
    return [hit for rule in rules if _over_tables(rule, known) for hit in _by_table(rule, tables, beside)]


def _by_table(rule: Rule[Any], tables: Mapping[str, Frame], beside: Mapping[str, Frame]) -> Iterator[Hit]:
    first, *rest = rule.parameters
    for name in rule.tables or (first,):
        if name in tables and all(other in beside for other in rest):
            rows = tables[name]
            try:
                hit = rule.check(rows.lazy(), *(beside[other].lazy() for other in rest)).lazy()
                added = [column for column in hit.collect_schema().names() if column not in rows.columns]
                hit = hit.select(ROW, *added).collect()
            except pl.exceptions.ColumnNotFoundError:
                continue
            yield rule, name, rows.join(hit, on=ROW, how="inner").sort(ROW) if len(hit) else rows.head(0)


def by_row(rules: Iterable[Rule[Any]], frame: Frame, resource: Descriptor) -> Iterator[Hit]:
    """The offending rows that rules over rows and cells find in a table, all looked for in one pass."""
    tests = [(one, column, bad) for one in rules for column, bad in expressions(one, resource, frame.columns)]
    fires = frame.select(**{str(n): bad.any() for n, (_, _, bad) in enumerate(tests)}).row(0) if tests else ()
    for fired, (one, column, bad) in zip(fires, tests, strict=True):
        if fired:
            yield one, resource["name"], frame.filter(bad).with_columns(pl.lit(column).alias("column"))


def expressions(
    rule: Rule[Any], resource: Descriptor, columns: Iterable[str], col: Callable[[str], Any] = pl.col
) -> list[tuple[str, Any]]:
    """What a rule over rows or cells looks for in a table with ``columns``: (column, where it offends).

    ``col`` makes the expression of a column: that of polars, or that of narwhals for a Spark frame.
    """
    applied = _applied(rule, resource, columns)
    return [(column, rule.check(*map(col, arguments))) for column, arguments in applied]


def suspicions(rules: Iterable[Rule[Any]], resource: Descriptor, columns: Iterable[str]) -> list[pl.Expr]:
    """Where rules over rows and cells may find something: their traces in a column are looked for together."""
    found: list[pl.Expr] = []
    traces: dict[str, list[str]] = {}
    for one in rules:
        for column, arguments in _applied(one, resource, columns):
            if one.trace:
                traces.setdefault(column, []).append(one.trace)
            else:
                found.append(one.check(*map(pl.col, arguments)))
    return found + [pl.col(column).str.contains("|".join(listed)) for column, listed in traces.items()]


def _applied(rule: Rule[Any], resource: Descriptor, columns: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The columns in which a rule over rows or cells finds something in a table, each with what the rule looks at."""
    here, given = set(columns), rule.parameters
    if rule.tables and resource["name"] not in rule.tables:
        return []
    if given == ("cell",):
        return [(c, (c,)) for c in text_columns(resource, rule.column) if c in here]
    return [(rule.column, given)] if set(given) <= here else []


def text_columns(resource: Descriptor, patterns: str) -> list[str]:
    """The columns of free text that ``patterns`` name, such as "*_zh as_written" or "* !evidence".

    Columns that a list of values or a pattern describes are not free text.
    """
    wanted = patterns.split()
    free = [f["name"] for f in fields(resource) if kind(f) == "string" and not _described(f)]
    return [
        name
        for name in free
        if any(fnmatchcase(name, w) for w in wanted)
        and not any(fnmatchcase(name, w[1:]) for w in wanted if w[0] == "!")
    ]


def _described(field: Descriptor) -> bool:
    return not {"enum", "pattern"}.isdisjoint(field.get("constraints", {}))


def _issue(rule: Rule[Any], resource: Descriptor, row: dict[str, Any], place: Place) -> Issue:
    """The finding of a rule about an offending row; its sentences may name any column of the row."""
    words = {name: as_text(value) for name, value in row.items() if name != ROW}
    column = words.get("column") or rule.column
    words |= {"key": "/".join(words.get(k, "") for k in primary_key(resource)), "value": words.get(column, "")}
    if rule.correct:
        words["suggestion"] = rule.correct(words["value"])
    return rule.issue(**{**words, **place(resource["name"], column, row[ROW])})


def as_text(value: object) -> str:
    """A value as a person writes it: nothing for null, 4000 for 4000.0, 0.3 for 0.1 + 0.2."""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e16 else f"{value:.10g}"
    return "" if value is None else str(value)


def _place(table: str, column: str, row: int) -> dict[str, Any]:
    return {"table": table, "column": column, "row": row}


@rule(
    "PL020",
    en="{file} – {expected} of {table} {key} is listed as known, and is not found – expected only what still occurs",
    zh="{file}：{table}表{key}的{expected}列为已知问题，现已不存在，应删除该条",
)
def exception_occurs(known: Known, issues: Iterable[Issue]) -> bool:
    """A known issue that is listed in exceptions.toml still occurs.

    Otherwise the list would in time excuse what nobody has looked at.
    Fix: delete the entry, or correct its code, table and key.
    """
    return any((issue.code, issue.table, issue.key) == (known.code, known.table, known.key) for issue in issues)


def exceptions() -> list[Known]:
    """The known issues of the sources, from exceptions.toml."""
    listed = tomllib.loads((root() / EXCEPTIONS).read_text(encoding="utf-8"))
    return sorted(Known(**entry) for entry in listed.get("exception", []))


def accept(issues: Iterable[Issue], exceptions: Iterable[Known]) -> list[Issue]:
    """The issues without those that are known, and an error for each exception that occurs no more."""
    found, known = list(issues), list(exceptions)
    listed = {(k.code, k.table, k.key) for k in known}
    here = {(issue.code, issue.table, issue.key) for issue in found}
    stale = [
        exception_occurs.issue(file=EXCEPTIONS, table=k.table, key=k.key, expected=k.code)
        for k in known
        if (k.code, k.table, k.key) not in here
    ]
    return sorted([issue for issue in found if (issue.code, issue.table, issue.key) not in listed] + stale)
