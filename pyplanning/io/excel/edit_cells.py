"""Change the values and formats of cells."""

import re
from bisect import bisect
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import isfinite
from operator import itemgetter

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.edit_styles import Styles
from pyplanning.io.excel.number_format import keeps
from pyplanning.io.excel.parts import Book
from pyplanning.io.excel.places import Place, name_of, place_of
from pyplanning.io.excel.xml_bytes import Attributes, Choose, Edit, Node, parsed, spliced


@dataclass(frozen=True)
class Change:
    """A change of a cell.

    ``value`` replaces what it holds: a text stays text, even if it looks like a formula, a number
    is a number, "" empties the cell. ``note`` is added to the cell, after the user's own note.
    ``fill`` is a colour (RRGGBB) in place of the cell's; the rest of its format stays.
    """

    value: str | int | float | Decimal | None = None
    note: str = ""
    fill: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for what no cell can hold."""
        if not re.fullmatch("([0-9A-Fa-f]{6})?", self.fill):
            raise ValueError(f"{self.fill!r} is not a colour; expected RRGGBB")
        if not isinstance(self.value, str | None) and (isinstance(self.value, bool) or not isfinite(self.value)):
            raise ValueError(f"{self.value!r} is neither a text nor a number")


@dataclass
class Sheet:
    """A sheet of cells: its name, its part, and those elements of the part that matter."""

    name: str
    part: str
    xml: bytes
    root: Node

    def column(self, number: int) -> dict[str, str]:
        """Give what the sheet specifies for a column: its width and format."""
        columns = self.root.child("cols")
        given = (node.given for node in columns.inside) if columns else ()
        return next((one for one in given if int(one["min"]) <= number <= int(one["max"])), {})


def changed_rows(rows: Collection[int]) -> Choose:
    """Choose, of a sheet's elements, all but values and rows that do not matter, and give rows their numbers.

    A row matters if it is one of ``rows``, or the first one after the place of one that is missing.
    """
    wanted, last, prefix = deque(sorted(rows)), 0, None

    def choose(name: str, given: Attributes) -> Attributes | None:
        nonlocal last, prefix
        if prefix is None:  # the root
            prefix = name.removesuffix("worksheet")
        if name != f"{prefix}row":
            return None if name == f"{prefix}v" else given
        before, last = last, int(given.get("r", last + 1))
        if last <= before:
            raise ValueError("rows out of order")
        if not wanted or wanted[0] > last:
            return None
        while wanted and wanted[0] <= last:
            wanted.popleft()
        return given | {"r": str(last)}

    return choose


def cell_edits(book: Book, sheet: Sheet, changes: Mapping[Place, Change], styles: Styles) -> list[Edit]:
    """Make the edits that change cells; a cell that is missing is put in its place, and so is its row."""
    data = sheet.root.needed("sheetData")
    rows = {int(row.given["r"]): row for row in data.inside}
    order, edits, last = list(rows), _dimension(sheet, changes), b""
    for number, places in groupby(sorted(changes), itemgetter(0)):
        cells = {place[1]: changes[place] for place in places}
        later = bisect(order, number)
        row = rows.get(number) or Node(data.name, {"r": str(number)})
        new, more = _row_edits(book, sheet, row, cells, styles)
        if number in rows:
            edits += new
        elif later < len(order):
            at = rows[order[later]].start
            edits.append((at, at, data.element("row", row.given, more)))
        else:
            last += data.element("row", row.given, more)
    return edits + (data.grown(last) if last else [])


def _row_edits(
    book: Book, sheet: Sheet, row: Node, changes: Mapping[int, Change], styles: Styles
) -> tuple[list[Edit], bytes]:
    """Make the edits that change the cells of a row, and write the cells that come after its last."""
    places, column = dict[int, Node](), 0
    for cell in (node for node in row.inside if node.local == "c"):
        written = cell.given.get("r")
        column = place_of(written)[1] if written else column + 1
        places[column] = cell
    edits, last, of_row = list[Edit](), b"", row.given.get("customFormat") in ("1", "true")
    for column, change in changes.items():
        place = (int(row.given["r"]), column)
        old = places.get(column)
        if old is None:  # it takes the format of its row or column
            style = row.given.get("s") if of_row else sheet.column(column).get("style")
            old = Node("", {"r": name_of(place)} | ({"s": style} if style else {}))
        new = _cell(book, sheet, place, change, styles, old)
        later = min((known for known in places if known >= column), default=0)
        if later:
            at = places[later]
            edits.append((at.start, at.end if at is old else at.start, new))
        else:
            last += new
    if changes.keys() - places.keys():  # "spans" holds no more, and may be left out
        edits += row.grown(last, {key: value for key, value in row.given.items() if key != "spans"})
    return edits, last


def _cell(book: Book, sheet: Sheet, place: Place, change: Change, styles: Styles, old: Node) -> bytes:
    """Write a cell with its change; PackageError where others share its formula."""
    value, given = change.value, dict(old.given)
    quoted = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    base = given.get("s", "0")
    plain = value not in (None, "") and not keeps(value, styles.code(base))
    if change.fill or quoted or plain:
        given["s"] = styles.format_like(base, change.fill, quoted, plain)
    if value is None:
        return sheet.root.element("c", given, sheet.xml[old.opened : old.closed])
    name = name_of(place)
    if any(formula.given.get("ref", name) not in (name, f"{name}:{name}") for formula in old.inside):
        raise PackageError(
            f"{book.shown} {sheet.name} {name} holds a formula that other cells share; replace it with its value",
            f"{book.shown}的{sheet.name}中{name}是与其他单元格共用的公式，请先改为数值",
        )
    given = {key: given[key] for key in given if key not in ("t", "cm", "vm")}
    if value == "":
        return sheet.root.element("c", given)
    if isinstance(value, str):
        return text_cell(sheet.root, given, value)
    return sheet.root.element("c", given, sheet.root.element("v", {}, str(value).encode()))


def merge_edits(sheet: Sheet, changes: Mapping[Place, Change]) -> list[Edit]:
    """Make the edit that dissolves the merged cells of which one that is not shown gets a value."""
    merges = sheet.root.child("mergeCells")
    given = sorted(place for place, change in changes.items() if change.value not in (None, ""))
    if not merges or not given:
        return []
    kept = []
    for node in merges.inside:
        (top, left), *_, (bottom, right) = (place_of(corner) for corner in node.given["ref"].split(":"))
        rows = given[bisect(given, (top, left)) : bisect(given, (bottom, right))]
        if not any(left <= column <= right for _, column in rows):
            kept.append(sheet.xml[node.start : node.end])
    if len(kept) == len(merges.inside):
        return []
    return [(merges.start, merges.end, merges.element("mergeCells", {"count": len(kept)}, *kept) if kept else b"")]


def text_cell(like: Node, given: Mapping[str, str], text: str) -> bytes:
    """Write a cell of a text, with the prefix that ``like`` has."""
    return like.element("c", {**given, "t": "inlineStr"}, like.element("is", {}, like.text_element(text)))


def _dimension(sheet: Sheet, places: Collection[Place]) -> list[Edit]:
    """Make the edit that extends the sheet's record of the range that its cells are in."""
    node = sheet.root.child("dimension")
    if not node or not places:
        return []
    known = [place_of(corner) for corner in node.given["ref"].split(":")]
    rows, columns = zip(*known, *places, strict=True)
    ref = f"{name_of((min(rows), min(columns)))}:{name_of((max(rows), max(columns)))}"
    return [] if ref == node.given["ref"] else [(node.start, node.end, node.element("dimension", {"ref": ref}))]


