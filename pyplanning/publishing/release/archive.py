"""The data package as a zip archive."""

import stat
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from pyplanning.datapackage.descriptor import URL, missing, unreadable
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.metadata import complete, day
from pyplanning.datapackage.resource import Package
from pyplanning.io.write import write_file

# What explains the package, where the folder has it.
ADDED = ("README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "CITATION.cff")


def archive_name(package: Package) -> str:
    """Name the file of the data package's archive, by its name and version."""
    return f"{package.name}-{package.version}.zip"


def write_archive(folder: Path, target: Path) -> None:
    """Write the data package in ``folder`` as a zip: the descriptor, its files, and what explains them.

    The same files give the same bytes on every machine: entries have a fixed order, the date of the
    descriptor's ``created`` and permissions for all to read, and are not compressed, since what
    deflate makes of them changes with the version of zlib.
    Raises PackageError where a file is missing, the descriptor lacks what a release needs, or
    ``target`` cannot be written.
    """
    package = complete(open_package(folder))
    files = {path for resource in package.resources for path in resource.paths if not URL.match(path)}
    added = [name for name in ADDED if (folder / name).is_file()]
    created = date.fromisoformat(day(package))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in ["datapackage.json", *added, *sorted(files)]:
            entry = zipfile.ZipInfo(name, (created.year, created.month, created.day, 0, 0, 0))
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
