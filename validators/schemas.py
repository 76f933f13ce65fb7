"""pandera schemas, compiled from the descriptor: types, constraints, keys."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, overload

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import OTHER_TYPES, PANDAS_TYPES, POLARS_TYPES, Field, Resource
from pyplanning.datapackage.table_messages import bounds, enum, length, pattern
from pyplanning.dataset.load import with_derived

if TYPE_CHECKING:
    import pandera.pandas
    import pandera.polars

# Constraint → pandera's check of it, the check's parameter, and the rule that it is of.
CHECKS = {
    "enum": ("isin", "allowed_values", enum.code),
    "pattern": ("str_matches", "pattern", pattern.code),
    "minimum": ("ge", "min_value", bounds.code),
    "maximum": ("le", "max_value", bounds.code),
    "exclusiveMinimum": ("gt", "min_value", bounds.code),
    "exclusiveMaximum": ("lt", "max_value", bounds.code),
    "minLength": ("str_length", "min_value", length.code),
    "maxLength": ("str_length", "max_value", length.code),
}


@overload
def schema(name: str, engine: Literal["pandas"] = "pandas") -> pandera.pandas.DataFrameSchema: ...
@overload
def schema(name: str, engine: Literal["polars"]) -> pandera.polars.DataFrameSchema: ...


def schema(name: str, engine: Literal["pandas", "polars"] = "pandas") -> object:
    """Compile the pandera schema of table ``name`` from the descriptor.

    ``engine`` is "pandas" or "polars". Raises KeyError, naming the nearest table, where
    there is none of that name, and ValueError for another engine.
    """
    return compile_schema(with_derived(descriptor()).table(name), engine)


def compile_schema(resource: Resource, engine: str = "pandas") -> Any:
    """Compile the pandera DataFrameSchema of a resource.

    Checks carry the code of their rule as name. Columns with listed values are checked by
    value, so that text and categories both pass; nothing is coerced.
    Raises ValueError for an engine other than "pandas" or "polars".
    """
    if engine not in ("pandas", "polars"):
        raise ValueError(f"engine must be 'pandas' or 'polars', not {engine!r}")
    pandera: Any = import_module(f"pandera.{engine}")  # each backend has classes of its own with the same parameters
    types: Mapping[str, object] = PANDAS_TYPES
    if engine == "polars":
        types = {kind: getattr(import_module("polars"), dtype) for kind, dtype in POLARS_TYPES.items()}
    # The polars backend can only report every duplicate.
    duplicates = {"report_duplicates": "exclude_first"} if engine == "pandas" else {}
    columns = {
        field.name: pandera.Column(
            None if "enum" in field.constraints and _is_compared(field) else types[field.kind],
            checks=[getattr(pandera.Check, check)(**arguments) for check, arguments in _checks(field)],
            nullable=not field.required and field.name not in resource.primary_key,
            unique=field.unique,
            **duplicates,
            title=field.text("title", "en") or None,
            description=field.text("description", "en") or None,
        )
        for field in resource.fields
    }
    return pandera.DataFrameSchema(
        columns,
        name=resource.name,
        strict=True,
        ordered=True,
        unique=list(resource.primary_key) or None,
        metadata={"uniqueKeys": [[*key] for key in resource.unique_keys if key != resource.primary_key]},
        **duplicates,
    )


def _is_compared(field: Field) -> bool:
    """Tell whether a column's values are compared as they are kept; text that is kept for another type is not."""
    return field.type in ("any", "year") or field.type not in OTHER_TYPES


def _checks(field: Field) -> list[tuple[str, dict[str, object]]]:
    """List the checks of a field's constraints with their arguments."""
    limits = dict(field.constraints) if _is_compared(field) else {}
    if "pattern" in limits:
        limits["pattern"] = f"^(?:{limits['pattern']})$"  # patterns of Table Schema cover the whole value
    checks = [(CHECKS[name], limit) for name, limit in limits.items() if name in CHECKS]
    return [(check, {parameter: limit, "error": code}) for (check, parameter, code), limit in checks]
