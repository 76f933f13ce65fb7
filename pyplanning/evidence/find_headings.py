"""Find where the headings of a plan are in its text, from their words and their order."""

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyplanning.evidence.quotes import Quote, offset, spellings
from pyplanning.evidence.text import SearchableText, Span

CONTENTS = 5  # headings with nothing between them that make a table of contents
BEFORE_HEADING = "。!?;-—–·•●■◆"  # what comes before a heading that does not begin a line
_LEADER = re.compile(r"[.·…\-_\d ]{0,99}")  # from a title to its page in a table of contents


@dataclass(frozen=True)
class Heading:
    """A heading, every passage that reads like it, where it may begin, and where it may in its order.

    It is certain where ``ordered`` has one place.
    """

    quote: Quote
    spans: list[Span]
    possible: list[int]
    ordered: list[int]


def find_headings(headings: Sequence[Quote], text: SearchableText) -> list[Heading]:
    """Find the headings of one plan, in the order in which they follow one another."""
    in_order = _in_order(headings)
    spans = [_spans(heading, text) for heading in in_order]
    possible = _possible(in_order, spans, text)
    return [Heading(*found) for found in zip(in_order, spans, possible, _ordered(possible), strict=True)]


def _in_order(headings: Sequence[Quote]) -> list[Quote]:
    """Order headings as they follow one another: each before those below it, these by position."""
    keys = {heading.key for heading in headings}
    below: dict[str, list[Quote]] = defaultdict(list)
    for heading in sorted(headings, key=lambda heading: offset(heading.row["position"])):
        parent = heading.row["parent_id"]
        below[parent if parent in keys else ""].append(heading)
    ordered, ahead = [], below.pop("", [])[::-1]
    while ahead:
        ordered.append(ahead.pop())
        ahead += below.pop(ordered[-1].key, [])[::-1]
    return ordered + [heading for circle in below.values() for heading in circle]


def _spans(heading: Quote, text: SearchableText) -> list[Span]:
    """Find every passage that reads like a heading, with any separator behind its number."""
    written = spellings(heading)
    found = {span for spelling in written for span in text.spans(spelling)}
    return sorted({(start, end) for start, end in found if text.plain[start:end] in written} or found)


def _possible(headings: Sequence[Quote], spans: Sequence[Sequence[Span]], text: SearchableText) -> list[list[int]]:
    """List where headings may begin: at the row's start, or else where lines or sentences do, if any passage does.

    A table of contents has no heading, since most of what it has comes again behind it. It begins
    with the first heading that does, not with the plan's title.
    """
    every = [[start for start, _ in passages] for passages in spans]
    first = [[s for s in starts if s in text.lines or text.plain[s - 1] in BEFORE_HEADING] for starts in every]
    places = [beginning or starts for beginning, starts in zip(first, every, strict=True)]
    begin, end = _contents(spans, text.plain)
    listed = [starts for starts in places if any(begin <= start < end for start in starts)]
    again = [starts for starts in listed if starts[-1] >= end]
    if 2 * len(again) > len(listed):
        begin = min(start for starts in again for start in starts if begin <= start)
        places = [[start for start in starts if not begin <= start < end] for starts in places]
    return [starts if head.start < 0 else [head.start] for head, starts in zip(headings, places, strict=True)]


def _contents(spans: Sequence[Sequence[Span]], text: str) -> Span:
    """Find the table of contents: where most headings follow one another with nothing between them, each once."""
    headings = Counter(span for passages in spans for span in passages)  # how many headings may be at a place
    best, most = (0, 0), CONTENTS - 1
    begin, end = 0, 0
    passed: Counter[str] = Counter()
    for start, stop in sorted(headings, key=lambda span: (span[0], -span[1])):
        if start < end:
            continue  # a shorter heading within the one before
        words = text[start:stop]
        if passed[words] >= headings[start, stop] or not _LEADER.fullmatch(text, end, start):
            begin, passed = start, Counter()
        end = stop
        passed[words] += 1
        if passed.total() > most:
            best, most = (begin, end), passed.total()
    return best


def _ordered(possible: list[list[int]]) -> list[list[int]]:
    """Keep the places that are in the headings' order: one where it is certain, none where none is left."""
    while True:
        single = {i: starts[0] for i, starts in enumerate(possible) if len(starts) == 1}
        sure = _longest_increasing(single)
        numbers = sorted(sure)
        kept = [[sure[i]] if i in sure else _between(sure, numbers, i, own) for i, own in enumerate(possible)]
        if kept == possible:
            return kept
        possible = kept


def _longest_increasing(places: Mapping[int, int]) -> dict[int, int]:
    """Find the longest increasing subsequence: the most headings whose places follow one another as they do.

    Patience sorting, in O(n log n).
    """
    last: list[int] = []  # at n the heading, as early in the text as can be, that is the last of n + 1
    before: dict[int, int] = {}
    for i in sorted(places):
        n = bisect_left(last, places[i], key=places.__getitem__)
        before[i] = last[n - 1] if n else -1
        last[n : n + 1] = [i]
    found, i = {}, last[-1] if last else -1
    while i >= 0:
        found[i], i = places[i], before[i]
    return found


def _between(sure: Mapping[int, int], numbers: Sequence[int], i: int, starts: Sequence[int]) -> list[int]:
    """Keep the places of heading ``i`` between those of the nearest headings that are ``sure``."""
    k = bisect_left(numbers, i)
    low = sure[numbers[k - 1]] if k else -1
    high = sure[numbers[k]] if k < len(numbers) else math.inf
    return [start for start in starts if low < start < high]
