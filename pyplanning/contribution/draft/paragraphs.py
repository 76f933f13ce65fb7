"""The paragraphs of a plan's text: lines as copies have them, with what was broken at the margin of a page joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyplanning.contribution.draft.plan_text import PlanText

NARROWEST = 16  # characters of a line on a page
SHORT = 12  # of a heading
WIDEST = 60
_FULL = 0.85  # of the width: how long a line is that was broken at the margin
_ENDS = "。!?;:.)”’》】]"  # what a line ends with that is not broken
_GOES_ON = ",、(《“的和与及"  # what a line ends with that surely is
_C = "一二三四五六七八九十百"
_NUMBERED = re.compile(
    rf"第[{_C}\d]+[编篇章节]|[{_C}]+[、.]|\([{_C}\d]+\)|\d{{1,2}}(?:[、.](?!\d)|\.\d)|专栏|附?[表图]\d|附件"
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: ``text`` is at ``start`` of what is read; ``blank`` empty lines come before it."""

    text: str
    start: int
    blank: int

    @property
    def end(self) -> int:
        """Where in what is read the paragraph ends."""
        return self.start + len(self.text)


def paragraphs(text: PlanText) -> list[Paragraph]:
    """List the paragraphs of a text, in order."""
    starts = [*dict.fromkeys(text.lines), len(text.read)]
    lines = [(start, text.read[start:end].strip()) for start, end in pairwise(starts)]
    lines = [(start, line) for start, line in lines if line]
    width = _width([line for _, line in lines])
    found, begin = list[Paragraph](), 0
    for i, (start, line) in enumerate(lines):
        if i == 0 or not _broken(lines[i - 1][1], line, width):
            begin = start
        if i + 1 == len(lines) or not _broken(line, lines[i + 1][1], width):
            blank = max(text.gap(begin).count("\n") - 1, 0)
            found.append(Paragraph(text.read[begin : start + len(line)], begin, blank))
    return found


def _width(lines: Sequence[str]) -> int:
    """Find where lines are broken at the margin; 0 where paragraphs are lines."""
    ends = sorted(len(line) for line in lines if line[-1] not in _ENDS and _running(line))
    return ends[len(ends) // 2] if len(ends) * 4 > len(lines) and NARROWEST <= ends[len(ends) // 2] <= WIDEST else 0


def _running(line: str) -> bool:
    """Tell whether a line is running text and no heading."""
    return len(line) > 12 and any(mark in line for mark in ",。;")


def _broken(line: str, after: str, width: int) -> bool:
    """Tell whether a line breaks off in a sentence, which the next line goes on with."""
    if line[-1] in _ENDS or _NUMBERED.match(after):
        return False
    if line[-1] in _GOES_ON and len(line) > SHORT:
        return True
    if width:
        return len(line) >= _FULL * width
    return _running(line) and len(line) <= WIDEST and not _NUMBERED.match(line)
