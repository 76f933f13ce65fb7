"""Commands that write, killed at any moment or run twice at once: nothing is lost, and nothing is half-made.

As a program, it kills as often as asked, and merges twice at once a quarter as often:
``python tests/integration/test_kills.py 200``; with names of commands, only these.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from pyplanning.datapackage.descriptor import read_descriptor, root
from pyplanning.publishing.release.citation_file import citation_file

MAIN = [sys.executable, "-m", "pyplanning"]
EXAMPLES = Path(__file__).parents[2] / "examples/contribution"
TEXT = ["--source", f"yunze-materials-2026={EXAMPLES / 'yunze.txt'}"]
WRITING = {
    "template": ["template", "OUT.xlsx"],
    "fix": ["fix", str(EXAMPLES / "invalid.xlsx"), "-o", "OUT.xlsx", *TEXT],
    "annotate": ["validate", str(EXAMPLES / "invalid.xlsx"), "--annotate", "OUT.xlsx", *TEXT],
    "output": ["tables", "--format", "json", "--output", "OUT.json"],
    "merge": ["merge", str(EXAMPLES / "valid.xlsx"), "--into", "package", *TEXT],
    "diff": ["diff", "package", "other", "--output", "OUT.xlsx"],
    "diff as JSON": ["diff", "package", "other", "--format", "json", "--output", "OUT.json"],
    "site": ["site", "OUT"],
    "release": ["release", "OUT", "--from", "package"],
}
REPLACING_NOTHING = ("template", "site", "release")
LOG = "# Changelog\n\n## [1.0.0] - 2026-11-22\n\n### Data\nFirst edition.\n"
REGIONS = "region_code,name_zh,name_en,level,parent_code,iso_code\n990900,示例省,Example province,province,china,\n"


def content(folder: Path) -> dict[str, bytes]:
    files = {str(f.relative_to(folder)): f for f in sorted(folder.rglob("*")) if f.is_file()}
    return {name: file.read_bytes() for name, file in files.items() if ".git/" not in name}


def start(command: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*MAIN, *WRITING[command]], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def copy_package(folder: Path) -> Path:
    shutil.copytree(root() / "data", folder / "data")
    shutil.copyfile(root() / "datapackage.json", folder / "datapackage.json")
    return folder


def prepare(folder: Path, command: str) -> None:
    folder.mkdir(parents=True)
    if command in ("merge", "diff", "diff as JSON", "release"):
        copy_package(folder / "package")
    if command.startswith("diff"):
        regions = copy_package(folder / "other") / "data/regions.csv"
        regions.write_text(regions.read_text(encoding="utf-8") + REGIONS.splitlines()[1] + "\n", encoding="utf-8")
        file = folder / "other/datapackage.json"
        found = json.loads(file.read_text(encoding="utf-8"))
        for resource in found["resources"]:
            del resource["hash"], resource["bytes"]
        file.write_text(json.dumps(found), encoding="utf-8")
    if command == "release":
        check_in(folder / "package")


def check_in(package: Path) -> None:
    """Make a package a clean checkout of version 1.0.0."""
    file = package / "datapackage.json"
    found = json.loads(file.read_text(encoding="utf-8")) | {"version": "1.0.0", "created": "2026-11-22T00:00:00Z"}
    file.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (package / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    (package / "CITATION.cff").write_text(citation_file(read_descriptor(package)), encoding="utf-8")
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "A step")):
        subprocess.run(["git", "-C", str(package), *who, *words], check=True, capture_output=True)


def finished(command: str, folder: Path) -> float:
    """Run a command to its end, and return how long it took."""
    began = time.monotonic()
    done = start(command, folder)
    out, err = done.communicate()
    assert done.returncode in (0, 1), (command, out, err)
    return time.monotonic() - began


def kill(command: str, folder: Path, whole: dict[str, bytes], after: float) -> None:
    """Kill a command after so many seconds; then what is there is old or whole, and the next run completes it."""
    shutil.rmtree(folder, ignore_errors=True)
    prepare(folder, command)
    old, inputs = content(folder), content(EXAMPLES)
    running = start(command, folder)
    time.sleep(after)
    running.kill()
    running.communicate()
    assert content(EXAMPLES) == inputs
    if command == "merge":
        left = {name: text for name, text in content(folder).items() if ".pyplanning-" not in name}
        assert ".merge" in "".join(left) or left in (old, whole)
    else:
        visible = {name: text for name, text in content(folder).items() if not name.startswith(".pyplanning-")}
        assert visible.keys() in (old.keys(), whole.keys())
        assert all(visible.get(name) == text for name, text in old.items()), "an input was changed"
        if visible.keys() == whole.keys():  # workbooks are dated
            assert all(visible[name] == text for name, text in whole.items() if not name.endswith((".xlsx", ".zip")))
    if not (command in REPLACING_NOTHING and content(folder).keys() == whole.keys()):
        finished(command, folder)
    assert content(folder).keys() == whole.keys(), "something was left"
    if command == "merge":
        assert content(folder) == whole


def run(command: str, folder: Path, times: int, seed: int) -> None:
    """Kill a command at random moments."""
    dice = random.Random(seed)
    prepare(folder / "whole", command)
    takes = finished(command, folder / "whole")
    for _ in range(times):
        kill(command, folder / "killed", content(folder / "whole"), dice.uniform(0.1, takes))


def merge_twice(folder: Path, wholes: Mapping[str, dict[str, bytes]]) -> str:
    """Merge two contributions at once; return which of the ``wholes`` came of it, "" where the package is none."""
    folder.mkdir()
    copy_package(folder / "package")
    (folder / "regions.csv").write_text(REGIONS, encoding="utf-8")
    calls = [WRITING["merge"], ["merge", "regions.csv", "--into", "package"]]
    random.shuffle(calls)
    both = [subprocess.Popen([*MAIN, *c], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for c in calls]
    ends = [(process.communicate(), process.returncode) for process in both]
    assert [code for _, code in ends] == [0, 0], ends
    found = content(folder / "package")
    return next((name for name, whole in wholes.items() if found == whole), "")


def in_turn(folder: Path) -> dict[str, dict[str, bytes]]:
    """Merge the two contributions one after the other, in both orders."""
    wholes = {}
    for name in ("workbook first", "regions first"):
        place = folder / name
        copy_package(place / "package")
        (place / "regions.csv").write_text(REGIONS, encoding="utf-8")
        calls = [WRITING["merge"], ["merge", "regions.csv", "--into", "package"]]
        for call in calls if name == "workbook first" else reversed(calls):
            subprocess.run([*MAIN, *call], cwd=place, check=True, capture_output=True)
        wholes[name] = content(place / "package")
    return wholes


@pytest.mark.parametrize("command", ["merge", "output"])
def test_a_killed_command_leaves_no_half(command: str, tmp_path: Path) -> None:
    run(command, tmp_path, 1, seed=1)


def test_two_merges_at_once_lose_nothing(tmp_path: Path) -> None:
    assert merge_twice(tmp_path / "twice", in_turn(tmp_path))


if __name__ == "__main__":
    import tempfile

    asked, named = int(sys.argv[1]) if len(sys.argv) > 1 else 200, sys.argv[2:]
    each = -(-asked // len(named or WRITING))
    for name in named or [*WRITING, "two merges"]:
        with tempfile.TemporaryDirectory() as place:
            if name in WRITING:
                run(name, Path(place), each, seed=asked)
                sys.stdout.write(f"{name}: {each} kills\n")
            else:
                wholes = in_turn(Path(place))
                became = [merge_twice(Path(place) / str(n), wholes) for n in range(asked // 4)]
                assert "" not in became, became
                sys.stdout.write(f"two merges at once: {', '.join(f'{w} {became.count(w)}' for w in wholes)}\n")
        sys.stdout.flush()
