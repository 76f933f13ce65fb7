"""The duties: for each plan its tasks against the agencies that it makes responsible."""

from collections import Counter
from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script

# Lead and participant differ by sign as well as by colour.
SIGNS = {"lead": "●", "participant": "○", "unspecified": "◇"}


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of the matrices."""
    values = {
        "matrices": [matrix(plan, content) for plan in content.used("tasks", "plan_id")],
        "signs": SIGNS,
        "agencies": content.named("responsibilities", "agency_id"),
        "plans": content.named("tasks", "plan_id"),
    }
    yield Page("duties.html", values)


def matrix(plan: str, content: Content) -> dict[str, object]:
    """Lay out the tasks of a plan, grouped by heading, and the agencies made responsible for them.

    Tasks are in the order of the plan; agencies that lead most, then those named most, come first.
    ``cells`` are the responsibilities by task and agency, ``roles`` the roles that occur.
    """
    groups: dict[str, list[Row]] = {}
    for task in content.of("tasks", "plan_id", plan):
        groups.setdefault(content.row("sections", task["section_id"]).get("parent_id", ""), []).append(task)
    rows = content.of_plan("responsibilities", plan)
    led = Counter(row["agency_id"] for row in rows if row["role"] == "lead")
    named = Counter(row["agency_id"] for row in rows)
    agencies = sorted(named, key=lambda key: (-led[key], -named[key], content.name("agencies", key), key))
    cells = {(row["task_id"], row["agency_id"]): row for row in rows}
    used = {row["role"] for row in rows}
    roles = [role for role in content.used("responsibilities", "role") if role in used]
    return {"plan": plan, "groups": groups, "agencies": agencies, "cells": cells, "roles": roles}
