from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.site.content import Content, read_content
from pyplanning.publishing.site.parks import Branch, nested, tree

from .conftest import LOOKS

SHOWN = "[...document.querySelectorAll('.park:not([hidden]) > div .called a')].map((a) => a.getAttribute('href'))"
ZONE = "haikou-comprehensive-bonded-zone"


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return read_content(root(), "en", tmp_path)


def _parks(branch: Branch, inside: dict[str, list[dict[str, str]]]) -> list[str]:
    def below(rows: list[dict[str, str]]) -> list[str]:
        return [key for row in rows for key in (row["park_id"], *below(inside.get(row["park_id"], [])))]

    return below(branch.parks) + [key for part in branch.branches for key in _parks(part, inside)]


def test_each_park_is_once_in_the_tree(content: Content) -> None:
    inside = nested(content)
    branches = tree(content, inside)
    found = [key for branch in branches for key in _parks(branch, inside)]
    assert sorted(found) == sorted(pp.load("parks")["park_id"])
    assert sum(branch.size for branch in branches) == len(found)
    *placed, _ = keys = [branch.key for branch in branches]
    assert keys == [*sorted(placed), ""]  # what is in no province comes last


def test_places_lead_from_the_province_down(content: Content) -> None:
    assert content.places("440606") == ["440000", "440600", "440606"]
    assert content.places("china") == content.places("") == content.places("no such place") == []


def test_trees_that_lead_back_end(content: Content) -> None:
    first, second = content.rows("parks")[:2]
    first["parent_id"], second["parent_id"] = second["park_id"], first["park_id"]
    content.row("regions", "440000")["parent_code"] = "440606"
    assert set(content.places("440606")) == {"440606", "440600", "440000"}
    inside = nested(content)
    found = [key for branch in tree(content, inside) for key in _parks(branch, inside)]
    assert len(found) == len(set(found)) == len(content.rows("parks"))


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_pages_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/parks.html#region=420000", width, scheme)
    assert len(page.evaluate(SHOWN)) > 20
    assert faults(page) == []
    assert faults(view(f"{lang}/parks/{ZONE}.html", width, scheme)) == []


def test_words_find_parks_by_name_industry_and_enterprise(view: Callable[..., Any]) -> None:
    page = view("zh/parks.html")
    assert len(page.evaluate(SHOWN)) == len(pp.load("parks"))
    enterprises = (
        pp.load("park_enterprises").merge(pp.load("enterprises")).merge(pp.load("park_roles"), "left", "park_role_id")
    )
    for words in (
        "海口综合保税区",
        "comprehensive bonded haikou",
        enterprises.set_index("park_id").loc[ZONE, "name_zh"].iloc[0],
    ):
        page.fill("input[name=words]", words)
        assert f"parks/{ZONE}.html" in page.evaluate(SHOWN)
        assert page.locator(f".called a[href='parks/{ZONE}.html']").is_visible()
    again = view("zh/" + page.url.rpartition("/")[2])
    assert again.evaluate(SHOWN) == page.evaluate(SHOWN)
    page.fill("input[name=words]", "no such word")
    assert page.evaluate(SHOWN) == []


def test_choices_leave_the_parks_that_fit(view: Callable[..., Any]) -> None:
    roles, parks = pp.load("park_roles"), pp.load("parks")
    page = view("en/parks.html")
    page.select_option("select[name=role]", "pilot")
    assert {a[6:-5] for a in page.evaluate(SHOWN)} >= set(roles.loc[roles["role"] == "pilot", "park_id"])
    count = roles.loc[roles["role"] == "pilot", "park_id"].nunique()
    assert page.inner_text("[data-count]") == f"{count} of {len(parks)} parks."


def test_places_open_by_keyboard_and_all_at_once(view: Callable[..., Any]) -> None:
    page = view("zh/parks.html")
    place = page.locator("[data-code='420100']").first
    assert place.get_attribute("open") is None
    place.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert place.get_attribute("open") is not None
    page.click("[data-unfold=close]")
    assert page.locator(".branch[open]").count() == 0
    page.click("[data-unfold=open]")
    assert page.locator(".branch:not([open])").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_park_has_all_that_the_tables_hold(lang: str, view: Callable[..., Any]) -> None:
    text = view(f"{lang}/parks/{ZONE}.html").inner_text("main")
    roles = pp.load("park_roles").query("park_id == @ZONE")
    industries = pp.load("park_industries").query("park_role_id in @roles.park_role_id")
    listed = pp.load("park_enterprises").query("park_role_id in @roles.park_role_id").merge(pp.load("enterprises"))
    park = pp.load("parks").set_index("park_id").loc[ZONE]
    texts = [*roles["evidence"], *roles["role_zh"].dropna(), *industries["industry_zh"], *industries["evidence"]]
    texts += [*listed["name_zh"], *listed["evidence"], park["name_zh"], park["name_en"]]
    assert len(listed) > 2
    assert [part for part in texts if part not in text] == []


def test_every_park_has_a_page_with_its_projects(site: Path) -> None:
    parks, projects = pp.load("parks"), pp.load("projects").dropna(subset=["park_id"])
    for lang in ("zh", "en"):
        assert {file.stem for file in (site / lang / "parks").iterdir()} == set(parks["park_id"])
    for park, of_park in projects.groupby("park_id"):
        text = (site / "en" / "parks" / f"{park}.html").read_text(encoding="utf-8")
        assert [key for key in of_park["project_id"] if f'href="../projects.html#{key}"' not in text] == []


def test_a_centre_is_shown_with_its_enterprise(site: Path) -> None:
    listed = pp.load("park_enterprises").merge(pp.load("technology_centres"), on="enterprise_id")
    listed = listed.merge(pp.load("park_roles"), on="park_role_id")
    for row in listed.itertuples():
        assert row.name_zh in (site / "zh" / "parks" / f"{row.park_id}.html").read_text(encoding="utf-8")
    assert len(listed) > 0
