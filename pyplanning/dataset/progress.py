"""Progress: what became of each quantified target, beside what was observed for it.

Nothing in it is data of its own: every verdict follows from ``targets``, ``observations`` and the tables they
refer to by the rules of docs/progress.md. Two figures that measure different things are never compared; the
difference is named instead.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.resource import PANDAS_TYPES, Resource
from pyplanning.dataset.baseline import SUBJECT, Row, bounds
from pyplanning.dataset.bounds import Bounds
from pyplanning.dataset.load import Release, cells_of, open_package, read_needed, with_categories

if TYPE_CHECKING:
    import pandas as pd

Cells = dict[str, Any]

RESOURCE = Resource(json.loads(Path(__file__).with_name("progress.json").read_text(encoding="utf-8")))
FIGURE = ("indicator_id", "recognition", "industry_id", "region_code", "measure", "comparator", "value", "value_max")
NEEDED = {
    "targets": ("target_id", "plan_id", *FIGURE, "unit_id", "start_year", "target_year", "restates_id", "evidence"),
    "observations": ("observation_id", "plan_id", *FIGURE, "unit_id", "start_year", "year", "evidence"),
    "plans": ("plan_id", "kind", "region_code"),
    "sections": ("plan_id", "scope"),
    "indicators": ("indicator_id", "broader_id", "direction"),
    "industries": ("industry_id", "concept_id"),
    "regions": ("region_code", "parent_code"),
    "units": ("unit_id", "quantity", "factor"),
}
NEWER = {"targets": (SUBJECT,), "observations": (SUBJECT,)}
ON_TRACK = 0.95  # of the growth needed, as Open SDG has it
NEAR = 0.05  # of a value: how far “about” may reach


def progress(
    observations: pd.DataFrame | str | os.PathLike[str] | None = None, release: Release | None = None
) -> pd.DataFrame:
    """Set each target with a value beside what was observed for it, and say what became of it.

    ``observations`` are rows to judge by instead of those of the package: a frame with the columns of the
    table ``observations`` (``NEEDED`` lists them; those that may be null may be missing), or a file or folder
    with that table, such as a contribution. ``release`` is a downloaded release to read instead of the
    installed package.

    Returns a frame with one row for each target that has a value and restates no other, with the columns
    of ``RESOURCE``: ``status`` is met, missed, undecided, on_track, behind, turning_away, not_comparable,
    not_reported, not_due or undated, ``reason`` why; the observed figure is in the target's unit. ``ratio`` and
    ``ratio_max`` are the growth observed over the growth needed, after Open SDG's published method.
    docs/progress.md has the rules, their thresholds and their source.
    Raises PackageError if the release or the file cannot be read, or lacks a column, or the frame lacks one.
    """
    import pandas as pd

    with open_package(release) as (folder, package):
        tables = {
            name: cells_of(read_needed(folder, package.table(name), columns, NEWER.get(name, ())))
            for name, columns in NEEDED.items()
            if name != "observations" or observations is None
        }
    if observations is not None:
        tables["observations"] = _own(observations)
    rows = derive(**tables)
    columns = {f.name: pd.Series([row[f.name] for row in rows], dtype=PANDAS_TYPES[f.kind]) for f in RESOURCE.fields}
    return with_categories(pd.DataFrame(columns), RESOURCE.fields)


def _own(source: pd.DataFrame | str | os.PathLike[str]) -> list[Cells]:
    """Take the rows of a frame or file of the user's own, in which columns that may be null may be missing."""
    columns = (*NEEDED["observations"], SUBJECT)
    rows = _handed_in(source) if isinstance(source, (str, os.PathLike)) else _of_frame(source, columns)
    for row in rows:
        row["comparator"] = row["comparator"] or "eq"
        for column, kind in (("value", float), ("value_max", float), ("year", int), ("start_year", int)):
            try:
                row[column] = None if row[column] is None else kind(row[column])
            except (TypeError, ValueError):
                key, cell = row["observation_id"], str(row[column])[:40]
                raise PackageError(
                    f"observations/{key}: {column} “{cell}” is no number; run validate first",
                    f"observations/{key}：{column}“{cell}”不是数字，请先运行validate",
                ) from None
    return rows


