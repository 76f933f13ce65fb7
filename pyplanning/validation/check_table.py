"""Check one table against its resource: one streaming pass, then a closer look at what it suspects.

The pass computes, for every row, whether any check or row rule suspects it, and keeps the suspect
rows, in which every cell is then decided exactly as Table Schema says. Of the others it keeps the
keys and what rules between rows look at, so memory grows with these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl

from pyplanning.datapackage import table_rules
from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.descriptor import Descriptor, fields, primary_key, references, schema_of
from pyplanning.io.table import ROW, Table, row_size
from pyplanning.rule import Message, Rule
from pyplanning.validation import run_rules
from pyplanning.validation.constraints import Check, compile_checks, present, typed_table
from pyplanning.validation.constraints import typed as values
from pyplanning.validation.findings import Findings

# Columns of the pass; no column of a table is called so.
BAD, SIZE, KEY, WHOLE, VERDICT, SAME = "…bad", "…size", "…key ", "…whole", "…verdict", "…same "
QUOTE = "evidence"
BETWEEN = "\x1f"  # the unit separator of ASCII, between the parts of a key
Row = dict[str, Any]
Keys = Mapping[str, Mapping[tuple[str, ...], Collection[str]]]


@dataclass(frozen=True)
class Pointer:
    """A foreign key: its columns, the table that it points to, and the values that it may have, as ``joined``."""

    columns: tuple[str, ...]
    target: str
    values: Collection[str]


def check_table(
    table: Table, resource: Descriptor, keys: Keys, found: Findings, rules: Sequence[Rule[Any]] = ()
) -> pl.DataFrame:
    """Check types, constraints, keys and row rules of ``table``, and add what is found to ``found``.

    ``keys`` has, by table and columns, the values that a foreign key may point to, as ``joined``;
    a foreign key whose target is not in ``keys`` is not checked. MisreadError is raised where a table
    that was read on trust is not as it was read.
    Returns, where there are rules, the table's values for those between rows: all columns but
    the quotes, which are long and which no rule between rows looks at; otherwise ROW alone.
    """
    here = table.frame.collect_schema().names()
    checks = [c for c in compile_checks(resource) if c.column in here]
    listed = [(c, t, keys.get(t, {}).get(r)) for c, t, r in references(resource) if set(c) <= set(here)]
    pointing = [Pointer(columns, target, values) for columns, target, values in listed if values is not None]
    unique = [k for k in unique_keys(resource) if set(k) <= set(here)]
    values, cells, suspects = _pass(table, resource, _not_implied(checks, pointing), pointing, unique, rules)
    found.counts[table.name] += values.height
    whole = with_values(suspects.lazy(), resource).collect() if len(suspects) else suspects
    look = _Look(table, resource, whole, found)
    if look.rows.height:
        for pointer in pointing:
            _lost(look, pointer)
        values = _without(values, _cells(look, checks))
    for key in unique:
        _repeated(look, key, cells)
    if look.rows.height:
        _ruled(look, rules)
    return values


def _without(values: pl.DataFrame, broken: dict[str, pl.Series]) -> pl.DataFrame:
    """The values with null where a constraint is broken: a wrong year must not make others wrong."""
    columns = [c for c, rows in broken.items() if c in values.columns and len(rows)]
    return values.with_columns(
        pl.when(~pl.col(ROW).is_in(broken[c].implode())).then(pl.col(c)).alias(c) for c in columns
    )


def _not_implied(checks: Sequence[Check], pointing: Sequence[Pointer]) -> list[Check]:
    """The checks without those of foreign keys that every key passes: what is a key passes them too."""
    implied: set[tuple[str, str]] = set()
    for pointer in (p for p in pointing if len(p.columns) == 1):
        (column,) = pointer.columns
        keys = pl.DataFrame({column: [*pointer.values]}, schema={column: pl.String})
        own = [c for c in checks if c.column == column and c.code != "PL102"]
        tests = [c.bad.fill_null(False).any().alias(str(i)) for i, c in enumerate(own)]
        broken = keys.select(*tests).row(0) if own else ()
        implied |= {(c.column, c.code) for c, bad in zip(own, broken, strict=True) if not bad}
    return [c for c in checks if (c.column, c.code) not in implied]


def unique_keys(resource: Descriptor) -> list[list[str]]:
    """Every set of columns whose values stand once: primary key, unique keys, unique columns."""
    single = [[f["name"]] for f in fields(resource) if f.get("constraints", {}).get("unique")]
    found: list[list[str]] = []
    for key in [primary_key(resource), *schema_of(resource).get("uniqueKeys", []), *single]:
        if key and list(key) not in found:
            found.append(list(key))
    return found


def _pass(
    table: Table,
    resource: Descriptor,
    checks: Sequence[Check],
    pointing: Sequence[Pointer],
    unique: Sequence[list[str]],
    rules: Sequence[Rule[Any]],
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The values of every row, for rules; the cells of its unique keys; and the suspect rows, whole."""
    here = table.frame.collect_schema().names()
    whole = pl.struct(here).alias(WHOLE)  # the texts, where rules need the values in their place
    frame = with_values(table.frame.with_columns(whole) if rules else table.frame, resource)
    bad = [c.bad for c in checks] or [pl.lit(False)]
    lost = [_points_nowhere(p, resource) for p in pointing]
    cells = dict.fromkeys(cell for key in unique for c in key for cell in (c, same(c, resource)))
    beside = [SIZE, *(KEY + cell for cell in cells)]
    size = pl.lit(0) if table.trusted is None else row_size([c for c in here if c != ROW])
    kept = [size.alias(SIZE), *(pl.col(cell).alias(KEY + cell) for cell in cells)]
    text = frame.with_columns(_any(*bad, *lost).alias(BAD), *kept)
    if rules:
        ruled = run_rules.suspicions(rules, resource, here)
        text = typed_table(text, resource, [*beside, BAD, WHOLE]).with_columns(_any(BAD, *ruled).alias(BAD))
        every, suspects = text.drop(BAD, WHOLE, QUOTE, strict=False), text.filter(BAD).select(WHOLE).unnest(WHOLE)
    else:
        every, suspects = text.select(ROW, *beside), text.filter(BAD).select(here)
    values, rows = pl.collect_all([every, suspects], engine="streaming")
    table.prove(int(values[SIZE].sum()))
    return values.drop(beside), values.select(ROW, *(pl.col(KEY + cell).alias(cell) for cell in cells)), rows.sort(ROW)


