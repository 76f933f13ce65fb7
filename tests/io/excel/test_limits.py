"""What Excel can hold."""

from __future__ import annotations

from pyplanning.io.excel.limits import LONGEST, LONGEST_NAME, cell_text, line_count, sheet_name, text_width


def test_what_a_cell_cannot_hold_is_replaced_or_left_out():
    assert cell_text("a\x01b\ud800c\t\n") == "a\ufffdb\ufffdc\t\n"
    assert cell_text("a\x01b", "") == "ab"
    assert cell_text("_x0041_ _x41_") == "_x005F_x0041_ _x41_"


def test_a_text_is_cut_where_a_cell_ends():
    assert cell_text("规" * LONGEST) == "规" * LONGEST
    assert cell_text("规" * 40_000) == "规" * LONGEST
    assert cell_text("规" * 40_000, cut="…") == "规" * (LONGEST - 1) + "…"
    assert cell_text("😀" * 40_000) == "😀" * (LONGEST // 2)  # no half of a character stays


def test_a_sheet_has_a_name_that_excel_allows():
    assert sheet_name("a/b:[c]", []) == "a b  c"
    assert sheet_name("'a'", []) == "a"
    assert sheet_name("", []) == "Sheet"
    assert sheet_name("History", []) == "History (2)"
    assert sheet_name("A", ["a", "a (2)"]) == "A (3)"
    assert sheet_name("规" * 40, ["规" * LONGEST_NAME]) == "规" * 27 + " (2)"
    assert sheet_name("😀" * 20, []) == "😀" * 15


def test_chinese_text_takes_twice_the_room():
    assert text_width("ab（一") == 6
    assert [line_count(text, 34) for text in ("", "a\n\nb", "一" * 17, "一" * 18)] == [1, 3, 1, 2]
    assert line_count("abc", 2.9) == 2
