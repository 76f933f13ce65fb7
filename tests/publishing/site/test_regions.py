from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pyplanning as pp

from .conftest import LOOKS, TWO_LOOKS

BUSIEST = "460000"  # the page of a province with a report read in full and two plans


def test_every_region_has_a_page_with_all_that_is_said_of_it(site: Path) -> None:
    tables = {name: pp.load(name) for name in ("targets", "observations", "parks", "region_industries")}
    located = pp.load("project_regions")
    for code in pp.load("regions")["region_code"]:
        html = (site / "en" / "regions" / f"{code}.html").read_text("utf-8")
        for name in ("targets", "observations"):
            of = tables[name][tables[name]["region_code"] == code]
            table = html.partition(f'id="{name}"')[2].partition("</table>")[0]
            assert table.count("<tr>") == (min(len(of), 200) + 1 if len(of) else 0), (code, name)
            quoted = of.head(200).query("table_label.isna()")["evidence"]  # a figure of a table is shown as its row
            assert all(quote in table for quote in quoted.str[:3])
        for park in tables["parks"].query("region_code == @code")["park_id"].head(200):
            assert f'href="../parks/{park}.html"' in html
        for project in located.query("region_code == @code")["project_id"].head(200):
            assert f'href="../projects.html#{project}"' in html


def test_the_list_of_places_leads_to_every_page(site: Path) -> None:
    html = (site / "zh" / "regions.html").read_text("utf-8")
    pages = {page.name for page in (site / "zh" / "regions").iterdir()}
    assert set(re.findall(r'href="regions/([^"]+)"', html)) == pages


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
@pytest.mark.parametrize("address", ["regions.html", "about.html"])
def test_the_pages_can_be_used_by_all(
    address: str, lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    assert faults(view(f"{lang}/{address}", width, scheme)) == []


@pytest.mark.parametrize(("lang", "width", "scheme"), TWO_LOOKS)
def test_the_page_of_a_region_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    assert faults(view(f"{lang}/regions/{BUSIEST}.html", width, scheme)) == []


@pytest.mark.parametrize("place", ["about", "method", "licence", "cite", "report"])
def test_the_foot_of_every_page_leads_to_the_page_about_the_data(place: str, site: Path) -> None:
    about = (site / "en" / "about.html").read_text("utf-8")
    assert f'id="{place}"' in about
    for page in ("index.html", "targets.html", f"regions/{BUSIEST}.html"):
        assert f'about.html#{place}"' in (site / "en" / page).read_text("utf-8")
    assert pp.cite() in about.replace("&#34;", '"').replace("&amp;", "&")
