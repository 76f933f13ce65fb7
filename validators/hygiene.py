"""Rules on how a cell of free text is written. Columns with listed values or a pattern are not free text.

``column`` has patterns for the columns in which a rule applies ("!" leaves one out).
"""

import unicodedata
from functools import cache

from pyplanning.evidence.text import curled, halved, tidy
from pyplanning.rule import Expr, cell_rule, row_rule

# Rust and Java both read these: where Java knows less of Unicode than Rust, the characters are listed.
# Chinese characters, radicals, numerals and marks: the script Han, and all that its two planes may yet hold.
HAN = (
    r"[\x{2E80}-\x{2FD5}\x{3005}\x{3007}\x{3021}-\x{3029}\x{3038}-\x{303B}\x{3400}-\x{4DBF}\x{4E00}-\x{9FFF}"
    r"\x{F900}-\x{FAD9}\x{16FE2}\x{16FE3}\x{16FF0}\x{16FF1}\x{20000}-\x{3FFFF}]"
)
# Line breaks, tabs, invisible marks, private-use characters, the sign of a lost character.
UNSEEN = r"[\p{Cc}\p{Cf}\x{890}\x{891}\x{13430}-\x{1343F}\p{Co}\p{Zl}\p{Zp}\x{FFFD}]"
# Characters without which form C writes nothing in another way: marks, scripts that have them, doubles of others.
UNCOMMON = (
    r"[\x{300}-\x{387}\x{653}-\x{655}\x{900}-\x{11FF}\x{1B00}-\x{1BFF}\x{1F71}-\x{2001}\x{2126}-\x{212B}"
    r"\x{2329}\x{232A}\x{2ADC}\x{3099}\x{309A}\x{F900}-\x{FB4E}\x{11000}-\x{11FFF}\x{1D15E}-\x{1D1C0}\x{2F800}-\x{2FA1F}]"
)
# Full-width digits, letters and signs, and the ideographic space.
WIDE = r"[\x{FF01}-\x{FF5E}\x{3000}]"
SPACE = r"[\t-\r\x85\p{Z}]"
LATIN = rf"^[^{HAN[1:-1]}]*[a-z]{{3}}[^{HAN[1:-1]}]*\z"
# What a spreadsheet takes for a formula where it opens a text: -5% is none, and neither is “- as above”.
FORMULA = r"^[=@]|^[+\-].*[(|!]"
SPACES = rf"^{SPACE}|{SPACE}\z|{SPACE}{SPACE}"


@cache
def _taken_apart() -> tuple[list[str], dict[str, list[str]]]:
    """List what form C writes in another way: single characters, and, by their mark, letters before it."""
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
    return alone, pairs


@cache
def composable() -> str:
    """Make a regular expression for what Unicode's form C writes in another way."""
    alone, pairs = _taken_apart()
    marked = [f"[{''.join(bases)}]{mark}" for mark, bases in pairs.items()]
    return "|".join([f"[{''.join(alone)}]", *marked, r"[\x{1100}-\x{1112}][\x{1161}-\x{1175}]"])


@cell_rule(
    "PL121",
    column="*",
    en="{key} – {column} “{value}” is not in normalisation form C – expected each letter as one character",
    zh="{key}：{column}“{value}”不是Unicode规范形式C（NFC），每个字母应为一个字符",
    correct=tidy,
    trace=UNCOMMON,
)
def composed(cell: Expr) -> Expr:
    """Text is in Unicode normalisation form C (NFC), so that equal words are equal cells.

    Fix: run ``pyplanning fix``, or retype the letters.
    """
    # Java takes a hundred times as long over the whole expression.
    return cell.str.contains(UNCOMMON) & cell.str.contains(composable())


@cell_rule(
    "PL122",
    column="*",
    en="{key} – {column} “{value}” has a space at its start or end, or two in a row – expected none",
    zh="{key}：{column}“{value}”首尾有空格或中间有连续空格，应删去",
    correct=tidy,
    trace=SPACES,
)
def no_spare_spaces(cell: Expr) -> Expr:
    """No cell begins or ends with a space, and no two spaces follow one another.

    Such spaces are invisible and make equal names differ. Line breaks and tabs are what PL123 is about.
    Fix: delete them.
    """
    return cell.str.contains(SPACES) & ~cell.str.contains(UNSEEN)


