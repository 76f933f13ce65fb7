"""The places: the provinces on a map, and for every region a page with all that the plans say about it."""

from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.compare import points_once
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.tile_map import Tile, tile_maps

MOST = 200  # rows of a table on the page of a region; a link leads to the others
COUNTED = ("plans", "targets", "observations", "goals", "projects", "parks", "region_industries", "agencies")


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the list of places with the map of the provinces, and a page for each region."""
    maps = tile_maps(points_once(content), content)
    yield Script("data/map.js", "maps", [[made.title, made.unit, made.legend, _tiles(made.tiles)] for made in maps])
    found = {row["region_code"]: _of(row["region_code"], content) for row in content.rows("regions")}
    values = {
        "maps": maps,
        "tops": [row for row in content.rows("regions") if row["level"] == "province"],
        "groups": [row for row in content.rows("regions") if row["level"] in ("country", "group", "area")],
        "below": lambda code: content.below("regions", code),
        "counts": {code: {table: len(rows) for table, rows in of.items()} for code, of in found.items()},
    }
    yield Page("regions.html", values, scripts=("data/map.js",))
    for row in content.rows("regions"):
        code = row["region_code"]
        values = {
            "row": row,
            "path": content.places(code)[:-1],
            "below": content.below("regions", code),
            "members": [member["member_code"] for member in content.of("region_members", "group_code", code)],
            "groups": [member["group_code"] for member in content.of("region_members", "member_code", code)],
            "found": found[code],
            "most": MOST,
        }
        yield Page(
            content.address("regions", code), values, "region.html", content.name("regions", code), "regions.html"
        )


def _tiles(tiles: list[Tile]) -> dict[str, list[object]]:
    return {tile.region: [tile.shade, tile.text] for tile in tiles}


def _of(code: str, content: Content) -> dict[str, list[Row]]:
    """Collect what the plans say about a region itself, by table; what is in places within it is on their pages."""
    found = {table: content.of(table, "region_code", code) for table in COUNTED if table != "projects"}
    keys = [row["project_id"] for row in content.of("project_regions", "region_code", code)]
    found["projects"] = [content.row("projects", key) for key in keys]
    return {table: found[table] for table in COUNTED}
