from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import TWO_LOOKS, line

SHOWN = """[...document.querySelectorAll('#views > section:not([hidden])')]
  .map((section) => [section.dataset.indicator, section.dataset.concept])"""
# Texts of charts that are cut off by the screen, or that lie upon another text of their chart.
CLASHES = """() => {
  for (const section of document.querySelectorAll('#views > section')) section.hidden = false;
  const found = [];
  for (const chart of document.querySelectorAll('main svg[role=img]')) {
    const texts = [...chart.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    for (const [text, box] of texts) if (box.left < 0 || box.right > innerWidth) found.push('cut off: ' + text);
    texts.forEach(([a, one], n) => texts.slice(n + 1).forEach(([b, two]) => {
      const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
      const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
      if (across > 1 && down > 3) found.push(`${a} / ${b} in ${chart.ariaLabel}`);
    }));
  }
  return found;
}"""


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    """Targets and observations that have a value and are said once, with their concept, and value in the base unit."""
    kept = ["indicator_id", "industry_id", "plan_id", "measure", "value", "unit_id", "restates_id"]
    tables = [
        pp.load(name).rename(columns={f"{name[:-1]}_id": "key"})[["key", *kept]].assign(table=name) for name in TABLES
    ]
    found = pd.concat(tables).dropna(subset="value")
    found = found[found["restates_id"].isna()]
    concepts = pp.load("industries").set_index("industry_id")["concept_id"]
    factors = pp.load("units").set_index("unit_id")["factor"]
    base = found["value"] * found["unit_id"].map(factors)
    return found.assign(concept=found["industry_id"].map(concepts).astype("object").fillna("-"), base=base)


TABLES = ("targets", "observations")


@pytest.fixture(scope="module")
def html(site: Path) -> str:
    """The pages of all indicators."""
    return "".join(page.read_text("utf-8") for page in sorted((site / "en" / "compare").iterdir()))


@pytest.fixture
def growth(site: Path) -> str:
    return (site / "en" / "growth.html").read_text("utf-8")


def sections(html: str) -> dict[tuple[str, str], str]:
    found = re.findall(r'<section data-indicator="([^"]*)" data-concept="([^"]*)".*?>(.*?)</section>', html, re.S)
    return {(indicator, concept): text for indicator, concept, text in found}


def rows(html: str) -> list[tuple[str, ...]]:
    """Table, key, value and unit of the rows of a part of the page."""
    found = []
    for table in re.findall(r"<table.*?</table>", html, re.S):
        unit = re.search(r'<th scope="col" class="number">[^<]*<br><span class="small muted">([^<]*)', table)
        for row in re.findall(r"<tr data-.*?</tr>", table, re.S):
            cells = re.search(
                r'data-table="(\w+)" data-key="([^"]+)".*data-value="([^"]+)"[^>]*>\S+( <span[^>]*>([^<]*))?', row, re.S
            )
            assert cells, row
            found.append((cells[1], cells[2], cells[3], unit[1] if unit else cells[5]))
    return found


def test_each_figure_is_under_its_indicator_and_concept_and_broader_ones(html: str, figures: pd.DataFrame) -> None:
    shown = sections(html)
    indicators = {key: line("indicators", key) for key in figures["indicator_id"]}
    concepts = {key: ["", *(line("industry_concepts", key) if key != "-" else ["-"])] for key in figures["concept"]}
    wanted: dict[tuple[str, str], list[tuple[str, str]]] = {}
    own: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in figures.itertuples():
        for pair in product(indicators[row.indicator_id], concepts[row.concept]):
            wanted.setdefault(pair, []).append((row.table, row.key))
            own.setdefault(pair, set()).add((row.indicator_id, row.concept))
    kept = {pair for pair in wanted if pair in own[pair] or len(own[pair]) > 1}  # others repeat a narrower one
    assert shown.keys() == kept
    for pair in kept:
        assert sorted(row[:2] for row in rows(shown[pair])) == sorted(wanted[pair])
        names = {indicator for indicator, _ in own[pair]}
        assert ("broader indicator in common" in shown[pair]) == (names != {pair[0]})


def test_figures_are_those_of_the_package_in_the_unit_shown(html: str, figures: pd.DataFrame) -> None:
    units = pp.load("units").set_index("name_en")["factor"]
    base = figures.set_index(["table", "key"])["base"]
    shown = rows(html)
    assert {row[:2] for row in shown} == set(base.index)
    for table, key, value, unit in shown:
        assert float(value) * units[unit] == pytest.approx(base[table, key], rel=1e-11), key


def said_once(ways: pd.DataFrame) -> pd.DataFrame:
    targets = pp.load("targets")
    return ways[ways["target_id"].isin(targets.loc[targets["restates_id"].isna(), "target_id"])]


def test_each_baseline_has_its_trajectory(growth: str) -> None:
    found = said_once(pp.trajectories()).query("baseline_source != 'none'").set_index("target_id")
    part = growth.partition('<h2 id="trajectories">')[2]
    drawn = {
        key: (shape, chart)
        for keys, chart in re.findall(r'<figure data-targets="([^"]+)">(.*?)</figure>', part, re.S)
        for shape in ["hollow" if '<path class="hollow"' in chart else "full"]
        for key in keys.split()
    }
    # No level follows from numbers added, nor by a growth from a baseline that is only bounded.
    exact = (
        found["baseline_comparator"].eq("eq") & found["baseline_value_max"].isna() & found["absolute_change"].notna()
    )
    grown = found["measure"].isin(["cagr", "cumulative_change"]) & found["implied_from"].isna()
    assert set(drawn) == set(found.index[found["measure"].ne("count_new") & (exact | ~grown)])
    assert {key for _, key, *_ in rows(part)} == set(found.index)
    for key, (shape, chart) in drawn.items():
        way = found.loc[key]
        assert shape == ("hollow" if way["baseline_source"] == "implied" else "full")
        start = way["baseline_value"]
        assert (
            f"{start:,.0f}" in chart or f"{start:,.12g}" in chart or f"{start:.3g}" in chart or f"{start:.12g}" in chart
        )
        assert ("unknown" in chart) == pd.isna(way["years"])
        for year in (way["baseline_year"], way["target_year"]):
            assert pd.isna(year) or f">{year}</text>" in chart


