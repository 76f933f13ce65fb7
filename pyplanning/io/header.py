"""What a header means: which table it is of, and which cell names which column."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, primary_key, schema_of
from pyplanning.io.table import MAX_COLUMNS, ROW, too_many
from pyplanning.rule import Issue, rule


@rule(
    "PL013",
    level="warning",
    en="{file} – column {value} has cells but no name – left out – expected a column name",
    zh="{file}：第{value}列有内容但无列名，未读取，应有列名",
)
def unnamed_column(frame: pl.LazyFrame, columns: list[str]) -> list[str]:
    """Every column with content has a name; columns without both are passed over in silence.

    Fix: write the column's name into the header, or move notes out of the table.
    """
    if not columns:
        return []
    filled = frame.select((pl.col(columns) != "").any()).collect(engine="streaming")
    return [column for column in columns if filled[column].item()]


def spellings(resource: Descriptor) -> dict[str, str]:
    """How the columns of a table may be written in a header → machine name."""
    found: dict[str, str] = {}
    for key in ("title_zh", "title", "name"):  # a name goes before another column's title
        found |= {str(f[key]).strip().casefold(): f["name"] for f in fields(resource) if f.get(key)}
    return found


def named(cells: Sequence[str], resource: Descriptor) -> list[str]:
    """The machine names of the columns that a header names; another cell stays as written."""
    known = spellings(resource)
    return [known.get(cell.strip().casefold(), cell) for cell in cells]


def matches(cells: Sequence[str], resource: Descriptor) -> int:
    """How many columns of a table a header names."""
    return len({f["name"] for f in fields(resource)}.intersection(named(cells, resource)))


def called(name: str, resources: Sequence[Descriptor]) -> Descriptor | None:
    """The table whose name or title ``name`` is."""
    wanted = name.strip().casefold()
    for key in ("name", "title", "title_zh"):
        for resource in resources:
            if str(resource.get(key, "")).strip().casefold() == wanted:
                return resource
    return None


def recognise(cells: Sequence[str], resources: Sequence[Descriptor]) -> Descriptor | None:
    """The table that a header stands for: it names the whole key, and most columns of this table."""
    whole = [r for r in resources if set(primary_key(r)) <= set(named(cells, r)) and primary_key(r)]
    ranked = sorted(((matches(cells, r), i) for i, r in enumerate(whole)), reverse=True)
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return whole[ranked[0][1]]


def layout(cells: Sequence[str], resource: Descriptor, place: dict[str, Any]) -> tuple[dict[str, int], list[Issue]]:
    """The columns of a table by machine name with their positions, and what is wrong with its header.

    A column that stands twice counts where it stands first; one without a name is left out.
    Raises PackageError for too many columns and for a name that no column can have.
    """
    from pyplanning.datapackage.table_rules import doubled_column

    if len(cells) > MAX_COLUMNS:
        raise too_many(place["file"], len(cells))
    columns: dict[str, int] = {}
    names = named(cells, resource)
    for position, name in enumerate(names):
        if name.strip():
            columns.setdefault(name, position)
    if ROW in columns:
        raise PackageError(f"{place['file']}: no column can be called {ROW}", f"{place['file']}：列名不能是{ROW}")
    doubled = [name for name in columns if names.count(name) > 1]
    return columns, [doubled_column.issue(**place, column=c, value=str(names.count(c))) for c in doubled]


def misplaced(columns: Sequence[str], resource: Descriptor) -> tuple[list[str], list[str]]:
    """The fields that a table of ``columns`` lacks, and the columns that are no fields, where either matters.

    That is everywhere, unless the schema's fieldsMatch says that the fields are a subset of the
    columns, a superset of them, or have only some of them in common; a required column must be there.
    """
    match, listed = schema_of(resource).get("fieldsMatch"), {f["name"]: f for f in fields(resource)}
    missing, unknown = [c for c in listed if c not in columns], [c for c in columns if c not in listed]
    if match in ("superset", "partial") and len(missing) < len(listed):
        key = primary_key(resource)
        missing = [c for c in missing if c in key or listed[c].get("constraints", {}).get("required")]
    return missing, [] if match in ("subset", "partial") else unknown


def meant(shown: str, header: Sequence[str], resources: list[Descriptor]) -> Descriptor:
    """The table that a file is; PackageError where neither its name nor its columns tell."""
    if not any(cell.strip() for cell in header):
        raise PackageError(f"{shown} – the first line is empty – expected column names", f"{shown}：首行为空，应为列名")
    alone = resources[0] if len(resources) == 1 else None
    found = alone or called(Path(shown).stem, resources) or recognise(header, resources)
    if found:
        return found
    names = ", ".join(r["name"] for r in resources)
    raise PackageError(
        f"{shown} is no table that is known; name it after one of {names}",
        f"{shown}不是已知的数据表，文件名应为以下之一：{names}",
    )
