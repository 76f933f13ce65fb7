"""Tables whose filtered rows can be downloaded as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from pyplanning.datapackage.descriptor import fields
from pyplanning.publishing.release.labelled import arrange
from pyplanning.publishing.release.spreadsheets import cell, harmless
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script


def csv_script(table: str, content: Content) -> Script:
    """The rows of a table as lines of CSV, by key, for the buttons of a filtered table.

    ``csv`` is as the package has it, ``excel`` as the release for Excel: with labels, names, and
    nothing that a spreadsheet would run. The page's script joins the lines of the rows shown.
    """
    found = content.resources[table]
    names = [field["name"] for field in fields(found)]
    rows = content.rows(table)
    shown = arrange(found, content.source)
    value = {
        "keys": [content.key(table, row) for row in rows],
        "csv": [_line(names), *(_line([row[name] for name in names]) for row in rows)],
        "excel": [
            _line([harmless(column.title) for column in shown.columns]),
            *(_line([cell(value) for value in row]) for row in shown.rows),
        ],
    }
    return Script(f"data/{table}.js", table, value)


def _line(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def options(keys: Iterable[str], name: Callable[[str], str]) -> list[tuple[str, str]]:
    """The choices of a filter as (key, name), by name."""
    return sorted(((key, name(key)) for key in keys), key=lambda option: (option[1], option[0]))
