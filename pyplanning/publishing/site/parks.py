"""The parks as a tree of places, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.tables import options

STEP = " › "


class Branch(NamedTuple):
    """A place, the parks directly in it, the places in it, and how many parks all of them hold.

    ``key`` is "" where it is no region.
    """

    key: str
    name: str
    parks: list[Row]
    branches: list[Branch]
    size: int


def pages(content: Content) -> Iterator[Page | Script]:
    """The tree of the parks, and a page for each park."""
    inside = nested(content)
    regions = {code for row in content.rows("parks") for code in lineage(row["region_code"], content)}
    concepts = {content.concept(row["industry_id"]) for row in content.rows("park_industries")} - {""}
    values = {
        "tree": tree(content, inside),
        "inside": inside,
        "regions": lambda row: lineage(row["region_code"], content),
        "concepts": lambda row: sorted(
            {content.concept(found["industry_id"]) for found in _of_roles("park_industries", row, content)} - {""}
        ),
        "filters": {
            "region": choices(regions, content),
            "plan": options(content.used("park_roles", "plan_id"), lambda key: content.name("plans", key)),
            "concept": options(concepts, lambda key: content.name("industry_concepts", key)),
            "role": _listed("park_roles", "role", content),
            "level": _listed("parks", "level", content),
        },
    }
    yield Page("parks.html", "parks.html", content.say("Parks", "园区"), values)
    for row in content.rows("parks"):
        key = row["park_id"]
        shown = {
            "row": row,
            "path": lineage(row["region_code"], content),
            "inside": inside.get(key, []),
            "plans": list(dict.fromkeys(role["plan_id"] for role in content.of("park_roles", "park_id", key))),
        }
        yield Page(content.address("parks", key), "park.html", content.name("parks", key), shown, within="parks.html")


def lineage(region: str, content: Content) -> list[str]:
    """The regions down to one and itself: its province first; countries are left out."""
    found: list[str] = []
    row = content.row("regions", region)
    while row and row["region_code"] not in found:  # a tree may lead back to itself
        found.append(row["region_code"])
        row = content.row("regions", row["parent_code"])
    return [code for code in reversed(found) if content.row("regions", code)["level"] != "country"]


def choices(regions: Iterable[str], content: Content) -> list[tuple[str, str]]:
    """Regions as the choices of a filter, each behind the one that it is in."""
    paths = sorted(lineage(region, content) for region in regions)
    return [(path[-1], STEP.join(content.name("regions", code) for code in path)) for path in paths if path]


def nested(content: Content) -> dict[str, list[Row]]:
    """The parks in each park by its key; under "" those that are in no other."""
    found: dict[str, list[Row]] = {}
    for row in content.rows("parks"):
        found.setdefault(_parent(row, content), []).append(row)
    return found


def tree(content: Content, inside: dict[str, list[Row]]) -> list[Branch]:
    """The provinces with all that is in them; last the parks whose place no plan states, by plan.

    A park in another is found under that one.
    """
    paths = {code: lineage(code, content) for code in content.used("parks", "region_code")}
    codes = sorted({code for path in paths.values() for code in path})
    above = {path[n]: path[n - 1] if n else "" for path in paths.values() for n in range(len(path))}
    tops = inside.get("", [])

    def grown(code: str) -> Branch:
        parks = [row for row in tops if row["region_code"] == code]
        within = [grown(below) for below in codes if above[below] == code]
        return _branch(code, content.name("regions", code), parks, within, inside)

    lost = [row for row in tops if not paths.get(row["region_code"])]
    plans = [_first_plan(row, content) for row in lost]
    by_plan = [
        _branch("", content.name("plans", plan), [r for r, p in zip(lost, plans, strict=True) if p == plan], [], inside)
        for plan in sorted(set(plans))
    ]
    nowhere = _branch("", content.say("Place not stated", "规划未写明所在地"), [], by_plan, inside)
    return [grown(code) for code in codes if not above[code]] + [nowhere] * bool(lost)


def _branch(key: str, name: str, parks: list[Row], branches: list[Branch], inside: dict[str, list[Row]]) -> Branch:
    size = sum(_size(row, inside) for row in parks) + sum(branch.size for branch in branches)
    return Branch(key, name, parks, branches, size)


def _size(row: Row, inside: dict[str, list[Row]]) -> int:
    return 1 + sum(_size(child, inside) for child in inside.get(row["park_id"], []))


def _parent(row: Row, content: Content) -> str:
    """The park that a park is in; "" also where following it upwards leads back."""
    passed, above = {row["park_id"]}, content.row("parks", row["parent_id"])
    while above and above["park_id"] not in passed:
        passed.add(above["park_id"])
        above = content.row("parks", above["parent_id"])
    return "" if above else row["parent_id"] if content.row("parks", row["parent_id"]) else ""


def _first_plan(row: Row, content: Content) -> str:
    return next((role["plan_id"] for role in content.of("park_roles", "park_id", row["park_id"])), "")


def _of_roles(table: str, park: Row, content: Content) -> list[Row]:
    """The rows of a table that belong to a park by one of its roles."""
    roles = content.of("park_roles", "park_id", park["park_id"])
    return [row for role in roles for row in content.of(table, "park_role_id", role["park_role_id"])]


def _listed(table: str, column: str, content: Content) -> list[tuple[str, str]]:
    return [(value, content.label(table, column, value)) for value in content.used(table, column)]
