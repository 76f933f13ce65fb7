"""The commands diff and release: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

import pyplanning as pp
from pyplanning.cli import app

from ..conftest import forget_hashes

OBSERVATION = "hainan-high-tech-2026-arrears-repayment-rate-rank"


def run(*arguments: str | os.PathLike[str]) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


@pytest.fixture
def later(checkout: Path, tmp_path: Path) -> Path:
    """The checkout with the value of one observation corrected from 1 to 2."""
    folder = Path(shutil.copytree(checkout, tmp_path / "later"))
    file = folder / "data" / "observations.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (row,) = [line for line in lines if line.startswith(OBSERVATION)]
    assert ",rank,eq,1," in row
    file.write_text("".join(lines).replace(row, row.replace(",rank,eq,1,", ",rank,eq,2,")), encoding="utf-8")
    forget_hashes(folder)
    return folder


def test_no_difference(checkout: Path) -> None:
    result = run("diff", checkout, checkout, "--lang", "en")
    assert result.exit_code == 0
    assert result.stdout.startswith("1.0.0 → 1.0.0")


def test_a_difference_is_reported_with_its_step(checkout: Path, later: Path) -> None:
    result = run("diff", checkout, later, "--lang", "en")
    assert result.exit_code == 1
    assert (
        "values corrected – patch, since errors in existing data are corrected\n      observations (1)\n"
        in result.stdout
    )
    assert OBSERVATION in result.stdout
    chinese = run("diff", checkout, later, "--lang", "zh")
    assert "更正值，更正已有数据的错误，须升修订号\n      observations (1)\n" in chinese.stdout


def test_a_difference_as_json_and_workbook(checkout: Path, later: Path, tmp_path: Path) -> None:
    found = json.loads(run("diff", checkout, later, "--format", "json").stdout)
    assert found["step"] == "patch"
    book = tmp_path / "review.xlsx"
    assert run("diff", checkout, later, "--lang", "en", "--output", book).exit_code == 1
    with ZipFile(book) as parts:
        assert "xl/workbook.xml" in parts.namelist()


def test_what_cannot_be_compared(checkout: Path, tmp_path: Path) -> None:
    result = run("diff", checkout, tmp_path / "none", "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"pyplanning: {tmp_path / 'none'} is missing; name a file or folder that exists\n"


def test_a_release_is_made(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("release", out, "--from", small, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{out}\n")
    assert result.stderr.startswith("datapackage.json has no web address as homepage, repository, id (a DOI); ")
    archive = out / "pyplanning-data-1.0.0.zip"
    assert pp.load("targets", release=archive).equals(pp.load("targets", release=small))


def test_a_release_is_read(made: Path, tmp_path: Path) -> None:
    names = ("pyplanning-data-1.0.0.zip", "SHA256SUMS")
    archive, _ = (Path(shutil.copy(made / name, tmp_path)) for name in names)
    assert pp.load("targets", release=archive).equals(pp.load("targets"))
    assert "version 1.0.0" in pp.cite(release=made)
    with archive.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"x")
    with pytest.raises(pp.PackageError, match="does not match SHA256SUMS – found hash"):
        pp.load("targets", release=archive)


def test_a_release_is_refused_in_both_languages(checkout: Path, tmp_path: Path) -> None:
    (checkout / "new.txt").touch()
    result = run("release", tmp_path / "out", "--from", checkout, "--lang", "en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("has uncommitted changes (new.txt); commit or remove them\n")
    chinese = run("release", tmp_path / "out", "--from", checkout, "--lang", "zh")
    assert chinese.stderr.endswith("有改动尚未提交（new.txt），请提交或清除\n")


def test_the_explorer_is_made(small: Path, tmp_path: Path) -> None:
    result = run("site", tmp_path / "explorer", "--from", small, "--lang", "en")
    assert (result.exit_code, result.stdout) == (0, f"{tmp_path / 'explorer' / 'index.html'}\n")
    assert (tmp_path / "explorer" / "zh" / "targets.html").is_file()
    again = run("site", tmp_path / "explorer", "--lang", "en")
    assert again.exit_code == 2
    assert "exists already and is not empty" in again.stderr


@pytest.mark.parametrize("library", ["jinja2", "opencc", "pypinyin"])
def test_the_explorer_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    result = run("site", tmp_path / "explorer", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        f"pyplanning: web pages need {library}, not installed yet; run pip install 'pyplanning-data[site]'\n"
    )
    chinese = run("site", tmp_path / "explorer", "--lang", "zh")
    assert chinese.stderr.endswith(f"生成网页需要{library}，尚未安装，请运行pip install 'pyplanning-data[site]'\n")
