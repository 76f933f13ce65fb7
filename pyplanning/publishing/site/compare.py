"""Comparison: an indicator and a concept over plans and years, growth rates, and trajectories.

Baselines, growth and their bounds are those of ``dataset.trajectories``: docs/trajectories.md has the formulas.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from pyplanning.dataset.trajectories import NEEDED, REASONS, derived
from pyplanning.io import Row
from pyplanning.publishing.site import plots
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.plots import Dot, Figure, Path

ANY, NONE = "", "-"  # the choice of all industry concepts, and of figures that have none; neither is the key of one
NUMBERS = {"value": float, "value_max": float, "factor": float, "year": int, "start_year": int}
NUMBERS |= {"target_year": int, "period_start": int}
MEASURES = ("level", "count_new", "cagr", "cumulative_change", "rank")


class Known(NamedTuple):
    """A target or an observation that has a figure, in its unit as printed, and its trajectory if it is a target."""

    table: str
    key: str
    row: Row
    concept: str
    year: str
    figure: Figure
    way: dict[str, Any]


class Panel(NamedTuple):
    """A chart and the table beside it: figures of one measure and quantity, in one unit."""

    title: str
    unit: str
    chart: Markup
    rows: list[dict[str, Any]]


class Multiple(NamedTuple):
    """A trajectory: what it is of, its chart, and the targets that have it."""

    about: Known
    title: str
    note: str
    chart: Markup
    targets: list[str]


class View(NamedTuple):
    """What is shown for an indicator and a concept: "" for all of them, "-" for figures that have none."""

    indicator: str
    concept: str
    title: str
    plans: int
    figures: int
    panels: list[Panel]
    multiples: list[Multiple]


def pages(content: Content) -> Iterator[Page | Script]:
    """The page of comparison: each choice with its charts and tables, all growth rates, all trajectories."""
    known = _known(content)
    views = _views(known, content)
    multiples = _multiples(known, content)
    values = {
        "views": views,
        "default": _telling(views),
        "indicators": _indicators(views, content),
        "growth": _growth(known, content),
        "multiples": multiples,
        "table": [_told(each, each.row["unit_id"], content) for each in known if _has_baseline(each)],
        "keys": _keys(content),
        "count": len(known),
    }
    yield Page("compare.html", "compare.html", content.say("Compare", "比较"), values)


def _known(content: Content) -> list[Known]:
    ways = {way["target_id"]: way for way in derived(**{name: _typed(name, content) for name in NEEDED})}
    found = []
    for table, key, year in (("targets", "target_id", "target_year"), ("observations", "observation_id", "year")):
        for row in content.rows(table):
            if row["value"]:
                concept = content.concept(row["industry_id"]) or NONE
                way = ways[row[key]] if table == "targets" else {}
                found.append(Known(table, row[key], row, concept, row[year], _printed(row), way))
    return found


def _typed(table: str, content: Content) -> list[dict[str, Any]]:
    """The rows of a table as trajectories are derived from: numbers as numbers, empty cells as None."""
    return [
        {name: NUMBERS.get(name, str)(row[name]) if row[name] else None for name in NEEDED[table]}
        for row in content.rows(table)
    ]


def _printed(row: Row) -> Figure:
    upper = float(row["value_max"]) if row["value_max"] else None
    return Figure(float(row["value"]), upper, row["comparator"])


# ---- what can be chosen


def _views(known: Sequence[Known], content: Content) -> list[View]:
    """Each indicator over all concepts, if it has several, and each indicator and concept."""
    groups: dict[tuple[str, str], list[Known]] = {}
    for each in known:
        for concept in (ANY, each.concept):
            groups.setdefault((each.row["indicator_id"], concept), []).append(each)
    concepts = Counter(indicator for indicator, _ in groups)
    ordered = sorted(
        groups, key=lambda pair: (content.name("indicators", pair[0]), pair[0], _concept(pair[1], content))
    )
    return [
        _view(pair, groups[pair], content)
        for pair in ordered
        if pair[1] != ANY or concepts[pair[0]] > 2  # with one concept, all are that one
    ]


def _view(pair: tuple[str, str], known: list[Known], content: Content) -> View:
    indicator, concept = pair
    title = content.name("indicators", indicator)
    title = title[:1].upper() + title[1:]
    plans = len({each.row["plan_id"] for each in known})
    panels = _panels(known, concept == ANY, content)
    multiples = _multiples(known, content) if concept != ANY else []
    return View(indicator, concept, f"{title} · {_concept(concept, content)}", plans, len(known), panels, multiples)


def _concept(concept: str, content: Content) -> str:
    if concept == ANY:
        return content.say("all industries", "全部产业")
    if concept == NONE:
        return content.say("no industry concept", "未归入产业概念")
    return content.name("industry_concepts", concept)


def _telling(views: Sequence[View]) -> View | None:
    """The view that compares most: most plans, then most figures."""
    return max(views, key=lambda view: (view.plans, view.figures), default=None)


def _indicators(views: Sequence[View], content: Content) -> list[tuple[str, list[tuple[str, str]]]]:
    """The indicators as options, in groups: those that several plans have come first."""
    groups: dict[str, dict[str, str]] = {
        content.say("In several plans", "多部规划均有"): {},
        content.say("In one plan, several figures", "一部规划，多个数值"): {},
        content.say("One figure", "仅一个数值"): {},
    }
    several, one, single = groups.values()
    best: dict[str, View] = {}
    for view in views:
        if view.indicator not in best or view.figures > best[view.indicator].figures:
            best[view.indicator] = view
    for indicator, view in best.items():
        group = several if view.plans > 1 else one if view.figures > 1 else single
        group[indicator] = content.name("indicators", indicator)
    return [(name, list(group.items())) for name, group in groups.items() if group]


# ---- levels, numbers added, rates, ranks


def _panels(known: Sequence[Known], mixed: bool, content: Content) -> list[Panel]:
    """A panel for each measure and quantity; ``mixed`` says that industries are to be told."""
    groups: dict[tuple[str, str], list[Known]] = {}
    for each in known:
        groups.setdefault((each.row["measure"], _quantity(each.row["unit_id"], content)), []).append(each)
    order = sorted(groups, key=lambda group: (MEASURES.index(group[0]) if group[0] in MEASURES else 9, group))
    return [_panel(groups[group], mixed, content) for group in order]


def _panel(known: list[Known], mixed: bool, content: Content) -> Panel:
    unit = _common_unit(known, content)
    largest: dict[str, float] = {}
    for each in known:
        size = _in_unit(each.figure, each.row["unit_id"], unit, content).value
        largest[each.concept] = max(size, largest.get(each.concept, size))
    known = sorted(known, key=lambda each: (-largest[each.concept] * mixed, each.concept, each.year or "9", each.key))
    first = known[0].row
    measure = content.label(known[0].table, "measure", first["measure"])
    title = content.say(
        f"{content.name('indicators', first['indicator_id'])}: {measure}, {content.name('units', unit)}",
        f"{content.name('indicators', first['indicator_id'])}：{measure}（{content.name('units', unit)}）",
    )
    title = title[:1].upper() + title[1:]
    told = [_told(each, unit, content) for each in known]
    chart = plots.dots(_distinct(known, unit, mixed, content), title + _beside(content))
    return Panel(title, content.name("units", unit), chart, told)


def _distinct(known: Sequence[Known], unit: str, mixed: bool, content: Content) -> list[Dot]:
    """A row for each figure; one that only repeats another has none, and others of one label tell where they stand."""
    lines: dict[Dot, Known] = {}
    for each in known:
        lines.setdefault(_dot(each, unit, mixed, content), each)
    labels = Counter(line.label for line in lines)
    return [
        line._replace(label=f"{line.label} · {_where(each, content)}") if labels[line.label] > 1 else line
        for line, each in lines.items()
    ]


def _where(each: Known, content: Content) -> str:
    return each.row["table_label"] or content.say("in the text", "正文")


def _dot(each: Known, unit: str, mixed: bool, content: Content) -> Dot:
    end = _in_unit(each.figure, each.row["unit_id"], unit, content)
    shape = "target" if each.table == "targets" else "observed"
    label = " · ".join([*_about(each, mixed, content), _when(each, content)])
    series = _series(each, content)
    if not _has_baseline(each) or each.row["measure"] not in ("level", "rank"):
        return Dot(label, end, shape, series)
    start = _in_unit(_baseline(each), each.way["baseline_unit_id"], unit, content)
    if rate := _rate(each, content):
        label += content.say(f" · {rate}", f" · 年均增速{rate}")
    return Dot(label, end, shape, series, start, _start_shape(each))


def _about(each: Known, mixed: bool, content: Content) -> list[str]:
    """Industry, if it is to be told or the plan calls it otherwise, region if it is not the plan's, and plan."""
    industry = content.name("industries", each.row["industry_id"]) if each.row["industry_id"] else ""
    common = content.name("industry_concepts", each.concept)
    parts = [industry] if industry and (mixed or industry != common) else []
    region = each.row["region_code"]
    if region and region != content.row("plans", each.row["plan_id"]).get("region_code"):
        parts.append(content.name("regions", region))
    return [*parts, _plan(each.row["plan_id"], content)]


