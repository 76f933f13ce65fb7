"""Names in the place of keys: a contributor writes what things are called, and leaves new keys to us.

Nothing is guessed: a name that could mean two rows is a finding, and one that means none stays as
it is written.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from uuid import uuid4

import polars as pl

from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, primary_key
from pyplanning.dataset.new_keys import propose
from pyplanning.io import Row
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Issue, Why, rule

SHEET, PLAN, MEANT = "…sheet", "…plan", "…meant"  # beside a row's cells; no column of a table is called so
MARK = f"…{uuid4()} "  # begins what new rows have for keys while they are worked on; no cell begins so
PLANS, SECTIONS, AGENCIES, ALIASES = "plans", "sections", "agencies", "agency_aliases"
CALLED_AFTER = {"park_roles": ("park_id", "parks")}  # rows without a name go by the name of these
NEVER_PROPOSED = ("units",)  # the rules know their keys
LEVELS = 8  # of sections
TOLD = 5  # candidates in one finding
_QUOTES = str.maketrans("“”", '""')
_PATH = str.maketrans(">›→", "///")  # what may stand between the titles of a path

Spelled = Mapping[tuple[str, str], list[str]]  # a plan ("" for any) and a spelling → keys
Book = tuple[Spelled, Spelled, Spelled]  # by alias, by official name, by English name: the first that has any counts


@rule(
    "PL203",
    en="{table} row {row} – {column} “{value}” is what several rows of {target} are called"
    " – expected the key of one: {expected}",
    zh="{table}第{row}行：{column}“{value}”对应{target}表中的多行，应填其中一行的主键：{expected_zh}",
)
def ambiguous_name(candidates: Collection[str]) -> bool:
    """A name in the place of a key is the name of one row; of one in the same plan, where rows have plans.

    Fix: write the key of the row that is meant; a section may also be written with its number, or
    after the titles above it with slashes between them.
    """
    return len(candidates) > 1


@dataclass
class _Desk:
    """What is worked on: the rows handed in and the shipped ones by table, and names of several rows.

    ``plans`` are those that the rows handed in are about.
    """

    resources: dict[str, Descriptor]
    mine: dict[str, pl.DataFrame]
    shipped: dict[str, pl.DataFrame]
    plans: Sequence[str] = ()
    doubts: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)

    def every(self, table: str, *columns: str) -> pl.DataFrame:
        """All rows of a table, or some of their columns, without nulls."""
        names = columns or [f["name"] for f in fields(self.resources[table])]
        parts = [side[table].select(names) for side in (self.mine, self.shipped) if table in side]
        return pl.concat([pl.DataFrame(schema=dict.fromkeys(names, pl.String)), *parts]).fill_null("")

    def rows(self, table: str) -> list[Row]:
        """All rows of a table, one by one."""
        return self.every(table).to_dicts()


def named(
    tables: Sequence[Table], shipped: Sequence[Table], package: Descriptor
) -> tuple[list[Table], list[Change], list[Issue]]:
    """The tables with values for their labels, keys for names, and keys for new rows.

    ``tables`` are what was handed in, ``shipped`` those of ``package``, whose rows may be named
    too. A cell that refers to a row may hold its key, its name in Chinese or English or, for an
    agency, an alias. Rows and aliases of other plans than the row's own do not count; a row that has
    no plan is of that of the row it refers to, or else of any that the tables are about.

    Returns the tables, what was changed, and the findings about names of several rows.
    """
    resources = {r["name"]: r for r in package["resources"]}
    frames, others = (pl.collect_all([table.frame for table in some]) for some in (tables, shipped))
    before = _together(tables, frames, resources)
    desk = _Desk(resources, dict(before), _together(shipped, others, resources))
    for name, rows in before.items():
        desk.mine[name] = _labelled(rows, resources[name])
    _assign_plans(desk)
    for name in _order(resources):
        if name in before:
            _name(desk, name)
    written = [_written(table, frame, desk, n) for n, (table, frame) in enumerate(zip(tables, frames, strict=True))]
    changes = [change for name in before for change in _changes(tables, before[name], desk, name)]
    return written, changes, sorted(_findings(tables, desk))


def _together(
    tables: Sequence[Table], frames: Sequence[pl.DataFrame], resources: dict[str, Descriptor]
) -> dict[str, pl.DataFrame]:
    """The rows of each table, of all its sheets: empty cells are "", and those of missing columns null."""
    sheets = defaultdict(list)
    for number, (table, frame) in enumerate(zip(tables, frames, strict=True)):
        names = [f["name"] for f in fields(resources[table.name])]
        cells = [pl.col(c).fill_null("") if c in frame.columns else pl.lit(None, pl.String).alias(c) for c in names]
        beside = (pl.lit(number).alias(SHEET), pl.lit("").alias(PLAN))
        sheets[table.name].append(frame.select(ROW, *cells, *beside))
    return {name: pl.concat(parts, how="vertical_relaxed") for name, parts in sheets.items()}


def _labelled(rows: pl.DataFrame, resource: Descriptor) -> pl.DataFrame:
    """The rows with listed values for their labels, also where these are in other letters."""
    for listed in (f for f in fields(resource) if f.get("categories")):
        meanings, cells = _meanings(listed), rows[listed["name"]].drop_nulls().unique()
        meant = {cell: meanings.get(_spelt(cell).casefold(), cell) for cell in cells}
        rows = rows.with_columns(pl.col(listed["name"]).replace(meant))
    return rows


def _meanings(listed: Descriptor) -> dict[str, str]:
    """The values of a field by what each, and no other, may be written as."""
    found = defaultdict(set)
    for category in listed["categories"]:
        for key in ("value", "label", "label_zh"):
            found[_spelt(str(category.get(key, ""))).casefold()].add(str(category["value"]))
    return {spelling: value for spelling, (value, *others) in found.items() if spelling and not others}


def _spelt(text: str) -> str:
    """A name as names are compared: in normal form KC, without white space, and with one kind of quotes."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_QUOTES)


