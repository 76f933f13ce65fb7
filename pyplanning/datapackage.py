"""Find, describe and load the data package."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import frictionless
    import pandas as pd

Lang = Literal["zh", "en"]
Engine = Literal["pandas", "polars"]
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


def tables() -> pd.DataFrame:
    """The tables of the package.

    Returns a frame with one row a table: ``table``, ``rows``, ``columns`` (counts),
    ``title``, ``title_zh``, ``description``, ``description_zh``.
    """
    import pandas as pd

    texts = ("title", "title_zh", "description", "description_zh")
    return pd.DataFrame(
        {
            "table": r["name"],
            "rows": _count_rows(root() / r["path"]),
            "columns": len(fields(r)),
            **{text: r.get(text, "") for text in texts},
        }
        for r in descriptor()["resources"]
    )


def _count_rows(file: Path) -> int:
    import csv

    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return sum(1 for _ in csv.reader(lines)) - 1
    except FileNotFoundError:
        raise missing(file) from None


def describe(name: str) -> pd.DataFrame:
    """The columns of table ``name``.

    Returns a frame with one row a column: ``column``, ``type``, ``required``, ``key``
    ("primary", "→ table" or ""), ``title``, ``title_zh``, ``description``,
    ``description_zh``, ``values`` (the allowed values, or "").
    Raises KeyError, naming the nearest table, where there is none of that name.
    """
    import pandas as pd

    found = resource(name)
    points_to = {column: f"→ {table}" for column, table, _ in foreign_keys(found)}
    primary = primary_key(found)

    def row(field: Descriptor) -> dict[str, object]:
        limits = field.get("constraints", {})
        column = field["name"]
        keys = ["primary"] * (column in primary) + [points_to.get(column, "")]
        return {
            "column": column,
            "type": field["type"],
            "required": bool(limits.get("required")) or column in primary,
            "key": " ".join(filter(None, keys)),
            "title": field.get("title", ""),
            "title_zh": field.get("title_zh", ""),
            "description": field.get("description", ""),
            "description_zh": field.get("description_zh", ""),
            "values": " | ".join(limits.get("enum", [])),
        }

    return pd.DataFrame(row(field) for field in fields(found))


def load(name: str, labels: Lang | None = None, columns: list[str] | None = None) -> pd.DataFrame:
    """Load table ``name`` as a pandas frame with true types.

    Text is ``str``, whole numbers ``Int64``, numbers ``Float64`` (both nullable), dates
    ``datetime64``, and columns with listed values are categories in their order.

    ``labels`` ("zh" or "en") adds, after each column that points to another table, the
    name of what it points to: ``indicator_id`` is followed by ``indicator_name_zh``.
    ``columns`` keeps only those columns, in the order given.

    Raises KeyError, naming the nearest, for an unknown table or column, ValueError for
    another language, and PackageError where the file is missing or damaged.
    """
    if labels not in (None, "zh", "en"):
        raise ValueError(f"labels must be 'zh', 'en' or None, not {labels!r}")
    found = resource(name)
    known = [field["name"] for field in fields(found)]
    for column in columns or []:
        if column not in known:
            raise nearest(column, known, f"column of {name}")
    frame = _read(found, columns)
    return _label(frame, found, labels) if labels else frame


def _read(resource: Descriptor, columns: list[str] | None = None) -> pd.DataFrame:
    import pandas as pd

    used = [f for f in fields(resource) if columns is None or f["name"] in columns]
    dtypes: dict[Any, Any] = {f["name"]: PANDAS_TYPES[kind(f)] for f in used if kind(f) != "date"}
    dates = [f["name"] for f in used if kind(f) == "date"]
    file = root() / resource["path"]
    try:
        frame = pd.read_csv(
            file, dtype=dtypes, usecols=columns, keep_default_na=False, na_values=[""], encoding="utf-8"
        )
        for column in dates:
            frame[column] = pd.to_datetime(frame[column], format="%Y-%m-%d").astype("datetime64[s]")
    except FileNotFoundError:
        raise missing(file) from None
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from None
    for field in used:
        listed = field.get("constraints", {}).get("enum")
        if listed:
            ordered = bool(field.get("categoriesOrdered"))
            frame[field["name"]] = frame[field["name"]].astype(pd.CategoricalDtype(listed, ordered))
    return frame[columns] if columns else frame


def _label(frame: pd.DataFrame, found: Descriptor, lang: str) -> pd.DataFrame:
    for column, table, key in foreign_keys(found):
        target = resource(table)
        known = [field["name"] for field in fields(target)]
        name = next((n for n in (f"name_{lang}", f"title_{lang}") if n in known), None)
        if name and column in frame:
            names = _read(target, [key, name]).set_index(key)[name]
            label = f"{column.rpartition('_')[0]}_name_{lang}"
            frame.insert(list(frame).index(column) + 1, label, frame[column].map(names))
    return frame


def schema(name: str, engine: Engine = "pandas") -> Any:
    """The pandera schema of table ``name``, compiled from the descriptor.

    ``engine`` is "pandas" or "polars". Raises KeyError, naming the nearest table, where
    there is none of that name, and ValueError for another engine.
    """
    from pyplanning.validators.schemas import compile_schema

    return compile_schema(resource(name), engine)


def package() -> frictionless.Package:
    """The package as a frictionless Package, for its other tools."""
    import frictionless

    return frictionless.Package(str(root() / "datapackage.json"))
