"""Fixtures: the site of the shipped package, made once, and its pages in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root

from ..conftest import made_once

# The keys of all rows that the filtered table of a page finds, in their order; 200 at most are in the document.
FOUND = "[...lists.values()][0].found.map(({ element }) => element.id)"
# The text of every row by its key.
TEXTS = "Object.fromEntries([...lists.values()][0].items.map(({ element }) => [element.id, element.textContent]))"
# How a page is looked at: language, width in pixels, colour scheme; heavy pages only in two of these ways.
LOOKS = [("zh", 390, "dark"), ("zh", 1440, "light"), ("en", 390, "light"), ("en", 1440, "dark")]
TWO_LOOKS = [("zh", 390, "dark"), ("en", 1440, "light")]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped package, with one download beside it; no test changes it."""
    pytest.importorskip("jinja2")
    from pyplanning.publishing.site.make import make_site

    def make(folder: Path) -> None:
        (folder.parent / "data package.zip").write_bytes(b"not really a zip")
        make_site(root(), folder, [folder.parent / "data package.zip"])

    return made_once("site", tmp_path_factory, make)


@pytest.fixture
def view(window: Callable[[int, str], Any], site: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of the site from disk: ``view("zh/index.html", width=390, scheme="dark")``.

    ``folder`` is another site. At the end the test fails where a page wrote an error to its
    console, or asked for anything that is not a file.
    """
    pages, complaints = [], []

    def opened(address: str, width: int = 1440, scheme: str = "light", folder: Path = site) -> Any:
        page = window(width, scheme).new_page()
        pages.append(page)
        page.on("console", lambda entry: complaints.append(entry.text) if entry.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"not found: {request.url}"))
        page.on("request", lambda request: complaints.append(request.url) if _foreign(request.url) else None)
        file, mark, hashed = address.partition("#")
        page.goto((folder / file).as_uri() + mark + hashed)
        return page

    yield opened
    for page in pages:
        page.close()
    assert complaints == []


def _foreign(url: str) -> bool:
    return not url.startswith(("file:", "blob:", "data:"))


def whole(file: Path) -> str:
    """The text of a page with the rows of its table that its script has."""
    text = file.read_text(encoding="utf-8")
    for script in re.findall(r'src="(data/[^"]+-rows\.js)"', text):
        packed = json.loads((file.parent / script).read_text(encoding="utf-8").partition(" = ")[2].removesuffix(";\n"))
        text += "\n".join(packed["lines"][n] for row in packed["rows"] for n in row)
    return text


def line(tree: str, key: object) -> list[str]:
    """A row of a tree and those above it, by their keys."""
    above = pp.load(tree).set_index(pp.load(tree).columns[0])["broader_id"]
    found: list[str] = []
    while isinstance(key, str):
        found.append(key)
        key = above[key]
    return found


def with_concepts(table: str) -> pd.DataFrame:
    """Load a table with the concepts of each row's industry, own and broader ones, by which its page filters."""
    found = pp.load(table)
    concepts = pp.load("industries").set_index("industry_id")["concept_id"].astype("object")
    lines = {key: line("industry_concepts", key) for key in concepts.dropna().unique()}
    return found.assign(concept=[lines.get(concepts.get(key), []) for key in found["industry_id"]])


def fitting(rows: pd.DataFrame, column: str, value: str) -> pd.Series:
    """Which rows have a value, in a column of values or of lists of them."""
    return rows[column].map(lambda cell: value in cell if isinstance(cell, list) else str(cell) == value)
