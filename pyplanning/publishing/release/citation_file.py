"""CITATION.cff, after the Citation File Format 1.2.0."""

import json

from pyplanning.datapackage.metadata import Contributor, authors, complete, day, home, keywords, licences
from pyplanning.datapackage.resource import Package

HEAD = """\
# Generated from datapackage.json; do not edit.
# The licence is that of the data; the code that comes with them is under MIT.
cff-version: 1.2.0
message: If you use these data, please cite them as below.
type: dataset
"""


def citation_file(package: Package) -> str:
    """Make the text of CITATION.cff: title, authors, version, day, licence and keywords.

    Raises PackageError where the descriptor lacks what it needs.
    """
    complete(package)
    title = f"{package.text('title', 'en')} ({package.name})"
    lines = [
        f"title: {_quoted(title)}",
        f"abstract: {_quoted(package.text('description', 'en'))}",
        "authors:",
        *(line for person in authors(package) for line in _author(person)),
        f"version: {_quoted(package.version)}",
        f"date-released: {_quoted(day(package))}",
        *_list("license", [licence.name for licence in licences(package)]),
        *_list("keywords", keywords(package)),
    ]
    found = home(package)
    addresses = {"doi": found.doi, "url": found.homepage, "repository-code": found.repository}
    lines += [f"{key}: {_quoted(value)}" for key, value in addresses.items() if value]
    return HEAD + "\n".join(lines) + "\n"


def _author(person: Contributor) -> list[str]:
    names = {"given-names": person.given_name, "family-names": person.family_name}
    entries = (names if person.is_person else {"name": person.name}) | {"email": person.email, "website": person.page}
    lines = [f"{key}: {_quoted(value)}" for key, value in entries.items() if value]
    return [("  - " if n == 0 else "    ") + line for n, line in enumerate(lines)]


def _list(key: str, values: list[str]) -> list[str]:
    entries = [f"  - {_quoted(value)}" for value in dict.fromkeys(values)]
    return [f"{key}:", *entries] if entries else []


def _quoted(text: str) -> str:
    """Write a text so that YAML reads it as one: a string in JSON is a string in YAML too."""
    return json.dumps(text, ensure_ascii=False)
