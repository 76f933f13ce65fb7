"""Check a table that is too large for one machine: the same checks, on a Spark cluster.

Nothing is collected: ``findings`` describes the work, and the cluster does it when the frame
that it returns is written, counted or shown. Sentences are made on the driver, of as many
findings as are brought there. Spark 4, with ANSI mode or without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from string import Formatter
from typing import TYPE_CHECKING, TypeAlias, cast

import narwhals as nw
from pyspark.sql import Window
from pyspark.sql import functions as sf

from pyplanning.datapackage import table_messages
from pyplanning.datapackage.cell import fault, logical
from pyplanning.datapackage.resource import Field, ForeignKey, Package, Resource
from pyplanning.datapackage.values import written
from pyplanning.rule import CellRule, Issue, Message, Report
from pyplanning.validation.constraints import BOUNDS, Check, castable, compile_checks, typed_values
from pyplanning.validation.findings import LIMIT
from pyplanning.validation.keys import SEPARATOR
from pyplanning.validation.portable_patterns import portable, possessive
from pyplanning.validation.run_rules import TabularRule, expressions
from pyplanning.validation.spark_text import TextTable, as_text, text_table

if TYPE_CHECKING:
    import polars as pl
    from pyspark.sql import Column, DataFrame, Row

# Where the check of a type only suspects: what a cell looks like, and the Spark type that must then take it.
EXACT = {
    "integer": (r"^[+-]?[0-9]+\z", "decimal(38,0)"),
    "number": (r"^([+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[nN][aA][nN]|-?[iI][nN][fF])\z", "double"),
}
LONG = 256  # characters; beyond, Java may run out of stack where a pattern repeats a group
WORDS = "map<string, string>"
HEADER = (table_messages.missing_column, table_messages.unknown_column, table_messages.doubled_column)
Keys: TypeAlias = Mapping[str, object]  # by table, the keys that may be pointed to, as ``findings`` takes them
Applied: TypeAlias = tuple[TabularRule, str, "pl.Expr"]  # a rule, the column that is wrong, and where it is


def findings(
    frame: DataFrame, resource: Resource, keys: Keys | None = None, row_rules: Iterable[TabularRule] = ()
) -> DataFrame:
    """Describe what is wrong with a Spark frame, as a Spark frame with one row a finding.

    ``frame`` has columns of text as in the CSV file, or of other types. ``keys`` has, by table,
    what foreign keys may point to: a Spark, pandas or polars frame with the key's columns, or a
    collection of values. Keys of tables that are not in it are not checked; a key into the table
    itself may point to a row of ``frame`` as well. ``row_rules`` are rules of ``validators/``;
    those over tables are not run.

    Returns the columns ``key`` (the row's primary key, its parts joined by "/"), ``column``,
    ``code``, ``level``, ``value`` and ``words`` (other cells of the row that the rule's sentence
    names). A cell has at most one finding about its type and constraints; a row with one is not
    held against the rules, and a key that is in n rows has n - 1. ``issue`` makes a sentence of each.
    """
    rules = list(row_rules)
    table = text_table(frame, resource)
    found = [_header(table, frame.columns), _cells(table, rules), _lost_keys(table, keys or {})]
    found += [_repeated_keys(table, key) for key in resource.unique_keys if set(key) <= table.names.keys()]
    every = reduce(lambda one, other: one.unionByName(other), (part for part in found if part is not None))
    warnings = [rule.code for rule in rules if rule.level == "warning"]
    level = sf.when(sf.col("code").isin(warnings), "warning").otherwise("error")
    return every.select(
        "key", "column", "code", level.alias("level"), sf.coalesce("value", sf.lit("")).alias("value"), "words"
    )


def report(
    frame: DataFrame,
    resource: Resource,
    keys: Keys | None = None,
    row_rules: Iterable[TabularRule] = (),
    limit: int = LIMIT,
) -> Report:
    """Report ``findings``: at most ``limit`` of a code are brought to the driver, and all are counted.

    The data stay where they are; a frame has no row numbers, so the key says which row.
    """
    rules = list(row_rules)
    found = findings(frame, resource, keys, rules).persist()
    try:
        totals = {(resource.name, row["code"]): row["count"] for row in found.groupBy("code").count().collect()}
        order = Window.partitionBy("code").orderBy("key", "column", "value")
        some = found.withColumn("…n", sf.row_number().over(order)).where(sf.col("…n") <= limit).collect()
    finally:
        found.unpersist()
    issues = sorted(issue(row, resource, rules) for row in some)
    return Report(tuple(issues), {resource.name: frame.count()}, totals, Package({"resources": [resource.properties]}))


def issue(row: Row, resource: Resource, row_rules: Iterable[TabularRule] = ()) -> Issue:
    """Make a finding with its sentences of a row of ``findings`` that was brought to the driver."""
    messages: list[Message] = [*HEADER, table_messages.foreign_key, *table_messages.BY_CODE.values(), *row_rules]
    message = next(message for message in messages if message.code == row["code"])
    place = " {key}" if resource.primary_key else ""
    message = replace(message, en=message.en.replace(" row {row}", place), zh=message.zh.replace("第{row}行", place))
    words: dict[str, object] = {name: row[name] for name in ("key", "column", "value")} | (row["words"] or {})
    if message.code in table_messages.BY_CODE and row["column"] in resource.columns:
        words |= table_messages.words(resource.field(row["column"]), message.code)
    targets = {"/".join(key.fields): key.resource for key in resource.foreign_keys}
    words |= {"table": resource.name, "file": resource.name, "target": targets.get(row["column"], "")}
    return replace(message.issue(**words), file="")


# What is found: frames of key, column, code, value, and the other cells that a sentence names.


def _finding(column: str, code: Column, value: Column, words: Mapping[str, Column] | None = None) -> Column:
    pairs = [part for name, cell in (words or {}).items() for part in (sf.lit(name), sf.coalesce(cell, sf.lit("")))]
    others = sf.create_map(*pairs) if pairs else sf.lit(None)
    parts = {"column": sf.lit(column), "code": code, "value": value, "words": others.cast(WORDS)}
    return sf.struct(*[part.alias(name) for name, part in parts.items()])


def _header(table: TextTable, columns: list[str]) -> DataFrame:
    """Find missing, unknown and doubled columns."""
    missing, unknown, doubled = (message.code for message in HEADER)
    rows = [(missing, column, "") for column in table.resource.columns if column not in columns]
    rows += [(unknown, column, "") for column in dict.fromkeys(columns) if column not in table.resource.columns]
    rows += [(doubled, column, str(count)) for column, count in Counter(columns).items() if count > 1]
    form = f"key string, column string, code string, value string, words {WORDS}"
    listed = [("", column, code, value, None) for code, column, value in rows]
    return table.frame.sparkSession.createDataFrame(listed, form)


def _cells(table: TextTable, rules: Iterable[TabularRule]) -> DataFrame | None:
    """Find cells that break their type or a constraint, and rows that break a rule, in one pass."""
    columns, fields = _plain_names(table), {field.name: field for field in table.fields()}
    applied = [(rule, c, bad) for rule in rules for c, bad in expressions(rule, table.resource, columns, nw)]
    checks = [check for check in compile_checks(table.resource, table.engine, bool(applied)) if check.column in fields]
    if not checks and not applied:
        return None
    in_python = {check.column for check in checks if not check.sure and _in_python(fields[check.column])}
    closer = [not check.sure and check.column not in in_python for check in checks]
    codes = [
        sf.when(sf.col(f"…bad{i}"), _closer_look(table, check.column) if closer[i] else sf.lit(check.code))
        for i, check in enumerate(checks)
    ]
    certain = [code for code, check in zip(codes, checks, strict=True) if check.sure or check.column not in in_python]
    sound = sf.coalesce(*certain, sf.lit(None)).isNull().alias("…sound")
    found = [
        _finding(
            column,
            sf.coalesce(*[code for code, check in zip(codes, checks, strict=True) if check.column == column]),
            table.cell(column),
        )
        for column in dict.fromkeys(check.column for check in checks)
    ]
    found += [_broken_rule(table, *applied[i][:2], _first_broken(applied, i)) for i in range(len(applied))]
    flags = [sf.when(sf.col(f"…rule{i}"), "") for i in range(len(applied))]
    # A filter of suspect rows would repeat every flag below itself, which Spark 4.0 takes forever to plan.
    suspect = sf.when(sf.coalesce(*codes, *flags).isNotNull(), sf.array(*found))
    rows = _flagged(table, checks, applied).select("*", sound).select(table.key(), sf.inline(suspect))
    return _decided(rows.where("code is not null"), [fields[column] for column in in_python])


def _flagged(table: TextTable, checks: Sequence[Check], applied: Sequence[Applied]) -> DataFrame:
    """Add to the frame what checks and rules say of each row."""
    patterns = {f"…bad{i}": _breaks_pattern(table, c.column) for i, c in enumerate(checks) if c.code == "PL104"}
    flags = {f"…bad{i}": check.bad for i, check in enumerate(checks) if check.code != "PL104"}
    flags |= {f"…rule{i}": bad for i, (_, _, bad) in enumerate(applied)}
    values = {name: typed_values(table.resource.field(name), table.engine) for name in _plain_names(table)}
    narwhal = cast("pl.LazyFrame", nw.from_native(table.frame))
    flagged = cast("nw.LazyFrame[DataFrame]", narwhal.with_columns(**values).with_columns(**flags))
    return flagged.to_native().withColumns(patterns)


def _plain_names(table: TextTable) -> list[str]:
    """List the columns that rules can name and that keep their names: to Spark, names that differ in case are one."""
    rivals = Counter(name.casefold() for name in table.names)
    return [name for name in table.names if name.isidentifier() and rivals[name.casefold()] == 1]


def _in_python(field: Field) -> bool:
    """Say whether Python must take a closer look at a field's cells, since Spark cannot."""
    return field.type not in EXACT or castable(field) is None or portable(field.constraints.get("pattern", "")) is None


def _breaks_pattern(table: TextTable, column: str) -> Column:
    """Say where a cell breaks its pattern; a long one is matched without going back, for which Java needs no stack."""
    pattern, cell = table.resource.field(column).constraints["pattern"], table.cell(column)
    short, long = (cell.rlike(rf"^(?:{spelt})\z") for spelt in (portable(pattern), possessive(pattern)))
    return ~sf.when(sf.char_length(cell) <= LONG, short).otherwise(long)


def _closer_look(table: TextTable, column: str) -> Column:
    """Give the code of what is wrong with a cell whose type is suspected, exactly; null where nothing is."""
    field, cell = table.resource.field(column), table.cell(column)
    limits, (form, spark_type) = field.constraints, EXACT[field.type]
    value, rough = cell.try_cast(spark_type), cell.try_cast("double")  # rough where an integer has more than 38 digits
    found = [sf.when(~cell.rlike(form), "PL101")]
    if "enum" in limits:
        listed = [sf.lit(str(logical(one, field.type))).try_cast(spark_type) for one in limits["enum"]]
        found.append(sf.when(~sf.coalesce(value.isin(listed), sf.lit(False)), "PL103"))
    for name, breaks in BOUNDS.items():
        if name in limits:
            bound = sf.lit(str(logical(limits[name], field.type)))
            pairs = [(value, bound.try_cast(spark_type)), (rough, bound.try_cast("double"))]
            broken = sf.coalesce(*[cast("Column", breaks(*pair)) for pair in pairs])
            found.append(sf.when(sf.isnan(rough) | broken, "PL105"))
    return sf.coalesce(*found)


def _first_broken(applied: Sequence[Applied], place: int) -> Column:
    """Say where a rule is broken; of those over cells only the first that a cell breaks counts."""
    (rule, column, _), broken = applied[place], sf.col(f"…rule{place}")
    for i, (earlier, same, _) in enumerate(applied[:place] if isinstance(rule, CellRule) else ()):
        if isinstance(earlier, CellRule) and same == column:
            broken &= ~sf.coalesce(sf.col(f"…rule{i}"), sf.lit(False))
    return broken


def _broken_rule(table: TextTable, rule: TabularRule, column: str, broken: Column) -> Column:
    """Give the finding about a row that breaks a rule and has sound cells."""
    slots = {name for _, name, _, _ in Formatter().parse(rule.en + rule.zh) if name}
    named = sorted(slots - {"key", "value", "column", "table"})
    value = table.cell(column) if column in table.names else sf.lit("")
    words = {name: table.cell(name) if name in table.names else sf.lit("") for name in named}
    return _finding(column, sf.when(broken & sf.col("…sound"), rule.code), value, words)


def _decided(found: DataFrame, in_python: Collection[Field]) -> DataFrame:
    """Decide in Python on cells of types and patterns without an expression."""
    if not in_python:
        return found
    fields = {field.name: field for field in in_python}

    def decide(column: str, code: str, cell: str) -> str | None:
        return fault(fields[column], cell) if code == "PL101" and column in fields else code

    look = sf.udf(decide, "string", useArrow=False)
    return found.withColumn("code", look("column", "code", "value")).where("code is not null")


def _repeated_keys(table: TextTable, key: tuple[str, ...]) -> DataFrame:
    """Find rows whose key is in another row too, but for the first of them by primary key; nulls never clash."""
    columns = [table.names[c] for c in key]
    order = [table.names[c] for c in table.resource.primary_key if c in table.names] or columns
    # Sorting by a hash of the key is faster than by its text, and brings the same rows together.
    window = Window.partitionBy(sf.xxhash64(*columns), *columns).orderBy(*order)
    again = table.frame.dropna(subset=columns).withColumn("order", sf.row_number().over(window)).where("order > 1")
    found = _finding("/".join(key), sf.lit(table_messages.unique.code), sf.concat_ws("/", *columns))
    return again.select(table.key(), sf.inline(sf.array(found)))


def _lost_keys(table: TextTable, keys: Keys) -> DataFrame | None:
    """Find cells of foreign keys that point to no row: one anti join for all of them."""
    pointers = [key for key in table.resource.foreign_keys if _can_be_checked(table, key, keys)]
    if not pointers:
        return None
    cells, known = [], []
    for n, key in enumerate(pointers):
        pointing = _joined([table.names[c] for c in key.fields])
        parts = _finding("/".join(key.fields), sf.when(pointing.isNotNull(), table_messages.foreign_key.code), pointing)
        cells.append(sf.struct(sf.lit(n).alias("pointer"), parts.alias("found")))
        for rows in _known_keys(table, key, keys):
            known.append(rows.select(sf.lit(n).alias("pointer"), _joined(rows.columns).alias("value")))
    pointing_rows = table.frame.select(table.key(), sf.inline(sf.array(*cells))).select("key", "pointer", "found.*")
    existing = reduce(lambda one, other: one.unionByName(other), known)
    # What the driver holds is small enough to be sent to every worker.
    if not any(key.resource == table.resource.name or hasattr(keys[key.resource], "sparkSession") for key in pointers):
        existing = sf.broadcast(existing)
    lost = pointing_rows.where("code is not null").join(existing, ["pointer", "value"], "left_anti").drop("pointer")
    return lost.withColumn("value", sf.replace("value", sf.lit(SEPARATOR), sf.lit("/")))


def _can_be_checked(table: TextTable, key: ForeignKey, keys: Keys) -> bool:
    own = key.resource == table.resource.name and set(key.keys) <= table.names.keys()
    return (own or key.resource in keys) and set(key.fields) <= table.names.keys()


def _joined(columns: Sequence[str]) -> Column:
    """Join the parts of a key into one text; null where a part is."""
    parts = [part for c in columns for part in (sf.lit(SEPARATOR), sf.col(c))]
    return sf.concat(*parts[1:])


def _known_keys(table: TextTable, key: ForeignKey, keys: Keys) -> Iterator[DataFrame]:
    """Give the keys that may be pointed to, as text in one column a part: the table's own, and those given."""
    if key.resource == table.resource.name and set(key.keys) <= table.names.keys():
        yield table.frame.select(*[table.names[c] for c in key.keys])
    given = keys.get(key.resource)
    if hasattr(given, "sparkSession"):
        yield as_text(cast("DataFrame", given), [Field({"name": column}) for column in key.keys])
    elif given is not None:
        held = nw.from_native(given, eager_only=True, pass_through=True)
        rows = held.select(*key.keys).rows() if isinstance(held, nw.DataFrame) else cast("Iterable[object]", given)
        parts = [row if isinstance(row, tuple) else (row,) for row in rows]
        texts = [tuple(None if part is None else written(part) for part in row) for row in parts]
        form = ", ".join(f"`{column}` string" for column in key.keys)
        yield table.frame.sparkSession.createDataFrame(texts, form)
