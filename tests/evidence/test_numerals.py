"""Figures, comparators and years in Chinese planning prose."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyplanning.evidence.numerals import (
    NUMERAL,
    Year,
    chinese_number,
    comparator,
    comparator_of_list,
    figures,
    is_fall,
    years,
)

SIZES = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))


def spell(number: int) -> str:
    """A whole number in Chinese numerals: 105 → 一百零五."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    size, name = next(pair for pair in SIZES if number >= pair[0])
    head, rest = divmod(number, size)
    zero = "零" if 0 < rest < size // 10 else ""
    return spell(head) + name + zero + (spell(rest) if rest else "")


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "零"),
        (10, "一十"),
        (105, "一百零五"),
        (20016, "二万零一十六"),
        (1200000000, "一十二亿"),
        (10010, "一万零一十"),
    ],
)
def test_the_writer_that_the_properties_rest_on(number, word):
    assert spell(number) == word


@given(st.integers(0, 10**8 - 1))
@example(10**8 - 1)
@example(10_000_001)
def test_every_number_below_a_hundred_million_reads_back(number):
    assert chinese_number(spell(number)) == number


@given(st.integers(10**8, 10**12))
@example(120_000_000)
@example(100_010_000)
@example(500 * 10**8)
def test_every_number_from_a_hundred_million_reads_back(number):
    assert chinese_number(spell(number)) == number


@given(st.integers(10, 10**8 - 1))
def test_the_short_and_colloquial_spellings_read_the_same(number):
    word = spell(number)
    assert chinese_number(word.replace("二百", "两百").replace("二千", "两千").replace("零", "〇")) == number
    assert chinese_number(word.removeprefix("一") if word.startswith("一十") else word) == number


@given(st.integers(10, 9999))
def test_a_row_of_digits_reads_as_digits(number):
    assert chinese_number("".join("〇一二三四五六七八九"[int(d)] for d in str(number))) == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零八", 108),
        ("两千五百", 2500),
        ("一万五千", 15_000),
        ("十万", 100_000),
        ("百万", 10**6),
        ("千万", 10**7),
        ("亿", 10**8),
        ("五百亿", 5 * 10**10),
        ("千亿", 10**11),
        ("万亿", 10**12),
        ("三万亿", 3 * 10**12),
        ("二〇二五", 2025),
        ("二零三零", 2030),
    ],
)
def test_chinese_number(word, number):
    assert chinese_number(word) == number


@pytest.mark.parametrize("word", ["", "3", "abc", "十x", "四分之一", "壹", "十 五"])
def test_what_is_no_chinese_numeral_is_refused(word):
    with pytest.raises(ValueError, match="is not a Chinese numeral"):
        chinese_number(word)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("没有数字", []),
        ("力争突破4000亿元", [(4e11, 4000, "")]),
        ("达到1.2万亿元", [(1.2e12, 1.2, "")]),
        ("从业人员108万人", [(1.08e6, 108, "")]),
        ("五百亿元", [(5e10, 5e10, "")]),
        ("打造千亿级集群", [(1e11, 1e11, "")]),
        ("四个千亿元产业集群", [(4, 4, ""), (1e11, 1e11, "")]),
        ("十五个", [(15, 15, "")]),
        ("二〇二五年", [(2025, 2025, "")]),
        ("超过1/4", [(25, 25, "%")]),
        ("四分之一", [(25, 25, "%")]),
        ("三分之二", [(200 / 3, 200 / 3, "%")]),
        ("百分之八", [(8, 8, "%")]),
        ("翻番", [(1, 1, "倍")]),
        ("翻一番", [(1, 1, "倍")]),
        ("翻两番", [(3, 3, "倍")]),
        ("翻三番", [(7, 7, "倍")]),
        ("保持两位数增长", [(10, 10, "%")]),
        ("半数以上", [(50, 50, "%")]),
        ("一半", [(50, 50, "%")]),
        ("服务贸易总额居中部首位", [(1, 1, "位")]),
        ("把安全摆在首位,发展首位产业", []),
        ("超过70%和80%", [(70, 70, ""), (80, 80, "")]),
        ("300家以上", [(300, 300, "")]),
        ("至少达到2000亿元", [(2e11, 2000, "")]),
        ("前6位", [(6, 6, "")]),
        ("装机120万千瓦", [(1.2e6, 120, "")]),
        ("5千瓦", [(5, 5, "")]),
        ("十千瓦", [(10, 10, "")]),
        ("3千米", [(3, 3, "")]),
        ("10以上", [(10, 10, "")]),
        ("比2016年增长20%", [(2016, 2016, ""), (20, 20, "")]),
        ("4000 8.9", [(4000, 4000, ""), (8.9, 8.9, "")]),
        ("3百家", [(300, 3, "")]),
        ("1/0", [(1, 1, ""), (0, 0, "")]),
        ("两家企业", [(2, 2, "")]),
        ("一百零八个", [(108, 108, "")]),
        ("0.5%", [(0.5, 0.5, "")]),
        ("8.", [(8, 8, "")]),
        ("1,230家", [(1230, 1230, "")]),
        ("1,234,567.5元", [(1234567.5, 1234567.5, "")]),
        ("1,230万元", [(1.23e7, 1230, "")]),
        ("2020,100家", [(2020, 2020, ""), (100, 100, "")]),
        ("12,34家", [(12, 12, ""), (34, 34, "")]),
        ("达到八成以上", [(80, 80, "%")]),
        ("9成左右", [(90, 90, "%")]),
        ("第三成员单位", [(3, 3, "")]),
    ],
)
def test_figures(text, found):
    assert [(f.value, f.number, f.unit) for f in figures(text)] == [
        (pytest.approx(value), pytest.approx(number), unit) for value, number, unit in found
    ]


