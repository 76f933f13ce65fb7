"""A map of the provinces as tiles, coloured by what each aims at or has reached.

Every province is one tile, roughly where it lies; a map of tiles draws no boundary.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.data_points import DataPoint, common_unit, in_unit, quantity
from pyplanning.publishing.site.plots import Figure, figure_text

# Province → its column and row in the grid, from 1.
PLACES: dict[str, tuple[int, int]] = json.loads(Path(__file__).with_name("tile_map.json").read_text(encoding="utf-8"))
FEWEST = 16  # provinces, more than half of them, that a map needs
BINS = 5  # shades of site.css
ABOUT = ("indicator_id", "industry_id", "subject_zh", "recognition", "measure", "start_year")


class Tile(NamedTuple):
    """A province on the map; ``shade`` is from 0, -1 where its report does not state the figure."""

    region: str
    name: str
    column: int
    row: int
    shade: int
    text: str


class TileMap(NamedTuple):
    """What one figure of many provinces is: its title, the unit, the first point of each province, and the tiles.

    ``legend`` has the range of figures of each shade.
    """

    title: str
    unit: str
    table: str
    year: str
    points: Mapping[str, DataPoint]
    legend: list[str]
    tiles: list[Tile]


def tile_maps(points: Sequence[DataPoint], content: Content) -> list[TileMap]:
    """Make a map of each figure that more than half of the provinces state, that of most provinces first."""
    groups: dict[tuple[str, ...], dict[str, DataPoint]] = {}
    for point in sorted(points, key=lambda point: int(point.row["evidence_start"] or 0)):
        region = point.row["region_code"]
        if region in PLACES and not point.row["subject_zh"]:
            same = (point.table, point.year, quantity(point.unit, content), *(point.row[name] for name in ABOUT))
            groups.setdefault(same, {}).setdefault(region, point)
    found = [_tile_map(group, content) for group in groups.values() if len(group) >= FEWEST]
    return sorted(found, key=lambda made: (-len(made.points), made.table != "targets", made.title))


def _tile_map(points: Mapping[str, DataPoint], content: Content) -> TileMap:
    first = next(iter(points.values()))
    unit = common_unit([*points.values()], content)
    figures = {code: in_unit(point.figure, point.unit, unit, content) for code, point in points.items()}
    ends = _ends([_middle(figure) for figure in figures.values()])
    tiles = [
        Tile(code, content.short_region(code), *place, *_shown(figures.get(code), ends))
        for code, place in PLACES.items()
    ]
    return TileMap(
        _title(first, content),
        content.name("units", unit),
        first.table,
        first.year,
        points,
        _legend(figures.values(), ends),
        tiles,
    )


def _shown(figure: Figure | None, ends: Sequence[float]) -> tuple[int, str]:
    return (-1, "") if figure is None else (bisect_right(ends, _middle(figure)), figure_text(figure))


def _middle(figure: Figure) -> float:
    return figure.value if figure.upper is None else (figure.value + figure.upper) / 2


def _ends(values: Iterable[float]) -> list[float]:
    """Give the figures at which the shades change, so that each shade has about as many of the different figures."""
    ordered = sorted(set(values))
    return sorted({ordered[len(ordered) * n // BINS] for n in range(1, BINS)} - {ordered[0]})


def _legend(figures: Iterable[Figure], ends: Sequence[float]) -> list[str]:
    shades: dict[int, list[float]] = {}
    for figure in figures:
        shades.setdefault(bisect_right(ends, _middle(figure)), []).append(_middle(figure))
    ranges = [(min(values), max(values)) for _, values in sorted(shades.items())]
    return [figure_text(Figure(low, high if high > low else None)) for low, high in ranges]


def _title(point: DataPoint, content: Content) -> str:
    row, year = point.row, point.year
    measure = "" if row["measure"] == "level" else content.label(point.table, "measure", row["measure"])
    if row["measure"] == "cumulative_change" and year and row["start_year"] == str(int(year) - 1):
        measure = content.say("change on the year before", "比上年增减")
    years = f"{row['start_year']}–{year}" if row["start_year"] and row["measure"] == "cagr" else year
    aim, reached = (
        content.say(f"aim for {years}", f"{years}年目标"),
        content.say(f"reached in {years}", f"{years}年实际"),
    )
    about = [
        content.name("indicators", row["indicator_id"]),
        content.label(point.table, "recognition", row["recognition"]),
        measure,
        aim if point.table == "targets" else reached,
    ]
    return content.say(", ", "，").join(filter(None, about))
