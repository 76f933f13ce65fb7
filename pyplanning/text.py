"""The plans' texts: one normal form, so that every copy of a text gives the same offsets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

MAX_BYTES = 20_000_000
_WHITE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z0-9]")
# Punctuation that copies of a text write differently; character for character,
# so that offsets stay.
_FOLD = str.maketrans("。．、､“”„‟‘’「」『』《》〈〉—–―－·•‧～〔〕【】[]", '..,,""""""""""""""----···~()()()')


class TextError(ValueError):
    """A file that holds no plan's text; ``en`` and ``zh`` say why and what to do."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


def normalise(text: str) -> str:
    """NFKC, then white space removed, except one space between two ASCII letters or digits.

    The space that stays keeps table cells such as ``4000`` and ``8.9`` apart.
    """
    text = unicodedata.normalize("NFKC", text)

    def white(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return " " if _WORD.match(before) and _WORD.match(after) else ""

    return _WHITE.sub(white, text)


def fold(text: str) -> str:
    """``text`` with punctuation in one spelling and in lower case; its length stays."""
    folded = text.translate(_FOLD)
    return "".join(low if len(low := c.lower()) == 1 else c for c in folded)


def sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of ``text``, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_text(file: Path) -> str:
    """The normalised text of ``file`` (UTF-8, with or without a byte order mark).

    Raises OSError where it cannot be read, and TextError where it is empty, too large or
    not UTF-8.
    """
    if file.stat().st_size > MAX_BYTES:
        raise TextError(f"is larger than {MAX_BYTES:,} bytes", f"超过{MAX_BYTES:,}字节")
    try:
        text = normalise(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise TextError("is not UTF-8", "不是UTF-8编码") from None
    if not text:
        raise TextError("is empty", "为空")
    return text


def occurrences(text: str, quote: str) -> list[int]:
    """Every place at which ``quote`` stands in ``text``."""
    found, place = [], text.find(quote)
    while place >= 0:
        found.append(place)
        place = text.find(quote, place + 1)
    return found