def check_headings(book: Book, sheet: Sheet, changes: Mapping[Place, Change]) -> None:
    """Raise PackageError where a heading of a table object would change: the object and formulas name it too."""
    replaced = {place for place, change in changes.items() if change.value is not None}
    tables = [part for kind, part in book.links(sheet.part).values() if kind == "table"]
    for given in (parsed(book.read(part)).given for part in (tables if replaced else ())):
        (top, left), (_, right) = (place_of(corner) for corner in given["ref"].split(":"))
        headings = {(top, column) for column in range(left, right + 1) if given.get("headerRowCount") != "0"}
        for place in sorted(replaced & headings):
            raise PackageError(
                f"{book.shown} {sheet.name} {name_of(place)} is a heading of a table object; change it in Excel",
                f"{book.shown}的{sheet.name}中{name_of(place)}是表格对象的标题，请在Excel中修改",
            )


def recalculate(book: Book) -> None:
    """Have formulas calculated again when the workbook is opened, as the cells that they refer to have changed."""
    book.drop("calcChain")  # lists the cells with formulas, of which there may be fewer; Excel makes it again
    xml = book.read(book.main)
    node = parsed(xml).child("calcPr")
    if node:
        new = node.element("calcPr", node.given | {"fullCalcOnLoad": "1"})
        book.changed[book.main] = spliced(xml, [(node.start, node.end, new)])
