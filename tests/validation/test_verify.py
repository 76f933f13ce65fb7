"""Every row proved against a copy of the text."""

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.evidence.text import normalise
from pyplanning.io.read import read
from pyplanning.io.table import Table

BEFORE = "云泽省人民政府印发通知如下，请各市认真落实。\n\n"


def half_width(text: str) -> str:
    return text.translate(str.maketrans("，；：（）。、", ",;:().,"))


def proven(example) -> dict[str, int]:
    return {name: len(rows) for name, rows in example.rows.items() if name == "sections" or "evidence" in rows[0]}


def test_the_text_as_cited_proves_every_row(example):
    report = pp.verify(example.sources(), example.package())
    assert report.issues == ()
    assert report.valid
    assert report.counts == proven(example)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\n\u3000\u3000"),
        lambda text: text.replace("，", "，\n").replace("省", "省 "),
        lambda text: text.replace("\u3000", "\t"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("，", ",").replace("；", ";").replace("：", ":"),
        lambda text: text.replace("400", "４００").replace("%", "％"),
    ],
    ids=["CRLF", "indented", "broken lines", "tabs", "byte order mark", "half width", "full-width digits"],
)
def test_a_copy_with_the_same_normal_form_is_the_same_text(example, change):
    copy = change(example.text)
    assert copy != example.text
    report = pp.verify(example.sources(copy), example.package())
    assert report.issues == ()
    assert report.counts == proven(example)


@pytest.mark.parametrize(
    "change",
    [
        half_width,
        lambda text: text.replace("“", '"').replace("”", '"').replace("《", "〈").replace("》", "〉"),
        lambda text: text.replace("“", "「").replace("”", "」"),
        lambda text: BEFORE + text,
        lambda text: text + "\n附件：略",
        lambda text: text.replace("二、重点任务", "专门说明：本节为新增内容。\n二、重点任务"),
        lambda text: text.replace("一、总体要求", "一.总体要求"),
        lambda text: text.replace("一、总体要求", "一 总体要求"),
        lambda text: half_width(BEFORE + text.replace("“", "‘").replace("\n", "\r\n\u3000")),
    ],
    ids=[
        "half width",
        "straight quotes",
        "corner quotes",
        "paragraph before",
        "paragraph after",
        "paragraph within",
        "heading with full stop",
        "heading with space",
        "all at once",
    ],
)
def test_another_copy_proves_the_same_rows_with_a_warning(example, change):
    copy = change(example.text)
    report = pp.verify(example.sources(copy), example.package())
    assert [i.code for i in report.issues] == ["PL502"]
    assert report.valid
    assert report.counts == proven(example)


def test_pl502_says_which_copy(example):
    copy = BEFORE + example.text
    (issue,) = pp.verify(example.sources(copy), example.package()).issues
    digest = hashlib.sha256(normalise(copy).encode()).hexdigest()[:12]
    assert (issue.code, issue.level, issue.file) == ("PL502", "warning", f"{example.plan_id}.txt")
    assert (issue.key, issue.row, issue.value) == (example.plan_id, 0, digest + "…")
    assert issue.en == (
        f"{example.plan_id} – {example.plan_id}.txt is not the copy of the text that is cited – found sha256 "
        f"{digest}… – quotes are searched for near their offsets"
    )
    assert issue.zh == (
        f"{example.plan_id}：{example.plan_id}.txt不是数据所引的版本（SHA-256为{digest}…），将在原位置附近查找证据"
    )


def test_another_copy_that_says_otherwise_fails(example):
    copy = BEFORE + example.text.replace("400亿元", "500亿元").replace("8%左右", "8%")
    report = pp.verify(example.sources(copy), example.package())
    assert not report
    assert [(i.code, i.key) for i in report.issues if i.level == "error"] == [
        ("PL503", "targets/output-2030"),
        ("PL503", "targets/output-growth-2030"),
    ]
    assert report.counts["targets"] == len(example.rows["targets"]) - 2


