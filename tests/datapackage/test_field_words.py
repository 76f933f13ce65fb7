"""What the notes of a template say."""

from __future__ import annotations

import pytest

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.field_words import labels, note, required, words_for
from pyplanning.datapackage.resource import TYPES, Field, Resource

TITLES = {"indicators": "指标", "plans": "规划", "regions": "地区"}


def field(table: str, column: str):
    found = descriptor().table(table)
    return found.field(column), found


@pytest.mark.parametrize(
    ("table", "column", "lang", "lines"),
    [
        (
            "targets",
            "indicator_id",
            "zh",
            ["所衡量的内容，各规划统一口径。", "文本；必填；从列表中选，列表取自“指标”表", "例：产值"],
        ),
        (
            "targets",
            "evidence",
            "en",
            [
                "Shortest exact substring of the normalised text that carries the fact; at most 40 characters.",
                "text; required; at most 40 characters",
                "Example: 产值",
            ],
        ),
        (
            "targets",
            "comparator",
            "zh",
            [
                "规划对数值的限定；无数值时为空。",
                "文本；可留空；从列表中选：不低于、超过、等于、约、不高于",
                "例：产值",
            ],
        ),
        (
            "plans",
            "period_start",
            "zh",
            ["规划期的第一年。", "整数；可留空；不小于1900；不大于2100", "例：产值"],
        ),
        (
            "agency_aliases",
            "alias_zh",
            "zh",
            ["规划中的称谓（已还原前缀）。", "文本；必填；与规划合起来不得重复", "例：产值"],
        ),
        (
            "plans",
            "plan_id",
            "en",
            [
                "Key of the plan.",
                "text; required; key, unique; lower-case letters and digits, words joined by hyphens",
                "Example: 产值",
            ],
        ),
        ("plans", "issued_on", "zh", ["印发日期。", "日期；可留空", "例：产值"]),
        (
            "plans",
            "source_sha256",
            "zh",
            ["规范化文本UTF-8字节的SHA-256值。", "文本；必填；64位十六进制数", "例：产值"],
        ),
        ("units", "factor", "zh", ["1单位折合的基准单位数。", "数值；必填；不小于0", "例：产值"]),
    ],
)
def test_a_note_says_what_a_column_means_and_takes(table, column, lang, lines):
    assert note(*field(table, column), "产值", TITLES, lang).split("\n") == lines


def test_another_pattern_and_other_limits_are_reported_too():
    limits = {"pattern": "[A-Z]+", "minLength": 2, "unique": True}
    table = Resource({"name": "t", "schema": {"fields": [{"name": "a", "type": "string", "constraints": limits}]}})
    (odd,) = table.fields
    assert (
        note(odd, table, "", {}, "en") == "text; may stay empty; never twice; 2 characters or more; written as [A-Z]+"
    )


@pytest.mark.parametrize("table", ["targets", "plans", "responsibilities", "coverage"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_is_found(table, lang):
    titles = {name: name for name in descriptor().tables}
    for one in descriptor().table(table).fields:
        assert note(one, descriptor().table(table), "x", titles, lang).count("\n") == 2


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_word_in_both_languages(kind):
    (one,) = Resource({"name": "t", "schema": {"fields": [{"name": "a", "type": kind}]}}).fields
    notes = {lang: note(one, Resource({"name": "t"}), "", {}, lang) for lang in ("zh", "en")}
    assert notes["zh"].endswith("；可留空")
    assert notes["en"].endswith("; may stay empty")
    if kind == "datetime":
        assert notes == {"zh": "日期和时间；可留空", "en": "date and time; may stay empty"}


def test_listed_values_without_labels_are_their_own():
    listed = Field({"constraints": {"enum": ["a", 1]}, "categories": ["a", {"value": 1, "label": "one"}]})
    assert labels(listed, "zh") == {"a": "a", "1": "1"}
    assert labels(field("targets", "nature")[0], "en")["unspecified"] == "not stated"


def test_the_columns_of_a_key_are_required():
    table = Resource({"name": "t", "schema": {"primaryKey": ["a"]}})
    assert required(Field({"name": "a"}), table)
    assert not required(Field({"name": "b"}), table)
    assert required(Field({"name": "b", "constraints": {"required": True}}), table)


def test_other_words_for_a_listed_value():
    role, _ = field("responsibilities", "role")
    words = dict(words_for(role))
    assert words["牵头"] == words["lead"] == "lead"
    assert (words["配合"], words["责任单位"]) == ("participant", "unspecified")


@pytest.mark.parametrize("resource", descriptor().resources, ids=lambda resource: resource.name)
def test_no_word_means_two_values(resource):
    for column in resource.fields:
        meanings = {}
        for word, value in words_for(column):
            assert meanings.setdefault(word, value) == value
