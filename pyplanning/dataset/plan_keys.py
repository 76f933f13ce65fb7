"""Keys for new plans: readable as the shipped ones are."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.dataset.slug import KIND_BUT_PEOPLE, place_word, slug
from pyplanning.io import Row

_PROVINCE = re.compile("(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIVE_YEARS = re.compile("十([一二三四五六七八九])五")
_DIGITS = "一二三四五六七八九"


def plan_id(title: str, tables: Mapping[str, Sequence[Row]]) -> str:
    """Propose a key for the plan with this Chinese title: sichuan-biomedicine-2026.

    It has the region that the title names, what the plan is about (a concept of
    ``industry_concepts``, or else the kind of document) and the first year, or the year in which
    the five-year period that is named begins. Where the title names no known region, it is plan-
    and six digits of the title's hash; these also distinguish it from an existing plan.
    ``tables`` has the rows of the tables by name.
    """
    digest = sha256(title.encode()).hexdigest()[:6]
    region = _region(title, tables["regions"])
    if not region:
        return f"plan-{digest}"
    named = [(len(row["name_zh"]), row["concept_id"]) for row in tables["industry_concepts"] if row["name_zh"] in title]
    key = "-".join(filter(None, (region, max(named)[1] if named else _document(title), _year(title))))
    return f"{key}-{digest}" if key in {row["plan_id"] for row in tables["plans"]} else key


def _region(title: str, regions: Sequence[Row]) -> str:
    """Find the region that a title names first; of several at one place, the one with the longest name."""
    found = []
    for row in regions:
        names = [row["name_zh"]] + [_PROVINCE.sub("", row["name_zh"])] * (row["level"] == "province")
        places = [(title.find(name), -len(name)) for name in names if name in title]
        if places and row["parent_code"]:  # what has no region above it is no place for a provincial plan
            found.append((*min(places), place_word(row, KIND_BUT_PEOPLE)))
    return min(found)[2] if found else ""


def _document(title: str) -> str:
    """Find the kind of document that comes last in a title."""
    kinds = descriptor().table("plans").field("kind").categories
    words = [(word, str(kind.value)) for kind in kinds for word in (kind.label_zh, *kind.also_zh) if word in title]
    named = [(title.rfind(word) + len(word), len(word), value) for word, value in words]
    return slug(max(named)[2]) if named else "plan"


def _year(title: str) -> str:
    if year := _YEAR.search(re.sub("《[^《》]*》", "", title)):  # another document's year is not its
        return year[0]
    period = _FIVE_YEARS.search(title)
    return str(1951 + 5 * (11 + _DIGITS.index(period[1]))) if period else ""  # 十三五 began in 2016
