"""What people hand in, by kind: each file is read as they see it, or refused with one sentence, in both languages."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import pyplanning as pp
from pyplanning.cli import app

HEADER = "region_code,name_zh,name_en,level,parent_code,iso_code\n"
PROVINCE = "990000,云泽省,Yunze,province,china,\n"
CITY = "990100,月湖市,Moon Lake,prefecture,990000,\n"
GOOD = HEADER + PROVINCE + CITY
Builder = Callable[[Path], Path]
Cells = Mapping[str, tuple[object, str]]  # values and number formats by place
AS_TYPED: Cells = {}


def text(content: str, name: str = "regions.csv", encoding: str = "utf-8") -> Builder:
    def build(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode(encoding))
        return folder / name

    return build


def content_of(cells: Cells = AS_TYPED, merged: str = "", below: str = "") -> bytes:
    """Write a workbook of the regions with other cells in it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "regions"
    for line in (GOOD + below).splitlines():
        sheet.append([cell or None for cell in line.split(",")])
    for place, (value, code) in cells.items():
        sheet[place] = value
        sheet[place].number_format = code
    if merged:
        sheet.merge_cells(merged)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def book(cells: Cells = AS_TYPED, merged: str = "", below: str = "", name: str = "book.xlsx") -> Builder:
    return files({name: content_of(cells, merged, below)}, name)


def files(contents: Mapping[str, str | bytes], one: str = "") -> Builder:
    """Write files, of which ``one`` or else their folder is handed in."""

    def build(folder: Path) -> Path:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder / one

    return build


def packed(contents: Mapping[str, str | bytes], encoding: str = "") -> Builder:
    """Write a zip whose names are in an encoding that it does not tell."""

    def build(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "handed-in.zip", "w") as archive:
            for name, content in contents.items():
                member = zipfile.ZipInfo("x")
                member.filename = name.encode(encoding).decode("cp437") if encoding else name
                archive.writestr(member, content)
        return folder / "handed-in.zip"

    return build


