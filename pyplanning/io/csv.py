"""CSV files as tables of text.

A large file is first taken for one without fault, which polars reads (``csv_sound``). Any other is scanned
(``csv_scan``): one that follows RFC 4180 is left to polars, to be read when it is needed; the rest is read at
once by Python's csv, which is exact but slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import polars as pl

from pyplanning.datapackage.blank import is_blank
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, Dialect, Record
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.table_messages import ragged_row
from pyplanning.io.csv_records import read_records
from pyplanning.io.csv_scan import Survey, survey_of
from pyplanning.io.header import HEADER_ROWS, Header, count_columns, find_header, layout, table_of
from pyplanning.io.other_rows import is_filled, set_aside
from pyplanning.io.table import MAX_FINDINGS, ROW, Lines, Part, Table, too_faulty, unnamed_column
from pyplanning.rule import rule

# What is between cells, in words; what lets most columns be named counts, or else what is earlier here.
DELIMITERS = {",": ("commas", "逗号"), ";": ("semicolons", "分号"), "\t": ("tabs", "制表符"), "|": ("bars", "竖线")}


@rule(
    "PL006",
    level="warning",
    en="{file} – is in {value}, and was read as such – expected UTF-8",
    zh="{file}：文件编码为{value}，已按此读取，应为UTF-8",
)
def other_encoding(encoding: str, expected: str) -> bool:
    """A CSV file is in UTF-8, which every program can read.

    Fix: save the file as “CSV UTF-8”.
    """
    return encoding != expected


@rule(
    "PL019",
    level="warning",
    en="{file} – has {value} between its cells, and was read as such – expected commas",
    zh="{file}：以{value_zh}分隔单元格，已按此读取，应为逗号",
)
def other_delimiter(delimiter: str) -> bool:
    """The cells of a CSV file are separated by commas.

    Fix: save the file as “CSV UTF-8”, in which cells that contain a comma are in quotation marks.
    """
    return delimiter != ","


def read_csv(
    file: Path, file_name: str, resources: Sequence[Resource], dialect: Dialect | None = None, before: int = 0
) -> Table:
    """Read a CSV file, which ``file_name`` names in findings, as one of the tables ``resources``.

    Where no ``dialect`` says how it is laid out, that is found out: what is between its cells, and in which
    of its first rows the columns are named. Its rows are numbered from the one after ``before``, the last
    row of an earlier file. Rows that are none of the table are left out and reported.
    Raises PackageError where it cannot be read, or is none of these tables.
    """
    survey = survey_of(file, file_name, dialect or PLAIN)
    found = replace(dialect or PLAIN, encoding=survey.encoding)
    found, head = find_layout(file, file_name, found, resources, described=dialect is not None)
    above = head.position if head else 0
    survey.regular &= not above and found.delimiter == (dialect or PLAIN).delimiter
    records = islice(read_records(file, found, file_name), above, None)
    last, header = found.read_header(records)
    header = [*head.cells, *header[len(head.cells) :]] if head else header
    if found.header == ():
        header = list(resources[0].columns) or _numbered(next(read_records(file, found, file_name), (0, [], 0))[1])
    resource = table_of(file_name, header, resources)
    _check_delimiter(header, resource, file_name)
    columns, issues = layout(header, resource, {"file": file_name, "table": resource.name})
    positions = [str(i) for i in range(1, len(header) + 1)]
    if survey.regular and survey.sound:
        every, line_of = survey.sound.frame, survey.sound.line_of
        survey.is_odd = dialect is None and _has_odd_rows(every, positions)
    else:
        every = _scanned(file, survey, positions) if survey.regular else _parsed(records, last, survey, positions)
        line_of = survey.lines.of
    if survey.blank:
        every = every.filter(~pl.col(ROW).is_in(survey.blank))
    if len(survey.ragged) > MAX_FINDINGS:
        raise too_faulty(file_name, "rows of the wrong length", "行单元格数不符")
    part = Part(before, file_name, found, line_of)
    table = Table(resource.name, file_name, every, tuple(header), header_line=last, parts=(part,))
    nameless = [position for position, cell in zip(positions, header, strict=True) if not cell.strip()]
    issues += [unnamed_column.issue(**table.place(), value=c) for c in unnamed_column.check(every, nameless)]
    if other_encoding.check(survey.encoding, (dialect or PLAIN).encoding):
        issues.append(other_encoding.issue(**table.place(), value=survey.encoding))
    if dialect is None and other_delimiter.check(found.delimiter):
        en, zh = DELIMITERS[found.delimiter]
        issues.append(other_delimiter.issue(**table.place(), value=en, value_zh=zh))
    number, wrong = pl.col(ROW) + before if before else pl.col(ROW), pl.col(ROW).is_in([*survey.ragged])
    named = [number, *(pl.col(positions[position]).alias(name) for name, position in columns.items())]
    frame, apart = (every, None) if not survey.ragged else (every.filter(~wrong), every.filter(wrong).select(named))
    table = replace(table, frame=frame.select(named), issues=tuple(issues), apart=apart)
    # A package says how its tables are laid out: there, every line that is not blank is a row.
    if dialect is None and (survey.is_odd or not survey.regular):
        table = set_aside(table, resource, resources, _overfull(table, read_records(file, found, file_name), last))
    return _with_ragged(table, {row + before: n for row, n in survey.ragged.items()}, len(header))


def _overfull(table: Table, records: Iterator[Record], last: int) -> set[int]:
    """Find the rows that have content, but beyond the last column alone; the header is the ``last`` record."""
    if table.apart is None:
        return set()
    rows = table.apart.filter(~is_filled(c for c in table.apart.collect_schema().names() if c != ROW))
    blank = {row + last for row in rows.select(ROW).collect().to_series()}
    until = islice(records, max(blank, default=0))
    return {number - last for number, cells, _ in until if number in blank and not all(map(is_blank, cells))}


def _with_ragged(table: Table, ragged: Mapping[int, int], expected: int) -> Table:
    """Report the rows of the wrong length, given with their number of cells, that are rows of the table."""
    if table.apart is None:
        return table
    rows = table.apart.select(ROW).collect().to_series()
    wrong = [ragged_row.issue(**table.place("", row), value=str(ragged[row]), expected=expected) for row in rows]
    return replace(table, issues=(*table.issues, *wrong))


def find_layout(
    file: Path, file_name: str, dialect: Dialect, resources: Sequence[Resource], described: bool
) -> tuple[Dialect, Header | None]:
    """Find out how a text is laid out, unless that is ``described``: its dialect, and its header where it has one."""
    if described:
        return dialect, None
    best: tuple[Dialect, Header | None] = dialect, None
    for delimiter in DELIMITERS:
        tried = replace(dialect, delimiter=delimiter)
        try:
            rows = [cells for _, cells, _ in islice(read_records(file, tried, file_name), HEADER_ROWS)]
        except PackageError:
            if delimiter == dialect.delimiter:
                break  # which reading reports
            continue
        header = find_header(rows, Path(file_name).stem, resources)
        if header and (best[1] is None or header.named > best[1].named):
            best = tried, header
    return best


def _has_odd_rows(frame: pl.LazyFrame, columns: Sequence[str]) -> bool:
    """Whether some rows may be none of the table: those whose cells but for the first two are all empty."""
    last = len(columns) - 1
    empty = pl.all_horizontal(pl.col(column) == "" for column in columns[-min(last, max(last - 1, 2)) :])
    return bool(frame.select(empty.any()).collect(engine="streaming").item())


def _scanned(file: Path, survey: Survey, columns: list[str]) -> pl.LazyFrame:
    """Leave a regular file to polars."""
    return pl.scan_csv(
        file,
        infer_schema=False,
        empty_string_is_null=False,
        glob=False,
        row_index_name=ROW,
        row_index_offset=1,
        new_columns=columns,
        truncate_ragged_lines=bool(survey.ragged),
    )


def _numbered(record: Sequence[str]) -> list[str]:
    """Name the columns of a table that has neither a header nor a schema."""
    return [f"field{number}" for number, _ in enumerate(record, 1)]


def _check_delimiter(header: list[str], resource: Resource, file_name: str) -> None:
    """Raise PackageError where another mark separates the cells, as spreadsheets in some countries write them."""
    for mark in ";\t|" if len(header) == 1 else "":
        if count_columns(header[0].split(mark), resource) > 1:
            raise PackageError(
                f"{file_name} separates its cells with {mark!r}; save it with commas,"
                " or let the dialect in datapackage.json name this delimiter",
                f"{file_name}以{mark!r}分隔单元格，请另存为以逗号分隔的文件，或在datapackage.json的dialect中注明该分隔符",
            )


def _parsed(records: Iterator[Record], last: int, survey: Survey, columns: list[str]) -> pl.LazyFrame:
    """Parse the records after the header, which ends with the ``last``; the survey gets those of the wrong length.

    It also gets the lines in which rows begin. Blank lines are no records.
    """
    survey.ragged.clear()
    survey.blank.clear()
    survey.lines = Lines()
    schema: dict[str, type[pl.DataType] | pl.DataType] = {ROW: pl.get_index_type(), **dict.fromkeys(columns, pl.String)}
    parts, batch = [pl.DataFrame(schema=schema)], []
    for number, record, line in records:
        row = number - last
        survey.lines.add(row, line)
        if not record:
            continue
        if len(record) != len(columns):
            survey.ragged[row] = len(record)
            record = [*record, *[""] * len(columns)][: len(columns)]
        batch.append((row, *record))
        if len(survey.ragged) > MAX_FINDINGS:
            break
        if len(batch) * len(columns) > 500_000:
            parts.append(pl.DataFrame(batch, schema=schema, orient="row"))
            batch = []
    return pl.concat([*parts, pl.DataFrame(batch, schema=schema, orient="row")]).lazy()
