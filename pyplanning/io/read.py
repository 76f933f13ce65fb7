"""What people hand in, as tables of text: files, folders, zip archives and frames."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError, descriptor, lacks_schema, missing
from pyplanning.datapackage.dialect import Dialect, dialect_of, missing_values, sheet_of
from pyplanning.datapackage.errors import NoTableError
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.resource import Resource, find_resource
from pyplanning.datapackage.table_messages import missing_column
from pyplanning.io.content import CONTENTS, TEXT_ENDINGS, is_book, kind_of
from pyplanning.io.csv import read_csv
from pyplanning.io.csv_records import read_records
from pyplanning.io.excel import WORKBOOKS
from pyplanning.io.folder import files
from pyplanning.io.frames import read_frame, read_inline, read_parquet
from pyplanning.io.header import HEADER_ROWS, count_columns, find_header, find_table
from pyplanning.io.table import ROW, Table, by_name, with_issues
from pyplanning.io.unreadable import TEXTS, unreadable_reason
from pyplanning.io.zip import opened
from pyplanning.rule import Issue, rule

KINDS = (".csv", ".tsv", *WORKBOOKS, ".parquet", ".zip")


@rule(
    "PL014",
    level="warning",
    en="{file} – is no table by its name, its columns or its sheets, and is not read – expected the name of a table",
    zh="{file}：文件名、列名和工作表均不是数据表，未读取，文件名应为数据表名",
)
def no_table_in(file: Path, resources: Sequence[Resource], taken: Collection[str]) -> bool:
    """A file in a folder without datapackage.json is named after its table, or has its columns or sheets.

    Of a table that a file in the folder is named after, no other file is read.
    Fix: rename the file, or move it out of the folder.
    """
    try:
        return not is_book(file) and any(table.name in taken for table in _file(file, file.name, [*resources]))
    except NoTableError:
        return True


@rule(
    "PL027",
    level="warning",
    en="{file} – is {value} by its content, and was read as such – expected the ending {expected}",
    zh="{file}：内容实为{value_zh}，已按此读取，扩展名应为{expected}",
)
def other_ending(file: Path) -> str:
    """The ending of a file says what it is: a workbook is .xlsx, a text with commas .csv.

    Fix: save the file as what its name says, or rename it.
    """
    kind = kind_of(file)
    return "" if kind == file.suffix.lower() else kind


@rule(
    "PL040",
    en="{file} – the first row is “{value}”, and was read as data"
    " – expected the header {expected}, in every file of {table}",
    zh="{file}：首行为“{value}”，已作为数据读取，{table}表的每个文件首行均应为表头{expected}",
)
def header_repeated(first: Sequence[str], resource: Resource) -> bool:
    """Each file of a table that is in several has the header of its own, unless the dialect says that none has.

    Fix: write the header into the first row of the file, or set “header” to false and delete it from the others.
    """
    return count_columns(first, resource) == 0


def read(source: object, name: str | None = None, known: Sequence[Resource] | None = None) -> list[Table]:
    """Read what was handed in as tables of text.

    ``source`` is a file (CSV, Excel workbook, Parquet, zip), a folder, or a pandas or polars
    frame. ``name`` says which table it is; without it, the name of the file or sheet, or the
    columns do. ``known`` are the descriptors of the tables that may be meant, by default those
    of the shipped package; a folder with datapackage.json brings its own.

    A CSV or Parquet file is read when the frame is collected and must stay until then; a zip
    archive is read at once: use ``opened`` where it is large. A workbook may have several sheets
    of one table. Findings made while reading are in the tables' ``issues``; a cell that shows an
    error is empty in the frame.

    Raises PackageError where the source cannot be read or holds no table, and KeyError, naming
    the nearest table, for an unknown ``name``.
    """
    resources = list(descriptor().resources if known is None else known)
    if not isinstance(source, (str, os.PathLike)):
        return [read_frame(source, _chosen(resources, name), name)]
    with opened(source) as place:
        if not place.is_dir():
            return _file(place, str(place), _chosen(resources, name))
        tables = _folder(place, resources, name)
        return tables if place == Path(source) else [_in_memory(table) for table in tables]


def read_text(folder: Path, resource: Resource) -> pl.DataFrame:
    """Read a table of the package in ``folder`` as text: its fields in their order, and null where a value is missing.

    Rows of the wrong length are cut or filled up.
    Raises PackageError where the table is missing or cannot be read.
    """
    if reason := unreadable_reason.check(resource):
        issue = unreadable_reason.issue(table=resource.name, **reason)
        raise PackageError(issue.en, issue.zh)
    if not resource.fields:
        raise lacks_schema(resource)
    table, *_ = _resource(folder, resource)
    parts = [table.frame] if table.apart is None else [table.frame, table.apart]
    text = pl.concat(parts, how="diagonal").sort(ROW)
    return text_values(replace(table, frame=text), resource).drop(ROW)


def text_values(table: Table, resource: Resource) -> pl.DataFrame:
    """Give a table as text: the numbers of its rows, then its fields in their order, null where a value is missing."""
    present = table.frame.collect_schema().names()
    cells = {c: pl.col(c) if c in present else pl.lit(None, pl.String) for c in resource.columns}
    null = {c: cell.is_in(missing_values(resource, c)) for c, cell in cells.items()}
    return table.frame.select(ROW, **{c: pl.when(~null[c]).then(cell) for c, cell in cells.items()}).collect()


def _chosen(resources: Sequence[Resource], name: str | None) -> list[Resource]:
    if name is None:
        return list(resources)
    return [find_resource(name, resources)]


def _in_memory(table: Table) -> Table:
    """Load the cells of a table into memory, since its file will be gone."""
    apart = None if table.apart is None else table.apart.collect().lazy()
    return replace(table, frame=table.frame.collect().lazy(), apart=apart)


def _file(file: Path, file_name: str, resources: list[Resource]) -> list[Table]:
    suffix = file.suffix.lower()
    if ending := other_ending.check(file):
        value, value_zh = CONTENTS[ending]
        issue = other_ending.issue(file=file_name, value=value, value_zh=value_zh, expected=ending)
        return with_issues(_of_kind(file, file_name, ending, resources), [issue])
    return _of_kind(file, file_name, suffix, resources)


def _of_kind(file: Path, file_name: str, suffix: str, resources: list[Resource]) -> list[Table]:
    if suffix in TEXT_ENDINGS:
        return [read_csv(file, file_name, resources)]
    if suffix == ".parquet":
        return [read_parquet(file, file_name, resources)]
    if suffix in WORKBOOKS:
        from pyplanning.io.excel.read import read_workbook

        return read_workbook(file, file_name, resources)
    raise PackageError(
        f"{file_name} has a format that is not read; expected one of {', '.join(KINDS)} or a folder",
        f"不支持{file_name}这类文件，应为{'、'.join(KINDS)}文件或文件夹",
    )


def _folder(folder: Path, resources: Sequence[Resource], name: str | None) -> list[Table]:
    if any((folder / f"datapackage.{ending}").is_file() for ending in ("json", "yaml", "yml")):
        return read_package(folder, _chosen(open_package(folder).resources, name))
    chosen, found = _chosen(resources, name), list(files(folder))
    named = {file: resource for file in found if not is_book(file) and (resource := find_table(file.stem, chosen))}
    tables, issues = list[Table](), list[Issue]()
    for file in found:
        shown = file.relative_to(folder).as_posix()
        if file in named:
            tables += _file(file, shown, [named[file]])
        elif no_table_in.check(file, chosen, {resource.name for resource in named.values()}):
            issues.append(no_table_in.issue(file=shown, suggestion=_nearest_name(file.stem, resources)))
        else:
            tables += _file(file, shown, chosen)
    if not tables:
        raise PackageError(
            f"{folder} contains neither datapackage.json nor a workbook or CSV file with a table",
            f"{folder}中没有datapackage.json，也没有含数据表的工作簿或CSV文件",
        )
    return with_issues(by_name(tables), issues)


def _nearest_name(stem: str, resources: Sequence[Resource]) -> str:
    """Find the name or title of a table that is nearest to the name of a file."""
    names = {
        text.casefold(): text
        for r in resources
        for key in ("title", "title_zh", "name")
        if (text := str(r.properties.get(key) or ""))
    }
    return next((names[close] for close in get_close_matches(stem.casefold(), names, n=1)), "")


def read_package(folder: Path, resources: Sequence[Resource], damaged: Collection[str] = ()) -> list[Table]:
    """Read the tables ``resources`` of the package in ``folder``; the first has the findings on those that are none.

    A table is left out where it cannot be read and one of its files is known to be ``damaged``.
    """
    tables, issues = [], []
    for resource in resources:
        if reason := unreadable_reason.check(resource):
            issues.append(unreadable_reason.issue(file="datapackage.json", table=resource.name, **reason))
        else:
            try:
                tables += _resource(folder, resource)
            except PackageError:
                if {*damaged}.isdisjoint(resource.paths):
                    raise
    if not tables and not damaged:
        raise PackageError.of(issues)
    return with_issues(tables, issues) if tables else []


def _resource(folder: Path, resource: Resource) -> list[Table]:
    for path in resource.paths:
        if not (folder / path).is_file():
            raise missing(folder / path)
    if not resource.paths:
        return [read_inline(resource)]
    if resource.format in TEXTS:
        return [_joined(folder, resource)]
    path = resource.paths[0]
    if resource.format == "parquet":
        return [read_parquet(folder / path, path, [resource])]
    from pyplanning.io.excel.read import read_workbook

    return read_workbook(folder / path, path, [resource], sheet_of(resource))


def _lacking_header(file: Path, path: str, resource: Resource, dialect: Dialect) -> list[str] | None:
    """Return the first record of a file that should begin with a header and does not; None where it does."""
    if dialect.header is not None:
        return None
    try:
        first, *others = [cells for _, cells, _ in islice(read_records(file, dialect, path), HEADER_ROWS)] or [[]]
    except PackageError:  # which reading the file reports better
        return None
    if find_header([first, *others], path, [resource]):
        return None
    return first if first and header_repeated.check(first, resource) else None


def _in_order(table: Table, resource: Resource) -> Resource:
    """Put the fields of a resource into the order of a table's columns."""
    fields = {field.name: field.properties for field in resource.fields}
    columns = [c for c in table.frame.collect_schema().names() if c != ROW]
    ordered = [fields.get(column, {"name": column}) for column in columns]
    return Resource({**resource.properties, "schema": {**resource.schema, "fields": ordered}})


