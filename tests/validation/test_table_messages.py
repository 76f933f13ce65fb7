"""What is found in tables of any package that break their Table Schema, in both languages."""

import pytest

import pyplanning as pp

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"


def column(name: str, kind: str = "string", **constraints) -> dict:
    return {"name": name, "type": kind} | ({"constraints": constraints} if constraints else {})


NOTE = column("note")


def rows(*cells: str) -> str:
    """A file of two columns, so that an empty cell leaves no blank line."""
    return "a,note\n" + "".join(f"{cell},n\n" for cell in cells)


def issues(folder):
    report = pp.validate(folder)
    assert report.valid is not bool(report.issues)
    return report.issues


WHOLE, NUMBER, DATE = (
    ("a whole number", "整数"),
    ("a number", "数值"),
    ("a date such as 2026-01-31", "日期（如2026-01-31）"),
)
BOOLEAN = ("true or false", "true或false")


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [("integer", cell, WHOLE) for cell in ("x", "1.0", "1e3", " 1", "1 ", "１", "1_000", "+", "NaN", "二")]
    + [("number", cell, NUMBER) for cell in ("x", "1 000", "Infinity", "+INF", "1e", ".", "１", "1_000", "50%")]
    + [("date", cell, DATE) for cell in ("2026-1-5", "2026-02-30", "20260131", "2026/01/31", "0000-01-01", "今天")]
    + [("boolean", cell, BOOLEAN) for cell in ("yes", "tRUE", " true", "2", "是")],
)
def test_pl101_a_cell_of_another_type(write_table, kind, cell, expected):
    (issue,) = issues(write_table(rows(cell), [column("a", kind), NOTE]))
    assert (issue.code, issue.file, issue.table, issue.row, issue.column, issue.value) == (
        *("PL101", "things.csv", "things", 1, "a", cell),
    )
    assert issue.en == f"things row 1 – a “{cell}” is not {expected[0]}"
    assert issue.zh == f"things第1行：a“{cell}”不是{expected[1]}"


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("integer", ("", "0", "-5", "+5", "007", "-9223372036854775808", "9" * 40)),
        ("number", ("", "0", "-1.5", "+2", ".5", "5.", "1e3", "1E-3", "NaN", "INF", "-inf")),
        ("date", ("", "2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31")),
        ("boolean", ("", "true", "True", "TRUE", "1", "false", "False", "FALSE", "0")),
        ("string", ("", " x ", "NaN", "1", "云", "=1")),
    ],
)
def test_pl101_is_silent_about_cells_of_the_type(write_table, kind, cells):
    assert issues(write_table(rows(*cells), [column("a", kind), NOTE])) == ()


@pytest.mark.parametrize("kind", ["string", "integer", "number", "date", "boolean"])
def test_pl102_an_empty_cell(write_table, kind):
    (issue,) = issues(write_table(rows(""), [column("a", kind, required=True), NOTE]))
    assert (issue.code, issue.row, issue.column, issue.value) == ("PL102", 1, "a", "")
    assert issue.en == "things row 1 – a is empty – expected a value"
    assert issue.zh == "things第1行：a为空，此处必填"
    assert issues(write_table(rows(""), [column("a", kind), NOTE])) == ()


def test_pl102_a_key_is_required_without_saying_so(write_table):
    (issue,) = issues(write_table(rows(""), [column("a"), NOTE], primaryKey=["a"]))
    assert (issue.code, issue.column) == ("PL102", "a")


def test_pl103_a_value_that_is_not_listed(write_table):
    fields = [column("a", enum=["low", "high"]), NOTE]
    (issue,) = issues(write_table(rows("low", "middle", "high", ""), fields))
    assert (issue.code, issue.row, issue.value) == ("PL103", 2, "middle")
    assert issue.en == "things row 2 – a “middle” is not a listed value – expected one of low, high"
    assert issue.zh == "things第2行：a“middle”不在所列取值之中，应为low、high之一"


@pytest.mark.parametrize("cell", ["Low", "low ", " low", "lo"])
def test_pl103_is_to_the_letter(write_table, cell):
    (issue,) = issues(write_table(rows(cell), [column("a", enum=["low", "high"]), NOTE]))
    assert issue.code == "PL103"


def test_pl104_the_wrong_form(write_table):
    (issue,) = issues(write_table(rows("a-b", "A b", ""), [column("a", pattern=SLUG), NOTE]))
    assert (issue.code, issue.row, issue.value) == ("PL104", 2, "A b")
    assert issue.en == f"things row 2 – a “A b” has the wrong form – expected {SLUG}"
    assert issue.zh == f"things第2行：a“A b”格式不符，应符合{SLUG}"


