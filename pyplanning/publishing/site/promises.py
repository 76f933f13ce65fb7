"""What became of the promises: each target that fell due or can be judged, beside what was observed for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.resource import Package
from pyplanning.datapackage.values import written
from pyplanning.dataset.progress import PROGRESS
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.data_points import derived_rows
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.plots import Figure, figure_text

OPEN = ("not_due", "undated")  # nothing can be said of these yet, or ever
EARLY = ("on_track", "behind", "turning_away")  # the year of these is to come


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of what became of the promises."""
    rows = derived_rows(PROGRESS, content)
    shown = [row for row in rows if row["status"] not in OPEN]
    counts = Counter(row["status"] for row in rows)
    statuses = labels(PROGRESS.resource.field("status"), content.lang)
    values = {
        "rows": sorted(shown, key=lambda row: [*statuses].index(row["status"])),
        "counts": [(status, label, counts[status]) for status, label in statuses.items() if counts[status]],
        "statuses": statuses,
        "reasons": labels(PROGRESS.resource.field("reason"), content.lang),
        "open": OPEN,
        "observed": _observed,
        "total": len(rows),
        "filters": {
            "status": [(status, label) for status, label in statuses.items() if counts[status] and status not in OPEN],
            "plan": content.options("plans", {row["plan_id"] for row in shown}),
            "region": content.options("regions", {row["region_code"] for row in shown if row["region_code"]}),
            "indicator": content.options("indicators", {row["indicator_id"] for row in shown}),
        },
    }
    yield _download(shown, content)
    yield Page("promises.html", values, table="promises")


def _download(rows: Sequence[dict[str, Any]], content: Content) -> Script:
    """Give the rows for download, as those of a table of the package."""
    texts = [{name: "" if value is None else written(value) for name, value in row.items()} for row in rows]
    source, found = content.source, content.package
    resources = [one.properties for one in (*found.resources, PROGRESS.resource)]
    package = Package({**found.properties, "resources": resources})
    added = replace(source, package=package, tables=source.tables | {PROGRESS.name: texts})
    return csv_script(PROGRESS.name, replace(content, source=added), "promises")


def outcomes(content: Content) -> dict[str, int]:
    """Count the targets that fell due, by what became of them."""
    counts = Counter(row["status"] for row in derived_rows(PROGRESS, content))
    return {status: count for status, count in counts.items() if status not in (*OPEN, *EARLY)}


def _observed(row: dict[str, Any]) -> str:
    return figure_text(Figure(row["observed_value"], row["observed_value_max"], row["observed_comparator"]))
