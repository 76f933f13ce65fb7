"""Rules that counts and parts agree: what a plan counts against rows, parts against their whole."""

from collections import Counter
from collections.abc import Iterable

import polars as pl

from pyplanning.dataset.regions import RegionTree
from pyplanning.rule import ROW, Expr, Frame, table_rule
from pyplanning.validators.figures import FIGURES, SIZE, THING, sized, thing, year_column


def _plain(rows: Frame) -> Frame:
    """Keep the rows that state a plain number."""
    return rows.filter(pl.col("measure") == "level", pl.col("comparator") == "eq", pl.col("value_max").is_null())


def _exact(rows: Frame, indicators: Iterable[str]) -> Frame:
    """Keep the rows that state a plain number of these indicators."""
    return _plain(rows).filter(pl.col("indicator_id").is_in(list(indicators)))


def _differing(stated: Frame, counted: Iterable[tuple[tuple[str, ...], int]], table: str, *by: str) -> Frame:
    """Keep the rows whose value is not what was counted in a table, by some columns; what has no count is left out."""
    listed = [(*of, float(n)) for of, n in counted]
    counts = pl.LazyFrame(listed, dict.fromkeys(by, pl.String) | {"expected": pl.Float64}, orient="row")
    both = stated.join(counts, on=by, how="inner", nulls_equal=True).with_columns(pl.lit(table).alias("found"))
    return both.filter(pl.col("expected") != pl.col("value"))


def _tuples(rows: Frame, *columns: str) -> list[tuple[str, ...]]:
    """List some columns of text of the rows; "" for null."""
    found: list[tuple[str, ...]] = rows.select(pl.col(*columns).fill_null("")).collect().rows()
    return found


SIZES = {"bases-100bn-yuan": "千亿", "bases-50bn-yuan": "五百亿", "industrial-bases": ""}
COUNTED_EN = "{key} – the plan counts {value} – {found} has {expected} – expected as many rows as the plan counts"
COUNTED_ZH = "{key}：规划称共{value}个，{found}表中有{expected}个，二者应一致"


@table_rule("PL325", column="value", tables=FIGURES, en=COUNTED_EN, zh=COUNTED_ZH)
def bases_are_counted(rows: Frame, park_roles: Frame, parks: Frame, regions: Frame) -> Frame:
    """A region has as many industrial bases of a size as the plan counts.

    Nothing is counted if the plan states no size for the bases of the region.
    Fix: add the bases that are missing, or register the plan's miscount in source_issues.
    """
    tree = RegionTree({row[0]: row[1] for row in _tuples(regions, "region_code", "parent_code")})
    where = {row[0]: row[1] for row in _tuples(parks, "park_id", "region_code")}
    bases: set[tuple[str, ...]] = set()
    sized = park_roles.filter(pl.col("role") == "industrial_base", ~pl.col("tier_zh").is_null())
    for park, plan, size in _tuples(sized, "park_id", "plan_id", "tier_zh"):
        for region in tree.upwards(where.get(park, "")):
            bases |= {(plan, what, region, park) for what, tier in SIZES.items() if tier in ("", size)}
    counts = Counter(base[:-1] for base in bases)
    return _differing(_exact(rows, SIZES), counts.items(), "park_roles", "plan_id", "indicator_id", "region_code")


CLUSTERS = {"clusters-100bn-yuan": "千亿", "clusters-50bn-yuan": "五百亿", "clusters-10bn-yuan": "百亿"}


@table_rule("PL326", column="value", tables=FIGURES, en=COUNTED_EN, zh=COUNTED_ZH)
def clusters_are_counted(rows: Frame, industries: Frame, industry_memberships: Frame) -> Frame:
    """As many industries have a tier, of their own or in a group, as the plan counts clusters of that size.

    Nothing is counted if the plan gives the tier to no industry.
    Fix: correct the tiers, or register the plan's miscount in source_issues.
    """
    columns = ("plan_id", "industry_id", "tier_zh")
    tiers = {*_tuples(industries, *columns), *_tuples(industry_memberships, *columns)}
    sized = {(plan, what, own) for plan, own, name in tiers for what, tier in CLUSTERS.items() if name.startswith(tier)}
    counted = Counter((plan, what) for plan, what, _ in sized)
    return _differing(_exact(rows, CLUSTERS), counted.items(), "industries", "plan_id", "indicator_id")


CENTRES = "tech-centres"


@table_rule("PL327", column="value", tables=("observations",), en=COUNTED_EN, zh=COUNTED_ZH)
def centres_are_counted(observations: Frame, technology_centres: Frame) -> Frame:
    """There are as many technology centres of a level as the plan counts.

    Nothing is counted if the plan names no centre of the level.
    Fix: add the centres that are missing, or register the plan's miscount in source_issues.
    """
    counted = Counter(_tuples(technology_centres, "plan_id", "level"))
    stated = _exact(observations, [CENTRES])
    return _differing(stated, counted.items(), "technology_centres", "plan_id", "recognition")


