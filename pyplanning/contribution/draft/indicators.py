"""Which indicators and concepts a figure may be about: those whose known wordings are most like the words around it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.evidence.text import normalise

MOST = 5  # candidates
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")
# What is around a figure but says nothing of what it measures.
_EMPTY = re.compile(
    "(?:增速|增幅|涨幅|降幅|翻一?番|翻两番|力争|确保|实现|达到|达|突破|超过|超|左右|以上|以下|累计|分别|提高到|提高|提升|增长|下降|降低|年均|完成下达目标|完成|"
    "显著|明显|大幅|稳步|持续|不断|进一步|全省|全市|全区|我省|我市|全国|数量|亿元|万元|万亿|的|到|年|个|家|项|条|约|均|共|总|各|和|与|及|为|占)"
)
# Abbreviations that plans use → how the wordings of indicators have it.
_SHORT = {
    "营收": "营业收入",
    "GDP": "地区生产总值",
    "全省生产总值": "地区生产总值",
    "规上": "规模以上",
    "高企": "高新技术企业",
    "研发投入": "研发经费投入",
    "R&D": "研发",
    "利税": "利润税收",
    "税收收入": "税收",
    "专精特新企业": "专精特新中小企业",
    "碳排放": "二氧化碳排放",
}
_SHORTENED = re.compile("|".join(map(re.escape, _SHORT)))
# What may be between the name of what is measured and its figure.
_TAIL = re.compile(
    "(?:建设|改造|总数|总量|数量|人数|指数|平均值|至少|左右|以上|分别|首次|接连|实际|同口径|累计|全年|每年|年均|[一二三四五]年|"
    "达到?|突破|超过?|不[少低高]于|不超过|[高低]于|增长|提[高升]|[上下][涨升降]|降低|增加|[增升降]至|[增涨降]幅|增速|"
    "控制|保持|稳定|维持|迈上|跨过|跃上|实现|位?居|[均已共升降增超从由为在至到近约按和及与了])+$"
)
NAMED = 0.8  # of a wording's words that a noun must have that names its indicator
SAID = 12  # characters before a figure that say what is counted
_SIZED = re.compile(r"[\d亿]")
HEARD = 0.6  # of the words of a noun for what is counted that must be the wording's
NEAR, FAR = 1.0, 0.5  # what a word counts for in the clause of a figure, and in what comes before that


@dataclass(frozen=True)
class Wording:
    """One wording of an indicator, by its pairs of characters."""

    indicator_id: str
    pairs: frozenset[str]


class Indicators:
    """The indicators that the package knows, with the wordings by which plans named them."""

    def __init__(self, known: Lexicon) -> None:
        self.quantity = {
            row["indicator_id"]: known.units.get(row["unit_id"], {}).get("quantity", "")
            for row in known.rows["indicators"]
        }
        self.wordings = [Wording(key, pairs) for key, words in _wordings(known) if (pairs := pairs_of(words))]
        seen = Counter(pair for wording in self.wordings for pair in wording.pairs)
        self.weight = {pair: log(1 + len(self.wordings) / count) for pair, count in seen.items()}
        self.total = [sum(self.weight[pair] for pair in wording.pairs) for wording in self.wordings]
        self.having: dict[str, list[int]] = defaultdict(list)
        for n, wording in enumerate(self.wordings):
            for pair in wording.pairs:
                self.having[pair].append(n)

    def like(self, near: str, far: str, quantity: str, measure: str) -> list[tuple[float, str]]:
        """List indicators by how much their wordings are like the words around a figure, the likest first."""
        words = dict.fromkeys(pairs_of(far), FAR) | dict.fromkeys(pairs_of(near), NEAR)
        shared: Counter[int] = Counter()
        for pair, share in words.items():
            for n in self.having.get(pair, ()):
                shared[n] += share * self.weight[pair]  # type: ignore[assignment]
        best: dict[str, float] = {}
        for n, weight in shared.items():
            key = self.wordings[n].indicator_id
            fits = 1.0 if self._fits(key, quantity, measure) else 0.35
            best[key] = max(best.get(key, 0.0), fits * weight / (self.total[n] + 3))
        return sorted(((score, key) for key, score in best.items()), key=lambda found: (-found[0], found[1]))

    def named(self, nouns: Iterable[str], quantity: str, measure: str) -> Mapping[str, float]:
        """Say how far each indicator is named by one of several nouns, which end in its words and have most of them.

        What is counted is named by all that its noun says: 上市企业 names no enterprises at large, and
        10亿元以上企业 none that wordings without their numbers tell from others.
        """
        counts = quantity in ("count", "persons")
        found: dict[str, float] = {}
        for noun in (_TAIL.sub("", noun) for noun in nouns if not (counts and _SIZED.search(noun))):
            parts = [part for part in _parts(noun) if len(part) > 1]
            pairs, heard = pairs_of(noun), pairs_of(noun[-SAID:])
            for n in self.having.get(parts[-1][-2:] if parts else "", ()):
                own = self.wordings[n].pairs
                shared = sum(self.weight[pair] for pair in own & pairs)
                whole = not counts or len(heard & own) >= HEARD * len(heard)
                key = self.wordings[n].indicator_id
                if whole and shared >= NAMED * self.total[n] and self._fits(key, quantity, measure):
                    found[key] = max(found.get(key, 0.0), shared)
        return found

    def _fits(self, indicator_id: str, quantity: str, measure: str) -> bool:
        """Say whether an indicator can be measured so: by the same quantity, or as a rate of growth."""
        own = self.quantity.get(indicator_id, "")
        if measure in ("cagr", "cumulative_change", "rank") or not quantity:
            return measure != "cagr" or own not in ("share", "")
        if quantity == "physical":  # a unit that the package does not have
            return own not in ("money", "share", "count", "persons")
        return own == quantity or {own, quantity} <= {"count", "persons"}


def _wordings(known: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield how indicators are called, by the package and by plans."""
    for row in known.rows["indicators"]:
        yield row["indicator_id"], row["name_zh"].split("(")[0].split("（")[0]
        yield row["indicator_id"], row["definition_zh"]
    for table in ("targets", "observations"):
        for row in known.rows[table]:
            yield row["indicator_id"], row["evidence"]


