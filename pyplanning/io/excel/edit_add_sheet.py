"""Add a sheet of text to a workbook, or replace the one that was added before."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from pyplanning.io.excel import FOOTER, LINK_COLOUR
from pyplanning.io.excel.edit_cells import text_cell
from pyplanning.io.excel.edit_styles import Styles, solid_fill
from pyplanning.io.excel.limits import line_count, sheet_name
from pyplanning.io.excel.parts import LINK, Book, rels
from pyplanning.io.excel.places import PLACE, letters_of, location, name_of
from pyplanning.io.excel.xml_bytes import Node, parsed, spliced

MAX_LINKS = 65_530  # of a sheet: Excel repairs a file that has more

OURS = re.compile(rb"oddFooter>[^<]*" + FOOTER.encode())
HEADER_FILL, LINE_HEIGHT = "E7E6E6", 17
FONT_ORDER = ("b", "i", "strike", "shadow", "u", "vertAlign", "sz", "color", "name", "family", "charset", "scheme")
AFTER_NAMES = (
    "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr"
    " webPublishObjects extLst"
)
PLAIN = Node("", {})  # an element without a prefix
SHEET = Path(__file__).with_name("findings_sheet.xml").read_text(encoding="utf-8").replace("\n", "")


class Cell(NamedTuple):
    """A cell of a new sheet: its text, the place that it links to (see ``location``), and its colour."""

    text: str
    link: str = ""
    fill: str = ""


class NewSheet(NamedTuple):
    """A sheet of text under a frozen header that filters the rows; ``remark`` is written below them."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str | Cell]]
    widths: Sequence[float]
    remark: str = ""


def put_sheet(book: Book, sheet: NewSheet, styles: Styles) -> None:
    """Add the sheet as the last one, or in the place of the one that was added before."""
    filtered = f"A1:{letters_of(len(sheet.header) - 1)}{len(sheet.rows) + 1}"
    content = _sheet_xml(sheet, filtered, styles)
    name, part = next(((n, part) for n, part in book.sheets().items() if OURS.search(book.read(part))), ("", ""))
    if part:
        book.changed |= {part: content, rels(part): None}  # nothing is linked to it any more
    else:
        name = _add_sheet(book, sheet.name, content)
    # Excel names the cells that the filter of a sheet is for.
    xml = book.read(book.main)
    root = parsed(xml)
    position = [node.given.get("name") for node in root.needed("sheets").inside].index(name)
    given = {"name": "_xlnm._FilterDatabase", "localSheetId": str(position), "hidden": "1"}
    cells = location(name, PLACE.sub(r"$\1$\2", filtered))
    new = root.element("definedName", given, escape(cells).encode())
    if names := root.child("definedNames"):
        old = [node for node in names.inside if (node.given | given) == node.given]
        edits = [(node.start, node.end, b"") for node in old] + names.grown(new)
    else:
        edits = [root.put(root.element("definedNames", {}, new), AFTER_NAMES)]
    book.changed[book.main] = spliced(xml, edits)


def _add_sheet(book: Book, name: str, content: bytes) -> str:
    """Add a sheet under a name that no other has, and return the name."""
    part = book.add_part("xl/worksheets/sheet{}.xml", content, "officedocument.spreadsheetml.worksheet+xml")
    link = book.add_link(book.main, "worksheet", part)
    xml = book.read(book.main)
    sheets = parsed(xml).needed("sheets")
    name = sheet_name(name, [sheet.given.get("name", "") for sheet in sheets.inside])
    number = max(int(sheet.given.get("sheetId", 0)) for sheet in sheets.inside) + 1
    new = sheets.element("sheet", {"name": name, "sheetId": number, "xmlns:r": LINK, "r:id": link})
    book.changed[book.main] = spliced(xml, sheets.grown(new))
    return name


def _sheet_xml(sheet: NewSheet, filtered: str, styles: Styles) -> bytes:
    """Write the part of the sheet, in which the cells of ``filtered`` have a filter."""
    lines: list[Sequence[str | Cell]] = [[Cell(text, fill=HEADER_FILL) for text in sheet.header], *sheet.rows]
    rows, links = list[bytes](), list[bytes]()
    for number, line in enumerate([*lines, [sheet.remark]], 1):
        font, wrap = "b" if number == 1 else "", number <= len(lines)  # the remark runs on over empty cells
        cells = [(name_of((number, n)), one if isinstance(one, Cell) else Cell(one)) for n, one in enumerate(line, 1)]
        looks = [(name, _look(styles, cell, font, wrap), cell.text) for name, cell in cells if cell.text]
        written = [text_cell(PLAIN, {"r": name, "s": look}, text) for name, look, text in looks]
        sized = zip(cells, sheet.widths, strict=True) if wrap else ()  # not every program works the height out
        high = max((line_count(cell.text, int(width) - 2) for (_, cell), width in sized), default=1)
        rows.append(PLAIN.element("row", {"r": number, "ht": LINE_HEIGHT * high}, *written))
        links += [PLAIN.element("hyperlink", {"ref": name, "location": cell.link}) for name, cell in cells if cell.link]
    widths = [{"min": n, "max": n, "width": wide, "customWidth": 1} for n, wide in enumerate(sheet.widths, 1)]
    return SHEET.format(
        height=LINE_HEIGHT,
        footer=FOOTER,
        filter=filtered,
        cols=b"".join(PLAIN.element("col", given) for given in widths).decode(),
        rows=b"".join(rows).decode(),
        links=PLAIN.element("hyperlinks", {}, *links[:MAX_LINKS]).decode() if links else "",
    ).encode()


def _look(styles: Styles, cell: Cell, font: str, wrap: bool) -> str:
    """Find or add the format of a cell of our sheet."""
    font = "u" if cell.link else font
    asked = ("look", font, cell.fill, wrap)
    if asked not in styles.known:
        fill = styles.add("fills", solid_fill(styles.root, {"rgb": f"FF{cell.fill}"})) if cell.fill else "0"
        given = {"numFmtId": 0, "fontId": _font(styles, font), "fillId": fill, "borderId": 0, "xfId": 0}
        applied = {"quotePrefix": 1, "applyFont": 1, "applyFill": 1, "applyAlignment": 1}
        place = styles.root.element("alignment", {"vertical": "top"} | ({"wrapText": 1} if wrap else {}))
        styles.known[asked] = styles.add("cellXfs", styles.root.element("xf", given | applied, place))
    return styles.known[asked]


def _font(styles: Styles, mark: str) -> str:
    """Find or add the workbook's first font, bold ("b"), or as links are written ("u")."""
    if not mark:
        return "0"
    first = styles.root.needed("fonts").inside[0]
    looks = {node.local: styles.xml[node.start : node.end] for node in first.inside} | {mark: first.element(mark, {})}
    if mark == "u":
        looks["color"] = first.element("color", {"rgb": f"FF{LINK_COLOUR}"})
    return styles.add("fonts", first.element("font", {}, *(looks[name] for name in FONT_ORDER if name in looks)))
