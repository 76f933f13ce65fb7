"""Files into rows of text."""

import pytest

from pyplanning.datapackage.descriptor import PackageError, read_descriptor
from pyplanning.io.rows import RAGGED, read_tables


def test_read_tables_reads_rows_as_text(example):
    folder = example.package()
    package = read_descriptor(folder)
    tables = read_tables(folder, package)
    assert list(tables) == [r["name"] for r in package["resources"]]
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
        ("a,b\n1\n", [{"a": "1", "b": "", RAGGED: "1"}]),
        ("a,b\n1,2,3\n", [{"a": "1", "b": "2", RAGGED: "3"}]),
        ("a,b\n\n1,2\n", [{"a": "", "b": "", RAGGED: "0"}, {"a": "1", "b": "2"}]),
        ("a,b\n", []),
        ("", []),
    ],
)
def test_rows_of_a_file(write_table, content, rows):
    folder = write_table(content, [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}])
    assert read_tables(folder, read_descriptor(folder)) == {"things": rows}


def test_a_missing_or_unreadable_file_is_named(write_table):
    folder = write_table(b"a\n\xff\n", [{"name": "a", "type": "string"}])
    package, file = read_descriptor(folder), folder / "things.csv"
    with pytest.raises(PackageError) as caught:
        read_tables(folder, package)
    assert caught.value.en.startswith(f"{file} cannot be read ('utf-8' codec can't decode byte 0xff")
    assert caught.value.en.endswith("; install the package again")
    assert caught.value.zh.startswith(f"{file}无法读取（")
    file.unlink()
    with pytest.raises(PackageError) as caught:
        read_tables(folder, package)
    assert caught.value.en == f"{file} is missing; install the package again"
    assert caught.value.zh == f"{file}缺失，请重新安装"
    file.mkdir()
    with pytest.raises(PackageError, match="cannot be read"):
        read_tables(folder, package)
