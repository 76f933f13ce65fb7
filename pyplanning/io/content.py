"""What a file is by its first bytes, whatever its name ends with."""

import re
import zipfile
from pathlib import Path

from pyplanning.datapackage.encoding import decode, marked
from pyplanning.io.csv_records import opening
from pyplanning.io.zip import ZIP_ERRORS

TEXT_ENDINGS = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
CONTENTS = {  # in both languages
    ".xlsx": ("an Excel workbook", "Excel工作簿"),
    ".xls": ("a workbook in the old format", "旧版工作簿"),
    ".csv": ("a text with cells between commas or tabs", "以逗号或制表符分隔的文本"),
}
HEAD = 4096
CONTROL = re.compile("[\0-\x08\x0e-\x1f\ufffd]")


def is_book(file: Path) -> bool:
    """Say whether a file is a workbook by its name."""
    return file.suffix.lower() in BOOKS


def content_of(file: Path) -> str:
    """Return the ending that what is in a file should have: .xlsx, .xls or .csv; "" for anything else."""
    with opening(str(file)), file.open("rb") as content:
        head = content.read(HEAD)
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return ".xls"
    if head.startswith(b"PK\x03\x04"):
        return ".xlsx" if _has_sheets(file) else ""
    cut = head.rpartition(b"\n")[0] or head
    try:
        first = decode(head[: len(head) // 4 * 4] if marked(head)[0] else cut).lstrip("\ufeff").split("\n")[0]
    except UnicodeDecodeError:
        return ""
    is_text = not CONTROL.search(first) and not first.lstrip().startswith(("<", "{"))
    return ".csv" if is_text and re.search("[,;\t]", first) else ""


def kind_of(file: Path) -> str:
    """Return the ending as which a file is read: its own, unless its content is another."""
    ending, content = file.suffix.lower(), content_of(file)
    text, book = ending in TEXT_ENDINGS, is_book(file)
    differs = content in (".xlsx", ".xls") if text else content == ".csv" or (content, ending) == (".xlsx", ".xls")
    return content if (text or book) and differs else ending


def _has_sheets(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as parts:
            return "xl/workbook.xml" in parts.namelist()
    except ZIP_ERRORS:
        return False
