"""Change the formats of cells: lists of fonts and fills, and of formats that refer to them by position."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pyplanning.io.excel.number_format import BUILT_IN
from pyplanning.io.excel.parts import DECLARED, MAIN, Book
from pyplanning.io.excel.xml_bytes import Node, parsed, spliced


@dataclass
class Styles:
    """The formats of a workbook: the elements of each list, old and new, and the positions of those asked for."""

    xml: bytes
    root: Node
    lists: dict[str, list[bytes]]
    known: dict[tuple[object, ...], str] = field(default_factory=dict)

    def add(self, name: str, element: bytes) -> str:
        """Give the position of an element in a list, to which it is added where it is missing."""
        elements = self.lists[name]
        if element not in elements:
            elements.append(element)
        return str(elements.index(element))

    def code(self, base: str) -> str:
        """Give the number format of the format at ``base``."""
        number = int(self.root.needed("cellXfs").inside[int(base or 0)].given.get("numFmtId", 0))
        own = {one.given.get("numFmtId"): one.given.get("formatCode", "") for one in self.root.descendants("numFmt")}
        return own.get(str(number), BUILT_IN.get(number, "General"))

    def format_like(self, base: str, fill: str = "", quoted: bool = False, plain: bool = False) -> str:
        """Find or add the format like the one at ``base`` except for its fill; ``quoted`` text is no formula.

        A ``plain`` one has no number format.
        """
        asked = (base, fill, quoted, plain)
        if asked not in self.known:
            old = self.root.needed("cellXfs").inside[int(base or 0)]
            given = old.given | ({"quotePrefix": "1"} if quoted else {}) | ({"numFmtId": "0"} if plain else {})
            if fill:
                under = self.root.needed("fills").inside[int(given.get("fillId", 0))]
                second = _colours(under).get("fgColor")
                solid = solid_fill(under, {"rgb": f"FF{fill}"}, second)
                given |= {"fillId": self.add("fills", solid), "applyFill": "1"}
            self.known[asked] = self.add("cellXfs", old.element("xf", given, self.xml[old.opened : old.closed]))
        return self.known[asked]

    def written(self) -> bytes:
        """Write the part with the formats, including those that were added."""
        edits = []
        for node in self.root.inside:
            elements = self.lists[node.local]
            if new := elements[len(node.inside) :]:
                edits += node.grown(b"".join(new), node.given | {"count": len(elements)})
        return spliced(self.xml, edits)


def styles_of(xml: bytes) -> Styles:
    """Read the formats of a workbook from their part, with the lists that every cell refers to if it lacks them."""
    root = parsed(xml)
    none, grey = (root.element("patternFill", {"patternType": kind}) for kind in ("none", "gray125"))
    looks = root.element("sz", {"val": 11}), root.element("name", {"val": "Calibri"})
    least = {
        "fonts": root.element("font", {}, *looks),
        "fills": root.element("fill", {}, none) + root.element("fill", {}, grey),
        "borders": root.element("border", {}),
        "cellStyleXfs": root.element("xf", {}),
        "cellXfs": root.element("xf", {"xfId": 0}),
    }
    order = [*least, "cellStyles", "dxfs", "tableStyles", "colors", "extLst"]
    lacking = {name: root.element(name, {}, inside) for name, inside in least.items() if not root.child(name)}
    xml = spliced(xml, [root.put(one, " ".join(order[order.index(name) + 1 :])) for name, one in lacking.items()])
    root = parsed(xml)
    lists = {node.local: [xml[one.start : one.end] for one in node.inside] for node in root.inside}
    return Styles(xml, root, lists)


def style_part_of(book: Book) -> str:
    """Find the part with the formats, or add one: a workbook may have none."""
    part = book.linked(book.main, "styles")
    if not part:
        part, empty = "xl/styles.xml", f'{DECLARED}<styleSheet xmlns="{MAIN}"></styleSheet>'.encode()
        if not book.has(part):
            book.add_part(part, empty, "officedocument.spreadsheetml.styles+xml")
        book.add_link(book.main, "styles", part)
    return part


def solid_fill(like: Node, colour: Mapping[str, str], second: Mapping[str, str] | None = None) -> bytes:
    """Write a fill of one colour; the second is not visible, and so can keep the colour that the fill replaces."""
    colours = like.element("fgColor", colour), like.element("bgColor", second or {"indexed": "64"})
    return like.element("fill", {}, like.element("patternFill", {"patternType": "solid"}, *colours))


def _colours(fill: Node) -> dict[str, dict[str, str]]:
    """Give the two colours of a fill of one colour; {} for another fill."""
    pattern = fill.child("patternFill")
    solid = pattern and pattern.given.get("patternType") == "solid"
    return {colour.local: colour.given for colour in pattern.inside} if pattern and solid else {}


def unfilled(book: Book, part: str, marks: Collection[str]) -> bytes:
    """Undo our fills in the part with the formats: the cells that have them need not be changed."""
    xml, edits = book.read(part), []
    program = book.parts.read("docProps/app.xml") if "docProps/app.xml" in book.parts.NameToInfo else b""
    fills = parsed(xml).child("fills")
    for fill in fills.inside if fills and marks else ():
        colours = _colours(fill)
        if colours.get("fgColor", {}).get("rgb", "")[-6:].upper() in {mark.upper() for mark in marks}:
            before = colours.get("bgColor", {"indexed": "64"})
            # LibreOffice writes a second colour of its own.
            none = before.get("indexed") == "64" or b"LibreOffice" in program
            empty = fill.element("fill", {}, fill.element("patternFill", {"patternType": "none"}))
            edits.append((fill.start, fill.end, empty if none else solid_fill(fill, before)))
    return spliced(xml, edits)
