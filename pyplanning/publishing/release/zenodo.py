""".zenodo.json: what Zenodo writes of a release that it archives. It gives the DOI itself."""

from html import escape

from pyplanning.datapackage import metadata as about
from pyplanning.datapackage.metadata import Contributor
from pyplanning.datapackage.resource import Package
from pyplanning.publishing.release.schema_org import Node, filled


def zenodo(package: Package) -> Node:
    """Describe a package with the fields of Zenodo's deposits.

    Raises PackageError where the descriptor lacks what the metadata need.
    """
    about.complete(package)
    home = about.home(package)
    related = {home.homepage: "isDocumentedBy", home.repository: "isSupplementTo"}
    found = {
        "title": f"{package.text('title', 'en')} ({package.name})",
        "upload_type": "dataset",
        "description": "".join(
            f"<p>{escape(package.text('description', lang), quote=False)}</p>" for lang in ("en", "zh")
        ),
        "version": package.version,
        "publication_date": about.day(package),
        "creators": [{"name": _name(person)} for person in about.authors(package)],
        "access_right": "open",
        "license": about.licences(package)[0].name,
        "keywords": about.keywords(package),
        "related_identifiers": [
            {"identifier": address, "relation": relation} for address, relation in related.items() if address
        ],
    }
    return filled(found)


def _name(person: Contributor) -> str:
    """Name a person as Zenodo does, family name first."""
    return ", ".join(filter(None, (person.family_name, person.given_name))) if person.is_person else person.name