def _of_frame(frame: pd.DataFrame, columns: Sequence[str]) -> list[Cells]:
    optional = ("plan_id", SUBJECT, "recognition", "industry_id", "comparator", "value_max", "start_year", "evidence")
    if lacking := ", ".join(c for c in columns if c not in frame and c not in optional):
        raise PackageError(f"the frame has no {lacking}, which is needed here", f"数据框没有此处所需的{lacking}")
    return cells_of(frame.reindex(columns=[*columns]))


def _handed_in(source: str | os.PathLike[str]) -> list[Cells]:
    """Read the table of observations in a file or folder that was handed in, as text."""
    from pyplanning.io.read import read, text_values
    from pyplanning.io.table import ROW

    resource = descriptor().table("observations")
    tables = [table for table in read(source) if table.name == resource.name]
    if not tables:
        raise PackageError(f"{source} has no table observations", f"{source}中没有observations表")
    return [row for table in tables for row in text_values(table, resource).drop(ROW).to_dicts()]


def derive(
    targets: Iterable[Row],
    observations: Iterable[Row],
    plans: Iterable[Row],
    sections: Iterable[Row],
    indicators: Iterable[Row],
    industries: Iterable[Row],
    regions: Iterable[Row],
    units: Iterable[Row],
) -> list[Cells]:
    """Derive the rows of progress from the rows of the tables, which have the columns in ``NEEDED``."""
    observed = [row for row in observations if row["value"] is not None]
    partly = {row["plan_id"] for row in sections if row["scope"] not in (None, "full")}
    by_indicator: dict[str, list[Row]] = {}
    known = {row["indicator_id"]: row for row in indicators}
    for row in observed:
        by_indicator.setdefault(_family(row["indicator_id"], known), []).append(row)
    evidence = Observed(
        by_indicator,
        known,
        {row["industry_id"]: row["concept_id"] or row["industry_id"] for row in industries},
        {row["region_code"]: row["parent_code"] for row in regions},
        {row["unit_id"]: row for row in units},
        {row["region_code"] for row in plans if row["kind"] == "work_report" and row["plan_id"] not in partly},
        max((row["year"] for row in observed if row["year"] is not None), default=0),
    )
    valued = (row for row in targets if row["value"] is not None and row["restates_id"] is None)
    return [_row(target, evidence) for target in valued]


def _family(indicator_id: str, indicators: Mapping[str, Row]) -> str:
    """Name the broadest indicator above one."""
    seen = {indicator_id}
    while (above := indicators.get(indicator_id, {}).get("broader_id")) and above not in seen:
        seen.add(above)
        indicator_id = above
    return indicator_id


@dataclass(frozen=True)
class Observed:
    """What was observed, by family of indicators, and what is needed to tell whether two figures compare.

    ``reports`` are the regions of which a work report was read in full; ``until`` is the latest year observed.
    """

    families: Mapping[str, Sequence[Row]]
    indicators: Mapping[str, Row]
    concepts: Mapping[str, str]
    parents: Mapping[str, str | None]
    units: Mapping[str, Row]
    reports: set[str]
    until: int

    def of_family(self, target: Row) -> Sequence[Row]:
        """Give what was observed of an indicator, or of one that shares a broader one with it."""
        return self.families.get(_family(target["indicator_id"], self.indicators), ())

    def differences(self, target: Row, row: Row) -> list[str]:
        """List in what a figure differs from the one promised, but for its year; [] where the two compare."""
        found = [] if row["region_code"] == target["region_code"] else [self._distance(target, row)]
        if row["indicator_id"] != target["indicator_id"]:
            found.append("indicator")
        if self.concepts.get(row["industry_id"]) != self.concepts.get(target["industry_id"]):
            found.append("industry")
        if row.get(SUBJECT) != target.get(SUBJECT):
            found.append("subject")
        if row["recognition"] != target["recognition"]:
            found.append("recognition")
        if row["measure"] != target["measure"]:
            found.append("measure")
        elif row["start_year"] != target["start_year"]:
            found.append("span")
        if self._quantity(row) is None or self._quantity(row) != self._quantity(target):
            found.append("unit")
        return found

    def _distance(self, target: Row, row: Row) -> str:
        """Say whether two regions are one within the other."""
        one, other = target["region_code"], row["region_code"]
        return "area" if other == self.parents.get(one) or one == self.parents.get(other) else "elsewhere"

    def _quantity(self, row: Row) -> str | None:
        quantity: str | None = self.units.get(row["unit_id"], {}).get("quantity")
        return quantity

    def in_unit_of(self, target: Row, row: Row) -> Bounds:
        """Give an observed figure in the unit of the target."""
        times = self.units[row["unit_id"]]["factor"] / self.units[target["unit_id"]]["factor"]
        return bounds(row).each(lambda x: x * times)

    def falls(self, target: Row) -> bool:
        """Tell whether less is better: a rank, or an indicator that should go down."""
        direction = self.indicators.get(target["indicator_id"], {}).get("direction")
        return target["measure"] == "rank" or direction == "down"


