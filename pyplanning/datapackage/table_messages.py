"""What the Table Schema standard asks of a table: sentences for what is found in any package's rows."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from pyplanning.datapackage.resource import Field, ForeignKey, Json, Resource
from pyplanning.datapackage.slow_patterns import is_given_up
from pyplanning.rule import Message, rule

_SENTENCES = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


def _message(code: str) -> Message:
    """Take the sentences of a finding from ``table_messages.json``."""
    words = _SENTENCES[code]
    return Message(code, words["en"], words["zh"], f"{words['text']}\n\nFix: {words['fix']}\n")


cast_cell = _message("PL101")
required = _message("PL102")
enum = _message("PL103")
pattern = _message("PL104")
bounds = _message("PL105")
length = _message("PL106")
unique = _message("PL107")
missing_column = _message("PL108")
unknown_column = _message("PL109")
ragged_row = _message("PL110")
doubled_column = _message("PL111")
only_blanks = _message("PL113")
not_finite = _message("PL114")
foreign_key = _message("PL201")


@rule(
    "PL112",
    en="{file} – the columns are in a different order – expected {expected}",
    zh="{file}：列的顺序不符，应为{expected}",
)
def column_order(columns: Sequence[str], resource: Resource) -> bool:
    """The columns are in the order of the fields, unless the schema's fieldsMatch says otherwise.

    The second version of the standard maps them by their order: fieldsMatch is “exact” by default.

    Fix: put the columns in the order of the descriptor.
    """
    names = list(dict.fromkeys(resource.columns))
    return resource.fields_match in ("exact", "") and {*columns} == {*names} and list(columns) != names


@rule(
    "PL120",
    level="warning",
    en="{file} – the columns are in a different order, and were matched by name – expected {expected}",
    zh="{file}：列的顺序不符，已按列名对应，应为{expected}",
)
def column_order_wanted(columns: Sequence[str], resource: Resource) -> bool:
    """The columns are in the order of the fields, also where they are matched by name.

    Those of our tables are, and those of packages of the first version of the standard, which only advises it.

    Fix: put the columns in the order of the descriptor.
    """
    return column_order.check(columns, resource)


@rule(
    "PL204",
    level="warning",
    en="{table} – {column} was not checked, since {target}, to which it refers, was not read"
    " – expected a table with that column",
    zh="{table}：{column}未检查，因其所指的{target}未被读取，应为含有该列的数据表",
)
def target_read(key: ForeignKey, known: Mapping[str, Collection[tuple[str, ...]]]) -> bool:
    """What a foreign key refers to is a table that can be read, with the columns that the key names.

    Fix: add the table to the package as a file that is read, or correct its header.
    """
    return key.keys not in known.get(key.resource, ())


@rule(
    "PL119",
    level="warning",
    en="{table} – {column} was not checked by its pattern {value}, which takes too long"
    " – expected one without look-around, back-references or nested repetitions",
    zh="{table}：{column}未按其正则表达式{value}检查，因匹配耗时过长，应避免环视、反向引用和嵌套重复",
)
def slow_pattern(field: Field) -> bool:
    """Every pattern can be matched in a second.

    One with look-around or back-references may need longer than anyone waits, and is then given up.

    Fix: write the pattern without these, or without a repetition inside a repetition.
    """
    return is_given_up(field.constraints.get("pattern", ""))


# Type → what its cells are called in English and in Chinese.
TYPE_NAMES: dict[str, list[str]] = json.loads(Path(__file__).with_name("type_names.json").read_text(encoding="utf-8"))
CELLS = (cast_cell, required, enum, pattern, bounds, length, unique, only_blanks, not_finite)
BY_CODE = {rule.code: rule for rule in CELLS}


def words(field: Field, code: str) -> dict[str, str]:
    """Say in words what a failed check of ``field`` expects; in Chinese too, where that differs."""
    if code == cast_cell.code:
        en, zh = _type_words(field)
        return {"expected": en, "expected_zh": zh}
    if code in (only_blanks.code, not_finite.code):
        return {}
    if code != enum.code:
        return {"expected": _expected(field.constraints, code)}
    listed = [str(value) for value in field.constraints["enum"]]
    labels = {str(one.value): f"{one.label_zh}（{one.value}）" for one in field.categories if one.label_zh}
    return {"expected": ", ".join(listed), "expected_zh": "、".join(labels.get(value, value) for value in listed)}


def _type_words(field: Field) -> tuple[str, str]:
    """Say in both languages what type a field has, with the format or the spellings that it asks for."""
    spelt = [*field.true_values, *field.false_values]
    if field.type == "boolean" and {"trueValues", "falseValues"} & field.properties.keys():
        return f"one of {', '.join(spelt)}", f"{'、'.join(spelt)}之一"
    en, zh = TYPE_NAMES.get(field.type, (f"of type {field.type}", f"{field.type}类型"))
    if field.format == "default":
        return en, zh
    kind = "文本" if field.type == "string" else zh.partition("（")[0]
    return f"of type {field.type} and format {field.format}", f"{kind}（格式为{field.format}）"


def _expected(limits: Json, code: str) -> str:
    """Write the constraint that a failed check is about, as both languages do."""
    if code == pattern.code:
        return str(limits["pattern"])
    low, high = ("minLength", "maxLength") if code == length.code else ("minimum", "maximum")
    least, most = (limits.get(name, limits.get(f"exclusive{name.capitalize()}", "")) for name in (low, high))
    return f"{least}–{most}"
