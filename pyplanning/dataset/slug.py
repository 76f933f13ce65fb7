"""Words of keys: texts and regions in ASCII letters, digits and hyphens."""

import re
import unicodedata

from pyplanning.io import Row

_WORD = re.compile("[a-z0-9]+")
LITTLE = frozenset(["a", "and", "by", "for", "in", "its", "of", "on", "the", "to", "with"])
# What the English name of a region says of its kind. Within a plan a prefecture goes without the people that
# it is named after; in the key of a plan, Hainan in Qinghai would be the island without them.
KIND = re.compile(
    r",.*| (Province|Municipality|District|County|Special Administrative Region)\b.*"
    r"|( (Zhuang|Hui|Uygur|Uyghur))? Autonomous Region\b.*|( \w+,?)+ Autonomous (Prefecture|County)\b.*"
)
KIND_BUT_PEOPLE = re.compile(
    r",.*| (Province|((Zhuang|Hui|Uygur|Uyghur) )?Autonomous Region|Special Administrative Region"
    r"|(Autonomous )?(Prefecture|County)|District)\b.*"
)


def slug(text: str, length: int = 0) -> str:
    """Write a text in ASCII letters, digits and hyphens, cut after the last word that ends within ``length``."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c) and c != "’")
    words = "-".join(_WORD.findall(text.replace("'", "").lower()))
    return cut(words, length) if length else words


def cut(words: str, length: int) -> str:
    """Leave out the last words of a key that is too long, and with them little words that would end it."""
    whole = words
    while "-" in words and (len(words) > length or (words != whole and words.rpartition("-")[2] in LITTLE)):
        words = words.rpartition("-")[0]
    return words


def place_word(region: Row, kind: re.Pattern[str]) -> str:
    """Write a region as part of a key: its code where that is a slug, or else its English name without its kind."""
    code = region["region_code"]
    return slug(kind.sub("", region["name_en"])) if code.isdigit() else code
