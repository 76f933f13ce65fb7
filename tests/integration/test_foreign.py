"""Packages of every kind, held against frictionless: the same verdict, and the same rows and fields."""

from __future__ import annotations

import contextlib
import copy
import csv
import hashlib
import io
import json
import random
import re
from itertools import permutations

import frictionless
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.io.read import read
from pyplanning.validation.report_json import to_frictionless

SMALL = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(SMALL, max_examples=15)  # for each of many kinds
A, B = {"name": "a", "type": "string"}, {"name": "b", "type": "string"}
INTEGER = {"name": "b", "type": "integer"}
SAID = {"encoding": "utf-8", "dialect": {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False}}  # not guessed
Place = tuple[str, int, str]  # table, row and column; no column where a finding is about the row


def table(schema, name="things", **more):
    return {"name": name, "path": f"{name}.csv", "schema": schema, **more}


def as_csv(rows, **options):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **options).writerows(rows)
    return text.getvalue()


def theirs(folder, header=1) -> tuple[bool, set[Place], set[str]]:
    """What frictionless says: whether the package is valid, where it is not, and the types of its errors."""
    try:
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
    except frictionless.FrictionlessException as error:
        return False, set(), {reason.type for reason in error.reasons or [error.error]}
    except TypeError:  # it breaks off
        return False, set(), {"TypeError"}
    places = {
        (task.name, error.row_number - header, getattr(error, "field_name", ""))
        for task in report.tasks
        for error in task.errors
        if hasattr(error, "row_number")
    }
    return report.valid, places, {e.type for e in report.errors} | {e.type for t in report.tasks for e in t.errors}


def ours(folder) -> tuple[bool, set[Place], set[str]]:
    """What this package says, likewise; what cannot be read is not valid."""
    try:
        report = pp.validate(folder)
    except pp.PackageError:
        return False, set(), {"refused"}
    errors = [issue for issue in report.issues if issue.level == "error"]
    places = {(issue.table, issue.row, issue.column) for issue in errors if issue.row}
    return report.valid, places, {issue.code for issue in report.issues}


def rows_of(places: set[Place]) -> set[tuple[str, int]]:
    return {(name, row) for name, row, _ in places}


# Types: cells that are of a type, and such as nearly are.

