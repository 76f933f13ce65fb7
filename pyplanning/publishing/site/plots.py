"""Charts as inline SVG: dots on rows, and lines from a baseline to a target.

No library of charts draws them, because only the places of marks are stretched: these are in per cent of the
width, while text and marks have their size in pixels. So one drawing fits a phone and a wide screen, takes its
fonts and its light or dark colours from site.css, and can show the comparators of the plans.
"""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, floor, log10
from typing import NamedTuple
from unicodedata import east_asian_width

from markupsafe import Markup

from pyplanning.publishing.site.pages import figure

SIGNS = {"ge": "≥", "gt": ">", "approx": "≈", "le": "≤", "lt": "<"}
FIRST, LAST = 14.0, 86.0  # per cent of the width: the first and the last year of a trajectory
LINE, BAND = 18, 28  # pixels: a line of text, the strip of marks below it
TALL, TOP, FLOOR = 190, 46, 152  # pixels: height of a trajectory's chart, where its highest mark and its zero line are
PHONE = 340  # pixels: the width of a chart on a phone
ROOM = PHONE - 20  # pixels: of these, what a label may take
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
ARROW = 36  # pixels that the bound of the last mark needs at its right


class Figure(NamedTuple):
    """A figure in the unit of its chart.

    ``upper`` is the end of a range; ``calculated`` means that no plan prints the figure.
    """

    value: float
    upper: float | None = None
    comparator: str = "eq"
    calculated: bool = False


class Mark(NamedTuple):
    """A figure and the shape of its mark, one of ``SHAPES``."""

    figure: Figure
    shape: str


class Line(NamedTuple):
    """A row of a chart: what it is about, its marks in the order of their years, and a text for each of them."""

    label: str
    marks: Sequence[Mark]
    steps: Sequence[str]


class Trajectory(NamedTuple):
    """A line from a baseline to a target; a year that is not known is None."""

    start: Figure
    start_year: int | None
    start_shape: str
    end: Figure
    end_year: int | None
    end_shape: str


def figure_text(number: Figure) -> str:
    """Write a figure with the sign of its comparator; one that was calculated has three digits or is whole."""
    ends = [number.value] if number.upper is None else [number.value, number.upper]
    return SIGNS.get(number.comparator, "") + "–".join(_number(end, number.calculated) for end in ends)


def _number(value: float, calculated: bool) -> str:
    if not calculated:
        return figure(f"{value:.12g}")
    return figure(f"{value:.0f}" if abs(value) >= 1000 else f"{value:.3g}")


def mark(shape: str, comparator: str = "eq", upwards: bool = False) -> Markup:
    """Draw a mark about the point 0, 0: a shape, and what its comparator leaves open to the right, or upwards."""
    bound = BOUNDS.get(MIRRORED.get(comparator, comparator), "")
    turned = "scale(-1 1)" if comparator in MIRRORED else ""
    turned = f"rotate(-90) {turned}" if upwards else turned
    return Markup('<g transform="{}">{}</g>{}').format(turned, Markup(bound), Markup(SHAPES[shape]))


def key(shape: str, comparator: str = "eq") -> Markup:
    """Draw a mark for the key of the charts."""
    left, right = {"eq": (-9, 9), "approx": (-18, 18)}.get(comparator, (-9, 29))
    return Markup(
        '<svg class="key" viewBox="{0} -10 {1} 20" width="{1}" height="20" aria-hidden="true">{2}</svg>'
    ).format(left, right - left, mark(shape, comparator))


def rows(lines: Sequence[Line], title: str, origin: float = 0.0) -> Markup:
    """Draw rows of marks on one scale, which begins at ``origin`` (1 for ranks); marks of a row are joined.

    The label of a row and the texts of its marks are above them, so that no text lies upon a mark.
    ``title`` is what the chart is called where it cannot be seen.
    """
    values = [end for line in lines for mark in line.marks for end in mark.figure[:2] if end is not None]
    place, ticks = _scale(values, 2.5, 100 - 100 * ARROW / PHONE, origin)
    drawn: list[Markup] = []
    y = 0
    for line in lines:
        for text in _heading(line):
            y += LINE
            drawn.append(Markup('<text x="0" dx="8" y="{}">{}</text>').format(_short(y - 4), text))
        drawn.append(_row(line, place, y + 11))
        y += BAND
    names = ticks if max(len(_number(tick, False)) for tick in ticks) < 7 else [ticks[0], ticks[-1]]
    grid = [
        Markup('<line class="{0}" x1="{1}%" x2="{1}%" y1="0" y2="{2}"/>').format(
            "zero" if tick == origin else "grid", _short(place(tick)), y
        )
        for tick in ticks
    ]
    below = [
        _text("tick", place(tick), y + 17, _number(tick, False), anchor="middle" if n else "")
        for n, tick in enumerate(names)
    ]
    return _svg(title, y + 24, [*grid, *drawn, *below])


def _heading(line: Line) -> list[Markup]:
    """Write what a row is about and, on the same line where there is room for it, the texts of its marks."""
    labels, steps = wrapped(line.label), wrapped(" → ".join(line.steps), glue=" → ")
    label, value = Markup('<tspan class="label">{}</tspan>'), Markup('<tspan class="value">{}</tspan>')
    if len(steps) == 1 and _wide(labels[-1] + "  ") + 1.1 * _wide(steps[0]) <= ROOM:
        *before, last = labels
        return [*map(label.format, before), label.format(last) + Markup("  ") + value.format(steps[0])]
    return [*map(label.format, labels), *map(value.format, steps)]


