"""Regular expressions that several engines read: the examples, and what they match."""

from __future__ import annotations

import re

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyplanning.validation.portable_patterns import portable, possessive

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
# Python's pattern → the portable one; None where there is none.
EXAMPLES = {
    "": "",
    "a(-b)*": "a(?:-b)*",
    r"\d{4}": r"[\p{Nd}]{4}",
    r"\D?": r"[^\p{Nd}]?",
    "(?P<the_year>a)": "(?:a)",
    "^a$|b$": r"^a\z|b\z",
    "a.": r"a[^\n]",
    r"[\w.]+@\S+": r"[\p{L}\p{N}_.]+@[^\t-\r\x1c-\x20\x85\p{Z}]+",
    r"\\d[\\d]": r"\\d[\\d]",
    "[a&b]": "[a&b]",
    # look-around, references back, anchors and groups of Python's own
    **dict.fromkeys(["(?!x)a", "(?<=x)a", "(?=a)a", r"(a)\1", "(?P<x>a)(?P=x)"]),
    **dict.fromkeys([r"a\Z", r"\Aa", r"\ba", "(?i)a", "(?>a)", r"\v", "a$b"]),
    **dict.fromkeys(["a++", "a{,3}"]),  # possessive to Python and Java alone; a text to Rust
    **dict.fromkeys(["[a&&b]", "[a--b]", "[a~~b]", "[[a]", "[]a]", r"[\S]"]),  # sets of sets
    **dict.fromkeys([r"\w{1,255}", "a{9}{1000000}"]),  # too large for Rust
    **dict.fromkeys(["(", "*"]),  # no pattern at all
}


@pytest.mark.parametrize(("pattern", "spelt"), EXAMPLES.items(), ids=[*EXAMPLES])
def test_the_examples(pattern, spelt):
    assert portable(pattern) == spelt


@pytest.mark.parametrize(
    ("pattern", "spelt"),
    [
        (SLUG, "[a-z0-9]+(?:-[a-z0-9]+)*+"),
        ("(a|-)*?", "(?:a|-)*+"),
        (r"([)*\]]a?)+", r"(?:[)*\]]a?)++"),
        ("(a){2,3}b?(c)?", "(?:a){2,3}+b?(?:c)?"),
    ],
)
def test_a_repeated_group_becomes_possessive(pattern, spelt):
    assert possessive(pattern) == spelt


PIECES = [
    *("a", "b", "é", "年", "-", ".", " ", "^", "$", "\U00020000", "[ab]", "[^ab]", "[a-c年]", "[a&b]"),
    *(r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\.", r"\-", r"\n", r"\x61", r"\u5e74"),
    *(r"[\w-]", r"[^\s年]", r"[-\d]", r"[\]]"),
]
PATTERNS = st.recursive(
    st.sampled_from(PIECES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map("({})".format),
        inner.map("(?:{})".format),
        inner.map("(?P<x>{})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,}", "{,2}", "{0,2}", "*?", "++"])).map("".join),
    ),
    max_leaves=6,
)


def _is_regular(pattern):
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


CHARACTERS = "ab&-] .\n\r1１²_é年\x1c\x85\u3000\U00020000"


@given(PATTERNS.filter(_is_regular), st.lists(st.text(CHARACTERS, min_size=1, max_size=6), min_size=1, max_size=20))
@example("[0-9]{6}|" + SLUG, ["110000", "a-b", "110000\n", "a--b"])
@example(".", ["\n", "\r", "\x85", "\u2028"])
def test_a_pattern_means_what_it_means_in_python(pattern, cells):
    spelt = portable(pattern)
    if spelt is not None:
        fits = pl.Series(cells).str.contains(rf"^(?:{spelt})\z")
        assert fits.to_list() == [bool(re.fullmatch(pattern, cell)) for cell in cells]