def _row(target: Row, observed: Observed) -> Cells:
    status, reason, row, ratio = _judged(target, observed)
    shown = observed.in_unit_of(target, row).written() if row and reason not in DIFFERENT else (None, None, None)
    if row and reason in DIFFERENT:  # as it stands, in its own unit
        shown = (row["comparator"], row["value"], row["value_max"])
    return {
        **{column: target[column] for column in ("target_id", "plan_id", *FIGURE, "unit_id", "target_year")},
        "evidence": target["evidence"],
        "status": status,
        "reason": reason,
        "observation_id": row["observation_id"] if row else None,
        "observed_plan_id": row["plan_id"] if row else None,
        "observed_year": row["year"] if row else None,
        **dict(zip(("observed_comparator", "observed_value", "observed_value_max"), shown, strict=True)),
        "observed_unit_id": (row["unit_id"] if reason in DIFFERENT else target["unit_id"]) if row else None,
        "observed_evidence": row["evidence"] if row else None,
        "ratio": ratio[0] if ratio else None,
        "ratio_max": ratio[1] if ratio else None,
    }


DIFFERENT = (
    "area",
    "indicator",
    "industry",
    "subject",
    "recognition",
    "measure",
    "unit",
    "span",
    "no_year",
    "later_year",
)
OTHER_THINGS = ("area", "indicator", "industry", "subject")  # of which one may differ in a figure that is named
_Verdict = tuple[str, str | None, Row | None, tuple[float, float] | None]


def _judged(target: Row, observed: Observed) -> _Verdict:
    """Judge a target by the observation of its year, or the latest before."""
    year = target["target_year"]
    family = observed.of_family(target)
    alike = [row for row in family if not observed.differences(target, row) and row["year"] is not None]
    if year is None:
        return "undated", None, _latest(alike), None
    of_year = [row for row in alike if row["year"] == year]
    if of_year:
        row = _best(of_year)
        status, reason = _reached(target, observed.in_unit_of(target, row), observed.falls(target))
        return status, reason, row, None
    before = [row for row in alike if row["year"] < year]
    if year > observed.until:
        return _under_way(target, before, observed)
    differing = _nearest(target, family, observed)
    if differing:
        return "not_comparable", differing[0], differing[1], None
    reason = "report_read" if target["region_code"] in observed.reports else "no_report"
    return "not_reported", reason, _latest(before), None


def _best(rows: Sequence[Row]) -> Row:
    """Choose of several figures of one year the last that was published, the most exact, the first by key."""
    exact = ("eq", "approx", "ge", "gt", "le", None)
    newest = max(str(row["plan_id"] or "")[-4:] for row in rows)
    late = [row for row in rows if str(row["plan_id"] or "")[-4:] == newest]
    return min(
        late, key=lambda row: (exact.index(row["comparator"]), row["value_max"] is not None, str(row["observation_id"]))
    )