CELLS = {
    "string": ["x", "云泽", "a@example.org", "https://example.org/x", "6e1d8b0a-6f5a-4c58-8d6b-0a1b2c3d4e5f", "YQ=="],
    "integer": ["0", "7", "+7", "-12", "007", "1.5", "1e3", "12%", "€5", "x"],
    "number": ["0", "1.5", "-.5", "5.", "+1e3", "1E-3", "1,5", "1.234,5", "1,234.5", "12%", "€5", "x"],
    "boolean": ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0", "yes", "是", "t"],
    "date": ["2026-01-31", "2024-02-29", "2023-02-29", "31.01.2026", "20260131", "2026/01/31", "Jan 31 2026"],
    "datetime": ["2026-01-31T08:30:00Z", "2026-01-31T08:30:00.125+08:00", "2026-01-31 08:30:00", "31.01.2026 08:30"],
    "time": ["08:30:00", "08:30:00Z", "23:59:59.5", "24:00:00", "08:30", "8:30 pm"],
    "year": ["2026", "0001", "9999", "26", "02026"],
    "yearmonth": ["2026-01", "2026-13", "2026-1", "2026"],
    "duration": ["P1Y2M10DT2H30M", "P1W", "PT0.5S", "-P1D", "P", "1Y"],
    "geopoint": ["90.50, 45.50", "180,-90", "181,0", "[90.5, 45]", '{"lon": 90.5, "lat": 45}', '{"lon": 1}'],
    "geojson": ['{"type": "Point", "coordinates": [1, 2]}', '{"type": "Point"}', '{"type": "Topology"}', "{}"],
    "object": ["{}", '{"a": [1]}', "[]", "{", "1"],
    "array": ["[]", '[1, "x"]', "{}", "[1", "x"],
    "list": ["x", "1,2", "1;2", "2026-01-31,2026-02-28", "true,0", ",", "1,,2"],
    "any": ["x", "{}", "1,2"],
}
OPTIONS = {
    "string": [{"format": form} for form in ("email", "uri", "uuid", "binary")],
    "integer": [{"bareNumber": False}],
    "number": [{"decimalChar": ","}, {"groupChar": ","}, {"decimalChar": ",", "groupChar": "."}, {"bareNumber": False}],
    "boolean": [{"trueValues": ["yes", "是"], "falseValues": ["no"]}, {"trueValues": ["t"]}],
    "date": [{"format": "%d.%m.%Y"}, {"format": "any"}],
    "datetime": [{"format": "%d.%m.%Y %H:%M"}, {"format": "any"}],
    "time": [{"format": "%H:%M"}, {"format": "any"}],
    "geopoint": [{"format": "array"}, {"format": "object"}],
    "geojson": [{"format": "topojson"}],
    "array": [{"arrayItem": {"type": "integer"}}],
    "list": [{"itemType": "integer"}, {"delimiter": ";", "itemType": "number"}, {"itemType": "date"}],
}
KINDS = [{"type": kind, **more} for kind, cells in CELLS.items() for more in [{}, *OPTIONS.get(kind, [])]]
# Where a cell is judged otherwise, and why, is told below, and in test_validation.
OTHERWISE = {
    "date": re.compile(r"\d{4}-(\d-\d\d?|\d\d-\d)"),
    # The standard follows XML Schema for these, and frictionless does not.
    "integer": re.compile(r"[+-]?\d{19,}"),
    "number": re.compile(r"[+-]?(nan|inf|infinity|snan)", re.IGNORECASE),
    "datetime": re.compile(r"(?!\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$).*", re.DOTALL),
    "year": re.compile(r"(?!\d{4}$).*", re.DOTALL),
    "yearmonth": re.compile(r"(?!\d{4}-\d\d$).*", re.DOTALL),
    "duration": re.compile(r"(?!-?P[\dYMDTHS.]+$).*|.*T$|.*\.\D.*|.*\.\d+[YMDH].*|.*P[^T]*[HS].*", re.DOTALL),
    "binary": re.compile(r"(?!([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$).*", re.DOTALL),
}


@st.composite
def cells(draw, kind):
    """A cell: one of the type's, with a character left out, put in or changed."""
    cell = draw(st.sampled_from(CELLS[kind]))
    at, extra = draw(st.integers(0, len(cell))), draw(st.sampled_from('0123456789.:-+,;TZPeE[]{}"x中'))
    how = draw(st.sampled_from(["as it is", "leave out", "put in", "change"]))
    if how == "as it is":
        return cell
    rest = cell[at:] if how == "put in" else cell[at + 1 :]
    return cell[:at] + (extra if how != "leave out" else "") + rest


def same_rows(pack, field, given_cells):
    """Both say the same of cells in a column, each in a row of its own."""
    rows = [["n", "a"], *([str(n), cell] for n, cell in enumerate(given_cells))]
    schema = {"fields": [{"name": "n", "type": "string"}, {"name": "a", **field}]}
    folder = pack([table(schema, **SAID)], {"things.csv": as_csv(rows)})
    valid, places, kinds = theirs(folder)
    assume("TypeError" not in kinds)
    assert ours(folder)[:2] == (valid, places)


@pytest.mark.parametrize("field", KINDS, ids=lambda field: "-".join(map(str, field.values())))
@FEW
@given(data=st.data())
def test_cells_of_every_type(pack, field, data):
    otherwise = OTHERWISE.get(field["type"] if len(field) == 1 else field.get("format"))
    drawn = data.draw(st.lists(cells(field["type"]), max_size=12))
    same_rows(pack, field, [cell for cell in drawn if not (otherwise and otherwise.fullmatch(cell))])


# Constraints

BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
VALUES = {
    "integer": st.integers(-3, 3),
    "number": st.sampled_from([-1, -0.5, 0, 0.1, 0.25, 1, 2.5, 3]),
    "date": st.sampled_from(["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"]),
    "datetime": st.sampled_from(["2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00", "2025-12-31T23:59:59Z"]),
    "time": st.sampled_from(["00:00:00", "08:30:00", "08:30:00.5", "23:59:59"]),
    "year": st.integers(2024, 2028),
    "yearmonth": st.sampled_from(["2025-12", "2026-01", "2026-10"]),
    "boolean": st.booleans(),
    "string": st.text("ab云", min_size=1, max_size=4),
    "any": st.sampled_from(["x", "1", "{}"]),
    "object": st.sampled_from([{}, {"a": 1}, {"a": 1, "b": [2]}]),
    "array": st.sampled_from([[], [1], [1, "x"], [1, 2, 3]]),
    "list": st.sampled_from(["x", "x,y", "x,y,z"]),
    "geopoint": st.sampled_from(["1,2", "1.0, 2.0", "3,4"]),
    "duration": st.sampled_from(["P1D", "PT24H", "P2D"]),
    "geojson": st.sampled_from([{"type": "Point", "coordinates": [1, 2]}, {"type": "Point", "coordinates": [2, 1]}]),
}
LENGTHS = ("string", "object", "array", "list")


def written(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@st.composite
def constraints(draw, kind):
    """Constraints that a type knows, with values that it has."""
    found = {"required": draw(st.booleans())}
    if kind in ("integer", "number", "date", "datetime", "time", "year", "yearmonth"):
        found |= {name: draw(VALUES[kind]) for name in draw(st.sets(st.sampled_from(BOUNDS), max_size=2))}
    if kind in LENGTHS:
        found |= {name: draw(st.integers(0, 3)) for name in draw(st.sets(st.sampled_from(["minLength", "maxLength"])))}
    if kind == "string" and draw(st.booleans()):
        found["pattern"] = draw(st.sampled_from(["[ab]+", "(a|b)云*", r"\w{2}", "a?b?", "(?!a).*"]))
    if kind != "list" and draw(st.booleans()):
        found["enum"] = draw(st.lists(VALUES[kind], min_size=1, max_size=2, unique_by=written))
    return found


@pytest.mark.parametrize("kind", VALUES)
@FEW
@given(data=st.data())
def test_constraints_of_every_type(pack, kind, data):
    limits = data.draw(constraints(kind))
    drawn = data.draw(st.lists(st.one_of(st.just(""), VALUES[kind].map(written), cells(kind)), max_size=12))
    assume(kind not in OTHERWISE or not any(map(OTHERWISE[kind].fullmatch, drawn)))
    same_rows(pack, {"type": kind, "constraints": limits}, drawn)


@SMALL
@given(st.data())
def test_what_stands_for_null(pack, data):
    texts = st.sampled_from(["", "-", "NA", "x", "1"])
    listed = st.lists(texts, max_size=3, unique=True)
    spelt = listed.flatmap(lambda all_: st.sampled_from([all_, [{"value": v, "label": f"not {v}"} for v in all_]]))
    both = [{"name": n, "type": t, "constraints": {"required": True}} for n, t in (("a", "string"), ("b", "integer"))]
    both = [f | ({"missingValues": data.draw(spelt)} if data.draw(st.booleans()) else {}) for f in both]
    schema = {"fields": [{"name": "n", "type": "any", "missingValues": ["?"]}, *both]}
    schema |= {"missingValues": data.draw(spelt)} if data.draw(st.booleans()) else {}
    rows = [["n", "a", "b"], *(["x", *row] for row in data.draw(st.lists(st.tuples(texts, texts), max_size=6)))]
    folder = pack([table(schema, **SAID)], {"things.csv": as_csv(rows)})
    assert ours(folder)[:2] == theirs(folder)[:2]


# Headers

HEADERS = [list(names) for n in (1, 2, 3) for names in permutations("abc", n)]


@pytest.mark.parametrize("match", ["exact", "equal", "subset", "superset", "partial"])
@pytest.mark.parametrize("header", HEADERS, ids="".join)
@pytest.mark.parametrize("key", [{}, {"primaryKey": ["a"]}])
def test_headers_are_held_against_the_fields_as_the_schema_says(pack, match, header, key):
    schema = {"fields": [A, B | {"constraints": {"required": key == {}}}], "fieldsMatch": match, **key}
    folder = pack([table(schema, **SAID)], {"things.csv": as_csv([header, ["x"] * len(header)])})
    assert ours(folder)[0] == theirs(folder)[0]


# Dialects

MARKS = st.lists(st.sampled_from(",;|\t:'\"\\~"), min_size=3, max_size=3, unique=True)
TEXTS = st.text(",;|\t:'\"\\~ \n#x中", min_size=1, max_size=4)


@st.composite
def dialects(draw):
    """A dialect that says all that frictionless would guess, and how Python's csv writes it."""
    delimiter, quote, escape = draw(MARKS)
    said = {"delimiter": delimiter, "quoteChar": quote, "skipInitialSpace": draw(st.booleans())}
    options = {"delimiter": delimiter, "quotechar": quote, "quoting": csv.QUOTE_ALL}
    if draw(st.booleans()):
        said |= {"escapeChar": escape, "doubleQuote": False}
        options |= {"escapechar": escape, "doublequote": False}
    return said, options


@SMALL
@given(dialects(), st.sampled_from([{}, {"header": False}, {"headerRows": [1, 2]}, {"commentRows": [3]}]), st.data())
def test_every_cell_in_every_dialect(pack, dialect, lines, data):
    said, options = dialect
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=6))
    above = {"header": [], "headerRows": [["a", "b"], ["a", "b"]]}.get(next(iter(lines), ""), [["a", "b"]])
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
    content = as_csv([*above, *rows], **options).encode(encoding)
    encoding = encoding.removesuffix("-sig")
    missing = {"missingValues": []}  # so that no row is blank
    folder = pack(
        [table({"fields": [A, B], **missing}, dialect=said | lines, encoding=encoding)], {"things.csv": content}
    )
    assert ours(folder)[0] == theirs(folder, len(above))[0]
    assert rows_of(ours(folder)[1]) == rows_of(theirs(folder, len(above))[1])
    read_there = frictionless.Package(str(folder / "datapackage.json")).get_resource("things").read_rows()
    whole = [(row.row_number - len(above), row["a"], row["b"]) for row in read_there if len(row.cells) == 2]
    assert read(folder)[0].frame.collect().rows() == whole


