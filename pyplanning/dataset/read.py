"""Open a package, and read its tables as pandas frames with true types."""

from __future__ import annotations

import csv
import io
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pyplanning.datapackage.descriptor import URL, descriptor, lacks_schema, missing, read_descriptor, root, unreadable
from pyplanning.datapackage.dialect import PLAIN, dialect_of, missing_values
from pyplanning.datapackage.errors import FEW, PackageError, listed, nearest
from pyplanning.datapackage.resource import PANDAS_TYPES, Field, Package, Resource

if TYPE_CHECKING:
    import pandas as pd

Release = str | os.PathLike[str]
NULL = "…null"  # how a cell that a table does not have is written anew
MOMENTS = {"date": "%Y-%m-%d", "datetime": "ISO8601"}  # how they are written; a moment is in UTC


@contextmanager
def open_package(release: Release | None) -> Iterator[tuple[Path, Package]]:
    """Open a release, or the installed package where it is None: its folder and its descriptor.

    ``release`` is a downloaded release: its folder, its data package as a zip, or that unpacked.
    Where its version and the installed one differ in the first number, which is that of the
    contract, a UserWarning says what differs; it is read by its own descriptor all the same.
    Raises PackageError if it is none, is damaged, or was tampered with.
    """
    if release is None:
        yield root(), descriptor()
        return
    from pyplanning.io.release_folder import released  # what it needs is not loaded for the installed package

    with released(release) as folder:
        package = read_descriptor(folder)
        if package.version.split(".")[0] != descriptor().version.split(".")[0]:
            warnings.warn(_other_contract(package), UserWarning, stacklevel=4)  # the line that named the release
        yield folder, package


def _other_contract(package: Package) -> str:
    """Say in both languages how the tables and columns of a release differ from the installed ones."""
    more, fewer = lacking(package, descriptor()), lacking(descriptor(), package)
    version, installed = package.version or "?", descriptor().version
    en = f"this release is version {version}, the installed package is {installed}; it is read by its own descriptor"
    zh = f"该发布版的版本为{version}，已安装的数据包为{installed}；现按发布版自身的描述文件读取"
    if not more and not fewer:
        return f"{en}; its tables and columns have the same names\n{zh}，表名和列名均相同"
    return (
        f"{en}; only it has: {listed(more, ', ', FEW)[0] or 'nothing'}; it lacks: "
        f"{listed(fewer, ', ', FEW)[0] or 'nothing'}"
        f"\n{zh}；仅发布版有：{listed(more, '、', FEW)[1] or '无'}；发布版缺少：{listed(fewer, '、', FEW)[1] or '无'}"
    )


def lacking(package: Package, other: Package) -> list[str]:
    """List the tables that ``other`` lacks, and the columns that its tables of the same name lack."""
    tables = [table.name for table in package.resources if table.name not in other.tables and not table.is_derived]
    shared = [(table, other.table(table.name)) for table in package.resources if table.name in other.tables]
    columns = [f"{table.name}.{c}" for table, same in shared for c in table.columns if c not in same.columns]
    return tables + columns


def count_rows(folder: Path, resource: Resource) -> int:
    """Count the rows of a table of the package in ``folder``; PackageError where a file is missing or damaged."""
    with plain_csv(folder, resource) as file:
        lines = io.TextIOWrapper(file, encoding="utf-8", newline="")
        try:
            return sum(1 for _ in csv.reader(lines)) - 1
        except (OSError, UnicodeError, csv.Error) as error:
            raise unreadable(file_of(folder, resource), error) from None


