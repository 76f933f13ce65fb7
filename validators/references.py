"""Rules between tables: what a key points to exists."""

from __future__ import annotations

from collections.abc import Collection

from pyplanning.rule import rule

Row = dict[str, str]


@rule(
    "PL202",
    column="row_id",
    en="{table} row {row} – row_id “{value}” is no row of {target} – expected the key of the row concerned",
    zh="{table}第{row}行：row_id“{value}”不是{target}表中的行，应为所涉行的主键",
)
def row_concerned(source_issues: list[Row], keys: dict[str, set[str]]) -> list[tuple[int, str, str]]:
    """A source issue that names a row names one that exists; ``keys`` are the keys by table.

    Returns the offending rows as (row number from 1, row_id, table_name).
    Fix: write the row's key, its parts joined by "/", or leave row_id empty.
    """
    named = [(n, row["row_id"], row["table_name"]) for n, row in enumerate(source_issues, 1) if row["row_id"]]
    return [(n, key, table) for n, key, table in named if key not in keys.get(table, set())]


def nearest_key(value: str, keys: Collection[str]) -> str:
    """The key nearest to ``value``, or ""."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(value, keys, scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else ""
