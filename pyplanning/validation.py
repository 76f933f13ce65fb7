"""Validate a data package: descriptor, files, types, constraints, keys."""

from __future__ import annotations

import hashlib
import re
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
    kind,
    primary_key,
    read_descriptor,
    root,
)
from pyplanning.issue import Issue, Report
from pyplanning.reading import RAGGED, Row, read_header, read_tables
from pyplanning.rule import rule

if TYPE_CHECKING:
    import pandas as pd

BETWEEN_ROWS = ("hygiene", "dates", "measures", "trees", "consistency", "counts", "plausibility")
SHAPE = ("PL108", "PL109", "PL110", "PL111")  # where columns or rows are not the descriptor's
SEMVER = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")


@rule("PL001", en="datapackage.json – {value}", zh="datapackage.json：{value}")
def descriptor_standard(package: Descriptor) -> list[str]:
    """The descriptor follows the Data Package standard, version 2, as frictionless reads it.

    Fix: correct the property that the sentence names.
    """
    import frictionless

    try:
        frictionless.Package.from_descriptor(package)
    except frictionless.FrictionlessException as error:
        return [reason.note for reason in error.reasons or [error.error]]
    return []


@rule("PL002", en="datapackage.json – {value}", zh="datapackage.json：{value}")
def descriptor_own(package: Descriptor) -> list[str]:
    """What frictionless does not look at: version, categories, the columns that keys name.

    Fix: correct the property that the sentence names.
    """
    found = []
    if not SEMVER.fullmatch(str(package.get("version", ""))):
        found.append(f"version {package.get('version')!r} is not a semantic version such as 1.0.0")
    for resource in package["resources"]:
        found += [f"{resource['name']}.{f['name']}: {what}" for f in fields(resource) for what in _field_faults(f)]
        keys = [primary_key(resource), *resource["schema"].get("uniqueKeys", [])]
        for column in sorted({c for key in keys for c in key} - {f["name"] for f in fields(resource)}):
            found.append(f"{resource['name']}: the key column {column} is not a field")
    return found


def _field_faults(field: Descriptor) -> list[str]:
    found, limits = [], field.get("constraints", {})
    listed = [c["value"] if isinstance(c, dict) else c for c in field.get("categories", [])]
    if listed and listed != limits.get("enum"):
        found.append("categories and enum differ")
    if "pattern" in limits:
        if kind(field) != "string":
            found.append("only text can have a pattern")
        try:
            re.compile(limits["pattern"])
        except re.error as error:
            found.append(f"the pattern {limits['pattern']!r} is no regular expression: {error}")
    return found


@rule("PL003", en="{file} is missing – install the package again", zh="{file}缺失，请重新安装")
def file_present(file: Path) -> bool:
    """Every file that the descriptor lists is there.

    Fix: install the package again, or restore the file.
    """
    return file.is_file()


@rule(
    "PL004",
    en="{file} is not the file that the descriptor lists – found sha256 {value} – expected {expected}",
    zh="{file}与描述文件不符：sha256为{value}，应为{expected}",
)
def file_unchanged(file: Path, resource: Descriptor) -> str | None:
    """A file has the SHA-256 that the descriptor gives for it.

    Fix: install the package again; after an edit, write the new hash into the descriptor.
    """
    digest = "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
    return None if resource.get("hash") in (None, digest) else digest


def damage(folder: Path, package: Descriptor) -> list[Issue]:
    """What is missing or changed among the package's files."""
    found = []
    for resource in package["resources"]:
        file = folder / resource["path"]
        if not file_present.check(file):
            found.append(file_present.issue(file=resource["path"]))
        elif digest := file_unchanged.check(file, resource):
            found.append(
                file_unchanged.issue(
                    file=resource["path"], value=digest[7:19] + "…", expected=resource["hash"][7:19] + "…"
                )
            )
    return found


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
    issues = ruling.apply(rules, frames, package, place=place)
    if package == descriptor():
        issues = ruling.accept(issues, ruling.exceptions())
    return [issue for issue in issues if (issue.table, issue.row) not in bad]
