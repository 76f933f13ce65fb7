"""Whether a descriptor follows the Data Package standard: ``profile-1.json`` or ``profile-2.json``, as JSON Schemas."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.errors import quoted
from pyplanning.datapackage.resource import Json, Package
from pyplanning.rule import rule

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
OWN_SCHEMA = re.compile(r"https?://datapackage\.org/profiles/")
FIRST_VERSION = re.compile(r"https?://datapackage\.org/profiles/1\.")


def is_second(descriptor: Json) -> bool:
    """Whether a descriptor is one of the second version of the standard."""
    named = descriptor.get("$schema")
    return named is not None and not (isinstance(named, str) and FIRST_VERSION.match(named))


def misfits(descriptor: Json) -> list[dict[str, str]]:
    """List what does not follow the standard: the place (a JSON path), its value, and what is expected in words.

    A descriptor without ``$schema`` is one of version 1; one of a profile that is not the
    standard's own may have whatever version 2 allows.
    """
    return [
        {
            "place": error.json_path.removeprefix("$."),
            "value": quoted(error.instance),
            "expected": error.schema["expected"],
            "expected_zh": error.schema["expected_zh"],
        }
        for error in _profile(2 if is_second(descriptor) else 1).iter_errors(descriptor)
    ]


@cache
def _profile(version: int) -> Draft7Validator:
    from jsonschema import Draft7Validator

    file = Path(__file__).with_name(f"profile-{version}.json")
    return Draft7Validator(json.loads(file.read_text(encoding="utf-8")))


@rule(
    "PL022",
    level="warning",
    en="datapackage.json – the profile {value} was not checked, since nothing is downloaded"
    " – expected a profile of the standard",
    zh="datapackage.json：所用规范{value}未作检查（不从网络读取任何内容），应为标准自带的规范",
)
def profile_known(package: Package) -> list[str]:
    """A package and its resources use profiles of the standard; the requirements of others are not checked.

    Fix: ignore this if the profile's own validator has checked the package.
    """
    every = [package.properties, *(resource.properties for resource in package.resources)]
    named = [str(one["profile"]) for one in every if one.get("profile") not in (None, *PROFILES)]
    schema = package.properties.get("$schema")
    if isinstance(schema, str) and not OWN_SCHEMA.match(schema):
        named.append(schema)
    return list(dict.fromkeys(named))
