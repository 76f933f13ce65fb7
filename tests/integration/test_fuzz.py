"""Mutated files through the commands: whatever is in them, there is one sentence or a report, and never a traceback.

As a program, it mutates as often as asked: ``python tests/integration/test_fuzz.py 10000``.
"""

from __future__ import annotations

import random
import resource
import shutil
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from pyplanning.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples/contribution"
CORPUS = {  # the smallest inputs of each kind
    "package/datapackage.json": b"""{"name": "p", "version": "1.0.0",
        "resources": [{"name": "units", "path": "units.csv",
        "schema": {"primaryKey": ["unit_id"], "missingValues": ["", "-"], "foreignKeys": [{"fields": ["unit_id"],
        "reference": {"resource": "", "fields": ["unit_id"]}}], "fields": [{"name": "unit_id", "type": "string",
        "constraints": {"required": true, "enum": ["a", "b"], "pattern": "[a-z]+"}, "categories": ["a", "b"]},
        {"name": "n", "type": "integer", "constraints": {"minimum": 1}}, {"name": "d", "type": "date"}]}}]}""",
    "package/units.csv": b"unit_id,n,d\na,1,2026-01-01\nb,2,-\n",
    "regions.csv": "region_code,name_zh,name_en,level,parent_code,iso_code\n990000,云泽省,Yunze,province,,\n".encode(),
}
# What mutations put in: what has broken readers before.
SPICE = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r\n", b"\n", b",", b";", b"{}", b"[]", b"null", b"5", b"-1"),
    *(b'"x"', b"[1]", b'["zz"]', b"1e999", b"NaN", b"\x1b[2J", b"\xed\xa0\x80", b"=1+1", b"../", b"true", b"9" * 400),
]
COMMANDS: dict[str, Callable[[Path], Sequence[object]]] = {
    "validate": lambda f: ["validate", f],
    "validate package": lambda f: ["validate", f.parent / "package", "--format", "json"],
    "diff": lambda f: ["diff", f.parent / "package", f.parent / "whole"],
    "fix": lambda f: ["fix", f, "-o", f.parent / f"fixed{f.suffix}"],
    "annotate": lambda f: ["validate", f, "--annotate", f.parent / f"marked{f.suffix}"],
    "merge": lambda f: ["merge", f, "--into", f.parent / "package"],
    "site": lambda f: ["site", f.parent / "site", "--from", f.parent / "package"],
}
SLOW, HEAVY = 10, 1536  # seconds, megabytes


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Change a file in one to four places."""
    text = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        place, size = dice.randrange(len(text) + 1), dice.choice([0, 1, 1, 2, 8, 40])
        match dice.randrange(4):
            case 0:
                text[place : place + size] = dice.choice(SPICE)
            case 1:
                del text[place : place + size]
            case 2:
                text[place:place] = text[place : place + size]
            case _:
                text[place : place + 1] = bytes([dice.randrange(256)])
    return bytes(text)


def mutated_workbook(content: bytes, dice: random.Random) -> bytes:
    """Change a part of a workbook, or the file itself."""
    if dice.random() < 0.2:
        return mutated(content, dice)
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            new.writestr(name, mutated(old.read(name), dice) if name == chosen else old.read(name))
    return changed.getvalue()


def try_one(folder: Path, command: str, dice: random.Random) -> str:
    """Run a command over a mutated input; return what went wrong, "" where nothing did."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in CORPUS.items():
        for place in (name, name.replace("package/", "whole/")):
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
    file = folder / "regions.csv"
    if command in ("validate package", "diff", "site") or (command == "merge" and dice.random() < 0.5):
        name = dice.choice(["datapackage.json", "datapackage.json", "units.csv"])
        (folder / "package" / name).write_bytes(mutated(CORPUS[f"package/{name}"], dice))
    elif dice.random() < 0.5:
        file.write_bytes(mutated(file.read_bytes(), dice))
    else:
        file = folder / "contributed.xlsx"
        file.write_bytes(mutated_workbook((EXAMPLES / "valid.xlsx").read_bytes(), dice))
    began = time.monotonic()
    done = CliRunner().invoke(app, [str(part) for part in COMMANDS[command](file)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return "".join(traceback.format_exception(done.exception))
    if done.exit_code not in (0, 1, 2):
        return f"exit code {done.exit_code}"
    if "\x1b" in done.output:
        return "an escape sequence"
    return f"{time.monotonic() - began:.0f} s" if time.monotonic() - began > SLOW else ""


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_ends_in_a_traceback(command: str, tmp_path: Path) -> None:
    dice = random.Random(command)
    assert [wrong for _ in range(8) if (wrong := try_one(tmp_path / "case", command, dice))] == []


if __name__ == "__main__":
    import tempfile

    asked, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "long"
    failed = 0
    for number in range(asked):
        command = [*COMMANDS][number % len(COMMANDS)]
        with tempfile.TemporaryDirectory() as place:
            if wrong := try_one(Path(place) / "case", command, random.Random(f"{seed} {number}")):
                failed += 1
                sys.stdout.write(f"{number} {command}\n{wrong}\n")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{asked} mutations, {failed} failures, {used} MB\n")
    sys.exit(failed > 0 or used > HEAVY)
