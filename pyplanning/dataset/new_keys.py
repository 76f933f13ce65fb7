"""Keys for new rows: readable as the shipped ones are, and the same whenever they are proposed again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from pyplanning.dataset import proposals
from pyplanning.io import Row

LENGTH = 49  # characters of a name in a key
LENGTHS = {"agencies": 59, "projects": 59}
LONGEST = 200  # characters of a whole key, which someone is to read
PLACE = "…place"  # where a row is, as part of a key; no column of a table is called so
_KEY = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_MEASURES = {"level": "", "cumulative_change": "change", "count_new": "new"}
_LITTLE = frozenset(["a", "and", "by", "for", "in", "its", "of", "on", "the", "to", "with"])
_BRACKETS = re.compile(r"\([^)]*\)")
_ACRONYM = re.compile(r"\(([A-Z]{2,})\)$")
_COMPANY = re.compile(r"( \(Group\))?,? (Co\., Ltd\.|Corporation|Company)$")
_BODY = re.compile(
    r"(.*?)\b(Department|Bureau|Commission|Administration|General Office|Office|Ministry|Committee) (?:of|for) (.+)"
)
_OF_ANY_BODY = frozenset(["administrative", "national", "peoples", "province", "provincial"])
_KIND_OF_PLACE = re.compile(
    r",.*| (Province|Municipality|District|County|Special Administrative Region)\b.*"
    r"|( (Zhuang|Hui|Uygur|Uyghur))? Autonomous Region\b.*|( \w+,?)+ Autonomous (Prefecture|County)\b.*"
)

Every = Callable[[str], Sequence[Row]]


def propose(table: str, rows: Sequence[Row], taken: Collection[str], every: Every) -> list[str]:
    """Keys for the new ``rows`` of a table; "" where nothing can be told.

    In ``sections`` each row has a mark for its key, by which the rows below it point to it.
    ``taken`` are the keys that there are; ``every`` gives all rows of a table by its name. What
    would be taken gets -2, -3 and so on, in the order of the rows.
    """
    free = _free(taken)
    if table == "sections":
        return _sections(rows, every("sections"), free)
    if table == "plans":
        known = {name: every(name) for name in ("regions", "industry_concepts", "plans")}
        titles = [row["title_zh"] or row["name_zh"] for row in rows]
        return [free(proposals.plan_id(title, known) if title else "", 2) for title in titles]
    wanted = WANTED.get(table) or (lambda row: _called(table, row))
    return [free(wanted(row), FIRST.get(table, 2)) for row in _placed(rows, every)]


def slug(text: str, length: int = 0) -> str:
    """A text in ASCII letters, digits and hyphens, cut after the last word that ends within ``length``."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’")
    words = "-".join(re.findall("[a-z0-9]+", letters.lower()))
    return _cut(words, length) if length else words


def _cut(words: str, length: int) -> str:
    while len(words) > length and "-" in words:
        words = words.rpartition("-")[0]
    return words


def _free(taken: Collection[str]) -> Callable[[str, int], str]:
    """What makes a key one of its own: with the first number that is free, ``first`` or more, where it needs one.

    ``first`` is 1 where the key has a number in any case. What is no key becomes "".
    """
    used, last = set(taken), dict[str, int]()

    def free(wanted: str, first: int) -> str:
        if len(wanted) > LONGEST or not _KEY.fullmatch(wanted):
            return ""
        found = wanted
        while found in used or (found == wanted and first == 1):
            last[wanted] = last.get(wanted, first - 1) + 1
            found = f"{wanted}-{last[wanted]}"
        used.add(found)
        return found

    return free


def _joined(row: Row, *parts: str) -> str:
    """A key of a plan's row; "" where the plan or the first part is not told."""
    return "-".join(filter(None, (row["plan_id"], *parts))) if row["plan_id"] and parts[0] else ""


def _english(row: Row) -> str:
    """The English name of a row."""
    return next(filter(None, (row.get(f"{name}_en", "") for name in ("name", "title", "cited_title", "term"))), "")


def _called(table: str, row: Row) -> str:
    """A key from the English name, after the plan's where the table has plans."""
    name = slug(_english(row), LENGTHS.get(table, LENGTH))
    return _joined(row, name) if "plan_id" in row else name


def _citation(row: Row) -> str:
    """From the title, or the digits of the number: 2013-15 of 鄂政发〔2013〕15号."""
    return _joined(row, slug(row["cited_title_en"] or row["cited_number"], LENGTH))


def _short(name: str) -> str:
    """A name without brackets and little words."""
    return "-".join(word for word in slug(_BRACKETS.sub("", name)).split("-") if word not in _LITTLE)


def _park(row: Row) -> str:
    """A park's name, after the place where it is, unless the name begins with it."""
    name, place = _short(row["name_en"]), row[PLACE]
    apart = name and place and not f"{name}-".startswith(f"{place}-")
    return _cut(f"{place}-{name}" if apart else name, LENGTH)


