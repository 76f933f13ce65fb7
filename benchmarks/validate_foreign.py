"""How fast a package is validated by its own descriptor: ours against polars, dataframely, pandera and frictionless.

``python benchmarks/validate_foreign.py [ROWS …] [--peers=NAME,…]`` is ``validate.py`` with packages that are not
ours: one table of eleven columns with types, constraints, a key and a reference. It is written in
three ways: plain; with doubled quotation marks and line breaks in cells; and with CRLF at the ends
of lines and a descriptor of version 1 with properties of its own. Each is valid or has 1,000
planted errors of eight kinds; in the plain one every row may be bad in one column.
"""

from __future__ import annotations

import csv
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from validate import FRICTIONLESS, PLANTED, Change, Row, compare, installed, sizes

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
PLANS = [f"plan-{i}" for i in range(50)]
INDICATORS = [f"indicator-{i}" for i in range(150)]


def text(name: str, **constraints: object) -> dict[str, Any]:
    """Describe a field of text."""
    return {"name": name, "type": "string", "constraints": constraints}


FIELDS: list[dict[str, Any]] = [
    text("target_id", required=True, pattern=SLUG),
    text("plan_id", required=True, pattern=SLUG),
    text("indicator_id", required=True, pattern=SLUG),
    text("measure", required=True, enum=["level", "cagr", "rank"]),
    text("comparator", enum=["ge", "gt", "eq"]),
    {"name": "value", "type": "number", "constraints": {"minimum": 0}},
    {"name": "value_max", "type": "number"},
    text("unit_id", pattern=SLUG),
    {"name": "start_year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
    {"name": "target_year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
    text("evidence", maxLength=40),
]
# What is planted: one cell of a row; each is one finding.
ERRORS: list[Row] = [
    {"value": "abc"},
    {"target_year": "1800"},
    {"measure": "levle"},
    {"plan_id": "Bad Plan"},
    {"target_id": ""},
    {"indicator_id": "indicator-999"},
    {"evidence": "证" * 41},
    {"target_id": "plan-5-target-5"},  # that of another row
]


def rows(count: int) -> Iterator[Row]:
    """Make valid rows of contributed targets."""
    chance = random.Random(1)
    for i in range(count):
        value, year = chance.randint(1, 9999), 2020 + i % 10
        yield {
            "target_id": f"plan-{i % 50}-target-{i}",
            "plan_id": PLANS[i % 50],
            "indicator_id": INDICATORS[i % 150],
            "measure": "level",
            "comparator": chance.choice(["ge", "eq", "gt"]),
            "value": str(value),
            "value_max": str(value + 1) if i % 10 == 0 else "",
            "unit_id": "yi-yuan",
            "start_year": "2015" if i % 4 == 0 else "",
            "target_year": str(year),
            "evidence": f"到{year}年力争突破{value}亿元，示例文本而非规划原文",
        }


def plant(count: int) -> Change:
    """Plant errors of eight kinds in as many rows, chosen by chance."""
    chosen = dict(zip(random.Random(2).sample(range(10, count), PLANTED), ERRORS * PLANTED, strict=False))
    return lambda i, row: row.update(chosen.get(i, {}))


def spoil(_: int, row: Row) -> None:
    """Make the row bad in one column."""
    row["value"] = f"about {row['value']}"


def quote(_: int, row: Row) -> None:
    """Put quotation marks and a line break into the row, if it is valid."""
    if len(row["evidence"]) <= 40:
        row["evidence"] = row["evidence"].replace("示例文本", '"示例"文本').replace("，", "，\n", 1)


def package(folder: Path, count: int, change: Change | None = None) -> Path:
    """Write a data package with the table, and the plans and indicators that it points to."""
    folder.mkdir()
    with (folder / "contributed.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [f["name"] for f in FIELDS], lineterminator="\n")
        table.writeheader()
        for i, row in enumerate(rows(count)):
            if change:
                change(i, row)
            table.writerow(row)
    schemas: dict[str, dict[str, Any]] = {"contributed": {"fields": FIELDS, "primaryKey": ["target_id"]}}
    keys: list[dict[str, Any]] = []
    for name, column, values in (("plans", "plan_id", PLANS), ("indicators", "indicator_id", INDICATORS)):
        (folder / f"{name}.csv").write_text("\n".join([column, *values, ""]), encoding="utf-8")
        schemas[name] = {"fields": [text(column, required=True)], "primaryKey": [column]}
        keys.append({"fields": [column], "reference": {"resource": name, "fields": [column]}})
    schemas["contributed"]["foreignKeys"] = keys
    resources = [
        {"name": n, "type": "table", "path": f"{n}.csv", "format": "csv", "encoding": "utf-8", "schema": s}
        for n, s in schemas.items()
    ]
    found = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "name": "bench", "version": "1.0.0"}
    (folder / "datapackage.json").write_text(json.dumps(found | {"resources": resources}), encoding="utf-8")
    return folder


def older(folder: Path) -> None:
    """Rewrite a package as one of version 1, with properties of its own and CRLF at the ends of lines."""
    for file in folder.glob("*.csv"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    file = folder / "datapackage.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    del found["$schema"]
    found |= {"profile": "tabular-data-package", "x_office": {"name": "示例"}}
    for resource in found["resources"]:
        del resource["type"]
        resource |= {"profile": "tabular-data-resource", "dialect": {"lineTerminator": "\r\n"}, "x_table": 1}
        for field in resource["schema"]["fields"]:
            field["x_note"] = "示例"
    file.write_text(json.dumps(found), encoding="utf-8")


READ = "import polars; polars.read_csv('{0}/contributed.csv', infer_schema=False)"
PANDERA = """
import pandas as pd, pandera.pandas as pa
C, slug = pa.Column, pa.Check.str_matches('^[a-z0-9]+(-[a-z0-9]+)*$')
s = pa.DataFrameSchema({{'target_id': C(str, slug, unique=True),
    'plan_id': C(str, slug), 'measure': C(str, pa.Check.isin(['level', 'cagr', 'rank'])),
    'comparator': C(str, pa.Check.isin(['ge', 'gt', 'eq']), nullable=True),
    'value': C(float, pa.Check.ge(0), nullable=True),
    'target_year': C('Int64', pa.Check.in_range(1900, 2100), nullable=True),
    'evidence': C(str, pa.Check.str_length(max_value=40), nullable=True)}}, coerce=True)
try:
    s.validate(pd.read_csv('{0}/contributed.csv'), lazy=True); print(0)
except pa.errors.SchemaErrors as e:
    print(len(e.failure_cases))
"""

PANDERA_ON_POLARS = """
import polars as pl, pandera.polars as pa
C, slug = pa.Column, pa.Check.str_matches('^[a-z0-9]+(-[a-z0-9]+)*$')
s = pa.DataFrameSchema({{'target_id': C(str, slug, unique=True),
    'plan_id': C(str, slug), 'measure': C(str, pa.Check.isin(['level', 'cagr', 'rank'])),
    'comparator': C(str, pa.Check.isin(['ge', 'gt', 'eq']), nullable=True),
    'value': C(float, pa.Check.ge(0), nullable=True),
    'target_year': C(int, pa.Check.in_range(1900, 2100), nullable=True),
    'evidence': C(str, pa.Check.str_length(max_value=40), nullable=True)}}, coerce=True)
try:
    s.validate(pl.read_csv('{0}/contributed.csv', infer_schema=False), lazy=True); print(0)
except (pa.errors.SchemaErrors, pl.exceptions.PolarsError) as e:
    print(len(getattr(e, 'failure_cases', '?')))
"""
# It counts the bytes of a text: 120 for 40 Chinese characters.
DATAFRAMELY = """
import polars as pl, dataframely as dy
slug = '^[a-z0-9]+(-[a-z0-9]+)*$'
class Contributed(dy.Schema):
    target_id = dy.String(primary_key=True, regex=slug)
    plan_id = dy.String(nullable=False, regex=slug)
    indicator_id = dy.String(nullable=False, regex=slug)
    measure = dy.String(nullable=False, check=lambda c: c.is_in(['level', 'cagr', 'rank']))
    comparator = dy.String(nullable=True, check=lambda c: c.is_in(['ge', 'gt', 'eq']))
    value = dy.Float64(nullable=True, min=0)
    value_max = dy.Float64(nullable=True)
    unit_id = dy.String(nullable=True, regex=slug)
    start_year = dy.Int64(nullable=True, min=1900, max=2100)
    target_year = dy.Int64(nullable=True, min=1900, max=2100)
    evidence = dy.String(nullable=True, max_length=120)
good, bad = Contributed.filter(pl.read_csv('{0}/contributed.csv', infer_schema=False), cast=True)
print(sum(bad.counts().values()))
"""
PEERS = {
    "dataframely": ("dataframely", DATAFRAMELY),
    "pandera on polars": ("pandera", PANDERA_ON_POLARS),
    "pandera on pandas": ("pandera", PANDERA),
    "frictionless": ("frictionless", FRICTIONLESS),
}


def main() -> None:
    """Make the packages and compare at each size asked for."""
    for count in sizes():
        for way in ("plain", "doubled marks and line breaks", "CRLF and version 1"):
            ways: dict[str, Change | None] = {"valid": None, "1,000 errors": plant(count)}
            if way == "plain":
                ways["every row bad"] = spoil
            with tempfile.TemporaryDirectory() as folder:
                print(f"\n{way}", end="")
                compare(
                    {n: _made(Path(folder) / str(i), count, c, way) for i, (n, c) in enumerate(ways.items())},
                    count,
                    READ,
                    installed(PEERS),
                )


def _made(folder: Path, count: int, change: Change | None, way: str) -> Path:
    def both(i: int, row: Row) -> None:
        if change:
            change(i, row)
        quote(i, row)

    package(folder, count, both if "doubled" in way else change)
    if "version 1" in way:
        older(folder)
    return folder


if __name__ == "__main__":
    main()
