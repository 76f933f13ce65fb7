"""How fast a Spark frame is checked, as a ratio to Spark reading the same file as text.

``python benchmarks/spark.py [ROWS …]`` (1,000,000 by default) has Spark write a table of
contributed targets as CSV and Parquet: valid, and with 1,000 planted errors of ten kinds. The
figures are medians of three runs in one local session on every core. Core-seconds are the
processor time of Spark and of its driver together; the ratio is theirs, since they suffer less
from what else the machine does.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as sf
from validate_foreign import FIELDS

from pyplanning.datapackage.resource import Resource
from pyplanning.rule import row_rule
from pyplanning.validation.spark import findings

RUNS, PLANTED = 3, 1000
SETTINGS: dict[str, Any] = {"spark.ui.enabled": False, "spark.ui.showConsoleProgress": False}
KEYS = {"indicators": [f"indicator-{i}" for i in range(150)], "units": ["yi-yuan", "percent", "item"]}


def pointer(column: str, table: str) -> dict[str, Any]:
    """Make a foreign key."""
    return {"fields": [column], "reference": {"resource": table, "fields": [column]}}


NAMES = [str(f["name"]) for f in FIELDS]
RESOURCE = Resource(
    {
        "name": "contributed",
        "path": "contributed.csv",
        "schema": {
            "fields": FIELDS,
            "primaryKey": ["target_id"],
            "foreignKeys": [pointer("indicator_id", "indicators"), pointer("unit_id", "units")],
        },
    }
)
# What is planted: column and cell.
ERRORS = [
    ("target_id", "plan-5-target-5"),
    ("plan_id", "Bad Plan"),
    ("indicator_id", ""),
    ("indicator_id", "indicator-999"),
    ("measure", "levle"),
    ("value", "abc"),
    ("value_max", "0"),
    ("start_year", "2026.5"),
    ("target_year", "1800"),
    ("evidence", "证" * 41),
]


@row_rule("PL306", column="value_max", en="{key} – the range ends at {value}", zh="{key}：区间止于{value}")
def range_in_order(value: Any, value_max: Any) -> Any:
    """The upper end of a range is above its lower end."""
    return value_max <= value


def table(spark: SparkSession, rows: int, planted: int) -> DataFrame:
    """Let Spark make the table, with as many planted errors, evenly spread."""
    n = sf.col("id")
    value, year = 1 + n * 7919 % 9999, 2020 + n % 10
    comparator = sf.element_at(sf.array(*map(sf.lit, ("ge", "gt", "eq"))), (1 + n % 3).cast("int"))
    cells = [
        sf.format_string("plan-%d-target-%d", n % 50, n),
        sf.format_string("plan-%d", n % 50),
        sf.format_string("indicator-%d", n % 150),
        sf.lit("level"),
        comparator,
        value,
        sf.when(n % 10 == 0, value + 1),
        sf.lit("yi-yuan"),
        sf.when(n % 4 == 0, 2015),
        year,
        sf.format_string("到%d年力争突破%d亿元，示例文本而非规划原文", year, value),
    ]
    step = rows // planted if planted else rows + 1
    place = sf.when(n % step == step - 1, sf.floor(n / step) % len(ERRORS))
    named = zip(NAMES, [cell.cast("string") for cell in cells], strict=True)
    return spark.range(rows).select(*[plant(name, cell, place).alias(name) for name, cell in named])


def plant(name: str, cell: Column, place: Column) -> Column:
    """Put the errors that belong to its column into a cell."""
    for i, (column, bad) in enumerate(ERRORS):
        cell = sf.when(place == i, bad).otherwise(cell) if column == name else cell
    return cell


def processor_time(spark: SparkSession) -> float:
    """Core-seconds that Spark and this process have used so far."""
    jvm: Any = spark._jvm
    java = jvm.java.lang.ProcessHandle.current().info().totalCpuDuration().get().toMillis()
    return time.process_time() + float(java) / 1000


def measure(spark: SparkSession, work: Callable[[], int]) -> tuple[float, float, int]:
    """Median wall time and core-seconds of some work, and what it gave."""
    walls, cores, result = [], [], 0
    for _ in range(RUNS):
        start, used = time.perf_counter(), processor_time(spark)
        result = work()
        walls.append(time.perf_counter() - start)
        cores.append(processor_time(spark) - used)
    return statistics.median(walls), statistics.median(cores), result


def read(frame: DataFrame) -> int:
    """Read every cell, and keep none."""
    frame.write.format("noop").mode("overwrite").save()
    return 0


def check(frame: DataFrame) -> int:
    """How many findings there are."""
    return int(findings(frame, RESOURCE, KEYS, [range_in_order]).count())


def compare(spark: SparkSession, rows: int, folder: Path) -> None:
    """Measure reading and checking of both formats, and print a line each."""
    print(f"\n{rows:,} rows\n{'':32} {'seconds':>8} {'core-seconds':>13} {'ratio':>6} {'found':>6}")
    schema = ", ".join(f"{name} string" for name in NAMES)
    for name, planted in (("valid", 0), ("1,000 errors", PLANTED)):
        made = table(spark, rows, planted)
        made.write.csv(str(folder / f"{planted}.csv"), header=True, escape='"')
        made.write.parquet(str(folder / f"{planted}.parquet"))
        csv = spark.read.csv(str(folder / f"{planted}.csv"), schema, header=True, escape='"')
        parquet = spark.read.parquet(str(folder / f"{planted}.parquet"))
        for form, frame in (("CSV", csv), ("Parquet", parquet)):
            base = 0.0
            for what, work in (("reading", read), ("checking", check)):
                wall, cores, found = measure(spark, partial(work, frame))
                base = base or cores
                label = f"{form}, {name}, {what}"
                print(f"{label:<32} {wall:8.2f} {cores:13.2f} {cores / base:6.2f} {found:6}", flush=True)


def main() -> None:
    """Compare at each size asked for."""
    spark = SparkSession.builder.master("local[*]").config(map=SETTINGS).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for rows in [int(a.replace(",", "")) for a in sys.argv[1:]] or [1_000_000]:
        with tempfile.TemporaryDirectory() as folder:
            compare(spark, rows, Path(folder))


if __name__ == "__main__":
    main()
