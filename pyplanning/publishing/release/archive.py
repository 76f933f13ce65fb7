"""The data package as a zip archive."""

import re
import stat
import zipfile
from collections.abc import Container, Mapping
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import URL, missing, unreadable
from pyplanning.datapackage.integrity import open_package
from pyplanning.datapackage.metadata import as_text, complete, day, home
from pyplanning.datapackage.resource import Package
from pyplanning.datapackage.values import written
from pyplanning.dataset.load import with_derived
from pyplanning.io.write import csv_text, write_file

AS_CSV = {"profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
# What explains the package, where the folder has it.
LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])+)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)")  # to a file, in Markdown
ADDED = ("README.md", "README.zh.md", "CHANGELOG.md", "LICENSE", "LICENSE-DATA", "CITATION.cff")


def archive_name(package: Package) -> str:
    """Name the file of the data package's archive, by its name and version."""
    return f"{package.name}-{package.version}.zip"


def with_files(package: Package, derived: Mapping[str, pl.DataFrame]) -> tuple[Package, dict[str, bytes]]:
    """Add tables that are derived from those of a package to it, and give their files by path."""
    files, resources = dict[str, bytes](), [resource.properties for resource in package.resources]
    for name, frame in derived.items():
        rows = ([written(cell) if cell is not None else "" for cell in row] for row in frame.iter_rows())
        content, path = csv_text(frame.columns, rows).encode(), f"data/{name}.csv"
        digest = {"hash": f"sha256:{sha256(content).hexdigest()}", "bytes": len(content)}
        resources.append({**with_derived(package).tables[name].properties, "path": path, **AS_CSV, **digest})
        files[path] = content
    return Package({**package.properties, "resources": resources}), files


def write_archive(folder: Path, target: Path, derived: Mapping[str, pl.DataFrame] | None = None) -> None:
    """Write the data package in ``folder`` as a zip: the descriptor, its files, and what explains them.

    ``derived`` are tables that are derived from the others, by name, see `derive_tables`; the zip has them, too.
    The same files give the same bytes in the same environment, and the same content in any: entries have a fixed
    order, the date of the descriptor's ``created`` and permissions for all to read; another version of zlib may
    pack them in other bytes. In texts, links to files that are not packed lead to the repository, or are plain words.
    Raises PackageError where a file is missing, the descriptor lacks what a release needs, or
    ``target`` cannot be written.
    """
    package = complete(open_package(folder))
    files = {path for resource in package.resources for path in resource.paths if not URL.match(path)}
    whole, made = with_files(package, derived or {})
    made |= {"datapackage.json": as_text(whole.properties).encode()} if derived else {}
    added = [name for name in ADDED if (folder / name).is_file()]
    created = date.fromisoformat(day(package))
    packed = BytesIO()
    names = {*added, *files, *made, "datapackage.json"}
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ["datapackage.json", *added, *sorted(files | made.keys() - {"datapackage.json"})]:
            entry = zipfile.ZipInfo(name, (created.year, created.month, created.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, (stat.S_IFREG | 0o644) << 16  # as Unix has it
            content = made[name] if name in made else _content(folder / name)
            if name.endswith(".md"):
                content = _linked(content.decode(), names, package).encode()
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    write_file(target, packed.getvalue())


def _linked(text: str, names: Container[str], package: Package) -> str:
    """Let links to files that are not packed lead to the repository; where it has no address, only their text stays."""
    repository = home(package).repository

    def link(found: re.Match[str]) -> str:
        words, path, mark = found[1], found[2], found[3] or ""
        if path in names:
            return found[0]
        return f"[{words}]({repository}/blob/v{package.version}/{path}{mark})" if repository else words

    return LINK.sub(link, text)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise missing(file) from None
    except OSError as error:
        raise unreadable(file, error) from None
