"""Tables as people read them."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.load import load
from pyplanning.dataset.row_names import Source, heading, names_of, place_of, read_source
from pyplanning.io.rows import read_rows
from pyplanning.publishing.release.labelled import Labelled, arrange, code_title, is_code, title_of, typed, unique

NAMES = [*descriptor().tables]


@cache
def labelled(name: str, lang: str) -> Labelled:
    source = read_source(root(), lang)
    return arrange(source.package.tables[name], source)


def rows(name: str, lang: str) -> list[dict[str, object]]:
    found = labelled(name, lang)
    titles = [column.title for column in found.columns]
    return [dict(zip(titles, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_table_has_all_rows_all_columns_and_headers_that_are_unique(name, lang):
    found = labelled(name, lang)
    shipped = load(name)
    titles = [column.title.casefold() for column in found.columns]
    assert len(found.rows) == len(shipped) == len(found.keys)
    assert len(set(titles)) == len(titles)
    assert {column.field.name for column in found.columns if column.role != "place"} == set(shipped)
    assert all(len(row) == len(titles) for row in found.rows)


def test_a_target_is_written_in_words_and_in_numbers():
    found = {row["目标编码"]: row for row in rows("targets", "zh")}
    row = found["guangdong-pearl-west-2017-clean-production-enterprises-2019"]
    assert row["规划"] == "珠江西岸“中国制造2025”试点示范城市群实施方案（2017年）"
    assert (row["指标编码"], row["指标"]) == ("clean-production-enterprises", "清洁生产审核企业数量")
    assert (row["比较关系"], row["数值"], row["单位"], row["目标年份"]) == ("等于", 2800, "家", 2019)
    assert isinstance(row["目标年份"], int)
    assert row["数值上限"] is None
    assert row["在规划中的位置"] == f"{row['规划']} › 三、主要任务 › （四）提升绿色制造水平 › 1 全面推进绿色制造"


def test_the_english_edition_is_english():
    found = {row["Target ID"]: row for row in rows("targets", "en")}
    row = found["guangdong-pearl-west-2017-clean-production-enterprises-2019"]
    assert (row["Comparator"], row["Region"], row["Region code"]) == (
        "equal to",
        names_of("regions", read_source(root(), "en"))["pearl-west"],
        "pearl-west",
    )
    assert row["Plan"] == names_of("plans", read_source(root(), "en"))["guangdong-pearl-west-2017"]
    assert str(row["Place in the plan"]).startswith(f"{row['Plan']} › 三 Main tasks › ")
    first = [column.title for column in labelled("parks", "en").columns][:3]
    assert first == ["Park ID", "English name", "Chinese name"]


def test_dates_are_dates():
    row = next(row for row in rows("plans", "zh") if row["规划编码"] == "qinghai-mic2025-2016")
    assert row["通过日期"] == date(2016, 6, 15)


def test_a_name_follows_its_code():
    columns = labelled("projects", "zh").columns
    for code, name in pairwise(columns):
        if name.role == "name":
            assert code.role == "code"
            assert code.field is name.field


def test_names_are_those_that_load_gives():
    shipped = load("targets", labels="zh")
    assert [row["产业"] for row in rows("targets", "zh")] == [
        None if name != name else name for name in shipped["industry_name_zh"]
    ]


def test_rows_without_a_section_have_the_place_of_the_row_that_they_belong_to():
    tasks = {row["任务编码"]: row["在规划中的位置"] for row in rows("tasks", "zh")}
    duties = rows("responsibilities", "zh")
    assert duties
    assert all(row["在规划中的位置"] == tasks[row["任务编码"]] for row in duties)
    assert "在规划中的位置" not in rows("units", "zh")[0]


def test_a_source_issue_names_its_table_and_its_row():
    row = next(row for row in rows("source_issues", "zh") if row["行编码"] == "hubei-mic2025-2015-3-8-1/8")
    assert row["数据表"] == "责任分工"
    assert str(row["行"]).endswith("武汉海关")


def test_a_tree_that_leads_back_to_itself_ends():
    tables = read_rows(root(), descriptor())
    section = {"plan_id": "p", "number": "", "title_en": "", "position": "1", "level": "1", "start": ""}
    tables["sections"] = [
        section | {"section_id": "a", "parent_id": "b", "title_zh": "甲"},
        section | {"section_id": "b", "parent_id": "a", "title_zh": "乙"},
    ]
    tables["plans"] = [{"plan_id": "p", "name_zh": "规划甲"}]
    place = place_of(descriptor().tables["targets"], Source(descriptor(), tables, "zh"))
    assert place is not None
    assert place({"section_id": "a", "plan_id": "p"}) == "规划甲 › 乙 › 甲"
    assert place({"section_id": "gone", "plan_id": "p"}) == "规划甲"


@pytest.mark.parametrize(
    ("number", "expected"),
    [("一", "一、总则"), ("（二）", "（二）总则"), ("第三节", "第三节 总则"), ("一是", "一是总则"), ("", "总则")],
)
def test_headings_are_written_as_in_chinese(number, expected):
    assert heading({"number": number, "title_zh": "总则"}, "zh") == expected


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("28", "integer", 28),
        ("28.0", "number", 28),
        ("2.30", "number", 2.3),
        ("-5", "number", -5),
        ("NaN", "number", "NaN"),
        ("INF", "number", "INF"),
        ("12345678901234567891", "integer", "12345678901234567891"),
        ("about 5", "number", "about 5"),
        ("2016-06-15", "date", date(2016, 6, 15)),
        ("1900-03-01", "date", "1900-03-01"),
        ("007", "string", "007"),
    ],
)
def test_values_are_typed_where_nothing_is_lost(text, kind, value):
    assert typed(text, kind) == value
    assert type(typed(text, kind)) is type(value)


def test_titles_that_are_alike_are_numbered():
    assert unique(["甲", "甲", "甲 (2)", "A", "a"]) == ["甲", "甲 (2)", "甲 (2) (2)", "A", "a (2)"]


def test_titles_of_columns_with_keys_say_so():
    unit = Field({"name": "unit_id", "title": "Unit", "title_zh": "单位"})
    region = Field({"name": "region_code", "title": "Region", "title_zh": "地区"})
    assert [code_title(field, lang) for field in (unit, region) for lang in ("en", "zh")] == [
        *("Unit ID", "单位编码", "Region code", "地区代码"),
    ]
    assert title_of(Field({"name": "x"}), "zh") == "x"
    keys = [{"fields": "region_code", "reference": {"resource": "regions", "fields": "region_code"}}]
    listed = [dict(unit.properties), dict(region.properties), {"name": "value"}]
    table = Resource({"name": "t", "schema": {"fields": listed, "primaryKey": "unit_id", "foreignKeys": keys}})
    assert [is_code(field, table) for field in table.fields] == [True, True, False]


def test_what_cannot_be_read_is_reported(tmp_path):
    with pytest.raises(ValueError, match="'zh' or 'en'"):
        read_source(root(), "fr")
    package = {"name": "x", "resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "a"}]}}]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    with pytest.raises(PackageError, match=r"t\.csv is missing"):
        read_source(tmp_path, "zh")


def test_a_row_without_a_name_is_called_after_what_it_refers_to():
    names = names_of("targets", read_source(root(), "en"))
    assert names["guangdong-pearl-west-2017-circular-parks-2019"].endswith("(six cities and one district) · 2019")
    assert names_of("no-such-table", read_source(root(), "en")) == {}
