"""The documents say what the program does."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pyplanning as pp

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")


def blocks(readme: str, kind: str) -> list[str]:
    """The fenced code blocks of a kind."""
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.S)


def run(*command: str) -> str:
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in found.stdout.splitlines())


def test_generated_documents_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"], capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("readme", READMES)
def test_readme_example_prints_what_it_says(readme: str) -> None:
    code, printed = blocks(readme, "python")[0], blocks(readme, "text")[0]
    assert run(sys.executable, "-X", "utf8", "-c", code) == printed.rstrip("\n")


def test_example_file_is_the_readme_example() -> None:
    example = (ROOT / "examples" / "compare_provinces.py").read_text(encoding="utf-8")
    assert example.partition("\n\n")[2] == blocks("README.md", "python")[0]


@pytest.mark.parametrize("readme", READMES)
def test_readme_command_prints_what_it_says(readme: str) -> None:
    command, _, printed = blocks(readme, "text")[1].partition("\n")
    given = shlex.split(command.removeprefix("$ pyplanning "))
    assert run(sys.executable, "-X", "utf8", "-m", "pyplanning", *given) == printed.rstrip("\n")


@pytest.mark.parametrize("readme", READMES)
def test_readme_coverage_is_current(readme: str, tmp_path: Path) -> None:
    shared = ROOT.parent / "shared"
    texts = [file for name in ("sources", "reports") for file in (shared / name).glob("*.txt")]
    if not texts:
        pytest.skip("the official texts are not at hand")
    for file in texts:
        shutil.copy(file, tmp_path)
    command, _, printed = blocks(readme, "text")[2].partition("\n")
    lang = command.split()[-1]
    found = run(
        sys.executable, "-X", "utf8", "-m", "pyplanning", "coverage", "--sources", str(tmp_path), "--lang", lang
    )
    shown = [line for line in printed.rstrip("\n").splitlines() if line != "…"]
    assert [line for line in found.splitlines() if line in shown] == shown
    assert "…" in printed


@pytest.mark.parametrize("readme", READMES)
def test_readme_findings_are_what_the_example_gives(readme: str) -> None:
    command, _, printed = blocks(readme, "text")[3].partition("\n")
    given = command.removeprefix("$ pyplanning ").split()
    found = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "pyplanning", *given], capture_output=True, encoding="utf-8", cwd=ROOT
    )
    shown = [line for line in printed.rstrip("\n").splitlines() if line != "…"]
    assert found.returncode == 1
    assert [line for line in found.stdout.splitlines() if line in shown] == shown


def test_citation_file_has_the_version() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f'\nversion: "{pp.__version__}"\n' in citation


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_links_to_files_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []
