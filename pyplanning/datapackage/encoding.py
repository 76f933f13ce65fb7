"""Which encoding the bytes of a text are in: by their mark, by what is declared, or by what they say."""

import codecs
import json
import re
from collections.abc import Iterable
from pathlib import Path

MARKS = (  # the byte order marks; that of UTF-32 begins as that of UTF-16 does
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
    (b"\x84\x31\x95\x33", "GB18030"),
)
HEAD = 4096  # bytes from which an encoding of two bytes a character is known
# An encoding that is declared → the one with more characters that programs write under its name.
SUPERSETS = {"gb2312": "GB18030", "gbk": "GB18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "cp950"}
SAMPLE = 20_000  # characters from which it is judged whether a text is Chinese
# The two bytes of GB2312: signs and full-width letters, and the characters of level 1, which most text is made of.
COMMON = re.compile(rb"[\xa1\xa3\xb0-\xd7][\xa1-\xfe]")
PAIR = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe][\x40-\xfe]")
# The characters without which no page of Chinese is written, and those of tables such as ours and of places.
FREQUENT = frozenset(json.loads(Path(__file__).with_name("frequent_characters.json").read_text(encoding="utf-8")))
FEW = 4  # characters that say too little
FIRST = 0xB0  # the first byte of the first character that is no sign


def marked(head: bytes) -> tuple[str, int]:
    """Return the encoding that a byte order mark gives, and the length of the marks; "" and 0 where there is none."""
    for mark, name in MARKS:
        if head.startswith(mark):
            length = len(mark)
            while head.startswith(mark, length):  # some programs write another before what has one
                length += len(mark)
            return name, length
    return _without_mark(head[: HEAD - HEAD % 4]), 0


def _without_mark(head: bytes) -> str:
    """Return the encoding of a text of two bytes a character: every other byte of its ASCII characters is zero."""
    even, odd = head[::2], head[1::2]
    zeros, others = (even.count(0), odd.count(0)) if even.count(0) > odd.count(0) else (odd.count(0), even.count(0))
    if others or zeros * 10 < len(even) or b"\0\0" in head:
        return ""
    name = "UTF-16-BE" if even.count(0) else "UTF-16-LE"
    try:
        head[: len(head) - len(head) % 2].decode(name)
    except UnicodeDecodeError as error:
        return name if error.end >= len(head) - 2 else ""
    return name


def superset(name: str) -> str:
    """Return the encoding as which a text in a declared one is read; raise LookupError for an unknown one."""
    known = codecs.lookup(name).name
    return "UTF-8" if known in ("utf-8", "utf-8-sig") else SUPERSETS.get(known, name)


def is_same(one: str, other: str) -> bool:
    """Say whether two names are of one encoding, whatever the order of its bytes."""
    plain = [name.casefold().replace("_", "-").removesuffix("-le").removesuffix("-be") for name in (one, other)]
    return plain[0] == plain[1]


def is_chinese(parts: Iterable[bytes]) -> bool:
    """Say whether bytes that GB18030 can read are Chinese: in other encodings they give rare characters.

    Half of what tables say in Chinese is frequent, but one in six of the characters that Korean or Japanese gives.
    """
    count = common = characters = frequent = 0
    for part in parts:
        pairs = PAIR.findall(part)
        known = [pair for pair in pairs if len(pair) == 4 or COMMON.fullmatch(pair)]  # four are no accident
        count, common = count + len(pairs), common + len(known)
        characters += sum(pair[0] >= FIRST for pair in known)
        frequent += sum(pair.decode("gb18030", "replace") in FREQUENT for pair in known)
        if count > SAMPLE:
            break
    return common * 5 >= count * 3 and (characters < FEW or frequent * 2 >= characters)


def decode(content: bytes) -> str:
    """Decode a text by its mark, as UTF-8, or as GB18030 where that gives Chinese.

    Raises UnicodeDecodeError where it is none of these.
    """
    name, length = marked(content[: HEAD + 64])
    try:
        return content[length:].decode(name or "utf-8")
    except UnicodeDecodeError:
        if name or not is_chinese([content]):
            raise
        return content.decode("gb18030")
