"""Whether a package is whole: its descriptor follows the standard, its files are what it lists."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.descriptor import (
    URL,
    Descriptor,
    category_values,
    fields,
    kind,
    paths,
    primary_key,
    references,
    schema_of,
    unreadable,
)
from pyplanning.rule import Issue, rule

SEMVER = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
HASHES = {name for name in hashlib.algorithms_guaranteed if not name.startswith("shake")}  # those have no length

# What frictionless raises for values of a kind that it does not expect.
ODD_ERRORS = (AttributeError, TypeError, KeyError, IndexError, ValueError, AssertionError, RecursionError)


@rule("PL001", en="datapackage.json – {value}", zh="datapackage.json：{value}")
def descriptor_standard(package: Descriptor) -> list[str]:
    """The descriptor follows the Data Package standard, version 1 or 2, as frictionless reads it.

    Fix: correct the property that the sentence names.
    """
    import frictionless

    try:
        frictionless.Package.from_descriptor(_here(package))
    except frictionless.FrictionlessException as error:
        return [reason.note for reason in error.reasons or [error.error]]
    except ODD_ERRORS as error:
        return [f"a property has a value of another kind than the standard says ({type(error).__name__}: {error})"]
    return []


def _here(package: Descriptor) -> Descriptor:
    """A descriptor without what frictionless would look for elsewhere: other profiles, schemas at a URL."""
    resources = [_without_profile(r) for r in package["resources"]]
    elsewhere = [{k for k in ("schema", "dialect") if isinstance(r.get(k), str)} for r in resources]
    local = [{k: r[k] for k in r.keys() - away} for r, away in zip(resources, elsewhere, strict=True)]
    return {**_without_profile(package), "resources": local}


def _without_profile(found: Descriptor) -> Descriptor:
    standard = found.get("profile") in PROFILES and not isinstance(found.get("schema"), str)
    return found if standard else {k: v for k, v in found.items() if k not in ("profile", "profiles")}


@rule("PL002", en="datapackage.json – {value}", zh="datapackage.json：{value}")
def descriptor_own(package: Descriptor) -> list[str]:
    """What frictionless does not look at: categories, the values of constraints, what keys name.

    Fix: correct the property that the sentence names.
    """
    names = {r["name"]: {f["name"] for f in fields(r)} for r in package["resources"]}
    found = []
    for resource in package["resources"]:
        found += [f"{resource['name']}.{f['name']}: {what}" for f in fields(resource) for what in _field_faults(f)]
        found += [f"{resource['name']}: {what}" for what in _key_faults(resource, names)]
    return found


def _field_faults(field: Descriptor) -> Iterator[str]:
    limits = field.get("constraints", {})
    enum = limits.get("enum", [])
    if not isinstance(field.get("categories", []), list):
        yield f"categories is {field['categories']!r:.80}, not a list"
    elif field.get("categories") and category_values(field) != enum:
        yield "categories and enum differ"
    if "pattern" in limits:
        if kind(field) != "string":
            yield "only text can have a pattern"
        try:
            re.compile(limits["pattern"])
        except re.error as error:
            yield f"the pattern {limits['pattern']!r} is no regular expression: {error}"
    if field.get("type") == "list" and field.get("delimiter") == "":
        yield "the delimiter of a list is no text"
    bounds = [(name, limits[name]) for name in BOUNDS if name in limits]
    for name, value in [*(("enum", value) for value in enum), *bounds]:
        if not _is_of(field, value):
            yield f"the {name} {value!r} is not of the type {field.get('type', 'any')}"


def _is_of(field: Descriptor, value: Any) -> bool:
    """Whether a value of a constraint is of the field's type; a number of JSON is in no format."""
    from pyplanning.datapackage.values import written

    kind, own = field.get("type", "any"), {k: v for k, v in field.items() if k != "constraints"}
    if value is None or isinstance(value, bool):
        return value is not None and kind in ("boolean", "any")
    if kind in ("integer", "number", "year") and not isinstance(value, str | list | dict):
        return abs(value) < sys.float_info.max and fault({"name": "", "type": kind}, written(value)) is None
    text = json.dumps(value) if isinstance(value, list | dict) else value if isinstance(value, str) else written(value)
    return fault(own, text) is None


