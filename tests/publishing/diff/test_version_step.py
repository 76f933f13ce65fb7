"""The step from one version to the next, and what version it leads to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.publishing.diff.version_step import KINDS, STEPS, enough, next_version

NUMBERS = st.integers(0, 30)


@pytest.mark.parametrize(
    ("version", "step", "expected"),
    [
        ("1.2.3", "major", "2.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "", "1.2.3"),
        ("0.1.0", "major", "0.2.0"),
        ("0.1.0", "minor", "0.1.1"),
        ("0.1.0", "patch", "0.1.1"),
        ("2.0.0-rc.1", "major", "2.0.0"),
        ("2.0.1-rc.1", "major", "3.0.0"),
        ("1.3.0-rc.1", "minor", "1.3.0"),
        ("1.3.1-rc.1", "patch", "1.3.1"),
        ("1.2.3+build.5", "patch", "1.2.4"),
    ],
)
def test_next_version(version, step, expected):
    assert next_version(version, step) == expected


@pytest.mark.parametrize(
    ("old", "new", "step", "expected"),
    [
        ("1.0.0", "2.0.0", "major", True),
        ("1.0.0", "1.1.0", "major", False),
        ("1.0.0", "1.0.1", "minor", False),
        ("1.0.0", "1.0.0", "patch", False),
        ("1.0.0", "1.0.0", "", True),
        ("1.0.0", "0.9.0", "", False),
        ("0.1.0", "1.0.0", "major", True),
        ("0.1.0", "0.2.0", "major", True),
        ("0.1.0", "0.1.1", "major", False),
        ("1.0.0", "2.0.0-rc.1", "major", True),
        ("2.0.0-rc.1", "2.0.0-rc.2", "major", True),
        ("2.0.0-rc.2", "2.0.0-rc.1", "patch", False),
        ("2.0.0-rc.9", "2.0.0-rc.10", "patch", True),
        ("2.0.0", "2.0.0-rc.1", "", False),
        ("1.9.0", "1.10.0", "minor", True),
    ],
)
def test_enough(old, new, step, expected):
    assert enough(old, new, step) is expected


@settings(max_examples=50)
@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(STEPS[1:]))
def test_the_next_version_is_enough_and_the_lowest(major, minor, patch, step):
    version = f"{major}.{minor}.{patch}"
    following = next_version(version, step)
    assert enough(version, following, step)
    assert enough(version, "31.0.0", step)
    assert not enough(version, version, step)
    a, b, c = map(int, following.split("."))
    below = f"{a}.{b}.{c - 1}" if c else f"{a}.{b - 1}.99" if b else f"{a - 1}.99.99"
    assert not enough(version, below, step)


@pytest.mark.parametrize("version", ["", "1.0", "v1.0.0", "1.0.0.0", "01.0.0"])
def test_a_version_that_is_not_semantic(version):
    with pytest.raises(pp.PackageError) as caught:
        next_version(version, "patch")
    assert caught.value.en == (
        f"the version “{version}” is not a semantic version; write one in datapackage.json, such as 1.0.0"
    )
    assert caught.value.zh == f"版本号“{version}”不是语义化版本，请在datapackage.json中写成三个数字，如1.0.0"


def test_every_kind_has_a_step_and_words():
    for step, *words in KINDS.values():
        assert step in STEPS
        assert len(words) == 4
        assert all(words)
