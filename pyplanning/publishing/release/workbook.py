"""The release as one workbook for planners, in Chinese or in English."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from pyplanning.datapackage.field_words import KINDS, labels, limits, required
from pyplanning.datapackage.metadata import citation
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.datapackage.values import written
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.row_names import READING, Source, place_in
from pyplanning.io.excel.limits import sheet_name
from pyplanning.io.excel.write import AUTHOR, DARK, TABS, NewBook, packed
from pyplanning.io.write import write_file
from pyplanning.publishing.release.labelled import Column, Labelled, Value, arrange, title_of
from pyplanning.publishing.release.workbook_cover import add_cover
from pyplanning.publishing.release.workbook_layout import clean
from pyplanning.publishing.release.workbook_sheets import COVER, Page, add_page

EPOCH = "1980-01-01"  # the first day of a zip archive, for a package that does not say when it was made
NOTE = {"zh": "原文问题（{kind}）：{note}", "en": "In the plan's text ({kind}): {note}"}
# The table of the data dictionary; its columns have no names, since programs know none of them.
DICTIONARY = Resource(json.loads(Path(__file__).with_name("dictionary.json").read_text(encoding="utf-8")))
EMPTY = {"zh": ("可以为空", "不得为空"), "en": ("may be empty", "never")}
BETWEEN = {"zh": "；", "en": "; "}
LISTED = {"zh": "{label}（{value}）", "en": "{label} ({value})"}


def write_workbook(source: Source, target: Path) -> Path:
    """Write a package as a workbook for people, in the language of ``source``.

    It has a sheet on what the data are and how to read them, a sheet for each table,
    and a data dictionary. Each table has names beside its codes, which are folded, filters,
    frozen headers, notes on headers and on cells that a source issue concerns, and the place of
    each row in its plan. Text is never a formula.

    The same package gives the same bytes: all dates are the descriptor's ``created``.
    Returns ``target``. Raises PackageError where the file cannot be written.
    """
    package, lang = source.package, source.lang
    book, created = NewBook(), package.properties.get("created", EPOCH)
    when = datetime.fromisoformat(created).replace(tzinfo=None)
    properties = book.properties
    properties.creator, properties.title = AUTHOR, package.text("title", lang)
    properties.language, properties.version = lang, package.version or None
    properties.created = properties.modified = when
    pages = _pages(source)
    add_cover(book, source, citation(package), pages)
    for page in pages:
        add_page(book, page)
    write_file(target, packed(book, when))
    return target


def with_tables(source: Source, derived: Mapping[str, pl.DataFrame]) -> Source:
    """Add tables that are derived from those of a package to it."""
    rows = {
        name: [{c: "" if value is None else written(value) for c, value in row.items()} for row in frame.to_dicts()]
        for name, frame in derived.items()
    }
    resources = [one for one in with_derived(source.package).resources if one.name in {*source.package.tables, *rows}]
    package = Package({**source.package.properties, "resources": [resource.properties for resource in resources]})
    return replace(source, package=package, tables=source.tables | rows)


def _pages(source: Source) -> list[Page]:
    """Make all sheets but the first, in the order of work."""
    lang = source.lang
    resources = sorted(source.package.resources, key=lambda r: place_in(READING, r.name))
    names = sheet_names([COVER[lang], *(title_of(resource, lang) for resource in [*resources, DICTIONARY])])[1:]
    notes = notes_of(source)
    pages = [
        Page(name, arrange(r, source), TABS[place_in(READING, r.name)[0]], notes.get(r.name, {}), lang)
        for name, r in zip(names, resources, strict=False)
    ]
    return [*pages, Page(names[-1], _dictionary(resources, lang), DARK, {}, lang)]


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Give the names of sheets for titles."""
    found: list[str] = []
    for title in titles:
        found.append(sheet_name(title, found))
    return found


def notes_of(source: Source) -> dict[str, dict[str, list[str]]]:
    """List what is wrong with the plans' texts, by table and row ("" where it concerns all rows)."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    resource, lang = source.package.tables.get("source_issues"), source.lang
    kinds = labels(resource.field("kind"), lang) if resource else {}
    for row in source.tables.get("source_issues", []):
        note = NOTE[lang].format(kind=kinds.get(row["kind"], row["kind"]), note=row[f"note_{lang}"])
        found[row["table_name"]][row["row_id"]].append(clean(note, lang))
    return found


def _dictionary(resources: Sequence[Resource], lang: str) -> Labelled:
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
