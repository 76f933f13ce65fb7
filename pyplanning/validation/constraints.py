r"""Any Table Schema as dataframe expressions: what makes a cell suspect.

``xp`` is the module that makes them: polars, for frames in memory and files, or narwhals, which has
its interface, for a Spark frame. A column is text; an expression is true where the cell cannot be
valid, and may also be true where only a closer look can tell: that look is ``cell.fault``.

Rust and Java both read the regular expressions, so they end with ``\z``: to Java, $ also matches
before a last line break.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from types import ModuleType, SimpleNamespace
from typing import TypeAlias

import polars as pl

from pyplanning.datapackage.blank import BLANK, SAMPLES
from pyplanning.datapackage.cell import fault, logical
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.rule import ROW
from pyplanning.validation.portable_patterns import portable

INTEGER = r"^[+-]?[0-9]{1,18}\z"
NUMBER = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?\z"
NOT_FINITE = r"(?i)^[+-]?(nan|inf)$"
YEAR = r"^[0-9]{4}\z"
FOURTH = "(0[48]|[2468][048]|[13579][26])"  # 04, 08 … 96
DATE = (  # every day from 0001-01-01 to 9999-12-31
    "^(([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})-("
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    rf"|([0-9]{{2}}{FOURTH}|{FOURTH}00)-02-29)\z"
)
PATTERNS = {"integer": INTEGER, "number": NUMBER, "year": YEAR, "date": DATE}
Engine: TypeAlias = ModuleType | SimpleNamespace  # with col, lit, when, Int64 and Float64
FEW = 8  # values that are compared one by one
BOUNDS: dict[str, Callable[..., pl.Expr]] = {  # how a value breaks them
    "minimum": operator.lt,
    "maximum": operator.gt,
    "exclusiveMinimum": operator.le,
    "exclusiveMaximum": operator.ge,
}


@dataclass(frozen=True)
class Check:
    """One way in which the cells of a column fail: the code, and where (a boolean expression).

    Where it is not ``sure``, the cells are suspect, and only a closer look can tell. Where it is ``implied``,
    another check finds the same cells too.
    """

    code: str
    column: str
    bad: pl.Expr
    sure: bool = True
    implied: bool = False


def present(column: str, resource: Resource, xp: Engine = pl) -> pl.Expr:
    """Say where a cell is neither null nor missing; null where it is null."""
    cell, missing = xp.col(column), missing_values(resource, column)
    filled: pl.Expr = ~_among(cell, missing) if missing else ~cell.is_null()
    return filled


def _among(value: pl.Expr, listed: Sequence[object]) -> pl.Expr:
    """Say where a value is one of those listed; a few are faster compared one by one than looked up."""
    if 0 < len(listed) <= FEW:
        equal: list[pl.Expr] = [operator.eq(value, one) for one in listed]
        return reduce(operator.or_, equal)
    return value.is_in(listed)


def castable(field: Field, xp: Engine = pl) -> pl.Expr | None:
    """Say where a cell is certainly of the field's type; None where only a closer look can tell."""
    cell: pl.Expr = xp.col(field.name)
    if field.type == "boolean":
        return _among(cell, [*field.true_values, *field.false_values])
    if field.format != "default":
        return None
    if field.type in ("string", "any"):
        always: pl.Expr = xp.lit(True)
        return always
    if field.type not in PATTERNS or not field.plain_numbers:
        return None
    return ~_cast(cell, field.type).is_null() if _polars_casts(field, xp) else cell.str.contains(PATTERNS[field.type])


def _polars_casts(field: Field, xp: Engine) -> bool:
    return xp is pl and field.type in ("integer", "number")


def _cast(cell: pl.Expr, kind: str) -> pl.Expr:
    """Cast cells to numbers; polars gives null where Table Schema does, and for very many digits too."""
    value = cell.cast(pl.Int64 if kind == "integer" else pl.Float64, strict=False)
    return value if kind == "integer" else pl.when(value.is_finite()).then(value)


def typed_values(field: Field, xp: Engine = pl) -> pl.Expr:
    """Cast a column to what its type says; null where a cell is not of it."""
    cell: pl.Expr = xp.col(field.name)
    certain = castable(field, xp)
    if certain is None or field.type in ("string", "any"):
        return cell
    if _polars_casts(field, xp):
        return _cast(cell, field.type)
    good: pl.Expr = xp.when(certain).then(cell)
    if field.type in ("integer", "year"):
        return good.cast(xp.Int64)
    if field.type == "number":
        return good.cast(xp.Float64)
    return _among(good, field.true_values) if field.type == "boolean" else good