@SMALL
@given(st.lists(st.sampled_from(["x,y", "#x,y", "x,#y", '"#x",y', "# x", "#"]), max_size=6))
def test_comments(pack, lines):
    content = "\n".join(["a,b", *lines, ""])
    said = SAID["dialect"] | {"commentChar": "#"}
    folder = pack([table({"fields": [A, B]}, encoding="utf-8", dialect=said)], {"things.csv": content})
    assert ours(folder)[0] == theirs(folder)[0]
    assert rows_of(ours(folder)[1]) == rows_of(theirs(folder)[1])


@SMALL
@given(st.lists(st.lists(st.sampled_from(["x,1", "y,2", "x,k", "z", "w,1,2"]), max_size=4), min_size=1, max_size=3))
def test_tables_in_parts(pack, parts):
    files = {f"{n}.csv": "\n".join(["a,b", *lines]) for n, lines in enumerate(parts)}
    files = {name: content + "\n" for name, content in files.items()}
    schema = {"fields": [A, {"name": "b", "type": "integer"}], "primaryKey": "a"}
    folder = pack([table(schema, path=[*files], **SAID)], files)
    assert rows_of(ours(folder)[1]) == rows_of(theirs(folder)[1])


# Keys

KEYS = st.sampled_from(["1", "2", "3", "4"])
CUT = st.tuples(KEYS, KEYS) | st.lists(KEYS, min_size=1, max_size=3)  # a row that may lack a cell or have one too many