@pytest.mark.parametrize(
    ("text", "value"), [("5千亿元", 5e11), ("3百万元", 3e6), ("2千万元", 2e7), ("6百亿元", 6e10), ("1亿2千万元", None)]
)
def test_every_magnitude_behind_arabic_digits_is_multiplied_in(text, value):
    values = [f.value for f in figures(text)]
    assert values == ([value] if value else [1e8, 2e7])


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("突破4000亿元", [(2, 7, 6)]),
        ("达五百亿元", [(1, 4, 4)]),
        ("超过1/4", [(2, 5, 5)]),
        ("营收翻两番", [(2, 5, 5)]),
        ("3.5万人", [(0, 4, 3)]),
    ],
)
def test_where_a_figure_stands(text, places):
    assert [(f.start, f.end, f.stop) for f in figures(text)] == places


def test_a_moved_figure_is_the_same_elsewhere():
    figure = figures("突破4000亿元")[0]
    moved = figure.moved(10)
    assert (moved.start, moved.end, moved.stop) == (12, 17, 16)
    assert (moved.value, moved.number, moved.unit) == (figure.value, figure.number, figure.unit)


@given(
    st.integers(1, 10**6),
    st.sampled_from([("亿元", 1e8), ("万亿元", 1e12), ("万人", 1e4), ("%", 1), ("家", 1), ("万千瓦", 1e4)]),
    st.sampled_from(["产值达到", "超过", "到", ""]),
)
def test_a_number_with_its_unit_is_one_figure(number, unit, before):
    (figure,) = figures(f"{before}{number}{unit[0]}以上。")
    assert figure.value == pytest.approx(number * unit[1])
    assert figure.number == number
    assert figure.stop == len(before) + len(str(number))


PIECES = st.sampled_from(
    ["突破", "4000亿元", "、", "和", "。", "五百亿", "翻两番", "1/4", "四分之一", "半数", "两位数", "3.5万人", "千亿级"]
)
PIECES |= st.sampled_from(["2030年", "%", "前", "6位", "家", "120万千瓦", "十五", "以上"])


@given(st.lists(PIECES, max_size=12).map("；".join))
def test_figures_come_in_order_and_never_overlap(text):
    found = figures(text)
    assert all(f.start < f.stop <= f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.lists(PIECES, max_size=8).map("；".join), st.lists(PIECES, max_size=8).map("；".join))
def test_a_text_has_the_figures_of_its_parts(one, other):
    joined = f"{one}；{other}"
    assert figures(joined) == figures(one) + [f.moved(len(one) + 1) for f in figures(other)]


@pytest.mark.parametrize("text", ["提高3个百分点", "提高3个百分点以上"])
def test_the_hundred_of_percentage_points_is_no_figure(text):
    assert [f.value for f in figures(text)] == [3]


