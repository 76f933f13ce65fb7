"""Values as text, written as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyplanning.datapackage.resource import Field

if TYPE_CHECKING:
    import polars as pl

PLAIN = {int, float, date, datetime, time, timedelta}  # equal values are written alike


def texts(values: Sequence[Any], cache: dict[Any, str] | None = None) -> pl.Series:
    """Write values of any kind as a column of text; what is text stays as it is.

    ``cache`` keeps how values were written, for more values of the same kind.
    """
    import polars as pl  # `written` is needed without it

    if values.count("") == len(values):
        return pl.Series([""]).new_from_index(0, len(values))
    kinds = set(map(type, values)) - {str}
    cache = {} if cache is None else cache
    if not kinds <= PLAIN:
        cache |= {value: written(value) for value in values if type(value) in PLAIN}
        values = [written(value) for value in values]
    elif kinds:
        for value in {value for value in values if type(value) is not str} - cache.keys():
            cache[value] = written(value)
        values = [value if type(value) is str else cache[value] for value in values]
    return pl.Series(values, dtype=pl.String)


def has_own_form(field: Field | None) -> bool:
    """Whether a field asks for dates, numbers or truth in another form than that of ``written``."""
    if field is None:
        return False
    spelt = field.type == "boolean" and {"trueValues", "falseValues"} & field.properties.keys()
    return bool(spelt or "%" in field.format or (field.type == "number" and field.decimal_mark != "."))


def in_form(value: Any, field: Field) -> Any:
    """Write a true date, number or boolean, which has no form of its own, as its field asks; text stays as it is."""
    if isinstance(value, bool):
        words = field.true_values if value else field.false_values
        return words[0] if field.type == "boolean" and words else value
    if isinstance(value, date | time) and "%" in field.format:
        return value.strftime(field.format)
    if isinstance(value, int | float) and field.type == "number":
        return written(value).replace(".", field.decimal_mark)
    return value


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
