"""Load and describe the tables of the package."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pyplanning.datapackage.descriptor import (
    PANDAS_TYPES,
    Descriptor,
    descriptor,
    fields,
    foreign_keys,
    kind,
    missing,
    nearest,
    primary_key,
    read_descriptor,
    resource,
    root,
    unreadable,
)
from pyplanning.datapackage.resource import Package

if TYPE_CHECKING:
    import frictionless
    import pandas as pd

Lang = Literal["zh", "en"]
Engine = Literal["pandas", "polars"]
Release = str | os.PathLike[str]
MOMENTS = {"date": "%Y-%m-%d", "datetime": "ISO8601"}  # how they are written; a moment is in UTC


@contextmanager
def opened_package(release: Release | None) -> Iterator[tuple[Path, Package]]:
    """The folder and descriptor of a release, or of the package that is installed where it is None.

    ``release`` is a downloaded release: its folder, its data package as a zip, or that unpacked.
    Where its version and the installed one differ in the first number, which is that of the
    contract, a UserWarning says what differs; it is read by its own descriptor all the same.
    Raises PackageError where it is none, is damaged, or was tampered with.
    """
    if release is None:
        yield root(), descriptor()
        return
    from pyplanning.io.release_folder import released  # what it needs is not loaded for the installed package

    with released(release) as folder:
        package = read_descriptor(folder)
        if _major(package) != _major(descriptor()):
            warnings.warn(_other_contract(package), UserWarning, stacklevel=4)  # the line that named the release
        yield folder, package


def _major(package: Descriptor) -> str:
    return str(package.get("version", "")).partition(".")[0]


def _other_contract(package: Descriptor) -> str:
    """How the tables and columns of a release differ from the installed ones, in both languages."""
    here = {r["name"]: [f["name"] for f in fields(r)] for r in descriptor()["resources"]}
    there = {r["name"]: [f["name"] for f in fields(r)] for r in package["resources"]}
    more, fewer = _names(there, here), _names(here, there)
    version, installed = package.get("version", "?"), descriptor()["version"]
    en = f"this release is version {version}, the installed package {installed}; it is read as it describes itself"
    zh = f"该发布版的版本为{version}，已安装的数据包为{installed}；现按发布版自身的描述读取"
    if not more and not fewer:
        return f"{en}; its tables and columns have the same names\n{zh}，表名和列名均相同"
    return (
        f"{en}; only it has: {', '.join(more) or 'nothing'}; it lacks: {', '.join(fewer) or 'nothing'}"
        f"\n{zh}；仅发布版有：{'、'.join(more) or '无'}；发布版缺少：{'、'.join(fewer) or '无'}"
    )


def _names(tables: dict[str, list[str]], others: dict[str, list[str]]) -> list[str]:
    """The tables that ``others`` have not, and the columns of those that they have."""
    found = [table for table in tables if table not in others]
    shared = [(table, column) for table in tables if table in others for column in tables[table]]
    return found + [f"{table}.{column}" for table, column in shared if column not in others[table]]


def tables(release: Release | None = None) -> pd.DataFrame:
    """The tables of the package, or of a downloaded ``release`` of it.

    Returns a frame with one row a table: ``table``, ``rows``, ``columns`` (counts),
    ``title``, ``title_zh``, ``description``, ``description_zh``.
    Raises PackageError where the release cannot be read.
    """
    import pandas as pd

    texts = ("title", "title_zh", "description", "description_zh")
    with opened_package(release) as (folder, package):
        return pd.DataFrame(
            {
                "table": r["name"],
                "rows": count_rows(folder / r["path"]),
                "columns": len(fields(r)),
                **{text: r.get(text, "") for text in texts},
            }
            for r in package["resources"]
        )


def count_rows(file: Path) -> int:
    """The rows of a CSV file below its header; PackageError where it is missing."""
    import csv

    try:
        with file.open(encoding="utf-8", newline="") as lines:
            return sum(1 for _ in csv.reader(lines)) - 1
    except FileNotFoundError:
        raise missing(file) from None


def describe(name: str, release: Release | None = None) -> pd.DataFrame:
    """The columns of table ``name`` of the package, or of a downloaded ``release`` of it.

    Returns a frame with one row a column: ``column``, ``type``, ``required``, ``key``
    ("primary", "→ table" or ""), ``title``, ``title_zh``, ``description``,
    ``description_zh``, ``values`` (the allowed values, or "").
    Raises KeyError, naming the nearest table, where there is none of that name, and
    PackageError where the release cannot be read.
    """
    import pandas as pd

    with opened_package(release) as (_, package):
        found = resource(name, package)
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


def load(
    name: str, labels: Lang | None = None, columns: list[str] | None = None, release: Release | None = None
) -> pd.DataFrame:
    """Load table ``name`` as a pandas frame with true types.

    Text is ``str``, whole numbers ``Int64``, numbers ``Float64`` (both nullable), dates
    ``datetime64``, and columns with listed values are categories in their order.

    ``labels`` ("zh" or "en") adds, after each column that points to another table, the
    name of what it points to: ``indicator_id`` is followed by ``indicator_name_zh``.
    ``columns`` keeps only those columns, in the order given.
    ``release`` is a downloaded release (its folder, or the zip of its data package), which
    is read instead of the installed package, by its own descriptor; a UserWarning says what
    differs where its contract is of another major version.

    Raises KeyError, naming the nearest, for an unknown table or column, ValueError for
    another language, and PackageError where a file is missing, damaged, or not the one released.
    """
    if labels not in (None, "zh", "en"):
        raise ValueError(f"labels must be 'zh', 'en' or None, not {labels!r}")
    with opened_package(release) as (folder, package):
        found = resource(name, package)
        known = [field["name"] for field in fields(found)]
        for column in columns or []:
            if column not in known:
                raise nearest(column, known, f"column of {name}", f"{name}表的列")
        frame = read(folder, found, columns)
        return _label(frame, folder, package, found, labels) if labels else frame


def read(folder: Path, resource: Descriptor, columns: list[str] | None = None) -> pd.DataFrame:
    """The table that ``resource`` describes, or some of its columns, from the package in ``folder``.

    Raises PackageError where its file is missing or damaged.
    """
    import pandas as pd

    used = [f for f in fields(resource) if columns is None or f["name"] in columns]
    dtypes: dict[Any, Any] = {f["name"]: PANDAS_TYPES[kind(f)] for f in used if kind(f) not in MOMENTS}
    moments = {f["name"]: kind(f) for f in used if kind(f) in MOMENTS}
    file = folder / resource["path"]
    try:
        frame = pd.read_csv(
            file, dtype=dtypes, usecols=columns, keep_default_na=False, na_values=[""], encoding="utf-8"
        )
        for column, named in moments.items():
            moment = pd.to_datetime(frame[column], format=MOMENTS[named], utc=True).dt.tz_localize(None)
            frame[column] = moment.astype(PANDAS_TYPES[named])
    except FileNotFoundError:
        raise missing(file) from None
    except (OSError, ValueError) as error:
        raise unreadable(file, error) from None
    frame = with_categories(frame, used)
    return frame[columns] if columns else frame


def with_categories(frame: pd.DataFrame, used: list[Descriptor]) -> pd.DataFrame:
    """``frame`` with the columns of the fields that list their values as categories, in that order."""
    import pandas as pd

    for field in used:
        listed = field.get("constraints", {}).get("enum")
        if listed:
            ordered = bool(field.get("categoriesOrdered"))
            frame[field["name"]] = frame[field["name"]].astype(pd.CategoricalDtype(listed, ordered))
    return frame


def _label(frame: pd.DataFrame, folder: Path, package: Descriptor, found: Descriptor, lang: str) -> pd.DataFrame:
    for column, table, key in foreign_keys(found):
        target = resource(table, package)
        known = [field["name"] for field in fields(target)]
        name = next((n for n in (f"name_{lang}", f"title_{lang}") if n in known), None)
        if name and column in frame:
            names = read(folder, target, [key, name]).set_index(key)[name]
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
