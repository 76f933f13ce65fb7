"""The text of a plan in a form to read: its normal text without what only its pages have."""

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyplanning.contribution.draft.rows import Drafted
from pyplanning.evidence.text import Span, line_starts, normalise, origins

LONGEST_QUOTE = 40
PAGE = (300, 4000)  # characters of a page, at least and at most
HEADS = 3  # times that a title comes again at the head of pages
SHARE = 0.03  # of characters that only traditional texts have, above which a text is one
# Characters that only traditional texts have → the one with which simplified texts write them, after OpenCC.
_PAIRS = json.loads(Path(__file__).with_name("traditional.json").read_text(encoding="utf-8"))
TRADITIONAL = str.maketrans(_PAIRS["traditional"], _PAIRS["simplified"])
_SCANNED = re.compile(r"(?<=\d)[OoОо〇]+(?=[\d年%]|[万亿]?[元家个项人吨])")
_HEAD = re.compile(r"[^。,;:]{4,40}(?:规划|方案|纲要|意见|计划|行动|办法)(?:\([^)]*\))?")
_DASHES = str.maketrans("—–―－﹣〜～․﹒", "-----~~..")
MIXED = 4  # times as many half-width full stops as others that a text has which writes them so
_STOP = re.compile(r"(?<=[\u4e00-\u9fff)”%])\.([\u4e00-\u9fff(“\d])?")
_LISTED = re.compile(
    r"[一二三四五六七八九十]+|\([一二三四五六七八九十\d]+\)"
)  # before a full stop that ends no sentence
_HALF_WIDTH = str.maketrans("｡､", "。、")
_PAGE = re.compile(r"[-·]+\d{1,4}[-·]*|\d{1,4}[-·]+|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}")
_SIGN = r"(?P<mark>[\u2460-\u2473\u00b9\u00b2\u00b3\u2074-\u2079]+|[\[〔]\d{1,2}[\]〕])"
_MARK = re.compile(rf"(?<=[\u4e00-\u9fff”》)\d%]){_SIGN}(?!号)")  # of a footnote: 水磨①
_NOTE = re.compile(rf"^[ \t\u3000]*{_SIGN}[^\n]+$", re.MULTILINE)  # the footnote itself: ①水磨指…
_SPACED = re.compile(r"(?<![\d.] )(?<![\d.])\d(?: \d){1,6}(?=[年月日%亿万千百家个项])")


