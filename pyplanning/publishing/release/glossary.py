"""The data dictionary as a table that people read: a row a column."""

from __future__ import annotations

from collections.abc import Mapping

from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, kind
from pyplanning.datapackage.field_words import KINDS, labels, limits, required
from pyplanning.io.excel.our_sheets import text_of
from pyplanning.publishing.release.labelled import Column, Labelled, Value

NAME = {"zh": "数据字典", "en": "Data dictionary"}
ABOUT: Descriptor = {
    "name": "dictionary",
    "description": "What each column of each table means, what it may hold, and what programs call it.",
    "description_zh": "各表各列的含义、类型和允许的值，以及程序中使用的名称。",
}
COLUMNS = {
    "zh": ("数据表", "表名", "列", "列名", "类型", "可否为空", "允许的值", "说明"),
    "en": ("Table", "Table name", "Column", "Column name", "Type", "Empty", "Allowed values", "Description"),
}
EMPTY = {"zh": ("可以为空", "不为空"), "en": ("may be empty", "never")}
BETWEEN = {"zh": "；", "en": "; "}
LISTED = {"zh": "{label}（{value}）", "en": "{label} ({value})"}
POINTS = "→ {title}"


def dictionary(resources: list[Descriptor], lang: str) -> Labelled:
    """The columns of tables: titles, names in programs, types, allowed values and descriptions."""
    titles = {r["name"]: text_of(r, "title", lang) or r["name"] for r in resources}
    rows = [_row(field, found, titles, lang) for found in resources for field in fields(found)]
    columns = [Column(title, "value", {"type": "string"}) for title in COLUMNS[lang]]
    return Labelled(ABOUT, columns, rows, [""] * len(rows))


def _row(field: Descriptor, found: Descriptor, titles: Mapping[str, str], lang: str) -> list[Value]:
    name, title = field["name"], text_of(field, "title", lang) or field["name"]
    told: list[Value] = [titles[found["name"]], found["name"], title, name, KINDS[lang].get(kind(field), "")]
    texts = (_allowed(field, found, titles, lang), text_of(field, "description", lang))
    return [*told, EMPTY[lang][required(field, found)], *(text or None for text in texts)]


def _allowed(field: Descriptor, found: Descriptor, titles: Mapping[str, str], lang: str) -> str:
    """What a column may hold: rows of another table, listed values, or what its limits allow."""
    target = {column: table for column, table, _ in foreign_keys(found)}.get(field["name"])
    if target:
        return POINTS.format(title=titles.get(target, target))
    listed = labels(field, lang)
    if listed:
        return BETWEEN[lang].join(LISTED[lang].format(label=label, value=value) for value, label in listed.items())
    return BETWEEN[lang].join(limits(field, found, titles, lang))
