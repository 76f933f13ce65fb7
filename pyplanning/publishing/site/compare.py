"""Comparison: a page for each indicator, with a view for each industry concept; growth rates; trajectories.

A broader indicator or concept brings together the figures of those below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote

from pyplanning.datapackage.field_words import labels
from pyplanning.dataset.trajectories import RESOURCE
from pyplanning.publishing.site import charts, plots
from pyplanning.publishing.site.addresses import file_name
from pyplanning.publishing.site.charts import ANY
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.data_points import NONE, DataPoint, data_points, in_unit
from pyplanning.publishing.site.pages import Page, Script
from pyplanning.publishing.site.plots import figure_text


class View(NamedTuple):
    """What is shown for an indicator and a concept: `ANY` for all of them, `NONE` for figures that have none.

    ``indicators`` are those of the figures, which a broader one brings together.
    """

    indicator: str
    concept: str
    name: str
    concept_name: str
    plans: int
    figures: int
    indicators: list[str]
    panels: list[charts.Panel]
    multiples: list[charts.Multiple]

    def compares(self) -> tuple[int, int, int]:
        """Rank the view by what a chart of it compares: many plans, few indicators, many figures of one concept."""
        if self.concept in (ANY, NONE):
            return 0, 0, self.figures
        return self.plans_in_a_chart, -len(self.indicators), self.figures

    @property
    def title(self) -> str:
        """What the view is about."""
        return f"{self.name} · {self.concept_name}"

    @property
    def address(self) -> str:
        """The place of the view, in the folder of a language."""
        return page_of(self.indicator, self.concept)

    @property
    def plans_in_a_chart(self) -> int:
        """The most plans that one chart of the view sets side by side."""
        return max(len({point.row["plan_id"] for point in panel.points}) for panel in self.panels)


class Choice(NamedTuple):
    """An indicator that can be compared: its key, name and page, and in how many plans and figures it is."""

    indicator: str
    name: str
    address: str
    plans: int
    figures: int


def pages(content: Content) -> Iterator[Page | Script]:
    """Make the overview of what can be compared, a page for each indicator, and that of growth and trajectories."""
    points = points_once(content)
    views = _views(points, content)
    by_indicator: dict[str, list[View]] = {}
    for view in views:
        by_indicator.setdefault(view.indicator, []).append(view)
    groups = _groups(by_indicator, content)
    shared = {
        "cells": lambda points, unit: [_cells(point, unit or point.unit, content) for point in points],
        "sign": plots.key,
    }
    yield Script("data/compare.js", "compare", [[name, [choice[:3] for choice in group]] for name, group in groups])
    values = {"groups": groups, "views": _front(views), "count": len(points), **shared}
    yield Page("compare.html", values, scripts=("data/compare.js",))
    for indicator, found in by_indicator.items():
        title = content.name("indicators", indicator)
        values = {"views": found, "indicator": indicator, **shared}
        address = page_of(indicator)
        yield Page(address, values, "compare_indicator.html", title, "compare.html", scripts=("data/compare.js",))
    values = {
        "growth": charts.growth_panel(points, content),
        "multiples": charts.multiples(points, content),
        "with_baseline": [point for point in points if point.has_baseline],
        **shared,
    }
    title = content.say("Growth and trajectories", "增速与轨迹")
    yield Page("growth.html", values, title=title, within="compare.html")


def page_of(indicator: str, concept: str = ANY) -> str:
    """Give the address of the page that compares an indicator, at a concept."""
    return f"compare/{file_name(indicator)}.html" + (f"#concept={quote(concept, safe='')}" if concept else "")


def most_compared(pairs: Mapping[tuple[str, str], Sequence[DataPoint]]) -> dict[str, str]:
    """Find, for each concept, the address of the view that sets most plans side by side."""
    plans = {pair: len({point.row["plan_id"] for point in points}) for pair, points in pairs.items()}
    most = {concept: indicator for indicator, concept in sorted(plans, key=lambda pair: (plans[pair], pair))}
    return {concept: page_of(indicator, concept) for concept, indicator in most.items()}


def _front(views: Sequence[View]) -> list[View]:
    """Choose what the overview shows: the view of all industries, and that of one, that compare most plans."""
    whole = [view for view in views if view.concept == ANY]
    part = [view for view in views if view.concept not in (ANY, NONE)]
    found = [
        max(whole, key=lambda view: (view.plans_in_a_chart, -len(view.indicators), -view.figures), default=None),
        max(part, key=View.compares, default=None),
    ]
    return [view for view in found if view]


def points_once(content: Content) -> list[DataPoint]:
    """Collect the data points without those that say another again."""
    return [point for point in data_points(content) if not point.row["restates_id"]]


def compared(points: Sequence[DataPoint], content: Content) -> dict[tuple[str, str], list[DataPoint]]:
    """Group data points by indicator and concept, their own, those above these, and `ANY` concept.

    A pair that only repeats what one narrower pair has is left out.
    """
    groups: dict[tuple[str, str], list[DataPoint]] = {}
    for point in points:
        concepts = (ANY, *(content.line("industry_concepts", point.concept) or [NONE]))
        for indicator in content.line("indicators", point.row["indicator_id"]):
            for concept in concepts:
                groups.setdefault((indicator, concept), []).append(point)
    own = {pair: {(point.row["indicator_id"], point.concept) for point in group} for pair, group in groups.items()}
    return {pair: group for pair, group in groups.items() if pair in own[pair] or len(own[pair]) > 1}


def _views(points: Sequence[DataPoint], content: Content) -> list[View]:
    """Make a view of each indicator and concept that is compared, in the order of names, all industries first."""
    groups = compared(points, content)
    names = {
        pair: (content.name("indicators", pair[0]), pair[0], pair[1] != ANY, _concept(pair[1], content))
        for pair in groups
    }
    return [_view(pair, groups[pair], content) for pair in sorted(groups, key=lambda pair: names[pair])]


def _view(pair: tuple[str, str], points: list[DataPoint], content: Content) -> View:
    indicator, concept = pair
    names = content.name("indicators", indicator), _concept(concept, content)
    plans = len({point.row["plan_id"] for point in points})
    indicators = content.options("indicators", {point.row["indicator_id"] for point in points})
    multiples = charts.multiples(points, content) if concept != ANY else []
    panels = charts.panels(points, charts.Scope(*pair), content)
    return View(*pair, *names, plans, len(points), [key for key, _ in indicators], panels, multiples)


def _concept(concept: str, content: Content) -> str:
    if concept == ANY:
        return content.say("all industries", "全部产业")
    if concept == NONE:
        return content.say("no industry concept", "未归入产业概念")
    return content.name("industry_concepts", concept)


def _groups(by_indicator: dict[str, list[View]], content: Content) -> list[tuple[str, list[Choice]]]:
    """Offer the indicators in groups: broader ones, then those that several plans have, come first."""
    names = (
        content.say("Broader indicators", "上位指标"),
        content.say("In several plans", "多部规划均有"),
        content.say("In one plan, several figures", "一部规划，多个数值"),
        content.say("One figure", "仅一个数值"),
    )
    groups: dict[str, list[Choice]] = {name: [] for name in names}
    for key, views in by_indicator.items():
        view = max(views, key=lambda view: view.figures)
        group = 0 if view.indicators != [key] else 1 + (view.plans == 1) + (view.figures == 1)
        groups[names[group]].append(
            Choice(key, content.name("indicators", key), page_of(key), view.plans, view.figures)
        )
    return [(name, choices) for name, choices in groups.items() if choices]


def _cells(point: DataPoint, unit: str, content: Content) -> dict[str, object]:
    """Give a data point and the texts of its row in a table, its figure in ``unit``."""
    number = in_unit(point.figure, point.unit, unit, content)
    printed = f"{figure_text(point.figure)} {content.name('units', point.unit)}"
    reasons = labels(RESOURCE.field("missing_reason"), content.lang)
    unknown = reasons.get(point.trajectory["missing_reason"], "") if point.has_baseline else ""
    return {
        "point": point,
        "plan": content.short_plan(point.row["plan_id"]),
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
    how = {
        "implied": content.say("implied", "推算"),
        "sum": content.say("sum of two observations", "两项现状之和"),
    }.get(point.trajectory["baseline_source"], content.say("observed", "现状"))
    year = point.trajectory["baseline_year"] or content.say("no year given", "年份未写明")
    number = figure_text(point.baseline)
    name = content.name("units", point.baseline_unit) if point.baseline_unit != unit else ""
    return content.say(f"{number} ({name}{'; ' * bool(name)}{year}, {how})", f"{number}{name}（{year}，{how}）")
