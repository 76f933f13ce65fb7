"""The pages of the site: every example runs, and each page is there in both languages."""

from __future__ import annotations

import ast
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.datapackage.integrity import open_package
from pyplanning.io.read import read_text
from pyplanning.publishing.release.archive import archive_name, write_archive
from pyplanning.publishing.release.parquet import typed_frames, write_parquet
from pyplanning.publishing.release.sqlite import write_sqlite

DOCS = root() / "docs"
PAGES = sorted(file.name for file in DOCS.glob("*.md"))
NOTEBOOKS = [page for page in PAGES if "{code-cell}" in (DOCS / page).read_text(encoding="utf-8")]
ONE_LANGUAGE = {"agreement", "frictionless", "releasing", "rules", "security", "spark", "standard"}
QUESTIONS = ("questions.md", "questions.zh.md")
COMPARED = ("biomedicine", "energy-saving-environmental", "new-energy-vehicles")
NARROWER = ("aerospace", "marine-industry", "digital-economy", "new-materials")


def blocks(page: str, kind: str) -> list[str]:
    """The fenced blocks of a kind."""
    return re.findall(rf"```{re.escape(kind)}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.S)


def run(cells: list[str]) -> Iterator[tuple[str, object]]:
    """Run the cells of a notebook one after the other, each with the value of its last line."""
    names: dict[str, Any] = {}
    for cell in cells:
        lines = ast.parse(cell).body
        last = lines.pop() if isinstance(lines[-1], ast.Expr) else None
        exec(compile(ast.Module(lines, []), cell, "exec"), names)
        yield cell, last and eval(compile(ast.Expression(last.value), cell, "eval"), names)


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a page write its files into a folder of its own, and set its options for itself."""
    monkeypatch.chdir(tmp_path)
    with pd.option_context("display.max_rows", 10, "display.max_colwidth", 50):
        yield


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("page", NOTEBOOKS)
def test_every_cell_of_a_page_runs_and_shows_something(page: str) -> None:
    empty = [
        cell for cell, shown in run(blocks(page, "{code-cell}")) if isinstance(shown, pd.DataFrame) and shown.empty
    ]
    assert empty == []


@pytest.mark.parametrize("page", [page for page in NOTEBOOKS if not page.endswith(".zh.md")])
def test_both_languages_show_the_same_steps(page: str) -> None:
    def shape(cell: str) -> str:
        return ast.dump(ast.parse(re.sub(r'"[^"]*"', '""', cell)))

    chinese = page.replace(".md", ".zh.md")
    assert [shape(cell) for cell in blocks(chinese, "{code-cell}")] == [
        shape(cell) for cell in blocks(page, "{code-cell}")
    ]


def test_every_page_has_both_languages_or_is_known_to_have_one() -> None:
    english = {page.removesuffix(".md") for page in PAGES if not page.endswith(".zh.md")}
    chinese = {page.removesuffix(".zh.md") for page in PAGES if page.endswith(".zh.md")}
    assert english - chinese == ONE_LANGUAGE
    assert chinese - english == set()


@pytest.mark.parametrize("page", sorted({*PAGES} - {"index.md", "index.zh.md"}))
def test_the_first_page_leads_to_every_page_of_its_language(page: str) -> None:
    name = page.removesuffix(".md").removesuffix(".zh")
    listed = "\n".join(blocks("index.zh.md" if page.endswith(".zh.md") else "index.md", "{toctree}"))
    assert re.search(rf"^(?:.*<)?{re.escape(name)}>?$", listed, re.M)


@pytest.mark.parametrize("page", ["reference.md", "reference.zh.md"])
def test_the_reference_has_every_public_name(page: str) -> None:
    named = re.findall(r"^\.\. auto\w+:: (\w+)", (DOCS / page).read_text(encoding="utf-8"), re.M)
    assert sorted(named) == sorted({*pp.__all__} - {"__version__"})


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", (DOCS / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (DOCS / link).exists()] == []


@pytest.mark.parametrize("page", QUESTIONS)
def test_there_are_ten_questions_of_three_lines_at_most(page: str) -> None:
    asked = re.findall(r"^## (\d+)\. ", (DOCS / page).read_text(encoding="utf-8"), re.M)
    assert asked == [str(number) for number in range(1, 11)]
    assert max(len(cell.strip().splitlines()) for cell in blocks(page, "{code-cell}")[1:]) <= 3


@pytest.mark.usefixtures("_elsewhere")
def test_what_hainan_promises_in_total_is_what_its_plan_says() -> None:
    (total,) = [shown for cell, shown in run(blocks("questions.md", "{code-cell}")) if cell.strip().endswith(".sum()")]
    assert total == 10_000  # 亿元: 1万亿元


@pytest.mark.parametrize("concept", [*COMPARED, *NARROWER])
def test_hainan_and_hubei_meet_over_the_size_of_an_industry(concept: str) -> None:
    assert concept in blocks("questions.md", "{code-cell}")[-2]
    rows = pp.compare(concept, "industry-size", unit="yi-yuan").dropna(subset="value")
    assert {"hainan-high-tech-2026", "hubei-mic2025-2015"} <= {*rows["plan_id"]}
    assert rows["indicator_id"].nunique() > 1  # each plan's own measure is shown
    assert rows["target_id"].is_unique
    assert rows["compared_with"].notna().all()
    assert all("indicator" in why for why in rows["differs"])


@pytest.mark.parametrize("concept", NARROWER)
def test_each_row_shows_the_narrower_concept_of_its_plan(concept: str) -> None:
    rows = pp.compare(concept, "industry-size", unit="yi-yuan")
    by_plan = rows.groupby("plan_id")["concept_id"].agg(set)
    assert by_plan["hainan-high-tech-2026"].isdisjoint(by_plan["hubei-mic2025-2015"])


@pytest.fixture(scope="module")
def downloaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a release that the page about other tools reads."""
    folder, package = tmp_path_factory.mktemp("release"), open_package(root())
    frames = typed_frames(package, {resource.name: read_text(root(), resource) for resource in package.resources})
    write_archive(root(), folder / archive_name(package))
    write_sqlite(package, frames, folder / archive_name(package).replace(".zip", ".sqlite"))
    (folder / "parquet").mkdir()
    write_parquet(package.table("targets"), frames["targets"], package, folder / "parquet" / "targets.parquet")
    return folder


@pytest.mark.parametrize("page", ["other-tools.md", "other-tools.zh.md"])
def test_sql_of_a_page_finds_rows(page: str, downloaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(downloaded)
    parquet, views = blocks(page, "sql")
    figures = pl.read_parquet("parquet/targets.parquet").filter(pl.col("restates_id").is_null())["value"].count()
    assert sum(count for _, count in duckdb.sql(parquet).fetchall()) == figures
    assert sqlite3.connect(next(downloaded.glob("*.sqlite"))).execute(views).fetchall()


@pytest.mark.parametrize("page", ["other-tools.md", "other-tools.zh.md"])
def test_r_of_a_page_shows_the_largest_sums(page: str, downloaded: Path) -> None:
    shown = script(downloaded, "Rscript", "--vanilla", "-e", blocks(page, "r")[0])
    assert float(shown.splitlines()[1].split()[-1]) == pp.compare(unit="yi-yuan")["value"].max()


@pytest.mark.parametrize("page", ["other-tools.md", "other-tools.zh.md"])
def test_javascript_of_a_page_counts_what_pandas_counts(page: str, downloaded: Path) -> None:
    command = blocks(page, "sh")[0].split()
    assert command[0] == "pyplanning"
    subprocess.run([sys.executable, "-m", *command], cwd=downloaded, check=True)
    targets = pp.load("targets")
    due = targets[(targets["target_year"] == 2030) & targets["restates_id"].isna()]
    assert script(downloaded, "node", "-e", blocks(page, "js")[0]).split()[0] == str(len(due))


def script(folder: Path, *command: str) -> str:
    """Run a script of another language in a folder, where the machine has the language."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout
