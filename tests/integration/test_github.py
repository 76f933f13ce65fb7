"""What the repository offers on GitHub: files follow their schemas, and steps, run by hand, do what they say."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for
from ruamel.yaml import YAML

from pyplanning import __version__

ROOT = Path(__file__).resolve().parents[2]
GITHUB = ROOT / ".github"
pytestmark = pytest.mark.skipif(not GITHUB.is_dir(), reason="the workflows are in the repository alone")
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
FORMS = sorted(file for file in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if file.name != "config.yml")
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
    **dict.fromkeys(FORMS, "vendor.github-issue-forms"),
    GITHUB / "ISSUE_TEMPLATE" / "config.yml": "vendor.github-issue-config",
    GITHUB / "dependabot.yml": "vendor.dependabot",
    ROOT / "action.yml": "vendor.github-actions",
}
PINNED = re.compile(r"uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
LINE = re.compile(r"::(?P<level>\w+) file=(?P<file>[^,]+),line=(?P<line>\d+),title=(?P<code>PL\d+)::")


def read(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


# The files


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_a_file_follows_its_schema(file: Path) -> None:
    schema = get_builtin_schema(SCHEMAS[file])
    errors = [error.message for error in validator_for(schema)(schema).iter_errors(read(file))]
    assert errors == []


@pytest.mark.parametrize("file", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda file: file.name)
def test_actions_are_pinned(file: Path) -> None:
    used = [
        line.strip().removeprefix("- ") for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line
    ]
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_do_no_more_than_it_needs(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow["on"]
    more = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    needed = {"publish": {"id-token": "write"}, "files": {"contents": "write"}} if file.stem == "release" else {}
    assert more == needed
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())


@pytest.mark.parametrize("file", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda file: file.name)
def test_no_command_contains_what_others_write(file: Path) -> None:
    # What comes from a pull request is given in the environment; within a command it would be run.
    assert [step["run"] for step in steps(file) if "${{" in step["run"]] == []


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.name)
def test_forms_are_in_both_languages(file: Path) -> None:
    form = read(file)
    words = [form["name"], form["description"]]
    words += [item["attributes"].get("label") or item["attributes"]["value"] for item in form["body"]]
    assert [text for text in words if not (re.search("[a-z]", text) and re.search("[一-鿿]", text))] == []


def test_hooks_are_as_pre_commit_reads_them(tmp_path: Path) -> None:
    hooks = read(ROOT / ".pre-commit-hooks.yaml")
    for hook in hooks:
        assert {"id", "name", "entry", "language"} <= hook.keys()
        assert hook["language"] == "python"
        assert re.search(hook["files"], "plans/targets.csv")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_tests_run_on_every_python_that_is_promised_as_the_readme_says() -> None:
    job = read(GITHUB / "workflows" / "tests.yml")["jobs"]["tests"]
    assert job["strategy"]["matrix"]["python"][0] == "3.11"
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert job["steps"][-1]["run"] in (ROOT / "README.md").read_text(encoding="utf-8")


# The steps, run by hand


def steps(file: Path) -> list[dict[str, Any]]:
    """The steps of a workflow's first job, or of an action, that run commands."""
    found = read(file)
    job = found["runs"] if "runs" in found else next(iter(found["jobs"].values()))
    return [step for step in job["steps"] if "run" in step]


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    done = subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


