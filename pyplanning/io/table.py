"""A table as it was handed in: every cell as written, every row with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.rule import ROW as ROW
from pyplanning.rule import Issue

Result = TypeVar("Result")
MAX_COLUMNS = 1_000
MAX_FINDINGS = 10_000  # rows of the wrong length, or error cells, after which a table is not read


class MisreadError(Exception):
    """A file that was read on trust is not what it was taken for: it is to be read again, with a survey."""


def trusting(work: Callable[[bool], Result]) -> Result:
    """What ``work`` gives that reads large files on trust; where one of them does not bear that, with a survey."""
    try:
        return work(True)
    except (MisreadError, pl.exceptions.PolarsError):
        return work(False)


@dataclass(frozen=True, eq=False)  # frames cannot be compared
class Table:
    """One table as it came.

    ``frame`` is a polars LazyFrame of text columns under machine names, plus ROW. ``header``
    has the column names as written, in order. In a workbook ``letters`` gives each machine
    column's letters and ``header_line`` the sheet's row of the header, so that a cell's place
    is letters + str(header_line + row). ``issues`` are findings made while reading. A table in
    several files has them in ``parts``, each with the last row before it: rows count on. A file
    that was read on trust has in ``trusted`` the bytes that its rows must come to. Rows of the
    wrong length stand ``apart``, cut or filled up.
    """

    name: str
    file: str
    frame: pl.LazyFrame
    header: tuple[str, ...] = ()
    sheet: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    header_line: int = 1
    issues: tuple[Issue, ...] = ()
    parts: tuple[tuple[int, str], ...] = ()
    trusted: int | None = None
    apart: pl.LazyFrame | None = None

    def every(self, columns: Sequence[str]) -> pl.LazyFrame:
        """Columns of all rows as text, those of the wrong length too: what points to one of them is not lost."""
        frames = [self.frame] if self.apart is None else [self.frame, self.apart]
        return pl.concat([frame.select(pl.col(columns).cast(pl.String)) for frame in frames])

    def with_cells(self, cells: Mapping[str, Mapping[int, str]]) -> Table:
        """Give the table other cells: by column, then by the number of the row."""
        new = [
            pl.col(ROW).replace_strict([*rows], [*rows.values()], default=pl.col(c), return_dtype=pl.String).alias(c)
            for c, rows in cells.items()
        ]
        return replace(self, frame=self.frame.with_columns(new))

    def prove(self, size: int) -> None:
        """MisreadError where a table was read on trust and its rows, with commas and ends, are not of ``size`` bytes.

        Rows that are too short or empty come to more than the file has, since polars fills them
        up; it refuses one that is too long, and what is not UTF-8.
        """
        if self.trusted not in (None, size):
            raise MisreadError

    def place(self, column: str = "", row: int = 0) -> dict[str, Any]:
        """Where a finding about ``column`` and ``row`` stands."""
        letters = self.letters.get(column, "")
        cell = f"{letters}{self.header_line + row}" if letters and row else ""
        file = next((file for before, file in reversed(self.parts) if row > before), self.file)
        return {"file": file, "sheet": self.sheet, "table": self.name, "row": row, "column": column, "cell": cell}


def row_size(columns: Sequence[str]) -> pl.Expr:
    """The bytes of a row in a plain CSV file: its cells, and what parts and ends them."""
    return (pl.sum_horizontal(pl.col(c).str.len_bytes() for c in columns) + len(columns)).cast(pl.UInt64)


def with_issues(tables: list[Table], issues: list[Issue]) -> list[Table]:
    """The tables, the first of them with findings that belong to none."""
    return [replace(tables[0], issues=(*issues, *tables[0].issues)), *tables[1:]] if issues else tables


def too_many(shown: str, count: int) -> PackageError:
    """The error for a table with more columns than any table has."""
    shown = shown or "frame"
    return PackageError(
        f"{shown} has {count} columns; expected no more than {MAX_COLUMNS}",
        f"{shown}有{count}列，不应超过{MAX_COLUMNS}列",
    )


def too_faulty(shown: str, en: str, zh: str) -> PackageError:
    """The error for a table in which more is wrong than can be told one by one."""
    return PackageError(
        f"{shown} has more than {MAX_FINDINGS} {en}; correct it and try again",
        f"{shown}有超过{MAX_FINDINGS}{zh}，请改正后重试",
    )


@contextmanager
def opening(shown: str) -> Iterator[None]:
    """Where a file is read; what the system says against that becomes a PackageError."""
    try:
        yield
    except OSError as error:
        raise PackageError(
            f"{shown} cannot be read ({error.strerror}); check that it is there and may be read",
            f"{shown}无法读取（{error.strerror}），请检查文件及其权限",
        ) from None
