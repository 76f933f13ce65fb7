"""The rows of a contribution as they are filled in: what each has, what is shipped, and the texts around the quotes."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self

import polars as pl

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.evidence.plan_texts import Sources, unreadable_reason
from pyplanning.evidence.text import SearchableText, read_written
from pyplanning.io import Row
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change, Why
from pyplanning.validation.suggest import listed


@dataclass(eq=False)
class Line:
    """A row that was handed in: its table, its number there, its cells, the columns of its table.

    ``known`` is the row of the package that has its key: of that nothing else is said than the package says.
    """

    table: Table
    number: int
    row: Row
    columns: frozenset[str]
    known: Row | None = None


@dataclass
class Filler:
    """The rows that were handed in by table, the shipped ones, the plans' texts, and what was filled in."""

    lines: Mapping[str, list[Line]]
    shipped: Mapping[str, list[Row]]
    sources: Sources | None
    changes: list[Change] = field(default_factory=list)
    texts: dict[str, SearchableText | None] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Sequence[Table], shipped: Mapping[str, list[Row]], sources: Sources | None) -> Self:
        """Take the rows of tables, with values for the labels in them."""
        lines: dict[str, list[Line]] = {}
        for table in tables:
            resource, frame = descriptor().table(table.name), table.frame.collect()
            columns, blank = frozenset(frame.columns) & {*resource.columns}, dict.fromkeys(resource.columns, "")
            key = resource.primary_key
            known = {tuple(row[column] for column in key): row for row in shipped[table.name]}
            labelled = [field for field in resource.fields if field.categories and field.name in columns]
            for row in frame.select(ROW, pl.col(sorted(columns)).fill_null("")).iter_rows(named=True):
                values = {f.name: listed(f, row[f.name]) or row[f.name] for f in labelled}
                number, cells = row.pop(ROW), {**blank, **row, **values}
                line = Line(table, number, cells, columns, known.get(tuple(cells[column] for column in key)))
                lines.setdefault(table.name, []).append(line)
        return cls(lines, shipped, sources)

    def fill(self, line: Line, cells: Mapping[str, str], why: Why = "derived") -> None:
        """Write into the empty cells of a row what is known of them."""
        for column, new in cells.items():
            is_open = column in line.columns and not line.row[column].strip()
            if new and is_open and (line.known is None or line.known[column] == new):
                self.write(line, column, new, why)

    def write(self, line: Line, column: str, new: str, why: Why = "derived") -> None:
        """Write a cell of a row, and keep what it was."""
        place = line.table.place(column, line.number)
        self.changes.append(Change(**place, old=line.row[column], new=new, why=why))
        line.row[column] = new

    def rows(self, table: str) -> list[Row]:
        """List the rows of a table, those handed in first."""
        return [line.row for line in self.lines.get(table, ())] + self.shipped[table]

    @cached_property
    def plan(self) -> Row:
        """The one plan of the workbook: its row; {} where there are several or none."""
        own = [line.row for line in self.lines.get("plans", ())]
        named = {line.row["plan_id"] for of in self.lines.values() for line in of if line.row.get("plan_id")}
        if len(own) == 1 and named <= {own[0]["plan_id"], own[0]["name_zh"], own[0]["title_zh"]}:
            return own[0]
        known = [row for row in self.shipped["plans"] if named == {row["plan_id"]}]
        return known[0] if known and not own else {}

    def text(self, plan_id: str) -> SearchableText | None:
        """Read the text of a plan; None where none is given, or it cannot be read."""
        if plan_id not in self.texts:
            if isinstance(self.sources, Mapping):
                given = self.sources.get(plan_id)
            else:
                given = None if self.sources is None or os.sep in plan_id else Path(self.sources, f"{plan_id}.txt")
            file = Path(given) if given and plan_id else None
            readable = file is not None and not unreadable_reason.check(file)
            self.texts[plan_id] = SearchableText(read_written(file)) if file and readable else None
        return self.texts[plan_id]

    def plan_of(self, line: Line) -> str:
        """Name the plan that a row is of: its own, that of the row it belongs to, or the only one."""
        return line.row.get("plan_id") or self.plan.get("plan_id", "")
