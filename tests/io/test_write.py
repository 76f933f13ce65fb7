"""Files and folders are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from pyplanning import PackageError
from pyplanning.io.lock import locked
from pyplanning.io.write import UNFINISHED, new_folder, write_file


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


def test_an_existing_file_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_file(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_link_is_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "folder" / "file", tmp_path / "link"
    file.parent.mkdir()
    link.symlink_to(file)
    write_file(link, b"new")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(PackageError, match="Too many levels of symbolic links"):
        write_file(link, b"new")


def test_a_device_is_written_to(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="No space left on device") as caught:
        write_file(Path("/dev/full"), b"new")
    assert "磁盘空间不足" in caught.value.zh
    write_file(Path("/dev/null"), b"new")
    assert Path("/dev/null").is_char_device()


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    own = tmp_path / "file.part"
    own.write_bytes(b"of the user")
    write_file(tmp_path / "file", b"new")
    assert own.read_bytes() == b"of the user"


def test_what_was_left_by_a_killed_program_goes_and_what_is_written_stays(tmp_path: Path) -> None:
    left, used = (tmp_path / UNFINISHED.format(name) for name in ("left", "used"))
    left.mkdir()
    (left / "file").touch()
    used.touch()
    with locked(used):
        write_file(tmp_path / "file", b"new")
    assert sorted(tmp_path.iterdir()) == [used, tmp_path / "file"]


def test_a_file_that_may_not_be_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(PackageError, match="Permission denied"):
        write_file(file, b"new")
    assert file.read_bytes() == b"old"


def test_a_name_may_be_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    write_file(tmp_path / ("x" * 255), b"new")
    with pytest.raises(PackageError, match="File name too long") as caught:
        write_file(tmp_path / ("x" * 256), b"new")
    assert "名称过长" in caught.value.zh
