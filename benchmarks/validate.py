"""How fast tables are validated: ours against polars, frictionless and pandera, in one run.

``python benchmarks/validate.py [ROWS …]`` (10,000 and 1,000,000 by default) makes packages of
that many targets in a temporary folder: the shipped ones over and over, each time for another
made-up region, so that every type, constraint, key, reference and rule is at work. One is
valid, one has 1,000 planted errors of sixteen kinds, in one every row is bad in one column.
Each figure is a whole process, imports included: the median of five runs in turn, its ratio to
polars reading the same file as text, and the peak memory. Frictionless and pandera on pandas run
once, and other tools only up to 1,000,000 rows; one that is not installed is left out.
``validate_foreign.py`` does the same with a descriptor that is not ours.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from pyplanning.datapackage.descriptor import root

RUNS = 5
PLANTED = 1000
Row = dict[str, str]
Change = Callable[[int, Row], object]
# What is planted: one cell of a row, and where a rule looks at two, both; each is one finding.
ERRORS: list[Row] = [
    {"value": "abc"},
    {"value": "1,200"},
    {"target_year": "2026.0"},
    {"target_year": "1700"},
    {"start_year": "1800"},
    {"measure": "levle"},
    {"comparator": "GE"},
    {"section_id": "Section 1"},
    {"target_id": ""},
    {"nature": ""},
    {"indicator_id": "no-such-indicator"},
    {"region_code": "999999"},
    {"evidence": "证" * 41},
    {"qualifier_zh": "力争 "},
    {"comparator": ""},  # where there is a value, and a comparator that bounds it from below
    {"target_id": "…"},  # that of the row before
]


def read(name: str) -> list[Row]:
    """Read the rows of a shipped table."""
    with (root() / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def rows(count: int) -> Iterator[Row]:
    """Make valid targets: the shipped ones, each time for another region."""
    shipped = read("targets")
    for i in range(count):
        row, n = shipped[i % len(shipped)], i // len(shipped)
        own = {"target_id": row["target_id"]}
        if n < count // len(shipped):  # those that the last rows point to may be missing
            own |= {column: row[column] for column in ("restates_id", "part_of_id")}
        keys = {column: f"zone{n}-{key}" if n and key else key for column, key in own.items()}
        yield row | {"restates_id": "", "part_of_id": ""} | keys | {"region_code": f"zone-{n}"}


def plant(count: int) -> Change:
    """Plant errors of every kind in as many rows, chosen by chance and not next to one another."""
    chosen = [2 * i + 1 for i in random.Random(2).sample(range(count // 2), PLANTED)]
    kinds = {row: ERRORS[i % len(ERRORS)] for i, row in enumerate(chosen)}
    before = ""

    def change(i: int, row: Row) -> None:
        nonlocal before
        kind = kinds.get(i, {})
        if kind == {"comparator": ""} and row["comparator"] not in ("ge", "eq"):
            kind = ERRORS[0]
        row |= {"target_id": before} if kind.get("target_id") else kind
        before = row["target_id"]

    return change


def spoil(_: int, row: Row) -> None:
    """Make the row bad in one column."""
    row["value"] = f"about {row['value']}"


def package(folder: Path, count: int, change: Change | None = None) -> Path:
    """Write the shipped package with other targets, and the regions that they need."""
    descriptor = json.loads((root() / "datapackage.json").read_text(encoding="utf-8"))
    shutil.copytree(root() / "data", folder / "data")
    for resource in descriptor["resources"]:
        resource.pop("hash"), resource.pop("bytes")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with (folder / "data/targets.csv").open("w", encoding="utf-8", newline="") as file:
        targets = csv.DictWriter(file, [*read("targets")[0]], lineterminator="\n")
        targets.writeheader()
        for i, row in enumerate(rows(count)):
            if change:
                change(i, row)
            targets.writerow(row)
    with (folder / "data/regions.csv").open("a", encoding="utf-8", newline="") as file:
        zones = range(count // len(read("targets")) + 1)
        csv.writer(file, lineterminator="\n").writerows(
            [f"zone-{n}", f"示例{n}区", f"Example zone {n}", "area", "", ""] for n in zones
        )
    return folder


READ = "import polars; polars.read_csv('{0}/data/targets.csv', infer_schema=False)"
OURS = "import pyplanning as pp; r = pp.validate('{0}'); print(sum(r.totals.values()))"
FRICTIONLESS = (
    "import frictionless as f; r = f.validate('{0}/datapackage.json', limit_errors=10**9); print(r.stats['errors'])"
)
# As commonly written: one table, its types and constraints, no references.
PANDERA = """
import pandas as pd, pandera.pandas as pa
C, slug = pa.Column, pa.Check.str_matches('^[a-z0-9]+(-[a-z0-9]+)*$')
s = pa.DataFrameSchema({{
    'target_id': C(str, slug, unique=True),
    'plan_id': C(str, slug), 'section_id': C(str, slug), 'indicator_id': C(str, slug),
    'measure': C(str, pa.Check.isin(['level', 'cagr', 'cumulative_change', 'count_new', 'rank'])),
    'comparator': C(str, pa.Check.isin(['ge', 'gt', 'eq', 'approx', 'le']), nullable=True),
    'value': C(float, nullable=True),
    'target_year': C('Int64', pa.Check.in_range(1800, 2100), nullable=True),
    'evidence': C(str, pa.Check.str_length(max_value=40))}}, coerce=True)
