r"""Regular expressions of Python as Rust (polars) and Java (Spark) both read them.

A pattern is read token by token. The classes of characters, in which the three engines differ, are
spelt out; what an engine lacks or reads otherwise makes the pattern unportable, and its cells are
then matched by Python. To Java, $ also matches before a last line break, so it becomes ``\z``.
"""

import re
from functools import cache

import polars as pl

from pyplanning.datapackage.patterns import from_xml, is_of_xml

CLASSES = {"d": r"\p{Nd}", "s": r"\t-\r\x1c-\x20\x85\p{Z}", "w": r"\p{L}\p{N}_"}  # Python's, as members of a set
ESCAPE = r"""\\(?:[dswnrtf]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[-!"#$%&'()*+,./:;=?@\[\\\]^_`{|}~ ])"""
MEMBER = rf"(?:{ESCAPE}|[^\\\[\]&~-]|&(?!&)|~(?!~))"  # of a set; && and ~~ would join sets
TOKENS = {
    "escape": ESCAPE,
    "other_than": r"\\[DSW]",
    "set": rf"\[\^?(?!\])-?(?:{MEMBER}(?:-{MEMBER})?)*-?\]",
    "repetition": r"(?:[*+?]|\{\d+(?:,\d*)?\})\??(?!\+)",
    "group": r"\((?:\?:|\?P<\w+>|(?!\?))",
    "end_of_group_or_branch": r"[)|]",
    "any": r"\.",
    "start": r"\^(?![*+?{])",
    "end": r"\$(?=\||\)*\Z)",
    "literal": r"[^\\\[\](){}|^$.*+?]",
}
TOKEN = re.compile("|".join(f"(?P<{name}>{token})" for name, token in TOKENS.items()))
PATTERN = re.compile(f"(?:{'|'.join(TOKENS.values())})*")
SPELLINGS = {"any": r"[^\n]", "end": r"\z", "group": "(?:"}


@cache
def portable(pattern: str) -> str | None:
    """Spell a regular expression of Python's or XML Schema's as Rust and Java both read it; None where they do not."""
    if is_of_xml(pattern):
        return from_xml(pattern)
    if not PATTERN.fullmatch(pattern):
        return None
    spelt = "".join(map(_spell, TOKEN.finditer(pattern)))
    try:
        pl.select(pl.lit("").str.contains(spelt))
    except pl.exceptions.ComputeError:  # too large for Rust
        return None
    return spelt


def possessive(pattern: str) -> str:
    """Spell a portable pattern so that Java never goes back into a repeated group, for which it needs stack.

    ``(-[a-z]+)*`` matches the same texts either way; ``(.*)*x`` would match none.
    """
    if is_of_xml(pattern):
        return from_xml(pattern) or ""
    spelt, before = "", ""
    for token in TOKEN.finditer(pattern):
        repeats_group = before == ")" and token[0][0] in "*+{"
        spelt += f"{token[0].rstrip('?')}+" if repeats_group else _spell(token)
        before = token[0]
    return spelt


def _spell(token: re.Match[str]) -> str:
    kind, text = str(token.lastgroup), token[0]
    if kind == "set":
        return re.sub(ESCAPE, lambda member: CLASSES.get(member[0][1], member[0]), text)
    if kind == "other_than":
        return f"[^{CLASSES[text[1].lower()]}]"
    if kind == "escape" and text[1] in CLASSES:
        return f"[{CLASSES[text[1]]}]"
    return SPELLINGS.get(kind, text)
