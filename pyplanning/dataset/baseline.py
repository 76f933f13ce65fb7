"""Which observation, or which other target, the baseline of a target comes from."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import inf
from typing import Any, NamedTuple

from pyplanning.dataset.bounds import Bounds, read_bounds

Row = Mapping[str, Any]  # true values by column; empty cells are None

# What a target and its baseline have in common.
THING = ("plan_id", "indicator_id", "recognition", "industry_id", "region_code")
EXACT = ("eq", "approx", "ge", "gt", "le")  # the most exact first
RATES = ("cagr", "cumulative_change")
RELATIVE = "share"  # the quantity of per cent and times, in which a growth or change is stated
ALIKE = ("measure", "comparator", "value_max", "unit_id", "year")  # what observations that are added have in common
ADDED = "baseline_added_id"
SUBJECT = "subject_zh"  # older releases lack it


class Sources(NamedTuple):
    """The rows that trajectories follow from: figures by what they measure, the others by key."""

    targets: dict[tuple[object, ...], list[Row]]
    observations: dict[tuple[object, ...], list[Row]]
    plans: dict[str, Row]
    indicators: dict[str, Row]
    units: dict[str, Row]

    def quantity(self, row: Row) -> str | None:
        """Find what a row's unit measures; None where it has no known unit."""
        quantity: str | None = self.units.get(row["unit_id"], {}).get("quantity")
        return quantity

    def is_amount(self, row: Row) -> bool:
        """Tell whether a row states how much is added: a number, or a change in an own unit or percentage points."""
        amount = self.quantity(row) not in (None, RELATIVE)
        return row["measure"] == "count_new" or (row["measure"] == "cumulative_change" and amount)

    def find_observation(self, target: Row) -> Row | None:
        """Find the observation that is the baseline of ``target``: the latest before it, of a year if there is one.

        A growth or change is counted from one year: only an observation of that year will do.
        Of several of one year it is the most exact, and of those the first by key. For a target of provincial
        recognition or higher, what the nation and what the province recognise are added.
        """
        measure, end = target["measure"], target["target_year"]
        wanted = "rank" if measure == "rank" else "level"
        rate = measure in RATES
        quantity = self.quantity(self.indicators[target["indicator_id"]] if rate else target)
        since = self.base_year(target)[0] if rate else None

        def serves(row: Row) -> bool:
            if row["measure"] != wanted or not quantity or self.quantity(row) != quantity:
                return False
            year = row["year"]
            return year is not None and year == since if rate else None in (year, end) or year < end

        rows = [row for row in [*self._observed(target), *self._added_up(target)] if serves(row)]

        def order(row: Row) -> tuple[object, ...]:
            return (-(row["year"] or 0), *exactness(row), ADDED in row, row["observation_id"])

        return min(rows, key=order, default=None)

    def _observed(self, target: Row, **cells: str) -> list[Row]:
        return self.observations.get(_thing({**target, **cells}), [])

    def _added_up(self, target: Row) -> Iterator[Row]:
        """Add numbers of national to ones of provincial recognition, where neither counts what the other counts."""
        if target["recognition"] != "provincial_or_higher":
            return
        both = [self._observed(target, recognition=level) for level in ("provincial", "national")]
        for row, other in product(*both):
            counts = self.quantity(row) == "count" and row["value_max"] is None
            alike = all(row[column] == other[column] for column in ALIKE)
            if counts and alike and other["part_of_id"] != row["observation_id"]:
                yield {**row, "value": row["value"] + other["value"], ADDED: other["observation_id"]}

    def find_other(self, target: Row) -> Row | None:
        """Find the target of the same thing and year from whose level, growth or change a baseline follows.

        Of several it is a growth before a change, one of the same table or text, the most exact, the first by key.
        """
        if target["measure"] not in ("level", *RATES) or target["target_year"] is None:
            return None
        wanted = ("level",) if target["measure"] in RATES else RATES

        def serves(row: Row) -> bool:
            level, rate = (row, target) if row["measure"] == "level" else (target, row)
            years = years_between(self.base_year(rate)[0], rate)
            return bounds(level).is_positive(or_zero=True) and self.growth(rate, years)[1] is not None

        def order(row: Row) -> tuple[object, ...]:
            apart = row["table_label"] != target["table_label"]
            return (wanted.index(row["measure"]), apart, *exactness(row), row["target_id"])

        rows = [row for row in self.targets[_thing(target)] if row["measure"] in wanted]
        rows = [row for row in rows if row["target_year"] == target["target_year"] and serves(row)]
        return min(rows, key=order, default=None)

    def base_year(self, rate: Row) -> tuple[int | None, str | None]:
        """Find the year from which a growth or change is counted, and how it is known.

        Average growth over a period is counted from the year before it, as China's statistics do:
        that of 2026–2030 has 2025 as its base. The base of a change over a span must be stated.
        """
        if rate["start_year"] is not None:
            return rate["start_year"], "stated"
        first = self.plans.get(rate["plan_id"], {}).get("period_start")
        end = rate["target_year"]
        if rate["measure"] != "cagr" or first is None or end is None or end < first:
            return None, None
        return first - 1, "plan_period"

    def growth(self, rate: Row, years: int | None) -> tuple[Bounds | None, Bounds | None]:
        """Give the growth a year that a row states, in per cent, and the factor by which the level grows in all.

        Where the indicator should go down, a positive number may stand for a fall: its sign is unknown.
        """
        down = self.indicators[rate["indicator_id"]]["direction"] == "down"
        if self.quantity(rate) != RELATIVE or (down and rate["value"] > 0):
            return None, None
        scale = self.units[rate["unit_id"]]["factor"]
        per_cent = bounds(rate).each(lambda x: x * scale)
        factor = per_cent.each(lambda x: 1 + x / 100)
        if not factor.is_positive():
            return None, None
        if rate["measure"] == "cumulative_change":
            return annual_growth(factor, years), factor
        return per_cent, factor.each(lambda x: _power(x, years)) if years else None


def _thing(row: Row) -> tuple[object, ...]:
    return *(row[column] for column in THING), row.get(SUBJECT)


def by_thing(rows: Iterable[Row]) -> dict[tuple[object, ...], list[Row]]:
    """Group rows by what they measure."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(_thing(row), []).append(row)
    return groups


def bounds(row: Row) -> Bounds:
    """Give the interval in which the figure of a target or observation lies.

    A growth or change below zero is a fall, and its comparator speaks of its size: -3 with ge is a fall by 3 or more.
    """
    if row["measure"] in RATES and row["value"] < 0 and row["value_max"] is None:
        return read_bounds(row["comparator"], -row["value"], None).mirrored()
    return read_bounds(row["comparator"], row["value"], row["value_max"])


def exactness(row: Row) -> tuple[int, bool]:
    """Rank a figure by how exactly it is stated, the most exact first: its comparator, then whether it is a range."""
    return (EXACT.index(row["comparator"]) if row["comparator"] else len(EXACT), row["value_max"] is not None)


def years_between(year: int | None, target: Row) -> int | None:
    """Count the years from ``year`` to that of ``target``; None where one is unknown or they do not follow."""
    end = target["target_year"]
    return end - year if year is not None and end is not None and end > year else None


def _power(base: float, years: int) -> float:
    try:
        return float(base**years)
    except OverflowError:
        return inf


def annual_growth(factor: Bounds, years: int | None) -> Bounds | None:
    """Give the compound annual growth, in per cent, that leads to ``factor`` in ``years``."""
    return factor.each(lambda f: (f ** (1 / years) - 1) * 100) if years else None
