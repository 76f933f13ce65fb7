"""The contributor's way on the command line, from an empty workbook to merged rows."""

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from pyplanning.cli import app
from pyplanning.datapackage.descriptor import root

EXAMPLES = Path(__file__).parents[1] / "examples" / "contribution"
TEXT = ("--source", f"yunze-materials-2026={EXAMPLES / 'yunze.txt'}")
pytestmark = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are in the repository alone")


def run(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "checkout"
    shutil.copytree(root() / "data", folder / "data")
    shutil.copyfile(root() / "datapackage.json", folder / "datapackage.json")
    return folder


def keys(folder, table):
    with (folder / f"data/{table}.csv").open(encoding="utf-8", newline="") as rows:
        return [row[f"{table[:-1]}_id"] for row in csv.DictReader(rows)]


def test_a_template_is_written_once(tmp_path):
    file = tmp_path / "new.xlsx"
    made = run("template", file, "--table", "targets", "--lang", "en")
    assert (made.exit_code, made.stdout) == (0, f"{file}\n")
    assert "Targets" in openpyxl.load_workbook(file, read_only=True).sheetnames
    again = run("template", file, "--lang", "en")
    assert again.exit_code == 2
    assert str(file) in again.stderr
    assert "did you mean 'targets'" in run("template", tmp_path / "b.xlsx", "--table", "target").stderr


def test_validate_and_annotate(tmp_path):
    marked = tmp_path / "marked.xlsx"
    found = run("validate", EXAMPLES / "invalid.xlsx", *TEXT, "--annotate", marked, "--lang", "zh")
    assert found.exit_code == 1
    assert "  M7：PL505 错误：yunze-materials-2026-rd-intensity-2030：数值32与证据不符" in found.stdout
    book = openpyxl.load_workbook(marked)
    assert "PL505" in book["目标"]["M7"].comment.text
    assert book["目标"]["M7"].fill.fgColor.rgb[2:] == "FFBE99"
    assert [row[2].value for row in book["校验结果"].iter_rows(min_row=2)].count("PL101") == 4
    assert run("validate", EXAMPLES / "valid.xlsx", *TEXT, "--lang", "en").exit_code == 0


def test_annotate_takes_one_workbook(tmp_path):
    found = run("validate", EXAMPLES / "valid.xlsx", EXAMPLES / "invalid.xlsx", "--annotate", tmp_path / "a.xlsx")
    assert (found.exit_code, found.stderr) == (2, "pyplanning: --annotate takes one workbook\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--source", "plan"), "--source takes PLAN_ID=FILE, not 'plan'"),
        (("--source", "a=b", "--sources", "c"), "give --source or --sources, not both"),
    ],
)
def test_a_wrong_source(arguments, message):
    found = run("validate", EXAMPLES / "valid.xlsx", *arguments)
    assert (found.exit_code, found.stderr) == (2, f"pyplanning: {message}\n")


def test_a_text_for_a_plan_that_no_row_is_about():
    found = run("validate", EXAMPLES / "valid.xlsx", "--source", "yunze-material-2026=a.txt", "--lang", "en")
    assert found.exit_code == 2
    assert "did you mean yunze-materials-2026?" in found.stderr


def test_fix_lists_what_it_changed_and_what_is_left(tmp_path):
    done = run("fix", EXAMPLES / "invalid.xlsx", "-o", tmp_path / "fixed.xlsx", *TEXT, "--lang", "en")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["cell", "change", "was", "is"]
    assert any(line.split() == ["目标!M4", "number", "400以上", "400"] for line in lines)
    assert "  E6: PL201 error: " in done.stdout
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx")["目标"]["M4"].value == 400


