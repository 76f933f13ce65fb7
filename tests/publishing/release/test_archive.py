"""The data package as a zip archive."""

import json
import os
import stat
import zipfile
from shutil import copytree

import frictionless
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.metadata import day
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.read import lacking
from pyplanning.publishing.release.archive import archive_name, write_archive

PATHS = sorted(path for resource in descriptor().resources for path in resource.paths)


@pytest.fixture
def folder(tmp_path):
    """The shipped package alone, with two of the files that may stand beside it."""
    made = tmp_path / "package"
    copytree(root() / "data", made / "data")
    (made / "datapackage.json").write_bytes((root() / "datapackage.json").read_bytes())
    (made / "README.zh.md").write_text("# 说明\n", encoding="utf-8")
    (made / "LICENSE-DATA").write_text("CC BY 4.0\n", encoding="utf-8")
    (made / "notes.txt").write_text("not of the package\n", encoding="utf-8")
    return made


def test_it_holds_the_package_and_what_explains_it(folder, tmp_path):
    write_archive(folder, tmp_path / "package.zip")
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        assert archive.namelist() == ["datapackage.json", "README.zh.md", "LICENSE-DATA", *PATHS]
        for name in archive.namelist():
            assert archive.read(name) == (folder / name).read_bytes(), name


def test_the_same_files_give_the_same_bytes(folder, tmp_path):
    copy = copytree(folder, tmp_path / "elsewhere")
    for file in copy.rglob("*.csv"):
        os.utime(file, (0, 0))
        file.chmod(0o600)
    write_archive(folder, tmp_path / "one.zip")
    write_archive(copy, tmp_path / "other.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()


def test_entries_are_dated_by_the_descriptor_and_packed(folder, tmp_path):
    write_archive(folder, tmp_path / "package.zip")
    created = tuple(map(int, day(descriptor()).split("-")))
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        for entry in archive.infolist():
            assert entry.date_time == (*created, 0, 0, 0)
            assert entry.compress_type == zipfile.ZIP_DEFLATED
            assert entry.external_attr >> 16 == stat.S_IFREG | 0o644


@pytest.mark.parametrize(
    ("repository", "rules"),
    [
        ("", "the rules"),
        ("https://example.org/p", "[the rules](https://example.org/p/blob/v{version}/docs/rules.md#a)"),
    ],
)
def test_every_link_of_a_packed_text_leads_somewhere(folder, tmp_path, repository, rules):
    text = "[licence](LICENSE-DATA) [the rules](docs/rules.md#a) [site](https://datapackage.org) [here](#here)\n"
    (folder / "README.md").write_text(text, encoding="utf-8")
    properties = json.loads((folder / "datapackage.json").read_text("utf-8")) | {"repository": repository}
    (folder / "datapackage.json").write_text(json.dumps(properties), encoding="utf-8")
    write_archive(folder, tmp_path / "package.zip")
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        packed = archive.read("README.md").decode()
    rules = rules.format(version=properties["version"])
    assert packed == f"[licence](LICENSE-DATA) {rules} [site](https://datapackage.org) [here](#here)\n"


def test_frictionless_finds_it_valid_packed_and_unpacked(folder, derived, tmp_path):
    write_archive(folder, tmp_path / "package.zip", derived)
    packed = frictionless.validate(str(tmp_path / "package.zip"), type="package")
    assert packed.valid, packed.flatten(["type", "message"])
    assert len(packed.tasks) == len(PATHS) + len(derived)
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    unpacked = frictionless.validate(str(tmp_path / "unpacked" / "datapackage.json"))
    assert unpacked.valid, unpacked.flatten(["type", "message"])


@pytest.fixture(scope="session")
def derived():
    """The tables that are derived from the shipped ones, as frames by name."""
    names = [name for name in with_derived(descriptor()).tables if name not in descriptor().tables]
    return {name: pp.load(name, "polars") for name in names}


def test_derived_tables_are_files_of_it(folder, derived, tmp_path):
    write_archive(folder, tmp_path / "package.zip", derived)
    with zipfile.ZipFile(tmp_path / "package.zip") as archive:
        assert {*archive.namelist()} >= {"data/trajectories.csv", "data/progress.csv", *PATHS}
        package = Package(json.loads(archive.read("datapackage.json")))
    assert [*package.tables] == [*with_derived(descriptor()).tables]
    assert lacking(package, descriptor()) == []  # a release of another version is not said to have more
    for name, frame in derived.items():
        assert package.tables[name].is_derived
        assert pp.load(name, "polars", release=tmp_path / "package.zip").equals(frame)
    assert pp.validate(tmp_path / "package.zip").totals == pp.validate(folder).totals
    assert not pp.diff(tmp_path / "package.zip", folder)
    assert not pp.diff(folder, tmp_path / "package.zip")


def test_frictionless_finds_a_changed_file(folder, tmp_path):
    with (folder / "data" / "units.csv").open("a", encoding="utf-8") as lines:
        lines.write("x,某,some,q,b,1\n")
    write_archive(folder, tmp_path / "package.zip")
    assert not frictionless.validate(str(tmp_path / "package.zip"), type="package").valid


def test_the_name_says_which_version_it_is():
    assert archive_name(Package({"name": "plans", "version": "1.2.3"})) == "plans-1.2.3.zip"


def test_a_missing_file_is_reported_and_nothing_is_written(folder, tmp_path):
    (folder / "data" / "units.csv").unlink()
    with pytest.raises(PackageError, match=r"units\.csv is missing"):
        write_archive(folder, tmp_path / "package.zip")
    assert not list(tmp_path.glob("package.zip*"))


def test_a_descriptor_without_a_date_is_reported(pack, tmp_path):
    described = {"title": "t", "description": "d", "version": "1.0.0"}
    described |= {"licenses": [{"name": "MIT"}], "contributors": [{"title": "we"}]}
    resource = {"name": "a", "path": "a.csv"}
    folder = pack([resource], {"a.csv": "x\n1\n"}, **described)
    with pytest.raises(PackageError, match=r"datapackage\.json has no created") as found:
        write_archive(folder, tmp_path / "a.zip")
    assert "缺少created" in found.value.zh
    folder = pack([resource], {"a.csv": "x\n1\n"}, **described, created="yesterday")
    with pytest.raises(PackageError, match='created is "yesterday"'):
        write_archive(folder, tmp_path / "a.zip")
