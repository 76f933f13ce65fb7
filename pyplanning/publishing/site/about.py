"""About the data: what they are, how they are made, under what licence, how to cite them, where to report an error."""

from collections.abc import Iterator

from pyplanning.datapackage.metadata import citation
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import SECTIONS, Page, Script


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page about the data."""
    values = {"citation": citation(content.package), "description": content.package.text("description", content.lang)}
    yield Page("about.html", values, title=content.say(*SECTIONS["about"]))
