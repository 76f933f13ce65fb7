"""Keys for new rows: readable as the shipped ones are, and the same whenever they are proposed again."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from pyplanning.datapackage.metadata import SLUG
from pyplanning.dataset.known_rows import is_same
from pyplanning.dataset.plan_keys import plan_id
from pyplanning.dataset.row_names import names_in
from pyplanning.dataset.slug import KIND, LITTLE, cut, place_word, slug
from pyplanning.io import Row

LENGTH = 79  # characters of a name in a key
GOAL, TASK = 70, 60  # of their texts and titles
LONGEST = 200  # characters of a whole key, which people read
SUBJECT_LENGTH = 40  # characters of a subject in a key
PLACE = "…place"  # where a row is, as part of a key; no column of a table is called so
_KEY = re.compile(SLUG)
_RECOGNITIONS = {"provincial_or_higher": "provincial-plus"}
_MEASURES = {"level": "", "cumulative_change": "change", "count_new": "new"}
_BRACKETS = re.compile(r"\([^)]*\)")
_ACRONYM = re.compile(r"\(([A-Z]{2,})\)$")
_COMPANY = re.compile(r"( \(Group\))?,? (Co\., Ltd\.|Corporation|Company)$")
_BODY = re.compile(
    r"(.*?)\b(Department|Bureau|Commission|Administration|General Office|Office|Ministry|Committee) (?:of|for) (.+)"
)
_OF_ANY_BODY = frozenset(["administrative", "national", "peoples", "province", "provincial"])

Every = Callable[[str], Sequence[Row]]


def propose(
    table: str,
    rows: Sequence[Row],
    taken: Collection[str],
    every: Every,
    above: Mapping[int, int] | None = None,
    existing: Mapping[str, Row] | None = None,
) -> list[str]:
    """Propose keys for the new ``rows`` of a table; "" where nothing can be proposed.

    ``taken`` are the keys in use; ``every`` gives all rows of a table by its name. ``above`` says of
    sections below other new ones which these are, both by their positions in ``rows``. What would be
    taken gets where the row's quote begins (…-at-1830), and "" until that is known; where rows have no
    quotes it gets -2, -3 and so on, in the order of the rows. What has a Chinese name alone gets zh- and
    eight digits of its hash, after the plan's id. A row like one of ``existing``, by key, with
    the same name or quote at the same place, is that row.
    """
    free = _free(taken)
    if table == "sections":
        return _sections(rows, above or {}, every("sections"), free)
    if table == "plans":
        tables = {name: every(name) for name in ("regions", "industry_concepts", "plans")}
        titles = [row["title_zh"] or row["name_zh"] for row in rows]
        return [free(plan_id(title, tables) if title else "", 2) for title in titles]
    wanted = WANTED.get(table, _called)
    apart = APART.get(table, _found_at)
    proposed = []
    for row in _placed(rows, every):
        key = wanted(row) or _unnamed(row)
        known = (existing or {}).get(key)
        same = known is not None and key not in proposed and is_same(row, known)
        proposed.append(key if same else free(key, FIRST.get(table, 2), apart(row)))
    return proposed


def _found_at(row: Row) -> str:
    """Say where a row's quote begins; what is no part of a key until that is known, "" where rows have no quotes."""
    return f"at-{row['evidence_start']}" if "evidence_start" in row else ""


def _free(taken: Collection[str]) -> Callable[..., str]:
    """Make what makes a key unique: with ``apart``, and the first number that is free, ``first`` or more, if need be.

    ``first`` is 1 where the key has a number in any case. What is no key becomes "".
    """
    used, last = set(taken), dict[str, int]()

    def free(wanted: str, first: int = 2, apart: str = "") -> str:
        if wanted in used and apart:
            wanted = f"{wanted}-{apart}"
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
    """Join a key of a plan's row; "" where the plan or the first part is unknown."""
    return "-".join(filter(None, (row["plan_id"], *parts))) if row["plan_id"] and parts[0] else ""


def _called(row: Row, length: int = LENGTH) -> str:
    """Make a key from the English name, after the plan's where the table has plans."""
    name = slug(next(iter(names_in(row, "en")), ""), length)
    return _joined(row, name) if "plan_id" in row else name


def _unnamed(row: Row) -> str:
    """Make a key of the hash of the Chinese name where there is no English one yet."""
    name = next(iter(names_in(row, "zh")), "")
    if not name or names_in(row, "en"):
        return ""
    digest = f"zh-{sha256(name.encode()).hexdigest()[:8]}"
    return _joined(row, digest) if "plan_id" in row else digest


def _short(name: str) -> str:
    """Make a slug of a name without brackets and little words."""
    return "-".join(word for word in slug(_BRACKETS.sub("", name)).split("-") if word not in LITTLE)


def _park(row: Row) -> str:
    """Take a park's name, after the place where it is, unless the name begins with it."""
    name, place = _short(row["name_en"]), row[PLACE]
    apart = name and place and not f"{name}-".startswith(f"{place}-")
    return cut(f"{place}-{name}" if apart else name, LENGTH)


