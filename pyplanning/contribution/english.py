"""List the names and texts that wait for English, and fill in what was translated."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from pyplanning.contribution.package_files import Say, alone_in, replace_tables
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.errors import system_reason
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.resource import Resource
from pyplanning.dataset.row_names import key_of
from pyplanning.io import Row
from pyplanning.io.rows import read_rows
from pyplanning.io.write import csv_text, harmless, write_file
from pyplanning.rule import Report

COLUMNS = ("table", "key", "column", "zh", "en")
MAX_BYTES = 20_000_000


def waiting(folder: str | Path = ".") -> list[Row]:
    """List the cells of a package that have Chinese and no English: ``table``, ``key``, ``column``, ``zh``, ``en``.

    Raises PackageError if the folder is no package or cannot be read.
    """
    package = open_package(Path(folder))
    found = []
    for name, rows in read_rows(Path(folder), package).items():
        table = package.tables[name]
        for column, chinese in _pairs(table):
            found += [
                dict(zip(COLUMNS, (name, key_of(row, table), column, row[chinese], ""), strict=True))
                for row in rows
                if row[chinese] and not row[column]
            ]
    return found


def write_waiting(rows: Sequence[Row], output: Path) -> None:
    """Write such a list as a CSV file that spreadsheets open as UTF-8."""
    cells = (map(harmless, row.values()) for row in rows)
    write_file(output, csv_text(COLUMNS, cells).encode("utf-8-sig"))


def fill_in(folder: str | Path, file: str | Path, say: Say = lambda en, zh: None) -> tuple[Report, int]:
    """Write the English of a list made by ``write_waiting`` into the package in ``folder``.

    Lines without English stay waiting. Returns the report on the changed package, which is only
    written where that is valid, and how many cells were filled in. Raises PackageError where a line names no such cell,
    or one that has other English already, and where something cannot be read or written.
    """
    target, listed = Path(folder), _read(Path(file))
    with alone_in(target, say):
        package = open_package(target)
        tables = read_rows(target, package)
        filled: dict[str, list[Row]] = {}
        rows = {(name, key_of(row, package.tables[name])): row for name, of in tables.items() for row in of}
        columns = {(name, column) for name, table in package.tables.items() for column, _ in _pairs(table)}
        count = 0
        for number, line in enumerate(listed, 2):
            row = rows.get((line["table"], line["key"]))
            if row is None or (line["table"], line["column"]) not in columns:
                raise _at(file, number, "names no cell of the package", "所指的单元格在数据包中不存在")
            if not line["en"] or row[line["column"]] == line["en"]:
                continue
            if row[line["column"]]:
                raise _at(file, number, "names a cell that has other English already", "所指的单元格已有其他英文")
            row[line["column"]] = line["en"]
            filled[line["table"]] = tables[line["table"]]
            count += 1
        report = replace_tables(target, package, filled) if filled else Report(())
    return report, count if report else 0


def _pairs(table: Resource) -> list[tuple[str, str]]:
    """Pair the columns in English with those in Chinese that they translate."""
    names = [column.removesuffix("_en") for column in table.columns if column.endswith("_en")]
    return [(f"{name}_en", f"{name}_zh") for name in names if f"{name}_zh" in table.columns]


def _read(file: Path) -> list[Row]:
    """Read a list; PackageError where it is none."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise PackageError(f"{file} is larger than {MAX_BYTES:,} bytes", f"{file}超过{MAX_BYTES:,}字节")
        rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), restval="")
        listed = [{column: (row.get(column) or "").strip() for column in COLUMNS} for row in rows]
        complete = {*COLUMNS} <= {*(rows.fieldnames or ())}
    except OSError as error:
        en, zh = system_reason(error)
        raise PackageError(f"{file} cannot be read: {en}", f"无法读取{file}：{zh}") from None
    except (UnicodeDecodeError, csv.Error):
        raise PackageError(
            f"{file} is no CSV file in UTF-8; save it as one", f"{file}不是UTF-8编码的CSV文件，请另存"
        ) from None
    if not complete:
        names = ", ".join(COLUMNS)
        raise PackageError(
            f"{file} lacks one of the columns {names}; take the list that pyplanning english writes",
            f"{file}缺少以下各列之一：{names}；请使用pyplanning english生成的清单",
        )
    return listed


def _at(file: str | Path, number: int, en: str, zh: str) -> PackageError:
    return PackageError(f"{file} line {number} {en}; list what waits again", f"{file}第{number}行{zh}，请重新生成清单")
