"""What comes before the text of a plan: its titles and its list of contents."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pyplanning.contribution.draft.headings import ALONE, FORMS, LONGEST, STANDING, Heading, heading_at
from pyplanning.contribution.draft.paragraphs import Paragraph
from pyplanning.contribution.draft.plan_text import PlanText

CONTENTS = 5  # headings with nothing between them that make a list of contents
_TITLE_END = re.compile(r"(?:规划|方案|纲要|意见|计划|报告|通知|办法|措施|要点|条例|决定|批复|建议|行动)(?:\(.*\))?$")
_NO_TITLE_LINE = re.compile(r"[,。;:!?]|^\(.*\)$|^\d{4}年\d|\(\d{4}\)|〔\d{4}〕|^[\d-]+$|^--|发布|来源|作者|日期$")
_LEADER = re.compile(r"[.·…\s]*\d{0,3}$")


def titles(text: PlanText, every: Sequence[Paragraph], numbered: Sequence[Heading]) -> Iterator[Heading]:
    """Find the titles: in lines of their own before the first heading, and where the headings begin again."""
    tops = [h for h in numbered if h.form.rank <= FORMS["bracketed"].rank and h.form is not FORMS["annex"]]
    starts = tops[:1] + [b for a, b in pairwise(tops) if b.ordinal == 1 and a.form.rank >= b.form.rank]
    begin, shown = 0, set[str]()
    for end in [top.at for top in starts] or [len(every)]:
        for heading in _title_lines(text, every, range(begin, end)):
            again = any(heading.title in title or title in heading.title for title in shown if "关于" not in title)
            if not again:
                yield heading
            shown.add(heading.title)
        begin = end


def _title_lines(text: PlanText, every: Sequence[Paragraph], numbers: range) -> Iterator[Heading]:
    """List the titles among paragraphs; one may be broken over up to four lines."""
    first = None
    for at in numbers:
        line = every[at].text
        numbered = any(form.number.match(line) for form in FORMS.values() if form is not FORMS["circled"])
        if len(line) > LONGEST or numbered or _NO_TITLE_LINE.search(line) or STANDING.fullmatch(line):
            first = None
            continue
        first = at if first is None else first
        if _TITLE_END.search(line) and at - first < 4:
            start, end = every[first].start, every[at].end
            yield Heading(ALONE, "", text.spelt(start, end), start, end, first, True)
            first = None


def contents_list(every: Sequence[Paragraph]) -> tuple[int, int]:
    """Find the paragraphs of the list of contents, from and to; (0, 0) where there is none."""
    listed = [_entry(paragraph.text) for paragraph in every]
    for at, paragraph in enumerate(every):
        named = re.fullmatch("目录|目次", paragraph.text)
        begin = at + 1 if named else at
        if begin >= len(every) or not listed[begin]:
            continue
        end = begin + 1
        while end < len(every) and listed[end] and listed[end] != listed[begin]:
            end += 1
        if end - begin >= CONTENTS and (named or listed[begin] in listed[end:]):
            return begin, end
    return 0, 0


def _entry(line: str) -> str:
    """Give a line that may be an entry of a list of contents, without its page; "" where it cannot."""
    words = _LEADER.sub("", line)
    if not words or len(words) > LONGEST + 10 or "。" in words:
        return ""
    numbered = any(form.number.match(words) for form in FORMS.values() if form.rank < FORMS["spoken"].rank)
    return words if numbered or STANDING.fullmatch(words) else ""


def entries(text: PlanText, every: Sequence[Paragraph], contents: range) -> list[Heading]:
    """Read the headings that the list of contents names."""
    cut = [replace(every[at], text=_LEADER.sub("", every[at].text)) for at in contents]
    return [heading for at in range(len(cut)) if (heading := heading_at(text, cut, at))]
