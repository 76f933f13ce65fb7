"""Reports for programs: frictionless's shape, our codes, and a JSON Schema that holds them to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import frictionless
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Package
from pyplanning.rule import Issue, Report
from pyplanning.validation import report_json
from pyplanning.validation.explain import rules
from pyplanning.validation.report_groups import groups
from pyplanning.validation.report_json import TYPES, to_frictionless

JSON = {
    "resources": [
        {
            "name": "things",
            "path": "things.csv",
            "schema": {
                "fields": [{"name": n, "type": t} for n, t in (("id", "string"), ("size", "integer"), ("note", "any"))],
                "primaryKey": ["id"],
            },
        },
        {
            "name": "pairs",
            "path": "pairs.csv",
            "schema": {
                "fields": [{"name": "a"}, {"name": "b"}],
                "primaryKey": ["a", "b"],
                "foreignKeys": [{"fields": "b", "reference": {"resource": "things", "fields": "id"}}],
            },
        },
    ]
}
PACKAGE = Package(JSON)
SCHEMA = json.loads(Path(report_json.__file__).with_name("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
THINGS = {"file": "things.csv", "table": "things", "en": "bad", "zh": "错"}


def made(*issues: Issue, package: Package | None = None, **given: Any) -> dict[str, Any]:
    """The report of some findings, which is JSON and follows its schema."""
    report = to_frictionless(Report(issues, package=package or PACKAGE, **given))
    assert json.loads(json.dumps(report)) == report
    VALIDATOR.validate(report)
    return report


def only(code: str, **words: Any) -> dict[str, Any]:
    """The one error of a report."""
    report = made(Issue(code=code, **{**THINGS, **words}))
    (error,) = [*report["errors"], *(e for task in report["tasks"] for e in task["errors"])]
    return error


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_report_without_findings() -> None:
    assert made(counts={"things": 3}) == {
        "valid": True,
        "stats": {"tasks": 1, "errors": 0, "warnings": 0, "seconds": 0},
        "warnings": [],
        "errors": [],
        "warningDetails": [],
        "omitted": {},
        "tasks": [
            {
                "name": "things",
                "type": "table",
                "valid": True,
                "place": "",
                "sheet": "",
                "labels": ["id", "size", "note"],
                "stats": {"errors": 0, "warnings": 0, "seconds": 0, "rows": 3},
                "warnings": [],
                "errors": [],
                "warningDetails": [],
                "omitted": {},
            }
        ],
    }


def test_an_error_in_a_workbook() -> None:
    issue = Issue(
        file="b.xlsx",
        sheet="物",
        table="things",
        row=2,
        column="size",
        cell="C5",
        line=5,
        code="PL101",
        key="k",
        value="eight",
        en="size is no number",
        zh="不是数值",
        suggestion="8",
    )
    (task,) = made(issue, counts={"things": 3})["tasks"]
    assert (task["place"], task["sheet"], task["valid"]) == ("b.xlsx", "物", False)
    assert task["stats"] == {"errors": 1, "warnings": 0, "seconds": 0, "rows": 3}
    assert task["errors"] == [
        {
            "type": "type-error",
            "title": "Type Error",
            "description": "The value does not match the schema type and format for this field.",
            "message": "size is no number",
            "tags": ["#table", "#row", "#cell"],
            "note": "size is no number",
            "cells": [],
            "rowNumber": 3,
            "cell": "eight",
            "fieldName": "size",
            "fieldNumber": 2,
            "code": "PL101",
            "level": "error",
            "key": "k",
            "zh": "不是数值",
            "suggestion": "8",
            "file": "b.xlsx",
            "sheet": "物",
            "a1": "C5",
            "line": 5,
        }
    ]


CELL = {"row": 1, "column": "size"}


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("PL001", {"table": "", "file": "datapackage.json"}, "package-error"),
        ("PL002", {"table": "", "file": "datapackage.json"}, "package-error"),
        ("PL003", {"table": ""}, "file-error"),
        ("PL004", {"table": ""}, "hash-count"),
        ("PL009", {"table": ""}, "source-error"),
        ("PL009", {}, "table-error"),
        ("PL101", CELL, "type-error"),
        *((f"PL{n}", CELL, "constraint-error") for n in range(102, 107)),
        ("PL107", CELL, "unique-error"),
        ("PL107", {"row": 1, "column": "id"}, "primary-key"),
        ("PL107", {"row": 1, "column": "a/b", "table": "pairs"}, "primary-key"),
        ("PL107", {"row": 1}, "row-constraint"),
        ("PL108", {"column": "size"}, "missing-label"),
        ("PL109", {"column": "sizes"}, "extra-label"),
        ("PL109", {"column": "sizes", "suggestion": "size"}, "incorrect-label"),
        ("PL110", {"row": 1, "value": "4"}, "extra-cell"),
        ("PL110", {"row": 1, "value": "2"}, "missing-cell"),
        ("PL111", {"column": "size"}, "duplicate-label"),
        ("PL121", CELL, "row-constraint"),
        ("PL201", CELL, "foreign-key"),
        ("PL202", CELL, "row-constraint"),
        ("PL201", {}, "table-error"),
        ("PL301", CELL, "row-constraint"),
        ("PL501", {"table": ""}, "file-error"),
        ("PL505", {**CELL, "file": "p.txt"}, "row-constraint"),
        ("PL510", {"table": ""}, "file-error"),
    ],
)
def test_a_code_has_the_type_of_error_that_fits(code: str, words: dict[str, Any], kind: str) -> None:
    assert only(code, **words)["type"] == kind


@pytest.mark.parametrize(
    ("code", "words", "place"),
    [
        ("PL102", CELL, {"rowNumber": 2, "cell": "", "fieldName": "size", "fieldNumber": 2}),
        ("PL105", {**CELL, "column": "other"}, {"fieldName": "other", "fieldNumber": 0}),
        ("PL301", {"row": 7}, {"rowNumber": 8, "cell": None, "fieldName": None}),
        ("PL107", {"row": 1, "column": "id", "value": "x"}, {"rowNumber": 2, "cell": "x", "fieldNumber": 1}),
        ("PL110", {"row": 1, "value": "5"}, {"cell": "", "fieldName": "", "fieldNumber": 4}),
        ("PL110", {"row": 1, "value": "1"}, {"cell": "", "fieldName": "size", "fieldNumber": 2}),
        ("PL110", {"row": 1, "value": "?"}, {"fieldName": "id", "fieldNumber": 1}),
        ("PL108", {"column": "size"}, {"label": "", "fieldName": "size", "fieldNumber": 2, "rowNumbers": [1]}),
        ("PL109", {"column": "sizes"}, {"label": "sizes", "fieldName": "", "fieldNumber": 0}),
        (
            "PL109",
            {"column": "sizes", "suggestion": "size"},
            {"label": "sizes", "fieldName": "size", "fieldNumber": 2, "rowNumber": None},
        ),
        ("PL111", {"column": "note"}, {"label": "note", "fieldName": "note", "fieldNumber": 3}),
        (
            "PL201",
            {"row": 1, "column": "b", "table": "pairs", "value": "x"},
            {"fieldNames": ["b"], "fieldCells": ["x"], "referenceName": "things", "referenceFieldNames": ["id"]},
        ),
        ("PL201", CELL, {"fieldNames": ["size"], "referenceName": "", "referenceFieldNames": [], "rowNumber": 2}),
        ("PL003", {"table": ""}, {"rowNumber": None, "label": None, "file": "things.csv"}),
    ],
)
def test_an_error_says_where(code: str, words: dict[str, Any], place: dict[str, Any]) -> None:
    error = only(code, **words)
    assert {name: error.get(name) for name in place} == place


def test_labels_are_told_unless_the_header_has_errors() -> None:
    assert made(Issue(code="PL101", row=1, column="size", **THINGS))["tasks"][0]["labels"] == ["id", "size", "note"]
    assert made(Issue(code="PL108", column="size", **THINGS))["tasks"][0]["labels"] == []


def test_the_shipped_package_numbers_the_fields_by_default() -> None:
    last = descriptor().table("targets").columns[-1]
    found = Report((Issue(table="targets", code="PL101", row=1, column=last, en="e", zh="z"),))
    (error,) = to_frictionless(found)["tasks"][0]["errors"]
    assert error["fieldNumber"] == len(descriptor().table("targets").fields)


def test_warnings_do_not_make_it_invalid() -> None:
    issue = Issue(code="PL401", level="warning", **CELL, **THINGS)
    report = made(issue, Issue(code="PL502", level="warning", file="p.txt", en="odd", zh="疑"))
    assert report["valid"]
    assert report["stats"] == {"tasks": 1, "errors": 0, "warnings": 2, "seconds": 0}
    assert report["warnings"] == ["PL502: odd"]
    (task,) = report["tasks"]
    assert (task["valid"], task["warnings"], task["errors"]) == (True, ["PL401: bad"], [])
    assert [(w["code"], w["level"], w["rowNumber"]) for w in task["warningDetails"]] == [("PL401", "warning", 2)]


def test_notices_are_among_the_warnings() -> None:
    report = made(Issue(code="PL028", level="notice", file="datapackage.json", en="odd", zh="疑"))
    assert report["valid"]
    assert report["stats"] == {"tasks": 0, "errors": 0, "warnings": 1, "seconds": 0}
    assert (report["warnings"], report["warningDetails"][0]["level"]) == (["PL028: odd"], "notice")


def test_tasks_are_tables_in_the_order_counted_and_then_the_others() -> None:
    issues = (
        Issue(file="a.xlsx", sheet="2", table="things", code="PL102", **CELL, en="e", zh="z"),
        Issue(file="a.xlsx", sheet="1", table="things", code="PL102", **CELL, en="e", zh="z"),
        Issue(file="b.csv", table="odd", code="PL108", column="x", en="e", zh="z"),
    )
    report = made(*issues, counts={"pairs": 1, "things": 9})
    assert [(t["name"], t["sheet"], t["stats"].get("rows")) for t in report["tasks"]] == [
        ("pairs", "", 1),
        ("things", "2", None),
        ("things", "1", None),
        ("odd", "", None),
    ]


def test_what_is_not_told_is_counted() -> None:
    totals = {("things", "PL102"): 1000, ("things", "PL401"): 5, ("", "PL501"): 3, ("pairs", "PL201"): 1}
    issues = (
        Issue(code="PL501", en="e", zh="z"),
        Issue(code="PL102", **CELL, **THINGS),
        Issue(code="PL401", level="warning", **CELL, **THINGS),
    )
    report = made(*issues, totals=totals)
    assert report["stats"] == {"tasks": 2, "errors": 1004, "warnings": 5, "seconds": 0}
    assert report["omitted"] == {"PL501": 2}
    assert [task["omitted"] for task in report["tasks"]] == [{"PL102": 999, "PL401": 4}, {"PL201": 1}]
    assert report["tasks"][0]["stats"] == {"errors": 1000, "warnings": 5, "seconds": 0}


def test_what_is_not_told_is_counted_once() -> None:
    issues = tuple(Issue(file=file, table="t", code="PL101") for file in ("a", "b"))
    assert [group.omitted for group in groups(Report(issues, totals={("t", "PL101"): 5}))] == [{}, {"PL101": 3}]
    assert [group.omitted for group in groups(Report(issues, totals={("t", "PL101"): 1}))] == [{}, {}]


def test_seconds_are_those_given() -> None:
    assert to_frictionless(Report(()), seconds=1.5)["stats"]["seconds"] == 1.5


def every_kind() -> list[Issue]:
    """A finding of every rule, at a cell, in a row, at a column and nowhere."""
    places: list[dict[str, Any]] = [CELL, {"row": 1}, {"column": "size"}, {}]
    return [
        Issue(code=rule.code, level=rule.level, **(THINGS | place))
        for rule in rules().values()
        for place in [*places, *({**place, "table": ""} for place in places)]
    ]


def test_findings_of_every_rule_follow_the_schema() -> None:
    made(*every_kind(), counts={"pairs": 0})


def test_frictionless_reads_the_report_and_gives_it_back() -> None:
    report = made(*every_kind(), counts={"pairs": 0, "things": 2})
    read = frictionless.Report.from_descriptor(deepcopy(report))
    assert "constraint" in read.to_summary()

    def told(found: dict[str, Any]) -> list[dict[str, Any]]:
        errors = found["errors"] + [error for task in found["tasks"] for error in task["errors"]]
        return [{k: v for k, v in error.items() if k != "message"} for error in errors]  # frictionless words its own

    assert told(read.to_descriptor()) == told(report)
    assert read.flatten(["code"]) == [[error["code"]] for error in told(report)]


ERRORS = (
    Issue(code="PL101", row=1, column="size", value="x", **THINGS),
    Issue(code="PL110", row=2, value="2", **THINGS),
    Issue(code="PL107", row=2, column="id", value="a", **THINGS),
    Issue(code="PL110", row=3, value="4", **THINGS),
)


def test_the_report_is_what_frictionless_says_of_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "things.csv").write_text("id,size,note\na,x,\na,2\nc,3,z,4\n", encoding="utf-8")
    package = frictionless.Package.from_descriptor({"name": "p", **deepcopy(JSON)}, basepath=str(tmp_path))
    theirs = package.get_resource("things").validate().to_descriptor()["tasks"][0]
    (ours,) = made(*ERRORS, counts={"things": 3})["tasks"]
    same = ("type", "title", "description", "tags", "rowNumber")
    assert [[e[k] for k in same] for e in ours["errors"]] == [[e[k] for k in same] for e in theirs["errors"]]
    numbers = [[(e.get("fieldName"), e.get("fieldNumber")) for e in t["errors"]] for t in (ours, theirs)]
    assert numbers[0][:2] + numbers[0][3:] == numbers[1][:2] + numbers[1][3:]  # their primary key names no field
    assert all(e.keys() <= o.keys() for e, o in zip(theirs["errors"], ours["errors"], strict=True))
    assert theirs.keys() <= ours.keys()
    assert {"errors", "warnings", "seconds", "rows"} <= ours["stats"].keys() & theirs["stats"].keys()


def test_every_type_is_one_of_frictionless() -> None:
    kinds = [kind for kind in vars(frictionless.errors).values() if isinstance(kind, type)]
    known = {kind.type for kind in kinds if issubclass(kind, frictionless.Error)}
    allowed = SCHEMA["$defs"]["finding"]["properties"]["type"]["enum"]
    assert {*TYPES.values()} <= {*allowed} <= known


NAMES = st.sampled_from(["", "things", "pairs", "a/b", "id", "size", "2", "99"])


@given(
    st.lists(
        st.builds(
            Issue,
            file=NAMES,
            sheet=NAMES,
            table=NAMES,
            row=st.integers(0, 9),
            column=NAMES,
            cell=st.sampled_from(["", "A1", "XFD1048576"]),
            code=st.sampled_from([*TYPES]) | st.from_regex(r"PL[0-9]{3}", fullmatch=True).filter(str.isascii),
            level=st.sampled_from(["error", "warning"]),
            key=st.text(),
            value=NAMES | st.text(),
            en=st.text(min_size=1),
            zh=st.text(min_size=1),
            suggestion=NAMES,
        )
    ),
    st.dictionaries(st.sampled_from(["things", "pairs", "id"]), st.integers(0, 9)),
    st.dictionaries(st.tuples(NAMES, st.sampled_from([*TYPES, "PL401"])), st.integers(0, 9)),
)
def test_every_report_follows_the_schema_and_adds_up(
    issues: list[Issue], counts: dict[str, int], totals: dict[tuple[str, str], int]
) -> None:
    report = made(*issues, counts=counts, totals=totals)
    told = {
        key: sum(len(part[key]) for part in [report, *report["tasks"]])
        for key in ("errors", "warnings", "warningDetails")
    }
    omitted = sum(n for part in [report, *report["tasks"]] for n in part["omitted"].values())
    assert told["errors"] + told["warningDetails"] == len(issues)
    assert told["warnings"] == told["warningDetails"]
    assert report["stats"]["errors"] + report["stats"]["warnings"] == len(issues) + omitted
    assert report["stats"]["tasks"] == len(report["tasks"])


def first(report: dict[str, Any]) -> dict[str, Any]:
    error: dict[str, Any] = report["tasks"][0]["errors"][0]
    return error


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: r.pop("valid"),
        lambda r: r.update(valid=True),
        lambda r: r.update(extra=1),
        lambda r: r["stats"].update(errors=-1),
        lambda r: r["stats"].pop("tasks"),
        lambda r: r["tasks"][0].update(valid=True),
        lambda r: r["tasks"][0].pop("place"),
        lambda r: r["tasks"][0].update(name=""),
        lambda r: r["tasks"][0].update(warnings=[{}]),
        lambda r: r["tasks"][0].update(omitted={"PL101": 0}),
        lambda r: r["tasks"][0].update(omitted={"some": 1}),
        lambda r: first(r).update(type="greater-than"),
        lambda r: first(r).update(level="fatal"),
        lambda r: first(r).update(level="warning"),
        lambda r: first(r).update(code="X1"),
        lambda r: first(r).update(zh=""),
        lambda r: first(r).update(rowNumber=1),
        lambda r: first(r).update(rowNumber="3"),
        lambda r: first(r).pop("cell"),
        lambda r: first(r).pop("rowNumber"),
        lambda r: first(r).pop("fieldNumber"),
        lambda r: first(r).update(label="x"),
        lambda r: first(r).update(a1="5C"),
        lambda r: first(r).update(row=2),
    ],
)
def test_the_schema_finds_mistakes(spoil: Callable[[dict[str, Any]], object]) -> None:
    report = made(ERRORS[0])
    spoil(report)
    assert not VALIDATOR.is_valid(report)


def test_every_table_of_the_package_is_named_as_frictionless_allows() -> None:
    report = made(package=descriptor(), counts={r.name: 0 for r in descriptor().resources})
    assert len(frictionless.Report.from_descriptor(report).tasks) == len(descriptor().resources)
