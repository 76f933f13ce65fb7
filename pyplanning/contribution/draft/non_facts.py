"""Numbers that state no fact of the model: clause numbers, dates, slogans, generations of a technology."""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FORMS = json.loads(Path(__file__).with_name("number_forms.json").read_text(encoding="utf-8"))
_NO_FACT = [(form["reason"], re.compile(form["pattern"])) for form in FORMS["no_fact"]]
YEAR_ALONE = re.compile(r"(?<![\d.])(?:1[89]|20)\d\d(?=年|[-至和、到])|(?<=[-至和、到])(?:1[89]|20)\d\d(?=年)")
_POLICY = re.compile(FORMS["policy"])
_GIVEN = re.compile(FORMS["given"])


@dataclass(frozen=True)
class NonFact:
    """A stretch of text whose numbers state no fact, and why."""

    start: int
    end: int
    reason: str


def non_facts(text: str) -> "NonFacts":
    """Find what states no fact by its form."""
    found = [NonFact(m.start(), m.end(), reason) for reason, form in _NO_FACT for m in form.finditer(text)]
    found += [NonFact(m.start(), m.end(), "year") for m in YEAR_ALONE.finditer(text)]
    return NonFacts(sorted(found, key=lambda n: n.start))


def numeral_words(text: str, words: Mapping[str, str]) -> "NonFacts":
    """Find the words with a numeral that the package lists, with their reasons."""
    if not words:
        return NonFacts(())
    listed = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    return NonFacts([NonFact(m.start(), m.end(), words[m[0]]) for m in listed.finditer(text)])


class NonFacts:
    """Stretches in order of their starts, to look up by place."""

    def __init__(self, found: Sequence[NonFact]) -> None:
        self.found = found
        self.starts = [n.start for n in found]
        self.widest = max((n.end - n.start for n in found), default=0)

    def holding(self, start: int, end: int) -> NonFact | None:
        """Find the first stretch that holds ``start:end``."""
        first = bisect_right(self.starts, end - self.widest - 1)
        near = self.found[max(0, first) : bisect_right(self.starts, start)]
        return next((n for n in near if n.start <= start and end <= n.end), None)


def is_policy(before: str, after: str) -> bool:
    """Say whether what is around a figure gives, taxes or fines: a tool, no target."""
    return bool(_POLICY.search(before + " " + after) or _GIVEN.search(before))