try:
    s.validate(pd.read_csv('{0}/data/targets.csv'), lazy=True); print(0)
except pa.errors.SchemaErrors as e:
    print(len(e.failure_cases))
"""


def measure(code: str) -> tuple[float, float, str]:
    """Seconds, peak megabytes and last printed word of a process that runs ``code``."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = (process.stdout.read().split() or [""])[-1]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {code}")
    return time.perf_counter() - start, used.ru_maxrss / 1024, said


def compare(made: dict[str, Path], count: int, read: str, peers: dict[str, str]) -> None:
    """Measure every tool on packages of ``count`` rows, each made in one way, in turn, and print a line each."""
    jobs = [
        (f"{tool}, {name}", code.format(made[name]), RUNS)
        for name in made
        for tool, code in (("polars reads text", read), ("ours", OURS))
    ]
    if count <= 1_000_000:
        some = [name for name in made if name != "every row bad"]
        jobs += [
            (f"{tool}, {name}", code.format(made[name]), RUNS if "polars" in code or "dataframely" in code else 1)
            for tool, code in peers.items()
            for name in some
        ]
    measure(jobs[0][1])  # warms the page cache
    results: list[list[tuple[float, float, str]]] = [[] for _ in jobs]
    for turn in range(RUNS):
        for (_, code, runs), result in zip(jobs, results, strict=True):
            if turn < runs:
                result.append(measure(code))
    print(f"\n{count:,} rows\n{'':44} {'seconds':>8} {'ratio':>7} {'MB':>7} {'found':>10}")
    seconds = {label: statistics.median(s for s, _, _ in r) for (label, _, _), r in zip(jobs, results, strict=True)}
    for label, result in zip(seconds, results, strict=True):
        base = seconds[f"polars reads text, {label.partition(', ')[2]}"]
        peak, said = max(mb for _, mb, _ in result), result[-1][2]
        print(f"{label:<44} {seconds[label]:8.2f} {seconds[label] / base:7.2f} {peak:7.0f} {said:>10}", flush=True)


def installed(peers: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Keep the peers that are asked for and whose package is installed; each has the package and the code."""
    named = next((a.removeprefix("--peers=").split(",") for a in sys.argv if a.startswith("--peers=")), [*peers])
    return {tool: code for tool, (package, code) in peers.items() if tool in named and find_spec(package)}


def sizes() -> list[int]:
    """Read the numbers of rows from the command line."""
    return [int(a.replace(",", "")) for a in sys.argv[1:] if not a.startswith("--")] or [10_000, 1_000_000]


def run(
    package: Callable[[Path, int, Change | None], Path],
    plant: Callable[[int], Change],
    spoil: Change,
    read: str,
    peers: dict[str, tuple[str, str]],
) -> None:
    """Make the packages and compare at each size asked for."""
    for count in sizes():
        with tempfile.TemporaryDirectory() as folder:
            ways = {"valid": None, "1,000 errors": plant(count), "every row bad": spoil}
            made = {name: package(Path(folder) / name.replace(",", ""), count, way) for name, way in ways.items()}
            compare(made, count, read, installed(peers))


if __name__ == "__main__":
    run(
        package,
        plant,
        spoil,
        READ,
        {"frictionless": ("frictionless", FRICTIONLESS), "pandera on pandas": ("pandera", PANDERA)},
    )