@SMALL
@given(
    st.lists(st.tuples(KEYS, KEYS, KEYS), max_size=8),
    st.sampled_from(["a", ["a"], ["a", "b"], ["c", "a"]]),
    st.sampled_from([[], ["b"], ["b", "c"]]),
    st.sampled_from(["string", "integer", "number", "year"]),
)
def test_keys(pack, rows, primary, unique, kind):
    limits = {name: {"unique": True} for name in unique}
    fields = [{"name": name, "type": kind, "constraints": limits.get(name, {})} for name in "abc"]
    rows = [[cell.rjust(4, "0") for cell in row] for row in rows]
    schema = {"fields": fields, "primaryKey": primary}
    folder = pack([table(schema, **SAID)], {"things.csv": as_csv([["a", "b", "c"], *rows])})
    assert ours(folder)[0] == theirs(folder)[0]
    assert rows_of(ours(folder)[1]) == rows_of(theirs(folder)[1])


@SMALL
@given(
    st.lists(CUT, max_size=5),
    st.lists(CUT, max_size=5),
    st.sampled_from(["a", ["a"], ["a", "b"], ["b", "a"]]),
    st.sampled_from(["", "others", None]),
)
def test_foreign_keys(pack, here, there, columns, target):
    reference = {"fields": columns} | ({} if target is None else {"resource": target})
    columns = columns if isinstance(columns, str) else columns[::-1]
    key = {"fields": columns, "reference": reference}
    resources = [table({"fields": [A, B], "foreignKeys": [key]}, **SAID), table({"fields": [B, A]}, "others", **SAID)]
    files = {"things.csv": as_csv([["a", "b"], *here]), "others.csv": as_csv([["b", "a"], *there])}
    folder = pack(resources, files)
    assert ours(folder)[0] == theirs(folder)[0]
    assert rows_of(ours(folder)[1]) == rows_of(theirs(folder)[1])


def test_a_report_numbers_the_fields_of_the_package_that_was_judged(pack):
    fields = [{"name": "b", "type": "integer"}, A]
    key = {"fields": "a", "reference": {"resource": "", "fields": "b"}}
    schema = {"fields": fields, "primaryKey": "b", "foreignKeys": [key]}
    report = to_frictionless(pp.validate(pack([table(schema, **SAID)], {"things.csv": "b,a\n1,1\nx,1\n1,2\n3\n"})))
    told = {e["type"]: e for e in report["tasks"][0]["errors"]}
    assert set(told) == {"type-error", "primary-key", "foreign-key", "missing-cell"}
    assert [told[t]["fieldNumber"] for t in ("type-error", "foreign-key", "missing-cell")] == [1, 2, 2]
    assert (told["foreign-key"]["referenceName"], told["foreign-key"]["referenceFieldNames"]) == ("things", ["b"])
    assert report["tasks"][0]["labels"] == ["b", "a"]


# Where the verdict differs.


def field(kind, **more):
    return {"fields": [A, {"name": "b", "type": kind, **more}]}


TEXT, DAY, YEAR = {"fields": [A, B]}, field("date"), field("year")
REMARKS = {"dialect": {"commentChar": "#", "delimiter": ","}}
SELF = {"foreignKeys": [{"fields": ["a", "b"], "reference": {"fields": ["a", "b"]}}]}
TO_NUMBERS = {"foreignKeys": [{"fields": "a", "reference": {"resource": "others", "fields": "a"}}]}
NUMBERS = {"others.csv": "a\n1\n"}, table({"fields": [{"name": "a", "type": "integer"}]}, "others")


