"""Releases are made whole, twice the same, or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import pyplanning as pp
from pyplanning import PackageError
from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.publishing import site
from pyplanning.publishing.release import make
from pyplanning.publishing.release.make import release

from ..conftest import commit, describe

NAMES = {
    "CITATION.cff",
    "RELEASE-NOTES.md",
    "RELEASE-NOTES.zh.md",
    "SHA256SUMS",
    "croissant.json",
    "csv-en/targets.csv",
    "csv-zh/targets.csv",
    "dataset.jsonld",
    "dcat.jsonld",
    "parquet/targets.parquet",
    "csv-zh/progress.csv",
    "csv-zh/trajectories.csv",
    "parquet/progress.parquet",
    "parquet/trajectories.parquet",
    "pyplanning-data-1.0.0-en.xlsx",
    "pyplanning-data-1.0.0-zh.xlsx",
    "pyplanning-data-1.0.0.sqlite",
    "pyplanning-data-1.0.0.zip",
    "site/en/targets.html",
    "site/index.html",
    "site/zh/targets.html",
}


def files(folder: Path) -> dict[str, bytes]:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_two_builds_are_the_same_and_summed(
    made: Path, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copied(package: Path, target: Path, downloads: list[Path]) -> None:  # tests of the explorer make it twice
        shutil.copytree(made / "site", target)

    monkeypatch.setattr(site, "make_site", copied)
    steps: list[tuple[str, str]] = []
    first = files(made)
    second = files(release(tmp_path / "elsewhere" / "b", checkout, say=lambda en, zh: steps.append((en, zh))))
    assert first == second
    assert first.keys() >= NAMES
    sums = dict(line.split("  ")[::-1] for line in first["SHA256SUMS"].decode().splitlines())
    assert sums == {n: hashlib.sha256(content).hexdigest() for n, content in first.items() if n != "SHA256SUMS"}
    assert ("Checking", "正在检查") in steps
    counted = len(pp.load("plans", release=made))
    assert f"| Plans (`plans`) | {counted} |" in first["RELEASE-NOTES.md"].decode().splitlines()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["checkout", "elsewhere"]


def test_the_next_release_says_what_changed(small: Path, tmp_path: Path) -> None:
    last = release(tmp_path / "last", small)
    describe(small, version="1.0.1", created="2026-12-01T00:00:00Z", description="Another description.")
    log = small / "CHANGELOG.md"
    head = "## [Unreleased]\n\n## [1.0.1] - 2026-12-01\n\n### Changed\n- A description.\n"
    log.write_text(log.read_text(encoding="utf-8").replace("## [Unreleased]\n", head), encoding="utf-8")
    commit(small)
    made = files(release(tmp_path / "next", small, last))
    assert {"changes-since-1.0.0.json", "changes-since-1.0.0-zh.xlsx", "changes-since-1.0.0-en.xlsx"} <= made.keys()
    notes = made["RELEASE-NOTES.md"].decode()
    assert notes.startswith(f"# {read_descriptor(small).text('title', 'en')} 1.0.1\n")
    assert "patch" in notes
    assert "- A description." in notes
    assert "First edition." not in notes


def test_a_dirty_checkout_is_refused(checkout: Path, tmp_path: Path) -> None:
    (checkout / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(PackageError) as caught:
        release(tmp_path / "a", checkout)
    assert caught.value.en == f"{checkout} has uncommitted changes (notes.txt); commit or remove them"
    assert caught.value.zh == f"{checkout}有改动尚未提交（notes.txt），请提交或清除"
    assert not (tmp_path / "a").exists()


def test_an_existing_folder_is_refused(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(PackageError, match="exists already and is not empty"):
        release(tmp_path / "a", checkout)
    assert [f.name for f in (tmp_path / "a").iterdir()] == ["b"]


def test_nothing_is_left_when_the_disk_is_full(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path, text: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(make, "_write", full)
    with pytest.raises(PackageError) as caught:
        release(tmp_path / "a", small)
    assert caught.value.en.startswith(f"{tmp_path / 'a'} cannot be written (No space left on device); check its folder")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["package", "small"]


def test_all_that_speaks_against_it_is_listed_at_once(checkout: Path, tmp_path: Path) -> None:
    (checkout / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    (checkout / "CITATION.cff").unlink()
    with pytest.raises(PackageError) as caught:
        release(tmp_path / "a", checkout)
    assert len(caught.value.en.splitlines()) == len(caught.value.zh.splitlines()) == 3


def test_older_readers_and_other_tools_open_the_folder(made: Path, tmp_path: Path) -> None:
    rows = len(pp.load("targets"))
    with zipfile.ZipFile(next(made.glob("*.zip"))) as archive:
        archive.extractall(tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert {resource["profile"] for resource in package["resources"]} == {"tabular-data-resource"}
    assert len(pd.read_csv(tmp_path / "data" / "targets.csv")) == rows
    parquet = (made / "parquet" / "targets.parquet").as_posix()
    assert duckdb.sql(f"select count(*) from '{parquet}'").fetchall() == [(rows,)]
    with closing(sqlite3.connect(next(made.glob("*.sqlite")))) as database:
        assert database.execute("select count(*) from targets").fetchone() == (rows,)
    if command := shutil.which("Rscript"):
        code = f'cat(nrow(read.csv("{(tmp_path / "data" / "targets.csv").as_posix()}", encoding = "UTF-8")))'
        assert subprocess.check_output([command, "-e", code], text=True) == str(rows)
    if command := shutil.which("node"):
        file = json.dumps((tmp_path / "datapackage.json").as_posix())
        code = f"process.stdout.write(JSON.parse(require('fs').readFileSync({file}, 'utf8')).resources.length + '')"
        assert subprocess.check_output([command, "-e", code], text=True) == str(len(package["resources"]))


def test_workbooks_can_be_mailed(made: Path) -> None:
    assert {book.name: book.stat().st_size for book in made.glob("*.xlsx") if book.stat().st_size > 1.5 * 1024**2} == {}
