from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root

from .conftest import LOOKS, fitting, line, with_concepts

SHOWN = "[...document.querySelectorAll('#targets tbody tr:not([hidden])')].map((row) => row.id)"


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
    assert 5 < len(page.evaluate(SHOWN)) < 60
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
    assert page.evaluate(SHOWN) == list(targets.loc[fits, "target_id"])
    assert f"显示{fits.sum()}条" in page.inner_text("[data-count]")


def test_words_are_searched_in_both_languages_and_the_quotation(view: Callable[..., Any]) -> None:
    page = view("en/targets.html")
    for words in ("循环化改造园区数量", "PARKS circular", "循环化改造园区达到28个"):
        page.fill("input[name=words]", words)
        assert "guangdong-pearl-west-2017-circular-parks-2019" in page.evaluate(SHOWN)
    page.fill("input[name=words]", "no such word")
    assert page.evaluate(SHOWN) == []


def test_the_state_of_the_filters_is_in_the_address(view: Callable[..., Any]) -> None:
    page = view("zh/targets.html")
    page.select_option("select[name=plan]", "qinghai-mic2025-2016")
    page.fill("input[name=words]", "产业基地")
    page.select_option("select[name=unit]", "yuan")
    shown = page.evaluate(SHOWN)
    assert 0 < len(shown) < 60
    again = view("zh/" + page.url.rpartition("/")[2])
    assert again.evaluate(SHOWN) == shown
    assert again.input_value("select[name=unit]") == "yuan"
    again.click("a[data-language]")
    again.wait_for_url("**/en/targets.html#*")
    assert again.evaluate(SHOWN) == shown
    again.click("button[type=reset]")
    again.wait_for_function("!location.hash")
    assert len(again.evaluate(SHOWN)) == len(pp.load("targets"))


def test_an_address_with_an_unknown_value_shows_every_row(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    for given in ("#plan=none&year=2030x", "#%E0%A4%A", "#none", "#words=%zz"):
        assert len(view(f"zh/targets.html{given}").evaluate(SHOWN)) in (len(targets), 0)


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
    page.wait_for_function(f"!document.getElementById('{last}').hidden")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_row_shows_what_the_tables_hold(lang: str, targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/targets.html")
    shown = page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('#targets tbody tr')]"
        ".map((row) => [row.id, row.textContent]))"
    )
    labelled = pp.load("targets", labels=lang).merge(
        pp.load("sections")[["section_id", f"title_{lang}"]], on="section_id"
    )
    issues = pp.load("source_issues").query("table_name == 'targets'").groupby("row_id")[f"note_{lang}"].agg(list)
    for row in labelled.to_dict("records"):
        text = shown[row["target_id"]]
        texts = [row[f"indicator_name_{lang}"], row["evidence"], row[f"plan_name_{lang}"], row[f"title_{lang}"]]
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
        shown = page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('#targets tbody tr')].map("
            "(row) => [row.id, [row.querySelector('.n')?.textContent, row.querySelector('.u')?.textContent]]))"
        )
        for row in pp.convert(money, unit).to_dict("records"):
            number, name = shown[row["target_id"]]
            assert float(number.partition("–")[0].replace(",", "")) == pytest.approx(row["value"], rel=1e-11)
            assert name == pp.load("units").set_index("unit_id").loc[unit, "name_en"]
    share = targets.loc[(targets["unit_id"] == "percent") & targets["value"].notna(), "target_id"].iloc[0]
    assert shown[share][1] == "per cent"
    page.select_option("select[name=unit]", "")
    row = money.iloc[0]
    assert page.inner_text(f"#{row['target_id']} .n") == f"{row['value']:,.12g}"


def test_columns_are_sorted_both_ways(targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("zh/targets.html")
    page.click("th button:has-text('目标年份')")
    years = [*page.locator("#targets tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.year)")]
    given = [year for year in years if year]
    assert given == sorted(given)
    assert years[len(given) :] == [""] * targets["target_year"].isna().sum()
    page.click("th button:has-text('目标年份')")
    assert page.get_attribute("th:has(button:has-text('目标年份'))", "aria-sort") == "descending"
    years = [*page.locator("#targets tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.year)")]
    assert [year for year in years if year] == sorted(given, reverse=True)


def test_rows_shown_are_downloaded(tmp_path: Path, targets: pd.DataFrame, view: Callable[..., Any]) -> None:
    from pyplanning.dataset.row_names import read_source
    from pyplanning.publishing.release.spreadsheets import write_spreadsheets

    page = view("zh/targets.html")
    page.select_option("select[name=plan]", "hubei-mic2025-2015")
    wanted = list(targets.loc[targets["plan_id"] == "hubei-mic2025-2015", "target_id"])

    def downloaded(kind: str) -> bytes:
        with page.expect_download() as waiting:
            page.click(f"button[data-download={kind}]")
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        return file.read_bytes()

    plain = list(csv.DictReader(StringIO(downloaded("csv").decode("utf-8"))))
    with (root() / "data" / "targets.csv").open(encoding="utf-8", newline="") as lines:
        assert plain == [row for row in csv.DictReader(lines) if row["target_id"] in wanted]

    sheet = downloaded("excel")
    assert sheet.startswith(b"\xef\xbb\xbf")
    assert sheet.count(b"\r\n") == sheet.count(b"\n") == len(wanted) + 1
    (tmp_path / "all").mkdir()
    write_spreadsheets(read_source(root(), "zh"), tmp_path / "all")
    released = (tmp_path / "all" / "targets.csv").read_bytes().split(b"\r\n")
    assert set(sheet.split(b"\r\n")) <= set(released)
    assert sheet.split(b"\r\n")[0] == released[0]
