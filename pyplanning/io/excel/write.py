"""Write workbooks: fonts and fills, text that is never a formula, notes, links, pages, and the bytes of the file."""

import zipfile
from datetime import datetime
from io import BytesIO
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel import LINK_COLOUR
from pyplanning.io.excel.limits import UNWRITABLE, line_count
from pyplanning.io.excel.places import location
from pyplanning.io.excel.shared_strings import share

A4, ON_A4 = 9, 200  # as Excel numbers sizes of paper, and how long lines that can be read may be, in characters
DARK, GREY, WHITE = "1F4E78", "595959", "FFFFFF"
TABS = DARK, "9DC3E6", "BFBFBF"  # of the sheets that matter most, of others, and of those to look things up in
GAP = Border(right=Side("thin", color=WHITE))  # between headers
AUTHOR = "pyplanning"
NOTE_WIDTH, NOTE_LETTERS = 40, 34  # half-width characters of a note, and of a line in it, which may break early
LETTER_WIDTH, LINE_HEIGHT = 8, 20  # pixels


def check_workbook_name(file: Path) -> None:
    """Raise PackageError where a file to be written has not the name of a workbook."""
    if file.suffix.lower() != ".xlsx":
        raise PackageError(
            f"{file} is not the name of a workbook; it must end with .xlsx", f"{file}不是工作簿文件名，应以.xlsx结尾"
        )


def font(
    *, name: str = "Calibri", size: int = 11, bold: bool = False, color: str | None = None, underline: str | None = None
) -> Font:
    """Make a font; without a name spreadsheets would choose different ones."""
    return Font(name=name, size=size, bold=bold, color=color, underline=underline)


def solid(colour: str) -> PatternFill:
    """Make a fill of one colour (RRGGBB)."""
    return PatternFill("solid", fgColor=colour)


def put(cell: Cell, value: object) -> Cell:
    """Set the value of a cell; text is never taken for a formula or an error, and always one that a cell can hold."""
    cell.value = UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def text_cell(sheet: WriteOnlyWorksheet, text: str, style: Font | None = None) -> Cell:
    """Make a cell of a text."""
    cell = put(WriteOnlyCell(sheet), text)
    if style:
        cell.font = style
    return cell


def link_cell(sheet: WriteOnlyWorksheet, text: str, target: str, place: str) -> Cell:
    """Make a cell that leads to a place ("A1") in the sheet called ``target``."""
    cell = text_cell(sheet, text, font(color=LINK_COLOUR, underline="single"))
    cell.hyperlink = Hyperlink(ref="", location=location(target, place))
    return cell


def add_note(cell: Cell, text: str) -> None:
    """Add a note that is large enough to show all of its text."""
    height = LINE_HEIGHT * (line_count(text, NOTE_LETTERS) + 1)
    cell.comment = Comment(text, AUTHOR, height=height, width=LETTER_WIDTH * NOTE_WIDTH)


def print_landscape(sheet: WriteOnlyWorksheet, width: float = 0) -> None:
    """Print a sheet across A4 pages: as wide as a page, or on so many that a sheet of this ``width`` can be read."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = max(1, ceil(width / ON_A4))


class NewBook(Workbook):  # type: ignore[misc]
    """A workbook that is written row by row, in memory: a full disk for temporary files does not matter."""

    def __init__(self) -> None:
        super().__init__(write_only=True)

    def create_sheet(self, title: str | None = None, index: int | None = None) -> WriteOnlyWorksheet:
        """Add a sheet."""
        sheet = _Sheet(self, title)
        self._add_sheet(sheet, index)
        return sheet


class _Sheet(WriteOnlyWorksheet):  # type: ignore[misc]
    _writer: "_Writer | None" = None

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _Writer(self, BytesIO())
            self._writer.write_top()


class _Writer(WorksheetWriter):  # type: ignore[misc]
    def cleanup(self) -> None:
        """Keep what is no file."""


class _Archive(zipfile.ZipFile):
    def write(self, filename: BytesIO, arcname: str) -> None:  # type: ignore[override]
        """Add a sheet, which is in memory."""
        self.writestr(arcname, filename.getvalue())


def saved(book: Workbook) -> bytes:
    """Give the file of a workbook."""
    written = BytesIO()
    ExcelWriter(book, _Archive(written, "w", zipfile.ZIP_DEFLATED)).save()
    return written.getvalue()


def packed(book: Workbook, when: datetime) -> bytes:
    """Give the file of a workbook, with all parts dated ``when``.

    The same workbook gives the same bytes in the same environment; another version of zlib may pack the same parts
    in other bytes.
    """
    written, dated = BytesIO(), BytesIO()
    ExcelWriter(book, _Archive(written, "w")).save()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(dated, "w") as fixed:
        for name, part in share({name: parts.read(name) for name in parts.namelist()}).items():
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system = 3
            fixed.writestr(entry, part, zipfile.ZIP_DEFLATED, compresslevel=9)
    return dated.getvalue()
