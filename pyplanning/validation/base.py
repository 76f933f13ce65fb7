"""The package whose rows contributed ones may refer to, and are compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.integrity import open_package
from pyplanning.io.table import Table

SMALL = 1024**2  # bytes of a file that is held in memory


def rows_to_refer_to(folder: Path) -> Path:
    """Choose the package whose rows contributed ones may refer to: that in ``folder`` if it has our tables, or ours."""
    tables = open_package(folder).tables
    same = all(name in tables and tables[name].fields == ours.fields for name, ours in descriptor().tables.items())
    return folder if same else root()


def refuse_lacking(shipped: Iterable[Table], base: Path) -> None:
    """Raise PackageError where a table that others are compared with has not every column."""
    tables = descriptor().tables
    for table in shipped:
        columns = table.frame.collect_schema().names()
        wanted = tables[table.name].columns if table.name in tables else ()
        if lacking := [column for column in wanted if column not in columns]:
            file = base / table.file
            raise PackageError(
                f"{file} lacks {', '.join(lacking)}; restore the package, and check it with validate {base}",
                f"{file}缺少{'、'.join(lacking)}列，请先恢复该数据包，再用validate {base}检查",
            )


def in_memory(tables: Sequence[Table], folder: Path) -> list[Table]:
    """Hold the tables in small files in memory, since they are looked into several times."""
    files = [(table, folder / table.file) for table in tables]
    held = [table for table, file in files if file.is_file() and file.stat().st_size < SMALL]
    frames = dict(zip(held, pl.collect_all([table.frame for table in held]), strict=True))
    return [
        replace(table, frame=frames[table].lazy(), engine="in-memory") if table in frames else table for table in tables
    ]
