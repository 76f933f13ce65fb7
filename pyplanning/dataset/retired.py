"""What became of ids that the package has retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyplanning.datapackage.retired import retirements
from pyplanning.dataset.read import Release, open_package

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["table", "id", "successor", "version", "reason", "reason_zh"]


def retired(release: Release | None = None) -> pd.DataFrame:
    """List the ids that the package, or a downloaded ``release`` of it, has retired.

    Returns a frame with one row for each: ``table``, ``id``, ``successor`` (the id that takes its
    place today, or null), ``version`` (the one that retired it), ``reason`` and ``reason_zh``.
    Raises PackageError if the release cannot be read.
    """
    import pandas as pd

    with open_package(release) as (_, package):
        entries = retirements(package)
    successors = {(entry["table"], entry["id"]): entry.get("successor") for entry in entries}

    def today(table: str, key: str) -> str | None:
        passed, at = {key}, successors[table, key]
        while at is not None and (table, at) in successors and at not in passed:
            passed.add(at)
            at = successors[table, at]
        return at

    rows = [{**entry, "successor": today(entry["table"], entry["id"])} for entry in entries]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")
