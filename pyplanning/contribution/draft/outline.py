"""Where in a plan a place is: its section with those above, its sentence and its clause."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.evidence.text import Span

_POINT = r"(?<=[\u4e00-\u9fff%)”])\.(?=[\u4e00-\u9fff“(]|$)"  # a full stop as half-width texts have it
_FULL_STOP = re.compile(rf"[。!?]|{_POINT}")
_SENTENCE_END = re.compile(rf"[。;!?]|{_POINT}")
_CLAUSES = re.compile(r"[,;].*\d|\d.*[,;]")
_CLAUSE_END = re.compile(r"[,:]")


@dataclass(frozen=True)
class Head:
    """A section's heading at ``start``:``end`` of what is read; ``above`` is the one it is below, by number."""

    start: int
    end: int
    title: str
    number: str
    above: int | None


class Outline:
    """The headings of a text in order, and the places at which its sentences and clauses end."""

    def __init__(self, text: PlanText, sections: Sequence[Drafted]) -> None:
        kept = [d for d in sections if d.row.get("start") and d.start < len(text.plain)]
        kept = sorted(kept, key=lambda d: d.start)
        number = {d.row["section_id"]: n for n, d in enumerate(kept)}
        spans = [(text.place(d.start), text.place(d.end - 1) + 1) for d in kept]
        above = [number.get(d.row.get("parent_id", "")) for d in kept]
        self.heads = [
            Head(*span, text.read[slice(*span)].removeprefix(d.row["number"]), d.row["number"], n)
            for d, span, n in zip(kept, spans, above, strict=True)
        ]
        self.starts = [head.start for head in self.heads]
        breaks = {0, len(text.read)} | {h.start for h in self.heads} | {h.end for h in self.heads}
        self.full_sentences = sorted(breaks | {m.end() for m in _FULL_STOP.finditer(text.read)})
        sentences = breaks | {m.end() for m in _SENTENCE_END.finditer(text.read)}
        self.sentences = sorted(sentences)
        self.clauses = sorted(sentences | {m.end() for m in _CLAUSE_END.finditer(text.read)})

    def section(self, place: int) -> int:
        """Give the number of the deepest section that holds a place; -1 before the first."""
        return bisect_right(self.starts, place) - 1

    def in_heading(self, place: int) -> bool:
        """Say whether a place is in a heading: of one that is a sentence of several clauses only in its number."""
        n = self.section(place)
        if n < 0 or place >= self.heads[n].end:
            return False
        head = self.heads[n]
        return not _CLAUSES.search(head.title) or place < head.end - len(head.title)

    def line(self, place: int) -> list[Head]:
        """List the section that holds a place and those above it, the deepest first."""
        found: list[Head] = []
        n: int | None = self.section(place)
        while n is not None and n >= 0 and self.heads[n] not in found:
            found.append(self.heads[n])
            n = self.heads[n].above
        return found

    def sentence(self, place: int) -> Span:
        """Give the bounds of the sentence, or the part of it up to a semicolon, that holds a place."""
        return _around(self.sentences, place)

    def full_sentence(self, place: int) -> Span:
        """Give the bounds of the sentence that holds a place, with all that semicolons part."""
        return _around(self.full_sentences, place)

    def clause(self, place: int) -> Span:
        """Give the bounds of the clause that holds a place."""
        return _around(self.clauses, place)


def _around(bounds: Sequence[int], place: int) -> Span:
    n = bisect_right(bounds, place)
    return bounds[n - 1], bounds[min(n, len(bounds) - 1)]
