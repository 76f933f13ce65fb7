"""What a change brought along: findings that the earlier version of the same files lacks."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pyplanning import PackageError
from pyplanning.rule import Report
from pyplanning.validation.since import validate_since

Edit = Callable[[list[list[str]]], None]


def places(report: Report) -> list[tuple[str, str, int]]:
    return [(issue.code, issue.file, issue.line) for issue in report.issues]


@pytest.fixture
def work(example: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with an error in its second target, which is in ``before`` too; the working folder."""
    example.change("targets", 2, value="eight")
    folder = Path(shutil.copytree(example.package(), tmp_path / "work" / "package"))
    shutil.copytree(folder, tmp_path / "before" / "package")
    monkeypatch.chdir(folder.parent)
    return folder.parent


def edit(file: Path, change: Edit) -> None:
    """Edit the records of a CSV file, the first of which is its header."""
    with file.open(encoding="utf-8", newline="") as lines:
        records = [*csv.reader(lines)]
    change(records)
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(records)


def since(work: Path, *paths: str, limit: int = 1000) -> Report:
    return validate_since([Path(path) for path in paths or ("package",)], work.parent / "before", limit=limit)


def test_nothing_is_new_where_nothing_changed(work: Path) -> None:
    found = since(work)
    assert found.issues == ()
    assert found.totals == {}
    assert found.counts["targets"] > 2


def test_a_wrong_row_is_found_where_it_is_and_old_rows_may_move(work: Path) -> None:
    def insert(records: list[list[str]]) -> None:
        new = dict(zip(records[0], records[1], strict=True)) | {"target_id": "new", "value": "nine"}
        records.insert(1, [*new.values()])

    edit(work / "package" / "data" / "targets.csv", insert)
    assert places(since(work)) == [("PL101", "data/targets.csv", 2)]  # not the hash, nor the old error, now in line 4
    assert {line for _, _, line in places(since(work, "package/data/targets.csv"))} == {2}


def test_an_old_error_in_an_edited_row_is_found(work: Path) -> None:
    def rename(records: list[list[str]]) -> None:
        records[2][records[0].index("evidence")] += "。"

    edit(work / "package" / "data" / "targets.csv", rename)
    assert ("PL101", "data/targets.csv", 3) in places(since(work))


def test_a_row_that_another_edit_made_wrong_is_found(work: Path) -> None:
    edit(work / "package" / "data" / "sections.csv", lambda records: records.pop())
    codes = {issue.code for issue in since(work).issues}
    assert "PL201" in codes
    assert "PL101" not in codes


def test_what_follows_from_a_wrong_row_waits_until_it_is_right(work: Path) -> None:
    def rename(key: str) -> Edit:
        def change(records: list[list[str]]) -> None:
            records[1][records[0].index("task_id")] = key

        return change

    tasks = work / "package" / "data" / "tasks.csv"
    edit(tasks, rename("２０３０年"))
    assert {(issue.file, issue.line) for issue in since(work).issues} == {("data/tasks.csv", 2)}
    edit(tasks, rename("renamed"))  # a key as it should be, which the rows that refer to it do not know
    found = {(issue.code, issue.file) for issue in since(work).issues}
    assert ("PL201", "data/responsibilities.csv") in found
    assert ("PL004", "data/tasks.csv") in found


def test_a_hash_is_reported_once_the_rows_are_right(work: Path) -> None:
    def shorten(records: list[list[str]]) -> None:
        records[1][records[0].index("name_en")] += " (new)"

    edit(work / "package" / "data" / "units.csv", shorten)
    assert places(since(work)) == [("PL004", "data/units.csv", 0)]


@pytest.mark.parametrize("before", ["lacking", "unreadable"])
def test_what_has_no_earlier_version_is_all_new(work: Path, before: str) -> None:
    if before == "lacking":
        shutil.rmtree(work.parent / "before" / "package")
    else:
        (work.parent / "before" / "package" / "datapackage.json").write_text("{", encoding="utf-8")
    assert places(since(work)) == [("PL101", "data/targets.csv", 3)]


def test_the_limit_is_of_new_findings(work: Path) -> None:
    def spoil(records: list[list[str]]) -> None:
        for record in (records[1], records[3]):
            record[records[0].index("value")] = "nine"

    edit(work / "package" / "data" / "targets.csv", spoil)
    found = since(work, limit=1)
    assert places(found) == [("PL101", "data/targets.csv", 2)]
    assert found.totals == {("targets", "PL101"): 2}
    assert not found


def test_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path(__file__).resolve().parents[2] / "examples" / "contribution" / "invalid.xlsx"
    if not file.is_file():
        pytest.skip("the examples are in the repository alone")
    for folder in ("work", "before"):
        (tmp_path / folder).mkdir()
        shutil.copy(file, tmp_path / folder)
    monkeypatch.chdir(tmp_path / "work")
    assert validate_since([Path("invalid.xlsx")], tmp_path / "before").issues == ()
    assert len(validate_since([Path("invalid.xlsx")], tmp_path).issues) > 5


def test_what_is_outside_has_no_earlier_version(work: Path) -> None:
    with pytest.raises(PackageError) as caught:
        since(work, "../before/package")
    assert caught.value.en == (
        "../before/package is outside the working folder, so it has no earlier version; change to its folder"
    )
    assert caught.value.zh == "../before/package不在当前目录内，无从对应先前版本，请先切换到其所在目录"


def test_the_earlier_version_is_a_folder(work: Path) -> None:
    with pytest.raises(PackageError) as caught:
        validate_since([Path("package")], Path("nowhere"))
    assert caught.value.en == "nowhere is not a folder; give --since the folder with the earlier version of the files"
    assert caught.value.zh == "nowhere不是目录，--since应为先前版本文件所在的目录"
