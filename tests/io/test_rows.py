"""The rows of a package as text, read as its descriptor lays them out."""

import pytest

from pyplanning.datapackage.descriptor import PackageError, read_descriptor
from pyplanning.io.read import read_text
from pyplanning.io.rows import read_rows

AB = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]


def test_rows_are_read_as_text(example):
    folder = example.package()
    package = read_descriptor(folder)
    tables = read_rows(folder, package)
    assert list(tables) == [resource.name for resource in package.resources]
    assert tables["terms"] == []
    assert tables["targets"][0]["value"] == "400"
    assert tables["targets"][0]["value_max"] == ""


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("a,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("\ufeffa,b\n1,2\n", [{"a": "1", "b": "2"}]),
        ("a,b\r\n1,2\r\n", [{"a": "1", "b": "2"}]),
        ('a,b\n"x,""y""","1\n2"\n', [{"a": 'x,"y"', "b": "1\n2"}]),
        ("a,b\n1\n3,4\n", [{"a": "1", "b": ""}, {"a": "3", "b": "4"}]),
        ("a,b\n1,2,3\n3,4\n", [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]),
        ("a,b\n\n1,2\n", [{"a": "1", "b": "2"}]),
        ("b,a\n1,2\n", [{"a": "2", "b": "1"}]),
        ("b,c\n1,2\n", [{"a": "", "b": "1"}]),
        ("a,b\n", []),
    ],
)
def test_rows_of_a_file(write_table, content, rows):
    folder = write_table(content, AB)
    found = read_rows(folder, read_descriptor(folder))
    assert found == {"things": rows}
    assert list(map(list, found["things"])) == [["a", "b"]] * len(rows)


THINGS = {"name": "things", "path": "things.csv", "schema": {"fields": AB}}


@pytest.mark.parametrize(
    ("content", "properties"),
    [
        ("a;b\n甲;2\n", {"dialect": {"delimiter": ";"}}),
        ("a,b\n甲,2\n".encode("gb18030"), {"encoding": "gb18030"}),
        ("a\tb\n甲\t2\n", {"format": "tsv"}),
        ("# 说明\na,b\n甲,2\n", {"dialect": {"commentChar": "#"}}),
        ("甲,2\n", {"dialect": {"header": False}}),
        ("", {"path": None, "data": [{"a": "甲", "b": 2}]}),
    ],
)
def test_rows_are_read_by_the_dialect_of_their_descriptor(pack, content, properties):
    folder = pack([THINGS | properties], {"things.csv": content})
    assert read_rows(folder, read_descriptor(folder)) == {"things": [{"a": "甲", "b": "2"}]}


def test_rows_in_several_files_follow_one_another(pack):
    files = {"things.csv": "a,b\n1,2\n", "more.csv": "b,a\n4,3\n5\n"}
    folder = pack([THINGS | {"path": [*files]}], files)
    rows = [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}, {"a": "", "b": "5"}]
    assert read_rows(folder, read_descriptor(folder)) == {"things": rows}


@pytest.mark.parametrize(("listed", "null"), [(["-", ""], {"-", ""}), ([], set()), ([{"value": "n/a"}], {"n/a"})])
def test_missing_values_are_null(pack, listed, null):
    cells = ["1", "-", "n/a", ""]
    content = "a,b\n" + "".join(f"{cell},x\n" for cell in cells)
    folder = pack([THINGS | {"schema": {"fields": AB, "missingValues": listed}}], {"things.csv": content})
    package = read_descriptor(folder)
    text = read_text(folder, package.resources[0])["a"].to_list()
    assert text == [None if cell in null else cell for cell in cells]
    assert [row["a"] for row in read_rows(folder, package)["things"]] == ["" if c in null else c for c in cells]


def test_a_resource_without_fields_is_left_out_and_a_table_that_cannot_be_read_is_named(pack):
    folder = pack([THINGS, {"name": "map", "path": "map.pdf"}], {"things.csv": "a,b\n1,2\n"})
    assert list(read_rows(folder, read_descriptor(folder))) == ["things"]
    folder = pack([THINGS | {"path": "things.csv.gz"}])
    with pytest.raises(PackageError) as caught:
        read_rows(folder, read_descriptor(folder))
    assert caught.value.en == "things – its file is compressed (gz) – not checked – expected the file as it is"
    assert caught.value.zh == "things：其文件已压缩（gz），未检查，应为未压缩的文件"


def test_a_missing_or_unreadable_file_is_named(write_table):
    folder = write_table(b"a,b\n\xff,1\n", AB)
    package, file = read_descriptor(folder), folder / "things.csv"
    with pytest.raises(PackageError, match=r"^things\.csv is neither UTF-8 nor GB18030"):
        read_rows(folder, package)
    file.write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match=r"^things\.csv is empty; expected column names"):
        read_rows(folder, package)
    file.unlink()
    with pytest.raises(PackageError) as caught:
        read_rows(folder, package)
    assert caught.value.en == f"{file} is missing; restore it, or correct its path in datapackage.json"
    assert caught.value.zh == f"{file}缺失，请恢复该文件，或改正datapackage.json中的路径"
