"""The package as a schema.org Dataset in JSON-LD, with what Google Dataset Search asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor
from pyplanning.datapackage.metadata import (
    LANGS,
    File,
    authors,
    citation,
    complete,
    day,
    identifier,
    is_person,
    licence_url,
    person_name,
)


def schema_org(package: Descriptor, files: Sequence[File]) -> dict[str, Any]:
    """The metadata, to be put beside the release's ``files`` or into the page that offers them.

    Names and descriptions are plain text, since search engines read no language tags: the
    Chinese name is the alternate one, and the description is in both languages.
    Raises PackageError where the descriptor lacks what they need.
    """
    package = complete(package)
    licences = [licence_url(licence) for licence in package["licenses"]]
    titles = [package.get("title_zh"), package["name"]]
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package["title"],
        "alternateName": [title for title in titles if title],
        "description": "\n\n".join(filter(None, (package["description"], package.get("description_zh")))),
        "identifier": identifier(package),
        "url": package.get("homepage"),
        "version": package["version"],
        "datePublished": day(package),
        "inLanguage": list(LANGS),
        "keywords": package.get("keywords"),
        "license": licences[0] if len(licences) == 1 else licences,
        "isAccessibleForFree": True,
        "creator": [agent(person) for person in authors(package)],
        "creditText": citation(package),
        "isBasedOn": [_source(source) for source in package.get("sources", [])],
        "distribution": [_download(file) for file in files],
    }
    return {key: value for key, value in found.items() if value}


def agent(person: Descriptor) -> dict[str, str]:
    """A contributor as schema.org has it."""
    kind = "Person" if is_person(person) else "Organization"
    known = {"@type": kind, "name": person_name(person), "url": person.get("path"), "email": person.get("email")}
    return {key: value for key, value in known.items() if value}


def _source(source: Descriptor) -> dict[str, str]:
    known = {"@type": "CreativeWork", "name": source.get("title"), "url": source.get("path")}
    return {key: value for key, value in known.items() if value}


def _download(file: File) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": file.url,
        "encodingFormat": file.mediatype,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }
