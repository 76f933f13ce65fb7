"""What a wrong cell probably means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.resource import Field
from pyplanning.validation.suggest import corrected, suggestion

VALUE = Field({"name": "value", "type": "number"})
YEAR = Field({"name": "target_year", "type": "integer"})
DAY = Field({"name": "issued_on", "type": "date"})
KEY = Field({"name": "plan_id", "type": "string", "constraints": {"pattern": "[a-z0-9]+(-[a-z0-9]+)*"}})
LISTED = Field(
    {
        "name": "comparator",
        "type": "string",
        "constraints": {"enum": ["ge", "eq"]},
        "categories": [
            {"value": "ge", "label": "at least", "label_zh": "不低于"},
            {"value": "eq", "label": "equal to"},
        ],
    }
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("1,200", {"value": "1200"}),
        ("１２００", {"value": "1200"}),
        (" 1 200 ", {"value": "1200"}),
        ("1，200.5", {"value": "1200.5"}),
        ("10000以上", {"value": "10000", "comparator": "ge"}),
        ("不低于 8", {"value": "8", "comparator": "ge"}),
        ("突破400", {"value": "400", "comparator": "gt"}),
        ("8左右", {"value": "8", "comparator": "approx"}),
        ("12%", {"value": "12", "unit_id": "percent"}),
        ("12％以上", {"value": "12", "comparator": "ge", "unit_id": "percent"}),
        ("达到30", {"value": "30"}),
        ("4000亿元", {}),  # the unit's own business
        ("1.2万", {}),
        ("12,34", {}),
        ("3到5", {}),
        ("很多", {}),
        ("", {}),
    ],
)
def test_figures(cell, meant):
    assert corrected(VALUE, cell) == meant


@pytest.mark.parametrize(
    ("field", "cell", "meant"),
    [
        (YEAR, "2026年", "2026"),
        (YEAR, "2026.0", "2026"),
        (YEAR, "二〇二六", ""),
        (YEAR, "2026以上", ""),
        (DAY, "2026年1月31日", "2026-01-31"),
        (DAY, "2026/1/5", "2026-01-05"),
        (DAY, "2026.12.31", "2026-12-31"),
        (DAY, "20260131", "2026-01-31"),
        (DAY, "2026-02-30", ""),
        (DAY, "31/1/2026", ""),
        (LISTED, "GE", "ge"),
        (LISTED, "不低于", "ge"),
        (LISTED, "Equal to", "eq"),
        (LISTED, "more", ""),
        (KEY, "Hainan Plan 2026", "hainan-plan-2026"),
        (KEY, "海南", ""),
        (Field({"name": "done", "type": "boolean"}), "是", "true"),
        (Field({"name": "done", "type": "boolean"}), "perhaps", ""),
    ],
)
def test_other_cells(field, cell, meant):
    assert corrected(field, cell) == ({field.name: meant} if meant else {})


def test_a_suggestion_in_one_text():
    assert suggestion(VALUE, "10000以上") == "10000 (comparator ge)"
    assert suggestion(VALUE, "12％以上") == "12 (comparator ge, unit_id percent)"
    assert suggestion(VALUE, "1,200") == "1200"
    assert suggestion(VALUE, "many") == ""


@given(st.sampled_from([VALUE, YEAR, DAY, LISTED, KEY]), st.text("0123456789,.%以上年月日-/ 亿不低于gGeE", max_size=10))
def test_what_is_meant_is_a_valid_cell_and_means_itself(field, cell):
    for column, meant in corrected(field, cell).items():
        assert meant != cell or column != field.name
        if column == field.name:
            assert castable(meant, field.type)
            assert corrected(field, meant) in ({}, {column: meant})