def _agency(row: Row) -> str:
    """Join where an agency is, what it is for, and what it is: hubei-finance-department."""
    name = _BRACKETS.sub("", row["name_en"])
    body = _BODY.fullmatch(name)
    words = _short(f"{body[1]} {body[3]} {body[2]}" if body else name).split("-")
    place = row[PLACE].split("-")
    own = [word for word in words if word not in _OF_ANY_BODY and word not in place]
    return cut("-".join(filter(None, place + own)), LENGTH) if name else ""


def _enterprise(row: Row) -> str:
    """Take the acronym where an enterprise's name has one; otherwise the name without the legal form."""
    name = row["name_en"].strip()
    acronym = _ACRONYM.search(name)
    return acronym[1].lower() if acronym else slug(_COMPANY.sub("", name), LENGTH)


def _figure(row: Row) -> str:
    """Join plan, indicator, recognition, industry, subject, region (unless it is the plan’s), year and measure."""
    measure = _MEASURES[row["measure"]] if row["measure"] in _MEASURES else slug(row["measure"])
    year = row["target_year"] if "target_year" in row else row["year"]
    industry = row["industry_id"].removeprefix(row["plan_id"] + "-")
    table = "table" if row["table_label"] else ""
    recognition = _RECOGNITIONS.get(row["recognition"], slug(row["recognition"]))
    subject = slug(row.get("subject_en") or "", SUBJECT_LENGTH)
    return _joined(row, row["indicator_id"], recognition, industry, subject, row[PLACE], year, measure, table)


# How the keys of a table are made; those of other tables come from the English name.
WANTED: dict[str, Callable[[Row], str]] = {
    "agencies": _agency,
    # Of 鄂政发〔2013〕15号 these are the digits: 2013-15.
    "citations": lambda row: _joined(
        row, row["document_id"] or slug(row["cited_title_en"] or row["cited_number"], LENGTH)
    ),
    "enterprise_roles": lambda row: row["role"] and _joined(row, row["enterprise_id"], slug(row["role"])),
    "enterprises": _enterprise,
    "goals": lambda row: row["text_en"] and _joined(row, row["target_year"], slug(row["text_en"], GOAL)),
    "industries": lambda row: _joined(row, cut(_short(row["name_en"]), LENGTH)),
    "industry_concepts": lambda row: cut(_short(row["name_en"]), LENGTH),
    "observations": _figure,
    "other_numbers": lambda row: _joined(row, row["evidence_start"] and f"at-{row['evidence_start']}"),
    "park_roles": lambda row: row["role"] and _joined(row, row["park_id"], slug(row["role"])),
    "parks": _park,
    "source_issues": lambda row: _joined(row, slug(row["kind"])),
    "targets": _figure,
    "tasks": lambda row: row["section_id"] or _called(row, TASK),
    "technology_centres": lambda row: row["enterprise_id"] and f"{row['enterprise_id']}-technology-centre",
}
FIRST = {"source_issues": 1}  # from which number they count
# What tells rows that would have one key apart; those of other tables by where their quotes begin.
APART: dict[str, Callable[[Row], str]] = {"tasks": lambda row: slug(row["title_en"], TASK)}


def _placed(rows: Sequence[Row], every: Every) -> Iterator[Row]:
    """Give each row its place; a row of a plan has one where it is not the plan's own."""
    if not rows or "region_code" not in rows[0]:
        yield from rows
        return
    homes = {row["plan_id"]: row["region_code"] for row in every("plans")} if "plan_id" in rows[0] else {}
    places = {row["region_code"]: place_word(row, KIND) for row in every("regions")}
    for row in rows:
        code = row["region_code"]
        yield row | {PLACE: "" if code == homes.get(row.get("plan_id", "")) else places.get(code, code)}


def _sections(
    rows: Sequence[Row], above: Mapping[int, int], every: Sequence[Row], free: Callable[[str, int], str]
) -> list[str]:
    """Make keys of positions from the top, such as …-1-2-1: each row's after that of the row above it."""
    opening, keys = dict[str, int](), dict[int, str]()  # sections without a number before the first chapter, by plan
    for row in every:
        if not row["parent_id"] and row["number"] and row["position"].isdecimal():
            before = int(row["position"]) - 1
            opening[row["plan_id"]] = min(opening.get(row["plan_id"], before), before)
    for number in range(len(rows)):
        for n in reversed(_chain(number, above, keys)):
            row, position = rows[n], rows[n]["position"]
            # The key above is "" in a circle, and where none can be proposed.
            top = keys.get(above[n], "") if n in above else row["parent_id"] or row["plan_id"]
            if not top or not position.isdecimal():
                keys[n] = ""
                continue
            if n not in above and not row["parent_id"]:
                position = _chapter(int(position), opening.get(row["plan_id"], 0))
            keys[n] = free(f"{top}-{position}", 2)
    return [keys[n] for n in range(len(rows))]


def _chain(number: int, above: Mapping[int, int], keys: Mapping[int, str]) -> list[int]:
    """List a row and the new rows above it that have no key yet; rows in a circle each once."""
    chain: dict[int, None] = {}
    n: int | None = number
    while n is not None and n not in keys and n not in chain:
        chain[n] = None
        n = above.get(n)
    return list(chain)


def _chapter(position: int, opening: int) -> str:
    """Write the number of a chapter, from 1; sections before the first are 0, or 0-1, 0-2 where there are several."""
    if position > opening:
        return str(position - opening)
    return "0" if opening == 1 else f"0-{position}"
