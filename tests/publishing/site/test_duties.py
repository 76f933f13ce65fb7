from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import LOOKS

SIGNS = {"●": "lead", "○": "participant", "◇": "unspecified"}
CELLS = """[...document.querySelectorAll('tr.task td[data-agency]')].map((cell) =>
    [cell.parentElement.id, cell.dataset.agency, cell.querySelector('.sign').textContent])"""
SHOWN = "[...document.querySelectorAll('.task:not([hidden])')].map((task) => task.id)"
QINGHAI = "qinghai-mic2025-2016"


@pytest.fixture(scope="module")
def responsibilities() -> pd.DataFrame:
    return pp.load("responsibilities").merge(pp.load("tasks")[["task_id", "plan_id"]])


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/duties.html", width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


def test_the_matrices_hold_every_responsibility(responsibilities: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/duties.html")
    shown = {(task, agency, SIGNS[sign]) for task, agency, sign in page.evaluate(CELLS)}
    held = responsibilities[["task_id", "agency_id", "role"]].astype("str").itertuples(index=False, name=None)
    assert shown == set(held)
    assert sorted(page.evaluate(SHOWN)) == sorted(pp.load("tasks")["task_id"])


def test_a_sign_is_under_its_agency(view: Callable[..., Any]) -> None:
    wrong = view("zh/duties.html").evaluate("""
        [...document.querySelectorAll('tr.task td[data-agency]')].filter((cell) =>
        cell.closest('table').tHead.rows[0].cells[cell.cellIndex].dataset.agency !== cell.dataset.agency).length""")
    assert wrong == 0


def test_lead_and_participant_differ_by_sign_colour_and_words(view: Callable[..., Any]) -> None:
    page = view(f"zh/duties.html#plan={QINGHAI}")
    signs = page.evaluate("""['lead', 'participant'].map((role) => {
        const sign = document.querySelector(`td .sign.${role}`);
        return [sign.textContent, getComputedStyle(sign).color, sign.nextElementSibling.textContent];
    })""")
    assert [len(set(part)) for part in zip(*signs, strict=True)] == [2, 2, 2]
    assert [words for _, _, words in signs] == ["牵头", "参与"]
    legend = page.inner_text(f"section[data-plan='{QINGHAI}'] .legend").split()
    assert legend[:4] == ["●", "牵头", "○", "参与"]


def test_an_agency_leaves_its_tasks_and_those_who_share_them(
    responsibilities: pd.DataFrame, view: Callable[..., Any]
) -> None:
    agency = "qinghai-science-technology-department"
    page = view("zh/duties.html")
    page.select_option("select[name=agency]", agency)
    own = set(responsibilities.loc[responsibilities["agency_id"] == agency, "task_id"])
    assert set(page.evaluate(SHOWN)) == own
    sharing = set(responsibilities.loc[responsibilities["task_id"].isin(own), "agency_id"])
    heads = page.evaluate(
        "[...document.querySelectorAll('th.agency')].filter((h) => h.offsetParent).map((h) => h.dataset.agency)"
    )
    assert set(heads) == sharing
    assert view("zh/" + page.url.rpartition("/")[2]).evaluate(SHOWN) == page.evaluate(SHOWN)
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelectorAll('.task[hidden]').length === 0")


def test_words_find_tasks_in_both_languages(view: Callable[..., Any]) -> None:
    page = view("en/duties.html")
    for words in ("构建产业技术创新体系", "industrial technology innovation"):
        page.fill("input[name=words]", words)
        assert f"{QINGHAI}-3-1-1" in page.evaluate(SHOWN)
        assert len(page.evaluate(SHOWN)) < 10


def test_a_matrix_scrolls_in_its_box_under_its_heads(view: Callable[..., Any]) -> None:
    page = view(f"en/duties.html#plan={QINGHAI}")
    page.evaluate("document.querySelector('section:not([hidden]) .matrix').scrollTo(300, 600)")
    kept = page.evaluate("""() => {
        const box = document.querySelector('section:not([hidden]) .matrix'), at = box.getBoundingClientRect();
        const head = box.querySelector('th.agency').getBoundingClientRect();
        const task = box.querySelector('.task th').getBoundingClientRect();
        return [box.scrollLeft, box.scrollTop, Math.abs(head.top - at.top) < 3, Math.abs(task.left - at.left) < 3];
    }""")
    assert kept == [300, 600, True, True]


def test_on_a_phone_a_task_lists_its_agencies_in_order(view: Callable[..., Any]) -> None:
    task = f"{QINGHAI}-3-1-1"
    page = view(f"zh/duties.html#{task}", 390)
    agencies = page.evaluate(
        """(id) => [...document.getElementById(id).cells].filter((cell) => cell.matches('td[data-agency]'))
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((cell) => cell.dataset.agency)""",
        task,
    )
    rows = pp.load("responsibilities").query("task_id == @task").sort_values("position")
    assert agencies == list(rows["agency_id"])
    assert page.locator(f"[id='{task}'] .who").first.is_visible()
