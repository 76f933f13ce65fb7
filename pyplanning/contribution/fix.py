"""Put right what can be put right without a change of meaning, and say what was left alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.descriptor import Descriptor, PackageError, fields, resource, root
from pyplanning.datapackage.dialect import missing_values
from pyplanning.evidence.plan_texts import Sources
from pyplanning.evidence.text import halved, tidy
from pyplanning.io.read import read
from pyplanning.io.table import ROW, Table
from pyplanning.io.write import replacing
from pyplanning.rule import Change, Report, Why
from pyplanning.validation.prepare import changed, prepared
from pyplanning.validation.suggest import corrected
from pyplanning.validation.validate import validate

LATIN = ("_en", "_number")  # columns that full-width letters have no place in, and that are no keys


@dataclass(frozen=True)
class Fixed:
    """What was changed, in order, and what the validation of the result still finds."""

    changes: tuple[Change, ...]
    left: Report


def fix(source: str | Path, output: str | Path, name: str | None = None, sources: Sources | None = None) -> Fixed:
    """Write ``source``, a workbook or CSV file, to ``output`` with its cells put right.

    Only what keeps the meaning: spare spaces, full-width letters and digits, 1,200 for 1200,
    12% for 12 with its unit, 10000以上 for 10000 with its comparator, other forms of dates,
    labels for listed values, names for ids, ids for new rows and, with ``sources`` (the plans'
    texts), the places of quotes. A cell that holds a formula is left alone.

    Returns Fixed. Raises PackageError where ``source`` cannot be read or ``output`` cannot be
    written, or would be ``source`` itself.
    """
    if Path(output).resolve() == Path(source).resolve():
        raise PackageError(
            f"{output} is the file itself; name another one to write to", f"{output}即原文件，请另取输出文件名"
        )
    tables = read(source, name)
    changes = [change for table in tables for change in corrections(table, resource(table.name))]
    right = [changed(table, changes) for table in tables]
    changes += prepared(right, read(root()), sources).changes
    if Path(source).suffix.lower() == ".csv":
        _write_csv(changed(right[0], changes), Path(output))
    else:
        _write_workbook(Path(source), Path(output), changes)
    return Fixed(tuple(sorted(changes)), validate(output, name, sources=sources))


def corrections(table: Table, resource: Descriptor) -> Iterator[Change]:
    """The changes to cells that are not as their column asks and that can be read in one way."""
    frame = table.frame.collect()
    for field in fields(resource):
        if field["name"] in frame.columns:
            meant = {cell: _meant(field, cell, resource) for cell in frame[field["name"]].unique() if cell}
            cells = [cell for cell, found in meant.items() if found]
            for row in frame.filter(pl.col(field["name"]).is_in(cells)).iter_rows(named=True):
                if found := meant[row[field["name"]]]:
                    yield from _changes(table, field, row, *found)


def _meant(field: Descriptor, cell: str, resource: Descriptor) -> tuple[Why, dict[str, str]] | None:
    """Why a cell is read otherwise, and as what, by column; None where it stays."""
    name, kind = field["name"], field.get("type", "any")
    if cell in missing_values(resource):
        return None
    spaced = tidy(cell)
    if spaced != cell and name != "evidence" and (kind != "string" or fault(field, spaced) is None):
        return "space", {name: spaced}
    if kind == "string" and name.endswith(LATIN) and halved(cell) != cell:
        return "width", {name: tidy(halved(cell))}
    if fault(field, cell) is None:
        return None
    found = corrected(field, cell)
    why: Why = "date" if kind == "date" else "label" if "enum" in field.get("constraints", {}) else "number"
    return ("form" if kind == "string" and why == "number" else why, found) if found else None


def _changes(table: Table, field: Descriptor, row: dict[str, Any], why: Why, meant: dict[str, str]) -> Iterator[Change]:
    """The changes to a row for one cell; none where another cell says something else already."""
    name = field["name"]
    beside = {column: value for column, value in meant.items() if column != name}
    if any(row.get(column) not in ("", None, value) for column, value in beside.items()):
        return
    if not beside.keys() <= row.keys():
        return
    yield _change(table, row, name, meant[name], why)
    for column, value in beside.items():
        if row[column] != value:
            yield _change(table, row, column, value, "unit" if column == "unit_id" else "bound")


def _change(table: Table, row: dict[str, Any], column: str, new: str, why: Why) -> Change:
    return Change(**table.place(column, row[ROW]), old=row[column] or "", new=new, why=why)


def _write_workbook(source: Path, output: Path, changes: Sequence[Change]) -> None:
    from pyplanning.io.excel import edit

    cells: dict[str, dict[str, edit.Change]] = {}
    for change in changes:
        cells.setdefault(change.sheet, {})[change.cell] = edit.Change(value=_as_typed(change))
    edit.edit(source, output, cells)


def _as_typed(change: Change) -> str | Decimal:
    """What is written into a workbook's cell: a number as a number, the rest as text."""
    kinds = {field["name"]: field["type"] for field in fields(resource(change.table))}
    return Decimal(change.new) if kinds[change.column] in ("integer", "number") else change.new


def _write_csv(table: Table, output: Path) -> None:
    """A table as CSV, under its own header; PackageError where the file had more than the table shows."""
    frame = table.frame.collect().drop(ROW)
    if len(frame.columns) != len(table.header) or any(issue.code == "PL110" for issue in table.issues):
        raise PackageError(
            f"{table.file} has doubled or unnamed columns, or rows of the wrong length; correct these first",
            f"{table.file}有重复或无名的列，或单元格数不符的行，请先改正",
        )
    with replacing(output) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.header)
        writer.writerows(frame.iter_rows())
