from __future__ import annotations

import pandas as pd

from pyplanning.io.text_table import plain, printable, table


def test_table_counts_chinese_characters_as_two_columns() -> None:
    frame = pd.DataFrame({"name": ["亿元", "ab"], "n": [1, 20]})
    assert table(frame, right=("n",)) == "name   n\n亿元   1\nab    20"


def test_table_has_no_trailing_spaces_and_shows_null_as_nothing() -> None:
    frame = pd.DataFrame({"a": ["x", None], "b": pd.array([1.5, None], dtype="Float64")})
    assert table(frame) == "a  b\nx  1.5\n"


def test_table_writes_a_time_that_is_not_midnight() -> None:
    frame = pd.DataFrame({"at": pd.to_datetime(["2016-07-26T00:00:00", "2016-07-26T10:30:00"])})
    assert table(frame) == "at\n2016-07-26\n2016-07-26T10:30:00"


def test_table_writes_dates_without_a_time() -> None:
    assert table(pd.DataFrame({"day": pd.to_datetime(["2016-07-26"])})) == "day\n2016-07-26"


def test_table_keeps_long_numbers_whole() -> None:
    assert table(pd.DataFrame({"n": [1234567890.0, 1e8, 0.1]})).splitlines()[1:] == ["1234567890", "100000000", "0.1"]


def test_table_reads_no_markup_in_cells() -> None:
    assert table(pd.DataFrame({"a": ["[bold]x[/bold]"]})) == "a\n[bold]x[/bold]"


def test_table_folds_long_cells_on_a_terminal() -> None:
    lines = table(pd.DataFrame({"a": ["x" * 50]}), width=20).splitlines()
    assert "\x1b[1m" in lines[0]
    assert len(lines) > 2


def test_plain_spells_out_what_would_control_a_terminal() -> None:
    assert plain("a\nb\x1b[31m\u202e") == r"a\nb\x1b[31m\u202e"
    assert plain("第一章 “目标”") == "第一章 “目标”"


def test_only_the_colours_of_reports_reach_a_terminal():
    assert printable("甲\t乙\n\x1b[31mPL101\x1b[0m") == "甲\t乙\n\x1b[31mPL101\x1b[0m"
    assert printable("\x1b[2J\x1b]0;title\x07\r\x9b\u202e\udcff") == r"\x1b[2J\x1b]0;title\x07\r\x9b\u202e\udcff"
