"""What the rows of a table may be called, and in which plans."""

import pytest

from pyplanning.dataset.name_book import Entry, NameBook, list_rows, spell

PLAN, OTHER, MOON_LAKE = "yunze-materials-2026", "yunze-robots-2026", "moon-lake-2027"
ROWS = {
    "plans": [
        {"plan_id": PLAN, "region_code": "990000"},
        {"plan_id": OTHER, "region_code": "990000"},
        {"plan_id": MOON_LAKE, "region_code": "990100"},
    ],
    "regions": [
        {"region_code": "990000", "name_zh": "云泽省", "level": "province", "parent_code": "", "name_en": "Yunze"},
        {"region_code": "990100", "name_zh": "月湖市", "level": "prefecture", "parent_code": "990000"}
        | {"name_en": "Moon Lake"},
    ],
    "region_members": [],
    "agencies": [
        {"agency_id": "industry", "name_zh": "云泽省工业厅", "name_en": "Department of Industry"}
        | {"region_code": "990000"},
        {"agency_id": "departments", "name_zh": "各部门", "name_en": "All departments", "region_code": "990000"},
        {"agency_id": "moon-lake-departments", "name_zh": "月湖市各部门", "region_code": ""},
    ],
    "agency_aliases": [
        {"plan_id": PLAN, "alias_zh": "省工业厅", "agency_id": "industry"},
        {"plan_id": OTHER, "alias_zh": "各部门", "agency_id": "moon-lake-departments"},
    ],
    "parks": [{"park_id": "valley", "name_zh": "月湖谷", "name_en": "Moon Valley"}],
    "park_roles": [{"park_role_id": f"{PLAN}-valley", "plan_id": PLAN, "park_id": "valley"}],
    "sections": [
        {"section_id": "1", "plan_id": PLAN, "parent_id": "", "number": "一", "title_zh": "总体要求"},
        {"section_id": "1-2", "plan_id": PLAN, "parent_id": "1", "number": "（二）", "title_zh": "“强链”行动"},
    ],
}
ROWS["agencies"] = [{"level": ""} | row for row in ROWS["agencies"]]
KEYS = {"agencies": "agency_id", "park_roles": "park_role_id", "sections": "section_id"}


def called(table, name, *plans):
    """The keys of the rows of a table that a name may stand for in some plans."""
    book = NameBook(table, KEYS[table], [Entry(row) for row in ROWS[table]], ROWS.__getitem__)
    return [entry.row[KEYS[table]] for entry in book.look_up(name, plans)]


def test_an_alias_goes_before_the_name_of_another():
    assert called("agencies", "各部门", OTHER) == ["moon-lake-departments"]
    assert called("agencies", "各部门", PLAN) == ["departments"]
    assert called("agencies", "省工业厅", PLAN) == ["industry"]
    assert called("agencies", "省工业厅", OTHER) == []


@pytest.mark.parametrize(
    ("plan", "name", "found"),
    [
        (PLAN, "各部门", ["departments"]),
        (MOON_LAKE, "各部门", []),
        (MOON_LAKE, "All departments", []),
        (MOON_LAKE, "云泽省工业厅", ["industry"]),
        (MOON_LAKE, "department of INDUSTRY", ["industry"]),
    ],
)
def test_an_agency_whose_name_says_no_place_is_one_of_its_own_place(plan, name, found):
    assert called("agencies", name, plan) == found


def test_a_park_role_goes_by_the_name_of_its_park():
    assert called("park_roles", "月湖谷", PLAN) == called("park_roles", "Moon Valley", PLAN) == [f"{PLAN}-valley"]
    assert called("park_roles", "月湖谷", OTHER) == []


@pytest.mark.parametrize(
    "name", ['"强链"行动', "（二）“强链”行动", "(二)、“强链”行动", "总体要求 › “强链”行动", "一（二）“强链”行动"]
)
def test_a_section_goes_by_its_number_and_by_those_above_it(name):
    assert called("sections", name, PLAN) == ["1-2"]
    assert called("sections", name, OTHER) == []


def test_rows_are_listed_by_key_and_name_up_to_five():
    parks = [{"park_id": f"valley-{n}", "name_zh": "谷", "name_en": "Valley"} for n in range(1, 8)]
    entries = [Entry(row) for row in [{"park_id": "", "name_zh": "谷"}, *parks]]
    assert list_rows(entries[:2], "parks", "park_id", ROWS.__getitem__) == {
        "expected": "valley-1 (Valley)",
        "expected_zh": "valley-1（谷）",
    }
    every = list_rows(entries, "parks", "park_id", ROWS.__getitem__)
    assert every["expected"] == ", ".join(f"valley-{n} (Valley)" for n in range(1, 6)) + " and 2 more"
    assert every["expected_zh"] == "、".join(f"valley-{n}（谷）" for n in range(1, 6)) + "等7行"


def test_names_are_compared_in_one_spelling():
    assert spell(" “强链”\u3000行动（二） ") == '"强链"行动(二)'
