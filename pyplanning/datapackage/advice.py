"""What the standard only advises (SHOULD and RECOMMENDED), as far as a descriptor shows it."""

import re
from collections.abc import Iterator

from pyplanning.datapackage.errors import quoted
from pyplanning.datapackage.metadata import SEMVER
from pyplanning.datapackage.profile import is_second
from pyplanning.datapackage.resource import Field, Json, Package, Resource
from pyplanning.rule import Issue, rule

NAME = re.compile(r"[a-z0-9._-]+")
PLAIN = "lower-case letters, digits, points, hyphens and underscores"
PLAIN_ZH = "仅用小写字母、数字、点、连字符和下划线"
FILE = "datapackage.json"
Advice = tuple[str, object, str, str]  # place, its value, what is advised in English and in Chinese


@rule(
    "PL028",
    level="notice",
    en="datapackage.json – {place} is {value} – the standard advises {expected}",
    zh="datapackage.json：{place}为{value_zh}，标准建议{expected_zh}",
)
def standard_advice(package: Package) -> list[dict[str, str]]:
    """The descriptor does what the second version of the standard advises (SHOULD, RECOMMENDED).

    It is looked for where validation is strict.

    Fix: change the property that the message names, or leave it: the package is valid all the same.
    """
    found = [*_of_package(package.properties)]
    for resource in package.resources:
        found += _of_resource(resource)
        found += [advice for field in resource.fields for advice in _of_field(field, resource)]
    return [
        {
            "place": place,
            "value": "missing" if value is None else quoted(value),
            "value_zh": "空缺" if value is None else quoted(value),
            "expected": en,
            "expected_zh": zh,
        }
        for place, value, en, zh in found
    ]


@rule(
    "PL005",
    level="warning",
    en="datapackage.json – the version “{value}” is not a semantic version – expected one such as 1.0.0",
    zh="datapackage.json：版本号“{value}”不是语义化版本，应形如1.0.0",
)
def version_semantic(package: Package) -> bool:
    """The version of a package, if it has one, is a semantic version, so that it shows what kind of change was made.

    Fix: write the version as three numbers with points between them.
    """
    return "version" in package.properties and not SEMVER.fullmatch(package.version)


def advice(package: Package) -> list[Issue]:
    """List what a package of the second version of the standard does against its advice."""
    found = standard_advice.check(package) if is_second(package.properties) else []
    return [standard_advice.issue(file=FILE, **words) for words in found]


def _of_package(properties: Json) -> Iterator[Advice]:
    yield from _named("name", properties.get("name"))
    if "id" not in properties:
        yield "id", None, "an id that is unique in the world, such as a DOI", "写明全球唯一的标识，如DOI"
    if not properties.get("licenses"):
        yield "licenses", properties.get("licenses"), "a licence", "写明许可"
    for name in ("contributors", "sources"):
        for number, one in enumerate(properties.get(name, [])):
            if "title" not in one:
                yield f"{name}[{number}].title", None, "a title", "写明title"


def _named(place: str, name: object) -> Iterator[Advice]:
    if not (isinstance(name, str) and NAME.fullmatch(name)):
        yield place, name, f"a name of {PLAIN}", PLAIN_ZH


def _of_resource(resource: Resource) -> Iterator[Advice]:
    yield from _named(f"{resource.name}.name", resource.name)
    if resource.properties.get("type") == "table" and "schema" not in resource.properties:
        yield f"{resource.name}.schema", None, "a schema for every table", "为每张表写明schema"
    key = list(resource.primary_key)
    ordered = [column for column in resource.columns if column in key]
    if key != ordered and sorted(key) == sorted(ordered):
        yield f"{resource.name}.primaryKey", key, "the order of the fields", "与字段的次序一致"


def _of_field(field: Field, resource: Resource) -> Iterator[Advice]:
    if field.format == "any":
        place = f"{resource.name}.{field.name}.format"
        yield place, "any", "a format that every program reads in the same way", "用各程序读法一致的格式"
