"""The targets: a table that is searched, filtered, sorted and downloaded, in the units one likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script, number
from pyplanning.publishing.site.tables import csv_script, options


def pages(content: Content) -> Iterator[Page | Script]:
    """The page of targets, its rows for download, and the units that figures can be told in."""
    yield csv_script("targets", content)
    yield Script("data/units.js", "units", {row["unit_id"]: _unit(row, content) for row in content.rows("units")})
    concepts = {content.concept(row["industry_id"]) for row in content.rows("targets")} - {""}
    values = {
        "filters": {
            "plan": _named("plan_id", "plans", content),
            "region": _named("region_code", "regions", content),
            "indicator": _named("indicator_id", "indicators", content),
            "concept": options(concepts, lambda key: content.name("industry_concepts", key)),
            "year": [(year, year) for year in content.used("targets", "target_year")],
            "comparator": _listed("comparator", content),
            "measure": _listed("measure", content),
            "nature": _listed("nature", content),
        },
        "units": _convertible(content),
        "measured": lambda row: _sortable(row, content),
    }
    scripts = ("data/targets.js", "data/units.js")
    yield Page("targets.html", "targets.html", content.say("Targets", "目标"), values, scripts=scripts)


def _named(column: str, table: str, content: Content) -> list[tuple[str, str]]:
    return options(content.used("targets", column), lambda key: content.name(table, key))


def _listed(column: str, content: Content) -> list[tuple[str, str]]:
    return [(value, content.label("targets", column, value)) for value in content.used("targets", column)]


def _unit(row: Row, content: Content) -> dict[str, Any]:
    factor = float(row["factor"])
    return {
        "name": row[f"name_{content.lang}"],
        "quantity": row["quantity"],
        "factor": factor,
        "base": row["base_unit"],
    }


def _convertible(content: Content) -> list[tuple[str, str]]:
    """The units of quantities that targets have and that are told in units of several sizes, smaller ones first."""
    used = {content.row("units", unit).get("quantity") for unit in content.used("targets", "unit_id")}
    found = [row for row in content.rows("units") if row["quantity"] in used]
    sizes: dict[str, set[float]] = {}
    for row in found:
        sizes.setdefault(row["quantity"], set()).add(number(row["factor"]))
    several = [row for row in found if len(sizes[row["quantity"]]) > 1]
    several.sort(key=lambda row: (row["quantity"], number(row["factor"])))
    return [(row["unit_id"], row[f"name_{content.lang}"]) for row in several]


def _sortable(row: Row, content: Content) -> str:
    """A target's figure in its base unit, by which it is sorted; "" where it has none."""
    factor = content.row("units", row["unit_id"]).get("factor", "")
    return f"{number(row['value']) * (number(factor) or 1):.12g}" if row["value"] else ""
