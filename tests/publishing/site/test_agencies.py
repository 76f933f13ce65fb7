from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import FOUND, LOOKS

COUNTED = """[...document.querySelectorAll('#agencies tbody tr')].map((row) =>
    [row.id, ...[...row.cells].slice(5).map((cell) => Number(cell.dataset.value ?? cell.textContent))])"""
AGENCY = "qinghai-science-technology-department"


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_pages_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    for address in ("agencies.html", f"agencies/{AGENCY}.html"):
        page = view(f"{lang}/{address}", width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults(page) == []


def test_the_index_counts_the_duties(view: Callable[..., Any]) -> None:
    duties = pp.load("responsibilities")
    held = pd.crosstab(duties["agency_id"], duties["role"]).reindex(pp.load("agencies")["agency_id"], fill_value=0)
    held = held[["lead", "participant", "unspecified"]].assign(total=held.sum(axis=1))
    counted = {key: counts for key, *counts in view("zh/agencies.html").evaluate(COUNTED)}
    assert counted == {str(key): list(counts) for key, counts in zip(held.index, held.to_numpy().tolist(), strict=True)}
    totals = [counts[-1] for counts in counted.values()]
    assert totals == sorted(totals, reverse=True)


def test_the_index_is_searched_filtered_and_sorted(view: Callable[..., Any]) -> None:
    page = view("zh/agencies.html")
    aliases = pp.load("agency_aliases")
    page.fill("input[name=words]", aliases.loc[aliases["agency_id"] == AGENCY, "alias_zh"].iloc[0])
    assert AGENCY in page.evaluate(FOUND)
    page.fill("input[name=words]", "")
    page.select_option("select[name=kind]", "party")
    agencies = pp.load("agencies")
    assert set(page.evaluate(FOUND)) == set(agencies.loc[agencies["kind"] == "party", "agency_id"])
    page.select_option("select[name=kind]", "")
    page.click("th:nth-child(6) button")
    page.click("th:nth-child(6) button")
    led = [counts[0] for _, *counts in page.evaluate(COUNTED)]
    assert led == sorted(led, reverse=True)
    assert led[0] > 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_agency_has_all_that_the_tables_hold(lang: str, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/agencies/{AGENCY}.html")
    text, duties = page.inner_text("main"), pp.load("responsibilities")
    own = duties[duties["agency_id"] == AGENCY]
    tasks = pp.load("tasks").set_index("task_id").loc[own["task_id"]]
    aliases = pp.load("agency_aliases").query("agency_id == @AGENCY")
    texts = [*own["evidence"], *tasks[f"title_{lang}"], *aliases["alias_zh"]]
    assert len(own) > 10
    assert [part for part in texts if part not in text] == []
    assert page.evaluate(
        "[...document.querySelectorAll('.duty tbody tr')].map((row) => row.querySelector('.number').textContent)"
    ) == [str(position) for position in own["position"]]
    others = duties[duties["task_id"].isin(own["task_id"]) & (duties["agency_id"] != AGENCY)]
    assert page.locator(".others a").count() == len(others)
    assert page.locator(".others .sign.lead").count() == (others["role"] == "lead").sum()


def test_a_function_has_the_tasks_of_its_agencies_in_every_plan(site: Path) -> None:
    agencies = pp.load("agencies").set_index("agency_id")["function_id"]
    tasks = pp.load("tasks").set_index("task_id")["plan_id"]
    duties = pp.load("responsibilities")
    duties = duties.assign(function=duties["agency_id"].map(agencies), plan=duties["task_id"].map(tasks))
    for function in pp.load("agency_functions")["function_id"]:
        text = (site / "en" / "functions" / f"{function}.html").read_text(encoding="utf-8")
        parts = dict(re.findall(r'<h2><a href="../plans/([^"]+)\.html">(.*?)</table>', text, re.S))
        own = duties[duties["function"] == function]
        assert set(parts) == set(own["plan"])
        for plan, rows in own.groupby("plan"):
            shown = re.findall(r'href="../duties.html#([^"]+)".*?class="sign (\w+)"', parts[plan], re.S)
            assert sorted(shown) == sorted(zip(rows["task_id"], rows["role"], strict=True))
            assert [role for _, role in shown] == sorted(role for _, role in shown)  # lead comes first


def test_every_agency_has_a_page(site: Path) -> None:
    for lang in ("zh", "en"):
        assert {file.stem for file in (site / lang / "agencies").iterdir()} == set(pp.load("agencies")["agency_id"])
    plans = pp.load("plans").dropna(subset=["issuer_id"])
    for row in plans.itertuples():
        page = (site / "zh" / "agencies" / f"{row.issuer_id}.html").read_text(encoding="utf-8")
        assert f'href="../plans/{row.plan_id}.html"' in page
    assert len(plans) > 0
