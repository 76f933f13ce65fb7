"""What a template is made of, and how a later reader knows its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.descriptor import Descriptor, fields
from pyplanning.io import Row
from pyplanning.io.excel.inspect import letters_of

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

GUIDES = {"zh": "填写说明", "en": "Guide"}  # the first sheet, which explains the way
LISTS = "_lists"  # the hidden sheet with what the dropdowns offer
FINDINGS = {"zh": "校验结果", "en": "Findings"}  # the sheet that ``annotate`` adds
VERSION = "pyplanning template"  # the custom document property with the version
OWN = {*GUIDES.values(), *FINDINGS.values(), LISTS}  # sheets of ours that are no tables
HEADER = 3  # rows of a sheet before its data: two of titles, one of machine names
LAST = 1_048_576  # the last row that a sheet can have
REQUIRED, OPTIONAL, MISSING = "1F4E78", "DDEBF7", "FCE4D6"  # colours: of columns, and of a cell left empty
GREY = "595959"  # of what may be passed over


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written: its table, its name, the rows that it starts with, and its tab's colour."""

    resource: Descriptor
    title: str
    rows: list[Row]
    tab: str

    def letters(self, column: str) -> str:
        """The letters of a column."""
        return letters_of([f["name"] for f in fields(self.resource)].index(column))

    def cells(self, column: str) -> str:
        """All cells of a column that may hold data, as a range."""
        letters = self.letters(column)
        return f"{letters}{HEADER + 1}:{letters}{LAST}"


@dataclass(frozen=True)
class Form:
    """A workbook to be written: its sheets by table, in the order of work, and what they are made from.

    ``shipped`` has the rows of all tables of ``package``. Of the tables in ``alone`` only rows in
    the workbook itself may be referred to.
    """

    sheets: dict[str, Sheet]
    shipped: dict[str, list[Row]]
    package: Descriptor
    alone: frozenset[str]
    lang: str

    @property
    def resources(self) -> dict[str, Descriptor]:
        """The descriptors of all tables by name."""
        return {r["name"]: r for r in self.package["resources"]}

    @property
    def titles(self) -> dict[str, str]:
        """What the sheet of each table is called, also of those that the workbook has not."""
        return {name: text_of(r, "title", self.lang) for name, r in self.resources.items()}


def text_of(thing: Descriptor, key: str, lang: str) -> str:
    """A title, description or label of the descriptor in one language."""
    return str(thing.get(f"{key}_zh" if lang == "zh" else key, ""))


def literal(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """A text as a cell, also one that begins like a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def font(**given: Any) -> Font:
    """A font; without a name spreadsheets would choose different ones."""
    from openpyxl.styles import Font

    return Font(**({"name": "Calibri", "size": 11} | given))


def lie_flat(sheet: WriteOnlyWorksheet) -> None:
    """Print a sheet across the page, as wide as the page is."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
