from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import pyplanning as pp

from .conftest import LOOKS, TEXTS


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_target_that_fell_due_is_beside_what_was_reported(lang: str, view: Callable[..., Any]) -> None:
    page = view(f"{lang}/promises.html")
    found = pp.progress().query("status not in ['not_due', 'undated']").set_index("target_id")
    rows = page.evaluate(TEXTS)
    assert set(rows) == set(found.index)
    tables = pp.load("targets").set_index("target_id")["table_label"].dropna()
    for key, text in rows.items():
        row = found.loc[key]
        assert tables.get(key, row["evidence"]) in text
        if isinstance(row["observed_evidence"], str):
            assert row["observed_evidence"] in text
        else:
            assert "\n–\n" in text
    counts = pp.progress()["status"].value_counts()
    shown = page.locator("dl.figures dd").all_inner_texts()
    assert sorted(shown) == sorted(f"{count:,}" for count in counts if count)


def test_a_status_is_a_filter(view: Callable[..., Any]) -> None:
    page = view("en/promises.html#status=on_track")
    rows = page.locator("#promises tbody tr:visible")
    assert rows.count() == (pp.progress()["status"] == "on_track").sum()
    assert "on track" in rows.first.inner_text()


@pytest.mark.parametrize(("lang", "width", "scheme"), LOOKS)
def test_the_page_can_be_used_by_all(
    lang: str, width: int, scheme: str, view: Callable[..., Any], faults: Callable[[Any], list[str]]
) -> None:
    assert faults(view(f"{lang}/promises.html", width, scheme)) == []
