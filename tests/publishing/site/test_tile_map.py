from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pyplanning as pp

pytest.importorskip("jinja2")
from pyplanning.publishing.site.tile_map import PLACES, _ends


def test_every_province_with_a_report_has_a_tile_of_its_own() -> None:
    plans = pp.load("plans")
    assert set(plans.loc[plans["kind"] == "work_report", "region_code"]) == PLACES.keys()
    assert len({tuple(place) for place in PLACES.values()}) == len(PLACES)


@pytest.mark.parametrize(
    ("values", "ends"), [([5, 5, 5], []), ([4, 5, 5, 5, 7], [5, 7]), (range(10), [2, 4, 6, 8]), ([1], [])]
)
def test_equal_figures_have_one_shade(values: list[float], ends: list[float]) -> None:
    assert _ends(values) == ends


def first_figures(title: str) -> dict[str, float]:
    """Values of the targets of 2026 for the growth of the economy, the first of each province."""
    found = pp.load("targets").query("indicator_id == 'gdp' and measure == 'cumulative_change' and target_year == 2026")
    found = found[found["region_code"].isin(PLACES) & found["subject_zh"].isna() & found["industry_id"].isna()]
    return found.sort_values("evidence_start").groupby("region_code")["value"].first().to_dict()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tiles_show_the_figures_of_the_choice(lang: str, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/index.html")
    tiles = page.locator("#tiles .tile")
    assert tiles.count() == len(PLACES)
    given = first_figures("gdp")
    for tile in tiles.all():
        assert f"{given[tile.get_attribute('data-region')]:g}" in tile.locator(".tile-figure").inner_text()
    maps = page.evaluate("pyplanning.maps")
    assert [len(shown[3]) for shown in maps] == [len(PLACES)] * len(maps)
    page.select_option("select[name=map]", "1")
    title, unit, legend, values = maps[1]
    assert page.inner_text("#map-title").startswith(title)
    assert unit in page.inner_text("#map-title")
    assert page.locator("#map-legend li").count() == len(legend) + 1
    for tile in tiles.all():
        shade, text = values[tile.get_attribute("data-region")]
        assert tile.locator(".tile-figure").inner_text() == (text or "–")
        assert f"shade{shade}" in tile.get_attribute("class").split()


def test_a_tile_leads_to_the_page_of_its_province(view: Callable[..., Any]) -> None:
    page = view("en/index.html")
    page.click("#tiles .tile[data-region='420000']")
    page.wait_for_url("**/en/regions/420000.html")
    assert page.inner_text("h1") == "Hubei Province"
