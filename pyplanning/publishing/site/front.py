"""The front page: what the data say, the search over everything, ways in, what the package holds, and downloads."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from pyplanning.publishing.site.compare import compared, points_once
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.facts import facts
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.promises import outcomes
from pyplanning.publishing.site.search import index
from pyplanning.publishing.site.tile_map import tile_maps


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the front page and the index of its search."""
    points = points_once(content)
    yield index(content, sorted({indicator for indicator, _ in compared(points, content)}))
    quoting = [table for table, found in content.resources.items() if "evidence" in found.columns]
    maps = tile_maps(points, content)
    values = {
        "facts": facts(maps, outcomes(content), content),
        "maps": maps,
        "quoted": sum(len(content.rows(table)) for table in quoting),
        "downloads": [(file.name, _size(file), _beside(file, content.place)) for file in content.downloads],
        "description": content.package.text("description", content.lang),
    }
    yield Page("index.html", values, "front.html", scripts=("data/search.js", "data/map.js"))


def _size(file: Path) -> str:
    """Give the size of a file, in kB or MB of powers of ten."""
    size = file.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size / 1e3, 0.1):.1f} kB"


def _beside(file: Path, site: Path) -> str:
    """Give the address of a file relative to the folder of a language."""
    return quote(Path(os.path.relpath(file.resolve(), site.resolve() / "zh")).as_posix())
