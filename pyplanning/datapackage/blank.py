"""What is a blank: a cell that holds nothing that can be seen, or nothing at all."""

import re

# White space, and the marks and fillers that show nothing; Rust, Java and Python all read it.
UNSEEN = (
    r"\t-\r\x1C- \x85\xA0\xAD\u034F\u061C\u115F\u1160\u1680\u17B4\u17B5\u180B-\u180F\u2000-\u200F\u2028-\u202F"
    r"\u205F-\u206F\u2800\u3000\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB"
)
BLANK = rf"^[{UNSEEN}]+\z"  # holds only blanks
SAMPLES = (" ", "\xa0", "\u3000", "\u200b", "\ufeff")
_EMPTY = re.compile(rf"[{UNSEEN}]*")


def is_blank(cell: str) -> bool:
    """Say whether a cell is empty, or holds only blanks."""
    return bool(_EMPTY.fullmatch(cell))


def visible(text: str) -> str:
    """Leave out all white space and what cannot be seen."""
    return re.sub(f"[{UNSEEN}]", "", text)
