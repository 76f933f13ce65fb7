"""codemeta.json, after CodeMeta 3.0, for catalogues of research software."""

from collections.abc import Mapping
from typing import Any

from pyplanning.datapackage import metadata as about
from pyplanning.datapackage.metadata import Contributor
from pyplanning.datapackage.resource import Package
from pyplanning.publishing.release.schema_org import Node, filled


def codemeta(package: Package, project: Mapping[str, Any]) -> Node:
    """Describe the library that comes with a package; ``project`` is the table of that name in its pyproject.toml.

    Raises PackageError where the descriptor lacks what the metadata need.
    """
    about.complete(package)
    home = about.home(package)
    found = {
        "@context": "https://w3id.org/codemeta/3.0",
        "type": "SoftwareSourceCode",
        "name": project["name"],
        "description": project["description"],
        "version": package.version,
        "dateModified": about.day(package),
        "license": [f"https://spdx.org/licenses/{name}" for name in str(project["license"]).split(" AND ")],
        "author": [_author(person) for person in about.authors(package)],
        "keywords": about.keywords(package),
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "developmentStatus": "https://www.repostatus.org/#active",
        "isAccessibleForFree": True,
        "url": home.homepage,
        "codeRepository": home.repository,
        "identifier": home.doi_address,
    }
    return filled(found)


def _author(person: Contributor) -> Node:
    names = {"givenName": person.given_name, "familyName": person.family_name}
    kind, named = ("Person", names) if person.is_person else ("Organization", {"name": person.name})
    return filled({"type": kind, **named, "email": person.email, "url": person.page})
