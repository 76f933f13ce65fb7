"""The commands: what they print, where, and their exit codes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import COMMANDS, app
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset.load import with_derived
from pyplanning.validation.report_json import to_frictionless

TABLES = [r.name for r in with_derived(descriptor()).resources]
LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture
def run(monkeypatch):
    """Run a command in a locale, and give its result."""
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: object, **locale: str):
        result = CliRunner().invoke(app, [str(a) for a in arguments], env=locale)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


def test_without_arguments_the_commands_are_listed(run):
    result = run()
    assert result.exit_code == 2
    for command in ("tables", "show", "describe", "validate", "verify", "coverage"):
        assert command in result.output


def test_the_version_is_that_of_the_data(run):
    result = run("--version")
    assert (result.exit_code, result.output) == (0, f"pyplanning {pp.__version__}\n")


def test_an_unknown_command_cannot_run(run):
    assert run("prove").exit_code == 2


def test_a_command_that_is_stopped_does_not_tell_of_errors(run, monkeypatch):
    def stopped(release):
        raise KeyboardInterrupt

    monkeypatch.setattr("pyplanning.dataset.load.tables", stopped)
    result = run("tables")
    assert (result.exit_code, result.output) == (130, "")


# The language of help and of click's own messages.


@pytest.mark.parametrize("arguments", [("--lang", "zh", "--help"), ("--help", "--lang=zh")])
def test_the_list_of_commands_in_chinese(run, arguments):
    found = run(*arguments)
    assert found.output.startswith("用法： ")
    for text in ("选项", "命令", "显示本说明后退出。", "列出数据包中的各表。", "选择语言，默认随系统设置。"):
        assert text in found.output


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "arguments", [("{}", "--lang", "zh", "--help"), ("{}", "--help", "--lang", "zh"), ("--lang", "zh", "{}", "--help")]
)
def test_help_in_chinese(run, command, arguments):
    found = run(*(a.format(command) for a in arguments))
    assert found.exit_code == 0
    assert found.output.startswith(f"用法： app {command} [选项]")
    lines = [line for line in found.output.splitlines()[2:] if line.startswith("  ")]
    texts = [
        line[2:].removesuffix("  [x>=0]").split("  ")[-1]
        for line in lines
        if not re.fullmatch(r"  --format \[.*\]", line)
    ]
    assert all(any("\u4e00" <= character <= "\u9fff" for character in text) for text in texts)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_english_and_no_line_is_wider_than_a_terminal(run, command):
    arguments = [command, "--help"] if command else ["--help"]
    english, chinese = (run(*arguments, LANG=lang).output for lang in ("en_GB.UTF-8", "zh_CN.UTF-8"))
    assert english.startswith("Usage: ")
    assert english.isascii()
    assert "Show this message and exit." in english
    widths = [sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in chinese.splitlines()]
    assert max(widths) <= 80


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("--unknown",), "Try 'app --help' for help.", "用法详见“app --help”。"),
        (("show",), "Error: Missing argument 'TABLE'.", "错误：缺少参数“TABLE”。"),
        (("prove",), "Error: No such command", "错误：没有命令“prove”"),
        (("tables", "--frmt"), "Error: No such option", "错误：没有选项“--frmt”"),
        (("fix", "a.csv"), "Error: Missing option '--output'", "错误：缺少选项“--output”或“-o”。"),
        (("show", "units", "--rows"), "Error: Option '--rows' requires an argument.", "错误：选项“--rows”须带值。"),
        (("show", "units", "--rows", "x"), "'x' is not a valid integer range.", "“--rows”取值无效：“x”不是整数。"),
        (("show", "units", "--rows", "-1"), "-1 is not in the range x>=0.", "-1不在x>=0范围内。"),
        (("diff", ".", ".", "--format", "github"), "is not one of 'text', 'json'.", "“github”不是“text”、“json”之一。"),
        (("explain", "PL201", "PL202"), "Got unexpected extra argument (PL202)", "多余的参数：PL202"),
        (("merge", "a.csv", "--into", __file__), "is a file.", "是文件，应为文件夹。"),
        (("tables", "--output", "."), "'.' is a directory.", "“.”是文件夹，应为文件。"),
        (("template", "a.xlsx", "--plan", "\udce9"), "“\\udce9” is not text in UTF-8", "“\\udce9”不是UTF-8编码的文本"),
        (("show", "a", "--where", "b=\udce9"), "“b=\\udce9” is not text in UTF-8", "“b=\\udce9”不是UTF-8编码的文本"),
    ],
)
def test_a_wrong_call_in_both_languages(run, arguments, english, chinese):
    found, same, located = run(*arguments), run(*arguments, LANG="zh_CN.UTF-8"), run(*arguments, LC_MESSAGES="zh_CN")
    assert (found.exit_code, same.exit_code, located.exit_code) == (2, 2, 2)
    assert english in found.stderr
    assert ("Try 'app" in found.stderr) is ("用法详见“app" in same.stderr)
    assert chinese in same.stderr
    assert located.stderr == same.stderr


@pytest.mark.parametrize(("lang", "sentence"), [("en", "nothing was found that fits\n"), ("zh", "没有符合条件的行\n")])
def test_a_selection_without_rows_says_so(run, lang, sentence):
    found = run("compare", "-", "gdp", "--unit", "kilometre", "--lang", lang)
    assert (found.exit_code, found.stderr) == (0, sentence)
    assert run("compare", "-", "gdp", "--unit", "kilometre", "--lang", lang, "--format", "csv").stderr == ""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_command_is_described_without_a_cut(run, lang):
    assert "..." not in run("--help", "--lang", lang).output.partition("[ARGS]...")[2].replace("[参数]...", "")


@pytest.mark.parametrize("arguments", [("draft", "nofile"), ("read", "nofile", "-o", "a.html"), ("tidy", "nofile")])
def test_a_file_that_does_not_exist(run, arguments):
    assert run(*arguments, "--lang", "en").stderr.startswith("pyplanning: nofile is ")
    assert "nofile不" in run(*arguments, "--lang", "zh").stderr


def test_the_last_language_counts(run):
    assert "规划" in run("--lang", "en", "tables", "--lang", "zh").stdout
    assert "规划" not in run("--lang", "zh", "tables", "--lang", "en", LANG="zh_CN").stdout
    assert run("tables", "--lang", "fr").exit_code == 2


# Each command with what it cannot carry out.
WRONG = {
    "tables": ("--release", "nowhere"),
    "show": ("nosuch",),
    "describe": ("nosuch",),
    "compare": ("nosuch",),
    "convert": ("plans", "percent"),
    "trajectories": ("--where", "nosuch=1", "--rows", "1"),
    "progress": ("--plan", "nosuch"),
    "cite": ("--release", "nowhere"),
    "validate": ("nowhere.csv",),
    "verify": ("nowhere.csv",),
    "coverage": ("nowhere.csv",),
    "explain": ("PL999",),
    "template": ("book.txt",),
    "draft": ("nowhere.txt",),
    "contribute": ("nowhere.xlsx", "nowhere.txt"),
    "fix": ("nowhere.csv", "-o", "fixed.csv"),
    "merge": ("nowhere.csv",),
    "tidy": ("nowhere",),
    "english": ("nowhere",),
    "diff": ("nowhere", "elsewhere"),
    "release": ("made", "--from", "nowhere"),
    "site": ("made", "--from", "nowhere"),
    "read": ("nowhere.txt", "-o", "page.html"),
}


def test_every_command_is_in_the_table():
    assert [*WRONG] == [*COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_in_both_languages_what_it_cannot_do(run, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    for lang, chinese in (("en", False), ("zh", True)):
        found = run(command, *WRONG[command], "--lang", lang)
        last = found.stderr.splitlines()[-1]
        assert (found.exit_code, found.stdout) == (2, "")
        assert last.startswith("pyplanning: ")
        assert any("\u4e00" <= character <= "\u9fff" for character in last) is chinese
    assert [*tmp_path.iterdir()] == []


# tables


def test_tables_lists_every_table(run):
    result = run("tables", "--lang", "en")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["table", "rows", "columns", "title"]
    assert [line.split()[0] for line in lines[1:]] == TABLES
    assert result.stderr == ""


def test_tables_in_chinese(run):
    assert "规划" in run("tables", "--lang", "zh").stdout
    assert "规划" not in run("tables", "--lang", "en").stdout


@pytest.mark.parametrize(
    ("locale", "chinese"),
    [
        ({}, False),
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, True),
    ],
)
def test_the_language_is_that_of_the_locale(run, locale, chinese):
    assert ("规划" in run("tables", **locale).stdout) is chinese


def test_tables_as_json(run):
    found = json.loads(run("tables", "--format", "json").stdout)
    assert [row["table"] for row in found] == TABLES
    assert {"title", "title_zh", "description", "description_zh"} <= {*found[0]}


# show


def test_show_prints_rows(run):
    result = run("show", "units")
    frame = pp.load("units")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == list(frame.columns)
    assert len(lines) == 1 + min(20, len(frame))


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_show_limits_rows_and_says_so(run, rows):
    result, total = run("show", "regions", "--rows", rows), len(pp.load("regions"))
    shown = rows or total
    assert len(result.stdout.splitlines()) == 1 + shown
    more = f"… {total - shown} more rows of {total}; --rows 0 shows all\n"
    assert result.stderr == (more if shown < total else "")


def test_show_columns(run):
    found = json.loads(run("show", "units", "--columns", "factor,unit_id", "--rows", 0, "--format", "json").stdout)
    frame = pp.load("units")
    assert [list(row) for row in found] == [["factor", "unit_id"]] * len(frame)
    assert [row["unit_id"] for row in found] == frame["unit_id"].tolist()
    assert [row["factor"] for row in found] == frame["factor"].tolist()


def test_a_column_that_is_named_twice_is_shown_once(run):
    assert run("show", "units", "--columns", "unit_id, factor，unit_id").stdout.splitlines()[0].split() == [
        *("unit_id", "factor"),
    ]


def test_show_where(run):
    arguments = ("--where", "quantity=money", "--where", "factor=10000.0", "--format", "json")
    assert [row["unit_id"] for row in json.loads(run("show", "units", *arguments).stdout)] == ["wan-yuan"]
    assert json.loads(run("show", "units", "--where", "quantity=nothing", "--format", "json").stdout) == []


def test_show_where_on_listed_values(run):
    found = json.loads(run("show", "regions", "--where", "level=country", "--format", "json").stdout)
    assert {row["level"] for row in found} == {"country"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show_labels(run, lang):
    found = json.loads(run("show", "targets", "--labels", lang, "--rows", 2, "--format", "json").stdout)
    assert len(found) == 2
    assert all(f"indicator_name_{lang}" in row for row in found)


def test_json_has_days_and_nulls(run):
    found = json.loads(run("show", "plans", "--rows", "0", "--format", "json").stdout)
    issued = {row["plan_id"]: row["issued_on"] for row in found}
    for row in pp.load("plans").itertuples():
        assert (
            issued[row.plan_id] is None
            if pd.isna(row.issued_on)
            else issued[row.plan_id][:10] == str(row.issued_on)[:10]
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("target",), "no table 'target'; did you mean 'targets'?"),
        (("targets", "--columns", "valu"), "no column of targets 'valu'; did you mean 'value'?"),
        (("targets", "--where", "valu=1"), "no column of targets 'valu'; did you mean 'value'?"),
        (("target", "--lang", "zh"), "数据表“target”不存在，是否应为“targets”？"),
        (("targets", "--columns", "valu", "--lang", "zh"), "targets表的列“valu”不存在，是否应为“value”？"),
    ],
)
def test_show_says_what_to_mend(run, arguments, message):
    result = run("show", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"pyplanning: {message}\n")


@pytest.mark.parametrize(
    ("output", "extra", "english", "chinese"),
    [
        (
            "a.xls",
            (),
            "a.xls ends like no format; choose one of .txt, .json, .csv,",
            "可用的扩展名：.txt",
        ),
        ("a.csv", ("--format", "xlsx"), "a.csv ends like another format than xlsx", "a.csv的扩展名与xlsx格式不符"),
        ("a.xlsx", ("--format", "text"), "a.xlsx ends like another format than text", "a.xlsx的扩展名与text格式不符"),
        (
            None,
            ("--format", "parquet"),
            "parquet needs --output FILE",
            "须与“--output 文件”同用",
        ),
    ],
)
def test_a_format_that_is_not_that_of_the_file(run, tmp_path, output, extra, english, chinese):
    file = ("--output", tmp_path / output) if output else ()
    for lang, message in (("en", english), ("zh", chinese)):
        result = run("show", "units", *file, *extra, "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert message in result.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "json"])
def test_a_file_has_all_rows_in_the_form_of_its_ending(run, tmp_path, ending):
    file = tmp_path / f"units.{ending}"
    result = run("show", "units", "--output", file)
    assert (result.exit_code, result.output) == (0, "")
    if ending == "parquet":
        found = pl.read_parquet(file).to_dicts()
    elif ending == "json":
        found = json.loads(file.read_text(encoding="utf-8"))
    else:
        found = (
            pd.read_csv(file) if ending == "csv" else pd.read_excel(file, sheet_name="units", engine="openpyxl")
        ).to_dict("records")
    frame = pp.load("units")
    assert [row["unit_id"] for row in found] == frame["unit_id"].tolist()
    assert [row["factor"] for row in found] == frame["factor"].tolist()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "markdown"])
def test_a_full_disk_is_one_sentence(run, form):
    result = run("show", "units", "--format", form, "--output", "/dev/full", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("pyplanning: /dev/full cannot be written (No space left on device);")


def test_show_where_takes_the_name_of_what_a_key_refers_to(run):
    arguments = ("show", "targets", "--rows", 0, "--format", "json", "--where")
    by_key, by_name = run(*arguments, "unit_id=yi-yuan"), run(*arguments, "unit_id=亿元")
    assert json.loads(by_key.stdout)
    assert by_name.stdout == by_key.stdout


# compare, convert, trajectories, cite


def test_compare_gives_what_the_function_gives(run):
    found = run("compare", "new-materials", "industry-size", "--unit", "亿元", "--format", "json")
    assert [row["target_id"] for row in json.loads(found.stdout)] == (
        pp.compare("new-materials", "industry-size", "yi-yuan")["target_id"].tolist()
    )
    wrong = run("compare", "new-materal", "--lang", "en")
    assert wrong.stderr == "pyplanning: no concept 'new-materal'; did you mean 'new-materials'?\n"


def test_convert_converts_what_can_be(run):
    found = json.loads(run("convert", "targets", "万元", "--where", "value>=1000000", "--format", "json").stdout)
    assert found
    assert {row["unit_id"] for row in found} == {"wan-yuan"}
    assert min(row["value"] for row in found) >= 1_000_000
    for lang, message in (("en", "no table with figures 'plans'; choose one of"), ("zh", "含有数值的表“plans”不存在")):
        wrong = run("convert", "plans", "万元", "--lang", lang)
        assert wrong.exit_code == 2
        assert message in wrong.stderr


def test_trajectories_have_main_columns_for_people_and_all_for_programs(run):
    shown = run("trajectories", "--rows", 1).stdout.splitlines()[0].split()
    every = json.loads(run("trajectories", "--rows", 1, "--format", "json").stdout)[0]
    assert {"target_id", "implied_cagr"} <= {*shown} < {*every}
    assert [*every] == pp.trajectories().columns.tolist()


def test_cite_in_two_styles(run):
    assert run("cite").stdout == f"{pp.cite()}\n"
    assert run("cite", "--format", "bibtex").stdout == f"{pp.cite('bibtex')}\n"


def test_another_release_is_read_and_a_warning_is_one_sentence(run, tmp_path):
    folder = tmp_path / "other"
    shutil.copytree(root() / "data", folder / "data")
    properties = json.loads((root() / "datapackage.json").read_text(encoding="utf-8")) | {"version": "9.0.0"}
    (folder / "datapackage.json").write_text(json.dumps(properties), encoding="utf-8")
    found = run("cite", "--release", folder, "--lang", "zh")
    assert "9.0.0" in found.stdout
    assert found.stderr.startswith("pyplanning: 该发布版的版本为9.0.0，")
    assert found.stderr.count("\n") == 1


def test_a_shell_completes_commands_and_tables():
    def completed(words: str, number: int) -> list[str]:
        env = os.environ | {"_PYPLANNING_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
        code = "from pyplanning.cli import app; app(prog_name='pyplanning')"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True, env=env)
        return [line.partition(",")[2] for line in done.stdout.splitlines()]

    assert completed("pyplanning sh", 1) == ["show"]
    assert completed("pyplanning show observ", 2) == ["observations"]


def test_rows_cannot_be_negative(run):
    assert run("show", "units", "--rows", "-1").exit_code == 2


# describe


@pytest.mark.parametrize("table", TABLES)
def test_describe_tells_every_column(run, table):
    result = run("describe", table, "--lang", "en")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == pp.describe(table)["column"].tolist()


def test_describe_in_chinese_and_as_json(run):
    assert "title_zh" in run("describe", "units", "--lang", "zh").stdout
    found = json.loads(run("describe", "units", "--format", "json").stdout)
    assert found == pp.describe("units").to_dict("records")


def test_describe_of_an_unknown_table(run):
    result = run("describe", "unit")
    assert (result.exit_code, result.stderr) == (2, "pyplanning: no table 'unit'; did you mean 'units'?\n")


# validate and verify


def test_a_valid_package(run, example):
    result = run("validate", example.package(), "--lang", "en")
    rows = sum(map(len, example.rows.values())) + len(example.covered())
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == f"{rows} rows checked, 0 errors, 0 warnings"


def test_an_invalid_package(run, example):
    example.change("targets", 2, value="eight")
    folder = example.package()
    english, chinese = run("validate", folder, "--lang", "en"), run("validate", folder, "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 1
    assert english.stdout.splitlines()[:2] == [
        "data/targets.csv · targets: 1 error",
        "  data/targets.csv:3: PL101 error: targets row 2 – value “eight” is not a number",
    ]
    assert chinese.stdout.splitlines()[1] == "  data/targets.csv:3：PL101 错误：targets第2行：value“eight”不是数值"
    assert english.stdout.splitlines()[-1].endswith(" rows checked, 1 error, 0 warnings")
    assert chinese.stdout.splitlines()[-1].endswith("行已校验，1个错误，0个警告")


def test_validate_as_json_and_for_github(run, example):
    example.change("targets", 2, value="eight")
    folder = example.package()
    found = run("validate", folder, "--format", "json")
    assert found.exit_code == 1
    assert json.loads(found.stdout) == to_frictionless(pp.validate(folder))
    github = run("validate", folder, "--format", "github", "--lang", "en")
    assert github.exit_code == 1
    assert github.stdout.splitlines() == [
        "::error file=data/targets.csv,line=3,title=PL101::targets row 2 – value “eight” is not a number"
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", " contains neither datapackage.json nor a workbook or CSV file with a table"),
        ("zh", "中没有datapackage.json，也没有含数据表的工作簿或CSV文件"),
    ],
)
def test_a_package_that_cannot_be_read(run, tmp_path, lang, text):
    result = run("validate", tmp_path, "--lang", lang)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"pyplanning: {tmp_path}{text}\n")


def test_every_damaged_file_is_a_line(run, example):
    folder = example.package()
    (folder / "data/plans.csv").unlink()
    (folder / "data/units.csv").unlink()
    result = run("validate", folder, "--lang", "en")
    assert result.exit_code == 1
    lines = [line.strip() for line in result.stdout.splitlines() if "PL003" in line]
    assert lines == [
        f"data/{name}.csv: PL003 error: data/{name}.csv is missing – expected as the descriptor lists it"
        for name in ("plans", "units")
    ]


def test_verify_proves_every_row(run, example):
    result = run("verify", example.package(), "--sources", example.sources(), "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].endswith(" rows verified, 0 errors, 0 warnings")


def test_verify_finds_a_wrong_value(run, example):
    example.change("targets", 1, value="500")
    result = run("verify", example.package(), "--sources", example.sources(), "--lang", "zh")
    assert result.exit_code == 1
    assert f"  {example.plan_id}.txt：PL505 错误：targets/output-2030：数值500与证据不符" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("行已核实，1个错误，0个警告")


def test_a_warning_is_no_error(run, example):
    sources = example.sources(example.text + "\n附件")
    result = run("verify", example.package(), "--sources", sources, "--lang", "en")
    assert result.exit_code == 0
    assert f"  {example.plan_id}.txt: PL502 warning: {example.plan_id} – " in result.stdout
    assert result.stdout.splitlines()[-1].endswith(" rows verified, 0 errors, 1 warning")
    assert run("validate", example.package(), "--sources", sources).exit_code == 0
    assert run("validate", example.package(), "--sources", sources, "--strict").exit_code == 1


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_a_folder_without_texts(run, example, tmp_path, command):
    result = run(command, example.package(), "--sources", tmp_path / "nowhere", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pyplanning: {tmp_path / 'nowhere'} is not a folder; ")


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_the_sources_must_be_named(run, command):
    assert run(command).exit_code == 2


# coverage


def test_coverage_counts(run, example):
    result = run("coverage", example.package(), "--sources", example.sources(), "--lang", "en")
    total = len(pp.coverage(example.sources(), example.package()))
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["plan_id", "numbers", "evidence", "no", "fact", "not", "read", "unaccounted", "accounted"]
    assert [line[0] for line in lines[1:]] == [example.plan_id, "total"]
    assert lines[-1][1] == str(total)
    assert lines[-1][-2:] == ["100.0", "%"]


def test_coverage_lists_what_is_left(run, example):
    example.rows["targets"].pop(0)
    folder, sources = example.package(), example.sources()
    result = run("coverage", folder, "--sources", sources, "--lang", "zh")
    assert result.exit_code == 1
    assert "400亿" in result.stdout
    assert "未说明" in result.stdout
    github = run("coverage", folder, "--sources", sources, "--format", "github", "--lang", "en")
    assert github.exit_code == 1
    start = example.place("400亿元")
    assert github.stdout == (
        f"::error file={example.plan_id}.txt,title=PL510::{example.plan_id} – the number 400亿 at {start} is in no row"
        " – found “未来材料产值力争突破400亿元,年均增长8%25左右”\n"
    )


def test_coverage_of_every_number(run, example):
    folder, sources = example.package(), example.sources()
    numbers = pp.coverage(sources, folder)
    found = run("coverage", folder, "--sources", sources, "--all", "--format", "json")
    assert found.exit_code == 0
    assert [row["number"] for row in json.loads(found.stdout)] == numbers["number"].tolist()
    listed = run("coverage", folder, "--sources", sources, "--all")
    assert len(listed.stdout.splitlines()) == 1 + len(numbers)


# --output


def test_output_goes_to_a_file_and_not_to_the_screen(run, example, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text("before")
    result = run("validate", example.package(), "--lang", "en", "--output", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_text(encoding="utf-8").endswith(" rows checked, 0 errors, 0 warnings\n")
    assert [f.name for f in tmp_path.iterdir() if f.name.startswith("report")] == ["report.txt"]


FORMATS = ("text", "json", "csv", "markdown")
PRINTING = [(a, f) for a in (("tables",), ("show", "units", "--rows", 3), ("describe", "units")) for f in FORMATS]


@pytest.mark.parametrize(("arguments", "form"), [*PRINTING, (("cite",), "text"), (("cite",), "bibtex")])
def test_every_command_writes_what_it_would_print(run, tmp_path, arguments, form):
    file = tmp_path / "out"
    printed = run(*arguments, "--format", form)
    written = run(*arguments, "--format", form, "--output", file)
    assert (written.exit_code, written.stdout) == (0, "")
    assert file.read_text(encoding="utf-8-sig") == printed.stdout


def test_all_of_coverage_goes_to_the_file(run, example, tmp_path):
    example.rows["targets"].pop(0)
    folder, sources, file = example.package(), example.sources(), tmp_path / "out"
    printed = run("coverage", folder, "--sources", sources, "--lang", "en")
    written = run("coverage", folder, "--sources", sources, "--lang", "en", "--output", file)
    assert written.exit_code == 1
    assert written.stdout == ""
    assert file.read_text(encoding="utf-8") == printed.stdout


def test_a_file_that_cannot_be_written(run, tmp_path):
    file = tmp_path / "nowhere" / "out"
    result = run("tables", "--output", file)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"pyplanning: {file} cannot be written (No such file or directory);")


# As a program.


@pytest.mark.parametrize(
    ("arguments", "idle"),
    [
        (("--help",), {"typer", "pydantic", "rich", "pandas", "polars", "pandera", "frictionless", "hashlib"}),
        (("fix", "--help", "--lang", "zh"), {"typer", "pydantic", "rich", "pandas", "polars", "pandera", "openpyxl"}),
        (("tables", "--format", "json"), {"typer", "pydantic", "rich", "polars", "pandera", "frictionless"}),
    ],
)
def test_a_command_imports_only_what_it_needs(tmp_path, arguments, idle):
    code = (
        "import atexit, sys; from pyplanning.cli import main; "
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=True, cwd=tmp_path, text=True
    )
    assert done.stdout
    assert not idle & {*done.stderr.split()}


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_as_a_program_in_any_encoding(example, tmp_path, encoding):
    example.change("targets", 2, value="eight")
    done = subprocess.run(
        [sys.executable, "-m", "pyplanning", "validate", str(example.package()), "--lang", "zh"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": encoding, "PATH": ""},
    )
    assert done.returncode == 1
    assert done.stderr == b""
    assert "：PL101 错误：targets第2行：value“eight”不是数值\n" in done.stdout.decode("utf-8")


def test_explain_tells_a_rule_and_how_to_mend_it(run):
    english, chinese = run("explain", "PL201", "--lang", "en"), run("explain", "pl201", "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 0
    assert english.stdout.startswith("PL201")
    assert "Fix: write an existing key, or add the row that it should refer to." in english.stdout
    assert "外键须指向已有的行" in chinese.stdout


def test_explain_names_the_nearest_code(run):
    result = run("explain", "PL2010")
    assert result.exit_code == 2
    assert "PL201" in result.stderr