def read_table(folder: Path, resource: Resource, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read a table, or some of its columns, with true types from the package in ``folder``.

    Raises PackageError if a file is missing or damaged.
    """
    import pandas as pd

    if not resource.fields:
        raise lacks_schema(resource)
    used = [field for field in resource.fields if columns is None or field.name in columns]
    names = [field.name for field in used]
    chosen = None if len(used) == len(resource.fields) else names  # otherwise pandas overlooks cells that are too many
    # Cells are null where the descriptor says so; what pandas takes for null by itself, such as “NA”, is text.
    null = {name: [*missing_values(resource, name), NULL] for name in names}
    dtypes = {field.name: PANDAS_TYPES["string" if field.kind in MOMENTS else field.kind] for field in used}
    filled = [field.name for field in used if field.kind != "string" and "" not in null[field.name]]
    try:
        with plain_csv(folder, resource) as file:
            if filled:  # pandas takes an empty number or date for null in any case
                cells = pd.read_csv(file, dtype="str", usecols=filled, na_filter=False)
                if empty := ", ".join(name for name in filled if (cells[name] == "").any()):
                    raise ValueError(f"empty cells in {empty}, which missingValues does not list")
                file.seek(0)
            frame = pd.read_csv(file, dtype=dtypes, usecols=chosen, keep_default_na=False, na_values=null)
        if lacking := ", ".join(name for name in names if name not in frame):
            raise ValueError(f"no column {lacking}")
        for field in used:
            if field.kind in MOMENTS:
                moment = pd.to_datetime(frame[field.name], format=MOMENTS[field.kind], utc=True).dt.tz_localize(None)
                frame[field.name] = moment.dt.as_unit("s" if field.kind == "date" else "us")
        return with_categories(frame, used)[names if columns is None else [*columns]]
    except (OSError, OverflowError, ValueError) as error:
        raise unreadable(file_of(folder, resource), error) from None


def needed_columns(
    package: Package, name: str, columns: Iterable[str], newer: Iterable[str] = ()
) -> tuple[Resource, list[str]]:
    """Find a table that something is derived from, and list the columns of it that are needed.

    Those of ``newer`` are listed where the table has them. Raises PackageError where an older release lacks
    the table or one of ``columns``.
    """
    table = find_table(package, name)
    if lacking := [column for column in columns if column not in table.columns]:
        raise lacks_columns(table, lacking)
    return table, [*columns, *(column for column in newer if column in table.columns)]


def find_table(package: Package, name: str) -> Resource:
    """Find a table by its name or Chinese title.

    Raises PackageError where an older release has no such table yet, and KeyError, naming the nearest, where
    there is none of that name.
    """
    try:
        return package.table(name)
    except KeyError:
        if name not in descriptor().tables:
            raise
    version = package.version or "?"
    raise PackageError(
        f"version {version} of the package has no table {name}; read a release that has it",
        f"数据包{version}版没有{name}表，请读取含有该表的发布版",
    ) from None


def lacks_columns(table: Resource, lacking: Sequence[str]) -> PackageError:
    """Make the error for a table of an older release that has no such columns yet."""
    file = next(iter(table.paths), table.name)
    return PackageError(
        f"{file} has no {', '.join(lacking)}, which is needed here; read a release that has it",
        f"{file}没有此处所需的{'、'.join(lacking)}，请读取含有该列的发布版",
    )


def frame_of(rows: Sequence[Mapping[str, Any]], resource: Resource) -> pd.DataFrame:
    """Make a frame of the rows of a derived table, with the types of its fields."""
    import pandas as pd

    columns = {f.name: pd.Series([row[f.name] for row in rows], dtype=PANDAS_TYPES[f.kind]) for f in resource.fields}
    return with_categories(pd.DataFrame(columns), resource.fields)


def cells_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give the rows of a frame as plain values by column; empty cells are None."""
    cells = frame.astype(object)
    return [
        dict(zip(frame.columns, row, strict=True))
        for row in cells.where(cells.notna(), None).itertuples(index=False, name=None)
    ]


def read_cells(folder: Path, resource: Resource, columns: Sequence[str]) -> list[dict[str, Any]]:
    """Read columns of a table as rows of plain values."""
    return cells_of(read_table(folder, resource, columns))


def find_key(name: str, rows: Mapping[str, Mapping[str, Any]], kind: str, kind_zh: str) -> str:
    """Find the key of the row with this key or Chinese or English name; ``rows`` are by key.

    Raises KeyError, naming the nearest, where there is none.
    """
    called = {key: (row["name_zh"], row["name_en"] or "") for key, row in rows.items()}
    if name in called:
        return name
    for key, names in called.items():
        if name in names and name:
            return key
    raise nearest(str(name), called, kind, kind_zh, chain.from_iterable(called.values()))


def file_of(folder: Path, resource: Resource) -> Path:
    """Name the file whose rows a table has."""
    return folder / next(iter(resource.paths), "datapackage.json")


def plain_csv(folder: Path, resource: Resource) -> BinaryIO:
    """Open a table as one comma-separated file in UTF-8, whose header is the columns' names.

    Shipped tables are such files. Whatever is laid out otherwise (another dialect or encoding,
    several files, Parquet, rows in the descriptor) is read as everything that is handed in is,
    and written anew in memory: importing polars for the shipped tables would take longer than
    loading them.
    """
    if len(resource.paths) == 1 and resource.format == "csv" and dialect_of(resource) == PLAIN:
        file = folder / resource.paths[0]
        try:
            if not URL.match(resource.paths[0]):
                return file.open("rb")
        except FileNotFoundError:
            raise missing(file) from None
        except OSError as error:
            raise unreadable(file, error) from None
    from pyplanning.io.read import read

    (table,) = read(folder, resource.name)
    if faults := [issue for issue in table.issues if issue.level == "error"]:
        raise PackageError(faults[0].en, faults[0].zh)
    frame = table.frame.collect()
    columns = [column for column in resource.columns if column in frame.columns]
    return io.BytesIO(frame.select(columns).write_csv(null_value=NULL).encode())


def with_categories(frame: pd.DataFrame, used: Sequence[Field]) -> pd.DataFrame:
    """Make the columns of the fields that list their values categories, in that order.

    Raises ValueError where a value is not listed.
    """
    import pandas as pd

    for field in used:
        if (listed := field.constraints.get("enum")) and field.kind not in MOMENTS:  # dates stay dates
            cells = frame[field.name]
            if len(others := cells[cells.notna() & ~cells.isin(listed)]):
                raise ValueError(f"{field.name} has {others.iloc[0]!r}, which it does not list")
            frame[field.name] = cells.astype(pd.CategoricalDtype(listed, field.categories_ordered))
    return frame


def cells_in(frame: pd.DataFrame, column: Any) -> list[Any]:
    """List the cells of a column; empty cells are None."""
    cells = frame[column]
    return list(cells.astype(object).where(cells.notna(), None))


def with_cells(frame: pd.DataFrame, cells: Mapping[Any, Sequence[object]], kind: str) -> pd.DataFrame:
    """Add columns of a type of Data Package to a copy of a frame, in place of those of the same name."""
    import pandas as pd

    result = frame.copy()
    for name, values in cells.items():
        result[name] = pd.Series([*values], frame.index, PANDAS_TYPES[kind])
    return result
