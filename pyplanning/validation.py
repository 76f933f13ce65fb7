"""Validate a data package: descriptor, files, types, constraints, keys."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyplanning.casting import cast
from pyplanning.datapackage import (
    Descriptor,
    PackageError,
    descriptor,
    fields,
    foreign_keys,
    primary_key,
    read_descriptor,
    root,
)
from pyplanning.integrity import damage, descriptor_own, descriptor_standard
from pyplanning.issue import Issue, Report
from pyplanning.reading import RAGGED, Row, read_header, read_tables

if TYPE_CHECKING:
    import pandas as pd

BETWEEN_ROWS = ("hygiene", "dates", "measures", "trees", "consistency", "counts", "plausibility")
SHAPE = ("PL108", "PL109", "PL110", "PL111")  # where columns or rows are not the descriptor's


def validate(source: str | Path | None = None) -> Report:
    """Validate a data package folder: the shipped package, or that in ``source``.

    Checks the descriptor against the Data Package standard, the files' hashes, and, through
    the compiled pandera schemas, every type, constraint and key. Returns a Report (truthy
    when valid); its counts are rows by table. Never prints.
    Raises PackageError where the descriptor or a file cannot be read or a file is damaged.
    """
    folder = root() if source is None else Path(source)
    package = read_descriptor(folder)
    broken = damage(folder, package)
    if broken:
        raise PackageError(*("\n".join(issue.text(lang) for issue in broken) for lang in ("en", "zh")))
    issues = [
        check.issue(file="datapackage.json", value=text)
        for check in (descriptor_standard, descriptor_own)
        for text in check.check(package)
    ]
    if issues:  # what a broken contract says of the tables means nothing
        return Report(tuple(sorted(issues)))
    tables = read_tables(folder, package)
    for resource in package["resources"]:
        issues += _table(resource, read_header(folder / resource["path"]), tables[resource["name"]])
        issues += _references(resource, tables, package)
    issues += _rows_concerned(package, tables)
    issues += _between_rows(package, tables, issues)
    counts = {name: len(rows) for name, rows in tables.items()}
    return Report(tuple(sorted(issues)), counts)


def _table(resource: Descriptor, header: list[str], rows: list[Row]) -> list[Issue]:
    from pyplanning.validators import schemas

    shape = _shape(resource, header, rows)
    if shape:
        return shape
    frame, issues = cast(resource, rows)
    return issues + _failures(resource, schemas.compile_schema(resource), frame, {(i.row, i.column) for i in issues})


def _place(resource: Descriptor) -> dict[str, Any]:
    return {"file": resource["path"], "table": resource["name"]}


def _shape(resource: Descriptor, found: list[str], rows: list[Row]) -> list[Issue]:
    """Missing, unknown and doubled columns, and rows with too many or too few cells."""
    from pyplanning.validators.schemas import doubled_column, missing_column, ragged_row, unknown_column

    place, known = _place(resource), [f["name"] for f in fields(resource)]
    issues = [missing_column.issue(column=c, **place) for c in known if c not in found]
    for column in dict.fromkeys(found):
        if found.count(column) > 1:
            issues.append(doubled_column.issue(column=column, value=str(found.count(column)), **place))
        if column not in known:
            close = next(iter(get_close_matches(column, known, n=1)), "")
            issues.append(unknown_column.issue(column=column, suggestion=close, **place))
    for number, row in enumerate(rows, 1):
        if RAGGED in row:
            issues.append(ragged_row.issue(row=number, value=row[RAGGED], expected=len(found), **place))
    return issues


def _failures(resource: Descriptor, schema: Any, frame: pd.DataFrame, known: set[tuple[int, str]]) -> list[Issue]:
    """Pandera's failure cases as issues: one for a row and column, none where the cast failed."""
    from pandera.errors import SchemaErrors

    from pyplanning.validators import schemas

    issues = [issue for key in resource["schema"].get("uniqueKeys", []) for issue in _repeated(resource, frame, key)]
    try:
        schema.validate(frame, lazy=True)
        return issues
    except SchemaErrors as error:
        cases = error.failure_cases.to_dict("records")
    if any(case["check"] == "multiple_fields_uniqueness" for case in cases):
        issues += _repeated(resource, frame, primary_key(resource))
    limits = {f["name"]: f.get("constraints", {}) for f in fields(resource)}
    seen = set(known)
    for case in cases:
        failed = schemas.FAILURES.get(str(case["check"]))
        place = (int(case["index"]) + 1, str(case["column"]))
        if failed is None or place in seen:
            continue
        seen.add(place)
        value = "" if failed is schemas.required else _as_written(case["failure_case"])
        expected = schemas.expected(limits.get(place[1], {}), failed.code)
        issues.append(failed.issue(**_place(resource), row=place[0], column=place[1], value=value, expected=expected))
    return issues


