"""The index of the search: what rows are called, and what else finds them, in a form that a page loads quickly.

Pinyin and the simplified form of traditional characters come from well-kept libraries when the site is made,
so that the page needs no dictionary.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from pyplanning.io import Row
from pyplanning.publishing.site.addresses import ADDRESSES, ON_PLAN_PAGE
from pyplanning.publishing.site.compare import page_of
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script

# The tables that are searched, those that people look for by name before those of rows without one.
TABLES = (
    *("industry_concepts", "regions", "indicators", "agencies", "agency_functions", "plans", "parks", "projects"),
    *("enterprises", "technology_centres", "instruments", "documents", "tasks", "industries", "terms", "goals"),
    *("targets", "observations", "sections"),
)
OF_REPORTS = ("plans", "targets")  # thousands of headings and figures of reports are on the reports' own pages
JOINT = " · "  # between the parts of a name such as “Grain output · Hubei · 2026”
# In an address: the key of the row's plan; the shape of its table with what follows as key; the key of the
# indicator that is called like the first part of the row's name.
PLAN, KEY, INDICATOR = "~", "^", "$"
SHAPES = {
    **ADDRESSES,
    "indicators": "compare/{}.html",
    "sections": f"plans/{PLAN}.html#{{}}",
    **{table: f"plans/{PLAN}.html#{table}-{PLAN}-{{}}" for table in ON_PLAN_PAGE},
    "citations": "",
}
# Words that mean the same, as people write them and as plans do.
SYNONYMS: list[list[str]] = json.loads(Path(__file__).with_name("synonyms.json").read_text(encoding="utf-8"))


def index(content: Content, compared: Iterable[str]) -> Script:
    """List what the search finds; the indicators that are ``compared`` have a page.

    The script has ``kinds`` and ``plans`` by number, ``names`` in Chinese and English by number, and ``entries``:
    kind, numbers of the parts of the name, what else finds it, address, and the number of the plan if it has one.
    An address is short (`_short`), or the number of the entry that has the same. A row without a page of its own is
    found where it is shown; one that is shown nowhere is left out.
    """
    reports = {row["plan_id"] for row in content.rows("plans") if row["kind"] == "work_report"}
    tables = [table for table in TABLES if table in content.resources]
    plans = [row["plan_id"] for row in content.rows("plans")]
    pages = {indicator: page_of(indicator) for indicator in compared}
    names: dict[tuple[str, str], int] = {}
    places: dict[str, int] = {}
    entries: list[list[object]] = []
    for number, table in enumerate(tables):
        for row in content.rows(table):
            plan = row.get("plan_id", "")
            if plan in reports and table not in OF_REPORTS:
                continue
            key = content.key(table, row)
            address = pages.get(key, "") if table == "indicators" else ""
            if address := address or content.shown_at(table, key):
                parts = [names.setdefault(pair, len(names)) for pair in _parts(*content.names(table, key))]
                also = "" if plan in reports and table == "targets" else _also(table, row, content)
                place = places.setdefault(address, len(entries))
                short = _short(address, plan, SHAPES.get(table, ""))
                if table == "targets" and names.get(_pair("indicators", row["indicator_id"], content)) == parts[0]:
                    short = short.replace(row["indicator_id"], INDICATOR)
                at = short if place == len(entries) else place
                entries.append([number, parts, also, at, *([plans.index(plan)] if plan else [])])
    # One row of a table is called by the title of its key.
    kinds = [content.title(table, content.resources[table].primary_key[0]) for table in tables]
    texts = [*(zh for zh, _ in names), *(word for group in SYNONYMS for word in group)]
    chars = {char for text in texts for char in text if "\u4e00" <= char <= "\u9fff"}
    value = {
        "kinds": kinds,
        "shapes": [SHAPES.get(table, "") for table in tables],
        "plans": [[plan, content.short_plan(plan)] for plan in plans],
        "names": [*names],
        "entries": entries,
        "synonyms": SYNONYMS,
        "pinyin": _pinyin(chars),
        "simplified": _simplified(chars),
    }
    return Script("data/search.js", "search", value)


def _pair(table: str, key: str, content: Content) -> tuple[str, str]:
    zh, en = content.names(table, key)
    return zh, en


def _short(address: str, plan: str, shape: str) -> str:
    """Shorten an address: by the key of the row's plan, then by the shape of its table."""
    short = address.replace(plan, PLAN) if plan else address
    before, after = shape.split("{}") if shape else ("", "")
    fits = shape and short.startswith(before) and short.endswith(after)
    return KEY + short[len(before) : len(short) - len(after)] if fits else short


def _parts(zh: str, en: str) -> list[tuple[str, str]]:
    """Pair the parts of a name, which many names share."""
    ours, theirs = zh.split(JOINT), en.split(JOINT)
    return [*zip(ours, theirs, strict=True)] if len(ours) == len(theirs) else [(zh, en)]


def _also(table: str, row: Row, content: Content) -> str:
    """Give what else finds a row: other titles, an agency's spellings, or a quotation that is more than the name."""
    if table == "plans":
        return " ".join(filter(None, (row["title_zh"], row["title_en"])))
    if table == "agencies":
        written = {alias["alias_zh"] for alias in content.of("agency_aliases", "agency_id", row["agency_id"])}
        return " ".join(sorted(written - {row["name_zh"]}))
    if table == "documents":
        cited = {other["cited_title_zh"] for other in content.of("citations", "document_id", row["document_id"])}
        return " ".join(sorted(cited - {row["title_zh"]}))
    quoted = row.get("evidence", "")
    return "" if quoted in row.get("name_zh", "") + row.get("title_zh", "") else quoted


def _pinyin(chars: Iterable[str]) -> Mapping[str, str]:
    """Give the readings of characters, without tones, the commonest first."""
    from pypinyin import Style, pinyin

    read = {char: pinyin(char, style=Style.NORMAL, heteronym=True)[0] for char in sorted(chars)}
    return {char: " ".join(dict.fromkeys(readings[:3])) for char, readings in read.items()}


def _simplified(chars: Iterable[str]) -> Mapping[str, str]:
    """Map traditional characters to those of ``chars`` that are their simplified forms."""
    from opencc import OpenCC

    given, converter = set(chars), OpenCC("t2s")
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    pairs = zip(every, converter.convert(every), strict=True)
    return {char: plain for char, plain in pairs if char != plain and plain in given}
