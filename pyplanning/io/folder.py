"""What a folder holds: a package, or files that are tables; what systems and programs leave in it does not count."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePath

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")
DESCRIPTORS = ("datapackage.json", "datapackage.yaml", "datapackage.yml")
LEFT = ("__macosx", "thumbs.db", "desktop.ini")  # by systems
MAX_FILES, MAX_DEPTH = 10_000, 6


def is_hidden(path: PurePath) -> bool:
    """Say whether a path is of a file that no person put there: hidden ones, and those of an open workbook."""
    return any(part.startswith((".", "~$")) or part.casefold() in LEFT for part in path.parts)


def holding(folder: Path) -> Path:
    """Return the folder that holds the package or the tables: ``folder``, or the only one in it that has any."""
    for _ in range(MAX_DEPTH):
        inside = sorted(entry for entry in folder.iterdir() if not is_hidden(PurePath(entry.name)))
        if any(_is_read(entry) for entry in inside if entry.is_file()):
            return folder
        folders = [entry for entry in inside if entry.is_dir() and next(files(entry), None)]
        if len(folders) != 1:
            return folder
        folder = folders[0]
    return folder


def files(folder: Path) -> Iterator[Path]:
    """Give the files that are read: those in the folder itself, or, where it has none, those in its folders."""
    count, own = 0, False
    for place, folders, names in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [] if depth >= MAX_DEPTH else sorted(name for name in folders if not is_hidden(PurePath(name)))
        count += len(names)
        for name in sorted(names):
            if not is_hidden(PurePath(name)) and _is_read(Path(name)):
                own = own or not depth
                yield Path(place) / name
        if count > MAX_FILES or own:
            return


def _is_read(path: Path) -> bool:
    return path.suffix.lower() in TABLES or path.name in DESCRIPTORS
