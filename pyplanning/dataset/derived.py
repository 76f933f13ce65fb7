"""Tables that have no file: their rows follow from those of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.read import needed_columns

Cells = dict[str, Any]


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

    def sources(self, folder: Path, package: Package, frames: Any, given: Iterable[str] = ()) -> dict[str, list[Cells]]:
        """Read the rows that it follows from, but for tables that are ``given``, by the module ``frames``.

        That is ``read`` or ``read_polars``. Raises PackageError where an older release lacks a column.
        """
        return {
            name: frames.cells_of(
                frames.read_table(folder, *needed_columns(package, name, columns, self.newer.get(name, ())))
            )
            for name, columns in self.needed.items()
            if name not in given
        }

    def rows(self, folder: Path, package: Package, frames: Any) -> list[Cells]:
        """Derive the rows from a package."""
        return self.derive(**self.sources(folder, package, frames))

    def frame(self, folder: Path, package: Package, frames: Any) -> Any:
        """Derive the table from a package, as a frame of the module ``frames``."""
        return frames.frame_of(self.rows(folder, package, frames), self.resource)
