r"""Any Table Schema as dataframe expressions: what makes a cell suspect.

``xp`` is the module that makes them: polars, for the frames here, or narwhals, which has its
interface, for a Spark frame elsewhere. A column is text; an expression is true where the cell
cannot be valid, and may also be true where only a closer look can tell: that look is
``casting.fault``.

Rust and Java both read the regular expressions here, so they end with ``\z``: to Java, $ also
stands before a last line break.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any

import polars as pl

from pyplanning.datapackage.cell import CONVERT
from pyplanning.datapackage.descriptor import Descriptor, fields, primary_key
from pyplanning.datapackage.dialect import missing_values
from pyplanning.rule import ROW

INTEGER = r"^[+-]?[0-9]{1,18}\z"
NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\z"
YEAR = r"^[0-9]{4}\z"
FOURTH = "(0[48]|[2468][048]|[13579][26])"  # 04, 08 … 96
DATE = (  # every day from 0001-01-01 to 9999-12-31
    "^(([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})-("
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    rf"|([0-9]{{2}}{FOURTH}|{FOURTH}00)-02-29)\z"
)
TRUE, FALSE = ["true", "True", "TRUE", "1"], ["false", "False", "FALSE", "0"]
FEW = 8  # values that are compared one by one
BOUNDS: dict[str, Callable[[Any, Any], Any]] = {  # how a value breaks them
    "minimum": operator.lt,
    "maximum": operator.gt,
    "exclusiveMinimum": operator.le,
    "exclusiveMaximum": operator.ge,
}


@dataclass(frozen=True)
class Check:
    """One way in which the cells of a column fail: the code, and where (a boolean expression).

    Where it is not ``sure``, the cells are suspect, and only a closer look tells.
    """

    code: str
    column: str
    bad: Any
    sure: bool = True


def present(column: str, resource: Descriptor, xp: Any = pl) -> Any:
    """Where a cell is not null."""
    cell, missing = xp.col(column), missing_values(resource, column)
    return ~cell.is_null() & ~_among(cell, missing) if missing else ~cell.is_null()


def _among(value: Any, listed: list[Any]) -> Any:
    """Where a value is one of those listed; a few are faster compared one by one than looked up."""
    few = 0 < len(listed) <= FEW
    return reduce(operator.or_, (value == one for one in listed)) if few else value.is_in(listed)


def castable(field: Descriptor, xp: Any = pl) -> Any:
    """Where a cell is certainly of the field's type; None where only a closer look tells."""
    cell, kind = xp.col(field["name"]), field.get("type", "any")
    plain = field.get("format", "default") == "default"
    if kind in ("string", "any"):
        return xp.lit(True) if plain else None
    if kind == "boolean":
        return _among(cell, [*field.get("trueValues", TRUE), *field.get("falseValues", FALSE)])
    patterns = {"integer": INTEGER, "number": NUMBER, "year": YEAR, "date": DATE}
    own = any(field.get(p) for p in ("decimalChar", "groupChar")) or field.get("bareNumber") is False
    if kind not in patterns or not plain or own:
        return None
    return ~_cast(cell, kind).is_null() if _polars_casts(kind, xp) else cell.str.contains(patterns[kind])


def _polars_casts(kind: str, xp: Any) -> bool:
    return xp is pl and kind in ("integer", "number")


def _cast(cell: pl.Expr, kind: str) -> pl.Expr:
    """Cells as numbers; polars gives null where Table Schema does, and seldom where it does not, as for many digits."""
    value = cell.cast(pl.Int64 if kind == "integer" else pl.Float64, strict=False)
    return value if kind == "integer" else pl.when(value.is_finite()).then(value)


def typed(field: Descriptor, xp: Any = pl) -> Any:
    """A column's values as what its type says; null where they are not."""
    cell, kind, fine = xp.col(field["name"]), field.get("type", "any"), castable(field, xp)
    if fine is None or kind in ("string", "any"):
        return cell
    if _polars_casts(kind, xp):
        return _cast(cell, kind)
    good = xp.when(fine).then(cell)
    if kind in ("integer", "year"):
        return good.cast(xp.Int64)
    if kind == "number":
        return good.cast(xp.Float64)
    return _among(good, field.get("trueValues", TRUE)) if kind == "boolean" else good


def typed_table(frame: pl.LazyFrame, resource: Descriptor, beside: Iterable[str] = ()) -> pl.LazyFrame:
    """Give a table of text with its values as what their types say; what cannot be cast is null.

    Kept are ROW, the columns of the resource and those named in ``beside``. A date stays text.
    """
    names = frame.collect_schema().names()
    listed = [field for field in fields(resource) if field["name"] in names]
    values = [pl.when(present(f["name"], resource)).then(typed(f)).alias(f["name"]) for f in listed]
    return frame.select(ROW, *beside, *values)