def _agency(row: Row) -> str:
    """Where it is, what it is for, and what it is: hubei-finance-department."""
    name = _BRACKETS.sub("", row["name_en"])
    body = _BODY.fullmatch(name)
    words = _short(f"{body[1]} {body[3]} {body[2]}" if body else name).split("-")
    place = row[PLACE].split("-")
    own = [word for word in words if word not in _OF_ANY_BODY and word not in place]
    return _cut("-".join(filter(None, place + own)), LENGTHS["agencies"]) if name else ""


def _enterprise(row: Row) -> str:
    """Its acronym where its name has one; otherwise the name without the legal form."""
    name = row["name_en"].strip()
    acronym = _ACRONYM.search(name)
    return acronym[1].lower() if acronym else slug(_COMPANY.sub("", name), LENGTH)


def _figure(row: Row) -> str:
    """The plan, indicator, industry, region (unless it is the plan's), year and measure."""
    measure = _MEASURES.get(row["measure"], slug(row["measure"]))
    year = row["target_year"] if "target_year" in row else row["year"]
    industry = row["industry_id"].removeprefix(row["plan_id"] + "-")
    table = "table" if row["table_label"] else ""
    return _joined(row, row["indicator_id"], industry, row[PLACE], year, measure, table)


def _role(row: Row) -> str:
    """The plan, the park or enterprise, and its role."""
    who = row["park_id"] if "park_id" in row else row["enterprise_id"]
    return _joined(row, who, slug(row["role"])) if row["role"] else ""


# How the keys of a table are made; where it is not here, from the English name.
WANTED: dict[str, Callable[[Row], str]] = {
    "agencies": _agency,
    "citations": _citation,
    "enterprise_roles": _role,
    "enterprises": _enterprise,
    "industries": lambda row: _joined(row, _cut(_short(row["name_en"]), LENGTH)),
    "industry_concepts": lambda row: _cut(_short(row["name_en"]), LENGTH),
    "observations": _figure,
    "other_numbers": lambda row: _joined(row, row["evidence_start"] and f"at-{row['evidence_start']}"),
    "park_roles": _role,
    "parks": _park,
    "source_issues": lambda row: _joined(row, slug(row["kind"])),
    "targets": _figure,
    "tasks": lambda row: row["section_id"],
    "technology_centres": lambda row: row["enterprise_id"] and f"{row['enterprise_id']}-technology-centre",
}
FIRST = {"source_issues": 1}  # from which number they count


def _placed(rows: Sequence[Row], every: Every) -> Iterator[Row]:
    """The rows with the place of each; a row of a plan has one where it is not the plan's own."""
    if not rows or "region_code" not in rows[0]:
        yield from rows
        return
    homes = {row["plan_id"]: row["region_code"] for row in every("plans")} if "plan_id" in rows[0] else {}
    places = {row["region_code"]: _place(row) for row in every("regions")}
    for row in rows:
        code = row["region_code"]
        yield row | {PLACE: "" if code == homes.get(row.get("plan_id", "")) else places.get(code, code)}


def _place(region: Row) -> str:
    """A region as part of a key: its code where that is a slug, or else its English name."""
    code = region["region_code"]
    return slug(_KIND_OF_PLACE.sub("", region["name_en"])) if code.isdigit() else code


def _sections(rows: Sequence[Row], every: Sequence[Row], free: Callable[[str, int], str]) -> list[str]:
    """Keys of positions from the top, such as …-1-2-1: each row's after that of the row above it."""
    opening, new = _opening(every), {row["section_id"]: row for row in rows}
    found: dict[str, str] = {}
    for row in rows:
        for each in reversed(_above(row, new, found)):
            parent, position = each["parent_id"], each["position"]
            top = found.get(parent, "" if parent in new else parent) if parent else each["plan_id"]
            number = position if parent else _chapter(position, opening.get(each["plan_id"], 0))
            found[each["section_id"]] = free(f"{top}-{number}" if top and position.isdecimal() else "", 2)
    return [found[row["section_id"]] for row in rows]


def _above(row: Row, new: Mapping[str, Row], found: Mapping[str, str]) -> list[Row]:
    """A row and the new rows above it that have no key yet; rows in a circle each once."""
    chain: dict[str, Row] = {}
    above: Row | None = row
    while above and above["section_id"] not in found and above["section_id"] not in chain:
        chain[above["section_id"]] = above
        above = new.get(above["parent_id"])
    return list(chain.values())


def _opening(sections: Sequence[Row]) -> dict[str, int]:
    """By plan, how many sections without a number stand before the first chapter."""
    first: dict[str, int] = {}
    for row in sections:
        if not row["parent_id"] and row["number"] and row["position"].isdecimal():
            plan, position = row["plan_id"], int(row["position"])
            first[plan] = min(first.get(plan, position), position)
    return {plan: position - 1 for plan, position in first.items()}


def _chapter(position: str, opening: int) -> str:
    """Chapters count from 1; what stands before the first is 0, or 0-1, 0-2 where it is several sections."""
    if not position.isdecimal():
        return ""
    number = int(position) - opening
    return str(number) if number > 0 else "0" if opening == 1 else f"0-{position}"
