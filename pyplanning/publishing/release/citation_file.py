"""CITATION.cff, after the Citation File Format 1.2.0."""

from __future__ import annotations

import json

from pyplanning.datapackage.descriptor import Descriptor
from pyplanning.datapackage.metadata import authors, complete, day, is_person, person_name

HEAD = """\
# Generated from datapackage.json; do not edit.
# The licence is that of the data; the code that comes with them is under MIT.
cff-version: 1.2.0
message: If you use these data, please cite them as below.
type: dataset
"""


def citation_file(package: Descriptor) -> str:
    """The text of CITATION.cff: title, authors, version, day, licence and keywords.

    Raises PackageError where the descriptor lacks what it needs.
    """
    package = complete(package)
    title = f"{package['title']} ({package['name']})"
    lines = [
        f"title: {_quoted(title)}",
        f"abstract: {_quoted(package['description'])}",
        "authors:",
        *(line for person in authors(package) for line in _author(person)),
        f"version: {_quoted(package['version'])}",
        f"date-released: {_quoted(day(package))}",
        *_list("license", [licence["name"] for licence in package["licenses"]]),
        *_list("keywords", package.get("keywords", [])),
    ]
    if homepage := package.get("homepage"):
        lines.append(f"url: {_quoted(homepage)}")
    return HEAD + "\n".join(lines) + "\n"


def _author(person: Descriptor) -> list[str]:
    names = {"given-names": person.get("givenName"), "family-names": person.get("familyName")}
    known = names if is_person(person) else {"name": person_name(person)}
    known |= {"email": person.get("email"), "website": person.get("path")}
    lines = [f"{key}: {_quoted(value)}" for key, value in known.items() if value]
    return [("  - " if n == 0 else "    ") + line for n, line in enumerate(lines)]


def _list(key: str, values: list[str]) -> list[str]:
    listed = [f"  - {_quoted(value)}" for value in dict.fromkeys(values)]
    return [f"{key}:", *listed] if listed else []


def _quoted(text: str) -> str:
    """A text as YAML reads it for certain: a string in JSON is one in YAML."""
    return json.dumps(text, ensure_ascii=False)