def _key_faults(resource: Descriptor, names: dict[str, set[str]]) -> Iterator[str]:
    """Keys on columns that are no fields, here or in the table that is pointed to."""
    here, unique = names[resource["name"]], schema_of(resource).get("uniqueKeys", [])
    if not isinstance(unique, list) or not all(_are_names(key) for key in unique):
        yield f"uniqueKeys is {unique!r:.80}, not a list of lists of fields"
        unique = []
    for columns, target, keys in references(resource):
        if not columns or len(columns) != len(keys):
            yield f"a foreign key has {len(columns)} columns that point to {len(keys)}"
        if target not in names:
            yield f"a foreign key points to {target}, which is no resource"
        known = names.get(target)  # of a schema that is elsewhere, nothing is known
        for column in sorted(set(keys) - known) if known else ():
            yield f"a foreign key points to {column}, which is no field of {target}"
    listed = [primary_key(resource), *unique, *(columns for columns, *_ in references(resource))]
    for column in sorted({c for key in listed for c in key} - here):
        yield f"the key column {column} is not a field"
    for column in sorted({c for key in listed for c in key if key.count(c) > 1}):
        yield f"a key names the column {column} twice"


def _are_names(key: Any) -> bool:
    return isinstance(key, list) and all(isinstance(column, str) for column in key)


@rule(
    "PL003",
    en="{file} is missing – expected as the descriptor lists it",
    zh="{file}缺失，描述文件列有此文件",
)
def file_present(file: Path) -> bool:
    """Every file that the descriptor lists is there.

    Fix: install the package again, or restore the file.
    """
    return file.is_file()


@rule(
    "PL004",
    en="{file} is not the file that the descriptor lists – found hash {value} – expected {expected}",
    zh="{file}与描述文件不符：校验值为{value}，应为{expected}",
)
def file_unchanged(file: Path, resource: Descriptor) -> str | None:
    """A file has the hash that the descriptor gives for it: "sha256:…", or MD5 where no algorithm is named.

    Fix: install the package again; after an edit, write the new hash into the descriptor.
    """
    algorithm, expected = _hash(resource)
    if algorithm not in HASHES:
        return None
    with file.open("rb") as content:
        found = hashlib.file_digest(content, algorithm).hexdigest()
    return None if found == expected else found


def _hash(resource: Descriptor) -> tuple[str, str]:
    """The algorithm of a resource's hash, "" where it has none, and the hash itself."""
    listed = resource.get("hash")
    algorithm, _, expected = listed.lower().rpartition(":") if isinstance(listed, str) else ("", "", "")
    return algorithm or ("md5" if expected else ""), expected


@rule(
    "PL021",
    en="{file} is not the file that the descriptor lists – found {value} bytes – expected {expected}",
    zh="{file}与描述文件不符：大小为{value}字节，应为{expected}字节",
)
def file_size(file: Path, resource: Descriptor) -> int | None:
    """A file has the size that the descriptor gives for it.

    Fix: install the package again; after an edit, write the new size into the descriptor.
    """
    found = file.stat().st_size
    return None if resource.get("bytes") in (None, found) else found


@rule(
    "PL005",
    level="warning",
    en="datapackage.json – the version “{value}” is not semantic – expected one such as 1.0.0",
    zh="datapackage.json：版本号“{value}”不是语义化版本，应形如1.0.0",
)
def version_semantic(package: Descriptor) -> bool:
    """The version of a package, where it has one, is a semantic version, so that it says what a change means.

    Fix: write the version as three numbers with points between them.
    """
    return "version" in package and not SEMVER.fullmatch(str(package["version"]))


@rule(
    "PL022",
    level="warning",
    en="datapackage.json – the profile {value} is not looked into, since nothing is fetched"
    " – expected one of the standard's own",
    zh="datapackage.json：不从网络读取任何内容，未检查所用规范{value}，应为标准自带的规范",
)
def profile_known(package: Descriptor) -> str | None:
    """A package keeps to a profile of the standard: what another profile asks for is not checked.

    Fix: nothing, where the profile's own validator has checked the package.
    """
    found = package.get("profile")
    return None if found is None or found in PROFILES else str(found)