def _plan(plan_id: str, content: Content) -> str:
    """A short name that tells the plan from others: its region and year; else its name."""
    names = [_region_and_year(row, content) for row in content.rows("plans")]
    name = _region_and_year(content.row("plans", plan_id), content)
    return name if names.count(name) == 1 else content.name("plans", plan_id)


def _region_and_year(plan: Row, content: Content) -> str:
    region = re.split(r" ?[(（]", content.name("regions", plan.get("region_code", "")))[0]
    year = (plan.get("issued_on") or plan.get("period_start") or "")[:4]
    return f"{region.removesuffix(' Province').removesuffix('省')} {year}".strip()


def _when(each: Known, content: Content) -> str:
    start = each.row["start_year"]
    span = f"{start}–{each.year}" if start and each.row["measure"] != "level" else each.year
    target = each.table == "targets"
    if not each.year:
        en, zh = ("target", "目标") if target else ("observed", "现状")
        return content.say(f"{en}, no year said", f"{zh}（未写明年份）")
    return (
        content.say(f"target for {span}", f"{span}年目标")
        if target
        else content.say(f"observed {span}", f"{span}年现状")
    )


def _beside(content: Content) -> str:
    return content.say(". The table has the same figures.", "。数据同表。")


def _quantity(unit: str, content: Content) -> str:
    return content.row("units", unit).get("quantity", unit)


