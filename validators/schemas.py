"""pandera schemas, compiled from the descriptor: types, constraints, keys."""

from __future__ import annotations

from typing import Any

from pyplanning.datapackage.descriptor import (
    OTHER_TYPES,
    PANDAS_TYPES,
    Descriptor,
    fields,
    kind,
    primary_key,
    schema_of,
)
from pyplanning.datapackage.table_rules import bounds, enum, length, pattern

# Data Package type → the type of a checked column, for each engine.
TYPES = {
    "pandas": PANDAS_TYPES,
    "polars": {
        "string": "String",
        "integer": "Int64",
        "number": "Float64",
        "boolean": "Boolean",
        "date": "Date",
        "datetime": "Datetime",
    },
}


def compile_schema(resource: Descriptor, engine: str = "pandas") -> Any:
    """The pandera DataFrameSchema of a resource.

    Checks carry the code of their rule as name. Columns with listed values are checked by
    value, so that text and categories both pass; nothing is coerced.
    Raises ValueError for an engine other than "pandas" or "polars".
    """
    if engine == "pandas":
        import pandera.pandas as pa

        # The polars backend knows no other way than to report every duplicate.
        return _compile(resource, pa, TYPES["pandas"], report_duplicates="exclude_first")
    if engine == "polars":
        import pandera.polars as pl
        import polars

        types = {name: getattr(polars, dtype) for name, dtype in TYPES["polars"].items()}
        return _compile(resource, pl, types)
    raise ValueError(f"engine must be 'pandas' or 'polars', not {engine!r}")


def _compile(resource: Descriptor, pa: Any, types: dict[str, Any], **duplicates: str) -> Any:
    primary = primary_key(resource)
    columns = {f["name"]: _column(f, f["name"] in primary, pa, types, duplicates) for f in fields(resource)}
    unique = schema_of(resource).get("uniqueKeys", [])
    return pa.DataFrameSchema(
        columns,
        name=resource["name"],
        strict=True,
        ordered=True,
        unique=primary or None,
        metadata={"uniqueKeys": unique},
        **duplicates,
    )


def _column(field: Descriptor, key: bool, pa: Any, types: dict[str, Any], duplicates: dict[str, str]) -> Any:
    limits = field.get("constraints", {})
    return pa.Column(
        None if "enum" in limits and _compared(field) else types[kind(field)],
        checks=_checks(field, pa.Check),
        nullable=not (key or limits.get("required", False)),
        unique=limits.get("unique", False),
        **duplicates,
        title=field.get("title"),
        description=field.get("description"),
    )


def _compared(field: Descriptor) -> bool:
    """Whether a column's values are compared as they are kept; text that stands for another type is not."""
    return field.get("type", "any") in ("any", "year") or field["type"] not in OTHER_TYPES


def _checks(field: Descriptor, check: Any) -> list[Any]:
    compiled = {
        "enum": lambda v: check.isin(v, error=enum.code),
        # Table Schema patterns cover the whole value.
        "pattern": lambda v: check.str_matches(f"^(?:{v})$", error=pattern.code),
        "minimum": lambda v: check.ge(v, error=bounds.code),
        "maximum": lambda v: check.le(v, error=bounds.code),
        "exclusiveMinimum": lambda v: check.gt(v, error=bounds.code),
        "exclusiveMaximum": lambda v: check.lt(v, error=bounds.code),
        "maxLength": lambda v: check.str_length(max_value=v, error=length.code),
        "minLength": lambda v: check.str_length(min_value=v, error=length.code),
    }
    limits = field.get("constraints", {}) if _compared(field) else {}
    return [compiled[name](value) for name, value in limits.items() if name in compiled]
