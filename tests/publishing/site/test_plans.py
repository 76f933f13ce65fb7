from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.site.content import Content, read_content
from pyplanning.publishing.site.make import make_site
from pyplanning.publishing.site.plans import TAKEN, Heading, outline, plan_rows

from .conftest import TWO_LOOKS, whole

PLANS = list(pp.load("plans")["plan_id"])
ADDRESSES = set(pp.load("plan_sources")["url"])
SMALL = "guangdong-pearl-west-2017"


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(root(), "en", Path("site"))


def headings(tree: list[Heading]) -> list[Heading]:
    return [found for heading in tree for found in (heading, *headings(heading.below))]


@pytest.mark.parametrize("plan", PLANS)
def test_the_outline_has_every_heading_and_every_row_under_it(plan: str, content: Content) -> None:
    found = headings(outline(plan, content))
    sections = pp.load("sections").query("plan_id == @plan")
    assert sorted(heading.row["section_id"] for heading in found) == sorted(sections["section_id"])
    taken = Counter({(table, row["section_id"]): 0 for table in TAKEN for row in content.rows("sections")})
    taken.update((table, h.row["section_id"]) for h in found for table, rows in h.taken for _ in rows)
    for table in TAKEN:
        placed = pp.load(table).query("plan_id == @plan")["section_id"].dropna()
        assert {key: taken[table, key] for key in sections["section_id"]} == {
            key: int((placed == key).sum()) for key in sections["section_id"]
        }


def test_what_is_beneath_a_heading_is_added_up(content: Content) -> None:
    top = outline("hubei-mic2025-2015", content)
    for heading in headings(top):
        below = headings(heading.below)
        assert heading.size() == len(below)
        assert heading.beneath() == sum((h.counts() for h in below), Counter())
    assert max(heading.size() for heading in top) > 40


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_a_page_has_every_heading_once_and_the_figures_of_the_plan(plan: str, lang: str, site: Path) -> None:
    text = (site / lang / "plans" / f"{plan}.html").read_text()
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    for table, key, before in [
        ("sections", "section_id", ""),
        ("terms", "term_id", "terms-"),
        ("citations", "citation_id", "citations-"),
        ("goals", "goal_id", "goals-"),
    ]:
        assert set(before + pp.load(table).query("plan_id == @plan")[key]) <= set(ids)
    targets = pp.load("targets").query("plan_id == @plan")
    for key in targets["target_id"]:
        assert f'href="../targets.html#{key}"' in text
    shown = re.findall(r'data-amount="([^"]+)"', text)
    figures = [*targets["value"].dropna(), *pp.load("observations").query("plan_id == @plan")["value"].dropna()]
    assert sorted(map(float, shown)) == sorted(map(float, figures))


def test_a_page_does_not_quote_the_plan(site: Path) -> None:
    text = (site / "zh" / "plans" / f"{SMALL}.html").read_text()
    assert "<q" not in text


@pytest.mark.parametrize("plan", PLANS)
def test_the_rows_of_a_plan_are_those_of_coverage(plan: str, content: Content) -> None:
    states = pp.load("coverage").query("plan_id == @plan").set_index("table_name")["state"]
    counts = {table: len(plan_rows(table, plan, content)) for table in states.index}
    assert {table for table, count in counts.items() if not count} == set(
        states.index[states.isin(["absent", "not_read"])]
    )
    for table in (table for table in states.index if "plan_id" in content.resources[table].columns):
        assert counts[table] == len(pp.load(table).query("plan_id == @plan"))
    duties = pp.load("responsibilities")["task_id"].map(pp.load("tasks").set_index("task_id")["plan_id"])
    assert counts["responsibilities"] == (duties == plan).sum()
    assert counts["parks"] >= pp.load("park_roles").query("plan_id == @plan")["park_id"].nunique()


def test_every_row_with_a_section_is_shown_somewhere(content: Content) -> None:
    for table in TAKEN:
        for row in content.rows(table):
            if row["section_id"]:
                assert content.shown_at(table, content.key(table, row)), (table, row)


