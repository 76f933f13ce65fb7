"""Workbooks in other formats than .xlsx: .ods, .xls and .xlsb, which are read and not handed back."""

import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from io import BytesIO
from math import isclose
from pathlib import Path
from typing import IO
from xml.parsers import expat

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.content import kind_of
from pyplanning.io.excel import EDITABLE
from pyplanning.io.excel.binary_workbooks import survey_binary, with_long_cells
from pyplanning.io.excel.inspect import MAX_CELLS, Survey
from pyplanning.io.excel.marks import FORMATTED, Formats, Marks
from pyplanning.io.excel.places import letters_of
from pyplanning.io.zip import archive, damaged
from pyplanning.rule import rule

CONTENT = "content.xml"
CELLS = ("table:table-cell", "table:covered-table-cell")
PERCENT = "0.###############%"  # shows all digits
MOST_DECIMALS = 4  # of a format: a cell without one shows more, if it does not show all
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_MONEY = re.compile(r"[\s,¥￥$€£]|元$")
_PARTS_OF_DATE = re.compile("[0-9]+|[A-Za-z]{3,}")
_BETWEEN_CELLS = re.compile(rb">\s+(?=</?table:)")
MAX_MARKS = 1_000_000  # cells of a workbook whose marks are kept
MEMORY, PATIENCE = 4 * 1024**3, 60  # bytes and seconds that a workbook may take
OPEN = (
    "import io, resource, sys, python_calamine\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))\n"
    "book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))\n"
    "for name in book.sheet_names: book.get_sheet_by_name(name)"
)


@rule(
    "PL035",
    en="{file} – is a workbook of Excel 95 or older, whose number formats cannot be read: 3.2% may be read as 0.032"
    " – expected .xlsx: save it as such in Excel or WPS",
    zh="{file}：为Excel 95或更早格式的工作簿，无法读取数字格式（3.2%可能读作0.032），应用Excel或WPS另存为.xlsx",
)
def only_values(survey: Survey) -> bool:
    """A workbook is of a kind whose number formats and formulas can be looked at, so that no number is mistaken.

    Fix: save it as .xlsx, and validate that.
    """
    return not survey.complete


def refuse_other(file: Path) -> None:
    """Raise PackageError for a workbook that cannot be handed back with changes."""
    if file.suffix.lower() not in EDITABLE:
        raise PackageError(
            f"{file} is read, but cannot be handed back with changes; save it in Excel or WPS as .xlsx",
            f"{file}可以读取，但无法改写后交回，请用Excel或WPS另存为.xlsx",
        )


def survey_other(file: Path, shown: str, source: Path | BytesIO) -> Survey:
    """Look through a workbook in another format; PackageError where it is damaged or too large.

    ``source`` is what calamine will read of it.
    """
    if kind_of(file) != ".ods":
        _refuse_greedy(source, shown)
        return survey_binary(file, shown) or Survey({}, complete=False)
    with archive(file, shown) as parts:
        if CONTENT not in parts.namelist():
            raise damaged(shown)
        with parts.open(CONTENT) as part:
            try:
                return _OpenDocument(shown).read(part)
            except (expat.ExpatError, ValueError) as error:
                raise damaged(shown, error) from None


def as_calamine_reads(file: Path, shown: str) -> Path | BytesIO:
    """Give a workbook as calamine reads it: it stops at white space between cells, and passes over cells of .xlsb."""
    kind = kind_of(file)
    if kind not in (".ods", ".xlsb"):  # it believes the ending of a path, but looks into a stream
        return file if kind == file.suffix.lower() else BytesIO(file.read_bytes())
    with archive(file, shown) as parts:
        changed = dict[str, bytes]()
        for name in parts.namelist():
            if kind == ".ods" and name == CONTENT:
                content = parts.read(name)
                changed[name] = _BETWEEN_CELLS.sub(b">", content)
            elif kind == ".xlsb" and name.startswith("xl/worksheets/") and name.endswith(".bin"):
                changed[name] = with_long_cells(parts.read(name))
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w") as new:
            for name in parts.namelist():
                new.writestr(name, changed.get(name) or parts.read(name))
    copy.seek(0)
    return copy


