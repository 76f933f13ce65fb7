"""How fast the explorer is made, how heavy its pages are, and how soon they answer.

``python benchmarks/explorer.py`` makes the site of the shipped package in a temporary folder and
opens it in Chromium from there: seconds to make it, the heaviest page, and milliseconds from the
first choice in a filter to the rows laid out. It needs the extras ``site`` and ``test``.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.site import make_site

RUNS = 5
FILTER = """name => {
    const select = document.querySelector(`select[name=${name}]`), start = performance.now();
    select.selectedIndex = 2;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.offsetHeight;
    return performance.now() - start;
}"""
PAGES = {"zh/targets.html": "plan", "en/projects.html": "plan", "zh/duties.html": "agency"}


def main() -> None:
    """Make the site and measure it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site, start = Path(folder, "site"), time.perf_counter()
        make_site(root(), site)
        print(f"made in {time.perf_counter() - start:.1f} s")
        sizes = {file: file.stat().st_size / 1e6 for file in site.rglob("*") if file.is_file()}
        heaviest = max(sizes, key=lambda file: sizes[file])
        print(f"{len(sizes):,} files, {sum(sizes.values()):.0f} MB")
        print(f"the heaviest is {heaviest.relative_to(site)}: {sizes[heaviest]:.2f} MB")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for address, name in PAGES.items():
            times = []
            for _ in range(RUNS):
                page = browser.new_page()
                page.goto((site / address).as_uri())
                times.append(page.evaluate(FILTER, name))
                page.close()
            print(f"{address}: a filter answers in {statistics.median(times):.0f} ms (at most {max(times):.0f})")
        browser.close()


if __name__ == "__main__":
    main()
