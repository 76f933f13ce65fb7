"""Files and folders are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pyplanning import PackageError
from pyplanning.io.write import new_folder, write_file


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file, taken = tmp_path / "file", tmp_path / "taken"
    write_file(file, b"old")
    write_file(file, b"new")
    assert file.read_bytes() == b"new"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(PackageError) as caught:
        write_file(taken, b"content")
    assert caught.value.en.startswith(f"{taken} cannot be written (Is a directory); check its folder")
    assert caught.value.en.endswith(" and the space on the disk, and close the file if it is open")
    assert caught.value.zh == f"{taken}无法写入（是文件夹），请检查所在文件夹和磁盘空间；文件如已打开，请先关闭"
    assert sorted(tmp_path.iterdir()) == [file, taken]


def test_a_folder_is_made_whole(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "folder"
    with new_folder(target) as made:
        (made / "file").write_text("x", encoding="utf-8")
        assert not target.exists()
    assert [f.name for f in target.iterdir()] == ["file"]
    assert [f.name for f in target.parent.iterdir()] == ["folder"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with new_folder(target) as made:
        (made / "file").touch()
    assert [f.name for f in target.iterdir()] == ["file"]


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_there_is_kept(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "there"
    if kind == "file":
        target.touch()
    else:
        (target / "inside").mkdir(parents=True)
    with pytest.raises(PackageError) as caught, new_folder(target):
        pass
    assert caught.value.en == f"{target} exists already and is not empty; choose another folder, or remove it first"
    assert caught.value.zh == f"{target}已存在且非空，请另选文件夹或先将其删除"
    assert [f.name for f in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_of_what_could_not_be_filled(tmp_path: Path, error: BaseException) -> None:
    def fill() -> None:
        with new_folder(tmp_path / "folder") as made:
            (made / "file").touch()
            raise error

    with pytest.raises(PackageError if isinstance(error, OSError) else KeyboardInterrupt):
        fill()
    assert [*tmp_path.iterdir()] == []


def test_what_could_not_be_written_is_named_by_its_place(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    with pytest.raises(PackageError) as caught, new_folder(target) as made:
        write_file(made / "no" / "file", b"")
    file = target / "no" / "file"
    assert caught.value.en.startswith(f"{file} cannot be written (No such file or directory)")
    assert caught.value.zh.startswith(f"{file}无法写入（文件或文件夹不存在）")
    assert [*tmp_path.iterdir()] == []
