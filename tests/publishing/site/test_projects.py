from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import FOUND, LOOKS, TEXTS, fitting, with_concepts


@pytest.fixture(scope="module")
def projects() -> pd.DataFrame:
    return with_concepts("projects")


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/projects.html#words={'原文问题' if lang == 'zh' else 'Source+issue'}", width, scheme)
    issues = pp.load("source_issues")
    assert len(page.evaluate(FOUND)) == issues.loc[issues["table_name"] == "projects", "row_id"].nunique()
    assert faults(page) == []


def test_the_summary_counts_the_table(projects: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/projects.html")
    counted = page.evaluate(
        "[...document.querySelectorAll('.counts tbody td, .counts tfoot td')].map((cell) => Number(cell.textContent))"
    )
    names = pp.load("plans").set_index("plan_id")["name_en"]
    counts = pd.crosstab(projects["stage"], projects["plan_id"], margins=True)
    plans = sorted(projects["plan_id"].unique(), key=lambda plan: names[plan])  # others have none
    stages = [stage for stage in projects["stage"].cat.categories if stage in counts.index]
    assert counted == [counts.loc[stage, plan] for stage in [*stages, "All"] for plan in [*plans, "All"]]
    page.click(f".counts a[href='#plan={plans[0]}&stage=to_build']")
    fits = (projects["plan_id"] == plans[0]) & (projects["stage"] == "to_build")
    assert page.evaluate(FOUND) == list(projects.loc[fits, "project_id"])


@pytest.mark.parametrize(
    "chosen",
    [
        {"plan_id": "hubei-mic2025-2015"},
        {"stage": "under_construction"},
        {"kind": "programme"},
        {"concept": "biomedicine", "plan_id": "hainan-high-tech-2026"},
    ],
)
def test_filters_leave_the_rows_that_fit(
    chosen: dict[str, str], projects: pd.DataFrame, view: Callable[..., Any]
) -> None:
    page = view("zh/projects.html")
    fits = projects["project_id"].notna()
    for column, value in chosen.items():
        fits &= fitting(projects, column, value)
        page.select_option(f"select[name={column.partition('_')[0]}]", value)
    assert fits.any()
    assert page.evaluate(FOUND) == list(projects.loc[fits, "project_id"])


def test_a_place_holds_the_projects_of_the_places_in_it(projects: pd.DataFrame, view: Callable[..., Any]) -> None:
    regions, named = pp.load("regions"), pp.load("project_regions")
    inside = {"420000", *regions.loc[regions["parent_code"] == "420000", "region_code"]}
    inside |= set(regions.loc[regions["parent_code"].isin(inside), "region_code"])
    parks = pp.load("parks").set_index("park_id")["region_code"]
    fits = projects["project_id"].isin(named.loc[named["region_code"].isin(inside), "project_id"])
    fits |= projects["park_id"].map(parks).isin(inside)
    page = view("zh/projects.html#region=420000")
    assert 0 < fits.sum() < 80
    assert page.evaluate(FOUND) == list(projects.loc[fits, "project_id"])


def test_a_row_has_names_action_capacity_evidence_and_place(view: Callable[..., Any]) -> None:
    page = view("en/projects.html")
    row = pp.load("projects").dropna(subset=["capacity_value", "action_zh"]).iloc[0]
    page.evaluate(f"location.hash = '{row.project_id}'")
    text = page.inner_text(f"[id='{row.project_id}']")
    for part in (row.name_zh, row.name_en, row.action_zh, f"{row.capacity_value:,.0f}", row.evidence):
        assert part in text
    assert page.locator(f"[id='{row.project_id}'] .place a").first.get_attribute("href") == f"plans/{row.plan_id}.html"


def test_a_composed_name_is_marked(projects: pd.DataFrame, view: Callable[..., Any]) -> None:
    rows = view("en/projects.html").evaluate(TEXTS)
    marked = {key for key, text in rows.items() if "name put together from the parts of a list" in text}
    assert marked == set(projects.loc[projects["name_composed"], "project_id"])


def test_a_place_is_shown_with_the_places_that_contain_it(view: Callable[..., Any]) -> None:
    regions = pp.load("regions").set_index("region_code")
    named = pp.load("project_regions").query("region_code == '440606'").iloc[0]
    text = view(f"zh/projects.html#{named.project_id}").inner_text(f"[id='{named.project_id}'] td:nth-child(2)")
    steps = [regions.loc[code, "name_zh"] for code in ("440000", "440600", "440606")]
    assert " › ".join(steps) in text
