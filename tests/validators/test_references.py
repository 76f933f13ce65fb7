"""The rules between tables."""

import pytest

import pyplanning as pp
from pyplanning.validators.references import nearest_key, row_concerned


def issues(example):
    return pp.validate(example.package()).issues


def test_the_example_refers_only_to_what_exists(example):
    assert issues(example) == ()


# PL201


def test_pl201_a_key_that_points_nowhere_names_the_nearest(example):
    example.change("targets", 2, indicator_id="outputs")
    (issue,) = issues(example)
    assert (issue.code, issue.level, issue.file, issue.table) == ("PL201", "error", "data/targets.csv", "targets")
    assert (issue.row, issue.column, issue.value, issue.suggestion) == (2, "indicator_id", "outputs", "output")
    assert issue.en == ("targets row 2 – indicator_id “outputs” is not in indicators – expected one of its keys")
    assert issue.zh == "targets第2行：indicator_id“outputs”在indicators表中不存在，外键须指向已有的行"


def test_pl201_names_none_where_none_is_near(example):
    example.change("targets", 2, indicator_id="zzzzz")
    (issue,) = issues(example)
    assert issue.suggestion == ""
    assert issue.en == "targets row 2 – indicator_id “zzzzz” is not in indicators – expected one of its keys"
    assert issue.zh == "targets第2行：indicator_id“zzzzz”在indicators表中不存在，外键须指向已有的行"


@pytest.mark.parametrize(
    ("table", "number", "column", "target"),
    [
        ("plans", 1, "issuer_id", "agencies"),
        ("plans", 1, "region_code", "regions"),
        ("sections", 2, "parent_id", "sections"),
        ("regions", 1, "parent_code", "regions"),
        ("targets", 1, "unit_id", "units"),
        ("targets", 1, "industry_id", "industries"),
        ("projects", 1, "capacity_unit_id", "units"),
        ("park_industries", 1, "industry_id", "industries"),
        ("responsibilities", 1, "agency_id", "agencies"),
    ],
)
def test_pl201_every_foreign_key_is_followed(example, table, number, column, target):
    example.change(table, number, **{column: "nowhere"})
    issue, *others = sorted(issues(example), key=lambda i: i.code)
    assert (issue.code, issue.table, issue.row, issue.column) == ("PL201", table, number, column)
    assert f"is not in {target} –" in issue.en
    # A heading that is taken from its parent leaves a gap among its sisters.
    assert [i.code for i in others] == (["PL318"] if table == "sections" else [])


def test_pl201_every_row_that_points_to_a_missing_row_is_told(example):
    example.rows["tasks"] = []
    found = issues(example)
    assert [(i.code, i.row) for i in found] == [("PL201", n) for n in (1, 2, 3)]


def test_pl201_null_points_nowhere(example):
    example.change("targets", 1, industry_id="", region_code="")
    assert issues(example) == ()


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("percentt", "percent"), ("yi-yaun", "yi-yuan"), ("zzz", ""), ("", ""), ("Percent", "percent")],
)
def test_nearest_key(value, nearest):
    assert nearest_key(value, {"percent", "yi-yuan", "enterprise"}) == nearest


def test_nearest_key_of_none():
    assert nearest_key("a", set()) == ""


# PL202


def registered(example, table, key):
    example.rows["source_issues"] = [
        {"source_issue_id": "typo", "plan_id": example.plan_id, "kind": "typo", "note_zh": "错字", "note_en": "typo"}
        | {"table_name": table, "row_id": key}
    ]
    return issues(example)


def test_pl202_a_row_concerned_that_does_not_exist(example):
    (issue,) = registered(example, "targets", "output-2031")
    assert (issue.code, issue.table, issue.row, issue.column) == ("PL202", "source_issues", 1, "row_id")
    assert (issue.file, issue.value) == ("data/source_issues.csv", "output-2031")
    assert issue.en == (
        "source_issues row 1 – row_id “output-2031” is not a row of targets – expected the key of the row concerned"
    )
    assert issue.zh == "source_issues第1行：row_id“output-2031”不是targets表中的行，应为有关行的主键"


@pytest.mark.parametrize(
    ("table", "key", "fine"),
    [
        ("targets", "output-2030", True),
        ("responsibilities", "valley/2", True),
        ("targets", "", True),
        ("", "", True),
        ("responsibilities", "valley", False),
        ("responsibilities", "valley/9", False),
        ("nowhere", "output-2030", False),
        ("", "output-2030", False),
    ],
)
def test_pl202_takes_a_key_with_its_parts_joined(example, table, key, fine):
    assert [i.code for i in registered(example, table, key)] == ([] if fine else ["PL202"])


def test_row_concerned_gives_the_offending_rows():
    rows = [{"table_name": "t", "row_id": key} for key in ("a", "", "b")]
    assert row_concerned.check(rows, {"t": {"a"}}) == rows[2:]
