"""The data package as a zip archive."""

from __future__ import annotations

import stat
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from pyplanning.datapackage.descriptor import URL, Descriptor, missing, paths, read_descriptor, unreadable
from pyplanning.datapackage.metadata import complete
from pyplanning.datapackage.metadata import day as created_on
from pyplanning.io.write import write_file

BESIDES = ("README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "CITATION.cff")


def archive_name(package: Descriptor) -> str:
    """The file name of the data package's archive: its name and version."""
    return f"{package['name']}-{package['version']}.zip"


def write_archive(folder: Path, target: Path) -> None:
    """Write the data package in ``folder`` as a zip: the descriptor, its files, and those of BESIDES that are there.

    The same files give the same bytes on every machine: entries stand in order, are dated by the
    descriptor's ``created`` and readable by all, and are stored as they are, since what deflate
    makes of them changes with the version of zlib.
    Raises PackageError where a file is missing, the descriptor lacks what a release needs, or
    ``target`` cannot be written.
    """
    package = complete(read_descriptor(folder))
    listed = [path for resource in package["resources"] for path in paths(resource) if not URL.match(path)]
    there = [name for name in BESIDES if (folder / name).is_file()]
    day = date.fromisoformat(created_on(package))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in ["datapackage.json", *there, *sorted(set(listed))]:
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # as Unix has it
            archive.writestr(entry, _content(folder / name))
    write_file(target, packed.getvalue())


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
