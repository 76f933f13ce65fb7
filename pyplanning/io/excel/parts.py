"""Read and change the parts of a workbook, and the links between them."""

import posixpath
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel.xml_bytes import Node, parsed, spliced

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

    def has(self, part: str) -> bool:
        """Whether the workbook has a part, changes included."""
        return self.changed[part] is not None if part in self.changed else part in self.parts.NameToInfo

    def read(self, part: str) -> bytes:
        """Read a part with its changes; PackageError where there is none."""
        if not self.has(part):
            raise unusual(self.shown)
        return self.changed.get(part) or self.parts.read(part)

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """Give the links of a part: their names → the last word of their kind, and the part that they lead to.

        Raises ValueError where two links have the same name.
        """
        if not self.has(rels(part)):
            return {}
        names = {name.replace("\\", "/").casefold(): name for name in self.parts.namelist()}
        links = [link.given for link in parsed(self.read(rels(part))).inside]
        if len({link.get("Id") for link in links}) < len(links):
            raise ValueError("two links of one name")
        found = {}
        for link in (link for link in links if link.get("TargetMode") != "External"):
            target = link.get("Target", "").replace("\\", "/")
            full = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            found[link.get("Id", "")] = (posixpath.basename(link.get("Type", "")), names.get(full.casefold(), full))
        return found

    def linked(self, part: str, kind: str) -> str:
        """Find the part of a kind that a part links to, "" where there is none."""
        return next((target for its, target in self.links(part).values() if its == kind), "")

    def sheets(self) -> dict[str, str]:
        """Give the names of the sheets of cells → their parts; ValueError where two have the same name or part."""
        links = self.links(self.main)
        sheets = parsed(self.read(self.main)).needed("sheets").inside
        found = {sheet.given.get("name", ""): link_of(sheet) for sheet in sheets}
        if len(set(found.values())) < len(sheets):
            raise ValueError("two sheets of one name or part")
        kinds = {name: links.get(link, ("", "")) for name, link in found.items()}
        return {name: part for name, (kind, part) in kinds.items() if kind == "worksheet"}

    def add_link(self, part: str, kind: str, target: str) -> str:
        """Add a link to a part, and return its name."""
        xml = f'{DECLARED}<Relationships xmlns="{LINKS}"/>'.encode()
        if self.has(rels(part)):
            xml = self.read(rels(part))
        else:
            self._declare(rels(part), "application/vnd.openxmlformats-package.relationships+xml")
        root = parsed(xml)
        name = free("rId{}", [link.given.get("Id", "") for link in root.inside])
        link = root.element("Relationship", {"Id": name, "Type": f"{LINK}/{kind}", "Target": f"/{target}"})
        self.changed[rels(part)] = spliced(xml, root.grown(link))
        return name

    def add_part(self, pattern: str, content: bytes, kind: str) -> str:
        """Add a part under a name that is free, and return the name."""
        name = free(pattern, [*self.parts.namelist(), *self.changed])
        self.changed[name] = content
        self._declare(name, f"application/vnd.openxmlformats-{kind}")
        return name

    def _declare(self, name: str, kind: str) -> None:
        """Declare the kind of a new part: for its ending, unless parts of all kinds end so."""
        types, ending = self.read(TYPES), name.rpartition(".")[2]
        root = parsed(types)
        if ending == "xml":
            new = root.element("Override", {"PartName": f"/{name}", "ContentType": kind})
        elif not any(node.given.get("Extension", "").lower() == ending for node in root.inside):
            new = root.element("Default", {"Extension": ending, "ContentType": kind})
        else:
            return
        self.changed[TYPES] = spliced(types, root.grown(new))

    def drop(self, kind: str) -> None:
        """Remove a part of a kind that the workbook links to, and what names it."""
        for link, (its, part) in self.links(self.main).items():
            if its == kind:
                for naming, named in ((rels(self.main), {"Id": link}), (TYPES, {"PartName": f"/{part}"})):
                    xml = self.read(naming)
                    found = [node for node in parsed(xml).inside if named.items() <= node.given.items()]
                    self.changed[naming] = spliced(xml, [(node.start, node.end, b"") for node in found])
                self.changed[part] = None

    def packed(self) -> bytes:
        """Give the file of the changed workbook."""
        known, packed = self.parts.NameToInfo, BytesIO()
        with zipfile.ZipFile(packed, "w") as parts:
            for name in dict.fromkeys([*known, *self.changed]):
                entry = known.get(name)
                info = zipfile.ZipInfo(name, entry.date_time) if entry else zipfile.ZipInfo(name)
                info.compress_type = entry.compress_type if entry else zipfile.ZIP_DEFLATED
                info.external_attr = entry.external_attr if entry else 0
                if entry and name not in self.changed:
                    info.file_size = entry.file_size
                    with self.parts.open(entry) as source, parts.open(info, "w") as copy:
                        shutil.copyfileobj(source, copy, 1024**2)
                elif (content := self.changed[name]) is not None:
                    parts.writestr(info, content)
        return packed.getvalue()


def book_of(parts: zipfile.ZipFile, shown: str) -> Book:
    """Open a workbook to be edited; PackageError where it is signed or not in the usual form."""
    if any(name.casefold().startswith("_xmlsignatures/") for name in parts.namelist()):
        raise PackageError(
            f"{shown} is signed, and a change would break the signature; save a copy without it",
            f"{shown}带有数字签名，修改会使签名失效，请另存一份无签名的副本",
        )
    book = Book(parts, shown)
    book.main = book.linked("", "officeDocument")
    if MAIN not in parsed(book.read(book.main)).given.values():
        raise unusual(shown)
    return book


def unusual(shown: str) -> PackageError:
    """Make the error for a workbook that is not in the usual form."""
    return PackageError(
        f"{shown} is not in the usual form of a workbook; save it in Excel or WPS as .xlsx (not as Strict Open XML)",
        f"{shown}不是常用的工作簿格式，请用Excel或WPS另存为.xlsx（不要选Strict Open XML）",
    )


def rels(part: str) -> str:
    """Name the part with the links of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def link_of(node: Node) -> str:
    """Give the name of the link that an element is for."""
    return next((value for key, value in node.given.items() if key.endswith(":id")), "")


def free(pattern: str, taken: Iterable[str]) -> str:
    """Find the first name of a pattern that is not taken, without regard to case."""
    known = {name.casefold() for name in taken}
    return next(name for n in range(1, len(known) + 2) if (name := pattern.format(n)).casefold() not in known)
