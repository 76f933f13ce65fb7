"""The agencies: an index that counts their duties, a page for each, and one for each function that they have."""

from collections import Counter
from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.duties import SIGNS
from pyplanning.publishing.site.pages import Page, Script

WITHIN = "duties.html"
FUNCTIONS = "agency_functions"


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the index of agencies, its rows for download, a page for each agency and one for each function."""
    yield csv_script("agencies", content)
    keys = [row["agency_id"] for row in content.rows("agencies")]
    # the tasks of each agency in each role; agencies with most tasks come first, then those that lead most
    counts = {key: Counter(row["role"] for row in content.of("responsibilities", "agency_id", key)) for key in keys}
    order = {key: (-count.total(), -count["lead"], content.name("agencies", key)) for key, count in counts.items()}
    rows = sorted(content.rows("agencies"), key=lambda row: order[row["agency_id"]])
    holders = {row["function_id"]: content.of("agencies", "function_id", row["function_id"]) for row in rows}
    led = {key: sum(counts[row["agency_id"]]["lead"] for row in held) for key, held in holders.items()}
    values = {
        "rows": rows,
        "counted": counts,
        # those that lead most tasks, then those that most agencies have, come first
        "functions": sorted(holders, key=lambda key: (-led[key], -len(holders[key]), content.name(FUNCTIONS, key))),
        "holders": holders,
        "led": led,
        "naming": lambda row: naming(row, content),
        "signs": SIGNS,
        "filters": {
            "plan": content.options("plans", {plan for row in rows for plan in naming(row, content)}),
            "region": content.place_options({code for row in rows for code in content.places(row["region_code"])}),
            "level": content.labelled("agencies", "level"),
            "kind": content.labelled("agencies", "kind"),
            "function": content.named("agencies", "function_id"),
            "role": content.labelled("responsibilities", "role"),
        },
    }
    title = content.say("Agencies", "机构")
    yield Page("agencies.html", values, title=title, within=WITHIN, table="agencies")
    for row in content.rows("agencies"):
        key = row["agency_id"]
        values = {
            "row": row,
            "path": content.places(row["region_code"]),
            "counts": counts[key],
            "duties": duties(row, content),
            "spellings": spellings(row, content),
            "issued": content.of("plans", "issuer_id", key),
            "alike": [other for other in content.of("agencies", "function_id", row["function_id"]) if other != row],
            "signs": SIGNS,
        }
        address = content.address("agencies", key)
        yield Page(address, values, "agency.html", content.name("agencies", key), WITHIN)
    for row in content.rows(FUNCTIONS):
        key = row["function_id"]
        values = {"row": row, "plans": of_function(key, content), "signs": SIGNS}
        address = content.address(FUNCTIONS, key)
        yield Page(address, values, "function.html", content.name(FUNCTIONS, key), WITHIN)


def of_function(function: str, content: Content) -> dict[str, list[tuple[Row, Row]]]:
    """List the tasks of the agencies with a function by plan, as (agency, responsibility); tasks led come first."""
    found: dict[str, list[tuple[Row, Row]]] = {}
    for agency in content.of("agencies", "function_id", function):
        for own in content.of("responsibilities", "agency_id", agency["agency_id"]):
            found.setdefault(content.row("tasks", own["task_id"])["plan_id"], []).append((agency, own))
    roles = list(SIGNS)
    return {
        plan: sorted(found[plan], key=lambda pair: roles.index(pair[1]["role"]) if pair[1]["role"] in roles else 9)
        for plan in sorted(found, key=lambda plan: content.name("plans", plan))
    }


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