@cell_rule(
    "PL123",
    column="* !evidence",
    en="{key} – {column} “{value}” contains an invisible character – expected text on one line",
    zh="{key}：{column}“{value}”含有不可见字符，应为单行文本",
    correct=tidy,
    trace=UNSEEN,
)
def nothing_unseen(cell: Expr) -> Expr:
    """No cell contains a line break, tab, invisible mark or private-use character, unless it quotes the source.

    Fix: delete the character, or write what it means.
    """
    return cell.str.contains(UNSEEN)


@cell_rule(
    "PL124",
    column="*_id *_en *_number base_unit quantity",
    en="{key} – {column} “{value}” has full-width letters, digits or punctuation – expected half-width ones",
    zh="{key}：{column}“{value}”含有全角字母、数字或符号，应为半角",
    correct=halved,
    trace=WIDE,
)
def half_width(cell: Expr) -> Expr:
    """Keys, numbers and English are written with half-width letters, digits and punctuation.

    Fix: type them with the input method switched off.
    """
    return cell.str.contains(WIDE)


@cell_rule(
    "PL125",
    column="*_en !note_en",
    en="{key} – {column} “{value}” contains Chinese – expected English only",
    zh="{key}：{column}“{value}”含有汉字，应为英文",
    trace=HAN,
)
def english(cell: Expr) -> Expr:
    """English columns contain no Chinese characters; notes may, since they quote the source.

    Fix: translate, or write pinyin.
    """
    return cell.str.contains(HAN)


@cell_rule(
    "PL126",
    column="*_zh",
    en="{key} – {column} “{value}” contains no Chinese – expected the Chinese as printed",
    zh="{key}：{column}“{value}”没有汉字，应为中文原文",
    trace=LATIN,
)
def chinese(cell: Expr) -> Expr:
    """Chinese columns contain Chinese; what the plans print in Latin letters (GLP-1, AIGC, WTO) is allowed.

    A word counts as English if it has three lower-case letters in a row.
    Fix: write the Chinese as the plan prints it.
    """
    return cell.str.contains("[a-z]{3}") & ~cell.str.contains(HAN)  # for Java, which would try LATIN in many ways


@cell_rule(
    "PL127",
    column="*_en",
    en="{key} – {column} “{value}” has straight quotation marks – expected “ ” and ’",
    zh="{key}：{column}“{value}”使用直引号，英文应使用弯引号“ ”和’",
    correct=curled,
    trace="[\"']",
)
def curly_quotes(cell: Expr) -> Expr:
    """English texts have curly quotation marks and apostrophes.

    Fix: run ``pyplanning fix``, or type “ ” and ’.
    """
    return cell.str.contains("[\"']")


@cell_rule(
    "PL405",
    column="*",
    level="warning",
    en="{key} – {column} “{value}” would be run as a formula where a spreadsheet opens it – expected plain text",
    zh="{key}：{column}“{value}”在电子表格打开CSV文件时会被当作公式执行，应为普通文本",
    trace=FORMULA,
)
def no_formula(cell: Expr) -> Expr:
    """No text begins as a formula does: a spreadsheet would run it, and others are asked to open our CSV files.

    Fix: begin the text with another character; ``pyplanning fix`` never makes such a text.
    """
    return cell.str.contains(FORMULA)


NAMED = (
    *("agencies", "agency_functions", "enterprises", "indicators", "industries", "industry_concepts", "instruments"),
    *("parks", "plans", "projects", "regions", "technology_centres"),
)


@row_rule(
    "PL128",
    column="name_en",
    tables=NAMED,
    en="{key} – the name “{value}” begins with a small letter – expected sentence case",
    zh="{key}：英文名称“{value}”以小写字母开头，首字母应大写",
)
def sentence_case(name_en: Expr) -> Expr:
    """An English name begins with a capital letter; units, which follow a number, need not.

    Fix: write the first letter as a capital.
    """
    return name_en.str.contains("^[a-z]")
