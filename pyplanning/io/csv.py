"""CSV files as tables of text.

A file is scanned first (``csv_scan``): one that follows RFC 4180 to the letter is left to polars, to be
read when it is needed; any other file is read at once by Python's csv, which is exact but slower.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, Dialect, Record
from pyplanning.datapackage.resource import Resource
from pyplanning.datapackage.table_messages import ragged_row
from pyplanning.io.csv_records import read_records
from pyplanning.io.csv_scan import Survey, survey_of
from pyplanning.io.header import count_columns, layout, table_of
from pyplanning.io.table import MAX_FINDINGS, ROW, Table, too_faulty, unnamed_column
from pyplanning.rule import rule


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


def read_csv(
    file: Path, file_name: str, resources: Sequence[Resource], dialect: Dialect = PLAIN, before: int = 0
) -> Table:
    """Read a CSV file, which ``file_name`` names in findings, as one of the tables ``resources``.

    Its rows are numbered from the one after ``before``, the last row of an earlier file.
    Raises PackageError where it cannot be read, or is none of these tables.
    """
    survey = survey_of(file, file_name, dialect)
    records = read_records(file, replace(dialect, encoding=survey.encoding), file_name)
    last, header = dialect.read_header(records)
    if dialect.header == ():
        header = list(resources[0].columns) or _numbered(next(read_records(file, dialect, file_name), (0, []))[1])
    resource = table_of(file_name, header, resources)
    _check_delimiter(header, resource, file_name)
    columns, issues = layout(header, resource, {"file": file_name, "table": resource.name})
    positions = [str(i) for i in range(1, len(header) + 1)]
    if survey.regular:
        every = pl.scan_csv(
            file,
            infer_schema=False,
            empty_string_is_null=False,
            glob=False,
            row_index_name=ROW,
            row_index_offset=1,
            new_columns=positions,
            truncate_ragged_lines=bool(survey.ragged),
        )
    else:
        every = _parsed(records, last, survey, positions)
    if len(survey.ragged) > MAX_FINDINGS:
        raise too_faulty(file_name, "rows of the wrong length", "行单元格数不符")
    nameless = [position for position, cell in zip(positions, header, strict=True) if not cell.strip()]
    table = Table(resource.name, file_name, every, tuple(header), parts=((before, file_name),))
    issues += [unnamed_column.issue(**table.place(), value=c) for c in unnamed_column.check(every, nameless)]
    if other_encoding.check(survey.encoding, dialect.encoding):
        issues.append(other_encoding.issue(**table.place(), value=survey.encoding))
    for row, cells in survey.ragged.items():
        issues.append(ragged_row.issue(**table.place("", row + before), value=str(cells), expected=len(header)))
    number, wrong = pl.col(ROW) + before if before else pl.col(ROW), pl.col(ROW).is_in([*survey.ragged])
    named = [number, *(pl.col(positions[position]).alias(name) for name, position in columns.items())]
    frame, apart = (every, None) if not survey.ragged else (every.filter(~wrong), every.filter(wrong).select(named))
    return replace(table, frame=frame.select(named), issues=tuple(issues), apart=apart)


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
    """Parse the records after the header, which ends with the ``last``; the survey gets those of the wrong length."""
    survey.ragged.clear()
    schema: dict[str, type[pl.DataType] | pl.DataType] = {ROW: pl.get_index_type(), **dict.fromkeys(columns, pl.String)}
    parts, batch = [pl.DataFrame(schema=schema)], []
    for number, record in records:
        if len(record) != len(columns):
            survey.ragged[number - last] = len(record)
            record = [*record, *[""] * len(columns)][: len(columns)]
        batch.append((number - last, *record))
        if len(survey.ragged) > MAX_FINDINGS:
            break
        if len(batch) * len(columns) > 500_000:
            parts.append(pl.DataFrame(batch, schema=schema, orient="row"))
            batch = []
    return pl.concat([*parts, pl.DataFrame(batch, schema=schema, orient="row")]).lazy()
