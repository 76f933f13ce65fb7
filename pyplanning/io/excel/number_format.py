"""Number formats of Excel: what a cell shows of the number, or the text, that it holds."""

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import takewhile

from pyplanning.io.excel.shown_date import shown_date

# Those that are not in the file. Some are what Chinese editions of Excel and WPS show.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
UNSHOWN = "#####"  # what Excel shows of a date before its calendar begins

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<science>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4}|b+|g+)|(?P<digits>[0#?]+)|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<slash>/)|(?P<at>@)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DEFAULTS = {1: [""], 2: [">=0", ""], 3: [">0", "<0", ""]}  # when the sections of a format apply
_MONEY = str.maketrans("", "", "¥￥$€£()（）+-−")  # signs that say nothing of the number, which keeps its own sign
_LITERAL = ("quoted", "escaped", "other", "percent")
_HOLDERS = ("digits", "point", "comma", "science", "slash", "general", "at")

Token = tuple[str, str]  # its kind, and its text


@dataclass(frozen=True)
class Shown:
    """What a cell shows: ``text`` with all digits that it holds, ``rounded`` where it shows fewer."""

    text: str
    rounded: str = ""


def shows(number: str, code: str, as_text: bool, from_1904: bool = False) -> Shown:
    """Say what a cell with the format ``code`` shows of a number, as the workbook's file has it.

    ``as_text`` is for columns of text, where a number keeps the zeros before it and the form of a fraction.
    Money signs and separators of thousands are left out; "" is nothing, and UNSHOWN what has no date.
    """
    value = Decimal(f"{float(number):.15g}")
    section = _chosen(value, code)
    kinds = {kind for kind, _ in section}
    if "date" in kinds or "elapsed" in kinds:
        return Shown(shown_date(float(value), section, from_1904) or UNSHOWN)
    if not kinds.intersection(("digits", "general", "at")):
        return Shown("".join(text for kind, text in section if kind in _LITERAL).strip())
    return _shown_number(value, section, as_text)


def shows_text(code: str) -> tuple[str, str] | None:
    """Say what a cell with the format ``code`` shows before and after a text; None where the text is not shown."""
    sections = _sections(code)
    section = next((one for one in sections if ("at", "@") in one), None)
    if section is None:
        return None if len(sections) > 3 else ("", "")
    places = [i for i, (kind, _) in enumerate(section) if kind == "at"]
    return _literals(section[: places[0]]).strip(), _literals(section[places[-1] + 1 :]).strip()


def keeps(value: object, code: str) -> bool:
    """Say whether a cell with the format ``code`` shows a number or a text as it is."""
    return (
        shows_text(code) == ("", "") if isinstance(value, str) else shows(str(value), code, False) == Shown(str(value))
    )


@cache
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """Divide a format into its sections, and each of these into tokens."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        text = match[kind]
        if kind == "end":
            sections.append([])
        elif kind == "bracket":
            sections[-1].append(("elapsed" if _ELAPSED.fullmatch(text) else "bracket", text))
        else:
            sections[-1].append((kind, text))
    return tuple(map(tuple, sections[:4]))


def _chosen(value: Decimal, code: str) -> tuple[Token, ...]:
    """Choose the section of a format that applies to a number."""
    sections = _sections(code)
    numeric = [one for one in sections[:3] if ("at", "@") not in one or len(sections) == 1] or [sections[0]]
    for section, default in zip(numeric, _DEFAULTS[len(numeric)], strict=True):
        conditions = [_CONDITION.fullmatch(text) for kind, text in section if kind == "bracket"]
        condition = next(filter(None, conditions), None) or _CONDITION.fullmatch(default)
        if not condition or _COMPARE[condition[1]](value, Decimal(condition[2])):
            return section
    return numeric[-1]


def _shown_number(value: Decimal, section: Sequence[Token], as_text: bool) -> Shown:
    """Write a number as a section of a format shows it, with all its digits."""
    places = [i for i, (kind, _) in enumerate(section) if kind in _HOLDERS]
    first, last = places[0], places[-1] + 1
    if section[last - 1][0] == "slash":  # a fraction of fixed denominator
        last += len([*takewhile(lambda token: token[1].isdecimal(), section[last:])])
    middle = section[first:last]
    kinds = [kind for kind, _ in middle]
    before, after = (_literals(part).translate(_MONEY) for part in (section[:first], section[last:]))
    whole = kinds.index("point") if "point" in kinds else len(kinds)
    commas = _commas(kinds[:whole]) + (_commas(kinds) if whole < len(kinds) else 0)
    scaled = value.scaleb(2 * sum(kind == "percent" for kind, _ in section) - 3 * commas)
    number = f"{abs(scaled).normalize():f}"
    if "slash" in kinds and as_text:
        number = _fraction(abs(scaled), middle)
    elif "science" not in kinds and "slash" not in kinds:
        number = _filled(number, middle[:whole], as_text)
    sign = "-" if scaled < 0 else ""
    before, after = before.lstrip(), after.rstrip().replace(" %", "%")
    text = f"{before}{sign}{number}{after}"
    if {"slash", "science", "general", "at"}.intersection(kinds):
        return Shown(text)
    decimals = sum(len(holders) for kind, holders in middle[whole:] if kind == "digits")
    rounded = abs(scaled).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if abs(scaled) < 10**15 else abs(scaled)
    return Shown(text, f"{before}{sign}{rounded:f}{after}" if commas or rounded != abs(scaled) else "")


def _commas(kinds: Sequence[str]) -> int:
    """Count the commas at the end, each of which divides by a thousand."""
    return len([*takewhile("comma".__eq__, reversed(kinds))])


def _literals(section: Sequence[Token]) -> str:
    """Join the texts of a part of a section; of a currency only a word in Chinese counts."""
    texts = []
    for kind, text in section:
        if kind in _LITERAL:
            texts.append(text)
        elif kind == "bracket" and text.startswith("$"):
            sign = text[1:].partition("-")[0]
            texts.append(sign if any(letter > "\u2e80" for letter in sign) else "")
        elif kind == "space":
            texts.append(" ")
    return re.sub(" +", " ", "".join(texts)) if "".join(texts).strip() else ""


def _filled(number: str, holders: Sequence[Token], as_text: bool) -> str:
    """Write the whole part of a number into its places: zeros before it, and what is between its digits."""
    whole, point, rest = number.partition(".")
    signs = [(kind, text) for kind, text in holders if kind == "digits" or kind in _LITERAL]
    masks = [text for kind, text in signs if kind in _LITERAL and text.strip(" '\xa0")]
    if not masks:
        zeros = sum(text.count("0") for kind, text in signs if kind == "digits")
        return (whole.zfill(zeros) if as_text and zeros > 1 else whole) + point + rest
    filled, digits = "", whole
    for kind, text in reversed(signs):
        for holder in reversed(text) if kind == "digits" else (text,):
            if kind != "digits":
                filled = holder + filled
            elif digits:
                filled, digits = digits[-1] + filled, digits[:-1]
            elif holder == "0":
                filled = "0" + filled
    return digits + filled + point + rest


def _fraction(value: Decimal, holders: Sequence[Token]) -> str:
    """Write a number as a fraction, with as many digits below the line as its format has places."""
    at = next(i for i, (kind, _) in enumerate(holders) if kind == "slash")
    below = "".join(text for kind, text in holders[at + 1 :] if kind in ("digits", "other"))
    above = sum(kind == "digits" for kind, _ in holders[:at])
    exact = Fraction(value)
    fixed = int(below) if below.isdecimal() and int(below) else 0
    part = Fraction(round(exact * fixed), fixed) if fixed else exact.limit_denominator(10 ** len(below or "?") - 1)
    whole, rest = divmod(part, 1) if above > 1 else (0, part)
    written = f"{rest.numerator}/{rest.denominator}" if rest else ""
    return " ".join(filter(None, [str(whole) if whole or not rest else "", written]))
