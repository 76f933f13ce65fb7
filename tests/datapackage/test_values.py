"""Values as text."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from pyplanning.datapackage.values import texts, written

VALUES = {
    460000.0: "460000",
    2030: "2030",
    12.5: "12.5",
    -3.0: "-3",
    -0.0: "0",
    8.8000000000000007: "8.8",
    0.1 + 0.2: "0.3",
    999999999999999.0: "999999999999999",
    1234567890123456.0: "1234567890123456",
    1e21: "1000000000000000000000",
    1e300: str(int(1e300)),
    1e-7: "0.0000001",
    123456789012345.678: "123456789012346",
    float("inf"): "inf",
    date(2026, 1, 31): "2026-01-31",
    datetime(2026, 1, 31): "2026-01-31",
    datetime(2026, 1, 31, 10, 20): "2026-01-31T10:20:00",
    time(3, 4): "03:04:00",
    timedelta(hours=30): "30:00:00",
}


@pytest.mark.parametrize(("value", "text"), VALUES.items())
def test_a_value_is_written_as_it_was_typed(value, text):
    assert written(value) == text


def test_numbers_have_the_digits_that_a_spreadsheet_shows():
    chance = random.Random(1)
    for _ in range(2000):
        value = chance.uniform(-1, 1) * 10 ** chance.randint(-20, 20)
        assert Decimal(written(value)) == (int(value) if value.is_integer() else Decimal(f"{value:.15g}"))


def test_columns_of_any_kind():
    assert texts(["a", ""]).to_list() == ["a", ""]
    assert texts([*VALUES, "x", "2030.0"]).to_list() == [*VALUES.values(), "x", "2030.0"]
    assert texts([1.0, 1, True, "True", None]).to_list() == ["1", "1", "true", "True", "None"]


def test_what_was_written_is_kept_for_equal_values():
    known: dict[object, str] = {}
    assert texts([1.0, "1.0", "x"], known).to_list() == ["1", "1.0", "x"]
    assert texts([True, False], known).to_list() == ["true", "false"]
    assert texts([1, 2.5], known).to_list() == ["1", "2.5"]
    assert known == {1: "1", 2.5: "2.5"}
