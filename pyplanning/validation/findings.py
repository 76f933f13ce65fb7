"""What is found about tables while they are checked: reported up to a limit, counted beyond it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pyplanning.rule import ROW, Issue, Message

if TYPE_CHECKING:
    import polars as pl

    from pyplanning.io.table import Source, Table

LIMIT = 1000  # findings of one code in one table that are reported one by one
Row: TypeAlias = dict[str, Any]


@dataclass
class Findings:
    """Findings so far, by table: at most ``limit`` of a code in ``issues``, and the number of ``others``.

    ``rows`` are the numbers of checked rows; ``bad_rows`` the numbers of those in which something
    was found, by file or sheet. ``bad_cells`` are, by these and the column, the rows of cells that
    need no other check.
    """

    limit: int = LIMIT
    issues: list[Issue] = field(default_factory=list)
    others: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    bad_rows: dict[Source, set[int]] = field(default_factory=dict)
    bad_cells: dict[tuple[Source, str], set[int]] = field(default_factory=dict)

    def add(self, message: Message, table: Table, rows: pl.DataFrame, issue: Callable[[Row], Issue]) -> None:
        """Add a finding about each of ``rows``, made by ``issue`` as long as the limit allows, then counted."""
        reported = sum((one.table, one.code) == (table.name, message.code) for one in self.issues)
        room = max(self.limit - reported, 0)
        self.issues += dict.fromkeys(map(issue, rows.head(room).iter_rows(named=True)))
        if len(rows) > room:
            self.others[table.name, message.code] += len(rows) - room
        if len(rows):
            self.bad_rows.setdefault(table.source, set()).update(rows[ROW])

    def add_known(self, issues: Iterable[Issue]) -> None:
        """Add issues found elsewhere, whose cells need no other check."""
        for issue in issues:
            self.issues.append(issue)
            source = (issue.table, issue.file, issue.sheet)
            self.bad_rows.setdefault(source, set()).add(issue.row)
            self.bad_cells.setdefault((source, issue.column), set()).add(issue.row)

    def totals(self) -> dict[tuple[str, str], int]:
        """Count all findings by table and code, whether reported or not."""
        return dict(Counter((issue.table, issue.code) for issue in self.issues) + self.others)
