"""The front page: what the package holds, its plans, the search over everything, and downloads."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.search import index

# The tables whose sizes the front page gives, and the pages that show them.
COUNTED = {
    "plans": "plans.html",
    "targets": "targets.html",
    "observations": "compare.html",
    "projects": "projects.html",
    "parks": "parks.html",
    "industry_concepts": "concepts.html",
    "enterprises": "parks.html",
    "agencies": "duties.html",
    "tasks": "duties.html",
    "responsibilities": "duties.html",
    "sections": "plans.html",
    "source_issues": "coverage.html",
}
SUMMED = ("targets", "observations", "projects", "park_roles", "tasks")  # what the card of each plan counts


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the front page and the index of its search."""
    yield index(content)
    quoting = [table for table, found in content.resources.items() if "evidence" in found.columns]
    values = {
        "counted": COUNTED,
        "quoted": sum(len(content.rows(table)) for table in quoting),
        "summed": SUMMED,
        "downloads": [(file.name, _size(file), _beside(file, content.place)) for file in content.downloads],
        "description": content.package.text("description", content.lang),
    }
    yield Page("index.html", values, "front.html", scripts=("data/search.js",))


def _size(file: Path) -> str:
    """Give the size of a file, in kB or MB of powers of ten."""
    size = file.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.1f} kB"


def _beside(file: Path, site: Path) -> str:
    """Give the address of a file relative to the folder of a language."""
    return quote(Path(os.path.relpath(file.resolve(), site.resolve() / "zh")).as_posix())
