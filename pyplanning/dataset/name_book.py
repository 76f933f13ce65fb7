"""What the rows of a table may be called, and in which plans."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyplanning.datapackage.resource import Package
from pyplanning.dataset.regions import region_tree
from pyplanning.dataset.row_names import CALLED_AFTER, names_in
from pyplanning.dataset.short_names import is_short_for, parts
from pyplanning.io import Row

PLANS, SECTIONS, AGENCIES, ALIASES = "plans", "sections", "agencies", "agency_aliases"
LEVELS = 8  # of sections
LISTED = 5  # rows in one finding
FAR = 99  # how far a body is of which nobody said where it is
_QUOTES = str.maketrans("“”", '""')
_PATH = str.maketrans(">›→", "///")  # what may separate the titles of a path


NONE: Mapping[str, "Entry"] = {}  # one for all rows: most refer to no new row


@dataclass(eq=False, slots=True)
class Entry:
    """A row that was handed in or is shipped, with its place and what was found out about it.

    ``sheet`` and ``number`` say which table handed in it is from, and its number there. ``plan`` is
    the plan in which its names are looked for, "" where that is unknown. ``written`` has the cells
    that were changed as they were before; ``above`` the new rows that its cells refer to, by column.
    """

    row: Row
    sheet: int = -1
    number: int = 0
    is_new: bool = False
    plan: str = ""
    written: Row = field(default_factory=dict)
    above: Mapping[str, "Entry"] = field(default_factory=lambda: NONE)

    def write(self, column: str, cell: str) -> None:
        """Change a cell, and keep what was written."""
        self.written.setdefault(column, self.row[column])
        self.row[column] = cell


Spellings = Mapping[tuple[str, str], list[Entry]]  # a plan ("" for any) and a spelling → rows
Rows = Callable[[str], Sequence[Row]]  # gives the cells of all rows of a table


class NameBook:
    """What the rows of a table may be called, in which plans.

    ``entries`` are the rows of ``table`` that may be named, those ``handed_in`` among them; ``column`` is that
    of their key.
    """

    def __init__(
        self, table: str, column: str, entries: Sequence[Entry], rows: Rows, handed_in: Iterable[Entry] = ()
    ) -> None:
        self.table, self.column = table, column
        aliases, official, english = (defaultdict[tuple[str, str], list[Entry]](list) for _ in range(3))
        self.spellings: Sequence[Spellings] = (aliases, official, english)  # the first that has any counts
        by_key = {entry.row[column]: entry for entry in entries if entry.row[column]}
        for row in rows(ALIASES) if table == AGENCIES else ():
            if row["agency_id"] in by_key:
                aliases[row["plan_id"], spell(row["alias_zh"])].append(by_key[row["agency_id"]])
        bearer_of = _bearer_of(table, rows)
        for entry, plans in zip(entries, _plans_of(table, entries, rows), strict=True):
            bearer = bearer_of(entry.row)
            spellings = [spell(name) for name in names_in(bearer, "zh")]
            if table == SECTIONS:
                spellings += _headings(entry, by_key)
            for plan in plans:
                for text in spellings:
                    official[plan, text].append(entry)
                for text in names_in(bearer, "en"):
                    english[plan, spell(text).casefold()].append(entry)
        self.bodies = Bodies(entries, rows, frozenset(handed_in)) if table == AGENCIES else None

    def look_up(self, name: str, plans: Sequence[str]) -> list[Entry]:
        """Find the rows that a name may stand for in ``plans``; rows with one key are one.

        A body may go by a short name too, and is one of the contribution, or of the plans' regions and what is
        above them: the nearest.
        """
        text = spell(name).translate(_PATH) if self.table == SECTIONS else spell(name)
        for spellings, wanted in zip(self.spellings, (text, text, text.casefold()), strict=True):
            found = [entry for plan in ("", *plans) for entry in spellings.get((plan, wanted), ())]
            if self.bodies and spellings is not self.spellings[0]:  # an alias is that of a plan
                found = self.bodies.nearest(found, plans)
            if found:
                return self._unique(found)
        return self._unique(self.bodies.called(text, plans)) if self.bodies else []

    def _unique(self, found: Sequence[Entry]) -> list[Entry]:
        return [*{entry.row[self.column] or entry: entry for entry in reversed(found)}.values()][::-1]


class Bodies:
    """The public bodies that rows may name, and where they are."""

    def __init__(self, entries: Sequence[Entry], rows: Rows, handed_in: frozenset[Entry]) -> None:
        self.entries, self.handed_in = entries, handed_in
        self.tree = region_tree(rows("regions"), rows("region_members"))
        self.homes = {plan["plan_id"]: plan["region_code"] for plan in rows(PLANS)}

    def nearest(self, found: Sequence[Entry], plans: Sequence[str]) -> list[Entry]:
        """Choose those of the contribution, or else the nearest of the plans' regions and above; [] for others."""
        if own := [entry for entry in found if entry in self.handed_in]:
            return own
        near: dict[int, list[Entry]] = {}
        for entry in found:
            distance = self._distance(entry.row["region_code"], plans)
            if distance is not None:
                near.setdefault(distance, []).append(entry)
        return near[min(near)] if near else []

    def called(self, short: str, plans: Sequence[str]) -> list[Entry]:
        """Find the bodies whose names can be shortened to ``short``; those without a level in it are the plan's own."""
        level, words, body = parts(short)
        if not words:
            return []
        level = level or ("national" if body == "部" else "")  # 工信部 is a ministry
        found = []
        for entry in self.entries:
            row = entry.row
            place = self.tree.names.get(row["region_code"], ("", ""))[1]
            own = row["level"] == level if level else self._distance(row["region_code"], plans) == 0
            if own and is_short_for(short, spell(row["name_zh"]), place):
                found.append(entry)
        return self.nearest(found, plans)

    def _distance(self, region: str, plans: Sequence[str]) -> int | None:
        """Say how far above the nearest of the plans' regions a body is; None where it is of none of them."""
        if not region or not self.tree.is_placed(region):
            return FAR
        distances = [self.tree.distance(self.homes.get(plan, ""), region) for plan in plans]
        return min((distance for distance in distances if distance is not None), default=None)