def typed_table(
    frame: pl.LazyFrame, resource: Resource, others: Iterable[str] = (), columns: Collection[str] | None = None
) -> pl.LazyFrame:
    """Cast a table of text to what the types of its columns say; what cannot be cast is null.

    Kept are ROW, the columns of the resource and ``others``. A date stays text. ``columns`` are those
    that the frame has; finding them takes some time where it is made in many steps.
    """
    names = frame.collect_schema().names() if columns is None else columns
    cells = [
        pl.when(present(field.name, resource)).then(typed_values(field)).alias(field.name)
        for field in resource.fields
        if field.name in names
    ]
    return frame.select(ROW, *others, *cells)


def compile_checks(resource: Resource, xp: Engine = pl, ours: bool = False) -> list[Check]:
    """Compile the checks of every field's type and constraints, in the order of the fields.

    In tables of ``ours`` no number is NaN or infinite, and no cell may hold only blanks;
    in others none that breaks its type or a constraint so.
    """
    return [check for field in resource.fields for check in _field_checks(field, resource, xp, ours)]


def _field_checks(field: Field, resource: Resource, xp: Engine, ours: bool) -> list[Check]:
    name, filled, certain = field.name, present(field.name, resource, xp), castable(field, xp)
    cell: pl.Expr = xp.col(name)
    only_empty = missing_values(resource, name) == [""]  # which then breaks nothing, so that none need be left out

    def held(bad: pl.Expr) -> pl.Expr:
        return bad if only_empty else filled & bad

    checks = [Check("PL102", name, cell.is_null() | ~filled)] if field.required or name in resource.primary_key else []
    is_text = field.type in ("string", "any")
    faulty = (certain is not None and field.type in PATTERNS) or _refuses_blanks(field.constraints.get("pattern", ""))
    faulty = faulty or all(fault(field, blank) for blank in SAMPLES)
    if ours or faulty:
        other = faulty and (not is_text or bool({"enum", "pattern"} & {*field.constraints}))
        checks.append(Check("PL113", name, held(cell.str.contains(BLANK)), implied=other))
    if ours and field.type == "number":
        checks.append(Check("PL114", name, held(cell.str.contains(NOT_FINITE)), implied=True))
    if certain is None or portable(field.constraints.get("pattern", "")) is None:
        return [*checks, Check("PL101", name, filled, sure=False)]
    if field.type not in ("string", "any"):
        checks.append(Check("PL101", name, filled & ~certain, sure=field.type not in ("integer", "number", "year")))
    return checks + [Check(code, name, held(bad)) for code, bad in _constraints(field, xp, only_empty)]


@cache  # many fields have the same pattern
def _refuses_blanks(pattern: str) -> bool:
    """Say whether a pattern matches no cell that holds only blanks, as far as polars can tell."""
    spelt = portable(pattern) if pattern else None
    return spelt is not None and not pl.Series(SAMPLES).str.contains(rf"^(?:{spelt})\z").any()


def _constraints(field: Field, xp: Engine, may_be_empty: bool) -> list[tuple[str, pl.Expr]]:
    """List the constraints that a field has, as (code, where the cell breaks it)."""
    limits, value = field.constraints, typed_values(field, xp)
    cell: pl.Expr = xp.col(field.name)
    found: list[tuple[str, pl.Expr]] = []
    if "enum" in limits:
        empty = [""] if may_be_empty and field.type in ("string", "any") else []
        found.append(("PL103", ~_among(value, [*_listed(field), *empty])))
    if "pattern" in limits:
        differs = ~cell.str.contains(rf"^(?:{portable(limits['pattern'])})\z")
        found.append(("PL104", differs & (cell != "") if may_be_empty else differs))
    for name, breaks in BOUNDS.items():
        if name in limits:
            found.append(("PL105", breaks(value, _bound(field, limits[name], xp))))
    if "minLength" in limits:
        short = cell.str.len_chars() < limits["minLength"]
        found.append(("PL106", short & (cell != "") if may_be_empty else short))
    if "maxLength" in limits:
        found.append(("PL106", cell.str.len_chars() > limits["maxLength"]))
    return found


def _listed(field: Field) -> list[object]:
    """Cast the listed values as the column's are: a descriptor may write a number as text."""
    values = field.constraints["enum"]
    if field.type == "boolean":
        return [value is True or value in field.true_values for value in values]
    listed = [logical(value, field.type) for value in values]
    # No cell that is certainly an integer has more than 64 bits.
    return [value for value in listed if not isinstance(value, int) or abs(value) < 2**63]


def _bound(field: Field, limit: object, xp: Engine) -> object:
    """Cast a bound as the column's values are; one that no number of the engine reaches to the largest that it has."""
    bound = logical(limit, field.type)
    most = 2**126 if xp is pl else 2**63 - 1
    return max(-most, min(bound, most)) if isinstance(bound, int) else bound