def _any(*flags: pl.Expr | str) -> pl.Expr:
    """Where one of the flags is true; null is not."""
    return pl.any_horizontal(*flags).fill_null(False)


def with_values(frame: pl.LazyFrame, resource: Descriptor) -> pl.LazyFrame:
    """A table with its columns that are not text once more, equal values as equal texts: 2 and 02 are, as numbers."""
    here = frame.collect_schema().names()
    more = [f for f in fields(resource) if f["name"] in here and _in_keys(f, resource)]
    return frame.with_columns(pl.coalesce(values(f).cast(pl.String), f["name"]).alias(SAME + f["name"]) for f in more)


def _in_keys(field: Descriptor, resource: Descriptor) -> bool:
    keys = {c for key in unique_keys(resource) for c in key} | {
        c for columns, *_ in references(resource) for c in columns
    }
    return field.get("type", "any") not in ("string", "any", "date") and field["name"] in keys


def same(column: str, resource: Descriptor) -> str:
    """The column of ``with_values`` by which a column's cells are compared."""
    typed = any(f["name"] == column and _in_keys(f, resource) for f in fields(resource))
    return SAME + column if typed else column


def _points_nowhere(pointer: Pointer, resource: Descriptor) -> pl.Expr:
    listed = pl.Series(sorted(pointer.values), dtype=pl.String)
    there = pl.all_horizontal(present(c, resource) for c in pointer.columns)
    return there & ~joined(pointer.columns, resource).is_in(listed.implode())


def joined(columns: Sequence[str], resource: Descriptor) -> pl.Expr:
    """The cells of one column, or of several as one text, by which a row is pointed to."""
    return pl.concat_str([same(c, resource) for c in columns], separator=BETWEEN)


@dataclass(frozen=True)
class _Look:
    """A closer look at a table's suspect rows, and where what it finds goes."""

    table: Table
    resource: Descriptor
    rows: pl.DataFrame
    found: Findings

    def tell(self, rule: Message, column: str, rows: pl.DataFrame, words: Callable[[Row], Row], **same: Any) -> None:
        """Tell of as many rows as may be told of, with words for each and the same for all, and count the others."""
        name, key = self.table.name, primary_key(self.resource)
        for row in rows.head(self.found.room(name, rule.code)).iter_rows(named=True):
            named = "/".join(str(row.get(c) or "") for c in key)
            self.found.issues.append(rule.issue(**self.table.place(column, row[ROW]), key=named, **words(row), **same))
        self.found.count(rule, name, rows[ROW].to_list())