def test_a_moved_row_is_held_by_the_section_it_moved_into(example):
    moved = "研发投入强度\u3000%\u30003.2\u30008.8\n"
    copy = example.text.replace(moved, "").replace("专栏1", moved + "专栏1")
    found = {i.key for i in pp.verify(example.sources(copy), example.package()).issues if i.code == "PL504"}
    assert found == {"targets/rd-intensity-2030", "targets/rd-intensity-growth-2030"}


def test_the_shipped_package_is_the_default(tmp_path):
    with pytest.raises(pp.PackageError) as caught:
        pp.verify(tmp_path)
    *missing, total = caught.value.en.splitlines()
    assert len(missing) == 10
    assert total == f"… ({len(pp.load('plans'))} in all)"


def test_paths_may_be_strings(example):
    assert pp.verify(str(example.sources()), str(example.package())).valid


def laid_out_otherwise(example) -> Path:
    """The example's package with its targets in another encoding, in two files with semicolons, and n/a for null."""

    def edit(package: dict) -> None:
        (resource,) = [r for r in package["resources"] if r["name"] == "targets"]
        resource |= {"path": ["one.csv", "two.csv"], "encoding": "gb18030", "dialect": {"delimiter": ";"}}
        resource["schema"]["missingValues"] = ["", "n/a"]
        resource.pop("hash")
        resource.pop("bytes")

    folder = example.package(edit)
    file = folder / "data/targets.csv"
    header, *lines = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    file.unlink()
    for name, some in (("one.csv", lines[:2]), ("two.csv", lines[2:])):
        with (folder / name).open("w", encoding="gb18030", newline="") as out:
            csv.writer(out, delimiter=";").writerows([header, *([cell or "n/a" for cell in line] for line in some)])
    return folder


def test_a_package_is_read_as_its_descriptor_says(example):
    sources, folder = example.sources(), laid_out_otherwise(example)
    report = pp.verify(sources, folder)
    assert report.issues == ()
    assert report.counts == proven(example)
    example.change("targets", 3, value="7")
    (issue,) = pp.verify(sources, laid_out_otherwise(example)).issues
    assert (issue.code, issue.table, issue.row) == ("PL505", "targets", 3)


def test_a_row_after_one_of_the_wrong_length_keeps_its_number(example):
    folder = example.package()
    file = folder / "data/targets.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[2] += ",more"
    lines[3] = lines[3].replace(",120,", ",121,")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = pp.verify(example.sources(), folder)
    assert [(i.code, i.table, i.row) for i in report.issues] == [("PL505", "targets", 3)]
    assert report.counts["targets"] == len(example.rows["targets"]) - 1


def test_a_package_without_plans_has_no_text_to_read(write_package, tmp_path):
    with pytest.raises(pp.PackageError) as caught:
        pp.verify(tmp_path, write_package())
    assert caught.value.en
    assert caught.value.zh


@pytest.mark.parametrize(
    ("table", "number", "cells"),
    [
        ("targets", 1, {"value": "four hundred"}),
        ("targets", 1, {"value_max": "x"}),
        ("targets", 1, {"evidence_start": "first"}),
        ("sections", 2, {"start": "x"}),
        ("units", 9, {"factor": "x"}),
    ],
)
def test_a_cell_that_is_no_number_is_reported_not_raised(example, table, number, cells):
    example.change(table, number, **cells)
    try:
        found = pp.verify(example.sources(), example.package())
    except pp.PackageError as error:
        found = error
    assert table in found.en if isinstance(found, pp.PackageError) else not found.valid


# Tables that were handed in


def workbook(tables: list[Table]) -> list[Table]:
    """The tables as if they stood in a workbook below two lines of remarks, its first column left empty."""
    return [
        replace(
            table,
            file="new.xlsx",
            sheet=table.name.title(),
            letters={column: chr(ord("B") + i) for i, column in enumerate(table.header)},
            header_line=3,
            parts=(),
        )
        for table in tables
    ]


def changed(tables: list[Table], name: str, **cells: str) -> list[Table]:
    """The tables with other cells in every row of one."""
    new = [pl.lit(cell).alias(column) for column, cell in cells.items()]
    return [replace(t, frame=t.frame.with_columns(new)) if t.name == name else t for t in tables]


