"""Draft aims without a number that name an indicator, a direction and a year: 劳动生产率明显提高."""

import re
from collections.abc import Iterator

from pyplanning.contribution.draft.outline import Outline
from pyplanning.evidence.text import Span

MOST = 60  # characters of the clause that names aims
LIKE = 0.35  # how like an indicator's wording the words of an aim must be
_DIRECTION = re.compile(
    "(?:(?:进一步|显著|明显|大幅度?|稳步|持续|不断|有?较大|较快|逐步)+(?:提高|提升|下降|降低|增长|增加|上升|优化)|"
    "(?:持续|明显|显著)?(?:实现跃升|(?:迈|再)上新台阶|达到国内领先水平|达到国际先进水平)|"
    "(?:增长|增速)?[与和同](?:全[省市区])?经济(?:增长|发展)(?:基本)?(?:保持)?同步|"
    "完成(?:国家|省)?下达(?:的)?(?:年度)?(?:目标|任务|指标)+)(?=[,;。]|$)"
)
_PARTED = re.compile("[、和及与]")
_FIRST = re.compile("^(?:到|力争|实现|使|促进|推动|其中|全省|我省|全市|全区)*")


def aims(read: str, outline: Outline) -> Iterator[tuple[str, Span, str]]:
    """Yield the words that name what each aim is about, where its quote is, and the direction as printed."""
    for match in _DIRECTION.finditer(read):
        if outline.in_heading(match.start()):
            continue
        begin, _ = outline.clause(match.start())
        words = read[begin : match.start()]
        if re.search(r"\d", words) or len(words) > MOST:
            continue
        start = begin + _FIRST.match(words).end()  # type: ignore[union-attr]
        bounds = [start, *(m.end() for m in _PARTED.finditer(read, start, match.start()))]
        for part, following in zip(bounds, [*bounds[1:], match.start()], strict=True):
            if name := read[part:following].rstrip("、和及与"):
                yield name, (part, match.end()), match[0]
