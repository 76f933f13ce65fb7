"""Every kind of error that frictionless knows: ours too, or listed with the reason, in ``frictionless.json``."""

import copy
import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

import pyplanning as pp

KINDS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("frictionless.json").read_text(encoding="utf-8"))
CASES = [kind for kind in KINDS if "type" in kind]
FIELDS = [{"name": "a", "type": "string"}, {"name": "b", "type": "integer"}]
TABLE = {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}, "encoding": "utf-8", "dialect": {"delimiter": ","}}
OTHERS = {"name": "u", "path": "u.csv", "schema": {"fields": [{"name": "c", "type": "string"}]}}


def package_of(pack, case: dict[str, Any]) -> Path:
    """Make the tiny package that a case describes by what it changes of TABLE."""
    table = copy.deepcopy(TABLE)
    table["schema"]["fields"][1] |= case.get("field", {})
    table["schema"] |= case.get("schema", {})
    table |= case.get("resource", {})
    file = table["path"] if table["path"] in ("t.csv", "t.xlsx") else "t.csv"
    return pack(
        [{name: value for name, value in table.items() if value is not None}, OTHERS | case.get("extra", {})],
        {file: case.get("file", "a,b\nx,1\n"), "u.csv": "c\nz\n"},
        **case.get("package", {}),
    )


def theirs(folder: Path) -> set[str]:
    try:
        report = frictionless.validate(str(folder / "datapackage.json"))
    except frictionless.FrictionlessException as error:
        return {reason.type for reason in error.reasons or [error.error]}
    return {e.type for e in report.errors} | {e.type for task in report.tasks for e in task.errors}


def ours(folder: Path) -> set[str]:
    try:
        return {issue.code for issue in pp.validate(folder).issues}
    except pp.PackageError:
        return {"exit 2"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["type"])
def test_each_kind_of_error_is_ours_too_or_has_a_reason(pack, case):
    folder = package_of(pack, case)
    assert case["type"] in theirs(folder)
    assert ours(folder) == set(case["codes"])
    assert bool(case["codes"]) != bool(case.get("why"))


def subclasses(kind: type[frictionless.Error]) -> set[str]:
    return {kind.type}.union(*map(subclasses, kind.__subclasses__()))


def test_no_kind_of_error_is_left_out():
    own = {kind for kind in subclasses(frictionless.Error) if kind}
    assert {case["type"] for case in CASES}.union(*(kind["types"] for kind in KINDS if "types" in kind)) == own


def test_the_package_that_the_cases_change_is_valid(pack):
    folder = package_of(pack, {})
    assert theirs(folder) == ours(folder) == set()
