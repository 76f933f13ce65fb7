"""What is wrong with the header of a table: columns that are missing, unknown or out of order."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from pyplanning.datapackage import table_messages
from pyplanning.datapackage.resource import Resource
from pyplanning.io.header import heading, misplaced, written_as
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Issue

LIKE = 0.6  # of two titles; what is less alike is not suggested


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
