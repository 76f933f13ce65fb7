"""The front page: what the data say, the search over everything, ways in, what the package holds, and downloads."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pyplanning.io import Row
from pyplanning.publishing.site.compare import points_once
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.facts import facts
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.promises import outcomes
from pyplanning.publishing.site.tile_map import tile_maps

# The tables that are searched, those that people look for by name before those of rows without one.
TABLES = (
    *("plans", "industry_concepts", "regions", "indicators", "agencies", "agency_functions", "parks", "projects"),
    *("instruments", "enterprises", "technology_centres", "tasks", "industries", "terms", "documents", "goals"),
    *("targets", "observations", "sections"),
)


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the front page and the index of its search."""
    yield index(content)
    quoting = [table for table, found in content.resources.items() if "evidence" in found.columns]
    maps = tile_maps(points_once(content), content)
    values = {
        "facts": facts(maps, outcomes(content), content),
        "maps": maps,
        "quoted": sum(len(content.rows(table)) for table in quoting),
        "downloads": [(file.name, _size(file), _beside(file, content.place)) for file in content.downloads],
        "description": content.package.text("description", content.lang),
    }
    yield Page("index.html", values, "front.html", scripts=("data/search.js", "data/map.js"))


def _size(file: Path) -> str:
    """Give the size of a file, in kB or MB of powers of ten."""
    size = file.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.1f} kB"


def _beside(file: Path, site: Path) -> str:
    """Give the address of a file relative to the folder of a language."""
    return quote(Path(os.path.relpath(file.resolve(), site.resolve() / "zh")).as_posix())


def index(content: Content) -> Script:
    """List what the search finds: rows by name in Chinese and English, quotation or other spelling, and address.

    A row without a page of its own is found where it is shown; one that is shown nowhere is left out, and so is what
    a work report has apart from its name: thousands of headings and figures, on the report's own page.
    """
    reports = {row["plan_id"] for row in content.rows("plans") if row["kind"] == "work_report"}
    tables = [table for table in TABLES if table in content.resources]
    entries: list[list[str | int]] = []
    for number, table in enumerate(tables):
        for row in content.rows(table):
            if table != "plans" and row.get("plan_id") in reports:
                continue
            key = content.key(table, row)
            if address := content.shown_at(table, key):
                entries.append([number, *content.names(table, key), _also(table, row, content), address])
    # One row of a table is called by the title of its key.
    kinds = [content.title(table, content.resources[table].primary_key[0]) for table in tables]
    return Script("data/search.js", "search", {"kinds": kinds, "entries": entries})


def _also(table: str, row: Row, content: Content) -> str:
    """Give what else finds a row: other titles, an agency's spellings, or a quotation that is more than the name."""
    if table == "plans":
        return " ".join(filter(None, (row["title_zh"], row["title_en"])))
    if table == "agencies":
        written = {alias["alias_zh"] for alias in content.of("agency_aliases", "agency_id", row["agency_id"])}
        return " ".join(sorted(written - {row["name_zh"]}))
    if table == "documents":
        cited = {other["cited_title_zh"] for other in content.of("citations", "document_id", row["document_id"])}
        return " ".join(sorted(cited - {row["title_zh"]}))
    quoted = row.get("evidence", "")
    return "" if quoted in row.get("name_zh", "") + row.get("title_zh", "") else quoted
