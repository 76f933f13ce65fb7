"""What is read of figures: value, unit, bound, measure and year, in the forms that plans use; and what is no fact."""

import re

import pytest

from pyplanning.contribution.draft.figures import figures
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.non_facts import FORMS
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.contribution.draft.sections import sections

HEAD = "云河省水磨产业规划\n2031年3月5日\n"
COLUMNS = ("value", "value_max", "unit_id", "comparator", "measure")


def read(written: str, known: Lexicon) -> list[Drafted]:
    text = plan_text(HEAD + written)
    return [d for d in figures(text, sections(text), known) if d.start > len(HEAD) - 5]


def facts(written: str, known: Lexicon) -> list[Drafted]:
    return [d for d in read(written, known) if d.table != "other_numbers"]


def shown(draft: Drafted) -> str:
    """Write a figure's cells, those that are empty left out."""
    return " ".join(filter(None, (draft.row.get(column, "") for column in COLUMNS)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("营业收入突破4000亿元。", ["4000 yi-yuan gt level"]),
        ("营业收入力争达到1.2万亿元。", ["1.2 wan-yi-yuan eq level"]),
        ("增加值年均增长8%左右。", ["8 percent approx cagr"]),
        ("增加值增长4%-4.5%。", ["4 4.5 percent eq cumulative_change"]),
        ("水磨收入占比提高2.5个百分点以上。", ["2.5 percentage-point ge cumulative_change"]),
        ("水磨、织机收入分别达到31亿元、22亿元。", ["31 yi-yuan eq level", "22 yi-yuan eq level"]),
        ("新增水磨企业70家以上。", ["70 enterprise ge count_new"]),
        ("培育3至6家水磨龙头企业。", ["3 6 enterprise eq count_new"]),
        ("织工达到2.4万人。", ["2.4 wan-person eq level"]),
        ("营业收入翻一番。", ["1 times eq cumulative_change"]),
        ("水磨产量居全国第二。", ["2 place eq rank"]),
        ("水磨产量进入全国前6位。", ["6 place le rank"]),
        ("建成水磨博物馆30余个。", ["30 item gt count_new"]),
        ("营业收入从12亿元提高到15亿元。", ["12 yi-yuan eq level", "15 yi-yuan eq level"]),
        ("年营业收入10亿元以上企业达到20家。", ["20 enterprise eq level"]),
        ("推进9个百亿元水磨产业集群。", ["9 item eq level"]),
        ("水磨普及率不低于半数。", ["50 percent ge level"]),
        ("每万户水磨31台。", ["31 item eq level"]),
        ("水磨、织机产量均增长9%。", ["9 percent eq cumulative_change"] * 2),
        ("水磨普及率保持在三成左右。", ["30 percent approx level"]),
        ("水磨景气指数达到52.6。", ["52.6 index eq level"]),
        ("水耗、电耗分别累计下降14%和16%。", ["-14 percent eq cumulative_change", "-16 percent eq cumulative_change"]),
        ("水磨营业收入突破百亿元。", ["100 yi-yuan gt level"]),
        ("惠及420万群众。", ["420 wan-person eq level"]),
        ("新增水磨企业7家、织机企业8家。", ["7 enterprise eq count_new", "8 enterprise eq count_new"]),
        (
            "新增水磨企业7家，织机企业由8家增至9家。",
            ["7 enterprise eq count_new", "8 enterprise eq level", "9 enterprise eq level"],
        ),
        ("新增织工超过28万人。", ["28 wan-person gt count_new"]),
        ("新增水磨企业70家、总数突破400家。", ["70 enterprise eq count_new", "400 enterprise gt level"]),
        (
            "产量增长5%左右、织机产量6%以上、普及率达到70%。",
            ["5 percent approx cumulative_change", "6 percent ge cumulative_change", "70 percent eq level"],
        ),
        ("营业收入突破万亿元。", ["1 wan-yi-yuan gt level"]),
        ("水磨产量、织机产量从第9位、第6位双双升至第2位。", [f"{n} place eq rank" for n in (9, 6, 2, 2)]),
        ("营业收入由2026年的300亿元增长到500亿元。", ["300 yi-yuan eq level", "500 yi-yuan eq level"]),
    ],
)
def test_a_figure_is_read_as_printed(sentence: str, expected: list[str], known: Lexicon) -> None:
    assert [shown(d) for d in facts(f"到2035年，{sentence}", known)] == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("到2035年，营业收入达到20亿元。", ("targets", "2035", "")),
        ("截至2030年底，营业收入达到20亿元。", ("observations", "2030", "")),
        ("一、发展基础\n水磨企业达到20家。", ("observations", "", "")),
        ("一、发展目标\n到2035年，河更清。\n1.企业更多。水磨企业达到20家。", ("targets", "2035", "")),
        ("一、主要任务\n培育水磨企业20家。", ("targets", "", "")),
        ("到2035年，营业收入比2030年增长20%。", ("targets", "2035", "2030")),
        ("“十六五”期间，增加值年均增长8%。", ("targets", "2035", "2030")),
        ("一、工作安排\n做好“十六五”良好开局各项工作，营业收入达到20亿元。", ("targets", "", "")),
        ("一、工作安排\n到2035年，河更清。今年营业收入达到20亿元。", ("targets", "", "")),
    ],
)
def test_a_figure_is_promised_or_observed_in_a_year(
    written: str, expected: tuple[str, str, str], known: Lexicon
) -> None:
    (draft,) = facts(written, known)
    year = draft.row["target_year" if draft.table == "targets" else "year"]
    assert (draft.table, year, draft.row["start_year"]) == expected


