"""How fast a workbook is read: ours against python-calamine alone, in one run.

``python benchmarks/workbook.py [ROWS …]`` (100,000 by default) makes workbooks of that many
targets in a temporary folder: one with each text in its cell, as openpyxl writes it, one with
each text once in a part of its own, as Excel does, and one in which every number is a percentage
and every date is shown without its day, so that each is read as its format says. Each figure is
the median of whole processes that take turns: python-calamine giving the sheet as Python lists,
and ours giving a table of text with its findings. The ratio is given twice: with imports, most of which is polars, and
without.
"""

from __future__ import annotations

import csv
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from openpyxl.cell import WriteOnlyCell

from pyplanning.datapackage.descriptor import root

RUNS = 7
TEXTS = ["target_id", "plan_id", "indicator_id", "region_code", "measure", "comparator", "unit_id", "evidence"]
NUMBERS = ["value", "target_year"]
LIBRARIES = "import python_calamine"
CALAMINE = "import python_calamine as p; p.load_workbook({0!r}).get_sheet_by_index(0).to_python()"
MODULES = "import pyplanning.io.read, pyplanning.io.excel.read"
OURS = "from pyplanning.io.read import read; read({0!r})[0].frame.collect()"


def rows(count: int) -> Iterator[list[object]]:
    """Yield the shipped targets over and over, each time for another region, and with a date."""
    with (root() / "data/targets.csv").open(encoding="utf-8", newline="") as file:
        shipped = [*csv.DictReader(file)]
    for i in range(count):
        row, n = shipped[i % len(shipped)], i // len(shipped)
        key = f"zone{n}-{row['target_id']}"
        numbers = [float(row[name]) if row[name] else None for name in NUMBERS]
        yield [key, *(row[name] or None for name in TEXTS[1:]), *numbers, date(2016, 1, 1) + timedelta(i % 3000)]


def inline(file: Path, count: int, formats: tuple[str, str] | None = None) -> Path:
    """Write a workbook with each text in its cell; ``formats`` are those of numbers and dates."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("targets")
    sheet.append([*TEXTS, *NUMBERS, "issued_on"])
    cells = [WriteOnlyCell(sheet) for _ in (*TEXTS, *NUMBERS, "issued_on")]
    for cell in cells[len(TEXTS) :] if formats else ():
        cell.number_format = formats[cell is cells[-1]] if formats else "General"
    for row in rows(count):
        if formats:
            for cell, value in zip(cells, row, strict=True):
                style = cell.number_format
                cell.value = value
                cell.number_format = style
        sheet.append(cells if formats else row)
    book.save(file)
    return file


def shared(source: Path, file: Path) -> Path:
    """Write the same workbook with each text once, in a part of its own."""
    found: dict[bytes, int] = {}

    def share(cell: re.Match[bytes]) -> bytes:
        return b't="s"><v>%d</v>' % found.setdefault(cell[1], len(found))

    with zipfile.ZipFile(source) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    sheet, links = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
    contents[sheet] = re.sub(rb't="inlineStr"><is>(.*?)</is>', share, contents[sheet])
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="texts"/></Relationships>' % kind
    contents[links] = contents[links].replace(b"</Relationships>", link)
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>%s</si>" % item for item in found)
    contents["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (space, items)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in contents.items():
            parts.writestr(name, content)
    return file


def seconds(codes: list[str]) -> list[float]:
    """Median wall time of Python processes that run each of ``codes``, in turns."""
    times: list[list[float]] = [[] for _ in codes]
    for _ in range(RUNS):
        for code, each in zip(codes, times, strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)
            each.append(time.perf_counter() - start)
    return [statistics.median(each) for each in times]


def compare(label: str, file: Path) -> None:
    """Measure both on one workbook and print a line."""
    codes = [LIBRARIES, CALAMINE.format(str(file)), MODULES, OURS.format(str(file))]
    libraries, calamine, modules, ours = seconds(codes)
    alone = (ours - modules) / (calamine - libraries)
    print(f"{label:<28} {calamine:9.2f} {ours:9.2f} {ours / calamine:9.2f} {alone:16.2f}", flush=True)


def main() -> None:
    """Compare at each size asked for."""
    print(f"{'':28} {'calamine':>9} {'ours':>9} {'ratio':>9} {'without imports':>16}")
    for count in [int(a.replace(",", "")) for a in sys.argv[1:]] or [100_000]:
        with tempfile.TemporaryDirectory() as folder:
            plain = inline(Path(folder, "inline.xlsx"), count)
            compare(f"{count:,} rows, text in cells", plain)
            compare(f"{count:,} rows, text shared", shared(plain, Path(folder, "shared.xlsx")))
            compare(f"{count:,} rows, with formats", inline(Path(folder, "formats.xlsx"), count, ("0.0%", "yyyy/m")))


if __name__ == "__main__":
    main()
