from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pyplanning as pp

from .conftest import LOOKS

LANGS = ("zh", "en")


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/index.html", width, scheme)
    assert faults(page) == []
    page.fill("#words", "海南")
    assert page.locator("#results li").count() > 5
    assert faults(page) == []


@pytest.mark.parametrize("lang", LANGS)
def test_figures_are_those_of_the_tables(lang: str, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/index.html")
    shown = dict(zip(page.locator("dl dt").all_inner_texts(), page.locator("dl dd").all_inner_texts(), strict=True))
    tables = pp.tables().set_index("title_zh" if lang == "zh" else "title")["rows"]
    assert len(shown) > 8
    assert shown == {title: f"{tables[title]:,}" for title in shown}


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_opens_with_what_the_data_say(lang: str, view: Callable[..., Any]) -> None:
    facts = view(f"{lang}/index.html").locator(".facts-said a").all_inner_texts()
    growth = "indicator_id == 'gdp' and measure == 'cumulative_change'"
    aims, reached = (
        frame.query(f"{growth} and {year}")
        .loc[lambda rows: rows["region_code"].str.endswith("0000") & rows["subject_zh"].isna()]
        .sort_values("evidence_start")
        .groupby("region_code")["value"]
        .first()
        for frame, year in ((pp.load("targets"), "target_year == 2026"), (pp.load("observations"), "year == 2025"))
    )
    assert f"{aims.min():g}" in facts[0]
    assert f"{aims.max():g}" in facts[0]
    both = aims.index.intersection(reached.index)
    assert re.findall(r"\d+", facts[1])[:2] == sorted(
        [str((aims[both] < reached[both]).sum()), str(len(both))], key=facts[1].index
    )
    due = pp.progress().query("status in ['met', 'missed', 'undecided', 'not_comparable', 'not_reported']")
    silent = (due["status"] == "not_reported").sum()
    assert sorted(map(int, re.findall(r"\d+", facts[2])[:2])) == sorted([silent, len(due)])


@pytest.mark.parametrize("lang", LANGS)
def test_every_question_leads_to_a_page(lang: str, site: Path, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/index.html")
    leads = [link.get_attribute("href") for link in page.locator(".ways a, .facts-said a").all()]
    assert len(leads) > 8
    assert [address for address in leads if not (site / lang / address).is_file()] == []


def test_all_results_can_be_shown_by_keyboard(view: Callable[..., Any]) -> None:
    page = view("en/index.html")
    page.focus("#words")
    page.keyboard.type("Hainan")
    first = page.locator("#results li").count()
    total = int(page.inner_text("#found").split()[0])
    assert first < total
    page.focus("#more")
    page.keyboard.press("Enter")
    assert page.locator("#results li").count() == total
    assert page.evaluate("document.activeElement.closest('#results') !== null")


def test_a_search_has_an_address_and_other_pages_search_too(view: Callable[..., Any]) -> None:
    page = view("zh/index.html")
    page.fill("#words", "钾盐 镁")
    found = page.inner_text("#found")
    other = view("zh/" + page.url.rpartition("/")[2])
    assert other.inner_text("#found") == found
    other = view("zh/targets.html")
    other.fill(".find input", "钾盐 镁")
    other.press(".find input", "Enter")
    other.wait_for_url("**/index.html?*")
    assert other.inner_text("#found") == found


def test_downloads_are_linked_where_there_are_any(
    site: Path, tmp_path: Path, example: Any, view: Callable[..., Any]
) -> None:
    link = view("zh/index.html").locator(".downloads a")
    assert link.inner_text() == "data package.zip"
    assert (site / "zh" / "../../data package.zip").resolve() == (site.parent / "data package.zip")
    assert link.get_attribute("href") == "../../data%20package.zip"
    from pyplanning.publishing.site.make import make_site

    make_site(example.package(), tmp_path / "bare")
    assert view("zh/index.html", folder=tmp_path / "bare").locator(".downloads").count() == 0


def test_the_first_page_offers_both_languages(view: Callable[..., Any], faults: Callable[[Any], list[str]]) -> None:
    page = view("index.html", 390)
    assert faults(page) == []
    page.click("a[hreflang=en]")
    page.wait_for_url("**/en/index.html")
    page.click("a[data-language]")
    page.wait_for_url("**/zh/index.html")
    assert page.get_attribute("html", "lang") == "zh-CN"
