"""Cells of text into values, exactly as Table Schema reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor

INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Table Schema type → how a cell's text becomes a value.
CONVERT: dict[str, Callable[[str], object]] = {
    "integer": int,
    "year": int,
    "number": float,
    "boolean": lambda cell: cell.lower() in ("true", "1"),
}


SIMPLE = ("string", "any", "integer", "number", "boolean", "date", "year")


def fault(field: Descriptor, cell: str) -> str | None:
    """The code of what is wrong with a cell that is not null, or None; exactly as Table Schema says.

    Types and formats without a reading of our own are read by frictionless.
    """
    kind = field.get("type", "any")
    own = field.get("format", "default") == "default" and not OPTIONS & field.keys()
    if kind not in SIMPLE or not own:
        return _by_frictionless(field, cell)
    if not castable(cell, kind) or (not cell and kind not in ("string", "any")):
        return "PL101"
    return _broken(field.get("constraints", {}), kind, cell)


OPTIONS = {"trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber"}
READ = {"name", "type", "format", "constraints", "arrayItem", "delimiter", "itemType", *OPTIONS}  # of a cell's reading
CODES = {"enum": "PL103", "pattern": "PL104", "minLength": "PL106", "maxLength": "PL106"}


def _by_frictionless(field: Descriptor, cell: str) -> str | None:
    own = {k: v for k, v in field.items() if k in READ} | {"missingValues": []}
    try:
        _, notes = _reader(json.dumps(own, sort_keys=True))(cell)
    except (TypeError, ValueError, ArithmeticError):  # cannot be compared: a time in no zone, what is not a number
        return "PL105"
    if not notes:
        return None
    return "PL101" if "type" in notes else CODES.get(next(iter(notes)), "PL105")


@cache
def _reader(field: str) -> Callable[[str], tuple[Any, dict[str, str] | None]]:
    """What frictionless reads the cells of a field with; made once, since that takes longer than a cell."""
    from frictionless import Field

    # A field by itself has no version of the standard, and would be refused for what only the second knows.
    reader: Any = Field.from_descriptor(json.loads(field), allow_invalid=True).create_cell_reader()
    return reader  # type: ignore[no-any-return]


def _broken(limits: Descriptor, kind: str, cell: str) -> str | None:
    """The constraint that a castable cell breaks."""
    turn = CONVERT.get(kind, str)
    value: Any = turn(cell)
    if "enum" in limits and value not in limits["enum"] and cell not in limits["enum"]:
        return "PL103"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return "PL104"
    tests = {"minimum": "__ge__", "maximum": "__le__", "exclusiveMinimum": "__gt__", "exclusiveMaximum": "__lt__"}
    for name, test in tests.items():
        if name in limits and not getattr(value, test)(turn(str(limits[name]))):
            return "PL105"
    length = len(cell)
    fits = limits.get("minLength", 0) <= length <= limits.get("maxLength", length)
    return None if fits else "PL106"


def castable(cell: str, kind: str) -> bool:
    """Whether Table Schema reads ``cell`` as ``kind``; "" is null."""
    if not cell or kind in ("string", "any"):
        return True
    if kind == "year":
        return bool(YEAR.fullmatch(cell))
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