def pairs_of(words: str) -> frozenset[str]:
    """Take the pairs of neighbouring characters of what says something."""
    return frozenset(part[i : i + 2] for part in _parts(words) for i in range(len(part) - 1))


def _parts(words: str) -> list[str]:
    """Part words at what says nothing of what is measured."""
    whole = _SHORTENED.sub(lambda short: _SHORT[short[0]], normalise(words))
    return _NOT_WORDS.split(_EMPTY.sub(" ", whole))


@dataclass(frozen=True)
class Named:
    """A name at ``start``:``end`` of a text, and what it may stand for."""

    start: int
    end: int
    name: str
    keys: tuple[str, ...]


def concepts(text: str, known: Lexicon) -> list[Named]:
    """Find the industries that a text names, with their concepts; of names at one place the longest."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for row in known.rows["industry_concepts"]:
        names[normalise(row["name_zh"])][row["concept_id"]] = None
    for row in known.rows["industries"]:
        if row["concept_id"]:
            names[normalise(row["name_zh"])].setdefault(row["concept_id"])
    return list(find_names(text, {name: tuple(keys) for name, keys in names.items()}))


def find_names(text: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[Named]:
    """Yield the names in a text, in order; where one begins within another, the first and longest."""
    beginning: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1:
            beginning[name[:2]].append(name)
    place = 0
    while place < len(text):
        name = next((n for n in beginning.get(text[place : place + 2], ()) if text.startswith(n, place)), "")
        if name:
            yield Named(place, place + len(name), name, names[name])
        place += len(name) or 1


def five(keys: Iterable[str]) -> tuple[str, ...]:
    """Keep the first five, each once."""
    return tuple(dict.fromkeys(keys))[:MOST]


def nearest(named: Sequence[Named], start: int, end: int) -> list[Named]:
    """Order names by how near a figure at ``start``:``end`` they are; those before it count double."""
    return sorted(named, key=lambda n: start - n.end if n.end <= start else 2 * (n.start - end) + 1)
