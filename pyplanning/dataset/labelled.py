"""Add to a frame what follows from its columns: names, labels, and the plan of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.frames import reader_of

if TYPE_CHECKING:
    import pandas as pd

    from pyplanning.datapackage.metadata import Lang
    from pyplanning.dataset.labels import Label


class Source(NamedTuple):
    """Where tables are read from, and the module that reads them: ``read`` or ``read_polars``."""

    folder: Path
    package: Package
    frames: Any

    def rows(self, table: Resource, columns: Sequence[str]) -> list[dict[str, Any]]:
        """Read columns of a table as rows of plain values."""
        rows: list[dict[str, Any]] = self.frames.read_cells(self.folder, table, columns)
        return rows

    def pairs(self, table: str, key: str, column: str) -> dict[str, str | None]:
        """Map the cells of one column of a table to those of another."""
        return {row[key]: row[column] for row in self.rows(self.package.table(table), [key, column])}


def check_labels(labels: object) -> None:
    """Raise ValueError where labels are asked for in a language that has none."""
    if labels not in (None, "zh", "en"):
        raise ValueError(f"labels must be 'zh', 'en' or None, not {labels!r}")


def with_added(frame: Any, added: Mapping[str, Label], source: Source) -> Any:
    """Add columns that follow from others to a frame."""
    cells = {of: frame[of].to_list() for of in {label.of for label in added.values()}}
    texts = {name: [*map(label.texts(source.pairs).get, cells[label.of])] for name, label in added.items()}
    return source.frames.with_cells(frame, texts, "string")


def with_labels(frame: pd.DataFrame, table: Resource, folder: Path, package: Package, lang: Lang) -> pd.DataFrame:
    """Add names and labels in a language to a frame that has the columns of ``table``, each after its column."""
    from pyplanning.dataset.labels import labels_of

    added = {label.name: label for label in labels_of(table, package) if label.lang == lang}
    after = {c: [label.name for label in added.values() if label.of == c] for c in frame.columns}
    result: pd.DataFrame = with_added(frame, added, Source(folder, package, reader_of("pandas")))
    return result[[name for column, names in after.items() for name in (column, *names)]]
