"""What the machine refuses: one sentence that names it, exit code 2, and nothing half-made."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from pyplanning.datapackage.descriptor import root

MAIN = [sys.executable, "-m", "pyplanning"]
ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8"}


def run(*arguments: object, **how: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MAIN, *map(str, arguments)], env=ENGLISH, stderr=subprocess.PIPE, check=False, **how)  # type: ignore[call-overload, no-any-return]


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize("arguments", [("tables",), ("--help",), ("validate", "--format", "json")])
def test_a_full_standard_output(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = run(*arguments, stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[-1] == (
        "pyplanning: standard output cannot be written (No space left on device), and is not complete"
    )


def test_a_closed_standard_output() -> None:
    done = run("tables", preexec_fn=lambda: os.close(1))
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "pyplanning: standard output cannot be written (Bad file descriptor), and is not complete\n",
    )


def test_a_reader_that_goes_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = run("tables", stdout=writing)
    os.close(writing)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("pyplanning: standard output cannot be written (Broken pipe)")


@pytest.mark.parametrize("name", ["new.xlsx", "report.json"])
def test_a_limit_on_the_size_of_files(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    command = ("template", file) if name == "new.xlsx" else ("tables", "--format", "json", "--output", file)
    done = run(*command, preexec_fn=small_files, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"pyplanning: {file} cannot be written (File too large);")
    assert len(done.stderr.splitlines()) == 1
    assert [*tmp_path.iterdir()] == []


def test_no_room_for_temporary_files(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("datapackage.json", (root() / "datapackage.json").read_bytes())
    done = run("validate", file, preexec_fn=small_files, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("pyplanning: the folder for temporary files ")
    assert "cannot be written (File too large)" in done.stderr.decode()


def test_a_name_that_is_too_long_and_one_that_is_not_utf_8(tmp_path: Path) -> None:
    done = run("validate", "x" * 300, stdout=subprocess.PIPE)
    assert (done.returncode, b"cannot be read (File name too long)" in done.stderr) == (2, True)
    odd = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.csv"
    Path(os.fsdecode(odd)).write_text("a\n1\n")
    done = subprocess.run([*MAIN, "validate", odd], env=ENGLISH, capture_output=True, check=False)
    assert (done.returncode, b"\x1b" in done.stderr + done.stdout) == (2, False)
    assert b"caf\\udce9\\x1b[2J.csv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_ctrl_c_is_no_finding(tmp_path: Path) -> None:
    started = subprocess.Popen([*MAIN, "template", str(tmp_path / "new.xlsx")], stdout=subprocess.PIPE)
    time.sleep(1.5)
    started.send_signal(signal.SIGINT)
    assert started.wait() in (130, 0)  # it may have ended before
    assert all(file.name == "new.xlsx" for file in tmp_path.iterdir())
