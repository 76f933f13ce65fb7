"""Rules between tables: each is in one place, and what a key points to exists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from pyplanning.rule import rule

if TYPE_CHECKING:
    from pyplanning.io.table import Table

Row = dict[str, str]
NEAR = 5  # keys that are looked at, of which some may be wrong themselves


@rule(
    "PL015",
    en="{file} – {table} is already in {value} – expected each table once",
    zh="{file}：{value}中已有{table}表，每张表只应出现一次",
)
def table_once(table: Table, first: Table) -> str:
    """A table is in one file or sheet, so that rules that compare its rows see all of them.

    Fix: put all rows of the table into one file or sheet.
    """
    place = f"{first.file}[{first.sheet}]" if first.sheet else first.file or "the first frame"
    return "" if table is first else place


@rule(
    "PL202",
    column="row_id",
    en="{table} row {row} – row_id “{value}” is not a row of {target} – expected the key of the row concerned",
    zh="{table}第{row}行：row_id“{value}”不是{target}表中的行，应为有关行的主键",
)
def row_concerned(source_issues: list[Row], keys: Mapping[str, Collection[str]]) -> list[Row]:
    """If a source issue names a row, that row exists.

    Fix: write the row's key, its parts joined by "/", or leave row_id empty.
    """
    return [row for row in source_issues if row["row_id"] and row["row_id"] not in keys.get(row["table_name"], ())]


def nearest_key(value: str, keys: Collection[str], fits: Callable[[str], bool] = bool) -> str:
    """Find the key nearest to ``value``, of those that differ from it and are as ``fits`` says; "" where none is."""
    from rapidfuzz import fuzz, process

    cutoff = 80 if value.isdecimal() else 60  # any two codes have some digits in common
    best = process.extractOne(value, keys, scorer=fuzz.ratio, score_cutoff=cutoff)  # faster than to find several
    if best is None or (best[0] != value and fits(best[0])):
        return str(best[0]) if best else ""
    found = process.extract(value, keys, scorer=fuzz.ratio, score_cutoff=cutoff, limit=NEAR)
    return next((str(key) for key, *_ in found if key != value and fits(key)), "")
