"""Load and describe the tables of the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pyplanning.datapackage import (
    PANDAS_TYPES,
    Descriptor,
    descriptor,
    fields,
    foreign_keys,
    kind,
    missing,
    nearest,
    primary_key,
    resource,
    root,
    unreadable,
)

if TYPE_CHECKING:
    import frictionless
    import pandas as pd

Lang = Literal["zh", "en"]
Engine = Literal["pandas", "polars"]
MOMENTS = {"date": "%Y-%m-%d", "datetime": "ISO8601"}  # how they are written; a moment is in UTC


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
    dtypes: dict[Any, Any] = {f["name"]: PANDAS_TYPES[kind(f)] for f in used if kind(f) not in MOMENTS}
    moments = {f["name"]: kind(f) for f in used if kind(f) in MOMENTS}
    file = root() / resource["path"]
    try:
        frame = pd.read_csv(
            file, dtype=dtypes, usecols=columns, keep_default_na=False, na_values=[""], encoding="utf-8"
        )
        for column, named in moments.items():
            read = pd.to_datetime(frame[column], format=MOMENTS[named], utc=True).dt.tz_localize(None)
            frame[column] = read.astype(PANDAS_TYPES[named])
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
