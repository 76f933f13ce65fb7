"""Add notes to cells: their texts are in one part of a sheet, and the boxes that show them in another."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from pyplanning.io.excel import FIRST_LINE
from pyplanning.io.excel.edit_cells import Change, Sheet
from pyplanning.io.excel.limits import line_count
from pyplanning.io.excel.parts import DECLARED, LINK, MAIN, Book, link_of, unusual
from pyplanning.io.excel.places import Place, name_of, place_of
from pyplanning.io.excel.xml_bytes import Edit, Node, parsed, spliced

AUTHOR = "pyplanning"
NOTE_WIDTH, NOTE_LINE, NOTE_LETTERS = 320, 17, 46  # pixels, pixels, and half-width letters of a line
NO_NOTES = f'{DECLARED}<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
# The lines of the file: the start of a part with boxes, the type of the boxes, a box, and the end of the part.
START, BOX_TYPE, BOX, END = Path(__file__).with_name("note_box.vml").read_text(encoding="utf-8").splitlines()
SHAPE = re.compile(rb"<(\w+):shape\s.*?</\1:shape>", re.DOTALL)
ANCHOR = re.compile(rb"(<\w+:Anchor>)[^<]*")
SHAPE_PLACE = re.compile(rb'ObjectType="Note".*?<\w+:Row>\s*(\d+).*?<\w+:Column>\s*(\d+)', re.DOTALL)


def note_edits(book: Book, sheet: Sheet, changes: Mapping[Place, Change], clean: bool) -> list[Edit]:
    """Change the notes of a sheet, and return the edits that the sheet itself needs."""
    notes = {place: change.note for place, change in changes.items() if change.note}
    part = book.linked(sheet.part, "comments")
    if not notes and not part:
        return []
    before = book.read(part) if part else NO_NOTES
    kept, gone = _cleaned(before) if clean else (before, set())
    xml, texts = _noted(kept, notes)
    if part:
        book.changed[part] = xml
    else:
        part = book.add_part("xl/comments{}.xml", xml, "officedocument.spreadsheetml.comments+xml")
        book.add_link(sheet.part, "comments", part)
    return _box_edits(book, sheet, gone, texts) if gone or texts else []


def _cleaned(xml: bytes) -> tuple[bytes, set[Place]]:
    """Remove our notes; return the part, and the cells that no longer have a note."""
    edits, gone = list[Edit](), set[Place]()
    for comment in parsed(xml).descendants("comment"):
        if FIRST_LINE in xml[comment.start : comment.end]:
            kept = _shorn(xml, comment)
            edits += kept or [(comment.start, comment.end, b"")]
            gone |= set() if kept else {place_of(comment.given["ref"])}
    return spliced(xml, edits), gone


def _shorn(xml: bytes, comment: Node) -> list[Edit]:
    """Make the edits that restore a note to what it was before we added to it; [] where all of it is ours."""
    edits, kept = list[Edit](), b""
    for run in comment.needed("text").inside:
        words = run.child("t") or run
        before, ours, _ = xml[words.opened : words.closed].partition(FIRST_LINE)
        if ours or edits:
            before = b"" if edits else before.rstrip()
            edits.append((words.opened, words.closed, before) if before else (run.start, run.end, b""))
        kept += before
    return edits if kept.strip() else []


def _noted(xml: bytes, notes: Mapping[Place, str]) -> tuple[bytes, dict[Place, str]]:
    """Add our notes; return the part, and the texts of the notes that are new or longer."""
    root, edits, added, texts = parsed(xml), list[Edit](), b"", dict[Place, str]()
    writers, listed = root.needed("authors"), root.needed("commentList")
    known = {place_of(node.given["ref"]): node for node in listed.inside}
    for place, note in notes.items():
        old = known.get(place)
        if old is None:
            given = {"ref": name_of(place), "authorId": len(writers.inside)}
            added += root.element("comment", given, root.element("text", {}, _run(root, note)))
            texts[place] = note
            continue
        writer = writers.inside[int(old.given["authorId"])]
        if not xml.startswith(b"tc=", writer.opened):  # the author of a threaded comment
            text = old.needed("text")
            plain = (node for node in text.inside if node.local == "t")
            edits += [(t.start, t.end, text.element("r", {}, xml[t.start : t.end])) for t in plain]
            edits += text.grown(_run(text, note, "\n\n"))
            before = b"".join(xml[t.opened : t.closed] for t in old.descendants("t"))
            texts[place] = f"{before.decode()}\n\n{note}"
    if added:
        edits += listed.grown(added) + writers.grown(root.element("author", {}, AUTHOR.encode()))
    return spliced(xml, edits), texts


def _run(root: Node, note: str, gap: str = "") -> bytes:
    looks = {"sz": {"val": "9"}, "color": {"indexed": "81"}, "rFont": {"val": "Tahoma"}, "family": {"val": "2"}}
    look = root.element("rPr", {}, *(root.element(name, given) for name, given in looks.items()))
    return root.element("r", {}, look, root.text_element(f"{gap}{FIRST_LINE.decode()}\n{note}"))


def _box_edits(book: Book, sheet: Sheet, gone: Collection[Place], texts: Mapping[Place, str]) -> list[Edit]:
    """Remove the boxes of notes, add and enlarge others, and return the edits that the sheet needs to show them."""
    drawing = sheet.root.child("legacyDrawing")
    part = book.links(sheet.part)[link_of(drawing)][1] if drawing else ""
    missing = dict(texts)

    def changed(found: re.Match[bytes]) -> bytes:
        box, at = found[0], SHAPE_PLACE.search(found[0])
        place = (int(at[1]) + 1, int(at[2]) + 1) if at else None
        if place in gone:
            return b""
        if place is None or place not in missing:
            return box
        return ANCHOR.sub(rb"\g<1>" + _anchor(sheet, place, missing.pop(place)).encode(), box)

    vml = SHAPE.sub(changed, book.read(part) if part else f"{START}{END}".encode())
    end = vml.rfind(END.encode())
    if end < 0:
        raise unusual(book.shown)
    boxes = "" if b'id="_x0000_t202"' in vml else BOX_TYPE
    for place, text in missing.items():
        boxes += BOX.format(anchor=_anchor(sheet, place, text), row=place[0] - 1, column=place[1] - 1)
    vml = vml[:end] + boxes.encode() + vml[end:]
    if part:
        book.changed[part] = vml
        return []
    part = book.add_part("xl/drawings/vmlDrawing{}.vml", vml, "officedocument.vmlDrawing")
    given = {"xmlns:r": LINK, "r:id": book.add_link(sheet.part, "vmlDrawing", part)}
    later = "legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst"
    return [sheet.root.put(sheet.root.element("legacyDrawing", given), later)]


def _anchor(sheet: Sheet, place: Place, note: str) -> str:
    """Give the place of a note's box: to the right of its cell, and as large as its text."""
    lines = 2 + line_count(note, NOTE_LETTERS)
    top, left = max(place[0] - 2, 0), place[1]
    right, over = left, 15 + NOTE_WIDTH
    while over > (wide := _pixels(sheet, right + 1)) and right < left + 50:
        right, over = right + 1, over - wide
    down, below = divmod(10 + lines * NOTE_LINE, 20)  # pixels of a row
    return f"{left}, 15, {top}, 10, {right}, {over}, {top + down}, {below}"


def _pixels(sheet: Sheet, column: int) -> int:
    """Give the width of a column in pixels."""
    given = sheet.column(column)
    return 0 if given.get("hidden") in ("1", "true") else int(float(given.get("width", 8.43)) * 7) + 5
