"""The sections of a plan: its headings, each below the one it belongs to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pyplanning.contribution.draft.front_matter import contents_list, entries, titles
from pyplanning.contribution.draft.headings import (
    ALONE,
    BOXED,
    FORMS,
    NOTES,
    STANDING,
    Form,
    Heading,
    numbered,
    paragraphs_of,
)
from pyplanning.contribution.draft.paragraphs import Paragraph, paragraphs
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import LOCAL, Drafted
from pyplanning.contribution.draft.run_ins import box_of, with_run_ins


@dataclass(frozen=True)
class Section:
    """A section: its heading, how deep it is, and which child it is of which other (an index).

    One that only the list of contents names is ``lost``: it has no place.
    """

    heading: Heading
    level: int
    position: int
    parent: int | None
    lost: bool = False


def sections(text: PlanText) -> list[Drafted]:
    """Draft the sections of a plan: its heading tree, boxes and tables included."""
    tree = heading_tree(text)
    places = [len(text.plain) if s.lost else text.at[s.heading.start] for s in tree]
    keys = [f"{LOCAL}section-{i}" for i in range(len(tree))]
    rows = []
    for section, place, key in zip(tree, places, keys, strict=True):
        row = {
            "section_id": key,
            "parent_id": "" if section.parent is None else keys[section.parent],
            "position": str(section.position),
            "level": str(section.level),
            "number": section.heading.number,
            "title_zh": section.heading.title,
            "start": "" if section.lost else str(place),
        }
        end = place if section.lost else text.at[section.heading.stop - 1] + 1
        rows.append(Drafted("sections", row, place, end))
    return rows


def heading_tree(text: PlanText) -> list[Section]:
    """Read the headings of a plan, each under the one it belongs to."""
    every = paragraphs(text)
    begin, end = contents_list(every)
    headings = [h for h in _headings(text, every) if not begin <= h.at < end]
    tree = _tree(with_run_ins(text, every, headings, range(begin, end)), every)
    return tree + _lost(entries(text, every, range(begin, end)), tree)


def _headings(text: PlanText, every: Sequence[Paragraph]) -> list[Heading]:
    """List the titles, the headings that stand alone and the numbered ones, in order."""
    found = list(numbered(text, every))
    found += titles(text, every, found)
    known = paragraphs_of(found, every)
    for at, paragraph in enumerate(every):
        if at in known:
            continue
        if match := STANDING.fullmatch(paragraph.text.rstrip(":")):
            found.append(Heading(ALONE, "", match[0], paragraph.start, paragraph.end, at, True))
        elif match := NOTES.number.match(paragraph.text):
            found.append(Heading(NOTES, "", match[1], paragraph.start, paragraph.start + match.end(), at))
    return sorted(found, key=lambda h: h.start)


def _tree(headings: Sequence[Heading], every: Sequence[Paragraph]) -> list[Section]:
    """Put each heading under the nearest before it that is less deep."""
    tree: list[Section] = []
    above: list[int] = []
    children: dict[int | None, int] = {}
    for at, heading in enumerate(headings):
        del above[_behind(heading, [tree[i].heading for i in above], every) :]
        while above and _closes(heading.form, tree[above[-1]].heading.form):
            above.pop()
        if heading.form.name == "box" and _sums_up(headings[at + 1 :], tree, above):
            above.pop()
        parent = above[-1] if above else None
        children[parent] = children.get(parent, 0) + 1
        tree.append(Section(heading, len(above) + 1, children[parent], parent))
        above.append(len(tree) - 1)
    return tree


def _sums_up(after: Sequence[Heading], tree: Sequence[Section], above: Sequence[int]) -> bool:
    """Tell whether the parts of a box are named as the innermost section and those beside it."""
    beside = {s.heading.title for s in tree if above and s.parent == tree[above[-1]].parent}
    return len({h.title for h in takewhile(lambda h: h.form.rank > BOXED, after)} & beside) > 1


def _closes(form: Form, last: Form) -> bool:
    """Tell whether a heading of a form ends the innermost section, which has another or the same."""
    return last is ALONE or (last.rank >= form.rank and not (last.rank == BOXED and form.rank < BOXED))


def _behind(heading: Heading, above: Sequence[Heading], every: Sequence[Paragraph]) -> int:
    """Say how many of the open sections stay open at a heading that is behind a box or table; all where it is not."""
    at = next((at for at, h in enumerate(above) if h.form.rank == BOXED), None)
    if at is None or (heading.form.rank > BOXED and heading.at in box_of(above[at], heading.at + 1, every)):
        return len(above)
    inside = FORMS["portion"].rank < heading.form.rank < BOXED and heading.at in box_of(
        above[at], heading.at + 1, every
    )
    before = next((h.ordinal for h in above[at + 1 :] if h.form is heading.form), 0)
    known = before or heading.form.rank >= FORMS["second"].rank or any(h.form is heading.form for h in above[:at])
    return len(above) if inside and known and heading.ordinal == before + 1 else at


def _lost(entries: Sequence[Heading], tree: Sequence[Section]) -> list[Section]:
    """Give the boxes and tables that the list of contents names and the text has lost."""
    known = {(s.heading.form.name, s.heading.title) for s in tree}
    titles = {s.heading.title: i for i, s in reversed(list(enumerate(tree)))}
    numbers = {(s.heading.form.name, s.heading.ordinal): i for i, s in enumerate(tree)}
    children = Counter(s.parent for s in tree)
    lost, parent = list[Section](), None
    for entry in entries:
        if entry.form.rank != BOXED:
            parent = titles.get(entry.title, numbers.get((entry.form.name, entry.ordinal), parent))
        elif (entry.form.name, entry.title) not in known and parent is not None:
            children[parent] += 1
            lost.append(Section(entry, tree[parent].level + 1, children[parent], parent, lost=True))
    return lost
