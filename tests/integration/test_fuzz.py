"""Mutated files through the commands: whatever is in them, there is one sentence or a report, and never a traceback.

As a program, it mutates as often as asked, and names each that failed by its seed and number:
``python tests/integration/test_fuzz.py 10000 [SEED]``; ``… SEED NUMBER`` runs that one and keeps its files.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import polars as pl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.datapackage.descriptor import root

EXAMPLES = Path(__file__).parents[2] / "examples/contribution"
UNITS = b"unit_id,n,d\na,1,2026-01-01\nb,2,-\n"
FIELDS: list[dict[str, object]] = [
    {
        "name": "unit_id",
        "type": "string",
        "constraints": {"required": True, "enum": ["a", "b"], "pattern": "[a-z]+", "minLength": 1},
        "categories": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}],
    },
    {"name": "n", "type": "integer", "constraints": {"minimum": 1, "maximum": 9}, "bareNumber": False},
    {"name": "d", "type": "date", "format": "default", "missingValues": ["", "-"]},
]
SCHEMA = {
    "fields": FIELDS,
    "primaryKey": ["unit_id"],
    "uniqueKeys": [["unit_id", "n"]],
    "missingValues": [""],
    "foreignKeys": [{"fields": ["unit_id"], "reference": {"resource": "", "fields": ["unit_id"]}}],
}
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True, "commentChar": "#"}
UNIT = {"name": "units", "path": "units.csv", "format": "csv", "encoding": "utf-8", "schema": SCHEMA}
INLINE = {"name": "more", "data": [{"a": 1, "b": "x"}], "schema": {"fields": [{"name": "a", "type": "integer"}]}}
V2 = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "p", "version": "1.0.0"}
OWN = {"licenses": [{"name": "MIT"}], "contributors": [{"title": "A"}], "retired": [], "sources": [{"title": "B"}]}
DESCRIPTORS = [  # of version 1 and 2
    {"name": "p", "resources": [{**UNIT, "schema": {**SCHEMA, "primaryKey": "unit_id"}}]},
    {**V2, **OWN, "resources": [{**UNIT, "type": "table", "dialect": DIALECT}, INLINE]},
]
REGIONS = "region_code,name_zh,name_en,level,parent_code,iso_code\n990000,云泽省,Yunze,province,,\n"
# What mutations put in: what has broken readers before.
SPICE = [
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"\r\n", b"\n", b",", b";", b"{}", b"[]", b"null", b"5", b"-1"),
    *(b'"x"', b"[1]", b'["zz"]', b"1e999", b"NaN", b"\x1b[2J", b"\xed\xa0\x80", b"=1+1", b"../", b"true", b"9" * 400),
]
ODD = [
    *(
        "",
        " ",
        "\0",
        "\x1b[2J",
        '"',
        "\r\n",
        "\n",
        ",",
        ";",
        "\t",
        "=1+1",
        "@",
        "-",
        "..",
        "/",
        "{}",
        "<",
        "&",
        "'",
        "\ufeff",
    ),
    *(
        "\u200b",
        "\u202e",
        "\xa0",
        "\u3000",
        "e\u0301",
        "𠀀",
        "１",
        "١",
        "三十",
        "〇",
        "1e999",
        "NaN",
        "9" * 400,
        "1,200",
        "3%",
        "2—3",
    ),
    *("2026-02-30", "2026年2月30日", "true", "是", "合计", "注：", "亿元", "省", "#REF!", "_x000D_", "…", "a" * 40_000),
]
VALUES = [None, True, 5, -1, 0.5, 1e308, "", "x", "\x1b[2J", "\ud800", "../..", [], {}, [1], ["zz"], [None], {"a": 1}]
SLOW, HEAVY = 10, 1536  # seconds, megabytes


@cache
def corpus() -> dict[str, bytes]:
    """Make the smallest input of each kind."""
    found = {"regions.csv": REGIONS.encode(), "contributed.xlsx": (EXAMPLES / "valid.xlsx").read_bytes()}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pp.template(place / "template.xlsx", ["regions", "units"])
        names, cells = (line.split(",") for line in REGIONS.splitlines())
        pl.DataFrame([cells], dict.fromkeys(names, pl.String), orient="row").write_parquet(place / "regions.parquet")
        found |= {file.name: file.read_bytes() for file in place.iterdir()}
    return found


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


def mutated_text(text: str, dice: random.Random) -> str:
    """Change a text in one to four places, so that it stays text."""
    for _ in range(dice.randint(1, 4)):
        place, size = dice.randrange(len(text) + 1), dice.choice([0, 1, 1, 2, 8])
        again = text[place : place + size] * dice.randrange(2)
        text = text[:place] + dice.choice([*ODD, again, again]) + text[place + size * dice.randrange(2) :]
    return text


def mutated_rows(content: bytes, dice: random.Random) -> bytes:
    """Change a file of text as bytes or as text."""
    return mutated(content, dice) if dice.random() < 0.3 else mutated_text(content.decode(), dice).encode()


def mutated_parquet(content: bytes, dice: random.Random) -> bytes:
    """Change a file of Parquet, or one of its cells."""
    if dice.random() < 0.3:
        return mutated(content, dice)
    frame, changed = pl.read_parquet(BytesIO(content)), BytesIO()
    column = dice.choice(frame.columns)
    value = dice.choice([*VALUES[:6], mutated_text(frame[column][0] or "", dice)])
    frame.with_columns(pl.Series(column, [value])).write_parquet(changed)
    return changed.getvalue()


def mutated_zip(content: bytes, dice: random.Random) -> bytes:
    """Change a part of a workbook or of another zip, or the file itself."""
    if dice.random() < 0.1:
        return mutated(content, dice)
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        names = old.namelist()
        chosen = dice.choice([name for name in names if "sheet" in name] or names)
        for name in names:
            new.writestr(name, _mutated_part(old.read(name), dice) if name == chosen else old.read(name))
    return changed.getvalue()


def _mutated_part(content: bytes, dice: random.Random) -> bytes:
    """Change the bytes of a part, or, where it is XML, a few of its texts and values."""
    if dice.random() < 0.3 or not content.startswith(b"<"):
        return mutated(content, dice)
    parts = re.split('(?<=[>"])([^<>"]+)(?=[<"])', content.decode())
    for _ in range(dice.randint(1, 5)):
        place = dice.randrange(1, len(parts), 2) if len(parts) > 2 else 0
        parts[place] = escape(mutated_text(unescape(parts[place]), dice), {'"': "&quot;"})
    return "".join(parts).encode()


MUTATED = {".csv": mutated_rows, ".xlsx": mutated_zip, ".parquet": mutated_parquet}


def mutated_descriptor(found: object, dice: random.Random) -> bytes:
    """Change a descriptor as a file, or one to three of its values, which keeps it JSON."""
    if dice.random() < 0.3:
        return mutated(json.dumps(found).encode(), dice)
    whole = json.loads(json.dumps(found))
    for _ in range(dice.randint(1, 3)):
        places = [*_places(whole)]
        if places:
            owner, name = dice.choice(places)
            owner[name] = deepcopy(dice.choice(VALUES))
    return json.dumps(whole).encode()


def _places(found: object) -> list[tuple[object, object]]:
    """List every place of a descriptor that holds a value: its owner and its name or number."""
    inside = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [place for name, value in inside for place in ((found, name), *_places(value))]


def package(folder: Path, dice: random.Random) -> Path:
    """Write a mutated package, and beside it the one that it was."""
    found = dice.choice(DESCRIPTORS)
    for name in ("package", "whole"):
        (folder / name).mkdir()
        (folder / name / "datapackage.json").write_text(json.dumps(found), encoding="utf-8")
        (folder / name / "units.csv").write_bytes(UNITS)
    if dice.random() < 0.75:
        (folder / "package/datapackage.json").write_bytes(mutated_descriptor(found, dice))
    else:
        (folder / "package/units.csv").write_bytes(mutated_rows(UNITS, dice))
    return folder / "package"


def zipped(folder: Path, dice: random.Random) -> Path:
    """Write a mutated package, or one that is whole in a mutated zip."""
    inside, file = package(folder, dice), folder / "package.zip"
    whole = dice.random() < 0.5
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (folder / "whole" if whole else inside).iterdir():
            archive.write(part, part.name)
    if whole:
        file.write_bytes(mutated_zip(file.read_bytes(), dice))
    return file


def contribution(folder: Path, dice: random.Random) -> Path:
    """Write a mutated file of rows."""
    file = folder / dice.choice([*corpus()])
    file.write_bytes(MUTATED[file.suffix](corpus()[file.name], dice))
    return file


def texts(file: Path) -> list[str]:
    """Give the option for the text of the plan that a contribution is about."""
    return ["--source", f"yunze-materials-2026={EXAMPLES / 'yunze.txt'}"] if file.name == "contributed.xlsx" else []


def ours(folder: Path, dice: random.Random) -> Path:
    """Write a copy of the shipped package, one file of which may be mutated."""
    target = folder / "ours"
    shutil.copytree(root() / "data", target / "data")
    shutil.copyfile(root() / "datapackage.json", target / "datapackage.json")
    if dice.random() < 0.5:
        file = dice.choice([target / "datapackage.json", *sorted((target / "data").iterdir())])
        file.write_bytes(mutated_rows(file.read_bytes(), dice))
    return target


def run(*arguments: object) -> str:
    """Run a command; return what went wrong, "" where nothing did."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return "".join(traceback.format_exception(done.exception))
    if done.exit_code not in (0, 1, 2):
        return f"exit code {done.exit_code}"
    return "an escape sequence" if "\x1b" in done.output else ""