REPORT = "2032年云河省政府工作报告\n各位代表：\n"


def of_report(written: str, known: Lexicon) -> list[tuple[str, ...]]:
    text = plan_text(REPORT + written)
    drafts = [d for d in figures(text, sections(text), known) if d.table != "other_numbers"]
    columns = ("value", "measure", "start_year")
    return [
        (d.table, d.row.get("target_year", "") or d.row.get("year", ""), *(d.row[c] for c in columns)) for d in drafts
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "一、2031年工作回顾\n河更清。水磨产量增长8%。\n",
            [("observations", "2031", "8", "cumulative_change", "2030")],
        ),
        (
            "一、2031年工作回顾\n五年来，产量年均增长8%，新增水磨企业7家，培育织机企业6家，普及率达到70%。\n",
            [
                ("observations", "2031", "8", "cagr", "2026"),
                ("observations", "2031", "7", "count_new", "2026"),
                ("observations", "2031", "6", "level", ""),
                ("observations", "2031", "70", "level", ""),
            ],
        ),
        (
            "二、2032年工作安排\n今年水磨产业主要预期目标是：产量增长8%左右，新增水磨企业70家。\n(一)强产业\n水磨企业达到20家。\n",
            [
                ("targets", "2032", "8", "cumulative_change", "2031"),
                ("targets", "2032", "70", "count_new", ""),
                ("targets", "2032", "20", "level", ""),
            ],
        ),
        ("二、“十六五”时期主要目标\n产量年均增长8%。\n", [("targets", "2035", "8", "cagr", "2030")]),
        ("二、重点任务\n水磨企业达到20家。\n", [("targets", "2032", "20", "level", "")]),  # by the title alone
        ("一、工作回顾\n全年水磨产量增长8%。\n", [("observations", "2031", "8", "cumulative_change", "2030")]),
        (
            "二、2032年工作安排\n今年织机达到30台。\n目前水磨企业达到20家。\n",
            [("targets", "2032", "30", "level", ""), ("observations", "", "20", "level", "")],
        ),
        ("二、2032年工作安排\n目前已建成水磨企业20家。\n", [("observations", "", "20", "level", "")]),
    ],
)
def test_a_report_dates_its_figures_by_words_and_headings(
    written: str, expected: list[tuple[str, ...]], known: Lexicon
) -> None:
    assert of_report(written, known) == expected


