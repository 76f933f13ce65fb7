"""The metadata of a package – authors, licences, sources, citation – and the files of its releases."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pyplanning.datapackage import Lang as Lang
from pyplanning.datapackage.descriptor import URL, PackageError
from pyplanning.datapackage.home import Home
from pyplanning.datapackage.home import home as home_of
from pyplanning.datapackage.resource import Package

# A semantic version and its parts: major, minor, patch, pre-release (semver.org, 2.0.0).
_NUMBER, _WORD = r"(?:0|[1-9]\d*)", r"(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)"
SEMVER = re.compile(
    rf"({_NUMBER})\.({_NUMBER})\.({_NUMBER})(?:-({_WORD}(?:\.{_WORD})*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"  # the form of most keys: lower-case words joined by hyphens
NEEDED = ("name", "title", "description", "version", "created", "licenses", "contributors")
LANGS: tuple[Lang, ...] = ("zh", "en")
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


@dataclass(frozen=True)
class Contributor:
    """A person or an organisation; "" where the descriptor does not give something."""

    name: str
    given_name: str
    family_name: str
    email: str
    page: str

    @property
    def is_person(self) -> bool:
        """Tell a person from an organisation: a person has a given or family name."""
        return bool(self.given_name or self.family_name)


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX name, its title, and its path as the descriptor gives it; "" where it does not."""

    name: str
    title: str
    path: str

    @property
    def url(self) -> str:
        """Return the address of the licence: its own, or that of SPDX."""
        return self.path if URL.match(self.path) else f"https://spdx.org/licenses/{self.name}.html"


@dataclass(frozen=True)
class Source:
    """What the data were taken from: its title and its page, "" where it has none."""

    title: str
    page: str


class File(NamedTuple):
    """A file of a release: its path in the release's folder, its size in bytes, and what it is."""

    name: str
    bytes: int
    sha256: str
    mediatype: str

    @property
    def url(self) -> str:
        """Return the address of the file, seen from the metadata beside it."""
        return quote(self.name)


def listed(folder: Path, names: Iterable[str]) -> list[File]:
    """List the files ``names`` of the release in ``folder``, in order of their names."""
    return [_file(folder / name, name) for name in sorted(names)]


def _file(file: Path, name: str) -> File:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(name, file.stat().st_size, digest, MEDIA_TYPES.get(file.suffix.lower(), OTHER))


def as_text(metadata: Mapping[str, object]) -> str:
    """Write metadata as the text of a JSON file."""
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"


def complete(package: Package) -> Package:
    """Return a package if it has all that the metadata of a release need.

    Raises PackageError, naming what the descriptor lacks, and where its ``created`` is no date.
    """
    if lacking := [key for key in NEEDED if not package.properties.get(key)]:
        raise PackageError(
            f"datapackage.json has no {', '.join(lacking)}; a release needs it",
            f"datapackage.json缺少{'、'.join(lacking)}，发布前须补上",
        )
    try:
        date.fromisoformat(day(package))
    except ValueError:
        created = _text(package.properties, "created")
        raise PackageError(
            f"datapackage.json: created is {created!r}; write it as 2026-01-31T00:00:00Z",
            f"datapackage.json：created为“{created}”，应写作2026-01-31T00:00:00Z的形式",
        ) from None
    return package


def day(package: Package) -> str:
    """Return the day on which the package was made, as YYYY-MM-DD; "" where it does not say."""
    return _text(package.properties, "created")[:10]


def home(package: Package) -> Home:
    """Return the addresses of the package: page, repository and DOI; "" for what it does not say."""
    return home_of(package.properties)


def keywords(package: Package) -> list[str]:
    """List the keywords of the package."""
    return [*package.properties.get("keywords", ())]


def identifier(package: Package) -> str:
    """Return the address or name of this version of the package."""
    return home(package).doi_address or _text(package.properties, "id") or f"{package.name} {package.version}"


def authors(package: Package) -> list[Contributor]:
    """List the contributors who are authors; all where none has this role."""
    people = package.properties.get("contributors", [])
    return [_contributor(p) for p in people if AUTHORS & {*p.get("roles", [])}] or [*map(_contributor, people)]


def _contributor(found: Mapping[str, object]) -> Contributor:
    given, family = _text(found, "givenName"), _text(found, "familyName")
    name = _text(found, "title") or " ".join(filter(None, (given, family)))
    return Contributor(name, given, family, _text(found, "email"), _text(found, "path"))


def licences(package: Package) -> list[Licence]:
    """List the licences of the package."""
    found = package.properties.get("licenses", [])
    return [Licence(_text(one, "name"), _text(one, "title"), _text(one, "path")) for one in found]


def sources(package: Package) -> list[Source]:
    """List what the data were taken from."""
    return [Source(_text(one, "title"), _text(one, "path")) for one in package.properties.get("sources", [])]


def creators(package: Package) -> str:
    """Name the authors, as they are cited."""
    return " and ".join(person.name for person in authors(package))


def licence_names(package: Package) -> str:
    """Name the licences, as they are cited: CC BY 4.0."""
    return ", ".join(licence.name.replace("-", " ") for licence in licences(package))


def citation(package: Package) -> str:
    """Cite the package in a text, which ends in its DOI, or else its page, where it has one."""
    title = f"{package.text('title', 'en')} ({package.name}), version {package.version}"
    text = f"{creators(package)} ({day(package)[:4]}). {title} [Data set]. {licence_names(package)}"
    found = home(package)
    return " ".join(filter(None, (text.rstrip(". ") + ".", found.doi_address or found.homepage)))


def _text(found: Mapping[str, object], key: str) -> str:
    return str(found.get(key) or "")