# One of two parts, and the whole that they make up.
PARTS = {"enterprises-above-scale": "enterprises", "enterprises-below-scale": "enterprises"}
# A part, and the whole that it is among.
AMONG = PARTS | {
    "enterprises-output-100m-1bn": "enterprises",
    "enterprises-output-1-5bn": "enterprises",
    "enterprises-output-over-5bn": "enterprises-output-over-1bn",
    "enterprises-output-over-1bn": "enterprises",
    "high-tech-enterprises-above-scale": "high-tech-enterprises",
    "highly-skilled-workers": "skilled-workers",
    "listed-enterprises": "enterprises",
    "little-giant-enterprises": "specialised-smes",
}
# Of one indicator, what is recognised at one level is among what is recognised at another.
LEVELS = {"national": "provincial_or_higher", "provincial": "provincial_or_higher"}
KIND = "kind"  # helper column: the indicator, and the level of recognition


def _by_kind(rows: Frame, units: Frame) -> tuple[Frame, Frame]:
    """Keep plain numbers of parts and wholes, and give their sizes by thing and kind: the last of several."""
    about = thing("plan_id", "industry_id", "region_code", year_column(rows), "table_label")
    indicator, recognition = pl.col("indicator_id"), pl.col("recognition")
    related = rows.filter(indicator.is_in([*AMONG, *AMONG.values()]) | ~recognition.is_null())
    known = sized(_plain(related), units).with_columns(about, _kind(indicator, recognition))
    sizes = known.select(THING, KIND, pl.col(SIZE).alias("expected"))
    return known, sizes.unique([THING, KIND], keep="last")


def _kind(indicator: Expr, recognition: Expr) -> Expr:
    """Join an indicator and a level of recognition."""
    return pl.concat_str(indicator, recognition, separator="/", ignore_nulls=True).alias(KIND)


def _whole() -> Expr:
    """Name the kind of the whole that a part belongs to; null where it is no part."""
    indicator, recognition = pl.col("indicator_id"), pl.col("recognition")
    among = _kind(indicator.replace_strict(AMONG, default=None), recognition)
    higher = recognition.replace_strict(LEVELS, default=None)
    return pl.when(indicator.is_in(list(AMONG))).then(among).otherwise(pl.concat_str(indicator, higher, separator="/"))


@table_rule(
    "PL328",
    column="value",
    tables=FIGURES,
    en="{key} – {value} {unit} in all – found {expected} {unit} in its parts – expected their sum",
    zh="{key}：总数为{value}{unit_zh}，各部分合计{expected}{unit_zh}，二者应一致",
)
def parts_make_whole(rows: Frame, units: Frame) -> Frame:
    """Parts that make up a whole add up to it, such as enterprises above and below the designated size.

    Fix: correct the figure that is wrong, or register the plan's error in source_issues.
    """
    known, sizes = _by_kind(rows, units)
    size = pl.col("expected")
    parts = sizes.with_columns(whole=pl.col(KIND).replace_strict(PARTS, default=None))
    groups = parts.filter(~pl.col("whole").is_null()).group_by(THING, pl.col("whole").alias(KIND))
    sums = groups.agg(size.sum(), size.count().alias("parts")).filter(pl.col("parts") == 2)
    both = known.join(sums, on=[THING, KIND], how="inner")
    return both.with_columns(pl.col("expected") / pl.col("factor")).filter((pl.col("value") - size).abs() > 1e-6)


@table_rule(
    "PL329",
    column="value",
    tables=FIGURES,
    en="{key} – {value} {unit} are more than the {found} of which they are a part – expected {expected} {unit} at most",
    zh="{key}：{value}{unit_zh}多于其所属的{found}，应不超过{expected}{unit_zh}",
)
def part_within_whole(rows: Frame, units: Frame) -> Frame:
    """A part is not more than the whole that it belongs to.

    Fix: correct the figure that is wrong, or register the plan's error in source_issues.
    """
    known, sizes = _by_kind(rows, units)
    parts = known.with_columns(_whole().alias("found"))
    both = parts.join(sizes, left_on=[THING, "found"], right_on=[THING, KIND], how="inner")
    return both.with_columns(pl.col("expected") / pl.col("factor")).filter(pl.col("value") > pl.col("expected"))


SHARES = (
    *("energy-share-industry", "output-share-industry", "share-of-manufacturing", "tax-share-industry"),
    *("value-added-share-gdp", "value-added-share-industry"),
)


@table_rule(
    "PL330",
    column="value",
    tables=FIGURES,
    en="{key} – with the shares of its sister industries {value} % make {found} % – expected 100 % at most",
    zh="{key}：占比{value}%，与同级产业合计{found}%，应不超过100%",
)
def shares_within_whole(rows: Frame, industries: Frame) -> Frame:
    """The shares of the industries within one industry do not exceed 100 per cent in all.

    Fix: correct the share that is wrong, or the industry's parent.
    """
    parents = industries.unique("industry_id").select("industry_id", "parent_id")
    known = rows.filter(
        pl.col("measure") == "level", pl.col("unit_id") == "percent", pl.col("indicator_id").is_in(SHARES)
    )
    known = known.join(parents, on="industry_id", how="inner").filter(~pl.col("parent_id").is_null())
    known = known.with_columns(thing("plan_id", "indicator_id", "region_code", "parent_id", year_column(rows)))
    each = known.sort(ROW).collect().unique([THING, "industry_id"], keep="first", maintain_order=True)
    each = each.with_columns(pl.col("value").sum().over(THING).alias("found"))
    return each.filter(pl.col("found") > 100, pl.col(THING).is_last_distinct()).lazy()
