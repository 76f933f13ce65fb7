"""Of which year a figure of a report is: the nearest year that its sentence, its paragraph or a heading names.

A report that speaks in a year, such as a government's work report, dates by words: 今年, 去年, 五年来, “十五五”时期.
"""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pyplanning.evidence.numerals import DIGITS, Year, years

REACH = 60  # characters before a figure in which 从 or 由 is looked for
HEAD = 600  # characters at the beginning in which a report says of which year it is
WORDS = json.loads(Path(__file__).with_name("year_words.json").read_text(encoding="utf-8"))
_WORDS = [(form, re.compile(form["pattern"])) for form in WORDS]
_TITLED = re.compile(r"((?:19|20)\d\d)年[^。,;]{0,16}工作报告")
_SPOKEN = re.compile(r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日在[^。,;]{2,40}(?:会议|大会)")
_REVIEW = re.compile(r"((?:19|20)\d\d)年[^。,;]{0,16}(?:回顾|总结)")
_FULL_STOP = re.compile("[。!?]")
_ENDS = "。!?:;"  # what a line ends with that is not broken
# A year, or a period, in the name of something: it dates nothing.
_NAMED = re.compile(
    "”?(?:规划|纲要|[^,。;:是为]{0,8}(?:开局|起步|收官|首年|第一年|头年)|的?建议|以前|前(?!三|[一二]季)|后(?!三))|[^《》。]{0,40}》|"
    r"[^,。;:]{0,16}工作报告|\d{1,2}月\d{1,2}日在[^。,;]{2,40}(?:会议|大会)"
)
_BEFORE_BASE = re.compile("(?:比|较|与|以|自|高于|低于|好于|相当于|超过|不及)[“”]?$")
_BEHIND_BASE = re.compile(r"(?:年|”|末|底|时期|期间)*的?(?:[\d.]+倍|相比|相当|持平|同期)")
_SINCE = re.compile("年?以来")
_FROM = re.compile("(?:从|由)[“”]?$")
_RISING = re.compile(r"[从由](?:[^,;。\d]{0,12}[\d.]+[^,;。\d]{0,6}、)*[^,;。\d]{0,12}$")
_TO = re.compile("[^,;。]{0,30}?(?:[到至升降增跃]|提高|扩大|压减|缩短)")
_UP_TO = re.compile("(?:到|至|力争)[“”]?$")
_RANGE = re.compile(r"((?:19|20)\d\d)年?(?:[-—~]+|至|到)$")
# What may come before a year that opens a sentence, which dates the sentences behind it too.
_OPENING = re.compile(
    "(?:各位代表[!,:])?[-—·“(]*(?:刚刚)?(?:到|至|在|截至|截止|回顾|展望|经过|力争|过去的|综合[^。]{0,30},)*[“”]?"
)
_TITLE = re.compile("报告")
_CHAPTER = re.compile("[一二三四五六七八九十]+、|第[一二三四五六七八九十]+(?:编|章|部分)")


@dataclass(frozen=True)
class Heading:
    """A heading at ``start``:``end`` of a text; ``above`` is the one that it is below, by number."""

    start: int
    end: int
    above: int | None


@dataclass(frozen=True)
class Dated:
    """The year of a figure, and the year that growth is counted from, 0 where none is said.

    ``mark`` is where the text names the year; None, with 0 for the year, where a figure is the one that another
    grew from, of which it does not say when it was. ``near`` says that it is in
    the sentence, or in the text before it, and not in a heading.
    """

    year: int
    since: int
    mark: Year | None
    near: bool = False


def report_year(text: str) -> int:
    """Find the year in which a report speaks: that of its title, or of its day; 0 for other documents."""
    head = text[:HEAD]
    if "工作报告" not in head:
        return 0
    if found := _TITLED.search(head) or _SPOKEN.search(head):
        return int(found[1])
    review = _REVIEW.search(text)
    return int(review[1]) + 1 if review else 0


def years_in_words(text: str, now: int) -> Iterator[Year]:
    """Yield the years that a text of the year ``now`` names in words, with the year before a span of several."""
    for form, pattern in _WORDS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            length = DIGITS.get(groups.get("n") or groups.get("m") or "", 0)
            year = now + form["year"] + (length if form.get("ahead") else 0)
            since = year - length if length else 0
            yield Year(match.start(), match.end(), year, False, since)


class Dating:
    """The years that a report names, in numbers and words, and how far each reaches.

    ``now`` is the year in which it speaks, which otherwise its head says.
    """

    def __init__(
        self, text: str, headings: Sequence[Heading] = (), lines: Collection[int] = (), now: int | None = None
    ) -> None:
        self.text, self.headings = text, headings
        self.now = report_year(text) if now is None else now
        self.starts = [heading.start for heading in headings]
        self.lines = lines

    @cached_property
    def chapters(self) -> Sequence[int]:
        """The places at which chapters begin."""
        return [0, *(place for place in self.starts if _CHAPTER.match(self.text, place))]

    @cached_property
    def paragraphs(self) -> Sequence[int]:
        """The places at which paragraphs begin, and headings end."""
        edges = {0, len(self.text)} | {place for h in self.headings for place in (h.start, h.end)}
        return sorted(edges | {place for place in self.lines if place and self.text[place - 1] in _ENDS})

    @cached_property
    def sentences(self) -> Sequence[int]:
        """The places at which sentences begin, and headings end."""
        return sorted({*self.paragraphs, *(match.end() for match in _FULL_STOP.finditer(self.text))})

    @cached_property
    def marks(self) -> Sequence[Year]:
        """The years that date figures, in order, and those that growth is counted from."""
        if not self.now:
            return ()
        named = [*years(self.text), *years_in_words(self.text, self.now)]
        marks = (self._mark(year) for year in named)
        return sorted((mark for mark in marks if mark), key=lambda year: (year.start, year.end))

    @cached_property
    def places(self) -> Sequence[int]:
        """Where each year begins."""
        return [mark.start for mark in self.marks]

    @cached_property
    def turns(self) -> Sequence[Year]:
        """The years that open paragraphs, and so date those behind them as well."""
        return [mark for mark in self.marks if not mark.base and self._turns(mark)]

    def _turns(self, mark: Year) -> bool:
        """Say whether a year dates the paragraphs behind it: it opens its own, or a list is under it."""
        n = bisect_right(self.paragraphs, mark.start)
        if n < len(self.paragraphs) and self.text[self.paragraphs[n] - 1] == ":":
            return True
        spoken = mark.since or not self.text[mark.start].isdecimal() or mark.year in (self.now, self.now - 1)
        return bool(spoken) and self._opens(mark, self.paragraphs)

    def _mark(self, year: Year) -> Year | None:
        """Take a year for what it is: a base year, one with a span, or, where it only names something, None."""
        before = self.text[max(0, year.start - 6) : year.start]
        if _NAMED.match(self.text, year.end + (self.text[year.end : year.end + 1] == "年")):
            return None
        base = year.base or bool(_BEFORE_BASE.search(before) or _BEHIND_BASE.match(self.text, year.end))
        since = year.since or (year.year - 5 if self.text[year.start] == "十" else 0)
        if first := _RANGE.search(before):
            since = int(first[1]) - 1
        if _SINCE.match(self.text, year.end) and not since and year.year < self.now:
            return replace(year, year=self.now - 1, base=False, since=year.year if year.year < self.now - 1 else 0)
        return replace(year, base=base and not _SINCE.match(self.text, year.end), since=since)

    def _opens(self, mark: Year, bounds: Sequence[int]) -> bool:
        """Say whether a year opens the sentence, or the paragraph, that it is in."""
        begin = bounds[bisect_right(bounds, mark.start) - 1]
        return bool(_OPENING.fullmatch(self.text, begin, mark.start))

    def of(self, start: int, end: int, measure: str) -> Dated | None:
        """Date a figure at ``start``:``end``; None where neither the text before it nor a heading names a year."""
        place = min(start, end - 1)  # of an aim without a number, the end of its quote
        candidates = [*self._before(place, end, self._line(place))]
        if not candidates:
            return None
        mark, near = candidates[0]
        if mark.start < self._rises_from(place):  # of when the span began
            return Dated(mark.since, 0, mark if mark.since else None, True)
        if measure == "cagr":  # of the period that ends with the year
            mark = next((m for m, _ in candidates if m.since and m.year == mark.year), mark)
        return Dated(mark.year, self._since(mark, start, end, measure), mark, near)

    def _rises_from(self, place: int) -> int:
        """Find the 从 of 从3台提高到8台, where the figure at a place is the first; -1 where there is none."""
        begin = max(0, place - REACH)
        found = _RISING.search(self.text, begin, place)
        return found.start() if found and _TO.match(self.text, place) else -1

    def possible(self, start: int, end: int) -> set[int]:
        """Collect the years that a figure may be of: those of its sentence and headings, or else of its chapter.

        Also the years that their spans begin with: in 从80户增加到200户 of a chapter on five years the first figure is
        of the year before them. 上年 is the year before that of the chapter.
        """
        place = min(start, end - 1)
        sentence = self.sentences[bisect_right(self.sentences, place) - 1]
        own = [mark for mark in self._between(sentence, end) if self.text[mark.start] != "十"]  # 十四五 names much else
        begin = sentence if own else self.chapters[bisect_right(self.chapters, place) - 1]
        marks = [*self._between(begin, end), *(mark for mark, _ in self._before(place, end, self._line(place)))]
        found = {year for mark in marks for year in (mark.year, mark.since) if year}
        found |= {year.year for year in years(self.text[begin:end])}  # also of 第十五个五年规划纲要
        last = "上年" in self.text[max(0, start - 8) : start]
        return found | {year - 1 for year in found if last}

    def _line(self, place: int) -> list[int]:
        """List the headings that hold a place by number, the deepest first, but for the title of the report."""
        found: list[int] = []
        n: int | None = bisect_right(self.starts, place) - 1
        while n is not None and n >= 0 and n not in found:
            found.append(n)
            n = self.headings[n].above
        return [n for n in found if not _TITLE.search(self.text, self.headings[n].start, self.headings[n].end)]

    def _before(self, start: int, end: int, line: Sequence[int]) -> Iterator[tuple[Year, bool]]:
        """Yield the years that may date a figure, the nearest first, and whether it is none of a heading."""
        sentence = self.sentences[bisect_right(self.sentences, start) - 1]
        for mark in self._between(sentence, end):
            if not _FROM.search(self.text, sentence, mark.start) or not re.search(r"\d", self.text[mark.end : start]):
                yield mark, True
        paragraph = self.paragraphs[bisect_right(self.paragraphs, start) - 1]
        for mark in self._between(paragraph, sentence):
            if mark.year >= self.now - 1 and self._opens(mark, self.sentences):
                yield mark, True
        chapter = self.chapters[bisect_right(self.chapters, start) - 1]
        wider: list[tuple[int, Year, bool]] = []
        for n in line:
            heading = self.headings[n]
            named = [m for m in self._between(heading.start, heading.end) if not m.base]
            if len({m.year for m in named}) == 1:
                wider += [(heading.start, mark, False) for mark in sorted(named, key=lambda m: m.since)]
        ahead = any(mark.year >= self.now for _, mark, _ in wider)  # in which the past is named in passing
        turns = [turn for turn in self.turns if chapter <= turn.start < paragraph]
        wider += [(turn.start, turn, True) for turn in turns if not (ahead and turn.year < self.now)]
        wider.sort(key=lambda found: found[0], reverse=True)
        yield from ((mark, near) for _, mark, near in wider)

    def _between(self, start: int, end: int) -> Iterator[Year]:
        """Yield the years that date figures between two places, the last first."""
        found = self.marks[bisect_left(self.places, start) : bisect_left(self.places, end)]
        return (mark for mark in reversed(found) if not mark.base and mark.end <= end)

    def _since(self, mark: Year, start: int, end: int, measure: str) -> int:
        """Find the year that growth is counted from: a base year, the beginning of a span, or the year before."""
        if measure in ("level", "rank"):
            return 0
        sentence = self.sentences[bisect_right(self.sentences, start) - 1]
        named = self.marks[bisect_left(self.places, sentence) : bisect_left(self.places, end)]
        earlier = [year for year in named if year.end <= end and year.year < mark.year]
        if base := [y for y in earlier if y.base or _FROM.search(self.text, max(0, y.start - 2), y.start)]:
            return base[-1].year
        if mark.since or measure != "cumulative_change":
            return mark.since
        ahead = mark.year > self.now or _UP_TO.search(self.text, max(0, mark.start - 4), mark.start)
        return 0 if ahead else mark.year - 1
