"""Read and change the parts of a workbook, and the links between them."""

import posixpath
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.xml_bytes import Node, parsed, spliced
from pyplanning.io.write import replacing

TYPES = "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Book:
    """A workbook: its parts, those that change (None: left out), and the name of the one that lists its sheets."""

    parts: zipfile.ZipFile
    shown: str
    changed: dict[str, bytes | None] = field(default_factory=dict)
    main: str = ""


def book_of(parts: zipfile.ZipFile, shown: str) -> Book:
    """Open a workbook to be edited; PackageError where it is signed or not in the usual form."""
    if any(name.casefold().startswith("_xmlsignatures/") for name in parts.namelist()):
        raise PackageError(
            f"{shown} is signed, and a change would break the signature; save a copy without it",
            f"{shown}带有数字签名，修改会使签名失效，请另存一份无签名的副本",
        )
    book = Book(parts, shown)
    book.main = next((part for kind, part in links_of(book, "").values() if kind == "officeDocument"), "")
    if MAIN not in parsed(read(book, book.main)).given.values():
        raise unusual(shown)
    return book


def unusual(shown: str) -> PackageError:
    """Make the error for a workbook that is not in the usual form."""
    return PackageError(
        f"{shown} is not in the usual form of a workbook; save it in Excel or WPS as .xlsx (not as Strict Open XML)",
        f"{shown}不是常用的工作簿格式，请用Excel或WPS另存为.xlsx（不要选Strict Open XML）",
    )


def has(book: Book, part: str) -> bool:
    """Whether a workbook has a part, changes included."""
    return book.changed[part] is not None if part in book.changed else part in book.parts.NameToInfo


def read(book: Book, part: str) -> bytes:
    """Read a part with its changes; PackageError where there is none."""
    if not has(book, part):
        raise unusual(book.shown)
    return book.changed.get(part) or book.parts.read(part)


def rels(part: str) -> str:
    """Name the part with the links of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(book: Book, part: str) -> dict[str, tuple[str, str]]:
    """Give the links of a part: their names → the last word of their kind, and the part that they lead to.

    Raises ValueError where two links have the same name.
    """
    if not has(book, rels(part)):
        return {}
    names = {name.replace("\\", "/").casefold(): name for name in book.parts.namelist()}
    links = [link.given for link in parsed(read(book, rels(part))).inside]
    if len({link.get("Id") for link in links}) < len(links):
        raise ValueError("two links of one name")
    found = {}
    for link in (link for link in links if link.get("TargetMode") != "External"):
        target = link.get("Target", "").replace("\\", "/")
        full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        found[link.get("Id", "")] = (posixpath.basename(link.get("Type", "")), names.get(full.casefold(), full))
    return found


def sheets_of(book: Book) -> dict[str, str]:
    """Give the names of the sheets of cells → their parts; ValueError where two sheets have the same name or part."""
    links = links_of(book, book.main)
    sheets = parsed(read(book, book.main)).needed("sheets").inside
    found = {sheet.given.get("name", ""): linked(sheet) for sheet in sheets}
    if len(set(found.values())) < len(sheets):
        raise ValueError("two sheets of one name or part")
    kinds = {name: links.get(link, ("", "")) for name, link in found.items()}
    return {name: part for name, (kind, part) in kinds.items() if kind == "worksheet"}


def linked(node: Node) -> str:
    """Give the name of the link that an element is for."""
    return next((value for key, value in node.given.items() if key.endswith(":id")), "")


def add_link(book: Book, part: str, kind: str, target: str) -> str:
    """Add a link to a part, and return its name."""
    xml = f'{DECLARED}<Relationships xmlns="{LINKS}"/>'.encode()
    if has(book, rels(part)):
        xml = read(book, rels(part))
    else:
        _declare(book, rels(part), "application/vnd.openxmlformats-package.relationships+xml")
    root = parsed(xml)
    name = free("rId{}", [link.given.get("Id", "") for link in root.inside])
    link = root.element("Relationship", {"Id": name, "Type": f"{LINK}/{kind}", "Target": f"/{target}"})
    book.changed[rels(part)] = spliced(xml, root.grown(link))
    return name


def new_part(book: Book, pattern: str, content: bytes, kind: str) -> str:
    """Add a part under a name that is free, and return the name."""
    name = free(pattern, [*book.parts.namelist(), *book.changed])
    book.changed[name] = content
    _declare(book, name, f"application/vnd.openxmlformats-{kind}")
    return name


def _declare(book: Book, name: str, kind: str) -> None:
    """Declare the kind of a new part: for its ending, unless parts of all kinds end so."""
    types, ending = read(book, TYPES), name.rpartition(".")[2]
    root = parsed(types)
    if ending == "xml":
        new = root.element("Override", {"PartName": f"/{name}", "ContentType": kind})
    elif not any(node.given.get("Extension", "").lower() == ending for node in root.inside):
        new = root.element("Default", {"Extension": ending, "ContentType": kind})
    else:
        return
    book.changed[TYPES] = spliced(types, root.grown(new))


def free(pattern: str, taken: Iterable[str]) -> str:
    """Find the first name of a pattern that is not taken, without regard to case."""
    known = {name.casefold() for name in taken}
    return next(name for n in range(1, len(known) + 2) if (name := pattern.format(n)).casefold() not in known)


def drop(book: Book, kind: str) -> None:
    """Remove a part of a kind that the workbook links to, and what names it."""
    for link, (its, part) in links_of(book, book.main).items():
        if its == kind:
            for naming, named in ((rels(book.main), {"Id": link}), (TYPES, {"PartName": f"/{part}"})):
                xml = read(book, naming)
                found = [node for node in parsed(xml).inside if named.items() <= node.given.items()]
                book.changed[naming] = spliced(xml, [(node.start, node.end, b"") for node in found])
            book.changed[part] = None


def write(book: Book, target: Path) -> None:
    """Write the workbook beside ``target`` and rename it, so that no half file stays."""
    old = book.parts.NameToInfo
    with replacing(target) as beside, zipfile.ZipFile(beside, "w") as parts:
        for name in [*old, *(name for name in book.changed if name not in old)]:
            _write_part(book, name, parts)


def _write_part(book: Book, name: str, parts: zipfile.ZipFile) -> None:
    old = book.parts.NameToInfo.get(name)
    info = zipfile.ZipInfo(name, old.date_time) if old else zipfile.ZipInfo(name)
    info.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
    info.external_attr = old.external_attr if old else 0
    if old and name not in book.changed:
        info.file_size = old.file_size
        with book.parts.open(old) as source, parts.open(info, "w") as copy:
            shutil.copyfileobj(source, copy, 1024**2)
    elif (content := book.changed[name]) is not None:
        parts.writestr(info, content)
