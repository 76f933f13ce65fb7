"""Cells of text into values, exactly as Table Schema reads them."""

import json
import operator
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pyplanning.datapackage.resource import Field, Json
from pyplanning.datapackage.slow_patterns import matches

YEAR, ZONE = r"(?:[1-9]\d{4,}|\d{4})", r"(Z|[+-]\d\d:\d\d)?"
# Table Schema type → the form of its cells; any other type's is that of a date.
FORMS = {
    "integer": re.compile(r"[+-]?\d+", re.ASCII),
    "year": re.compile(rf"-?{YEAR}{ZONE}", re.ASCII),
    "yearmonth": re.compile(rf"-?{YEAR}-(0[1-9]|1[0-2]){ZONE}", re.ASCII),
    "number": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|[nN][aA][nN]|-?[iI][nN][fF]", re.ASCII),
    "boolean": re.compile("true|True|TRUE|1|false|False|FALSE|0"),
}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Type and format → the form of cells that frictionless reads less strictly than the standard, which follows XML Schema.
STRICTER = {
    ("datetime", "default"): re.compile(rf"-?{YEAR}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?{ZONE}", re.ASCII),
    ("duration", "default"): re.compile(
        r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
    ),
    ("string", "binary"): re.compile(r"([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}
# Table Schema type → how a cell's text becomes a value.
CONVERT: dict[str, Callable[[str], object]] = {
    "integer": lambda cell: int(cell) if len(cell) <= LONGEST else Decimal(cell),
    "year": lambda cell: int(re.split(r"Z|(?<=\d)[+-]", cell)[0]),
    "yearmonth": lambda cell: tuple(map(int, re.split(r"Z|(?<=-\d\d)[+-]", cell)[0].rsplit("-", 1))),
    "number": float,
    "boolean": lambda cell: cell.lower() in ("true", "1"),
}
BOUNDS: dict[str, Callable[[Any, Any], bool]] = {  # what a value must be to its bound
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
LONGEST = 4000  # digits of a number that Python reads as an integer
SIMPLE = ("string", "any", "integer", "number", "boolean", "date", "year", "yearmonth")
OPTIONS = {"trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber"}
# The properties that decide how a cell is read.
READ = {"name", "type", "format", "constraints", "arrayItem", "delimiter", "itemType", *OPTIONS}
CODES = {"enum": "PL103", "pattern": "PL104", "minLength": "PL106", "maxLength": "PL106"}


def fault(field: Field, cell: str) -> str | None:
    """Return the code of what is wrong with a cell that is not null, or None, exactly as Table Schema says.

    Types and formats that this module does not read itself are read by frictionless.
    """
    if field.type not in SIMPLE or field.format != "default" or OPTIONS & field.properties.keys():
        return _fault_by_frictionless(field, cell)
    if not castable(cell, field.type) or (not cell and field.type not in ("string", "any")):
        return "PL101"
    return _broken(field.constraints, field.type, cell)


def _fault_by_frictionless(field: Field, cell: str) -> str | None:
    form = STRICTER.get((field.type, field.format))
    if form and not form.fullmatch(cell):
        return "PL101"
    own = {k: v for k, v in field.properties.items() if k in READ}
    limits = dict(field.constraints)
    pattern = limits.pop("pattern", None)
    own |= {"constraints": limits, "missingValues": []}
    if field.type == "integer":  # the second version of the standard lets their digits be grouped, as those of numbers
        cell = cell.replace(own.pop("groupChar", "") or "\0", "")
    try:
        _, notes = _reader(json.dumps(own, sort_keys=True))(cell)
    except (TypeError, ValueError, ArithmeticError):  # cannot be compared: a time in no zone, what is not a number
        return "PL105"
    if not notes:
        return None if pattern is None or matches(pattern, cell) else "PL104"
    return "PL101" if "type" in notes else CODES.get(next(iter(notes)), "PL105")


@cache
def _reader(field: str) -> Callable[[str], tuple[object, dict[str, str] | None]]:
    """Make what frictionless reads the cells of a field with, once, since that takes longer than to read a cell."""
    import frictionless

    # A field by itself has no version of the standard, and would be refused for what only the second has.
    made = frictionless.Field.from_descriptor(json.loads(field), allow_invalid=True)
    reader: Callable[[str], tuple[object, dict[str, str] | None]] = made.create_cell_reader()
    return reader


def _broken(limits: Json, kind: str, cell: str) -> str | None:
    """Return the code of the constraint that a castable cell breaks."""
    value = CONVERT.get(kind, str)(cell)
    if "enum" in limits and cell not in limits["enum"] and value not in [logical(one, kind) for one in limits["enum"]]:
        return "PL103"
    if "pattern" in limits and not matches(limits["pattern"], cell):
        return "PL104"
    if any(not keeps(value, logical(limits[name], kind)) for name, keeps in BOUNDS.items() if name in limits):
        return "PL105"
    length = len(cell)
    fits = limits.get("minLength", 0) <= length <= limits.get("maxLength", length)
    return None if fits else "PL106"


def logical(value: object, kind: str) -> object:
    """Cast a value of a constraint, which JSON may have as itself or as text, to what a cell of it becomes."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    else:
        text = str(int(value) if isinstance(value, float) and value.is_integer() else value)
    return CONVERT.get(kind, str)(text)


def castable(cell: str, kind: str) -> bool:
    """Whether Table Schema reads ``cell`` as ``kind``; "" is null."""
    if not cell or kind in ("string", "any"):
        return True
    if not FORMS.get(kind, DATE).fullmatch(cell):
        return False
    try:
        return kind in FORMS or bool(date.fromisoformat(cell))
    except ValueError:
        return False
