"""Compare the rows of two versions of a table, as frames of text.

A hash of 64 bits is made of each row first, so that only rows whose hash the other version lacks
are compared; of 1,000,000 changed rows one passes unseen with a chance of less than 1 in
10,000,000.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

TEXT = pl.String()
CELLS: dict[str, pl.DataType] = {"key": pl.List(TEXT), "column": TEXT, "old": TEXT, "new": TEXT}
NEW, PLACE, TIMES = "…new ", "…place", "…times"  # no column is called so
Nulls = Mapping[str, Sequence[str]]  # column → the texts that mean null in it


class RowChanges(NamedTuple):
    """Rows added, rows removed, changed cells (CELLS), and how many rows these are in."""

    added: pl.DataFrame
    removed: pl.DataFrame
    cells: pl.DataFrame
    changed: int


def no_changes(frame: pl.DataFrame) -> RowChanges:
    """Return the changes to a table that has none."""
    return RowChanges(frame.clear(), frame.clear(), pl.DataFrame(schema=CELLS), 0)


def doubled(frame: pl.DataFrame, key: Sequence[str]) -> str:
    """Return a key that two rows have, its parts joined by "/"; "" where there is none."""
    if frame.select(pl.struct(key).hash().n_unique()).item() == len(frame):  # hashes find out in less time
        return ""
    double = frame.select(key).filter(pl.struct(key).is_duplicated())
    return "/".join(cell or "" for cell in double.row(0)) if len(double) else ""


def ids(frame: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Return the ids of rows: the parts of the key, joined by "/"."""
    return frame.select(pl.concat_str(pl.col(*key).fill_null(""), separator="/")).to_series()


def renamed(old: pl.DataFrame, new: pl.DataFrame, maybe: Mapping[str, str], key: Sequence[str]) -> dict[str, str]:
    """Return those of the columns that may have been renamed (old → new) whose values are the same, row by row."""
    keys = {was: now for was, now in maybe.items() if now in key}
    rest = {was: now for was, now in maybe.items() if now not in key}
    if not key or not rest:
        return keys
    both = _joined(old.rename(keys), new, key, rest)
    same = both.select(pl.col(was).eq_missing(pl.col(NEW + was)).all() for was in rest)
    return keys | {was: now for was, now in rest.items() if same[was].item()}


def changes(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str], old_nulls: Nulls, new_nulls: Nulls) -> RowChanges:
    """Compare the rows of two versions by ``key``.

    Without a key, rows that one version has more often than the other were added or removed.
    Columns that only one version has are not compared, but rows are whole.
    """
    common = [c for c in new.columns if c in old.columns]
    if key and all(set(old_nulls[c]) == set(new_nulls[c]) for c in common):  # else equal texts may differ
        before, after = (frame.select(pl.struct(common).hash()).to_series() for frame in (old, new))
        old, new = old.filter(~before.is_in(after.implode())), new.filter(~after.is_in(before.implode()))
    old, new = _with_nulls(old, old_nulls), _with_nulls(new, new_nulls)
    if not key:
        return RowChanges(_surplus(new, old, common), _surplus(old, new, common), pl.DataFrame(schema=CELLS), 0)
    cells = _cells(old, new, key, [c for c in common if c not in key])
    return RowChanges(_without(new, old, key), _without(old, new, key), cells.drop(PLACE), cells[PLACE].n_unique())


def _with_nulls(frame: pl.DataFrame, nulls: Nulls) -> pl.DataFrame:
    """Return a table with null for what means it."""
    return frame.select(pl.when(~pl.col(c).is_in([*nulls[c]])).then(pl.col(c)).alias(c) for c in frame.columns)


def _without(frame: pl.DataFrame, other: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the rows of ``frame`` whose ``columns`` no row of ``other`` has."""
    return frame.join(other, on=[*columns], how="anti", nulls_equal=True, maintain_order="left")


def _surplus(frame: pl.DataFrame, other: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the rows that ``frame`` has more often than ``other``."""
    if not columns:
        return frame
    first, second = (f.with_columns(pl.int_range(pl.len()).over(columns).alias(TIMES)) for f in (frame, other))
    return _without(first, second, [*columns, TIMES]).drop(TIMES)


def _joined(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str], columns: Mapping[str, str]) -> pl.DataFrame:
    """Join the rows that both versions have; ``columns`` (old → new name) of the new one are called NEW + old name."""
    values = new.select(*key, *(pl.col(now).alias(NEW + was) for was, now in columns.items()))
    return old.select(*key, *columns).join(values, on=[*key], nulls_equal=True, maintain_order="left")


def _cells(old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    """Return the cells that changed and the PLACE of their row, row by row, in the order of the columns."""
    both = _joined(old, new, key, {column: column for column in columns}).with_row_index(PLACE)
    parts = [pl.DataFrame(schema={PLACE: both.schema[PLACE], **CELLS})]
    for column in columns:
        before, after = pl.col(column), pl.col(NEW + column)
        listed = pl.concat_list(pl.col(*key).fill_null("")).alias("key")
        named = pl.lit(column).alias("column"), before.alias("old"), after.alias("new")
        parts.append(both.filter(before.ne_missing(after)).select(PLACE, listed, *named))
    return pl.concat(parts).sort(PLACE, maintain_order=True)
