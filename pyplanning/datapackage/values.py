"""Values as text, written as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

PLAIN = {int, float, date, datetime, time, timedelta}  # equal values are written alike


def texts(values: Sequence[Any], cache: dict[Any, str] | None = None) -> pl.Series:
    """Write values of any kind as a column of text; what is text stays as it is.

    ``cache`` keeps how values were written, for more values of the same kind.
    """
    if values.count("") == len(values):
        return pl.Series([""]).new_from_index(0, len(values))
    kinds = set(map(type, values)) - {str}
    cache = {} if cache is None else cache
    if not kinds <= PLAIN:
        cache |= {value: written(value) for value in values if type(value) in PLAIN}
        values = [written(value) for value in values]
    elif kinds:
        for value in set(values):
            if type(value) in PLAIN and value not in cache:
                cache[value] = written(value)
        values = [cache.get(value, value) for value in values]
    return pl.Series(values, dtype=pl.String)


def written(value: Any) -> str:
    """Write a value as it was typed: no “.0”, no exponent, ISO dates, true or false."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(value)


def _number(value: float) -> str:
    """Write a number with the 15 digits that a spreadsheet displays; a whole one with all of them."""
    text = f"{value:.15g}"
    if "e" not in text:
        return text if value else "0"  # not “-0”
    return str(int(value)) if value.is_integer() else f"{Decimal(text):f}"
