"""Charts as inline SVG: dots on rows, and lines from a baseline to a target.

They are drawn here and not by a library of charts because only the places of marks are stretched: these are in
per cent of the width, while text and marks have their size in pixels. So one drawing fits a phone and a wide
screen, takes its fonts and its light or dark colours from site.css, and can show the comparators of the plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, log10
from typing import NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from pyplanning.publishing.site.pages import figure

SIGNS = {"ge": "≥", "gt": ">", "approx": "≈", "le": "≤", "lt": "<"}
SERIES = 5  # colours of site.css
FIRST, LAST = 14.0, 86.0  # per cent of the width: the first and the last year of a path
LINE, BAND = 18, 28  # pixels: a line of text, the strip of marks below it
TALL, TOP, FLOOR = 190, 46, 152  # pixels: height of a path's chart, where its highest mark and its zero line are
PHONE = 340  # pixels: the width of a chart on a phone
SHAPES = {
    "target": '<circle class="full" r="5.5"/>',
    "derived": '<circle class="hollow" r="5"/>',
    "observed": '<path class="full" d="M0-6.5L6.5 0 0 6.5-6.5 0Z"/>',
    "implied": '<path class="hollow" d="M0-6L6 0 0 6-6 0Z"/>',
}
BOUNDS = {
    "ge": '<path class="way" d="M6 0H25M20-4.5L25 0 20 4.5"/>',
    "gt": '<path class="way" d="M10-5.5V5.5M10 0H27M22-4.5L27 0 22 4.5"/>',
    "approx": '<rect class="soft" x="-17" y="-8" width="34" height="16" rx="8"/>',
}
MIRRORED = {"le": "ge", "lt": "gt"}


class Figure(NamedTuple):
    """A figure of the unit of its chart; ``upper`` is the end of a range, ``calculated`` that no plan prints it."""

    value: float
    upper: float | None = None
    comparator: str = "eq"
    calculated: bool = False


class Dot(NamedTuple):
    """A row of a chart of dots: a figure and, where there is one, the baseline from which it is reached.

    Shapes are those of ``SHAPES``; ``series`` is the number of a colour, from 1.
    """

    label: str
    end: Figure
    shape: str
    series: int
    start: Figure | None = None
    start_shape: str = "observed"


class Path(NamedTuple):
    """A line from a baseline to a target; a year that is not known is None."""

    start: Figure
    start_year: int | None
    start_shape: str
    end: Figure
    end_year: int | None
    end_shape: str
    series: int


def told(number: Figure) -> str:
    """A figure with the sign of its comparator; one that was calculated has three digits or is whole."""
    ends = [number.value] if number.upper is None else [number.value, number.upper]
    return SIGNS.get(number.comparator, "") + "–".join(_number(end, number.calculated) for end in ends)


def _number(value: float, calculated: bool) -> str:
    whole = abs(value) >= 1000
    return figure(f"{value:.0f}" if calculated and whole else f"{value:.3g}" if calculated else f"{value:.12g}")


def mark(shape: str, comparator: str = "eq", upwards: bool = False) -> Markup:
    """A mark about the point 0, 0: a shape, and what its comparator leaves open to the right, or upwards."""
    bound = BOUNDS.get(MIRRORED.get(comparator, comparator), "")
    turned = "scale(-1 1)" if comparator in MIRRORED else ""
    turned = f"rotate(-90) {turned}" if upwards else turned
    return Markup('<g transform="{}">{}</g>{}').format(turned, Markup(bound), Markup(SHAPES[shape]))


def key(shape: str, comparator: str = "eq") -> Markup:
    """A mark as it stands in the key of the charts."""
    left, right = {"eq": (-9, 9), "approx": (-18, 18)}.get(comparator, (-9, 29))
    return Markup(
        '<svg class="key s0" viewBox="{0} -10 {1} 20" width="{1}" height="20" aria-hidden="true">{2}</svg>'
    ).format(left, right - left, mark(shape, comparator))


def dots(lines: Sequence[Dot], title: str, unit: str = "") -> Markup:
    """Rows of dots on a scale from zero, each with its label above and its figure beside it.

    ``title`` is what the chart is called where it cannot be seen; ``unit`` follows the figures.
    """
    widest = (
        max(1.1 * _wide(_said(line, unit)) + 40 for line in lines) if lines else 0
    )  # what is told beside a mark, and its arrow
    place, ticks = _scale(_ends(lines), 0.3, max(30.0, 100 - 100 * widest / PHONE))
    drawn: list[Markup] = []
    y = 0
    for line in lines:
        for text in wrapped(line.label):
            y += LINE
            drawn.append(Markup('<text class="label" x="0" dx="8" y="{}">{}</text>').format(y - 4, text))
        drawn.append(_row(line, place, y + 11, unit))
        y += BAND
    names = ticks if max(len(_number(tick, False)) for tick in ticks) < 7 else [ticks[0], ticks[-1]]
    grid = [_upright(place(tick), y, tick == 0) for tick in ticks]
    below = [
        Markup('<text class="tick" x="{}%" y="{}"{}>{}</text>').format(
            _short(place(tick)), y + 17, Markup(' text-anchor="middle"') if n else "", _number(tick, False)
        )
        for n, tick in enumerate(names)
    ]
    return _svg(title, y + 24, [*grid, *drawn, *below])


def _row(line: Dot, place: Callable[[float], float], y: int, unit: str) -> Markup:
    parts = []
    if line.start:
        parts.append(_line(place(line.start.value), y, place(line.end.value), y))
        plain = line.start._replace(comparator="eq")  # its bound is told beside; an arrow would hide the line
        parts.append(_marked(plain, line.start_shape, place(line.start.value), y))
    if line.end.upper is not None:
        parts.append(_line(place(line.end.value), y, place(line.end.upper), y, "span"))
    parts.append(_marked(line.end, line.shape, place(line.end.value), y))
    ends = [_aside(each, place) for each in (line.start, line.end) if each]
    x, right = max(ends)
    said = Markup('<text class="told" x="{}%" dx="{}" y="{}">{}</text>').format(
        _short(x), right, y + 4.5, _said(line, unit)
    )
    return Markup('<g class="s{}">{}</g>').format(line.series, Markup("").join([*parts, said]))


def _said(line: Dot, unit: str) -> str:
    """What is told beside the marks of a row."""
    return (f"{told(line.start)} → " if line.start else "") + told(line.end) + unit


def _aside(number: Figure, place: Callable[[float], float]) -> tuple[float, int]:
    """Where the text beside a mark may begin: per cent, and pixels from there."""
    right = {"ge": 34, "gt": 36, "approx": 24}.get(number.comparator, 13)
    return place(number.value if number.upper is None else number.upper), right


def paths(lines: Sequence[Path], title: str, unknown: str, unit: str = "") -> Markup:
    """Lines from baselines to targets over the years, from zero; labels stay clear of one another.

    ``unknown`` stands for a year that is not known: such a line is dashed, and its place in time none.
    """
    ends = [each for line in lines for each in (line.start, line.end)]
    rise, _ = _scale((end.value if end.upper is None else end.upper for end in ends), FLOOR, TOP, exact=True)
    years = sorted({year for line in lines for year in (line.start_year, line.end_year) if year is not None})
    across = _across(years)
    drawn: list[Markup] = []
    labels: dict[str, list[tuple[float, float, str]]] = {"start": [], "end": []}
    under: dict[str, float] = {}
    for line in lines:
        x1 = FIRST if line.start_year is None or not across else across(line.start_year)
        x2 = LAST if line.end_year is None or not across else across(line.end_year)
        y1, y2 = rise(line.start.value), rise(line.end.value)
        dated = None not in (line.start_year, line.end_year)
        parts = [
            _line(x1, y1, x2, y2, "" if dated else "unknown"),
            _marked(line.start, line.start_shape, x1, y1, upwards=True),
            _marked(line.end, line.end_shape, x2, y2, upwards=True),
        ]
        if line.end.upper is not None:
            parts.insert(0, _line(x2, y2, x2, rise(line.end.upper), "span"))
        drawn.append(Markup('<g class="s{}">{}</g>').format(line.series, Markup("").join(parts)))
        falls = y2 > y1
        labels["start"].append((x1, y1 - 12 if falls else y1 + 20, told(line.start) + unit))
        labels["end"].append((x2, y2 + 20 if falls else y2 - 8, told(line.end) + unit))
        under[unknown if line.start_year is None else str(line.start_year)] = x1
        under[unknown + " " if line.end_year is None else str(line.end_year)] = x2
    for x, y, text in _apart(labels["start"]):
        drawn.append(Markup('<text class="told" x="{}%" dx="-8" y="{}">{}</text>').format(_short(x), _short(y), text))
    for x, y, text in _apart(labels["end"]):
        drawn.append(
            Markup('<text class="told" x="{}%" dx="-11" y="{}" text-anchor="end">{}</text>').format(
                _short(x), _short(y), text
            )
        )
    zero = rise(0)
    axis = [
        Markup('<line class="zero" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(_short(zero)),
        Markup('<text class="tick" x="0" y="{}">0</text>').format(_short(zero - 4)),
    ]
    for text, x in under.items():
        axis.append(
            Markup('<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>').format(
                _short(x), TALL - 6, text.strip()
            )
        )
    return _svg(title, TALL, [*axis, *drawn])


def _across(years: Sequence[int]) -> Callable[[int], float] | None:
    """Where a year is; None where fewer than two are known, so that there is no scale."""
    if len(years) < 2:
        return None
    first, span = years[0], years[-1] - years[0]
    return lambda year: FIRST + (year - first) / span * (LAST - FIRST)


def _apart(labels: Iterable[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Labels moved down until none is within a line of one above it; one that says the same is left out."""
    placed: list[tuple[float, float, str]] = []
    for x, y, text in sorted(set(labels), key=lambda label: (label[1], label)):
        near = [other for other in placed if abs(other[0] - x) < 40]
        lowest = max((other[1] + LINE - 2 for other in near), default=y)
        placed.append((x, max(y, lowest), text))
    return placed


