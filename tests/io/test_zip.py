"""Zip archives: what is expanded, and what is not."""

from __future__ import annotations

import random
import stat
import struct
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.io import zip as archives
from pyplanning.io.read import read
from pyplanning.io.zip import opened

KNOWN = [
    Resource(
        {"name": "units", "schema": {"primaryKey": ["unit_id"], "fields": [{"name": "unit_id"}, {"name": "name_zh"}]}}
    )
]
CSV = "unit_id,name_zh\nt,吨\n"


@pytest.fixture
def pack(tmp_path):
    """Write a zip archive with these members."""

    def to(members: dict[str | zipfile.ZipInfo, str | bytes], name: str = "package.zip") -> Path:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return to


def refusal(file) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        read(file, known=KNOWN)
    return caught.value.en, caught.value.zh


def zipped(folder: Path, file: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, inside + path.relative_to(folder).as_posix())
    return file


@pytest.mark.parametrize("inside", ["", "release-1.0/"])
def test_a_zip_is_read_as_the_folder_in_it(write_package, tmp_path, inside):
    folder = write_package({"regions": [{"region_code": "1", "name_zh": "x"}]})
    file = zipped(folder, tmp_path / "package.ZIP", inside)
    tables = {table.name: table for table in read(file)}
    assert set(tables) == {table.name for table in read(folder)}
    assert tables["regions"].file == "data/regions.csv"
    assert tables["regions"].frame.collect()["region_code"].to_list() == ["1"]  # the files are gone by now


def test_opened_yields_the_folder_and_cleans_up(pack):
    with opened(pack({"x/units.csv": CSV, "__MACOSX/x/._units.csv": b"\0"})) as folder:
        assert sorted(path.name for path in folder.iterdir()) == ["units.csv"]
        (table,) = read(folder, known=KNOWN)
        assert table.frame.collect().rows() == [(1, "t", "吨")]
    assert not folder.exists()
    assert not folder.parent.exists()


def test_opened_leaves_folders_and_other_files_as_they_are(tmp_path):
    (tmp_path / "x.csv").touch()
    for place in (tmp_path, tmp_path / "x.csv"):
        with opened(str(place)) as found:
            assert found == place
    assert tmp_path.exists()


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    ("member", "en", "zh"),
    [
        ("../units.csv", "the path '../units.csv' leads out of it", "路径“../units.csv”超出压缩包范围"),
        ("a/../../units.csv", "the path 'a/../../units.csv' leads out of it", "路径“a/../../units.csv”超出压缩包范围"),
        ("/etc/units.csv", "the path '/etc/units.csv' leads out of it", "路径“/etc/units.csv”超出压缩包范围"),
        (r"..\units.csv", r"the path '..\\units.csv' leads out of it", r"路径“..\units.csv”超出压缩包范围"),
        ("C:/units.csv", "the path 'C:/units.csv' leads out of it", "路径“C:/units.csv”超出压缩包范围"),
        (link("units.csv"), "'units.csv' is a link", "“units.csv”是链接"),
    ],
)
def test_members_that_lead_elsewhere_are_refused(pack, tmp_path, member, en, zh):
    file = pack({member: CSV})
    assert refusal(file) == (f"{file} was not opened: {en}", f"{file}未打开：{zh}")
    assert [path.name for path in tmp_path.iterdir()] == ["package.zip"]


def test_encrypted_members_are_refused(pack):
    file = pack({"units.csv": CSV})
    content = bytearray(file.read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(content)
    assert refusal(file) == (f"{file} was not opened: 'units.csv' is encrypted", f"{file}未打开：“units.csv”已加密")


def test_two_members_of_one_name_are_refused(pack):
    with pytest.warns(UserWarning, match="Duplicate name"):
        file = pack({"units.csv": CSV, zipfile.ZipInfo("units.csv"): CSV})
    assert refusal(file) == (
        f"{file} was not opened: two of its files have the same name",
        f"{file}未打开：其中有重名文件",
    )


def test_the_limits(pack, monkeypatch):
    bomb = pack({"units.csv": b"0" * 50 * 1024**2})
    start = time.perf_counter()
    assert refusal(bomb) == (
        f"{bomb} was not opened: 'units.csv' expands to more than 200 times its size",
        f"{bomb}未打开：“units.csv”解压后超过原大小的200倍",
    )
    assert time.perf_counter() - start < 1
    monkeypatch.setattr(archives, "MAX_EXPANDED", 2 * 1024**2)
    large = pack({f"{i}.csv": b"0" * 1024**2 for i in range(3)})
    assert refusal(large) == (f"{large} was not opened: it expands to more than 2 MB", f"{large}未打开：解压后超过2MB")
    monkeypatch.setattr(archives, "MAX_MEMBERS", 2)
    many = pack({f"{i}.csv": CSV for i in range(3)})
    assert refusal(many) == (f"{many} was not opened: it holds more than 2 files", f"{many}未打开：其中文件超过2个")


def test_a_directory_that_lies_is_found_out(pack):
    file = pack({"units.csv": b"unit_id\n" + b"t\n" * 1024**2})
    content = bytearray(file.read_bytes())
    place = content.rindex(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 100)
    file.write_bytes(content)
    assert refusal(file) == (
        f"{file} is damaged or not in the format of its name (Bad CRC-32 for file 'units.csv'); "
        "save or download it again",
        f"{file}已损坏，或内容与扩展名不符，请重新保存或下载",
    )


@pytest.mark.parametrize("members", [{}, {"x.txt": "x"}, {"units.csv": "", "units.csv/x": ""}])
def test_an_archive_without_tables_is_refused(pack, members):
    assert refusal(pack(members))


def test_what_is_no_archive_is_refused(tmp_path):
    file = tmp_path / "x.zip"
    assert refusal(file) == (
        f"{file} is missing; name a file or folder that exists",
        f"{file}不存在，请检查路径",
    )
    file.write_bytes(b"unit_id\nt\n")
    assert refusal(file) == (
        f"{file} is damaged or not in the format of its name (File is not a zip file); save or download it again",
        f"{file}已损坏，或内容与扩展名不符，请重新保存或下载",
    )


@pytest.mark.parametrize("seed", range(300))
def test_a_mutated_archive_is_read_or_refused(pack, seed):
    chance = random.Random(seed)
    file = pack({"units.csv": CSV * 20, "数据/x.csv": CSV})
    content = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(content))
        how = chance.choice(["flip", "insert", "cut", "truncate"])
        if how == "flip":
            content[place] ^= 1 << chance.randrange(8)
        elif how == "insert":
            content[place:place] = chance.randbytes(3)
        elif how == "cut":
            del content[place : place + chance.randrange(1, 9)]
        elif chance.random() < 0.1:
            del content[place + 1 :]
    file.write_bytes(content)
    start = time.perf_counter()
    try:
        for table in read(file, known=KNOWN):
            assert all(dtype == pl.String for dtype in table.frame.collect().dtypes[1:])
    except PackageError:
        pass
    assert time.perf_counter() - start < 10
