"""What the rules between rows share."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.rule import ROW
from pyplanning.validators.figures import SIZE, SIZE_MAX, THING, among, sized, thing, uneven

NAMES = st.sampled_from(["a", "b", None])


def frame(**columns):
    return pl.LazyFrame({ROW: range(1, len(next(iter(columns.values()))) + 1), **columns})


def rows(found):
    return sorted(found.collect()[ROW].to_list())


def test_null_counts_as_a_value_of_a_thing():
    things = frame(plan_id=["a", None, None], year=[1, 1, None]).select(thing("plan_id", "year")).collect()
    assert things[THING].to_list() == ["a|1", "|1", "|"]


def test_among_keeps_what_may_be_compared():
    mine = frame(plan_id=["a", "a", "b"], indicator_id=["x", "y", "x"])
    assert rows(among(mine, frame(plan_id=["a", "c"], indicator_id=["x", "x"]))) == [1]


@given(st.lists(st.tuples(NAMES, NAMES, st.integers(0, 2)), max_size=8))
def test_uneven_finds_the_things_that_are_not_alike(listed):
    table = frame(
        plan_id=[plan for plan, _, _ in listed],
        region_code=[region for _, region, _ in listed],
        value=[value for *_, value in listed],
    ).with_columns(pl.col("plan_id", "region_code").cast(pl.String), pl.col("value").cast(pl.Int64))
    value = pl.col("value")
    sizes = {}
    for plan, region, size in listed:
        sizes.setdefault((plan, region), set()).add(size)
    apart = [n for n, (plan, region, _) in enumerate(listed, 1) if len(sizes[plan, region]) > 1]
    assert rows(uneven(table, ("plan_id", "region_code"), value != value.shift(), "value")) == apart


def test_sizes_are_in_base_units():
    units = frame(unit_id=["t", "t"], name_zh=["吨", "吨"], base_unit=["kg", "kg"], factor=[1000.0, 1000.0])
    known = sized(
        frame(value=[2.0, None, 3.0, 4.0], value_max=[None, 1.0, 5.0, None], unit_id=["t", "t", "t", "u"]), units
    )
    found = known.collect()
    assert found.select(ROW, SIZE, SIZE_MAX).rows() == [(1, 2000.0, 2000.0), (3, 3000.0, 5000.0)]
    assert found["unit_zh"].to_list() == ["吨", "吨"]
