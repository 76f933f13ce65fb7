from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("jinja2")
from pyplanning.publishing.site.plots import (
    Figure,
    Line,
    Mark,
    Trajectory,
    figure_text,
    mark,
    rows,
    trajectory,
    wrapped,
)

NUMBERS = st.floats(-1e12, 1e12).filter(lambda number: number == 0 or abs(number) > 1e-6)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Figure(2800), "2,800"),
        (Figure(0.21), "0.21"),
        (Figure(300, comparator="ge"), "≥300"),
        (Figure(4000, comparator="gt"), ">4,000"),
        (Figure(8, comparator="approx"), "≈8"),
        (Figure(6, comparator="le"), "≤6"),
        (Figure(10, 15), "10–15"),
        (Figure(2611.683784, comparator="gt", calculated=True), ">2,612"),
        (Figure(66.062814, calculated=True), "66.1"),
        (Figure(1524.36), "1,524.36"),
    ],
)
def test_a_figure_is_written_with_its_comparator(number: Figure, text: str) -> None:
    assert figure_text(number) == text


def target(*values: float) -> Line:
    return Line("a", [Mark(Figure(value), "target") for value in values], [f"{value}" for value in values])


def test_marks_are_placed_in_proportion_from_zero() -> None:
    drawn = rows([target(100), target(50)], "title")
    zero = float(re.findall(r'class="zero" x1="([\d.]+)%"', drawn)[0])
    first, second = (float(x) for x in re.findall(r'<svg x="([\d.]+)%"', drawn))
    assert first - zero == pytest.approx(2 * (second - zero), abs=0.02)


def test_ranks_begin_at_the_first() -> None:
    drawn = rows([target(9, 5)], "title", origin=1)
    assert re.findall('class="tick"[^>]*>([^<]+)<', drawn)[0] == "1"
    assert drawn.count('class="zero"') == 1
    last, first = (float(x) for x in re.findall(r'<svg x="([\d.]+)%"', drawn))
    assert first < last


def test_a_range_is_a_span_and_the_years_of_a_promise_are_joined() -> None:
    marks = [Mark(Figure(5, comparator="ge"), "implied"), Mark(Figure(10, 15, "ge"), "target")]
    drawn = rows([Line("a", marks, ["≥5 (2025)", "≥10–15 (2030)"])], "title")
    assert drawn.count('class="way span"') == 1
    assert drawn.count('<line class="way"') == 1
    assert drawn.count('<path class="way"') == 1  # only the last bound is an arrow
    assert 'class="hollow"' in drawn
    assert "≥5 (2025) → ≥10–15 (2030)" in drawn


def test_bounds_point_where_they_leave_a_figure_open() -> None:
    assert mark("target", "ge") != mark("target", "gt") != mark("target")
    assert "scale(-1 1)" in mark("target", "le")
    assert "rotate(-90)" in mark("target", "ge", upwards=True)
    assert 'class="soft"' in mark("target", "approx")


def test_a_line_rises_over_its_years() -> None:
    drawn = trajectory(
        Trajectory(Figure(50), 2025, "implied", Figure(100, comparator="ge"), 2030, "target"), "title", "?"
    )
    x1, y1, x2, y2 = (
        float(n) for n in re.findall(r'class="way" x1="(.*?)%" y1="(.*?)" x2="(.*?)%" y2="(.*?)"', drawn)[0]
    )
    zero = float(re.findall(r'class="zero".*? y1="([\d.]+)"', drawn)[0])
    assert x1 < x2
    assert zero - y2 == pytest.approx(2 * (zero - y1), abs=0.05)
    assert ">2025<" in drawn
    assert ">≥100<" in drawn


def test_a_line_with_a_year_unknown_is_dashed() -> None:
    drawn = trajectory(Trajectory(Figure(5), None, "observed", Figure(5), None, "target"), "title", "not known")
    assert 'class="way unknown"' in drawn
    assert drawn.count(">not known<") == 2


def test_a_baseline_comes_first_even_where_the_year_of_the_target_is_unknown() -> None:
    drawn = trajectory(Trajectory(Figure(5), 2015, "observed", Figure(6), None, "target"), "title", "not known")
    first, last = (float(x) for x in re.findall(r'<svg x="([\d.]+)%"', drawn))
    assert first < last


def test_without_figures_a_chart_is_only_its_scale() -> None:
    assert "<text" in rows([], "title")


def test_texts_are_never_markup() -> None:
    drawn = rows([Line("<b>&", [Mark(Figure(1), "target")], ["<i>"])], '"><script>')
    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "<i>" not in drawn


@settings(max_examples=40, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_any_figures_can_be_drawn_within_the_chart(values: list[float]) -> None:
    lines = [target(value) for value in values]
    drawn = rows(lines, "title")
    assert drawn == rows(lines, "title")
    places = [float(x) for x in re.findall(r'<svg x="(-?[\d.]+)%"', drawn)]
    assert len(places) == len(values)
    assert all(0 <= place <= 100 for place in places)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="ab 产业·", max_size=80))
def test_a_label_in_lines_loses_no_letter(text: str) -> None:
    def letters(given: str) -> str:
        return given.replace(" ", "").replace("·", "")

    assert letters("".join(wrapped(text))) == letters(text)