@pytest.mark.parametrize(
    ("schema", "content", "more", "theirs_say", "ours_say", "why"),
    [
        # Files
        (TEXT, "a;b\nx;y\n", {}, True, False, "the standard has commas unless a dialect says otherwise"),
        (TEXT, "a,b\nx,'y,z'\n", {}, False, False, "the same: nor are quotation marks"),
        (TEXT, "a, b\nx, y\n", {}, True, True, "the same: a name may have spaces around it"),
        (TEXT, "\nx,y\n", {}, True, False, "without a header, nothing says which column is which"),
        (TEXT, "a,b\nx,y\"\"z\n", {}, True, True, "the same: a mark inside a cell is text"),
        (TEXT, 'a,b\nx,"y"z\n', {}, True, False, "nothing may stand behind a closing mark"),
        (TEXT, 'a,b\nx,"y\n', {}, True, False, "a cell that is never closed has swallowed the rest of the file"),
        (TEXT, "a,b\nx,y\0\n", {}, True, False, "a file with NUL bytes is no text"),
        (TEXT, "a,b\nx,中\n".encode("gb18030"), {"encoding": "utf-8"}, False, True, "Chinese Excel writes it: told"),
        (TEXT, "a,b\nx,y\n", {"hash": "sha512:00"}, True, False, "frictionless knows MD5 and SHA-256 alone"),
        (None, "a,b\nx,y\n", {}, True, True, "the same: without a schema, the structure is checked"),
        (None, "a,b\nx\n", {}, False, False, "the same: a row is too short"),
        # Headers
        (TEXT, "b,a\nx,y\n", {}, False, False, "the same: columns are mapped by their order"),
        (TEXT, "A,B\nx,y\n", {}, False, False, "the same: names are not the same in capitals and small letters"),
        (TEXT | {"fieldsMatch": ["equal"]}, "b,a\nx,y\n", {}, False, True, "the standard's profile has a list"),
        (TEXT, "a,b,\nx,y,z\n", {}, False, True, "a column without a name is left out, and told"),
        (TEXT, "a,b\n\nx,y\n", {}, False, True, "a blank line is no row"),
        (TEXT, "a,b\n,\n", {}, False, True, "a row of nulls breaks no constraint of the schema"),
        # Dialects
        (TEXT, "# one\na,b\nx,y,\n", REMARKS, False, False, "the same: the row is too long"),
        (
            field("integer"), "# one\na,b\nx,1\n", REMARKS, True, True,
            "the same: the header is the first row that is no comment",
        ),
        (
            field("integer"), "a,b\nx,-\n", {"dialect": {"nullSequence": "-"}}, False, True,
            "frictionless does not look at nullSequence",
        ),
        (TEXT, "a,b\nx,y\n", {"dialect": {"lineTerminator": ";"}}, True, False, "frictionless knows no other line end"),
        # Cells
        (YEAR, "a,b\nx,+202\n", {}, True, False, "a year has four digits"),
        (DAY, "a,b\nx,2026-1-5\n", {}, True, False, "ISO 8601 asks for two digits of month and day"),
        (
            field("datetime", constraints={"minimum": "2026-01-01T00:00:00Z"}), "a,b\nx,2026-01-31T08:30:00\n", {},
            False, False, "the same: without a zone, nothing says that it is later; frictionless breaks off",
        ),
        (field("number", categories=[1, 2]), "a,b\nx,3\n", {}, True, False, "frictionless does not look at categories"),
        (
            field("integer", constraints={"minimum": 0.5}), "a,b\n", {}, True, False,
            "a bound is of the field's type; frictionless notices at the first cell, and breaks off",
        ),
        (
            field("string", constraints={"pattern": "[0-9]{2}|[a-z]+"}), "a,b\nx,12!\n", {}, True, False,
            "a pattern covers the whole value; frictionless anchors the first and the last alternative only",
        ),
        # Keys
        (TEXT | {"uniqueKeys": [["a", "b"]]}, "a,b\nx,y\nx,y\n", {}, True, False, "frictionless does not look at it"),
        (TEXT | {"primaryKey": ["a", "b"]}, "a,b\nx,\n", {}, True, False, "every column of a primary key is required"),
        (TEXT | SELF, "a,b\nx,\n", {}, True, True, "the same: here the row points to itself"),
        (TEXT | TO_NUMBERS, "a,b\n1,x\n", {"beside": NUMBERS}, False, True, "equal keys are written alike"),
        (
            {"fields": [{"name": "a", "type": "number", "decimalChar": ",", "constraints": {"unique": True}}, B]},
            'a,b\n"1,5",x\n"1,50",y\n', {}, False, True,
            "values in formats of their own are compared as they are written",
        ),
        (TEXT | {"foreignKeys": [{}]}, "a,b\n", {}, True, False, "a key has columns"),
        (
            TEXT | {"foreignKeys": [{"fields": "a", "reference": {"resource": "things", "fields": "b"}}]},
            "a,b\nx,x\n", {}, True, False, "a key to its own table names none",
        ),
    ],
)  # fmt: skip
def test_where_the_verdict_differs(pack, schema, content, more, theirs_say, ours_say, why):
    files, others = more.get("beside", ({}, None))
    more = {name: value for name, value in more.items() if name != "beside"}
    resource = table(schema, **more) if schema else {"name": "things", "path": "things.csv"}
    folder = pack([resource, *([others] if others else [])], {"things.csv": content, **files})
    assert (theirs(folder)[0], ours(folder)[0]) == (theirs_say, ours_say), why


