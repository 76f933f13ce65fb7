"""A workbook handed back with its findings."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

import pyplanning as pp
from pyplanning.contribution.annotate import FILLS, annotate
from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.rule import Issue, Report

ERROR, WARNING = (f"FF{FILLS[level]}" for level in ("error", "warning"))


@pytest.fixture
def book(tmp_path):
    """A workbook with two sheets, one with a name that has to be quoted."""
    made = openpyxl.Workbook()
    made.active.title = "指标 '1'表"
    made.active.append(["名称", "数值"])
    for n in range(1, 30):
        made.active.append([f"甲{n}", n])
    made.create_sheet("b").append(["x"])
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


@pytest.fixture
def issue(book):
    """A finding about the workbook, with what a test says of it."""
    usual = Issue(
        str(book), "指标 '1'表", "targets", 2, "value", "B3", "PL101", "error", "k", "约2", "is 2", "不是数值"
    )
    return lambda **given: replace(usual, **given)


@pytest.fixture
def marked(book, tmp_path):
    """The workbook with findings, as openpyxl reads it."""

    def to(*issues, lang="zh", totals=None):
        file = annotate(book, Report(issues, {}, totals or {}), tmp_path / "out.xlsx", lang)
        return openpyxl.load_workbook(file)

    return to


def rows(sheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_findings_are_at_their_cells(marked, issue):
    sheet = marked(
        issue(suggestion="2"), issue(code="PL401", level="warning", zh="过大"), issue(cell="A5", level="warning")
    )["指标 '1'表"]
    assert sheet["B3"].comment.text == "[pyplanning]\nPL101 错误：不是数值\n建议：2\n\nPL401 警告：过大"
    assert sheet["A5"].comment.text == "[pyplanning]\nPL101 警告：不是数值"
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B3", "A5", "A3")] == [ERROR, WARNING, "00000000"]


def test_findings_are_listed_with_links(marked, issue):
    found = marked(
        issue(cell="B12"),
        issue(cell="A3", code="PL102", value="=1+1", suggestion="2"),
        issue(cell="", row=0, column="", code="PL009", level="warning", value=""),
        issue(sheet="", cell="", row=0, code="PL001", value=""),
    )
    sheet = found["校验结果"]
    assert found.sheetnames == ["指标 '1'表", "b", "校验结果"]
    assert rows(sheet) == [
        ("工作表", "单元格", "代码", "级别", "问题", "值", "建议"),
        (None, None, "PL001", "错误", "不是数值", None, None),
        ("指标 '1'表", None, "PL009", "警告", "不是数值", None, None),
        ("指标 '1'表", "A3", "PL102", "错误", "不是数值", "=1+1", "2"),
        ("指标 '1'表", "B12", "PL101", "错误", "不是数值", "约2", None),
    ]
    links = {cell.coordinate: cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink}
    assert links == {"A3": "'指标 ''1''表'!A1", "B4": "'指标 ''1''表'!A3", "B5": "'指标 ''1''表'!B12"}
    assert [sheet[f"D{n}"].fill.fgColor.rgb for n in (2, 3)] == [ERROR, WARNING]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:G5")
    assert sheet["F4"].data_type == "s"


def test_in_english(marked, issue):
    found = marked(issue(suggestion="2"), lang="en", totals={("targets", "PL101"): 3})
    assert rows(found["Findings"]) == [
        ("Sheet", "Cell", "Code", "Level", "Finding", "Value", "Suggestion"),
        ("指标 '1'表", "B3", "PL101", "error", "is 2", "约2", "2"),
        ("2 more are not listed: PL101 2", None, None, None, None, None, None),
    ]
    assert found["指标 '1'表"]["B3"].comment.text == "[pyplanning]\nPL101 error: is 2\nSuggestion: 2"


def test_the_last_line_counts_what_is_not_listed(marked, issue):
    totals = {("targets", "PL101"): 1201, ("targets", "PL201"): 34, ("parks", "PL201"): 1}
    sheet = marked(issue(), issue(code="PL201"), totals=totals)["校验结果"]
    assert sheet["A4"].value == "另有1,234处未逐一列出：PL101 1,200、PL201 34"
    assert sheet.auto_filter.ref == "A1:G3"


def test_a_workbook_without_findings(marked):
    assert rows(marked()["校验结果"])[1][0] == "没有发现问题"
    assert rows(marked(lang="en")["Findings"])[1][0] == "No findings"


def test_many_findings_of_a_cell_and_long_values(marked, issue):
    found = marked(*(issue(code=f"PL1{n:02}", value="长" * 300) for n in range(14)))
    text = found["指标 '1'表"]["B3"].comment.text
    assert text.count("不是数值") == 10
    assert text.endswith("另有4处问题")
    assert found["校验结果"]["F2"].value == "长" * 200 + "…"


def test_findings_of_another_call_are_replaced(book, issue, tmp_path):
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    annotate(book, Report((issue(), issue(cell="A4"))), first)
    annotate(first, Report((issue(file=str(first), cell="A6"),)), second, "en")
    found = openpyxl.load_workbook(second)
    assert found.sheetnames == ["指标 '1'表", "b", "校验结果"]
    assert [row[1] for row in rows(found["校验结果"])] == ["Cell", "A6"]
    sheet = found["指标 '1'表"]
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"A6"}
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fill_type} == {"A6"}


def test_findings_about_other_files_are_not_marked(marked, issue, book, tmp_path, monkeypatch):
    found = marked(issue(), issue(file=str(tmp_path / "other.xlsx"), cell="A9"))
    assert [row[1] for row in rows(found["校验结果"])] == ["单元格", "B3"]
    monkeypatch.chdir(tmp_path)
    annotate("book.xlsx", Report((issue(file="./book.xlsx"),)), "out.xlsx")
    with pytest.raises(PackageError) as caught:
        marked(issue(file="other.xlsx"))
    assert caught.value.en == f"{book} is not what was validated; validate it first"
    assert caught.value.zh == f"{book}不是所校验的文件，请先校验该文件"


def test_a_workbook_that_has_changed_since(marked, issue, book):
    with pytest.raises(PackageError) as caught:
        marked(issue(sheet="c"))
    assert caught.value.en == f"{book} has no sheet of cells called c; validate it again"


def test_a_contributors_workbook(tmp_path):
    """What ``validate`` says of a workbook is found at the cells that it names."""
    names = list(descriptor().table("units").columns)
    made = openpyxl.Workbook()
    made.active.title = "units"
    made.active.append(names)
    made.active.append(["Kilo Tonne"] + ["x"] * (len(names) - 1))
    made.save(tmp_path / "units.xlsx")
    report = pp.validate(tmp_path / "units.xlsx")
    file = annotate(tmp_path / "units.xlsx", report, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(file)["units"]
    noted = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert set(noted) == {issue.cell for issue in report.issues if issue.cell}
    assert "A2" in noted
    assert all(issue.zh in noted[issue.cell] for issue in report.issues if issue.cell)


def test_the_colours_are_light_and_differ_in_grey():
    def light(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
        linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    error, warning = light(FILLS["error"]), light(FILLS["warning"])
    assert (error + 0.05) / 0.05 > 12  # black text on it
    assert (warning + 0.05) / (error + 0.05) > 1.25
