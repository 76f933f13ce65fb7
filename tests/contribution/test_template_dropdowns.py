"""What the dropdowns of a template offer."""

from __future__ import annotations

import openpyxl
import pytest

from pyplanning.contribution.template import template
from pyplanning.contribution.template_dropdowns import names, shown_column
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.io.excel import LISTS
from pyplanning.io.rows import read_rows

SHIPPED = read_rows(root(), descriptor())


@pytest.fixture(scope="module")
def open_(tmp_path_factory):
    """A template, opened; each is written once."""
    folder, made = tmp_path_factory.mktemp("templates"), {}

    def of(**given):
        key = repr(given)
        if key not in made:
            made[key] = openpyxl.load_workbook(template(folder / f"{len(made)}.xlsx", **given))
        return made[key]

    return of


def defined(book, name: str) -> str:
    return book.defined_names[name].attr_text


def listed(book, name: str) -> list[str]:
    """What the hidden sheet holds under a name."""
    column = next(column for column in book[LISTS].iter_cols() if column[0].value == name)
    return [cell.value for cell in column[1:] if cell.value is not None]


def validations(book, sheet: str) -> dict[str, tuple[str | None, ...]]:
    """By column: type, operator, formulas, style and message."""
    names = {cell.column_letter: cell.value for cell in book[sheet][3]}
    return {
        names[str(v.sqref).partition("4:")[0]]: (v.type, v.operator, v.formula1, v.formula2, v.errorStyle, v.error)
        for v in book[sheet].data_validations.dataValidation
    }


@pytest.mark.parametrize(
    ("table", "lang", "column"),
    [
        ("regions", "zh", "name_zh"),
        ("sections", "en", "title_en"),
        ("plans", "zh", "plan_id"),
        ("park_roles", "zh", "park_role_id"),
        ("coverage", "zh", "plan_id"),
    ],
)
def test_people_know_a_row_by_its_name(table, lang, column):
    assert shown_column(descriptor().table(table), lang) == column


def test_names_stand_once_and_where_people_look_for_them():
    rows = [{"name_zh": name, "name_en": "x"} for name in ("中山", "", "北京", "安徽", "北京", "Ａ股")]
    parks, regions = descriptor().table("parks"), descriptor().table("regions")
    assert names(parks, rows, "zh") == ["Ａ股", "安徽", "北京", "中山"]
    assert names(regions, rows, "zh") == ["中山", "北京", "安徽", "Ａ股"]
    assert names(parks, [{"name_en": "b"}, {"name_en": "a"}, {"name_en": "B2"}], "en") == ["a", "b", "B2"]


def test_listed_values_are_offered_by_their_labels(open_):
    book = open_(tables=["targets"])
    assert listed(book, "values_targets_comparator") == ["不低于", "超过", "等于", "约", "不高于"]
    assert listed(open_(tables=["targets"], lang="en"), "values_targets_nature") == [
        "binding",
        "expected",
        "not stated",
    ]
    assert listed(open_(tables=["projects"]), "values_projects_name_composed") == ["是", "否"]
    letters = next(c[0].column_letter for c in book[LISTS].iter_cols() if c[0].value == "values_targets_comparator")
    assert defined(book, "values_targets_comparator") == f"{LISTS}!${letters}$2:${letters}$6"


def test_references_offer_the_shipped_names_where_the_table_has_no_sheet(open_):
    book = open_(tables=["targets"])
    assert listed(book, "names_regions") == [row["name_zh"] for row in SHIPPED["regions"]]
    assert sorted(listed(book, "names_indicators")) == sorted({row["name_zh"] for row in SHIPPED["indicators"]})
    assert sorted(listed(book, "names_sections")) == sorted({row["title_zh"] for row in SHIPPED["sections"]})
    english = open_(tables=["targets"], lang="en")
    assert listed(english, "names_regions") == [row["name_en"] for row in SHIPPED["regions"]]


