"""Coverage: what each table has of each plan, what the plans' texts lack, and which numbers state no fact."""

from collections.abc import Iterator

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.downloads import csv_script
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.plans import listed_at, plan_rows


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of coverage, and its source issues for download."""
    yield csv_script("source_issues", content)
    plans = [row["plan_id"] for row in content.rows("plans")]
    covered = [table for table in content.resources if content.of("coverage", "table_name", table)]
    reasons = content.used("other_numbers", "reason") + content.used("numeral_words", "reason")
    tables = content.used("source_issues", "table_name")
    values = {
        "plans": plans,
        "tables": [(table, [_cell(table, plan, content) for plan in plans]) for table in covered],
        "common": [table for table in content.resources if table not in covered and table != "coverage"],
        "reasons": list(dict.fromkeys(reasons)),
        "filters": {
            "plan": content.named("source_issues", "plan_id"),
            "kind": content.labelled("source_issues", "kind"),
            "table": sorted(((table, content.title(table)) for table in tables), key=lambda option: option[1]),
        },
    }
    yield Page("coverage.html", values, table="source_issues")


def _cell(table: str, plan: str, content: Content) -> tuple[int, str, Row]:
    """Count the rows that a table has of a plan; also where they are listed, and what `coverage` says of them."""
    count, state = len(plan_rows(table, plan, content)), content.row("coverage", f"{plan}/{table}")
    return count, listed_at(table, plan, content), state