def _order(resources: dict[str, Descriptor]) -> list[str]:
    """The tables, each after those that its rows refer to; aliases go before what refers to agencies."""
    found: dict[str, None] = {}

    def visit(name: str, on_the_way: tuple[str, ...]) -> None:
        targets = [target for _, target, _ in foreign_keys(resources[name])]
        targets += [ALIASES] if AGENCIES in targets and ALIASES in resources else []
        for target in targets:
            if target not in (*found, *on_the_way, PLANS):
                visit(target, (*on_the_way, target))
        found[name] = None

    for name in (PLANS, *resources):
        if name not in found:
            visit(name, (name,))
    return list(found)


def _assign_plans(desk: _Desk) -> None:
    """Give plans their keys, and every row its plan: where names are looked for depends on that."""
    if PLANS in desk.mine:
        _give_keys(desk, PLANS)
    keys = desk.every(PLANS, "plan_id")["plan_id"]
    for name in desk.mine:
        for column, target, key in foreign_keys(desk.resources[name]):
            if target == PLANS:
                _refer(desk, name, column, target, key)
        if _has_plans(desk, name):
            plan = pl.when(pl.col("plan_id").is_in(keys.implode())).then("plan_id").otherwise(PLAN)
            desk.mine[name] = desk.mine[name].with_columns(plan.alias(PLAN))
    about = {plan for rows in desk.mine.values() for plan in rows[PLAN].unique() if plan}
    desk.plans = sorted(about or {*keys})


def _has_plans(desk: _Desk, table: str) -> bool:
    return any(f["name"] == "plan_id" for f in fields(desk.resources[table]))


def _name(desk: _Desk, name: str) -> None:
    """Turn the names in a table's cells into keys, and give its new rows theirs."""
    for column, target, key in foreign_keys(desk.resources[name]):
        if target not in (name, PLANS):
            _refer(desk, name, column, target, key)
            if _has_plans(desk, target) and not _has_plans(desk, name):
                _take_plan(desk, name, column, target, key)
    _give_keys(desk, name)


def _take_plan(desk: _Desk, name: str, column: str, target: str, key: str) -> None:
    """A row that has no plan of its own is of the plan of the row that it refers to."""
    every = desk.every(target, key, "plan_id").unique(key)
    plan = pl.col(column).replace_strict(every[key], every["plan_id"], default="", return_dtype=pl.String)
    desk.mine[name] = desk.mine[name].with_columns(pl.when(pl.col(PLAN) == "").then(plan).otherwise(PLAN).alias(PLAN))


def _give_keys(desk: _Desk, name: str) -> None:
    """Give new rows their keys, and rows of the same table that refer to them these keys too.

    Meanwhile new rows have marks for keys, since the key of a section follows from the one above it.
    """
    resource, written = desk.resources[name], desk.mine[name]
    key = _proposed_key(resource)
    new = (written[key] == "").fill_null(False) if key else pl.repeat(False, written.height, eager=True)
    if new.any():
        mark = pl.format("{}{}", pl.lit(MARK), pl.int_range(pl.len()))
        desk.mine[name] = written.with_columns(pl.when(new).then(mark).otherwise(key).alias(key))
    own = [(column, to) for column, target, to in foreign_keys(resource) if target == name]
    for column, to in own:
        for _ in range(LEVELS):  # a section may be called after those above it once it is told which they are
            if not _refer(desk, name, column, name, to):
                break
    if new.any():
        marked = desk.mine[name].filter(new).select(f["name"] for f in fields(resource)).fill_null("")
        keys = propose(name, marked.to_dicts(), {*desk.every(name, key)[key]}, desk.rows)
        _settle(desk, name, written, dict(zip(marked[key], keys, strict=True)), [column for column, _ in own])


