"""What a notebook shows of a table's columns."""

import pandas as pd

import pyplanning as pp
from pyplanning.datapackage.resource import Resource
from pyplanning.dataset.description import Description


def test_a_notebook_shows_all_columns_with_their_whole_texts():
    found = pp.describe("targets")
    shown = found._repr_html_()
    assert shown.startswith(f"<p>targets · Targets · {len(found)} columns<br>targets · 目标 · {len(found)}列</p>")
    assert shown.count("<tr") == 1 + len(found)
    longest = max(found["description_zh"], key=len)
    assert f"<td>{longest}</td>" in shown


def test_it_is_a_frame_like_any_other():
    found = pp.describe("units")
    assert isinstance(found, pd.DataFrame)
    assert type(found[["column"]]) is type(found.head(1)) is pd.DataFrame
    assert found.to_dict("records")[0]["column"] == "unit_id"


def test_a_foreign_description_is_only_text():
    table = Resource({"name": "a", "title": "<b>", "schema": {"fields": []}})
    shown = Description([{"column": "<script>"}]).of(table)._repr_html_()
    assert shown.startswith("<p>a · &lt;b&gt; · 1 columns<br>")
    assert "<td>&lt;script&gt;</td>" in shown