def test_references_offer_shipped_names_and_then_those_of_this_workbook(open_):
    book, count = open_(), len(SHIPPED["agencies"])
    found = listed(book, "names_agencies")
    assert sorted(found[:count]) == sorted(row["name_zh"] for row in SHIPPED["agencies"])
    assert found[count:] == [f"=INDEX('机构'!$B:$B,{row})&\"\"" for row in range(4, 504)]
    (letters,) = {c[0].column_letter for c in book[LISTS].iter_cols() if c[0].value == "names_agencies"}
    assert defined(book, "names_agencies") == (
        f"{LISTS}!${letters}$2:INDEX({LISTS}!${letters}:${letters},{count + 1}+MIN(500,MAX(0,COUNTA('机构'!$B:$B)-3)))"
    )


def test_what_belongs_to_a_plan_is_offered_from_this_workbook_alone(open_):
    book = open_()
    expected = "INDEX('{0}'!${1}:${1},4):INDEX('{0}'!${1}:${1},MAX(4,COUNTA('{0}'!${1}:${1})))"
    assert defined(book, "names_sections") == expected.format("章节", "G")
    assert defined(book, "names_industries") == expected.format("产业", "F")
    assert defined(book, "names_tasks") == expected.format("任务", "E")
    assert listed(book, "names_sections") == []
    assert len(listed(book, "names_plans")) == len(SHIPPED["plans"]) + 500


def test_a_new_plan_is_the_one_that_is_offered(open_):
    book = open_(plan="海南省低空经济规划（2026年）")
    assert listed(book, "names_plans") == []
    assert "'规划'!$A:$A" in defined(book, "names_plans")


def test_a_filled_template_offers_each_row_once(open_):
    book = open_(filled=True, tables=["agencies", "regions", "targets"])
    assert listed(book, "names_regions") == []
    assert "'地区'!$B:$B" in defined(book, "names_regions")
    assert listed(book, "names_indicators")


def test_a_table_without_rows_has_no_dropdown(tmp_path, monkeypatch):
    empty = SHIPPED | {"industries": []}
    monkeypatch.setattr("pyplanning.contribution.template.read_rows", lambda *_: empty)
    book = openpyxl.load_workbook(template(tmp_path / "a.xlsx", ["targets"]))
    assert "names_industries" not in book.defined_names
    assert "industry_id" not in validations(book, "目标")


def test_nothing_that_is_typed_is_refused(open_):
    found = validations(open_(), "目标")
    message = "列表中没有这个名称。如为新增，请在“指标”表中登记一行。"
    assert found["indicator_id"] == ("list", None, "names_indicators", None, "information", message)
    message = "列表中没有这个值，请从列表中选择。"
    assert found["comparator"] == ("list", None, "values_targets_comparator", None, "warning", message)
    message = "此列要求：不超过40个字符。"
    assert found["evidence"] == ("textLength", "lessThanOrEqual", "40", None, "warning", message)
    message = "此列要求：不小于1900，不大于2100。"
    assert found["start_year"] == ("whole", "between", "1900", "2100", "warning", message)
    assert found["evidence_start"][:4] == ("whole", "greaterThanOrEqual", "0", None)
    assert found.keys().isdisjoint({"value", "target_id", "qualifier_zh"})
    assert validations(open_(), "规划")["issued_on"][:4] == ("date", "greaterThanOrEqual", "1", None)
    assert validations(open_(), "单位")["factor"][::2][:2] == ("custom", "IFERROR(AND(VALUE(F4)>=0),FALSE)")
    styles = {v.errorStyle for sheet in open_().worksheets for v in sheet.data_validations.dataValidation}
    assert styles == {"warning", "information"}


def test_a_dropdown_covers_the_whole_column_and_shows(open_):
    for sheet in open_().worksheets:
        for validation in sheet.data_validations.dataValidation:
            assert str(validation.sqref).endswith("1048576")
            assert validation.showErrorMessage
            assert validation.allow_blank
            assert not validation.showDropDown  # which in a workbook means that it is hidden


def test_the_lists_are_hidden(open_):
    assert open_()[LISTS].sheet_state == "hidden"