def _refuse_greedy(source: Path | BytesIO, shown: str) -> None:
    """Raise PackageError where a workbook takes too much memory or time: a process of its own tries it.

    A few bytes can put a cell so far away that calamine asks for memory without end, and then
    ends the whole process. Where the limit cannot be set, as on Windows, nothing is refused.
    """
    content = source.getvalue() if isinstance(source, BytesIO) else source.read_bytes()
    try:
        run = subprocess.run(
            [sys.executable, "-c", OPEN], input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise damaged(shown) from None
    if run.returncode < 0:
        raise damaged(shown)


class _OpenDocument:
    """Finds the marks of an OpenDocument spreadsheet, whose cells and rows may stand for many alike."""

    def __init__(self, shown: str) -> None:
        self.shown, self.sheets, self.marks = shown, dict[str, Marks](), Marks()
        self.row = self.column = self.rows = self.kept = self.columns = 0
        self.formatted: list[tuple[str, int, str, str]] = []
        self.codes = {"": 0}  # of formats that show what cells show, with their positions
        self.cell: dict[str, str] = {}
        self.text: list[str] | None = None  # what a cell shows, while it is read

    def read(self, part: IO[bytes]) -> Survey:
        """Read the part with the cells."""
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.add_text
        parser.ParseFile(part)
        return Survey(self.sheets, Formats(tuple(self.codes)))

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table:table":
            self.marks = self.sheets.setdefault(given.get("table:name", ""), Marks())
            self.row, self.formatted = 1, []
        elif tag == "table:table-row":
            self.column, self.rows = 0, int(given.get("table:number-rows-repeated", 1))
        elif tag in CELLS:
            self.columns = int(given.get("table:number-columns-repeated", 1))
            self.cell, self.text = given, []
        elif tag == "office:annotation":
            self.text = None
        elif tag == "text:s" and self.text is not None:
            self.text.append(" ")

    def add_text(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        if tag in CELLS:
            if "office:value-type" in self.cell or "table:formula" in self.cell:
                self.mark(self.cell, self.columns, "".join(self.text or ()).strip())
            self.column, self.text = self.column + self.columns, None
        elif tag == "office:annotation":  # it comes before what the cell shows
            self.text = []
        elif tag == "table:table-row":
            self.row += self.rows
        elif tag == "table:table":
            self.marks.formatted = pl.DataFrame(self.formatted, schema=FORMATTED, orient="row")

    def mark(self, given: dict[str, str], columns: int, shown: str) -> None:
        """Keep what is to be said about a cell, and the like ones next to it and below it."""
        if (self.column + columns) * (self.row + self.rows) > MAX_CELLS:
            corner = f"{letters_of(self.column + columns - 1)}{self.row + self.rows - 1}"
            raise PackageError(
                f"{self.shown} has a sheet with content as far as {corner}; delete the cells that are not needed",
                f"{self.shown}有工作表的内容远至{corner}，请删除多余内容",
            )
        rows, merged = self.rows, int(given.get("table:number-rows-spanned", 1))
        wide = int(given.get("table:number-columns-spanned", 1))
        if merged > 1 or wide > 1:
            first = (self.row - 1, self.column)
            self.marks.ranges.append((first, (first[0] + merged - 1, first[1] + wide - 1)))
        formula, error = "table:formula" in given, given.get("calcext:value-type") == "error"
        code = "" if error else _code(given.get("office:value-type", ""), given.get("office:value", ""), shown)
        if not formula and not code:
            return
        self.kept += rows * columns
        if self.kept > MAX_MARKS:
            raise damaged(self.shown, f"more than {MAX_MARKS} formulas and numbers with a format")
        style = str(self.codes.setdefault(code, len(self.codes)))
        for row in range(self.row, self.row + rows):
            for column in range(self.column, self.column + columns):
                cell = letters_of(column), row
                if code:
                    self.formatted.append((*cell, style, given.get("office:value", "0")))
                if error:
                    self.marks.errors[cell] = shown or "#N/A"
                elif formula:
                    self.marks.formulas.append(cell)
                    if "office:value-type" not in given:
                        self.marks.unsaved.append(cell)


def _code(kind: str, value: str, shown: str) -> str:
    """Give the format by which a cell shows what it does; "" where it shows what it holds."""
    if kind == "percentage":
        return PERCENT
    literal = '"' + shown.replace('"', "") + '"' if shown else ";;;"
    if kind == "date":  # of which a part may be left out
        return literal if len(_PARTS_OF_DATE.findall(shown)) < 3 else ""
    if kind not in ("float", "currency") or not NUMBER.fullmatch(value):
        return ""
    number = _MONEY.sub("", shown)
    if not NUMBER.fullmatch(number):
        return literal
    whole, _, decimals = number.lstrip("-+").partition(".")
    if Decimal(number) == Decimal(f"{float(value):.15g}"):
        return "0" * len(whole) if len(whole) > 1 and whole[0] == "0" and not decimals else ""
    if "e" in number.lower() or len(decimals) > MOST_DECIMALS:  # a cell without a format shows few digits
        return "" if isclose(float(number), float(value), rel_tol=1e-4) else literal
    near = abs(Decimal(number) - Decimal(value)) * 2 <= Decimal(1).scaleb(-len(decimals))
    return (f"0.{'0' * len(decimals)}" if decimals else "0") if near else literal