def test_links_lead_somewhere(site: Path) -> None:
    known: dict[Path, set[str]] = {}
    own = [site / "zh" / name for name in ("plans.html", "concepts.html", "coverage.html")]
    for file in [*own, *(site / "zh/plans").glob("*.html"), *(site / "zh/concepts").glob("*.html")]:
        for href in set(re.findall(r'href="([^"]+)"', whole(file))):
            address, _, mark = href.partition("#")
            if unescape(href) in ADDRESSES:
                continue
            aim = (file.parent / address).resolve() if address else file
            assert aim.is_file(), (file, href)
            if mark and "=" not in mark:
                if aim not in known:
                    known[aim] = set(re.findall(r'\bid="([^"]+)"', whole(aim)))
                assert unquote(mark) in known[aim], (file, href)


@pytest.mark.parametrize("plan", PLANS)
def test_a_page_names_the_plans_documents_groups_places_and_instruments(plan: str, site: Path) -> None:
    text = unescape((site / "en" / "plans" / f"{plan}.html").read_text())
    parts = {head.partition('"')[0]: head for head in text.split('<h2 id="')[1:]}
    for table, column in (("citations", "cited_title_en"), ("industry_memberships", "group_en"), ("goals", "text_en")):
        for name in pp.load(table).query("plan_id == @plan")[column].dropna():
            assert name in parts[table], (table, name)
    named = pp.load("region_industries", labels="en").query("plan_id == @plan")
    assert all(name in parts["region_industries"] for name in named["region_name_en"])
    instruments = pp.load("instruments").query("plan_id == @plan")
    assert re.findall(r'href="../instruments.html#([^="]+)"', parts.get("instruments", "")) == list(
        instruments.sort_values(["kind", "evidence_start"], kind="stable")["instrument_id"]
    )


def test_a_promised_document_has_its_maker(site: Path) -> None:
    promised = pp.load("citations").query("relation == 'to_be_made'").dropna(subset="agency_id")
    for row in promised.itertuples():
        text = (site / "zh" / "plans" / f"{row.plan_id}.html").read_text()
        entry = text.split(f'id="citations-{row.citation_id}"')[1].split("</li>")[0]
        assert f'href="../agencies/{row.agency_id}.html"' in entry
        agency = (site / "zh" / "agencies" / f"{row.agency_id}.html").read_text()
        assert f'href="../plans/{row.plan_id}.html#citations-{row.citation_id}"' in agency
    assert len(promised) > 0


def test_only_an_address_of_the_web_is_linked(example: Any, tmp_path: Path) -> None:
    urls = ("https://example.org/plan", "javascript:alert(1)")
    example.rows["plan_sources"] = [
        {"plan_id": example.plan_id, "position": str(n), "url": url, "kind": "copy"} for n, url in enumerate(urls, 1)
    ]
    make_site(example.package(), tmp_path / "site")
    text = (tmp_path / "site" / "en" / "plans" / f"{example.plan_id}.html").read_text()
    assert all(url in text for url in urls)
    assert re.findall(r'<a href="([^"]+)" rel="external">', text) == ["https://example.org/plan"]


def test_the_overview_counts_what_each_plan_has(site: Path) -> None:
    text = (site / "en" / "plans.html").read_text()
    for plan in PLANS:
        card = text.split(f'<li id="{plan}">')[1].split("</li>")[0]
        counted = dict(re.findall(r"<dt>([^<]+)</dt><dd>([\d,]+)</dd>", card))
        for table in ("targets", "projects", "industries", "tasks"):
            assert int(counted.get(table.capitalize(), "0").replace(",", "")) == len(
                pp.load(table).query("plan_id == @plan")
            )


def test_a_heading_in_the_address_is_unfolded(view: Callable[..., Any]) -> None:
    deep = pp.load("sections").query("plan_id == @SMALL and level == 3")["section_id"].iloc[-1]
    page = view(f"zh/plans/{SMALL}.html#{deep}")
    row = page.locator(f"[id='{deep}']")
    assert row.locator("> .title").is_visible()
    assert page.evaluate("id => document.getElementById(id).getBoundingClientRect().top < innerHeight", deep)
    page.click("button[data-fold=close]")
    assert not row.locator("> .title").is_visible()
    page.click("button[data-fold=open]")
    assert page.locator("#outline details:not([open])").count() == 0


@pytest.mark.parametrize(("lang", "width", "scheme"), TWO_LOOKS)
@pytest.mark.parametrize("name", ["plans.html", f"plans/{SMALL}.html"])
def test_the_pages_can_be_used_by_all(
    name: str, lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/{name}", width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert faults(page) == []