def wrapped(text: str, width: float = PHONE - 20) -> list[str]:
    """A label in lines, broken between its parts (" · "), as wide as letters commonly are."""
    lines: list[str] = []
    for part in text.split(" · "):
        longer = f"{lines[-1]} · {part}" if lines else part
        if lines and _wide(longer) <= width:
            lines[-1] = longer
        else:
            lines.extend(_broken(part, width))
    return lines


def _broken(text: str, width: float) -> list[str]:
    """One part of a label in lines, broken at spaces where it has any."""
    lines = [""]
    for word in text.split(" ") if " " in text else list(text):
        glue = " " if " " in text and lines[-1] else ""
        if lines[-1] and _wide(lines[-1] + glue + word) > width:
            lines.append(word)
        else:
            lines[-1] += glue + word
    return lines


def _wide(text: str) -> float:
    return sum(13.0 if east_asian_width(char) in "WF" else 7.2 for char in text)


def _ends(lines: Sequence[Dot]) -> list[float]:
    found = [figure for line in lines for figure in (line.start, line.end) if figure]
    return [end for figure in found for end in (figure.value, figure.upper) if end is not None]


def _scale(
    values: Iterable[float], start: float, end: float, exact: bool = False
) -> tuple[Callable[[float], float], list[float]]:
    """A scale that holds zero, from ``start`` to ``end``, and round figures on it."""
    given = [0.0, *values]
    low, high = min(given), max(given)
    if low == high:
        high = 1.0
    step = _round_step((high - low) / 3)
    first, last = floor(low / step), ceil(high / step)
    ticks = [float(f"{n * step:.12g}") for n in range(first, last + 1)]
    if not exact:
        low, high = ticks[0], ticks[-1]
    return lambda value: start + (value - low) / (high - low) * (end - start), ticks


def _round_step(least: float) -> float:
    """The least of 1, 2, 5 times a power of ten that is not less."""
    power = float(10 ** floor(log10(least)))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least * (1 - 1e-9))


def _svg(title: str, height: int, parts: Iterable[Markup]) -> Markup:
    return Markup('<svg class="plot" role="img" aria-label="{}" style="height:{}px">{}</svg>').format(
        title, height, Markup("").join(parts)
    )


def _marked(number: Figure, shape: str, x: float, y: float, upwards: bool = False) -> Markup:
    """A mark at a place of the chart: per cent of its width, pixels of its height."""
    return Markup('<svg x="{}%" y="{}" overflow="visible">{}</svg>').format(
        _short(x), _short(y), mark(shape, number.comparator, upwards)
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "") -> Markup:
    return Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(
        f"way {kind}".strip(), _short(x1), _short(y1), _short(x2), _short(y2)
    )


def _upright(x: float, height: int, zero: bool) -> Markup:
    return Markup('<line class="{}" x1="{}%" x2="{}%" y1="0" y2="{}"/>').format(
        "zero" if zero else "grid", _short(x), _short(x), height
    )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
