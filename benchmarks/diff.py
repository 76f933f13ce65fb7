"""How fast two versions of a table are compared, against polars reading both as text, in one run.

``python benchmarks/diff.py [ROWS …]`` (1,000,000 by default) makes two packages of that many
targets in a temporary folder: the shipped ones over and over. In the second version one row in
2,000 is gone, one in 3,000 is new, and one in 1,500 has another value. Each figure is a whole
process, imports included: the median of the runs, its ratio to polars, and the peak memory.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from validate import rows

from pyplanning.datapackage.descriptor import descriptor

RUNS = 5
READ = "import polars as pl, sys; [pl.read_csv(f + '/targets.csv', infer_schema=False) for f in sys.argv[1:]]"
DIFF = "import pyplanning as pp, sys; assert pp.diff(*sys.argv[1:])"
MEMORY = "; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"


def write(folder: Path, count: int, edited: bool) -> None:
    """Write a package with one table."""
    folder.mkdir()
    targets = descriptor().table("targets")
    own = {key: value for key, value in targets.properties.items() if key not in ("hash", "bytes")}
    schema = {key: value for key, value in targets.schema.items() if key != "foreignKeys"}
    package = {
        "name": "targets",
        "version": "1.0.0",
        "resources": [own | {"path": "targets.csv", "schema": schema}],
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with (folder / "targets.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, targets.columns, lineterminator="\n")
        writer.writeheader()
        for i, row in enumerate(rows(count)):
            if edited and i % 2000 == 7:
                continue
            writer.writerow(row | {"value": "12345"} if edited and i % 1500 == 3 else row)
            if edited and i % 3000 == 5:
                writer.writerow(row | {"target_id": f"new-{row['target_id']}"})


def measure(code: str, *folders: Path) -> tuple[float, int]:
    """Median seconds of a process, and its peak memory in MB."""
    times, peak = [], 0
    for _ in range(RUNS):
        start = time.perf_counter()
        command = [sys.executable, "-c", code + MEMORY, *map(str, folders)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        peak = max(peak, int(done.stdout))
    return statistics.median(times), peak


def main() -> None:
    """Print the measurements."""
    for count in map(int, sys.argv[1:] or ["1000000"]):
        with tempfile.TemporaryDirectory() as folder:
            old, new = Path(folder, "old"), Path(folder, "new")
            write(old, count, edited=False)
            write(new, count, edited=True)
            print(f"{count:,} rows, {(old / 'targets.csv').stat().st_size / 1e6:.0f} MB")
            base, peak = measure(READ, old, new)
            print(f"polars reads both  {base:7.2f} s          {peak:6,} MB")
            ours, peak = measure(DIFF, old, new)
            print(f"pp.diff            {ours:7.2f} s  {ours / base:4.2f} ×  {peak:6,} MB")


if __name__ == "__main__":
    main()
