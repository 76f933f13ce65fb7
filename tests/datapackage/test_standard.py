"""The sentences of Data Package v2 in ``standard.json``: what each allows and what it forbids, as tiny packages."""

import hashlib
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import frictionless
import pytest

import pyplanning as pp

SENTENCES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("standard.json").read_text(encoding="utf-8"))
FIELD = {"name": "a", "type": "string"}
RESOURCE = {"name": "t", "path": "t.csv", "schema": {"fields": [FIELD]}}
PACKAGE = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "profile": "data-package",
    "name": "example",
    "id": "https://doi.org/10.5281/zenodo.1",
    "licenses": [{"name": "MIT"}],
    "resources": [RESOURCE],
}
FRICTIONLESS_ENDS_IN = (frictionless.FrictionlessException, AttributeError, TypeError, ValueError, re.error)
TABLE = "a\nx\n"
NAMES = [f"{n}-{one['at']}" for n, one in enumerate(SENTENCES)]


def changed(properties: dict[str, Any], changes: dict[str, Any]) -> None:
    """Set properties; those that become null are deleted."""
    for name, value in changes.items():
        if value is None:
            properties.pop(name, None)
        else:
            properties[name] = value


def write(folder: Path, case: dict[str, Any]) -> Path:
    """Write the package that a case describes by what it changes of PACKAGE and its table; return its folder."""
    package = deepcopy(PACKAGE)
    resource = package["resources"][0]
    schema = resource["schema"]
    field = schema["fields"][0]
    for properties, part in ((field, "field"), (schema, "schema"), (resource, "resource"), (package, "package")):
        changed(properties, case.get(part, {}))
    text = bytes.fromhex(case["bytes"]) if "bytes" in case else case.get("file", TABLE).encode()
    (folder / "t.csv").write_bytes(text)
    if "extra" in case:
        (folder / "u.csv").write_text(TABLE)
        package["resources"].append(deepcopy(RESOURCE) | {"path": "u.csv"} | case["extra"])
    for name, content in case.get("files", {}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content)
    descriptor = json.dumps(case.get("descriptor", package))
    for algorithm in ("md5", "sha256"):
        descriptor = descriptor.replace(f"<{algorithm}>", hashlib.new(algorithm, text).hexdigest())
    (folder / "datapackage.json").write_text(descriptor)
    return folder


def codes(folder: Path) -> set[tuple[str, str]]:
    """Return the codes and levels of what is found; that a package cannot be read at all is a code of none."""
    try:
        return {(issue.code, issue.level) for issue in pp.validate(folder, strict=True).issues}
    except pp.PackageError:
        return {("", "error")}


def accepted_by_frictionless(folder: Path) -> bool:
    try:
        return bool(frictionless.validate(str(folder / "datapackage.json")).valid)
    except FRICTIONLESS_ENDS_IN:
        return False


def frictionless_differs(sentence: dict[str, Any], folders: dict[str, Path]) -> str:
    """Say how frictionless differs from the sentence: "" where it does not."""
    refuses = "good" in folders and not accepted_by_frictionless(folders["good"])
    accepts = "bad" in folders and sentence.get("level") != "notice" and accepted_by_frictionless(folders["bad"])
    return " and ".join(["refuses what is right"] * refuses + ["accepts what is wrong"] * accepts)


def ours_differs(sentence: dict[str, Any], folders: dict[str, Path]) -> str:
    """Say how the library differs from the sentence: "" where it does not."""
    refused = {code for code, level in codes(folders["good"]) if level == "error"} if "good" in folders else set()
    found = codes(folders["bad"]) if "bad" in folders else set()
    expected = (sentence.get("code", ""), sentence.get("level", "error"))
    accepts = "bad" in folders and expected not in found
    return " and ".join(["refuses what is right"] * bool(refused) + ["accepts what is wrong"] * accepts)


@pytest.mark.parametrize("sentence", SENTENCES, ids=NAMES)
def test_sentence(sentence: dict[str, Any], tmp_path: Path) -> None:
    folders = {}
    for kind in ("good", "bad"):
        if kind in sentence:
            (tmp_path / kind).mkdir()
            folders[kind] = write(tmp_path / kind, sentence[kind])
    assert ours_differs(sentence, folders) == sentence.get("differs", "")
    assert frictionless_differs(sentence, folders) == sentence.get("frictionless", "")
