"""Tables whose filtered rows can be downloaded as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from pyplanning.publishing.release.labelled import arrange
from pyplanning.publishing.release.spreadsheets import cell, harmless
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script


def csv_script(table: str, content: Content) -> Script:
    """Give the rows of a table as lines of CSV, by key, for the buttons of a filtered table.

    ``csv`` is as the package has it, ``excel`` as the release for Excel: with labels, names, and
    nothing that a spreadsheet would run. The page's script joins the lines of the rows shown.
    """
    found = content.resources[table]
    rows = content.rows(table)
    arranged = arrange(found, content.source)
    value = {
        "keys": [content.key(table, row) for row in rows],
        "csv": [_line(found.columns), *(_line([row[name] for name in found.columns]) for row in rows)],
        "excel": [
            _line([harmless(column.title) for column in arranged.columns]),
            *(_line([cell(value) for value in row]) for row in arranged.rows),
        ],
    }
    return Script(f"data/{table}.js", table, value)


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
