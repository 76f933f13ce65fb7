r"""Regular expressions of the standard: in Python's syntax, as most are, or in that of XML Schema.

What only XML Schema has – categories of characters (``\p{Lu}``), characters of names (``\i``, ``\c``) and
differences of sets (``[a-z-[aeiou]]``) – is spelt as Rust and Java both read it.
"""

import re
from collections.abc import Iterator
from functools import cache

# Escape, or the start or end of a set, or another character.
TOKEN = re.compile(r"\\[pP]\{\^?[\w-]+\}|\\.|\[\^?|\]|.", re.DOTALL)
START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
CHARACTERS = {r"\i": f"[{START}]", r"\I": f"[^{START}]", r"\c": f"[{NAME}]", r"\C": f"[^{NAME}]"}
# Blocks of Unicode that descriptors name → their characters.
BLOCKS = {
    "IsBasicLatin": r"\x00-\x7f",
    "IsLatin-1Supplement": "\u0080-\u00ff",
    "IsLatinExtended-A": "\u0100-\u017f",
    "IsGreek": "\u0370-\u03ff",
    "IsCyrillic": "\u0400-\u04ff",
    "IsHebrew": "\u0590-\u05ff",
    "IsArabic": "\u0600-\u06ff",
    "IsHiragana": "\u3040-\u309f",
    "IsKatakana": "\u30a0-\u30ff",
    "IsHangulSyllables": "\uac00-\ud7af",
    "IsCJKUnifiedIdeographs": "\u4e00-\u9fff",
}


def is_of_xml(pattern: str) -> bool:
    """Say whether a pattern has what XML Schema's syntax has and Python's has not."""
    inside, before = False, ""
    for token in TOKEN.findall(pattern):
        if token[:2] in (r"\p", r"\P", *CHARACTERS) or (inside and token[0] == "[" and before == "-"):
            return True
        inside = token != "]" if inside else token[0] == "["
        before = token
    return False


@cache
def from_xml(pattern: str) -> str | None:
    """Spell a pattern of XML Schema's syntax as Rust and Java read it; None where that cannot be done."""
    tokens = iter(TOKEN.findall(pattern))
    try:
        spelt = "".join(_set(tokens, token) if token[0] == "[" else _spelt(token) for token in tokens)
    except KeyError:
        return None
    return spelt if _compiles(spelt) else None


def _set(tokens: Iterator[str], opened: str) -> str:
    """Spell a set up to its end; what is subtracted from it becomes the other side of an intersection."""
    members = list[str]()
    while (token := _next(tokens)) != "]":
        if token[0] == "[" and members and members[-1] == "-":
            less = _set(tokens, token)
            if "&&" in less or _next(tokens) != "]":
                raise KeyError
            less = f"[{less[2:]}" if less[1] == "^" else f"[^{less[1:]}"
            return f"[{opened}{''.join(members[:-1])}]&&{less}]"
        members.append(f"\\{token}" if token in ("[", "&", "~") else _spelt(token))
    return f"{opened}{''.join(members)}]"


def _next(tokens: Iterator[str]) -> str:
    """Take the next token; KeyError where a set does not end."""
    if token := next(tokens, ""):
        return token
    raise KeyError


def _spelt(token: str) -> str:
    if token.startswith((r"\p{Is", r"\P{Is")):
        block = BLOCKS[token[3:-1]]
        return f"[^{block}]" if token[1] == "P" else f"[{block}]"
    return CHARACTERS.get(token, token)


@cache
def _compiles(pattern: str) -> bool:
    import polars as pl

    try:
        pl.select(pl.lit("").str.contains(pattern))
    except pl.exceptions.ComputeError:
        return False
    return True


def problem(pattern: str) -> tuple[str, str] | None:
    """Say in both languages what is wrong with a pattern of either syntax; None where nothing is."""
    if is_of_xml(pattern):
        return None if from_xml(pattern) else ("it is not in the syntax of XML Schema", "（不符合XML Schema的语法）")
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error), "" if error.pos is None else f"（第{error.pos + 1}个字符处有误）"
    except (OverflowError, RecursionError):
        return "it is too large", "（过大）"
    return None
