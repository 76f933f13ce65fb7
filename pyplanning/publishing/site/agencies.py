"""The agencies: an index that counts their duties, and a page for each with its tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.duties import SIGNS
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.parks import choices, lineage
from pyplanning.publishing.site.tables import csv_script, options

WITHIN = "duties.html"


def pages(content: Content) -> Iterator[Page | Script]:
    """The index of agencies, its rows for download, and a page for each agency."""
    yield csv_script("agencies", content)
    rows = sorted(content.rows("agencies"), key=lambda row: _order(row, content))
    regions = {code for row in rows for code in lineage(row["region_code"], content)}
    named = {plan for row in rows for plan in mentioned(row, content)}
    roles = content.used("responsibilities", "role")
    values = {
        "rows": rows,
        "counted": lambda row: counted(row, content),
        "mentioned": lambda row: mentioned(row, content),
        "regions": lambda row: lineage(row["region_code"], content),
        "roles": roles,
        "signs": SIGNS,
        "filters": {
            "plan": options(named, lambda key: content.name("plans", key)),
            "region": choices(regions, content),
            "level": _listed("level", content),
            "kind": _listed("kind", content),
            "role": [(role, content.label("responsibilities", "role", role)) for role in roles],
        },
    }
    title = content.say("Agencies", "机构")
    yield Page("agencies.html", "agencies.html", title, values, within=WITHIN, scripts=("data/agencies.js",))
    for row in content.rows("agencies"):
        key = row["agency_id"]
        shown = {
            "row": row,
            "path": lineage(row["region_code"], content),
            "counts": counted(row, content),
            "duties": duties(row, content),
            "spellings": spellings(row, content),
            "issued": content.of("plans", "issuer_id", key),
            "signs": SIGNS,
        }
        address = content.address("agencies", key)
        yield Page(address, "agency.html", content.name("agencies", key), shown, within=WITHIN)


def counted(agency: Row, content: Content) -> Counter[str]:
    """How many tasks an agency has in each role."""
    return Counter(row["role"] for row in content.of("responsibilities", "agency_id", agency["agency_id"]))


def duties(agency: Row, content: Content) -> dict[str, list[tuple[Row, Row, list[Row]]]]:
    """An agency's duties by plan: the task, its own responsibility, and those of the others in order."""
    found: dict[str, list[tuple[Row, Row, list[Row]]]] = {}
    for own in content.of("responsibilities", "agency_id", agency["agency_id"]):
        task = content.row("tasks", own["task_id"])
        named = sorted(content.of("responsibilities", "task_id", own["task_id"]), key=lambda row: int(row["position"]))
        found.setdefault(task["plan_id"], []).append((task, own, [row for row in named if row != own]))
    return found


def spellings(agency: Row, content: Content) -> dict[str, list[str]]:
    """How the plans write an agency, and in which plans."""
    found: dict[str, list[str]] = {}
    for row in content.of("agency_aliases", "agency_id", agency["agency_id"]):
        found.setdefault(row["alias_zh"], []).append(row["plan_id"])
    return found


def mentioned(agency: Row, content: Content) -> list[str]:
    """The plans that name an agency."""
    named = {row["plan_id"] for row in content.of("agency_aliases", "agency_id", agency["agency_id"])}
    issued = {row["plan_id"] for row in content.of("plans", "issuer_id", agency["agency_id"])}
    return sorted(named | issued | duties(agency, content).keys())


def _order(row: Row, content: Content) -> tuple[int, int, str]:
    """Those with most tasks first, then those that lead most, then by name."""
    counts = counted(row, content)
    return -counts.total(), -counts["lead"], content.name("agencies", row["agency_id"])


def _listed(column: str, content: Content) -> list[tuple[str, str]]:
    return [(value, content.label("agencies", column, value)) for value in content.used("agencies", column)]
