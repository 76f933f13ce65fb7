"""One table as a sheet of a template: header, notes, formats, dropdowns, rows."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import isfinite

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pyplanning.contribution import template_dropdowns
from pyplanning.contribution.template_form import HEADER, Form, Sheet, must_be_typed
from pyplanning.datapackage import field_words
from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.datapackage.values import written
from pyplanning.io import Row
from pyplanning.io.excel import GUIDES
from pyplanning.io.excel.limits import text_width
from pyplanning.io.excel.places import letters_of
from pyplanning.io.excel.write import DARK, GAP, GREY, WHITE, add_note, font, print_landscape, put, solid, text_cell
from pyplanning.validation.drafted_rows import PLACE, SENTENCE

REQUIRED, OPTIONAL, MISSING = DARK, "DDEBF7", "FCE4D6"  # colours: of columns, and of a cell left empty
DOUBT = "FFE699"  # colour of a cell that was read, but may be another
# Excel makes 0.032 of 3.2%, and a date of 2-3, in a column of numbers.
FORMATS = {"string": "@", "integer": "0", "number": "@", "boolean": "General", "date": "yyyy-mm-dd"}
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)  # of numbers, apart from the text next to them
LEFT = Alignment(vertical="center")
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
    last, first = letters_of(len(sheet.resource.fields) - 1), HEADER + 1
    found.auto_filter.ref = f"A{HEADER}:{last}{HEADER + max(len(sheet.rows), template_dropdowns.OWN)}"
    for field in sheet.resource.fields:
        validation = template_dropdowns.validation(field, sheet, offered, form)
        if validation:
            found.data_validations.append(validation)
        if must_be_typed(field, sheet.resource):  # it is coloured while it is empty in a row with other cells
            formula = f"AND(LEN({sheet.letters(field.name)}{first})=0,COUNTA($A{first}:${last}{first})>0)"
            coloured = FormulaRule([formula], fill=PatternFill(bgColor=MISSING))
            found.conditional_formatting.add(sheet.cells(field.name), coloured)
    for validation in template_dropdowns.candidates(sheet):
        found.data_validations.append(validation)


def _shown(resource: Resource, form: Form) -> list[Row]:
    """Give shipped rows as people write them: names and labels in the place of keys and listed values."""
    written_as = {field.name: field_words.labels(field, form.lang) for field in resource.fields}
    for column, table in resource.references.items():
        target = form.package.tables[table]
        key, name = target.primary_key[0], template_dropdowns.shown_column(target, form.lang)
        written_as[column] = {row[key]: row[name] for row in form.shipped[table]}
    rows = form.shipped[resource.name]
    rows = rows[:: len(rows) // SAMPLE + 1]
    return [{name: names.get(cell := row.get(name, ""), cell) for name, names in written_as.items()} for row in rows]


def _example(rows: Sequence[Row]) -> Row:
    """Give a cell for each column: from the row with most cells, and for its empty ones from others."""
    found: Row = {}
    for row in sorted(rows, key=lambda row: -sum(map(bool, row.values()))):
        found = {name: cell for name, cell in row.items() if cell} | found
    return found


def _set_up(found: WriteOnlyWorksheet, sheet: Sheet, shown: Sequence[Row]) -> None:
    """Set colour, frozen header, widths and formats of columns, and how a sheet is printed."""
    found.sheet_properties.tabColor = sheet.tab
    found.print_title_rows, found.print_title_cols = f"1:{HEADER}", "A:A"
    found.freeze_panes = f"B{HEADER + 1}"
    for field in sheet.resource.fields:
        column = found.column_dimensions[sheet.letters(field.name)]
        column.width = _width(field, [row[field.name] for row in shown])
        column.number_format, column.alignment = FORMATS[field.kind], _alignment(field)
    widths = [found.column_dimensions[sheet.letters(field.name)].width for field in sheet.resource.fields]
    print_landscape(found, sum(widths))
    for row, height in enumerate((20, 15, 13), 1):
        found.row_dimensions[row].height = height


def _width(field: Field, cells: Sequence[str]) -> int:
    """Give a width that shows the header and most cells."""
    wide = sorted(map(text_width, filter(None, cells))) or [0]
    header = max(map(text_width, (field.text("title", "zh"), field.text("title", "en"), field.name))) + 4
    return max(header, min(max(wide[len(wide) * 9 // 10], NARROW) + 4, WIDE))


def _header(found: WriteOnlyWorksheet, sheet: Sheet, example: Row, form: Form) -> Iterator[list[Cell]]:
    """Give three rows: titles with notes in the language asked for, titles in the other, machine names."""
    fields = sheet.resource.fields
    first, second = sorted(GUIDES, key=lambda lang: lang != form.lang)
    titles = [_title(found, field, sheet.resource, first, bold=True) for field in fields]
    for cell, field in zip(titles, fields, strict=True):
        add_note(cell, field_words.note(field, sheet.resource, example.get(field.name, ""), form.titles, form.lang))
    yield titles
    yield [_title(found, field, sheet.resource, second) for field in fields]
    names = [text_cell(found, field.name, font(size=8, color=GREY)) for field in fields]
    for cell, field in zip(names, fields, strict=True):
        cell.alignment = _alignment(field)
    yield names


def _title(found: WriteOnlyWorksheet, field: Field, resource: Resource, lang: str, bold: bool = False) -> Cell:
    """Make a header cell; the asterisk of a required column is drawn by its format, so that readers know the title."""
    required = must_be_typed(field, resource)
    cell = text_cell(found, field.text("title", lang), font(color=WHITE if required else "000000", bold=bold))
    cell.number_format = STARRED if required else FORMATS["string"]
    cell.fill = solid(REQUIRED if required else OPTIONAL)
    cell.alignment, cell.border = _alignment(field), GAP
    return cell


def _alignment(field: Field) -> Alignment:
    return RIGHT if field.kind in ("integer", "number") else LEFT


def _fill(found: WriteOnlyWorksheet, sheet: Sheet) -> None:
    """Write the rows; one cell for each column serves them all, which halves the time."""
    plain, doubted = (_cells(found, sheet.resource) for _ in range(2))
    for cell in doubted.values():
        cell.fill = solid(DOUBT)
    kinds = {field.name: field.kind for field in sheet.resource.fields}
    for number, row in enumerate(sheet.rows):
        cells = {name: doubted[name] if (number, name) in sheet.doubts else plain[name] for name in kinds}
        found.append(
            put(cell, _typed(row[name], kinds[name])) if row[name] or cell is doubted[name] else None
            for name, cell in cells.items()
        )


def _cells(found: WriteOnlyWorksheet, resource: Resource) -> dict[str, Cell]:
    """Make a cell for each column, in its format."""
    cells = {field.name: WriteOnlyCell(found) for field in resource.fields}
    for field in resource.fields:
        cells[field.name].number_format, cells[field.name].alignment = FORMATS[field.kind], _alignment(field)
        if field.name in (SENTENCE, PLACE):
            cells[field.name].font = font(color=GREY)
    return cells


def _typed(text: str, kind: str) -> str | float | date:
    """Give a cell as a spreadsheet keeps it; text where the reader would not get the same text back."""
    if kind in ("integer", "number") and castable(text, kind):
        number = float(text)
        return number if isfinite(number) and written(number) == text else text
    if kind == "date" and castable(text, kind) and text > "1901":  # Excel's calendar has a 29 February 1900
        return date.fromisoformat(text)
    return text