def test_coverage_of_a_contribution():
    done = run("coverage", EXAMPLES / "valid.xlsx", *TEXT, "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1].split() == ["yunze-materials-2026", "24", "22", "2", "0", "0", "100.0", "%"]
    assert run("coverage", EXAMPLES / "valid.xlsx").stderr.startswith("pyplanning: the plans' texts are needed")


def test_merge_adds_rows_once(checkout):
    done = run("merge", EXAMPLES / "valid.xlsx", "--into", checkout, *TEXT, "--lang", "en")
    assert done.exit_code == 0
    assert "+ targets  yunze-materials-2026-rd-intensity-2030" in done.stdout
    assert "82 rows added, 0 already in the package" in done.stdout
    assert "yunze-materials-2026-rd-intensity-2030" in keys(checkout, "targets")
    assert run("validate", checkout, "--lang", "en").exit_code == 0
    again = run("merge", EXAMPLES / "valid.xlsx", "--into", checkout, *TEXT, "--lang", "en")
    assert "0 rows added, 64 already in the package" in again.stdout


def test_merge_refuses_errors(checkout):
    before = keys(checkout, "targets")
    done = run("merge", EXAMPLES / "invalid.xlsx", "--into", checkout, *TEXT, "--lang", "en")
    assert done.exit_code == 1
    assert "11 errors" in done.stdout
    assert "rows added" not in done.stdout
    assert keys(checkout, "targets") == before


def retyped(file):
    """The valid example as somebody else would type it: one header, a title above, columns the other way round."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in openpyxl.load_workbook(EXAMPLES / "valid.xlsx"):
        rows = [list(reversed(row)) for row in sheet.iter_rows(values_only=True)]
        if sheet.title in ("填写说明", "_lists") or not any(any(row) for row in rows[3:]):
            continue
        ours = book.create_sheet(sheet.title)
        ours.append([f"云泽省：{sheet.title}"])
        ours.append([])
        ours.append([title and title.rstrip("＊") for title in rows[0]])
        for row in (row for row in rows[3:] if any(row)):
            ours.append([str(cell) if isinstance(cell, float | int) else cell for cell in row])
            ours.append([])
    book.save(file)
    return file


def test_a_workbook_typed_in_another_way_is_validated_fixed_and_merged(checkout, tmp_path):
    typed = retyped(tmp_path / "typed.xlsx")
    assert run("validate", typed, *TEXT, "--lang", "en").exit_code == 0
    fixed = run("fix", typed, "-o", tmp_path / "fixed.xlsx", *TEXT, "--lang", "en")
    assert fixed.exit_code == 0
    merged = run("merge", tmp_path / "fixed.xlsx", "--into", checkout, *TEXT, "--lang", "en")
    assert (merged.exit_code, "82 rows added, 0 already in the package" in merged.stdout) == (0, True)
    assert run("validate", checkout, "--lang", "en").exit_code == 0
    # What was typed and what was made of it are the same rows.
    again = run("merge", EXAMPLES / "valid.xlsx", "--into", checkout, *TEXT, "--lang", "en")
    assert "0 rows added, 64 already in the package" in again.stdout


def test_a_template_that_cannot_be_written_is_one_sentence(tmp_path):
    command = [sys.executable, "-m", "pyplanning", "template", str(tmp_path / "nowhere" / "new.xlsx"), "--lang", "en"]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (found.returncode, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
    assert "cannot be written" in found.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_fix_onto_a_path_that_cannot_be_written(tmp_path, lang):
    file = tmp_path / "units.csv"
    shutil.copyfile(root() / "data" / "units.csv", file)
    found = run("fix", file, "-o", tmp_path / "nowhere" / "units.csv", "--lang", lang)
    assert (found.exit_code, found.stdout) == (2, "")
    assert len(found.stderr.splitlines()) == 1
    assert ("无法写入" if lang == "zh" else "cannot be written") in found.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "looking at the package in {0}, version"), ("zh", "所查看的是{0}中的数据包，版本")],
)
def test_a_checkout_is_what_is_validated_inside_of_it(checkout, monkeypatch, lang, said):
    monkeypatch.chdir(checkout)
    done = run("validate", "--lang", lang)
    assert done.exit_code == 0
    assert done.stderr.startswith(said.format(checkout))
    rows = done.stdout.splitlines()[-1]
    with (checkout / "data" / "plan_sources.csv").open("a", encoding="utf-8") as file:
        file.write("nothing,1,,,official,,,\n")
    changed = run("validate", "--lang", lang)
    assert changed.exit_code != 0 or changed.stdout.splitlines()[-1] != rows


def test_outside_of_a_checkout_it_is_the_shipped_package(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("validate", "--lang", "en").stderr.startswith("looking at the shipped package, version ")
    (tmp_path / "datapackage.json").write_text('{"name": "another", "resources": []}', encoding="utf-8")
    assert run("validate", "--lang", "en").stderr.startswith("looking at the shipped package, version ")


def test_what_stops_a_validation_is_an_annotation(checkout):
    (checkout / "datapackage.json").write_text("{", encoding="utf-8")
    found = run("validate", checkout, "--format", "github", "--lang", "en")
    assert found.exit_code == 2
    assert found.stdout.startswith("::error ")
    assert "datapackage.json" in found.stdout


# --format json


def as_json(*arguments, lang="en"):
    found = run(*arguments, "--format", "json", "--lang", lang)
    return found.exit_code, json.loads(found.stdout)


def test_what_fix_and_contribute_did_as_json(tmp_path):
    code, found = as_json("fix", EXAMPLES / "invalid.xlsx", "-o", tmp_path / "fixed.xlsx", *TEXT)
    assert code == 1
    assert ("M4", "400以上", "400") in {(c["cell"], c["old"], c["new"]) for c in found["changes"]}
    assert found["report"]["valid"] is False
    marked = tmp_path / "marked.xlsx"
    code, found = as_json("contribute", EXAMPLES / "valid.xlsx", EXAMPLES / "yunze.txt", "-o", marked, lang="zh")
    assert (code, found["report"]["valid"], found["marked"]) == (0, True, str(marked))
    assert str(marked) in found["next"]


def test_what_merge_tidy_and_english_did_as_json(checkout):
    code, found = as_json("merge", EXAMPLES / "valid.xlsx", "--into", checkout, *TEXT)
    assert (code, found["corrected"], found["report"]["valid"]) == (0, [], True)
    assert {"table": "targets", "key": "yunze-materials-2026-rd-intensity-2030"} in found["added"]
    assert as_json("tidy", checkout) == (0, [])
    assert as_json("english", checkout) == (0, [])


def test_a_rule_as_json():
    code, found = as_json("explain", "pl201")
    assert (code, found["code"], found["level"]) == (0, "PL201", "error")
    assert found["fix"].startswith("write an existing key")
    assert found["zh"] != found["en"]
