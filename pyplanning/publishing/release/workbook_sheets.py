"""One table as a sheet of the planners' workbook: what people read in front, what programs need folded away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.pagebreak import Break

from pyplanning.datapackage.field_words import labels, name_column
from pyplanning.dataset.row_names import NAMES
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.write import DARK, GAP, GREY, ON_A4, WHITE, add_note, font, link_cell, put, solid, text_cell
from pyplanning.publishing.release import workbook_layout as layout
from pyplanning.publishing.release.labelled import Column, Labelled, Role, Value

COVER = {"zh": "说明", "en": "README"}  # the first sheet
BACK = {"zh": "← 返回说明", "en": "← README"}
TITLES = 3  # the row of the headers: above it are what the table is, and the names that programs use
MARKED = "FFF2CC"  # the colour of a cell that a source issue concerns
FOLDED = "D9D9D9"  # of the headers of codes
TOP = Alignment(vertical="top", wrap_text=True)
ONE_LINE = Alignment(vertical="top")
RIGHT = Alignment(horizontal="right", vertical="top", indent=1)
HEAD = Alignment(vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Page:
    """A sheet to be written: its name, its table, its tab's colour, and the notes on its rows by key ("": on all)."""

    name: str
    table: Labelled
    tab: str
    notes: Mapping[str, Sequence[str]]
    lang: str


def add_page(book: Workbook, page: Page) -> None:
    """Write the sheet of one table: header with notes, filters, frozen panes, formats and rows."""
    sheet, columns = book.create_sheet(page.name), page.table.columns
    seen = [n for n, column in enumerate(columns) if column.role != "code"] or [0]
    _set_up(sheet, page, seen)
    sheet.append(_about(sheet, page, seen))
    small = font(size=8, color=GREY)
    sheet.append([text_cell(sheet, machine_name(column, page.lang), small) for column in columns])
    sheet.append([_header(sheet, column, page.lang) for column in columns])
    room = {n: sheet.column_dimensions[letters_of(n)].width for n in seen}
    for n, (row, cells) in enumerate(zip(page.table.rows, _rows(sheet, page, seen[0]), strict=True), TITLES + 1):
        if (lines := max(layout.lines_of(row[place], wide) for place, wide in room.items())) > 1:
            sheet.row_dimensions[n].height = min(layout.LINE * lines, layout.HIGHEST)
        sheet.append(cells)
    _break_by_plan(sheet, page.table)


def _break_by_plan(sheet: WriteOnlyWorksheet, table: Labelled) -> None:
    """Print each plan from a new page."""
    place = next((n for n, c in enumerate(table.columns) if c.field.name == "plan_id" and c.role == "code"), None)
    if place is None:
        return
    for n, (row, after) in enumerate(pairwise(table.rows), TITLES + 1):
        if row[place] != after[place]:
            sheet.row_breaks.append(Break(id=n))


def _set_up(sheet: WriteOnlyWorksheet, page: Page, seen: Sequence[int]) -> None:
    """Set panes, widths and the page. Codes are folded: a click on “2” above the row numbers shows them."""
    columns, rows = page.table.columns, page.table.rows
    sheet.sheet_properties.tabColor = page.tab
    layout.print_flat(sheet, page.lang)
    sheet.auto_filter.ref = f"A{TITLES}:{letters_of(len(columns) - 1)}{TITLES + max(len(rows), 1)}"
    sheet.print_area, sheet.print_title_rows = sheet.auto_filter.ref, f"{TITLES}:{TITLES}"
    sheet.print_title_cols = f"{letters_of(seen[0])}:{letters_of(seen[0])}"
    sheet.freeze_panes = f"{letters_of(seen[0] + 1)}{TITLES + 1}"
    sheet.column_dimensions.max_outline = int(len(seen) < len(columns))
    for n, column in enumerate(columns):
        found = sheet.column_dimensions[letters_of(n)]
        found.width = layout.column_width(column, [row[n] for row in rows])
        if n not in seen:
            found.outlineLevel, found.hidden = 1, True
        elif n and n - 1 not in seen:
            found.collapsed = True
    wide = sum(sheet.column_dimensions[letters_of(n)].width for n in seen)
    if wide > ON_A4:
        sheet.page_setup.paperSize, sheet.page_setup.fitToWidth = layout.A3, ceil(wide / layout.ON_A3)
    for row, high in enumerate((20, 13, 34), 1):
        sheet.row_dimensions[row].height = high


