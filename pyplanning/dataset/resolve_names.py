"""Names in the place of keys: a contributor writes what things are called, and leaves new keys to us.

Nothing is guessed: a name that could stand for two rows is a finding, and one that stands for none
stays as it is written.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import polars as pl

from pyplanning.datapackage.field_words import labels, words_for
from pyplanning.datapackage.resource import Field, ForeignKey, Package, Resource
from pyplanning.dataset.known_rows import find_known
from pyplanning.dataset.name_book import (
    LEVELS,
    NONE,
    PLANS,
    Entry,
    NameBook,
    list_rows,
    order_of_tables,
    spell,
)
from pyplanning.dataset.new_keys import propose
from pyplanning.dataset.row_names import key_of
from pyplanning.io import Row
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Issue, Why, rule

Doubt = tuple[Entry, list[Entry]]  # a row with a name of several rows, and these


@rule(
    "PL203",
    en="{table} row {row} – {column} “{value}” is the name of several rows of {target}"
    " – expected the key of one: {expected}",
    zh="{table}第{row}行：{column}“{value}”对应{target}表中的多行，应填其中一行的主键：{expected_zh}",
)
def ambiguous_name(candidates: Collection[object]) -> bool:
    """A name in place of a key is the name of one row, or of one row in the same plan if rows belong to plans.

    Fix: write the key of the intended row; a section may also be written with its number, or
    with the titles above it, separated by slashes.
    """
    return len(candidates) > 1


def resolve_names(
    tables: Sequence[Table], shipped: Sequence[Table], package: Package
) -> tuple[list[Table], list[Change], list[Issue]]:
    """Put values in the place of labels, keys in the place of names, and give new rows keys.

    ``tables`` are what was handed in, ``shipped`` those of ``package``, whose rows may be named
    too. A cell that refers to a row may hold its key, its name in Chinese or English or, for an
    agency, an alias. Rows and aliases of other plans than the row's own do not count; a row that has
    no plan is of that of the row it refers to, or else of any that the tables are about.

    Returns the tables, what was changed, and the findings about names of several rows.
    """
    frames, others = (pl.collect_all([table.frame for table in some]) for some in (tables, shipped))
    resolver = NameResolver(package, _entries(tables, frames, package), _entries(shipped, others, package))
    resolver.resolve()
    written = [
        _with_changes(table, frame, [entry for entry in resolver.handed_in[table.name] if entry.sheet == n])
        for n, (table, frame) in enumerate(zip(tables, frames, strict=True))
    ]
    return written, list(resolver.changes(tables)), sorted(resolver.findings(tables))


def _entries(tables: Sequence[Table], frames: Sequence[pl.DataFrame], package: Package) -> dict[str, list[Entry]]:
    """Take the rows of each table from all its sheets; cells that are empty or whose column is missing are ""."""
    entries: dict[str, list[Entry]] = {}
    for sheet, (table, frame) in enumerate(zip(tables, frames, strict=True)):
        resource = package.tables[table.name]
        key = _proposed_key(resource)
        cells = [pl.col(c).fill_null("") if c in frame.columns else pl.lit("").alias(c) for c in resource.columns]
        has_key, rows = key in frame.columns, frame.select(ROW, *cells).drop(ROW).to_dicts()
        entries.setdefault(table.name, []).extend(
            Entry(row, sheet, number, is_new=has_key and not row[key])
            for row, number in zip(rows, frame[ROW], strict=True)
        )
    return entries


def _proposed_key(resource: Resource) -> str:
    """Find the column of the key where new rows may be given one; otherwise ""."""
    key = resource.primary_key
    return key[0] if len(key) == 1 and key[0].endswith("_id") else ""


def _with_changes(table: Table, frame: pl.DataFrame, entries: Sequence[Entry]) -> Table:
    """Write into a table what was changed in the cells of its rows."""
    changed = {column for entry in entries for column in entry.written}
    cells = [
        pl.Series(column, [entry.row[column] or cell for entry, cell in zip(entries, frame[column], strict=True)])
        for column in frame.columns
        if column in changed
    ]
    return replace(table, frame=frame.with_columns(cells).lazy()) if cells else table


@dataclass
class NameResolver:
    """The rows handed in and the shipped ones by table, which are resolved table by table.

    ``plans`` are those that the rows handed in are about, ``doubts`` the names of several rows by
    table and foreign key.
    """

    package: Package
    handed_in: dict[str, list[Entry]]
    shipped: dict[str, list[Entry]]
    plans: Sequence[str] = ()
    doubts: dict[tuple[str, ForeignKey], list[Doubt]] = field(default_factory=dict)

    def every(self, table: str) -> list[Entry]:
        """List all rows of a table."""
        return self.handed_in.get(table, []) + self.shipped.get(table, [])

    def rows(self, table: str) -> list[Row]:
        """List the cells of all rows of a table."""
        return [entry.row for entry in self.every(table)]

    def resolve(self) -> None:
        """Resolve all tables, each after those that it refers to."""
        for name, entries in self.handed_in.items():
            for listed in self.package.tables[name].fields:
                _read_labels(listed, entries)
        self._assign_plans()
        for name in order_of_tables(self.package):
            if name in self.handed_in:
                for key in self.package.tables[name].column_keys.values():
                    if key.resource not in (name, PLANS):
                        self._refer(name, key)
                        self._take_plans(name, key)
                self._give_keys(name)

    def _assign_plans(self) -> None:
        """Give plans their keys, and every row its plan: where names are looked for depends on that."""
        if PLANS in self.handed_in:
            self._give_keys(PLANS)
        keys = {row["plan_id"] for row in self.rows(PLANS)}
        for name, entries in self.handed_in.items():
            for key in self.package.tables[name].column_keys.values():
                if key.resource == PLANS:
                    self._refer(name, key)
            for entry in entries:
                plan = entry.row.get("plan_id", "")
                entry.plan = plan if plan in keys else ""
        about = {entry.plan for entries in self.handed_in.values() for entry in entries} - {""}
        self.plans = sorted(about or keys)

    def _take_plans(self, name: str, key: ForeignKey) -> None:
        """Let rows that have no plan of their own be of the plan of the row that they refer to."""
        tables = self.package.tables
        if "plan_id" not in tables[key.resource].columns or "plan_id" in tables[name].columns:
            return
        plans = {row[key.keys[0]]: row["plan_id"] for row in self.rows(key.resource)}
        for entry in self.handed_in[name]:
            entry.plan = entry.plan or plans.get(entry.row[key.fields[0]], "")

    def _refer(self, name: str, key: ForeignKey) -> bool:
        """Put keys in the place of names in a column; tell whether there were any.

        A cell that holds a key already is left alone. In the table's own rows a name may also stand for
        a new row, whose key is not known yet.
        """
        (column,), (target,) = key.fields, key.keys
        keys = {row[target] for row in self.rows(key.resource)} | {""}
        entries = [e for e in self.handed_in[name] if e.row[column] not in keys and column not in e.above]
        doubts = self.doubts[name, key] = list[Doubt]()
        if not entries:
            return False
        named = [e for e in self.every(key.resource) if e.row[target] or (e.is_new and key.resource == name)]
        book, any_found = NameBook(key.resource, target, named, self.rows, self.handed_in.get(key.resource, ())), False

        @cache
        def look_up(plan: str, cell: str) -> list[Entry]:
            found = book.look_up(cell, [plan] if plan else self.plans)
            return [
                *{entry.row[target] or id(entry): entry for entry in found}.values()
            ]  # a row handed in again is one

        for entry in entries:
            candidates = look_up(entry.plan, entry.row[column])
            if ambiguous_name.check(candidates):
                doubts.append((entry, candidates))
                continue
            for only in candidates:
                any_found = True
                if only.row[target]:
                    entry.write(column, only.row[target])
                else:
                    entry.above = {**entry.above, column: only}
        return any_found

    def _give_keys(self, name: str) -> None:
        """Give new rows their keys, and rows of the same table that refer to them these keys too."""
        resource = self.package.tables[name]
        column, shipped = _proposed_key(resource), self.shipped.get(name, [])
        own = [key for key in resource.column_keys.values() if key.resource == name]
        for _ in range(LEVELS):  # each once those above it are known
            known = self._find_known(name, column)
            referred = [self._refer(name, key) for key in own]
            if not known and not any(referred):
                break
        entries = self._new(name, column)
        places = {entry: n for n, entry in enumerate(entries)}
        above = {n: places[to] for entry, n in places.items() for to in entry.above.values()}
        if entries:
            taken = {row[column] for row in self.rows(name)}
            rows = {entry.row[column]: entry.row for entry in shipped}
            proposed = propose(name, [entry.row for entry in entries], taken, self.rows, above, rows)
            for entry, new_key in zip(entries, proposed, strict=True):
                if new_key:
                    entry.write(column, new_key)
        self._take_keys_above(name, column)
        for entry in self.handed_in[name]:
            entry.above = NONE

    def _find_known(self, name: str, column: str) -> bool:
        """Give rows without a key that exist already the key that they have; tell whether there were any."""
        known = find_known(self._new(name, column), self.shipped.get(name, []), column)
        for entry, existing in known.items():
            entry.write(column, existing)
        self._take_keys_above(name, column)
        return bool(known)

    def _new(self, name: str, column: str) -> list[Entry]:
        """List the rows of a table that need a key."""
        return [entry for entry in self.handed_in[name] if entry.is_new and not entry.row[column]]

    def _take_keys_above(self, name: str, column: str) -> None:
        """Write the keys of new rows, as far as they are known, into the rows of the table that refer to them."""
        for entry in [e for e in self.handed_in[name] if e.above]:
            for referring, to in entry.above.items():
                if to.row[column]:
                    entry.write(referring, to.row[column])
            entry.above = {referring: to for referring, to in entry.above.items() if not to.row[column]}

    def changes(self, tables: Sequence[Table]) -> Iterator[Change]:
        """List what was changed in cells, by table and column."""
        for name, entries in self.handed_in.items():
            changed = defaultdict[str, list[Entry]](list)
            for entry in entries:
                for column in entry.written:
                    changed[column].append(entry)
            for column, why in _reasons(self.package.tables[name]).items():
                for entry in changed[column]:
                    place = tables[entry.sheet].place(column, entry.number)
                    yield Change(**place, old=entry.written[column], new=entry.row[column], why=why)

    def findings(self, tables: Sequence[Table]) -> Iterator[Issue]:
        """Report the names of several rows."""
        for (name, key), doubts in self.doubts.items():
            expected: dict[int, dict[str, str]] = {}
            for entry, candidates in doubts:
                if id(candidates) not in expected:  # many rows may have the same name
                    expected[id(candidates)] = list_rows(candidates, key.resource, key.keys[0], self.rows)
                yield ambiguous_name.issue(
                    **tables[entry.sheet].place(key.fields[0], entry.number),
                    key=key_of(entry.row, self.package.tables[name]),
                    value=entry.row[key.fields[0]],
                    target=key.resource,
                    **expected[id(candidates)],
                )


def _reasons(resource: Resource) -> dict[str, Why]:
    """List the columns whose cells may be changed, and why that would be."""
    reasons: dict[str, Why] = {field.name: "label" for field in resource.fields if labels(field, "en")}
    names: dict[str, Why] = dict.fromkeys(resource.references, "name")
    return reasons | names | {key: "id" for key in [_proposed_key(resource)] if key}


def _read_labels(listed: Field, entries: Sequence[Entry]) -> None:
    """Put the values of a field in the place of their labels, also where these are in other letters."""
    meanings = defaultdict(set)
    for word, value in words_for(listed):
        for text in (value, word):
            meanings[spell(text).casefold()].add(value)
    cells = {entry.row[listed.name] for entry in entries} - {""} if meanings else set()
    values = {cell: meanings.get(spell(cell).casefold(), {cell}) for cell in cells}
    clear = {cell: value for cell, (value, *others) in values.items() if value != cell and not others}
    for entry in entries if clear else ():
        if entry.row[listed.name] in clear:
            entry.write(listed.name, clear[entry.row[listed.name]])
