"""Read Excel workbooks as tables of text: the sheets that are tables, every cell as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import polars as pl
import python_calamine

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.errors import NoTableError
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.datapackage.values import has_own_form, in_form, texts, written
from pyplanning.io.content import kind_of
from pyplanning.io.excel import EDITABLE, OWN, VERSION
from pyplanning.io.excel.cell_checks import as_shown
from pyplanning.io.excel.inspect import Survey, custom_property, locked, survey
from pyplanning.io.excel.marks import Marks
from pyplanning.io.excel.other_workbooks import as_calamine_reads, only_values, survey_other
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.read_checks import hidden, no_table, older_template, with_merged
from pyplanning.io.header import HEADER_ROWS, Header, find_header, layout
from pyplanning.io.other_rows import set_aside
from pyplanning.io.table import ROW, Table, unnamed_column, with_issues
from pyplanning.io.zip import damaged

TOGETHER = 500  # rows turned into columns at once: what a processor's cache holds


def read_workbook(file: Path, shown: str, resources: Sequence[Resource], only: str | int | None = None) -> list[Table]:
    """Read the tables of a workbook, in the order of its sheets.

    ``shown`` is the name of the file in messages; ``resources`` are the tables that it may have;
    ``only`` is the name of the one sheet to be read, or its number from 1.

    Raises PackageError where the workbook cannot be read, and where no sheet is a table.
    """
    editable, tables, issues = kind_of(file) in EDITABLE, [], []
    source = as_calamine_reads(file, shown)
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
            header = find_header(([*map(written, row)] for row in _rows(sheet)), meta.name, resources)
            if header:
                tables.append(_table(sheet, header, resources, shown, found))
            elif no_table.check(header) and sheet.height:
                issues.append(no_table.issue(file=shown, sheet=meta.name, value=str(HEADER_ROWS)))
    made, version = custom_property(file, shown, VERSION) if editable else "", descriptor().version
    if older_template.check(made, version):
        issues.append(older_template.issue(file=shown, value=made, expected=version))
    if not tables:
        raise NoTableError(
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


def _table(
    sheet: python_calamine.CalamineSheet,
    head: Header,
    every: Sequence[Resource],
    shown: str,
    found: Survey,
) -> Table:
    """Read the table under a header."""
    rows, resource = islice(_rows(sheet), head.position, None), head.resource
    header = [*head.cells, *map(written, next(rows)[len(head.cells) :])]
    marks = found.sheets.get(sheet.name, Marks())
    place = {"file": shown, "sheet": sheet.name, "table": resource.name}
    named = max((i + 1 for i, name in enumerate(header) if name.strip()), default=0)
    columns, issues = layout(header[:named], resource, place)
    letters = {name: letters_of(i) for name, i in columns.items()}
    table = Table(resource.name, shown, pl.LazyFrame(), tuple(header[:named]), sheet.name, letters, head.position + 1)
    fields = {
        i: field for field in resource.fields if has_own_form(field) and (i := columns.get(field.name)) is not None
    }
    cells, known = _columns(rows, len(header), fields)
    nameless = pl.LazyFrame({letters_of(i): cells[i] for i, name in enumerate(header) if not name.strip()})
    for column in unnamed_column.check(nameless, nameless.collect_schema().names()):
        issues.append(unnamed_column.issue(**place, value=column))
    cells, doubts = as_shown(cells, known, table, resource, marks, found)
    frame = pl.DataFrame({name: cells[i] for name, i in columns.items()}).with_row_index(ROW, offset=1)
    table = set_aside(replace(table, frame=frame.lazy(), issues=tuple(issues)), resource, every)
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
