"""What people hand in: files of every kind, folders and frames."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.io.read import read

UNITS = Resource(
    {"name": "units", "schema": {"primaryKey": "unit_id", "fields": [{"name": "unit_id"}, {"name": "name_zh"}]}}
)
PLACES = Resource(
    {
        "name": "places",
        "title_zh": "地点",
        "schema": {"primaryKey": "place_id", "fields": [{"name": "place_id"}, {"name": "name_zh"}]},
    }
)
KNOWN = [UNITS, PLACES]


def refusal(source) -> tuple[str, str]:
    with pytest.raises(PackageError) as caught:
        read(source, known=KNOWN)
    return caught.value.en, caught.value.zh


@pytest.fixture
def write(tmp_path):
    def to(content: str, name: str):
        file = tmp_path / name
        file.write_text(content, encoding="utf-8")
        return file

    return to


def test_a_file_is_read_by_its_kind(write, tmp_path):
    pl.DataFrame({"unit_id": ["t"]}).write_parquet(tmp_path / "units.PARQUET")
    for file in (write("unit_id\nt\n", "units.CSV"), tmp_path / "units.PARQUET"):
        for source in (file, str(file)):
            (table,) = read(source, known=KNOWN)
            assert (table.name, table.file) == ("units", str(file))
            assert table.frame.collect()["unit_id"].to_list() == ["t"]


def test_the_name_says_which_table_is_meant(write):
    file = write("x\n1\n", "places.csv")
    assert read(file, "units", KNOWN)[0].name == "units"
    assert read(pl.DataFrame({"x": [1]}), "units", KNOWN)[0].name == "units"
    with pytest.raises(KeyError, match="did you mean 'units'"):
        read(file, "unit", KNOWN)


def test_the_shipped_tables_are_known_by_default(write):
    assert read(write("region_code,name_zh\n460000,海南省\n", "x.csv"))[0].name == "regions"


def test_a_folder_with_a_descriptor_brings_its_tables(write_package):
    folder = write_package({"regions": [{"region_code": "1", "name_zh": "x"}]})
    tables = {table.name: table for table in read(folder)}
    assert tables["regions"].file == "data/regions.csv"
    assert tables["regions"].frame.collect()["region_code"].to_list() == ["1"]
    assert [table.name for table in read(folder, "units")] == ["units"]
    (folder / "data" / "units.csv").unlink()
    assert refusal(folder) == (
        f"{folder / 'data' / 'units.csv'} is missing; restore it, or correct its path in datapackage.json",
        f"{folder / 'data' / 'units.csv'}缺失，请恢复该文件，或改正datapackage.json中的路径",
    )


def test_a_path_out_of_the_folder_is_refused(write_package):
    folder = write_package(edit=lambda package: package["resources"][0].update(path="../x.csv"))
    assert "leads out of the package" in refusal(folder)[0]


def test_a_folder_without_a_descriptor_has_tables_by_name(write, tmp_path):
    write("unit_id\nt\n", "units.csv")
    write("place_id\nx\n", "地点.CSV")
    write("x\n", "place.csv")
    write("x\n", "notes.txt")
    tables = read(tmp_path, known=KNOWN)
    assert [(t.name, t.file) for t in tables] == [("units", "units.csv"), ("places", "地点.CSV")]
    assert [(i.code, i.level, i.en, i.zh, i.suggestion) for t in tables for i in t.issues] == [
        (
            "PL014",
            "warning",
            "place.csv – is no table by its name, its columns or its sheets, and is not read"
            " – expected the name of a table",
            "place.csv：文件名、列名和工作表均不是数据表，未读取，文件名应为数据表名",
            "places",
        )
    ]
    assert [t.name for t in read(tmp_path, "places", KNOWN)] == ["places"]


def test_a_folder_without_tables_is_refused(tmp_path):
    assert refusal(tmp_path) == (
        f"{tmp_path} contains neither datapackage.json nor a workbook or CSV file with a table",
        f"{tmp_path}中没有datapackage.json，也没有含数据表的工作簿或CSV文件",
    )


def test_what_is_not_there_or_of_another_kind_is_refused(write, tmp_path):
    absent, other = tmp_path / "x.csv", write("x", "x.pdf")
    kinds = ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet", ".zip"
    assert refusal(absent) == (
        f"{absent} is missing; name a file or folder that exists",
        f"{absent}不存在，请检查路径",
    )
    assert refusal(other) == (
        f"{other} has a format that is not read; expected one of {', '.join(kinds)} or a folder",
        f"不支持{other}这类文件，应为{'、'.join(kinds)}文件或文件夹",
    )
    assert refusal("a\0b.csv")[0].endswith("is missing; name a file or folder that exists")


def test_what_may_not_be_read_is_refused(write, monkeypatch):
    file = write("unit_id\nt\n", "units.csv")

    def denied(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", denied)
    assert refusal(file) == (
        f"{file} cannot be read (Permission denied); check that it exists and may be read",
        f"{file}无法读取（没有权限），请检查文件及其权限",
    )


# Packages


A = {"name": "a", "type": "string"}
AB = {"fields": [A, {"name": "b", "type": "integer"}]}


def rows(table):
    return table.frame.collect().rows()


def test_a_table_in_parts_is_one_table(pack):
    listed = {"name": "t", "path": ["p/1.csv", "p/2.csv", "p/3.csv"], "schema": AB}
    (table,) = read(pack([listed], {"p/1.csv": "a,b\nx,1\ny\n", "p/2.csv": "b,a\n2,z\n", "p/3.csv": "a,b\nv\nw,3\n"}))
    assert rows(table) == [(1, "x", "1"), (3, "z", "2"), (5, "w", "3")]
    assert [(i.code, i.file, i.row) for i in table.issues] == [("PL110", "p/1.csv", 2), ("PL110", "p/3.csv", 4)]
    assert [table.place("a", row)["file"] for row in range(6)] == ["p/1.csv"] * 3 + ["p/2.csv"] + ["p/3.csv"] * 2


def test_findings_name_the_part(pack):
    schema = AB | {"primaryKey": "a"}
    listed = {"name": "t", "path": ["1.csv", "2.csv"], "schema": schema}
    report = pp.validate(pack([listed], {"1.csv": "a,b\nx,1\ny,k\n", "2.csv": "a,b\nx,2\nz,q\n"}))
    assert report.counts == {"t": 4}
    assert [(i.file, i.row, i.column, i.code) for i in report.issues] == [
        ("1.csv", 2, "b", "PL101"),
        ("2.csv", 3, "a", "PL107"),
        ("2.csv", 4, "b", "PL101"),
    ]


def test_parts_with_other_columns(pack):
    listed = {"name": "t", "path": ["1.csv", "2.csv", "3.csv"], "schema": AB}
    (table,) = read(pack([listed], {"1.csv": "a\nx\n", "2.csv": "a,b\ny,1\n", "3.csv": "b,c\n2,z\n"}))
    assert rows(table) == [(1, "x", None, None), (2, "y", "1", None), (3, None, "2", "z")]
    assert [(i.code, i.file, i.column) for i in table.issues] == [
        *[("PL108", "1.csv", "b"), ("PL108", "1.csv", "c"), ("PL108", "2.csv", "c"), ("PL108", "3.csv", "a")]
    ]


def test_parts_without_rows_and_without_header(pack):
    listed = {"name": "t", "path": ["1.csv", "2.csv", "3.csv"], "schema": AB}
    files = {"1.csv": "a,b\n", "2.csv": "a,b\n", "3.csv": "a,b\nx,1"}
    assert rows(read(pack([listed], files))[0]) == [(1, "x", "1")]
    files = {"1.csv": "x,1\n", "2.csv": "y,2\nz,3\n", "3.csv": "w,4"}
    (table,) = read(pack([listed | {"dialect": {"header": False}}], files))
    assert rows(table) == [(1, "x", "1"), (2, "y", "2"), (3, "z", "3"), (4, "w", "4")]


@pytest.mark.parametrize(
    ("data", "found", "issues"),
    [
        ([{"a": "x", "b": 1}, {"b": 2.0, "a": None}, {"a": "y"}], [(1, "x", "1"), (2, None, "2"), (3, "y", None)], []),
        ([["a", "b"], ["x", 1], ["y"], [None, True]], [(1, "x", "1"), (3, None, "true")], [("PL110", 2)]),
        ([["b", "a"], [[1, "中"], {"c": 1.5}]], [(1, '[1, "中"]', '{"c": 1.5}')], [("PL101", 1)]),
        ([["a", "b", ""], ["x", 1, 2]], [(1, "x", "1")], []),
        ([["a", "b"]], [], []),
    ],
)
def test_rows_in_the_descriptor(pack, data, found, issues):
    (table,) = read(pack([{"name": "t", "data": data, "schema": AB}]))
    assert (table.file, rows(table)) == ("datapackage.json", found)
    assert [(i.code, i.row) for i in table.issues] == issues


def test_rows_in_the_descriptor_may_have_no_header(pack):
    listed = {"name": "t", "data": [["x", 1]], "schema": AB, "dialect": {"header": False}}
    assert rows(read(pack([listed]))[0]) == [(1, "x", "1")]


URL = "https://example.org/x"
FITTING = "one of csv, tsv, xlsx, xlsm, xls, xlsb, ods, parquet", "csv、tsv、xlsx、xlsm、xls、xlsb、ods、parquet之一"


@pytest.mark.parametrize(
    ("resource", "en", "zh"),
    [
        (
            {"path": URL + ".csv"},
            f"its file is at {URL}.csv, which is not downloaded – not checked – expected the file in the package",
            f"其文件位于{URL}.csv，而本工具不从网络读取任何内容，未检查，应为数据包之内的文件",
        ),
        (
            {"path": ["a.csv", URL + ".csv"]},
            f"its file is at {URL}.csv, which is not downloaded – not checked – expected the file in the package",
            f"其文件位于{URL}.csv，而本工具不从网络读取任何内容，未检查，应为数据包之内的文件",
        ),
        (
            {"schema": URL},
            f"its schema is at {URL}, which is not downloaded – not checked – expected the schema in the package",
            f"其模式位于{URL}，而本工具不从网络读取任何内容，未检查，应为数据包之内的模式",
        ),
        (
            {"dialect": URL},
            f"its dialect is at {URL}, which is not downloaded – not checked – expected the dialect in the package",
            f"其格式设置位于{URL}，而本工具不从网络读取任何内容，未检查，应为数据包之内的格式设置",
        ),
        (
            {"path": "a.csv.GZ"},
            "its file is compressed (gz) – not checked – expected the file as it is",
            "其文件已压缩（gz），未检查，应为未压缩的文件",
        ),
        (
            {"compression": "zip"},
            "its file is compressed (zip) – not checked – expected the file as it is",
            "其文件已压缩（zip），未检查，应为未压缩的文件",
        ),
        (
            {"path": "a.geojson"},
            f"a file of the type geojson is not read as a table – not checked – expected {FITTING[0]}",
            f"geojson文件不是可读取的数据表，未检查，应为{FITTING[1]}",
        ),
        (
            {"path": "README"},
            f"a file of the type without extension is not read as a table – not checked – expected {FITTING[0]}",
            f"无扩展名的文件不是可读取的数据表，未检查，应为{FITTING[1]}",
        ),
        (
            {"path": ["a.xlsx", "b.xlsx"]},
            "its xlsx is in 2 files – not checked – expected one file",
            "其xlsx分为2个文件，未检查，应为一个文件",
        ),
        (
            {"path": None, "data": {"a": 1}},
            "its data are not rows – not checked – expected a list of objects, or of lists",
            "其data不是数据行，未检查，应为对象或数组的列表",
        ),
        (
            {"path": None, "data": [[1], {}]},
            "its data are not rows – not checked – expected a list of objects, or of lists",
            "其data不是数据行，未检查，应为对象或数组的列表",
        ),
    ],
)
def test_what_is_no_table_that_can_be_read_is_left_out(pack, resource, en, zh):
    whole = {"name": "x", "path": "a.csv", "schema": AB, **resource}
    left_out = {name: value for name, value in whole.items() if value is not None}
    fine = {"name": "t", "path": "t.csv", "schema": AB}
    (table,) = read(pack([fine, left_out], {"t.csv": "a,b\n"}))
    assert [(i.code, i.level, i.file, i.table) for i in table.issues] == [("PL016", "warning", "datapackage.json", "x")]
    assert [(i.en, i.zh) for i in table.issues] == [(f"x – {en}", f"x：{zh}")]
    with pytest.raises(PackageError) as caught:
        read(pack([left_out, left_out | {"name": "y"}]))
    assert (caught.value.en, caught.value.zh) == (f"x – {en}\ny – {en}", f"x：{zh}\ny：{zh}")


def test_what_is_left_out_does_not_keep_the_others_from_being_checked(pack):
    schema = {"fields": [A], "foreignKeys": [{"fields": "a", "reference": {"resource": "x", "fields": "k"}}]}
    listed = [{"name": "x", "path": URL, "schema": AB}, {"name": "t", "path": "t.csv", "schema": schema}]
    folder = pack(listed, {"t.csv": "a\nx\n\n"})
    folder.joinpath("datapackage.json").write_text(
        folder.joinpath("datapackage.json").read_text().replace('"b"', '"k"')
    )
    report = pp.validate(folder)
    assert [i.code for i in report.issues] == ["PL016", "PL204"]
    assert report.counts == {"t": 1}


@pytest.mark.parametrize("name", ["t.txt", "t.dat", "t"])
def test_the_format_goes_before_the_ending(pack, name):
    listed = {"name": "t", "path": name, "format": "csv", "schema": AB}
    assert rows(read(pack([listed], {name: "a,b\nx,1\n"}))[0]) == [(1, "x", "1")]


def test_parquet_files_of_a_package(pack):
    content = io.BytesIO()
    pl.DataFrame({"a": ["x"], "b": [1]}).write_parquet(content)
    listed = {"name": "t", "path": "t.parquet", "schema": AB}
    assert rows(read(pack([listed], {"t.parquet": content.getvalue()}))[0]) == [(1, "x", "1")]


@pytest.mark.parametrize(
    ("dialect", "found"),
    [
        ({}, "first"),
        ({"sheetNumber": 1}, "first"),
        ({"sheetNumber": 2}, "second"),
        ({"sheetName": "second"}, "second"),
        ({"sheetName": "second", "sheetNumber": 1}, "second"),
        ({"sheet": 2}, "second"),
        ({"excel": {"sheet": "second"}}, "second"),
    ],
)
def test_one_sheet_of_a_workbook_is_a_table(pack, dialect, found):
    book, content = openpyxl.Workbook(), io.BytesIO()
    for name in ("first", "second"):
        sheet = book.create_sheet(name)
        sheet.append(["a", "b"])
        sheet.append([name, 1])
    del book["Sheet"]
    book.save(content)
    listed = {"name": "t", "path": "t.xlsx", "schema": AB, "dialect": dialect}
    (table,) = read(pack([listed], {"t.xlsx": content.getvalue()}))
    assert (table.sheet, rows(table)) == (found, [(1, found, "1")])
    with pytest.raises(PackageError, match="no sheet that is a table"):
        read(pack([listed | {"dialect": {"sheetName": "third"}}], {"t.xlsx": content.getvalue()}))


@pytest.mark.parametrize("inner", ["", "package/"])
def test_a_package_in_a_zip_archive_is_read_as_in_its_folder(pack, tmp_path, inner):
    parts = {"name": "t", "path": ["1.csv", "2.csv"], "schema": "meta/schema.json", "dialect": "meta/dialect.json"}
    files = {"1.csv": "a;b\nx;1\n", "2.csv": "a;b\ny;k\n", "meta/dialect.json": '{"delimiter": ";"}'}
    folder = pack([parts, {"name": "m", "path": "m.pdf"}], files | {"meta/schema.json": json.dumps(AB), "m.pdf": ""})
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in folder.rglob("*.*"):
            target.write(file, inner + str(file.relative_to(folder)))
    assert pp.validate(archive).issues == pp.validate(folder).issues
    assert [(i.code, i.file, i.row) for i in pp.validate(archive).issues] == [
        ("PL101", "2.csv", 2),
        ("PL016", "datapackage.json", 0),
    ]
    assert [rows(table) for table in read(archive)] == [rows(table) for table in read(folder)]


V1 = "https://datapackage.org/profiles/1.0/datapackage.json"


@pytest.mark.parametrize("by", ["a,b", "b,a"])
def test_a_file_of_a_table_in_several_that_lacks_the_header(pack, by):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    table = {"name": "t", "path": ["a.csv", "b.csv", "c.csv"], "schema": {"fields": fields}}
    files = {"a.csv": f"{by}\n1,2\n", "b.csv": "3,4\n5,x\n", "c.csv": f"{by}\n6,7\n"}
    wrong = by[2]  # the column of the second cell
    issues = pp.validate(pack([table], files, **{"$schema": V1})).issues  # which has columns in any order
    found = {(i.code, i.file, i.row, i.column, i.en, i.zh) for i in issues if i.code != "PL120"}
    assert found == {
        (
            *("PL040", "b.csv", 0, ""),
            f"b.csv – the first row is “3,4”, and was read as data – expected the header {by}, in every file of t",
            f"b.csv：首行为“3,4”，已作为数据读取，t表的每个文件首行均应为表头{by}",
        ),
        (
            *("PL101", "b.csv", 3, wrong),
            f"t row 3 – {wrong} “x” is not a whole number",
            f"t第3行：{wrong}“x”不是整数",
        ),
    }


def test_no_file_lacks_a_header_where_the_dialect_says_that_none_has_one(pack):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    table = {"name": "t", "path": ["a.csv", "b.csv"], "dialect": {"header": False}, "schema": {"fields": fields}}
    assert pp.validate(pack([table], {"a.csv": "1,2\n", "b.csv": "3,4\n"})).issues == ()
