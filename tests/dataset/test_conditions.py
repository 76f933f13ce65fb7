"""Conditions on rows: typed by the column, complements of each other, and clear about what cannot be."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.datapackage.errors import PackageError
from pyplanning.dataset.conditions import select

FRAME = pd.DataFrame(
    {
        "value": pd.Series([5, 100, None, 30.5], dtype="Float64"),
        "year": pd.Series([2030, 2025, None, 2030], dtype="Int64"),
        "day": pd.Series(["2015-12-24", "2016-01-01", None, "2016-02-29"], dtype="datetime64[s]"),
        "name": pd.Series(["Alpha", "beta=1", None, "新材料"], dtype="str"),
        "size": pd.Categorical(["small", "large", None, "small"], ["small", "middle", "large"], ordered=True),
        "kind": pd.Categorical(["b", "a", None, "b"], ["a", "b"]),
        "done": pd.Series([True, False, None, True], dtype="boolean"),
    }
)


def rows(*conditions: str) -> list[int]:
    return select(FRAME, conditions, "frame").index.tolist()


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("value=30.5", [3]),
        ("value>30", [1, 3]),
        ("value>=100", [1]),
        ("value≤30.5", [0, 3]),
        ("value <= 30.50 ", [0, 3]),
        ("value!=5", [1, 2, 3]),
        ("value=", [2]),
        ("value!=", [0, 1, 3]),
        ("year=2030", [0, 3]),
        ("year<2030", [1]),
        ("day=2016", [1, 3]),
        ("day=2016-02", [3]),
        ("day>2015", [1, 3]),
        ("day<=2016-01", [0, 1]),
        ("day<2016-01-01", [0]),
        ("day≠2016-02-29", [0, 1, 2]),
        ("name=Alpha", [0]),
        ("name=alpha", []),
        ("name=beta=1", [1]),
        ("name~ALPH", [0]),
        ("name~材", [3]),
        ("name~.", []),
        ("name>beta", [1, 3]),
        ("size=large", [1]),
        ("size<large", [0, 3]),
        ("size>=middle", [1]),
        ("kind!=a", [0, 2, 3]),
        ("kind~B", [0, 3]),
        ("done=yes", [0, 3]),
        ("done=否", [1]),
    ],
)
def test_a_condition_is_typed_by_its_column(condition, found):
    assert rows(condition) == found


def test_all_conditions_hold():
    assert rows("value>5", "day>=2016", "kind=b") == [3]


@given(
    st.sampled_from(["value", "year", "day", "name"]),
    st.sampled_from(["5", "30.5", "2030", "2016", "2015-12"]),
    st.sampled_from([("=", "!="), ("<", ">="), (">", "<=")]),
)
def test_every_row_is_on_one_side(column, value, signs):
    if (column == "day" and "." in value) or (column == "day" and len(value) < 4) or (column != "day" and "-" in value):
        return
    one, other = (rows(f"{column}{sign}{value}") for sign in signs)
    assert sorted([*one, *other]) == ([0, 1, 2, 3] if "=" in signs else [0, 1, 3])


@pytest.mark.parametrize(
    ("condition", "english", "chinese"),
    [
        ("value", "'value' is no condition; write a column, one of = != < <= > >= ~", "“value”不是条件"),
        ("=5", "'=5' is no condition", "“=5”不是条件"),
        ("vlue=5", "no column of frame 'vlue'; did you mean 'value'?", "frame表的列“vlue”不存在，是否应为“value”？"),
        ("value=five", "value has numbers: compare it with one, such as value>=100, not with =five", "value为数值列"),
        ("value=nan", "value has numbers", "value为数值列"),
        ("value~5", "value has numbers: compare it with one, such as value>=100, not with ~5", "现为“~5”"),
        ("day=2016-13", "day has dates: compare it with a year, a month or a day", "day为日期列"),
        ("day>24.12.2015", "day has dates", "day为日期列"),
        ("day~2015", "day has dates", "day为日期列"),
        ("size=huge", "no value of size 'huge'; choose one of small, middle, large", "可用的有：small、middle、large"),
        ("size=lage", "no value of size 'lage'; did you mean 'large'?", "size的取值“lage”不存在，是否应为“large”？"),
        ("kind<a", "the values of kind have no order; use = or !=", "kind的取值没有次序，只能用=或!="),
        ("done>yes", "done takes = and yes or no, not >yes", "done只能用=，取值为是或否"),
    ],
)
def test_what_cannot_be_says_what_can(condition, english, chinese):
    with pytest.raises(PackageError) as caught:
        rows(condition)
    assert english in caught.value.en
    assert chinese in caught.value.zh


def test_a_key_is_one_that_exists_or_a_name():
    targets = pp.load("targets")
    plan = targets["plan_id"].iloc[0]
    name = pp.load("plans").set_index("plan_id")["name_zh"][plan]
    expected = targets[targets["plan_id"] == plan].index.tolist()
    assert select(targets, [f"plan_id={plan}"], "targets").index.tolist() == expected
    assert select(targets, [f"plan_id={name}"], "targets").index.tolist() == expected
    assert len(select(targets, [f"plan_id!={name}"], "targets")) == len(targets) - len(expected)
    with pytest.raises(PackageError) as caught:
        select(targets, [f"plan_id={plan}x"], "targets")
    assert caught.value.en == f"no plan_id '{plan}x'; did you mean '{plan}'?"


def test_a_listed_value_may_be_its_label():
    targets = pp.load("targets")
    assert select(targets, ["measure=水平值"], "targets").equals(select(targets, ["measure=level"], "targets"))
