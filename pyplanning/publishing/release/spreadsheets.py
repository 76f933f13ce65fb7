"""The tables once more as CSV for people who open them in Excel."""

from datetime import date
from pathlib import Path

from pyplanning.datapackage.values import written
from pyplanning.dataset.row_names import Source
from pyplanning.io.write import csv_text, harmless, write_file
from pyplanning.publishing.release.labelled import Value, arrange


def write_spreadsheets(source: Source, target: Path) -> list[Path]:
    """Write each table of a package as ``TABLE.csv`` into the folder ``target``, for Excel.

    A file is UTF-8 with a byte order mark, by which Excel knows it, and has lines that end as in
    Windows, headers in the language of ``source``, names beside codes, labels for listed values,
    and the place of each row in its plan: see `arrange`. Figures are plain numbers and dates ISO.

    Excel would run a text that begins with = + - @, their full-width forms, a tab or a line break
    as a formula: an apostrophe is put before it, as one types it in Excel to say that a cell is text.
    Negative numbers stay numbers. Excel itself may still show a text such as “01” or “10.0” as a
    number: the workbook and the package's own tables keep it to the letter.

    Returns the files. Raises PackageError where one cannot be written.
    """
    files = {target / f"{resource.name}.csv": arrange(resource, source) for resource in source.package.resources}
    for file, table in files.items():
        header, rows = (harmless(column.title) for column in table.columns), (map(cell, row) for row in table.rows)
        write_file(file, csv_text(header, rows, "\r\n").encode("utf-8-sig"))
    return [*files]


def cell(value: Value) -> str:
    """Write a value as the text of a cell in a CSV file that Excel opens."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat() if isinstance(value, date) else written(value)
