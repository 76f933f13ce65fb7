from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp

from .conftest import FOUND, LOOKS, TEXTS, fitting, line, with_concepts

YEARS = "[...lists.values()][0].found.map(({ element }) => element.dataset.year)"
FIGURES = """Object.fromEntries([...document.querySelectorAll('#targets tbody tr')].map(
    (row) => [row.id, [row.querySelector('.n')?.textContent, row.querySelector('.u')?.textContent]]))"""


@pytest.fixture(scope="module")
def targets() -> pd.DataFrame:
    found = with_concepts("targets")
    indicators = [line("indicators", key) for key in found["indicator_id"]]
    return found.assign(indicator=indicators, once=found["restates_id"].isna().map({True: "true", False: "false"}))


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    page = view(f"{lang}/targets.html#words={'原文问题' if lang == 'zh' else 'Source+issue'}", width, scheme)
    assert 5 < len(page.evaluate(FOUND)) < 60
    assert faults(page) == []


@pytest.mark.parametrize(
    "chosen",
    [
        {"plan_id": "qinghai-mic2025-2016"},
        {"region_code": "460000", "target_year": "2030"},
        {"concept": "biomedicine"},
        {"indicator": "industry-scale", "comparator": "gt"},
        {"indicator": "industry-size", "once": "true"},
        {"recognition": "provincial"},
        {"nature": "binding"},
        {"measure": "cagr", "plan_id": "hainan-high-tech-2026"},
    ],
)
def test_filters_leave_the_rows_that_fit(
    chosen: dict[str, str], targets: pd.DataFrame, view: Callable[..., Any]
) -> None:
    page = view("zh/targets.html")
    fits = targets["target_id"].notna()
    for column, value in chosen.items():
        fits &= fitting(targets, column, value)
        page.select_option(f"select[name={column.removeprefix('target_').partition('_')[0]}]", value)
    assert fits.any()
    assert page.evaluate(FOUND) == list(targets.loc[fits, "target_id"])
    assert f"共{fits.sum()}条" in page.inner_text("[data-count]")


def test_words_are_searched_in_both_languages_and_the_quotation(view: Callable[..., Any]) -> None:
    page = view("en/targets.html")
    for words in ("循环化改造园区数量", "PARKS circular", "循环化改造园区达到28个"):
        page.fill("input[name=words]", words)
        assert "guangdong-pearl-west-2017-circular-parks-2019" in page.evaluate(FOUND)
    page.fill("input[name=words]", "no such word")
    assert page.evaluate(FOUND) == []


def test_the_state_of_the_filters_is_in_the_address(view: Callable[..., Any]) -> None:
    page = view("zh/targets.html")
    page.select_option("select[name=plan]", "qinghai-mic2025-2016")
    page.fill("input[name=words]", "产业基地")
    page.select_option("select[name=unit]", "yuan")
    shown = page.evaluate(FOUND)
    assert 0 < len(shown) < 60
    again = view("zh/" + page.url.rpartition("/")[2])
    assert again.evaluate(FOUND) == shown
    assert again.input_value("select[name=unit]") == "yuan"
    again.click("a[data-language]")
    again.wait_for_url("**/en/targets.html#*")
    assert again.evaluate(FOUND) == shown
    again.click("button[type=reset]")
    again.wait_for_function("!location.hash")
    assert len(again.evaluate(FOUND)) == len(pp.load("targets"))


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("#plan=none&region=460000", "没有此选项：plan = none。页面按其余条件显示。"),
        ("#old=1&year=<script>", "没有此选项：old = 1，year = <script>。页面按其余条件显示。"),
        ("#%E0%A4%A", "没有此条目：\ufffd%A。页面显示全部条目。"),
        ("#recognition=-", ""),
        ("#words=%zz", ""),
    ],
)
def test_a_choice_that_no_longer_exists_is_reported(address: str, notice: str, view: Callable[..., Any]) -> None:
    page = view(f"zh/targets.html{address}")
    assert page.text_content(".notice") == notice
    assert page.is_visible(".notice") == bool(notice)
    if "460000" in address:
        assert set(page.evaluate("[...lists.values()][0].found.map((i) => i.element.dataset.region)")) == {"460000"}
    page.select_option("select[name=nature]", "binding")
    assert not page.is_visible(".notice")