def _cells(look: _Look, checks: Sequence[Check]) -> dict[str, pl.Series]:
    """Every cell that breaks its type or a constraint: one finding a cell, the first that fits.

    Returns, by column, the rows whose value breaks a constraint; a cell of another type has none.
    """
    own = {f["name"]: f for f in fields(look.resource)}
    first: dict[str, list[pl.Expr]] = {}
    for check in checks:
        first.setdefault(check.column, []).append(pl.when(check.bad).then(pl.lit(check.code)))
    known = {column: [*look.found.cells.get((look.table.name, column), ())] for column in first}
    rows = [
        look.rows.lazy()
        .with_columns(pl.coalesce(codes).alias(VERDICT))
        .drop_nulls(VERDICT)
        .filter(~pl.col(ROW).is_in(known[column]))
        for column, codes in first.items()
    ]
    broken: dict[str, pl.Series] = {}
    for column, suspects in zip(first, pl.collect_all(rows), strict=True):
        if len(suspects):
            bad = _decided(own[column], suspects)
            _tell_cells(look, own[column], bad)
            broken[column] = bad[ROW].filter(~bad[VERDICT].is_in(["PL101", "PL102"]))
    return broken


def _decided(field: Descriptor, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows whose cell is bad, with the code of its fault; a suspicion of the type is looked into, a text once."""
    cell, doubtful = pl.col(field["name"]), pl.col(VERDICT) == "PL101"
    texts = rows.filter(doubtful)[field["name"]].unique()
    if not len(texts):
        return rows
    verdicts = pl.Series([fault(field, text or "") for text in texts], dtype=pl.String)
    looked = cell.replace_strict(texts, verdicts, default=None, return_dtype=pl.String)
    return rows.with_columns(pl.when(doubtful).then(looked).otherwise(VERDICT).alias(VERDICT)).drop_nulls(VERDICT)


def _tell_cells(look: _Look, field: Descriptor, bad: pl.DataFrame) -> None:
    from pyplanning.validation.suggest import suggestion

    def words(row: Row) -> Row:
        cell = row[field["name"]] or ""
        return {"value": cell, "suggestion": suggestion(field, cell)}

    for (code,), rows in bad.group_by(VERDICT, maintain_order=True):
        rule = table_rules.BY_CODE[str(code)]
        look.tell(rule, field["name"], rows, words, **table_rules.words(field, rule.code))


def _repeated(look: _Look, key: list[str], cells: pl.DataFrame) -> None:
    """Rows whose key stood before; nulls never clash. ``cells`` are those of the keys, in every row."""
    from pyplanning.datapackage.table_rules import unique

    texts = [same(c, look.resource) for c in key]
    parts = pl.struct(texts) if len(texts) > 1 else pl.col(texts)
    there = pl.all_horizontal(present(c, look.resource) for c in key)
    hashes = pl.when(there).then(parts.hash())
    ordered = cells.select(hashes.drop_nulls().sort()).to_series()  # faster than a table of hashes
    doubled = ordered.filter(ordered == ordered.shift(1))
    rows = cells.filter(hashes.is_in(doubled.implode())).sort(ROW) if len(doubled) else cells.clear()
    again = rows.filter(~parts.is_first_distinct())
    look.tell(unique, "/".join(key), again, lambda row: {"value": "/".join(row[c] for c in key)})


def _lost(look: _Look, pointer: Pointer) -> None:
    """Cells of a foreign key that point to no row, each with the nearest key; their form is not told besides."""
    from pyplanning.datapackage.table_rules import foreign_key
    from pyplanning.validators.references import nearest_key

    column, keys = "/".join(pointer.columns), sorted(value.replace(BETWEEN, "/") for value in pointer.values)
    known = look.found.cells.setdefault((look.table.name, column), set())
    lost = look.rows.filter(_points_nowhere(pointer, look.resource), ~pl.col(ROW).is_in([*known]))
    known.update(lost[ROW])
    nearest = cache(lambda value: nearest_key(value, keys))

    def words(row: Row) -> Row:
        value = "/".join(row[c] for c in pointer.columns)
        return {"value": value, "suggestion": nearest(value)}

    look.tell(foreign_key, column, lost, words, target=pointer.target)


def _ruled(look: _Look, rules: Sequence[Rule[Any]]) -> None:
    """Rows that break a row rule; a row that was found bad before is not found again."""
    bad = look.found.bad.get(look.table.name, set())
    fine = look.rows.filter(~pl.col(ROW).is_in([*bad]))
    values = typed_table(fine.lazy(), look.resource).collect()
    hits = run_rules.by_row(rules, values, look.resource)
    run_rules.tell(
        hits, {look.table.name: look.resource}, lambda _, column, row: look.table.place(column, row), look.found
    )
