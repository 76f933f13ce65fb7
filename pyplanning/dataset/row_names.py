"""What rows are called, and where in their plans they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, primary_key, read_descriptor
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.load import Lang
from pyplanning.io import Row
from pyplanning.io.read import read_rows

LANGS = ("zh", "en")
NAMES = ("name", "title", "term", "cited_title", "word")  # the columns by which people know a row, without language
STEP, BETWEEN = " › ", " · "
NUMERALS = frozenset("〇零一二三四五六七八九十百")


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
    package = read_descriptor(folder)
    return Source(package, read_rows(folder, package), lang)


def base_of(name: str) -> str:
    """The name of a column without its language, or ""."""
    return name[:-3] if name.endswith(("_zh", "_en")) else ""


def names_of(table: str, source: Source) -> dict[str, str]:
    """What the rows of a table are called, by key (a key of several columns is joined by "/").

    A row without a name is called after what it refers to, and its year:
    a target by indicator, industry and region.
    """
    known = {r["name"]: r for r in source.package["resources"]}
    if table not in known:
        return {}
    found, key, lang = known[table], primary_key(known[table]), source.lang
    listed = [field["name"] for field in fields(found)]
    own = [f"{base}_{of}" for of in (lang, *({*LANGS} - {lang})) for base in NAMES if f"{base}_{of}" in listed]
    parts = [] if own else _parts(found, source)
    years = [name for name in ("target_year", "year") if name in listed]

    def called(row: Row) -> str:
        if own:
            return next((row[name] for name in own if row.get(name)), "")
        told = [names.get(row.get(column, ""), "") for column, names in parts] + [row.get(year, "") for year in years]
        return BETWEEN.join(filter(None, told))

    return {"/".join(row.get(part, "") for part in key): called(row) for row in source.tables[table]}


def _parts(found: Descriptor, source: Source) -> list[tuple[str, dict[str, str]]]:
    """The columns that name a row without a name, with the names of what they refer to."""
    resources = {r["name"]: r for r in source.package["resources"]}
    passed = ("plans", "sections", "units", found["name"])
    return [
        (column, names_of(table, source))
        for column, table, _ in foreign_keys(found)
        if table not in passed and table in resources and _has_name(resources[table])
    ]


def _has_name(resource: Descriptor) -> bool:
    return any(base_of(field["name"]) in NAMES for field in fields(resource))


def place_of(resource: Descriptor, source: Source) -> Callable[[Row], str | None] | None:
    """What says where in the plan a row of a table stands; None where its rows belong to no section.

    A row without a section of its own stands where the row stands that it belongs to.
    """
    tables = {r["name"]: r for r in source.package["resources"]}
    if not {"plans", "sections"} <= tables.keys():
        return None
    paths, plans = _paths(source), names_of("plans", source)
    column = section_column(resource)
    if column:
        return lambda row: paths.get(row.get(column, "")) or plans.get(row.get("plan_id", ""))
    for via, table, key in foreign_keys(resource):
        owner = section_column(tables[table]) if table in tables and table != resource["name"] else ""
        if owner and table != "sections":
            sections = {row.get(key, ""): row.get(owner, "") for row in source.tables[table]}
            return lambda row, via=via, known=sections: paths.get(known.get(row.get(via, ""), ""))  # type: ignore[misc]
    return None


def section_column(resource: Descriptor) -> str:
    """The column with the section of a row, or ""."""
    if resource["name"] == "sections":
        return primary_key(resource)[0]
    return next((column for column, table, _ in foreign_keys(resource) if table == "sections"), "")


def _paths(source: Source) -> dict[str, str]:
    """The plan's short name and the headings down to each section, by its key."""
    rows = {row.get("section_id", ""): row for row in source.tables["sections"]}
    plans = names_of("plans", source)

    def path(row: Row) -> str:
        steps: list[str] = []
        passed, above = set(), row
        while above and above.get("section_id", "") not in passed:  # a tree that leads back to itself ends here
            passed.add(above.get("section_id", ""))
            steps.append(heading(above, source.lang))
            above = rows.get(above.get("parent_id", ""), {})
        return STEP.join(filter(None, [plans.get(row.get("plan_id", ""), ""), *reversed(steps)]))

    return {key: path(row) for key, row in rows.items()}


def heading(section: Row, lang: str) -> str:
    """A heading with its number, as it is printed in Chinese."""
    number = section.get("number", "")
    title = section.get(f"title_{lang}") or section.get("title_zh", "")
    if lang == "zh" and number:
        return f"{number}{'、' if set(number) <= NUMERALS else '' if number[-1] in '）)、是' else ' '}{title}"
    return f"{number} {title}".strip()