def _common_unit(known: Sequence[Known], content: Content) -> str:
    """The unit that is printed most often; of several, the smallest."""
    used = Counter(each.row["unit_id"] for each in known)
    return min(used, key=lambda unit: (-used[unit], _factor(unit, content), unit))


def _factor(unit: str, content: Content) -> float:
    return float(content.row("units", unit).get("factor") or 1)


def _in_unit(number: Figure, unit: str, wanted: str, content: Content) -> Figure:
    """A figure in another unit of its quantity, or in the base unit (""): value × factor(unit) / factor(wanted)."""
    times = _factor(unit, content) / _factor(wanted, content)
    upper = None if number.upper is None else number.upper * times
    return number._replace(value=number.value * times, upper=upper)


def _series(each: Known, content: Content) -> int:
    """The colour of a plan, by its place among the plans."""
    plans = [row["plan_id"] for row in content.rows("plans")]
    return plans.index(each.row["plan_id"]) % plots.SERIES + 1 if each.row["plan_id"] in plans else plots.SERIES


# ---- growth


def _growth(known: Sequence[Known], content: Content) -> Panel:
    """The growth a year of every target that states it, or from whose baseline it follows, largest first."""
    stated = [(each, each.figure) for each in known if each.table == "targets" and each.row["measure"] == "cagr"]
    lines = [(each, number) for each, number in stated if _quantity(each.row["unit_id"], content) == "share"]
    for each in known:
        if each.way.get("implied_cagr_source") == "derived" and each.row["measure"] != "cagr":
            lines.append((each, _of(each.way, "implied_cagr", "implied_cagr")._replace(calculated=True)))
    lines.sort(key=lambda line: (-line[1].value, line[0].key))
    drawn = []
    for each, number in lines:
        parts = [content.name("indicators", each.row["indicator_id"]), *_about(each, True, content)]
        span = f"{each.way['baseline_year']}–{each.year}" if each.way["baseline_year"] else each.year
        shape = "derived" if number.calculated else "target"
        drawn.append(Dot(" · ".join([*parts, span]), number, shape, _series(each, content)))
    title = content.say("Growth that the plans promise, per cent a year", "规划目标的年均增速（%）")
    told = [_told(each, each.row["unit_id"], content) for each, _ in lines]
    return Panel(title, "", plots.dots(list(dict.fromkeys(drawn)), title + _beside(content), "%"), told)


