"""What a quotation says, in English, made from the cells of its row: no translation of the plan's sentence."""

import re
from decimal import Decimal

from pyplanning.io import Row
from pyplanning.publishing.site.content import Content

SIGNS = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "about "}
# How the name of a unit begins whose figures are counted in so many.
COUNTED_IN = {"10 thousand": 10**4, "100 million": 10**8, "trillion": 10**12}
WORDS = {10**12: "trillion", 10**9: "billion", 10**6: "million"}
YEAR = {"targets": "target_year", "observations": "year"}


def gloss(table: str, row: Row, content: Content) -> str:
    """Say in English what the quotation of a row says, such as “≥ 400 billion yuan, new materials, 2020”.

    It is "" on Chinese pages, and for tables whose rows do not say it in a few words.
    """
    if content.lang == "zh":
        return ""
    if table in YEAR:
        parts = _figure(table, row, content)
    elif table == "projects":
        capacity = _amount(row["capacity_value"], "", row["capacity_unit_id"], "", content)
        parts = [_label(table, "stage", row, content), row["name_en"], capacity]
    elif table == "instruments":
        parts = [_label(table, "kind", row, content), row["name_en"], content.name("agencies", row["agency_id"])]
    else:
        return ""
    return ", ".join(filter(None, parts))


def _label(table: str, column: str, row: Row, content: Content) -> str:
    return content.label(table, column, row[column])


def _figure(table: str, row: Row, content: Content) -> list[str]:
    """List the figure of a target or an observation, what it measures, of what, where, and in which year."""
    amount = _amount(row["value"], row["value_max"], row["unit_id"], row["comparator"], content)
    year = row[YEAR[table]]
    return [
        amount or "no figure",
        _label(table, "measure", row, content) if row["measure"] not in ("level", "rank") else "",
        content.name("indicators", row["indicator_id"]),
        content.name("industries", row["industry_id"]),
        row["subject_en"],
        content.name("regions", row["region_code"]),
        f"{row['start_year']}–{year}" if row["start_year"] and row["measure"] != "level" else year,
    ]


def _amount(value: str, upper: str, unit: str, comparator: str, content: Content) -> str:
    """Write a figure with the words of English for large numbers: 4,000 of 100 million yuan are 400 billion yuan."""
    if not value:
        return ""
    name = re.sub(r" \(.*\)$", "", content.name("units", unit) if unit else "")
    start = next((start for start in COUNTED_IN if name == start or name.startswith(f"{start} ")), "")
    numbers = [Decimal(x) * COUNTED_IN.get(start, 1) for x in (value, upper) if x]
    size = next((size for size in WORDS if abs(numbers[0]) >= size), 1)
    words = "–".join(f"{(number / size).normalize():,f}" for number in numbers)
    return _named(
        SIGNS.get(comparator, "") + words + (f" {WORDS[size]}" if size > 1 else ""), name[len(start) :].strip()
    )


def _named(number: str, unit: str) -> str:
    if unit == "place in a ranking":
        return f"rank {number}"
    return f"{number}%" if unit == "per cent" else f"{number} {unit if unit != 'in number' else ''}".strip()
