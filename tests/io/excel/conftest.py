"""Fixtures: workbooks, written and read, and changed where they are."""

from __future__ import annotations

import re
import zipfile

import openpyxl
import pytest

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.resource import Resource
from pyplanning.io.read import read

UNITS = Resource(
    {
        "name": "units",
        "title": "Units of measure",
        "title_zh": "计量单位",
        "schema": {
            "primaryKey": ["unit_id"],
            "fields": [
                {"name": "unit_id", "type": "string", "title": "Unit", "title_zh": "单位"},
                {"name": "name_zh", "type": "string", "title": "Chinese name", "title_zh": "中文名称"},
                {"name": "factor", "type": "number", "title": "Factor", "title_zh": "系数"},
            ],
        },
    }
)
PLACES = Resource(
    {
        "name": "places",
        "title": "Places",
        "title_zh": "地点",
        "schema": {
            "primaryKey": "place_id",
            "fields": [{"name": "place_id", "type": "string"}, {"name": "name_zh", "type": "string"}],
        },
    }
)


@pytest.fixture
def write(tmp_path):
    """Write a workbook from the rows of each sheet; ``edit`` may change it before it is saved."""

    def to(edit=None, name="book.xlsx", **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, lines in sheets.items():
            sheet = book.create_sheet(title)
            for line in lines:
                sheet.append(line)
        if edit:
            edit(book)
        book.save(tmp_path / name)
        return tmp_path / name

    return to


@pytest.fixture
def rewrite():
    """Change one part of a workbook as it is on disk."""

    def to(file, part, change):
        with zipfile.ZipFile(file) as parts:
            contents = {name: parts.read(name) for name in parts.namelist()}
        contents[part] = change(contents[part])
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
            for name, content in contents.items():
                parts.writestr(name, content)

    return to


@pytest.fixture
def share(rewrite):
    """Write the first sheet's text as Excel does: each text once, in a part of its own."""

    def to(file):
        texts: list[bytes] = []

        def shared(xml: bytes) -> bytes:
            texts.extend(re.findall(rb't="inlineStr"><is>(.*?)</is>', xml))
            numbers = iter(range(len(texts)))
            return re.sub(rb't="inlineStr"><is>.*?</is>', lambda _: b't="s"><v>%d</v>' % next(numbers), xml)

        rewrite(file, "xl/worksheets/sheet1.xml", shared)
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        link = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId99" /></Relationships>' % kind
        rewrite(file, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"</Relationships>", link))
        space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        with zipfile.ZipFile(file, "a") as parts:
            items = b"".join(b"<si>%s</si>" % text for text in texts)
            parts.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (space, items))

    return to


@pytest.fixture
def load():
    """The tables of a file that may hold units of measure and places."""
    return lambda file, name=None: read(file, name, [UNITS, PLACES])


@pytest.fixture
def refusal(load):
    """The sentences that refuse a file."""

    def of(file):
        with pytest.raises(PackageError) as caught:
            load(file)
        return caught.value.en, caught.value.zh

    return of
