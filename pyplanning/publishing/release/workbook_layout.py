"""How the planners' workbook looks: widths and heights that show all, formats of figures, and what a cell holds."""

from collections.abc import Iterable
from datetime import date

from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pyplanning.datapackage.values import written
from pyplanning.io.excel.limits import cell_text, line_count, text_width
from pyplanning.io.excel.write import print_landscape
from pyplanning.publishing.release.labelled import Column, Value

PAGE = {"zh": "第&P页，共&N页", "en": "Page &P of &N"}
A3, ON_A3 = 8, 380  # as Excel numbers a size of paper, and how long lines may be
NARROW, FULL, WIDE, PLACES, WIDEST = 9, 20, 36, 56, 70  # characters; codes are on one line, the rest is wrapped
LINE, HIGHEST = 17, 408  # points of a line, and of a row
USED = 0.88  # of a column's width, where fonts are wide and lines break early
TEXT = "@"
DECIMALS, COMPUTED = 4, 2  # the most that a figure of a plan has, and what a computed one is shown with
CUT = {"zh": "…（全文见CSV表）", "en": "… (in full in the CSV table)"}


def print_flat(sheet: WriteOnlyWorksheet, lang: str, lines: bool = True) -> None:
    """Print a sheet across A4 pages, as wide as they are, with numbers of pages, and lines between cells."""
    print_landscape(sheet)
    sheet.print_options.gridLines = lines
    sheet.oddFooter.left.text, sheet.oddFooter.center.text = "&A", PAGE[lang]


def column_width(column: Column, cells: Iterable[Value]) -> float:
    """Return a width, in half-width characters, that shows most cells, and the header on two lines at most."""
    wide = sorted(text_width(displayed(cell)) for cell in cells if cell is not None) or [0]
    if column.role == "code":
        return min(max(wide[-1], text_width(column.title)) + 2, WIDEST)
    words = max(map(text_width, column.title.split()), default=0)
    header = max(words, text_width(column.title) // 2 + 1) + 4  # and the button of the filter
    most = max(wide[len(wide) * 9 // 10], min(wide[-1], FULL), NARROW) + 3
    return max(header, min(most, PLACES if column.role == "place" else WIDE))


def lines_of(value: Value, wide: float) -> int:
    """Count the lines that a value takes in a column."""
    return line_count(value, wide * USED) if isinstance(value, str) else 1


def displayed(value: Value) -> str:
    """Write a value as the workbook shows it."""
    return f"{value:,}" if isinstance(value, float) else str(value)


def number_format(column: Column, value: Value) -> str:
    """Return the format of a value: figures have thousands and their own decimals, years and positions neither."""
    if isinstance(value, str) or value is None:
        return TEXT
    if isinstance(value, date):
        return "yyyy-mm-dd"
    if column.field.kind != "number":
        return "0"
    decimals = len(written(value).partition(".")[2])
    return "#,##0" + ("." + "0" * (decimals if decimals <= DECIMALS else COMPUTED) if decimals else "")


def clean(text: str, lang: str) -> str:
    """Make a text one that a cell can hold; one that is too long is cut, and names the file with all of it."""
    return cell_text(text, cut=CUT[lang])
