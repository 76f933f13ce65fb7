"""Cells of text into values, exactly as Table Schema reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pyplanning.datapackage import Descriptor, fields
from pyplanning.datapackage import kind as kind_of
from pyplanning.issue import Issue
from pyplanning.reading import Row

if TYPE_CHECKING:
    import pandas as pd

    from pyplanning.expressions import Frame

INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TYPE_NAMES = {
    "integer": ("a whole number", "整数"),
    "number": ("a number", "数值"),
    "date": ("a date such as 2026-01-31", "日期（如2026-01-31）"),
    "boolean": ("true or false", "true或false"),
}
# Table Schema type → how a cell's text becomes a value.
CONVERT: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": lambda cell: cell.lower() in ("true", "1"),
}


def cast(resource: Descriptor, rows: list[Row]) -> tuple[pd.DataFrame, list[Issue]]:
    """The rows as a typed pandas frame; a cell that cannot be cast is an issue and counts as null."""
    import pandas as pd

    from pyplanning.validators.schemas import TYPES

    types, issues = TYPES["pandas"], [issue for f in fields(resource) for issue in _bad_cells(f, resource, rows)]
    columns = {f["name"]: pd.Series(_values(f, rows), dtype=types[kind_of(f)]) for f in fields(resource)}
    return pd.DataFrame(columns), issues


def typed(resource: Descriptor, rows: list[Row]) -> Frame:
    """The rows as a typed narwhals frame on polars, with their numbers, for the rules between rows."""
    import narwhals as nw
    import polars as pl

    from pyplanning.expressions import ROW

    types = {"integer": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean}  # a date is text in ISO order
    columns = [pl.Series(f["name"], _values(f, rows), dtype=types.get(kind_of(f), pl.String)) for f in fields(resource)]
    return nw.from_native(pl.DataFrame([pl.Series(ROW, range(1, len(rows) + 1), dtype=pl.Int64), *columns]))


def _values(field: Descriptor, rows: list[Row]) -> list[object]:
    name, kind = field["name"], kind_of(field)
    turn = CONVERT.get(kind, str)
    return [turn(row[name]) if row[name] and castable(row[name], kind) else None for row in rows]


def _bad_cells(field: Descriptor, resource: Descriptor, rows: list[Row]) -> Iterator[Issue]:
    from pyplanning.validators.schemas import cast_cell

    name, kind = field["name"], kind_of(field)
    en, zh = TYPE_NAMES.get(kind, ("text", "文本"))
    for number, row in enumerate(rows, 1):
        if not castable(row[name], kind):
            place = {"file": resource["path"], "table": resource["name"], "row": number, "column": name}
            yield cast_cell.issue(**place, value=row[name], expected=en, expected_zh=zh)


def castable(cell: str, kind: str) -> bool:
    """Whether Table Schema reads ``cell`` as ``kind``; "" is null."""
    if not cell or kind == "string":
        return True
    if kind == "integer":
        return bool(INTEGER.fullmatch(cell)) and len(cell) < 25 and -(2**63) <= int(cell) < 2**63
    if kind == "number":
        return bool(NUMBER.fullmatch(cell))
    if kind == "boolean":
        return cell in ("true", "True", "TRUE", "1", "false", "False", "FALSE", "0")
    try:
        return bool(DATE.fullmatch(cell) and date.fromisoformat(cell))
    except ValueError:
        return False
