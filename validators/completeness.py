"""Rules that coverage and rows agree: what a plan is said to have, it has, and nothing is left unsaid."""

import polars as pl

from pyplanning.rule import Expr, Frame, row_rule, table_rule

OWN = (  # tables whose rows name their plan
    *("agency_aliases", "citations", "enterprise_roles", "goals", "industries", "industry_memberships"),
    *("instruments", "observations", "other_numbers", "park_roles", "projects", "region_industries", "sections"),
    *("source_issues", "targets", "tasks", "technology_centres", "terms"),
)
OWNERS = {  # tables whose rows belong to a row of a plan, with the column that says which
    "park_enterprises": ("park_role_id", "park_roles"),
    "park_industries": ("park_role_id", "park_roles"),
    "project_regions": ("project_id", "projects"),
    "responsibilities": ("task_id", "tasks"),
}
SHARED = ("agencies", "enterprises", "parks")  # tables whose rows may be of several plans
LOOKED_INTO = (*OWN, *OWNERS)
COVERED = ("plans", *LOOKED_INTO, *SHARED)  # what coverage has a row for, in each plan
HELD = ("extracted", "partly_read", "partly_lost")  # states in which the plan has rows


@table_rule(
    "PL340",
    column="plan_id",
    tables=("plans",),
    en="{key} – coverage says nothing of {found}"
    " – expected a row for each: extracted, partly_read, not_read, absent, partly_lost or lost",
    zh="{key}：提取情况表未说明{found_zh}，每张表均应有一行：已提取、部分读取、未读取、规划中没有、文本部分缺失或文本缺失",
)
def plan_without_coverage(plans: Frame, coverage: Frame) -> Frame:
    """Coverage says of every plan and every table whether the plan has such facts.

    Otherwise nobody can tell a plan that has none from one that was not read for them.
    Fix: add a row to coverage for each of the tables: absent where the plan has no such facts, lost where its text
    has lost them.
    """
    wanted = plans.select("plan_id").join(pl.LazyFrame({"table_name": COVERED}), how="cross")
    missing = wanted.join(coverage, on=["plan_id", "table_name"], how="anti").sort("plan_id", "table_name")
    listed = missing.group_by("plan_id").agg(pl.col("table_name"))
    words = listed.select(
        "plan_id",
        pl.col("table_name").list.join(", ").alias("found"),
        pl.col("table_name").list.join("、").alias("found_zh"),
    )
    return plans.join(words, on="plan_id", how="inner")


@table_rule(
    "PL341",
    column="state",
    tables=("coverage",),
    others=LOOKED_INTO,
    en="{key} – the state is {value}, but the plan has {found} rows of {table_name} – expected {expected}",
    zh="{key}：状态为{value}，但{table_name}表中有该规划的{found}行，应为{expected}",
)
def state_with_rows(coverage: Frame, *tables: Frame) -> Frame:
    """A table that a plan has by its coverage has rows of the plan, and one that it lacks has none.

    Of agencies, enterprises and parks, which several plans may share, nothing is counted.
    Fix: correct the state, or add the rows.
    """
    by_name = dict(zip(LOOKED_INTO, tables, strict=True))
    counts = [_counted(name, by_name[name]) for name in OWN]
    for name, (column, owner) in OWNERS.items():
        plans = by_name[owner].select(column, "plan_id")
        counts.append(_counted(name, by_name[name].select(column).join(plans, on=column, how="inner")))
    both = coverage.join(pl.concat(counts), on=["plan_id", "table_name"], how="left")
    both = both.filter(pl.col("table_name").is_in(LOOKED_INTO)).with_columns(pl.col("found").fill_null(0))
    held = pl.col("state").is_in(HELD)
    expected = pl.when(held).then(pl.lit("absent")).otherwise(pl.lit("extracted"))
    return both.filter(held != (pl.col("found") > 0)).with_columns(expected=expected)


def _counted(name: str, rows: Frame) -> Frame:
    """Count the rows of a table by plan."""
    counts = rows.select("plan_id").group_by("plan_id").agg(pl.len().cast(pl.Int64).alias("found"))
    return counts.select("plan_id", pl.lit(name).alias("table_name"), "found")


@row_rule(
    "PL342",
    column="table_name",
    tables=("coverage",),
    en="{key} – {value} is not a table of facts from plans – expected one of " + ", ".join(COVERED),
    zh="{key}：{value}不是载有规划内容的数据表，应为以下之一：" + "、".join(COVERED),
)
def covered_table(table_name: Expr) -> Expr:
    """Coverage is about tables whose rows are taken from plans.

    Fix: write the name of one of them.
    """
    unknown = table_name != COVERED[0]
    for name in COVERED[1:]:
        unknown &= table_name != name
    return unknown


@table_rule(
    "PL343",
    column="state",
    tables=("indicator_coverage",),
    others=("targets", "observations", "indicators"),
    en="{key} – the state is {value}, but {table_name} has {found} rows of {indicator_id} for {year}"
    " – expected {expected}",
    zh="{key}：状态为{value}，但{table_name}表中有{indicator_id}{year}年的{found}行，应为{expected}",
)
def indicator_state_with_rows(coverage: Frame, targets: Frame, observations: Frame, indicators: Frame) -> Frame:
    """An indicator that a report states by its coverage has rows, of itself or of a narrower one; another has none.

    Rows of one industry or subject say nothing of the whole.
    Fix: correct the state, or add the rows.
    """
    keys = ["plan_id", "table_name", "indicator_id", "year"]
    figures = pl.concat(
        [
            targets.with_columns(table_name=pl.lit("targets"), year="target_year"),
            observations.with_columns(table_name=pl.lit("observations")),
        ],
        how="diagonal",
    )
    figures = figures.filter(pl.col("industry_id").is_null() & pl.col("subject_zh").is_null()).select(keys)
    broader = indicators.select("indicator_id", "broader_id").filter(~pl.col("broader_id").is_null())
    above = figures.join(broader, on="indicator_id", how="inner").with_columns(indicator_id=pl.col("broader_id"))
    own = figures.group_by(keys).agg(pl.len().cast(pl.Int64).alias("found"))
    family = pl.concat([figures, above.select(keys)]).group_by(keys).agg(pl.len().alias("family"))
    both = coverage.join(own, on=keys, how="left").join(family, on=keys, how="left")
    both = both.with_columns(pl.col("found").fill_null(0), pl.col("family").fill_null(0))
    held = pl.col("state") == "extracted"
    wrong = pl.when(held).then(pl.col("family") == 0).otherwise(pl.col("found") > 0)
    expected = pl.when(held).then(pl.lit("absent")).otherwise(pl.lit("extracted"))
    return both.filter(wrong).with_columns(expected=expected)
