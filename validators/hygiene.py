"""Rules on how a cell of free text is written. Columns with listed values or a pattern are not free text.

A rule takes the cell; ``column`` says in which columns it applies ("!" leaves one out).
"""

from __future__ import annotations

import unicodedata
from functools import cache

import narwhals as nw

from pyplanning.rule import rule

HAN = r"\p{Han}"
# Line breaks, tabs, invisible marks, private-use characters, the sign of a lost character.
UNSEEN = r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\x{FFFD}]"
# Full-width digits, letters and signs, and the ideographic space.
WIDE = r"[\x{FF01}-\x{FF5E}\x{3000}]"
SPACES = r"^\s|\s$|\s\s"


@cache
def composable() -> str:
    """A regular expression for what Unicode's form C writes in another way."""
    alone: list[str] = []
    pairs: dict[str, list[str]] = {}
    for char in map(chr, range(0xA0, 0x30000)):
        parts = unicodedata.decomposition(char)
        if not parts or parts[0] == "<":
            continue
        if not unicodedata.is_normalized("NFC", char):
            alone.append(char)
        elif " " in parts:
            base, mark = parts.split()
            pairs.setdefault(chr(int(mark, 16)), []).append(chr(int(base, 16)))
    marked = [f"[{''.join(bases)}]{mark}" for mark, bases in pairs.items()]
    return "|".join([f"[{''.join(alone)}]", *marked, r"[\x{1100}-\x{1112}][\x{1161}-\x{1175}]"])


@rule(
    "PL121",
    column="*",
    en="{key} – {column} “{value}” is not in Unicode normal form C – expected each letter as one character",
    zh="{key}：{column}“{value}”不是Unicode规范形式C（NFC），每个字应为一个字符",
)
def composed(cell: nw.Expr) -> nw.Expr:
    """Text is in Unicode's normal form C (NFC), so that equal words are equal cells.

    Fix: run ``pyplanning fix``, or type the letters anew.
    """
    return cell.str.contains(composable())


@rule(
    "PL122",
    column="*",
    en="{key} – {column} “{value}” has a space at its start or end, or two in a row – expected none",
    zh="{key}：{column}“{value}”首尾有空格或空格重复，应删去",
)
def no_spare_spaces(cell: nw.Expr) -> nw.Expr:
    """No cell begins or ends with a space, and no two spaces follow one another.

    Such spaces are unseen and keep equal names apart.
    Fix: delete them.
    """
    return cell.str.contains(SPACES)


@rule(
    "PL123",
    column="* !evidence",
    en="{key} – {column} “{value}” holds a character that cannot be seen – expected text on one line",
    zh="{key}：{column}“{value}”含有不可见字符，应为单行文本",
)
def nothing_unseen(cell: nw.Expr) -> nw.Expr:
    """No line break, tab, invisible mark or private-use character; a quote holds what its source holds.

    Fix: delete the character, or write what it stands for.
    """
    return cell.str.contains(UNSEEN)


@rule(
    "PL124",
    column="*_id *_en *_number base_unit quantity",
    en="{key} – {column} “{value}” has full-width letters, digits or signs – expected ordinary ones",
    zh="{key}：{column}“{value}”含有全角字母、数字或符号，应为半角",
)
def half_width(cell: nw.Expr) -> nw.Expr:
    """Keys, numbers and English are written with ordinary letters, digits and signs.

    Fix: type them with the input method switched off.
    """
    return cell.str.contains(WIDE)


@rule(
    "PL125",
    column="*_en !note_en",
    en="{key} – {column} “{value}” holds Chinese – expected English alone",
    zh="{key}：{column}“{value}”含有汉字，应为英文",
)
def english(cell: nw.Expr) -> nw.Expr:
    """English columns hold no Chinese characters; notes may, since they quote the source.

    Fix: translate, or write pinyin.
    """
    return cell.str.contains(HAN)


@rule(
    "PL126",
    column="*_zh",
    en="{key} – {column} “{value}” holds no Chinese – expected the Chinese as printed",
    zh="{key}：{column}“{value}”没有汉字，应为中文原文",
)
def chinese(cell: nw.Expr) -> nw.Expr:
    """Chinese columns hold Chinese; what the plans print in Latin letters (GLP-1, AIGC, WTO) may stand.

    A word is taken for English where it has three small letters in a row.
    Fix: write the Chinese as the plan prints it.
    """
    return cell.str.contains("[a-z]{3}") & ~cell.str.contains(HAN)