@pytest.mark.parametrize(
    "text",
    ["翻万番", "٣/٤", "²/3", "亿" * 60, "9" * 400, "九" * 400, "一/二", "分之", "翻〇番"],
    ids=["doublings", "arabic-indic", "superscript", "magnitudes", "digits", "numerals", "slash", "share", "none"],
)
def test_no_text_stops_the_reader(text):
    assert isinstance(figures(text), list)


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("到2030年突破4000亿元", ["2030", "4000亿"]),
        ("1.2万亿元、十五个", ["1.2万亿", "十五"]),
        ("进一步推进5G", ["一", "5"]),
        ("两家", ["两"]),
        ("无", []),
        ("1,230家、12", ["1,230", "12"]),
    ],
)
def test_numerals_of_the_account(text, numerals):
    assert NUMERAL.findall(text) == numerals


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("达到4000亿元", ["eq"]),
        ("力争突破4000亿元", ["gt"]),
        ("突破了4000亿元", ["gt"]),
        ("超过1/4", ["gt"]),
        ("超100家", ["gt"]),
        ("高于5%", ["gt"]),
        ("超过70%和80%", ["gt", "gt"]),
        ("超过100家、200家和300家", ["gt", "gt", "gt"]),
        ("达到70%和80%", ["eq", "eq"]),
        ("300家以上", ["ge"]),
        ("730亿斤以上", ["ge"]),
        ("6000万头左右", ["approx"]),
        ("50场次以内", ["le"]),
        ("300家及以上", ["ge"]),
        ("10以上", ["ge"]),
        ("半数以上", ["ge"]),
        ("不低于3%", ["ge"]),
        ("不少于20项", ["ge"]),
        ("至少达到2000亿元", ["ge"]),
        ("至少为5个", ["ge"]),
        ("控制在5%以内", ["le"]),
        ("5%以下", ["le"]),
        ("不超过10%", ["le"]),
        ("不高于10%", ["le"]),
        ("低于10%", ["le"]),
        ("前6位", ["le"]),
        ("第8位", ["eq"]),
        ("4000亿元左右", ["approx"]),
        ("年均增长8%左右", ["approx"]),
        ("千亿级集群", ["approx"]),
        ("约3%", ["approx"]),
        ("近百家", ["approx"]),
        ("接近100家", ["approx"]),
        ("100多家", ["gt"]),
        ("5000余人", ["gt"]),
        ("3亿余元", ["gt"]),
        ("120万千瓦以上", ["ge"]),
        ("五百亿元以上", ["ge"]),
        ("突破100亿元，达到200亿元", ["gt", "eq"]),
        ("超过100家。200家", ["gt", "eq"]),
        ("翻一番以上", ["ge"]),
        ("保持两位数增长", ["ge"]),
        ("5家", ["eq"]),
        ("利用率≥80%", ["ge"]),
        ("利用率>=80%", ["ge"]),
        ("大于等于80%", ["ge"]),
        ("80+", ["ge"]),
        ("能耗≤80%", ["le"]),
        ("小于或等于80%", ["le"]),
        ("80%及以下", ["le"]),
        ("逾100家", ["gt"]),
        (">100家", ["gt"]),
        ("100家上下", ["approx"]),
        ("30万辆以上", ["ge"]),
        ("300公里左右", ["approx"]),
        ("31微克/立方米左右", ["approx"]),
        ("控制在31微克/立方米以内", ["le"]),
        ("3万元/人以上", ["ge"]),
        ("78岁左右", ["approx"]),
        ("5000万平方米以上", ["ge"]),
    ],
)
def test_comparator(text, words):
    assert [comparator(text, f) for f in figures(text)] == words


@pytest.mark.parametrize("text", ["不大于10%", "不多于5家", "不突破100亿元"])
def test_a_negated_excess_is_an_upper_bound(text):
    assert [comparator(text, f) for f in figures(text)] == ["le"]