def load(release: Path) -> str:
    """Load and describe the tables of a release; return what was raised and is not documented."""
    with contextlib.suppress(pp.PackageError, KeyError):
        for name in pp.tables(release=release)["table"]:
            pp.describe(name, release=release)
            pp.load(name, release=release)
    return ""


def template(folder: Path, dice: random.Random) -> str:
    """Make a template for a plan with a mutated title."""
    title = os.fsdecode(mutated_rows("云泽省未来材料产业行动方案".encode(), dice))
    return run("template", folder / "new.xlsx", "--table", "plans", "--plan", title)


def hand_in(folder: Path, dice: random.Random, command: str, *more: object) -> str:
    """Run a command over a mutated file of rows; OUT in its options is a new file of that kind."""
    file = contribution(folder, dice)
    return run(command, file, *(folder / f"out{file.suffix}" if one == "OUT" else one for one in more), *texts(file))


COMMANDS: dict[str, Callable[[Path, random.Random], str]] = {
    "validate": lambda f, d: hand_in(f, d, "validate", "--format", d.choice(["json", "text", "github"])),
    "validate package": lambda f, d: run("validate", package(f, d), "--format", d.choice(["json", "text", "github"])),
    "validate zip": lambda f, d: run("validate", zipped(f, d), "--lang", "zh"),
    "diff": lambda f, d: run("diff", package(f, d), f / "whole", "--output", f / d.choice(["diff.xlsx", "diff.txt"])),
    "load": lambda f, d: load(package(f, d)),
    "fix": lambda f, d: hand_in(f, d, "fix", "--output", "OUT"),
    "annotate": lambda f, d: hand_in(f, d, "validate", "--annotate", "OUT"),
    "merge": lambda f, d: hand_in(f, d, "merge", "--into", ours(f, d)),
    "merge into another": lambda f, d: hand_in(f, d, "merge", "--into", package(f, d)),
    "template": template,
    "site": lambda f, d: run("site", f / "site", "--from", package(f, d)),
}
# What failed once: each is tried every time.
FAILED: list[tuple[str, int]] = []