def compile_checks(resource: Descriptor, xp: Any = pl) -> list[Check]:
    """The checks of every field's type and constraints, in the order of the fields."""
    primary = primary_key(resource)
    return [check for f in fields(resource) for check in _field_checks(f, resource, f["name"] in primary, xp)]


def _field_checks(field: Descriptor, resource: Descriptor, key: bool, xp: Any) -> list[Check]:
    name, limits = field["name"], field.get("constraints", {})
    there, fine = present(name, resource, xp), castable(field, xp)
    checks = [Check("PL102", name, ~there)] if key or limits.get("required", False) else []
    if fine is None or portable(limits.get("pattern", "")) is None:
        return [*checks, Check("PL101", name, there, sure=False)]
    if field.get("type", "any") not in ("string", "any"):
        checks.append(Check("PL101", name, there & ~fine, sure=field["type"] not in ("integer", "number")))
    return checks + [Check(code, name, there & bad) for code, bad in _constraints(field, limits, xp)]


def _constraints(field: Descriptor, limits: dict[str, Any], xp: Any) -> list[tuple[str, Any]]:
    """The constraints that a field has, as (code, where the cell breaks it)."""
    cell, value = xp.col(field["name"]), typed(field, xp)
    found = []
    if "enum" in limits:
        found.append(("PL103", ~_among(value, _listed(field, limits["enum"]))))
    if "pattern" in limits:
        found.append(("PL104", ~cell.str.contains(rf"^(?:{portable(limits['pattern'])})\z")))
    for name, breaks in BOUNDS.items():
        if name in limits:
            found.append(("PL105", breaks(value, _bound(field, limits[name]))))
    if "minLength" in limits:
        found.append(("PL106", cell.str.len_chars() < limits["minLength"]))
    if "maxLength" in limits:
        found.append(("PL106", cell.str.len_chars() > limits["maxLength"]))
    return found


def _listed(field: Descriptor, values: list[Any]) -> list[Any]:
    """Listed values as the column's values are: a descriptor may write a number as text."""
    kind = field.get("type", "any")
    if kind == "boolean":
        return [value is True or value in field.get("trueValues", TRUE) for value in values]
    return [CONVERT.get(kind, str)(value) for value in values]


def _bound(field: Descriptor, limit: Any) -> Any:
    """A bound as the column's values are."""
    turn: Callable[[Any], Any] = CONVERT.get(field.get("type", "any"), str)
    return limit if turn is not str and not isinstance(limit, str) else turn(limit)


# Python's classes as Rust and Java both know them, and what else all three read alike.
CLASSES = {"d": r"\p{Nd}", "s": r"\t-\r\x1c-\x20\x85\p{Z}", "w": r"\p{L}\p{N}_"}
ESCAPE = r"""\\(?:[dswnrtf]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[-!"#$%&'()*+,./:;=?@\[\\\]^_`{|}~ ])"""
ITEM = rf"(?:{ESCAPE}|[^\\\[\]&~-]|&(?!&)|~(?!~))"
TOKEN = "|".join(
    (
        ESCAPE,
        r"\\[DSW]",
        r"[^\\\[\](){}|^$.*+?]",
        rf"\[\^?(?!\])-?(?:{ITEM}(?:-{ITEM})?)*-?\]",
        r"(?:[*+?]|\{\d+(?:,\d*)?\})\??(?!\+)",  # a second + makes it possessive, but not in Rust
        r"\((?:\?:|\?P<\w+>|(?!\?))|[)|.]",
        r"\^(?![*+?{])|\$(?=\||\)*\Z)",
    )
)


@cache
def portable(pattern: str) -> str | None:
    """A regular expression of Python's as Rust and Java both read it; None where they do not."""
    if not re.fullmatch(f"(?:{TOKEN})*", pattern):
        return None
    spelt = "".join(_spelt(token) for token in re.findall(TOKEN, pattern))
    try:
        pl.select(pl.lit("").str.contains(spelt))
    except pl.exceptions.ComputeError:  # too long for Rust
        return None
    return spelt


def _spelt(token: str) -> str:
    """A token of a regular expression, with the classes of characters spelt out."""
    if token[0] == "[":
        return re.sub(ESCAPE, lambda found: CLASSES.get(found[0][1], found[0]), token)
    if token[0] == "\\" and token[1].lower() in CLASSES:
        return f"[{'^' if token[1].isupper() else ''}{CLASSES[token[1].lower()]}]"
    return {".": r"[^\n]", "$": r"\z"}.get(token, "(?:" if token[0] == "(" else token)
