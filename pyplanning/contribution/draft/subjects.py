"""What a figure is about: of a list of figures, which of the things that are listed before it."""

import re

_LISTED = re.compile("[、和及与]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# What parts a list of things from that of their figures; and what says that a figure is of all of them.
_RESPECTIVELY = re.compile(r"分别|[从由](?=[全国省世界第\d、位名]*(?:双双[^,;。\d]*)?$)")
_BOTH = re.compile(r"双双[^,;。\d]*$")
LISTED = 60  # characters before 分别 in which what figures are about is listed


def subjects(before: str, near: str, measure: str) -> list[str]:
    """List the words about each thing that one figure holds for: 甲、乙产量均增长8%."""
    if _BOTH.search(before) and (listed := _RESPECTIVELY.search(before)):
        return _items(before[: listed.start()])
    if item := _item(before):
        return [item]
    growth = measure in ("cagr", "cumulative_change", "rank")
    parts = [part for part in _LISTED.split(before) if part]
    alone = not re.search(r"\d|分别", before) and all(2 <= len(part) <= 24 for part in parts)
    if growth and len(parts) == 2 and alone:
        return [f"{parts[0]},{parts[1][-12:]}", parts[1]]
    return [near]


def _item(before: str) -> str:
    """Give what the next figure of a list is about: 乙产量 after 甲、乙产量分别增长8%、; "" where nothing is listed."""
    found = _RESPECTIVELY.search(before)
    items = _items(before[: found.start()]) if found else []
    place = len(_NUMBER.findall(before[found.end() :])) if found else 0
    return items[place] if 1 < len(items) > place else ""


def _items(before: str) -> list[str]:
    """List what is named before 分别; what is shorter than the last ends as that does, too: 甲, 乙产量."""
    items = _LISTED.split(before[-LISTED:].replace("城乡居民", "城镇居民、农村居民"))
    return [item if item == items[-1] else f"{item},{item}{items[-1][len(item) :]}" for item in items]
