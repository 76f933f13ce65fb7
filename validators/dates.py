"""Rules about dates and years: those of a plan, and those of its figures."""

import polars as pl

from pyplanning.rule import Expr, Frame, row_rule, table_rule
from pyplanning.validators.figures import FIGURES, year_column

REACH = 30  # years that a plan may look ahead
DATES = ("approved_on", "issued_on", "effective_from", "effective_to")


@table_rule(
    "PL301",
    column=" ".join(DATES[1:]),
    tables=("plans",),
    en="{key} – {column} {value} is earlier than the step before it – expected {expected} or later",
    zh="{key}：{column}为{value}，早于前一环节，不应早于{expected}",
)
def dates_in_order(plans: Frame) -> Frame:
    """A plan is approved, then issued, then in force, then out of force.

    Fix: correct the date that is wrong; they may have been swapped.
    """
    found = []
    for n, later in enumerate(DATES[1:], 1):
        before = pl.coalesce(*(pl.col(date) for date in reversed(DATES[:n])))
        late = plans.filter(pl.col(later) < before)
        found.append(late.with_columns(before.alias("expected"), pl.lit(later).alias("column")))
    return pl.concat(found)


@row_rule(
    "PL302",
    column="period_end",
    en="{key} – the period ends in {value} – expected {period_start} or later",
    zh="{key}：规划期止于{value}年，不应早于{period_start}年",
)
def period_in_order(period_start: Expr, period_end: Expr) -> Expr:
    """A plan's period ends in or after the year in which it starts.

    Fix: correct the year that is wrong.
    """
    return period_end < period_start


def _with_years(rows: Frame, plans: Frame) -> Frame:
    """Add the year in which the plan of a row was issued and the first year that it is about."""
    issued = pl.coalesce("issued_on", "approved_on", "effective_from").str.slice(0, 4).cast(pl.Int64)
    years = plans.unique("plan_id").select(
        "plan_id",
        pl.coalesce(issued, "period_start").alias("issue_year"),
        pl.min_horizontal(issued, "period_start").alias("first_year"),
    )
    return rows.join(years, on="plan_id", how="left")


@table_rule(
    "PL303",
    column="target_year",
    tables=("targets",),
    en="{key} – target year {value} is outside the plan's range – expected {expected} to {expected_end}",
    zh="{key}：目标年份{value}超出规划可及的范围，应在{expected}年至{expected_end}年之间",
)
def target_in_reach(targets: Frame, plans: Frame) -> Frame:
    """The year of a target is between the first year of its plan and thirty years later.

    Fix: correct the year.
    """
    first, year = pl.col("first_year"), pl.col("target_year")
    rows = _with_years(targets, plans).filter((year < first) | (year > first + REACH))
    return rows.with_columns(first.alias("expected"), (first + REACH).alias("expected_end"))


@table_rule(
    "PL304",
    column="year",
    tables=("observations",),
    en="{key} – year {value} is after the plan was issued – expected {expected} or earlier",
    zh="{key}：年份{value}晚于规划印发时间，应不晚于{expected}年",
)
def observation_is_past(observations: Frame, plans: Frame) -> Frame:
    """An observation is about a year up to the one after the plan was issued.

    Fix: correct the year, or move the row to targets.
    """
    last = pl.col("issue_year") + 1
    return _with_years(observations, plans).filter(pl.col("year") > last).with_columns(last.alias("expected"))


@table_rule(
    "PL305",
    column="start_year",
    tables=FIGURES,
    en="{key} – the span starts in {value} and ends in {found} – expected a start before its end",
    zh="{key}：基期年份{value}不早于终止年份{found}，应早于终止年份",
)
def span_in_order(rows: Frame) -> Frame:
    """The year from which growth is counted is before the year in which it ends.

    Fix: correct the year that is wrong.
    """
    end = pl.col(year_column(rows))
    return rows.filter(pl.col("start_year") >= end).with_columns(end.alias("found"))
