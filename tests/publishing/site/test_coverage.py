from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.site.content import read_content
from pyplanning.publishing.site.plans import plan_rows

from .conftest import FOUND, TWO_LOOKS

HTML = "Object.fromEntries([...lists.values()][0].items.map(({ element }) => [element.id, element.innerHTML]))"


@pytest.fixture(scope="module")
def issues() -> pd.DataFrame:
    return pp.load("source_issues")


def tables(site: Path, lang: str) -> list[list[list[str]]]:
    """The bodies of the page's tables, as cells."""
    text = (site / lang / "coverage.html").read_text()
    return [
        [re.findall(r"<t[dh]\b.*?</t[dh]>", row, re.DOTALL) for row in re.findall(r"<tr.*?</tr>", body, re.DOTALL)]
        for body in re.findall(r"<tbody>.*?</tbody>", text, re.DOTALL)
    ]


def number(cell: str) -> str:
    return re.sub("<[^>]+>", " ", cell).split()[0].replace(",", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_matrix_has_every_table_of_every_plan(lang: str, site: Path) -> None:
    content = read_content(root(), lang, site)
    coverage = pp.load("coverage").set_index(["table_name", "plan_id"])
    plans = list(pp.load("plans")["plan_id"])
    matrix = tables(site, lang)[0]
    listed = [table for table in content.resources if table in set(coverage.index.get_level_values(0))]
    titles = [re.sub("<[^>]+>", "", row[0]) for row in matrix]
    assert sorted(titles) == sorted(content.title(table) for table in listed)
    for table in listed:
        cells = matrix[titles.index(content.title(table))][1:]
        for plan, cell in zip(plans, cells, strict=True):
            state, rows = coverage.loc[(table, plan)], len(plan_rows(table, plan, content))
            assert number(cell) == ("–" if not rows and state["state"] == "not_read" else str(rows))
            assert (state[f"note_{lang}"] in unescape(cell)) == (state["state"] != "extracted")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_missing_is_listed_plan_by_plan(lang: str, issues: pd.DataFrame, site: Path) -> None:
    coverage = pp.load("coverage")
    text = unescape((site / lang / "coverage.html").read_text())
    parts = text.split('id="missing"')[1].split('id="issues"')[0].split("<h3>")[1:]
    for plan, part in zip(pp.load("plans")["plan_id"], parts, strict=True):
        state = coverage[(coverage["plan_id"] == plan) & (coverage["state"] != "extracted")]
        assert part.count("<li>") >= len(state)
        for note in state[f"note_{lang}"]:
            assert note in part
        lacks = issues[(issues["plan_id"] == plan) & (issues["kind"] == "missing_table")]
        for key in lacks["source_issue_id"]:
            assert f'href="#{key}"' in part


@pytest.mark.parametrize(
    "chosen",
    [{"plan_id": "hubei-mic2025-2015"}, {"kind": "contradiction"}, {"plan_id": "qinghai-mic2025-2016", "kind": "typo"}],
)
def test_filters_leave_the_issues_that_fit(
    chosen: dict[str, str], issues: pd.DataFrame, view: Callable[..., Any]
) -> None:
    page = view("en/coverage.html")
    fits = issues["source_issue_id"].notna()
    for column, value in chosen.items():
        fits &= issues[column].astype("str") == value
        page.select_option(f"select[name={column.removesuffix('_id')}]", value)
    assert fits.any()
    assert page.evaluate(FOUND) == list(issues.loc[fits, "source_issue_id"])


def test_an_issue_is_linked_to_its_row(issues: pd.DataFrame, view: Callable[..., Any]) -> None:
    rows = view("en/coverage.html").evaluate(HTML)
    assert set(rows) == set(issues["source_issue_id"])
    for issue in issues.itertuples():
        concerned = rows[issue.source_issue_id].rsplit("<td", 1)[1]
        assert ("<a href=" in concerned) == (not pd.isna(issue.row_id))
        assert issue.note_en in unescape(rows[issue.source_issue_id])


def test_numbers_without_a_fact_are_counted_by_reason(site: Path) -> None:
    others, words = pp.load("other_numbers"), pp.load("numeral_words")
    plans = list(pp.load("plans")["plan_id"])
    counted = [[int(number(cell)) for cell in row[1:]] for row in tables(site, "zh")[-1]]
    for at, plan in enumerate([*plans, None]):
        rows = others if plan is None else others[others["plan_id"] == plan]
        assert sum(row[at] for row in counted) == len(rows)
    assert sum(row[-1] for row in counted) == len(words)
    assert sorted(row[-2] for row in counted if row[-2]) == sorted(others["reason"].astype("str").value_counts())


@pytest.mark.parametrize(("lang", "width", "scheme"), TWO_LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/coverage.html#plan=guangdong-pearl-west-2017", width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert faults(page) == []
