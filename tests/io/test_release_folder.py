"""Reading a release: a folder, a zip, or the folder of a release, as it was made."""

from __future__ import annotations

import hashlib
import json
import warnings
import zipfile

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.io.release_folder import released

# Packages made here are of other versions than the installed one.
pytestmark = pytest.mark.filterwarnings("ignore:this release is version:UserWarning")


def pack(folder, file, inside=""):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in sorted(folder.rglob("*")):
            if member.is_file():
                packed.write(member, inside + member.relative_to(folder).as_posix())
    return file


def sums(folder):
    lines = [
        f"{hashlib.sha256(f.read_bytes()).hexdigest()}  {f.relative_to(folder).as_posix()}\n"
        for f in sorted(folder.rglob("*"))
        if f.is_file() and f.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def change(folder, **properties):
    """Change the descriptor of a package."""
    file = folder / "datapackage.json"
    package = json.loads(file.read_text(encoding="utf-8")) | properties
    file.write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def refusal(source):
    with pytest.raises(pp.PackageError) as caught, released(source):
        pass
    return caught.value


UNIT = {
    "unit_id": "stone",
    "name_zh": "石",
    "name_en": "stone",
    "quantity": "mass",
    "base_unit": "tonne",
    "factor": "1",
}


@pytest.fixture
def small(write_package):
    """A package with one unit that the installed one has not."""
    return write_package(
        {"units": [UNIT]}, lambda package: package.update(version="0.9.0", created="2031-05-06T00:00:00Z")
    )


@pytest.fixture
def release(small, tmp_path):
    """The folder of a release of it."""
    folder = tmp_path / "release"
    folder.mkdir()
    pack(small, folder / "pyplanning-data-0.9.0.zip", "pyplanning-data-0.9.0/")
    (folder / "pyplanning-data-0.9.0-zh.xlsx").write_bytes(b"a workbook")
    sums(folder)
    return folder


@pytest.fixture(params=["folder", "zip", "flat zip", "release", "text"])
def source(request, small, release, tmp_path):
    match request.param:
        case "folder":
            return small
        case "zip":
            return release / "pyplanning-data-0.9.0.zip"
        case "flat zip":
            return pack(small, tmp_path / "any.ZIP")
        case "release":
            return release
        case _:
            return str(release)


def test_every_way_to_name_a_release(source):
    assert pp.load("units", release=source).to_dict("records") == [UNIT | {"factor": 1.0}]
    found = pp.tables(release=source).set_index("table")
    assert found.loc["units", "rows"] == 1
    assert found["rows"].sum() == 1
    assert found.index.tolist() == pp.tables()["table"].tolist()
    assert pp.describe("units", release=source).equals(pp.describe("units"))
    assert "(2031)" in pp.cite(release=source)
    assert ", version 0.9.0 " in pp.cite(release=source)
    assert pp.cite("bibtex", release=source).startswith("@misc{pyplanning-data_0_9_0,\n")
    assert len(pp.trajectories(release=source)) == 0


def test_the_installed_package_is_read_unless_a_release_is_named(release):
    before = pp.load("units")
    pp.load("units", release=release)
    assert pp.load("units").equals(before)
    assert "stone" not in before["unit_id"].tolist()


def test_a_release_of_the_shipped_package_reads_as_the_package(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for path in ["datapackage.json", *(r.paths[0] for r in descriptor().resources)]:
            packed.write(root() / path, path)
    for table in ("targets", "plans", "agencies"):
        pd.testing.assert_frame_equal(
            pp.load(table, labels="zh", release=tmp_path / "x.zip"), pp.load(table, labels="zh")
        )
    assert pp.tables(release=tmp_path / "x.zip").equals(pp.tables())
    assert pp.cite(release=tmp_path / "x.zip") == pp.cite()
    pd.testing.assert_frame_equal(pp.trajectories(release=tmp_path / "x.zip"), pp.trajectories())


def test_labels_are_those_of_the_release(write_package):
    target = {"target_id": "a", "plan_id": "p", "indicator_id": "i", "measure": "level", "unit_id": "stone"}
    folder = write_package({"targets": [target], "units": [UNIT]})
    assert pp.load("targets", labels="zh", release=folder).loc[0, "unit_name_zh"] == "石"


def test_what_was_unpacked_is_gone_afterwards(release):
    with released(release) as folder:
        assert (folder / "datapackage.json").is_file()
    assert not folder.exists()


def test_a_folder_stays_where_it_is(small):
    with released(small) as folder:
        assert folder == small
    assert small.is_dir()


@pytest.mark.parametrize("whole", [True, False], ids=["release", "zip"])
def test_a_zip_that_was_tampered_with(release, whole):
    file = release / "pyplanning-data-0.9.0.zip"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("more.csv", "a\n1\n")
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    error = refusal(release if whole else file)
    assert error.en == (f"{file} does not match SHA256SUMS – found hash {after} – expected {before}; download it again")
    assert error.zh == f"{file}与SHA256SUMS所列不符：校验值为{after}，应为{before}，请重新下载"


def test_sums_as_other_programs_write_them(release):
    text = (release / "SHA256SUMS").read_text()
    (release / "SHA256SUMS").write_text(text.replace("  ", " *").upper().replace("PYPLANNING-DATA", "pyplanning-data"))
    lines = (release / "SHA256SUMS").read_text().replace(".ZIP", ".zip")
    (release / "SHA256SUMS").write_text("\n" + lines + "no sum\n")
    with released(release) as folder:
        assert folder.is_dir()
    (release / "SHA256SUMS").write_text(lines.replace(lines.split()[2], "0" * 64))
    assert "expected " + "0" * 64 in refusal(release).en


@pytest.mark.parametrize("packed", [True, False], ids=["zip", "folder"])
def test_a_table_that_was_tampered_with(small, tmp_path, packed):
    file = small / "data" / "units.csv"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes().replace("石".encode(), "担".encode()))
    after = hashlib.sha256(file.read_bytes()).hexdigest()
    error = refusal(pack(small, tmp_path / "p.zip") if packed else small)
    for part in ("data/units.csv", before[:12], after[:12]):
        assert part in error.en
        assert part in error.zh
    assert error.en.endswith("download it again")
    assert error.zh.endswith("请重新下载")


def test_a_table_that_is_missing(small):
    (small / "data" / "units.csv").unlink()
    assert "data/units.csv is missing" in refusal(small).en
    with pytest.raises(pp.PackageError, match=r"data/units\.csv is missing"):
        pp.load("plans", release=small)


def test_what_is_no_release(tmp_path, release):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a.csv", "a\n")
    for name in ("empty", "notes.txt", "other.zip"):
        error = refusal(tmp_path / name)
        assert error.en.startswith(f"{tmp_path / name} is not a release: it has no datapackage.json; name the folder")
        assert error.zh.startswith(f"{tmp_path / name}不是发布版")
    assert refusal(tmp_path / "none.zip").en.startswith(f"{tmp_path / 'none.zip'} is missing")
    (release / "pyplanning-data-1.0.0.zip").write_bytes(b"")
    assert "(pyplanning-data-0.9.0.zip, pyplanning-data-1.0.0.zip); name one of them" in refusal(release).en


def test_an_archive_that_leads_elsewhere_is_not_expanded(tmp_path):
    file = tmp_path / "inside" / "p.zip"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("../datapackage.json", "{}")
    assert "leads out of it" in refusal(file).en
    assert [f.name for f in tmp_path.iterdir()] == ["inside"]


def other(package):
    """A contract of another major version: a table less and one more, a column less and one more."""
    package["version"] = f"{int(package['version'].partition('.')[0]) + 7}.0.0"
    package["resources"] = [r for r in package["resources"] if r["name"] != "terms"]
    units = next(r for r in package["resources"] if r["name"] == "units")
    package["resources"].append(units | {"name": "measures"})
    units["schema"]["fields"] = [
        f | {"name": "rate"} if f["name"] == "factor" else f for f in units["schema"]["fields"]
    ]


def test_another_major_version_is_read_as_it_describes_itself(write_package, rehash):
    folder = write_package({"units": [UNIT]}, other)
    file = folder / "data" / "units.csv"
    file.write_bytes(file.read_bytes().replace(b"factor", b"rate"))
    rehash(folder)
    with pytest.warns(UserWarning, match="this release is version") as told:
        frame = pp.load("units", release=folder)
    assert frame["rate"].tolist() == [1.0]
    assert "factor" not in frame
    [warning] = told
    assert warning.filename == __file__
    en, zh = str(warning.message).splitlines()
    version = descriptor().version
    assert f"installed package is {version}" in en
    assert "only it has: measures, units.rate; it lacks: terms, units.factor" in en
    assert zh.endswith("仅发布版有：measures、units.rate；发布版缺少：terms、units.factor")
    with pytest.warns(UserWarning, match="it lacks"), pytest.raises(pp.PackageError, match="has no table terms"):
        pp.load("terms", release=folder)
    with pytest.warns(UserWarning, match="it lacks"), pytest.raises(pp.PackageError, match="has no factor"):
        pp.trajectories(release=folder)
    for call in (pp.tables, pp.cite):
        with pytest.warns(UserWarning, match="only it has"):
            call(release=folder)


def test_another_major_version_of_the_same_tables(write_package):
    folder = write_package(edit=lambda package: package.update(version="99.0.0"))
    with pytest.warns(UserWarning, match="its tables and columns have the same names"):
        pp.load("units", release=folder)


def test_another_minor_version_is_read_without_a_word(write_package):
    major = descriptor().version.partition(".")[0]
    folder = write_package(edit=lambda package: package.update(version=f"{major}.99.0"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(pp.load("units", release=folder)) == 0


def test_wrong_names_in_a_release(small):
    with pytest.raises(KeyError, match="did you mean 'units'"):
        pp.load("unit", release=small)
    with pytest.raises(KeyError, match="did you mean 'factor'"):
        pp.load("units", columns=["facter"], release=small)
    with pytest.raises(KeyError, match="did you mean 'units'"):
        pp.describe("unit", release=small)


def test_a_release_that_lacks_what_is_cited(small):
    change(small, contributors=[])
    with pytest.raises(pp.PackageError) as caught:
        pp.cite(release=small)
    assert f"{small}: datapackage.json lacks contributors" in caught.value.en
    assert "缺少引用所需的contributors" in caught.value.zh