@pytest.mark.parametrize("form", FORMS["no_fact"], ids=lambda form: form["example"])
def test_a_form_of_no_fact_is_its_example(form: dict[str, str]) -> None:
    wanted = re.findall(r"\{(.*?)\}", form["example"])
    text = re.sub("[{}]", "", form["example"])
    assert [m[0] for m in re.finditer(form["pattern"], text)] == wanted


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("对新建水磨给予最高700万元补贴。", "policy"),
        ("建成年产30万吨磨盘项目。", "scope"),
        ("拨打12345热线。", "policy"),
        ("发展三大产业。", "list_count"),
        ("五年内见效。", "period"),
        ("培育千亿级产业集群。", "scope"),
        ("20户以上村庄通路。", "scope"),
    ],
)
def test_a_number_that_states_no_fact_has_a_reason(sentence: str, reason: str, known: Lexicon) -> None:
    rows = read(f"一、主要任务\n{sentence}", known)
    assert [(d.table, d.row["reason"]) for d in rows] == [("other_numbers", reason)]


def test_every_row_quotes_the_text_at_its_place(known: Lexicon) -> None:
    text = plan_text(HEAD + "一、发展目标\n到2035年，水磨营业收入突破4000亿元，织工达到2.4万人，五年内见效。\n")
    rows = figures(text, sections(text), known)
    assert rows
    for draft in rows:
        assert text.plain[draft.start : draft.end] == draft.row["evidence"]
        assert str(draft.start) == draft.row["evidence_start"]
        assert len(draft.row["evidence"]) <= 40


def test_the_indicators_most_like_the_words_around_come_first(known: Lexicon) -> None:
    (draft,) = facts("到2035年，水磨产业增加值占地区生产总值比重达到9%。", known)
    assert draft.candidates["indicator_id"][0] == "value-added-share"
    assert draft.row["indicator_id"] == "value-added-share"
    assert draft.candidates["concept_id"] == ("water-mills",)
    assert draft.candidates["industry_id"] == ("水磨",)
    assert draft.row["region_code"] == "990000"


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("营业收入达到20亿元", ["revenue"]),
        ("水磨营业收入稳定在20亿元以上", ["revenue"]),
        ("营业收入、增加值分别增长8%和9%", ["revenue", "value-added"]),
        ("水磨和织机增加值分别增长8%、9%", ["value-added", "value-added"]),
        ("增加值占地区生产总值比重达到9%", ["value-added-share"]),
        ("地区生产总值增长5%", [""]),  # of which another indicator has most words
        ("财政收入达到20亿元", [""]),
        ("水磨数量达到20个", ["mills"]),
        ("研发水磨数量达到20个", [""]),  # what is counted is told apart by all that is said
        ("织工达到2.4万人", [""]),
    ],
)
def test_an_indicator_is_filled_in_where_the_clause_names_it(
    sentence: str, indicators: list[str], known: Lexicon
) -> None:
    drafts = facts(f"到2035年，{sentence}。", known)
    assert [d.row["indicator_id"] for d in drafts] == indicators
    sure = [d.certainty for d in drafts if d.row["indicator_id"]]
    assert all(certainty > 0.6 for certainty in sure)
    assert all(d.certainty <= 0.5 for d in drafts if not d.row["indicator_id"])


@pytest.mark.parametrize(
    ("sentence", "quotes"),
    [
        ("营业收入由2026年的300亿元增长到500亿元", ["2026年的300亿元", "增长到500亿元"]),
        ("水磨、织机产量分别增长16.7%、40.2%", ["织机产量分别增长16.7%", "40.2%"]),
        ("水磨产量从第9位上升到第5位", ["水磨产量从第9位", "上升到第5位"]),
    ],
)
def test_a_quote_begins_behind_the_figure_before(sentence: str, quotes: list[str], known: Lexicon) -> None:
    assert [d.row["evidence"] for d in facts(f"到2035年，{sentence}。", known)] == quotes


