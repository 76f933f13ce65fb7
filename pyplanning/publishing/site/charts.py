"""The charts of the comparison, and the words of their labels."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from pyplanning.publishing.site import plots
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.data_points import DataPoint, common_unit, in_unit, quantity
from pyplanning.publishing.site.plots import Figure, Line, Mark, figure_text

ANY = ""  # the choice of all industry concepts
SAME = ("region_code", "indicator_id", "industry_id", "subject_zh", "recognition")  # what a row of a chart is about
MEASURES = ("level", "count_new", "cagr", "cumulative_change", "rank")  # in this order


class Scope(NamedTuple):
    """The indicator and the concept that a chart is about, "" for all: labels name those that are others."""

    indicator: str = ""
    concept: str = ANY


class Panel(NamedTuple):
    """A chart of figures of one measure and quantity, its data points, and the unit of all of them ("" for none)."""

    title: str
    unit: str
    chart: Markup
    points: list[DataPoint]


class Multiple(NamedTuple):
    """One of several small charts, of a trajectory: its title, a note, and the targets that have it."""

    title: str
    note: str
    chart: Markup
    targets: list[str]


# ---- levels, numbers added, rates, ranks


def panels(points: Sequence[DataPoint], scope: Scope, content: Content) -> list[Panel]:
    """Make a panel for each measure and quantity of an indicator, or of those below it."""
    groups: dict[tuple[str, str], list[DataPoint]] = {}
    for point in points:
        groups.setdefault((point.row["measure"], quantity(point.unit, content)), []).append(point)
    order = sorted(groups, key=lambda group: (MEASURES.index(group[0]) if group[0] in MEASURES else 9, group))
    return [_panel(groups[group], scope, content) for group in order]


def _panel(points: list[DataPoint], scope: Scope, content: Content) -> Panel:
    unit = common_unit(points, content)
    promises = _promises(points, unit, content)
    first, name = points[0], content.name("units", unit)
    measure = content.label(first.table, "measure", first.row["measure"])
    of = content.name("indicators", scope.indicator)
    title = content.say(f"{of}: {measure}, {name}", f"{of}：{measure}（{name}）")
    lines = [_line(promise, unit, scope, content) for promise in promises]
    chart = plots.rows(lines, title + _also_a_table(content), origin=first.row["measure"] == "rank")
    return Panel(title, unit, chart, [point for promise in promises for point in promise])


def _promises(points: Sequence[DataPoint], unit: str, content: Content) -> list[list[DataPoint]]:
    """Group the figures of one thing in one place, in the order of their years.

    The concepts with the largest figures come first; of one concept, whole provinces, and the largest last figure.
    """
    groups: dict[tuple[str, ...], list[DataPoint]] = {}
    largest: dict[str, float] = {}
    for point in sorted(points, key=lambda point: (point.year or "9", point.table == "targets", point.key)):
        same = tuple(point.row[name] for name in SAME)
        groups.setdefault(same, []).append(point)
        size = _size(point, unit, content)
        largest[point.concept] = max(size, largest.get(point.concept, size))

    def order(promise: list[DataPoint]) -> tuple[float, str, bool, float, str]:
        last = promise[-1]
        is_part = content.row("regions", last.row["region_code"]).get("level") != "province"
        return -largest[last.concept], last.concept, is_part, -_size(last, unit, content), last.key

    return sorted(groups.values(), key=order)


def _size(point: DataPoint, unit: str, content: Content) -> float:
    return in_unit(point.figure, point.unit, unit, content).value


def _line(promise: Sequence[DataPoint], unit: str, scope: Scope, content: Content) -> Line:
    """Draw the figures of one thing in one place, and the baselines of its targets, each figure of a year once."""
    years: dict[tuple[str, bool], list[Mark]] = {}
    for point in promise:
        is_target = point.table == "targets"
        if point.has_baseline and point.row["measure"] in ("level", "rank"):
            start = in_unit(point.baseline, point.baseline_unit, unit, content)
            shape = "implied" if point.is_implied else "observed"
            years.setdefault((str(point.trajectory["baseline_year"] or ""), False), []).append(Mark(start, shape))
        end = in_unit(point.figure, point.unit, unit, content)
        years.setdefault((span(point), is_target), []).append(Mark(end, "target" if is_target else "observed"))
    dated = [
        (year, is_target, list({figure_text(mark.figure): mark for mark in marks}.values()))
        for (year, is_target), marks in sorted(years.items(), key=lambda item: (item[0][0][-4:] or "9", item[0]))
    ]
    label = " · ".join(subject(promise[-1], scope, content))
    steps = [_step(year, is_target, marks, content) for year, is_target, marks in dated]
    return Line(label, [mark for *_, marks in dated for mark in marks], steps)


def _step(years: str, is_target: bool, marks: Sequence[Mark], content: Content) -> str:
    """Write the figures of a year, and that they are a target."""
    figures = content.say(", ", "、").join(figure_text(mark.figure) for mark in marks)
    years = years or content.say("no year given", "年份未写明")
    when = content.say(f"target {years}", f"{years}目标") if is_target else years
    return content.say(f"{figures} ({when})", f"{figures}（{when}）")


def _also_a_table(content: Content) -> str:
    return content.say(". The table has the same figures.", "。图中数值与表中一致。")


def growth_panel(points: Sequence[DataPoint], content: Content) -> Panel:
    """Show the growth a year of every target that states it, or from whose baseline it follows, largest first."""
    lines: list[tuple[DataPoint, Figure]] = []
    for point in points:
        if point.row["measure"] == "cagr":
            if point.table == "targets" and quantity(point.unit, content) == "share":
                lines.append((point, point.figure))
        elif point.trajectory.get("implied_cagr_source") == "derived":
            lines.append((point, point.bounded("implied_cagr")._replace(calculated=True)))
    lines.sort(key=lambda line: (-line[1].value, line[0].key))
    drawn: dict[tuple[str, Figure], Line] = {}
    for point, number in lines:
        start = point.trajectory["baseline_year"]
        label = " · ".join([*subject(point, Scope(), content), f"{start}–{point.year}" if start else point.year])
        mark = Mark(number, "derived" if number.calculated else "target")
        drawn.setdefault((label, number), Line(label, [mark], [f"{figure_text(number)}%"]))
    title = content.say("Annual growth that the plans promise, in per cent", "规划目标的年均增速（%）")
    chart = plots.rows(list(drawn.values()), title + _also_a_table(content))
    return Panel(title, "", chart, [point for point, _ in lines])


# ---- trajectories


def multiples(points: Sequence[DataPoint], content: Content) -> list[Multiple]:
    """Make a small chart for each trajectory from a baseline to a level; targets with the same trajectory share it."""
    targets = {point.key: point for point in points if point.table == "targets"}
    groups: dict[tuple[object, ...], list[DataPoint]] = {}
    ends: dict[tuple[object, ...], tuple[Figure, str]] = {}
    for point in targets.values():
        if point.has_baseline and (found := _end(point, targets, content)):
            columns = ("plan_id", *SAME)
            unit, years = point.baseline_unit, (point.trajectory["baseline_year"], point.year)
            start, end = (in_unit(number, unit, "", content) for number in (point.baseline, found[0]))
            same = (*(point.row[name] for name in columns), quantity(unit, content), start, end, found[1], *years)
            groups.setdefault(same, []).append(point)
            ends[same] = found
    return [_multiple(group, *ends[same], content) for same, group in groups.items()]


def _end(point: DataPoint, targets: dict[str, DataPoint], content: Content) -> tuple[Figure, str] | None:
    """Find the level to which a trajectory leads, in the unit of its baseline, and its shape; None where none follows.

    It is the target itself, the other target from which the baseline follows, or baseline + change.
    """
    unit, measure = point.baseline_unit, point.row["measure"]
    level = point if measure in ("level", "rank") else targets.get(point.trajectory["implied_from"] or "")
    if level:
        return in_unit(level.figure, level.unit, unit, content), "target"
    start = point.baseline
    exact = start.comparator == "eq" and start.upper is None
    if point.trajectory["absolute_change"] is None or measure == "count_new" or not exact:
        return None
    change = point.bounded("absolute_change")
    upper = None if change.upper is None else start.value + change.upper
    return Figure(start.value + change.value, upper, change.comparator, calculated=True), "derived"


def _multiple(group: list[DataPoint], end: Figure, shape: str, content: Content) -> Multiple:
    first = group[0]
    unit = content.name("units", first.baseline_unit)
    start_year, end_year = first.trajectory["baseline_year"], int(first.year) if first.year else None
    title = " · ".join(subject(first, Scope(), content))
    rate = growth(first, content)
    unknown = content.say("no year given", "年份未写明")
    start = first.baseline
    steps = f"{figure_text(start)} ({start_year or unknown}) → {figure_text(end)} ({end_year or unknown})"
    line = plots.Trajectory(start, start_year, "implied" if first.is_implied else "observed", end, end_year, shape)
    note = content.say(f"{unit}; {rate}", f"{unit}；年均增速{rate}") if rate else unit
    chart = plots.trajectory(line, f"{title}: {steps}, {unit}", unknown)
    return Multiple(title, note, chart, [point.key for point in group])


# ---- words


def subject(point: DataPoint, scope: Scope, content: Content) -> list[str]:
    """Name the place that a data point is about, and what of it where the scope leaves that open."""
    row = point.row
    industry = content.name("industries", row["industry_id"]) if row["industry_id"] else ""
    place = row["region_code"] or content.row("plans", row["plan_id"]).get("region_code", "")
    parts = [
        content.short_region(place),
        content.name("indicators", row["indicator_id"]) if row["indicator_id"] != scope.indicator else "",
        content.label(point.table, "recognition", row["recognition"]),
        industry if industry != content.name("industry_concepts", scope.concept) else "",
        row[f"subject_{content.lang}"],
    ]
    return list(filter(None, parts))


def when(point: DataPoint, content: Content) -> str:
    """Say whether a data point is a target or observed, and for which years."""
    target = point.table == "targets"
    if not point.year:
        en, zh = ("target", "目标") if target else ("observed", "现状")
        return content.say(f"{en}, no year given", f"{zh}（未写明年份）")
    if target:
        return content.say(f"target for {span(point)}", f"{span(point)}年目标")
    return content.say(f"observed {span(point)}", f"{span(point)}年现状")


def span(point: DataPoint) -> str:
    """Give the year of a data point, or its years where it is about a change over several."""
    start = point.row["start_year"]
    return f"{start}–{point.year}" if start and point.row["measure"] != "level" else point.year


def growth(point: DataPoint, content: Content) -> str:
    """Give the growth a year from baseline to target, and whether the plan states it; "" where there is none."""
    if point.trajectory.get("implied_cagr") is None:
        return ""
    is_stated = point.trajectory["implied_cagr_source"] == "stated"
    number = figure_text(point.bounded("implied_cagr")._replace(calculated=not is_stated))
    if is_stated:
        return content.say(f"{number}% a year, stated", f"{number}%（规划写明）")
    return content.say(f"{number}% a year, calculated", f"{number}%（计算得出）")