@rule(
    "PL023",
    en="datapackage.json – retired: {found} – expected {expected}",
    zh="datapackage.json：retired中{found_zh}，应{expected_zh}",
)
def id_retired(package: Descriptor, standing: Mapping[str, set[str]]) -> list[dict[str, str]]:
    """An id that was retired is listed with its table, version and reason, and never stands in the table again.

    ``successor``, where there is one, is an id of the same table, or one that was retired later.
    Fix: give the new row an id of its own; complete the entry in datapackage.json.
    """
    listed = package.get("retired", [])
    if not isinstance(listed, list):
        return [_told(f"it is {listed!r:.80}", f"内容为{listed!r:.80}", "a list of ids", "为主键列表")]
    known = retirements(package)
    names = [(entry["table"], entry["id"]) for entry in known]
    found = [
        _told(f"{entry!r:.80} is incomplete", f"{entry!r:.80}不完整", *ENTRY)
        for entry in listed
        if not _is_whole(entry)
    ]
    for entry, (table, key) in zip(known, names, strict=True):
        there, successor = standing.get(table, set()), entry.get("successor", "")
        place, place_zh = f"{table} {key}", f"{table}表{key}"
        if key in there:
            found.append(_told(f"{place} stands in the table again", f"{place_zh}又出现在表中", *OTHER_ID))
        if successor and successor not in there and (table, successor) not in names:
            found.append(
                _told(
                    f"{place} has the successor {successor}, which is no row",
                    f"{place_zh}的后继{successor}不是表中的行",
                    *SUCCESSOR,
                )
            )
    for table, key in sorted({name for name in names if names.count(name) > 1}):
        found.append(
            _told(f"{table} {key} is listed twice", f"{table}表{key}重复列出", "each id once", "每个主键只列一次")
        )
    return found


ENTRY = "texts for table, id, version (such as 1.0.0) and reason", "有文本table、id、version（如1.0.0）和reason"
OTHER_ID = "another id for the new row", "为新行另取主键"
SUCCESSOR = "the id of a row of the table", "为该表某行的主键"


def _told(found: str, found_zh: str, expected: str, expected_zh: str) -> dict[str, str]:
    return {"found": found, "found_zh": found_zh, "expected": expected, "expected_zh": expected_zh}


def _is_whole(entry: Any) -> bool:
    """Whether an entry says of an id what it must, in texts."""
    if not isinstance(entry, dict) or not all(entry.get(name) for name in ("table", "id", "version", "reason")):
        return False
    texts = (entry.get(name, "") for name in ("table", "id", "version", "reason", "reason_zh", "successor"))
    return all(isinstance(text, str) for text in texts) and bool(SEMVER.fullmatch(entry["version"]))


def retirements(package: Descriptor) -> list[Descriptor]:
    """The ids that a package says are retired; entries that do not say enough are left out."""
    listed = package.get("retired", [])
    return [entry for entry in listed if _is_whole(entry)] if isinstance(listed, list) else []


def faults(package: Descriptor, known: bool = False) -> list[Issue]:
    """What is wrong with a descriptor; one that is ``known`` to keep the standard is not held against it.

    Where the standard is broken, nothing else is looked at: what is said there may mean anything.
    """
    place = {"file": "datapackage.json"}
    broken = [] if known else descriptor_standard.check(package)
    if broken:
        return [descriptor_standard.issue(**place, value=text) for text in broken]
    found = [descriptor_own.issue(**place, value=text) for text in descriptor_own.check(package)]
    if version_semantic.check(package):
        found.append(version_semantic.issue(**place, value=package["version"]))
    if profile := profile_known.check(package):
        found.append(profile_known.issue(**place, value=profile))
    return found


def damage(folder: Path, package: Descriptor) -> list[Issue]:
    """What is missing or changed among the package's files."""
    return [
        issue
        for resource in package["resources"]
        for path in paths(resource)
        if not URL.match(path)
        for issue in _damage(folder / path, path, resource)
    ]


def _damage(file: Path, shown: str, resource: Descriptor) -> Iterator[Issue]:
    if not file_present.check(file):
        yield file_present.issue(file=shown)
    elif len(paths(resource)) == 1:  # hash and size are those of one file
        try:
            digest, size = file_unchanged.check(file, resource), file_size.check(file, resource)
        except OSError as error:
            raise unreadable(file, error) from None
        if digest:
            expected = _hash(resource)[1][:12]
            yield file_unchanged.issue(file=shown, value=digest[:12] + "…", expected=expected + "…")
        elif size is not None:
            yield file_size.issue(file=shown, value=str(size), expected=str(resource["bytes"]))
