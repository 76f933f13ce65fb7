"""Match patterns within a limit of time: one that looks around or back may otherwise never end."""

import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from pyplanning.datapackage.patterns import from_xml, is_of_xml

if TYPE_CHECKING:
    import regex

SECONDS = 1.0  # that the slow matches of a pattern may take together
SLOW = 0.001  # seconds
_used: Counter[str] = Counter()  # pattern → milliseconds of its slow matches
_given_up: set[str] = set()


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches a whole text; every text does once the pattern has taken too long."""
    if pattern in _given_up:
        return True
    import regex  # few cells need a closer look, and most packages have none

    start = time.monotonic()
    try:
        found = _compiled(pattern).fullmatch(text, timeout=SECONDS) is not None
    except (TimeoutError, regex.error, MemoryError):
        _given_up.add(pattern)
        return True
    taken = time.monotonic() - start
    if taken > SLOW:
        _used[pattern] += round(taken * 1000)
        if _used[pattern] > SECONDS * 1000:
            _given_up.add(pattern)
    return found


def is_given_up(pattern: str) -> bool:
    """Whether a pattern took too long, so that cells were not checked by it."""
    return pattern in _given_up


@cache
def _compiled(pattern: str) -> "regex.Pattern[str]":
    import regex

    return regex.compile(from_xml(pattern) or "", regex.V1) if is_of_xml(pattern) else regex.compile(pattern)
