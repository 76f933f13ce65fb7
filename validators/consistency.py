"""Rules that figures about the same thing agree: over years, table and text, growth, tier."""

import polars as pl

from pyplanning.rule import ROW, Expr, Frame, table_rule
from pyplanning.validators.figures import FIGURES, SIZE, SIZE_MAX, THING, among, sized, thing, uneven, year_column

SAME = ("plan_id", "indicator_id", "recognition", "industry_id", "subject_zh", "region_code")  # what a figure is about
ABOUT = (*SAME, "measure", "base_unit")


@table_rule(
    "PL323",
    column="value",
    tables=("targets",),
    en="{key} – {value} {unit} by {target_year} falls behind an earlier target – expected {expected} {unit} or better",
    zh="{key}：{target_year}年目标{value}{unit_zh}不及较早年份的目标，应不逊于{expected}{unit_zh}",
)
def targets_advance(targets: Frame, indicators: Frame, units: Frame) -> Frame:
    """A later target does not fall behind an earlier one for the same thing.

    The indicator states whether more or less is better; a bound on the other side promises nothing.
    Fix: correct the value, its unit or its year.
    """
    directions = indicators.unique("indicator_id").select("indicator_id", "direction")
    dated = targets.filter(pl.col("measure") == "level", ~pl.col("target_year").is_null(), ~pl.col("value").is_null())
    year, upward = pl.col("target_year"), pl.col("direction") == "up"
    years = dated.group_by("plan_id", "indicator_id").agg(first_year=year.min(), last_year=year.max())
    rows = among(dated, years.filter(pl.col("first_year") < pl.col("last_year")))
    rows = sized(rows, units).join(directions, on="indicator_id", how="inner")
    # A bound on the other side promises nothing: at most 5 where more is better, at least 5 where less is.
    comparator = pl.col("comparator")
    rows = rows.filter(~pl.when(upward).then(comparator == "le").otherwise(comparator.is_in(["ge", "gt"])))
    gain = pl.when(upward).then(pl.col(SIZE_MAX)).otherwise(-pl.col(SIZE))  # the more, the better
    rows = rows.with_columns(gain=gain).filter(~pl.col("gain").is_null())
    gain = pl.col("gain")
    rows = uneven(rows, ABOUT, gain < gain.shift(), "target_year", "gain").with_columns(thing(*ABOUT))
    best = rows.group_by(THING, "target_year").agg(best=gain.max())
    earlier = pl.col("best").cum_max().shift(1).over(THING, order_by="target_year")
    rows = rows.join(best.with_columns(best_earlier=earlier), on=[THING, "target_year"], how="left")
    expected = pl.when(upward).then(pl.col("best_earlier")).otherwise(-pl.col("best_earlier")) / pl.col("factor")
    return rows.filter(gain < pl.col("best_earlier")).with_columns(expected=expected)


@table_rule(
    "PL324",
    column="value",
    tables=FIGURES,
    en="{key} – the text says {found} {unit} – the table says {expected} {unit} – expected the same figure",
    zh="{key}：正文为{found}{unit_zh}，表中为{expected}{unit_zh}，二者应一致",
)
def table_agrees_with_text(rows: Frame, units: Frame) -> Frame:
    """A figure that a plan gives both in a table and in its text is the same in both.

    Values are compared in base units; their comparators may differ.
    Fix: correct the one that is wrong, or register the plan's contradiction in source_issues.
    """
    labelled = ~pl.col("table_label").is_null()
    about = (*ABOUT, "start_year", year_column(rows))
    figures = sized(among(rows, rows.filter(labelled)), units)
    figures = figures.with_columns(low=_rounded(SIZE), high=_rounded(SIZE_MAX))
    low, high = pl.col("low"), pl.col("high")
    differ = ((low != low.shift()) | (high != high.shift())).fill_null(True)
    figures = uneven(figures, about, differ, "low", "high").with_columns(thing(*about))
    table = figures.filter(labelled).sort(ROW).unique(THING, keep="first", maintain_order=True)
    table = table.select(THING, table_size=pl.col(SIZE), table_size_max=pl.col(SIZE_MAX))
    both = figures.filter(~labelled).join(table, on=THING, how="inner")
    apart = both.join(figures.filter(labelled), on=[THING, "low", "high"], how="anti")
    of_table = _span(pl.col("table_size") / pl.col("factor"), pl.col("table_size_max") / pl.col("factor"))
    of_text = _span(pl.col("value"), pl.coalesce("value_max", "value"))
    return apart.with_columns(of_text.alias("found"), of_table.alias("expected"))


def _span(low: Expr, high: Expr) -> Expr:
    """Write a figure as one text, with the upper end of its range where it has one."""
    low, high = (end.round(6).cast(pl.String).str.replace(r"\.0$", "") for end in (low, high))
    return pl.when(low == high).then(low).otherwise(pl.concat_str(low, high, separator="–"))


