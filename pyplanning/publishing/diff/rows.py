"""Compare the rows of two versions of a table, as frames of text.

A hash of 64 bits is made of each row first, so that only rows whose hash the other version lacks
are looked into; of 1,000,000 changed rows one passes unseen with a chance of less than 1 in
10,000,000.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

TEXT = pl.String()
CELLS: dict[str, pl.DataType] = {"key": pl.List(TEXT), "column": TEXT, "old": TEXT, "new": TEXT}
NEW, PLACE, TIMES = "…new ", "…place", "…times"  # no column is called so
Nulls = Mapping[str, Sequence[str]]  # column → the texts that stand for null there


def doubled(frame: pl.DataFrame, key: Sequence[str]) -> str:
    """A key that two rows have, its parts joined by "/"; "" where there is none. Hashes tell that in less time."""
    if frame.select(pl.struct(key).hash().n_unique()).item() == len(frame):
        return ""
    double = frame.select(key).filter(pl.struct(key).is_duplicated())
    return "/".join(cell or "" for cell in double.row(0)) if len(double) else ""


def renamed(old: pl.DataFrame, new: pl.DataFrame, maybe: Mapping[str, str], key: Sequence[str]) -> dict[str, str]:
    """Those of the columns that may have been renamed (old → new) whose values are the same, row by row."""
    keys = {was: now for was, now in maybe.items() if now in key}
    rest = {was: now for was, now in maybe.items() if now not in key}
    if not key or not rest:
        return keys
    values = new.select(*key, *(pl.col(now).alias(NEW + now) for now in rest.values()))
    both = old.rename(keys).select(*key, *rest).join(values, on=[*key], nulls_equal=True)
    same = both.select(pl.col(was).eq_missing(pl.col(NEW + now)).all() for was, now in rest.items())
    return keys | {was: now for was, now in rest.items() if same[was].item()}


def changes(
    old: pl.DataFrame, new: pl.DataFrame, key: Sequence[str], nulls: Nulls, nulls_now: Nulls
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, int]:
    """Rows added, rows removed, changed cells, and how many rows these stand in.

    Without a ``key``, rows that one version has more often than the other were added or removed.
    Columns that only one version has are passed over, but rows are whole.
    """
    common = [c for c in new.columns if c in old.columns]
    if key and all(set(nulls[c]) == set(nulls_now[c]) for c in common):  # else equal texts may differ
        hashes = [frame.select(pl.struct(common).hash()).to_series() for frame in (old, new)]
        seen = [hashes[i].is_in(hashes[1 - i].implode()) for i in (0, 1)]
        old, new = old.filter(~seen[0]), new.filter(~seen[1])
    old, new = _with_nulls(old, nulls), _with_nulls(new, nulls_now)
    if not key:
        return *_wholes(old, new, common), pl.DataFrame(schema=CELLS), 0
    added = new.join(old, on=[*key], how="anti", nulls_equal=True, maintain_order="left")
    removed = old.join(new, on=[*key], how="anti", nulls_equal=True, maintain_order="left")
    rest = [c for c in common if c not in key]
    values = new.select(*key, *(pl.col(c).alias(NEW + c) for c in rest))
    both = old.select(common).join(values, on=[*key], nulls_equal=True, maintain_order="left")
    cells = _cells(both.with_row_index(PLACE), key, rest)
    return added, removed, cells.drop(PLACE), cells[PLACE].n_unique()


def _with_nulls(frame: pl.DataFrame, nulls: Nulls) -> pl.DataFrame:
    """A table with null for what stands for it."""
    return frame.select(pl.when(~pl.col(c).is_in([*nulls[c]])).then(pl.col(c)).alias(c) for c in frame.columns)


def _cells(both: pl.DataFrame, key: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    """The cells that changed, row by row, in the order of the columns."""
    parts = [pl.DataFrame(schema={PLACE: both.schema[PLACE], **CELLS})]
    for column in columns:
        old, new = pl.col(column), pl.col(NEW + column)
        listed = pl.concat_list(pl.col(*key).fill_null("")).alias("key")
        named = pl.lit(column).alias("column"), old.alias("old"), new.alias("new")
        parts.append(both.filter(old.ne_missing(new)).select(PLACE, listed, *named))
    return pl.concat(parts).sort(PLACE, maintain_order=True)


def _wholes(old: pl.DataFrame, new: pl.DataFrame, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that one version has more often than the other."""
    if not columns:
        return new, old
    was, now = (f.with_columns(pl.int_range(pl.len()).over(columns).alias(TIMES)) for f in (old, new))
    on = [*columns, TIMES]
    added = now.join(was, on=on, how="anti", nulls_equal=True, maintain_order="left")
    removed = was.join(now, on=on, how="anti", nulls_equal=True, maintain_order="left")
    return added.drop(TIMES), removed.drop(TIMES)


def ids(frame: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """The ids of rows: the parts of the key, joined by "/"."""
    return frame.select(pl.concat_str(pl.col(*key).fill_null(""), separator="/")).to_series()
