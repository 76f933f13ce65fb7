"""Load and describe the tables of the package, those that are derived from others among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, overload

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.errors import PackageError, nearest
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.dataset.frames import Engine, reader_of
from pyplanning.dataset.labelled import Source, check_labels, with_added
from pyplanning.dataset.read import Release, count_rows, find_table, lacks_columns, open_package, read_cells

if TYPE_CHECKING:
    import frictionless
    import pandas as pd
    import polars as pl

    from pyplanning.datapackage.metadata import Lang
    from pyplanning.dataset.derived import Derived
    from pyplanning.dataset.labels import Label


def derived_tables() -> dict[str, Derived]:
    """List the tables that are derived from others, by name."""
    from pyplanning.dataset.progress import PROGRESS
    from pyplanning.dataset.trajectories import TRAJECTORIES

    return {table.name: table for table in (TRAJECTORIES, PROGRESS)}


def with_derived(package: Package) -> Package:
    """Add the tables that can be derived from those of a package."""
    derived = [table.resource.properties for table in derived_tables().values() if table.follows_from(package)]
    return Package({**package.properties, "resources": [*package.properties.get("resources", []), *derived]})


def tables(release: Release | None = None) -> pd.DataFrame:
    """List the tables of the package, or of a downloaded ``release`` of it, and those that are derived from them.

    Returns a frame with one row for each table: ``table``, ``rows``, ``columns`` (counts),
    ``title``, ``title_zh``, ``description``, ``description_zh``.
    Raises PackageError if the release cannot be read.
    """
    import pandas as pd

    with open_package(release) as (folder, package):

        def rows(table: Resource) -> int:
            if table.name in package.tables:
                return count_rows(folder, table)
            return len(derived_tables()[table.name].rows(package, partial(read_cells, folder)))

        return pd.DataFrame(
            {"table": r.name, "rows": rows(r), "columns": len(r.columns)} | _texts(r)
            for r in with_derived(package).resources
        )


def _texts(thing: Resource | Field) -> dict[str, str]:
    ends = {"": "en", "_zh": "zh"}
    return {key + end: thing.text(key, lang) for key in ("title", "description") for end, lang in ends.items()}


def describe(name: str, release: Release | None = None) -> pd.DataFrame:
    """Describe the columns of table ``name``, or that Chinese title, of the package or a downloaded ``release`` of it.

    Returns a frame with one row for each column: ``column``, ``type``, ``required``, ``key``
    ("primary", "→ table" or ""), ``title``, ``title_zh``, ``description``,
    ``description_zh``, ``values`` (the allowed values, or "").
    Raises KeyError, naming the nearest table, if there is none of that name, and
    PackageError if the release cannot be read.
    """
    from pyplanning.dataset.description import Description

    with open_package(release) as (_, package):
        table = _find(name, package)

    def row(field: Field) -> dict[str, object]:
        primary, target = field.name in table.primary_key, table.references.get(field.name)
        keys = ["primary"] * primary + [f"→ {target}"] * (target is not None)
        values = " | ".join(map(str, field.constraints.get("enum", [])))
        own = {"column": field.name, "type": field.type, "required": field.required or primary, "key": " ".join(keys)}
        return own | _texts(field) | {"values": values}

    return Description(row(field) for field in table.fields).of(table)


@overload
def load(
    name: str,
    engine: Literal["pandas"] = "pandas",
    labels: Lang | None = None,
    columns: str | Sequence[str] | None = None,
    release: Release | None = None,
) -> pd.DataFrame: ...
@overload
def load(
    name: str,
    engine: Literal["polars"],
    labels: Lang | None = None,
    columns: str | Sequence[str] | None = None,
    release: Release | None = None,
) -> pl.DataFrame: ...


def load(
    name: str,
    engine: Engine = "pandas",
    labels: Lang | None = None,
    columns: str | Sequence[str] | None = None,
    release: Release | None = None,
) -> pd.DataFrame | pl.DataFrame:
    """Load table ``name``, which may be its Chinese title, as a frame with true types.

    ``engine`` is "pandas" or "polars". In pandas, text is ``str``, whole numbers ``Int64``, numbers ``Float64``
    (both nullable), dates ``datetime64``, and columns with listed values are categories in their order; in
    polars they are String, Int64, Float64, Date and Enum.

    ``labels`` ("zh" or "en") adds, after each column that refers to another table, the name of what it refers to
    (``indicator_id`` is followed by ``indicator_name_zh``), after each column with listed values their labels
    (``measure``: ``measure_zh``), and to rows that belong to a plan through another row, as a responsibility does
    through its task, ``plan_id`` and the name of the plan. Labels are text.
    ``columns``, a list or one name, keeps only those columns, in the order given; it may name such added columns
    in either language, also without ``labels``.
    ``release`` is a downloaded release (its folder, or the zip of its data package), or any other data package,
    which is read instead of the installed package, by its own descriptor; a UserWarning says what differs if
    its major version is a different one.

    Raises KeyError, naming the nearest, for an unknown table or column, ValueError for another language or
    engine, and PackageError if a file is missing, damaged, or not the one released, or if an older release lacks
    a table or column that the installed package has.
    """
    if engine not in ("pandas", "polars"):
        raise ValueError(f"engine must be 'pandas' or 'polars', not {engine!r}")
    check_labels(labels)
    with open_package(release) as (folder, package):
        wanted = (columns,) if isinstance(columns, str) else columns
        frame: pd.DataFrame | pl.DataFrame = _load(
            Source(folder, package, reader_of(engine)), _find(name, package), labels, wanted
        )
    return frame


def _load(source: Source, table: Resource, labels: Lang | None, columns: Sequence[str] | None) -> Any:
    """Load columns of a table, and columns that follow from them."""
    shown = [*dict.fromkeys(table.columns if columns is None else columns)]
    known: dict[str, Label] = {}
    if labels or not {*shown} <= {*table.columns}:
        from pyplanning.dataset.labels import labels_of

        known = {label.name: label for label in labels_of(table, source.package)}
    for column in shown:
        if column not in known and column not in table.columns:
            raise _unknown(column, table, known)
    if labels:
        after = {c: [one.name for one in known.values() if one.of == c and one.lang in ("", labels)] for c in shown}
        shown = [*dict.fromkeys(name for column in shown for name in (column, *after[column]))]
    added = {name: known[name] for name in shown if name in known}
    frame = _read(source, table, [*dict.fromkeys(added[name].of if name in added else name for name in shown)])
    return with_added(frame, added, source)[shown] if added else frame


def _read(source: Source, table: Resource, columns: Sequence[str]) -> Any:
    """Read columns of a table, or derive them where the package has no such table."""
    if table.name in source.package.tables:
        return source.frames.read_table(source.folder, table, columns)
    return source.frames.frame_of(derived_tables()[table.name].rows(source.package, source.rows), table)[[*columns]]


def _find(name: str, package: Package) -> Resource:
    """Find a table by its name or Chinese title, also one that is derived, or that could be of a newer release."""
    if name in package.tables:
        return package.tables[name]
    whole, derived = with_derived(package), derived_tables()
    if name in derived and name not in whole.tables:
        return derived[name].resource
    return find_table(whole, name)


def _unknown(column: str, table: Resource, known: Iterable[str]) -> PackageError:
    """Make the error for a column that a table has not, or not yet in this release."""
    ours = descriptor().tables.get(table.name)
    if ours and column in ours.columns:
        return lacks_columns(table, [column])
    return nearest(column, table.columns, f"column of {table.name}", f"{table.name}表的列", known)


def package() -> frictionless.Package:
    """Open the package as a frictionless Package, for its other tools."""
    import frictionless

    return frictionless.Package(str(root() / "datapackage.json"))
