"""Reports for programs: the shape of frictionless's own report, with our codes besides."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor, descriptor, fields, foreign_keys, primary_key
from pyplanning.rule import Issue, Level, Report

# Code → frictionless's type of error; ``_type`` decides where one code stands for several.
TYPES = {
    "PL001": "package-error",
    "PL002": "package-error",
    "PL003": "file-error",
    "PL004": "hash-count",
    "PL005": "package-error",
    "PL006": "encoding-error",
    "PL021": "byte-count",
    "PL022": "package-error",
    "PL023": "package-error",
    "PL101": "type-error",
    "PL102": "constraint-error",
    "PL103": "constraint-error",
    "PL104": "constraint-error",
    "PL105": "constraint-error",
    "PL106": "constraint-error",
    "PL107": "unique-error",
    "PL108": "missing-label",
    "PL109": "extra-label",
    "PL110": "extra-cell",
    "PL111": "duplicate-label",
    "PL201": "foreign-key",
    "PL501": "file-error",
    "PL502": "file-error",
}
LABELS = ("missing-label", "extra-label", "incorrect-label", "duplicate-label")
CELLS = ("type-error", "constraint-error", "unique-error")
ROWS = ("primary-key", "foreign-key", "extra-cell", "missing-cell")


@dataclass
class Group:
    """The findings about one table of one file, in order, and by code how many more there are."""

    file: str = ""
    sheet: str = ""
    table: str = ""
    issues: list[Issue] = field(default_factory=list)
    omitted: Counter[str] = field(default_factory=Counter)

    def count(self, level: Level) -> int:
        """How many findings are of ``level``, told or not."""
        levels: dict[str, Level] = {issue.code: issue.level for issue in self.issues}
        more = sum(n for code, n in self.omitted.items() if levels.get(code, _usual(code)) == level)
        return sum(issue.level == level for issue in self.issues) + more


def _usual(code: str) -> Level:
    """The level of a code of which no finding is told."""
    return "warning" if code.startswith("PL4") else "error"


def groups(found: Report) -> list[Group]:
    """The findings by file, sheet and table, in the order in which these first come.

    What ``totals`` counts beyond the findings told is omitted from the last group of that table and code.
    """
    places: dict[tuple[str, str, str], Group] = {}
    last: dict[tuple[str, str], Group] = {}
    told: Counter[tuple[str, str]] = Counter()
    for issue in found.issues:
        place = (issue.file, issue.sheet, issue.table)
        if place not in places:
            places[place] = Group(*place)
        group = places[place]
        group.issues.append(issue)
        last[issue.table, issue.code] = group
        told[issue.table, issue.code] += 1
    for (table, code), total in found.totals.items():
        if total > told[table, code]:
            group = last.get((table, code)) or places.setdefault(("", "", table), Group(table=table))
            group.omitted[code] += total - told[table, code]
    return list(places.values())


def to_frictionless(found: Report, seconds: float = 0) -> dict[str, Any]:
    """The report as frictionless would give it, ready for JSON; ``schema`` describes it.

    One task is one table of one file; findings about no table stand beside the tasks. Row
    numbers count the header as row 1, field numbers are those of the package that was judged, and
    are 0 where the column is none of its fields. ``errors`` and
    ``warningDetails`` have the findings with our ``code``, ``level``, ``key``, ``zh``,
    ``suggestion``, ``file``, ``sheet`` and ``a1`` (the cell in a workbook) besides;
    ``warnings`` are texts, as in frictionless. What ``totals`` counts beyond the findings
    told is in ``omitted``, by code, and in ``stats``.
    """
    resources = {r["name"]: r for r in (found.package or descriptor())["resources"]}
    every = groups(found)
    outside = [group for group in every if not group.table]
    tasks = [_task(group, found.counts, every, resources) for group in _ordered(every, found.counts)]
    errors, warnings = (sum(group.count(level) for group in every) for level in ("error", "warning"))
    findings = [_finding(issue, {}) for group in outside for issue in group.issues]
    return {
        "valid": not errors,
        "stats": {"tasks": len(tasks), "errors": errors, "warnings": warnings, "seconds": seconds},
        **_told(findings, sum((group.omitted for group in outside), Counter())),
        "tasks": tasks,
    }


def _ordered(every: list[Group], counts: Mapping[str, int]) -> list[Group]:
    """A group for every table: those counted in their order, then those that only have findings."""
    order = {table: n for n, table in enumerate(counts)}
    known = {group.table for group in every}
    whole = [group for group in every if group.table] + [Group(table=t) for t in counts if t not in known]
    return sorted(whole, key=lambda group: order.get(group.table, len(order)))


def _task(
    group: Group, counts: Mapping[str, int], every: list[Group], resources: Mapping[str, Descriptor]
) -> dict[str, Any]:
    resource = resources.get(group.table, {})
    findings = [_finding(issue, resource) for issue in group.issues]
    errors, warnings = group.count("error"), group.count("warning")
    stats: dict[str, Any] = {"errors": errors, "warnings": warnings, "seconds": 0}
    alone = sum(other.table == group.table for other in every) < 2
    if alone and group.table in counts:  # the rows are counted by table, not by file
        stats["rows"] = counts[group.table]
    as_listed = not any(finding["type"] in LABELS for finding in findings)
    return {
        "name": group.table,
        "type": "table",
        "valid": not errors,
        "place": group.file,
        "sheet": group.sheet,
        "labels": [f["name"] for f in fields(resource)] if as_listed else [],
        "stats": stats,
        **_told(findings, group.omitted),
    }


def _told(findings: list[dict[str, Any]], omitted: Counter[str]) -> dict[str, Any]:
    warnings = [f for f in findings if f["level"] == "warning"]
    return {
        "warnings": [f"{f['code']}: {f['message']}" for f in warnings],
        "errors": [f for f in findings if f["level"] == "error"],
        "warningDetails": warnings,
        "omitted": dict(sorted(omitted.items())),
    }


def _finding(issue: Issue, resource: Descriptor) -> dict[str, Any]:
    """A finding as frictionless's error of the fitting type, with our fields besides."""
    kind = _type(issue, resource)
    title, description, tags = _kinds()[kind]
    place = _label(issue, kind, resource) if kind in LABELS else _cell(issue, kind, resource)
    return {
        "type": kind,
        "title": title,
        "description": description,
        "message": issue.en,
        "tags": list(tags),
        "note": issue.en,
        **place,
        "code": issue.code,
        "level": issue.level,
        "key": issue.key,
        "zh": issue.zh,
        "suggestion": issue.suggestion,
        "file": issue.file,
        "sheet": issue.sheet,
        "a1": issue.cell,
    }


