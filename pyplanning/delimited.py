"""CSV files as tables of text.

A file is surveyed first, as bytes: what keeps RFC 4180 to the letter is left to polars, to be read
when it is needed; any other file is read at once by Python's csv, which is exact but slower. The
survey of a large file takes as long as reading half of it, so who proves the rows may do without:
rows of the right length come to the bytes that the file has, but for the marks around quoted cells.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage import Descriptor, PackageError, fields
from pyplanning.dialects import PLAIN, Dialect, Record
from pyplanning.headers import layout, matches, meant, unnamed_column
from pyplanning.issue import Issue
from pyplanning.rule import rule
from pyplanning.table import MAX_FINDINGS, ROW, Table, opening, too_faulty

MAX_RECORD = 16 * 1024**2  # bytes of one record
MAX_CELL = 131_072  # characters of one cell: the limit of Python's csv module
BLOCK = 96 * 1024  # bytes looked at together; with the rest of their last record they seldom pass MAX_CELL

LARGE = 4 * 1024**2  # bytes of a file that is worth reading on trust
EDGES = (b',"', b'\n"', b'",', b'"\n')  # where a quoted cell begins or ends
OTHERS = bytes(set(range(256)).difference(b",\n"))  # all that neither parts cells nor ends records
LONE_RETURN = re.compile(rb"\r[^\n]")


@rule(
    "PL006",
    level="warning",
    en="{file} – is written in {value} – read as such – expected UTF-8",
    zh="{file}：文件编码为{value}，已按此读取，应为UTF-8",
)
def other_encoding(encoding: str) -> bool:
    """A CSV file is UTF-8, as every program reads it.

    Fix: save the file as “CSV UTF-8”.
    """
    return encoding != "UTF-8"


def read_csv(
    file: Path,
    shown: str,
    resources: list[Descriptor],
    dialect: Dialect = PLAIN,
    before: int = 0,
    trust: bool = False,
) -> Table:
    """The table that a CSV file is, its rows numbered from the one after ``before``; PackageError where it is none.

    With ``trust``, a large file may come without a survey: its rows are then to be proved.
    """
    trusted = _rows_size(file, shown) if trust and dialect == PLAIN else None
    survey = _survey(file, shown, dialect) if trusted is None else _Survey()
    records = _records(file, replace(dialect, encoding=survey.encoding), shown)
    last, header = dialect.named(records)
    if dialect.header == ():
        header = [f["name"] for f in fields(resources[0])]
    resource = meant(shown, header, resources)
    _check_delimiter(header, resource, shown)
    columns, issues = layout(header, resource, {"file": shown, "table": resource["name"]})
    if trusted is not None and not (last == 1 < len(header) == len(columns)):  # the bytes of all columns are needed
        return read_csv(file, shown, resources, dialect, before)
    given = [str(i) for i in range(1, len(header) + 1)]
    every = _scan(file, survey, given) if survey.regular else _parsed(records, last, survey, given)
    if len(survey.ragged) > MAX_FINDINGS:
        raise too_faulty(shown, "rows of the wrong length", "行单元格数不符")
    nameless = [column for column, cell in zip(given, header, strict=True) if not cell.strip()]
    table = Table(resource["name"], shown, every, tuple(header), trusted=trusted)
    issues += [unnamed_column.issue(**table.place(), value=c) for c in unnamed_column.check(every, nameless)]
    issues += _surveyed(survey, dialect, table, before)
    number, wrong = pl.col(ROW) + before if before else pl.col(ROW), pl.col(ROW).is_in([*survey.ragged])
    named = [number, *(pl.col(given[position]).alias(name) for name, position in columns.items())]
    frame, apart = (every, None) if not survey.ragged else (every.filter(~wrong), every.filter(wrong).select(named))
    return replace(table, frame=frame.select(named), issues=tuple(issues), apart=apart)


def _surveyed(survey: _Survey, dialect: Dialect, table: Table, before: int) -> Iterator[Issue]:
    """What the survey of a table's file found."""
    from pyplanning.validators.schemas import ragged_row

    if survey.encoding != dialect.encoding and other_encoding.check(survey.encoding):
        yield other_encoding.issue(**table.place(), value=survey.encoding)
    for row, cells in survey.ragged.items():
        yield ragged_row.issue(**table.place("", row + before), value=str(cells), expected=len(table.header))


def _check_delimiter(header: list[str], resource: Descriptor, shown: str) -> None:
    """PackageError where cells are parted by another mark, as spreadsheets in some countries write them."""
    for mark in ";\t|" if len(header) == 1 else "":
        if matches(header[0].split(mark), resource) > 1:
            raise PackageError(
                f"{shown} has its cells parted by {mark!r}; save it with commas,"
                " or let the dialect in datapackage.json name this delimiter",
                f"{shown}以{mark!r}分隔单元格，请另存为以逗号分隔，或在datapackage.json的dialect中注明该分隔符",
            )


