"""Read Excel workbooks as tables of text: the sheets that are tables, every cell as it was typed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import polars as pl
import python_calamine

from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.values import texts, written
from pyplanning.io.excel import OWN, VERSION
from pyplanning.io.excel.inspect import Marks, custom_property, locked, survey
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.read_checks import filled, hidden, no_table, older_template, with_marks, without_notes
from pyplanning.io.header import MAX_COLUMNS, count_columns, find_table, layout, recognise
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
    marks, tables, issues = survey(file, shown), [], []
    with _reading(shown), python_calamine.CalamineWorkbook.from_path(file) as book:
        sheets = (meta for meta in book.sheets_metadata if meta.typ == python_calamine.SheetTypeEnum.WorkSheet)
        for number, meta in enumerate(sheets, 1):
            if only not in (None, number, meta.name) or meta.name in OWN:
                continue
            if meta.name not in marks:  # what was not looked through is not read
                raise damaged(shown, meta.name)
            if hidden.check(meta):
                issues.append(hidden.issue(file=shown, sheet=meta.name))
                continue
            sheet = book.get_sheet_by_name(meta.name)
            header = _header(sheet, resources)
            if header:
                tables.append(_table(sheet, *header, shown, marks[meta.name]))
            elif no_table.check(header) and sheet.height:
                issues.append(no_table.issue(file=shown, sheet=meta.name, value=str(HEADER_ROWS)))
    made, version = custom_property(file, shown, VERSION), descriptor().version
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


def _header(sheet: python_calamine.CalamineSheet, resources: Sequence[Resource]) -> tuple[int, Resource] | None:
    """Find the position of a sheet's header, counted from 0, and the table that it is of.

    It is the row that names most columns. Where the columns are named in several ways, in
    consecutive rows, it is the last of these.
    """
    wanted = resources[0] if len(resources) == 1 else find_table(sheet.name, resources)
    best: tuple[int, int, Resource] | None = None
    together = False  # every row since the best one names columns
    for position, row in enumerate(islice(_rows(sheet), HEADER_ROWS)):
        cells = [written(cell) for cell in row[: MAX_COLUMNS + 1]]
        resource = wanted or recognise(cells, resources)
        count = count_columns(cells, resource) if resource else 0
        if not resource or count < min(2, len(resource.fields)):
            together = False
        elif best is None or count > best[0] or (together and count == best[0]):
            best, together = (count, position, resource), True
    return (best[1], best[2]) if best else None


def _table(sheet: python_calamine.CalamineSheet, position: int, resource: Resource, shown: str, marks: Marks) -> Table:
    """Read the table whose header is at ``position``."""
    rows = islice(_rows(sheet), position, None)
    header = [written(cell) for cell in next(rows)]
    place = {"file": shown, "sheet": sheet.name, "table": resource.name}
    named = max((i + 1 for i, name in enumerate(header) if name.strip()), default=0)
    columns, issues = layout(header[:named], resource, place)
    cells = _columns(rows, len(header))
    nameless = pl.LazyFrame({letters_of(i): cells[i] for i, name in enumerate(header) if not name.strip()})
    for column in unnamed_column.check(nameless, nameless.collect_schema().names()):
        issues.append(unnamed_column.issue(**place, value=column))
    frame = pl.DataFrame({name: cells[i] for name, i in columns.items()}).with_row_index(ROW, offset=1)
    if not filled(frame[:, 1:2]).all():  # there may be blank rows
        frame = frame.filter(filled(frame.drop(ROW)))
    letters = {name: letters_of(i) for name, i in columns.items()}
    table = Table(
        resource.name, shown, frame.lazy(), tuple(header[:named]), sheet.name, letters, position + 1, tuple(issues)
    )
    return with_marks(without_notes(table, frame), sheet.merged_cell_ranges or [], marks)


def _rows(sheet: python_calamine.CalamineSheet) -> Iterator[Sequence[object]]:
    """Give the rows from A1 on; calamine leaves out the columns before the first with content."""
    left = [""] * (sheet.start or (0, 0))[1]
    return ([*left, *row] for row in sheet.iter_rows()) if left else sheet.iter_rows()


def _columns(rows: Iterator[Sequence[object]], width: int) -> list[pl.Series]:
    """Give the columns of rows as text, some rows at a time, which is twice as fast as all at once."""
    columns = [[pl.Series(dtype=pl.String)] for _ in range(width)]
    known: dict[object, str] = {}
    while some := list(islice(rows, TOGETHER)):
        for column, values in zip(columns, zip(*some, strict=True), strict=True):
            column.append(texts(list(values), known))
    return [pl.concat(column, rechunk=True) for column in columns]
