"""Whether a figure is promised or observed, and of which year it is."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pyplanning.contribution.draft.outline import Outline
from pyplanning.evidence.dating import Dating, Heading
from pyplanning.evidence.numerals import Year, years

_PERIOD = re.compile(r"规划期[限为是:]{0,3}((?:19|20)\d\d)")
_SPAN = re.compile(r"\(((?:19|20)\d\d)年?[-~至](?:19|20)\d\d年?\)")  # in a title: (2031-2033年)
_DATE = re.compile(r"((?:19|20)\d\d)年\d{1,2}月")
_FIVE_YEARS = re.compile("十([一二三四五六七八九])五")
_DIGITS = "一二三四五六七八九"
PAST_TITLE = re.compile("回顾|基础$|基础[。.]|现状|成就|成效|形势|环境$|背景|存在问题|问题$|总结|过去|挑战|机遇")
GOALS = re.compile("目标|指标")
AIMS = re.compile("目标|指标|任务|总体要求|思路|安排|今年|建议|展望|下一步")
TODO_TITLE = re.compile("要求|重点|工程|行动|保障|措施|专栏|布局|做好|主要工作|机制|支持|推进|加快|强化|实施")
# What turns a text to what has been, or to what is to come, where no title says so.
_TURNS = re.compile(
    "(?P<past>[一五]年来|过去的?[一五]年|这五年|五年的|工作回顾|一年来|已完成的)"
    "|(?P<future>今年(?:经济|政府|工作|要|的)|新的一年|今后五年|未来五年|主要(?:预期)?目标|目标任务|工作安排|重点工作|重点做好|做好以下)"
)
# A five-year period that begins, or in the name of a document; and this year, which no number names.
_NO_LAST_YEAR = re.compile("”?(?:规划|纲要|的?建议|[^,。;]{0,6}(?:开局|起步|开好局|首年|第一年|头年))")
_THIS_YEAR = re.compile("今年|新的一年|去年|上年")
_DURING = re.compile("”?(?:期间|时期)")
_TITLE_YEAR = re.compile(r"((?:19|20)\d\d)年")
PAST = re.compile(
    "截至|目前|现有|已(?!成为)|去年|上年|过去|[年季]来|以来|获批|(?:取得|达到|实现|建成|完成|贡献|形成)了|同比"
)
FUTURE = re.compile(r"到(?:20\d\d年|“?十[一二三四五六七八九]五”?(?:末|期末))|力争|将|确保|目标|今年|新的一年|未来|今后")
SURELY_PAST = re.compile("截至|目前|现有|已(?!成为)")


@dataclass(frozen=True)
class Time:
    """The table of a figure, its year and the year that growth is counted from; "" where there is none.

    ``named`` has the places at which the text names these years.
    """

    table: str
    year: str
    start_year: str
    certain: bool
    named: tuple[int, ...] = ()


class Timing:
    """The years that a text names, the year in which it speaks, and where it turns to what was or is to come."""

    def __init__(self, read: str, outline: Outline, lines: Sequence[int] = ()) -> None:
        self.read, self.outline = read, outline
        self.report = Dating(read, [Heading(h.start, h.end, h.above) for h in outline.heads], lines)
        self.years: Sequence[Year] = years(read)
        self.ends = [year.end for year in self.years]
        self.now = self.report.now or now(read)
        turns = [(m.start(), m.lastgroup or "") for m in _TURNS.finditer(read)]
        self.turns, self.turned = [place for place, _ in turns], [way for _, way in turns]

    def of(self, start: int, end: int, measure: str) -> Time:
        """Say when a figure at ``start``:``end`` is."""
        if self.report.now:
            return self._reported(start, end, measure)
        sentence, stop = self.outline.sentence(start)
        section = self.outline.section(start)
        begin = self.outline.heads[section].start if section >= 0 else 0
        named = [y for y in self.years[: bisect_right(self.ends, end)] if not y.base]
        last = named[-1] if named else None
        words = self.read[sentence:stop]
        if last and (_NO_LAST_YEAR.match(self.read, last.end) or _THIS_YEAR.search(self.read, last.end, end)):
            last = None
        ahead = bool(last and begin <= last.start and self.now and last.year > self.now)
        behind = bool(last and begin <= last.start and last.year < self.now)
        table, certain = self._table(start, words, last if last and last.start >= sentence else None, behind)
        if ahead and not SURELY_PAST.search(words):
            table, certain = "targets", True
        if last and last.start < begin and not self._inherits(start, last):
            last = None
        year = str(last.year) if last and self._agrees(table, last.year) else ""
        start_year, base = self._start_year(self.outline.full_sentence(start)[0], end, measure, last)
        dated = (last.start,) if last and year else ()
        return Time(table, year, start_year, certain, dated + base)

    def _reported(self, start: int, end: int, measure: str) -> Time:
        """Say when a figure of a report is: its title dates what no other words do."""
        dated = self.report.of(start, end, measure)
        words = self.read[slice(*self.outline.sentence(start))]
        if dated and dated.near:
            promised = dated.year > self.now or (dated.year == self.now and not SURELY_PAST.search(words))
            table, certain = ("targets" if promised else "observations"), True
        else:
            table, certain = self._table(start, words, None, bool(dated and dated.year < self.now))
        if dated is None:
            year = self.now if table == "targets" else self.now - 1
            since = year - 1 if measure == "cumulative_change" else 0
            return Time(table, str(year), str(since or ""), False)
        own = dated.mark and dated.mark.start >= self.outline.sentence(start)[0]
        is_past = table == "observations" and dated.year >= self.now and not own
        if is_past or not dated.year or not self._agrees(table, dated.year):
            return Time(table, "", "", False)
        places = (dated.mark.start,) if dated.mark else ()
        return Time(table, str(dated.year), str(dated.since or ""), certain, places)

    def _agrees(self, table: str, year: int) -> bool:
        """Say whether something promised, or observed, can be of a year."""
        return not self.now or (year >= self.now - 1 if table == "targets" else year <= self.now)

    def _table(self, place: int, words: str, year: Year | None, behind: bool) -> tuple[str, bool]:
        """Say whether a figure is promised, by the year of its sentence, its words, or the sections it is in."""
        if year and self.now and year.year != self.now:
            return ("targets" if year.year > self.now else "observations"), True
        past, future = PAST.search(words), FUTURE.search(words)
        titles = [head.title for head in self.outline.line(place)]
        for spoken in filter(None, map(self._spoken, titles)):
            if spoken == "past":
                return "observations", not future
            return ("observations" if past and not future else "targets"), not past
        turn = bisect_right(self.turns, place) - 1
        if behind and not future:
            return "observations", bool(past)
        if turn >= 0 and not future and self.turned[turn] == "past":
            return "observations", bool(past)
        if any(map(TODO_TITLE.search, titles)):
            return ("observations" if past and not future else "targets"), not past
        if year and self.now:
            return ("observations" if past else "targets"), not past
        return ("observations" if past and not future else "targets"), bool(past) != bool(future)

    def _spoken(self, title: str) -> str:
        """Say of which time a title speaks: "past", "future", or "" where it does not say."""
        named = [int(year) for year in _TITLE_YEAR.findall(title)]
        if AIMS.search(title) or (named and max(named) >= self.now > 0):
            return "future"
        return "past" if PAST_TITLE.search(title) or (named and self.now) else ""

    def _inherits(self, place: int, year: Year) -> bool:
        """Say whether a figure without a year in its section has that of a section above: of aims, or in a title."""
        for head in self.outline.line(place)[1:]:
            if head.start <= year.start:
                return bool(GOALS.search(head.title)) or year.end <= head.end
        return False

    def _start_year(self, sentence: int, end: int, measure: str, last: Year | None) -> tuple[str, tuple[int, ...]]:
        """Find the year that growth is counted from, and its place: 比2031年, or the one before a five-year period."""
        if measure in ("level", "rank"):
            return "", ()
        near = [y for y in self.years if sentence <= y.start and y.end <= end]
        if base := [y for y in near if y.base]:
            return str(base[-1].year), (base[-1].start,)
        period = last and measure == "cagr" and last in near and _DURING.match(self.read, last.end)
        if last and period and _FIVE_YEARS.search(self.read[last.start : last.end]):
            return str(last.year - 5), (last.start,)
        return "", ()


def now(read: str) -> int:
    """Find the year in which a plan speaks: the first of its period, or that of its date; 0 where it has none."""
    head, tail = read[:600], read[-400:]
    if period := _PERIOD.search(read) or _SPAN.search(head[:200]):
        return int(period[1])
    for pattern, words in ((_DATE, head), (_DATE, tail)):
        if found := pattern.search(words):
            return int(found[1])
    if five := _FIVE_YEARS.search(head):
        return 1951 + 5 * (11 + _DIGITS.index(five[1]))
    named = [year.year for year in years(read)]
    return min(named) if named else 0
