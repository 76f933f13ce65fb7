"""The package as a Croissant 1.1 dataset: its files, and each table as a record set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, kind, primary_key
from pyplanning.datapackage.metadata import File, authors, citation, complete, day, licence_url
from pyplanning.publishing.release.archive import archive_name
from pyplanning.publishing.release.schema_org import agent

VERSION = "http://mlcommons.org/croissant/1.1"
# As the specification gives it; programs that know Croissant compare it.
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}  # all else is sc:Text
Node = dict[str, Any]


def croissant(package: Descriptor, files: Sequence[File]) -> Node:
    """The metadata, to be put beside the release's ``files``.

    The CSV files of the tables are read from the data package's archive where it is among the
    files, and else from beside the metadata. Names of fields are their columns' names.
    Raises PackageError where the descriptor lacks what the metadata need.
    """
    package = complete(package)
    tables = {resource["name"]: resource for resource in package["resources"]}
    archive = next((file.name for file in files if file.name == archive_name(package)), None)
    found = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": _texts(package, "title"),
        "description": _texts(package, "description"),
        "alternateName": package["name"],
        "url": package.get("homepage"),
        "version": package["version"],
        "datePublished": day(package),
        "inLanguage": ["zh", "en"],
        "keywords": package.get("keywords"),
        "license": [licence_url(licence) for licence in package["licenses"]],
        "creator": [agent(person) for person in authors(package)],
        "citeAs": citation(package),
        "distribution": [*map(_file, files), *(_csv(resource, archive) for resource in tables.values())],
        "recordSet": [_record_set(resource, tables) for resource in tables.values()],
    }
    return {key: value for key, value in found.items() if value}


def _texts(found: Descriptor, key: str) -> dict[str, str]:
    both = {"en": found.get(key), "zh": found.get(f"{key}_zh")}
    return {lang: text for lang, text in both.items() if text}


def _file(file: File) -> Node:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.url,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": file.mediatype,
        "sha256": file.sha256,
    }


def _csv(resource: Descriptor, archive: str | None) -> Node:
    """The file of a table, in the archive or beside the metadata."""
    return {
        "@type": "cr:FileObject",
        "@id": resource["path"],
        "name": resource["path"].rpartition("/")[2],
        "description": _texts(resource, "description"),
        **({"containedIn": {"@id": archive}} if archive else {}),
        "contentUrl": resource["path"],
        "contentSize": f"{resource['bytes']} B",
        "encodingFormat": "text/csv",
        "sha256": resource["hash"].removeprefix("sha256:"),
    }


def _record_set(resource: Descriptor, tables: dict[str, Descriptor]) -> Node:
    name = resource["name"]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": _texts(resource, "description"),
        "key": [{"@id": f"{name}/{column}"} for column in primary_key(resource)],
        "field": [_field(resource, field, tables) for field in fields(resource)],
    }


def _field(resource: Descriptor, field: Descriptor, tables: dict[str, Descriptor]) -> Node:
    name = field["name"]
    # A reference names the column in the file: through the field of the other record set
    # mlcroissant 1.1 joins the records when it loads them, and loses rows.
    points_to = {column: _column(tables[table], key) for column, table, key in foreign_keys(resource)}
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{name}",
        "name": name,
        "description": _texts(field, "description"),
        "dataType": TYPES.get(kind(field), "sc:Text"),
        "source": _column(resource, name),
        **({"references": points_to[name]} if name in points_to else {}),
    }


def _column(resource: Descriptor, column: str) -> Node:
    """A column of a table's file."""
    return {"fileObject": {"@id": resource["path"]}, "extract": {"column": column}}
