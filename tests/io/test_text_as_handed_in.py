"""Texts as people hand them in: titles, notes, totals, blanks, other encodings and marks between cells."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

import pyplanning as pp
from pyplanning.datapackage.errors import PackageError
from pyplanning.io.read import read

HEAD = "region_code,name_zh,name_en,level,parent_code,iso_code\n"
ROWS = "990000,云泽省,Yunze,province,china,\n990100,月湖市,Moon Lake,prefecture,990000,\n"
TITLED = "地区,中文名称,英文名称,级别,上级,ISO代码\n"
LABELLED = "990000,云泽省,Yunze,省级,china,\n990100,月湖市,Moon Lake,地级,云泽省,\n"


def found(folder: Path, content: str | bytes, name: str = "regions.csv") -> list[tuple[str, int, str]]:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = pp.validate(file)
    assert report.counts["regions"] == 2
    return [(issue.code, issue.line, issue.suggestion) for issue in report.issues]


@pytest.mark.parametrize(
    "content",
    [
        "sep=,\n" + HEAD + ROWS,
        "云泽省地区表,,,,,\n\n" + HEAD + ROWS,
        HEAD + "\n" + ROWS.replace("\n", "\n\n") + ",,,,,\n \t,　,,\xa0,,\n",
        "\ufeff\ufeff" + HEAD + ROWS,
        "\ufeff" + TITLED + LABELLED,
        "地区*,中文\u3000名称（必填）,英文名称,级 别,上级：,ISO代码\n" + LABELLED,
        TITLED + HEAD + LABELLED,
    ],
    ids=["sep", "title", "blank", "marks", "labels", "variants", "two headers"],
)
def test_what_means_the_same_is_read_without_a_word(tmp_path, content):
    assert found(tmp_path, content) == []


@pytest.mark.parametrize(
    ("content", "issues"),
    [
        (HEAD + ROWS + "注：数据截至2026年3月,,,,,\n", [("PL010", 4, "")]),
        (HEAD + ROWS + "注：数据截至2026年3月\n", [("PL010", 4, "")]),
        (HEAD + ROWS + "合 计,,,,,\n", [("PL024", 4, "")]),
        (HEAD + ROWS.replace("\n990100", "\n" + HEAD + "990100"), [("PL025", 3, "")]),
        (HEAD + ROWS + "单位,中文名称\nunit_id,name_zh,name_en,quantity,base_unit,factor\nt,吨,t,mass,kg,1\n", None),
        ((HEAD + ROWS).replace(",", ";"), [("PL019", 0, "")]),
        ((HEAD + ROWS).encode("gb18030"), [("PL006", 0, "")]),
        (b"\x84\x31\x95\x33" + (HEAD + ROWS).encode("gb18030"), [("PL006", 0, "")]),
        ((HEAD + ROWS).encode("utf-16"), [("PL006", 0, "")]),
        ((HEAD + ROWS).encode("utf-16-be"), [("PL006", 0, "")]),
        (HEAD + ROWS.replace("china,\n", "china,　\n"), [("PL113", 2, "")]),
    ],
)
def test_what_is_no_row_is_one_finding(tmp_path, content, issues):
    if issues is not None:
        assert found(tmp_path, content) == issues
    else:
        assert "PL026" in [code for code, _, _ in found(tmp_path, content)]


def test_a_misspelt_title_is_one_finding_in_the_language_of_the_header(tmp_path):
    (tmp_path / "地区.csv").write_text(
        TITLED.replace("中文名称", "中文名") + LABELLED.replace("云泽省,\n", "china,\n"), encoding="utf-8"
    )
    (issue,) = pp.validate(tmp_path / "地区.csv").issues
    assert (issue.code, issue.suggestion) == ("PL109", "中文名称")
    assert issue.zh == f"{tmp_path / '地区.csv'}：中文名列未知，只应有描述文件所列的各列"


def test_pl113_in_both_languages(tmp_path):
    (tmp_path / "regions.csv").write_text(HEAD + ROWS.replace("Yunze", " "), encoding="utf-8")
    (issue,) = pp.validate(tmp_path / "regions.csv").issues
    assert issue.en == "regions row 1 – name_en holds only blanks – expected a value, or an empty cell"
    assert issue.zh == "regions第1行：name_en只有空白字符，应填写内容，或清空单元格"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Yunzélia", "cp1252"),
        ("Москва и область", "koi8-r"),
        ("東京都大阪府の計画", "shift_jis"),
        ("臺北市高雄市", "big5"),
    ],
)
def test_another_encoding_is_not_taken_for_gb18030(tmp_path, text, encoding):
    (tmp_path / "regions.csv").write_bytes(
        (HEAD + ROWS.replace("云泽省", "").replace("月湖市", "")).encode() + text.encode(encoding)
    )
    with pytest.raises(PackageError, match="neither UTF-8 nor GB18030"):
        read(tmp_path / "regions.csv")


def test_lines_are_those_of_the_file(tmp_path):
    bad = '"990100","月湖\n市",Moon Lake,nowhere,990000,\n990200,青石市,Qingshi,nowhere,990000,\n'
    (tmp_path / "regions.csv").write_text("标题\n" + HEAD + bad, encoding="utf-8")
    report = pp.validate(tmp_path / "regions.csv")
    assert [issue.line for issue in report.issues if issue.code == "PL103"] == [3, 5]


@pytest.mark.parametrize(
    ("name", "flag"),
    [("地区.csv", "gb18030"), ("地区.csv", "utf-8"), ("a/b/regions.csv", "ascii"), ("a/README.csv.txt", "ascii")],
)
def test_a_zip_is_read_whatever_its_names_are_in(tmp_path, name, flag):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("__MACOSX/._regions.csv", b"\0")
        archive.writestr(".DS_Store", b"\0")
        info = zipfile.ZipInfo("x")
        info.filename = name.encode(flag).decode("cp437") if flag != "ascii" else name
        archive.writestr(info, HEAD + ROWS)
        if name.endswith(".txt"):
            archive.writestr("regions.csv", HEAD + ROWS)
    report = pp.validate(tmp_path / "p.zip")
    assert (report.valid, report.counts["regions"]) == (True, 2)
    assert str(tmp_path / "pyplanning") not in str(report.issues)