def _of(way: dict[str, Any], name: str, value: str) -> Figure:
    return Figure(way[value], way[f"{value}_max"], way[f"{name}_comparator"])


def _rate(each: Known, content: Content) -> str:
    """Growth a year from baseline to target, and whether the plan says it; "" where there is none."""
    if each.way.get("implied_cagr") is None:
        return ""
    is_stated = each.way["implied_cagr_source"] == "stated"
    number = plots.told(_of(each.way, "implied_cagr", "implied_cagr")._replace(calculated=not is_stated))
    if is_stated:
        return content.say(f"{number}% a year, stated", f"{number}%（规划写明）")
    return content.say(f"{number}% a year, calculated", f"{number}%（推算）")


# ---- trajectories


def _has_baseline(each: Known) -> bool:
    return each.way.get("baseline_value") is not None


def _baseline(each: Known) -> Figure:
    found = _of(each.way, "baseline", "baseline_value")
    return found._replace(calculated=each.way["baseline_source"] == "implied")


def _start_shape(each: Known) -> str:
    return "implied" if each.way["baseline_source"] == "implied" else "observed"


def _multiples(known: Sequence[Known], content: Content) -> list[Multiple]:
    """A small chart for each way from a baseline to a level; targets that lead the same way share it."""
    by_key = {each.key: each for each in known if each.table == "targets"}
    shared: dict[tuple[Any, ...], list[Known]] = {}
    ends: dict[tuple[Any, ...], tuple[Figure, str]] = {}
    for each in by_key.values():
        if _has_baseline(each) and (found := _end(each, by_key, content)):
            things = tuple(each.row[name] for name in ("plan_id", "indicator_id", "industry_id", "region_code"))
            unit = each.way["baseline_unit_id"]
            start, end = (_in_unit(number, unit, "", content) for number in (_baseline(each), found[0]))
            way = (*things, _quantity(unit, content), start, each.way["baseline_year"], end, found[1], each.year)
            shared.setdefault(way, []).append(each)
            ends[way] = found
    return [_multiple(group, *ends[way], content) for way, group in shared.items()]


def _end(each: Known, known: dict[str, Known], content: Content) -> tuple[Figure, str] | None:
    """The level to which a way leads, in the unit of its baseline, and its shape; None where none follows.

    It is the target itself, the other target from which the baseline follows, or baseline + change.
    """
    unit = each.way["baseline_unit_id"]
    level = each if each.row["measure"] in ("level", "rank") else known.get(each.way["implied_from"] or "")
    if level:
        return _in_unit(level.figure, level.row["unit_id"], unit, content), "target"
    start = _baseline(each)
    exact = start.comparator == "eq" and start.upper is None
    if each.way["absolute_change"] is None or each.row["measure"] == "count_new" or not exact:
        return None
    change = _of(each.way, "absolute_change", "absolute_change")
    upper = None if change.upper is None else start.value + change.upper
    return Figure(start.value + change.value, upper, change.comparator, calculated=True), "derived"


