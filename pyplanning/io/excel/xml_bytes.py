"""XML as bytes: an element is where it stands, and an edit is what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from pyplanning.io.excel.limits import cell_text

TAG = re.compile(rb"""<[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")

Edit = tuple[int, int, bytes]  # the bytes that stand in the place of those from … to
Passed = Callable[[str, dict[str, str]], bool]


@dataclass(eq=False)
class Node:
    """An element: where it starts, where its content starts and ends, and where it ends."""

    name: str
    given: dict[str, str]
    start: int = 0
    opened: int = 0
    closed: int = 0
    end: int = 0
    inside: list[Node] = field(default_factory=list)


def parsed(xml: bytes, passed: Passed = lambda *_: False) -> Node:
    """The root of a part; elements that are ``passed`` are left out with their content.

    Raises ValueError where the part is not XML in UTF-8, or has a document type.
    """
    parser, within = expat.ParserCreate(), [Node("", {})]

    def start(name: str, given: dict[str, str]) -> None:
        if passed(name, given):
            parser.StartElementHandler, parser.EndElementHandler = None, until(name)
            return
        tag = TAG.match(xml, parser.CurrentByteIndex)
        node = Node(name, given, *tag.span() if tag else ())
        within[-1].inside.append(node)
        within.append(node)

    def end(name: str) -> None:
        node, at = within.pop(), parser.CurrentByteIndex
        if node.name != name:
            raise ValueError(f"{name} in {name}")
        empty = xml[node.opened - 2 : node.opened] == b"/>"
        node.closed, node.end = (node.opened, node.opened) if empty else (at, xml.index(b">", at) + 1)

    def until(name: str) -> Callable[[str], None]:
        def ended(other: str) -> None:
            if other == name:
                go_on()

        return ended

    def go_on() -> None:
        parser.StartElementHandler, parser.EndElementHandler = start, end

    if b"\0" in xml[:4] or xml[:1] in (b"\xfe", b"\xff"):  # UTF-16, of which other bytes are counted
        raise ValueError("not UTF-8")
    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler = _check_encoding, _refuse_doctype
    go_on()
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return within[0].inside[0]


def _check_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding or "utf-8").lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise ValueError("not UTF-8")


def _refuse_doctype(*given: object) -> None:
    raise ValueError("a document type")


def local(node: Node) -> str:
    """The name of an element without its prefix."""
    return node.name.rpartition(":")[2]


def descendants(node: Node, name: str) -> Iterator[Node]:
    """The elements of a name in an element, however deep."""
    for child in node.inside:
        if local(child) == name:
            yield child
        yield from descendants(child, name)


def child_of(node: Node, name: str) -> Node | None:
    """The first element of a name right in an element, if there is one."""
    return next((child for child in node.inside if local(child) == name), None)


def needed(node: Node, name: str) -> Node:
    """The first element of a name right in an element; ValueError where there is none."""
    found = child_of(node, name)
    if not found:
        raise ValueError(f"no {name}")
    return found


def tagged(like: Node, name: str, given: Mapping[str, object], *content: bytes) -> bytes:
    """An element with the prefix that ``like`` has."""
    full = like.name.removesuffix(local(like)) + name
    opened = f"<{full}{''.join(f' {key}={quoteattr(str(value))}' for key, value in given.items())}".encode()
    inner = b"".join(content)
    return opened + (b">" + inner + f"</{full}>".encode() if inner else b"/>")


def text_element(like: Node, text: str) -> bytes:
    """The element of a text; what XML cannot hold is left out."""
    return tagged(like, "t", {"xml:space": "preserve"}, escape(cell_text(text, "")).encode())


def grown(node: Node, content: bytes, given: Mapping[str, object] | None = None) -> list[Edit]:
    """An element with more at its end, and with other attributes."""
    if node.opened == node.end:
        return [(node.start, node.end, tagged(node, local(node), given or node.given, content))]
    more = (node.closed, node.closed, content)
    if given is None:
        return [more]
    return [(node.start, node.opened, tagged(node, local(node), given)[:-2] + b">"), more]


def put(root: Node, content: bytes, later: str) -> Edit:
    """An element put into the root before those that come later, as their order is fixed."""
    at = next((child.start for child in root.inside if local(child) in later.split()), root.closed)
    return at, at, content


def spliced(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """A part with its edits made."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda one: one[:2]):
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])
