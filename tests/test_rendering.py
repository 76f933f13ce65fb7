from __future__ import annotations

import pandas as pd
import pytest

from pyplanning.issue import Issue, Report
from pyplanning.rendering import SHOWN, annotation, report, table


def test_table_counts_chinese_characters_as_two_columns() -> None:
    frame = pd.DataFrame({"name": ["亿元", "ab"], "n": [1, 20]})
    assert table(frame, right=("n",)) == "name   n\n亿元   1\nab    20"


def test_table_has_no_trailing_spaces_and_shows_null_as_nothing() -> None:
    frame = pd.DataFrame({"a": ["x", None], "b": pd.array([1.5, None], dtype="Float64")})
    assert table(frame) == "a  b\nx  1.5\n"


def test_table_writes_dates_without_a_time() -> None:
    assert table(pd.DataFrame({"day": pd.to_datetime(["2016-07-26"])})) == "day\n2016-07-26"


def test_table_keeps_long_numbers_whole() -> None:
    assert table(pd.DataFrame({"n": [1234567890.0, 1e8, 0.1]})).splitlines()[1:] == ["1234567890", "100000000", "0.1"]


def test_table_reads_no_markup_in_cells() -> None:
    assert table(pd.DataFrame({"a": ["[bold]x[/bold]"]})) == "a\n[bold]x[/bold]"


def test_table_folds_long_cells_on_a_terminal() -> None:
    lines = table(pd.DataFrame({"a": ["x" * 50]}), width=20).splitlines()
    assert "\x1b[1m" in lines[0]
    assert len(lines) > 2


@pytest.mark.parametrize(
    ("issue", "line"),
    [
        (
            Issue(table="targets", row=3, code="PL505", en="100% wrong\nat once", file="x.txt"),
            "::error file=data/targets.csv,line=4,title=PL505::100%25 wrong%0Aat once",
        ),
        (
            Issue(file="datapackage.json", code="PL001", level="warning", en="odd"),
            "::warning file=datapackage.json,title=PL001::odd",
        ),
    ],
    ids=["row", "file"],
)
def test_annotation(issue: Issue, line: str) -> None:
    assert annotation(issue, "en") == line


def test_report_sums_up_in_both_languages() -> None:
    found = Report((Issue(code="PL101", en="bad", zh="错"),), {"targets": 1200, "units": 3})
    assert report(found, "rows valid", "en") == (
        "PL101 error: bad\n\ntargets   1,200\nunits         3\n1,203 rows valid, 1 errors, 0 warnings"
    )
    assert report(found, "行通过校验", "zh").splitlines()[-1] == "1,203行通过校验，1个错误，0个警告"


@pytest.mark.parametrize(("lang", "more"), [("en", "PL101 … 5 more"), ("zh", "PL101 …另有5处")])
def test_report_counts_what_it_does_not_show(lang: str, more: str) -> None:
    issues = tuple(Issue(code="PL101", row=n, en="bad", zh="错") for n in range(SHOWN + 5))
    lines = report(Report(issues), "rows", lang).splitlines()
    assert lines[SHOWN] == more
    assert len([line for line in lines if line.startswith("PL101 error")]) == SHOWN
