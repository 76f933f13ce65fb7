"""Comparison: an indicator and a concept over plans and years, growth rates, and trajectories."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pyplanning.datapackage.field_words import labels
from pyplanning.dataset.trajectories import RESOURCE
from pyplanning.publishing.site import charts, plots
from pyplanning.publishing.site.content import Content, Options
from pyplanning.publishing.site.data_points import NONE, DataPoint, data_points, in_unit
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.plots import figure_text

ANY = ""  # the choice of all industry concepts


class View(NamedTuple):
    """What is shown for an indicator and a concept: `ANY` for all of them, `NONE` for figures that have none."""

    indicator: str
    concept: str
    title: str
    plans: int
    figures: int
    panels: list[charts.Panel]
    multiples: list[charts.Multiple]


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the page of comparison: each choice with its charts and tables, all growth rates, all trajectories."""
    points = data_points(content)
    views = _views(points, content)
    values = {
        "views": views,
        # the view that compares most: most plans, then most figures
        "default": max(views, key=lambda view: (view.plans, view.figures), default=None),
        "indicators": _indicators(views, content),
        "growth": charts.growth_panel(points, content),
        "multiples": charts.multiples(points, content),
        "with_baseline": [point for point in points if point.has_baseline],
        "cells": lambda points, unit: [_cells(point, unit or point.unit, content) for point in points],
        "sign": plots.key,
        "count": len(points),
    }
    yield Page("compare.html", values)


def _views(points: Sequence[DataPoint], content: Content) -> list[View]:
    """List each indicator over all concepts, if it has several, and each indicator and concept."""
    groups: dict[tuple[str, str], list[DataPoint]] = {}
    for point in points:
        for concept in (ANY, point.concept):
            groups.setdefault((point.row["indicator_id"], concept), []).append(point)
    concepts = Counter(indicator for indicator, _ in groups)
    wanted = [pair for pair in groups if pair[1] != ANY or concepts[pair[0]] > 2]  # with one concept, all are that one
    wanted.sort(key=lambda pair: (content.name("indicators", pair[0]), pair[0], _concept(pair[1], content)))
    return [_view(pair, groups[pair], content) for pair in wanted]


def _view(pair: tuple[str, str], points: list[DataPoint], content: Content) -> View:
    indicator, concept = pair
    title = f"{charts.indicator_name(indicator, content)} · {_concept(concept, content)}"
    plans = len({point.row["plan_id"] for point in points})
    multiples = charts.multiples(points, content) if concept != ANY else []
    return View(*pair, title, plans, len(points), charts.panels(points, concept == ANY, content), multiples)


def _concept(concept: str, content: Content) -> str:
    if concept == ANY:
        return content.say("all industries", "全部产业")
    if concept == NONE:
        return content.say("no industry concept", "未归入产业概念")
    return content.name("industry_concepts", concept)


def _indicators(views: Sequence[View], content: Content) -> list[tuple[str, Options]]:
    """Offer the indicators in groups: those that several plans have come first."""
    largest: dict[str, View] = {}
    for view in views:
        if view.indicator not in largest or view.figures > largest[view.indicator].figures:
            largest[view.indicator] = view
    names = (
        content.say("In several plans", "多部规划均有"),
        content.say("In one plan, several figures", "一部规划，多个数值"),
        content.say("One figure", "仅一个数值"),
    )
    groups: dict[str, Options] = {name: [] for name in names}
    for key, view in largest.items():
        groups[names[(view.plans == 1) + (view.figures == 1)]].append((key, content.name("indicators", key)))
    return [(name, options) for name, options in groups.items() if options]


def _cells(point: DataPoint, unit: str, content: Content) -> dict[str, object]:
    """Give a data point and the texts of its row in a table, its figure in ``unit``."""
    number = in_unit(point.figure, point.unit, unit, content)
    printed = f"{figure_text(point.figure)} {content.name('units', point.unit)}"
    reasons = labels(RESOURCE.field("missing_reason"), content.lang)
    unknown = reasons.get(point.trajectory["missing_reason"], "") if point.has_baseline else ""
    return {
        "point": point,
        "plan": charts.short_plan(point.row["plan_id"], content),
        "when": charts.when(point, content),
        "value": f"{number.value:.12g}",
        "figure": figure_text(number),
        "unit": content.name("units", unit),
        "printed": printed if unit != point.unit else "",
        "baseline": _baseline(point, unit, content),
        "growth": charts.growth(point, content) or unknown,
        "address": content.address(point.table, point.key) or content.address("sections", point.row["section_id"]),
    }


def _baseline(point: DataPoint, unit: str, content: Content) -> str:
    """Write the baseline with its unit, unless that is ``unit``, its year, and how it is known."""
    if not point.has_baseline:
        return ""
    how = content.say("implied", "推算") if point.is_implied else content.say("observed", "现状")
    year = point.trajectory["baseline_year"] or content.say("no year given", "年份未写明")
    number = figure_text(point.baseline)
    name = content.name("units", point.baseline_unit) if point.baseline_unit != unit else ""
    return content.say(f"{number} ({name}{'; ' * bool(name)}{year}, {how})", f"{number}{name}（{year}，{how}）")
