"""The package as a schema.org Dataset in JSON-LD, with what Google Dataset Search asks for."""

from collections.abc import Mapping, Sequence

from pyplanning.datapackage import metadata as about
from pyplanning.datapackage.metadata import LANGS, Contributor, File
from pyplanning.datapackage.resource import Package

Node = dict[str, object]  # of JSON-LD


def schema_org(package: Package, files: Sequence[File]) -> Node:
    """Make the metadata, to be put beside the release's ``files`` or into the page that offers them.

    Names and descriptions are plain text, since search engines read no language tags: the
    Chinese name is the alternate one, and the description is in both languages.
    Raises PackageError where the descriptor lacks what they need.
    """
    about.complete(package)
    urls = [licence.url for licence in about.licences(package)]
    descriptions = (package.text("description", lang) for lang in ("en", "zh"))
    found: Node = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": package.text("title", "en"),
        "alternateName": [name for name in (package.text("title", "zh"), package.name) if name],
        "description": "\n\n".join(filter(None, descriptions)),
        "identifier": about.identifier(package),
        "url": about.home(package).homepage,
        "sameAs": about.home(package).others,
        "version": package.version,
        "datePublished": about.day(package),
        "inLanguage": list(LANGS),
        "keywords": about.keywords(package),
        "license": urls[0] if len(urls) == 1 else urls,
        "isAccessibleForFree": True,
        "creator": [agent(person) for person in about.authors(package)],
        "creditText": about.citation(package),
        "isBasedOn": [
            filled({"@type": "CreativeWork", "name": source.title, "url": source.page})
            for source in about.sources(package)
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": file.name,
                "contentUrl": file.url,
                "encodingFormat": file.mediatype,
                "contentSize": f"{file.bytes} B",
                "sha256": file.sha256,
            }
            for file in files
        ],
    }
    return filled(found)


def agent(person: Contributor) -> Node:
    """Describe a contributor as schema.org does."""
    kind = "Person" if person.is_person else "Organization"
    return filled({"@type": kind, "name": person.name, "url": person.page, "email": person.email})


def filled(node: Mapping[str, object]) -> Node:
    """Leave out what a node of JSON-LD has no value for."""
    return {key: value for key, value in node.items() if value}
