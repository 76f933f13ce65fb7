"""The policy instruments: counted by kind and plan, and a table that is searched, filtered and downloaded."""

from collections.abc import Iterator

from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of instruments and its rows for download."""
    yield csv_script("instruments", content)
    values = {
        "filters": {
            "plan": content.named("instruments", "plan_id"),
            "kind": content.labelled("instruments", "kind"),
            "concept": content.concepts("instruments"),
            "agency": content.named("instruments", "agency_id"),
            "force": [
                ("true", content.say("in force already", "已在实施")),
                ("false", content.say("to be used or set up", "拟采用或设立")),
            ],
        },
    }
    yield Page("instruments.html", values, title=content.title("instruments"), table="instruments")
