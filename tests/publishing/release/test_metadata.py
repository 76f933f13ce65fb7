"""Metadata: Croissant, schema.org, DCAT, CITATION.cff, CodeMeta and Zenodo."""

import csv
import hashlib
import json
import logging
from pathlib import Path
from shutil import copytree

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.metadata import (
    File,
    as_text,
    authors,
    citation,
    complete,
    day,
    keywords,
    licences,
    listed,
    sources,
)
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.cite import cite
from pyplanning.publishing.release.archive import archive_name, write_archive
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.publishing.release.codemeta import codemeta
from pyplanning.publishing.release.croissant import croissant
from pyplanning.publishing.release.dcat import dcat
from pyplanning.publishing.release.schema_org import schema_org
from pyplanning.publishing.release.zenodo import zenodo

ZIP = archive_name(descriptor())
FILES = [
    File(ZIP, 1200, "a" * 64, "application/zip"),
    File("数据 2.xlsx", 34, "b" * 64, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
]
FORMATS = (croissant, dcat, schema_org)
PROJECT = {"name": "plans", "description": "Plans.", "license": "MIT AND CC-BY-4.0", "requires-python": ">=3.11"}
HOME = {
    "homepage": "https://example.org/plans",
    "repository": "https://git.example.org/plans",
    "id": "doi:10.5281/zenodo.17",
}
DOI = "https://doi.org/10.5281/zenodo.17"


@pytest.fixture
def package():
    return descriptor()


def changed(package, **properties):
    """The package with other properties; None takes one away."""
    given = package.properties | properties
    return Package({key: value for key, value in given.items() if value is not None})


@pytest.fixture
def people(package):
    """A package with a homepage, by a person and an organisation, of which the person is the author."""
    author = {
        "givenName": "Yi",
        "familyName": "Wang",
        "title": "Wang Yi",
        "email": "yi@example.org",
        "roles": ["author"],
    }
    keeper = {"title": "Office", "path": "https://example.org/office", "roles": ["maintainer"]}
    return changed(package, homepage="https://example.org/plans", contributors=[keeper, author])


def test_files_are_listed_with_size_hash_and_media_type(tmp_path):
    (tmp_path / "b.zip").write_bytes(b"zip")
    (tmp_path / "a.PARQUET").write_bytes(b"")
    (tmp_path / "SHA256SUMS").write_bytes(b"x")
    found = listed(tmp_path, ["b.zip", "a.PARQUET", "SHA256SUMS"])
    assert [file.name for file in found] == ["SHA256SUMS", "a.PARQUET", "b.zip"]
    assert found[2] == File("b.zip", 3, hashlib.sha256(b"zip").hexdigest(), "application/zip")
    assert [file.mediatype for file in found[:2]] == ["application/octet-stream", "application/vnd.apache.parquet"]


@pytest.mark.parametrize("make", FORMATS)
def test_the_text_is_the_same_each_time_and_readable(package, make):
    text = as_text(make(package, FILES))
    assert text == as_text(make(changed(package), list(FILES)))
    assert text.endswith("}\n")
    assert "中国省级产业规划开放数据" in text
    assert json.loads(text) == make(package, FILES)


@pytest.mark.parametrize(
    "make",
    [
        *FORMATS,
        lambda package, _: citation_file(package),
        lambda package, _: codemeta(package, PROJECT),
        lambda package, _: zenodo(package),
    ],
)
@pytest.mark.parametrize("key", ["name", "title", "version", "created", "licenses", "contributors"])
def test_what_the_descriptor_lacks_is_reported(package, make, key):
    with pytest.raises(PackageError, match=f"no {key}") as found:
        make(changed(package, **{key: None}), FILES)
    assert key in found.value.zh


def test_a_complete_package_is_returned(package):
    assert complete(package) is package


def test_the_citation_is_that_of_the_library(package):
    assert citation(package) == cite()


# schema.org


def test_schema_org_has_what_google_dataset_search_asks_for(package):
    found = schema_org(package, FILES)
    assert found["@context"] == "https://schema.org/"
    assert found["@type"] == "Dataset"
    assert found["name"] == package.text("title", "en")
    assert package.text("title", "zh") in found["alternateName"]
    assert 50 <= len(found["description"]) <= 5000
    assert found["description"] == f"{package.text('description', 'en')}\n\n{package.text('description', 'zh')}"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert found["creator"] == [{"@type": "Organization", "name": authors(package)[0].name}]
    assert (found["version"], found["datePublished"]) == (package.version, day(package))
    assert found["isAccessibleForFree"] is True
    assert found["keywords"] == keywords(package)
    assert [source["name"] for source in found["isBasedOn"]] == [source.title for source in sources(package)]
    assert found["distribution"][0] == {
        "@type": "DataDownload",
        "name": ZIP,
        "contentUrl": ZIP,
        "encodingFormat": "application/zip",
        "contentSize": "1200 B",
        "sha256": "a" * 64,
    }
    assert found["distribution"][1]["contentUrl"] == "%E6%95%B0%E6%8D%AE%202.xlsx"


def test_schema_org_knows_persons_and_the_page(people):
    found = schema_org(people, [])
    assert found["url"] == "https://example.org/plans"
    assert found["creator"] == [{"@type": "Person", "name": "Wang Yi", "email": "yi@example.org"}]
    assert "distribution" not in found


# DCAT


def test_dcat_has_the_mandatory_properties_in_both_languages(package):
    found = dcat(package, FILES)
    assert found["@type"] == "dcat:Dataset"
    for key in ("title", "description"):
        assert {text["@language"]: text["@value"] for text in found[f"dct:{key}"]} == {
            "en": package.text(key, "en"),
            "zh": package.text(key, "zh"),
        }
    assert {"@language": "zh", "@value": "产业规划"} in found["dcat:keyword"]
    assert {"@language": "en", "@value": "open data"} in found["dcat:keyword"]
    assert found["dct:issued"] == {"@value": day(package), "@type": "xsd:date"}
    assert found["dcat:version"] == package.version
    assert found["dct:publisher"]["foaf:name"] == authors(package)[0].name
    assert [part["dct:identifier"] for part in found["dct:hasPart"]] == [r.name for r in package.resources]


def test_dcat_distributions_have_address_size_and_checksum(package):
    first, second = dcat(package, FILES)["dcat:distribution"]
    assert first["dcat:accessURL"] == {"@id": "./"}
    assert first["dcat:downloadURL"] == {"@id": ZIP}
    assert first["dcat:byteSize"] == {"@value": "1200", "@type": "xsd:nonNegativeInteger"}
    assert first["spdx:checksum"]["spdx:checksumValue"] == {"@value": "a" * 64, "@type": "xsd:hexBinary"}
    assert first["dcat:packageFormat"] == {"@id": "https://www.iana.org/assignments/media-types/application/zip"}
    assert first["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert "dcat:packageFormat" not in second


def test_dcat_has_only_terms_of_its_vocabularies(people):
    found = dcat(people, FILES)
    known = {f"{prefix}:" for prefix in found["@context"]}

    def keys(node):
        if isinstance(node, dict):
            for key, value in node.items():
                yield key
                yield from keys(value)
        elif isinstance(node, list):
            for value in node:
                yield from keys(value)

    used = {key for name, node in found.items() if name != "@context" for key in keys({name: node})}
    assert all(key.startswith("@") or f"{key.partition(':')[0]}:" in known for key in used), used
    assert found["dcat:contactPoint"][0]["vcard:hasEmail"] == {"@id": "mailto:yi@example.org"}
    assert found["dcat:landingPage"] == {"@id": "https://example.org/plans"}


@pytest.mark.parametrize("make", FORMATS)
def test_rdflib_reads_it(package, make):
    rdflib = pytest.importorskip("rdflib")
    found = make(package, FILES)
    if make is schema_org:
        found["@context"] = {"@vocab": "https://schema.org/"}  # as the file at its address has it, which is not fetched
    graph = rdflib.Graph().parse(data=as_text(found), format="json-ld", publicID="https://example.org/r/")
    assert len(graph) > 40
    assert package.version in {str(value) for value in graph.objects()}


# Croissant


def test_croissant_has_a_record_set_for_each_table(package):
    found = croissant(package, FILES)
    assert found["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    assert found["name"] == {"en": package.text("title", "en"), "zh": package.text("title", "zh")}
    sets = {record_set["@id"]: record_set for record_set in found["recordSet"]}
    assert list(sets) == [resource.name for resource in package.resources]
    for resource in package.resources:
        made = sets[resource.name]
        assert made["key"] == [{"@id": f"{resource.name}/{column}"} for column in resource.primary_key]
        assert made["description"] == {lang: resource.text("description", lang) for lang in ("en", "zh")}
        assert [field["name"] for field in made["field"]] == [*resource.columns]
        for field in made["field"]:
            assert field["source"] == {
                "fileObject": {"@id": resource.paths[0]},
                "extract": {"column": field["name"]},
            }
    types = {field["name"]: field["dataType"] for field in sets["targets"]["field"]}
    assert (types["value"], types["target_year"], types["evidence"]) == ("sc:Float", "sc:Integer", "sc:Text")
    assert {field["name"]: field["dataType"] for field in sets["plans"]["field"]}["issued_on"] == "sc:Date"


def test_croissant_references_are_the_foreign_keys(package):
    paths = {resource.name: resource.paths[0] for resource in package.resources}
    for made, resource in zip(croissant(package, FILES)["recordSet"], package.resources, strict=True):
        found = {f["name"]: f["references"] for f in made["field"] if "references" in f}
        assert found == {
            column: {"fileObject": {"@id": paths[key.resource]}, "extract": {"column": key.keys[0]}}
            for column, key in resource.column_keys.items()
        }


def test_croissant_files_are_in_the_archive_or_beside_the_metadata(package):
    packed = {file["@id"]: file for file in croissant(package, FILES)["distribution"]}
    alone = {file["@id"]: file for file in croissant(package, [])["distribution"]}
    assert packed[ZIP]["sha256"] == "a" * 64
    assert list(packed) == [ZIP, "数据 2.xlsx", *alone]
    for resource in package.resources:
        file = packed[resource.paths[0]]
        assert file["containedIn"] == {"@id": ZIP}
        assert file["sha256"] == resource.properties["hash"].removeprefix("sha256:")
        assert "containedIn" not in alone[resource.paths[0]]


def test_mlcroissant_validates_it_and_loads_every_cell(package, tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("CROISSANT_CACHE", str(tmp_path / "cache"))  # read when it is imported
    mlcroissant = pytest.importorskip("mlcroissant")
    copytree(root() / "data", tmp_path / "package" / "data")
    (tmp_path / "package" / "datapackage.json").write_bytes((root() / "datapackage.json").read_bytes())
    write_archive(tmp_path / "package", tmp_path / ZIP)
    file = tmp_path / "croissant.json"
    file.write_text(as_text(croissant(package, listed(tmp_path, [ZIP]))), encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        dataset = mlcroissant.Dataset(jsonld=str(file))
    issues = dataset.metadata.ctx.issues
    assert (issues.errors, issues.warnings, caplog.messages) == (set(), set(), [])
    for name in ("targets", "sections", "parks", "plans"):
        with (root() / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        numbers = {f.name for f in package.tables[name].fields if f.type in ("integer", "number")}
        expected = [[str(float(v)) if c in numbers and v else v for c, v in row.items()] for row in rows]
        assert [list(map(_text, record.values())) for record in dataset.records(name)] == expected


def _text(cell):
    """A cell as mlcroissant gives it: text as bytes, what is missing as None or NaN."""
    if isinstance(cell, bytes):
        return cell.decode()
    if cell is None or cell != cell:
        return ""
    return cell.date().isoformat() if hasattr(cell, "date") else str(float(cell))


# CITATION.cff


def _read(text):
    return YAML(typ="safe").load(text)


def _misfits(found):
    """What the schema of the Citation File Format 1.2.0 has against a citation; in it a date is a text."""
    schema = get_builtin_schema("vendor.citation-file-format")
    return [error.message for error in Draft7Validator(schema).iter_errors(json.loads(json.dumps(found, default=str)))]


def test_citation_file_says_what_the_descriptor_says(package):
    found = _read(citation_file(package))
    assert _misfits(found) == []
    assert found["title"] == f"{package.text('title', 'en')} ({package.name})"
    assert (found["type"], found["version"]) == ("dataset", package.version)
    assert found["date-released"] == day(package)
    assert found["authors"] == [{"name": "The pyplanning maintainers"}]
    assert found["license"] == [licence.name for licence in licences(package)] == ["CC-BY-4.0"]
    assert found["keywords"] == keywords(package)


def test_citation_file_knows_persons_and_quotes_what_yaml_would_read_otherwise(people):
    title = 'A: "b" # c\n- d'
    found = _read(citation_file(changed(people, title=title, version="1.0.0", keywords=["no", "1.0", "no", "产业"])))
    assert _misfits(found) == []
    assert found["title"] == f"{title} (pyplanning-data)"
    assert found["authors"] == [{"given-names": "Yi", "family-names": "Wang", "email": "yi@example.org"}]
    assert found["keywords"] == ["no", "1.0", "产业"]
    assert found["url"] == "https://example.org/plans"


def test_the_citation_file_of_the_checkout_is_current():
    file = Path(__file__).resolve().parents[3] / "CITATION.cff"
    assert file.read_text(encoding="utf-8") == citation_file(descriptor())


# codemeta.json and .zenodo.json

# The terms of the context of CodeMeta 3.0 that software of this kind can use.
CODEMETA = {
    *("@context", "type", "id", "name", "description", "version", "license", "author", "keywords", "url", "email"),
    *("givenName", "familyName", "dateModified", "programmingLanguage", "runtimePlatform", "developmentStatus"),
    *("isAccessibleForFree", "codeRepository", "identifier", "softwareRequirements", "readme", "issueTracker"),
}
# What Zenodo asks for in a deposit, and the values that it knows.
ZENODO = {
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "upload_type", "description", "creators", "access_right", "license"],
    "properties": {
        "title": {"type": "string", "minLength": 1},
        "upload_type": {"const": "dataset"},
        "description": {"type": "string", "minLength": 1},
        "version": {"type": "string", "minLength": 1},
        "publication_date": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "access_right": {"enum": ["open", "embargoed", "restricted", "closed"]},
        "license": {"const": "CC-BY-4.0"},
        "keywords": {"type": "array", "items": {"type": "string", "minLength": 1}},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "additionalProperties": False,
                "properties": {"name": {"type": "string", "minLength": 1}},
            },
        },
        "related_identifiers": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["identifier", "relation"],
                "additionalProperties": False,
                "properties": {
                    "identifier": {"type": "string", "pattern": "^https?://"},
                    "relation": {"enum": ["isDocumentedBy", "isSupplementTo"]},
                },
            },
        },
    },
}


def test_codemeta_has_only_terms_of_its_context(people):
    found = codemeta(changed(people, **HOME), PROJECT)
    assert {*found, *found["author"][0]} <= CODEMETA
    assert found["author"] == [{"type": "Person", "givenName": "Yi", "familyName": "Wang", "email": "yi@example.org"}]
    assert found["license"] == ["https://spdx.org/licenses/MIT", "https://spdx.org/licenses/CC-BY-4.0"]
    assert (found["name"], found["version"]) == ("plans", people.version)


def test_zenodo_has_the_fields_of_a_deposit(package, people):
    for one in (package, changed(people, **HOME)):
        assert [error.message for error in Draft7Validator(ZENODO).iter_errors(zenodo(one))] == []
    assert zenodo(people)["creators"] == [{"name": "Wang, Yi"}]
    assert zenodo(changed(package, description="a < b"))["description"].startswith("<p>a &lt; b</p>")


def test_the_addresses_follow_everywhere_and_are_nowhere_before(people):
    at_home, nowhere = changed(people, **HOME), changed(people, homepage=None)
    page, repository, doi = HOME["homepage"], HOME["repository"], DOI
    found = {make.__name__: make(at_home, []) for make in FORMATS}
    assert (found["schema_org"]["url"], found["schema_org"]["sameAs"]) == (page, [doi, repository])
    assert (found["croissant"]["url"], found["croissant"]["sameAs"]) == (page, [doi, repository])
    assert found["schema_org"]["identifier"] == found["dcat"]["dct:identifier"] == doi
    assert found["dcat"]["dcat:landingPage"] == {"@id": page}
    assert found["dcat"]["foaf:page"] == [{"@id": doi}, {"@id": repository}]
    cited = _read(citation_file(at_home))
    assert (cited["url"], cited["repository-code"], cited["doi"]) == (page, repository, "10.5281/zenodo.17")
    assert _misfits(cited) == []
    software = codemeta(at_home, PROJECT)
    assert (software["url"], software["codeRepository"], software["identifier"]) == (page, repository, doi)
    assert [one["identifier"] for one in zenodo(at_home)["related_identifiers"]] == [page, repository]
    assert citation(at_home).endswith(f" CC BY 4.0. {doi}")
    made = [make(nowhere, []) for make in FORMATS] + [codemeta(nowhere, PROJECT), zenodo(nowhere), citation(nowhere)]
    assert "example.org/plans" not in json.dumps([*made, citation_file(nowhere)])
    assert "doi.org" not in json.dumps(made)
