"""What the pages show: the tables of a package, read once, with names, labels, places and addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from pyplanning.datapackage.descriptor import Descriptor, fields, primary_key
from pyplanning.datapackage.field_words import labels
from pyplanning.dataset.load import Lang
from pyplanning.dataset.row_names import LANGS, Source, heading, names_of, read_source
from pyplanning.io import Row
from pyplanning.io.excel.our_sheets import text_of

# Table → where the page or the place for one of its rows is, in the folder of a language.
ADDRESSES = {
    "plans": "plans/{}.html",
    "agencies": "agencies/{}.html",
    "parks": "parks/{}.html",
    "industry_concepts": "concepts/{}.html",
    "targets": "targets.html#{}",
    "projects": "projects.html#{}",
    "tasks": "duties.html#{}",
    "indicators": "targets.html#indicator={}",
    "regions": "targets.html#region={}",
}
SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Content:
    """A package in one language, and the release files that can be downloaded beside the site.

    ``place`` is the folder of the site; addresses of downloads are relative to it.
    """

    source: Source
    place: Path
    downloads: tuple[Path, ...] = ()

    @property
    def lang(self) -> str:
        """The language of the pages: "zh" or "en"."""
        return self.source.lang

    @property
    def package(self) -> Descriptor:
        """The descriptor of the package."""
        return self.source.package

    def say(self, en: str, zh: str) -> str:
        """A text of the page itself in its language."""
        return zh if self.lang == "zh" else en

    @cached_property
    def resources(self) -> dict[str, Descriptor]:
        """The descriptors of the tables by name."""
        return {r["name"]: r for r in self.package["resources"]}

    def title(self, table: str, column: str = "") -> str:
        """What a table, or one of its columns, is called."""
        found = self.resources[table]
        thing = next(f for f in fields(found) if f["name"] == column) if column else found
        return text_of(thing, "title", self.lang) or column or table

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, as text, in the order of the package."""
        return self.source.tables[table]

    def row(self, table: str, key: str) -> Row:
        """The row with a key; {} where there is none."""
        return self._keyed[table].get(key, {})

    def key(self, table: str, row: Row) -> str:
        """The key of a row; one of several columns is joined by "/", as `source_issues` has it."""
        return "/".join(row.get(part, "") for part in primary_key(self.resources[table]))

    def of(self, table: str, column: str, value: str) -> list[Row]:
        """The rows of a table whose ``column`` holds ``value``."""
        return self._grouped.get((table, column), {}).get(value, [])

    def used(self, table: str, column: str) -> list[str]:
        """The values that occur in a column, each once: listed ones in their order, then others as sorted."""
        found = {row[column] for row in self.rows(table)} - {""}
        listed = [value for value in self._labels[table, column] if value in found]
        return listed + sorted(found - set(listed))

    def name(self, table: str, key: str) -> str:
        """What the row with a key is called in the language of the page; its key where it has no name."""
        return self._names[table, self.lang].get(key) or key

    def names(self, table: str, key: str) -> list[str]:
        """What the row with a key is called in Chinese and in English."""
        return [self._names[table, lang].get(key, "") for lang in LANGS]

    def label(self, table: str, column: str, value: str) -> str:
        """The label of a listed value, such as "at least" for ``ge``; the value itself where it has none."""
        return self._labels[table, column].get(value, value)

    def path(self, section_id: str) -> list[tuple[str, str]]:
        """The headings down to a section, as (section_id, heading)."""
        found: list[tuple[str, str]] = []
        row = self.row("sections", section_id)
        while row and row["section_id"] not in {key for key, _ in found}:  # a tree may lead back to itself
            found.insert(0, (row["section_id"], heading(row, self.lang)))
            row = self.row("sections", row["parent_id"])
        return found

    def issues(self, table: str, key: str) -> list[Row]:
        """The source issues about a row."""
        return [row for row in self.of("source_issues", "row_id", key) if row["table_name"] == table]

    def concept(self, industry_id: str) -> str:
        """The industry concept of a plan's industry, or ""."""
        return self.row("industries", industry_id).get("concept_id", "")

    def address(self, table: str, key: str) -> str:
        """Where the row with a key is shown, in the folder of a language; "" where it has no place."""
        if table == "sections":
            plan = self.row("sections", key).get("plan_id", "")
            return f"{self.address('plans', plan)}#{quote(key, safe='')}" if plan else ""
        if table == "industries":
            concept = self.concept(key)
            return self.address("industry_concepts", concept) if concept else ""
        shape = ADDRESSES.get(table, "")
        if not key or not shape or not self.row(table, key):
            return ""
        return shape.format(quote(key, safe="") if "#" in shape else file_name(key))

    @cached_property
    def _keyed(self) -> dict[str, dict[str, Row]]:
        """The rows of each table by key."""
        return {table: {self.key(table, row): row for row in rows} for table, rows in self.source.tables.items()}

    @cached_property
    def _grouped(self) -> dict[tuple[str, str], dict[str, list[Row]]]:
        """The rows of each table by what each of its columns holds."""
        groups: dict[tuple[str, str], dict[str, list[Row]]] = {}
        for table, rows in self.source.tables.items():
            for row in rows:
                for column, value in row.items():
                    groups.setdefault((table, column), {}).setdefault(value, []).append(row)
        return groups

    @cached_property
    def _names(self) -> dict[tuple[str, str], dict[str, str]]:
        """What rows are called, by table and language, then by key."""
        sources = [replace(self.source, lang=lang) for lang in LANGS]
        return {(table, source.lang): names_of(table, source) for table in self.resources for source in sources}

    @cached_property
    def _labels(self) -> dict[tuple[str, str], dict[str, str]]:
        """The labels of listed values, by table and column."""
        listed = [(table, field) for table, found in self.resources.items() for field in fields(found)]
        return {(table, field["name"]): labels(field, self.lang) for table, field in listed}


def read_content(folder: Path, lang: Lang, place: Path, downloads: Iterable[Path] = ()) -> Content:
    """Read the package in ``folder``; PackageError where it is damaged."""
    return Content(read_source(folder, lang), place, tuple(downloads))


def file_name(key: str) -> str:
    """A key as the name of a file: itself where it is a slug, else a digest, which leads nowhere."""
    return key if SLUG.fullmatch(key) else "x" + hashlib.sha256(key.encode()).hexdigest()[:16]
