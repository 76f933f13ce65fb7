"""The data dictionary as a table that people read: a row a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyplanning.datapackage.field_words import KINDS, labels, limits, required
from pyplanning.datapackage.resource import Field, Resource, field_of, resource_of
from pyplanning.publishing.release.labelled import Column, Labelled, Value, title_of

NAME = {"zh": "数据字典", "en": "Data dictionary"}
ABOUT = resource_of(
    {
        "name": "dictionary",
        "description": "What each column of each table means, what it may hold, and what programs call it.",
        "description_zh": "各表各列的含义、类型和允许的值，以及程序中使用的名称。",
    }
)
TEXT = field_of({"name": "", "type": "string"})
COLUMNS = {
    "zh": ("数据表", "表名", "列", "列名", "类型", "可否为空", "允许的值", "说明"),
    "en": ("Table", "Table name", "Column", "Column name", "Type", "Empty", "Allowed values", "Description"),
}
EMPTY = {"zh": ("可以为空", "不为空"), "en": ("may be empty", "never")}
BETWEEN = {"zh": "；", "en": "; "}
LISTED = {"zh": "{label}（{value}）", "en": "{label} ({value})"}
POINTS = "→ {title}"


def dictionary(resources: Sequence[Resource], lang: str) -> Labelled:
    """List the columns of tables: titles, names in programs, types, allowed values and descriptions."""
    titles = {resource.name: title_of(resource, lang) for resource in resources}
    rows = [_row(field, resource, titles, lang) for resource in resources for field in resource.fields]
    columns = [Column(title, "value", TEXT) for title in COLUMNS[lang]]
    return Labelled(ABOUT, columns, rows, [""] * len(rows))


def _row(field: Field, resource: Resource, titles: Mapping[str, str], lang: str) -> list[Value]:
    names: list[Value] = [titles[resource.name], resource.name, title_of(field, lang), field.name]
    facts: list[Value] = [KINDS[lang].get(field.kind, ""), EMPTY[lang][required(field, resource)]]
    texts = (_allowed(field, resource, titles, lang), field.text("description", lang))
    return [*names, *facts, *(text or None for text in texts)]


def _allowed(field: Field, resource: Resource, titles: Mapping[str, str], lang: str) -> str:
    """Describe what a column may hold: rows of another table, listed values, or what its limits allow."""
    if target := resource.references.get(field.name):
        return POINTS.format(title=titles.get(target, target))
    if listed := labels(field, lang):
        return BETWEEN[lang].join(LISTED[lang].format(label=label, value=value) for value, label in listed.items())
    return BETWEEN[lang].join(limits(field, resource, titles, lang))