def _proposed_key(resource: Descriptor) -> str:
    """The column of the key where new rows may be given one; otherwise ""."""
    key = primary_key(resource)
    return key[0] if len(key) == 1 and key[0].endswith("_id") and resource["name"] not in NEVER_PROPOSED else ""


def _settle(desk: _Desk, name: str, written: pl.DataFrame, keys: dict[str, str], own: Sequence[str]) -> None:
    """Put keys in the place of marks; a name of a row that gets none stays as it was written."""
    rows, key = desk.mine[name], _proposed_key(desk.resources[name])
    rows = rows.with_columns(pl.col(c).replace(keys) for c in (key, *own))
    back = [pl.when(pl.col(c) == "").then(written[c]).otherwise(c).alias(c) for c in own]
    desk.mine[name] = rows.with_columns(back)
    for column in own:
        if (name, column) in desk.doubts:
            told = pl.col(MEANT).list.eval(pl.element().replace(keys))
            desk.doubts[name, column] = desk.doubts[name, column].with_columns(told)


def _refer(desk: _Desk, name: str, column: str, target: str, key: str) -> bool:
    """Put keys of ``target`` in the place of names in a column; whether there were any.

    What is a key already is not looked at; of the rest, each name once.
    """
    rows, known = desk.mine[name], desk.every(target, key)[key]
    odd = (pl.col(column) != "") & ~pl.col(column).is_in(known.implode())
    names = rows.filter(odd).select(PLAN, column).unique()
    desk.doubts.pop((name, column), None)
    if names.is_empty():
        return False
    book, path = _book(desk, target, key), target == SECTIONS
    found = [_candidates(book, text, [plan] if plan else desk.plans, path) for plan, text in names.iter_rows()]
    names = names.with_columns(pl.Series(MEANT, found, dtype=pl.List(pl.String)))
    rows = rows.join(names, on=[PLAN, column], how="left", maintain_order="left")
    one = pl.when(pl.col(MEANT).list.len() == 1).then(pl.col(MEANT).list.first()).otherwise(column)
    desk.mine[name] = rows.with_columns(one.alias(column)).drop(MEANT)
    desk.doubts[name, column] = rows.filter(pl.col(MEANT).list.len() > 1).select(SHEET, ROW, column, MEANT)
    return any(len(candidates) == 1 for candidates in found)


def _candidates(book: Book, name: str, plans: Sequence[str], path: bool) -> list[str]:
    """The keys of the rows that a name may mean."""
    text = _spelt(name).translate(_PATH) if path else _spelt(name)
    for spelled, wanted in zip(book, (text, text, text.casefold()), strict=True):
        found = [key for plan in ("", *plans) for key in spelled.get((plan, wanted), ())]
        if found:
            return [*dict.fromkeys(found)]
    return []


def _book(desk: _Desk, target: str, key: str) -> Book:
    """The keys of a table by the plan of each row, where rows have plans, and what the row may be called."""
    aliases, official, english = (defaultdict[tuple[str, str], list[str]](list) for _ in range(3))
    rows = [row for row in desk.rows(target) if row[key]]
    if target == AGENCIES:
        keys = {row[key] for row in rows}
        for row in desk.rows(ALIASES):
            if row["agency_id"] in keys:
                aliases[row["plan_id"], _spelt(row["alias_zh"])].append(row["agency_id"])
    sections = {row[key]: row for row in rows} if target == SECTIONS else {}
    for row, bearer, plans in zip(rows, _bearers(desk, target, rows), _plans_of(desk, target, rows), strict=True):
        headings = _headings(row, sections) if sections else ()
        for plan in plans:
            for text in (*map(_spelt, _titles(bearer, "zh")), *headings):
                official[plan, text].append(row[key])
            for text in _titles(bearer, "en"):
                english[plan, _spelt(text).casefold()].append(row[key])
    return aliases, official, english


