"""Correct what can be corrected without a change of meaning, and report what is left."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.blank import is_blank
from pyplanning.datapackage.cell import castable, fault
from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.row_names import names_in
from pyplanning.evidence.plan_texts import Sources
from pyplanning.evidence.text import curled, halved, tidy
from pyplanning.io import Row
from pyplanning.io.content import kind_of
from pyplanning.io.csv_records import read_records
from pyplanning.io.excel import EDITABLE
from pyplanning.io.header import machine_names
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.io.write import check_copy, csv_text, write_file
from pyplanning.rule import Change, Report, Why
from pyplanning.validation.prepare import changed, prepare
from pyplanning.validation.suggest import corrected
from pyplanning.validation.validate import validate
from pyplanning.validation.written_dates import counted
from pyplanning.validators.hygiene import FORMULA

FOR_MACHINES = ("name", "label", "id")  # kinds of changes after which people no longer know their cells
LATIN = ("_en", "_number")  # columns that full-width letters have no place in, and that are no keys


@dataclass(frozen=True, repr=False)
class Fixed:
    """The changes that were made, in order, and what the validation of the result still finds."""

    changes: tuple[Change, ...]
    left: Report

    def __repr__(self) -> str:
        return f"<Fixed: {len(self.changes):,} cells changed, left: {self.left!r}>"


def fix(
    source: str | Path,
    output: str | Path,
    name: str | None = None,
    sources: Sources | None = None,
    ids: bool = False,
) -> Fixed:
    """Write ``source``, a workbook or CSV file, to ``output`` with its cells corrected.

    Only what keeps the meaning is changed: superfluous spaces, full-width letters and digits, straight
    quotation marks in English, 1,200 for 1200, 12% for 12 with its unit, 10000以上 for 10000 with its
    comparator, other forms of dates, what empty cells stand for or other cells say, and, with ``sources``
    (the plans' texts), the places of quotes. In a workbook names and labels stay as people read them; with ``ids``
    they become ids and listed values, and new rows get theirs. A cell that holds a formula is left
    alone, and no text is made one.

    Returns Fixed. Raises PackageError if ``source`` cannot be read, and if ``output`` cannot be
    written, is ``source`` itself or has another ending.
    """
    source, output = Path(source), Path(output)
    if source.is_dir() or source.suffix.lower() == ".zip":
        raise PackageError(
            f"{source} holds several files; name one workbook or CSV file in it",
            f"{source}中有多个文件，请指明其中一个工作簿或CSV文件",
        )
    tables = read(source, name)
    check_copy(source, output)
    changes = [change for table in tables for change in unmerged(table)]
    tables = [changed(table, changes) for table in tables]
    formulas = formula_cells(source)
    found = [change for table in tables for change in corrections(table, descriptor().table(table.name))]
    if any(counted(change.old) for change in found) and counts_from_1904(source):
        found = [change for change in found if not counted(change.old)]  # which may be typed in either calendar
    found = [change for change in found if (change.sheet, change.cell) not in formulas]
    tables = [changed(table, found) for table in tables]
    is_text = bool(tables[0].parts)
    prepared = prepare(tables, read(root()), sources).changes
    found += prepared if ids or is_text else [change for change in prepared if change.why not in FOR_MACHINES]
    changes = _latest([*changes, *(change for change in found if (change.sheet, change.cell) not in formulas)])
    if not ids and not is_text:
        changes = list(_for_people(changes))
    if is_text:
        _write_csv(source, tables[0], changes, output)
    else:
        from pyplanning.io.excel import edit

        cells: dict[str, dict[str, edit.Change]] = {}
        for change in changes:
            field = descriptor().table(change.table).field(change.column)
            number = field.type in ("integer", "number") and change.new != "" and castable(change.new, field.type)
            value = Decimal(change.new) if number else change.new
            cells.setdefault(change.sheet, {})[change.cell] = edit.Change(value)
        edit.edit(source, output, cells)
    return Fixed(tuple(sorted(changes)), validate(output, name, sources=sources))


def _for_people(changes: Sequence[Change]) -> Iterator[Change]:
    """Write what cells are changed to as the people of their sheets read it: labels for values, names for ids."""
    package, shipped = descriptor(), read_rows(root(), descriptor())
    for change in changes:
        table, lang = package.table(change.table), "en" if change.sheet.isascii() else "zh"
        new = labels(table.field(change.column), lang).get(change.new, change.new)
        target = package.tables.get(table.references.get(change.column, ""))
        if target and target.name not in ("plans", "sections"):  # which people know by their ids, or by paths
            new = _names(shipped[target.name], target.primary_key[0], lang).get(new, new)
        if new != change.old:
            yield replace(change, new=new)


def _names(rows: Sequence[Row], key: str, lang: str) -> dict[str, str]:
    """Map keys to the names of rows, as far as these are names of one row."""
    named = [(row[key], next(iter(names_in(row, lang)), "")) for row in rows]
    counts = Counter(name for _, name in named)
    return {key: name for key, name in named if name and counts[name] == 1}


def unmerged(table: Table) -> Iterator[Change]:
    """Give every row of a merged cell the value that the first of them has."""
    for issue in table.issues:
        if issue.code == "PL034":
            place = table.place(issue.column, issue.row)
            yield Change(**place, old=issue.value, new=issue.suggestion, why="merge")


def formula_cells(file: Path) -> set[tuple[str, str]]:
    """Find the cells of a workbook that hold a formula, by sheet."""
    if kind_of(file) not in EDITABLE:
        return set()
    from pyplanning.io.excel.inspect import survey

    sheets = survey(file, str(file)).sheets
    return {(sheet, f"{letters}{row}") for sheet, marks in sheets.items() for letters, row in marks.formulas}


def counts_from_1904(file: Path) -> bool:
    """Say whether a workbook counts days from 1904, as those of old Macintosh computers do."""
    if file.suffix.lower() not in EDITABLE:
        return False
    from pyplanning.io.excel.inspect import survey

    return survey(file, str(file)).formats.from_1904


def _latest(changes: Sequence[Change]) -> list[Change]:
    """Join the changes of a cell that is changed more than once."""
    found: dict[tuple[str, str, str, int, str], Change] = {}
    for change in changes:
        place = (change.file, change.sheet, change.table, change.row, change.column)
        found[place] = replace(found[place], new=change.new) if place in found else change
    return [*found.values()]


def corrections(table: Table, resource: Resource) -> Iterator[Change]:
    """Find the changes to cells that are not as their column asks and that can be read in one way only."""
    frame = table.frame.collect()
    for field in resource.fields:
        if field.name not in frame.columns:
            continue
        cells = (cell for cell in frame[field.name].unique() if cell)
        kinds = {cell: why for cell in cells if (why := _why(field, cell, resource))}
        for row in frame.filter(pl.col(field.name).is_in(list(kinds))).iter_rows(named=True):
            made = _changes(table, field, kinds[row[field.name]], row)
            yield from (change for change in made if not re.search(FORMULA, change.new))


def _why(field: Field, cell: str, resource: Resource) -> Why | None:
    """Return why a cell is read otherwise; None where it stays."""
    if cell in resource.missing_values:
        return None
    if is_blank(cell):
        return "space"
    spaced, text = tidy(cell), field.type == "string"
    if spaced != cell and field.name != "evidence" and (not text or fault(field, spaced) is None):
        return "space"
    if text and _latin(field, cell) != cell:
        return "form" if halved(cell) == cell else "width"
    return _kind(field) if fault(field, cell) else None


def _latin(field: Field, cell: str) -> str:
    """Write English and numbers with half-width letters, and English with curly quotation marks."""
    if not field.name.endswith(LATIN):
        return cell
    half = tidy(halved(cell))
    return curled(half) if field.name.endswith("_en") else half


def _kind(field: Field) -> Why:
    """Return the kind of a correction to a cell that its column does not admit."""
    if field.type == "date":
        return "date"
    if "enum" in field.constraints or field.type == "boolean":
        return "label"
    return "form" if field.type == "string" else "number"


def _changes(table: Table, field: Field, why: Why, row: dict[str, Any]) -> Iterator[Change]:
    """Make the changes to a row for one cell."""
    number, cell = row.pop(ROW), row[field.name]
    plain = "" if is_blank(cell) else _latin(field, tidy(cell) if why == "space" else cell)
    found = {field.name: plain} if plain != cell else {}
    if not found or (plain and field.type != "string" and fault(field, plain)):
        found = corrected(field, cell, descriptor().table(table.name), row) or found
    for column, new in found.items():
        kind: Why = "unit" if column.endswith("unit_id") else "number" if column.endswith("value_max") else "bound"
        place = table.place(column, number)
        yield Change(**place, old=row[column] or "", new=new, why=why if column == field.name else kind)


def _write_csv(source: Path, table: Table, changes: Sequence[Change], output: Path) -> None:
    """Write a text with its cells changed, and all that is around its table as it was, but in UTF-8 with commas."""
    part, columns = table.parts[0], machine_names(table.header, descriptor().table(table.name))
    records = {number: cells for number, cells, _ in read_records(source, part.dialect, table.file)}
    for change in changes:
        records[table.header_line + change.row][columns.index(change.column)] = change.new
    # The line “sep=;” says what is between the cells, to spreadsheets alone, and may be true no more.
    first = records.get(1, [])
    header, *rows = [cells for cells in records.values() if cells is not first or not "".join(first).startswith("sep=")]
    mark = "\t" if output.suffix.lower() == ".tsv" else ","
    write_file(output, csv_text(header, rows, mark=mark).encode())
