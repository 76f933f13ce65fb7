"""Figures as intervals."""

from math import inf

import pytest

from pyplanning.dataset.bounds import Bounds, read_bounds

AT_LEAST_4 = Bounds(4, inf)
OVER_4 = Bounds(4, inf, low_in=False)


@pytest.mark.parametrize(
    ("comparator", "value_max", "expected"),
    [
        ("eq", None, Bounds(4, 4)),
        ("eq", 5, Bounds(4, 5)),
        ("approx", None, Bounds(4, 4, about=True)),
        ("ge", 5, AT_LEAST_4),
        ("gt", None, OVER_4),
        ("le", 5, Bounds(-inf, 5)),
        (None, None, Bounds(-inf, inf)),
    ],
)
def test_what_a_comparator_says(comparator, value_max, expected):
    assert read_bounds(comparator, 4, value_max) == expected


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (Bounds(4, 4), ("eq", 4, None)),
        (Bounds(4, 5, about=True), ("approx", 4, 5)),
        (OVER_4, ("gt", 4, None)),
        (Bounds(-inf, 5, high_in=False), ("lt", 5, None)),
        (Bounds(-inf, inf), (None, None, None)),
        (Bounds(4, inf, about=True), (None, None, None)),
        (Bounds(-0.0, 0.1 + 0.2), ("eq", 0, 0.3)),
    ],
)
def test_how_an_interval_is_written(figure, written):
    assert figure.written() == written


def test_arithmetic():
    assert Bounds(4, 5) - Bounds(1, 2) == Bounds(2, 4)
    assert OVER_4 - Bounds(1, 1) == Bounds(3, inf, low_in=False)
    assert Bounds(4, 6) / Bounds(2, 4) == Bounds(1, 3)
    assert Bounds(4, 4) / OVER_4 == Bounds(-inf, 1, high_in=False)
    assert Bounds(-1, 2) * Bounds(3, 4) == Bounds(-4, 8)
    assert Bounds(0, 0) * AT_LEAST_4 == Bounds(0, 0)
    assert (Bounds(1, 1) * Bounds(1, 1, about=True)).about
    assert AT_LEAST_4.each(lambda x: x + 1) == Bounds(5, inf)


def test_signs():
    assert Bounds(1, inf).is_positive()
    assert not Bounds(0, 1).is_positive()
    assert Bounds(0, 1).is_positive(or_zero=True)
    assert not Bounds(-1, 1).is_positive(or_zero=True)