def _plans_of(desk: _Desk, table: str, rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """The plans in which each row goes by its name: its own, or any.

    An agency whose name does not say of which place it is, such as 各部门, is one in the plans of that place.
    """
    homes = defaultdict[str, list[str]](list)
    for plan in desk.rows(PLANS) if table == AGENCIES else ():
        homes[plan["region_code"]].append(plan["plan_id"])
    places = {row["region_code"]: row["name_zh"][:2] for row in desk.rows("regions") if row["level"] != "country"}
    for row in rows:
        if table == AGENCIES and places.get(row["region_code"], "") not in row["name_zh"]:
            yield homes[row["region_code"]]
        else:
            yield [row["plan_id"] if table != PLANS and "plan_id" in row else ""]


def _bearers(desk: _Desk, table: str, rows: Sequence[Row]) -> list[Row]:
    """The rows whose names the rows of a table go by: mostly themselves."""
    if table not in CALLED_AFTER:
        return [*rows]
    column, target = CALLED_AFTER[table]
    others = {row[column]: row for row in desk.rows(target)}
    return [others.get(row[column], row) for row in rows]


def _titles(row: Row, lang: str) -> list[str]:
    """What a row is called in a language."""
    return [row[c] for c in (f"name_{lang}", f"title_{lang}") if row.get(c)]


def _headings(row: Row, sections: Mapping[str, Row]) -> Iterator[str]:
    """How a section may be written besides its title: 一、总体要求, 一（二）发展目标, 总体要求/发展目标."""
    number, path = _spelt(row["number"]), _spelt(row["title_zh"]).translate(_PATH)
    numbered = number + path
    yield from (path, numbered, *(f"{number}{sign}{path}" for sign in "、." if number))
    for _ in range(LEVELS):
        row = sections.get(row["parent_id"], {})
        if not row:
            return
        path = f"{_spelt(row['title_zh']).translate(_PATH)}/{path}"
        numbered = _spelt(row["number"]) + numbered
        yield from (path, numbered)


def _written(table: Table, frame: pl.DataFrame, desk: _Desk, number: int) -> Table:
    """A table with what was changed in its cells."""
    rows = desk.mine[table.name].filter(pl.col(SHEET) == number)
    names = [f["name"] for f in fields(desk.resources[table.name]) if f["name"] in frame.columns]
    changed = [c for c in names if (rows[c] != frame[c].fill_null("")).any()]
    cells = [pl.when(rows[c] != "").then(rows[c]).otherwise(c).alias(c) for c in changed]
    return replace(table, frame=frame.with_columns(cells).lazy()) if changed else table


def _changes(tables: Sequence[Table], before: pl.DataFrame, desk: _Desk, name: str) -> Iterator[Change]:
    """What was changed in the cells of a table."""
    for column, why in _reasons(desk.resources[name]).items():
        pairs = before.select(SHEET, ROW, column).with_columns(desk.mine[name][column].alias(MEANT))
        for number, row, old, new in pairs.filter(pl.col(column) != pl.col(MEANT)).rows():
            yield Change(**tables[number].place(column, row), old=old, new=new, why=why)


def _reasons(resource: Descriptor) -> dict[str, Why]:
    """The columns whose cells may be changed, and why that would be."""
    listed: dict[str, Why] = {f["name"]: "label" for f in fields(resource) if f.get("categories")}
    named: dict[str, Why] = {column: "name" for column, *_ in foreign_keys(resource)}
    key = _proposed_key(resource)
    return {**listed, **named, **({key: "id"} if key else {})}


def _findings(tables: Sequence[Table], desk: _Desk) -> Iterator[Issue]:
    """What is to be said about names of several rows."""
    for (name, column), doubts in desk.doubts.items():
        key = primary_key(desk.resources[name])
        target, to = next((target, to) for c, target, to in foreign_keys(desk.resources[name]) if c == column)
        rows = desk.mine[name].join(doubts.select(SHEET, ROW, MEANT), on=[SHEET, ROW])
        names = _names(desk, target, to) if len(rows) else {}
        told = cache(partial(_listed, names=names))
        for row in rows.iter_rows(named=True):
            if ambiguous_name.check(row[MEANT]):
                yield ambiguous_name.issue(
                    **tables[row[SHEET]].place(column, row[ROW]),
                    key="/".join(row[c] or "" for c in key),
                    value=row[column],
                    target=target,
                    expected=told(tuple(row[MEANT]), "en"),
                    expected_zh=told(tuple(row[MEANT]), "zh"),
                )


def _names(desk: _Desk, table: str, key: str) -> dict[str, Row]:
    """By key, the rows whose names the rows of a table go by."""
    rows = desk.rows(table)
    return dict(zip((row[key] for row in rows), _bearers(desk, table, rows), strict=True))


def _listed(keys: Sequence[str], lang: str, names: Mapping[str, Row]) -> str:
    """Keys with names, as many as are told."""
    keys = [key for key in keys if key]  # a row that gets no key cannot be pointed to
    left = len(keys) - TOLD
    told = [(key, next(iter(_titles(names[key], lang)), "")) for key in keys[:TOLD]]
    if lang == "zh":
        return "、".join(f"{key}（{name}）" for key, name in told) + (f"等{len(keys)}行" if left > 0 else "")
    return ", ".join(f"{key} ({name})" for key, name in told) + (f" and {left} more" if left > 0 else "")
