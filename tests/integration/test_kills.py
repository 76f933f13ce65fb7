"""Commands that write, killed at any moment: the input is untouched, the target old or whole, the next run right.

As a program, it kills as often as asked: ``python tests/integration/test_kills.py 200``.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pyplanning.datapackage.descriptor import root

MAIN = [sys.executable, "-m", "pyplanning"]
EXAMPLES = Path(__file__).parents[2] / "examples/contribution"
TEXT = ["--source", f"yunze-materials-2026={EXAMPLES / 'yunze.txt'}"]
WRITING = {
    "template": ["template", "OUT.xlsx"],
    "fix": ["fix", str(EXAMPLES / "invalid.xlsx"), "-o", "OUT.xlsx", *TEXT],
    "annotate": ["validate", str(EXAMPLES / "invalid.xlsx"), "--annotate", "OUT.xlsx", *TEXT],
    "output": ["tables", "--format", "json", "--output", "OUT.json"],
    "merge": ["merge", str(EXAMPLES / "valid.xlsx"), "--into", "package", *TEXT],
    "site": ["site", "OUT"],
}


def content(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def start(command: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*MAIN, *WRITING[command]], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def prepare(folder: Path, command: str) -> None:
    folder.mkdir(parents=True)
    if command == "merge":
        (folder / "package").mkdir()
        shutil.copytree(root() / "data", folder / "package/data")
        shutil.copyfile(root() / "datapackage.json", folder / "package/datapackage.json")


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
        if visible and command != "template":  # a template is dated
            assert all(visible[name] == text for name, text in whole.items() if not name.endswith(".xlsx"))
    if not (command in ("template", "site") and content(folder).keys() == whole.keys()):  # these replace nothing
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


@pytest.mark.parametrize("command", ["merge", "output"])
def test_a_killed_command_leaves_no_half(command: str, tmp_path: Path) -> None:
    run(command, tmp_path, 1, seed=1)


if __name__ == "__main__":
    import tempfile

    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for name in WRITING:
        with tempfile.TemporaryDirectory() as place:
            run(name, Path(place), -(-asked // len(WRITING)), seed=asked)
        sys.stdout.write(f"{name}: {-(-asked // len(WRITING))} kills\n")