def _as_written(value: object) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _repeated(resource: Descriptor, frame: pd.DataFrame, key: list[str]) -> list[Issue]:
    """Rows whose key over one or several columns stood before; nulls never clash."""
    from pyplanning.validators.schemas import unique

    whole = frame[key].dropna()
    return [
        unique.issue(
            **_place(resource), row=int(str(index)) + 1, column="/".join(key), value="/".join(map(_as_written, row))
        )
        for index, row in whole[whole.duplicated()].iterrows()
    ]


def _references(resource: Descriptor, tables: dict[str, list[Row]], package: Descriptor) -> list[Issue]:
    from pyplanning.validators.references import foreign_key, nearest_key

    issues = []
    for column, target, ref in foreign_keys(resource):
        keys = {row.get(ref, "") for row in tables.get(target, [])}
        for row, value in foreign_key.check(tables[resource["name"]], column, keys):
            near = nearest_key(value, keys)
            given = {"row": row, "column": column, "value": value, "suggestion": near}
            issues.append(foreign_key.issue(**_place(resource), **given, target=target))
    return issues


def _rows_concerned(package: Descriptor, tables: dict[str, list[Row]]) -> list[Issue]:
    """What the register of source errors points to."""
    from pyplanning.validators.references import row_concerned

    resources = {r["name"]: r for r in package["resources"]}
    if "source_issues" not in resources:
        return []
    keys = {
        name: {"/".join(row.get(k, "") for k in primary_key(resource)) for row in tables[name]}
        for name, resource in resources.items()
    }
    place = _place(resources["source_issues"])
    return [
        row_concerned.issue(**place, row=row, value=value, target=target)
        for row, value, target in row_concerned.check(tables["source_issues"], keys)
    ]


def _between_rows(package: Descriptor, tables: dict[str, list[Row]], found: list[Issue]) -> list[Issue]:
    """What the rules between rows say of those tables that are ours and have their columns.

    A cell that was found bad before is not found again. Known errors of the sources are
    accepted for the shipped package, and one that no longer occurs is an error there.
    """
    from pyplanning import ruling
    from pyplanning.casting import typed

    ours = {r["name"]: fields(r) for r in descriptor()["resources"]}
    frames = {
        r["name"]: typed(r, tables[r["name"]])
        for r in package["resources"]
        if fields(r) == ours.get(r["name"]) and not any(i.table == r["name"] and i.code in SHAPE for i in found)
    }
    modules = [import_module(f"pyplanning.validators.{name}") for name in BETWEEN_ROWS]
    rules = [rule for module in modules for rule in ruling.rules(module)]
    paths = {r["name"]: r["path"] for r in package["resources"]}

    def place(table: str, column: str, row: int) -> dict[str, Any]:
        return {"file": paths[table], "table": table, "column": column, "row": row}

    bad = {(i.table, i.row) for i in found}
    most = max((frame.shape[0] for frame in frames.values()), default=0)  # every finding is told
    issues = ruling.apply(rules, frames, package, limit=most, place=place)
    if package == descriptor():
        issues = ruling.accept(issues, ruling.exceptions())
    return [issue for issue in issues if (issue.table, issue.row) not in bad]
