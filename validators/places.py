"""Rules that places and public bodies are those of the plan: of its region, of one above it, or of one within it."""

import polars as pl

from pyplanning.dataset.regions import RegionTree, region_tree
from pyplanning.rule import Frame, table_rule


@table_rule(
    "PL350",
    column="agency_id",
    tables=("responsibilities", "instruments", "citations", "agency_aliases"),
    en="{key} – {value} is a body of {found}, and the plan is that of {expected}"
    " – expected a body of that region, of one above it or of one within it",
    zh="{key}：{value}是{found_zh}的机构，而规划属于{expected_zh}，应为该地区、其上级或其辖区内的机构",
)
def agency_of_plan(
    rows: Frame, plans: Frame, agencies: Frame, regions: Frame, region_members: Frame, tasks: Frame
) -> Frame:
    """Who is to do something is a body of the plan's region, or above or within it: no other province's.

    Fix: write the body of the plan's own region; one that is not yet in agencies is added there, with its region.
    """
    if "plan_id" not in rows.collect_schema():
        rows = rows.join(tasks.unique("task_id").select("task_id", "plan_id"), on="task_id", how="inner")
    places = agencies.unique("agency_id").select("agency_id", "region_code")
    rows = rows.join(places, on="agency_id", how="inner", maintain_order="left")
    return _elsewhere(rows, plans, _tree(regions, region_members))


@table_rule(
    "PL351",
    column="region_code",
    tables=("targets", "observations", "goals", "region_industries"),
    en="{key} – {value} ({found}) is no part of {expected}, whose plan this is"
    " – expected that region, one above it or one within it",
    zh="{key}：{value}（{found_zh}）不属于该规划所在的{expected_zh}，应为该地区、其上级或其辖区",
)
def region_of_plan(rows: Frame, plans: Frame, regions: Frame, region_members: Frame) -> Frame:
    """What a plan says of a place is about its own region, or one above or within it.

    Fix: write the code of the region that the plan names.
    """
    return _elsewhere(rows, plans, _tree(regions, region_members))


@table_rule(
    "PL352",
    column="region_code",
    tables=("project_regions",),
    en="{key} – {value} ({found}) is no part of {expected}, and is not in the project's name"
    " – expected a region of the plan, or one that the name has",
    zh="{key}：{value}（{found_zh}）不属于该规划所在的{expected_zh}，项目名称中也未提及，应为规划所在地区或名称写明的地区",
)
def project_within_reach(
    project_regions: Frame, projects: Frame, plans: Frame, regions: Frame, region_members: Frame
) -> Frame:
    """A project is in the plan's region, unless its own name has that of another, with which it is shared.

    Fix: write the code of the region that the plan names.
    """
    of = projects.unique("project_id").select("project_id", "plan_id", "name_zh")
    rows = project_regions.join(of, on="project_id", how="inner", maintain_order="left")
    named = pl.col("name_zh").str.contains(pl.col("found_zh").str.slice(0, 2), literal=True)
    return _elsewhere(rows, plans, _tree(regions, region_members)).filter(~named.fill_null(False))


def _tree(regions: Frame, region_members: Frame) -> RegionTree:
    return region_tree(regions.collect().to_dicts(), region_members.collect().to_dicts())


def _elsewhere(rows: Frame, plans: Frame, tree: RegionTree) -> Frame:
    """Keep the rows whose region is known and is not their plan's, nor above or within it; both are named."""
    homes = plans.unique("plan_id").select("plan_id", home="region_code")
    rows = rows.join(homes, on="plan_id", how="inner", maintain_order="left")
    pairs = rows.select("home", "region_code").unique().drop_nulls().collect()  # few, looked at once each
    apart = [
        (home, code, *tree.names.get(code, (code, code)), *tree.names.get(home, (home, home)))
        for home, code in pairs.rows()
        if tree.is_placed(home) and tree.is_placed(code) and tree.distance(home, code) is None
    ]
    columns = ("home", "region_code", "found", "found_zh", "expected", "expected_zh")
    listed = pl.LazyFrame(apart, dict.fromkeys(columns, pl.String), orient="row")
    return rows.join(listed, on=["home", "region_code"], how="inner", maintain_order="left")
