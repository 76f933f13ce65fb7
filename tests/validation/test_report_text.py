from __future__ import annotations

from typing import Any

import pytest

from pyplanning.rule import Issue, Report
from pyplanning.validation.report_text import SHOWN, annotation, report


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        (
            Issue(table="targets", row=3, code="PL505", en="100% wrong\nat once", file="x.txt"),
            "::error file=data/targets.csv,line=4,title=PL505::100%25 wrong%0Aat once",
        ),
        (
            Issue(file="a.xlsx", sheet="目标", table="targets", row=2, cell="M5", line=5, code="PL101", en="bad"),
            "::error file=a.xlsx,title=PL101 目标!M5::bad",
        ),
        (
            Issue(file="some/targets.tsv", table="targets", row=2, line=7, code="PL101", en="bad"),
            "::error file=some/targets.tsv,line=7,title=PL101::bad",
        ),
        (
            Issue(file="datapackage.json", code="PL001", level="warning", en="odd"),
            "::warning file=datapackage.json,title=PL001::odd",
        ),
    ],
    ids=["row", "workbook", "text", "file"],
)
def test_annotation(issue: Issue, line: str) -> None:
    assert annotation(issue, "en") == line
    assert annotation(issue, "en", ".") == line
    assert annotation(issue, "en", "a/b") == line.replace(" file=", " file=a/b/")


ROW = {"file": "data/targets.csv", "table": "targets", "en": "bad", "zh": "错"}
SUMMED = {
    "en": """\
data/targets.csv · targets: 2 errors, 1 warning
  data/targets.csv:4: PL101 error: bad
  data/targets.csv:3: PL201 error: bad – did you mean “output”?
  data/targets.csv:3: PL401 warning: bad

targets   1,200
units         3
1,203 rows checked, 2 errors, 1 warning""",
    "zh": """\
data/targets.csv · targets：2个错误，1个警告
  data/targets.csv:4：PL101 错误：错
  data/targets.csv:3：PL201 错误：错，是否应为“output”？
  data/targets.csv:3：PL401 警告：错

targets   1,200
units         3
1,203行已校验，2个错误，1个警告""",
}


@pytest.mark.parametrize(("lang", "what"), [("en", "rows checked"), ("zh", "行已校验")])
def test_report_groups_and_sums_up(lang: str, what: str) -> None:
    issues = (
        Issue(row=2, line=3, code="PL201", suggestion="output", **ROW),
        Issue(row=2, line=3, code="PL401", level="warning", **ROW),
        Issue(row=3, line=4, code="PL101", **ROW),
    )
    assert report(Report(issues, {"targets": 1200, "units": 3}), what, lang) == SUMMED[lang]


def test_report_without_findings_is_the_rows_and_a_sentence() -> None:
    found = Report((), {"targets": 2})
    assert report(found, "rows verified", "en") == "targets       2\n2 rows verified, 0 errors, 0 warnings"
    assert report(found, "行已核实", "zh") == "targets       2\n2行已核实，0个错误，0个警告"


BOOK = {"file": "我.xlsx", "sheet": "目标", "table": "targets"}


@pytest.mark.parametrize(
    ("place", "heading", "line"),
    [
        ({**BOOK, "row": 3, "cell": "C5"}, "我.xlsx[目标] · targets", "C5: "),
        ({**BOOK, "row": 3}, "我.xlsx[目标] · targets", ""),
        ({"file": "a.xlsx"}, "a.xlsx", "a.xlsx: "),
        ({"file": "A.CSV", "table": "t", "row": 1, "line": 2}, "A.CSV · t", "A.CSV:2: "),
        ({"file": "a.zip/t.tsv", "table": "t", "row": 9, "line": 10}, "a.zip/t.tsv · t", "a.zip/t.tsv:10: "),
        ({"file": "a.csv", "table": "t", "column": "x"}, "a.csv · t", "a.csv: "),
        ({"file": "plan.txt", "table": "t", "row": 7}, "plan.txt · t", "plan.txt: "),
        ({"table": "t", "row": 7}, "t", ""),
        ({}, "package", ""),
    ],
    ids=["cell", "sheet", "workbook", "line", "archive", "header", "text", "frame", "nowhere"],
)
def test_report_says_where_as_people_see_it(place: dict[str, Any], heading: str, line: str) -> None:
    lines = report(Report((Issue(code="PL101", en="bad", **place),)), "rows", "en").splitlines()
    assert lines[:2] == [f"{heading}: 1 error", f"  {line}PL101 error: bad"]


def test_report_calls_the_package_by_its_name_in_chinese() -> None:
    assert report(Report((Issue(code="PL001", zh="错"),)), "行", "zh").splitlines()[0] == "数据包：1个错误"


def test_report_groups_by_sheet_in_the_order_of_the_findings() -> None:
    issues = [Issue(file="b.xlsx", sheet=sheet, table="t", code="PL101", en="bad") for sheet in ("z", "a", "z")]
    lines = report(Report(tuple(issues)), "rows", "en").splitlines()
    assert [line for line in lines if not line.startswith(" ")][:2] == [
        "b.xlsx[z] · t: 2 errors",
        "b.xlsx[a] · t: 1 error",
    ]


