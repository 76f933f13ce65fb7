"""Of which province a plan is, and the places in it that figures may be of."""

import re

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText

DEEP = 3  # levels of places below a province
_KIND = re.compile("(?:(?:[\u4e00-\u9fff]{1,3}族)*自治[州县]|[市县区州盟])$")


def region_of(text: PlanText, known: Lexicon) -> str:
    """Find the province that the plan is of: the one that its first lines name."""
    head = text.read[:400]
    places = [(head.find(name), -len(name), code) for name, code in known.provinces.items() if name in head]
    return min(places)[2] if places else ""


def places_in(region: str, known: Lexicon) -> dict[str, tuple[str, ...]]:
    """List the places in a province by their names, in full and without what kind of place they are."""
    inside = {region}
    rows = [row for row in known.rows["regions"] if region and row["level"] != "group"]
    for _ in range(DEEP):
        inside |= {row["region_code"] for row in rows if row.get("parent_code") in inside}
    names: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row["region_code"] in inside - {region}:
            short = _KIND.sub("", row["name_zh"])
            names |= dict.fromkeys({row["name_zh"], short if len(short) > 1 else row["name_zh"]}, (row["region_code"],))
    return names
