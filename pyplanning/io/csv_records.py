"""The records of a CSV file in any dialect, read by Python's csv: exact, and without polars."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyplanning.datapackage.dialect import Dialect, Record
from pyplanning.datapackage.errors import PackageError, system_reason

MAX_RECORD = 16 * 1024**2  # bytes of one record
MAX_CELL = 131_072  # characters of one cell: the limit of Python's csv module


def read_records(file: Path, dialect: Dialect, file_name: str) -> Iterator[Record]:
    """Read the records of a CSV file, the header among them, as Python's csv does.

    Raises PackageError where the file cannot be read, or is no table in this dialect.
    """
    started, used, odd = 1, 0, bool(dialect.line_end) or len(dialect.delimiter) > 1

    def lines() -> Iterator[str]:
        nonlocal used
        while line := stream.readline(MAX_RECORD + 1):
            line = line if used or line[0] != "\ufeff" else line.lstrip("\ufeff")  # byte order marks
            used += len(line)
            if used > MAX_RECORD:
                raise too_long(file_name)
            if "\0" in line:
                raise not_text(file_name)
            yield line

    def counted() -> Iterator[Record]:
        nonlocal started, used
        for number, record in enumerate(reader, 1):
            # Python's csv has this limit too, but frictionless lifts it for the whole process.
            if used > MAX_CELL and max(map(len, record)) > MAX_CELL:
                raise _too_large(file_name, reader.line_num)
            used = 0
            yield number, dialect.restored(record) if odd else record, started
            started = reader.line_num + 1

    encoding = "utf-8-sig" if dialect.encoding == "UTF-8" else dialect.encoding
    with opening(file_name), file.open(encoding=encoding, newline="") as stream:
        reader = dialect.reader(lines())
        try:
            yield from dialect.without_comments(counted())
        except UnicodeError:
            raise _undecoded(file_name, dialect.encoding) from None
        except csv.Error as error:
            raise _misquoted(file_name, reader.line_num, str(error), started) from None


def _too_large(file_name: str, line: int) -> PackageError:
    return PackageError(
        f"{file_name} line {line} – a cell has more than {MAX_CELL} characters – expected a CSV table",
        f"{file_name}第{line}行：单元格超过{MAX_CELL}个字符，应为CSV表格",
    )


def _undecoded(file_name: str, encoding: str) -> PackageError:
    if encoding == "GB18030":  # as which a file is read that is not UTF-8
        return unknown_encoding(file_name)
    return PackageError(
        f"{file_name} is not in {encoding}, the encoding that datapackage.json gives;"
        " correct it, or save the file again",
        f"{file_name}的编码不是datapackage.json所述的{encoding}，请改正其中的encoding，或另存为该编码",
    )


def unknown_encoding(file_name: str) -> PackageError:
    """Make the error for a text that is not UTF-8, and that GB18030 cannot read or makes nonsense of."""
    return PackageError(
        f"{file_name} is neither UTF-8 nor GB18030; save it as “CSV UTF-8”",
        f"{file_name}既不是UTF-8也不是GB18030，请另存为“CSV UTF-8”",
    )


def _misquoted(file_name: str, line: int, error: str, started: int) -> PackageError:
    if "field limit" in error:
        return _too_large(file_name, line)
    if "unexpected end" in error:
        return PackageError(
            f"{file_name} line {started} – a quotation mark that opens a cell is never closed – expected one at the"
            " cell's end",
            f"{file_name}第{started}行：有单元格的引号未闭合，单元格末尾应有引号",
        )
    return PackageError(
        f"{file_name} line {line} – a quotation mark is inside a cell – expected it doubled",
        f"{file_name}第{line}行：单元格内有单个引号，应写成两个引号",
    )


def not_text(file_name: str) -> PackageError:
    """Make the error for a file with NUL bytes, such as a workbook called .csv."""
    return PackageError(
        f"{file_name} is not text: it contains NUL bytes; save it as “CSV UTF-8”",
        f"{file_name}不是文本文件（含NUL字节），请另存为“CSV UTF-8”",
    )


def too_long(file_name: str) -> PackageError:
    """Make the error for a record that is longer than any table has."""
    size = MAX_RECORD // 1024**2
    return PackageError(
        f"{file_name} has a record of more than {size} MB; expected a CSV table",
        f"{file_name}有一条记录超过{size}MB，应为CSV表格",
    )


@contextmanager
def opening(file_name: str) -> Iterator[None]:
    """Turn what the system reports while a file is read into a PackageError."""
    try:
        yield
    except OSError as error:
        en, zh = system_reason(error)
        raise PackageError(
            f"{file_name} cannot be read ({en}); check that it exists and may be read",
            f"{file_name}无法读取（{zh}），请检查文件及其权限",
        ) from None
