"""The mistakes that contributors make, in every table: each is found at its cell, and the finding says what to do.

``mistakes.json`` lists what is planted: in which table and row, which cells (or another row like it with these,
or a row left out), and the finding. The rows are those of the made-up plan, with one more table of each kind.
"""

import json
from pathlib import Path

import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.validation.explain import rules
from pyplanning.validators.completeness import COVERED

MISTAKES = json.loads(Path(__file__).with_name("mistakes.json").read_text(encoding="utf-8"))
IDS = [f"{one['table']}: {one['what']}" for one in MISTAKES]
LINK = "“链主”企业"


@pytest.fixture
def whole(example):
    """The made-up plan with rows in every table, and with a neighbouring province."""
    plan, rows = example.plan_id, example.rows
    rows["plans"][0] |= {"issued_on": "2026-03-01", "period_start": "2026", "period_end": "2030"}
    rows["regions"] = [row | {"parent_code": row.get("parent_code") or "china"} for row in rows["regions"]] + [
        {"region_code": code, "name_zh": zh, "name_en": en, "level": level, "parent_code": above}
        for code, zh, en, level, above in (
            ("china", "中国", "China", "country", ""),
            ("qingshi", "青石省", "Qingshi", "province", "china"),
            ("star-river", "星河市", "Star River", "prefecture", "qingshi"),
            ("lakes", "环湖城市群", "Lake cities", "group", "yunze"),
            ("980000", "示例省", "Example Province", "province", "china"),
        )
    ]
    rows["region_members"] = [{"group_code": "lakes", "member_code": "moon-lake"}]
    rows["industry_concepts"] = [{"concept_id": "materials", "name_zh": "材料", "name_en": "Materials"}]
    neighbour = {"agency_id": "qingshi-industry", "name_zh": "青石省工业厅", "name_en": "Qingshi industry department"}
    rows["agencies"].append(rows["agencies"][1] | neighbour | {"region_code": "qingshi"})
    rows["agency_aliases"] = [{"alias_zh": "省工业厅", "plan_id": plan, "agency_id": "yunze-industry"}]
    at = {"plan_id": plan, "section_id": f"{plan}-6", "evidence": LINK, "evidence_start": str(example.place(LINK))}
    chain = {"enterprise_id": "moon-lake-fibre"}
    rows["enterprises"] = [chain | {"name_zh": "月湖纤维", "name_en": "Moon Lake Fibre", "kind": "enterprise"}]
    rows["enterprise_roles"] = [chain | {"enterprise_role_id": "fibre-listed", "role": "listed"} | at]
    rows["park_enterprises"] = [chain | {"park_role_id": "moon-lake-valley-listed"} | quote(at)]
    rows["technology_centres"] = [
        chain
        | {"technology_centre_id": "fibre-centre", "name_zh": "企业技术中心", "name_en": "Technology centre"}
        | {"level": "provincial", "recognised_year": "2002"}
        | at
        | {"evidence": "企业技术中心2002年"}
    ]
    rows["terms"] = [
        {"term_id": "chain-leader", "term_zh": "链主", "term_en": "Chain leader", "definition_zh": "带动产业链的企业"}
        | {"definition_en": "An enterprise that leads a chain"}
        | at
    ]
    rows["source_issues"] = [
        {"source_issue_id": "issue-1", "kind": "typo", "table_name": "targets", "row_id": "output-2030"}
        | {"note_zh": "示例", "note_en": "An example"}
        | at
    ]
    all_enterprises = {"target_id": "enterprises-all", "value": "140", "comparator": "eq", "evidence": "140家"}
    rows["targets"].append(rows["targets"][2] | all_enterprises | {"industry_id": "yunze-materials"})
    rows["coverage"] = [
        {"plan_id": plan, "table_name": name, "state": "extracted", "note_zh": "已提取", "note_en": "Extracted"}
        for name in sorted(COVERED)
    ]
    return example


def quote(row):
    """The cells of a row that quote the plan."""
    return {column: row[column] for column in ("evidence", "evidence_start")}


def plant(rows, mistake):
    """Make the mistake in the rows of its table, and give the number of the row where it is."""
    table, number = rows[mistake["table"]], mistake["row"]
    if mistake.get("drop"):
        del table[number - 1]
    elif mistake.get("copy"):
        table.append(table[number - 1] | mistake["change"])
        number = len(table)
    else:
        table[number - 1] |= mistake["change"]
    return mistake.get("at", number)


def test_the_rows_are_right_before(whole):
    assert pp.validate(whole.package()).issues == ()


def test_there_are_a_hundred_mistakes_in_all_tables():
    assert len(MISTAKES) >= 100
    only_of_reports = {"indicator_coverage", "target_relations"}
    assert {one["table"] for one in MISTAKES} == {*descriptor().tables} - only_of_reports


@pytest.mark.parametrize("mistake", MISTAKES, ids=IDS)
def test_a_mistake_is_found_at_its_cell(whole, mistake):
    row = plant(whole.rows, mistake)
    report = pp.validate(whole.package(), sources=whole.sources() if mistake.get("text") else None)
    wanted = ("plans" if mistake.get("drop") else mistake["table"], row, mistake["column"], mistake["code"])
    found = [(i.table, i.row, i.column, i.code) for i in report.issues]
    assert wanted in found


@pytest.mark.parametrize("code", sorted({one["code"] for one in MISTAKES}))
def test_what_finds_a_mistake_says_what_to_do(code):
    assert "Fix: " in " ".join(rules()[code].text.split())
