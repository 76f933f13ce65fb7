"""The agencies: an index that counts their duties, and a page for each with its tasks."""

from collections import Counter
from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.duties import SIGNS
from pyplanning.publishing.site.pages import Page, Script, csv_script

WITHIN = "duties.html"


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the index of agencies, its rows for download, and a page for each agency."""
    yield csv_script("agencies", content)
    keys = [row["agency_id"] for row in content.rows("agencies")]
    # the tasks of each agency in each role; agencies with most tasks come first, then those that lead most
    counts = {key: Counter(row["role"] for row in content.of("responsibilities", "agency_id", key)) for key in keys}
    order = {key: (-count.total(), -count["lead"], content.name("agencies", key)) for key, count in counts.items()}
    rows = sorted(content.rows("agencies"), key=lambda row: order[row["agency_id"]])
    values = {
        "rows": rows,
        "counted": counts,
        "naming": lambda row: naming(row, content),
        "signs": SIGNS,
        "filters": {
            "plan": content.options("plans", {plan for row in rows for plan in naming(row, content)}),
            "region": content.place_options({code for row in rows for code in content.places(row["region_code"])}),
            "level": content.labelled("agencies", "level"),
            "kind": content.labelled("agencies", "kind"),
            "role": content.labelled("responsibilities", "role"),
        },
    }
    title = content.say("Agencies", "机构")
    yield Page("agencies.html", values, title=title, within=WITHIN, scripts=("data/agencies.js",))
    for row in content.rows("agencies"):
        key = row["agency_id"]
        values = {
            "row": row,
            "path": content.places(row["region_code"]),
            "counts": counts[key],
            "duties": duties(row, content),
            "spellings": spellings(row, content),
            "issued": content.of("plans", "issuer_id", key),
            "signs": SIGNS,
        }
        address = content.address("agencies", key)
        yield Page(address, values, "agency.html", content.name("agencies", key), WITHIN)


def duties(agency: Row, content: Content) -> dict[str, list[tuple[Row, Row, list[Row]]]]:
    """List an agency's duties by plan: the task, its own responsibility, and those of the others in order."""
    found: dict[str, list[tuple[Row, Row, list[Row]]]] = {}
    for own in content.of("responsibilities", "agency_id", agency["agency_id"]):
        task = content.row("tasks", own["task_id"])
        named = sorted(content.of("responsibilities", "task_id", own["task_id"]), key=lambda row: int(row["position"]))
        found.setdefault(task["plan_id"], []).append((task, own, [row for row in named if row != own]))
    return found


def spellings(agency: Row, content: Content) -> dict[str, list[str]]:
    """List how the plans write an agency, and in which plans."""
    found: dict[str, list[str]] = {}
    for row in content.of("agency_aliases", "agency_id", agency["agency_id"]):
        found.setdefault(row["alias_zh"], []).append(row["plan_id"])
    return found


def naming(agency: Row, content: Content) -> list[str]:
    """List the plans that name an agency."""
    aliases = {row["plan_id"] for row in content.of("agency_aliases", "agency_id", agency["agency_id"])}
    issued = {row["plan_id"] for row in content.of("plans", "issuer_id", agency["agency_id"])}
    return sorted(aliases | issued | duties(agency, content).keys())