def _joined(folder: Path, resource: Resource) -> Table:
    """Read the files of a resource, each with its own header, and number the rows of each after those before it.

    A column that some of the files lack is reported for those.
    """
    dialect, before, parts = dialect_of(resource), 0, list[Table]()
    for path in resource.paths:
        if parts:
            last = parts[-1].frame.select(pl.col(ROW).max()).collect(engine="streaming").item()
            before = max(before, last or 0, *(issue.row for issue in parts[-1].issues))
        first = _lacking_header(folder / path, path, resource, dialect) if parts else None
        if first is None:
            parts.append(read_csv(folder / path, path, [resource], dialect, before))
            continue
        part = read_csv(folder / path, path, [_in_order(parts[0], resource)], replace(dialect, header=()), before)
        words = {"value": ",".join(first), "expected": ",".join(parts[0].header), "file": path}
        found = header_repeated.issue(**{**part.place(), **words})
        parts.append(replace(part, issues=(found, *part.issues)))
    if len(parts) == 1:
        return parts[0]
    columns = [part.frame.collect_schema().names() for part in parts]
    every = dict.fromkeys(c for names in columns for c in names)
    issues = [issue for part in parts for issue in part.issues]
    for part, names in zip(parts, columns, strict=True):
        issues += [missing_column.issue(**part.place(c)) for c in every if c not in names]
    frame = pl.concat([part.frame for part in parts], how="diagonal")
    places, wrong = tuple(p for part in parts for p in part.parts), [p.apart for p in parts if p.apart is not None]
    apart = pl.concat(wrong, how="diagonal") if wrong else None
    return replace(parts[0], frame=frame, issues=tuple(issues), parts=places, apart=apart)