@dataclass
class _Survey:
    """What a CSV file is made of, seen from its bytes alone, a block at a time."""

    encoding: str = "UTF-8"
    regular: bool = True  # so far, polars reads it as Python's csv does
    row: bytes = b""  # the commas and the line end of a whole record: a byte a column
    records: int = 0  # so far, with the header
    ragged: dict[int, int] = field(default_factory=dict)  # row → cells

    def count(self, block: bytes) -> None:
        """Take in the next records."""
        text = _unquoted(block)
        if text is None or len(block) > MAX_CELL or (b"\r" in block and LONE_RETURN.search(block)):
            self.regular = False
            return
        marks = text.translate(None, OTHERS)
        self.row = self.row or marks[: marks.index(b"\n") + 1]
        count = len(marks) // len(self.row)
        if marks == self.row * count:
            self.records += count
        else:
            self._compare(text.replace(b"\r\n", b"\n").split(b"\n")[:-1])

    def _compare(self, records: list[bytes]) -> None:
        """Take in records some of which are of the wrong length."""
        counts = (record.count(b",") + 1 if record else 0 for record in records)
        self.ragged |= {row: n for row, n in enumerate(counts, self.records) if n != len(self.row)}
        self.regular = len(self.ragged) <= MAX_FINDINGS  # a table with more is refused without a look at the rest
        self.records += len(records)


def _unquoted(block: bytes) -> bytes | None:
    """Records with a quotation mark for each quoted cell; None where marks are not as RFC 4180 has them."""
    if b'"' not in block:
        return block
    pieces = (b"\n" + block).split(b'"')
    outside = pieces[::2]  # empty between the halves of a doubled mark
    whole = len(pieces) % 2 and all(p[0] in b",\r\n" and p[-1] in b",\n" for p in set(outside) if p)
    return b'"'.join(outside)[1:] if whole else None


def _survey(file: Path, shown: str, dialect: Dialect) -> _Survey:
    """What a file is made of; one whose descriptor says that it is no UTF-8 is left to Python as it is."""
    survey, number = _Survey(dialect.encoding, regular=dialect == PLAIN), -1
    if dialect.encoding != "UTF-8":
        return survey
    for number, block in enumerate(_blocks(file, shown)):
        if b"\0" in block:
            raise PackageError(
                f"{shown} is not text: it holds NUL bytes; save it as “CSV UTF-8”",
                f"{shown}不是文本文件（含NUL字节），请另存为“CSV UTF-8”",
            )
        if survey.encoding == "UTF-8" and not _is_utf8(block):
            _refuse_damaged(file, number, block, shown)
            survey.encoding, survey.regular = "GB18030", False
        if survey.regular:
            survey.count(block)
    if number < 0:
        raise PackageError(f"{shown} is empty; expected column names", f"{shown}是空文件，首行应为列名")
    survey.regular &= len(survey.row) > 1
    return survey


