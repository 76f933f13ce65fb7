"""What a rule is, and that every rule is whole; findings and reports."""

import dataclasses
import json
import re
import string

import pytest

import pyplanning as pp
from pyplanning.rule import Message, cell_rule, row_rule, rule, table_rule
from pyplanning.validation.explain import rules

RULES = [*rules().values()]
EVERY_RULE = pytest.mark.parametrize("found", RULES, ids=lambda found: found.code)


@rule("PL999", en="{table} row {row} – {value} of {more}", zh="{table}第{row}行：{value}，{more}", column="x")
def odd(number: int) -> bool:
    """A number is odd."""
    return number % 2 == 1


def test_a_rule_decides_and_says():
    assert odd.check(3)
    assert not odd.check(4)
    issue = odd.issue(table="t", row=2, value="4", key="k", file="t.csv", suggestion="5", more="all")
    assert (issue.en, issue.zh) == ("t row 2 – 4 of all", "t第2行：4，all")
    assert (issue.code, issue.level, issue.column) == ("PL999", "error", "x")
    assert (issue.table, issue.row, issue.value, issue.key, issue.file, issue.suggestion) == (
        *("t", 2, "4", "k", "t.csv", "5"),
    )


def test_the_place_may_name_another_column():
    assert odd.issue(column="y", more="").column == "y"


def test_a_word_that_the_sentence_needs_must_be_given():
    with pytest.raises(KeyError, match="more"):
        odd.issue(table="t")


def test_what_a_cell_says_is_not_a_template():
    assert odd.issue(table="t", value="{row} {0}", more="{").en == "t row 0 – {row} {0} of {"


def test_the_level_is_that_of_the_rule():
    warning = rule("PL998", en="e", zh="z", level="warning")(len)
    assert warning.issue().level == "warning"


def test_codes_are_unique_and_in_one_form():
    codes = [found.code for found in RULES]
    assert len(codes) == len({*codes})
    assert all(re.fullmatch(r"PL\d{3}", code) for code in codes)


def test_every_rule_known_today_is_there():
    expected = {f"PL{n:03}" for n in (1, 2, 3, 4, *range(101, 112), 201, 202, *range(501, 511))}
    assert expected <= {found.code for found in RULES}