def _row(line: Line, place: Callable[[float], float], y: int) -> Markup:
    at = [place(mark.figure.value) for mark in line.marks]
    parts = [_line(min(at), y, max(at), y)] if len(at) > 1 else []
    for mark, x in zip(line.marks, at, strict=True):
        if mark.figure.upper is not None:
            parts.append(_line(x, y, place(mark.figure.upper), y, "span"))
    # Only the bound of the last mark is drawn: the text gives those of the others, whose arrows would hide the line.
    plain = [mark._replace(figure=mark.figure._replace(comparator="eq")) for mark in line.marks[:-1]]
    parts += [_marked(*mark, x, y) for mark, x in zip([*plain, *line.marks[-1:]], at, strict=True)]
    return Markup('<g class="series">{}</g>').format(Markup("").join(parts))


def trajectory(line: Trajectory, title: str, unknown: str) -> Markup:
    """Draw a line from a baseline to a target over the years, from zero.

    ``unknown`` takes the place of a year that is not known: such a line is dashed, and has no place in time.
    """
    ends = [(line.start, line.start_shape, FIRST), (line.end, line.end_shape, LAST)]
    rise, _ = _scale([end.value if end.upper is None else end.upper for end, *_ in ends], FLOOR, TOP, exact=True)
    y1, y2, zero = rise(line.start.value), rise(line.end.value), rise(0)
    dated = None not in (line.start_year, line.end_year)
    parts = [_line(FIRST, y1, LAST, y2, "" if dated else "unknown")]
    parts += [_marked(end, shape, x, rise(end.value), upwards=True) for end, shape, x in ends]
    if line.end.upper is not None:
        parts.insert(0, _line(LAST, y2, LAST, rise(line.end.upper), "span"))
    falls = y2 > y1
    drawn = [
        Markup('<line class="zero" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(_short(zero)),
        _text("tick", 0, zero - 4, "0"),
        *(
            _text("tick", x, TALL - 6, unknown if year is None else str(year), anchor="middle")
            for x, year in ((FIRST, line.start_year), (LAST, line.end_year))
        ),
        Markup('<g class="series">{}</g>').format(Markup("").join(parts)),
        _text("value", FIRST, y1 - 12 if falls else y1 + 20, figure_text(line.start), dx=-8),
        _text("value", LAST, y2 + 20 if falls else y2 - 8, figure_text(line.end), dx=-11, anchor="end"),
    ]
    return _svg(title, TALL, drawn)


def wrapped(text: str, width: float = ROOM, glue: str = " · ") -> list[str]:
    """Break a label into lines, between its parts, by the common width of letters."""
    lines: list[str] = []
    for part in text.split(glue):
        longer = f"{lines[-1]}{glue}{part}" if lines else part
        if lines and _wide(longer) <= width:
            lines[-1] = longer
        else:
            lines.extend(_broken(part, width))
    return lines


def _broken(text: str, width: float) -> list[str]:
    """Break one part of a label into lines, at spaces where it has any."""
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


def _scale(
    values: Iterable[float], start: float, end: float, origin: float = 0.0, exact: bool = False
) -> tuple[Callable[[float], float], list[float]]:
    """Make a scale that holds its origin, from ``start`` to ``end``, and round figures on it."""
    given = [origin, *values]
    low, high = min(given), max(given)
    if low == high:
        high = low + 1.0
    least = (high - low) / 3
    power = float(10 ** floor(log10(least)))
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))
    first, last = floor(low / step), ceil(high / step)
    ticks = [float(f"{n * step:.12g}") for n in range(first, last + 1)]
    if low == origin:
        ticks[0] = origin
    if not exact:
        low, high = ticks[0], ticks[-1]
    return lambda value: start + (value - low) / (high - low) * (end - start), ticks


def _svg(title: str, height: int, parts: Iterable[Markup]) -> Markup:
    return Markup('<svg class="plot" role="img" aria-label="{}" style="height:{}px">{}</svg>').format(
        title, height, Markup("").join(parts)
    )


def _marked(number: Figure, shape: str, x: float, y: float, upwards: bool = False) -> Markup:
    """Put a mark at a place of the chart: per cent of its width, pixels of its height."""
    return Markup('<svg x="{}%" y="{}" overflow="visible">{}</svg>').format(
        _short(x), _short(y), mark(shape, number.comparator, upwards)
    )


def _text(kind: str, x: float, y: float, text: str, dx: int = 0, anchor: str = "") -> Markup:
    """Put a text at a place of the chart, and ``dx`` pixels to the right."""
    shift = Markup(' dx="{}"').format(dx) if dx else ""
    anchored = Markup(' text-anchor="{}"').format(anchor) if anchor else ""
    return Markup('<text class="{}" x="{}"{} y="{}"{}>{}</text>').format(
        kind, f"{_short(x)}%" if x else "0", shift, _short(y), anchored, text
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str = "") -> Markup:
    return Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(
        f"way {kind}".strip(), _short(x1), _short(y1), _short(x2), _short(y2)
    )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
