"""One change to a contributor's cell: what stood there, what stands there now, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["space", "width", "form", "number", "date", "label", "bound", "unit", "name", "id", "evidence"]


@dataclass(frozen=True, order=True)
class Change:
    """A cell that is read as another one.

    ``row`` is the record's number, from 1 after the header; ``cell`` its place in a workbook
    (A1 form). ``why`` is the kind of change, which keeps what was meant: a spare space or a
    full-width letter, a number or date in another form, the label of a listed value, a bound or
    unit that stood in the cell of the value, a name for an id, an id proposed for a new row,
    a place found in the plan's text.
    """

    file: str
    sheet: str
    table: str
    row: int
    column: str
    cell: str
    old: str
    new: str
    why: Why