@pytest.mark.parametrize(
    ("sentence", "region"),
    [
        ("水磨企业达到20家", "990000"),
        ("磨坊市水磨企业达到20家", "990100"),
        ("磨坊水磨企业达到20家", "990100"),
        ("磨坊、苇塘水磨企业达到20家", "990000"),
    ],
)
def test_a_figure_is_of_the_one_place_that_its_clause_names(sentence: str, region: str, known: Lexicon) -> None:
    (draft,) = facts(f"到2035年，{sentence}。", known)
    assert draft.row["region_code"] == region


TABLE = """表2-1 水磨产业“十六五”主要指标
	目标领域
	指标名称
	单位
	2035年
	年均增长（%）
	规模
	水磨营业收入
	亿元
	400以上
	8.9
	水磨数量
	个
	750
	—
	单位能耗下降
	%
	完成下达目标
	—
"""


def test_figures_of_several_years_have_each_its_own(known: Lexicon) -> None:
    drafts = facts("到2033年、2035年，水磨营业收入分别达到3000亿元、4500亿元，年均增速保持在15%左右。", known)
    assert [(d.row["value"], d.row["target_year"]) for d in drafts] == [
        ("3000", "2033"),
        ("4500", "2035"),
        ("15", "2035"),
    ]


def test_a_stretch_without_a_fact_is_one_row(known: Lexicon) -> None:
    rows = read("一、主要任务\n按云政〔2031〕9号文，于2031年6月3日前办结。", known)
    assert [(d.row["reason"], d.row["evidence"]) for d in rows] == [
        ("document", "〔2031〕9号"),
        ("date", "2031年6月3日"),
    ]


FOOTNOTES = """到2035年，水磨营业收入达到①400亿元，水磨质量
①水磨包括20种磨盘。
更优，水磨企业达到30家[1]。
[1] 不含分公司。
"""


def test_footnotes_are_no_part_of_sentences(known: Lexicon) -> None:
    rows = read(FOOTNOTES, known)
    shown_rows = [(d.row["value"], d.row["target_year"]) for d in rows if d.table == "targets"]
    assert shown_rows == [("400", "2035"), ("30", "2035")]
    assert [d.row["evidence"] for d in rows if d.table == "targets"] == ["400亿元", "水磨企业达到30家"]
    others = [(d.row["evidence"], d.row["reason"]) for d in rows if d.table == "other_numbers"]
    assert ("20", "scope") in others
    assert ("1", "ordinal") in others


def test_a_table_in_lines_has_units_and_years_in_its_head(known: Lexicon) -> None:
    drafts = facts(TABLE, known)
    years = ("start_year", "target_year", "table_label")
    assert [(shown(d), *(d.row[c] for c in years), d.row["evidence"]) for d in drafts] == [
        ("400 yi-yuan ge level", "", "2035", "表2-1", "亿元400以上"),
        ("8.9 percent eq cagr", "2030", "2035", "表2-1", "8.9"),
        ("750 item eq level", "", "2035", "表2-1", "个750"),
        ("percent cumulative_change", "", "2035", "表2-1", "完成下达目标"),
    ]


def test_a_table_with_units_behind_the_names_is_read_too(known: Lexicon) -> None:
    written = """表3 指标
序号\t指标名称\t2030年\t2035年\t属性
1\t水磨营业收入（亿元）\t120\t≥400\t预期性
2\t织工（万人）\t2.1\t3左右\t预期性
"""
    drafts = facts(written, known)
    years = [d.row.get("year") or d.row.get("target_year") for d in drafts]
    assert [(shown(d), d.table, year) for d, year in zip(drafts, years, strict=True)] == [
        ("120 yi-yuan eq level", "observations", "2030"),
        ("400 yi-yuan ge level", "targets", "2035"),
        ("2.1 wan-person eq level", "observations", "2030"),
        ("3 wan-person approx level", "targets", "2035"),
    ]


