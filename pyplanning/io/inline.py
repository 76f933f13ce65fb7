"""Rows that are in a descriptor itself, as a table of text."""

from __future__ import annotations

import json

import polars as pl

from pyplanning.datapackage.dialect import dialect_of
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.table_messages import ragged_row
from pyplanning.datapackage.values import written
from pyplanning.io.header import layout, table_of
from pyplanning.io.table import ROW, Table

FILE = "datapackage.json"


def read_inline(resource: Resource) -> Table:
    """Read the rows that are a resource's ``data``.

    Raises PackageError where the columns have no names.
    """
    header, rows = _parts(resource)
    place = {"file": FILE, "table": resource.name}
    columns, issues = layout(header, table_of(FILE, header, [resource]), place)
    whole = {number: row for number, row in enumerate(rows, 1) if len(row) == len(header)}
    for number, row in enumerate(rows, 1):
        if number not in whole:
            issues.append(ragged_row.issue(**place, row=number, value=str(len(row)), expected=len(header)))
    numbers = pl.Series(ROW, [*whole], dtype=pl.get_index_type())
    cells = [pl.Series(name, [_text(row[at]) for row in whole.values()], pl.String) for name, at in columns.items()]
    return Table(resource.name, FILE, pl.DataFrame([numbers, *cells]).lazy(), tuple(header), issues=tuple(issues))


def _parts(resource: Resource) -> tuple[list[str], list[list[object]]]:
    """Return the names of the columns, and the rows."""
    data = resource.properties["data"]
    if isinstance(data[0], dict):
        header = list(dict.fromkeys(key for row in data for key in row))
        return header, [[row.get(key) for key in header] for row in data]
    if dialect_of(resource).header == ():
        return list(resource.columns), data
    return [written(cell) for cell in data[0]], data[1:]


def _text(value: object) -> str | None:
    """Write a value of JSON as a cell; null is no cell."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return None if value is None else written(value)
