"""The difference between two versions as a workbook for reviewers: a summary, the schema, ids, a sheet a table."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pyplanning.io.excel import write as excel
from pyplanning.io.excel.limits import LAST_ROW, cell_text, sheet_name, text_width
from pyplanning.io.excel.places import letters_of
from pyplanning.io.write import write_file
from pyplanning.publishing.diff import version_step
from pyplanning.publishing.diff.as_text import LOST, verdict
from pyplanning.publishing.diff.diff import Difference, TableChange
from pyplanning.publishing.diff.table_text import WORDS, Words, shown

GREEN, RED, YELLOW, MARK = "E2EFDA", "FCE4D6", "FFF2CC", "FFD966"  # rows added, removed, changed; cells changed
NARROW, WIDE, SAMPLE = 10, 50, 200  # characters; rows from which widths are taken
EPOCH = datetime(2000, 1, 1)  # the same content makes the same file


def review(difference: Difference, output: str | os.PathLike[str], lang: str = "zh") -> Path:
    """Write a difference as a workbook: added rows are green, removed ones red, changed cells marked (old → new).

    Returns the path of the file, which is replaced where it exists. Raises PackageError where
    ``output`` is no .xlsx file or cannot be written.
    """
    file, words = Path(output), WORDS[lang]
    excel.check_workbook_name(file)
    book = excel.NewBook()
    book.properties.creator, book.properties.created, book.properties.modified = excel.AUTHOR, EPOCH, EPOCH
    _add_summary(book, difference, words, lang)
    _add_schema(book, difference, words, lang)
    _add_ids(book, difference, words, lang)
    for found in filter(None, difference.tables):
        _add_table(book, found, words, lang)
    write_file(file, excel.packed(book, EPOCH))
    return file


def _add_summary(book: Workbook, difference: Difference, words: Words, lang: str) -> None:
    sheet = _sheet(book, words["sheets"][0], (36, 24, 24, 12, 12, 12), 2)
    sheet.append([excel.text_cell(sheet, verdict(difference, lang), excel.font(size=14, bold=True))])
    sheet.append([])
    sheet.append(_heads(sheet, words["reason columns"]))
    for reason in version_step.reasons(difference):
        sheet.append(_texts(sheet, (reason.step, getattr(reason, lang))))
    sheet.append([])
    sheet.append(_heads(sheet, words["counts"]))
    for t in difference.tables:
        if t.has_other_rows():
            sheet.append([excel.text_cell(sheet, t.table), *t.counts()])


def _add_ids(book: Workbook, difference: Difference, words: Words, lang: str) -> None:
    """Add the sheet of the ids that vanished or came back, where there are any."""
    lines = [
        (words["ids"]["retired"], one.table, one.id, one.successor, one.version, one.text(lang))
        for one in difference.retired
    ]
    lines += [(words["ids"][kind], *one) for kind in LOST for one in getattr(difference, kind)]
    if lines:
        sheet = _sheet(book, words["sheets"][2], (24, 22, 50, 50, 10, 60), 2, len(lines) + 1)
        sheet.append(_heads(sheet, words["id columns"]))
        for line in lines:
            sheet.append(_texts(sheet, line))


def _add_schema(book: Workbook, difference: Difference, words: Words, lang: str) -> None:
    sheet = _sheet(book, words["sheets"][1], (22, 22, 22, 18, 50, 50), 2, len(difference.schema) + 1)
    sheet.append(_heads(sheet, words["schema columns"]))
    for change in difference.schema:
        what = version_step.KINDS[change.kind].text(lang)
        values = ("" if value is None else shown(value) for value in (change.old, change.new))
        sheet.append(_texts(sheet, (what, change.table, change.column, change.property, *values)))


def _add_table(book: Workbook, found: TableChange, words: Words, lang: str) -> None:
    """Add the sheet of one table: removed rows, changed ones and added ones, in that order."""
    titles = {field.name: field.text("title", lang) or field.name for field in found.resource.fields}
    columns = [*dict.fromkeys([*found.added.columns, *found.removed.columns])]
    rows = len(found.removed) + found.changed + len(found.added)
    shown_rows = min(rows, LAST_ROW - 3)
    samples = [*found.removed.head(SAMPLE).iter_rows(named=True), *found.added.head(SAMPLE).iter_rows(named=True)]
    samples += [{c: f"{old} → {new}"} for _, c, old, new in found.cells.head(SAMPLE).iter_rows()]
    contents = [[titles.get(c, c), c, *(row.get(c) or "" for row in samples)] for c in columns]
    widths = [10, 16, *(min(max(NARROW, *map(text_width, texts)) + 2, WIDE) for texts in contents)]
    sheet = _sheet(book, sheet_name(found.table, (sheet.title for sheet in book.worksheets)), widths, 3, shown_rows + 2)
    sheet.append(_heads(sheet, (*words["row columns"], *(titles.get(c, c) for c in columns))))
    sheet.append(_texts(sheet, ("", "", *columns), excel.font(color=excel.GREY, size=8)))
    for row in islice(_lines(sheet, found, columns, words), shown_rows):
        sheet.append(row)
    if rows > shown_rows:
        sheet.append([excel.text_cell(sheet, words["too many rows"].format(rows=rows - shown_rows))])


def _lines(sheet: WriteOnlyWorksheet, found: TableChange, columns: Sequence[str], words: Words) -> Iterator[list[Cell]]:
    added, removed, changed = words["states"]
    for state, frame, colour in ((removed, found.removed, RED), (added, found.added, GREEN)):
        if state == added:
            yield from _changed(sheet, found, columns, changed)
        fill = excel.solid(colour)
        for row in frame.iter_rows(named=True):
            yield _row(sheet, (state, "", *(row.get(c) or "" for c in columns)), fill)


def _changed(sheet: WriteOnlyWorksheet, found: TableChange, columns: Sequence[str], state: str) -> Iterator[list[Cell]]:
    """Give a line for each changed row: its key, and in each changed column the old and the new value."""
    fill, mark = (excel.solid(colour) for colour in (YELLOW, MARK))
    for key, cells in groupby(found.cells.iter_rows(), key=lambda cell: cell[0]):
        parts = dict(zip(found.key, key, strict=True))
        values = {column: f"{old or '∅'} → {new or '∅'}" for _, column, old, new in cells}
        texts = (state, ", ".join(values), *(values.get(c) or parts.get(c) or "" for c in columns))
        line = _row(sheet, texts, fill)
        for column, cell in zip(columns, line[2:], strict=True):
            if column in values:
                cell.fill = mark
        yield line


def _sheet(book: Workbook, title: str, widths: Sequence[int], head: int, rows: int | None = None) -> WriteOnlyWorksheet:
    """Add a sheet with a header that stays in sight, and filters where it has ``rows`` (with the header)."""
    sheet = book.create_sheet(title)
    excel.print_landscape(sheet)
    sheet.freeze_panes = f"{'C' if head == 3 else 'A'}{head}"
    for i, wide in enumerate(widths):
        sheet.column_dimensions[letters_of(i)].width = wide
    if rows is not None:
        first = head - 1
        sheet.auto_filter.ref = f"A{first}:{letters_of(len(widths) - 1)}{max(rows, first)}"
    return sheet


def _heads(sheet: WriteOnlyWorksheet, texts: Iterable[str]) -> list[Cell]:
    return _filled(_texts(sheet, texts, excel.font(color=excel.WHITE, bold=True)), excel.solid(excel.DARK))


def _texts(sheet: WriteOnlyWorksheet, texts: Iterable[str], style: Font | None = None) -> list[Cell]:
    return [_text(sheet, text, style or excel.font()) for text in texts]


def _row(sheet: WriteOnlyWorksheet, texts: Iterable[str], fill: PatternFill) -> list[Cell]:
    return _filled([_text(sheet, text) if text else WriteOnlyCell(sheet) for text in texts], fill)


def _filled(cells: list[Cell], fill: PatternFill) -> list[Cell]:
    for cell in cells:
        cell.fill = fill
    return cells


def _text(sheet: WriteOnlyWorksheet, text: str, style: Font | None = None) -> Cell:
    cell = excel.text_cell(sheet, cell_text(text), style)
    cell.number_format, cell.alignment = "@", Alignment(vertical="top")
    return cell
