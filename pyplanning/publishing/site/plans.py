"""The plans: what is known of each, its headings, and what was taken from under each heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyplanning.dataset.row_names import heading
from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script

# The tables whose rows stand under a heading, in the order in which they are told.
TAKEN = (
    *("targets", "observations", "industries", "projects", "park_roles", "enterprise_roles", "technology_centres"),
    *("tasks", "terms", "citations", "source_issues", "other_numbers"),
)
# The tables whose rows belong to a plan by another row: its column, and the table of that row.
OWNED = {
    "project_regions": ("project_id", "projects"),
    "park_industries": ("park_role_id", "park_roles"),
    "park_enterprises": ("park_role_id", "park_roles"),
    "responsibilities": ("task_id", "tasks"),
}
# The tables whose rows several plans share: the tables and columns by which a plan names them.
NAMED = {
    "agencies": (("agency_aliases", "agency_id"), ("responsibilities", "agency_id"), ("plans", "issuer_id")),
    "parks": (("park_roles", "park_id"), ("projects", "park_id")),
    "enterprises": (
        ("enterprise_roles", "enterprise_id"),
        ("park_enterprises", "enterprise_id"),
        ("technology_centres", "enterprise_id"),
    ),
}
SUMMED = ("sections", "targets", "observations", "projects", "parks", "industries", "tasks", "source_issues")
FACTS = (
    *("kind", "region_code", "issuer_id", "doc_number", "index_number"),
    *("approved_on", "issued_on", "effective_from", "effective_to"),
)


@dataclass(frozen=True)
class Heading:
    """A heading of a plan, what was taken from right under it, and the headings below it."""

    row: Row
    text: str
    taken: list[tuple[str, list[Row]]]
    below: list[Heading]

    def counts(self) -> Counter[str]:
        """How many rows of each table were taken from right under this heading."""
        return Counter({table: len(rows) for table, rows in self.taken})

    def beneath(self) -> Counter[str]:
        """How many rows of each table were taken from under the headings below this one."""
        return sum((h.counts() + h.beneath() for h in self.below), Counter())

    def size(self) -> int:
        """How many headings there are below this one, at any depth."""
        return sum(1 + h.size() for h in self.below)


def pages(content: Content) -> Iterator[Page | Script]:
    """The page with all plans, and a page a plan."""
    shared = {"facts": lambda row: facts(row, content)}
    summed = {
        plan["plan_id"]: [(table, len(plan_rows(table, plan["plan_id"], content))) for table in SUMMED]
        for plan in content.rows("plans")
    }
    title = content.say("Plans", "规划")
    yield Page("plans.html", "plans.html", title, shared | {"summed": summed})
    for plan in content.rows("plans"):
        yield _page(plan["plan_id"], content)


def _page(plan: str, content: Content) -> Page:
    headings = outline(plan, content)
    values = {
        "row": content.row("plans", plan),
        "facts": facts(content.row("plans", plan), content),
        "outline": headings,
        "totals": sum((h.counts() + h.beneath() for h in headings), Counter()),
        "loose": _loose(plan, content),
        "tables": TAKEN,
        "industries": industries(plan, content),
        "counted": lambda table: len(plan_rows(table, plan, content)),
        "shown": lambda table: shown(table, plan, content),
        "row_address": lambda table, key: row_address(table, key, content),
    }
    return Page(content.address("plans", plan), "plan.html", content.name("plans", plan), values, within="plans.html")


def facts(plan: Row, content: Content) -> list[tuple[str, str, str, str]]:
    """What is known of a plan, as (title, value, table, key); a table and key where the value is a row of it."""
    told = []
    for column in FACTS:
        table = {"region_code": "regions", "issuer_id": "agencies"}.get(column, "")
        value = content.name(table, plan[column]) if table else content.label("plans", column, plan[column])
        told.append((content.title("plans", column), value if plan[column] else "", table, plan[column]))
    told.insert(2, (content.say("Period", "规划期"), _period(plan, content), "", ""))
    return told


def _period(plan: Row, content: Content) -> str:
    start, end = plan["period_start"], plan["period_end"]
    if start and end:
        return f"{start}–{end}"
    return content.say(f"to {end}", f"至{end}年") if end else start


def outline(plan: str, content: Content) -> list[Heading]:
    """The heading tree of a plan."""
    rows = sorted(content.of("sections", "plan_id", plan), key=lambda row: int(row["position"] or 0))
    known = {row["section_id"] for row in rows}
    children: dict[str, list[Row]] = {}
    for row in rows:
        children.setdefault(row["parent_id"] if row["parent_id"] in known else "", []).append(row)

    def branch(row: Row) -> Heading:
        key = row["section_id"]
        taken = [(table, content.of(table, "section_id", key)) for table in TAKEN]
        below = [branch(child) for child in children.get(key, [])]
        return Heading(row, heading(row, content.lang), [(table, found) for table, found in taken if found], below)

    return [branch(row) for row in children.get("", [])]


def _loose(plan: str, content: Content) -> list[tuple[str, list[Row]]]:
    """What was taken from a plan but from under no heading, such as the date above its title."""
    taken = [
        (table, [row for row in content.of(table, "plan_id", plan) if not content.row("sections", row["section_id"])])
        for table in TAKEN
    ]
    return [(table, rows) for table, rows in taken if rows]


def industries(plan: str, content: Content) -> dict[str, list[Row]]:
    """The industries of a plan by the industry that contains them; those at the top under ""."""
    rows = content.of("industries", "plan_id", plan)
    known = {row["industry_id"] for row in rows}
    children: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: int(row["evidence_start"] or 0)):
        children.setdefault(row["parent_id"] if row["parent_id"] in known else "", []).append(row)
    return children


def plan_rows(table: str, plan: str, content: Content) -> list[str]:
    """The keys of the rows of a table that are a plan's own, or that it names; sorted."""
    if table in NAMED:
        named = (row[column] for by, column in NAMED[table] for row in _rows(by, plan, content))
        return sorted(set(named) - {""})
    return sorted(content.key(table, row) for row in _rows(table, plan, content))


