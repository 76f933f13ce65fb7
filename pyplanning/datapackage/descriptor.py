"""Find the data package, and read its descriptor."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from pyplanning.datapackage.errors import PackageError as PackageError
from pyplanning.datapackage.errors import nearest as nearest
from pyplanning.datapackage.resource import OTHER_TYPES as OTHER_TYPES
from pyplanning.datapackage.resource import PANDAS_TYPES as PANDAS_TYPES
from pyplanning.datapackage.resource import TYPES as TYPES
from pyplanning.datapackage.resource import Package, Resource, field_of

Descriptor: TypeAlias = Any

URL = re.compile("https?://", re.IGNORECASE)
HALVES = re.compile(r"\\u[dD][89a-fA-F]")  # how JSON writes a character of two halves, one of which may be missing


def missing(file: Path) -> PackageError:
    """The error for a file of the package that is not there."""
    return PackageError(
        f"{file} is missing; restore it, or install the package again", f"{file}缺失，请恢复该文件或重新安装"
    )


def unreadable(file: Path, error: Exception) -> PackageError:
    """The error for a file of the package that cannot be read."""
    reason = getattr(error, "strerror", None) or error
    return PackageError(
        f"{file} cannot be read ({reason}); install the package again", f"{file}无法读取（{reason}），请重新安装"
    )


def root() -> Path:
    """The folder that holds ``datapackage.json``.

    It is in the folder ``pyplanning`` in an installed package and beside that folder in a checkout.
    """
    here = Path(__file__).resolve().parents[1]
    return here if (here / "datapackage.json").is_file() else here.parent


def read_descriptor(folder: Path) -> Package:
    """Read ``folder/datapackage.json``, with the schemas and dialects that it keeps in other files of the folder.

    What is at a URL stays a URL: nothing is fetched.
    Raises PackageError where a file is missing or is not JSON, where there are no resources, or
    where one has no name or data, a path that leaves the folder, or a field of no known type.
    """
    file = folder / "datapackage.json"
    found = _read_json(file)
    resources = found.get("resources") if isinstance(found, dict) else None
    if not isinstance(resources, list) or not resources:
        raise PackageError(f"{file} lists no resources", f"{file}未列任何资源")
    return Package(found | {"resources": [Resource(_whole(file, resource)) for resource in resources]})


def _read_json(file: Path) -> Any:
    try:
        text = file.read_text(encoding="utf-8-sig")
        found = json.loads(text)
        if HALVES.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or nested without end
        raise PackageError(f"{file} is not JSON: {error}", f"{file}不是JSON：{error}") from None
    return found


def _whole(file: Path, resource: Any) -> Descriptor:
    """A resource with its schema and dialect in it."""
    found = resource if isinstance(resource, dict) else {}
    if not isinstance(found.get("name"), str) or not (paths(found) or found.get("data") is not None):
        raise PackageError(
            f"{file}: every resource needs a name, and a path or data, found {resource!r:.80}",
            f"{file}：每个资源须有名称以及路径或数据，现为{resource!r:.80}",
        )
    name = found["name"]
    for path in paths(found):
        _check_path(file, path, name)
    for part in ("schema", "dialect"):
        if isinstance(place := found.get(part), str) and not URL.match(place):
            _check_path(file, place, name)
            found = found | {part: _read_json(file.parent / place)}
    if isinstance(schema := found.get("schema"), dict):
        found = found | {"schema": _plain(file, schema, name)}
    return found


def _check_path(file: Path, path: str, name: str) -> None:
    if not URL.match(path) and not _inside(file.parent, path):
        raise PackageError(
            f"{file}: the path {path!r} of {name} leaves the package; every path must stay inside it",
            f"{file}：{name}的路径{path!r}超出数据包范围，路径必须在数据包之内",
        )


def _plain(file: Path, schema: Descriptor, name: str) -> Descriptor:
    """A schema whose fields have names and known types, spelt in one way where the standard knows several."""
    listed = schema.get("fields", [])
    for field in listed if isinstance(listed, list) else [None]:
        if not _is_field(field):
            types = ", ".join(TYPES)
            raise PackageError(
                f"{file}: every field of {name} needs a name and one of the types {types}, found {field!r:.80}",
                f"{file}：{name}的每个字段须有名称，类型须为{types}之一，现为{field!r:.80}",
            )
    match schema.get("fieldsMatch"):
        case [str(only)]:  # so the standard's own profile has it
            schema = schema | {"fieldsMatch": only}
    return schema | {"fields": [field_of(field) for field in listed]} if listed else schema


def _is_field(field: Any) -> bool:
    """Whether a field has a type that is known, and a name that can be a column's."""
    name = field.get("name") if isinstance(field, dict) else None
    return isinstance(name, str) and bool(kind(field)) and not re.fullmatch(r"\*|\^.*\$|….*", name, re.DOTALL)


def category_values(field: Descriptor) -> list[Any]:
    """The values of a field's categories, which may be written with a label each."""
    listed = field.get("categories")
    return [c.get("value") if isinstance(c, dict) else c for c in listed] if isinstance(listed, list) else []


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
    """The type as which a field's column is kept: a year is an integer, a time is text; "" for an unknown one."""
    named = field.get("type", "any")
    return OTHER_TYPES.get(named, named if named in PANDAS_TYPES else "") if isinstance(named, str) else ""


@cache
def descriptor() -> Package:
    """The descriptor of the package that is installed (read once; do not change it)."""
    return read_descriptor(root())


def resource(name: str, package: Descriptor | None = None) -> Resource:
    """The descriptor of table ``name``; KeyError names the nearest table."""
    resources = {r["name"]: r for r in (package or descriptor())["resources"]}
    if name not in resources:
        raise nearest(name, resources, "table", "数据表")
    found = resources[name]
    return found if isinstance(found, Resource) else Resource(found)


def paths(resource: Descriptor) -> list[str]:
    """The files of a resource, or URLs: one, or the parts of one table; none where the data stand in the descriptor."""
    found: Any = resource.get("path")
    listed: list[str] = found if isinstance(found, list) else [found]
    return listed if all(isinstance(path, str) and path for path in listed) else []


def schema_of(resource: Descriptor) -> Descriptor:
    """The schema of a resource; {} where it has none, or only a URL."""
    found = resource.get("schema")
    return found if isinstance(found, dict) else {}


def fields(resource: Descriptor) -> list[Descriptor]:
    """The fields of a resource."""
    found: list[Descriptor] = schema_of(resource).get("fields", [])
    return found


def references(resource: Descriptor) -> list[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """The foreign keys of a resource as (columns, table, key columns)."""
    found = []
    for key in schema_of(resource).get("foreignKeys", []):
        target = key.get("reference", {})
        columns, keys = _names(key.get("fields", [])), _names(target.get("fields", []))
        found.append((columns, target.get("resource") or resource["name"], keys))
    return found


def _names(columns: str | list[str]) -> tuple[str, ...]:
    return (columns,) if isinstance(columns, str) else tuple(columns)


def foreign_keys(resource: Descriptor) -> list[tuple[str, str, str]]:
    """The foreign keys of one column of a resource as (column, table, key column)."""
    return [(*columns, table, *keys) for columns, table, keys in references(resource) if len(columns) == len(keys) == 1]


def primary_key(resource: Descriptor) -> list[str]:
    """The columns of a resource's primary key."""
    return list(_names(schema_of(resource).get("primaryKey", [])))
