"""Fixtures: checkouts to be released, a release that is made once a session, and a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pyplanning.datapackage.descriptor import read_descriptor, root
from pyplanning.publishing.release.citation_file import citation_file
from pyplanning.publishing.release.make import release

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
    """Commit all files of a folder."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", "A step")


def describe(folder: Path, **given: Any) -> None:
    """Write properties into the descriptor, and the citation that follows from it."""
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8")) | given
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "CITATION.cff").write_text(citation_file(read_descriptor(folder)), encoding="utf-8")


def forget_hashes(folder: Path) -> None:
    """Drop the hashes and sizes of files that a test has edited."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        del resource["hash"], resource["bytes"]
    describe(folder, **package)


def _check_out(package: Path, folder: Path) -> Path:
    """Make a clean checkout of version 1.0.0, the first in its changelog, of a package."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder.mkdir()
    shutil.copytree(package / "data", folder / "data")
    shutil.copy(package / "datapackage.json", folder)
    (folder / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    describe(folder, version="1.0.0", created="2026-11-22T00:00:00Z")
    git(folder, "init", "-q")
    commit(folder)
    return folder


def made_once(name: str, folders: pytest.TempPathFactory, make: Callable[[Path], object]) -> Path:
    """Return the folder ``name``, which ``make`` fills once for all the processes of a test run.

    No test may change it.
    """
    base = folders.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, lock = base / name, base / f"{name}.lock"
    while not folder.exists():
        try:
            lock.mkdir()
        except FileExistsError:  # another process is making it
            time.sleep(0.1)
            continue
        try:
            if not folder.exists():
                make(folder)
        finally:
            lock.rmdir()
    return folder


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean checkout of the shipped package as version 1.0.0, which no test changes."""
    return _check_out(root(), tmp_path_factory.mktemp("ready") / "pyplanning")


@pytest.fixture(scope="session")
def made(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of the shipped package, with the explorer, made once; no test changes it."""
    return made_once("release", tmp_path_factory, lambda folder: release(folder, ready))


@pytest.fixture
def checkout(ready: Path, tmp_path: Path) -> Path:
    """A clean checkout of the shipped package, to be changed."""
    return Path(shutil.copytree(ready, tmp_path / "checkout"))


@pytest.fixture
def small(example: Any, tmp_path: Path) -> Path:
    """A clean checkout of the package with the rows of the made-up plan, to be changed."""
    return _check_out(example.package(), tmp_path / "small")


@pytest.fixture
def edited() -> Callable[..., None]:
    """Change a file of a checkout by replacing a text that it holds, and commit."""

    def change(file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        commit(file.parent)

    return change


# Of pages: a browser that notes what should not happen.

# Takes away rows and the like in which every kind of element is one that the page has twice before: axe finds the same
# in what is left as in hundreds. A kind is an element's tag and attributes, with those of the two that contain it.
THIN = """() => {
  const ALIKE = new Set(["DETAILS", "FIGURE", "LI", "OPTION", "P", "SECTION", "TBODY", "TR"]);
  const NAMES = ["class", "role", "lang", "type", "scope", "open", "tabindex"];
  const counts = new Map();
  const own = (element) => element && element.tagName + NAMES.map((name) => element.getAttribute(name));
  const kind = (element) => [element, element.parentElement, element.parentElement.parentElement].map(own).join();
  const known = (element) => counts.get(kind(element)) >= 2;
  function visit(element) {
    for (const child of [...element.children]) {
      if (ALIKE.has(child.tagName) && [child, ...child.querySelectorAll("*")].every(known)) child.remove();
      else {
        counts.set(kind(child), (counts.get(kind(child)) ?? 0) + 1);
        visit(child);
      }
    }
  }
  for (const fold of document.querySelectorAll("main details")) fold.open = true;
  for (const part of document.querySelectorAll("main [hidden]")) if (ALIKE.has(part.tagName)) part.remove();
  visit(document.querySelector("main"));
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; the test is skipped where there is none."""
    api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("no chromium")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def window(browser: Any) -> Iterator[Callable[[int, str], Any]]:
    """A window of a width in pixels and a colour scheme, opened once."""
    opened: dict[tuple[int, str], Any] = {}

    def window(width: int, scheme: str) -> Any:
        if (width, scheme) not in opened:
            size = {"width": width, "height": 900}
            opened[width, scheme] = browser.new_context(viewport=size, color_scheme=scheme)
        return opened[width, scheme]

    yield window
    for context in opened.values():
        context.close()


@pytest.fixture
def faults() -> Callable[[Any], list[str]]:
    """What axe finds that is serious or critical, and what is wider than the screen.

    Afterwards the page has few elements of each kind. axe does not load style sheets once more: from a disk it
    may not.
    """
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")

    def found(page: Any) -> list[str]:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        page.evaluate(THIN)
        violations = axe.Axe().run(page, options={"preload": False}).response["violations"]
        serious = [
            f"{v['id']}: {node['target']} {node['failureSummary']}"
            for v in violations
            if v["impact"] in ("serious", "critical")
            for node in v["nodes"][:3]
        ]
        return serious + [f"{wide} pixels too wide"] * (wide > 0)

    return found
