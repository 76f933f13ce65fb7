"""Tables as people read them: names beside keys, labels, headers in words, the place in the plan.

The workbooks and the CSV files for Excel are made of them; the views of SQLite use the same words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Literal

from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.field_words import CODES as CODES
from pyplanning.datapackage.field_words import code_title as code_title
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.field_words import title_of as title_of
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.datapackage.values import written
from pyplanning.dataset.row_names import NAMES, Source, base_of, key_of, names_of, place_of
from pyplanning.io import Row

Value = str | int | float | date | None
Cell = Callable[[Row], Value]  # what makes the cell of a row
Role = Literal["code", "name", "value", "place"]

PLACE = Field(
    {
        "name": "",
        "title": "Place in the plan",
        "title_zh": "在规划中的位置",
        "description": "The plan, then the headings of the sections that the row is in.",
        "description_zh": "规划简称，后接该行所在的各级标题。",
    }
)
# What programs need to find a text again; people have the evidence and the headings.
TECHNICAL = ("evidence_start", "start", "source_sha256", "source_length")
PROOF = ("evidence", "evidence_start")


@dataclass(frozen=True)
class Column:
    """A column as people read it.

    ``field`` is the table's column that it is made from, or PLACE. ``role`` is what its cells
    are: a "code", which programs need and people may ignore, the "name" of the row that a code
    refers to, a "value", or the "place" in the plan.
    """

    title: str
    role: Role
    field: Field


@dataclass(frozen=True)
class Labelled:
    """A table as people read it: ``rows`` of true types, a cell for each of ``columns``, in the order of the data.

    ``keys`` are the primary keys of the rows, as `source_issues` refers to them.
    """

    resource: Resource
    columns: list[Column]
    rows: list[list[Value]]
    keys: list[str]


def arrange(resource: Resource, source: Source) -> Labelled:
    """Arrange a table of ``source`` as people read it, in the language of ``source``.

    After each column that refers to a row comes the name of that row, listed values are
    their labels, headers are the titles of the columns (each once), and the last column has
    the place of the row in the plan: the plan's short name and the headings down to its own.
    Whole numbers and years are ``int``, numbers ``float``, dates ``date``, empty cells None.
    """
    rows, lang = source.tables[resource.name], source.lang
    made = [made for field in _in_order(resource, lang) for made in _columns(field, resource, source)]
    if places := place_of(resource, source):
        made.append((Column(PLACE.text("title", lang), "place", PLACE), places))
    titles = unique([column.title for column, _ in made])
    columns = [Column(title, column.role, column.field) for title, (column, _) in zip(titles, made, strict=True)]
    cells = [[cell(row) for _, cell in made] for row in rows]
    return Labelled(resource, columns, cells, [key_of(row, resource) for row in rows])


def is_code(field: Field, resource: Resource) -> bool:
    """Tell whether a column holds keys: those of another table, or those of our own making."""
    return field.name in resource.references or _is_slug(field, resource)


def _is_slug(field: Field, resource: Resource) -> bool:
    return field.name in resource.primary_key and field.name.endswith(("_id", "_code"))


def _columns(field: Field, resource: Resource, source: Source) -> Iterator[tuple[Column, Cell]]:
    """Yield what a table's column becomes: itself, or a code and the name of the row with that code."""
    name, lang = field.name, source.lang
    names = _names(field, resource, source)
    if names or is_code(field, resource):
        yield Column(code_title(field, lang), "code", field), lambda row: row[name] or None
    if names:
        yield Column(title_of(field, lang), "name", field), names
    elif not is_code(field, resource):
        yield Column(title_of(field, lang), "code" if name in TECHNICAL else "value", field), _reader(field, lang)


def _names(field: Field, resource: Resource, source: Source) -> Cell | None:
    """Make what finds the name of the row that a column refers to; None for sections, with which the place ends."""
    column, target = field.name, resource.references.get(field.name, "")
    if target and (target != "sections" or resource.name == "sections"):
        names = names_of(target, source)
        return lambda row: names.get(row[column])
    if column == "table_name":
        titles = {table.name: title_of(table, source.lang) for table in source.package.resources}
        return lambda row: titles.get(row[column], row[column] or None)
    if column == "row_id" and "table_name" in resource.columns:
        tables = {row["table_name"] for row in source.tables[resource.name]}
        rows = {table: names_of(table, source) for table in tables}
        return lambda row: rows[row["table_name"]].get(row[column])
    return None


def _in_order(resource: Resource, lang: str) -> list[Field]:
    """Sort the columns of a table as people look at them: key, names, the facts, and last what proves them.

    Of a text in two languages the one asked for comes first.
    """
    places = {column: n for n, column in enumerate(resource.columns)}
    to_sections = {c for c, table in resource.references.items() if table == "sections" != resource.name}

    def turn(field: Field) -> tuple[int, int, bool]:
        name, base = field.name, base_of(field.name)
        place = min(places.get(f"{base}_{other}", places[name]) for other in CODES) if base else places[name]
        group = 0 if _is_slug(field, resource) else 1 if base in NAMES else 2
        if name in to_sections or name in PROOF:
            group = 3 + (PROOF.index(name) if name in PROOF else len(PROOF))
        return group, place, not name.endswith(f"_{lang}")

    return sorted(resource.fields, key=turn)


def _reader(field: Field, lang: str) -> Cell:
    name, kind = field.name, field.kind
    words = labels(field, lang)
    return lambda row: typed(words.get(text, text), kind) if (text := row[name]) else None


def typed(text: str, kind: str) -> Value:
    """Read a cell of text as a value of its kind; it stays text where a spreadsheet would change it."""
    if kind in ("integer", "number") and castable(text, kind):
        number = float(text)
        exact = isfinite(number) and Decimal(written(number)) == Decimal(text)
        return text if not exact else int(number) if number.is_integer() else number
    if kind == "date" and castable(text, kind) and text > "1901":  # Excel's calendar has a 29 February 1900
        return date.fromisoformat(text)
    return text


def unique(titles: list[str]) -> list[str]:
    """Make titles differ, also in lower case: a second “Name” becomes “Name (2)”."""
    found: list[str] = []
    for title in titles:
        taken, n, made = {other.casefold() for other in found}, 1, title
        while made.casefold() in taken:
            n += 1
            made = f"{title} ({n})"
        found.append(made)
    return found
