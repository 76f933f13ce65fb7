"""The industry concepts: under what names the plans have them, and what they say of them."""

from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site import compare
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script

BY_INDUSTRY = (
    *("targets", "goals", "observations", "projects", "instruments", "region_industries", "park_industries"),
    "enterprise_roles",
)
COUNTED = ("industries", "targets", "goals", "observations", "projects", "instruments")


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the index of concepts, its rows for download, and a page for each concept."""
    yield csv_script("industry_concepts", content)
    found = {row["concept_id"]: holdings(row["concept_id"], content) for row in content.rows("industry_concepts")}
    counts = {concept: counted(held, content) for concept, held in found.items()}
    plans = {concept: plans_of(held) for concept, held in found.items()}
    order = sorted(found, key=lambda key: (-counts[key]["plans"], -sum(counts[key].values()), key))
    values = {
        "concepts": [(key, plans[key], counts[key]) for key in order],
        "plans": content.named("industries", "plan_id"),
        "loose": sum(not row["concept_id"] for row in content.rows("industries")),
    }
    yield Page("concepts.html", values, table="industry_concepts")
    pairs = compare.compared(compare.points_once(content), content)
    compared = compare.most_compared(pairs)
    indicators = {indicator for indicator, _ in pairs}
    for concept, held in found.items():
        values = {
            "concept": concept,
            "counts": counts[concept],
            "groups": [(plan, _tops(plan, held["industries"], content)) for plan in plans[concept]],
            "figures": _figures(held),
            "held": held,
            "parks": _parks(held, content),
            "compared": compared.get(concept, ""),
            "indicator_page": lambda indicator, concept: (
                compare.page_of(indicator, concept) * (indicator in indicators)
            ),
            "broader": content.line("industry_concepts", concept)[:-1],
            "narrower": content.below("industry_concepts", concept),
        }
        name = content.name("industry_concepts", concept)
        yield Page(content.address("industry_concepts", concept), values, "concept.html", name, "concepts.html")


def holdings(concept: str, content: Content) -> dict[str, list[Row]]:
    """Collect the rows of each table that are about a concept: those of the plans' industries assigned to it.

    An industry that such an industry contains counts only where it has the same concept. Technology centres
    are those of the enterprises that a plan names for the concept.
    """
    own = content.of("industries", "concept_id", concept) if concept else []
    held = {"industries": own}
    for table in BY_INDUSTRY:
        held[table] = [row for industry in own for row in content.of(table, "industry_id", industry["industry_id"])]
    named = sorted({row["enterprise_id"] for row in held["enterprise_roles"]})
    held["technology_centres"] = [
        row for key in named for row in content.of("technology_centres", "enterprise_id", key)
    ]
    return held


def counted(held: dict[str, list[Row]], content: Content) -> dict[str, int]:
    """Count the plans, industries, figures, projects, instruments, parks and enterprises that a concept has."""
    return {
        "plans": len(plans_of(held)),
        **{table: len(held[table]) for table in COUNTED},
        "parks": len(_parks(held, content)),
        "enterprises": len({row["enterprise_id"] for row in held["enterprise_roles"]}),
    }


def plans_of(held: dict[str, list[Row]]) -> list[str]:
    """List the plans that have an industry of a concept."""
    return sorted({row["plan_id"] for row in held["industries"]})


def _tops(plan: str, own: list[Row], content: Content) -> list[tuple[list[Row], Row]]:
    """List the industries of a plan with a concept that no other such contains, each after those that contain it."""
    keys = {row["industry_id"] for row in own}
    found = [content.lineage("industries", row["industry_id"]) for row in own if row["plan_id"] == plan]
    return [(above, row) for *above, row in found if not keys & {wider["industry_id"] for wider in above}]


def _figures(held: dict[str, list[Row]]) -> list[tuple[str, Row, str]]:
    """List observations and targets as (table, row, year), by indicator and year."""
    found = [("observations", row, row["year"]) for row in held["observations"]]
    found += [("targets", row, row["target_year"]) for row in held["targets"]]
    return sorted(found, key=lambda f: (f[1]["indicator_id"], f[2], f[1]["plan_id"]))


def _parks(held: dict[str, list[Row]], content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """List the parks that have an industry of a concept, each with (plan, the industry as printed)."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for row in held["park_industries"]:
        role = content.row("park_roles", row["park_role_id"])
        found.setdefault(role["park_id"], {})[role["plan_id"], row["industry_zh"]] = None
    listed = [(park, list(printed)) for park, printed in found.items()]
    return sorted(listed, key=lambda item: content.name("parks", item[0]))
