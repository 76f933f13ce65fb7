"""One table as a sheet of a template: header, notes, formats, dropdowns, rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule, Rule
from openpyxl.styles import Alignment, Border, PatternFill, Side

from pyplanning.contribution import template_dropdowns
from pyplanning.datapackage import field_words
from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, kind
from pyplanning.datapackage.values import written
from pyplanning.io import Row
from pyplanning.io.excel.inspect import letters_of
from pyplanning.io.excel.our_sheets import (
    GREY,
    GUIDES,
    HEADER,
    MISSING,
    OPTIONAL,
    REQUIRED,
    Form,
    Sheet,
    font,
    lie_flat,
    literal,
    text_of,
)

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

FORMATS = {"string": "@", "integer": "0", "number": "General", "boolean": "General", "date": "yyyy-mm-dd"}
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)  # of numbers, apart from the text beside them
LEFT = Alignment(vertical="center")
GAP = Border(right=Side("thin", color="FFFFFF"))  # between headers
STARRED = '@"＊"'  # shows a text with an asterisk that is not part of it
NARROW, WIDE = 10, 40  # characters
SAMPLE = 1000  # rows from which widths and examples are taken


def add_table(book: Workbook, sheet: Sheet, offered: Mapping[str, template_dropdowns.Choices], form: Form) -> None:
    """Write the sheet of one table; ``offered`` is what the dropdowns offer, by name."""
    found, shown = book.create_sheet(sheet.title), _shown(sheet.resource, form)
    _set_up(found, sheet, sheet.rows[:SAMPLE] if len(sheet.rows) > 1 else shown)
    for row in _header(found, sheet, _example(shown), form):
        found.append(row)
    _fill(found, sheet)
    found.auto_filter.ref = f"A{HEADER}:{_end(sheet)}{HEADER + max(len(sheet.rows), template_dropdowns.OWN)}"
    for field in fields(sheet.resource):
        validation = template_dropdowns.validation(field, sheet, offered, form)
        if validation:
            found.data_validations.append(validation)
        if field_words.required(field, sheet.resource):
            found.conditional_formatting.add(sheet.cells(field["name"]), _missing(sheet, field["name"]))


def _end(sheet: Sheet) -> str:
    """The letters of a sheet's last column."""
    return letters_of(len(fields(sheet.resource)) - 1)


def _shown(resource: Descriptor, form: Form) -> list[Row]:
    """Shipped rows as people write them: names and labels in the place of keys and listed values."""
    written_as = {f["name"]: field_words.labels(f, form.lang) for f in fields(resource)}
    for column, table, key in foreign_keys(resource):
        name = template_dropdowns.shown_column(form.resources[table], form.lang)
        written_as[column] = {row[key]: row[name] for row in form.shipped[table]}
    rows = form.shipped[resource["name"]]
    rows = rows[:: len(rows) // SAMPLE + 1]
    return [{name: names.get(row[name], row[name]) for name, names in written_as.items()} for row in rows]


def _example(rows: Sequence[Row]) -> Row:
    """A cell for each column: from the row with most cells, and for its empty ones from others."""
    found: Row = {}
    for row in sorted(rows, key=lambda row: -sum(map(bool, row.values()))):
        found = {name: cell for name, cell in row.items() if cell} | found
    return found


def _set_up(found: WriteOnlyWorksheet, sheet: Sheet, shown: Sequence[Row]) -> None:
    """Colour, frozen header, widths and formats of columns, and how a sheet is printed."""
    found.sheet_properties.tabColor = sheet.tab
    lie_flat(found)
    found.print_title_rows = f"1:{HEADER}"
    found.freeze_panes = f"B{HEADER + 1}"
    for field in fields(sheet.resource):
        column = found.column_dimensions[sheet.letters(field["name"])]
        column.width = _width(field, [row[field["name"]] for row in shown])
        column.number_format, column.alignment = FORMATS[kind(field)], _alignment(field)
    for row, height in enumerate((20, 15, 13), 1):
        found.row_dimensions[row].height = height


def _width(field: Descriptor, cells: Sequence[str]) -> int:
    """A width that shows the header and most cells."""
    wide = sorted(map(field_words.width, filter(None, cells))) or [0]
    header = max(field_words.width(field.get(key, "")) for key in ("title", "title_zh", "name")) + 4
    return max(header, min(max(wide[len(wide) * 9 // 10], NARROW) + 4, WIDE))


def _header(found: WriteOnlyWorksheet, sheet: Sheet, example: Row, form: Form) -> Iterator[list[Cell]]:
    """Three rows: titles with notes in the language asked for, titles in the other, machine names."""
    listed = fields(sheet.resource)
    first, second = sorted(GUIDES, key=lambda lang: lang != form.lang)
    titles = [_title(found, field, sheet.resource, first, bold=True) for field in listed]
    for cell, field in zip(titles, listed, strict=True):
        text = field_words.note(field, sheet.resource, example.get(field["name"], ""), form.titles, form.lang)
        cell.comment = Comment(text, "pyplanning", **field_words.size(text))
    yield titles
    yield [_title(found, field, sheet.resource, second) for field in listed]
    names = [literal(found, field["name"]) for field in listed]
    for cell, field in zip(names, listed, strict=True):
        cell.font, cell.alignment = font(size=8, color=GREY), _alignment(field)
    yield names


def _title(found: WriteOnlyWorksheet, field: Descriptor, resource: Descriptor, lang: str, bold: bool = False) -> Cell:
    """A header cell; the asterisk of a required column is drawn by its format, so that readers know the title."""
    cell, needed = literal(found, text_of(field, "title", lang)), field_words.required(field, resource)
    cell.number_format = STARRED if needed else FORMATS["string"]
    cell.font = font(color="FFFFFF" if needed else "000000", bold=bold)
    cell.fill = PatternFill("solid", fgColor=REQUIRED if needed else OPTIONAL)
    cell.alignment, cell.border = _alignment(field), GAP
    return cell


def _alignment(field: Descriptor) -> Alignment:
    return RIGHT if kind(field) in ("integer", "number") else LEFT


def _fill(found: WriteOnlyWorksheet, sheet: Sheet) -> None:
    """Write the rows; one cell a column serves them all, which halves the time."""
    cells = [(field, WriteOnlyCell(found)) for field in fields(sheet.resource)]
    for field, cell in cells:
        cell.number_format, cell.alignment = FORMATS[kind(field)], _alignment(field)
    of_kinds = [(field["name"], kind(field), cell) for field, cell in cells]
    for row in sheet.rows:
        found.append(_filled(cell, row[name], of_kind) for name, of_kind, cell in of_kinds)


def _filled(cell: Cell, text: str, of_kind: str) -> Cell | None:
    if not text:
        return None
    cell.value = value = _typed(text, of_kind)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula or an error
    return cell


def _typed(text: str, of_kind: str) -> str | float | date:
    """A cell as a spreadsheet keeps it; text where the reader would not get the same text back."""
    if of_kind in ("integer", "number") and castable(text, of_kind) and written(float(text)) == text:
        return float(text)
    if of_kind == "date" and castable(text, of_kind) and text > "1901":  # Excel's calendar has a 29 February 1900
        return date.fromisoformat(text)
    return text


def _missing(sheet: Sheet, column: str) -> Rule:
    """What colours a cell of a required column that is empty in a row with other cells."""
    row = HEADER + 1
    formula = f"AND(LEN({sheet.letters(column)}{row})=0,COUNTA($A{row}:${_end(sheet)}{row})>0)"
    return FormulaRule([formula], fill=PatternFill(bgColor=MISSING))
