"""Columns that follow from others: names of what keys refer to, labels of listed values, the plan of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pyplanning.datapackage import field_words
from pyplanning.datapackage.metadata import LANGS
from pyplanning.datapackage.resource import Field, ForeignKey, Package, Resource
from pyplanning.dataset.row_names import CALLED_AFTER, base_of, name_column

PLAN = "plan_id"
# A step from a key to what its row has in another column: table, its key, that column.
Step = tuple[str, str, str]
Texts = Mapping[Any, str | None]  # by value


@dataclass(frozen=True)
class Label:
    """A column that follows from the column ``of`` of its table, in a language, or in any where it is ""."""

    name: str
    of: str
    lang: str
    words: Texts = field(default_factory=dict)  # the labels of listed values
    steps: Sequence[Step] = ()

    def texts(self, read: Callable[[str, str, str], Texts]) -> Texts:
        """Map the values of the column to those of this one; ``read`` maps the cells of two columns of a table."""
        if not self.steps:
            return self.words
        first, *others = (read(*step) for step in self.steps)
        for texts in others:
            first = {key: texts.get(text) for key, text in first.items()}
        return first


def labels_of(table: Resource, package: Package) -> list[Label]:
    """List the columns that follow from those of a table, in both languages, in the order of what they follow.

    A key is followed by the name of the row that it refers to (``unit_id``: ``unit_name_zh``), a column with listed
    values by their labels (``measure``: ``measure_zh``), and the key of a row that belongs to a plan, where the
    table has no ``plan_id``, by that and the name of the plan. A name that the table has for a column of its own
    gets ``_label`` before the language.
    """
    found: list[Label] = []
    bases = dict[tuple[str, str], str]()
    for label in _labels(table, package):
        asked, taken = base_of(label.name), {*table.columns, *(one.name for one in found)}
        base = bases.get((label.of, asked), asked)
        while asked and (label.of, asked) not in bases and taken & {f"{base}_{lang}" for lang in LANGS}:
            base += "_label"
        bases[label.of, asked] = base
        found.append(replace(label, name=f"{base}_{label.lang}" if asked else label.name))
    return found


def _labels(table: Resource, package: Package) -> Iterator[Label]:
    owner = next((c for c in table.primary_key if _leads_to_plan(table, c, package)), "")
    for one in table.fields:
        yield from _names(one, table, package, ())
        if one.name == owner and PLAN not in table.columns:
            key = table.column_keys[owner]
            step = (key.resource, key.keys[0], PLAN)
            yield Label(PLAN, owner, "", steps=(step,))
            tasks = package.tables[key.resource]
            for label in _names(tasks.field(PLAN), tasks, package, (step,)):
                yield Label(label.name, owner, label.lang, steps=label.steps)
        if any(category.label or category.label_zh for category in one.categories):
            for lang in LANGS:
                words = {c.value: c.text(lang) or str(c.value) for c in one.categories}
                yield Label(f"{one.name}_{lang}", one.name, lang, words)


def _names(one: Field, table: Resource, package: Package, before: tuple[Step, ...]) -> Iterator[Label]:
    """Yield the names, in each language, of the rows that a column refers to."""
    for lang in LANGS:
        if steps := _to_name(table.column_keys.get(one.name), package, lang):
            yield Label(field_words.name_column(one, lang), one.name, lang, steps=(*before, *steps))


def _to_name(key: ForeignKey | None, package: Package, lang: str) -> tuple[Step, ...]:
    """List the steps from a key to the name of the row that it refers to; () where that has none."""
    target = package.tables.get(key.resource) if key else None
    if not key or not target:
        return ()
    if column := name_column(target, lang):
        return ((target.name, key.keys[0], column),)
    column, _ = CALLED_AFTER.get(target.name, ("", ""))
    further = _to_name(target.column_keys.get(column), package, lang)
    return ((target.name, key.keys[0], column), *further) if further else ()


def _leads_to_plan(table: Resource, column: str, package: Package) -> bool:
    key = table.column_keys.get(column)
    target = package.tables.get(key.resource) if key else None
    return bool(target and target is not table and PLAN in target.columns)