def _multiple(group: list[Known], end: Figure, shape: str, content: Content) -> Multiple:
    each = group[0]
    unit = content.name("units", each.way["baseline_unit_id"])
    year = int(each.year) if each.year else None
    path = Path(
        _baseline(each), each.way["baseline_year"], _start_shape(each), end, year, shape, _series(each, content)
    )
    name = content.name("indicators", each.row["indicator_id"])
    title = " · ".join([name[:1].upper() + name[1:], *_about(each, True, content)])
    rate = _rate(each, content)
    unknown = content.say("year not said", "年份未写明")
    dated = [str(path.start_year or unknown), str(path.end_year or unknown)]
    told = f"{title}: {plots.told(path.start)} ({dated[0]}) → {plots.told(end)} ({dated[1]}), {unit}"
    note = content.say(f"{unit}; {rate}", f"{unit}；年均增速{rate}") if rate else unit
    return Multiple(each, title, note, plots.paths([path], told, unknown), [other.key for other in group])


# ---- the tables beside the charts


def _told(each: Known, unit: str, content: Content) -> dict[str, Any]:
    """The cells of a figure's row: ``value`` is the number in ``unit``, the others are texts."""
    number = _in_unit(each.figure, each.row["unit_id"], unit, content)
    spot = content.address("sections", each.row["section_id"])
    return {
        "known": each,
        "plan": _plan(each.row["plan_id"], content),
        "when": _when(each, content),
        "value": f"{number.value:.12g}",
        "figure": plots.told(number),
        "unit": content.name("units", unit),
        "printed": _as_printed(each, content) if unit != each.row["unit_id"] else "",
        "baseline": _told_baseline(each, unit, content),
        "growth": _rate(each, content) or _why_none(each, content),
        "address": content.address(each.table, each.key) or spot,
    }


def _as_printed(each: Known, content: Content) -> str:
    return f"{plots.told(each.figure)} {content.name('units', each.row['unit_id'])}"


def _told_baseline(each: Known, shown: str, content: Content) -> str:
    """The baseline with its unit, unless that is the one ``shown``, its year and how it is known."""
    if not _has_baseline(each):
        return ""
    year = each.way["baseline_year"]
    how = (
        content.say("implied", "推算") if each.way["baseline_source"] == "implied" else content.say("observed", "现状")
    )
    when = year or content.say("no year", "年份未写明")
    number, unit = plots.told(_baseline(each)), each.way["baseline_unit_id"]
    name = content.name("units", unit) if unit != shown else ""
    return content.say(f"{number} ({name}{'; ' * bool(name)}{when}, {how})", f"{number}{name}（{when}，{how}）")


def _why_none(each: Known, content: Content) -> str:
    reason = each.way.get("missing_reason")
    if not _has_baseline(each) or not reason:
        return ""
    return next((content.say(en, zh) for key, en, zh in REASONS if key == reason), reason)


def _keys(content: Content) -> Iterable[tuple[Markup, str]]:
    """What the marks mean."""
    say: Callable[[str, str], str] = content.say
    return [
        (plots.key("target"), say("target", "目标")),
        (plots.key("target", "ge"), say("at least (≥); at most points left", "不低于（≥）；不高于则向左")),
        (plots.key("target", "gt"), say("over (>), itself not included", "超过（>），不含本数")),
        (plots.key("target", "approx"), say("about (≈)", "约（≈）")),
        (plots.key("observed"), say("observed, also as a baseline", "现状（含基期）")),
        (plots.key("implied"), say("baseline implied by another target", "由另一目标推算的基期")),
        (plots.key("derived"), say("calculated from the plan’s figures", "据规划数值推算")),
    ]
