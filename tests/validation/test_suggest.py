"""What a wrong cell probably means."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.validation.suggest import corrected, suggestion

VALUE = Field({"name": "value", "type": "number"})
YEAR = Field({"name": "target_year", "type": "integer"})
KEY = Field({"name": "plan_id", "type": "string", "constraints": {"pattern": "[a-z0-9]+(-[a-z0-9]+)*"}})
CODE = Field({"name": "region_code", "type": "string", "constraints": {"pattern": "[0-9]{6}|[a-z0-9]+(-[a-z0-9]+)*"}})
DONE = Field({"name": "done", "type": "boolean"})
TRUTH = Field({"name": "done", "type": "boolean", "trueValues": ["是", "对"], "falseValues": ["否"]})
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
OTHERS = [
    *(
        Field({"name": "x", "type": kind})
        for kind in ("integer", "number", "year", "date", "boolean", "yearmonth", "any")
    ),
    *(
        Field({"name": "x", "type": kind})
        for kind in ("yearmonth", "time", "datetime", "duration", "array", "geopoint", "string")
    ),
    *(Field({"name": "x", "type": "date", "format": form}) for form in ("any", "%Y%m%d", "%d/%m/%Y", "%d.%m.%y")),
    Field({"name": "x", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}}),
    Field({"name": "x", "type": "integer", "constraints": {"enum": [1, 2]}}),
    Field({"name": "x", "type": "number", "decimalChar": ",", "groupChar": "."}),
    Field({"name": "x", "type": "integer", "groupChar": ","}),
    Field({"name": "x", "type": "boolean", "trueValues": ["Y"]}),
    Field({"name": "x", "type": "string", "constraints": {"pattern": "[A-Z]{2}[0-9]+", "maxLength": 5}}),
    *(TRUTH, LISTED, KEY, CODE),
]


@pytest.mark.parametrize(
    ("field", "cell", "meant"),
    [
        (YEAR, "2026年", "2026"),
        (YEAR, "2026.0", "2026"),
        (YEAR, "二〇二六", "2026"),
        (YEAR, "2026以上", ""),
        (LISTED, "GE", "ge"),
        (LISTED, "不低于", "ge"),
        (LISTED, "不 低 于", "ge"),
        (LISTED, "Equal to", "eq"),
        (LISTED, "more", ""),
        (KEY, "Hainan Plan 2026", "hainan-plan-2026"),
        (KEY, "海南", ""),
        (CODE, '="990000"', "990000"),
        (CODE, '"990000"', "990000"),
        (CODE, "'990400", "990400"),
        (CODE, "‘990400", "990400"),
        (CODE, "990100.0", "990100"),
        (CODE, "990 100", "990100"),
        (CODE, "９９０１００", "990100"),
        (DONE, "是", "true"),
        (DONE, "✓", "true"),
        (DONE, "perhaps", ""),
        (TRUTH, "true", "是"),
        (TRUTH, "FALSE", "否"),
        (TRUTH, "yes", "是"),
        (TRUTH, "×", "否"),
    ],
)
def test_a_cell_is_read_in_the_form_that_its_column_asks_for(field, cell, meant):
    assert corrected(field, cell) == ({field.name: meant} if meant else {})


def test_digits_that_a_spreadsheet_did_not_show_are_guessed_and_not_corrected():
    assert (corrected(CODE, "9.9E+05"), suggestion(CODE, "9.9E+05")) == ({}, "990000")
    assert (corrected(YEAR, "2.03E+03"), suggestion(YEAR, "2.03E+03")) == ({}, "2030")


def test_the_nearest_listed_value_is_guessed_and_not_corrected():
    model = Field({"name": "model", "type": "string", "constraints": {"enum": ["Nf1flox/flox", "JHU 2-103"]}})
    assert (corrected(model, "Nf1-Flox/Flox"), suggestion(model, "Nf1-Flox/Flox")) == ({}, "Nf1flox/flox")
    assert suggestion(model, "mouse") == ""
    assert suggestion(LISTED, "低于") == ""


@pytest.mark.parametrize(
    ("kind", "cell", "likely"),
    [("integer", "3200%", "32"), ("integer", "3250%", ""), ("number", "300 ％", "3"), ("number", "12%", "")],
)
def test_the_number_of_a_cell_with_a_format_for_percentages_is_guessed_and_not_corrected(kind, cell, likely):
    field = Field({"name": "count", "type": kind})
    assert (corrected(field, cell), suggestion(field, cell)) == ({}, likely)


def test_a_percentage_with_a_unit_of_another_kind_is_not_guessed():
    targets = descriptor().table("targets")
    assert suggestion(targets.field("value"), "3200%", targets, {"unit_id": "enterprise"}) == ""


def test_a_suggestion_in_one_text():
    assert suggestion(VALUE, "10000以上") == "10000 (comparator ge)"
    assert suggestion(VALUE, "12％以上") == "12 (comparator ge, unit_id percent)"
    assert suggestion(VALUE, "1,200") == "1200"
    assert suggestion(VALUE, "many") == ""


FIELDS = [(resource, field) for resource in descriptor().resources for field in resource.fields]
FIELDS += [(Resource({"name": "x", "schema": {"fields": [field.properties]}}), field) for field in OTHERS]
PARTS = "年月日号时以上左右约不低于家亿元万百千十三两〇二%％≥—–-~+,.，。/:' \"=_（）是否对真假YNTtrueE0123456789"
WRITTEN = [
    "2026年3月2日",
    "1,001",
    "3.2%",
    "30家左右",
    "2—3",
    "1442亿元",
    "46083",
    "9.9E+05",
    "true",
    "否",
    "省级",
    "'x",
]


@settings(max_examples=400)
@given(st.sampled_from(FIELDS), st.text(PARTS, max_size=12) | st.sampled_from(WRITTEN) | st.text(string.printable))
def test_what_is_suggested_passes_the_check_of_its_own_field_and_differs_from_the_cell(at, cell):
    resource, field = at
    row = dict.fromkeys(resource.columns, "") | {field.name: cell}
    found = corrected(field, cell, resource, row)
    for column, meant in found.items():
        assert fault(resource.field(column), meant) is None
        assert meant != row[column]
    assert found == {} or corrected(field, found[field.name], resource, row | found) == {}
    one = suggestion(field, cell, resource, row)
    assert one == "" or one != cell
    assert found or one == "" or fault(field, one) is None
