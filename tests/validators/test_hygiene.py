"""The rules on how text is written, one by one."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import ROW, CellRule
from pyplanning.validation import run_rules
from pyplanning.validators import hygiene

RULES = {rule.code: rule for rule in run_rules.rules(hygiene)}
TYPES = {"integer": pl.Int64, "number": pl.Float64}
KEY = {"park_id": "valley"}


def frame(name, rows):
    schema = {ROW: pl.Int64} | {f.name: TYPES.get(f.kind, pl.String) for f in descriptor().table(name).fields}
    numbered = [{ROW: n, **row} for n, row in enumerate(rows, 1)]
    return pl.DataFrame(numbered, schema=schema)


@pytest.fixture
def found(apply_rules):
    return lambda code, table, **cells: apply_rules([RULES[code]], {table: frame(table, [{}, cells])})


# Code; the column and what it holds; the sentences; cells that are right.
CASES = [
    (
        *("PL405", "name_en", "=1+1"),
        "valley – name_en “=1+1” would be run as a formula where a spreadsheet opens it – expected plain text",
        "valley：name_en“=1+1”在电子表格打开CSV文件时会被当作公式执行，应为普通文本",
        {"name_en": "-5%", "name_zh": "- 同上", "evidence": "+1"},
    ),
    (
        *("PL405", "name_zh", "-2+3+cmd|' /C calc'!A0"),
        "valley – name_zh “-2+3+cmd|' /C calc'!A0” would be run as a formula where a spreadsheet opens it"
        " – expected plain text",
        "valley：name_zh“-2+3+cmd|' /C calc'!A0”在电子表格打开CSV文件时会被当作公式执行，应为普通文本",
        {"name_zh": "-2+3"},
    ),
    (
        *("PL121", "name_en", "Cafe\u0301 Park"),
        "valley – name_en “Cafe\u0301 Park” is not in normalisation form C – expected each letter as one character",
        "valley：name_en“Cafe\u0301 Park”不是Unicode规范形式C（NFC），每个字母应为一个字符",
        {"name_en": "Café Park", "name_zh": "月湖材料谷（Å、Ω）"},
    ),
    (
        *("PL121", "name_zh", "\uf9dc湖"),  # a compatibility ideograph
        "valley – name_zh “\uf9dc湖” is not in normalisation form C – expected each letter as one character",
        "valley：name_zh“\uf9dc湖”不是Unicode规范形式C（NFC），每个字母应为一个字符",
        {"name_zh": "隆湖"},
    ),
    (
        *("PL122", "name_en", "Moon  Lake"),
        "valley – name_en “Moon  Lake” has a space at its start or end, or two in a row – expected none",
        "valley：name_en“Moon  Lake”首尾有空格或中间有连续空格，应删去",
        {"name_en": "Moon Lake", "name_zh": "月湖 A 区"},
    ),
    (
        *("PL122", "name_zh", "月湖\u3000"),
        "valley – name_zh “月湖\u3000” has a space at its start or end, or two in a row – expected none",
        "valley：name_zh“月湖\u3000”首尾有空格或中间有连续空格，应删去",
        {"name_zh": "月湖"},
    ),
    (
        *("PL123", "name_zh", "月\ue004湖"),
        "valley – name_zh “月\ue004湖” contains an invisible character – expected text on one line",
        "valley：name_zh“月\ue004湖”含有不可见字符，应为单行文本",
        {"name_zh": "月湖，“材料谷”—1〔2〕"},
    ),
    (
        *("PL124", "name_en", "Park １"),
        "valley – name_en “Park １” has full-width letters, digits or punctuation – expected half-width ones",
        "valley：name_en“Park １”含有全角字母、数字或符号，应为半角",
        {"name_en": "Park 1 – “A”", "name_zh": "月湖１号（Ａ区）"},
    ),
    (
        *("PL125", "name_en", "月湖 Park"),
        "valley – name_en “月湖 Park” contains Chinese – expected English only",
        "valley：name_en“月湖 Park”含有汉字，应为英文",
        {"name_en": "Yuèhú Park", "name_zh": "月湖"},
    ),
    (
        *("PL126", "name_zh", "Moon Lake"),
        "valley – name_zh “Moon Lake” contains no Chinese – expected the Chinese as printed",
        "valley：name_zh“Moon Lake”没有汉字，应为中文原文",
        {"name_zh": "GLP-1", "name_en": "Moon Lake"},
    ),
    (
        *("PL127", "name_en", "Moon Lake's “valley”"),
        "valley – name_en “Moon Lake's “valley”” has straight quotation marks – expected “ ” and ’",
        "valley：name_en“Moon Lake's “valley””使用直引号，英文应使用弯引号“ ”和’",
        {"name_en": "Moon Lake’s “valley”", "name_zh": "月湖'谷'"},
    ),
    (
        *("PL128", "name_en", "valley of materials"),
        "valley – the name “valley of materials” begins with a small letter – expected sentence case",
        "valley：英文名称“valley of materials”以小写字母开头，首字母应大写",
        {"name_en": "Valley of materials"},
    ),
]
IDS = [f"{case[0]}-{n}" for n, case in enumerate(CASES)]


@pytest.mark.parametrize(("code", "column", "cell", "en", "zh", "right"), CASES, ids=IDS)
def test_a_rule_fires(found, code, column, cell, en, zh, right):
    (issue,) = found(code, "parks", **KEY, **{column: cell})
    assert (issue.table, issue.row, issue.column, issue.key, issue.value) == ("parks", 2, column, "valley", cell)
    assert (issue.code, issue.level, issue.en, issue.zh) == (code, RULES[code].level, en, zh)


@pytest.mark.parametrize(("code", "column", "cell", "en", "zh", "right"), CASES, ids=IDS)
def test_a_rule_is_silent(found, code, column, cell, en, zh, right):
    assert found(code, "parks", **KEY, **right) == []


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case(code):
    assert code in {case[0] for case in CASES}


@pytest.mark.parametrize("code", RULES)
def test_nothing_is_found_in_nothing(apply_rules, code):
    frames = {r.name: frame(r.name, []) for r in descriptor().resources}
    assert apply_rules([RULES[code]], frames) == []


@pytest.mark.parametrize(
    "space", ["\t", "\n", "\r", "\u200b", "\ufeff", "\u00ad", "\u202e", "\u2028", "\ufffd", "\x7f"]
)
def test_every_kind_of_unseen_character_is_found(found, space):
    assert [i.column for i in found("PL123", "parks", name_zh=f"月{space}湖")] == ["name_zh"]


def test_a_quote_may_hold_what_its_source_holds(found):
    assert found("PL123", "targets", evidence="1\ue0102万亿元") == []
    assert [i.column for i in found("PL123", "targets", qualifier_zh="1\ue0102", evidence="1\ue0102")] == [
        "qualifier_zh"
    ]


def test_a_note_may_quote_chinese(found):
    assert found("PL125", "source_issues", note_en="的 for 地") == []


@pytest.mark.parametrize("cell", ["AIGC", "WTO", "5G", "10+1", "%", "TFT-LCD", "MPa", "引进App", "SiC"])
def test_what_the_plans_print_in_latin_letters_may_stand(found, cell):
    assert found("PL126", "terms", term_zh=cell) == []


def test_columns_that_a_pattern_or_list_describes_are_left_to_it(found):
    assert found("PL124", "parks", park_id="ｐａｒｋ", level="ｎ", region_code="４") == []


def test_one_finding_for_each_cell(found):
    issues = found("PL122", "parks", **KEY, name_zh=" 月湖 ", name_en="Moon  Lake ")
    assert [issue.column for issue in issues] == ["name_en", "name_zh"]


@given(st.text(st.characters(codec="utf-8", max_codepoint=0x2FFFF), max_size=2))
def test_composed_agrees_with_unicode_about_a_letter_and_its_mark(text):
    wrong = pl.Series([text]).str.contains(hygiene.composable())[0]
    if wrong:
        assert not unicodedata.is_normalized("NFC", text)


def test_every_character_that_form_c_replaces_is_found():
    chars = [c for c in map(chr, range(0x20, 0x30000)) if not "\ud800" <= c <= "\udfff"]
    wrong = pl.Series(chars).str.contains(hygiene.composable()).to_list()
    assert wrong == [not unicodedata.is_normalized("NFC", c) for c in chars]


def test_every_letter_taken_apart_is_found():
    apart = {unicodedata.normalize("NFD", c) for c in map(chr, range(0xC0, 0xD7A4)) if not "\ud800" <= c <= "\udfff"}
    apart = sorted(text for text in apart if not unicodedata.is_normalized("NFC", text))
    assert pl.Series(apart).str.contains(hygiene.composable()).all()


def test_what_form_c_replaces_leaves_its_trace():
    alone, pairs = hygiene._taken_apart()
    apart = [*alone, *(base + mark for mark, bases in pairs.items() for base in bases), "\u1100\u1161"]
    assert pl.Series(apart).str.contains(hygiene.UNCOMMON).all()


@settings(max_examples=400)
@given(st.text(st.sampled_from(" \t\u3000\x85\u200b\ufffd\ue000aé\u0301e国gＡ１卅～"), max_size=6))
def test_a_rule_fires_only_where_its_trace_is(text):
    for one in (rule for rule in RULES.values() if isinstance(rule, CellRule)):
        fires, traced = pl.select(a=one.check(pl.lit(text)), b=pl.lit(text).str.contains(one.trace)).row(0)
        assert traced or not fires