def _rows(table: str, plan: str, content: Content) -> list[Row]:
    if table not in OWNED:
        return content.of(table, "plan_id", plan)
    column, owner = OWNED[table]
    return [row for own in content.of(owner, "plan_id", plan) for row in content.of(table, column, own[column])]


def row_address(table: str, key: str, content: Content) -> str:
    """Where a row is shown, also where its table has no page: by what it belongs to, else by its heading."""
    row, anchor = content.row(table, key), quote(key, safe="")
    address = content.address(table, key)
    if address or not row:
        return address
    if table in ("terms", "citations"):
        return f"{content.address('plans', row['plan_id'])}#{table}-{anchor}"
    if table == "source_issues":
        return f"coverage.html#{anchor}"
    if table == "observations" and content.concept(row["industry_id"]):
        return f"{content.address('industries', row['industry_id'])}#{anchor}"
    if table == "responsibilities":
        return content.address("tasks", row["task_id"])
    if table == "enterprises":
        return next((content.address("sections", r["section_id"]) for r in _mentions(key, content)), "")
    if "park_role_id" in row:
        return content.address("parks", content.row("park_roles", row["park_role_id"]).get("park_id", ""))
    return content.address("sections", row.get("section_id", ""))


def _mentions(enterprise: str, content: Content) -> list[Row]:
    """Where plans name an enterprise."""
    roles = [
        content.row("park_roles", row["park_role_id"])
        for row in content.of("park_enterprises", "enterprise_id", enterprise)
    ]
    own = ("enterprise_roles", "technology_centres")
    return [row for table in own for row in content.of(table, "enterprise_id", enterprise)] + roles


def shown(table: str, plan: str, content: Content) -> str:
    """Where the rows that a table has of a plan are shown together, or ""."""
    chosen = f"plan={quote(plan, safe='')}"
    filtered = {"targets": "targets.html", "projects": "projects.html", "source_issues": "coverage.html"}
    if table in filtered:
        return f"{filtered[table]}#{chosen}"
    if table in ("sections", "industries", "terms", "citations"):
        return f"{content.address('plans', plan)}#{table}"
    return content.address("plans", plan) if table == "plans" else ""
