"""What the Table Schema standard asks of a table: sentences for what is found in any package's rows."""

import json
from collections.abc import Sequence
from pathlib import Path

from pyplanning.datapackage.resource import Field, Json, Resource
from pyplanning.rule import Message, rule

cast_cell = Message(
    "PL101",
    en="{table} row {row} – {column} “{value}” is not {expected}",
    zh="{table}第{row}行：{column}“{value}”不是{expected_zh}",
    text="""A cell can be read as its column's type, as Table Schema defines it; an empty cell is null.

Fix: write the value in the form that the message names, without unit or thousands separator.
""",
)

required = Message(
    "PL102",
    en="{table} row {row} – {column} is empty – expected a value",
    zh="{table}第{row}行：{column}为空，此处必填",
    text="""A column that is required, or part of the primary key, has a value in every row.

Fix: fill in the value, or delete a row that states nothing.
""",
)

enum = Message(
    "PL103",
    en="{table} row {row} – {column} “{value}” is not a listed value – expected one of {expected}",
    zh="{table}第{row}行：{column}“{value}”不在所列取值之中，应为{expected_zh}之一",
    text="""A column with listed values contains one of them, spelt exactly as listed.

Fix: use one of the listed values; `pyplanning describe TABLE` explains them.
""",
)

pattern = Message(
    "PL104",
    en="{table} row {row} – {column} “{value}” has the wrong form – expected {expected}",
    zh="{table}第{row}行：{column}“{value}”格式不符，应符合{expected}",
    text="""The whole value has the form that the descriptor gives for its column.

Fix: write the value in that form, such as lower-case letters and hyphens in a key.
""",
)

bounds = Message(
    "PL105",
    en="{table} row {row} – {column} {value} is out of range – expected {expected}",
    zh="{table}第{row}行：{column}的值{value}超出范围，应为{expected}",
    text="""A value is within the column's bounds; the bounds themselves are allowed unless they are exclusive.

Fix: correct the value; check that it is in the unit that the column or the row names.
""",
)

length = Message(
    "PL106",
    en="{table} row {row} – {column} “{value}” has the wrong length – expected {expected} characters",
    zh="{table}第{row}行：{column}“{value}”长度不符，应为{expected}个字符",
    text="""A text is neither shorter nor longer than its column allows; a Chinese character counts as one.

Fix: shorten the text, or complete it.
""",
)

unique = Message(
    "PL107",
    en="{table} row {row} – {column} “{value}” occurs twice – expected once",
    zh="{table}第{row}行：{column}“{value}”重复，只应出现一次",
    text="""The values of a key, in one column or several, occur in one row only; empty cells are not compared.

The first row keeps the key; later rows with the same key are reported.
Fix: delete the row if it repeats another, or give it another key.
""",
)

missing_column = Message(
    "PL108",
    en="{file} – column {column} is missing – expected every column of the descriptor",
    zh="{file}：缺少{column}列，应与描述文件一致",
    text="""A table has every column of the descriptor, including those that may be empty.

Fix: add the column, or start from a new template.
""",
)

unknown_column = Message(
    "PL109",
    en="{file} – column {column} is unknown – expected only the descriptor's columns",
    zh="{file}：{column}列未知，只应有描述文件所列的各列",
    text="""A table has only the columns of the descriptor.

Fix: correct the name of the column, or delete the column.
""",
)

ragged_row = Message(
    "PL110",
    en="{table} row {row} – has {value} cells – expected {expected}",
    zh="{table}第{row}行：有{value}个单元格，应为{expected}个",
    text="""A row has as many cells as the header.

Fix: add or delete commas; put text that contains a comma in quotation marks.
""",
)

doubled_column = Message(
    "PL111",
    en="{file} – column {column} occurs {value} times – expected once",
    zh="{file}：{column}列出现{value}次，只应出现一次",
    text="""A column name occurs once in the header.

Fix: delete one of the columns, or correct its name.
""",
)


@rule(
    "PL112",
    en="{file} – the columns are in a different order – expected {expected}",
    zh="{file}：列的顺序不符，应为{expected}",
)
def column_order(columns: Sequence[str], resource: Resource) -> bool:
    """The columns are in the order of the fields if the schema's fieldsMatch is “exact”.

    Otherwise columns are matched by name, in any order.

    Fix: put the columns in the order of the descriptor.
    """
    names = list(resource.columns)
    return resource.fields_match == "exact" and {*columns} == {*names} and list(columns) != names


foreign_key = Message(
    "PL201",
    en="{table} row {row} – {column} “{value}” is not in {target} – expected one of its keys",
    zh="{table}第{row}行：{column}“{value}”在{target}表中不存在，外键须指向已有的行",
    text="""The value of a foreign key is a key of the table that it refers to; an empty cell refers to nothing.

Fix: write an existing key, or add the row that it should refer to.
""",
)


# Type → what its cells are called in English and in Chinese.
TYPE_NAMES: dict[str, list[str]] = json.loads(Path(__file__).with_name("type_names.json").read_text(encoding="utf-8"))
BY_CODE = {rule.code: rule for rule in (cast_cell, required, enum, pattern, bounds, length, unique)}


def words(field: Field, code: str) -> dict[str, str]:
    """Say in words what a failed check of ``field`` expects; in Chinese too, where that differs."""
    if code == cast_cell.code:
        en, zh = _type_words(field)
        return {"expected": en, "expected_zh": zh}
    if code != enum.code:
        return {"expected": _expected(field.constraints, code)}
    listed = [str(value) for value in field.constraints["enum"]]
    labels = {str(one.value): f"{one.label_zh}（{one.value}）" for one in field.categories if one.label_zh}
    return {"expected": ", ".join(listed), "expected_zh": "、".join(labels.get(value, value) for value in listed)}


def _type_words(field: Field) -> tuple[str, str]:
    """Say in both languages what type a field has, with the format or the spellings that it asks for."""
    spelt = [*field.properties.get("trueValues", []), *field.properties.get("falseValues", [])]
    if field.type == "boolean" and spelt:
        return f"one of {', '.join(spelt)}", f"{'、'.join(spelt)}之一"
    if field.format == "default":
        en, zh = TYPE_NAMES.get(field.type, (f"of type {field.type}", f"{field.type}类型"))
        return en, zh
    return f"of type {field.type} and format {field.format}", f"{field.type}类型（格式为{field.format}）"


def _expected(limits: Json, code: str) -> str:
    """Write the constraint that a failed check is about, as both languages do."""
    if code == pattern.code:
        return str(limits["pattern"])
    low, high = ("minLength", "maxLength") if code == length.code else ("minimum", "maximum")
    least, most = (limits.get(name, limits.get(f"exclusive{name.capitalize()}", "")) for name in (low, high))
    return f"{least}–{most}"
