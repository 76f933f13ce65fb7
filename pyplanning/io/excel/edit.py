"""Change cells of an Excel workbook, and nothing else in it.

To load a workbook with openpyxl and save it loses the saved results of formulas, formats within
a text, shapes and text boxes, buttons and check boxes, pictures in cells and headers, sparklines,
dropdowns and conditional formats kept as extensions, threaded comments, ignored errors, and how
notes and charts look. So the parts of the file are edited as bytes: what is not changed is copied.
"""

from collections.abc import Collection, Mapping
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.csv_records import opening
from pyplanning.io.excel import FIRST_LINE
from pyplanning.io.excel.edit_add_sheet import Cell, NewSheet, put_sheet
from pyplanning.io.excel.edit_cells import (
    Change,
    Sheet,
    cell_edits,
    changed_rows,
    check_headings,
    merge_edits,
    recalculate,
)
from pyplanning.io.excel.edit_comments import note_edits
from pyplanning.io.excel.edit_styles import Styles, style_part_of, styles_of, unfilled
from pyplanning.io.excel.inspect import survey
from pyplanning.io.excel.other_workbooks import refuse_other
from pyplanning.io.excel.parts import Book, book_of
from pyplanning.io.excel.places import Place, place_of
from pyplanning.io.excel.xml_bytes import parsed, spliced
from pyplanning.io.write import check_copy, write_file
from pyplanning.io.zip import archive, damaged

__all__ = ["Cell", "Change", "NewSheet", "edit"]


def edit(
    source: str | Path,
    output: str | Path,
    changes: Mapping[str, Mapping[str, Change]],
    sheet: NewSheet | None = None,
    marks: Collection[str] = (),
) -> Path:
    """Write ``source``, an .xlsx or .xlsm, to ``output`` with cells changed, by sheet and place ("B7").

    A cell with a threaded comment gets no note, as it can have only one. ``sheet`` is added as
    the last one, or replaces the one that was added before. ``marks`` are the colours of earlier
    fills of ours: these are removed, and our notes with them, before anything is changed.

    Returns the path of ``output``. Raises PackageError where the workbook cannot be read, is
    signed, is not in the usual form, or lacks a sheet; where a cell cannot be changed without
    harm to others; and where ``output`` cannot be written.
    """
    file, target, shown = Path(source), Path(output), str(source)
    refuse_other(file)
    with opening(shown):
        survey(file, shown)
    check_copy(file, target)
    wanted = {name: {place_of(cell): change for cell, change in cells.items()} for name, cells in changes.items()}
    with archive(file, shown) as parts:
        try:
            book = book_of(parts, shown)
            style_part = style_part_of(book)
            styles = styles_of(unfilled(book, style_part, marks))
            _edit_sheets(book, wanted, styles, bool(marks))
            if sheet:
                put_sheet(book, sheet, styles)
            book.changed[style_part] = styles.written()
        except LookupError as error:  # an element or a part lacks what it must have
            raise damaged(shown, error) from None
        content = book.packed()
    write_file(target, content)
    return target


def _edit_sheets(book: Book, changes: Mapping[str, Mapping[Place, Change]], styles: Styles, clean: bool) -> None:
    """Change the cells of all sheets; with ``clean``, also remove our notes from sheets that have some."""
    sheets = book.sheets()
    for name in changes:
        if name not in sheets:
            raise PackageError(
                f"{book.shown} has no sheet of cells called {name}; validate it again",
                f"{book.shown}中没有名为{name}的工作表，请重新校验",
            )
    for name, part in sheets.items():
        wanted, noted = changes.get(name, {}), book.linked(part, "comments")
        if wanted or (clean and noted and FIRST_LINE in book.read(noted)):
            xml = book.read(part)
            sheet = Sheet(name, part, xml, parsed(xml, changed_rows({row for row, _ in wanted})))
            check_headings(book, sheet, wanted)
            edits = cell_edits(book, sheet, wanted, styles) + merge_edits(sheet, wanted)
            edits += note_edits(book, sheet, wanted, clean)
            book.changed[part] = spliced(xml, edits)
    if any(change.value is not None for cells in changes.values() for change in cells.values()):
        recalculate(book)
