"""Reports for programs: the shape of frictionless's own report, with our codes added."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TypeAlias, cast

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import ForeignKey, Package, Resource
from pyplanning.rule import Issue, Report
from pyplanning.validation.report_groups import Group, groups

Json: TypeAlias = dict[str, object]

# Code → frictionless's type of error; ``_type`` decides where one code has several.
TYPES = {
    **dict.fromkeys(("PL001", "PL002", "PL005", "PL022", "PL023", "PL028"), "package-error"),
    **dict.fromkeys(("PL003", "PL501", "PL502"), "file-error"),
    **dict.fromkeys(("PL102", "PL103", "PL104", "PL105", "PL106"), "constraint-error"),
    "PL004": "hash-count",
    "PL006": "encoding-error",
    "PL021": "byte-count",
    "PL101": "type-error",
    "PL107": "unique-error",
    "PL108": "missing-label",
    "PL109": "extra-label",
    "PL110": "extra-cell",
    "PL111": "duplicate-label",
    "PL201": "foreign-key",
}
NO_TABLE = Resource({"name": ""})
LABELS = ("missing-label", "extra-label", "incorrect-label", "duplicate-label")
CELLS = ("type-error", "constraint-error", "unique-error")
ROWS = ("primary-key", "foreign-key", "extra-cell", "missing-cell")


def to_frictionless(found: Report, seconds: float = 0) -> Json:
    """Shape the report as frictionless would, ready for JSON, as ``report.schema.json`` describes it.

    One task is one table of one file; findings about no table are beside the tasks. Row
    numbers count the header as row 1, field numbers are those of the package that was judged, and
    are 0 where the column is none of its fields. ``errors`` and
    ``warningDetails`` have the findings, to which our ``code``, ``level``, ``key``, ``zh``,
    ``suggestion``, ``file``, ``sheet``, ``a1`` (the cell in a workbook) and ``line`` are added;
    ``warnings`` are texts, as in frictionless; notices are among them. What ``totals`` counts beyond the findings
    listed is in ``omitted``, by code, and in ``stats``. ``seconds`` is how long the validation took.
    """
    package = cast("Package | None", found.package) or descriptor()
    every = groups(found)
    outside = [group for group in every if not group.table]
    tasks = [_task(group, found.counts, every, package) for group in _ordered(every, found.counts)]
    errors, warnings = (sum(counts) for counts in zip(*map(_counts, every), strict=True)) if every else (0, 0)
    findings = [_finding(issue, NO_TABLE) for group in outside for issue in group.issues]
    return {
        "valid": not errors,
        "stats": {"tasks": len(tasks), "errors": errors, "warnings": warnings, "seconds": seconds},
        **_listed(findings, sum((group.omitted for group in outside), Counter())),
        "tasks": tasks,
    }


def _ordered(every: list[Group], counts: Mapping[str, int]) -> list[Group]:
    """Give a group for every table: those counted in their order, then those that only have findings."""
    order = {table: n for n, table in enumerate(counts)}
    known = {group.table for group in every}
    whole = [group for group in every if group.table] + [Group(table=t) for t in counts if t not in known]
    return sorted(whole, key=lambda group: order.get(group.table, len(order)))


def _task(group: Group, counts: Mapping[str, int], every: list[Group], package: Package) -> Json:
    resource = package.tables.get(group.table, NO_TABLE)
    findings = [_finding(issue, resource) for issue in group.issues]
    errors, warnings = _counts(group)
    stats: Json = {"errors": errors, "warnings": warnings, "seconds": 0}
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
        "labels": list(resource.columns) if as_listed else [],
        "stats": stats,
        **_listed(findings, group.omitted),
    }


def _counts(group: Group) -> tuple[int, int]:
    """Count the errors and warnings of a group; notices are among these, as frictionless has no such level."""
    return group.count("error"), group.count("warning") + group.count("notice")


def _listed(findings: list[Json], omitted: Counter[str]) -> Json:
    warnings = [f for f in findings if f["level"] != "error"]
    return {
        "warnings": [f"{f['code']}: {f['message']}" for f in warnings],
        "errors": [f for f in findings if f["level"] == "error"],
        "warningDetails": warnings,
        "omitted": dict(sorted(omitted.items())),
    }


def _finding(issue: Issue, resource: Resource) -> Json:
    """Shape a finding as frictionless's error of the fitting type, with our fields added."""
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
        **{name: getattr(issue, name) for name in ("code", "level", "key", "zh", "suggestion", "file", "sheet")},
        "a1": issue.cell,
        "line": issue.line,
    }


@cache
def _kinds() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """List frictionless's types of error: title, description and tags."""
    from frictionless import Error, errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Error)]
    return {kind.type: (kind.title, kind.description, tuple(kind.tags)) for kind in kinds}


def _type(issue: Issue, resource: Resource) -> str:
    """Choose the type of frictionless's error that fits, or one by what the finding is about."""
    kind = TYPES.get(issue.code, "")
    if issue.code == "PL107" and issue.column == "/".join(resource.primary_key):
        kind = "primary-key"
    if issue.code == "PL109" and issue.suggestion:
        kind = "incorrect-label"
    if issue.code == "PL110" and _width(issue) < len(resource.fields):
        kind = "missing-cell"
    placed = issue.row if kind in ROWS else issue.row and issue.column if kind in CELLS else kind
    if placed:
        return kind
    if issue.row:
        return "row-constraint"
    if issue.table:
        return "table-error"
    return "source-error" if issue.code.startswith("PL0") else "file-error"


def _width(issue: Issue) -> int:
    """Count the cells of a row whose number of cells is wrong."""
    return int(issue.value) if issue.value.isdecimal() else 0


def _number(column: str, resource: Resource) -> int:
    """Give the number of a field, from 1; 0 where there is none of that name."""
    return resource.columns.index(column) + 1 if column in resource.columns else 0


def _label(issue: Issue, kind: str, resource: Resource) -> Json:
    """Say which label of the header a finding is about; frictionless's header is row 1."""
    name = {"incorrect-label": issue.suggestion, "extra-label": ""}.get(kind, issue.column)
    label = "" if kind == "missing-label" else issue.column
    number = _number(name, resource)
    return {"labels": [], "rowNumbers": [1], "label": label, "fieldName": name, "fieldNumber": number}


def _cell(issue: Issue, kind: str, resource: Resource) -> Json:
    """Say which row or cell a finding is about; the row's other cells are left out."""
    if not issue.row:
        return {}
    row: Json = {"cells": [], "rowNumber": issue.row + 1}
    if kind in ("extra-cell", "missing-cell"):  # the first that is too many, or the first that is missing
        at = _width(issue) if kind == "missing-cell" else len(resource.columns)
        name = resource.columns[at] if kind == "missing-cell" else ""
        return row | {"cell": "", "fieldName": name, "fieldNumber": at + 1}
    if issue.column:
        number = _number(issue.column, resource)
        row |= {"cell": issue.value, "fieldName": issue.column, "fieldNumber": number}
    if kind == "foreign-key":
        key = next((key for key in resource.foreign_keys if key.fields == (issue.column,)), ForeignKey((), "", ()))
        row |= {"fieldNames": [issue.column], "fieldCells": [issue.value]}
        row |= {"referenceName": key.resource, "referenceFieldNames": list(key.keys)}
    return row
