"""Tables as people read them: names beside keys, labels, headers in words, the place in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Literal

from pyplanning.datapackage.cell import castable
from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, kind, primary_key, resource
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.values import written
from pyplanning.dataset.load import Lang
from pyplanning.dataset.row_names import NAMES, Source, base_of, names_of, place_of, read_source
from pyplanning.io import Row
from pyplanning.io.excel.our_sheets import text_of

Value = str | int | float | date | None
Role = Literal["code", "name", "value", "place"]

CODE = {
    "zh": {"_code": "代码", "": "编码"},
    "en": {"_code": " code", "": " ID"},
}  # after the title of what it stands for
TRUTH = {"zh": {"true": "是", "false": "否"}, "en": {"true": "yes", "false": "no"}}
PLACE: dict[str, Descriptor] = {
    "zh": {"title_zh": "在规划中的位置", "description_zh": "规划简称，其后是该行所在的各级标题。"},
    "en": {"title": "Place in the plan", "description": "The plan, then the headings under which the row stands."},
}
# What programs need to find a text again; people have the evidence and the headings.
TECHNICAL = ("evidence_start", "start", "source_sha256", "source_length")


@dataclass(frozen=True)
class Column:
    """A column as people read it.

    ``field`` is the table's column that it is made from (without a name: the place in the plan).
    ``role`` says what its cells are: "code", which programs need and people may pass over, the
    "name" of what a code stands for, a "value", or the "place".
    """

    title: str
    role: Role
    field: Descriptor


@dataclass(frozen=True)
class Labelled:
    """A table as people read it: ``rows`` of true types, a cell for each of ``columns``, in the order of the data.

    ``keys`` are the primary keys of the rows, as `source_issues` refers to them.
    """

    resource: Descriptor
    columns: list[Column]
    rows: list[list[Value]]
    keys: list[str]


def labelled(name: str, lang: Lang, folder: Path) -> Labelled:
    """Table ``name`` of the package in ``folder`` as people read it, in one language.

    After each column that refers to a row comes the name of that row, listed values are
    their labels, headers are the titles of the columns (each once), and the last column says
    where in the plan the row stands: the plan's short name and the headings down to its own.
    Whole numbers and years are ``int``, numbers ``float``, dates ``date``, empty cells None.

    Raises KeyError, naming the nearest, for an unknown table, ValueError for another
    language, and PackageError where the package is damaged.
    """
    source = read_source(folder, lang)
    return arrange(resource(name, source.package), source)


def arrange(resource: Descriptor, source: Source) -> Labelled:
    """A table of ``source`` as people read it, see `labelled`."""
    rows, key = source.tables[resource["name"]], primary_key(resource)
    made = [made for field in _in_order(resource, source.lang) for made in _columns(field, resource, source)]
    places = place_of(resource, source)
    if places:
        title = text_of(PLACE[source.lang], "title", source.lang)
        made.append((Column(title, "place", PLACE[source.lang]), places))
    titles = unique([column.title for column, _ in made])
    columns = [Column(title, made_of.role, made_of.field) for title, (made_of, _) in zip(titles, made, strict=True)]
    cells = [[cell(row) for _, cell in made] for row in rows]
    return Labelled(resource, columns, cells, ["/".join(row.get(part, "") for part in key) for row in rows])


Cell = Callable[[Row], Value]  # what makes the cell of a row


def _columns(field: Descriptor, resource: Descriptor, source: Source) -> Iterator[tuple[Column, Cell]]:
    """What a table's column becomes: itself, or a code and what it stands for."""
    name, title = field["name"], text_of(field, "title", source.lang) or field["name"]
    target = {column: table for column, table, _ in foreign_keys(resource)}.get(name)
    coded = title + CODE[source.lang]["_code" if name.endswith("_code") else ""]
    code = Column(coded, "code", field), lambda row: row.get(name) or None
    stands_for = _stands_for(field, target, resource, source)
    if stands_for:
        yield code
        yield Column(title, "name", field), stands_for
    elif target or _is_slug(field, resource):
        yield code
    else:
        yield Column(title, "code" if name in TECHNICAL else "value", field), _reader(field, source.lang)


def _stands_for(field: Descriptor, target: str | None, resource: Descriptor, source: Source) -> Cell | None:
    """The name of the row that a column refers to; a section is told by the place, which ends with it."""
    name = field["name"]
    if target and not (target == "sections" and target != resource["name"]):
        names = names_of(target, source)
        return lambda row: names.get(row.get(name, ""))
    if name == "table_name":
        titles = {r["name"]: text_of(r, "title", source.lang) or r["name"] for r in source.package["resources"]}
        return lambda row: titles.get(row.get(name, ""), row.get(name) or None)
    if name == "row_id":
        known = {
            table: names_of(table, source) for table in {row.get("table_name", "") for row in _rows(resource, source)}
        }
        return lambda row: known[row.get("table_name", "")].get(row.get(name, ""))
    return None


def _is_slug(field: Descriptor, resource: Descriptor) -> bool:
    """Whether a column is a key of our own making."""
    return field["name"] in primary_key(resource) and field["name"].endswith(("_id", "_code"))


def _rows(resource: Descriptor, source: Source) -> list[Row]:
    return source.tables[resource["name"]]


def _in_order(resource: Descriptor, lang: str) -> list[Descriptor]:
    """The columns of a table as people look at them: key, names, the facts, and last what proves them.

    Of a text in two languages the one asked for comes first.
    """
    listed = fields(resource)
    places = {field["name"]: n for n, field in enumerate(listed)}
    to_sections = {c for c, table, _ in foreign_keys(resource) if table == "sections" != resource["name"]}
    proof = ["evidence", "evidence_start"]

    def turn(field: Descriptor) -> tuple[int, int, bool]:
        name, base = field["name"], base_of(field["name"])
        place = min(places.get(f"{base}_{other}", places[name]) for other in CODE) if base else places[name]
        group = 0 if _is_slug(field, resource) else 1 if base in NAMES else 2
        if name in to_sections or name in proof:
            group = 3 + (proof.index(name) if name in proof else len(proof))
        return group, place, not name.endswith(f"_{lang}")

    return sorted(listed, key=turn)


def _reader(field: Descriptor, lang: str) -> Cell:
    name, known, of_kind = field["name"], labels(field, lang), kind(field)
    if of_kind == "boolean":
        known = TRUTH[lang]
    return lambda row: typed(known.get(text, text), of_kind) if (text := row.get(name, "")) else None


def typed(text: str, of_kind: str) -> Value:
    """A cell of text as a value of its kind; text where a spreadsheet would change what it says."""
    if of_kind in ("integer", "number") and castable(text, of_kind):
        number = float(text)
        exact = isfinite(number) and Decimal(written(number)) == Decimal(text)
        return text if not exact else int(number) if number.is_integer() else number
    if of_kind == "date" and castable(text, of_kind) and text > "1901":  # Excel's calendar has a 29 February 1900
        return date.fromisoformat(text)
    return text


def unique(titles: list[str]) -> list[str]:
    """The titles, with a number after one that stands there already, without regard to case."""
    found: list[str] = []
    for title in titles:
        known, n, made = {other.casefold() for other in found}, 1, title
        while made.casefold() in known:
            n, made = n + 1, f"{title} ({n + 1})"
        found.append(made)
    return found
