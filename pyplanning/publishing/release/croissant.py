"""The package as a Croissant 1.1 dataset: its files, and each table as a record set."""

import json
from collections.abc import Sequence
from pathlib import Path

from pyplanning.datapackage import metadata as about
from pyplanning.datapackage.metadata import LANGS, File
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.publishing.release.archive import archive_name
from pyplanning.publishing.release.schema_org import Node, agent, filled

VERSION = "http://mlcommons.org/croissant/1.1"
# As the specification gives it; programs that know Croissant compare it.
CONTEXT = json.loads(Path(__file__).with_name("croissant_context.json").read_text(encoding="utf-8"))
TYPES = {
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}  # all else is sc:Text


def croissant(package: Package, files: Sequence[File]) -> Node:
    """Make the metadata, to be put beside the release's ``files``.

    The CSV files of the tables are read from the data package's archive where it is among the
    files, and else from beside the metadata. Names of fields are their columns' names.
    Raises PackageError where the descriptor lacks what the metadata need.
    """
    about.complete(package)
    archive = next((file.name for file in files if file.name == archive_name(package)), None)
    found = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": _texts(package, "title"),
        "description": _texts(package, "description"),
        "alternateName": package.name,
        "url": about.home(package).homepage,
        "sameAs": about.home(package).others,
        "version": package.version,
        "datePublished": about.day(package),
        "inLanguage": list(LANGS),
        "keywords": about.keywords(package),
        "license": [licence.url for licence in about.licences(package)],
        "creator": [agent(person) for person in about.authors(package)],
        "citeAs": about.citation(package),
        "distribution": [
            *(
                {
                    "@type": "cr:FileObject",
                    "@id": file.name,
                    "name": file.name,
                    "contentUrl": file.url,
                    "contentSize": f"{file.bytes} B",
                    "encodingFormat": file.mediatype,
                    "sha256": file.sha256,
                }
                for file in files
            ),
            *(_csv(resource, archive) for resource in package.resources),
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": resource.name,
                "name": resource.name,
                "description": _texts(resource, "description"),
                "key": [{"@id": f"{resource.name}/{column}"} for column in resource.primary_key],
                "field": [_field(resource, field, package) for field in resource.fields],
            }
            for resource in package.resources
        ],
    }
    return filled(found)


def _texts(described: Package | Resource | Field, key: str) -> Node:
    return filled({lang: described.text(key, lang) for lang in reversed(LANGS)})


def _csv(resource: Resource, archive: str | None) -> Node:
    """Describe the file of a table, in the archive or beside the metadata."""
    (path,) = resource.paths
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path.rpartition("/")[2],
        "description": _texts(resource, "description"),
        **({"containedIn": {"@id": archive}} if archive else {}),
        "contentUrl": path,
        "contentSize": f"{resource.properties['bytes']} B",
        "encodingFormat": "text/csv",
        "sha256": resource.properties["hash"].removeprefix("sha256:"),
    }


def _field(resource: Resource, field: Field, package: Package) -> Node:
    # A reference names the column in the file: through the field of the other record set
    # mlcroissant 1.1 joins the records when it loads them, and loses rows.
    key = resource.column_keys.get(field.name)
    reference = {"references": _column(package.tables[key.resource], key.keys[0])} if key else {}
    return {
        "@type": "cr:Field",
        "@id": f"{resource.name}/{field.name}",
        "name": field.name,
        "description": _texts(field, "description"),
        "dataType": TYPES.get(field.kind, "sc:Text"),
        "source": _column(resource, field.name),
        **reference,
    }


def _column(resource: Resource, column: str) -> Node:
    """Point to a column of a table's file."""
    return {"fileObject": {"@id": resource.paths[0]}, "extract": {"column": column}}
