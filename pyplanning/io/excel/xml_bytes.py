"""XML as bytes: elements with their places in it, and edits that replace bytes at a place."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pyplanning.io.excel.limits import cell_text

TAG = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")

Edit = tuple[int, int, bytes]  # the bytes that replace those from … to
Attributes = dict[str, str]
Choose = Callable[[str, Attributes], Attributes | None]


@dataclass(eq=False)
class Node:
    """An element: where it starts, where its content starts and ends, and where it ends."""

    name: str
    given: Attributes
    start: int = 0
    opened: int = 0
    closed: int = 0
    end: int = 0
    inside: list["Node"] = field(default_factory=list)

    @property
    def local(self) -> str:
        """Its name without the prefix."""
        return self.name.rpartition(":")[2]

    def descendants(self, name: str) -> Iterator["Node"]:
        """Give the elements of a name in it, however deep."""
        for child in self.inside:
            if child.local == name:
                yield child
            yield from child.descendants(name)

    def child(self, name: str) -> "Node | None":
        """Find the first element of a name directly in it, if there is one."""
        return next((child for child in self.inside if child.local == name), None)

    def needed(self, name: str) -> "Node":
        """Find the first element of a name directly in it; ValueError where there is none."""
        if found := self.child(name):
            return found
        raise ValueError(f"no {name}")

    def element(self, name: str, given: Mapping[str, object], *content: bytes) -> bytes:
        """Write an element with the same prefix."""
        full = self.name.removesuffix(self.local) + name
        opened = f"<{full}{''.join(f' {key}={quoteattr(str(value))}' for key, value in given.items())}".encode()
        inner = b"".join(content)
        return opened + (b">" + inner + f"</{full}>".encode() if inner else b"/>")

    def text_element(self, text: str) -> bytes:
        """Write the element of a text; what XML cannot hold is left out."""
        return self.element("t", {"xml:space": "preserve"}, escape(cell_text(text, "")).encode())

    def grown(self, content: bytes, given: Mapping[str, object] | None = None) -> list[Edit]:
        """Make it longer by ``content`` at its end, and give it other attributes."""
        if self.opened == self.end:
            return [(self.start, self.end, self.element(self.local, given or self.given, content))]
        more = (self.closed, self.closed, content)
        if given is None:
            return [more]
        return [(self.start, self.opened, self.element(self.local, given)[:-2] + b">"), more]

    def put(self, content: bytes, later: str) -> Edit:
        """Put an element into it before those that come later, as their order is fixed."""
        at = next((child.start for child in self.inside if child.local in later.split()), self.closed)
        return at, at, content


class _Builder:
    """Builds the elements of a part from what the parser reports; skips those that are not chosen."""

    def __init__(self, xml: bytes, choose: Choose) -> None:
        self.xml, self.choose, self.open, self.skipped = xml, choose, [Node("", {})], ""
        self.parser = expat.ParserCreate()
        self.parser.XmlDeclHandler, self.parser.StartDoctypeDeclHandler = self.declare, self.refuse
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end

    def declare(self, version: str, encoding: str | None, standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
            raise ValueError("not UTF-8")

    def refuse(self, *doctype: object) -> None:
        raise ValueError("a document type")

    def start(self, name: str, given: Attributes) -> None:
        chosen = self.choose(name, given)
        if chosen is None:
            self.skipped, self.parser.StartElementHandler = name, None  # saves a call for each element in it
            return
        tag = TAG.match(self.xml, self.parser.CurrentByteIndex)
        node = Node(name, chosen, *tag.span() if tag else ())
        self.open[-1].inside.append(node)
        self.open.append(node)

    def end(self, name: str) -> None:
        if self.skipped:
            if name == self.skipped:
                self.skipped, self.parser.StartElementHandler = "", self.start
            return
        node, at = self.open.pop(), self.parser.CurrentByteIndex
        if node.name != name:  # an element was in one of its own name that was skipped
            raise ValueError(f"{name} in {name}")
        empty = self.xml[node.opened - 2 : node.opened] == b"/>"
        node.closed, node.end = (node.opened, node.opened) if empty else (at, self.xml.index(b">", at) + 1)


def parsed(xml: bytes, choose: Choose = lambda _, given: given) -> Node:
    """Parse a part and return its root.

    ``choose`` is called with the name and attributes of each element, and gives the attributes to
    keep, or None for an element that is left out with its content.

    Raises ValueError where the part is not XML in UTF-8, or has a document type.
    """
    if b"\0" in xml[:4] or xml[:1] in (b"\xfe", b"\xff"):  # UTF-16, of which other bytes are counted
        raise ValueError("not UTF-8")
    builder = _Builder(xml, choose)
    try:
        builder.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return builder.open[0].inside[0]


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits of a part."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda one: one[:2]):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])
