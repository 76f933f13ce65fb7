"""The index of the search over everything, in both languages."""

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script

# The tables that are searched, those that people look for by name before those of rows without one.
TABLES = (
    *("plans", "industry_concepts", "regions", "indicators", "agencies", "parks", "projects", "enterprises"),
    *("technology_centres", "tasks", "industries", "terms", "citations", "targets", "observations", "sections"),
)


def index(content: Content) -> Script:
    """List what the search finds: rows by name in Chinese and English, quotation or other spelling, and address.

    A row without a page of its own is found where it is shown; one that is shown nowhere is left out.
    """
    tables = [table for table in TABLES if table in content.resources]
    entries: list[list[str | int]] = []
    for number, table in enumerate(tables):
        for row in content.rows(table):
            key = content.key(table, row)
            if address := content.shown_at(table, key):
                entries.append([number, *content.names(table, key), _also(table, row, content), address])
    # One row of a table is called by the title of its key.
    kinds = [content.title(table, content.resources[table].primary_key[0]) for table in tables]
    return Script("data/search.js", "search", {"kinds": kinds, "entries": entries})


def _also(table: str, row: Row, content: Content) -> str:
    """Give what else finds a row: a plan's titles, an agency's spellings, or a quotation that is more than the name."""
    if table == "plans":
        return " ".join(filter(None, (row["title_zh"], row["title_en"])))
    if table == "agencies":
        written = {alias["alias_zh"] for alias in content.of("agency_aliases", "agency_id", row["agency_id"])}
        return " ".join(sorted(written - {row["name_zh"]}))
    quoted = row.get("evidence", "")
    return "" if quoted in row.get("name_zh", "") + row.get("title_zh", "") else quoted