def machine_name(column: Column, lang: str) -> str:
    """Return what programs call a column; one of names is called as ``pp.load(labels=…)`` calls it."""
    name = column.field.name
    return name_column(column.field, lang) if column.role == "name" else name


def _about(sheet: WriteOnlyWorksheet, page: Page, seen: Sequence[int]) -> list[Cell | None]:
    """Make the line above the table: a link back, and what the table is, with notes on all of its rows."""
    back = link_cell(sheet, BACK[page.lang], COVER[page.lang], "A1")
    text = layout.clean(page.table.resource.text("description", page.lang), page.lang)
    about = text_cell(sheet, text, font(color=GREY))
    if notes := page.notes.get(""):
        _mark(about, notes)
    line: list[Cell | None] = [None] * (max(seen[:2]) + 2)
    line[seen[0]], line[seen[1] if len(seen) > 1 else seen[0] + 1] = back, about
    return line


def _header(sheet: WriteOnlyWorksheet, column: Column, lang: str) -> Cell:
    """Make a header, with a note on what the column means and which values it may have."""
    code = column.role == "code"
    style = font(bold=not code, color=GREY if code else WHITE)
    cell = text_cell(sheet, layout.clean(column.title, lang), style)
    cell.fill = solid(FOLDED if code else DARK)
    cell.alignment, cell.border = HEAD, GAP
    listed = labels(column.field, lang)
    lines = [column.field.text("description", lang), ("、" if lang == "zh" else ", ").join(listed.values())]
    if text := layout.clean("\n".join(filter(None, lines)), lang):
        add_note(cell, text)
    return cell


def _rows(sheet: WriteOnlyWorksheet, page: Page, first: int) -> Iterator[Iterator[Cell | None]]:
    """Yield the rows; cells of one look are one object, written once for each, which halves the time."""
    columns, shared = page.table.columns, cache(partial(_look, sheet))

    def cell(column: Column, value: Value, notes: Sequence[str]) -> Cell | None:
        if value is None and not notes:
            return None
        look = column.role, layout.number_format(column, value)
        made = _look(sheet, *look) if notes else shared(*look)
        put(made, layout.clean(value, page.lang) if isinstance(value, str) else value)
        return _mark(made, notes) if notes else made

    for key, row in zip(page.table.keys, page.table.rows, strict=True):
        notes = page.notes.get(key, ()) if key else ()
        at = marked(columns, row, first, page.lang) if notes else -1
        yield (cell(columns[n], value, notes if n == at else ()) for n, value in enumerate(row))


def _look(sheet: WriteOnlyWorksheet, role: Role, number: str) -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.number_format = number
    cell.font = font(color=GREY) if role == "code" else font()
    cell.alignment = ONE_LINE if role == "code" else TOP if number == layout.TEXT else RIGHT
    return cell


def _mark(cell: Cell, notes: Sequence[str]) -> Cell:
    add_note(cell, "\n".join(notes))
    cell.fill = solid(MARKED)
    return cell


def marked(columns: Sequence[Column], row: Sequence[Value], first: int, lang: str) -> int:
    """Find the cell of a row that gets the notes on it: its figure, its name, or its evidence."""
    names = ["value", *(f"{base}_{lang}" for base in NAMES), "evidence"]
    places = {c.field.name: n for n, c in enumerate(columns) if c.role == "value" and row[n] is not None}
    return next((places[name] for name in names if name in places), first)
