"""Figures in Chinese planning prose: numerals, units, comparators and years.

A figure is what a planner writes: ``力争突破4000亿元``, ``四个千亿元产业集群``, ``10以上``,
``超过1/4``, ``翻一番``. This module knows no tables; validators/evidence.py compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
_CHINESE = "〇零一二三四五六七八九十百千万亿两"

# Every numeral of a text, for the account of all numbers: Arabic digits with the
# magnitudes behind them, or a run of Chinese numerals.
_GROUPED = r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])"  # 1,230
NUMERAL = re.compile(rf"(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?[十百千万亿]*|[{_CHINESE}]+")

_FRACTION = re.compile(
    rf"(?<![0-9])(?P<a>[0-9]+)/(?P<b>[0-9]+)(?![0-9])|(?<![{_CHINESE}])(?P<d>[{_CHINESE}]+)分之(?P<n>[{_CHINESE}]+)"
)
_DOUBLING = re.compile(r"翻了?(?P<n>[一二三四五六七八九两]?)番")
_DOUBLE_DIGIT = re.compile("两位数")
_HALF = re.compile("半数|一半")
_FIRST = re.compile("(?<!在)首位(?!产业|度)")  # a rank; 摆在首位 is none
_TENTHS = re.compile(r"(?P<n>[1-9一二三四五六七八九])成(?=以[上下]|左右|[多的,。;、)]|$)")
_OWN_WORDS = re.compile("[/番成半]|分之|两位数|首位")  # one of them is in every figure that has words of its own
# 千瓦, 千米 and 百分点 are units, so their 千 and 百 belong to no numeral.
_DIGIT = rf"(?:(?!千[瓦米克兆]|百分)[{_CHINESE}])"
_ARABIC = re.compile(rf"(?P<number>(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?)(?P<magnitude>(?:(?=[十百千万亿]){_DIGIT})*)")
_WORDS = re.compile(rf"{_DIGIT}+")
_LONGEST = 40  # characters of a numeral; what is longer is no figure of a plan
_SIDE_BY_SIDE = r"(?:[0-9.]+(?:%|个百分点)?(?:左右|以上|以下)?(?:、|和|及|与|或|~|-|—|以及))*"
_FALL = re.compile(
    r"(?:(?:下降|降低|降价|[微略]降|减少|压减|缩减|缩短|压缩|负增长|收窄|回落|降幅)(?![到至])[^0-9到至增升,。;、]{0,6}"
    rf"|(?<=[^0-9%~年月])-){_SIDE_BY_SIDE}$"
)
_REACH = 40  # characters before a figure in which the word is looked for that says that it is a fall


@dataclass(frozen=True)
class Figure:
    """A figure at ``start``:``end`` of a text; ``value`` has its magnitude multiplied in.

    ``number`` is the number as printed before the magnitude, and ``stop`` where it ends
    (4000 of 4000亿元); ``unit`` is "%", "倍" or "位" where the numeral itself has the unit.
    """

    start: int
    end: int
    value: float
    number: float
    stop: int
    unit: str = ""

    def moved(self, by: int) -> Figure:
        """Give the same figure in a text that begins ``by`` characters earlier."""
        return Figure(self.start + by, self.end + by, self.value, self.number, self.stop + by, self.unit)


def chinese_number(word: str) -> int:
    """Read a Chinese numeral: 十五 → 15, 五百亿 → 50,000,000,000, 千亿 → 10¹¹.

    A magnitude without a number before it counts as one of it, as in 千亿级. A row of
    digits is read as digits (二〇二五 → 2025). Raises ValueError for anything else.
    """
    if not word or set(word) - set(_CHINESE):
        raise ValueError(f"{word!r} is not a Chinese numeral")
    if len(word) > 1 and not set(word) & (TENS.keys() | MYRIADS.keys()):
        return int("".join(str(DIGITS[c]) for c in word))
    return _by_myriads(word)


def _by_myriads(word: str) -> int:
    """Read what comes before 亿, then before 万, as a number of its own."""
    for char in ("亿", "万"):
        before, found, after = word.rpartition(char)
        if found:
            return (_by_myriads(before) or 1) * MYRIADS[char] + _by_myriads(after)
    total, digit = 0, None
    for char in word:
        if char in DIGITS:
            digit = DIGITS[char]
        else:
            total += (1 if digit is None else digit) * TENS[char]
            digit = None
    return total + (digit or 0)


def figures(text: str) -> list[Figure]:
    """Find the figures of ``text`` in order; shares such as 1/4 and 半数 are in per cent, 番 in 倍."""
    found = [*_in_words(text)] if _OWN_WORDS.search(text) else []
    taken = {place for f in found for place in range(f.start, f.end)}

    def free(match: re.Match[str]) -> bool:
        start, end = match.span()
        return end - start <= _LONGEST and (not taken or taken.isdisjoint(range(start, end)))

    for match in filter(free, _ARABIC.finditer(text)):
        number = float(match["number"].replace(",", ""))
        times = chinese_number(match["magnitude"]) if match["magnitude"] else 1
        found.append(Figure(match.start(), match.end(), number * times, number, match.end("number")))
        taken.update(range(*match.span()))
    for match in filter(free, _WORDS.finditer(text)):
        found.append(_figure(match, float(chinese_number(match[0]))))
    return sorted(found, key=lambda f: f.start)


def _in_words(text: str) -> Iterator[Figure]:
    """Find figures that have words of their own: 1/4, 四分之一, 八成, 半数, 翻一番, 两位数, 首位."""
    for match in (m for m in _FRACTION.finditer(text) if len(m[0]) <= _LONGEST):
        over, under = match["a"] or match["n"], match["b"] or match["d"]
        top, bottom = (int(n) if n.isascii() else chinese_number(n) for n in (over, under))
        if bottom:
            yield _figure(match, 100 * top / bottom, "%")
    for match in _DOUBLING.finditer(text):
        yield _figure(match, 2.0 ** DIGITS[match["n"] or "一"] - 1, "倍")
    for match in _TENTHS.finditer(text):
        yield _figure(match, 10.0 * (DIGITS.get(match["n"]) or int(match["n"])), "%")
    for pattern, value in ((_DOUBLE_DIGIT, 10.0), (_HALF, 50.0)):
        for match in pattern.finditer(text):
            yield _figure(match, value, "%")
    for match in _FIRST.finditer(text):
        yield _figure(match, 1.0, "位")


def _figure(match: re.Match[str], value: float, unit: str = "") -> Figure:
    return Figure(match.start(), match.end(), value, value, match.end(), unit)


# What may come between a figure and the word that bounds it.
_UNIT = re.compile(
    "(?:[千万亿]*[\u4e00-\u9fff]{1,3}/(?:[万亿]?[元人户件]|(?:立方|平方)?公?[米里斤顷]|[亩吨年天日])|个?百分点|个月"
    "|[千万亿]*(?:美?元|人次?|公?吨(?:标准煤)?|千瓦时?|[兆吉]瓦|公?斤|公顷|(?:平方|立方)?公?[米里]|标准?箱|[架班户件场]次"
    "|[亩个家项条名位座种类户支款所件次例年倍台辆艘套架头只株栋间张处场桶度批天片岁部列])|[万亿]+|%|‰|[:∶][0-9.]+)?"
)
_MORE = re.compile("倍?[多余]")  # 120多年, 3亿余元, 2倍多: only at the numeral itself
_AFTER = re.compile(
    r"(?P<ge>(?:及|或)?以上|\+)|(?P<le>(?:及|或)?以[内下]|强(?![度制化]))|(?P<approx>左右|上下|级)|(?P<gt>大关)"
)
_BEFORE = {  # looked for in this order
    "ge": "(?:[≥≧⩾]|>=|迈上|跃上|跨上|站上|登上|不低于|不少于|不小于|[大高]于(?:或者?)?等于|至少(?:达到?|为|实现)?"
    "|不低于[^,。;0-9]{1,16}的)$",
    "le": "(?:[≤≦⩽<]|<=|不高于|不超过|不大于|不多于|不突破|[小低]于(?:或者?)?等于|控制在|前"
    "|(?:低于|小于|少于)(?:每[^,。;0-9]{1,6})?)$",
    "gt": "(?:>|突破|超过?|高于|大于|多于|逾|跨越|跨过|迈过|连跨|(?<![不超通经渡])过|超过?每[^,。;0-9]{1,6})了?$",
    "approx": "(?:≈|约|近|接近|约(?:为|占|相当于)[^,。;0-9]{0,8})$",
}
_BOUNDED = {name: re.compile(pattern) for name, pattern in _BEFORE.items()}
_LIST = re.compile(rf"[\d.{_CHINESE}]+[^\d,。;、和及{_CHINESE}]{{0,4}}(?:和|、|及|与)$")


def is_fall(text: str, figure: Figure) -> bool:
    """Say whether a figure is that of a fall: 下降3%, 分别降低3%、5%, 负增长3%, -3%, and not 降至3%."""
    return _FALL.search(text, max(0, figure.start - _REACH), figure.start) is not None


def comparator(text: str, figure: Figure, unit: str = "") -> str:
    """Read how the words around ``figure`` bound it: ge, gt, eq, approx or le.

    The words that follow the figure and its ``unit`` (以上, 左右) go before those in front of
    it (突破, 不低于); in "超过70%和80%" the word before the list holds for each.
    """
    if _DOUBLE_DIGIT.match(text, figure.start):
        return "ge"
    if _MORE.match(text, figure.end):
        return "gt"
    tail = text[figure.stop : figure.stop + 16]
    own = len(unit) if unit and tail.startswith(unit) else 0
    for rest in (tail, tail[_UNIT.match(tail).end() :], tail[own:]):  # type: ignore[union-attr]
        if after := _AFTER.match(rest):
            return str(after.lastgroup)
    before = text[max(0, figure.start - 40) : figure.start]
    while match := _LIST.search(before):
        before = before[: match.start()]
    return next((name for name, pattern in _BOUNDED.items() if pattern.search(before)), "eq")


def comparator_of_list(text: str, figure: Figure) -> str:
    """Read how the word behind a list bounds a figure in it, as in 分别增长5%、6%以上; "" for no list."""
    match = _REST_OF_LIST.match(text, figure.stop)
    if not match:
        return ""
    last = figures(text[: match.end()])[-1]
    return comparator(text, last)


_BESIDE = r"(?:、|和|及|与)[\d.]+"
_REST_OF_LIST = re.compile(
    rf"[^\d,。;、和及与]{{0,4}}(?:{_BESIDE}[^\d,。;、和及与]{{0,4}})*?{_BESIDE}(?=[^\d、和及与]{{1,6}}(?:[,。;)]|$))"
)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)(?=年|[-—~至、和](?:(?:1[89]|20)\d\d)年)")
_FIVE_YEARS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PERIOD = re.compile("|".join(_FIVE_YEARS) + "|第(?P<n>十[一二三四五六])个五年(?=规划|计划)")
_YEAR_DIGITS = {c: str(i) for c, i in DIGITS.items() if c != "两"} | {"○": "0"}
# Copies often lose the 〇: 到二三五年 is 2035.
_YEAR_IN_WORDS = re.compile(
    "(?P<year>[一二][〇○零九][〇○零一二三四五六七八九]{2}"
    "|(?<=[到至])二[二三四五][一二三四五六七八九](?!年以?[来前后内间]))(?=年)"
)


@dataclass(frozen=True)
class Year:
    """A year that the text names at ``start``:``end``; ``base`` where growth counts from it.

    ``since`` is the year before the first of a period that it ends, 0 where it ends none.
    """

    start: int
    end: int
    year: int
    base: bool
    since: int = 0


def years(text: str) -> list[Year]:
    """Find the years that ``text`` names, in order; a five-year period means its last year.

    A year after 比, 较, 与, 以 or 自 is one that growth is counted from.
    """
    named = [(m, int(m["year"])) for m in _YEAR.finditer(text)]
    named += [(m, _year_in_words(m["year"])) for m in _YEAR_IN_WORDS.finditer(text)]
    named += [(m, _FIVE_YEARS[f"{m['n']}五" if m["n"] else m[0]]) for m in _PERIOD.finditer(text)]
    found = []
    for match, year in named:
        before = text[max(0, match.start() - 2) : match.start()].rstrip('“”"')
        found.append(Year(match.start(), match.end(), year, before.endswith(("比", "较", "与", "以", "自"))))
    return sorted(found, key=lambda y: y.start)


def _year_in_words(word: str) -> int:
    digits = "".join(_YEAR_DIGITS[c] for c in word)
    return int(digits if len(digits) == len("2035") else f"{digits[0]}0{digits[1:]}")
