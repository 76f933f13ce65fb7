from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import FOUND, TWO_LOOKS

COLUMNS = ["plans", "industries", "targets", "observations", "projects", "instruments", "parks", "enterprises"]


@pytest.fixture(scope="module")
def industries() -> pd.DataFrame:
    return pp.load("industries").dropna(subset="concept_id")


@pytest.fixture(scope="module")
def counts(industries: pd.DataFrame) -> pd.DataFrame:
    """How much each concept has, by joins."""
    concept = industries.set_index("industry_id")["concept_id"]
    of = {t: pp.load(t).assign(concept_id=lambda d: d["industry_id"].map(concept)) for t in COLUMNS[2:6]}
    parks = pp.load("park_industries").merge(pp.load("park_roles")[["park_role_id", "park_id"]], on="park_role_id")
    named = pp.load("enterprise_roles")
    return (
        pd.DataFrame(
            {
                "plans": industries.groupby("concept_id")["plan_id"].nunique(),
                "industries": industries.groupby("concept_id").size(),
                **{table: rows.groupby("concept_id").size() for table, rows in of.items()},
                "parks": parks.groupby(parks["industry_id"].map(concept))["park_id"].nunique(),
                "enterprises": named.groupby(named["industry_id"].map(concept))["enterprise_id"].nunique(),
            },
            index=pp.load("industry_concepts")["concept_id"],
        )
        .fillna(0)
        .astype("int64")
    )


def test_the_index_counts_what_each_concept_has(counts: pd.DataFrame, site: Path) -> None:
    text = (site / "zh" / "concepts.html").read_text()
    rows = re.findall(r'<tr id="([^"]+)"(.*?)</tr>', text, re.DOTALL)
    counted = {key: [int(n) for n in re.findall(r"<td class=\"number[^>]*>(\d+)</td>", row)] for key, row in rows}
    assert counted == {key: list(row) for key, row in zip(counts.index, counts[COLUMNS].to_numpy(), strict=True)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_concept_has_its_page_with_its_figures(
    lang: str, counts: pd.DataFrame, industries: pd.DataFrame, site: Path
) -> None:
    concept = industries.set_index("industry_id")["concept_id"]
    targets, observations = (pp.load(t).set_index(f"{t[:-1]}_id") for t in ("targets", "observations"))
    found = targets, observations.add_prefix("observations-", axis="index")
    for key, name in pp.load("industry_concepts").set_index("concept_id")[f"name_{lang}"].items():
        text = (site / lang / "concepts" / f"{key}.html").read_text()
        assert name in re.sub("&#39;", "'", text.split("<h1>")[1].split("</h1>")[0])
        rows = dict(re.findall(r'<tr id="([^"]+)">(.*?)</tr>', text, re.DOTALL))
        own = pd.concat([rows_of[rows_of["industry_id"].map(concept) == key] for rows_of in found])
        assert set(rows) == set(own.index)
        for row, value in own["value"].dropna().items():
            assert f'data-amount="{value}"' in rows[row] or f'data-amount="{value:.12g}"' in rows[row]
        bold = re.findall(r"<strong>", text.split("<h2>")[1])
        assert len(bold) >= counts.loc[key, "industries"]


def test_concepts_are_found_by_what_a_plan_calls_them(industries: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("zh/concepts.html")
    page.fill("input[name=words]", "乙烯系列先进高分子材料")
    assert page.evaluate(FOUND) == list(
        industries.query("name_zh == '乙烯系列先进高分子材料'")["concept_id"].drop_duplicates()
    )
    page.fill("input[name=words]", "")
    page.select_option("select[name=plan]", "hainan-high-tech-2026")
    fits = industries.query("plan_id == 'hainan-high-tech-2026'")["concept_id"]
    assert set(page.evaluate(FOUND)) == set(fits)


def test_concepts_are_sorted_by_their_number(counts: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/concepts.html#plan=qinghai-mic2025-2016")
    for _ in range(2):
        page.get_by_role("button", name="Projects", exact=False).click()
    order = [counts.loc[key, "projects"] for key in page.evaluate(FOUND)]
    assert order == sorted(order, reverse=True)
    assert order[0] > order[-1]


@pytest.mark.parametrize(("lang", "width", "scheme"), TWO_LOOKS)
@pytest.mark.parametrize("name", ["concepts.html", "concepts/food-processing.html"])
def test_the_pages_can_be_used_by_all(
    name: str, lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    assert faults(view(f"{lang}/{name}", width, scheme)) == []