def package(contents: Mapping[str, str], *fields: Mapping[str, Any], **resource: Any) -> Builder:
    path = {} if "data" in resource else {"path": "things.csv"}
    listed = {"name": "things", **path, "schema": {"fields": fields}, **resource}
    descriptor = {"name": "small", "$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
    return files({"datapackage.json": json.dumps({**descriptor, "resources": [listed]}), **contents})


# By kind: the file, then what is found – code, cell or line, suggestion – or the start of the sentence that refuses it.
CASES: dict[str, tuple[Builder, list[tuple[str, str | int, str]] | str]] = {
    "A: a formula without a saved result": (book({"C3": ('="Moon"&" Lake"', "General")}), [("PL030", "C3", "")]),
    "A: zeros that a format shows": (book({"A3": (990100, "000000")}), []),
    "A: a percentage in a column of text": (book({"C3": (0.032, "0.0%")}), []),
    "A: a merged cell over rows": (book({"E3": (None, "General")}, "E2:E3"), [("PL034", "E3", "china")]),
    "A: a merged cell elsewhere": (book(merged="I5:J9"), []),
    "A: a long number": (book({"B3": (114600001234567890, "General")}), [("PL033", "B3", "")]),
    "A: a hidden value": (book({"B3": (46, ";;;")}), [("PL031", "B3", "")]),
    "A: an error": (book({"B3": ("#REF!", "General")}), [("PL008", "B3", "")]),
    "A: the code of a character": (book({"B3": ("月_x005F_x6E56_市", "General")}), []),
    "B: a no-break space": (text(GOOD.replace("Yunze", "\xa0")), [("PL113", 2, "")]),
    "B: an ideographic space": (text(GOOD.replace("china,", "china,\u3000")), [("PL113", 2, "")]),
    "B: a blank cell of a workbook": (book({"F3": (" \u3000", "General")}), [("PL113", "F3", "")]),
    "B: blank lines": (text(GOOD.replace("\n", "\n\n") + ",,,,,\n ,\t,,,,\n"), []),
    "B: blank rows of a workbook": (book(below=",,,,,\n\n , ,,,,\n"), []),
    "C: a title above": (text("云泽省地区表,,,,,\n\n" + GOOD), []),
    "C: the line of a spreadsheet": (text("sep=;\n" + GOOD.replace(",", ";")), [("PL019", 0, "")]),
    "C: labels and names": (
        text("地区,中文名称,英文名称,级别,上级,ISO代码\n990000,云泽省,Yunze,省级,china,\n", "地区.csv"),
        [],
    ),
    "C: a note below": (text(GOOD + "注：截至2026年3月,,,,,\n"), [("PL010", 4, "")]),
    "C: a total": (text(GOOD + "合计,2,,,,\n"), [("PL024", 4, "")]),
    "C: the header twice": (text(HEADER + PROVINCE + HEADER + CITY), [("PL025", 3, "")]),
    "C: the header twice in a sheet": (book(below=HEADER), [("PL025", "A4", "")]),
    "C: a table below": (text(GOOD + "\nunit_id,name_zh,name_en,quantity\nt,吨,t,mass\n"), [("PL026", 5, "")]),
    "C: a table below in a sheet": (
        book(below=",,,,,\nunit_id,name_zh,name_en,quantity\nt,吨,t,mass\n"),
        [("PL026", "A5", "")],
    ),
    "C: a misspelt header": (text(GOOD.replace("name_zh", "name_zw")), [("PL109", 0, "name_zh")]),
    "C: marks in a header": (text(GOOD.replace("name_zh", '"中文名称\n（必填）"').replace("region_code", "地区*")), []),
    "D: a label near to one": (text(GOOD.replace("prefecture", "perfecture")), [("PL103", 3, "prefecture")]),
    "D: a code as a formula": (text(GOOD.replace("990100", '"=""990100"""')), [("PL104", 3, "990100")]),
    "D: a code as a number": (text(GOOD.replace("990100", "990100.0")), [("PL104", 3, "990100")]),
    "D: a key that others refer to": (text(GOOD.replace("990000,云", "9.9E+05,云")), [("PL104", 2, "990000")]),
    "E: line breaks in cells": (
        text(GOOD.replace("Yunze", '"Yun\nze"').replace("prefecture", "nowhere")),
        [("PL123", 2, "Yun ze"), ("PL103", 4, "")],
    ),
    "E: a row of another length": (text(GOOD + "990200,青石市\n"), [("PL110", 4, "")]),
    "E: lines above": (text("标题\n\n" + GOOD.replace("prefecture", "nowhere")), [("PL103", 5, "")]),
    "F: a zip of a Macintosh": (
        packed({"a/regions.csv": GOOD, "a/.DS_Store": b"\0", "__MACOSX/a/._regions.csv": b"\0"}),
        [],
    ),
    "F: names in GBK": (packed({"数据/地区.csv": GOOD, "数据/说明.txt": "x"}, "gbk"), []),
    "F: names in UTF-8": (packed({"地区.csv": GOOD}, "utf-8"), []),
    "F: a workbook in a zip": (packed({"地区.xlsx": content_of()}, "gbk"), []),
    "F: a folder of workbooks": (files({"云泽.xlsx": content_of(), "说明.docx": b"x"}), []),
    "F: a finding in a folder": (files({"a.xlsx": content_of({"D3": ("nowhere", "@")})}), [("PL103", "D3", "")]),
    "G: two marks of UTF-8": (text("\ufeff\ufeff" + GOOD), []),
    "G: GB18030": (text(GOOD, encoding="gb18030"), [("PL006", 0, "")]),
    "G: GB18030 with a mark": (text("\ufeff" + GOOD, encoding="gb18030"), [("PL006", 0, "")]),
    "G: UTF-16": (text(GOOD, encoding="utf-16"), [("PL006", 0, "")]),
    "G: Latin letters of Windows": (
        text(GOOD.replace("云泽省", "é").replace("月湖市", "ça"), encoding="cp1252"),
        "neither",
    ),
    "G: a workbook called .csv": (book(name="regions.csv"), [("PL027", 0, "")]),
    "H: a date of a workbook": (
        package({"things.csv": "on\n20260302\n2026-03-02\n"}, {"name": "on", "type": "date", "format": "%Y%m%d"}),
        [("PL101", 3, "20260302")],
    ),
    "H: separators of thousands": (
        package({"things.csv": 'n\n"1,200"\n'}, {"name": "n", "type": "integer", "groupChar": ","}),
        [],
    ),
    "H: files without a header": (
        package(
            {"a.csv": "n,m\n1,2\n", "b.csv": "3,4\n"},
            *({"name": c, "type": "integer"} for c in "nm"),
            path=["a.csv", "b.csv"],
        ),
        [("PL040", 0, "")],
    ),
    "H: values of the rows themselves": (
        package({}, {"name": "a", "type": "string"}, data=[["a"], [True]]),
        [("PL101", 0, "")],
    ),
    "H: another notation": (files({"datapackage.yaml": "name: small\n"}), "is YAML, which is not read"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_handed_in(tmp_path, case):
    build, expected = CASES[case]
    source = build(tmp_path)
    if isinstance(expected, str):
        with pytest.raises(pp.PackageError, match=expected) as caught:
            pp.validate(source)
        sentences = {"en": [caught.value.en], "zh": [caught.value.zh]}
    else:
        report = pp.validate(source)
        assert [(i.code, i.cell or i.line, i.suggestion) for i in report.issues] == expected
        sentences = {"en": [i.en for i in report.issues], "zh": [i.zh for i in report.issues]}
    for lang, every in sentences.items():
        run = CliRunner().invoke(app, ["validate", str(source), "--lang", lang])
        error = not isinstance(expected, str) and any(i.level == "error" for i in report.issues)
        assert run.exit_code == (2 if isinstance(expected, str) else int(error))
        for sentence in every:
            assert re.sub(r"\s|\\n", "", sentence) in re.sub(r"\s|\\n", "", run.output)
