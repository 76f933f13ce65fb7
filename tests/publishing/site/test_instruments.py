from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from .conftest import FOUND, LOOKS, fitting, with_concepts


@pytest.fixture(scope="module")
def instruments() -> pd.DataFrame:
    found = with_concepts("instruments")
    return found.assign(force=found["in_force"].map({True: "true", False: "false"}))


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    assert faults(view(f"{lang}/instruments.html#kind=fund", width, scheme)) == []


@pytest.mark.parametrize(
    "chosen",
    [
        {"plan_id": "hubei-mic2025-2015", "kind": "tax"},
        {"force": "true"},
        {"concept": "manufacturing"},
        {"agency_id": "qinghai-financial-affairs-office"},
    ],
)
def test_filters_leave_the_rows_that_fit(
    chosen: dict[str, str], instruments: pd.DataFrame, view: Callable[..., Any]
) -> None:
    page = view("zh/instruments.html")
    fits = instruments["instrument_id"].notna()
    for column, value in chosen.items():
        fits &= fitting(instruments, column, value)
        page.select_option(f"select[name={column.partition('_')[0]}]", value)
    assert fits.any()
    assert page.evaluate(FOUND) == list(instruments.loc[fits, "instrument_id"])


def test_a_number_of_the_summary_leads_to_its_rows(instruments: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/instruments.html")
    page.click(".counts a[href='#plan=qinghai-mic2025-2016&kind=credit']")
    fits = fitting(instruments, "plan_id", "qinghai-mic2025-2016") & fitting(instruments, "kind", "credit")
    assert page.evaluate(FOUND) == list(instruments.loc[fits, "instrument_id"])


def test_words_are_searched_in_both_languages(instruments: pd.DataFrame, view: Callable[..., Any]) -> None:
    page = view("en/instruments.html")
    row = instruments.iloc[0]
    for words in (row["name_zh"], row["name_en"], row["evidence"]):
        page.fill("input[name=words]", words)
        assert row["instrument_id"] in page.evaluate(FOUND)
