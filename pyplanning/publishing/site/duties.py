"""The duties: for each plan its tasks against the agencies that it makes responsible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.tables import options

# Lead and participant are told apart by sign, and by colour besides.
SIGNS = {"lead": "●", "participant": "○", "unspecified": "◇"}


class Matrix(NamedTuple):
    """The tasks of a plan under the headings that they stand under, and the agencies made responsible for them.

    ``cells`` are the responsibilities by task and agency, ``roles`` the roles that occur.
    """

    plan: str
    groups: list[tuple[str, list[Row]]]
    agencies: list[str]
    cells: dict[tuple[str, str], Row]
    roles: list[str]


def pages(content: Content) -> Iterator[Page | Script]:
    """The page of the matrices."""
    values = {
        "matrices": [matrix(plan, content) for plan in content.used("tasks", "plan_id")],
        "signs": SIGNS,
        "agencies": options(content.used("responsibilities", "agency_id"), lambda key: content.name("agencies", key)),
        "plans": options(content.used("tasks", "plan_id"), lambda key: content.name("plans", key)),
    }
    yield Page("duties.html", "duties.html", content.say("Duties", "责任分工"), values)


def matrix(plan: str, content: Content) -> Matrix:
    """The tasks of a plan in its order; agencies that lead most, then those named most, come first."""
    tasks = content.of("tasks", "plan_id", plan)
    groups: dict[str, list[Row]] = {}
    for task in tasks:
        groups.setdefault(content.row("sections", task["section_id"]).get("parent_id", ""), []).append(task)
    rows = [row for task in tasks for row in content.of("responsibilities", "task_id", task["task_id"])]
    led = Counter(row["agency_id"] for row in rows if row["role"] == "lead")
    named = Counter(row["agency_id"] for row in rows)
    agencies = sorted(named, key=lambda key: (-led[key], -named[key], content.name("agencies", key), key))
    cells = {(row["task_id"], row["agency_id"]): row for row in rows}
    roles = [role for role in content.used("responsibilities", "role") if any(row["role"] == role for row in rows)]
    return Matrix(plan, list(groups.items()), agencies, cells, roles)
