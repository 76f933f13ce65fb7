"""What the front page says first: three things that the data say, each made from the rows."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyplanning.publishing.site.compare import page_of
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.data_points import DataPoint
from pyplanning.publishing.site.plots import figure_text
from pyplanning.publishing.site.tile_map import TileMap

NAMED = 3  # provinces named at each end of a range


class Fact(NamedTuple):
    """A figure, the sentence that says what it is, and the address of the rows that it is made from."""

    figure: str
    text: str
    address: str


def facts(maps: Sequence[TileMap], outcomes: Mapping[str, int], content: Content) -> list[Fact]:
    """Say how the provinces' most common aim ranges, how it compares with the year before, and what became of aims.

    ``outcomes`` are the numbers of targets that fell due, by status.
    """
    aims = next((made for made in maps if made.table == "targets"), None)
    found = []
    if aims:
        found.append(_range(aims, content))
        before = next((made for made in maps if _is_year_before(made, aims)), None)
        if before:
            found.append(_below(aims, before, content))
    if outcomes:
        found.append(_kept(outcomes, content))
    return found


def _first(made: TileMap) -> DataPoint:
    return next(iter(made.points.values()))


def _is_year_before(made: TileMap, aims: TileMap) -> bool:
    one, two = _first(made).row, _first(aims).row
    return (
        made.table == "observations"
        and made.year == str(int(aims.year or 0) - 1)
        and all(one[name] == two[name] for name in ("indicator_id", "industry_id", "measure"))
    )


def _range(aims: TileMap, content: Content) -> Fact:
    values = {code: point.figure.value for code, point in aims.points.items()}
    ends = []
    for end in (min(values.values()), max(values.values())):
        codes = [code for code in values if values[code] == end]
        names = content.say(", ", "、").join(content.short_region(code) for code in codes[:NAMED])
        more = content.say(f" and {len(codes) - NAMED} more", f"等{len(codes)}地") if len(codes) > NAMED else ""
        ends.append((figure_text(aims.points[codes[0]].figure), names + more))
    (low, lowest), (high, highest) = ends
    en = f"{aims.title}, in {aims.unit}: from {low} ({lowest}) to {high} ({highest})."
    zh = f"{aims.title}（{aims.unit}）：最低{low}（{lowest}），最高{high}（{highest}）。"
    return Fact(
        content.say(f"{low} … {high}", f"{low}至{high}"), content.say(en, zh), page_of(_first(aims).row["indicator_id"])
    )


def _below(aims: TileMap, before: TileMap, content: Content) -> Fact:
    both = [code for code in aims.points if code in before.points]
    below = sum(aims.points[code].figure.value < before.points[code].figure.value for code in both)
    indicator = _first(aims).row["indicator_id"]
    name = content.name("indicators", indicator)
    en = f"provinces print a lower figure as their aim for {aims.year} than for what {before.year} brought: {name}."
    zh = f"所印{aims.year}年目标值低于{before.year}年实际值：{name}。"
    figure = content.say(f"{below} of {len(both)}", f"{len(both)}个省份中{below}个")
    return Fact(figure, content.say(en, zh), page_of(indicator))


def _kept(outcomes: Mapping[str, int], content: Content) -> Fact:
    due, silent = sum(outcomes.values()), outcomes.get("not_reported", 0)
    en = "targets that fell due have no figure in any report of the package that says what became of them."
    zh = "在本数据包收录的报告中，找不到说明其结果的数值。"
    figure = content.say(f"{silent} of {due}", f"{due}项到期目标中{silent}项")
    return Fact(figure, content.say(en, zh), "promises.html")
