"""Whether a figure that was observed compares with a target, and what it says of it; docs/progress.md has the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isinf

from pyplanning.dataset.baseline import SUBJECT, Row, bounds, exactness
from pyplanning.dataset.bounds import Bounds

ON_TRACK = 0.95  # of the growth needed, as Open SDG has it
NEAR = 0.05  # of a value: how far “about” may reach


def broadest(key: str, rows: Mapping[str, Row]) -> str:
    """Name the broadest indicator or concept above one, by ``broader_id``."""
    seen = {key}
    while (above := rows.get(key, {}).get("broader_id")) and above not in seen:
        seen.add(above)
        key = above
    return key


def unlike(one: Row, other: Row, concepts: Mapping[str, str], units: Mapping[str, Row]) -> list[str]:
    """List in what two figures differ, but for their places and years; ``concepts`` are those of industries."""
    found = ["indicator"] if one["indicator_id"] != other["indicator_id"] else []
    if concepts.get(one["industry_id"]) != concepts.get(other["industry_id"]):
        found.append("industry")
    if one.get(SUBJECT) != other.get(SUBJECT):
        found.append("subject")
    if one["recognition"] != other["recognition"]:
        found.append("recognition")
    if one["measure"] != other["measure"]:
        found.append("measure")
    elif one["start_year"] != other["start_year"]:
        found.append("span")
    quantities = [units.get(row["unit_id"], {}).get("quantity") for row in (one, other)]
    if None in quantities or quantities[0] != quantities[1]:
        found.append("unit")
    return found


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
        return self.families.get(broadest(target["indicator_id"], self.indicators), ())

    def differences(self, target: Row, row: Row) -> list[str]:
        """List in what a figure differs from the one promised, but for its year; [] where the two compare."""
        found = [] if row["region_code"] == target["region_code"] else [self._distance(target, row)]
        return found + unlike(target, row, self.concepts, self.units)

    def _distance(self, target: Row, row: Row) -> str:
        """Say whether two regions are one within the other."""
        one, other = target["region_code"], row["region_code"]
        return "area" if other == self.parents.get(one) or one == self.parents.get(other) else "elsewhere"

    def in_unit_of(self, target: Row, row: Row) -> Bounds:
        """Give an observed figure in the unit of the target."""
        times = self.units[row["unit_id"]]["factor"] / self.units[target["unit_id"]]["factor"]
        return bounds(row).each(lambda x: x * times)

    def falls(self, target: Row) -> bool:
        """Tell whether less is better: a rank, or an indicator that should go down."""
        direction = self.indicators.get(target["indicator_id"], {}).get("direction")
        return target["measure"] == "rank" or direction == "down"


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
Verdict = tuple[str, str | None, Row | None, tuple[float, float] | None]


def judged(target: Row, observed: Observed) -> Verdict:
    """Judge a target by the observation of its year, or the latest before: status, reason, observation, ratio."""
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
    newest = max(str(row["plan_id"] or "")[-4:] for row in rows)
    late = [row for row in rows if str(row["plan_id"] or "")[-4:] == newest]
    return min(late, key=lambda row: (*exactness(row), str(row["observation_id"])))


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
        things = sum(each in OTHER_THINGS for each in differences)
        if stated_with_it or things > 1 or (things and "measure" in differences):  # another thing altogether
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


def _under_way(target: Row, before: Sequence[Row], observed: Observed) -> Verdict:
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
    if low >= 0 and high < ON_TRACK:
        return "behind", None, row, ratio
    about = bounds(target).about or any(observed.in_unit_of(target, each).about for each in (base, row) if each)
    return "undecided", "about" if about else "bounds", row, ratio


def _ratio(target: Row, base: Row, row: Row, observed: Observed) -> tuple[float, float] | None:
    """Divide the yearly growth observed by the one needed from the base, over all ends of the three intervals.

    R = CAGR(observed) / |CAGR(needed)|, with the sign of the direction wanted: Open SDG, Progress Measurement
    Methodology. None where an end is open, or a figure is not positive.
    """
    figures = [observed.in_unit_of(target, base), observed.in_unit_of(target, row), bounds(target)]
    ends = [_ends(figure) for figure in figures]
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


def _ends(figure: Bounds) -> set[float]:
    """Give the ends between which a figure may lie; “about” reaches a little further on both sides."""
    margin = NEAR if figure.about else 0
    return {figure.low - margin * abs(figure.low), figure.high + margin * abs(figure.high)}