def _latest(rows: Sequence[Row]) -> Row | None:
    return _best([row for row in rows if row["year"] == max(r["year"] for r in rows)]) if rows else None


def _nearest(target: Row, family: Sequence[Row], observed: Observed) -> tuple[str, Row] | None:
    """Find the figure nearest to a target among those that do not compare with it, and why not.

    One of the target's own year or later, since older ones say nothing of what became of it.
    """
    found = []
    for row in family:
        differences = observed.differences(target, row)
        if "elsewhere" in differences or (row["year"] is not None and row["year"] < target["target_year"]):
            continue
        stated_with_it = row["year"] is None and row["plan_id"] == target["plan_id"]  # where things stood, no outcome
        if stated_with_it or sum(each in OTHER_THINGS for each in differences) > 1:  # another thing altogether
            continue
        reason = (differences or ["no_year" if row["year"] is None else "later_year"])[0]
        found.append((-DIFFERENT.index(reason), abs((row["year"] or 9999) - target["target_year"]), reason, row))
    if not found:
        return None
    *_, reason, row = min(found, key=lambda each: (*each[:2], str(each[3]["observation_id"])))
    return reason, row


def _reached(target: Row, seen: Bounds, falls: bool) -> tuple[str, str | None]:
    """Compare what was observed with the end of the target that it had to reach."""
    promised = bounds(target)
    downwards = falls if not isinf(promised.low) and not isinf(promised.high) else isinf(promised.low)
    if downwards:  # mirrored, so that more is better
        promised, seen = promised.mirrored(), seen.mirrored()
    goal, margin = promised.low, NEAR * abs(promised.low)
    reach = seen.low - (margin if seen.about else 0)
    if reach > goal or (reach == goal and (promised.low_in or not seen.low_in)):
        return "met", None
    most = seen.high + (margin if seen.about or promised.about else 0)
    if most < goal or (most == goal and not (promised.low_in and seen.high_in)):
        return "missed", None
    return "undecided", "about" if seen.about or promised.about else "bounds"


def _under_way(target: Row, before: Sequence[Row], observed: Observed) -> _Verdict:
    """Judge a target whose year is to come by the growth so far against the growth needed."""
    row = _latest(before)
    if row is None or target["measure"] not in ("level", "rank"):
        return "not_due", None, row, None
    falls, now = observed.falls(target), observed.in_unit_of(target, row)
    if _reached(target, now, falls)[0] == "met":
        return "on_track", "already_reached", row, None
    base = min((r for r in before if r["year"] < row["year"]), key=lambda r: r["year"], default=None)
    ratio = _ratio(target, base, row, observed) if base and target["measure"] == "level" else None
    if ratio is None:
        return "not_due", None, row, None
    low, high = ratio
    if low >= ON_TRACK:
        return "on_track", None, row, ratio
    if high < 0:
        return "turning_away", None, row, ratio
    return ("behind", None, row, ratio) if low >= 0 and high < ON_TRACK else ("undecided", "bounds", row, ratio)


def _ratio(target: Row, base: Row, row: Row, observed: Observed) -> tuple[float, float] | None:
    """Divide the yearly growth observed by the one needed from the base, over all ends of the three intervals.

    R = CAGR(observed) / |CAGR(needed)|, with the sign of the direction wanted: Open SDG, Progress Measurement
    Methodology. None where an end is open, or a figure is not positive.
    """
    figures = [observed.in_unit_of(target, base), observed.in_unit_of(target, row), bounds(target)]
    ends = [{figure.low, figure.high} for figure in figures]
    if any(isinf(end) or end <= 0 for pair in ends[:2] for end in pair):
        return None
    goals = [end for end in ends[2] if not isinf(end) and end > 0]
    passed, whole = row["year"] - base["year"], target["target_year"] - base["year"]
    sign = -1 if observed.falls(target) else 1
    ratios = [
        sign * ((now / then) ** (1 / passed) - 1) / abs((goal / then) ** (1 / whole) - 1)
        for then in ends[0]
        for now in ends[1]
        for goal in goals
        if goal != then
    ]
    return (min(ratios), max(ratios)) if ratios else None
