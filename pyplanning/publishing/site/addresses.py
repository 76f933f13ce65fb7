"""Where rows are shown: the shapes of addresses, in the folder of a language."""

import hashlib
import re

from pyplanning.datapackage.metadata import SLUG

# Table → where the page of a row, or its place on a page, is in the folder of a language.
ADDRESSES = {
    "plans": "plans/{}.html",
    "agencies": "agencies/{}.html",
    "parks": "parks/{}.html",
    "industry_concepts": "concepts/{}.html",
    "targets": "targets.html#{}",
    "projects": "projects.html#{}",
    "instruments": "instruments.html#{}",
    "agency_functions": "functions/{}.html",
    "tasks": "duties.html#{}",
    "indicators": "targets.html#indicator={}",
    "regions": "regions/{}.html",
}
# Tables whose rows are shown where those of other tables name them.
NAMED_BY = {
    "enterprises": ("enterprise_roles", "park_enterprises", "technology_centres"),
    "documents": ("citations",),
}
ON_PLAN_PAGE = ("terms", "citations", "goals")  # tables whose rows have an anchor on the page of their plan
AMONG_OTHERS = (*ON_PLAN_PAGE, "observations", "other_numbers")  # tables with rows on pages of another table's rows

WEB = ("https://", "http://")


def file_name(key: str) -> str:
    """Make the name of a file from a key: itself where it is a slug, else a digest, which cannot leave the folder."""
    return key if re.fullmatch(SLUG, key) else "x" + hashlib.sha256(key.encode()).hexdigest()[:16]
