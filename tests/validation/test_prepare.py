"""Contributed workbooks: the example as people hand it in, and one with faults."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.retired import retirements
from pyplanning.io.excel import VERSION
from pyplanning.io.read import read
from pyplanning.rule import Issue
from pyplanning.validation.causes import without_pending_cells
from pyplanning.validation.prepare import changed, prepare, suggest_names

EXAMPLES = Path(__file__).parents[2] / "examples" / "contribution"
PLAN = "yunze-materials-2026"
SOURCES = {PLAN: EXAMPLES / "yunze.txt"}
pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are in the repository alone")


def test_the_valid_example_is_valid():
    report = pp.validate(EXAMPLES / "valid.xlsx", sources=SOURCES)
    assert report.issues == ()
    assert {name: rows for name, rows in report.counts.items() if rows}["targets"] == 5


def test_every_fault_of_the_invalid_example_is_one_finding_at_its_cell():
    report = pp.validate(EXAMPLES / "invalid.xlsx", sources=SOURCES)
    assert {(i.sheet, i.row, i.column): (i.code, i.suggestion) for i in report.issues} == {
        ("规划", 1, "issued_on"): ("PL101", "2026-03-02"),
        ("园区", 2, "name_en"): ("PL122", "Qingshi rare earth recovery base"),
        ("目标", 1, "value"): ("PL101", "400 (comparator ge)"),
        ("目标", 2, "value"): ("PL101", "8 (unit_id percent)"),
        ("目标", 3, "indicator_id"): ("PL201", "企业数量"),
        ("目标", 4, "value"): ("PL505", ""),
        ("现状数据", 1, "evidence"): ("PL512", "产值为272亿元"),
        ("现状数据", 2, "year"): ("PL101", "2025"),
        ("责任分工", 1, "agency_id"): ("PL201", "云泽省工业厅"),
        ("责任分工", 5, "role"): ("PL322", ""),
        ("项目", 1, "capacity_unit_id"): ("PL311", ""),
    }
    book = openpyxl.load_workbook(EXAMPLES / "invalid.xlsx")
    for found in report.issues:
        cell = book[found.sheet][found.cell]
        assert (cell.row - 3, book[found.sheet].cell(3, cell.column).value) == (found.row, found.column)
    assert len(report.issues) == 11


def test_names_labels_and_quotes_become_ids_values_and_places():
    ready = prepare(read(EXAMPLES / "valid.xlsx"), read(root()), SOURCES)
    targets = next(t for t in ready.tables if t.name == "targets").frame.collect().to_dicts()
    assert ready.issues == ()
    first = {k: v for k, v in targets[0].items() if v and k != "…row"}
    assert first == {
        "target_id": f"{PLAN}-output-value-future-materials-2030",
        "plan_id": PLAN,
        "section_id": f"{PLAN}-1-1",
        "indicator_id": "output-value",
        "industry_id": f"{PLAN}-future-materials",
        "region_code": "990000",
        "measure": "level",
        "comparator": "gt",
        "value": "400",
        "unit_id": "yi-yuan",
        "target_year": "2030",
        "qualifier_zh": "力争突破",
        "nature": "unspecified",
        "evidence": "产值力争突破400亿元",
        "evidence_start": "55",
    }
    change = next(c for c in ready.changes if c.table == "targets" and c.column == "comparator")
    assert (change.sheet, change.row, change.old, change.new, change.why) == ("目标", 1, "超过", "gt", "label")


def test_changes_are_made_where_they_are_said_to_be():
    table = next(t for t in read(EXAMPLES / "valid.xlsx") if t.name == "targets")
    changes = [c for c in prepare([table], read(root())).changes if c.column == "unit_id"]
    made = changed(table, changes).frame.collect()
    assert made["unit_id"].to_list() == ["yi-yuan", "percent", "enterprise", "percent", "enterprise"]
    assert made.drop("unit_id").equals(table.frame.collect().drop("unit_id"))


def test_an_older_template_is_one_finding_with_its_columns(tmp_path):
    book = openpyxl.load_workbook(EXAMPLES / "valid.xlsx")
    book.custom_doc_props[VERSION].value = "1.0.0"
    for title, names in (("园区", ["kind"]), ("引用文件", ["relation", "document_id"])):
        for name in names:
            (column,) = [cells[0].column for cells in book[title].iter_cols() if cells[2].value == name]
            book[title].delete_cols(column)
    book.save(tmp_path / "older.xlsx")
    (issue,) = pp.validate(tmp_path / "older.xlsx", sources=SOURCES).issues
    assert (issue.code, issue.sheet, issue.row) == ("PL045", "", 0)
    assert issue.zh.startswith(f"{tmp_path / 'older.xlsx'}：由1.0.0版模板生成，缺少{pp.__version__}版的列：")
    assert all(f"{place}" in issue.zh for place in ("园区 kind", "引用文件 relation", "引用文件 document_id"))


def test_what_empty_cells_stand_for(tmp_path):
    file = tmp_path / "enterprises.csv"
    file.write_text("enterprise_id,kind\na,\nb,fund\nc,科研院所\n", encoding="utf-8")
    ready = prepare(read(file), read(root()))
    assert ready.tables[0].frame.collect()["kind"].to_list() == ["enterprise", "fund", "institute"]
    assert [(c.row, c.column, c.old, c.new, c.why) for c in ready.changes] == [
        (1, "kind", "", "enterprise", "default"),
        (3, "kind", "科研院所", "institute", "label"),
    ]


def issue(code, column, row=1, level="error", value=""):
    return Issue(table="targets", row=row, column=column, code=code, level=level, value=value)


def test_an_empty_cell_that_will_be_filled_in_is_no_finding_of_its_own():
    key, place, other = issue("PL102", "target_id"), issue("PL102", "evidence_start"), issue("PL101", "value")
    quote = issue("PL512", "evidence")
    assert without_pending_cells([key, place]) == [key, place]
    assert without_pending_cells([key, place, other]) == [place, other]
    composed = issue("PL102", "name_composed")
    assert without_pending_cells([key, place, composed, quote]) == [quote]
    assert without_pending_cells([key, issue("PL401", "value", level="warning")])[0] == key


def test_a_reference_to_no_row_names_the_nearest_name():
    lost = issue("PL201", "region_code", value="海南")
    assert [i.suggestion for i in suggest_names([lost], read(root()))] == ["海南省"]
    assert suggest_names([issue("PL101", "value")], []) == [issue("PL101", "value")]


def test_a_retired_id_is_answered_with_its_successor():
    retired = next(one for one in retirements(descriptor()) if one["table"] == "agencies" and one.get("successor"))
    lost = Issue(table="responsibilities", column="agency_id", code="PL201", value=retired["id"], suggestion="near")
    assert [i.suggestion for i in suggest_names([lost], [], read(root()))] == [retired["successor"]]


def test_no_body_of_another_region_is_suggested():
    tables = [table for table in read(root()) if table.name == "agencies"]
    [finance] = [row for row in tables[0].frame.collect().to_dicts() if row["name_zh"] == "湖北省财政厅"]
    plan = read(pl.DataFrame({"plan_id": ["new-plan"], "region_code": ["630000"]}), "plans")
    lost = Issue(table="responsibilities", column="agency_id", code="PL201", value="湖北省财政庁")
    assert [i.suggestion for i in suggest_names([lost], [], read(root()))] == ["湖北省财政厅"]
    assert [i.suggestion for i in suggest_names([lost], plan, read(root()))] == [""]
    near = replace(lost, suggestion=finance["agency_id"])
    assert [i.suggestion for i in suggest_names([near], plan, read(root()))] == [""]


def test_a_name_that_was_not_read_is_answered_with_its_key():
    lost = issue("PL201", "region_code", value="海南省")
    assert [i.suggestion for i in suggest_names([lost], read(root()))] == ["460000"]


def test_without_a_text_one_finding_says_so():
    found = pp.validate(EXAMPLES / "valid.xlsx")
    (issue,) = found.issues
    file = EXAMPLES / "valid.xlsx"
    assert (issue.code, issue.level, issue.file) == ("PL520", "error", str(file))
    assert issue.en == (
        f"{file} – has {issue.value} empty cells for the places of quotes, which follow from the plan's text"
        " – expected the text: --source PLAN_ID=FILE"
    )
    zh = f"{file}：{issue.value}个单元格（证据位置、章节等）为空，由规划原文得出，应以--source PLAN_ID=FILE给出原文"
    assert issue.zh == zh
