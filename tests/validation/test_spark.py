"""The same checks on a Spark frame: what they find, and that nothing is done before it is asked for."""

import csv
import os
import random
import re
import shutil
import sys
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd
import polars as pl
import pytest

from pyplanning import validators
from pyplanning.datapackage.cell import fault
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.rule import ROW, CellRule, RowRule, cell_rule, row_rule
from pyplanning.validation.constraints import typed_table
from pyplanning.validation.run_rules import expressions, rules
from pyplanning.validators import hygiene

pytest.importorskip("pyspark", minversion="4.0", reason="needs the extra spark")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("Spark needs Java, which is not here", allow_module_level=True)

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"


@pytest.fixture(scope="module")
def spark():
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    settings = {
        "spark.sql.shuffle.partitions": 2,
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",  # half the time for tables as small as these
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    assert session.conf.get("spark.sql.ansi.enabled") == "true"
    yield session
    session.stop()


def run(spark, rows, resource, form=None, frame=None, **more):
    """The findings about ``rows`` (dicts, or tuples in the form given) or a Spark frame, as sorted tuples."""
    from pyplanning.validation.spark import findings

    names = resource.columns
    form = form or ", ".join(f"`{name}` string" for name in names)
    listed = [tuple(row[n] for n in names) if isinstance(row, dict) else row for row in rows]
    frame = spark.createDataFrame(listed, form) if frame is None else frame
    return sorted((f.key, f.column, f.code, f.value) for f in findings(frame, resource, **more).collect())


def resource(*fields, key="id", **schema):
    own = [one.properties for one in ([field(key), *fields] if key else fields)]
    return Resource(
        {"name": "things", "path": "things.csv", "schema": {"fields": own, "primaryKey": key or [], **schema}}
    )


def field(name, kind="string", options=None, **constraints):
    return Field({"name": name, "type": kind, "constraints": constraints, **(options or {})})


# The same, in plain Python.


def plainly(rows, resource, keys):
    """What is wrong with ``rows``, one row and one cell after the other."""
    null, primary = {None, *missing_values(resource)}, resource.primary_key
    clean = [{n: None if cell in null else cell for n, cell in row.items()} for row in rows]
    found = []
    for row in clean:
        key = "/".join(row[k] or "" for k in primary)
        for by in resource.fields:
            name, cell = by.name, row[by.name]
            needed = name in primary or by.required
            code = fault(by, cell) if cell is not None else "PL102" if needed else None
            found += [(key, name, code, cell or "")] if code else []
        found += [
            (key, c, "PL201", row[c])
            for c, t in resource.references.items()
            if row[c] is not None and row[c] not in keys[t]
        ]
    return sorted(found + [f for key in resource.unique_keys for f in repeated(clean, key, primary)])


def repeated(rows, key, primary):
    """Rows whose key stands in another row too, but for the first by primary key."""
    seen = set()
    for row in sorted(rows, key=lambda row: [row[k] or "" for k in primary]):
        value = tuple(row[k] for k in key)
        if None not in value and value in seen:
            yield "/".join(row[k] or "" for k in primary), "/".join(key), "PL107", "/".join(value)
        seen.add(value)


POOLS = {
    "id": ["", "A", "a-", "a b", *(f"r-{i}" for i in range(300))],
    "slug": ["", "a", "a-b", "A", "a-", "-a", "a\n", "ａ"],
    "word": ["", "x", "y", "z", "X", "x ", "-"],
    "count": ["", "0", "+7", "-3", "007", "1.0", "1e3", "1_000", " 12", "１２", "12\n", "9" * 18, "9223372036854775807",
              "9223372036854775808", "-9223372036854775808", "+0000000000000000000012", "0" * 30, "0x10",
              "abc", "-", "95"],
    "amount": ["", "1", "1.5", ".5", "1.", ".", "1,5", "1e5", "1E+300", "1e999", "-1e999", "1e-400", "1e", "NaN", "INF",
               "1 ", "1.5\n", "٣", "5d", "0x1p3", "--1", "9" * 60],
    "day": ["", "2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2026-02-30", "2026-04-31", "2026-12-31",
            "2026-1-1", "2026-13-01", "2026-01-01T00:00:00", "2026-01-01\n", "epoch", "31/12/2026", "99999-01-01"],
    "year": ["", "2026", "1600", "0000", "20260", "26", "+2026", "2026\n", "abcd"],
    "flag": ["", "true", "True", "TRUE", "tRUE", "1", "0", "false", "yes", "2", "-"],
    "note": ["", "亿", "亿元", "亿元家", "亿元家个", "𠀀𠀀", "𠀀𠀀𠀀𠀀", "a\nb", "-"],
    "unit": ["", "item", "yuan", "percent", "Item", "item\n", "-"],
}  # fmt: skip
TABLE = resource(
    field("id", pattern=SLUG),
    field("slug", pattern=SLUG),
    field("word", required=True, enum=["x", "y"]),
    field("count", "integer", minimum=0, maximum=10**18),
    field("amount", "number", minimum=-1, exclusiveMaximum="1e300"),
    field("day", "date", minimum="1950-01-01", maximum="2026-06-30"),
    field("year", "year", minimum=1700),
    field("flag", "boolean", required=True),
    field("note", minLength=2, maxLength=3),
    field("unit"),
    key=None,
    primaryKey=["id"],
    uniqueKeys=[["count", "day"], ["note"]],
    missingValues=["", "-"],
    foreignKeys=[{"fields": "unit", "reference": {"resource": "units", "fields": "unit"}}],
)
UNITS = ["item", "yuan"]


def test_random_cells_are_judged_as_in_plain_python(spark):
    chance = random.Random(1)
    rows = [{name: chance.choice(pool) for name, pool in POOLS.items()} for _ in range(600)]
    rows += [{name: pool[i % len(pool)] for name, pool in POOLS.items()} for i in range(60)]
    expected = plainly(rows, TABLE, {"units": UNITS})
    assert {code for _, _, code, _ in expected} == {f"PL{n}" for n in (101, 102, 103, 104, 105, 106, 107, 201)}
    assert run(spark, rows, TABLE, keys={"units": UNITS}) == expected


def test_rows_without_a_fault_give_nothing(spark):
    row = {"slug": "a-b", "word": "x", "count": "", "amount": "1e99", "day": "2024-02-29"}
    row |= {"year": "2026", "flag": "1", "note": "", "unit": "item"}
    assert run(spark, [row | {"id": f"r-{i}"} for i in range(100)], TABLE, keys={"units": UNITS}) == []


@pytest.mark.parametrize("name", ["targets", "responsibilities"])
def test_the_shipped_tables_are_valid(spark, name):
    from pyplanning.validation.spark import findings

    files = {r.name: str(root() / r.paths[0]) for r in descriptor().resources}
    keys = {table: pl.read_csv(file, infer_schema=False) for table, file in files.items()}
    frame = spark.read.csv(files[name], header=True, escape='"')
    assert findings(frame, descriptor().table(name), keys).collect() == []


LONG = ["+1", "2", "9223372036854775806", "9223372036854775807"]
MOMENTS = ["2026-01-31T10:00:00Z", "2026", "2027-01-01T00:00:00Z"]
# A field, its cells, and what is wrong with which of them, counted from 1.
SUSPECT = [
    (field("enum_integer", "integer", enum=[1, 9223372036854775806]), LONG, [(2, "PL103"), (4, "PL103")]),
    (field("enum_date", "date", enum=["2024-02-29"]), ["2024-02-29", "2020-02-29"], [(2, "PL103")]),
    (field("from_date", "date", minimum="2024-01-01"), ["2024-02-29", "2020-02-29"], [(2, "PL105")]),
    (field("infinite", "number", maximum=9), ["1e999", "-1e999", "9"], [(1, "PL105")]),
    (field("zeros", "integer", pattern="[0-9]{20}"), ["00000000000000000001", "1"], [(2, "PL104")]),
    (field("time", "time"), ["10:00:00", "late", ""], [(2, "PL101")]),
    (field("moment", "datetime", maximum=MOMENTS[0]), MOMENTS, [(2, "PL101"), (3, "PL105")]),
    (field("comma", "number", {"decimalChar": ","}), ["1,5", "1.5"], [(2, "PL101")]),
    (field("email", "string", {"format": "email"}), ["a@example.org", "nobody"], [(2, "PL101")]),
    (field("required", "time", required=True), ["10:00:00", "late", ""], [(2, "PL101"), (3, "PL102")]),
    (field("words", "boolean", {"trueValues": ["是"], "falseValues": ["否"]}), ["是", "否", "true"], [(3, "PL101")]),
    (field("look_around", pattern="(?!x)[a-z]+"), ["abc", "xyz", ""], [(2, "PL104")]),
    (field("digits", pattern=r"\d+.?"), ["１２", "1\r", "1\n", "x"], [(3, "PL104"), (4, "PL104")]),
    (field("named", pattern="(?P<the_year>[0-9]+)年"), ["2026年", "年", "2026年\n"], [(2, "PL104"), (3, "PL104")]),
    (
        field("dash", "integer", {"missingValues": ["-"]}, required=True),
        ["1", "-", "x", "2"],
        [(2, "PL102"), (3, "PL101")],
    ),
    (field("either", pattern="a|b"), ["a", "ab", "b"], [(2, "PL104")]),
]


@pytest.fixture(scope="module")
def judged(spark):
    """What is wrong in one table that has every suspect column, by column."""
    names = [by.name for by, _, _ in SUSPECT]
    rows = [("10:00:00" if name == "required" else "" for name in names) for _ in range(4)]
    rows = [dict(zip(names, row, strict=True)) | {"id": str(n)} for n, row in enumerate(rows, 1)]
    for by, cells, _ in SUSPECT:
        for row, cell in zip(rows, cells, strict=False):
            row[by.name] = cell
    found = run(spark, rows, resource(*[by for by, _, _ in SUSPECT]))
    return {name: [(int(key), code) for key, column, code, _ in found if column == name] for name in names}


@pytest.mark.parametrize(
    ("by", "expected"), [(by, expected) for by, _, expected in SUSPECT], ids=[by.name for by, _, _ in SUSPECT]
)
def test_suspect_cells_are_decided_exactly(judged, by, expected):
    assert judged[by.name] == expected


def test_long_cells_leave_java_its_stack(spark):
    by = resource(field("slug", pattern=SLUG), field("lazy", pattern="(a|-)*?"), field("marks", pattern=r"([)*\]]a?)+"))
    rows = [(f"{n}{end}", "a-" * n + end, "a-" * n + end, ")a*]" * n + end) for n in (1, 50_000) for end in "a-"]
    assert [finding[:3] for finding in run(spark, rows, by)] == [
        *(("1-", "marks", "PL104"), ("1-", "slug", "PL104")),
        *(("50000-", "marks", "PL104"), ("50000-", "slug", "PL104")),
    ]


def test_the_sentences(spark):
    from pyplanning.validation.spark import findings, issue

    by = resource(field("a", "number"), field("%b", pattern="100%"), uniqueKeys=[["a"]])
    frame = spark.createDataFrame(
        [("x", "1,5", "50%"), ("y", "1", None), ("z", "1", None)], "id string, a string, `%b` string"
    )
    told = {(f.code, f.column): issue(f, by) for f in findings(frame, by).collect()}
    assert told["PL101", "a"].en == "things x – a “1,5” is not a number"
    assert told["PL101", "a"].zh == "things x：a“1,5”不是数值"
    assert told["PL104", "%b"].en == "things x – %b “50%” has the wrong form – expected 100%"
    assert (told["PL107", "a"].key, told["PL107", "a"].level) == ("z", "error")
    assert frame.sparkSession is spark
    assert findings(frame, by).columns == ["key", "column", "code", "level", "value", "words"]


def test_a_table_without_a_key_has_sentences_without_one(spark):
    from pyplanning.validation.spark import findings, issue

    by = resource(field("a", "integer"), key=None)
    told = issue(findings(spark.createDataFrame([("x",)], "a string"), by).first(), by)
    assert (told.key, told.en, told.zh) == ("", "things – a “x” is not a whole number", "things：a“x”不是整数")


# Frames with types, and names of every kind.


def test_a_typed_frame_is_read_as_table_schema_writes_it(spark):
    by = resource(
        field("n", "integer", maximum=9), field("x", "number", maximum=9), field("d", "date"), field("b", "boolean"),
        field("yes", "boolean", {"trueValues": ["yes"], "falseValues": ["no"]}), field("t", "datetime"),
        field("day", "date"), field("m", "number", enum=[1]),
    )  # fmt: skip
    form = "id int, n double, x double, d date, b boolean, yes boolean, t timestamp, day timestamp, m decimal(9,2)"
    day, moment = date(2024, 2, 29), datetime(2026, 1, 31, 10, 0)
    good = (1, 9.0, 1e-7, day, True, True, moment, datetime(2024, 2, 29), Decimal(1))
    bad = (2, 9.5, 1e10, None, None, None, None, moment, Decimal("1.5"))
    assert run(spark, [good, bad, (3, *[None] * 8)], by, form) == [
        ("2", "day", "PL101", "2026-01-31T10:00:00"),
        ("2", "m", "PL103", "1.50"),
        ("2", "n", "PL101", "9.5"),
        ("2", "x", "PL105", "10000000000"),
    ]


def test_a_parquet_file_has_types(spark, tmp_path):
    text = pl.scan_csv(root() / descriptor().table("plans").paths[0], infer_schema=False)
    frame = typed_table(text.with_row_index(ROW), descriptor().table("plans")).drop(ROW)
    dates = [f.name for f in descriptor().table("plans").fields if f.type == "date"]
    frame.with_columns(pl.col(dates).str.to_date(), period_end=pl.lit(2025.5)).sink_parquet(tmp_path / "plans.parquet")
    read = spark.read.parquet(str(tmp_path / "plans.parquet"))
    assert {"date", "bigint", "double", "string"} <= {kind for _, kind in read.dtypes}
    found = run(spark, [], descriptor().table("plans"), frame=read, row_rules=RULES)
    assert {finding[1:] for finding in found} == {("period_end", "PL101", "2025.5")}


def test_any_column_name_will_do(spark):
    by = resource(
        field("产值（亿元）", "integer"), field("a.b", "integer"), field("A.B", "integer"), field("value"), key="key"
    )
    rows = [{"key": "k", "产值（亿元）": "x", "a.b": "y", "A.B": "1", "value": "v"}]
    expected = [("k", "a.b", "PL101", "y"), ("k", "产值（亿元）", "PL101", "x")]
    assert run(spark, rows, by) == run(spark, rows, by, row_rules=RULES) == expected


def test_columns_that_are_missing_or_unknown_are_told(spark):
    by = resource(field("a"), field("b", required=True), uniqueKeys=[["a", "b"]])
    assert run(spark, [("1", "x")], by, "id string, c string") == [
        ("", "a", "PL108", ""),
        ("", "b", "PL108", ""),
        ("", "c", "PL109", ""),
    ]


# Keys


def pointing(*keys):
    return [{"fields": c, "reference": {"resource": t, "fields": r}} for c, t, r in keys]


@pytest.mark.parametrize("kind", ["list", "set", "pandas", "polars", "spark"])
def test_keys_come_as_frames_or_values(spark, kind):
    frames = {
        "list": list,
        "set": set,
        "pandas": lambda values: pd.DataFrame({"code": values, "more": 1}),
        "polars": lambda values: pl.DataFrame({"code": values}),
        "spark": lambda values: spark.createDataFrame([(v, 1) for v in values], "code int, more int"),
    }
    by = resource(field("of", "integer"), foreignKeys=pointing(("of", "codes", "code")))
    rows = [{"id": "a", "of": "1"}, {"id": "b", "of": "3"}, {"id": "c", "of": ""}]
    assert run(spark, rows, by, keys={"codes": frames[kind]([1, 2])}) == [("b", "of", "PL201", "3")]


def test_a_key_of_several_parts_and_one_into_the_table_itself(spark):
    keys = pointing((["x", "y"], "pairs", ["x", "y"]), ("up", "", "id"), ("x", "unknown", "x"))
    by = resource(field("x"), field("y"), field("up"), foreignKeys=keys)
    rows = [("a", "1", "2", None), ("b", "1", "3", "a"), ("c", None, "3", "z"), ("d", "12", "", "")]
    assert run(spark, rows, by, keys={"pairs": [("1", "2"), ("12", "3")]}) == [
        ("b", "x/y", "PL201", "1/3"),
        ("c", "up", "PL201", "z"),
    ]


@pytest.mark.parametrize("kind", ["list", "spark"])
def test_a_key_into_the_table_itself_may_point_to_given_rows_too(spark, kind):
    by = resource(field("up"), foreignKeys=pointing(("up", "", "id")))
    keys = {"things": ["shipped"] if kind == "list" else spark.createDataFrame([("shipped",)], "id string")}
    rows = [("a", "b"), ("b", "shipped"), ("c", "nowhere")]
    assert run(spark, rows, by, keys=keys) == [("c", "up", "PL201", "nowhere")]


def test_a_key_that_stands_three_times_is_found_twice(spark):
    by = resource(field("a"), field("b"), key=None, primaryKey=["a", "b"])
    rows = [("x", "y")] * 3 + [("x", "z"), ("xy", None)]
    assert run(spark, rows, by) == [*[("x/y", "a/b", "PL107", "x/y")] * 2, ("xy/", "b", "PL102", "")]


# Rules


@row_rule("PL900", column="end", en="{key} – {start} to {value}, {%}", zh="{key}：{start}至{value}", level="warning")
def in_order(start, end):
    return end < start


@cell_rule("PL901", column="*_zh", en="{key} – {column} “{value}”", zh="{key}：{column}“{value}”")
def no_question(cell):
    return cell.str.contains("[?]")


@row_rule("PL902", en="{key}", zh="{key}")
def elsewhere(start, nowhere):
    return start > nowhere


def test_rules_take_columns_by_name(spark):
    from pyplanning.validation.spark import findings, issue

    by = resource(field("start", "integer"), field("end", "integer"), field("name_zh"), field("note_en"))
    rows = [
        ("a", "1", "2", "山", "?"),
        ("b", "3", "2", None, ""),
        ("c", "", "2", "?", ""),
        ("d", "x", "2", "", ""),
        ("e", "10", "9", "", ""),
    ]
    frame = spark.createDataFrame(rows, "id string, start string, end string, name_zh string, note_en string")
    ruled = [in_order, no_question, elsewhere]
    told = [issue(f, by, ruled) for f in findings(frame, by, row_rules=ruled).collect()]
    assert sorted((f.key, f.column, f.code, f.level, f.value, f.en) for f in told) == [
        ("b", "end", "PL900", "warning", "2", "b – 3 to 2, "),
        ("c", "name_zh", "PL901", "error", "?", "c – name_zh “?”"),
        ("d", "start", "PL101", "error", "x", "things d – start “x” is not a whole number"),
        ("e", "end", "PL900", "warning", "9", "e – 10 to 9, "),
    ]


# The rules of validators/, held against what polars says of the same rows.

MODULES = [import_module(f"{validators.__name__}.{module.name}") for module in iter_modules(validators.__path__)]
RULES = [one for module in MODULES for one in rules(module) if isinstance(one, CellRule | RowRule)]
TEXTS = [
    *(
        "月湖",
        "Moon Lake",
        "月湖 Park",
        "Park\u30001",
        "\u3000月湖",
        "月湖\u00a0",
        "a\u2003\u2003b",
        "a  b",
        " a",
        "a\x85",
    ),
    *("x\n", "GLP-1", "Cafe\u0301", "\uf9dc湖", "각", "\u1100\u1161", "月\ue004湖", "\u200b", "\U00013439", "\u0890"),
    *("=1+1", "𠀀", "\U0002ebf0", "〇", "⺁", "１号", "（Ａ）", "%s {key}", "$1\\", "don't"),
]
CODES = ["110000", "440000", "440100", "441900", "yangtze-delta", "percent", "percent", "percent", "CN", "0" * 64]
AMOUNTS = ["-21", "-1", "0", "0.5", "1e2", "100", "100.5", "50", "51", "+3", "250"]
DAYS = ["2024-02-29", "2026-01-31"]
YEARS = ["2025", "2026", "2030"]
POOL_OF_TYPE = {"integer": YEARS, "number": AMOUNTS, "date": DAYS, "boolean": ["true", "FALSE"]}


def planted(by, chance):
    """A cell for a field: mostly sound, and now and then not even of its type."""
    limits = by.constraints
    if chance.random() < 0.005:
        return chance.choice(["x y", "2026-02-30", ""])
    if "enum" in limits:
        pool = limits["enum"]
    elif "pattern" in limits:
        pool = [code for code in CODES if re.fullmatch(limits["pattern"], code)]
    else:
        pool = POOL_OF_TYPE.get(by.type, TEXTS)
    return chance.choice([cell for cell in pool if cell] if by.required else ["", *pool])


def on_polars(ruled, rows, by):
    """What rules say of rows without a wrong cell: key, column and code; of a cell, the first rule over cells."""
    alone = Resource({**by.properties, "schema": {**by.schema, "foreignKeys": []}})
    bad_keys = {key for key, *_ in plainly(rows, alone, {})}
    text = pl.LazyFrame([{ROW: n, **row} for n, row in enumerate(rows)])
    values = typed_table(text, by).collect()
    hits = [
        (one, column, n)
        for one in ruled
        for column, bad in expressions(one, by, values.columns)
        for n in values.filter(bad)[ROW]
    ]
    first = {(column, n): one for one, column, n in reversed(hits) if isinstance(one, CellRule)}
    found = [
        ("/".join(rows[n][k] for k in by.primary_key), column, one.code)
        for one, column, n in hits
        if first.get((column, n), one) is one or not isinstance(one, CellRule)
    ]
    return sorted(finding for finding in found if finding[0] not in bad_keys)


@pytest.mark.parametrize("name", ["plans", "regions", "targets", "projects"])
def test_every_row_rule_says_on_spark_what_it_says_on_polars(spark, name):
    by, chance = descriptor().table(name), random.Random(1)
    ruled = [one for one in RULES if expressions(one, by, by.columns)]
    rows = [{f.name: planted(f, chance) for f in by.fields} for _ in range(500)]
    rows = [row | dict.fromkeys(by.primary_key, f"{430000 + 37 * n}") for n, row in enumerate(rows)]
    told = [finding[:3] for finding in run(spark, rows, by, row_rules=RULES)]
    blank = {key for key, _, code in told if code == "PL113"}  # which rules alone ask for
    expected, codes = [f for f in on_polars(ruled, rows, by) if f[0] not in blank], {one.code for one in ruled}
    assert {code for *_, code in expected} == codes
    assert [finding for finding in told if finding[2] in codes] == expected
    assert {code for *_, code in told} > codes  # the cells that are wrong are told too


def test_java_and_rust_know_the_same_characters(spark):
    from pyspark.sql import functions as sf

    patterns = [hygiene.HAN, hygiene.UNSEEN, hygiene.WIDE, hygiene.SPACES]
    points = pl.Series([*range(0xD800), *range(0xE000, 0x110000)])
    rust = [points.filter(pl.Series(map(chr, points)).str.contains(pattern)) for pattern in patterns]
    order = sf.lit("0000FEFF")  # the mark of the order of bytes, which decoding takes off
    char = sf.decode(sf.unhex(sf.concat(order, sf.lpad(sf.hex("id"), 8, "0"))), "UTF-32")
    java = [sf.sum(sf.when(sf.col("char").rlike(pattern), sf.col("id"))) for pattern in patterns]
    (told,) = spark.range(0x110000).where("id < 55296 or id > 57343").withColumn("char", char).agg(*java).collect()
    assert [*told] == [found.sum() for found in rust]


# Nothing is done before it is asked for.


def test_nothing_runs_before_an_action(spark, tmp_path):
    from pyspark.sql import DataFrame

    from pyplanning.validation.spark import findings

    with (tmp_path / "things.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(POOLS), ["a"] * len(POOLS)])
    form = ", ".join(f"{name} string" for name in POOLS)
    frame = spark.read.csv(str(tmp_path / "things.csv"), form, header=True)
    units = spark.createDataFrame([(unit,) for unit in UNITS], "unit string")
    spark.sparkContext.setJobGroup("findings", "")
    jobs = partial(spark.sparkContext.statusTracker().getJobIdsForGroup, "findings")
    found = findings(frame, TABLE, {"units": units}, RULES)
    assert isinstance(found, DataFrame)
    assert list(jobs()) == []
    assert found.count() > 0
    assert list(jobs()) != []


def test_validate_reports_on_a_spark_frame(spark):
    import pyplanning as pp

    rows = pl.read_csv(root() / "data/targets.csv", infer_schema=False).fill_null("").to_dicts()[:60]
    for row in rows[:30]:
        row["value"] = f"about {row['value']}"
    rows[40]["unit_id"] = "yi-yaun"
    report = pp.validate(spark.createDataFrame(rows), name="targets", limit=3)
    assert (bool(report), report.counts) == (False, {"targets": 60})
    assert {code: n for (_, code), n in report.totals.items() if code in ("PL101", "PL201")} == {
        "PL101": 30,
        "PL201": 1,
    }
    assert [i.code for i in report.issues].count("PL101") == 3
    assert {i.key for i in report.issues if i.code == "PL201"} == {rows[40]["target_id"]}
    assert report.package.resources == (descriptor().table("targets"),)
    assert pp.validate(spark.createDataFrame(rows[41:]), name="targets")


def test_a_spark_frame_needs_the_name_of_its_table(spark):
    import pyplanning as pp

    with pytest.raises(pp.PackageError, match="a frame needs the name of its table"):
        pp.validate(spark.createDataFrame([{"a": "x"}]))
