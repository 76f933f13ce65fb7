"""What is asked of a table, in words, and of what its foreign keys point to."""

import pytest

import pyplanning as pp
from pyplanning.datapackage.resource import TYPES, Field
from pyplanning.datapackage.table_messages import TYPE_NAMES, words

A = {"name": "a", "type": "string"}


@pytest.mark.parametrize(
    ("limits", "code", "expected"),
    [
        ({"pattern": "x+"}, "PL104", "x+"),
        ({"minimum": 0, "maximum": 9}, "PL105", "0–9"),
        ({"minimum": 0, "minLength": 2}, "PL105", "0–"),
        ({"maximum": 0, "maxLength": 2}, "PL106", "–2"),
        ({"exclusiveMinimum": 0, "exclusiveMaximum": 9}, "PL105", "0–9"),
        ({}, "PL105", "–"),
    ],
)
def test_the_constraint_in_words(limits, code, expected):
    assert words(Field({"name": "a", "constraints": limits}), code) == {"expected": expected}


def test_listed_values_are_named_with_their_labels():
    listed = [{"value": "ge", "label": "at least", "label_zh": "不低于"}, {"value": "eq"}]
    field = {"name": "a", "categories": listed, "constraints": {"enum": ["ge", "eq"]}}
    assert words(Field(field), "PL103") == {"expected": "ge, eq", "expected_zh": "不低于（ge）、eq"}


@pytest.mark.parametrize(
    ("categories", "expected"),
    [([1, 2], "1、2"), ([{"value": 1, "label_zh": "一"}, {"value": 2}], "一（1）、2"), ([[1], {}], "[1]、{}")],
)
def test_listed_values_may_be_of_any_type(categories, expected):
    values = [c.get("value", c) if isinstance(c, dict) else c for c in categories]
    field = {"name": "a", "categories": categories, "constraints": {"enum": values}}
    assert words(Field(field), "PL103")["expected_zh"] == expected


@pytest.mark.parametrize(
    ("field", "en", "zh"),
    [
        ({"type": "time"}, "a time such as 08:30:00", "时间（如08:30:00）"),
        ({"type": "string", "format": "email"}, "of type string and format email", "文本（格式为email）"),
        ({"type": "date", "format": "%d.%m.%Y"}, "of type date and format %d.%m.%Y", "日期（格式为%d.%m.%Y）"),
        ({"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}, "one of yes, no", "yes、no之一"),
        ({"type": "boolean", "trueValues": ["Y"]}, "one of Y, false, False, FALSE, 0", "Y、false、False、FALSE、0之一"),
        ({"type": "else"}, "of type else", "else类型"),
    ],
)
def test_the_type_in_words(field, en, zh):
    assert words(Field({"name": "a", **field}), "PL101") == {"expected": en, "expected_zh": zh}


def test_every_type_has_words():
    assert {"string", "any"} == {*TYPES} - TYPE_NAMES.keys()


def pointing(pack, cells, keys, header="a"):
    """The rows and columns in which a foreign key points nowhere."""
    key = {"fields": "a", "reference": {"resource": "others", "fields": "a"}}
    things = {"name": "things", "path": "things.csv", "schema": {"fields": [A], "foreignKeys": [key]}}
    others = {"name": "others", "path": "others.csv", "schema": {"fields": [A]}}
    files = {"things.csv": "\n".join([header, *cells, ""]), "others.csv": "\n".join(["a", *keys, ""])}
    return [(i.code, i.row, i.value) for i in pp.validate(pack([things, others], files)).issues]


def test_a_foreign_key_is_met_letter_for_letter(pack):
    cells = ["x", "X", "x ", " x", "y", '""']
    assert pointing(pack, cells, ["x", "y"]) == [("PL201", 2, "X"), ("PL201", 3, "x "), ("PL201", 4, " x")]
    assert pointing(pack, ["x"], []) == [("PL201", 1, "x")]


def test_null_points_nowhere_and_is_no_key(pack):
    assert pointing(pack, ['""', "x"], ['""', "x"]) == []
    assert pointing(pack, ['""'], []) == []


def test_without_its_column_a_foreign_key_is_not_judged(pack):
    assert {code for code, *_ in pointing(pack, ["x"], ["y"], header="b")} == {"PL108", "PL109"}