def try_one(folder: Path, command: str, seed: object) -> str:
    """Run a command over a mutated input; return what went wrong, "" where nothing did."""
    folder.mkdir()
    corpus()
    began = time.process_time()
    try:
        wrong = COMMANDS[command](folder, random.Random(f"{command} {seed}"))
    except Exception:  # noqa: BLE001 – it is what is looked for
        return traceback.format_exc()
    took, used = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return wrong or (f"{took:.0f} s" if took > SLOW else f"{used} MB" if used > HEAVY else "")


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_ends_in_a_traceback(command: str, tmp_path: Path) -> None:
    assert [wrong for n in range(2) if (wrong := try_one(tmp_path / str(n), command, n))] == []


def main(asked: int = 10_000, seed: str = "long", only: int | None = None) -> int:
    """Mutate as often as asked, or the one with a number; return how often it went wrong."""
    failed = 0
    for number in range(asked) if only is None else [only]:
        command = [*COMMANDS][number % len(COMMANDS)]
        place = Path(tempfile.mkdtemp())
        faulthandler.dump_traceback_later(60 * SLOW, exit=True)  # a machine may be busy
        if wrong := try_one(place / "case", command, f"{seed} {number}"):
            failed += 1
            sys.stdout.write(f"{seed} {number} {command}\n{wrong}\n")
            sys.stdout.flush()
        if only is None:
            shutil.rmtree(place)
        else:
            sys.stdout.write(f"{command}: {place}\n")
    faulthandler.cancel_dump_traceback_later()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"{asked} mutations, {failed} failures, {used} MB\n")
    return failed


if __name__ == "__main__":
    numbers = sys.argv[1:]
    sys.exit(main(int(numbers[0]) if numbers else 10_000, *numbers[1:2], *map(int, numbers[2:3])) > 0)
