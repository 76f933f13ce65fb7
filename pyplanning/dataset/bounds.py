"""Figures as intervals: what a comparator and a range say of a number, and arithmetic with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf, isinf


@dataclass(frozen=True)
class Bounds:
    """The interval in which a figure lies.

    An infinite end is open; one that is not ``in`` is not reached. ``about`` marks a figure of
    which neither end is exact.
    """

    low: float
    high: float
    low_in: bool = True
    high_in: bool = True
    about: bool = False

    def __sub__(self, other: Bounds) -> Bounds:
        return self._across(other, self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Bounds) -> Bounds:
        """Divide a figure that is not negative by a positive one."""
        low = -inf if isinf(self.low) or isinf(other.high) else self.low / other.high
        return self._across(other, low, inf if isinf(self.high) or isinf(other.low) else self.high / other.low)

    def _across(self, other: Bounds, low: float, high: float) -> Bounds:
        """Give the interval of which each end follows from that end of ``self`` and the opposite one of ``other``."""
        low_in, high_in = self.low_in and other.high_in, self.high_in and other.low_in
        return Bounds(low, high, low_in, high_in, self.about or other.about)

    def __mul__(self, other: Bounds) -> Bounds:
        """Multiply figures of any sign."""
        ends = [
            (0.0 if 0 in (x, y) else x * y, x_in and y_in)
            for x, x_in in ((self.low, self.low_in), (self.high, self.high_in))
            for y, y_in in ((other.low, other.low_in), (other.high, other.high_in))
        ]
        low, high = min(end for end, _ in ends), max(end for end, _ in ends)
        return Bounds(low, high, (low, True) in ends, (high, True) in ends, self.about or other.about)

    def mirrored(self) -> Bounds:
        """Give the interval of the figure with the opposite sign."""
        return Bounds(-self.high, -self.low, self.high_in, self.low_in, self.about)

    def each(self, increasing: Callable[[float], float]) -> Bounds:
        """Apply an increasing function to both ends; an open end stays open."""
        low, high = (end if isinf(end) else increasing(end) for end in (self.low, self.high))
        return replace(self, low=low, high=high)

    def is_positive(self, or_zero: bool = False) -> bool:
        """Tell whether both ends, where they are not open, are above zero, or may be zero."""
        return all(end > 0 or (or_zero and end == 0) for end in (self.low, self.high) if not isinf(end))

    def written(self) -> tuple[str | None, float | None, float | None]:
        """Give the comparator, the value and the upper end of a range; all null where nothing bounds the figure."""
        low, high = rounded(self.low), rounded(self.high)
        if not isinf(low) and not isinf(high):
            return "approx" if self.about else "eq", low, None if low == high else high
        if self.about or (isinf(low) and isinf(high)):
            return None, None, None
        if isinf(high):
            return "ge" if self.low_in else "gt", low, None
        return "le" if self.high_in else "lt", high, None


def read_bounds(comparator: str | None, value: float, value_max: float | None) -> Bounds:
    """Give the interval that a comparator, a value and the upper end of a range (or None) describe."""
    high = value if value_max is None else value_max
    match comparator:
        case "eq" | "approx":
            return Bounds(value, high, about=comparator == "approx")
        case "ge" | "gt":
            return Bounds(value, inf, low_in=comparator == "ge")
        case "le":
            return Bounds(-inf, high)
    return Bounds(-inf, inf)


def rounded(number: float) -> float:
    """Round a number to twelve digits, since the last ones differ between machines."""
    return float(f"{number:.12g}") + 0.0  # turns a negative zero into zero
