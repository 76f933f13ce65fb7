"""What is wrong with the header of a table: columns that are missing, unknown or out of order."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from pyplanning.datapackage import table_messages
from pyplanning.datapackage.resource import Resource
from pyplanning.io.header import heading, misplaced, written_as
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue

LIKE = 0.6  # of two titles; what is less alike is not suggested
# What people call columns of notes to themselves and to one another.
NOTES = frozenset(["note", "notes", "remark", "remarks", "comment", "comments", "备注", "说明", "注", "批注"])


def without_notes(table: Table, resource: Resource) -> Table:
    """Leave out the columns of notes that people add to a table of ours, unless they mean a column that it lacks."""
    columns = [column for column in table.frame.collect_schema().names() if column != ROW]
    notes = [c for c in columns if c not in resource.columns and heading(c, aside=True) in NOTES]
    if not notes:
        return table
    meant = _meant(notes, [name for name in resource.columns if name not in columns], "title_zh", resource)
    return replace(table, frame=table.frame.drop(column for column in notes if column not in meant))


def header_issues(table: Table, resource: Resource, by_order: bool) -> list[Issue]:
    """Report missing and unknown columns, as far as the schema's fieldsMatch minds them, and columns out of order."""
    columns = [c for c in table.frame.collect_schema().names() if c != ROW]
    missing, unknown = misplaced(columns, resource)
    kind, issues = written_as(table.header, resource), list[Issue]()
    meant = _meant(unknown, [name for name in resource.columns if name not in columns], kind, resource)
    missing = [name for name in missing if name not in {name for _, name in meant.values()}]
    for column in unknown:  # it is one finding that a column is misspelt
        shown, (close, _) = " ".join(column.split()), meant.get(column, ("", ""))
        issues.append(table_messages.unknown_column.issue(**table.place(column), shown=shown, suggestion=close))
    for column in missing:
        shown = str(resource.field(column).properties.get(kind) or column)
        issues.append(table_messages.missing_column.issue(**table.place(column), shown=shown))
    order = table_messages.column_order if by_order else table_messages.column_order_wanted
    if order.check(columns, resource):
        issues.append(order.issue(**table.place(), expected=", ".join(resource.columns)))
    return issues


def _meant(unknown: Sequence[str], absent: Sequence[str], kind: str, resource: Resource) -> dict[str, tuple[str, str]]:
    """Find the absent columns that unknown ones mean, by their names or titles, the most alike first.

    Returns, by unknown column, what to call it, and the name of the column.
    """
    titles = [(text, name) for _, text, name in resource.called if text and name in absent]
    pairs = [(_likeness(heading(one), heading(text)), one, text, name) for one in unknown for text, name in titles]
    found: dict[str, tuple[str, str]] = {}
    taken = set[str]()
    for score, column, text, name in sorted(pairs, key=lambda pair: -pair[0]):
        if score >= LIKE and column not in found and name not in taken:
            own = str(resource.field(name).properties.get(kind) or "")
            found[column] = (own if own and _likeness(heading(column), heading(own)) >= LIKE else text), name
            taken.add(name)
    return found


def _likeness(one: str, other: str) -> float:
    """Say how much of two titles is the same, from 0 to 1; characters that one adds at an end count less."""
    if len(one) > 1 and len(other) > 1 and (one in other or other in one):
        return 0.5 + 0.5 * min(len(one), len(other)) / max(len(one), len(other))
    return SequenceMatcher(None, one, other).ratio()
