"""A table as it was handed in: every cell as written, every row with its place."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from operator import add
from typing import Any, Literal, Self, TypeAlias

import polars as pl

from pyplanning.datapackage.dialect import PLAIN, Dialect
from pyplanning.datapackage.errors import PackageError
from pyplanning.rule import ROW as ROW
from pyplanning.rule import Change, Issue, rule

Source: TypeAlias = tuple[str, str, str]  # a table, its file and its sheet
Collector: TypeAlias = Literal["streaming", "in-memory"]  # engines of polars
MAX_FINDINGS = 10_000  # rows of the wrong length, or error cells, after which a table is not read


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a file in which its rows begin: those of some rows, from which the rows after them count on."""

    rows: array[int] = field(default_factory=lambda: array("q", [1]))
    numbers: array[int] = field(default_factory=lambda: array("q", [2]))

    def add(self, row: int, line: int) -> None:
        """Let counting begin anew at a row, unless it gives the same."""
        if self.of(row) != line:
            self.rows.append(row)
            self.numbers.append(line)

    def of(self, row: int) -> int:
        """Give the line of a row."""
        at = max(bisect_right(self.rows, row) - 1, 0)
        return self.numbers[at] + row - self.rows[at]


@dataclass(frozen=True, eq=False)
class Part:
    """One of the text files of a table: the last row before it, its name, its layout, and the lines of its rows."""

    before: int
    file: str
    dialect: Dialect
    line_of: Callable[[int], int]


@dataclass(frozen=True, eq=False)  # frames cannot be compared
class Table:
    """One table as it was handed in.

    ``frame`` is a polars LazyFrame of text columns under machine names, plus ROW. ``header``
    has the column names as written, in order, and ``header_line`` is the sheet's row or the
    file's record of the header. In a workbook ``letters`` gives each machine column's letters,
    so that a cell's place is letters + str(header_line + row). ``issues`` are findings made
    while reading. A table of text has its files in ``parts``; rows count on from one to the next.
    Rows of the wrong length are not in ``frame`` but ``apart``, cut or filled up. ``engine`` is that of polars
    which collects the frame sooner: in memory for a small table that is there already.
    """

    name: str
    file: str
    frame: pl.LazyFrame
    header: tuple[str, ...] = ()
    sheet: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    header_line: int = 1
    issues: tuple[Issue, ...] = ()
    parts: tuple[Part, ...] = ()
    apart: pl.LazyFrame | None = None
    engine: Collector = "streaming"

    @property
    def source(self) -> Source:
        """Tell the table apart from others of its name: by its file and sheet."""
        return self.name, self.file, self.sheet

    def every(self, columns: Sequence[str]) -> pl.LazyFrame:
        """Return columns of all rows as text, with those of the wrong length: what points to one is not lost."""
        frames = [self.frame] if self.apart is None else [self.frame, self.apart]
        return pl.concat([frame.select(pl.col(columns).cast(pl.String)) for frame in frames])

    def with_changes(self, changes: Iterable[Change]) -> Self:
        """Make changes to the table's cells."""
        new: dict[str, dict[int, str]] = defaultdict(dict)  # cells by row, by column
        for change in changes:
            new[change.column][change.row] = change.new
        cells = [
            pl.col(ROW).replace_strict([*rows], [*rows.values()], default=pl.col(c), return_dtype=pl.String).alias(c)
            for c, rows in new.items()
        ]
        return replace(self, frame=self.frame.with_columns(cells))

    def with_frame(self, frame: pl.DataFrame) -> Self:
        """Put another frame in the place of the table's."""
        return replace(self, frame=frame.lazy())

    def place(self, column: str = "", row: int = 0) -> dict[str, Any]:
        """Return where a finding about ``column`` and ``row`` is, as words of an Issue."""
        letters = self.letters.get(column, "")
        part = next((part for part in reversed(self.parts) if row > part.before), None)
        line = self.header_line + row if self.sheet and row else 0
        line = part.line_of(row - part.before) if part and row else line
        return {
            "file": part.file if part else self.file,
            "sheet": self.sheet,
            "table": self.name,
            "row": row,
            "column": column,
            "cell": f"{letters}{line}" if letters and line else "",
            "line": line,
        }


def by_name(tables: Sequence[Table]) -> list[Table]:
    """Join the tables of one name that are in several files, once in each; others stay as they are."""
    named: dict[str, list[Table]] = {}
    for table in tables:
        named.setdefault(table.name, []).append(table)
    found = list[Table]()
    for several in named.values():
        found += [joined(several)] if 1 < len(several) == len({table.file for table in several}) else several
    return found


def joined(tables: Sequence[Table]) -> Table:
    """Join the tables of one name that several files have: the rows of one after those of the other.

    Each row keeps its file and place; columns that one file has and another lacks are empty there.
    """
    first, rest, before = tables[0], list[pl.LazyFrame](), 0
    frames, parts = list[pl.LazyFrame](), list[Part]()
    for table in tables:
        for frame, kept in ((table.frame, frames), (table.apart, rest)):
            if frame is not None:
                kept.append(frame.with_columns(pl.col(ROW) + before))
        own = table.parts or (Part(0, table.file, PLAIN, partial(add, table.header_line)),)
        parts += [replace(part, before=part.before + before) for part in own]
        before += int(table.every([ROW]).select(pl.col(ROW).cast(pl.Int64).max()).collect().item() or 0)
    alike = all(table.letters == first.letters and table.sheet == first.sheet for table in tables)
    return replace(
        first,
        frame=pl.concat(frames, how="diagonal"),
        apart=pl.concat(rest, how="diagonal") if rest else None,
        header=tuple(dict.fromkeys(column for table in tables for column in table.header)),
        letters=first.letters if alike else {},
        issues=tuple(issue for table in tables for issue in table.issues),
        parts=tuple(parts),
    )


@rule(
    "PL013",
    level="warning",
    en="{file} – column {value} has content but no name, and is not read – expected a column name",
    zh="{file}：第{value}列有内容但无列名，未读取，应有列名",
)
def unnamed_column(frame: pl.LazyFrame, columns: list[str]) -> list[str]:
    """Every column with content has a name; columns with neither are ignored.

    Fix: write the column's name into the header, or move notes out of the table.
    """
    if not columns:
        return []
    filled = frame.select((pl.col(columns) != "").any()).collect(engine="streaming")
    return [column for column in columns if filled[column].item()]


def with_issues(tables: list[Table], issues: list[Issue]) -> list[Table]:
    """Give the first of the tables the findings that belong to none."""
    return [replace(tables[0], issues=(*issues, *tables[0].issues)), *tables[1:]] if issues else tables


def too_faulty(file_name: str, en: str, zh: str) -> PackageError:
    """Make the error for a table in which more is wrong than can be reported one by one."""
    return PackageError(
        f"{file_name} has more than {MAX_FINDINGS} {en}; correct it and try again",
        f"{file_name}有超过{MAX_FINDINGS}{zh}，请改正后重试",
    )
