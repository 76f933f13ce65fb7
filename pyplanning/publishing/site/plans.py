"""The plans: the facts about each, its headings, and what was taken from under each heading."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyplanning.dataset.row_names import heading
from pyplanning.io import Row
from pyplanning.publishing.site.content import Content, Options
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.text import TEXTS, Quoted, quoted, texts

# The tables whose rows are taken from under a heading, in the order of the page.
TAKEN = (
    *("targets", "goals", "observations", "industries", "industry_memberships", "region_industries", "projects"),
    *("instruments", "park_roles", "enterprise_roles", "technology_centres", "tasks", "terms", "citations"),
    *("source_issues", "other_numbers"),
)
SUMMED = (
    *("sections", "targets", "goals", "observations", "projects", "instruments", "parks", "industries", "tasks"),
    "source_issues",
)
# The tables whose rows the page of a plan lists once more, by what a column of each holds.
GROUPED = {
    "goals": "target_year",
    "industry_memberships": "group_zh",
    "region_industries": "region_code",
    "instruments": "kind",
    "citations": "relation",
}
FACTS = (
    *("kind", "region_code", "issuer_id", "doc_number", "index_number"),
    *("approved_on", "issued_on", "effective_from", "effective_to"),
)


@dataclass(frozen=True)
class Heading:
    """A heading of a plan, what was taken from directly under it, and the headings below it."""

    row: Row
    text: str
    taken: list[tuple[str, list[Row]]]
    below: list["Heading"]

    def counts(self) -> Counter[str]:
        """Count the rows of each table that were taken from directly under this heading."""
        return Counter({table: len(rows) for table, rows in self.taken})

    def beneath(self) -> Counter[str]:
        """Count the rows of each table that were taken from under the headings below this one."""
        return sum((h.counts() + h.beneath() for h in self.below), Counter())

    def size(self) -> int:
        """Count the headings below this one, at any depth."""
        return sum(1 + h.size() for h in self.below)


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page with all plans, and a page for each plan, with what its rows quote."""
    values = {
        "facts": lambda row: facts(row, content),
        "summed": {
            plan["plan_id"]: [(table, len(plan_rows(table, plan["plan_id"], content))) for table in SUMMED]
            for plan in content.rows("plans")
        },
    }
    yield Page("plans.html", values)
    yield texts(content)
    for plan, quotes in zip(content.rows("plans"), quoted(content), strict=True):
        yield quotes.script(content)
        yield _page(plan, quotes, content)


def _page(row: Row, quotes: Quoted, content: Content) -> Page:
    plan = row["plan_id"]
    headings = outline(plan, content)
    # what was taken from the plan but from under no heading, such as the date above its title
    rows = [(table, content.of(table, "plan_id", plan)) for table in TAKEN]
    loose = [(table, [r for r in found if not content.row("sections", r["section_id"])]) for table, found in rows]
    values = {
        "row": row,
        "facts": facts(row, content),
        "outline": headings,
        "totals": sum((h.counts() + h.beneath() for h in headings), Counter()),
        "loose": [(table, found) for table, found in loose if found],
        "tables": TAKEN,
        "grouped": {table: grouped(table, column, plan, content) for table, column in GROUPED.items()},
        "relations": dict(relations(content)),
        "quoted": quotes,
        "texts": TEXTS,
        "sources": content.of("plan_sources", "plan_id", plan),
        "industries": _children("industries", plan, "evidence_start", content),
        "counted": lambda table: len(plan_rows(table, plan, content)),
        "listed_at": lambda table: listed_at(table, plan, content),
    }
    return Page(content.address("plans", plan), values, "plan.html", content.name("plans", plan), "plans.html")


def facts(plan: Row, content: Content) -> list[tuple[str, str, str, str]]:
    """List the facts about a plan, as (title, value, table, key); the last two are of the row that is the value."""
    found = []
    references = content.resources["plans"].references
    for column in FACTS:
        table = references.get(column, "")
        value = content.name(table, plan[column]) if table else content.label("plans", column, plan[column])
        found.append((content.title("plans", column), value if plan[column] else "", table, plan[column]))
    found.insert(2, (content.say("Period", "规划期"), _period(plan, content), "", ""))
    return found


def _period(plan: Row, content: Content) -> str:
    start, end = plan["period_start"], plan["period_end"]
    if start and end:
        return f"{start}–{end}"
    return content.say(f"to {end}", f"至{end}年") if end else start


def relations(content: Content) -> Options:
    """Name the ways in which a plan uses a document, as headings."""
    words = {
        "based_on": content.say("Documents that it is based on", "作为依据的文件"),
        "implements": content.say("Documents that it carries out", "贯彻落实的文件"),
        "refers_to": content.say("Documents that it mentions", "提及的文件"),
        "to_be_made": content.say("Documents that it promises to make", "承诺制定的文件"),
    }
    return [(value, words.get(value, label)) for value, label in content.labelled("citations", "relation")]


def grouped(table: str, column: str, plan: str, content: Content) -> dict[str, list[Row]]:
    """Group a plan's rows of a table by what a column holds: listed values and years in order, others as printed."""
    groups: dict[str, list[Row]] = {}
    for row in sorted(content.of(table, "plan_id", plan), key=lambda row: int(row["evidence_start"] or 0)):
        groups.setdefault(row[column], []).append(row)
    field = content.resources[table].field(column)
    is_ordered = field.kind == "integer" or field.categories
    return {key: groups[key] for key in content.used(table, column) if key in groups} if is_ordered else groups


def outline(plan: str, content: Content) -> list[Heading]:
    """Build the heading tree of a plan."""
    children = _children("sections", plan, "position", content)

    def branch(row: Row) -> Heading:
        key = row["section_id"]
        taken = [(table, content.of(table, "section_id", key)) for table in TAKEN]
        below = [branch(child) for child in children.get(key, [])]
        return Heading(row, heading(row, content.lang), [(table, found) for table, found in taken if found], below)

    return [branch(row) for row in children.get("", [])]


def _children(table: str, plan: str, order: str, content: Content) -> dict[str, list[Row]]:
    """Group a plan's rows of a tree by the key of their parent, in the order of a column; those at the top under ""."""
    rows = sorted(content.of(table, "plan_id", plan), key=lambda row: int(row[order] or 0))
    keys = {content.key(table, row) for row in rows}
    children: dict[str, list[Row]] = {}
    for row in rows:
        children.setdefault(row["parent_id"] if row["parent_id"] in keys else "", []).append(row)
    return children


def plan_rows(table: str, plan: str, content: Content) -> list[str]:
    """List the keys of the rows of a table that are a plan's own, or that rows of the plan refer to; sorted."""
    if not content.is_shared(table):
        return sorted(content.key(table, row) for row in content.of_plan(table, plan))
    named: set[str] = set()
    for other, found in content.resources.items():
        columns = [column for column, referred in found.references.items() if referred == table != other]
        named |= {row[column] for row in content.of_plan(other, plan) for column in columns}
    return sorted(named - {""})


def listed_at(table: str, plan: str, content: Content) -> str:
    """Find where the rows that a table has of a plan are listed together, or ""."""
    filtered = {table: f"{table}.html" for table in ("targets", "projects", "instruments")}
    filtered["source_issues"] = "coverage.html"
    if table in filtered:
        return f"{filtered[table]}#plan={quote(plan, safe='')}"
    if table in ("sections", "industries", "terms", *GROUPED):
        return f"{content.address('plans', plan)}#{table}"
    return content.address("plans", plan) if table == "plans" else ""
