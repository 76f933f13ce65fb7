"""Read Excel workbooks as tables of text: the sheets that are tables, every cell as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice, zip_longest
from pathlib import Path

import polars as pl
import python_calamine

from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.datapackage.values import has_own_form, in_form, texts, written
from pyplanning.io.excel import EDITABLE, OWN, VERSION
from pyplanning.io.excel.cell_checks import as_shown
from pyplanning.io.excel.inspect import Survey, custom_property, locked, survey
from pyplanning.io.excel.marks import Marks
from pyplanning.io.excel.other_workbooks import as_calamine_reads, only_values, survey_other
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.read_checks import filled, hidden, no_table, older_template, with_merged, without_notes
from pyplanning.io.header import MAX_COLUMNS, count_columns, find_table, layout, machine_names, recognise
from pyplanning.io.table import ROW, Table, unnamed_column, with_issues
from pyplanning.io.zip import damaged

HEADER_ROWS = 20  # of a sheet, among which its header is looked for
TOGETHER = 500  # rows turned into columns at once: what a processor's cache holds


def read_workbook(file: Path, shown: str, resources: Sequence[Resource], only: str | int | None = None) -> list[Table]:
    """Read the tables of a workbook, in the order of its sheets.

    ``shown`` is the name of the file in messages; ``resources`` are the tables that it may have;
    ``only`` is the name of the one sheet to be read, or its number from 1.

    Raises PackageError where the workbook cannot be read, and where no sheet is a table.
    """
    editable, tables, issues = file.suffix.lower() in EDITABLE, [], []
    source = file if editable else as_calamine_reads(file, shown)
    found = survey(file, shown) if editable else survey_other(file, shown, source)
    if only_values.check(found):
        issues.append(only_values.issue(file=shown))
    with _reading(shown), python_calamine.CalamineWorkbook.from_object(source) as book:
        sheets = (meta for meta in book.sheets_metadata if meta.typ == python_calamine.SheetTypeEnum.WorkSheet)
        for number, meta in enumerate(sheets, 1):
            if only not in (None, number, meta.name) or meta.name in OWN:
                continue
            if found.complete and meta.name not in found.sheets:  # what was not looked through is not read
                raise damaged(shown, meta.name)
            if hidden.check(meta):
                issues.append(hidden.issue(file=shown, sheet=meta.name))
                continue
            sheet = book.get_sheet_by_name(meta.name)
            header = _header(sheet, resources)
            if header:
                tables.append(_table(sheet, *header, shown, found))
            elif no_table.check(header) and sheet.height:
                issues.append(no_table.issue(file=shown, sheet=meta.name, value=str(HEADER_ROWS)))
    made, version = custom_property(file, shown, VERSION) if editable else "", descriptor().version
    if older_template.check(made, version):
        issues.append(older_template.issue(file=shown, value=made, expected=version))
    if not tables:
        raise PackageError(
            f"{shown} has no sheet that is a table; give a sheet the name and columns of a table",
            f"{shown}中没有可识别的数据表，工作表名和列名应与数据表一致",
        )
    return with_issues(tables, issues)


@contextmanager
def _reading(shown: str) -> Iterator[None]:
    """Raise PackageError for the errors and panics of calamine."""
    try:
        yield
    except python_calamine.PasswordError:
        raise locked(shown) from None
    except (python_calamine.CalamineError, OSError) as error:
        raise damaged(shown, error) from None
    except BaseException as error:  # a panic of compiled code is no Exception, and has no class to import
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(shown) from None


def _header(
    sheet: python_calamine.CalamineSheet, resources: Sequence[Resource]
) -> tuple[int, Resource, list[str]] | None:
    """Find the position of a sheet's header, counted from 0, the table that it is of, and its cells.

    It is the row that names most columns. Where the columns are named in several ways, in
    consecutive rows, it is the last of these; a cell that is blank in it is that of the row before.
    """
    wanted = resources[0] if len(resources) == 1 else find_table(sheet.name, resources)
    best: tuple[int, int, Resource, list[str]] | None = None
    together, before = False, list[str]()  # every row since the best one names columns; the row before
    for position, row in enumerate(islice(_rows(sheet), HEADER_ROWS)):
        cells = [written(cell) for cell in row[: MAX_COLUMNS + 1]]
        if wanted and not wanted.fields:
            return position, wanted, cells
        resource = wanted or recognise(cells, resources) or (best[2] if best and together else None)
        if resource:
            cells = _with_names_above(cells, before, resource)
        count = count_columns(cells, resource) if resource else 0
        if not resource or count < min(2, len(resource.fields)):
            together = False
        elif best is None or count > best[0] or (together and count == best[0]):
            best, together = (count, position, resource, cells), True
        before = cells
    return best[1:] if best else None


def _with_names_above(cells: list[str], above: Sequence[str], resource: Resource) -> list[str]:
    """Fill the blank cells of a row that names nothing but columns with the names of others in the row above."""
    named = [cell for cell in cells if cell.strip()]
    if not named or len(named) > count_columns(named, resource):
        return cells
    known = {*machine_names(named, resource)}
    others = [name if name in resource.columns and name not in known else "" for name in machine_names(above, resource)]
    pairs = zip_longest(cells, above if any(others) else (), others, fillvalue="")
    return [text if name and not cell.strip() else cell for cell, text, name in pairs]


def _table(
    sheet: python_calamine.CalamineSheet,
    position: int,
    resource: Resource,
    header: list[str],
    shown: str,
    found: Survey,
) -> Table:
    """Read the table whose header is at ``position``."""
    rows = islice(_rows(sheet), position, None)
    header = [*header, *map(written, next(rows)[len(header) :])]
    marks = found.sheets.get(sheet.name, Marks())
    place = {"file": shown, "sheet": sheet.name, "table": resource.name}
    named = max((i + 1 for i, name in enumerate(header) if name.strip()), default=0)
    columns, issues = layout(header[:named], resource, place)
    letters = {name: letters_of(i) for name, i in columns.items()}
    table = Table(resource.name, shown, pl.LazyFrame(), tuple(header[:named]), sheet.name, letters, position + 1)
    fields = {
        i: field for field in resource.fields if has_own_form(field) and (i := columns.get(field.name)) is not None
    }
    cells, known = _columns(rows, len(header), fields)
    nameless = pl.LazyFrame({letters_of(i): cells[i] for i, name in enumerate(header) if not name.strip()})
    for column in unnamed_column.check(nameless, nameless.collect_schema().names()):
        issues.append(unnamed_column.issue(**place, value=column))
    cells, doubts = as_shown(cells, known, table, resource, marks, found)
    frame = pl.DataFrame({name: cells[i] for name, i in columns.items()}).with_row_index(ROW, offset=1)
    if not filled(frame[:, 1:2]).all():  # there may be blank rows
        frame = frame.filter(filled(frame.drop(ROW)))
    table = without_notes(replace(table, frame=frame.lazy(), issues=tuple(issues)), frame)
    return with_merged(table, sheet.merged_cell_ranges or marks.ranges, doubts)


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[Sequence[object]]:
    """Give the rows from A1 on; calamine leaves out the columns before the first with content."""
    left = [""] * (sheet.start or (0, 0))[1]
    return ([*left, *row] for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _columns(
    rows: Iterator[Sequence[object]], width: int, fields: Mapping[int, Field]
) -> tuple[list[pl.Series], dict[object, str]]:
    """Give the columns of rows as text, some rows at a time, which is twice as fast as all at once.

    ``fields`` are those, by position, that ask for dates, numbers or truth in a form of their own.
    The texts of values that are none come with the columns.
    """
    columns = [[pl.Series(dtype=pl.String)] for _ in range(width)]
    known: dict[object, str] = {}
    while some := list(islice(rows, TOGETHER)):
        for position, (column, values) in enumerate(zip(columns, zip(*some, strict=True), strict=True)):
            field = fields.get(position)
            column.append(texts([in_form(value, field) for value in values] if field else list(values), known))
    return [pl.concat(column, rechunk=True) for column in columns], known
