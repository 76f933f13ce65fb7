"""A checkout that is ready to be released, for the tests that make releases."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.release.citation_file import citation_file

LOG = """# Changelog

## [Unreleased]

## [1.0.0] - 2026-11-22

### Data
First edition.
"""


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, as somebody who has a name."""
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit all that is there."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "A step")


def describe(folder: Path, **given: Any) -> dict[str, Any]:
    """Write properties into the descriptor, and the citation that follows from it."""
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) | given
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation_file(package), encoding="utf-8")
    return package


@pytest.fixture(scope="session")
def _ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("checkout") / "pyplanning"
    folder.mkdir()
    shutil.copytree(root() / "data", folder / "data")
    shutil.copy(root() / "datapackage.json", folder)
    (folder / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    describe(folder, version="1.0.0", created="2026-11-22T00:00:00Z")
    git(folder, "init", "-q")
    commit(folder)
    return folder


@pytest.fixture
def checkout(_ready: Path, tmp_path: Path) -> Path:
    """A clean checkout of version 1.0.0, the first in its changelog."""
    return Path(shutil.copytree(_ready, tmp_path / "checkout"))


@pytest.fixture
def edited() -> Callable[..., None]:
    """Change the file of a checkout by replacing a text that is there, and commit."""

    def change(file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        commit(file.parent)

    return change
