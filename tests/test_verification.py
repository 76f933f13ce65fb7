"""Every row proved against a copy of the text."""

import hashlib
import os
from pathlib import Path

import pytest

import pyplanning as pp
from pyplanning.text import normalise

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
        f"{example.plan_id} – {example.plan_id}.txt is another copy of the text than the one cited – found sha256 "
        f"{digest}… – rows are looked for near their offsets"
    )
    assert issue.zh == (
        f"{example.plan_id}：{example.plan_id}.txt与所引文本版本不同（sha256为{digest}…），将在原位置附近查找证据"
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
    assert len(caught.value.en.splitlines()) == len(pp.load("plans"))


def test_paths_may_be_strings(example):
    assert pp.verify(str(example.sources()), str(example.package())).valid


def unread(kind: str, file: Path) -> None:
    file.unlink(missing_ok=True)
    match kind:
        case "empty":
            file.write_bytes(b" \n\xe3\x80\x80")
        case "gb18030":
            file.write_bytes("云泽省".encode("gb18030"))
        case "folder":
            file.mkdir()


UNREAD = pytest.mark.parametrize(
    ("kind", "en", "zh"),
    [
        ("missing", "is missing", "缺失"),
        ("empty", "is empty", "为空"),
        ("gb18030", "is not UTF-8", "不是UTF-8编码"),
        ("folder", f"cannot be read ({os.strerror(21)})", f"无法读取（{os.strerror(21)}）"),
    ],
)


@UNREAD
def test_pl501_a_text_that_cannot_be_read(example, kind, en, zh):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    sources = example.sources()
    file = sources / "yunze-other-2026.txt"
    unread(kind, file)
    report = pp.verify(sources, example.package())
    (issue,) = report.issues
    assert (issue.code, issue.level, issue.key, issue.file) == ("PL501", "error", "yunze-other-2026", str(file))
    assert issue.en == f"yunze-other-2026 – the text {file} {en} – expected the official text as UTF-8"
    assert issue.zh == f"yunze-other-2026：规划文本{file}{zh}，须为UTF-8编码的官方文本"
    assert report.counts == proven(example)


@UNREAD
def test_where_no_text_can_be_read_the_error_names_each_plan(example, kind, en, zh):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    sources = example.sources()
    for row in example.rows["plans"]:
        unread(kind, sources / f"{row['plan_id']}.txt")
    with pytest.raises(pp.PackageError) as caught:
        pp.verify(sources, example.package())
    assert caught.value.en.splitlines() == [
        f"{row['plan_id']} – the text {sources / row['plan_id']}.txt {en} – expected the official text as UTF-8"
        for row in example.rows["plans"]
    ]
    assert [line.partition("：")[0] for line in caught.value.zh.splitlines()] == [example.plan_id, "yunze-other-2026"]
    assert all(zh in line for line in caught.value.zh.splitlines())


@pytest.mark.parametrize("folder", ["empty", "absent", "file"])
def test_a_folder_without_texts(example, tmp_path, folder):
    sources = tmp_path / "texts"
    if folder == "empty":
        sources.mkdir()
    elif folder == "file":
        sources.write_text("云泽省")
    with pytest.raises(pp.PackageError, match=f"^{example.plan_id} – the text "):
        pp.verify(sources, example.package())


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