def test_tables_that_were_handed_in_are_proved(example):
    sources, tables = example.sources(), read(example.package())
    for given in (sources, str(sources), {example.plan_id: sources / f"{example.plan_id}.txt"}):
        report = pp.verify(given, tables)
        assert (report.issues, report.counts) == ((), proven(example))


def test_what_was_not_handed_in_is_shipped_or_empty(example):
    tables = [t for t in read(example.package()) if t.name in ("plans", "sections", "targets", "tasks")]
    report = pp.verify(example.sources(), tables)
    assert report.issues == ()  # among the units are those shipped
    assert report.counts == {name: len(example.rows[name]) for name in ("sections", "targets", "tasks")}


def test_findings_stand_at_the_contributors_cells(example):
    example.change("targets", 1, value="500")
    example.change("sections", 3, title_zh="已有基础")
    report = pp.verify(example.sources(), workbook(read(example.package())))
    found = {i.code + i.table: (i.file, i.sheet, i.row, i.column, i.cell, i.key) for i in report.issues}
    targets, heads = ("new.xlsx", "Targets", 1), ("new.xlsx", "Sections", 3)
    assert found["PL505targets"] == (*targets, "value", "N4", "targets/output-2030")
    assert found["PL503sections"] == (*heads, "title_zh", "H6", f"sections/{example.plan_id}-3")
    assert report.counts["targets"] == len(example.rows["targets"]) - 1


def test_a_row_without_an_offset_is_passed_over(example):
    tables = changed(read(example.package()), "tasks", evidence_start="")
    report = pp.verify(example.sources(), tables)
    assert report.issues == ()
    assert "tasks" not in report.counts


def test_pl501_stands_at_the_plan(example, tmp_path):
    tables = workbook(read(example.package()))
    for given, file, en, zh in (
        ({}, f"{example.plan_id}.txt", "is not given", "未提供"),
        (tmp_path, tmp_path / f"{example.plan_id}.txt", "is missing", "缺失"),
    ):
        report = pp.verify(given, tables)
        (issue,) = report.issues
        assert (issue.code, issue.file, issue.sheet, issue.cell) == ("PL501", "new.xlsx", "Plans", "B4")
        assert issue.en == f"{example.plan_id} – the text {file} {en} – expected the official text in UTF-8"
        assert issue.zh == f"{example.plan_id}：规划原文{file}{zh}，应为UTF-8编码的官方文本"
        assert report.counts == {}


def test_pl502_stands_at_the_plan(example):
    (issue,) = pp.verify(example.sources(BEFORE + example.text), workbook(read(example.package()))).issues
    assert (issue.code, issue.file, issue.cell, issue.key) == ("PL502", "new.xlsx", "B4", example.plan_id)
    assert f" – {example.plan_id}.txt is not the copy " in issue.en


def test_a_plan_that_cites_no_text_yet_is_proved_to_the_letter(example):
    tables = changed(read(example.package()), "plans", source_sha256="", source_length="")
    sources = example.sources()
    assert pp.verify(sources, tables).issues == ()
    example.sources("序" + example.text)
    assert {i.code for i in pp.verify(sources, tables).issues} == {"PL503"}


def test_a_row_without_an_offset_moves_no_other(example):
    tables = changed(read(example.package()), "terms", evidence="云泽省", evidence_start="")
    report = pp.verify(example.sources(BEFORE + example.text), tables)
    assert [i.code for i in report.issues] == ["PL502"]


def test_rows_that_are_shipped_already_need_no_text(tmp_path):
    tables = read(root())
    for given in ({}, tmp_path):
        report = pp.verify(given, tables)
        assert (report.issues, report.counts) == ((), {})


def test_a_shipped_row_that_was_changed_needs_the_text():
    tables = read(root())
    (plan_id, *_) = pp.load("observations")["plan_id"]
    one = [replace(t, frame=t.frame.head(1)) for t in tables if t.name == "observations"]
    (issue,) = pp.verify({}, changed(one, "observations", value="7")).issues
    assert (issue.code, issue.key, issue.cell, issue.file) == ("PL501", plan_id, "", f"{plan_id}.txt")