@pytest.mark.parametrize("text", ["打造5个多式联运基地", "建成3座多功能中心", "实施4个余热利用项目"])
def test_a_word_that_only_begins_like_more_bounds_nothing(text):
    assert [comparator(text, f) for f in figures(text)] == ["eq"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("到2030年", [(2030, False)]),
        ("2026-2030年", [(2026, False), (2030, False)]),
        ("2026—2030年", [(2026, False), (2030, False)]),
        ("2026~2030年", [(2026, False), (2030, False)]),
        ("2026至2030年", [(2026, False), (2030, False)]),
        ("2026年至2030年", [(2026, False), (2030, False)]),
        ("2026、2030年", [(2026, False), (2030, False)]),
        ("2026和2030年", [(2026, False), (2030, False)]),
        ("比2016年增长20%", [(2016, True)]),
        ("较2020年提高", [(2020, True)]),
        ("与2020年相比", [(2020, True)]),
        ("比“十三五”末提高", [(2020, True)]),
        ("以2015年为基期", [(2015, True)]),
        ("自2016年起", [(2016, True)]),
        ("“十三五”末", [(2020, False)]),
        ("“十四五”时期", [(2025, False)]),
        ("到“十五五”末", [(2030, False)]),
        ("始于1898年", [(1898, False)]),
        ("12030年", []),
        ("2030家", []),
        ("1700年", []),
        ("2030", []),
        ("", []),
        ("到2030年，比2025年翻一番", [(2030, False), (2025, True)]),
        ("“十四五”期间，2024年", [(2025, False), (2024, False)]),
    ],
)
def test_years(text, found):
    assert [(y.year, y.base) for y in years(text)] == found


def test_where_a_year_stands():
    assert years("到2030年，“十四五”") == [Year(1, 5, 2030, False), Year(8, 11, 2025, False)]


@given(st.integers(1800, 2099))
def test_every_year_from_1800_to_2099_is_read(year):
    assert [(y.year, y.start, y.end) for y in years(f"到{year}年")] == [(year, 1, 5)]


def test_a_unit_of_ones_own_may_be_between_a_figure_and_its_bound():
    text = "30万盒以上"
    assert comparator(text, figures(text)[0]) == "eq"
    assert comparator(text, figures(text)[0], "万盒") == "ge"


@pytest.mark.parametrize(
    ("text", "falls"),
    [
        ("单位产出能耗降低3%左右", [True]),
        ("分别下降3%、5%以上和7%", [True, True, True]),
        ("投资下降约3.2%", [True]),
        ("失业率下降0.2个百分点", [True]),
        ("增速为-3%", [True]),
        ("增长4.5-5%", [False, False]),
        ("降至3%", [False]),
        ("下降到3%", [False]),
        ("提高2个百分点", [False]),
        ("投资下降8%,产值增长5%", [True, False]),
    ],
)
def test_a_fall_is_told_from_a_rise(text, falls):
    assert [is_fall(text, figure) for figure in figures(text)] == falls


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("总量迈上1000亿元新台阶", "ge"),
        ("总量跨上5万亿元台阶", "ge"),
        ("总量跨越5000亿元大关", "gt"),
        ("总量首次过10万亿元", "gt"),
        ("收入比缩小至2.1∶1左右", "approx"),
        ("寿命提高到80岁以上", "ge"),
        ("数量增长2倍多", "gt"),
        ("浓度低于每立方米19微克", "le"),
        ("强度约为全国平均的70%", "approx"),
        ("不过3家", "eq"),
    ],
)
def test_words_of_work_reports_bound_a_figure(text, bound):
    assert comparator(text, figures(text)[0]) == bound


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("分别增长5%、6.5%左右", "approx"),
        ("分别增长5%和6%以上,投资8%", "ge"),
        ("增长5%,投资6%以上", ""),
        ("增长5%", ""),
    ],
)
def test_the_word_behind_a_list_may_bound_each_figure(text, bound):
    assert comparator_of_list(text, figures(text)[0]) == bound


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("到二〇三五年", 2035),
        ("二○二六年", 2026),
        ("到二三五年", 2035),
        ("第十五个五年规划", 2030),
        ("一九七八年", 1978),
    ],
)
def test_years_in_words(text, year):
    assert [found.year for found in years(text)] == [year]


@pytest.mark.parametrize("text", ["用十三年时间", "第十五个五年", "二十五年", "到二三年后", "二三五年"])
def test_what_is_no_year_in_words(text):
    assert years(text) == []
