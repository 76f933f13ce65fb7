"""The projects: counted by stage and plan, and a table that is searched, filtered and downloaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.parks import choices, lineage
from pyplanning.publishing.site.tables import csv_script, options


def pages(content: Content) -> Iterator[Page | Script]:
    """The page of projects and its rows for download."""
    yield csv_script("projects", content)
    rows = content.rows("projects")
    concepts = {content.concept(row["industry_id"]) for row in rows} - {""}
    stages = content.used("projects", "stage")
    values = {
        "filters": {
            "plan": options(content.used("projects", "plan_id"), lambda key: content.name("plans", key)),
            "region": choices({code for row in rows for code in places(row, content)}, content),
            "concept": options(concepts, lambda key: content.name("industry_concepts", key)),
            "stage": [(stage, content.label("projects", "stage", stage)) for stage in stages],
        },
        "stages": {stage: n for n, stage in enumerate(stages)},
        "counts": Counter((row["stage"], row["plan_id"]) for row in rows),
        "places": lambda row: places(row, content),
        "stated": lambda row: [lineage(code, content) or [code] for code in named(row, content)],
    }
    yield Page("projects.html", "projects.html", content.say("Projects", "项目"), values, scripts=("data/projects.js",))


def named(project: Row, content: Content) -> list[str]:
    """The regions that the plan names as a project's place."""
    return [row["region_code"] for row in content.of("project_regions", "project_id", project["project_id"])]


def places(project: Row, content: Content) -> list[str]:
    """The regions that a project is found under: those that the plan names, its park's, and all above them."""
    park = content.row("parks", project["park_id"]).get("region_code", "")
    regions = [*named(project, content), park]
    return list(dict.fromkeys(code for region in regions for code in lineage(region, content)))
