"""XML as bytes: elements with their places in it, and edits that replace bytes at a place."""

from __future__ import annotations

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
    inside: list[Node] = field(default_factory=list)


class _Builder:
    """Builds the elements of a part from what the parser reports; skips those that are not chosen."""

    def __init__(self, xml: bytes, choose: Choose) -> None:
        self.xml, self.choose, self.open, self.skipped = xml, choose, [Node("", {})], ""
        self.parser = expat.ParserCreate()
        self.parser.XmlDeclHandler, self.parser.StartDoctypeDeclHandler = _check_encoding, _refuse_doctype
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end

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


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise ValueError("not UTF-8")


def _refuse_doctype(*given: object) -> None:
    raise ValueError("a document type")


def local(node: Node) -> str:
    """Give the name of an element without its prefix."""
    return node.name.rpartition(":")[2]


def descendants(node: Node, name: str) -> Iterator[Node]:
    """Give the elements of a name in an element, however deep."""
    for child in node.inside:
        if local(child) == name:
            yield child
        yield from descendants(child, name)


def child_of(node: Node, name: str) -> Node | None:
    """Find the first element of a name directly in an element, if there is one."""
    return next((child for child in node.inside if local(child) == name), None)


def needed(node: Node, name: str) -> Node:
    """Find the first element of a name directly in an element; ValueError where there is none."""
    found = child_of(node, name)
    if not found:
        raise ValueError(f"no {name}")
    return found


def tagged(like: Node, name: str, given: Mapping[str, object], *content: bytes) -> bytes:
    """Write an element with the prefix that ``like`` has."""
    full = like.name.removesuffix(local(like)) + name
    opened = f"<{full}{''.join(f' {key}={quoteattr(str(value))}' for key, value in given.items())}".encode()
    inner = b"".join(content)
    return opened + (b">" + inner + f"</{full}>".encode() if inner else b"/>")


def text_element(like: Node, text: str) -> bytes:
    """Write the element of a text; what XML cannot hold is left out."""
    return tagged(like, "t", {"xml:space": "preserve"}, escape(cell_text(text, "")).encode())


def grown(node: Node, content: bytes, given: Mapping[str, object] | None = None) -> list[Edit]:
    """Make an element longer by ``content`` at its end, and give it other attributes."""
    if node.opened == node.end:
        return [(node.start, node.end, tagged(node, local(node), given or node.given, content))]
    more = (node.closed, node.closed, content)
    if given is None:
        return [more]
    return [(node.start, node.opened, tagged(node, local(node), given)[:-2] + b">"), more]


def put(root: Node, content: bytes, later: str) -> Edit:
    """Put an element into the root before those that come later, as their order is fixed."""
    at = next((child.start for child in root.inside if local(child) in later.split()), root.closed)
    return at, at, content


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """Make the edits of a part."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda one: one[:2]):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])
