"""What the standard only advises: notices, where validation is strict."""

import json

import pytest

import pyplanning as pp
from pyplanning.datapackage.advice import advice
from pyplanning.datapackage.resource import Package

GOOD = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "example",
    "id": "https://doi.org/10.5281/zenodo.1",
    "licenses": [{"name": "MIT"}],
    "contributors": [{"title": "A"}],
    "resources": [
        {
            "name": "t",
            "type": "table",
            "path": "t.csv",
            "schema": {"fields": [{"name": "a", "type": "date"}, {"name": "b"}], "primaryKey": ["a", "b"]},
        }
    ],
}
RESOURCE = GOOD["resources"][0]
SCHEMA = RESOURCE["schema"]


def without(name):
    return {key: value for key, value in GOOD.items() if key != name}


def with_resource(**changes):
    return GOOD | {"resources": [RESOURCE | changes]}


@pytest.mark.parametrize(
    ("properties", "en", "zh"),
    [
        (
            without("id"),
            "datapackage.json – id is missing – the standard advises an id that is unique in the world, such as a DOI",
            "datapackage.json：id为空缺，标准建议写明全球唯一的标识，如DOI",
        ),
        (
            GOOD | {"name": "My Data"},
            'datapackage.json – name is "My Data" – the standard advises a name of lower-case letters, digits, points,'
            " hyphens and underscores",
            'datapackage.json：name为"My Data"，标准建议仅用小写字母、数字、点、连字符和下划线',
        ),
        (
            without("licenses"),
            "datapackage.json – licenses is missing – the standard advises a licence",
            "datapackage.json：licenses为空缺，标准建议写明许可",
        ),
        (
            GOOD | {"contributors": [{"title": "A"}, {"email": "a@example.org"}]},
            "datapackage.json – contributors[1].title is missing – the standard advises a title",
            "datapackage.json：contributors[1].title为空缺，标准建议写明title",
        ),
        (
            {**GOOD, "resources": [{"name": "t", "type": "table", "path": "t.csv"}]},
            "datapackage.json – t.schema is missing – the standard advises a schema for every table",
            "datapackage.json：t.schema为空缺，标准建议为每张表写明schema",
        ),
        (
            with_resource(schema=SCHEMA | {"primaryKey": ["b", "a"]}),
            'datapackage.json – t.primaryKey is ["b", "a"] – the standard advises the order of the fields',
            'datapackage.json：t.primaryKey为["b", "a"]，标准建议与字段的次序一致',
        ),
        (
            with_resource(schema={"fields": [{"name": "a", "type": "date", "format": "any"}]}),
            'datapackage.json – t.a.format is "any"'
            " – the standard advises a format that every program reads in the same way",
            'datapackage.json：t.a.format为"any"，标准建议用各程序读法一致的格式',
        ),
    ],
)
def test_advice_is_a_notice(properties, en, zh):
    (issue,) = advice(Package(properties))
    assert (issue.code, issue.level, issue.file) == ("PL028", "notice", "datapackage.json")
    assert (issue.en, issue.zh) == (en, zh)


def test_what_follows_the_advice_has_none():
    assert advice(Package(GOOD)) == []


def test_the_first_version_of_the_standard_is_not_judged_by_the_second():
    assert advice(Package(without("$schema") | {"name": "My Data"})) == []


def test_advice_is_looked_for_where_validation_is_strict(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n2026-01-31,x\n")
    (tmp_path / "datapackage.json").write_text(json.dumps(without("id")))
    assert pp.validate(tmp_path).issues == ()
    report = pp.validate(tmp_path, strict=True)
    assert report.valid
    assert [issue.code for issue in report.issues] == ["PL028"]


def test_the_installed_package_is_not_judged():
    assert not [issue for issue in pp.validate(strict=True).issues if issue.level == "notice"]