def _rounded(column: str) -> Expr:
    """Round off what multiplication adds to a size, so that equal figures are equal."""
    size = pl.col(column)
    return pl.when(size.abs() >= 1e6).then(size.round(0)).otherwise(size.round(6))


@table_rule(
    "PL331",
    column="value",
    tables=("targets",),
    en="{key} – {value} % a year does not lead from {found} {unit} in {base_year} to {level} in {target_year}"
    " – expected {expected} %",
    zh="{key}：由{base_year}年的{found}{unit_zh}到{target_year}年的{level}{unit_zh}，年均增长{value}%与之不符，应为{expected}%",
)
def growth_leads_to_level(targets: Frame, observations: Frame, units: Frame) -> Frame:
    """A rate of growth leads from the level observed to the level promised, within one percentage point.

    Levels that are only bounded (突破, 以上) are not compared.
    Fix: correct the rate, a level, a unit or a year; register the plan's error in source_issues.
    """
    level = (pl.col("measure") == "level") & pl.col("comparator").is_in(["eq", "approx"])
    rates = targets.filter(pl.col("measure") == "cagr", pl.col("unit_id") == "percent")
    rates = among(rates, observations.filter(level)).with_columns(thing(*SAME)).collect().lazy()  # used twice
    ends = sized(among(targets.filter(level), rates), units).with_columns(thing(*SAME))
    ends = ends.select(THING, "target_year", "unit", "unit_zh", "factor", pl.col("value").alias("level"))
    ends = ends.unique([THING, "target_year"], keep="first")
    starts = sized(observations.filter(level), units).with_columns(thing(*SAME))
    starts = starts.select(THING, pl.col("year").alias("from_year"), pl.col(SIZE).alias("found"))
    starts = starts.unique([THING, "from_year"], keep="first")
    rows = rates.join(ends, on=[THING, "target_year"], how="inner").join(starts, on=THING, how="inner")
    rows = rows.with_columns(pl.col("found") / pl.col("factor"))
    start, span = pl.col("start_year"), pl.col("target_year") - pl.col("from_year")
    rows = rows.filter(start.is_null() | (start == pl.col("from_year")))
    rows = rows.filter(span > 0, pl.col("found") > 0, pl.col("level") > 0)
    rate = (((pl.col("level") / pl.col("found")) ** (1 / span) - 1) * 100).round(1)
    rows = rows.with_columns(rate.alias("expected"), pl.col("from_year").alias("base_year"))
    return rows.filter((pl.col("expected") - pl.col("value")).abs() > 1)


TIERS = (("千亿", 1e11), ("五百亿", 5e10), ("百亿", 1e10))  # in yuan


@table_rule(
    "PL332",
    column="value",
    tables=("targets",),
    en="{key} – {value} {unit} are below the tier “{found}” of {industry_id} – expected {expected} {unit} at least",
    zh="{key}：{value}{unit_zh}低于{industry_id}的“{found}”层级，应不低于{expected}{unit_zh}",
)
def tier_is_reached(targets: Frame, industries: Frame, indicators: Frame, units: Frame) -> Frame:
    """The highest target for the size of an industry reaches the tier that the plan gives it.

    Fix: correct the target, its unit or the industry's tier.
    """
    tiers = industries.unique("industry_id").filter(~pl.col("tier_value").is_null())  # few industries have a tier
    tiers = tiers.select("industry_id", pl.col("tier_zh").alias("found"), "tier_value", unit_id="tier_unit_id")
    factors = units.unique("unit_id").filter(pl.col("base_unit") == "yuan").select("unit_id", per_unit="factor")
    tiers = tiers.join(factors, on="unit_id", how="inner")
    tiers = tiers.select("industry_id", "found", least=pl.col("tier_value") * pl.col("per_unit"))
    sizes = indicators.filter((pl.col("indicator_id") == SIZES) | (pl.col("broader_id") == SIZES))
    rows = targets.filter(pl.col("measure") == "level").join(
        sizes.select("indicator_id"), on="indicator_id", how="semi"
    )
    rows = sized(rows.join(tiers, on="industry_id", how="inner"), units).filter(pl.col("base_unit") == "yuan")
    best = pl.col(SIZE_MAX).max().over("industry_id", "indicator_id")
    size = pl.col(SIZE_MAX)
    low = rows.with_columns(best=best).filter(size == pl.col("best"), size < pl.col("least"))
    return low.with_columns((pl.col("least") / pl.col("factor")).alias("expected"))


SIZES = "industry-size"  # the indicator that is broader than every measure of an industry's size


