"""The words by which a sentence may name an indicator or an industry: pairs of the letters of their names."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from pyplanning.io import Row

WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
GENERAL: dict[str, list[str]] = WORDS["general"]  # words of names, by column, that say nothing of them
SAME: dict[str, str] = WORDS["same"]  # words of plans that stand for words of names
_HAN = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[A-Za-z]{2,}")
_QUOTED = re.compile("“([^”]*)”")  # other names, in a definition


@cache
def words_of(name: str) -> frozenset[str]:
    """List the pairs of letters of a name in their order, which abbreviations have (营收 of 营业收入), and acronyms."""
    pairs = (a + b for run in _HAN.findall(name) for a, b in combinations(run, 2))
    return frozenset([*pairs, *(word.lower() for word in _LATIN.findall(name))])


def words_in(text: str) -> set[str]:
    """List the pairs of letters that are next to one another in a text, with what they stand for, and acronyms."""
    words = {a + b for run in _HAN.findall(text) for a, b in pairwise(run)}
    words |= {word.lower() for word in _LATIN.findall(text)}
    return words | {SAME[word] for word in words & SAME.keys()}


def are_named(names: Iterable[str], text: str, column: str) -> bool:
    """Say whether a text has a word of one of the names; also where the names have none but general ones."""
    words = frozenset[str]().union(*map(words_of, names)) - {*GENERAL[column]}
    return not words or not words.isdisjoint(words_in(text))


class Subjects:
    """What the rows of plans are about: the names of indicators and industries, and the titles above a section.

    An indicator has its broader one's name too, and what its definition quotes, an industry those of its concept
    and of the industries that contain it.
    """

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self.rows = {
            table: {row[key]: row for row in rows[table]}
            for table, key in (
                ("indicators", "indicator_id"),
                ("industries", "industry_id"),
                ("industry_concepts", "concept_id"),
                ("sections", "section_id"),
                ("plans", "plan_id"),
            )
        }

    def names(self, column: str, key: str) -> list[str]:
        """Give the names of an indicator or of an industry, its own first; none where it is not known."""
        if column == "indicator_id":
            line = [*self._line("indicators", key, "broader_id")]
            quoted = [word for row in line[:1] for word in _QUOTED.findall(row.get("definition_zh", ""))]
            return [row["name_zh"] for row in line] + quoted
        concepts = self.rows["industry_concepts"]
        line = list(self._line("industries", key, "parent_id"))
        return [row["name_zh"] for row in line] + [
            concepts.get(row["concept_id"], {}).get("name_zh", "") for row in line
        ]

    def titles(self, section: str, plan: str) -> str:
        """Give the titles above a section, and what the plan is called."""
        above = [row["title_zh"] for row in self._line("sections", section, "parent_id")]
        called = self.rows["plans"].get(plan, {})
        return " ".join([*above, called.get("title_zh", ""), called.get("name_zh", "")])

    def _line(self, table: str, key: str, parent: str) -> Iterator[Row]:
        """Yield a row and those above it."""
        passed = set[str]()
        while key and key not in passed and key in self.rows[table]:
            passed.add(key)
            row = self.rows[table][key]
            yield row
            key = row[parent]
