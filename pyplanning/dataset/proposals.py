"""What the key of a new plan may be: a slug from what its title tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256

from pyplanning.datapackage.descriptor import fields, resource
from pyplanning.io import Row

_PROVINCE = re.compile("(省|市|(壮族|回族|维吾尔)?自治区|特别行政区)$")
# Without the people that a prefecture is named after, Hainan in Qinghai would be the island; within a plan it is none.
_KIND_OF_PLACE = re.compile(
    r",.*| (Province|((Zhuang|Hui|Uygur|Uyghur) )?Autonomous Region|Special Administrative Region"
    r"|(Autonomous )?(Prefecture|County)|District)\b.*"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIVE_YEARS = re.compile("十([一二三四五六七八九])五")
_DIGITS = "一二三四五六七八九"


def plan_id(title: str, shipped: Mapping[str, Sequence[Row]]) -> str:
    """A key for the plan with this Chinese title: sichuan-biomedicine-2026.

    It has the region that the title names, what the plan is about (a concept of
    ``industry_concepts``, or else the kind of document) and the first year, or the year in which
    the five-year period that is named begins. Where the title names no known region, it is plan-
    and six digits of the title's hash; these also part it from a plan that is there already.
    ``shipped`` has the rows of the tables by name.
    """
    digest = sha256(title.encode()).hexdigest()[:6]
    region = _region(title, shipped["regions"])
    if not region:
        return f"plan-{digest}"
    parts = (region, _concept(title, shipped["industry_concepts"]) or _kind(title), _year(title))
    found = "-".join(filter(None, parts))
    return f"{found}-{digest}" if found in {row["plan_id"] for row in shipped["plans"]} else found


def _region(title: str, regions: Sequence[Row]) -> str:
    """The region that a title names first; of several there, the one with the longest name."""
    found = []
    for row in regions:
        names = [row["name_zh"]] + [_PROVINCE.sub("", row["name_zh"])] * (row["level"] == "province")
        places = [(title.find(name), -len(name)) for name in names if name in title]
        if places and row["parent_code"]:  # what has no region above it is no place for a provincial plan
            found.append((*min(places), _place(row)))
    return min(found)[2] if found else ""


def _place(region: Row) -> str:
    """A region as part of a key: its code where that is a slug, or else its English name."""
    code = region["region_code"]
    return _slug(_KIND_OF_PLACE.sub("", region["name_en"])) if code.isdigit() else code


def _concept(title: str, concepts: Sequence[Row]) -> str:
    named = [(len(row["name_zh"]), row["concept_id"]) for row in concepts if row["name_zh"] in title]
    return max(named)[1] if named else ""


def _kind(title: str) -> str:
    """The kind of document that stands last in a title."""
    kinds = next(f for f in fields(resource("plans")) if f["name"] == "kind")["categories"]
    named = [(title.rfind(k["label_zh"]), len(k["label_zh"]), k["value"]) for k in kinds if k["label_zh"] in title]
    return _slug(max(named)[2]) if named else "plan"


def _year(title: str) -> str:
    year, period = _YEAR.search(title), _FIVE_YEARS.search(title)
    if year:
        return year[0]
    return str(1951 + 5 * (11 + _DIGITS.index(period[1]))) if period else ""  # 十三五 began in 2016


def _slug(text: str) -> str:
    return "-".join(re.findall("[a-z0-9]+", text.lower().replace("'", "")))