class Runner:
    """A clone of the repository, and the programs that the steps find: the library of that clone is installed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.temp, self.bin = folder / "work", folder / "temp", folder / "bin"
        if shutil.which("git") is None or not (ROOT / ".git").exists():
            pytest.skip("not in a git checkout")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(self.folder)], check=True)
        self.temp.mkdir()
        self.bin.mkdir()
        program = self.bin / "pyplanning"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m pyplanning "$@"\n', encoding="utf-8")
        program.chmod(0o755)

    def run(self, file: Path, **given: str) -> subprocess.CompletedProcess[str]:
        """Run the steps of a file as GitHub does, but for the one that installs the library; give the last result."""
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        env = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT), "RUNNER_TEMP": str(self.temp), "LC_ALL": "C.UTF-8"}
        done = None
        for step in steps(file):
            if step["name"] == "Install":
                continue
            for name in step.get("env", {}):
                assert name in given, name
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
            done = subprocess.run(
                command, cwd=self.folder, env=env | given, capture_output=True, encoding="utf-8", check=False
            )
            if done.returncode:
                break
        assert done is not None
        return done

    def edit(self, table: str, row: int, **cells: str) -> None:
        """Change cells of a row, and commit."""
        file = self.folder / "data" / f"{table}.csv"
        with file.open(encoding="utf-8", newline="") as lines:
            records = [*csv.reader(lines)]
        for column, value in cells.items():
            records[row][records[0].index(column)] = value
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(records)
        git(self.folder, "commit", "-qam", f"Edit {table}")

    def copy(self, table: str, row: int, **cells: str) -> None:
        """Copy a row to the place before it, change cells of the copy, and commit."""
        file = self.folder / "data" / f"{table}.csv"
        lines = file.read_text(encoding="utf-8").split("\n")
        file.write_text("\n".join([*lines[:row], lines[row], *lines[row:]]), encoding="utf-8")
        self.edit(table, row, **cells)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def annotated(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str, int]]:
    """The code, file and line of each annotation; there is nothing but these."""
    lines = [line for line in done.stdout.splitlines() if line]
    found = [LINE.match(line) for line in lines]
    assert all(found), done.stdout
    return [(match["code"], match["file"], int(match["line"])) for match in found if match]


def test_a_wrong_row_of_a_pull_request_is_annotated_and_nothing_else(runner: Runner) -> None:
    workflow = GITHUB / "workflows" / "data.yml"
    runner.edit("targets", 7, target_year="soon")  # an old error, in line 8
    base = git(runner.folder, "rev-parse", "HEAD")
    git(runner.folder, "checkout", "-q", "-b", "contribution")
    runner.copy("targets", 4, target_id="planted", indicator_id="no-such-indicator")  # moves the old one to line 9
    git(runner.folder, "checkout", "-q", "-")
    runner.edit("units", 3, name_en="")  # what others merge meanwhile is not the contributor's
    base = git(runner.folder, "rev-parse", "HEAD")
    git(runner.folder, "checkout", "-q", "contribution")
    done = runner.run(workflow, BASE=base)
    assert annotated(done) == [("PL201", "data/targets.csv", 5)]
    assert done.returncode == 1


def test_a_pull_request_without_errors_is_not_blamed_for_old_ones(runner: Runner) -> None:
    runner.edit("projects", 7, stage="soon")
    base = git(runner.folder, "rev-parse", "HEAD")
    (runner.folder / "NOTES.md").write_text("Notes.\n", encoding="utf-8")
    git(runner.folder, "add", "-A")
    git(runner.folder, "commit", "-qm", "Add notes")
    done = runner.run(GITHUB / "workflows" / "data.yml", BASE=base)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_the_action_annotates_files_of_another_repository(runner: Runner, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "plans of ours").mkdir(parents=True)
    git(other, "init", "-q")
    with (ROOT / "data" / "targets.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = [*csv.reader(lines)]
    records = [header, *rows[:6]]
    records[3][header.index("target_year")] = "soon"

    def write() -> None:
        file = other / "plans of ours" / "targets.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows(records)
        git(other, "add", "-A")
        git(other, "commit", "-qm", "Write")

    write()
    base = git(other, "rev-parse", "HEAD")
    records[5][header.index("target_year")] = "later"
    write()
    runner.folder = other
    given = {"PATHS": "\nplans of ours/targets.csv\n", "SOURCES": "", "ANSWERS": "en"}
    done = runner.run(ROOT / "action.yml", SINCE=base, **given)
    assert annotated(done) == [("PL101", "plans of ours/targets.csv", 6)]
    assert done.returncode == 1
    every = runner.run(ROOT / "action.yml", SINCE="", **given)
    assert [line for _, _, line in annotated(every)] == [4, 6]
    shallow = runner.run(ROOT / "action.yml", SINCE="0" * 40, **given)
    assert (shallow.returncode, shallow.stdout) == (2, "::error::check out with fetch-depth: 0\n")


def test_a_hook_validates_the_files_that_are_committed(runner: Runner) -> None:
    files, package = (hook["entry"].split() for hook in read(ROOT / ".pre-commit-hooks.yaml"))
    runner.edit("targets", 3, target_year="soon")
    env = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        program = [str(runner.bin / command[0]), *command[1:], "--lang", "en"]
        return subprocess.run(program, cwd=runner.folder, env=env, capture_output=True, encoding="utf-8", check=False)

    sound, wrong = run(*files, "data/regions.csv"), run(*files, "data/regions.csv", "data/targets.csv")
    assert (sound.returncode, wrong.returncode, run(*package).returncode) == (0, 1, 1)
    assert "data/targets.csv:4: PL101" in wrong.stdout


def test_the_tag_of_a_release_is_its_version() -> None:
    (check,) = [step["run"] for step in steps(GITHUB / "workflows" / "release.yml") if "tag" in step["name"]]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for tag, code in ((f"v{__version__}", 0), ("v0.0.1", 1)):
        env = os.environ | {"GITHUB_REF_NAME": tag, "PYTHONPATH": str(ROOT), "PATH": path}
        assert subprocess.run(["bash", "-ec", check], env=env).returncode == code
