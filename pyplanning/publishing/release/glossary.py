"""The data dictionary as a table that people read: a row a column."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyplanning.datapackage.field_words import KINDS, labels, limits, required
from pyplanning.datapackage.resource import Field, Resource, resource_of
from pyplanning.publishing.release.labelled import Column, Labelled, Value, title_of

# The table itself; its columns have no names, since programs know none of them.
DICTIONARY = resource_of(json.loads(Path(__file__).with_name("glossary.json").read_text(encoding="utf-8")))
EMPTY = {"zh": ("可以为空", "不为空"), "en": ("may be empty", "never")}
BETWEEN = {"zh": "；", "en": "; "}
LISTED = {"zh": "{label}（{value}）", "en": "{label} ({value})"}


def dictionary(resources: Sequence[Resource], lang: str) -> Labelled:
    """List the columns of tables: titles, names in programs, types, allowed values and descriptions."""
    titles = {resource.name: title_of(resource, lang) for resource in resources}
    rows = [_row(field, resource, titles, lang) for resource in resources for field in resource.fields]
    columns = [Column(title_of(field, lang), "value", field) for field in DICTIONARY.fields]
    return Labelled(DICTIONARY, columns, rows, [""] * len(rows))


def _row(field: Field, resource: Resource, titles: Mapping[str, str], lang: str) -> list[Value]:
    names: list[Value] = [titles[resource.name], resource.name, title_of(field, lang), field.name]
    facts: list[Value] = [KINDS[lang].get(field.kind, ""), EMPTY[lang][required(field, resource)]]
    texts = (_allowed(field, resource, titles, lang), field.text("description", lang))
    return [*names, *facts, *(text or None for text in texts)]


def _allowed(field: Field, resource: Resource, titles: Mapping[str, str], lang: str) -> str:
    """Describe what a column may hold: rows of another table, listed values, or what its limits allow."""
    if target := resource.references.get(field.name):
        return f"→ {titles.get(target, target)}"
    if listed := labels(field, lang):
        return BETWEEN[lang].join(LISTED[lang].format(label=label, value=value) for value, label in listed.items())
    return BETWEEN[lang].join(limits(field, resource, titles, lang))
