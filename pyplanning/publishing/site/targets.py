"""The targets: a table that is searched, filtered, sorted and downloaded, in units of the reader's choice."""

from collections.abc import Iterator

from pyplanning.publishing.site.content import Content, Options
from pyplanning.publishing.site.data_points import factor
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of targets, its rows for download, and the units to which figures can be converted."""
    yield csv_script("targets", content)
    units = {
        row["unit_id"]: {
            "name": content.unit(row["unit_id"]),
            "quantity": row["quantity"],
            "factor": float(row["factor"]),
            "base": row["base_unit"],
        }
        for row in content.rows("units")
    }
    yield Script("data/units.js", "units", units)
    values = {
        "filters": {
            "plan": content.named("targets", "plan_id"),
            "region": content.named("targets", "region_code"),
            "indicator": content.options("indicators", content.line_of_all("targets", "indicator_id")),
            "concept": content.concepts("targets"),
            "year": content.labelled("targets", "target_year"),
            "comparator": content.labelled("targets", "comparator"),
            "measure": content.labelled("targets", "measure"),
            "nature": content.labelled("targets", "nature"),
            "recognition": content.labelled("targets", "recognition"),
            "once": [("true", content.say("leave out", "不显示"))],
        },
        "units": _convertible(content),
        # in its base unit, by which a figure is sorted
        "measured": lambda row: f"{float(row['value']) * factor(row['unit_id'], content):.12g}" if row["value"] else "",
    }
    yield Page("targets.html", values, scripts=("data/units.js",), table="targets")


def _convertible(content: Content) -> Options:
    """List the units of the targets' quantities that have units of several sizes, smaller ones first."""
    used = {content.row("units", unit).get("quantity") for unit in content.used("targets", "unit_id")}
    found = [row for row in content.rows("units") if row["quantity"] in used]
    sizes: dict[str, set[float]] = {}
    for row in found:
        sizes.setdefault(row["quantity"], set()).add(float(row["factor"]))
    several = [row for row in found if len(sizes[row["quantity"]]) > 1]
    several.sort(key=lambda row: (row["quantity"], float(row["factor"])))
    return [(row["unit_id"], content.name("units", row["unit_id"])) for row in several]