@table_rule(
    "PL335",
    column="tier_value",
    tables=("industries", "industry_memberships", "park_roles"),
    en="{key} – size class “{value}” of the tier “{tier_zh}” – expected {expected} hundred million yuan",
    zh="{key}：层级“{tier_zh}”的数值为“{value}”，应为{expected}亿元",
)
def tier_as_printed(rows: Frame, units: Frame) -> Frame:
    """A tier that names a sum of money (千亿, 五百亿, 百亿) has that sum as its size class.

    Fix: write 1000, 500 or 100 with the unit yi-yuan.
    """
    printed = [pl.when(pl.col("tier_zh").str.starts_with(name)).then(pl.lit(yuan)) for name, yuan in TIERS]
    factors = units.unique("unit_id").select(tier_unit_id="unit_id", factor="factor")
    rows = rows.with_columns(least=pl.coalesce(*printed)).filter(~pl.col("least").is_null())
    rows = rows.join(factors, on="tier_unit_id", how="left")
    size = (pl.col("tier_value") * pl.col("factor")).fill_null(0)
    return rows.filter(size != pl.col("least")).with_columns((pl.col("least") / 1e8).alias("expected"))


def _pointing(rows: Frame, units: Frame, column: str) -> Frame:
    """Join figures to the ones that they point to; both have their sizes, or null.

    Of the ones pointed to there is what figures are compared by, in columns that end in "_other".
    """
    key = "target_id" if "target_id" in rows.collect_schema() else "observation_id"
    compared = [key, *SAME, "measure", year_column(rows), "comparator", "value", "value_max", "unit_id"]
    factors = units.unique("unit_id").select("unit_id", "base_unit", "factor", unit="unit_id", unit_zh="name_zh")

    def known(figures: Frame) -> Frame:
        return figures.join(factors, on="unit_id", how="left", maintain_order="left").with_columns(
            (pl.col("value") * pl.col("factor")).alias(SIZE),
            (pl.coalesce("value_max", "value") * pl.col("factor")).alias(SIZE_MAX),
        )

    pointing = rows.filter(~pl.col(column).is_null())
    others = known(rows.select(compared).join(pointing, left_on=key, right_on=column, how="semi").unique(key))
    others = others.rename({c: f"{c}_other" for c in others.collect_schema()})
    return known(pointing).join(others, left_on=column, right_on=f"{key}_other", how="inner")


def _reach(end: str) -> tuple[Expr, Expr]:
    """Give the lowest and the highest size that a figure admits, by its comparator."""
    comparator, infinite = pl.col(f"comparator{end}"), pl.lit(float("inf"))
    low = pl.when(comparator == "le").then(-infinite).otherwise(_rounded(f"{SIZE}{end}"))
    high = pl.when(comparator.is_in(["ge", "gt"])).then(infinite).otherwise(_rounded(f"{SIZE_MAX}{end}"))
    return low, high


@table_rule(
    "PL336",
    column="restates_id",
    tables=FIGURES,
    en="{key} – restates {value}, which differs in {found} – expected the same figure",
    zh="{key}：所重述的{value}在{found}上不同，应为同一数值",
)
def restates_the_same(rows: Frame, units: Frame) -> Frame:
    """A figure that restates another is about the same thing, and both can be right; a year may be missing in one.

    More than a quarter restates 27.1 per cent: a bound and what it admits agree.
    Fix: correct the figure that is wrong, or empty restates_id.
    """
    both = _pointing(rows, units, "restates_id")
    year = year_column(rows)
    low, high = _reach("")
    other_low, other_high = _reach("_other")
    empty = pl.col(SIZE).is_null() & pl.col(f"{SIZE}_other").is_null()
    of_one_size = ((low <= other_high) & (other_low <= high)).fill_null(empty)
    differing = [(c, ~pl.col(c).eq_missing(pl.col(f"{c}_other"))) for c in (*SAME, "measure")]
    differing += [(year, (pl.col(year) != pl.col(f"{year}_other")).fill_null(False)), ("value", ~of_one_size)]
    first = pl.coalesce(*(pl.when(differs).then(pl.lit(column)) for column, differs in differing))
    return both.with_columns(first.alias("found")).filter(~pl.col("found").is_null())


@table_rule(
    "PL337",
    column="value",
    tables=FIGURES,
    en="{key} – {value} {unit} are more than their total {part_of_id} – expected {expected} {unit} at most",
    zh="{key}：{value}{unit_zh}多于其总数{part_of_id}，应不超过{expected}{unit_zh}",
)
def part_within_total(rows: Frame, units: Frame) -> Frame:
    """A part is not more than the total that it is marked as a part of; a total of “at least” bounds nothing.

    Fix: correct the figure that is wrong, or empty part_of_id.
    """
    both = _pointing(rows, units, "part_of_id")
    alike = (pl.col("measure") == pl.col("measure_other")) & (pl.col("base_unit") == pl.col("base_unit_other"))
    bounded = ~pl.col("comparator_other").is_in(["ge", "gt"])
    over = both.filter(alike, bounded, pl.col(SIZE) > pl.col(f"{SIZE_MAX}_other"))
    return over.with_columns(expected=pl.col(f"{SIZE_MAX}_other") / pl.col("factor"))