MORE = [("en", "  PL101 … 99,980 more"), ("zh", "  PL101 …另有99,980处")]


@pytest.mark.parametrize(("lang", "more"), MORE)
def test_report_is_calm_with_many_of_one_kind(lang: str, more: str) -> None:
    many = tuple(Issue(row=n, line=n + 1, code="PL101", **ROW) for n in range(1, 100_001))
    lines = report(Report((*many, Issue(row=1, code="PL102", **ROW))), "rows", lang).splitlines()
    assert lines[SHOWN] == f"  data/targets.csv:21{'：PL101 错误：错' if lang == 'zh' else ': PL101 error: bad'}"
    assert lines[SHOWN + 1] == more
    assert "PL102" in lines[SHOWN + 2]
    assert len(lines) == SHOWN + 5


@pytest.mark.parametrize(("lang", "more"), MORE)
def test_report_counts_what_it_is_not_told(lang: str, more: str) -> None:
    totals = {("targets", "PL101"): 100_000}
    told = tuple(Issue(row=n, line=n + 1, code="PL101", **ROW) for n in range(1, 41))
    lines = report(Report(told, totals=totals), "", lang).splitlines()
    assert lines[0] == "data/targets.csv · targets" + {"en": ": 100,000 errors", "zh": "：100,000个错误"}[lang]
    assert lines[SHOWN + 1] == more
    assert "100,000" in lines[-1]


def test_report_counts_a_kind_of_which_nothing_is_told() -> None:
    found = Report((), totals={("t", "PL101"): 3, ("t", "PL401"): 1})
    assert report(found, "rows", "en").splitlines() == [
        "t: 3 errors, 1 warning",
        "  PL101 … 3 more",
        "  PL401 … 1 more",
        "",
        "0 rows, 3 errors, 1 warning",
    ]


def test_report_stays_within_a_line_for_each_finding() -> None:
    found = Report((Issue(file="a\nb.txt", code="PL101", en="one\r\ntwo\x1b[31m\u2028three\u202e", suggestion="x\ny"),))
    assert report(found, "rows", "en").splitlines()[:2] == [
        r"a\nb.txt: 1 error",
        r"  a\nb.txt: PL101 error: one\r\ntwo\x1b[31m\u2028three\u202e – did you mean “x\ny”?",
    ]


@pytest.mark.parametrize(
    ("lang", "error", "warning"),
    [
        ("en", "  \x1b[31mPL101 error\x1b[0m: bad", "  \x1b[33mPL502 warning\x1b[0m: odd"),
        ("zh", "  \x1b[31mPL101 错误\x1b[0m：错", "  \x1b[33mPL502 警告\x1b[0m：疑"),
    ],
)
def test_report_is_coloured_where_asked(lang: str, error: str, warning: str) -> None:
    found = Report((Issue(code="PL101", en="bad", zh="错"), Issue(code="PL502", level="warning", en="odd", zh="疑")))
    assert report(found, "rows", lang, colour=True).splitlines()[1:3] == [error, warning]
    assert "\x1b" not in report(found, "rows", lang)


def test_a_file_cannot_give_commands_to_github():
    issue = Issue(file="a\n::stop-commands::x,line=1:%.csv", code="PL101", en="b\r\n::error::c%", zh="")
    assert annotation(issue, "en") == (
        "::error file=a%0A%3A%3Astop-commands%3A%3Ax%2Cline=1%3A%25.csv,title=PL101::b%0D%0A::error::c%25"
    )


def test_a_notice_is_counted_where_there_is_one_and_annotated_as_such() -> None:
    issue = Issue(file="datapackage.json", code="PL028", level="notice", en="odd", zh="疑")
    assert report(Report((issue,)), "rows", "en").splitlines() == [
        "datapackage.json: 1 notice",
        "  datapackage.json: PL028 notice: odd",
        "",
        "0 rows, 0 errors, 0 warnings, 1 notice",
    ]
    assert report(Report((issue,)), "行", "zh").splitlines()[-1] == "0行，0个错误，0个警告，1个建议"
    assert annotation(issue, "en") == "::notice file=datapackage.json,title=PL028::odd"


def test_findings_come_in_the_order_of_sheets_and_rows():
    def issue(sheet, cell, row, code="PL102"):
        return Issue("a.xlsx", sheet, sheet, row, "c", cell, code=code, en=code)

    found = [issue("agencies", "B9", 6), issue("targets", "C12", 9), issue("targets", "AA4", 1)]
    found += [issue("targets", "C4", 1, "PL505"), Issue("a.xlsx", code="PL018")]
    lines = report(Report(tuple(sorted(found)), {"targets": 9, "agencies": 6}), "rows", "en").splitlines()
    assert [line.partition(":")[0] for line in lines if line.startswith("  ")] == [
        "  a.xlsx",
        "  C4",
        "  AA4",
        "  C12",
        "  B9",
    ]
