"""The difference as text, as data and as a workbook."""

from __future__ import annotations

import json

import openpyxl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.publishing.diff import as_text, as_workbook
from pyplanning.publishing.diff.as_workbook import review

A = {"name": "a", "type": "string", "title": "Key", "title_zh": "主键"}
B = {"name": "b", "type": "string", "title": "Value", "title_zh": "值"}
OLD = "a,b\nx,1\ny,2\nz,3\n"
NEW = "a,b\nx,1\ny,=1+1\n@w,4\n"


@pytest.fixture
def two(pack):
    """Two versions of a package."""

    def write(old=OLD, new=NEW, fields=(A, B), versions=("1.0.0", "1.0.1")):
        def one(content, fields, version):
            schema = {"fields": list(fields), "primaryKey": ["a"]}
            return pack([{"name": "things", "path": "t.csv", "schema": schema}], {"t.csv": content}, version=version)

        return one(old, (A, B), versions[0]), one(new, fields, versions[1])

    return write


def test_text_in_english(two):
    assert as_text.text(pp.diff(*two()), "en") == (
        "1.0.0 → 1.0.1 · required step: major, at least 2.0.0 · the new version is too low\n"
        "\n"
        "  things: rows removed (1) – major, since ids that are not retired have disappeared\n"
        "  things: rows added (1) – minor, since nothing that existed changes\n"
        "  things: values corrected (1) – patch, since errors in existing data are corrected\n"
        "\n"
        "table   rows before  rows now  added  removed  changed\n"
        "things            3         3      1        1        1\n"
        "\n"
        "ids that disappeared and are not retired: 1\n"
        "  things z\n"
        "\n"
        "things\n"
        "  + @w\n"
        "  - z\n"
        "  ~ y b: 2 → =1+1"
    )


def test_text_in_chinese(two):
    assert as_text.text(pp.diff(*two(new="a,b\nx,1\ny,2\nz,\n")), "zh") == (
        "1.0.0 → 1.0.1 · 须升：修订号（patch），至少为1.0.1 · 新版本号足够\n"
        "\n"
        "  things：更正值（1行），更正已有数据的错误，须升修订号\n"
        "\n"
        "表      原行数  现行数  新增  删除  更改\n"
        "things       3       3     0     0     1\n"
        "\n"
        "things\n"
        "  ~ z b: 3 → –"
    )


def test_nothing_changed(two):
    assert as_text.text(pp.diff(*two(new=OLD)), "en").splitlines()[-1] == "nothing changed"


def test_the_rest_is_counted(two):
    new = "a,b\n" + "".join(f"k{i},{i}\n" for i in range(2000))
    lines = as_text.text(pp.diff(*two(new=new)), "en", limit=5).splitlines()
    assert "  … 1,995 more" in lines
    assert len(lines) < 30


def test_text_does_not_control_a_terminal(two):
    assert "\x1b" not in as_text.text(pp.diff(*two(new="a,b\nx,1\ny,\x1b[31m\nz,3\n")), "en")


def test_data_are_complete(two):
    found = json.loads(json.dumps(as_text.to_dict(pp.diff(*two()))))
    assert (found["old"], found["new"], found["step"], found["next"], found["enough"]) == (
        *("1.0.0", "1.0.1", "major", "2.0.0"),
        False,
    )
    assert found["tables"] == [
        {
            "table": "things",
            "key": ["a"],
            "old_rows": 3,
            "new_rows": 3,
            "added": [{"a": "@w", "b": "4"}],
            "removed": [{"a": "z", "b": "3"}],
            "changed": [{"key": ["y"], "column": "b", "old": "2", "new": "=1+1"}],
        }
    ]
    assert found["unretired"] == [{"table": "things", "id": "z"}]
    assert [reason["step"] for reason in found["reasons"]] == ["major", "minor", "patch"]


def test_versions_that_are_not_semantic_are_not_judged(two):
    found = as_text.to_dict(pp.diff(*two(versions=("1.0", "2.0"))))
    assert (found["step"], found["next"], found["enough"]) == ("major", None, None)


@pytest.mark.parametrize(
    ("lang", "titles", "states"),
    [
        ("en", ["Summary", "Schema", "things"], ["removed", "changed", "added"]),
        ("zh", ["概要", "结构变化", "things"], ["删除", "更改", "新增"]),
    ],
)
def test_the_workbook(two, tmp_path, lang, titles, states):
    fields = (A, B | {"description": "new"})
    file = review(pp.diff(*two(fields=fields)), tmp_path / "r.xlsx", lang)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == titles
    sheet = book["things"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        [None, None, "a", "b"],
        [states[0], None, "z", "3"],
        [states[1], "b", "y", "2 → =1+1"],
        [states[2], None, "@w", "4"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    colours = [sheet.cell(row, 1).fill.fgColor.rgb[2:] for row in (3, 4, 5)]
    assert colours == [as_workbook.RED, as_workbook.YELLOW, as_workbook.GREEN]
    assert sheet["D4"].fill.fgColor.rgb[2:] == as_workbook.MARK
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C3", "A2:D5")
    assert [cell.value for cell in book[titles[1]][2]][1:4] == ["things", "b", "description"]


def test_the_same_difference_makes_the_same_workbook(two, tmp_path):
    found = pp.diff(*two())
    files = [review(found, tmp_path / name, "zh").read_bytes() for name in ("a.xlsx", "b.xlsx")]
    assert files[0] == files[1]


def test_rows_that_do_not_fit_into_a_sheet_are_counted(two, tmp_path, monkeypatch):
    monkeypatch.setattr(as_workbook, "LAST_ROW", 5)
    book = openpyxl.load_workbook(review(pp.diff(*two()), tmp_path / "r.xlsx", "en"))
    assert [cell.value for cell in book["things"]["A"]][2:] == [
        *("removed", "changed"),
        "1 more rows do not fit into a sheet; see the JSON",
    ]


def test_a_workbook_holds_no_control_characters(two, tmp_path):
    found = pp.diff(*two(new="a,b\nx,1\ny,\x07\nz,3\n"))
    book = openpyxl.load_workbook(review(found, tmp_path / "r.xlsx", "en"))
    assert book["things"]["D3"].value == "2 → \ufffd"


def test_a_workbook_that_cannot_be_written(two, tmp_path):
    found = pp.diff(*two())
    with pytest.raises(pp.PackageError, match=r"must end with \.xlsx"):
        review(found, tmp_path / "r.csv")
    with pytest.raises(pp.PackageError, match="cannot be written"):
        review(found, tmp_path / "no" / "r.xlsx")


# The command.


def run(*arguments):
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


def test_the_exit_code_reports_differences(two, tmp_path):
    old, new = two()
    assert run(old, old, "--lang", "en").exit_code == 0
    found = run(old, new, "--lang", "en")
    assert (found.exit_code, found.stdout) == (1, as_text.text(pp.diff(old, new), "en") + "\n")
    missing = run(old, tmp_path / "nothing", "--lang", "en")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "nothing is missing" in missing.stderr


def test_the_command_writes_json_and_a_workbook(two, tmp_path):
    old, new = two()
    found = run(old, new, "--lang", "en", "--format", "json", "--output", tmp_path / "r.json")
    assert (found.exit_code, found.stdout) == (1, "")
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == as_text.to_dict(pp.diff(old, new))
    found = run(old, new, "--lang", "zh", "--output", tmp_path / "r.xlsx")
    assert "须升" in found.stdout
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames[0] == "概要"
    assert run(old, new, "--format", "github").exit_code == 2
