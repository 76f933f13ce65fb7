"""Rules that a figure is whole: value, range, comparator, unit and measure fit one another."""

import polars as pl

from pyplanning.rule import Expr, Frame, row_rule, table_rule
from pyplanning.validators.figures import FIGURES


@row_rule(
    "PL306",
    column="value",
    en="{key} – the range runs from {value} to {value_max} – expected an upper end above the lower",
    zh="{key}：区间为{value}至{value_max}，上限应大于下限",
)
def range_in_order(value: Expr, value_max: Expr) -> Expr:
    """The upper end of a range is above its lower end.

    Fix: swap the two, or leave the upper end empty.
    """
    return value_max <= value


@row_rule(
    "PL307",
    column="value_max",
    en="{key} – the range ends at {value} and has no lower end – expected a value",
    zh="{key}：区间上限为{value}，缺少下限",
)
def range_has_lower_end(value: Expr, value_max: Expr) -> Expr:
    """A range has a lower end.

    Fix: write the lower end as the value; a bare upper bound is a value with the comparator le.
    """
    return value.is_null() & ~value_max.is_null()


@row_rule(
    "PL308",
    column="value",
    en="{key} – a share of {value} % is out of range – expected 0 to 100",
    zh="{key}：占比{value}%超出范围，应在0%至100%之间",
)
def share_of_a_whole(measure: Expr, value: Expr, unit_id: Expr) -> Expr:
    """A level in per cent is a share of a whole, from 0 to 100.

    Fix: correct the value, or the measure if it is a growth or change.
    """
    return (measure == "level") & (unit_id == "percent") & ((value < 0) | (value > 100))


@row_rule(
    "PL309",
    column="value",
    en="{key} – comparator “{comparator}” and value “{value}” – expected both or neither",
    zh="{key}：比较关系“{comparator}”与数值“{value}”应同时填写或同时留空",
)
def comparator_with_value(comparator: Expr, value: Expr) -> Expr:
    """A value has a comparator, which says how the plan bounds it, and a comparator has a value to bound.

    Fix: write eq if the plan only gives the number, or add the value.
    """
    return comparator.is_null() != value.is_null()


@row_rule(
    "PL310",
    column="unit_id",
    en="{key} – the value has no unit – expected a key of units",
    zh="{key}：数值缺少单位，应填units表的主键",
)
def value_has_unit(value: Expr, unit_id: Expr) -> Expr:
    """A value has a unit, and so does a count.

    Fix: write the unit as printed; for a count, its measure word.
    """
    return unit_id.is_null() & ~value.is_null()


@row_rule(
    "PL311",
    column="capacity_unit_id",
    en="{key} – capacity “{capacity_value}” and unit “{value}” – expected both or neither",
    zh="{key}：规模“{capacity_value}”与规模单位“{value}”应同时填写或同时留空",
)
def capacity_has_unit(capacity_value: Expr, capacity_unit_id: Expr) -> Expr:
    """A capacity is a number and a unit.

    Fix: add what is missing.
    """
    return capacity_value.is_null() != capacity_unit_id.is_null()


@row_rule(
    "PL334",
    column="tier_unit_id",
    en="{key} – size class “{tier_value}” and unit “{value}” – expected both or neither",
    zh="{key}：层级数值“{tier_value}”与层级单位“{value}”应同时填写或同时留空",
)
def tier_has_unit(tier_value: Expr, tier_unit_id: Expr) -> Expr:
    """A size class is a number and a unit, such as 1000 and 亿元.

    Fix: add what is missing.
    """
    return tier_value.is_null() != tier_unit_id.is_null()


@row_rule(
    "PL333",
    column="value_max",
    en="{key} – a share of up to {value} % is out of range – expected 100 at most",
    zh="{key}：占比上限{value}%超出范围，应不超过100%",
)
def share_range_of_a_whole(measure: Expr, value_max: Expr, unit_id: Expr) -> Expr:
    """The upper end of a share is at most 100 per cent.

    Fix: correct the upper end, or the measure if it is a growth or change.
    """
    return (measure == "level") & (unit_id == "percent") & (value_max > 100)


# The quantities that a measure may be given in, in addition to the indicator's own.
RELATIVE = ["share", "percentage-point", "rank"]
QUANTITIES = {"cagr": ["share", "percentage-point"], "cumulative_change": RELATIVE, "rank": ["rank"]}
KINDRED = {  # quantities that an indicator of another may be given in
    "money": "foreign money",
    "money per person": "foreign money per person",
    "persons": "person-times",
}


@table_rule(
    "PL312",
    column="unit_id",
    tables=FIGURES,
    en="{key} – {measure} of {indicator_id} in {value} – expected a unit of {expected}",
    zh="{key}：{indicator_id}的{measure}以{value}为单位，应为“{expected}”类单位",
)
def unit_fits_measure(rows: Frame, units: Frame, indicators: Frame) -> Frame:
    """A level or a number newly added is in a unit of the indicator's quantity; growth is relative.

    Growth is a percentage or a multiple; a change may be either, or an amount; a rank
    is a place. Fix: correct the unit, the measure or the indicator.
    """
    quantities = units.unique("unit_id").select("unit_id", found=pl.col("quantity"))
    own = indicators.unique("indicator_id").select("indicator_id", "unit_id")
    own = own.join(quantities, on="unit_id", how="left").select("indicator_id", own="found")
    about = ["measure", "unit_id", "indicator_id"]
    used = rows.select(about).unique().join(quantities, on="unit_id", how="inner")  # few, looked at once each
    used = used.join(own, on="indicator_id", how="left")
    misfits = []
    for name in ("level", "count_new", "cagr", "cumulative_change", "rank"):
        listed = QUANTITIES.get(name, [])
        fits = pl.col("found").is_in(listed)
        if name in ("level", "count_new", "cumulative_change"):
            kindred = pl.col("own").replace_strict(KINDRED, default=None)
            fits = fits | (pl.col("found") == pl.col("own")) | (pl.col("found") == kindred).fill_null(False)
        expected = pl.lit(listed[0]) if name in ("cagr", "rank") else pl.col("own")
        misfits.append(used.filter(pl.col("measure") == name, ~fits).with_columns(expected=expected))
    return rows.join(pl.concat(misfits), on=about, how="inner", nulls_equal=True)
