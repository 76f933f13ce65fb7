"""Cells of text into values, exactly as Table Schema reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage import Descriptor, fields
from pyplanning.datapackage import kind as kind_of
from pyplanning.issue import Issue
from pyplanning.reading import Row

if TYPE_CHECKING:
    import pandas as pd

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
    """The rows as a typed frame; a cell that cannot be cast is an issue and counts as null."""
    import pandas as pd

    from pyplanning.validators.schemas import TYPES, cast_cell

    columns, issues = {}, []
    for field in fields(resource):
        name, kind = field["name"], kind_of(field)
        en, zh = TYPE_NAMES.get(kind, ("text", "文本"))
        turn = CONVERT.get(kind, str)
        values: list[object] = []
        for number, row in enumerate(rows, 1):
            cell = row[name]
            fine = castable(cell, kind)
            values.append(turn(cell) if cell and fine else None)
            if not fine:
                given: dict[str, Any] = {
                    "row": number,
                    "column": name,
                    "value": cell,
                    "expected": en,
                    "expected_zh": zh,
                }
                issues.append(cast_cell.issue(file=resource["path"], table=resource["name"], **given))
        columns[name] = pd.Series(values, dtype=TYPES["pandas"][kind])
    return pd.DataFrame(columns), issues


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
