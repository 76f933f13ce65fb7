"""Patterns are matched within a limit of time."""

import json

import pyplanning as pp
from pyplanning.datapackage import slow_patterns
from pyplanning.datapackage.slow_patterns import is_given_up, matches


def test_a_pattern_matches_the_whole_text():
    assert matches("(?!x).*", "ab")
    assert not matches("(?!x)a", "ab")
    assert not is_given_up("(?!x)a")


def test_a_pattern_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(slow_patterns, "SECONDS", 0.05)
    assert matches(r"(?=a)(a|aa)+\1$", "a" * 60 + "!")
    assert is_given_up(r"(?=a)(a|aa)+\1$")


def test_it_is_reported_as_not_checked(tmp_path, monkeypatch):
    monkeypatch.setattr(slow_patterns, "SECONDS", 0.05)
    (tmp_path / "t.csv").write_text("a\n" + "a" * 60 + "!\n", encoding="utf-8")
    field = {"name": "a", "type": "string", "constraints": {"pattern": r"(?!b)(a|aa)+\1$"}}
    table = {"name": "t", "path": "t.csv", "format": "csv", "schema": {"fields": [field]}}
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [table]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    (issue,) = (i for i in pp.validate(tmp_path).issues if i.code == "PL119")
    assert (issue.level, issue.column) == ("warning", "a")
    assert issue.en == (
        r"t – a was not checked by its pattern (?!b)(a|aa)+\1$, which takes too long"
        " – expected one without look-around, back-references or nested repetitions"
    )
    assert issue.zh == r"t：a未按其正则表达式(?!b)(a|aa)+\1$检查，因匹配耗时过长，应避免环视、反向引用和嵌套重复"


def test_a_pattern_that_one_engine_reads_in_linear_time_is_checked(tmp_path):
    (tmp_path / "t.csv").write_text("a\n" + "a" * 60 + "!\n", encoding="utf-8")
    field = {"name": "a", "type": "string", "constraints": {"pattern": "(a+)+"}}
    table = {"name": "t", "path": "t.csv", "format": "csv", "schema": {"fields": [field]}}
    package = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [table]}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    assert [i.code for i in pp.validate(tmp_path).issues] == ["PL104"]
