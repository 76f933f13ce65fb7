"""How long importing, loading and proving take, as ratios in one run.

``python benchmarks/load.py [SOURCES]`` prints medians of whole processes: ``import pyplanning``
against bare Python, ``pp.load`` of the largest table against pandas reading the same file, and,
where SOURCES holds the official texts, ``pyplanning verify``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from pyplanning.datapackage.descriptor import descriptor, root

RUNS = 7


def seconds(code: str) -> float:
    """Median wall time of a Python process that runs ``code``."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print the measurements."""
    bare = seconds("pass")
    imported = seconds("import pyplanning")
    print(f"bare Python                {1000 * bare:8.1f} ms")
    print(f"import pyplanning          {1000 * imported:8.1f} ms  (+{1000 * (imported - bare):.1f} ms)")
    sizes = {r.name: sum((root() / path).stat().st_size for path in r.paths) for r in descriptor().resources}
    for name in sorted(sizes, key=lambda n: -sizes[n])[:3]:
        file = root() / "data" / f"{name}.csv"
        plain = seconds(f"import pandas; pandas.read_csv({str(file)!r})")
        ours = seconds(f"import pyplanning as pp; pp.load({name!r})")
        print(f"pandas.read_csv {name:<12} {1000 * plain:7.1f} ms")
        print(f"pp.load         {name:<12} {1000 * ours:7.1f} ms  ({ours / plain:.2f} ×)")
    if len(sys.argv) > 1:
        proven = seconds(f"import pyplanning as pp; assert pp.verify({sys.argv[1]!r})")
        print(f"pp.verify                  {1000 * proven:8.1f} ms")


if __name__ == "__main__":
    main()
