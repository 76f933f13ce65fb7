"""Rules about trees and order: parents, plans, positions, levels."""

import polars as pl

from pyplanning.rule import ROW, Expr, Frame, row_rule, table_rule
from pyplanning.validators.figures import FIGURES, THING, thing

# The keys of tables whose rows point to others of the same table, the table's own key first.
KEYS = (
    "target_id",
    "observation_id",
    "industry_id",
    "park_id",
    "section_id",
    "indicator_id",
    "concept_id",
    "region_code",
)
PARENTS = ("parent_id", "parent_code", "broader_id", "restates_id", "part_of_id")  # the columns that point


def _own_key(rows: Frame) -> str:
    """Name the column of the rows' own key."""
    return next(key for key in KEYS if key in rows.collect_schema())


@table_rule(
    "PL313",
    column=" ".join(PARENTS),
    tables=("sections", "regions", "parks", "industries", "indicators", "industry_concepts", *FIGURES),
    en="{key} – {column} {value} leads back to the row itself – expected no circle",
    zh="{key}：{column}经{value}又指回本行，不应循环",
)
def no_cycle(rows: Frame) -> Frame:
    """Nothing contains, restates or is broader than itself, directly or through others.

    Fix: correct or empty the column in one of the rows.
    """
    key, columns = _own_key(rows), rows.collect_schema()
    circling = []
    for parent in (column for column in PARENTS if column in columns):
        pairs = rows.filter(~pl.col(parent).is_null()).select(key, parent)
        # Few are in one that is in another itself, as all in a circle are.
        inner = pairs.join(pairs, left_on=parent, right_on=key, how="semi").select(key).collect()[key]
        above = dict(pairs.filter(pl.col(key).is_in(inner.implode())).collect().rows())
        circling.append(rows.filter(pl.col(key).is_in(_circling(above))).with_columns(pl.lit(parent).alias("column")))
    return pl.concat(circling)


def _circling(above: dict[str, str]) -> list[str]:
    """List the members of cycles, given what each is contained in."""
    done: set[str] = set()
    found: list[str] = []
    for start in above:
        path: dict[str, None] = {}
        at = start
        while at in above and at not in done and at not in path:
            path[at] = None
            at = above[at]
        if at in path:
            walked = list(path)
            found += walked[walked.index(at) :]
        done.update(path)
    return found


@table_rule(
    "PL314",
    column=" ".join(PARENTS),
    tables=("sections", "industries", *FIGURES),
    en="{key} – {column} {value} belongs to plan {found} – expected one that belongs to {plan_id}",
    zh="{key}：{column}的{value}属于规划{found}，应属于{plan_id}",
)
def parent_in_plan(rows: Frame) -> Frame:
    """What a heading, an industry or a figure is a part of, or restates, belongs to the same plan.

    Fix: write a row of the same plan, or correct plan_id.
    """
    key, columns = _own_key(rows), rows.collect_schema()
    parents = [column for column in PARENTS if column in columns]
    apart = [_of_another_plan(rows, rows, c, key).with_columns(pl.lit(c).alias("column")) for c in parents]
    return pl.concat(apart)


def _of_another_plan(rows: Frame, others: Frame, column: str, key: str) -> Frame:
    """Keep the rows that point to a row of another plan, which is named in ``found``."""
    pairs = rows.select(column, "plan_id").drop_nulls(column).unique()  # few, looked at once each
    named = others.join(pairs, left_on=key, right_on=column, how="semi").unique(key)
    plans = named.select(pl.col(key).alias(column), pl.col("plan_id").alias("found"))
    pairs = pairs.join(plans, on=column, how="inner")
    return rows.join(pairs.filter(pl.col("found") != pl.col("plan_id")), on=[column, "plan_id"], how="inner")


IN_SECTIONS = (
    *("citations", "enterprise_roles", "goals", "industries", "industry_memberships", "instruments", "observations"),
    *("other_numbers", "park_roles", "projects", "region_industries", "source_issues", "targets", "tasks"),
    *("technology_centres", "terms"),
)


@table_rule(
    "PL315",
    column="section_id",
    tables=IN_SECTIONS,
    en="{key} – section {value} belongs to plan {found} – expected one that belongs to {plan_id}",
    zh="{key}：章节{value}属于规划{found}，应属于{plan_id}",
)
def section_in_plan(rows: Frame, sections: Frame) -> Frame:
    """A row's section belongs to the row's plan.

    Fix: write the section of the row's own plan, or correct plan_id.
    """
    return _of_another_plan(rows, sections, "section_id", "section_id")


