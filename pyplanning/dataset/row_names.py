"""By which names people know rows, where in their plans rows are, and in which order people see tables.

This is the one place that knows which columns hold names.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.metadata import LANGS as LANGS
from pyplanning.datapackage.metadata import Lang as Lang
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.io import Row
from pyplanning.io.rows import read_rows

NAMES = ("name", "title", "term", "cited_title", "word", "text")  # the columns of names, without language
CALLED_AFTER = {"park_roles": ("park_id", "parks")}  # tables whose rows bear the names of other rows: column, table
STEP, BETWEEN = " › ", " · "
NUMERALS = frozenset("〇零一二三四五六七八九十百")

Order = tuple[Sequence[str], Sequence[str], Sequence[str]]  # three groups of tables, in order
_ORDERS = json.loads(Path(__file__).with_name("table_orders.json").read_text(encoding="utf-8"))
# The order in which people read the tables: what the plans promise, what they say of whom, and what
# was lost; last what the others refer to.
READING: Order = tuple(_ORDERS["reading"])
# The order in which people fill them in: first what others refer to, last what seldom grows.
WORKING: Order = tuple(_ORDERS["working"])


def place_in(order: Order, table: str) -> tuple[int, int]:
    """Find a table's group in an order, from 0, and its place in it; unknown tables end the second group."""
    group = next((n for n, tables in enumerate(order) if table in tables), 1)
    tables = order[group]
    return group, tables.index(table) if table in tables else len(tables)


def name_column(resource: Resource, lang: str) -> str:
    """Find the column with the names of a table's rows in ``lang`` ("zh" or "en"); "" where there is none."""
    return next((f"{base}_{lang}" for base in NAMES if f"{base}_{lang}" in resource.columns), "")


def names_in(row: Mapping[str, str], lang: str) -> list[str]:
    """List what a row is called in ``lang`` ("zh" or "en"), the name in common use first."""
    return [row[column] for base in NAMES if row.get(column := f"{base}_{lang}")]


def base_of(column: str) -> str:
    """Cut the language off the name of a column; "" where it has none."""
    return column[:-3] if column.endswith(("_zh", "_en")) else ""


def key_of(row: Mapping[str, str], resource: Resource) -> str:
    """Write the primary key of a row; one of several columns is joined by "/", as `source_issues` has it."""
    return "/".join(row.get(column, "") for column in resource.primary_key)


@dataclass(frozen=True)
class Source:
    """A package that is read: its descriptor, the rows of all tables, and the language asked for."""

    package: Package
    tables: dict[str, list[Row]]
    lang: str


def read_source(folder: Path, lang: Lang) -> Source:
    """Read the package in ``folder``; PackageError where it is damaged, ValueError for another language."""
    if lang not in LANGS:
        raise ValueError(f"lang must be 'zh' or 'en', not {lang!r}")
    package = open_package(folder)
    return Source(package, read_rows(folder, package), lang)


def names_of(table: str, source: Source) -> dict[str, str]:
    """Give the names of a table's rows by key; a row that has none in the language asked for has that in the other.

    A row without a name is called after what it refers to, and its year:
    a target by indicator, industry and region.
    """
    resource = source.package.tables.get(table)
    if not resource:
        return {}
    rows, tables = source.tables[table], source.package.resources
    has_names = {other.name for other in tables if any(name_column(other, lang) for lang in LANGS)}
    if table in has_names:
        other = "en" if source.lang == "zh" else "zh"
        names = (names_in(row, source.lang) + names_in(row, other) for row in rows)
        return {key_of(row, resource): next(iter(known), "") for row, known in zip(rows, names, strict=True)}
    called_after = has_names - {"plans", "sections", "units", table}
    parts = [(c, names_of(target, source)) for c, target in resource.references.items() if target in called_after]
    years = [column for column in ("target_year", "year") if column in resource.columns]
    words = ([n.get(row.get(c, ""), "") for c, n in parts] + [row.get(year, "") for year in years] for row in rows)
    return {key_of(row, resource): BETWEEN.join(filter(None, w)) for row, w in zip(rows, words, strict=True)}


def place_of(resource: Resource, source: Source) -> Callable[[Row], str | None] | None:
    """Make what finds the place of a table's row in its plan; None where its rows belong to no section.

    A row without a section of its own has the place of the row that it belongs to.
    """
    tables = source.package.tables
    if not {"plans", "sections"} <= tables.keys():
        return None
    paths, plans = _paths(source), names_of("plans", source)
    if column := section_column(resource):
        return lambda row: paths.get(row.get(column, "")) or plans.get(row.get("plan_id", ""))
    for column, key in resource.column_keys.items():
        owner = tables.get(key.resource)
        if owner and owner.name not in ("sections", resource.name) and section_column(owner):
            place = place_of(owner, source)
            places = {row.get(key.keys[0], ""): place(row) for row in source.tables[owner.name]} if place else {}
            return lambda row: places.get(row.get(column, ""))
    return None


def section_column(resource: Resource) -> str:
    """Find the column with the section of a row, or ""."""
    if resource.name == "sections":
        return resource.primary_key[0]
    return next((column for column, table in resource.references.items() if table == "sections"), "")


def _paths(source: Source) -> dict[str, str]:
    """Join the plan's short name and the headings down to each section, by its key."""
    rows = {row.get("section_id", ""): row for row in source.tables["sections"]}
    plans = names_of("plans", source)

    def path(row: Row) -> str:
        steps: list[str] = []
        passed, above = set(), row
        while above and above.get("section_id", "") not in passed:  # a tree that leads back to itself ends
            passed.add(above.get("section_id", ""))
            steps.append(heading(above, source.lang))
            above = rows.get(above.get("parent_id", ""), {})
        return STEP.join(filter(None, [plans.get(row.get("plan_id", ""), ""), *reversed(steps)]))

    return {key: path(row) for key, row in rows.items()}


def heading(section: Row, lang: str) -> str:
    """Write a heading with its number, as it is printed in Chinese."""
    number = section.get("number", "")
    title = section.get(f"title_{lang}") or section.get("title_zh", "")
    if lang == "zh" and number and set(number) <= NUMERALS:
        return f"{number}、{title}"
    if lang == "zh" and number.endswith(("）", ")", "、", "是")):
        return number + title
    return f"{number} {title}".strip()
