"""Rules that counts and parts agree: what a plan counts against rows, parts against their whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

from pyplanning.expressions import BASE, FIGURES, ROW, THING, Frame, Rows, sized, thing, year_column
from pyplanning.rule import rule


def _differing(rows: Rows, found: Iterable[float | None], table: str) -> Frame:
    """Rows whose value is not what was counted in a table; None counts nothing."""
    counted = pl.Series("expected", list(found), pl.Float64)
    told = rows.with_columns(counted, pl.lit(table).alias("found"))
    return told.filter(pl.col("expected") != pl.col("value")).lazy()


def _exact(rows: Frame, indicators: Iterable[str]) -> Frame:
    """Rows that state a plain number of these indicators."""
    plain = (pl.col("measure") == "level") & (pl.col("comparator") == "eq")
    return rows.filter(plain & pl.col("indicator_id").is_in(list(indicators)) & pl.col("value_max").is_null())


def _pairs(rows: Frame, *columns: str) -> list[tuple[Any, ...]]:
    """The rows as tuples of some columns."""
    found: list[tuple[Any, ...]] = rows.select(*columns).collect().rows()
    return found


BASES = {"bases-100bn-yuan": "千亿", "bases-50bn-yuan": "五百亿", "industrial-bases": ""}
COUNTED_EN = "{key} – the plan counts {value} – {found} has {expected} – expected as many rows as the plan counts"
COUNTED_ZH = "{key}：规划称共{value}个，{found}表中有{expected}个，二者应一致"


@rule("PL325", column="value", tables=FIGURES, en=COUNTED_EN, zh=COUNTED_ZH)
def bases_are_counted(rows: Frame, park_roles: Frame, parks: Frame, regions: Frame) -> Frame:
    """As many industrial bases of a size have a row as the plan says there are in a region.

    A plan that gives no base of a region a size names none, and nothing is counted.
    Fix: add the bases that are missing, or register the plan's miscount in source_issues.
    """
    above: dict[str, str | None] = dict(_pairs(regions, "region_code", "parent_code"))
    where: dict[str, str | None] = dict(_pairs(parks, "park_id", "region_code"))
    there: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    sized = park_roles.filter(pl.col("role") == "industrial_base", ~pl.col("tier_zh").is_null())
    for park, plan, size in _pairs(sized, "park_id", "plan_id", "tier_zh"):
        for region in _upwards(where.get(park), above):
            for tier in ("", size):
                there[plan, tier, region].add(park)
    stated = _exact(rows, BASES).collect()
    wanted = stated.select("plan_id", "indicator_id", "region_code").rows()
    counts = [len(there.get((plan, BASES[what], region), ())) or None for plan, what, region in wanted]
    return _differing(stated, counts, "park_roles")


def _upwards(code: str | None, above: dict[str, str | None]) -> list[str]:
    """A region and all that contain it."""
    found: list[str] = []
    while code is not None and code not in found:
        found.append(code)
        code = above.get(code)
    return found


CLUSTERS = {"clusters-100bn-yuan": "千亿", "clusters-50bn-yuan": "五百亿", "clusters-10bn-yuan": "百亿"}


@rule("PL326", column="value", tables=FIGURES, en=COUNTED_EN, zh=COUNTED_ZH)
def clusters_are_counted(rows: Frame, industries: Frame) -> Frame:
    """As many industries have a tier as the plan says it has clusters of that size.

    A plan that gives no industry the tier names none, and nothing is counted.
    Fix: correct the tiers, or register the plan's miscount in source_issues.
    """
    tiers = _pairs(industries, "plan_id", "tier_zh")
    there = Counter(
        (plan, what) for plan, tier in tiers for what in CLUSTERS if (tier or "").startswith(CLUSTERS[what])
    )
    return _counted(_exact(rows, CLUSTERS), there, "industries")


def _counted(stated: Frame, there: Counter[tuple[str, str]], table: str) -> Frame:
    """Rows that state another number than there is by plan and indicator."""
    here = stated.collect()
    wanted = here.select("plan_id", "indicator_id").rows()
    return _differing(here, [there[of] or None for of in wanted], table)


CENTRES = {"tech-centres-national": "national", "tech-centres-provincial": "provincial"}


@rule("PL327", column="value", en=COUNTED_EN, zh=COUNTED_ZH)
def centres_are_counted(observations: Frame, technology_centres: Frame) -> Frame:
    """As many technology centres of a level have a row as the plan says there are.

    A plan that names no centre of the level lists none, and nothing is counted.
    Fix: add the centres that are missing, or register the plan's miscount in source_issues.
    """
    levels = _pairs(technology_centres, "plan_id", "level")
    there = Counter((plan, what) for plan, level in levels for what in CENTRES if level == CENTRES[what])
    return _counted(_exact(observations, CENTRES), there, "technology_centres")


# A whole, and the parts that make it up.
WHOLES = {"enterprises": ("enterprises-above-scale", "enterprises-below-scale")}
# A part, and the whole that it is among.
AMONG = {
    "enterprises-above-scale": "enterprises",
    "enterprises-below-scale": "enterprises",
    "enterprises-output-100m-1bn": "enterprises",
    "enterprises-output-1-5bn": "enterprises",
    "enterprises-output-over-5bn": "enterprises-output-over-1bn",
    "enterprises-output-over-1bn": "enterprises",
    "high-tech-enterprises-above-scale": "high-tech-enterprises",
    "highly-skilled-workers": "skilled-workers",
    "listed-enterprises": "enterprises",
    "little-giant-enterprises": "specialised-smes",
    "tech-centres-national": "tech-centres-provincial-plus",
}


def _by_indicator(rows: Frame, units: Frame, wanted: Iterable[str]) -> tuple[Rows, dict[str, float]]:
    """Plain numbers of the wanted indicators, and their sizes by thing and indicator."""
    about = thing("plan_id", "industry_id", "region_code", year_column(rows), "table_label")
    known = sized(_exact(rows, wanted), units).with_columns(about).collect()
    names = [f"{about}|{what}" for about, what in zip(known[THING], known["indicator_id"], strict=True)]
    return known, dict(zip(names, known[BASE].to_list(), strict=True))


def _expecting(rows: Rows, sizes: Iterable[float | None]) -> Rows:
    """Rows with what is expected of each, in its own unit; None expects nothing."""
    expected = pl.Series("expected", list(sizes), pl.Float64)
    return rows.with_columns(expected).with_columns(pl.col("expected") / pl.col("factor"))


@rule(
    "PL328",
    column="value",
    tables=FIGURES,
    en="{key} – {value} {unit} in all – found {expected} {unit} in its parts – expected their sum",
    zh="{key}：总数为{value}{unit_zh}，各部分合计{expected}{unit_zh}，二者应一致",
)
def parts_make_whole(rows: Frame, units: Frame) -> Frame:
    """Parts that make up a whole add up to it, such as enterprises above and below size.

    Fix: correct the figure that is wrong, or register the plan's error in source_issues.
    """
    known, sizes = _by_indicator(rows, units, [*WHOLES, *(part for parts in WHOLES.values() for part in parts)])
    sums: list[float | None] = []
    for about, what in zip(known[THING], known["indicator_id"], strict=True):
        parts = [sizes.get(f"{about}|{part}") for part in WHOLES.get(what, ())]
        sums.append(sum(p for p in parts if p is not None) if parts and None not in parts else None)
    return _expecting(known, sums).filter((pl.col("value") - pl.col("expected")).abs() > 1e-6).lazy()


@rule(
    "PL329",
    column="value",
    tables=FIGURES,
    en="{key} – {value} {unit} are more than the {found} of which they are a part – expected {expected} {unit} at most",
    zh="{key}：{value}{unit_zh}多于其所属的{found}，应不超过{expected}{unit_zh}",
)
def part_within_whole(rows: Frame, units: Frame) -> Frame:
    """A part is not more than the whole that it is among.

    Fix: correct the figure that is wrong, or register the plan's error in source_issues.
    """
    known, sizes = _by_indicator(rows, units, {*AMONG, *AMONG.values()})
    wholes = [AMONG.get(what, "") for what in known["indicator_id"]]
    most = [sizes.get(f"{about}|{whole}") for about, whole in zip(known[THING], wholes, strict=True)]
    named = pl.Series("found", wholes, pl.String)
    return _expecting(known.with_columns(named), most).filter(pl.col("value") > pl.col("expected")).lazy()


SHARES = (
    *("energy-share-industry", "output-share-industry", "share-of-manufacturing", "tax-share-industry"),
    *("value-added-share-gdp", "value-added-share-industry"),
)


@rule(
    "PL330",
    column="value",
    tables=FIGURES,
    en="{key} – with the shares of its sister industries {value} % make {found} % – expected 100 % at most",
    zh="{key}：占比{value}%与同级产业合计{found}%，超出范围，应不超过100%",
)
def shares_within_whole(rows: Frame, industries: Frame) -> Frame:
    """The shares of industries that one industry is made up of do not exceed 100 per cent.

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