@pytest.mark.parametrize(
    ("pattern", "cell", "fine"),
    [
        ("[0-9]{6}|x+", "123456", True),
        ("[0-9]{6}|x+", "xx", True),
        ("[0-9]{6}|x+", "123456x", False),
        ("[0-9]{6}|x+", "1xx", False),
        ("[0-9]{6}", "１２３４５６", False),
        ("[A-Z]{2}(-[A-Z]{2})?", "CN-HB", True),
        ("[A-Z]{2}(-[A-Z]{2})?", "CN-", False),
    ],
)
def test_pl104_a_pattern_covers_the_whole_value(write_table, pattern, cell, fine):
    assert [i.code for i in issues(write_table(rows(cell), [column("a", pattern=pattern), NOTE]))] == (
        [] if fine else ["PL104"]
    )


@pytest.mark.parametrize(
    ("kind", "limits", "cell", "expected"),
    [
        ("integer", {"minimum": 1900, "maximum": 2100}, "1899", "1900–2100"),
        ("integer", {"minimum": 1900, "maximum": 2100}, "2101", "1900–2100"),
        ("integer", {"minimum": 1}, "0", "1–"),
        ("number", {"maximum": 100}, "100.5", "–100"),
        ("number", {"minimum": 0}, "-0.25", "0–"),
        ("number", {"minimum": 0}, "-12345678", "0–"),
        ("number", {"minimum": 0}, "-0.1234567", "0–"),
    ],
)
def test_pl105_out_of_range(write_table, kind, limits, cell, expected):
    (issue,) = issues(write_table(rows(cell), [column("a", kind, **limits), NOTE]))
    assert (issue.code, issue.row, issue.value) == ("PL105", 1, cell)
    assert issue.en == f"things row 1 – a {cell} is out of range – expected {expected}"
    assert issue.zh == f"things第1行：a的值{cell}超出范围，应为{expected}"


def test_pl105_is_silent_at_the_bounds(write_table):
    folder = write_table(rows("1900", "2100", "2000", ""), [column("a", "integer", minimum=1900, maximum=2100), NOTE])
    assert issues(folder) == ()


@pytest.mark.parametrize(
    ("limits", "cell", "expected"),
    [
        ({"maxLength": 3}, "云泽省规", "–3"),
        ({"minLength": 2}, "x", "2–"),
        ({"minLength": 2, "maxLength": 3}, "x", "2–3"),
    ],
)
def test_pl106_the_wrong_length(write_table, limits, cell, expected):
    (issue,) = issues(write_table(rows("云泽", cell, ""), [column("a", **limits), NOTE]))
    assert (issue.code, issue.row, issue.value) == ("PL106", 2, cell)
    assert issue.en == f"things row 2 – a “{cell}” has the wrong length – expected {expected} characters"
    assert issue.zh == f"things第2行：a“{cell}”长度不符，应为{expected}个字符"


def test_pl106_counts_characters_not_bytes(write_table):
    assert issues(write_table(rows("云泽省"), [column("a", maxLength=3), NOTE])) == ()


@pytest.mark.parametrize("schema", [{"primaryKey": ["a"]}, {"primaryKey": "a"}, {"uniqueKeys": [["a"]]}])
def test_pl107_a_key_that_stands_twice(write_table, schema):
    (issue,) = issues(write_table(rows("x", "y", "x"), [column("a"), NOTE], **schema))
    assert (issue.code, issue.row, issue.column, issue.value) == ("PL107", 3, "a", "x")
    assert issue.en == "things row 3 – a “x” occurs twice – expected once"
    assert issue.zh == "things第3行：a“x”重复，只应出现一次"


def test_pl107_a_column_of_unique_values(write_table):
    (issue,) = issues(write_table(rows("x", "y", "x", "", ""), [column("a", unique=True), NOTE]))
    assert (issue.code, issue.row, issue.column, issue.value) == ("PL107", 3, "a", "x")


@pytest.mark.parametrize("key", ["primaryKey", "uniqueKeys"])
def test_pl107_a_key_of_several_columns(write_table, key):
    content = "a,b\nx,1\nx,2\ny,1\nx,2\nx,02\n"
    keys = {key: ["a", "b"] if key == "primaryKey" else [["a", "b"]]}
    found = issues(write_table(content, [column("a"), column("b", "integer")], **keys))
    assert [(i.code, i.row, i.column, i.value) for i in found] == [
        ("PL107", 4, "a/b", "x/2"),
        ("PL107", 5, "a/b", "x/02"),
    ]