@EVERY_RULE
def test_a_rule_speaks_both_languages_about_the_same_things(found):
    def named(sentence):
        return {name.removesuffix("_zh") for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert named(found.en) == named(found.zh)
    assert re.search(r"[\u4e00-\u9fff]", found.zh) or found.code in ("PL001", "PL002")
    assert not re.search(r"[\u4e00-\u9fff]", found.en)


@EVERY_RULE
def test_a_rule_is_explained(found):
    assert found.text
    assert "Fix:" in found.text


# Findings and reports

ERROR = pp.Issue(file="data/a.csv", table="a", row=2, column="x", code="PL101", value="v", en="wrong", zh="错误")
WARNING = pp.Issue(file="p.txt", code="PL502", level="warning", key="p", en="another", zh="不同")


def test_an_issue_is_told_in_either_language():
    assert (ERROR.text("en"), ERROR.text("zh")) == ("wrong", "错误")


def test_an_issue_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        ERROR.row = 3


def test_issues_sort_by_file_table_row_and_column():
    wanted = [
        pp.Issue(file="a", table="a", row=2, column="a"),
        pp.Issue(file="a", table="a", row=2, column="b"),
        pp.Issue(file="a", table="a", row=10, column="a"),
        pp.Issue(file="a", table="b", row=1),
        pp.Issue(file="b", row=0),
    ]
    assert sorted([wanted[3], wanted[1], wanted[4], wanted[0], wanted[2]]) == wanted


@pytest.mark.parametrize(
    ("issues", "valid"), [((), True), ((WARNING,), True), ((ERROR,), False), ((WARNING, ERROR), False)]
)
def test_a_report_is_truthy_when_nothing_is_an_error(issues, valid):
    report = pp.Report(issues, {"a": 3})
    assert report.valid is valid
    assert bool(report) is valid
    assert report.to_dict()["valid"] is valid


def test_a_report_as_plain_data():
    found = pp.Report((ERROR, WARNING), {"a": 3}).to_dict()
    assert json.loads(json.dumps(found)) == found
    assert found["counts"] == {"a": 3}
    assert [pp.Issue(**issue) for issue in found["issues"]] == [ERROR, WARNING]


def test_a_report_as_a_frame():
    frame = pp.Report((ERROR, WARNING)).to_frame()
    assert list(frame.columns) == [f.name for f in dataclasses.fields(pp.Issue)]
    assert frame["code"].tolist() == ["PL101", "PL502"]
    assert frame["row"].tolist() == [2, 0]


def test_an_empty_report_as_a_frame_has_the_same_columns():
    frame = pp.Report(()).to_frame()
    assert list(frame.columns) == [f.name for f in dataclasses.fields(pp.Issue)]
    assert frame.empty


# How a rule runs


def test_a_rule_over_rows_reads_the_columns_that_its_check_names():
    made = row_rule("PL990", en="e", zh="错", column="a")(lambda a, b: a < b)
    assert (made.reads, made.tables, made.column) == (("a", "b"), (), "a")


def test_a_rule_over_tables_looks_into_the_others_that_its_check_names():
    made = table_rule("PL991", en="e", zh="错", tables=("targets",))(lambda rows, units: rows)
    assert (made.tables, made.looks_into) == (("targets",), ("units",))


def test_a_rule_over_cells_has_patterns_of_columns_and_a_correction():
    made = cell_rule("PL992", en="e", zh="错", column="* !evidence", correct=str.strip, trace=" ")(lambda cell: cell)
    assert (made.column, made.trace, made.correct(" a ")) == ("* !evidence", " ", "a")


@rule("PL998", en="has {value} rows, and {found} empty cells, of rows", zh="有{value}行", column="x")
def few(number: int) -> bool:
    """There are enough."""
    return number < 3


@pytest.mark.parametrize(
    ("value", "found", "said"),
    [
        (1, "1", "has 1 row, and 1 empty cell, of rows"),
        (2, "0", "has 2 rows, and 0 empty cells, of rows"),
        ("11", "21", "has 11 rows, and 21 empty cells, of rows"),
    ],
)
def test_one_is_counted_in_the_singular(value, found, said):
    assert few.issue(value=value, found=found).en == said


# What a sentence begins with, where it has no name for the row.


@EVERY_RULE
def test_no_sentence_begins_with_a_dash(found):
    named = {name for text in (found.en, found.zh) for _, name, _, _ in string.Formatter().parse(text) if name}
    for place in ({"table": "t", "row": 3}, {"table": "t", "row": 0}, {"file": "a.csv"}, {}):
        issue = found.issue(**dict.fromkeys(named - {"row"}, "") | {"key": "/"} | place)
        assert not issue.en.startswith((" ", "–"))
        assert not issue.zh.startswith(("：", " "))
        assert issue.key == ""


@pytest.mark.parametrize(
    ("place", "english", "chinese"),
    [
        ({"key": "k", "table": "t", "row": 2}, "k – is odd", "k：为奇数"),
        ({"key": "", "table": "t", "row": 2}, "t row 2 – is odd", "t第2行：为奇数"),
        ({"key": "", "table": "{t}", "row": 0}, "{t} – is odd", "{t}：为奇数"),
        ({"key": "//", "sheet": "表", "row": 0}, "表 – is odd", "表：为奇数"),
        ({}, "the file – is odd", "文件：为奇数"),
    ],
)
def test_a_row_without_a_key_is_named_by_its_place(place, english, chinese):
    message = Message("PL997", "{key} – is odd", "{key}：为奇数")
    assert (message.issue(**place).en, message.issue(**place).zh) == (english, chinese)


# In a notebook

HOSTILE = pp.Issue(table="t", row=1, code="PL101", value="<b>", en="“<script>x</script>” & more", zh="“<img src=x>”")


def test_a_report_has_a_short_repr():
    report = pp.Report(
        (ERROR, WARNING) * 500, {"a": 1200}, {("a", "PL101"): 700, ("", "PL502"): 500, ("b", "PL401"): 1}
    )
    assert repr(report) == "<Report: invalid, 1,200 rows checked, 700 errors, 501 warnings>"
    assert repr(pp.Report((), {"a": 1})) == "<Report: valid, 1 row checked, 0 errors, 0 warnings>"


def test_a_report_counts_what_is_not_listed():
    report = pp.Report((ERROR, WARNING), {}, {("a", "PL101"): 3, ("a", "PL402"): 2})
    assert [report.count(level) for level in ("error", "warning", "notice")] == [3, 3, 0]


def test_a_report_in_a_notebook_is_a_summary_and_its_first_findings():
    shown = pp.Report((ERROR,) * 30, {"a": 40}, {("a", "PL101"): 35})._repr_html_()
    assert shown.startswith(
        "<p>invalid, 40 rows checked, 35 errors, 0 warnings<br>校验未通过，已校验40行，35个错误，0个警告</p>"
    )
    assert shown.count("<td>wrong</td>") == shown.count("<td>错误</td>") == 20
    assert shown.endswith("<p>… 15 more · 另有15处</p>")
    assert "<table" not in pp.Report((), {"a": 1})._repr_html_()


def test_nothing_in_a_notebook_is_more_than_text():
    shown = pp.Report((HOSTILE,), {"t": 1})._repr_html_()
    assert "“&lt;script&gt;x&lt;/script&gt;” &amp; more" in shown
    assert "<script" not in shown
    assert "<img" not in shown
    long = dataclasses.replace(HOSTILE, en="x" * 10_000)
    assert len(pp.Report((long,) * 1000)._repr_html_()) < 40_000


def test_the_frame_of_a_report_has_numbers_and_text():
    for report in (pp.Report((ERROR, WARNING)), pp.Report(())):
        assert {name for name, dtype in report.to_frame().dtypes.items() if dtype == "int64"} == {"row", "line"}
        assert {str(dtype) for dtype in report.to_frame().dtypes} == {"int64", "str"}