@table_rule(
    "PL316",
    column="industry_id",
    tables=(
        *("enterprise_roles", "goals", "industry_memberships", "instruments", "observations", "projects"),
        *("region_industries", "targets"),
    ),
    en="{key} – industry {value} belongs to plan {found} – expected one that belongs to {plan_id}",
    zh="{key}：产业{value}属于规划{found}，应属于{plan_id}",
)
def industry_in_plan(rows: Frame, industries: Frame) -> Frame:
    """A row's industry belongs to the row's plan: every plan has its own system of industries.

    Fix: write the industry of the row's own plan, or correct plan_id.
    """
    return _of_another_plan(rows, industries, "industry_id", "industry_id")


@table_rule(
    "PL317",
    column="industry_id",
    tables=("park_industries",),
    en="{key} – industry {value} belongs to plan {found} – expected one that belongs to {plan_id}",
    zh="{key}：产业{value}属于规划{found}，应属于{plan_id}",
)
def park_industry_in_plan(park_industries: Frame, park_roles: Frame, industries: Frame) -> Frame:
    """The industry of a park's role belongs to the plan that gives the role.

    Fix: write the industry of that plan.
    """
    roles = park_roles.unique("park_role_id").select("park_role_id", "plan_id")
    return _of_another_plan(park_industries.join(roles, on="park_role_id"), industries, "industry_id", "industry_id")


@table_rule(
    "PL318",
    column="position",
    tables=("sections", "responsibilities"),
    en="{key} – position {value} has no position {expected} before it – expected positions without gaps, from 1",
    zh="{key}：次序{value}之前缺少次序{expected}，应从1起连续编号",
)
def positions_without_gaps(rows: Frame) -> Frame:
    """Positions in a list count from 1 without a gap.

    Fix: number the list again, or add the row that is missing.
    """
    listed = ("task_id",) if "task_id" in rows.collect_schema() else ("plan_id", "parent_id")
    place, position = thing(*listed), pl.col("position")
    followers = rows.select(place, (position + 1).alias("position")).unique()
    late = rows.with_columns(place).filter(position > 1).join(followers, on=[THING, "position"], how="anti")
    return late.with_columns((position - 1).alias("expected"))


@table_rule(
    "PL319",
    column="position",
    tables=("sections",),
    en="{key} – position {value} occurs twice among the headings of “{parent_id}” – expected once",
    zh="{key}：次序{value}在“{parent_id}”的下级标题中重复，只应出现一次",
)
def one_heading_a_position(sections: Frame) -> Frame:
    """Two headings under one parent do not share a position.

    Fix: number the headings again.
    """
    rows = sections.with_columns(thing("plan_id", "parent_id", "position")).sort(ROW).collect()
    return rows.filter(~pl.col(THING).is_first_distinct()).lazy()


@table_rule(
    "PL320",
    column="level",
    tables=("sections",),
    en="{key} – level {value} under “{parent_id}” – expected {expected}",
    zh="{key}：层级为{value}，在“{parent_id}”之下应为{expected}",
)
def level_follows_parent(sections: Frame) -> Frame:
    """A heading is one level below its parent; at the top the level is 1.

    Fix: correct the level or the parent.
    """
    parents = sections.unique("section_id").select(
        pl.col("section_id").alias("parent_id"), (pl.col("level") + 1).alias("expected")
    )
    top = sections.filter(pl.col("parent_id").is_null()).with_columns(pl.lit(1, pl.Int64).alias("expected"))
    below = sections.join(parents, on="parent_id", how="inner").select(top.collect_schema().names())
    return pl.concat([top, below]).filter(pl.col("level") != pl.col("expected"))


@row_rule(
    "PL321",
    column="region_code",
    en="{key} – the code does not belong under {parent_code} – expected the same first digits",
    zh="{key}：代码不属于{parent_code}，前几位应与其相同",
)
def code_under_parent(region_code: Expr, parent_code: Expr) -> Expr:
    """A GB/T 2260 code begins with the digits of its province, and of its prefecture if it has one.

    Fix: correct the code or the parent.
    """
    six = r"^[0-9]{6}\z"
    both = region_code.str.contains(six) & parent_code.str.contains(six)
    province = parent_code.str.ends_with("0000")
    apart = region_code.str.slice(0, 2) != parent_code.str.slice(0, 2)
    apart_below = region_code.str.slice(0, 4) != parent_code.str.slice(0, 4)
    return both & (apart | (~province & apart_below))


@table_rule(
    "PL322",
    column="role",
    tables=("responsibilities",),
    en="{key} – {agency_id} and another both lead – expected at most one lead",
    zh="{key}：{agency_id}与另一单位同为牵头单位，牵头单位至多一个",
)
def one_lead(responsibilities: Frame) -> Frame:
    """At most one agency leads a task.

    Fix: make the first lead that the plan names the lead, and the others participants.
    """
    leads = responsibilities.filter(pl.col("role") == "lead").sort(ROW).collect()
    return leads.filter(~pl.col("task_id").is_first_distinct()).lazy()