# Descriptors that are no descriptors: read or refused in words, whatever stands in them.

ODD = [
    *(None, True, 0, -1, 1.5, 10**30, "", "x", "a", "integer", "../x", "https://e.org/x", ";", "\\N", "things.csv"),
    *([], ["a"], [[]], [["a", "a"]], [{}], [1, 2], {}, {"a": 1}, {"name": "a"}, {"value": "x"}, ["things.csv"] * 2),
    *("exact", "md5:00", "utf-16", "hex"),
]
NAMES = ("path", "data", "schema", "dialect", "compression", "format", "type", "missingValues", "fields", "enum")
NAMES += ("arrayItem", "jsonSchema", "example", "profile", "$schema", "stats", "hashing", "layout", "url", "categories")
ROWS = 'a,b,c,d,e,f\nx,1,1;2,y,"1,5",2021-01-01T00:00:00Z\ny,-,3,n,,\n'
WHOLE = table(
    {
        "fields": [
            A | {"constraints": {"required": True, "pattern": "[a-z]+", "minLength": 1, "enum": ["x", "y"]}},
            INTEGER | {"constraints": {"minimum": 0, "exclusiveMaximum": 10, "unique": True}, "missingValues": ["-"]},
            {"name": "c", "type": "list", "delimiter": ";", "itemType": "integer", "categories": ["1;2", "3"]},
            {"name": "d", "type": "boolean", "trueValues": ["y"], "falseValues": ["n"]},
            {"name": "e", "type": "number", "decimalChar": ",", "groupChar": ".", "bareNumber": False},
            {"name": "f", "type": "datetime", "format": "default", "constraints": {"minimum": "2020-01-01T00:00:00Z"}},
        ],
        "missingValues": [""],
        "primaryKey": ["a"],
        "uniqueKeys": [["b"], ["a", "c"]],
        "fieldsMatch": "exact",
        "foreignKeys": [{"fields": ["b"], "reference": {"resource": "", "fields": ["b"]}}],
    },
    hash="md5:" + hashlib.md5(ROWS.encode()).hexdigest(),
    bytes=len(ROWS),
    encoding="utf-8",
    dialect={"delimiter": ",", "header": True, "headerRows": [1], "commentChar": "#", "csv": {"quoteChar": '"'}},
)


def places(node, at=()):
    """The way to every value in a descriptor."""
    yield at
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(value, (*at, key))


def mutated(package, chance):
    """The package with something left out, changed or put in."""
    found = copy.deepcopy(package)
    for _ in range(chance.randint(1, 3)):
        *way, last = chance.choice([at for at in places(found) if at])
        node = found
        for key in way:
            node = node[key]
        how = chance.random()
        if how < 0.2:
            del node[last]
        else:
            node[chance.choice(NAMES) if how > 0.9 and isinstance(node, dict) else last] = chance.choice(ODD)
    return found


@pytest.mark.parametrize("seeds", [range(n, n + 50) for n in range(0, 300, 50)])
def test_a_mutated_descriptor_is_read_or_refused(pack, seeds):
    inline = {"name": "inline", "data": [{"a": "x", "b": 1}], "schema": {"fields": [A, INTEGER]}}
    package = {"resources": [WHOLE, inline], "version": "1.0.0", "contributors": [{"title": "x"}]}
    folder = pack([], {"things.csv": ROWS})
    for seed in seeds:
        (folder / "datapackage.json").write_text(json.dumps(mutated(package, random.Random(seed))))
        ours(folder)
        with contextlib.suppress(pp.PackageError):
            read(folder)
