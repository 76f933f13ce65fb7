"""The index of the search over everything, in both languages."""

from __future__ import annotations

from pyplanning.datapackage.descriptor import primary_key
from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script

Entry = list[str | int]

# The tables that are searched, those that people look for by name before those of rows without one.
TABLES = (
    "plans",
    "industry_concepts",
    "regions",
    "indicators",
    "agencies",
    "parks",
    "projects",
    "enterprises",
    "technology_centres",
    "tasks",
    "industries",
    "terms",
    "citations",
    "targets",
    "observations",
    "sections",
)


def index(content: Content) -> Script:
    """What the search finds: rows by name in Chinese and English, quotation or other spelling, and address.

    A row without a page of its own is found in its section; one that is shown nowhere is left out.
    """
    tables = [table for table in TABLES if table in content.resources]
    more = {"agencies": _spellings, "plans": _titles}
    entries: list[Entry] = []
    for number, table in enumerate(tables):
        also = more.get(table, _quotation)
        for row in content.rows(table):
            key = content.key(table, row)
            if address := shown_at(table, row, content):
                entries.append([number, *content.names(table, key), also(row, content), address])
    return Script(
        "data/search.js", "search", {"kinds": [_kind(table, content) for table in tables], "entries": entries}
    )


def shown_at(table: str, row: Row, content: Content) -> str:
    """The address of a row: its own, or that of the section or park that names it; "" where there is none."""
    key = content.key(table, row)
    if table == "regions":
        return content.address(table, key) if content.of("targets", "region_code", key) else ""
    if table == "indicators":
        return content.address(table, key) if content.of("targets", "indicator_id", key) else ""
    found = content.address(table, key) or content.address("sections", row.get("section_id", ""))
    if table != "enterprises" or found:
        return found
    for role in content.of("enterprise_roles", "enterprise_id", key):
        return content.address("sections", role["section_id"])
    for listed in content.of("park_enterprises", "enterprise_id", key):
        return content.address("parks", content.row("park_roles", listed["park_role_id"]).get("park_id", ""))
    return ""


def _kind(table: str, content: Content) -> str:
    """What one row of a table is called: the title of its key."""
    return content.title(table, primary_key(content.resources[table])[0])


def _quotation(row: Row, content: Content) -> str:
    """The quotation of a row, where it says more than the name."""
    quoted = row.get("evidence", "")
    return "" if quoted in row.get("name_zh", "") + row.get("title_zh", "") else quoted


def _titles(row: Row, content: Content) -> str:
    return " ".join(filter(None, (row["title_zh"], row["title_en"])))


def _spellings(row: Row, content: Content) -> str:
    """How the plans write an agency."""
    written = {alias["alias_zh"] for alias in content.of("agency_aliases", "agency_id", row["agency_id"])}
    return " ".join(sorted(written - {row["name_zh"]}))
