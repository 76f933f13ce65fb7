"""What number formats show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pyplanning.io.excel.number_format import UNSHOWN, Shown, keeps, shows, shows_text

ACCOUNTS = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("held", "code", "text", "rounded"),
    [
        ("0.032", "0.0%", "3.2%", ""),
        ("3.2000000000000001E-2", "0%", "3.2%", "3%"),
        ("-0.05", "0.0%;[Red]-0.0%", "-5%", ""),
        ("0.05", "0.0 %", "5%", ""),
        ("1.2", "0", "1.2", "1"),
        ("12345", "0.0,", "12.345", "12.3"),
        ("12345678", '0.00,,"百万"', "12.345678百万", "12.35百万"),
        ("1234.5", ACCOUNTS, "1234.5", ""),
        ("0", ACCOUNTS, "0", ""),
        ("-5", "0;(0)", "-5", ""),
        ("1234.5", "[$¥-804]#,##0.00;[Red][$¥-804]-#,##0.00", "1234.5", ""),
        ("30", '0"家"', "30家", ""),
        ("30", 'G/通用格式"家"', "30家", ""),
        ("30", '"约"0"家"', "约30家", ""),
        ("3", '0"‰"', "3‰", ""),
        ("5", '"abc"', "abc", ""),
        ("5", ";;;", "", ""),
        ("0", "0;-0;;@", "", ""),
        ("1", '[=1]"是";[=0]"否"', "是", ""),
        ("0", '[=1]"是";[=0]"否"', "否", ""),
        ("150", "[>=100]0;[<100]0.0%", "150", ""),
        ("0.5", "[>=100]0;[<100]0.0%", "50%", ""),
        ("0.5", "# ?/?", "0.5", ""),
        ("990000", "0.00E+00", "990000", ""),
        ("1234567", "# ##0", "1234567", ""),
        ("46000", "000000", "46000", ""),
        ("20260302", "0000-00-00", "2026-03-02", ""),
        ("46083", "yyyy-mm-dd", "2026-03-02", ""),
        ("46083.5", "yyyy-mm-dd", "2026-03-02", ""),
        ("46083.5", "yyyy/m/d h:mm", "2026-03-02T12:00:00", ""),
        ("46083", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "2026-03-02", ""),
        ("46083", '[$-804]yyyy"年"m"月";@', "2026年3月", ""),
        ("46083", 'm"月"d"日"', "3月2日", ""),
        ("46083", "mmm-yy", "Mar-26", ""),
        ("46083", "aaaa", "星期一", ""),
        ("-4", "yyyy-mm-dd", UNSHOWN, ""),
        ("3000000", "yyyy-mm-dd", UNSHOWN, ""),
        ("0", "yyyy-mm-dd", "1900-01-00", ""),
        ("1", "yyyy-mm-dd", "1900-01-01", ""),
        ("59", "yyyy-mm-dd", "1900-02-28", ""),
        ("60", "yyyy-mm-dd", "1900-02-29", ""),
        ("61", "yyyy-mm-dd", "1900-03-01", ""),
        ("1.5", "[h]:mm", "36:00:00", ""),
        ("1.5", "h:mm", "12:00:00", ""),
        ("0.00001", "General", "0.00001", ""),
    ],
)
def test_a_number_is_read_as_it_is_shown(held, code, text, rounded):
    assert shows(held, code, False) == Shown(text, rounded)


@pytest.mark.parametrize(
    ("held", "code", "text"),
    [("46000", "000000", "046000"), ("0.333", "# ?/?", "1/3"), ("1.75", "# ?/4", "1 3/4"), ("7", "General", "7")],
)
def test_a_number_in_a_column_of_text(held, code, text):
    assert shows(held, code, True).text == text


def test_a_calendar_that_begins_in_1904():
    assert shows("44621", "yyyy-mm-dd", False, from_1904=True).text == "2026-03-02"


@pytest.mark.parametrize(
    ("code", "around"),
    [
        ("General", ("", "")),
        ("@", ("", "")),
        (ACCOUNTS, ("", "")),
        ('@"省"', ("", "省")),
        ('"约"@', ("约", "")),
        (";;;", None),
    ],
)
def test_a_text_is_read_as_it_is_shown(code, around):
    assert shows_text(code) == around


@pytest.mark.parametrize(
    ("value", "code", "kept"),
    [
        (3.2, "0.0%", False),
        (3.2, "0", False),
        (3, "0", True),
        (3.2, "@", True),
        ("x", '@"省"', False),
        ("x", "0%", True),
    ],
)
def test_whether_a_format_shows_a_value_as_it_is(value, code, kept):
    assert keeps(value, code) is kept


@given(some.decimals(-(10**9), 10**9, places=3), some.sampled_from(["0.0%", "0%", "0.00%;-0.00%", "0%_)"]))
def test_no_digit_of_a_percentage_is_lost(number, code):
    shown = shows(str(number), code, False).text
    assert shown.endswith("%")
    assert float(shown.removesuffix("%")) == pytest.approx(float(number * 100))


@given(some.floats(-1e14, 1e14), some.text('0#?,.%"\\_*[]$-;@EeGgymdhs/:年家 ', max_size=15))
def test_no_format_is_too_odd(number, code):
    assert isinstance(shows(repr(number), code, False).text, str)
    assert isinstance(shows(repr(number), code, True).text, str)
    assert shows_text(code) is None or len(shows_text(code)) == 2
