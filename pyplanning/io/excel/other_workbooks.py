"""Workbooks in other formats than .xlsx: .ods, .xls and .xlsb, which are read and not handed back."""

import subprocess
import sys
from pathlib import Path
from typing import IO
from xml.parsers import expat

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel import EDITABLE
from pyplanning.io.excel.inspect import MAX_CELLS, Survey
from pyplanning.io.excel.marks import FORMATTED, Formats, Marks
from pyplanning.io.excel.places import letters_of
from pyplanning.io.zip import archive, damaged
from pyplanning.rule import rule

CONTENT = "content.xml"
PERCENT = "0.###############%"  # shows all digits
MAX_MARKS = 1_000_000  # cells of a workbook whose marks are kept
MEMORY, PATIENCE = 4 * 1024**3, 60  # bytes and seconds that a workbook may take
OPEN = (
    "import resource, sys, python_calamine\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
    "book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
    "for name in book.sheet_names: book.get_sheet_by_name(name)"
)


@rule(
    "PL035",
    level="warning",
    en="{file} – is a workbook of the kind {value}, of which only values are read: 3.2% is 0.032"
    " – expected .xlsx: save it as such in Excel or WPS",
    zh="{file}：为{value}格式的工作簿，只读取单元格的值，不读取数字格式（3.2%读作0.032），应用Excel或WPS另存为.xlsx",
)
def only_values(file: Path) -> bool:
    """A workbook is of a kind whose number formats and formulas are looked at: .xlsx, .xlsm or .ods.

    Fix: save it as .xlsx, and validate that.
    """
    return file.suffix.lower() in (".xls", ".xlsb")


def refuse_other(file: Path) -> None:
    """Raise PackageError for a workbook that cannot be handed back with changes."""
    if file.suffix.lower() not in EDITABLE:
        raise PackageError(
            f"{file} is read, but cannot be handed back with changes; save it in Excel or WPS as .xlsx",
            f"{file}可以读取，但无法改写后交回，请用Excel或WPS另存为.xlsx",
        )


def survey_other(file: Path, shown: str) -> Survey:
    """Look through a workbook in another format; PackageError where it is damaged or too large."""
    if only_values.check(file):
        _refuse_greedy(file, shown)
        return Survey({})
    with archive(file, shown) as parts:
        if CONTENT not in parts.namelist():
            raise damaged(shown)
        with parts.open(CONTENT) as part:
            try:
                return Survey(_OpenDocument(shown).read(part), Formats((PERCENT,)))
            except expat.ExpatError as error:
                raise damaged(shown, error) from None


def _refuse_greedy(file: Path, shown: str) -> None:
    """Raise PackageError where a workbook takes too much memory or time: a process of its own tries it.

    A few bytes can put a cell so far away that calamine asks for memory without end, and then
    ends the whole process. Where the limit cannot be set, as on Windows, nothing is refused.
    """
    try:
        run = subprocess.run(
            [sys.executable, "-c", OPEN, str(file)], capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise damaged(shown) from None
    if run.returncode < 0:
        raise damaged(shown)


class _OpenDocument:
    """Finds the marks of an OpenDocument spreadsheet, whose cells and rows may stand for many alike."""

    def __init__(self, shown: str) -> None:
        self.shown, self.sheets, self.marks = shown, dict[str, Marks](), Marks()
        self.row = self.column = self.rows = self.kept = 0
        self.percents: list[tuple[str, int, str, str]] = []

    def read(self, part: IO[bytes]) -> dict[str, Marks]:
        """Read the part with the cells."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.ParseFile(part)
        return self.sheets

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table:table":
            self.marks = self.sheets.setdefault(given.get("table:name", ""), Marks())
            self.row, self.percents = 1, []
        elif tag == "table:table-row":
            self.column, self.rows = 0, int(given.get("table:number-rows-repeated", 1))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            columns = int(given.get("table:number-columns-repeated", 1))
            if "office:value-type" in given or "table:formula" in given:
                self.mark(given, columns)
            self.column += columns

    def end(self, tag: str) -> None:
        if tag == "table:table-row":
            self.row += self.rows
        elif tag == "table:table":
            self.marks.formatted = pl.DataFrame(self.percents, schema=FORMATTED, orient="row")

    def mark(self, given: dict[str, str], columns: int) -> None:
        """Keep what is to be said about a cell, and the like ones next to it and below it."""
        if (self.column + columns) * (self.row + self.rows) > MAX_CELLS:
            corner = f"{letters_of(self.column + columns - 1)}{self.row + self.rows - 1}"
            raise PackageError(
                f"{self.shown} has a sheet with content as far as {corner}; delete the cells that are not needed",
                f"{self.shown}有工作表的内容远至{corner}，请删除多余内容",
            )
        formula, percent = "table:formula" in given, given.get("office:value-type") == "percentage"
        rows, merged = self.rows, int(given.get("table:number-rows-spanned", 1))
        wide = int(given.get("table:number-columns-spanned", 1))
        if merged > 1 or wide > 1:
            first = (self.row - 1, self.column)
            self.marks.ranges.append((first, (first[0] + merged - 1, first[1] + wide - 1)))
        if not formula and not percent:
            return
        self.kept += rows * columns
        if self.kept > MAX_MARKS:
            raise damaged(self.shown, f"more than {MAX_MARKS} formulas and percentages")
        for row in range(self.row, self.row + rows):
            for column in range(self.column, self.column + columns):
                letters = letters_of(column)
                if percent:
                    self.percents.append((letters, row, "0", given.get("office:value", "")))
                if given.get("calcext:value-type") == "error":
                    self.marks.errors[letters, row] = "#N/A"
                elif formula:
                    self.marks.formulas.append((letters, row))
                    if "office:value-type" not in given:
                        self.marks.unsaved.append((letters, row))
