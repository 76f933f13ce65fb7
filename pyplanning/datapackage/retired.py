"""Ids that a package has retired, so that none of them ever names another thing."""

from collections.abc import Collection, Mapping
from typing import TypeGuard

from pyplanning.datapackage.errors import quoted
from pyplanning.datapackage.metadata import SEMVER
from pyplanning.datapackage.resource import Package
from pyplanning.rule import rule

NEEDED = ("table", "id", "version", "reason")
TEXTS = (*NEEDED, "reason_zh", "successor")
ENTRY = "texts for table, id, version (such as 1.0.0) and reason", "有文本table、id、version（如1.0.0）和reason"
Retired = Mapping[str, str]  # an entry of the list ``retired``; of TEXTS, the last two may be missing


@rule(
    "PL023",
    en="datapackage.json – retired: {found} – expected {expected}",
    zh="datapackage.json的retired：{found_zh}，应{expected_zh}",
)
def id_retired(package: Package, present: Mapping[str, Collection[str]]) -> list[dict[str, str]]:
    """A retired id is listed with its table, version and reason, and is never used in the table again.

    ``successor``, where there is one, is an id of the same table, or one that was retired later.

    Fix: give the new row another id, or complete the entry in datapackage.json.
    """
    listed = package.properties.get("retired", [])
    if not isinstance(listed, list):
        return [_words(f"it is {quoted(listed)}", f"内容为{quoted(listed)}", "a list of ids", "为主键列表")]
    found = [
        _words(f"{quoted(entry)} is incomplete", f"{quoted(entry)}不完整", *ENTRY)
        for entry in listed
        if not _is_complete(entry)
    ]
    entries = retirements(package)
    names = [(entry["table"], entry["id"]) for entry in entries]
    for entry, (table, key) in zip(entries, names, strict=True):
        keys, successor = present.get(table, ()), entry.get("successor", "")
        if key in keys:
            en, zh = f"{table} {key} is in the table again", f"{table}表{key}已停用，却又出现在表中"
            found.append(_words(en, zh, "another id for the new row", "为新行另取主键"))
        if successor and successor not in keys and (table, successor) not in names:
            en = f"{table} {key} has the successor {successor}, which is not a row"
            zh = f"{table}表{key}的后继{successor}不是表中的行"
            found.append(_words(en, zh, "the id of a row of the table", "为该表某行的主键"))
    for table, key in sorted({name for name in names if names.count(name) > 1}):
        found.append(_words(f"{table} {key} is listed twice", f"{table}表{key}重复列出", "each id once", "只列一次"))
    return found


def _words(found: str, found_zh: str, expected: str, expected_zh: str) -> dict[str, str]:
    return {"found": found, "found_zh": found_zh, "expected": expected, "expected_zh": expected_zh}


def _is_complete(entry: object) -> TypeGuard[Retired]:
    """Whether an entry gives of an id what it must, in texts."""
    if not isinstance(entry, dict) or not all(entry.get(name) for name in NEEDED):
        return False
    return all(isinstance(entry.get(name, ""), str) for name in TEXTS) and bool(SEMVER.fullmatch(entry["version"]))


def retirements(package: Package) -> list[Retired]:
    """List the ids that a package has retired; incomplete entries are left out."""
    listed = package.properties.get("retired", [])
    return [entry for entry in listed if _is_complete(entry)] if isinstance(listed, list) else []
