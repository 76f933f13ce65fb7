"""What waits for English is listed, and what was translated is filled in."""

import csv

import pytest

import pyplanning as pp
from pyplanning.contribution.english import fill_in, waiting, write_waiting


@pytest.fixture
def listed(example, tmp_path):
    """A package in which two texts wait, and the list of them."""
    example.change("agencies", 1, name_en="")
    example.change("goals", 1, text_en="")
    folder, file = example.package(), tmp_path / "waiting.csv"
    write_waiting(waiting(folder), file)
    return folder, file


def translated(file, *english):
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(row | {"en": en} for row, en in zip(rows, english, strict=True))


def test_a_list_is_filled_in(listed):
    folder, file = listed
    assert [(row["table"], row["column"], row["zh"]) for row in waiting(folder)] == [
        ("goals", "text_en", "标准体系基本健全"),
        ("agencies", "name_en", "月湖市政府"),
    ]
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel would not read it as UTF-8
    translated(file, "Standards largely in place", "")
    report, count = fill_in(folder, file)
    assert (bool(report), count) == (True, 1)
    assert [row["table"] for row in waiting(folder)] == ["agencies"]
    assert fill_in(folder, file)[1] == 0  # it is there already
    assert pp.validate(folder).valid


def test_what_is_not_valid_changes_nothing(listed):
    folder, file = listed
    before = (folder / "data" / "goals.csv").read_bytes()
    translated(file, "=1+1 ", "两")
    report, count = fill_in(folder, file)
    assert (report.valid, count) == (False, 0)
    assert (folder / "data" / "goals.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "en", "zh"),
    [
        ("a,b\n", "lacks one of the columns table, key, column, zh, en", "缺少以下各列之一"),
        ("table,key,column,zh,en\ngoals,nothing,text_en,x,y\n", "line 2 names no cell of the package", "不存在"),
        ("table,key,column,zh,en\nunits,person,name_en,人,people\n", "line 2 names a cell that has", "已有其他英文"),
        (b"\xff\xfe", "is no CSV file in UTF-8", "不是UTF-8编码的CSV文件"),
    ],
)
def test_a_list_that_does_not_fit(listed, content, en, zh):
    folder, file = listed
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(pp.PackageError) as refused:
        fill_in(folder, file)
    assert en in refused.value.en
    assert zh in refused.value.zh


def test_a_list_that_is_missing(listed):
    with pytest.raises(pp.PackageError, match="cannot be read"):
        fill_in(listed[0], listed[1].with_name("none.csv"))
