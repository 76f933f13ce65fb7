"""pandera schemas, compiled from the descriptor: types, constraints, keys."""

from __future__ import annotations

from typing import Any, cast

from pyplanning.datapackage import PANDAS_TYPES, Descriptor, fields, kind, primary_key
from pyplanning.rule import rule

# Data Package type → the type of a checked column, for each engine.
TYPES = {
    "pandas": PANDAS_TYPES,
    "polars": {"string": "String", "integer": "Int64", "number": "Float64", "boolean": "Boolean", "date": "Date"},
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
    unique = resource.get("schema", {}).get("uniqueKeys", [])
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
        None if "enum" in limits else types[kind(field)],
        checks=_checks(limits, pa.Check),
        nullable=not (key or limits.get("required", False)),
        unique=limits.get("unique", False),
        **duplicates,
        title=field.get("title"),
        description=field.get("description"),
    )


def _checks(limits: Descriptor, check: Any) -> list[Any]:
    compiled = {
        "enum": lambda v: check.isin(v, error=enum.code),
        # Table Schema patterns cover the whole value.
        "pattern": lambda v: check.str_matches(f"^(?:{v})$", error=pattern.code),
        "minimum": lambda v: check.ge(v, error=bounds.code),
        "maximum": lambda v: check.le(v, error=bounds.code),
        "maxLength": lambda v: check.str_length(max_value=v, error=length.code),
        "minLength": lambda v: check.str_length(min_value=v, error=length.code),
    }
    return [compiled[name](value) for name, value in limits.items() if name in compiled]


# What each kind of failure says. pandera's checks decide; these give them their words.


@rule(
    "PL101",
    en="{table} row {row} – {column} “{value}” is not {expected}",
    zh="{table}第{row}行：{column}“{value}”不是{expected_zh}",
)
def cast_cell() -> None:
    """A cell can be read as its column's type, as Table Schema reads it; an empty cell is null.

    Fix: write the value in the form that the sentence names, without unit or thousands separator.
    """


@rule(
    "PL102",
    en="{table} row {row} – {column} is empty – expected a value",
    zh="{table}第{row}行：{column}为空，此处必填",
)
def required() -> None:
    """A column that is required, or part of the primary key, has a value in every row.

    Fix: fill in the value, or delete a row that states nothing.
    """


@rule(
    "PL103",
    en="{table} row {row} – {column} “{value}” is not a listed value – expected one of {expected}",
    zh="{table}第{row}行：{column}“{value}”不在所列取值之中，应为{expected}之一",
)
def enum() -> None:
    """A column with listed values holds one of them, letter for letter.

    Fix: take one of the listed values; `pyplanning describe TABLE` explains them.
    """


@rule(
    "PL104",
    en="{table} row {row} – {column} “{value}” has the wrong form – expected {expected}",
    zh="{table}第{row}行：{column}“{value}”格式无效，应符合{expected}",
)
def pattern() -> None:
    """The whole value has the form that the descriptor gives for its column.

    Fix: write the value in that form, such as lower-case letters and hyphens in a key.
    """


@rule(
    "PL105",
    en="{table} row {row} – {column} {value} is out of range – expected {expected}",
    zh="{table}第{row}行：{column}的值{value}超出范围，应为{expected}",
)
def bounds() -> None:
    """A value lies within the column's bounds, which are themselves allowed unless called exclusive.

    Fix: correct the value; check that it is in the unit that the column or the row names.
    """


@rule(
    "PL106",
    en="{table} row {row} – {column} “{value}” has the wrong length – expected {expected} characters",
    zh="{table}第{row}行：{column}“{value}”长度不符，应为{expected}个字符",
)
def length() -> None:
    """A text is neither shorter nor longer than its column allows; Chinese characters count as one.

    Fix: shorten the text, or complete it.
    """


@rule(
    "PL107",
    en="{table} row {row} – {column} “{value}” stands twice – expected once",
    zh="{table}第{row}行：{column}“{value}”重复，只应出现一次",
)
def unique() -> None:
    """The values of a key, over one column or several, stand in one row only; nulls never clash.

    The first row keeps the key; those after it are told.
    Fix: delete the row if it says the same, or give it a key of its own.
    """


@rule(
    "PL108",
    en="{file} – column {column} is missing – expected as in the descriptor",
    zh="{file}：缺失{column}列，应与描述文件一致",
)
def missing_column() -> None:
    """A table has every column of the descriptor, also those that may be empty.

    Fix: add the column, or start from a new template.
    """


@rule(
    "PL109",
    en="{file} – column {column} is unknown – expected only the descriptor's columns",
    zh="{file}：{column}列未知，只应有描述文件所列各列",
)
def unknown_column() -> None:
    """A table has no columns but those of the descriptor.

    Fix: correct the name of the column, or delete the column.
    """


@rule(
    "PL110",
    en="{table} row {row} – has {value} cells – expected {expected}",
    zh="{table}第{row}行：有{value}个单元格，应为{expected}个",
)
def ragged_row() -> None:
    """A row has as many cells as the header.

    Fix: add or delete commas; put a text that holds a comma in quotation marks.
    """


@rule(
    "PL111",
    en="{file} – column {column} stands {value} times – expected once",
    zh="{file}：{column}列出现{value}次，只应出现一次",
)
def doubled_column() -> None:
    """A column name stands once in the header.

    Fix: delete one of the columns, or correct its name.
    """


def expected(limits: Descriptor, code: str) -> str:
    """The constraint that a failed check stands for, in words both languages share."""
    low, high = ("minLength", "maxLength") if code == length.code else ("minimum", "maximum")
    if code == enum.code:
        return ", ".join(cast("list[str]", limits["enum"]))
    if code == pattern.code:
        return str(limits["pattern"])
    return f"{limits.get(low, '')}–{limits.get(high, '')}"


# The name of pandera's check → what its failure says. Keys are told once a row, not once a column.
FAILURES = {rule.code: rule for rule in (enum, pattern, bounds, length)} | {
    "not_nullable": required,
    "field_uniqueness": unique,
}
