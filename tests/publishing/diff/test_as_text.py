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
from pyplanning.publishing.diff.table_text import compared

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
        "  rows removed – major, since ids that are not retired have disappeared\n"
        "      things (1)\n"
        "  rows added – minor, since nothing that existed changes\n"
        "      things (1)\n"
        "  values corrected – patch, since errors in existing data are corrected\n"
        "      things (1)\n"
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
        "  ~ b (1)\n"
        "    y: 2 → =1+1"
    )


def test_text_in_chinese(two):
    assert as_text.text(pp.diff(*two(new="a,b\nx,1\ny,2\nz,\n")), "zh") == (
        "1.0.0 → 1.0.1 · 须升：修订号（patch），至少为1.0.1 · 新版本号足够\n"
        "\n"
        "  更正值，更正已有数据的错误，须升修订号\n"
        "      things (1)\n"
        "\n"
        "表      原行数  现行数  新增  删除  更改\n"
        "things       3       3     0     0     1\n"
        "\n"
        "things\n"
        "  ~ b (1)\n"
        "    z: 3 → –"
    )


def retiring(two, **entry):
    """Two versions of a package, the second of which retires z."""
    old, new = two()
    descriptor = json.loads((new / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["retired"] = [{"table": "things", "id": "z", "version": "1.0.1", **entry}]
    (new / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return pp.diff(old, new)


def test_what_replaces_a_retired_id_is_beside_it(two):
    lines = as_text.text(retiring(two, reason="renamed", reason_zh="更名", successor="@w"), "zh").splitlines()
    assert "停用的主键：1" in lines
    assert "  things：1个，其中1个有后继" in lines
    assert lines[lines.index("things") :] == ["things", "  - z → @w（更名）", "  ~ b (1)", "    y: 2 → =1+1"]


def test_why_an_id_was_retired_is_beside_it(two):
    lines = as_text.text(retiring(two, reason="none"), "en").splitlines()
    assert "  things: 1, 0 with a successor" in lines
    assert lines[lines.index("things") :][:3] == ["things", "  + @w", "  - z (none)"]


def test_a_change_that_rows_share_is_listed_once(two):
    old, new = "a,b\nw,1\nx,2\ny,2\nz,2\n", "a,b\nw,5\nx,3\ny,4\nz,3\n"
    lines = as_text.text(pp.diff(*two(old, new)), "en").splitlines()
    assert lines[-4:] == ["  ~ b (4)", "    2 → 3 (2)", "    w: 1 → 5", "    y: 2 → 4"]


def test_a_new_column_is_called_by_its_title(two):
    fields = (A, B, {"name": "c", "type": "string", "title": "Colour", "title_zh": "颜色"})
    found = pp.diff(*two(new="a,b,c\nx,1,red\ny,2,\nz,3,\n", fields=fields))
    assert "  ! field added c: Colour" in as_text.text(found, "en").splitlines()
    assert "  ! 新增字段 c：颜色" in as_text.text(found, "zh").splitlines()


def test_texts_are_compared_in_the_language_asked_for(two):
    found = pp.diff(*two(fields=(A, B | {"title": "Size", "title_zh": "大小"})))
    assert [line for line in as_text.text(found, "en").splitlines() if line.startswith("  !")] == [
        "  ! description changed b title: Value → Size"
    ]
    assert [line for line in as_text.text(found, "zh").splitlines() if line.startswith("  !")] == [
        "  ! 说明改变 b title_zh：值 → 大小"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a", "b"], ["b", "c", "d"], "+ c, d - a"),
        ([{"value": "a", "label": "A"}], [{"value": "a", "label": "B"}], "~ a"),
        (None, [{"id": "x"}], "+ x"),
        (["a", "b"], ["b", "a"], '["a", "b"] → ["b", "a"]'),
        (None, 3, "– → 3"),
    ],
)
def test_of_lists_it_is_said_what_came_and_went(old, new, expected):
    assert compared(old, new) == expected


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
        ("en", ["Summary", "Schema", "Ids", "things"], ["removed", "changed", "added"]),
        ("zh", ["概要", "结构变化", "主键", "things"], ["删除", "更改", "新增"]),
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


def test_the_workbook_says_what_became_of_every_id(two, tmp_path):
    book = openpyxl.load_workbook(review(retiring(two, reason="gone"), tmp_path / "r.xlsx", "en"))
    assert [[cell.value for cell in row] for row in book["Ids"].iter_rows()] == [
        ["ids", "table", "id", "successor", "version", "reason"],
        ["ids retired", "things", "z", None, "1.0.1", "gone"],
    ]


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
