"""What official names say of what they name: kinds, levels, places, numbers. Only where the words are certain."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.io import Row

# Table → column of the name → column that it says something of → value → how the name ends.
ENDINGS: dict[str, dict[str, dict[str, dict[str, str]]]] = json.loads(
    Path(__file__).with_name("name_words.json").read_text(encoding="utf-8")
)
LEVELS = {"country": "national", "province": "provincial", "prefecture": "municipal", "county": "county"}
_NUMERALS = "[一二三四五六七八九十百]+"
# The styles of numbers before headings. Those of SINGLE have nothing below them.
STYLES = {
    "part": f"第{_NUMERALS}[编章部篇]",
    "section": f"第{_NUMERALS}节",
    "article": f"第{_NUMERALS}条",
    "chinese": f"{_NUMERALS}(?=[、.．])",
    "bracketed": rf"[（(]{_NUMERALS}[）)]",
    "digits": r"\d{1,2}(?=[、.．](?!\d))",
    "digits_bracketed": r"[（(]\d{1,2}[）)]",
    "box": r"专栏\d*|表\d+(?:-\d+)*",
    "annex": r"附[表件录]\d*",
}
SINGLE, TOP = ("box",), ("annex",)
_HEADING = re.compile(rf"(?P<number>{'|'.join(STYLES.values())})[、.．:：\s]*(?P<title>\S.*)")
_PERIOD = re.compile(r"(20\d\d)\s*[-—–~～至]+\s*(20\d\d)\s*年")
_YEAR = re.compile(r"^20\d\d年(?:度)?")
_BRACKETS = re.compile(r"[（(][^（()）]*[）)]$")
_SEVERAL = re.compile("各|部门|单位|机构$")  # agencies that are several
_DOCUMENT = re.compile("《[^《》]*》")  # a title within a title


def said_by_name(table: str, row: Row) -> Row:
    """Give the listed values that the ending of a row's name says for certain, by column."""
    found: Row = {}
    for name, columns in ENDINGS.get(table, {}).items():
        text = row.get(name, "").strip()
        if table == "agencies" and _SEVERAL.search(text):
            continue
        for column, endings in columns.items():
            said = [value for value, ending in endings.items() if re.search(ending, text)]
            found |= {column: said[0]} if len(said) == 1 else {}
    return found


def said_by_title(title: str) -> Row:
    """Give what a plan's title says of it: the kind of document, and the first and last year of its period."""
    plain = _DOCUMENT.sub("", title)
    bare, found = _BRACKETS.sub("", plain).strip(), {}
    kinds = {one.label_zh: str(one.value) for one in descriptor().table("plans").field("kind").categories}
    ends = [label for label in kinds if label and bare.endswith(label)]
    if ends:
        found["kind"] = kinds[max(ends, key=len)]
    if period := _PERIOD.search(plain):
        found |= {"period_start": period[1], "period_end": period[2]}
    return found


def region_named(name: str, regions: Iterable[Row]) -> Row:
    """Find the region with whose name a name begins; the longest where several do, {} where none does."""
    found = [row for row in regions if row["name_zh"] and name.startswith(row["name_zh"])]
    return max(found, key=lambda row: len(row["name_zh"]), default={})


def region_of_title(title: str, regions: Sequence[Row]) -> Row:
    """Find the region of which a plan's title says that it is, first of all or alone; {} where none is certain.

    The year before it says nothing, nor does a country (中国制造2025), nor the title of another document.
    """
    plain = _YEAR.sub("", _DOCUMENT.sub("", title).strip())
    within = [row for row in regions if row["name_zh"] and row["level"] != "country"]
    named = [row for row in within if row["name_zh"] in plain]
    return region_named(plain, within) or (named[0] if len(named) == 1 else {})


def said_of_agency(row: Row, regions: Sequence[Row], known: Sequence[Row]) -> Row:
    """Give what an agency's name says of it: its place and level, and its kind and function from its namesakes.

    Namesakes are the ``known`` agencies of other places that are called the same: 湖北省财政厅 and 青海省财政厅.
    """
    region = region_named(row["name_zh"], regions)
    if not region or region["level"] == "country" or _SEVERAL.search(row["name_zh"]):
        return {}
    found = {"region_code": region["name_zh"], "level": LEVELS.get(region["level"], "")}
    own, names = row["name_zh"].removeprefix(region["name_zh"]), {one["region_code"]: one["name_zh"] for one in regions}
    same = [one for one in known if own and one["name_zh"].removeprefix(names.get(one["region_code"], "")) == own]
    for column in ("kind", "function_id"):
        values = {one[column] for one in same}
        found[column] = values.pop() if len(values) == 1 else ""
    if own == "人民政府":
        found |= {"kind": "government", "function_id": "government"}
    return found


def region_level(row: Row) -> str:
    """Read the level of a region from its six digits; "" where it has none."""
    code = row["region_code"]
    if not re.fullmatch(r"\d{6}", code):
        return ""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def split_heading(text: str) -> tuple[str, str]:
    """Part the number of a heading from its title; "" where it has none."""
    match = _HEADING.fullmatch(text.strip())
    return (match["number"], match["title"]) if match else ("", text)


def style_of(number: str) -> str:
    """Name the style of a heading's number: 第一章, 一, （一）, 1, （1）, 专栏1; "" for none or another."""
    text = number.strip()
    found = {style: re.match(form, f"{text}、") for style, form in STYLES.items()}
    return next((style for style, match in found.items() if match and match.end() == len(text)), "")


def outline(rows: Sequence[Row]) -> Iterator[tuple[int, int, int]]:
    """Give the level, the position and the row above (its number in ``rows``, or -1) of headings in the plan's order.

    A number of a style that was used before is on the level of that style; one of a new style is below the heading
    before it. A title without a number that comes first is on the first level. A heading of which
    nothing is certain has level 0. What the rows say of their level is taken as it is.
    """
    open_at: list[tuple[str, int]] = []  # style and row of the headings above, from the top
    last: dict[int, int] = {}  # the position reached below each row
    for n, row in enumerate(rows):
        style, written = style_of(row["number"]), row["level"]
        level = int(written) if written.isdecimal() and 0 < int(written) < 10 else _level(style, open_at, first=n == 0)
        if not level:
            yield 0, 0, -1
            continue
        del open_at[level - 1 :]
        above = open_at[-1][1] if open_at else -1
        last[above] = int(row["position"]) if row["position"].isdecimal() else last.get(above, 0) + 1
        yield level, last[above], above
        if style not in SINGLE and row["number"]:
            open_at.append((style, n))


def _level(style: str, open_at: Sequence[tuple[str, int]], first: bool) -> int:
    """Find the level of a heading from its style and those above it."""
    styles = [one for one, _ in open_at]
    if style in TOP or (first and not style):
        return 1
    if style in styles:
        return styles.index(style) + 1
    return len(styles) + 1 if style else 0
