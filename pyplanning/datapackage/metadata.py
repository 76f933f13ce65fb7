"""What metadata in any format say of a release, from the descriptor and the release's files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from pyplanning.datapackage.descriptor import URL, Descriptor, PackageError

NEEDED = ("name", "title", "description", "version", "created", "licenses", "contributors")
LANGS = ("zh", "en")
AUTHORS = {"author", "creator"}
OTHER = "application/octet-stream"
# Ending of a file → its media type, as IANA has it.
MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


class File(NamedTuple):
    """A file of a release: its path in the release's folder, its size in bytes, and what it is."""

    name: str
    bytes: int
    sha256: str
    mediatype: str

    @property
    def url(self) -> str:
        """Where the file is, seen from the metadata beside it."""
        return quote(self.name)


def listed(folder: Path, names: Iterable[str]) -> list[File]:
    """The files ``names`` of the release in ``folder``, in order of their names."""
    return [_file(folder / name, name) for name in sorted(names)]


def _file(file: Path, name: str) -> File:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(name, file.stat().st_size, digest, MEDIA_TYPES.get(file.suffix.lower(), OTHER))


def as_text(metadata: dict[str, Any]) -> str:
    """Metadata as the text of a JSON file."""
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"


def complete(package: Descriptor) -> Descriptor:
    """The descriptor, which has all that a release says of it; PackageError names what it lacks."""
    if lacking := [key for key in NEEDED if not package.get(key)]:
        raise PackageError(
            f"datapackage.json has no {', '.join(lacking)}; a release needs it",
            f"datapackage.json缺少{'、'.join(lacking)}，发布前须补上",
        )
    try:
        date.fromisoformat(day(package))
    except ValueError:
        raise PackageError(
            f"datapackage.json: created is {package['created']!r}; write it as 2026-01-31T00:00:00Z",
            f"datapackage.json：created为{package['created']!r}，应写作2026-01-31T00:00:00Z的形式",
        ) from None
    return package


def day(package: Descriptor) -> str:
    """The day on which the package was made, as YYYY-MM-DD."""
    created: str = package["created"]
    return created[:10]


def authors(package: Descriptor) -> list[Descriptor]:
    """The contributors who are authors; all where none is said to be."""
    people: list[Descriptor] = package["contributors"]
    return [person for person in people if AUTHORS & {*person.get("roles", [])}] or people


def person_name(person: Descriptor) -> str:
    """What a contributor is called."""
    parts = (person.get("givenName"), person.get("familyName"))
    name: str = person.get("title") or " ".join(filter(None, parts))
    return name


def is_person(person: Descriptor) -> bool:
    """Whether a contributor is known to be a person, not an organisation."""
    return bool(person.get("givenName") or person.get("familyName"))


def licence_url(licence: Descriptor) -> str:
    """Where a licence stands: its own address, or that of SPDX."""
    path: str = licence.get("path", "")
    return path if URL.match(path) else f"https://spdx.org/licenses/{licence['name']}.html"


def identifier(package: Descriptor) -> str:
    """The address or name of this version of the package."""
    return package.get("id") or f"{package['name']} {package['version']}"


def creators(package: Descriptor) -> str:
    """The authors' names, as they are cited."""
    return " and ".join(map(person_name, authors(package)))


def licences(package: Descriptor) -> str:
    """The licences' names, as they are cited: CC BY 4.0."""
    return ", ".join(licence["name"].replace("-", " ") for licence in package.get("licenses", []))


def citation(package: Descriptor) -> str:
    """How to cite the package in a text."""
    title = f"{package['title']} ({package['name']}), version {package['version']}"
    text = f"{creators(package)} ({day(package)[:4]}). {title} [Data set]. {licences(package)}"
    return text.rstrip(". ") + "."
