"""pandera schemas, compiled from the descriptor: types, constraints, keys."""

from __future__ import annotations

from collections.abc import Sequence
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
from pyplanning.rule import rule

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


# What each kind of failure says. The compiled checks decide; these give them their words.


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
    zh="{table}第{row}行：{column}“{value}”不在所列取值之中，应为{expected_zh}之一",
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


@rule(
    "PL112",
    en="{file} – the columns stand in another order – expected {expected}",
    zh="{file}：列的顺序不符，应为{expected}",
)
def column_order(columns: Sequence[str], resource: Descriptor) -> bool:
    """The columns stand in the order of the fields where the schema's fieldsMatch says “exact”.

    Where it says nothing, columns are known by their names, in any order.

    Fix: put the columns in the order of the descriptor.
    """
    known = [f["name"] for f in fields(resource)]
    exact = schema_of(resource).get("fieldsMatch") == "exact"
    return exact and set(columns) == set(known) and list(columns) != known


TYPE_NAMES = {
    "integer": ("a whole number", "整数"),
    "number": ("a number", "数值"),
    "year": ("a year such as 2026", "年份（如2026）"),
    "date": ("a date such as 2026-01-31", "日期（如2026-01-31）"),
    "boolean": ("true or false", "true或false"),
    "datetime": ("a date and time such as 2026-01-31T08:30:00Z", "日期和时间（如2026-01-31T08:30:00Z）"),
    "time": ("a time such as 08:30:00", "时间（如08:30:00）"),
    "yearmonth": ("a month such as 2026-01", "年月（如2026-01）"),
    "duration": ("a duration such as P1Y2M", "时长（如P1Y2M）"),
    "geopoint": ("a point such as 90.50, 45.50", "坐标（如90.50, 45.50）"),
    "geojson": ("an object of GeoJSON", "GeoJSON对象"),
    "object": ("an object of JSON", "JSON对象"),
    "array": ("an array of JSON", "JSON数组"),
    "list": ("a list of items of the kind that the descriptor says", "由描述文件所述类型各项组成的列表"),
}
BY_CODE = {rule.code: rule for rule in (cast_cell, required, enum, pattern, bounds, length, unique)}


def words(field: Descriptor, code: str) -> dict[str, str]:
    """What a failed check of ``field`` expects, in words."""
    if code == cast_cell.code:
        en, zh = _type_words(field)
        return {"expected": en, "expected_zh": zh}
    found = {"expected": _expected(field.get("constraints", {}), code)}
    if code == enum.code:
        categories = [c for c in field.get("categories", []) if isinstance(c, dict)]
        labels = {str(c["value"]): f"{c['label_zh']}（{c['value']}）" for c in categories if "label_zh" in c}
        listed = [labels.get(str(v), str(v)) for v in field["constraints"]["enum"]]
        found["expected_zh"] = "、".join(listed)
    return found


def _type_words(field: Descriptor) -> tuple[str, str]:
    """A field's type in both languages, with the format or the spellings that it asks for."""
    named, form = str(field.get("type", "any")), field.get("format", "default")
    spelt = [*field.get("trueValues", []), *field.get("falseValues", [])]
    if named == "boolean" and spelt:
        return f"one of {', '.join(spelt)}", f"{'、'.join(spelt)}之一"
    if form == "default":
        return TYPE_NAMES.get(named, (f"of type {named}", f"{named}类型"))
    return f"of type {named} and format {form}", f"{named}类型（格式为{form}）"


def _expected(limits: Descriptor, code: str) -> str:
    """The constraint that a failed check stands for, in words that both languages share."""
    if code == enum.code:
        return ", ".join(map(str, limits["enum"]))
    if code == pattern.code:
        return str(limits["pattern"])
    low, high = ("minLength", "maxLength") if code == length.code else ("minimum", "maximum")
    return (
        f"{limits.get(low, limits.get('exclusiveMinimum', ''))}–{limits.get(high, limits.get('exclusiveMaximum', ''))}"
    )
