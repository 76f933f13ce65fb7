"""Texts in one normal form, so that every copy of a plan gives the same offsets, and the search for quotes in them."""

import hashlib
import re
import unicodedata
from pathlib import Path

from pyplanning.datapackage.errors import PackageError

MAX_BYTES = 20_000_000
_WHITE = re.compile(r"((?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9]))|\s+")  # between two ASCII words, or elsewhere
_WORD = re.compile(r"[A-Za-z0-9]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_SPARE = re.compile(r"(?<!\d) | (?!\d)")  # a space that parts no two numbers
_OPENING = re.compile(r"""(?<![^\s(\[{“‘—–/-])(["'])""")  # a mark at the start, or after a space or bracket
_CURLED = {'"': "“", "'": "‘"}
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")  # categories of line breaks and invisible marks
# Punctuation that copies of a text write differently; character for character,
# so that offsets stay.
_FOLD = str.maketrans("。．、､“”„‟‘’「」『』《》〈〉—–―－·•‧～〔〕【】[]", '..,,""""""""""""""----···~()()()')

Span = tuple[int, int]  # from where to where in a text


def normalise(text: str) -> str:
    """Apply NFKC, then remove white space, except one space between two ASCII letters or digits.

    The space that stays keeps table cells such as ``4000`` and ``8.9`` apart.
    """
    return _WHITE.sub(lambda white: " " if white[1] else "", unicodedata.normalize("NFKC", text))


def origins(text: str) -> list[int]:
    """Say of each character of the normal form of ``text`` where it is written; nothing where characters combine."""
    normal = [(char, i) for i, written in enumerate(text) for char in unicodedata.normalize("NFKC", written)]
    places, end = list[int](), 0
    joined = "".join(char for char, _ in normal)
    if len(joined) != len(unicodedata.normalize("NFKC", text)):
        return []
    for white in _WHITE.finditer(joined):
        places += (i for _, i in normal[end : white.start() + bool(white[1])])
        end = white.end()
    return places + [i for _, i in normal[end:]]


def tidy(text: str) -> str:
    """Put a text into Unicode's normal form C, on one line, without spare spaces and characters that cannot be seen."""
    text = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    return " ".join("".join(c for c in text if unicodedata.category(c) not in _UNSEEN).split())


def halved(text: str) -> str:
    """Write full-width letters, digits and signs as ordinary ones."""
    return "".join(chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in text.replace("\u3000", " "))


def curled(text: str) -> str:
    """Write straight quotation marks and apostrophes as curly ones."""
    opened = _OPENING.sub(lambda mark: _CURLED[mark[1]], text)
    return opened.replace('"', "”").replace("'", "’")


def fold(text: str) -> str:
    """Write ``text`` with punctuation in one spelling and in lower case; its length stays."""
    folded = text.translate(_FOLD)
    lower = folded.lower()
    if len(lower) == len(folded) and "Σ" not in folded:  # which is written in two ways, depending on its place
        return lower
    return "".join(low if len(low := c.lower()) == 1 else c for c in folded)


def sha256(text: str) -> str:
    """Compute the SHA-256 of the UTF-8 bytes of ``text``, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_written(file: Path) -> str:
    """Read the text of ``file`` as written (UTF-8, with or without a byte order mark).

    Raises OSError where it cannot be read, and PackageError where it is empty, too large or
    not UTF-8.
    """
    if file.stat().st_size > MAX_BYTES:
        raise PackageError(f"is larger than {MAX_BYTES:,} bytes", f"超过{MAX_BYTES:,}字节")
    try:
        written = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PackageError("is not UTF-8", "不是UTF-8编码") from None
    if not written.strip():
        raise PackageError("is empty", "为空")
    return written


def line_starts(written: str) -> list[int]:
    """List where the lines of a text as written begin in its normal form."""
    starts, end, last = [], 0, ""
    for line in filter(None, map(normalise, written.splitlines())):
        end += bool(_WORD.match(last) and _WORD.match(line))  # the space that stays between two ASCII words
        starts.append(end)
        end, last = end + len(line), line[-1]
    return starts


def occurrences(text: str, quote: str) -> list[int]:
    """List every place at which ``quote`` is in ``text``."""
    found, place = [], -1
    while quote and (place := text.find(quote, place + 1)) >= 0:
        found.append(place)
    return found


class SearchableText:
    """A text, given as written, to look in for quotes that people typed.

    ``plain`` is its normal form, and ``tight`` that as ``fold`` gives it, without the spaces that
    part no numbers; ``at`` says where each character of ``tight`` is in ``plain``. ``within`` are the
    places inside a number, ``lines`` those at which lines begin, ``found`` those of earlier quotes.
    """

    def __init__(self, written: str) -> None:
        self.plain = plain = normalise(written)
        self.tight = _SPARE.sub("", fold(plain))
        spare = {match.start() for match in _SPARE.finditer(plain)}
        self.at = [i for i in range(len(plain)) if i not in spare]
        self.within = {i for match in _NUMBER.finditer(plain) for i in range(match.start() + 1, match.end())}
        self.lines = frozenset(line_starts(written))
        self.found: dict[str, list[Span]] = {}

    def spans(self, quote: str) -> list[Span]:
        """Find every place of a quote: to the letter, or else but for punctuation, case, width and spaces.

        A place at which the quote would cut a number in two counts only where no other is found.
        """
        if quote not in self.found:
            normal = normalise(quote)
            tight = _SPARE.sub("", fold(normal))
            starts = occurrences(self.tight, tight)
            found = [(self.at[start], self.at[start + len(tight) - 1] + 1) for start in starts]
            found = [(start, end) for start, end in found if self.plain[start:end] == normal] or found
            self.found[quote] = [span for span in found if self.within.isdisjoint(span)] or found
        return self.found[quote]
