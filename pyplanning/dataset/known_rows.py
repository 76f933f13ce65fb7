"""Rows handed in without a key that exist already, and so have one."""

from collections.abc import Iterable, Sequence

from pyplanning.dataset.name_book import Entry
from pyplanning.dataset.row_names import names_in
from pyplanning.io import Row


def find_known(entries: Sequence[Entry], shipped: Iterable[Entry], key: str) -> dict[Entry, str]:
    """Find the keys of those of ``entries`` whose filled cells are those of one existing row.

    A row that several existing ones are like is left out, and so are those that refer to a row without a key.
    """
    rows = [entry.row for entry in shipped]
    by_cells: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
    found, given = dict[Entry, str](), set[str]()
    for entry in entries:
        filled = tuple(column for column, cell in entry.row.items() if cell and column != key)
        if filled not in by_cells:
            index = by_cells[filled] = {}
            for row in rows:
                index.setdefault(tuple(row[column] for column in filled), []).append(row[key])
        keys = by_cells[filled].get(tuple(entry.row[column] for column in filled), [])
        if filled and not entry.above and len(keys) == 1 and keys[0] not in given:
            found[entry] = keys[0]
            given.add(keys[0])
    return found


def is_same(row: Row, existing: Row) -> bool:
    """Say whether two rows of which one key would be made have the same Chinese name, or quote one place."""
    names, place = names_in(row, "zh"), row.get("evidence_start", "")
    return (bool(names) and names == names_in(existing, "zh")) or (
        place != "" and place == existing.get("evidence_start")
    )
