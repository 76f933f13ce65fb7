"""Check a table that is too large for one machine: the same checks, on a Spark cluster.

Nothing is collected: ``findings`` describes the work, and the cluster does it when the frame
that it returns is written, counted or shown. Spark 4, with ANSI mode or without.

Inside, the columns are called …0, …1 and so on, so that any name will do, cells that stand for
null are null, and a kind of finding is a number; its sentences are put together at the very end.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from string import Formatter
from typing import TYPE_CHECKING, Any

import narwhals as nw
from pyspark.sql import Window
from pyspark.sql import functions as sf

from pyplanning.datapackage.cell import CONVERT, fault
from pyplanning.datapackage.descriptor import Descriptor, fields, primary_key
from pyplanning.datapackage.dialect import missing_values
from pyplanning.datapackage.table_rules import (
    BY_CODE,
    doubled_column,
    foreign_key,
    missing_column,
    unique,
    unknown_column,
    words,
)
from pyplanning.rule import Issue, Message, Report, Rule
from pyplanning.validation.check_table import unique_keys
from pyplanning.validation.constraints import (
    BOUNDS,
    FALSE,
    TRUE,
    Check,
    castable,
    compile_checks,
    portable,
    typed,
)
from pyplanning.validation.findings import LIMIT
from pyplanning.validation.run_rules import expressions

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

# Where the check of a type only suspects: what a cell looks like, and the Spark type that must then take it.
EXACT = {
    "integer": (r"^(?=.{1,24}\z)[+-]?[0-9]+\z", "bigint"),
    "number": (r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z", "double"),
}
LONG = 256  # characters; beyond, Java may run out of stack where a pattern repeats a group
CODES = {"enum": "PL103", "pattern": "PL104", "minLength": "PL106", "maxLength": "PL106"}
CODES |= dict.fromkeys(BOUNDS, "PL105")
SEPARATOR = "\x1f"  # between the parts of a foreign key
FOUND = "kind int, key string, value string, more array<string>"
KINDS = "array<struct<column string, code string, level string, en string, zh string>>"
Kind = dict[str, Any]
Kinds = dict[tuple[str, str], int]  # the number of a kind, by column of the frame and code
Applied = tuple[Rule[Any], str, nw.Expr]  # a rule, the column that is wrong, and where it is


@dataclasses.dataclass(frozen=True)
class _Table:
    """A table as text: ``frame`` has the columns …0, …1 and so on, of which ``renamed`` speaks.

    ``names`` leads from a column's own name to the frame's; ``kinds`` are the kinds of finding.
    """

    frame: DataFrame
    resource: Descriptor
    renamed: Descriptor
    names: dict[str, str]
    kinds: list[Kind] = dataclasses.field(default_factory=list)

    def fields(self) -> dict[str, Descriptor]:
        """The fields by the names of the frame."""
        return {f["name"]: f for f in fields(self.renamed)}

    def key(self) -> Column:
        """The primary key of a row as one text."""
        parts = [sf.coalesce(c, sf.lit("")) for c in primary_key(self.renamed)]
        return sf.concat_ws("/", *parts).alias("key")

    def kind(self, rule: Message, column: str, more: Sequence[str] = (), **given: str) -> int:
        """Note a kind of finding and give its number; its sentences may name the cells of ``more``."""
        name = self.resource["name"]
        given |= {"table": name, "file": name, "column": column}  # a frame has no file
        slots = {name: f"%{i}$s" for i, name in enumerate(("key", "value", *more), 1)}
        keyed = bool(primary_key(self.renamed))
        sentences = {lang: _template(text, given, slots, keyed) for lang, text in (("en", rule.en), ("zh", rule.zh))}
        self.kinds.append({"column": column, "code": rule.code, "level": rule.level, "more": len(more), **sentences})
        return len(self.kinds) - 1


def findings(
    frame: DataFrame, resource: Descriptor, keys: Mapping[str, Any] | None = None, row_rules: Iterable[Rule[Any]] = ()
) -> DataFrame:
    """What is wrong with a Spark frame, as a Spark frame with one row a finding.

    ``frame`` has columns of text as in the CSV file, or of other types. ``keys`` has, by table,
    what foreign keys may point to: a Spark, pandas or polars frame with the key's columns, or a
    collection of values. Keys of tables that are not in it are not checked; a key into the table
    itself may point to a row of ``frame`` as well. ``row_rules`` are rules of ``validators/``;
    those over tables are not run.

    Returns the columns ``key`` (the row's primary key, its parts joined by "/"), ``column``,
    ``code``, ``level``, ``value``, ``en`` and ``zh``. A cell has at most one finding about its
    type and constraints; a row with one is not held against the rules, and a key that stands n
    times has n - 1.
    """
    table = _table(frame, resource)
    found = [_shape(table, frame.columns), _cells(table, _applied(table, row_rules)), _lost(table, keys or {})]
    found += [_repeated(table, key) for key in unique_keys(table.renamed)]
    return _told(_union(part for part in found if part is not None), table.kinds)


def report(
    frame: DataFrame,
    resource: Descriptor,
    keys: Mapping[str, Any] | None = None,
    row_rules: Iterable[Rule[Any]] = (),
    limit: int = LIMIT,
) -> Report:
    """A report of ``findings``: at most ``limit`` of a code are brought to the driver, and all are counted.

    The data stay where they are; a frame has no row numbers, so the key says which row.
    """
    found = findings(frame, resource, keys, row_rules).persist()
    name = resource["name"]
    try:
        totals = {(name, row["code"]): row["count"] for row in found.groupBy("code").count().collect()}
        order = Window.partitionBy("code").orderBy("key", "column", "value")
        told = found.withColumn("…n", sf.row_number().over(order)).where(sf.col("…n") <= limit).drop("…n")
        issues = [Issue(table=name, **row.asDict()) for row in told.collect()]
    finally:
        found.unpersist()
    return Report(tuple(sorted(issues)), {name: frame.count()}, totals, {"resources": [resource]})


def _union(parts: Iterable[DataFrame]) -> DataFrame:
    return reduce(lambda one, other: one.unionByName(other), parts)


# The frame as text, under names of its own.


def _table(frame: DataFrame, resource: Descriptor) -> _Table:
    here = [f for f in fields(resource) if f["name"] in frame.columns]
    names = {f["name"]: f"…{i}" for i, f in enumerate(here)}
    null = {names[f["name"]]: missing_values(resource, f["name"]) for f in here}
    text = _as_text(frame, here)
    text = text.select(*[sf.when(~sf.col(c).isin(null[c]), sf.col(c)).alias(c) for c in text.columns])
    renamed = _renamed(resource, names)
    return _Table(text, resource, renamed, names)


def _as_text(frame: DataFrame, wanted: Sequence[Descriptor]) -> DataFrame:
    """The fields of a frame as Table Schema writes them, in columns …0, …1 and so on."""
    places = [frame.columns.index(f["name"]) for f in wanted]
    types = [frame.schema.fields[i].dataType.typeName() for i in places]
    plain = frame.toDF(*[f"…{i}" for i in range(len(frame.columns))])
    cells = [_written(sf.col(f"…{i}"), kind, f) for i, kind, f in zip(places, types, wanted, strict=True)]
    return plain.select(*[cell.alias(f"…{i}") for i, cell in enumerate(cells)])


def _written(cell: Column, kind: str, field: Descriptor) -> Column:
    """A cell of a Spark type as text."""
    if kind == "boolean":
        true, false = field.get("trueValues", TRUE)[0], field.get("falseValues", FALSE)[0]
        return sf.when(cell, true).when(~cell, false)
    if kind in ("timestamp", "timestamp_ntz"):
        midnight = (cell == sf.date_trunc("day", cell)) & (field.get("type") == "date")
        return sf.when(midnight, cell.cast("date").cast("string")).otherwise(
            sf.date_format(cell, "yyyy-MM-dd'T'HH:mm:ss")
        )
    if kind in ("float", "double", "decimal"):
        whole = (cell == sf.floor(cell)) & (sf.abs(cell) < 1e18)
        return sf.when(whole, cell.try_cast("bigint").cast("string")).otherwise(cell.cast("string"))
    return sf.to_json(cell) if kind in ("array", "map", "struct") else cell.cast("string")


def _renamed(resource: Descriptor, names: dict[str, str]) -> Descriptor:
    """The resource under the frame's names, without the columns that the frame has not."""
    schema = resource.get("schema", {})
    listed = [primary_key(resource), *schema.get("uniqueKeys", [])]
    primary, *others = [[names[c] for c in key] if set(key) <= names.keys() else [] for key in listed]
    own = [f | {"name": names[f["name"]]} for f in fields(resource) if f["name"] in names]
    return resource | {"schema": schema | {"fields": own, "primaryKey": primary, "uniqueKeys": others}}


# What is found: frames of kind, key, value, and the other cells that a sentence names.


def _finding(kind: Column, value: Column, more: Iterable[str] = ()) -> Column:
    others = sf.array(*[sf.col(c) for c in more]).cast("array<string>")
    return sf.struct(kind.alias("kind"), value.alias("value"), others.alias("more"))


def _shape(table: _Table, found: list[str]) -> DataFrame:
    """Missing, unknown and doubled columns."""
    known = [f["name"] for f in fields(table.resource)]
    rows = [(table.kind(missing_column, c), "") for c in known if c not in found]
    rows += [(table.kind(unknown_column, c), "") for c in dict.fromkeys(found) if c not in known]
    twice = {c: str(found.count(c)) for c in found if found.count(c) > 1}
    rows += [(table.kind(doubled_column, c), times) for c, times in twice.items()]
    listed: list[tuple[Any, ...]] = [(kind, "", value, []) for kind, value in rows]
    return table.frame.sparkSession.createDataFrame(listed, FOUND)


def _cells(table: _Table, applied: Sequence[Applied]) -> DataFrame | None:
    """Cells that break their type or a constraint, and rows that break a rule, in one pass."""
    by_name, checks = table.fields(), compile_checks(table.renamed, nw)
    doubtful = [check.column for check in checks if not check.sure and not _in_spark(by_name[check.column])]
    kinds = _kinds_of_cells(table, checks, doubtful)
    marks = [_mark(f"…bad{i}", check, by_name[check.column], kinds, doubtful) for i, check in enumerate(checks)]
    broken = [sf.when(sf.col(f"…rule{i}"), 0) for i in range(len(applied))]
    if not marks and not broken:
        return None
    sure = [mark for mark, check in zip(marks, checks, strict=True) if check.sure or check.column not in doubtful]
    sound = sf.coalesce(*sure, sf.lit(None)).isNull().alias("…sound")
    told = [_first(c, checks, marks) for c in dict.fromkeys(check.column for check in checks)]
    told += [_row(table, rule, column, f"…rule{i}") for i, (rule, column, _) in enumerate(applied)]
    # A filter of suspect rows would repeat every flag below itself, which Spark 4.0 takes forever to plan.
    suspect = sf.when(sf.coalesce(*marks, *broken).isNotNull(), sf.array(*told))
    rows = _flagged(table, checks, applied).select("*", sound).select(table.key(), sf.inline(suspect))
    return _decided(rows.where("kind is not null"), table, kinds, doubtful)


def _flagged(table: _Table, checks: Sequence[Check], applied: Sequence[Applied]) -> DataFrame:
    """The frame with what checks and rules say of each row."""
    by_name = table.fields()
    patterns = {f"…bad{i}": _misfits(by_name[c.column]) for i, c in enumerate(checks) if c.code == "PL104"}
    flags = {f"…bad{i}": check.bad for i, check in enumerate(checks) if check.code != "PL104"}
    flags |= {f"…rule{i}": bad for i, (_, _, bad) in enumerate(applied)}
    values = {name: typed(by_name[table.names[name]], nw) for name in _plain_names(table)}
    frame: DataFrame = nw.from_native(table.frame).with_columns(**values).with_columns(**flags).to_native()
    return frame.withColumns(patterns)


def _in_spark(field: Descriptor) -> bool:
    """Whether Spark itself can take a closer look at a field's cells."""
    pattern = field.get("constraints", {}).get("pattern", "")
    return field.get("type") in EXACT and castable(field) is not None and portable(pattern) is not None


def _kinds_of_cells(table: _Table, checks: Sequence[Check], doubtful: Collection[str]) -> Kinds:
    """The number of every kind of finding about a cell, by column of the frame and code."""
    own = {table.names[f["name"]]: f for f in fields(table.resource) if f["name"] in table.names}
    pairs = dict.fromkeys((check.column, check.code) for check in checks)
    for c in doubtful:
        pairs |= dict.fromkeys((c, CODES[limit]) for limit in own[c].get("constraints", {}) if limit in CODES)
    return {(c, code): table.kind(BY_CODE[code], own[c]["name"], **words(own[c], code)) for c, code in pairs}


def _mark(flag: str, check: Check, field: Descriptor, kinds: Kinds, doubtful: Collection[str]) -> Column:
    """The kind of finding about a cell for which a check's flag is true."""
    closer = not check.sure and check.column not in doubtful
    return sf.when(sf.col(flag), _closer(field, kinds) if closer else kinds[check.column, check.code])


def _misfits(field: Descriptor) -> Column:
    """Where a cell breaks its pattern; a long one is matched without a way back, for which Java needs no stack."""
    cell, fits = sf.col(field["name"]), rf"^(?:{portable(field['constraints']['pattern'])})\z"
    ahead = re.sub(r"(\\.|\[(?:\\.|[^\]\\])*\])|\)([*+]|\{[\d,]+\})\??", lambda m: m[1] or f"){m[2]}+", fits)
    return ~sf.when(sf.char_length(cell) <= LONG, cell.rlike(fits)).otherwise(cell.rlike(ahead))


def _first(column: str, checks: Sequence[Check], marks: Sequence[Column]) -> Column:
    """The first finding about a cell; one of no kind where there is none."""
    own = [mark for mark, check in zip(marks, checks, strict=True) if check.column == column]
    return _finding(sf.coalesce(*own), sf.col(column))


def _closer(field: Descriptor, kinds: Kinds) -> Column:
    """What is wrong with a cell that the check of its type suspects, exactly; null where nothing is."""
    name, limits, turn = field["name"], field.get("constraints", {}), CONVERT[field["type"]]
    form, spark_type = EXACT[field["type"]]
    value = sf.when(sf.col(name).rlike(form), sf.col(name).try_cast(spark_type))
    found = [sf.when(value.isNull(), kinds[name, "PL101"])]
    if "enum" in limits:
        listed = value.isin([turn(str(v)) for v in limits["enum"]])
        found.append(sf.when(~listed, kinds[name, "PL103"]))
    for limit, breaks in BOUNDS.items():
        if limit in limits:
            found.append(sf.when(breaks(value, sf.lit(turn(str(limits[limit])))), kinds[name, "PL105"]))
    return sf.coalesce(*found)


def _applied(table: _Table, rules: Iterable[Rule[Any]]) -> list[Applied]:
    """Where rules over rows and cells apply."""
    here = _plain_names(table)
    return [(rule, c, bad) for rule in rules for c, bad in expressions(rule, table.resource, here, nw.col)]


def _plain_names(table: _Table) -> list[str]:
    """The columns that rules can name and that keep their names: to Spark, names that differ in case are one."""
    rivals = Counter(name.casefold() for name in table.names)
    return [name for name in table.names if name.isidentifier() and rivals[name.casefold()] == 1]


def _row(table: _Table, rule: Rule[Any], column: str, flag: str) -> Column:
    """The finding about a row that breaks a rule and has sound cells."""
    more = [c for c in table.names if c in _slots(rule) - {"key", "value", "column", "table"}]
    kind = table.kind(rule, column, more)
    value = sf.col(table.names[column]) if column in table.names else sf.lit("")
    return _finding(sf.when(sf.col(flag) & sf.col("…sound"), kind), value, [table.names[c] for c in more])


def _decided(told: DataFrame, table: _Table, kinds: Kinds, doubtful: Collection[str]) -> DataFrame:
    """Cells of types and patterns without an expression are decided in Python; the rest stays as it is."""
    looks = {}
    for f in fields(table.resource):
        if table.names.get(f["name"]) in doubtful:
            here = {code: kind for (column, code), kind in kinds.items() if column == table.names[f["name"]]}
            looks[here["PL101"]] = (f, here)
    if not looks:
        return told

    def decide(kind: int, cell: str) -> int | None:
        if kind not in looks:
            return kind
        field, here = looks[kind]
        code = fault(field, cell)
        return here.get(code, kind) if code else None

    look = sf.udf(decide, "int", useArrow=False)
    return told.withColumn("kind", look("kind", "value")).where("kind is not null")


def _repeated(table: _Table, key: list[str]) -> DataFrame:
    """Rows whose key stands in another row too, but for the first of them by primary key; nulls never clash."""
    own = {c: name for name, c in table.names.items()}
    kind = table.kind(unique, "/".join(own[c] for c in key))
    # Sorting by a hash of the key is faster than by its text, and brings the same rows together.
    window = Window.partitionBy(sf.xxhash64(*key), *key).orderBy(*(primary_key(table.renamed) or key))
    again = table.frame.dropna(subset=key).withColumn("order", sf.row_number().over(window)).where("order > 1")
    return again.select(table.key(), sf.inline(sf.array(_finding(sf.lit(kind), sf.concat_ws("/", *key)))))


def _lost(table: _Table, keys: Mapping[str, Any]) -> DataFrame | None:
    """Cells of foreign keys that point to no row: one anti join for all of them."""
    cells, known, held = [], [], True
    for columns, target, refs in _pointers(table, keys):
        kind = table.kind(foreign_key, "/".join(columns), target=target)
        pointing = _joined([table.names[c] for c in columns])
        cells.append(_finding(sf.when(pointing.isNotNull(), kind), pointing))
        known += [
            there.select(sf.lit(kind).alias("kind"), _joined(there.columns).alias("value"))
            for there in _known(table, keys, target, refs)
        ]
        held = held and target != table.resource["name"] and not hasattr(keys[target], "sparkSession")
    if not cells:
        return None
    pointing_rows = table.frame.select(table.key(), sf.inline(sf.array(*cells))).where("kind is not null")
    # What the driver holds is small enough to be sent to every worker.
    there = sf.broadcast(_union(known)) if held else _union(known)
    lost = pointing_rows.join(there, ["kind", "value"], "left_anti")
    return lost.withColumn("value", sf.replace("value", sf.lit(SEPARATOR), sf.lit("/")))


def _pointers(table: _Table, keys: Mapping[str, Any]) -> Iterator[tuple[list[str], str, list[str]]]:
    """The foreign keys that can be checked: columns, table, and the columns of its key."""
    own = table.resource["name"]
    for key in table.resource.get("schema", {}).get("foreignKeys", []):
        target = key["reference"].get("resource") or own
        columns, refs = (([c] if isinstance(c, str) else c) for c in (key["fields"], key["reference"]["fields"]))
        known = target in keys or (target == own and set(refs) <= table.names.keys())
        if known and set(columns) <= table.names.keys():
            yield columns, target, refs


def _joined(columns: Sequence[str]) -> Column:
    """The parts of a key as one text; null where a part is."""
    parts = [part for c in columns for part in (sf.lit(SEPARATOR), sf.col(c))]
    return sf.concat(*parts[1:])


def _known(table: _Table, keys: Mapping[str, Any], target: str, refs: Sequence[str]) -> Iterator[DataFrame]:
    """The keys that may be pointed to, as text in one column a part: the table's own, and those given."""
    if target == table.resource["name"] and set(refs) <= table.names.keys():
        yield table.frame.select(*[table.names[ref] for ref in refs])
    if target in keys:
        yield _as_frame(keys[target], refs, table.frame.sparkSession)


def _as_frame(keys: Any, refs: Sequence[str], spark: SparkSession) -> DataFrame:
    if hasattr(keys, "sparkSession"):
        return _as_text(keys, [{"name": ref} for ref in refs])
    held = nw.from_native(keys, eager_only=True, pass_through=True)
    rows = held.select(*refs).rows() if isinstance(held, nw.DataFrame) else keys
    parts = [row if isinstance(row, tuple) else (row,) for row in rows]
    texts = [tuple(None if part is None else _plain(part) for part in row) for row in parts]
    return spark.createDataFrame(texts, ", ".join(f"`{ref}` string" for ref in refs))


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# What is said of it.


def _told(found: DataFrame, kinds: Sequence[Kind]) -> DataFrame:
    """The findings in full."""
    most = max((kind["more"] for kind in kinds), default=0)
    about = sf.get(sf.from_json(sf.lit(json.dumps(kinds)), KINDS), "kind")
    cells = [sf.col("key"), sf.col("value"), *[sf.get("more", i) for i in range(most)]]
    words = [sf.coalesce(cell, sf.lit("")) for cell in cells]
    sentences = [sf.call_function("format_string", about[lang], *words).alias(lang) for lang in ("en", "zh")]
    plain = [about[name].alias(name) for name in ("column", "code", "level")]
    return found.select("key", *plain, words[1].alias("value"), *sentences)


def _template(sentence: str, given: Mapping[str, str], slots: Mapping[str, str], keyed: bool) -> str:
    """A rule's sentence as Java formats it, with the key in the place of the row's number."""
    for row, key in ((" row {row}", " {key}"), ("第{row}行", " {key}")):
        sentence = sentence.replace(row, key if keyed else "")
    text = ""
    for plain, name, _, _ in Formatter().parse(sentence):
        word = slots.get(name or "") or str(given.get(name or "", "")).replace("%", "%%")
        text += plain.replace("%", "%%") + word
    return text


def _slots(rule: Message) -> set[str]:
    """What the sentences of a rule name."""
    return {name for _, name, _, _ in Formatter().parse(rule.en + rule.zh) if name}
