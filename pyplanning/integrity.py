"""Whether a package is whole: its descriptor follows the standard, its files are what it lists."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pyplanning.datapackage import Descriptor, fields, kind, primary_key
from pyplanning.issue import Issue
from pyplanning.rule import rule

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