def _rows_size(file: Path, shown: str) -> int | None:
    """The bytes that the rows of a large file must come to, without the marks around quoted cells, the last row ended.

    None where the file needs a survey in any case: where a quotation mark stands elsewhere than
    at the edge of a cell, a record is long, or a line ends otherwise.
    """
    with opening(shown), file.open("rb", buffering=0) as content:
        size = os.fstat(content.fileno()).st_size
        if size < LARGE:
            return None
        marks, edges, last = 0, 0, b"\n"
        while block := content.read(MAX_CELL // 2):  # two of them hold a record, which has an end
            if b"\0" in block or b"\r" in block or b"\n" not in block:
                return None
            if content.tell() == len(block):
                header = block.index(b"\n") + 1
                if b'"' in block[:header] or not _is_utf8(block[: block.rindex(b"\n") + 1]):
                    return None
            if b'"' in block or last == b'"':
                text = last + block
                if b'""' in text:
                    return None
                marks += block.count(b'"')
                edges += sum(map(text.count, EDGES))
            last = block[-1:]
    edges += last == b'"'
    return size - header - marks + (last != b"\n") if edges == marks else None


def _blocks(file: Path, shown: str) -> Iterator[bytes]:
    """The file's bytes in blocks of whole records, the last one ended too.

    A record longer than MAX_CELL may be cut at the end of a line.
    """
    with opening(shown), file.open("rb") as lines:
        lines.seek(3 if lines.read(3) == b"\xef\xbb\xbf" else 0)
        while block := lines.read(BLOCK):
            rest, odd = bytearray(), b'"' in block and block.count(b'"') % 2
            while (odd or not (rest or block).endswith(b"\n")) and len(rest) < MAX_CELL:
                if not (line := lines.readline(MAX_RECORD)):
                    break
                rest += line
                odd ^= line.count(b'"') % 2
            block += rest
            if len(block) - block.rfind(b"\n", 0, -1) > MAX_RECORD:
                raise _too_long(shown)
            yield block if block.endswith(b"\n") else block + b"\n"


def _too_long(shown: str) -> PackageError:
    size = MAX_RECORD // 1024**2
    return PackageError(
        f"{shown} has a record of more than {size} MB; expected a table in CSV",
        f"{shown}有一条记录超过{size}MB，应为CSV表格",
    )


def _is_utf8(block: bytes) -> bool:
    """Whether bytes are UTF-8; polars looks several times faster than Python."""
    try:
        return block.isascii() or bool(pl.Series([block], dtype=pl.Binary).cast(pl.String).len())
    except pl.exceptions.PolarsError:
        return False


def _refuse_damaged(file: Path, number: int, block: bytes, shown: str) -> None:
    """PackageError where a file is UTF-8 but for some bytes: as GB18030 it would be nonsense."""
    text = block.decode("utf-8", "replace")
    if text.count("\ufffd") >= len(re.findall("[\u0800-\ufffc]", text)):
        return
    before = sum(earlier.count(b"\n") for earlier in islice(_blocks(file, shown), number))
    line = before + text[: text.index("\ufffd")].count("\n") + 1
    raise PackageError(
        f"{shown} is damaged: line {line} is not UTF-8 as the rest is; save or download it again",
        f"{shown}已损坏：第{line}行不是UTF-8，与其余部分不同，请重新保存或下载",
    )


def _records(file: Path, dialect: Dialect, shown: str) -> Iterator[Record]:
    """The records of a CSV file as Python's csv reads them, the header among them."""
    used = 0

    def lines() -> Iterator[str]:
        nonlocal used
        while line := stream.readline(MAX_RECORD + 1):
            used += len(line)
            if used > MAX_RECORD:
                raise _too_long(shown)
            yield line

    def counted() -> Iterator[list[str]]:
        nonlocal used
        for record in reader:
            # Python's csv has this limit too, but frictionless lifts it for the whole process.
            if used > MAX_CELL and max(map(len, record)) > MAX_CELL:
                raise _too_large(shown, reader.line_num)
            used = 0
            yield record

    encoding = "utf-8-sig" if dialect.encoding == "UTF-8" else dialect.encoding
    with opening(shown), file.open(encoding=encoding, newline="") as stream:
        reader = dialect.reader(lines())
        try:
            yield from dialect.without_comments(counted())
        except UnicodeError:
            raise _undecoded(shown, dialect.encoding) from None
        except csv.Error as error:
            raise _misquoted(shown, reader.line_num, str(error)) from None


def _too_large(shown: str, line: int) -> PackageError:
    return PackageError(
        f"{shown} line {line} – a cell has more than {MAX_CELL} characters – expected a table in CSV",
        f"{shown}第{line}行：单元格超过{MAX_CELL}个字符，应为CSV表格",
    )


def _undecoded(shown: str, encoding: str) -> PackageError:
    if encoding == "GB18030":  # as which a file is read that is not UTF-8
        return PackageError(
            f"{shown} is neither UTF-8 nor GB18030; save it as “CSV UTF-8”",
            f"{shown}既不是UTF-8也不是GB18030，请另存为“CSV UTF-8”",
        )
    return PackageError(
        f"{shown} is not in {encoding}, as datapackage.json says; correct its encoding there, or save it as such",
        f"{shown}的编码不是datapackage.json所述的{encoding}，请改正其中的encoding，或另存为该编码",
    )


def _misquoted(shown: str, line: int, error: str) -> PackageError:
    if "field limit" in error:
        return _too_large(shown, line)
    if "unexpected end" in error:
        return PackageError(
            f"{shown} – a quotation mark that opens a cell is never closed – expected one at the cell's end",
            f"{shown}：有单元格的引号未闭合，单元格末尾应有引号",
        )
    return PackageError(
        f"{shown} line {line} – a quotation mark stands inside a cell – expected it doubled",
        f"{shown}第{line}行：单元格内有单个引号，应写成两个引号",
    )


def _scan(file: Path, survey: _Survey, columns: list[str]) -> pl.LazyFrame:
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


def _parsed(records: Iterator[Record], last: int, survey: _Survey, columns: list[str]) -> pl.LazyFrame:
    """The records that follow the header, which ends with the ``last``; the survey notes those of the wrong length."""
    survey.ragged.clear()
    schema: dict[str, Any] = {ROW: pl.get_index_type(), **dict.fromkeys(columns, pl.String)}
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
