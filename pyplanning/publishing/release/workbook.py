"""The release as one workbook for planners, in Chinese or in English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook

from pyplanning.datapackage.descriptor import Descriptor, fields
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.resource import package_of
from pyplanning.datapackage.values import written
from pyplanning.dataset.cite import cite
from pyplanning.dataset.load import Lang
from pyplanning.dataset.row_names import Source, read_source
from pyplanning.dataset.trajectories import RESOURCE, trajectories
from pyplanning.io.excel.limits import sheet_name
from pyplanning.io.excel.our_sheets import text_of
from pyplanning.io.excel.write import AUTHOR, DARK, TABS, packed
from pyplanning.io.write import write_file
from pyplanning.publishing.release.cover import add_cover
from pyplanning.publishing.release.glossary import NAME, dictionary
from pyplanning.publishing.release.labelled import arrange
from pyplanning.publishing.release.layout import clean
from pyplanning.publishing.release.pages import COVER, Page, add_page

# The order in which people look at the tables: what the plans promise, what they say of whom, and what
# was lost. Tables that are not named here come next, and last what the others refer to.
FIRST = ["plans", "targets", "trajectories", "observations", "projects", "project_regions"]
THEN = [
    *["parks", "park_roles", "park_industries", "park_enterprises", "industries", "tasks", "responsibilities"],
    *["enterprises", "enterprise_roles", "technology_centres", "terms", "citations", "source_issues", "coverage"],
]
LAST = [
    *["sections", "agencies", "agency_aliases", "indicators", "units", "industry_concepts", "regions"],
    *["region_members", "other_numbers", "numeral_words"],
]
DERIVED_FROM = {"targets", "observations", "plans", "indicators", "units"}
EPOCH = "1980-01-01"  # the first day of a zip archive, for a package that does not say when it was made
NOTE = {"zh": "原文问题（{kind}）：{note}", "en": "In the plan's text ({kind}): {note}"}


def write_workbook(folder: Path, target: Path, lang: Lang) -> Path:
    """Write the package in ``folder`` as a workbook for people, in Chinese ("zh") or English ("en").

    It has a sheet that says what the data are and how to read them, a sheet for each table
    and for the trajectories derived from them, and a data dictionary. Each table has names
    beside its codes, which are folded, filters, frozen headers, notes on headers and on cells
    that a source issue concerns, and the place of each row in its plan. Text is never a formula.

    The same package gives the same bytes: what is dated is dated by the descriptor's ``created``.
    Returns ``target``. Raises ValueError for another language, and PackageError where the
    package is damaged or the file cannot be written.
    """
    source = with_trajectories(read_source(folder, lang), folder)
    book, created = Workbook(write_only=True), _created(source.package)
    properties = book.properties
    properties.creator, properties.title = AUTHOR, text_of(source.package, "title", lang)
    properties.language, properties.version = lang, source.package.get("version")
    properties.created = properties.modified = created
    pages = _pages(source)
    add_cover(book, source, cite(release=folder), pages)
    for page in pages:
        add_page(book, page)
    write_file(target, packed(book, created))
    return target


def with_trajectories(source: Source, folder: Path) -> Source:
    """``source`` with the table derived from it, where it has the tables that this one follows from."""
    listed = source.package["resources"]
    names = {resource["name"] for resource in listed}
    if not names >= DERIVED_FROM or RESOURCE["name"] in names:
        return source
    frame = trajectories(release=folder)
    rows = [
        {str(column): "" if pd.isna(value) else written(value) for column, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]
    package = package_of(source.package | {"resources": [*listed, RESOURCE]})
    return replace(source, package=package, tables=source.tables | {RESOURCE["name"]: rows})


def _created(package: Descriptor) -> datetime:
    return datetime.fromisoformat(package.get("created", EPOCH)).replace(tzinfo=None)


def _pages(source: Source) -> list[Page]:
    """All sheets but the first, in the order of work."""
    lang = source.lang
    resources = sorted(source.package["resources"], key=_turn)
    titles = [text_of(r, "title", lang) or r["name"] for r in resources]
    names, notes = sheet_names([COVER[lang], *titles, NAME[lang]])[1:], notes_of(source)
    listed = [
        Page(name, arrange(found, source), TABS[_turn(found)[0]], notes.get(found["name"], {}), lang)
        for name, found in zip(names, resources, strict=False)
    ]
    return [*listed, Page(names[-1], dictionary(resources, lang), DARK, {}, lang)]


def _turn(resource: Descriptor) -> tuple[int, int]:
    """Give a table's place in the order of work, as its group and its place in the group."""
    name = resource["name"]
    group = FIRST if name in FIRST else LAST if name in LAST else THEN
    return (FIRST, THEN, LAST).index(group), group.index(name) if name in group else len(group)


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Give the names of sheets for titles."""
    found: list[str] = []
    for title in titles:
        found.append(sheet_name(title, found))
    return found


def notes_of(source: Source) -> dict[str, dict[str, list[str]]]:
    """What is wrong with the plans' texts, by table and row ("" where it concerns all rows)."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    resources = {r["name"]: r for r in source.package["resources"]}
    if "source_issues" not in resources:
        return found
    kinds = next((labels(f, source.lang) for f in fields(resources["source_issues"]) if f["name"] == "kind"), {})
    for row in source.tables["source_issues"]:
        kind, note = row.get("kind", ""), row.get(f"note_{source.lang}", "")
        text = clean(NOTE[source.lang].format(kind=kinds.get(kind, kind), note=note), source.lang)
        found[row.get("table_name", "")][row.get("row_id", "")].append(text)
    return found