def test_growth_is_of_all_plans_and_sorted(growth: str) -> None:
    ways = said_once(pp.trajectories())
    stated = ways["measure"].eq("cagr") & ways["unit_id"].ne("percentage-point")  # which is no growth
    derived = ways["implied_cagr_source"].eq("derived") & ~stated
    part = growth.partition('<h2 id="growth">')[2].partition("<h2")[0]
    keys = [key for _, key, *_ in rows(part)]
    rates = ways.set_index("target_id")["implied_cagr"].where(~stated.values, ways.set_index("target_id")["value"])
    assert set(keys) == set(ways.loc[stated | derived, "target_id"])
    assert [rates[key] for key in keys] == sorted((rates[key] for key in keys), reverse=True)
    assert part.count('<circle class="full"') == stated.sum()
    assert part.count('class="zero"') == 1


def plans_in_charts(text: str) -> int:
    """Most plans in a chart of a view of one concept, by the links of its table."""
    return max(
        len(set(re.findall(r'href="[./]*plans/([\w-]+)\.html', table)))
        for table in re.findall("<table.*?</table>", text, re.S)
    )


def test_the_overview_opens_on_what_compares_most_plans(html: str, site: Path) -> None:
    plans = {pair: plans_in_charts(text) for pair, text in sections(html).items()}
    whole, part = sections((site / "en" / "compare.html").read_text("utf-8"))
    assert whole[1] == ""
    assert plans[whole] == max(count for pair, count in plans.items() if pair[1] == "") > 1
    assert plans[part] == max(count for pair, count in plans.items() if pair[1] not in ("", "-")) > 1


def test_each_indicator_is_offered_with_its_page(site: Path) -> None:
    html = (site / "zh" / "compare.html").read_text("utf-8")
    offered = re.findall(r'<li><a href="(compare/[^"]+)">', html)
    assert sorted(offered) == sorted(f"compare/{page.name}" for page in (site / "zh" / "compare").iterdir())


def test_a_choice_is_kept_in_the_address(view: Callable[..., Any], figures: pd.DataFrame) -> None:
    page = view("zh/compare/revenue.html#concept=biomedicine")
    assert page.evaluate(SHOWN) == [["revenue", "biomedicine"]]
    page.select_option("select[name=indicator]", "industry-scale")
    page.wait_for_url("**/zh/compare/industry-scale.html")
    assert page.evaluate(SHOWN) == [["industry-scale", ""]]
    offered = page.evaluate("[...document.querySelector('select[name=concept]').options].map((o) => o.value)")
    own = figures.query("indicator_id == 'industry-scale'")["concept"]
    assert set(offered) > {"", *own}  # and broader ones
    page.select_option("select[name=concept]", "manufacturing")
    assert page.url.endswith("/industry-scale.html#concept=manufacturing")
    page.click("a[data-language]")
    page.wait_for_selector("#choice:visible")
    assert "/en/compare/" in page.url
    assert page.evaluate(SHOWN) == [["industry-scale", "manufacturing"]]
    page.evaluate("location.hash = 'concept=no-such-thing'")
    page.wait_for_function("document.querySelector('select[name=concept]').value === ''")
    assert page.evaluate(SHOWN) == [["industry-scale", ""]]


def test_addresses_of_earlier_versions_lead_to_the_page(view: Callable[..., Any]) -> None:
    page = view("en/compare.html#indicator=revenue&concept=biomedicine")
    page.wait_for_url("**/en/compare/revenue.html#concept=biomedicine")
    assert page.evaluate(SHOWN) == [["revenue", "biomedicine"]]
    unknown = view("en/compare.html#indicator=no-such-thing")
    assert unknown.locator("#choice").is_visible()


PAGES = ["compare.html", "compare/industry-size.html", "growth.html"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 390), ("zh", 1440), ("en", 1440)])
def test_texts_of_charts_are_whole_and_apart(address: str, lang: str, width: int, view: Callable[..., Any]) -> None:
    assert view(f"{lang}/{address}", width).evaluate(CLASHES) == []


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("lang", "width", "scheme"), TWO_LOOKS)
def test_the_page_can_be_used_by_all(
    address: str, lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/{address}", width, scheme)
    page.evaluate("for (const more of document.querySelectorAll('details')) more.open = true")
    assert faults(page) == []


def test_charts_can_be_copied_as_svg_and_png(view: Callable[..., Any]) -> None:
    page = view("en/compare/gdp.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = page.evaluate("standalone(document.querySelector('figure > svg.plot'))")
    root = ElementTree.fromstring(made["text"])
    assert [float(root.get(side)) for side in ("width", "height")] == [made["width"], made["height"]]
    texts = " ".join(root.itertext())
    assert pp.__version__ in texts
    assert "Gross regional product" in texts
    assert "CC" in texts
    assert "var(" not in made["text"]
    size = page.evaluate("picture(standalone(document.querySelector('figure > svg.plot'))).then((blob) => blob.size)")
    assert size > 10_000
    button = page.locator(".copy button").first
    button.click()
    page.wait_for_function("/Copied|Saved/.test(document.querySelector('.copy button').textContent)")
