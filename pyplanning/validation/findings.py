"""What is found about tables while they are checked: told up to a limit, counted beyond it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pyplanning.rule import Issue, Message

LIMIT = 1000  # findings told of one code in one table


@dataclass
class Findings:
    """Findings so far: those told, how many there are by table and code, and rows by table.

    ``bad`` are the numbers of the rows in which something was found, by table; ``cells`` those
    in which a cell was found that no check need look at again, by table and column.
    """

    limit: int = LIMIT
    issues: list[Issue] = field(default_factory=list)
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    bad: dict[str, set[int]] = field(default_factory=dict)
    cells: dict[tuple[str, str], set[int]] = field(default_factory=dict)

    def room(self, table: str, code: str) -> int:
        """How many more findings of a code in a table may be told."""
        return max(self.limit - self.totals[table, code], 0)

    def add(self, rule: Message, table: str, row: int, **words: Any) -> None:
        """Count a finding about a row, and tell it unless as many of its kind are told as may be."""
        if self.room(table, rule.code):
            self.issues.append(rule.issue(table=table, row=row, **words))
        self.count(rule, table, [row])

    def count(self, rule: Message, table: str, rows: list[int]) -> None:
        """Count findings about rows without telling them."""
        if rows:
            self.totals[table, rule.code] += len(rows)
            self.bad.setdefault(table, set()).update(rows)
