"""What a header means: which table it is of, and which cell names which column."""

from collections.abc import Sequence
from pathlib import Path

from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.table_messages import doubled_column
from pyplanning.io.handed_back import code_titles, is_ours, refuse_release
from pyplanning.rule import ROW, Issue

MAX_COLUMNS = 1_000


def machine_names(cells: Sequence[str], resource: Resource) -> list[str]:
    """Replace the cells of a header, names or titles, by the names of columns; another cell stays as written.

    Only tables of ours may be headed by titles, or by names in other letters: the standard knows names alone,
    around which there may be spaces.
    """
    if not is_ours(resource):
        known = {*resource.columns}
        return [cell.strip() if cell.strip() in known and cell not in known else cell for cell in cells]
    names = {**code_titles(resource)}
    for key in ("title_zh", "title", "name"):  # a name goes before another column's title
        texts = {field.name: str(field.properties.get(key) or "") for field in resource.fields}
        names |= {text.strip().casefold(): name for name, text in texts.items() if text}
    return [names.get(cell.strip().casefold(), cell) for cell in cells]


def count_columns(cells: Sequence[str], resource: Resource) -> int:
    """Count the columns of a table that a header names."""
    return len({*resource.columns}.intersection(machine_names(cells, resource)))


def find_table(name: str, resources: Sequence[Resource]) -> Resource | None:
    """Find the table whose name or title is ``name``."""
    wanted = name.strip().casefold()
    for key in ("name", "title", "title_zh"):
        for resource in resources:
            if str(resource.properties.get(key, "")).strip().casefold() == wanted:
                return resource
    return None


def recognise(cells: Sequence[str], resources: Sequence[Resource]) -> Resource | None:
    """Find the table whose header this is: it names the whole key, and more columns than of any other table."""
    whole = [r for r in resources if r.primary_key and {*r.primary_key} <= {*machine_names(cells, r)}]
    counts = [count_columns(cells, r) for r in whole]
    most = max(counts, default=0)
    return whole[counts.index(most)] if most >= 2 and counts.count(most) == 1 else None


def layout(cells: Sequence[str], resource: Resource, place: dict[str, str]) -> tuple[dict[str, int], list[Issue]]:
    """Return the columns of a table by machine name with their positions, and what is wrong with its header.

    Of a column that occurs twice the first counts; one without a name is left out.
    Raises PackageError for too many columns and for a name that no column can have.
    """
    if len(cells) > MAX_COLUMNS:
        file = place["file"] or "frame"
        raise PackageError(
            f"{file} has {len(cells)} columns; expected no more than {MAX_COLUMNS}",
            f"{file}有{len(cells)}列，不应超过{MAX_COLUMNS}列",
        )
    if place["file"]:
        refuse_release(cells, resource, place["file"])
    columns: dict[str, int] = {}
    names = machine_names(cells, resource)
    for position, name in enumerate(names):
        if name.strip():
            columns.setdefault(name, position)
    if ROW in columns:
        raise PackageError(f"{place['file']}: no column can be called {ROW}", f"{place['file']}：列名不能是{ROW}")
    doubled = [name for name in columns if names.count(name) > max(1, resource.columns.count(name))]
    return columns, [doubled_column.issue(**place, column=c, value=str(names.count(c))) for c in doubled]


def misplaced(columns: Sequence[str], resource: Resource) -> tuple[list[str], list[str]]:
    """Return the fields that a table of ``columns`` lacks, and the columns that are no fields, where either matters.

    That is everywhere, unless the schema's fieldsMatch says that the fields are a subset of the
    columns, a superset of them, or have only some of them in common; a required column must be present.
    """
    missing = [field for field in resource.fields if field.name not in columns]
    unknown = [column for column in columns if column not in resource.columns]
    if resource.fields_match in ("superset", "partial") and len(missing) < len(resource.fields):
        missing = [field for field in missing if field.required or field.name in resource.primary_key]
    return [field.name for field in missing], [] if resource.fields_match in ("subset", "partial") else unknown


def table_of(file_name: str, header: Sequence[str], resources: Sequence[Resource]) -> Resource:
    """Find the table that a file is.

    Raises PackageError where neither its name nor its columns say which.
    """
    if not any(cell.strip() for cell in header):
        raise PackageError(
            f"{file_name} – the first line is empty – expected column names", f"{file_name}：首行为空，应为列名"
        )
    alone = resources[0] if len(resources) == 1 else None
    found = alone or find_table(Path(file_name).stem, resources) or recognise(header, resources)
    if found:
        return found
    names = ", ".join(r.name for r in resources)
    raise PackageError(
        f"{file_name} is not a known table; name it after one of {names}",
        f"{file_name}不是已知的数据表，文件名应为以下之一：{names}",
    )
