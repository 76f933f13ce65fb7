from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# What people look for → the beginning of the address of what should be among the first three results.
QUERIES: dict[str, str] = json.loads(Path(__file__).with_name("queries.json").read_text("utf-8"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_people_look_for_is_among_the_first_three(lang: str, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/index.html")
    found = page.evaluate("(queries) => queries.map((query) => page.search(query).slice(0, 3))", [*QUERIES])
    missed = {
        query: first
        for (query, wanted), first in zip(QUERIES.items(), found, strict=True)
        if not any(address.startswith(wanted) for address in first)
    }
    assert len(QUERIES) >= 100
    assert len(missed) <= len(QUERIES) * 0.05, missed


def test_the_index_is_small(site: Path) -> None:
    assert {lang: (site / lang / "data/search.js").stat().st_size < 600_000 for lang in ("zh", "en")} == {
        "zh": True,
        "en": True,
    }


@pytest.mark.parametrize(
    ("lang", "query", "status"),
    [
        ("en", "biomedcine", "0 found; near it:"),
        ("zh", "新能原汽车", "找到0条；相近的有："),
        ("en", "<script>", "0 found. The package has names"),
        ("zh", "石墨烯炔", "找到0条。本数据包收录名称、数值和简短引文，不含规划全文；规划原文中可能有相关内容。"),
    ],
)
def test_where_nothing_is_found_the_page_says_what_is_near(
    lang: str, query: str, status: str, view: Callable[..., Any]
) -> None:
    page = view(f"{lang}/index.html")
    page.fill("#words", query)
    assert page.inner_text("#found").startswith(status)
    assert (page.locator("#results li").count() > 0) == ("near" in status or "相近" in status)


def test_a_result_says_of_which_plan_it_is(view: Callable[..., Any]) -> None:
    page = view("en/index.html")
    page.fill("#words", "Hubei GDP")
    first = page.locator("#results li").first
    assert "Hubei 2026" in first.inner_text()
    assert first.locator(".tag").inner_text() == "Target"


@pytest.mark.parametrize(
    ("lang", "words", "name", "address"),
    [
        ("zh", "青海省商务厅", "青海省商务厅", "agencies/"),
        ("zh", "省商务厅", "青海省商务厅", "agencies/"),  # as the plan writes it
        ("zh", "石墨烯炔", "", ""),
        ("en", "biomed", "Biomedicine", "concepts/biomedicine.html"),
        ("en", "生物医药", "Biomedicine", "concepts/biomedicine.html"),
        ("en", "循环化改造园区达到28个", "Parks transformed for circular economy", "targets.html#"),
    ],
)
def test_the_search_finds_in_both_languages(
    lang: str, words: str, name: str, address: str, view: Callable[..., Any]
) -> None:
    page = view(f"{lang}/index.html")
    page.fill("#words", words)
    links = page.locator("#results a")
    found = [(link.inner_text(), link.get_attribute("href")) for link in links.all()]
    if not name:
        assert found == []
        assert "0" in page.inner_text("#found")
    else:
        assert any(text.startswith(name) and href.startswith(address) for text, href in found[:5])


def test_every_result_leads_to_a_file_and_some_to_a_row(site: Path, view: Callable[..., Any]) -> None:
    page = view("en/index.html")
    entries = page.evaluate("page.index.map((row) => row.address)")
    assert len(entries) > 2000
    assert {address for address in entries if not (site / "en" / address.partition("#")[0]).is_file()} == set()
    page.fill("#words", "循环化改造园区达到28个")
    page.locator('#results a[href^="targets.html#"]').first.click()
    page.wait_for_url("**/targets.html#*")
    assert "循环化改造园区达到28个" in page.locator("tr:target").inner_text()
