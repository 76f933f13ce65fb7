"""Dialects: how the text of a table is laid out."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.datapackage.dialect import PLAIN, Dialect, dialect_of
from pyplanning.datapackage.resource import Resource
from pyplanning.io.read import read
from pyplanning.io.table import ROW

FIELDS = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]


def resource(dialect=None, **more):
    return {"name": "t", "path": "t.csv", "schema": {"fields": FIELDS}, "dialect": dialect or {}, **more}


def described(dialect=None, **more):
    return Resource(resource(dialect, **more))


@pytest.fixture
def rows(pack):
    """The rows that are read of a file, with their numbers, and what is told while reading."""

    def of(content, dialect=None, **more):
        made = resource(dialect, **more)
        (table,) = read(pack([made], {made["path"]: content}))
        return table.frame.collect().rows(), [(i.code, i.row) for i in table.issues]

    return of


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, PLAIN),
        ({"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\n", "header": True}, PLAIN),
        ({"escapeChar": None, "commentChar": None, "nullSequence": None, "csvddfVersion": 1.2}, PLAIN),
        ({"nullSequence": "\\N", "caseSensitiveHeader": True, "unknown": 5}, PLAIN),
        ({"delimiter": ";"}, Dialect(delimiter=";")),
        ({"csv": {"delimiter": ";"}, "excel": 5}, Dialect(delimiter=";")),
        ({"quoteChar": ""}, Dialect(quote="")),
        ({"escapeChar": "\\", "doubleQuote": False}, Dialect(escape="\\", double=False)),
        ({"skipInitialSpace": True}, Dialect(trimmed=True)),
        ({"header": False}, Dialect(header=())),
        ({"header": False, "headerRows": [1]}, Dialect(header=())),
        ({"headerRows": [2, 3], "headerJoin": "-"}, Dialect(header=(2, 3), join="-")),
        ({"commentChar": "//", "commentRows": [1]}, Dialect(comment="//", comments=(1,))),
    ],
)
def test_what_a_descriptor_says(said, found):
    assert dialect_of(described(said)) == found


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        (None, "UTF-8"),
        ("", "UTF-8"),
        ("utf-8", "UTF-8"),
        ("UTF8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "gb18030"),
        ("latin-1", "latin-1"),
    ],
)
def test_the_encoding_that_a_descriptor_says(encoding, found):
    assert dialect_of(described(encoding=encoding)).encoding == found


@pytest.mark.parametrize(
    ("path", "format_", "found"),
    [("t.csv", None, "csv"), ("t.TSV", None, "tsv"), ("t.txt", "CSV", "csv"), ("a.b/t", None, ""), ("t", None, "")],
)
def test_the_kind_of_a_file(path, format_, found):
    assert Resource({"path": path, "format": format_}).format == found


def test_cells_of_a_tsv_file_are_parted_by_tabs_unless_it_says_otherwise():
    assert dialect_of(Resource({"name": "t", "path": "t.tsv"})) == Dialect(delimiter="\t")
    assert dialect_of(Resource({"name": "t", "path": "t.tsv", "dialect": {"delimiter": ";"}})) == Dialect(delimiter=";")


@pytest.mark.parametrize(
    ("more", "en", "zh"),
    [
        ({"dialect": {"quoteChar": "''"}}, "quoteChar \"''\"; expected one character", "应为一个字符"),
        (
            {"dialect": {"delimiter": ""}},
            "delimiter ''; expected one character or more",
            'delimiter为""，应为一个或多个字符',
        ),
        ({"dialect": {"delimiter": 5}}, "delimiter 5; expected one character", "delimiter为5，应为一个或多个字符"),
        ({"dialect": {"header": 0}}, "header 0; expected true or false", "header为0，应为true或false"),
        (
            {"dialect": {"headerRows": [0]}},
            "headerRows [0]; expected a list of row numbers",
            "headerRows为[0]，应为行号列表",
        ),
        ({"dialect": {"commentRows": [True]}}, "commentRows [True]; expected", "commentRows为[true]，应为行号列表"),
        ({"dialect": {"commentChar": 1}}, "commentChar 1; expected text", "commentChar为1，应为文本"),
        (
            {"dialect": {"lineTerminator": ""}},
            "lineTerminator ''; expected a line end",
            'lineTerminator为""，应为换行符',
        ),
        (
            {"dialect": {"delimiter": "'", "quoteChar": "'"}},
            "delimiter, quoteChar and escapeChar \"''\"; expected characters that differ from one another",
            "应为互不相同且不是换行符的字符",
        ),
        ({"dialect": {"delimiter": "\n"}}, "expected characters that differ", "应为互不相同"),
        ({"dialect": {"delimiter": " ", "skipInitialSpace": True}}, "expected characters that differ", "应为互不相同"),
        (
            {"encoding": "nope"},
            "encoding 'nope'; expected one such as utf-8",
            'encoding为"nope"，应为utf-8、gb18030之类',
        ),
        ({"encoding": "hex"}, "encoding 'hex'; expected one such as utf-8", 'encoding为"hex"'),
        ({"encoding": 5}, "encoding 5; expected one such as utf-8", "encoding为5"),
        ({"encoding": "a\0"}, "expected one such as utf-8", "utf-8、gb18030之类"),
    ],
)
def test_what_cannot_be_read_is_refused(more, en, zh):
    with pytest.raises(PackageError) as caught:
        dialect_of(described(**more))
    assert caught.value.en.startswith("datapackage.json: t has the ")
    assert en in caught.value.en
    assert zh in caught.value.zh


@pytest.mark.parametrize(
    ("content", "dialect", "found"),
    [
        ("a;b\nx;y,z\n", {"delimiter": ";"}, [(1, "x", "y,z")]),
        ("a,b\nx,'y,z'\n", {"quoteChar": "'"}, [(1, "x", "y,z")]),
        ('a,b\nx,"y\n', {"quoteChar": ""}, [(1, "x", '"y')]),
        ("a,b\nx,y\\,z\n", {"escapeChar": "\\"}, [(1, "x", "y,z")]),
        ('a,b\nx,"y\\"z"\n', {"escapeChar": "\\", "doubleQuote": False}, [(1, "x", 'y"z')]),
        ("a, b\nx, y\n", {"skipInitialSpace": True}, [(1, "x", "y")]),
        ('a||b\nx||"y||z"\n', {"delimiter": "||"}, [(1, "x", "y||z")]),
        ('a,b;x,"y;z";u,v\n', {"lineTerminator": ";"}, [(1, "x", "y;z"), (2, "u", "v")]),
        ("a,b|\r\nx\ny,z|\r\n", {"lineTerminator": "|\r\n"}, [(1, "x\ny", "z")]),
        ("x,y\nz,w\n", {"header": False}, [(1, "x", "y"), (2, "z", "w")]),
        ("x,y\n", {"headerRows": []}, [(1, "x", "y")]),
        ("title\na,b\nx,y\n", {"headerRows": [2]}, [(1, "x", "y")]),
        ("# one\n# two\na,b\n#x,y\nz,w\n", {"commentChar": "#"}, [(2, "z", "w")]),
        ("one\na,b\nthree\nx,y\n", {"commentRows": [1, 3]}, [(2, "x", "y")]),
        ('a,b\n"x\n1",y\n//,\nz,w\n', {"commentChar": "//"}, [(1, "x\n1", "y"), (3, "z", "w")]),
    ],
)
def test_rows_keep_their_numbers_in_every_dialect(rows, content, dialect, found):
    assert rows(content, dialect) == (found, [])


@pytest.mark.parametrize(
    ("lines", "dialect"),
    [
        (["a,", "1,b"], {"headerRows": [1, 2], "headerJoin": "-"}),
        (["a,b", "1,b"], {"headerRows": [1, 2], "headerJoin": "-"}),
        (["#", "a,", "skipped", "1,b"], {"headerRows": [2, 4], "headerJoin": "-", "commentChar": "#"}),
    ],
)
def test_a_header_of_several_rows(pack, lines, dialect):
    made = resource(dialect) | {"schema": {"fields": [{"name": "a-1"}, {"name": "b"}]}}
    (table,) = read(pack([made], {"t.csv": "\n".join([*lines, "x,y"])}))
    assert table.header == ("a-1", "b")
    assert table.frame.collect().rows() == [(1, "x", "y")]


def test_the_last_name_of_a_shorter_header_row_is_over_the_columns_after_it_too(pack):
    made = resource({"headerRows": [1, 2]}) | {"schema": {"fields": [{"name": "fruit id"}, {"name": "fruit name"}]}}
    (table,) = read(pack([made], {"t.csv": "fruit\nid,name\n1,apple\n"}))
    assert table.header == ("fruit id", "fruit name")


def test_rows_of_the_wrong_length_are_told_in_every_dialect(rows):
    assert rows("x;y\nz\n\n1;2;3\n", {"delimiter": ";", "header": False}) == (
        [(1, "x", "y")],
        [("PL110", 2), ("PL110", 4)],  # a blank line is no row,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "gb18030", "big5", "cp1252", "latin-1", "utf-7"])
def test_a_file_is_read_in_the_encoding_that_its_descriptor_says(rows, encoding):
    text = "é" if encoding in ("cp1252", "latin-1") else "中"
    assert rows(f"a,b\nx,{text}\n".encode(encoding), encoding=encoding) == ([(1, "x", text)], [])


def test_a_file_in_another_encoding_than_its_descriptor_says(rows):
    for encoding, content in (("ascii", "中".encode()), ("utf-16", b"a,b\nxy"), ("gb18030", b"a,b\n\xff,\n")):
        with pytest.raises(PackageError) as caught:
            rows(content, encoding=encoding)
        assert caught.value.en == (
            f"t.csv is not in {encoding}, the encoding that datapackage.json gives; correct it, or save the file again"
        )
        assert caught.value.zh.startswith(f"t.csv的编码不是datapackage.json所述的{encoding}，")
    assert rows("a,b\n中,\n".encode("gb18030"), encoding="utf-8") == ([(1, "中", "")], [("PL006", 0)])
    assert rows("a;b\n中;\n".encode("gb18030"), {"delimiter": ";"}) == ([(1, "中", "")], [("PL006", 0)])


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_cells_that_are_parted_by_something_else_are_told(pack, mark):
    made, content = resource(), f"a{mark}b\nx{mark}y\n"
    with pytest.raises(PackageError) as caught:
        read(pack([made], {"t.csv": content}))
    assert caught.value.en == (
        f"t.csv separates its cells with {mark!r}; save it with commas,"
        " or let the dialect in datapackage.json name this delimiter"
    )
    assert caught.value.zh.startswith(f"t.csv以{mark!r}分隔单元格，请另存为以逗号分隔")
    assert read(pack([resource({"delimiter": mark})], {"t.csv": content}))[0].frame.collect().height == 1


MARKS = st.lists(st.sampled_from(",;|\t'\"\\~#"), min_size=3, max_size=3, unique=True)
CELLS = st.text(",;|\t'\"\\~# \n中a", max_size=4)


@given(MARKS, st.booleans(), st.booleans(), st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_cells_are_read_as_pythons_csv_writes_them(tmp_path_factory, marks, escaped, headless, table):
    (delimiter, quote, escape), folder = marks, tmp_path_factory.getbasetemp()
    said = {"delimiter": delimiter, "quoteChar": quote, "header": not headless}
    said |= {"escapeChar": escape, "doubleQuote": False} if escaped else {}
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=delimiter,
        quotechar=quote,
        escapechar=escape if escaped else None,
        doublequote=not escaped,
        quoting=csv.QUOTE_ALL,
    )
    writer.writerows([*([] if headless else [("a", "b")]), *table])
    content = text.getvalue() or "\n"
    (folder / "t.csv").write_bytes(content.encode())
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource(said)]}))
    (found,) = read(folder)
    assert [row[1:] for row in found.frame.collect().rows()] == table
    assert found.frame.collect()[ROW].to_list() == [*range(1, len(table) + 1)]
