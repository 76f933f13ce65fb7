"""Findings and reports."""

import dataclasses
import json

import pytest

import pyplanning as pp

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