@dataclass(frozen=True)
class PlanText:
    """A plan's text to read.

    ``plain`` is the normal text, in which offsets count. ``read`` is the same without page numbers, running heads and
    spaces within numbers, with dashes and quotation marks in one spelling; ``at`` says where each of its characters
    is in ``plain``, and ``lines`` where in ``read`` lines begin, in order. Readers look at ``read``. ``raw`` is
    the text as written, and ``notes`` where in ``plain`` footnotes and their marks are, which ``read`` leaves out.
    """

    plain: str
    read: str
    at: Sequence[int]
    lines: Sequence[int]
    raw: str = ""
    notes: Sequence[Span] = ()

    @cached_property
    def line_set(self) -> frozenset[int]:
        """The places at which lines begin."""
        return frozenset(self.lines)

    def span(self, start: int, end: int) -> Span:
        """Say where ``read[start:end]`` is in the normal text."""
        return self.at[start], self.at[end - 1] + 1

    def place(self, offset: int) -> int:
        """Say where in ``read`` an offset of the normal text is: the first character at it or behind."""
        return bisect_left(self.at, offset)

    @cached_property
    def origin(self) -> Sequence[int]:
        """Where in ``raw`` each character of ``plain`` is; nothing where that is not known."""
        return origins(self.raw)

    def spelt(self, start: int, end: int) -> str:
        """Give ``read[start:end]`` as it is written, without white space and half-width 、 and 。."""
        first, last = self.span(start, end) if start < end else (0, 0)
        if not self.origin or last - first != end - start:
            return self.read[start:end]
        places = dict.fromkeys(self.origin[first:last])
        return "".join(self.raw[i] for i in places if not self.raw[i].isspace()).translate(_HALF_WIDTH)

    def gap(self, start: int) -> str:
        """Give what is written between a character of ``read`` and the one before."""
        if not self.origin or not start:
            return ""
        return self.raw[self.origin[self.at[start - 1]] + 1 : self.origin[self.at[start]]]

    def drafted(
        self,
        table: str,
        start: int,
        end: int,
        row: Mapping[str, str],
        certainty: float = 1.0,
        candidates: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Drafted:
        """Draft a row that quotes ``read[start:end]``, at most as much of it as a quote may have."""
        begin, stop = self.span(start, end)
        for mark, behind in self.notes:  # ①400 is 1400 in the normal text
            if begin <= mark < behind < stop and self.plain[behind].isdecimal():
                begin = behind
        stop = min(stop, begin + LONGEST_QUOTE)
        cells = {**row, "evidence": self.plain[begin:stop], "evidence_start": str(begin)}
        return Drafted(table, cells, begin, stop, certainty, candidates or {})


def plan_text(written: str) -> PlanText:
    """Make the text to read from the text as written."""
    plain = normalise(written)
    starts = line_starts(written)
    kept: list[int] = []
    lines: list[int] = []
    heads = Counter(line for line in map(normalise, written.splitlines()) if _HEAD.fullmatch(line))
    seen: set[str] = set()
    pages, notes = _page_numbers(plain, starts), _footnotes(written)
    noted = {place for note in notes for place in range(*note)}
    for start, stop in zip(starts, [*starts[1:], len(plain)], strict=True):
        line = plain[start:stop].strip()
        again = heads[line] >= HEADS and line in seen
        seen.add(line)
        if not again and start not in pages and not _PAGE.fullmatch(line.translate(_DASHES)):
            lines.append(len(kept))
            kept += (place for place in range(start, stop) if place not in noted)
    read = _simplified("".join(_unified("".join(plain[i] for i in kept))))
    spare = {i for found in _SPACED.finditer(read) for i in range(found.start(), found.end()) if read[i] == " "}
    if spare:
        moved = [i - sum(1 for s in spare if s < i) for i in lines]
        kept = [offset for i, offset in enumerate(kept) if i not in spare]
        read, lines = "".join(c for i, c in enumerate(read) if i not in spare), moved
    return PlanText(plain, _stopped(read, lines), kept, lines, written, notes)


def _footnotes(written: str) -> list[Span]:
    """Find in the normal text the marks of footnotes, and the lines with those, which may break a sentence in two."""
    notes = list(_NOTE.finditer(written))
    marks = [match for match in _MARK.finditer(written) if any(match["mark"] == note["mark"] for note in notes)]
    marked = {match["mark"]: match.start() for match in marks}
    notes = [note for note in notes if marked.get(note["mark"], note.end()) < note.start()]
    explained = {note["mark"] for note in notes}
    found = [match.span("mark") for match in marks if match["mark"] in explained] + [note.span() for note in notes]
    places = origins(written) if found else []
    spans = [(bisect_left(places, start), bisect_left(places, end)) for start, end in sorted(found)]
    return [span for span in spans if span[0] < span[1]]


def _stopped(read: str, lines: Sequence[int]) -> str:
    """Write half-width full stops behind sentences as 。, where a text has few others."""
    ends = {place - 1 for place in [*lines, len(read)]}
    stops = [m.start() for m in _STOP.finditer(read) if m[1] or m.start() in ends]
    stops = [place for place in stops if not _LISTED.fullmatch(read, lines[bisect_right(lines, place) - 1], place)]
    if len(stops) <= MIXED * read.count("。"):
        return read
    chars = list(read)
    for place in stops:
        chars[place] = "。"
    return "".join(chars)


def _page_numbers(plain: str, starts: Sequence[int]) -> set[int]:
    """Find the lines that are a number alone and count pages: the next one is one more, a page further on.

    Other such lines are cells of tables.
    """
    alone = [
        (start, int(plain[start:stop]))
        for start, stop in zip(starts, [*starts[1:], len(plain)], strict=True)
        if stop - start < 5 and plain[start:stop].strip().isdecimal()
    ]
    found: set[int] = set()
    for here, number in alone:
        following = [there for there, n in alone if n == number + 1 and PAGE[0] <= there - here <= PAGE[1]]
        if following:
            found |= {here, following[0]}
    return found


def _simplified(text: str) -> str:
    """Write a text in traditional characters in simplified ones, character for character; scanned O in numbers as 0."""
    text = _SCANNED.sub(lambda scanned: "0" * len(scanned[0]), text)
    traditional = sum(1 for char in text if ord(char) in TRADITIONAL)
    return text.translate(TRADITIONAL) if traditional > SHARE * len(text) else text


def _unified(text: str) -> Iterator[str]:
    """Yield the characters with dashes and quotation marks in one spelling; straight marks open and close in turn."""
    opened = False
    for char in text.translate(_DASHES):
        if char in '"＂':
            opened = not opened
            char = "“" if opened else "”"
        elif char in "“”":
            opened = char == "“"
        yield char