def test_rows_without_a_value_can_be_chosen_and_are_counted(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/targets.html#year=2030")
    due = targets[targets["target_year"] == 2030]
    lacking = due["industry_id"].isna().sum()
    options = page.locator("select[name=concept] option").all_text_contents()
    without = [one for one in due["concept"] if not one]
    assert options[0] == "all"
    assert options[-1] == f"not stated ({len(without)})"
    assert lacking <= len(without)
    page.select_option("select[name=concept]", "biomedicine")
    some = sum("biomedicine" in one for one in due["concept"])
    undated = [one for one, year in zip(targets["concept"], targets["target_year"].isna(), strict=True) if year]
    text = page.text_content("[data-count]")
    assert f"{some} rows (of {len(targets):,})." in text
    assert f" {len(without)} more left out that state no industry concept." in text
    assert f" {sum('biomedicine' in one for one in undated)} more" in text or not any(
        "biomedicine" in one for one in undated
    )
    page.select_option("select[name=concept]", "-")
    assert len(page.evaluate(FOUND)) == len(without)


def test_no_more_than_200_rows_are_shown_at_a_time(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/targets.html")
    keys, shown = list(targets["target_id"]), "[...document.querySelectorAll('#targets tbody tr')].map((row) => row.id)"
    seen = page.evaluate(shown)
    assert page.inner_text("[data-count]") == f"1–200 of {len(keys):,} rows."
    while page.is_enabled(".pager button:last-child"):
        page.click(".pager button:last-child")
        seen += page.evaluate(shown)
        assert len(page.evaluate(shown)) <= 200
    assert seen == keys
    again = view("en/" + page.url.rpartition("/")[2])
    assert again.evaluate(shown) == page.evaluate(shown) != keys[:200]
    again.select_option("select[name=plan]", "qinghai-mic2025-2016")
    assert "page" not in again.url
    assert again.is_hidden(".pager")
    again.emulate_media(media="print")
    again.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert again.evaluate(shown) == again.evaluate(FOUND)


def test_without_a_script_the_first_rows_can_be_read(site: Path, targets: pd.DataFrame) -> None:
    text = (site / "en" / "targets.html").read_text(encoding="utf-8")
    assert text.count("<tr id=") == 200
    note = f"The first 200 of {len(targets):,} rows. The others can be read on the pages of the plans"
    assert note in text.partition("<noscript>")[2]
    for plan, key in targets[["plan_id", "target_id"]].iloc[200:400].itertuples(index=False):
        assert f'targets.html#{key}"' in (site / "en" / "plans" / f"{plan}.html").read_text(encoding="utf-8")


def test_a_permalink_shows_its_row(view: Callable[..., Any], targets: pd.DataFrame) -> None:
    last = targets["target_id"].iloc[-1]
    page = view(f"en/targets.html#{last}", 390)
    row = page.locator("tr:target")
    assert row.get_attribute("id") == last
    page.wait_for_function("""() => {
        const at = document.querySelector("tr:target").getBoundingClientRect();
        return at.top >= 0 && at.top < innerHeight;
    }""")
    page.select_option("select[name=plan]", "hainan-high-tech-2026", force=True)
    page.evaluate(f"location.hash = '#{last}'")
    page.wait_for_selector(f"[id='{last}']:target")
    page.evaluate("location.hash = 'no-such-row'")
    page.wait_for_function("document.querySelector('.notice').textContent.startsWith('No such entry: no-such-row.')")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_shows_what_the_tables_hold(lang: str, targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    shown = view(f"{lang}/targets.html").evaluate(TEXTS)
    labelled = pp.load("targets", labels=lang).merge(
        pp.load("sections")[["section_id", f"title_{lang}"]], on="section_id"
    )
    issues = pp.load("source_issues").query("table_name == 'targets'").groupby("row_id")[f"note_{lang}"].agg(list)
    for row in labelled.to_dict("records"):
        text = shown[row["target_id"]]
        proof = row["evidence"] if pd.isna(row["table_label"]) else row["table_label"]
        texts = [row[f"indicator_name_{lang}"], proof, row[f"plan_name_{lang}"], row[f"title_{lang}"]]
        texts += [f"{row[name]:,.12g}" for name in ("value", "value_max") if not pd.isna(row[name])]
        texts += [
            row[name]
            for name in (f"region_name_{lang}", f"unit_name_{lang}")
            if not pd.isna(row[name]) and not pd.isna(row["value"])
        ]
        texts += issues.get(row["target_id"], [])
        assert [part for part in texts if part not in text] == []
    assert len(shown) == len(targets)


def test_figures_are_converted_as_the_library_does(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/targets.html")
    money = targets[targets["unit_id"].isin(["yuan", "wan-yuan", "yi-yuan", "wan-yi-yuan"]) & targets["value"].notna()]
    assert len(money) > 40
    for unit in ("wan-yi-yuan", "yuan"):
        page.select_option("select[name=unit]", unit)
        shown = {}
        for key in money["target_id"]:  # each on its page
            if key not in shown:
                page.evaluate(f"location.hash = 'unit={unit}&page={list(targets['target_id']).index(key) // 200 + 1}'")
                page.wait_for_selector(f"[id='{key}']")
                shown |= page.evaluate(FIGURES)
        for row in pp.convert(money, unit).to_dict("records"):
            number, name = shown[row["target_id"]]
            assert float(number.partition("–")[0].replace(",", "")) == pytest.approx(row["value"], rel=1e-11)
            assert name.removeprefix("× ") == pp.load("units").set_index("unit_id").loc[unit, "name_en"]
    share = targets.loc[(targets["unit_id"] == "percent") & targets["target_id"].isin(shown), "target_id"].iloc[0]
    assert shown[share][1] in ("per cent", None)
    page.select_option("select[name=unit]", "")
    row = money.iloc[-1]
    page.evaluate(f"location.hash = '{row['target_id']}'")
    page.wait_for_selector(f"[id='{row['target_id']}']")
    assert page.inner_text(f"[id='{row['target_id']}'] .n") == f"{row['value']:,.12g}"


def test_columns_are_sorted_both_ways(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("zh/targets.html")
    page.click("th button:has-text('目标年份')")
    years = page.evaluate(YEARS)
    given = [year for year in years if year]
    assert given == sorted(given)
    assert years[len(given) :] == [""] * targets["target_year"].isna().sum()
    page.click("th button:has-text('目标年份')")
    assert page.get_attribute("th:has(button:has-text('目标年份'))", "aria-sort") == "descending"
    years = page.evaluate(YEARS)
    assert page.locator("#targets tbody tr").count() == 200
    assert [year for year in years if year] == sorted(given, reverse=True)