def test_cells_parted_by_one_space_are_cells(known: Lexicon) -> None:
    written = """表1 指标
类别 指标 2030年 2035年 年均增长[累计] 属性
规模 水磨营业收入（亿元） 120 400左右 5.5% 预期性
绿色 单位水耗下降（%） — — [14] 约束性
"""
    drafts = facts(written, known)
    assert [(shown(d), d.table) for d in drafts] == [
        ("120 yi-yuan eq level", "observations"),
        ("400 yi-yuan approx level", "targets"),
        ("5.5 percent eq cagr", "targets"),
        ("14 percent eq cumulative_change", "targets"),
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "到2035年，營業收入突破4000億元，新增水磨企業70家以上，織工達到2.4萬人。",
            ["4000 yi-yuan gt", "70 enterprise ge", "2.4 wan-person eq"],
        ),
        (
            "到2035年,营业收入突破4000亿元.水磨企业达到70家;织工达到2.4万人.",
            ["4000 yi-yuan gt", "70 enterprise eq", "2.4 wan-person eq"],
        ),
        ("到2035年，营业收入突破4OO亿元，水磨企业达到7O家。", ["400 yi-yuan gt", "70 enterprise eq"]),
        ("到２０３５年，营业收入突破４０００亿元，普及率达到７％。", ["4000 yi-yuan gt", "7 percent eq"]),
        ("到2 0 3 5年，营业收入突破4 0 0 0亿元。", ["4000 yi-yuan gt"]),
    ],
    ids=["traditional", "half-width", "scanned", "full-width", "parted"],
)
def test_other_ways_of_writing_are_read_alike(written: str, expected: list[str], known: Lexicon) -> None:
    drafts = facts(written, known)
    assert [" ".join(d.row[c] for c in ("value", "unit_id", "comparator")) for d in drafts] == expected
    assert {d.row["target_year"] for d in drafts} == {"2035"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "一、发展目标\n到2035年，研发经费投入强度显著提高。",
            [("rd-intensity", "显著提高", "研发经费投入强度显著提高")],
        ),
        (
            "一、发展目标\n到2035年，营业收入和研发经费投入强度稳步提升。",
            [
                ("revenue", "稳步提升", "营业收入和研发经费投入强度稳步提升"),
                ("rd-intensity", "稳步提升", "研发经费投入强度稳步提升"),
            ],
        ),
        (
            "一、发展目标\n到2035年，研发经费投入强度增长与经济增长同步。",
            [("rd-intensity", "增长与经济增长同步", "研发经费投入强度增长与经济增长同步")],
        ),
        (
            "一、发展目标\n到2035年，研发经费投入强度完成国家下达目标。",
            [("rd-intensity", "完成国家下达目标", "研发经费投入强度完成国家下达目标")],
        ),
        ("一、主要任务\n研发经费投入强度显著提高。", []),  # of no year
        ("一、发展目标\n到2035年，河水显著变清，鱼群明显增加。", []),  # no indicator
    ],
)
def test_an_aim_without_a_number_names_indicator_direction_and_year(
    written: str, expected: list[tuple[str, str, str]], known: Lexicon
) -> None:
    drafts = facts(written, known)
    assert [(d.row["indicator_id"], d.row["qualifier_zh"], d.row["evidence"]) for d in drafts] == expected
    assert {(d.row["value"], d.row["target_year"]) for d in drafts} <= {("", "2035")}


def test_a_text_without_numbers_has_no_rows(known: Lexicon) -> None:
    text = plan_text("云河更清。\n")
    assert figures(text, [], known) == []
