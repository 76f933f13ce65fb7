"""Files into rows of text: nothing is cast, nothing is dropped."""

from __future__ import annotations

import csv
from pathlib import Path

from pyplanning.datapackage.descriptor import Descriptor, missing, unreadable

Row = dict[str, str]
RAGGED = "…"  # no column of a table is called so


def read_tables(folder: Path, package: Descriptor) -> dict[str, list[Row]]:
    """Every table as rows of text; PackageError where a file is missing or unreadable.

    A row whose number of cells is not the header's holds that number under RAGGED.
    """
    return {r["name"]: _read_rows(folder / r["path"]) for r in package["resources"]}


def _read_rows(file: Path) -> list[Row]:
    header, *records = _records(file)
    rows = []
    for cells in records:
        row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
        rows.append(row if len(cells) == len(header) else row | {RAGGED: str(len(cells))})
    return rows


def _records(file: Path) -> list[list[str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return [*csv.reader(lines)] or [[]]
    except FileNotFoundError:
        raise missing(file) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise unreadable(file, error) from None