def test_pl107_is_silent_where_the_key_differs_or_is_null(write_table):
    content = "a,b\nx,1\nx,2\ny,1\nx,\nx,\n"
    assert issues(write_table(content, [column("a"), column("b")], uniqueKeys=[["a", "b"]])) == ()


def test_pl108_a_missing_column(write_table):
    (issue,) = issues(write_table("a\nx\n", [column("a"), column("b")]))
    assert (issue.code, issue.file, issue.table, issue.row, issue.column) == ("PL108", "things.csv", "things", 0, "b")
    assert issue.en == "things.csv – column b is missing – expected every column of the descriptor"
    assert issue.zh == "things.csv：缺少b列，应与描述文件一致"


@pytest.mark.parametrize(("name", "hint"), [("nam", "name"), ("kid", "kind"), ("zzz", "")])
def test_pl109_an_unknown_column(write_table, name, hint):
    other = "name" if hint == "kind" else "kind"  # a column that is there is not suggested
    found = issues(write_table(f"{other},{name}\nx,y\n", [column("name"), column("kind")]))
    (issue,) = (one for one in found if one.column == name)
    assert (issue.code, issue.row, issue.column, issue.suggestion) == ("PL109", 0, name, hint)
    assert issue.en == f"things.csv – column {name} is unknown – expected only the descriptor's columns"
    assert issue.zh == f"things.csv：{name}列未知，只应有描述文件所列的各列"


def test_pl108_and_pl109_are_silent_about_the_right_columns(write_table):
    assert issues(write_table("a,b\nx,y\n", [column("a"), column("b")])) == ()
    assert issues(write_table("a,b\n", [column("a"), column("b")])) == ()


@pytest.mark.parametrize("content", ["c,d\n", "a\n"])
def test_a_wrong_header_is_found_without_rows_too(write_table, content):
    assert {i.code for i in issues(write_table(content, [column("a"), column("b")]))} >= {"PL108"}


def test_a_column_that_stands_twice_is_found(write_table):
    assert issues(write_table("a,b,b\nx,y,z\n", [column("a"), column("b")])) != ()


@pytest.mark.parametrize(("line", "cells"), [("x", 1), ("x,y,z", 3), ('"x,y"', 1)])
def test_pl110_too_few_or_too_many_cells(write_table, line, cells):
    (issue,) = issues(write_table(f"a,b\nx,y\n{line}\n", [column("a"), column("b")]))
    assert (issue.code, issue.row, issue.column) == ("PL110", 2, "")
    assert issue.en == f"things row 2 – has {cells} cell{'s' * (cells != 1)} – expected 2"
    assert issue.zh == f"things第2行：有{cells}个单元格，应为2个"


def test_pl110_is_silent_about_commas_and_breaks_in_quotes(write_table):
    assert issues(write_table('a,b\n"x,""y""","1\n2"\n', [column("a"), column("b")])) == ()


def test_pl120_columns_in_another_order(write_table):
    for match, codes in (("exact", ["PL120"]), ("equal", []), (None, ["PL120"])):
        more = {"fieldsMatch": match} if match else {}
        found = pp.validate(write_table("b,a\n1,x\n", [column("a"), column("b", "integer")], **more)).issues
        assert [i.code for i in found] == codes
        for issue in found:
            assert issue.en == (
                "things.csv – the columns are in a different order, and were matched by name – expected a, b"
            )
            assert issue.zh == "things.csv：列的顺序不符，已按列名对应，应为a, b"


@pytest.mark.parametrize(
    ("match", "missing", "unknown"),
    [
        (None, ["b", "c"], ["x"]),
        ("exact", ["b", "c"], ["x"]),
        ("equal", ["b", "c"], ["x"]),
        ("subset", ["b", "c"], []),
        ("superset", ["c"], ["x"]),
        ("partial", ["c"], []),
    ],
)
def test_columns_are_missing_or_unknown_as_fields_match(write_table, match, missing, unknown):
    others = [column("b"), column("c", required=True)]
    more = {"fieldsMatch": match} if match else {}
    found = pp.validate(write_table("a,x\n1,2\n", [column("a"), *others], **more)).issues
    assert [(i.code, i.column) for i in found if i.code in ("PL108", "PL109")] == sorted(
        [*(("PL108", c) for c in missing), *(("PL109", c) for c in unknown)], key=lambda pair: pair[1]
    )
    assert {i.code for i in found} <= {"PL108", "PL109"}
