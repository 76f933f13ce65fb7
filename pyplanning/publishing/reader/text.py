"""A plan's text as written, cut where quotes and numbers begin and end."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from pyplanning.evidence.text import line_starts, normalise


@dataclass(frozen=True)
class Stretch:
    """A stretch of the normal text: where it begins and ends, and the number of what it marks."""

    start: int
    end: int
    number: int


@dataclass(frozen=True)
class Piece:
    """A piece of a line, and the numbers of the stretches that hold it, the shortest first."""

    text: str
    marked: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A line of the text as written; ``at`` has the offset in the normal text of each character, and of the end."""

    text: str
    at: Sequence[int]

    @property
    def start(self) -> int:
        """The offset in the normal text at which the line begins."""
        return self.at[0]

    @property
    def end(self) -> int:
        """The offset in the normal text at which the line ends."""
        return self.at[-1]


def lines(written: str) -> list[Line]:
    """Split a text into its lines, without empty ones, each with the places of its characters in the normal text."""
    shown = [line.strip() for line in written.splitlines()]
    return [_line(line, start) for line, start in zip(filter(normalise, shown), line_starts(written), strict=True)]


def _line(written: str, start: int) -> Line:
    """Place the characters of a line; a line whose letters have no places of their own is shown in normal form."""
    normal, at, end = normalise(written), [], 0
    for char in written:
        at.append(start + end)
        letters = "".join(normalize("NFKC", char).split())
        if not letters:
            end += normal.startswith(" ", end)
        elif normal.startswith(letters, end):
            end += len(letters)
        else:
            return Line(normal, range(start, start + len(normal) + 1))
    return Line(written, [*at, start + len(normal)])


def pieces(line: Line, stretches: Sequence[Stretch]) -> Iterator[Piece]:
    """Cut a line where stretches begin and end."""
    own = sorted(
        (s for s in stretches if s.start < line.end and line.start < s.end), key=lambda s: (s.end - s.start, s.number)
    )
    edges = {bisect_right(line.at, s.start) - 1 for s in own if line.start < s.start}
    edges |= {bisect_left(line.at, s.end) for s in own if s.end < line.end}
    cuts = [0, *sorted(edges - {0, len(line.text)}), len(line.text)]
    for begin, end in itertools.pairwise(cuts):
        marked = tuple(s.number for s in own if s.start < line.at[end] and line.at[begin] < s.end)
        yield Piece(line.text[begin:end], marked)
