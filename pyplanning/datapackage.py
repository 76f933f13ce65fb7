"""Find the data package, and read its descriptor."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

Descriptor = dict[str, Any]

# Data Package type → pandas type. Integers and numbers are nullable.
PANDAS_TYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}


class PackageError(Exception):
    """The package cannot be read; ``en`` and ``zh`` name the file and the remedy."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


def missing(file: Path) -> PackageError:
    """The error for a file of the package that is not there."""
    return PackageError(f"{file} is missing; install the package again", f"{file}缺失，请重新安装")


def unreadable(file: Path, error: Exception) -> PackageError:
    """The error for a file of the package that cannot be read."""
    reason = getattr(error, "strerror", None) or error
    return PackageError(
        f"{file} cannot be read ({reason}); install the package again", f"{file}无法读取（{reason}），请重新安装"
    )


def root() -> Path:
    """The folder that holds ``datapackage.json``.

    It is beside this module in an installed package and one level up in a checkout.
    """
    here = Path(__file__).resolve().parent
    return here if (here / "datapackage.json").is_file() else here.parent


def read_descriptor(folder: Path) -> Descriptor:
    """Read ``folder/datapackage.json``.

    Raises PackageError where it is missing, is not JSON, has no resources, or has a
    resource whose path leaves the folder.
    """
    file = folder / "datapackage.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or nested without end
        raise PackageError(f"{file} is not JSON: {error}", f"{file}不是JSON：{error}") from None
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list) or not resources:
        raise PackageError(f"{file} lists no resources", f"{file}未列任何资源")
    for resource in resources:
        _check_resource(file, resource)
    return dict(found)


def _check_resource(file: Path, resource: Any) -> None:
    """A resource has a name, named fields of types that are known, and a path inside the package."""
    found = resource if isinstance(resource, dict) else {}
    name, path, schema = found.get("name"), found.get("path"), found.get("schema")
    if not isinstance(name, str) or not isinstance(path, str) or not isinstance(schema, dict):
        raise PackageError(
            f"{file}: every resource needs a name, one path and a schema, found {resource!r:.80}",
            f"{file}：每个资源须有名称、一个路径和模式，现为{resource!r:.80}",
        )
    if not _inside(file.parent, path):
        raise PackageError(
            f"{file}: the path {path!r} of {name} leaves the package; every path must stay inside it",
            f"{file}：{name}的路径{path!r}超出数据包范围，路径必须在数据包之内",
        )
    listed = schema.get("fields")
    for field in listed if isinstance(listed, list) else [None]:
        known = isinstance(field, dict) and isinstance(field.get("name"), str) and kind(field) in PANDAS_TYPES
        if not known:
            types = ", ".join(PANDAS_TYPES)
            raise PackageError(
                f"{file}: every field of {name} needs a name and one of the types {types}, found {field!r:.80}",
                f"{file}：{name}的每个字段须有名称，类型须为{types}之一，现为{field!r:.80}",
            )


def _inside(folder: Path, path: str) -> bool:
    """Whether ``path`` stays in ``folder``, also where it is a link."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in path or "\0" in path:
        return False
    try:
        return (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False


def kind(field: Descriptor) -> str:
    """The type of a field as it is checked here: a year is an integer, any is text."""
    named = field.get("type", "any")
    return {"any": "string", "year": "integer"}.get(named, named) if isinstance(named, str) else ""


@cache
def descriptor() -> Descriptor:
    """The descriptor of the package that is installed (read once; do not change it)."""
    return read_descriptor(root())


def nearest(name: str, names: Iterable[str], what: str) -> KeyError:
    """A KeyError for an unknown ``name`` that names the nearest known one."""
    known = list(names)
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
    return KeyError(f"no {what} {name!r}{hint}")


def resource(name: str, package: Descriptor | None = None) -> Descriptor:
    """The descriptor of table ``name``; KeyError names the nearest table."""
    resources = {r["name"]: r for r in (package or descriptor())["resources"]}
    if name not in resources:
        raise nearest(name, resources, "table")
    found: Descriptor = resources[name]
    return found


def fields(resource: Descriptor) -> list[Descriptor]:
    """The fields of a resource."""
    found: list[Descriptor] = resource.get("schema", {}).get("fields", [])
    return found


def foreign_keys(resource: Descriptor) -> list[tuple[str, str, str]]:
    """The single-column foreign keys of a resource as (column, table, key column)."""
    found = []
    for key in resource.get("schema", {}).get("foreignKeys", []):
        column, target = key["fields"], key["reference"]
        column = column[0] if isinstance(column, list) else column
        ref = target["fields"][0] if isinstance(target["fields"], list) else target["fields"]
        found.append((column, target.get("resource") or resource["name"], ref))
    return found


def primary_key(resource: Descriptor) -> list[str]:
    """The columns of a resource's primary key."""
    key = resource.get("schema", {}).get("primaryKey", [])
    return [key] if isinstance(key, str) else list(key)
