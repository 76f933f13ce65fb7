"""The projects: counted by stage and plan, and a table that is searched, filtered and downloaded."""

from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of projects and its rows for download."""
    yield csv_script("projects", content)
    rows = content.rows("projects")
    values = {
        "filters": {
            "plan": content.named("projects", "plan_id"),
            "region": content.place_options({code for row in rows for code in places(row, content)}),
            "concept": content.concepts("projects"),
            "stage": content.labelled("projects", "stage"),
            "kind": content.labelled("projects", "kind"),
        },
        "stages": {stage: n for n, stage in enumerate(content.used("projects", "stage"))},
        "places": lambda row: places(row, content),
        "stated": lambda row: [content.places(code) or [code] for code in named(row, content)],
    }
    yield Page("projects.html", values, table="projects")


def named(project: Row, content: Content) -> list[str]:
    """List the regions that the plan names as a project's place."""
    return [row["region_code"] for row in content.of("project_regions", "project_id", project["project_id"])]


def places(project: Row, content: Content) -> list[str]:
    """List the regions under which a project is found: those that the plan names, its park's, and all above them."""
    park = content.row("parks", project["park_id"]).get("region_code", "")
    regions = [*named(project, content), park]
    return list(dict.fromkeys(code for region in regions for code in content.places(region)))