@cache
def _kinds() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Frictionless's types of error: title, description and tags."""
    from frictionless import Error, errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Error)]
    return {kind.type: (kind.title, kind.description, tuple(kind.tags)) for kind in kinds}


def _type(issue: Issue, resource: Descriptor) -> str:
    """The type of frictionless's error that fits."""
    kind = TYPES.get(issue.code, "")
    if issue.code == "PL107" and issue.column == "/".join(primary_key(resource)):
        kind = "primary-key"
    if issue.code == "PL109" and issue.suggestion:
        kind = "incorrect-label"
    if issue.code == "PL110" and _width(issue) < len(fields(resource)):
        kind = "missing-cell"
    placed = issue.row if kind in ROWS else issue.row and issue.column if kind in CELLS else kind
    return kind if placed else _elsewhere(issue)


def _width(issue: Issue) -> int:
    """How many cells a row has whose number of cells is wrong."""
    return int(issue.value) if issue.value.isdecimal() else 0


def _elsewhere(issue: Issue) -> str:
    """The type of an error that frictionless has no name for: by what it is about."""
    if issue.row:
        return "row-constraint"
    if issue.table:
        return "table-error"
    return "source-error" if issue.code.startswith("PL0") else "file-error"


def _number(column: str, resource: Descriptor) -> int:
    """The number of a field, from 1; 0 where there is none of that name."""
    names = [f["name"] for f in fields(resource)]
    return names.index(column) + 1 if column in names else 0


def _label(issue: Issue, kind: str, resource: Descriptor) -> dict[str, Any]:
    """Where a finding about the header stands; frictionless's header is row 1."""
    name = issue.suggestion if kind == "incorrect-label" else "" if kind == "extra-label" else issue.column
    label = "" if kind == "missing-label" else issue.column
    return {
        "labels": [],
        "rowNumbers": [1],
        "label": label,
        "fieldName": name,
        "fieldNumber": _number(name, resource),
    }


def _cell(issue: Issue, kind: str, resource: Descriptor) -> dict[str, Any]:
    """Where a finding about a row or one of its cells stands; the row's other cells are not told."""
    if not issue.row:
        return {}
    row: dict[str, Any] = {"cells": [], "rowNumber": issue.row + 1}
    if kind in ("extra-cell", "missing-cell"):
        return row | _ragged(issue, kind, resource)
    if issue.column:
        number = _number(issue.column, resource)
        row |= {"cell": issue.value, "fieldName": issue.column, "fieldNumber": number}
    return row | _pointer(issue, resource) if kind == "foreign-key" else row


def _pointer(issue: Issue, resource: Descriptor) -> dict[str, Any]:
    """The foreign key of a value that points nowhere."""
    keys = {column: (table, [key]) for column, table, key in foreign_keys(resource)}
    table, key = keys.get(issue.column, ("", []))
    return {
        "fieldNames": [issue.column],
        "fieldCells": [issue.value],
        "referenceName": table,
        "referenceFieldNames": key,
    }


def _ragged(issue: Issue, kind: str, resource: Descriptor) -> dict[str, Any]:
    """The first cell that is missing, or the first that is too many."""
    names = [f["name"] for f in fields(resource)]
    at = _width(issue) if kind == "missing-cell" else len(names)
    name = names[at] if kind == "missing-cell" else ""
    return {"cell": "", "fieldName": name, "fieldNumber": at + 1}


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what ``to_frictionless`` returns."""
    file = Path(__file__).with_name("report.schema.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
