"""What a template is made of: its sheets, the rows that they start with, and the package behind them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyplanning.datapackage.field_words import required
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.io import Row
from pyplanning.io.excel.limits import LAST_ROW
from pyplanning.io.excel.places import letters_of
from pyplanning.validation.fill_cells import QUOTED

HEADER = 3  # rows of a sheet before its data: two of titles, one of machine names
_DATA = json.loads(Path(__file__).with_name("template_words.json").read_text(encoding="utf-8"))
WORDS: dict[str, dict[str, str]] = _DATA["words"]  # by language
# Of the guide, by language: a mark and a text each. The mark is that of a heading or a command, or names a colour
# of the cells, or is itself written. A line that names a table is left out where the workbook does not have it.
LINES: dict[str, list[tuple[str, str]]] = _DATA["lines"]


Doubts = Mapping[tuple[int, str], Sequence[str]]  # what else a cell may be, by row, from 0, and column


# Required columns that may stay empty in a workbook: other cells, names, quotes or the text say what belongs there.
KNOWN_OTHERWISE: dict[str, tuple[str, ...]] = {
    "agencies": ("level", "kind"),
    "citations": ("document_id",),
    "coverage": ("note_zh", "note_en"),
    "enterprises": ("kind",),
    "instruments": ("in_force",),
    "observations": ("measure",),
    "plan_sources": ("position",),
    "plans": ("kind", "region_code", "name_zh"),
    "projects": ("name_composed", "stage"),
    "responsibilities": ("as_written", "position", "role"),
    "sections": ("level", "position"),
    "targets": ("measure", "nature"),
}


def must_be_typed(field: Field, resource: Resource) -> bool:
    """Say whether a column must be filled in by the contributor."""
    name, key = field.name, resource.primary_key
    own_key = key == (name,) and name.endswith("_id") and resource.name != "plans"
    known = name in KNOWN_OTHERWISE.get(resource.name, ()) or name in ("evidence_start", "section_id")
    of_plan = name == "plan_id" and resource.name != "plans"
    named = name == "evidence" and resource.name in QUOTED
    return required(field, resource) and not (own_key or known or of_plan or named)


@dataclass(frozen=True)
class Sheet:
    """A sheet to be written: its table, name, the rows that it starts with, its tab's colour, and cells in doubt."""

    resource: Resource
    title: str
    rows: list[Row]
    tab: str
    doubts: Doubts = field(default_factory=dict)

    def letters(self, column: str) -> str:
        """Give the letters of a column."""
        return letters_of(self.resource.columns.index(column))

    def cells(self, column: str) -> str:
        """Give all cells of a column that may hold data, as a range."""
        letters = self.letters(column)
        return f"{letters}{HEADER + 1}:{letters}{LAST_ROW}"

    def cell(self, row: int, column: str) -> str:
        """Give the cell of a row, counted from 0."""
        return f"{self.letters(column)}{HEADER + 1 + row}"

    def cells_without_doubt(self, column: str) -> str:
        """Give the cells of a column that may hold data, but for those in doubt, as ranges."""
        letters, first, ranges = self.letters(column), HEADER + 1, []
        for row in sorted(row for row, doubted in self.doubts if doubted == column):
            if first <= HEADER + row:
                ranges.append(f"{letters}{first}:{letters}{HEADER + row}")
            first = HEADER + row + 2
        return " ".join([*ranges, f"{letters}{first}:{letters}{LAST_ROW}"])


@dataclass(frozen=True)
class Form:
    """A workbook to be written: its sheets by table, in the order of work, and what they are made from.

    ``shipped`` has the rows of all tables of ``package``. Of the tables in ``alone`` only rows in
    the workbook itself may be referred to.
    """

    sheets: dict[str, Sheet]
    shipped: dict[str, list[Row]]
    package: Package
    alone: frozenset[str]
    lang: str

    @property
    def titles(self) -> dict[str, str]:
        """What the sheet of each table is called, also of those that the workbook does not have."""
        return {name: resource.text("title", self.lang) for name, resource in self.package.tables.items()}
