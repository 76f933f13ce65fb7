"""What is found, reported up to a limit and counted beyond it."""

import polars as pl

from pyplanning.io.table import Table
from pyplanning.rule import ROW, Issue, Message
from pyplanning.validation.findings import Findings

ODD = Message("PL999", en="{value} is odd", zh="{value}为奇数")
T = Table("t", "t.csv", pl.LazyFrame())


def rows(*numbers):
    return pl.DataFrame({ROW: numbers}, schema={ROW: pl.Int64})


def issue(row):
    return ODD.issue(table="t", row=row[ROW], value=str(row[ROW]))


def test_findings_are_reported_up_to_the_limit_and_counted_beyond_it():
    found = Findings(limit=2)
    found.add(ODD, T, rows(1, 3, 5), issue)
    found.add(ODD, T, rows(7), issue)
    assert sorted((one.table, one.row) for one in found.issues) == [("t", 1), ("t", 3)]
    assert found.totals() == {("t", "PL999"): 4}
    assert found.bad_rows == {T.source: {1, 3, 5, 7}}


def test_an_issue_is_reported_once():
    found = Findings()
    found.add(ODD, T, rows(1, 1), issue)
    assert [one.row for one in found.issues] == [1]


def test_no_rows_are_no_finding():
    found = Findings()
    found.add(ODD, T, pl.DataFrame([]), issue)
    assert (found.issues, found.totals(), found.bad_rows) == ([], {}, {})


def test_issues_found_elsewhere_mark_their_rows_and_cells():
    found = Findings()
    found.add_known([Issue(table="t", file="t.csv", row=2, column="a", code="PL013")])
    assert (found.bad_rows, found.bad_cells) == ({T.source: {2}}, {(T.source, "a"): {2}})
    assert found.totals() == {("t", "PL013"): 1}


def test_issues_that_are_left_out_are_not_counted():
    found = Findings(limit=1)
    found.add(ODD, T, rows(1, 3), issue)
    found.issues = []
    assert found.totals() == {("t", "PL999"): 1}
