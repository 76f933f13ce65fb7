"""The files with the plans' texts: found, read, or reported."""

import os
from pathlib import Path

import polars as pl
import pytest

import pyplanning as pp
from pyplanning.evidence.plan_texts import other_copy
from pyplanning.evidence.text import sha256
from pyplanning.io.read import read
from pyplanning.io.table import Table


def proven(example) -> dict[str, int]:
    return {name: len(rows) for name, rows in example.rows.items() if name == "sections" or "evidence" in rows[0]}


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
        ("folder", f"cannot be read ({os.strerror(21)})", "无法读取（是文件夹）"),
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
    assert issue.en == f"yunze-other-2026 – the text {file} {en} – expected the official text in UTF-8"
    assert issue.zh == f"yunze-other-2026：规划原文{file}{zh}，应为UTF-8编码的官方文本"
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
        f"{row['plan_id']} – the text {sources / row['plan_id']}.txt {en} – expected the official text in UTF-8"
        for row in example.rows["plans"]
    ]
    assert [line.partition("：")[0] for line in caught.value.zh.splitlines()] == [example.plan_id, "yunze-other-2026"]
    assert all(zh in line for line in caught.value.zh.splitlines())


def test_a_folder_without_texts(example, tmp_path):
    with pytest.raises(pp.PackageError, match=f"^{example.plan_id} – the text "):
        pp.verify(tmp_path, example.package())


@pytest.mark.parametrize("folder", ["absent", "file"])
def test_what_is_no_folder_of_texts(example, tmp_path, folder):
    sources = tmp_path / "texts"
    if folder == "file":
        sources.write_text("云泽省")
    with pytest.raises(pp.PackageError) as caught:
        pp.verify(sources, example.package())
    assert caught.value.en == f"{sources} is not a folder; name the one with the plans' texts, each called PLAN_ID.txt"
    assert caught.value.zh == f"{sources}不是文件夹，请指定存放规划原文的文件夹，每部规划一个PLAN_ID.txt"


# Texts given one by one


def test_a_text_may_be_given_by_its_plan(example, tmp_path):
    file = tmp_path / "official.txt"
    file.write_text(example.text, encoding="utf-8")
    for one in (file, str(file)):
        report = pp.verify({example.plan_id: one}, example.package())
        assert (report.issues, report.counts) == ((), proven(example))


def test_pl501_a_text_that_is_not_given(example):
    example.rows["plans"].append(example.rows["plans"][0] | {"plan_id": "yunze-other-2026"})
    file = example.sources() / f"{example.plan_id}.txt"
    (issue,) = pp.verify({example.plan_id: file}, example.package()).issues
    assert (issue.code, issue.level, issue.key) == ("PL501", "error", "yunze-other-2026")
    assert issue.en == (
        "yunze-other-2026 – the text yunze-other-2026.txt is not given – expected the official text in UTF-8"
    )
    assert issue.zh == "yunze-other-2026：规划原文yunze-other-2026.txt未提供，应为UTF-8编码的官方文本"


@pytest.mark.parametrize(
    ("plan_id", "en", "zh"),
    [
        ("yunze-materials-2025", "; did you mean yunze-materials-2026?", "，是否应为yunze-materials-2026？"),
        ("x", "", ""),
    ],
)
def test_a_text_for_a_plan_that_no_row_is_about(example, plan_id, en, zh):
    for given in (example.package(), read(example.package())):
        with pytest.raises(pp.PackageError) as caught:
            pp.verify({plan_id: "plan.txt"}, given)
        assert caught.value.en == f"a text is given for {plan_id}, but no row is about that plan{en}"
        assert caught.value.zh == f"已给出{plan_id}的原文，但没有关于该规划的行{zh}"


@pytest.mark.parametrize("plan_id", ["../secret", "a/b", "a\\b", "x\0y", " "])
def test_a_plan_cannot_be_called_as_a_file_elsewhere(tmp_path, plan_id):
    (tmp_path / "secret.txt").write_text("云泽省")
    (tmp_path / "texts").mkdir()
    frame = pl.DataFrame({"…row": [1], "plan_id": [plan_id]}).lazy()
    (issue,) = pp.verify(tmp_path / "texts", [Table("plans", "new.csv", frame)]).issues
    assert (issue.code, issue.row) == ("PL501", 1)
    assert "is not given" in issue.en


@pytest.mark.parametrize(("cited", "found"), [("", None), ("云泽省", None), ("云泽", sha256("云泽省"))])
def test_another_copy_is_one_with_another_hash_than_the_one_cited(cited, found):
    assert other_copy.check("云泽省", {"source_sha256": cited and sha256(cited)}) == found
