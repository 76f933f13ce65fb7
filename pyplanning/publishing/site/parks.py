"""The parks as a tree of places, and a page for each."""

from collections.abc import Iterator
from typing import NamedTuple

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script


class Branch(NamedTuple):
    """A place, the parks directly in it, the places in it, and how many parks all of them hold.

    ``key`` is "" where it is no region.
    """

    key: str
    name: str
    parks: list[Row]
    branches: list["Branch"]
    size: int


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the tree of the parks, and a page for each park."""
    inside = nested(content)
    values = {
        "tree": tree(content, inside),
        "inside": inside,
        "concepts": lambda row: _concepts(row, content),
        "filters": {
            "region": content.place_options(
                {code for row in content.rows("parks") for code in content.places(row["region_code"])}
            ),
            "plan": content.named("park_roles", "plan_id"),
            "concept": content.concepts("park_industries"),
            "role": content.labelled("park_roles", "role"),
            "level": content.labelled("parks", "level"),
            "kind": content.labelled("parks", "kind"),
        },
    }
    yield Page("parks.html", values)
    for row in content.rows("parks"):
        key = row["park_id"]
        values = {
            "row": row,
            "path": content.places(row["region_code"]),
            "inside": inside.get(key, []),
            "plans": list(dict.fromkeys(role["plan_id"] for role in content.of("park_roles", "park_id", key))),
        }
        yield Page(content.address("parks", key), values, "park.html", content.name("parks", key), "parks.html")


def nested(content: Content) -> dict[str, list[Row]]:
    """Group the parks by the key of the park that they are in; under "" those that are in no other."""
    found: dict[str, list[Row]] = {}
    for row in content.rows("parks"):
        found.setdefault(_parent(row, content), []).append(row)
    return found


def tree(content: Content, inside: dict[str, list[Row]]) -> list[Branch]:
    """Give the provinces with all that is in them; last the parks whose place no plan states, by plan.

    A park in another is found under that one.
    """
    paths = {code: content.places(code) for code in content.used("parks", "region_code")}
    codes = sorted({code for path in paths.values() for code in path})
    above = {path[n]: path[n - 1] if n else "" for path in paths.values() for n in range(len(path))}
    tops = inside.get("", [])

    def grown(code: str) -> Branch:
        parks = [row for row in tops if row["region_code"] == code]
        within = [grown(below) for below in codes if above[below] == code]
        return _branch(code, content.name("regions", code), parks, within, inside)

    unplaced: dict[str, list[Row]] = {}
    for row in tops:
        if not paths.get(row["region_code"]):
            plans = [role["plan_id"] for role in content.of("park_roles", "park_id", row["park_id"])]
            unplaced.setdefault(plans[0] if plans else "", []).append(row)
    branches = [grown(code) for code in codes if not above[code]]
    if unplaced:
        by_plan = [_branch("", content.name("plans", plan), unplaced[plan], [], inside) for plan in sorted(unplaced)]
        branches.append(_branch("", content.say("Place not stated", "规划未写明所在地"), [], by_plan, inside))
    return branches


def _branch(key: str, name: str, parks: list[Row], branches: list[Branch], inside: dict[str, list[Row]]) -> Branch:
    size = sum(_size(row, inside) for row in parks) + sum(branch.size for branch in branches)
    return Branch(key, name, parks, branches, size)


def _size(row: Row, inside: dict[str, list[Row]]) -> int:
    return 1 + sum(_size(child, inside) for child in inside.get(row["park_id"], []))


def _parent(row: Row, content: Content) -> str:
    """Find the park that contains a park; "" also where the way up leads back."""
    line = content.lineage("parks", row["park_id"])
    leads_back = content.row("parks", line[0]["parent_id"])
    return line[-2]["park_id"] if len(line) > 1 and not leads_back else ""


def _concepts(park: Row, content: Content) -> list[str]:
    """List the concepts of the industries that a park has in any of its roles, and those above them."""
    roles = content.of("park_roles", "park_id", park["park_id"])
    industries = [row for role in roles for row in content.of("park_industries", "park_role_id", role["park_role_id"])]
    return sorted({concept for row in industries for concept in content.concept_line(row["industry_id"])})
