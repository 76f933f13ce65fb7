"""Whether a descriptor follows the Data Package standard: ``profile-1.json`` or ``profile-2.json``, as JSON Schemas."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyplanning.datapackage.errors import quoted

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

    from pyplanning.datapackage.resource import Json

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
