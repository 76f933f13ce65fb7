"""Release notes: counts of rows, and the downloads."""

from __future__ import annotations

from pathlib import Path

from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.datapackage.metadata import File
from pyplanning.publishing.release.notes import release_notes

FILES = [
    File("csv-zh/targets.csv", 100_000, "", "text/csv"),
    File("csv-zh/parks.csv", 150_000, "", "text/csv"),
    File("pyplanning-data-1.0.0.zip", 1_234_567, "", "application/zip"),
    File("changes-since-0.9.0-zh.xlsx", 9_000, "", ""),
]


def test_notes_in_english(ready: Path) -> None:
    package = read_descriptor(ready)
    counted = sum(1 for _ in (ready / "data" / "plans.csv").open(encoding="utf-8")) - 1
    rows = dict.fromkeys(package.tables, 1) | {"plans": counted}
    notes = release_notes(ready, package, rows, None, FILES, "en")
    lines = notes.splitlines()
    assert lines[0] == "# Provincial industry plans of China as open data 1.0.0"
    assert lines[2] == "Release notes · 2026-11-22"
    assert "First edition." in lines
    assert f"| Plans (`plans`) | {counted} |" in lines
    assert "| pyplanning-data-1.0.0.zip | the data package: descriptor, CSV tables, licences | 1.2 MB |" in lines
    assert "| csv-zh/ | the tables for Excel, with Chinese headers and names | 0.2 MB |" in lines
    assert "changes-since" not in notes


def test_notes_in_chinese(ready: Path) -> None:
    package = read_descriptor(ready)
    counts = {name: n for n, name in enumerate(package.tables, 100)}
    lines = release_notes(ready, package, counts, None, FILES, "zh").splitlines()
    assert lines[0] == "# 中国省级产业规划开放数据 1.0.0"
    assert lines[2] == "发布说明 · 2026-11-22"
    assert "| pyplanning-data-1.0.0.zip | 数据包：描述文件、CSV表、许可 | 1.2 MB |" in lines
    total = next(line for line in lines if line.startswith("| 合计 |"))
    rows = [int(line.split("|")[2].replace(",", "")) for line in lines if "(`" in line]
    assert rows == [*counts.values()]
    assert total == f"| 合计 | {sum(rows):,} |"
