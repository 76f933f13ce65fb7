"""Headings that are the first sentence of a paragraph, or a short one within it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pyplanning.contribution.draft.headings import (
    ALONE,
    BOXED,
    FACT,
    FORMS,
    NOTES,
    RUN_IN_FORM,
    Heading,
    end_of_title,
    paragraphs_of,
)
from pyplanning.contribution.draft.paragraphs import Paragraph
from pyplanning.contribution.draft.plan_text import PlanText

LONG = 40  # characters of a paragraph that is no cell of a table
RUN_IN = 26  # of the first sentence of a paragraph that is one
BODY = 12  # of what must follow it
INSIDE = 18  # of a sentence within a paragraph that is one
BODY_INSIDE = 60
_NO_TITLE = re.compile(
    r"各位|今年|去年|当前|同时|此外|其中|目前|近年|到20|20\d\d年|“?十[一二三四五六]五”?|"
    r"[一五]年来|过去|按照|根据|为[^民]|本[规方行]|上述|以上|据|例如|各级|各地|要|请|此|现[将就把印]"
)
_PROMISE = re.compile("(?:[是为说]|如下|包括)$")  # before a colon: a list follows


def with_run_ins(
    text: PlanText, every: Sequence[Paragraph], headings: Sequence[Heading], contents: range
) -> list[Heading]:
    """Add the first sentences of paragraphs that are headings: those that have others like them, or are in a box."""
    found = list(headings)
    outer = [h for h in headings if h.form.rank != BOXED and (h.form.rank < 80 or h.form is NOTES)]
    places = [h.at for h in headings]
    fruitful = dict[str, bool]()  # whether the last section of a form had such headings
    for heading, last in _extents(outer, len(every)):
        if heading.form is ALONE or heading.form is NOTES:
            continue
        within = headings[bisect_left(places, heading.at) : bisect_left(places, last)]
        boxed = {at for h in within if h.form.rank == BOXED for at in box_of(h, last, every)}
        known = paragraphs_of(within, every)
        own = [at for at in range(heading.at, last) if at not in contents and at not in known]
        found += [h for at in own if at in boxed and (h := _run_in(text, every, at))]
        group = _group(text, every, [at for at in own if at not in boxed], fruitful.get(heading.form.name, False))
        fruitful[heading.form.name] = bool(group)
        found += group
    found += _within(text, every, outer, found)
    return sorted(found, key=lambda h: h.start)


def _extents(outer: Sequence[Heading], length: int) -> Iterator[tuple[Heading, int]]:
    """Yield each heading with the number of the paragraph in which the next one is."""
    yield from zip(outer, [*(h.at for h in outer[1:]), length], strict=False)


def box_of(box: Heading, last: int, every: Sequence[Paragraph]) -> range:
    """Say which paragraphs are in a box or table: up to a gap, and a table up to running text."""
    for at in range(box.at + 1, last):
        gap = every[at].blank > 1 and at > box.at + 1
        if gap or (box.form.name == "table" and len(every[at].text) > LONG and "。" in every[at].text):
            return range(box.at + 1, at)
    return range(box.at + 1, last)


def _group(text: PlanText, every: Sequence[Paragraph], numbers: Sequence[int], expected: bool) -> list[Heading]:
    """List the run-in headings among the paragraphs of a section; a single one only where one is expected."""
    running = [at for at in numbers if len(every[at].text) >= LONG or "。" in every[at].text]
    found, body = list[Heading](), False
    for at in running:
        heading = None if body else _run_in(text, every, at)
        found += [heading] if heading else []
        body = bool(heading and heading.ends)
    after = [at for at in running if found and at >= found[0].at]
    if len(found) == 1:
        return found if expected and found[0].at == running[0] else []
    bodies = sum(heading.ends for heading in found)
    return found if 2 * len(found) >= len(after) - bodies else []


def _run_in(text: PlanText, every: Sequence[Paragraph], at: int) -> Heading | None:
    """Read the first sentence of a paragraph as its heading, if it can be one."""
    words, start = every[at].text, every[at].start
    cut = end_of_title(words, 0, RUN_IN_FORM)
    title, rest = words[:cut], words[cut + 1 :]
    follows = rest or (every[at + 1].text if at + 1 < len(every) else "")
    if cut == len(words) or not 2 <= len(title) <= RUN_IN or len(follows) < BODY:
        return None
    if _NO_TITLE.match(title) or FACT.search(title) or title.count(",") > 1 or ";" in title:
        return None
    if words[cut] == ":" and (_PROMISE.search(title) or not rest):
        return None
    return Heading(RUN_IN_FORM, "", text.spelt(start, start + cut), start, start + cut + 1, at, not rest)


def _within(
    text: PlanText, every: Sequence[Paragraph], outer: Sequence[Heading], found: Sequence[Heading]
) -> list[Heading]:
    """List short sentences within paragraphs that are headings: where sections that follow one another have such."""
    taken = {h.at for h in found if h.form.rank >= FORMS["spoken"].rank}
    inside, before, form = list[Heading](), list[Heading](), ALONE
    for heading, last in _extents(outer, len(every)):
        own = [at for at in range(heading.at + 1, last) if len(every[at].text) >= LONG]
        sentences = (
            list(_sentences(text, every[own[0]], own[0])) if own and not taken & set(range(heading.at, last)) else []
        )
        if len(sentences) > 1 and before and form is heading.form:
            inside += [h for h in [*before, *sentences] if h not in inside]
        before, form = sentences if len(sentences) > 1 else [], heading.form
    return inside


def _sentences(text: PlanText, paragraph: Paragraph, at: int) -> Iterator[Heading]:
    """Find the short sentences within a paragraph that much follows."""
    ends = [match.end() for match in re.finditer("。", paragraph.text)]
    short = [(a, b) for a, b in pairwise(ends) if 5 <= b - a <= INSIDE + 1 and _plain(paragraph.text[a : b - 1])]
    for (start, stop), after in zip(short, [*(a for a, _ in short[1:]), len(paragraph.text)], strict=False):
        if after - stop >= BODY_INSIDE:
            begin, end = paragraph.start + start, paragraph.start + stop
            yield Heading(RUN_IN_FORM, "", text.spelt(begin, end - 1), begin, end, at)


def _plain(title: str) -> bool:
    """Tell whether a sentence names something and says no more."""
    return not (re.search("[,、;!?]|等", title) or _NO_TITLE.match(title) or FACT.search(title))