def list_rows(entries: Sequence[Entry], table: str, column: str, rows: Rows) -> dict[str, str]:
    """List the keys and names of rows in both languages, as ``expected`` and ``expected_zh``.

    Those without a key are left out, since no cell can refer to them.
    """
    bearer_of = _bearer_of(table, rows)
    keyed = [(entry.row[column], bearer_of(entry.row)) for entry in entries if entry.row[column]]
    left = len(keyed) - LISTED
    en, zh = ([(key, next(iter(names_in(row, lang)), "")) for key, row in keyed[:LISTED]] for lang in ("en", "zh"))
    return {
        "expected": ", ".join(f"{key} ({name})" for key, name in en) + (f" and {left} more" if left > 0 else ""),
        "expected_zh": "、".join(f"{key}（{name}）" for key, name in zh) + (f"等{len(keyed)}行" if left > 0 else ""),
    }


def spell(text: str) -> str:
    """Write a name as names are compared: in normal form KC, without white space, and with one kind of quotes."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_QUOTES)


def _bearer_of(table: str, rows: Rows) -> Callable[[Row], Row]:
    """Make the function that gives the row whose name a row bears: mostly itself."""
    if table not in CALLED_AFTER:
        return lambda row: row
    column, other = CALLED_AFTER[table]
    bearers = {row[column]: row for row in rows(other)}
    return lambda row: bearers.get(row[column], row)


def _plans_of(table: str, entries: Sequence[Entry], rows: Rows) -> Iterator[Sequence[str]]:
    """Find the plans in which each row goes by its name: its own, or any.

    An agency whose name does not say of which place it is, such as 各部门, is one in the plans of that place.
    """
    homes = defaultdict[str, list[str]](list)
    for plan in rows(PLANS) if table == AGENCIES else ():
        homes[plan["region_code"]].append(plan["plan_id"])
    regions = rows("regions") if table == AGENCIES else ()
    places = {row["region_code"]: row["name_zh"][:2] for row in regions if row["level"] != "country"}
    for entry in entries:
        row = entry.row
        if table == AGENCIES and places.get(row["region_code"], "") not in row["name_zh"]:
            yield homes[row["region_code"]]
        else:
            yield [row["plan_id"] if table != PLANS and "plan_id" in row else ""]


def _headings(section: Entry, by_key: Mapping[str, Entry]) -> Iterator[str]:
    """Spell a section in other ways than its title: 一、总体要求, 一（二）发展目标, 总体要求/发展目标."""
    number, path = spell(section.row["number"]), spell(section.row["title_zh"]).translate(_PATH)
    numbered = number + path
    yield from (path, numbered, *(f"{number}{sign}{path}" for sign in "、." if number))
    for _ in range(LEVELS):
        above = section.above.get("parent_id") or by_key.get(section.row["parent_id"])
        if above is None:
            return
        section = above
        path = f"{spell(above.row['title_zh']).translate(_PATH)}/{path}"
        numbered = spell(above.row["number"]) + numbered
        yield from (path, numbered)


def order_of_tables(package: Package) -> list[str]:
    """Sort the tables, each after those that its rows refer to; aliases go before what refers to agencies."""
    order: dict[str, None] = {}

    def visit(name: str, on_the_way: tuple[str, ...] = ()) -> None:
        if name in (*order, *on_the_way):
            return
        targets = [*package.tables[name].references.values()]
        targets += [ALIASES] if AGENCIES in targets and ALIASES in package.tables else []
        for target in targets:
            visit(target, (*on_the_way, name))
        order[name] = None

    for name in (PLANS, *package.tables):
        visit(name)
    return list(order)
