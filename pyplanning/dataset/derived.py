"""Tables that have no file: their rows follow from those of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.read import needed_columns

Cells = dict[str, Any]  # true values by column; empty cells are None
Rows = Callable[[Resource, Sequence[str]], list[Cells]]


@dataclass(frozen=True)
class Derived:
    """A table whose rows ``derive`` makes of the rows of others, which it takes by the names of their tables.

    ``needed`` are the columns that it takes, by table; ``newer`` those that older releases lack.
    """

    name: str
    needed: Mapping[str, Iterable[str]]
    newer: Mapping[str, Iterable[str]]
    derive: Callable[..., list[Cells]]

    @cached_property
    def resource(self) -> Resource:
        """The descriptor of the table, from the JSON file of its name."""
        return Resource(json.loads(Path(__file__).with_name(f"{self.name}.json").read_text(encoding="utf-8")))

    def follows_from(self, package: Package) -> bool:
        """Tell whether a package has all that the table follows from, and no table of that name."""
        tables = package.tables
        return self.name not in tables and all(
            name in tables and {*columns} <= {*tables[name].columns} for name, columns in self.needed.items()
        )

    def sources(self, package: Package, rows: Rows, given: Iterable[str] = ()) -> dict[str, list[Cells]]:
        """Take what it follows from, by table, but for tables that are ``given``: ``rows`` gives columns of a table.

        Raises PackageError where an older release lacks a column.
        """
        return {
            name: rows(*needed_columns(package, name, columns, self.newer.get(name, ())))
            for name, columns in self.needed.items()
            if name not in given
        }

    def rows(self, package: Package, rows: Rows) -> list[Cells]:
        """Derive its rows from a package: ``rows`` gives columns of a table of it."""
        return self.derive(**self.sources(package, rows))
