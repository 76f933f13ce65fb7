"""The package as a dcat:Dataset in JSON-LD, after DCAT 3 and DCAT-AP."""

from collections.abc import Sequence

from pyplanning.datapackage import metadata as about
from pyplanning.datapackage.metadata import Contributor, File, Source
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.publishing.release.schema_org import Node, filled

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"  # the vocabularies that DCAT-AP asks for
IANA = "https://www.iana.org/assignments/media-types"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def dcat(package: Package, files: Sequence[File]) -> Node:
    """Make the metadata, to be put beside the release's ``files``; "./" is the folder that holds both.

    Raises PackageError where the descriptor lacks what they need.
    """
    about.complete(package)
    licence = _at(about.licences(package)[0].url)
    home = about.home(package)
    agents = [_agent(person) for person in about.authors(package)]
    found = {
        "@context": CONTEXT,
        "@id": "./",
        "@type": "dcat:Dataset",
        "dct:title": _texts(package, "title"),
        "dct:description": _texts(package, "description"),
        "dct:identifier": about.identifier(package),
        "dcat:version": package.version,
        "dct:issued": _typed(about.day(package), "date"),
        "dct:language": [_at(f"{EU}/language/{code}") for code in ("ZHO", "ENG")],
        "dcat:keyword": [_tagged(word) for word in about.keywords(package)],
        "dct:accessRights": _at(f"{EU}/access-right/PUBLIC"),
        "dct:license": licence,
        "dct:creator": agents,
        "dct:publisher": agents[0],
        "dcat:contactPoint": [_contact(person) for person in about.authors(package) if person.email],
        "dcat:landingPage": _at(home.homepage) if home.homepage else None,
        "foaf:page": [_at(address) for address in home.others],
        "dct:conformsTo": _at(package.properties.get("$schema", PROFILE)),
        "dct:source": [_source(source) for source in about.sources(package)],
        "dct:hasPart": [
            {
                "@type": "dcat:Dataset",
                "dct:identifier": resource.name,
                "dct:title": _texts(resource, "title"),
                "dct:description": _texts(resource, "description"),
            }
            for resource in package.resources
        ],
        "dcat:distribution": [_distribution(file, licence) for file in files],
    }
    return filled(found)


def _at(iri: str) -> Node:
    return {"@id": iri}


def _typed(value: str, kind: str) -> Node:
    return {"@value": value, "@type": f"xsd:{kind}"}


def _texts(described: Package | Resource, key: str) -> list[Node]:
    """Write a title or description in each language that has one; English first, as programs expect."""
    return [{"@language": lang, "@value": text} for lang in ("en", "zh") if (text := described.text(key, lang))]


def _tagged(text: str) -> Node:
    """Tag a text with the language that its characters suggest."""
    return {"@language": "en" if text.isascii() else "zh", "@value": text}


def _agent(person: Contributor) -> Node:
    kind = "foaf:Person" if person.is_person else "foaf:Organization"
    page = {"foaf:homepage": _at(person.page)} if person.page else {}
    return {"@type": ["foaf:Agent", kind], "foaf:name": person.name, **page}


def _contact(person: Contributor) -> Node:
    kind = "vcard:Individual" if person.is_person else "vcard:Organization"
    return {"@type": kind, "vcard:fn": person.name, "vcard:hasEmail": _at(f"mailto:{person.email}")}


def _source(source: Source) -> Node:
    page = {"foaf:page": _at(source.page)} if source.page else {}
    return {"@type": "dct:BibliographicResource", "dct:title": _tagged(source.title), **page}


def _distribution(file: File, licence: Node) -> Node:
    kind = _at(f"{IANA}/{file.mediatype}")
    algorithm = _at("spdx:checksumAlgorithm_sha256")
    checksum = {"spdx:algorithm": algorithm, "spdx:checksumValue": _typed(file.sha256, "hexBinary")}
    return {
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dcat:accessURL": _at("./"),
        "dcat:downloadURL": _at(file.url),
        "dcat:mediaType": kind,
        **({"dcat:packageFormat": kind} if file.mediatype == "application/zip" else {}),
        "dcat:byteSize": _typed(str(file.bytes), "nonNegativeInteger"),
        "spdx:checksum": {"@type": "spdx:Checksum", **checksum},
        "dct:license": licence,
    }
