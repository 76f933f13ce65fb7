"""The rules between a row and the plan's text, one by one."""

import pytest

from pyplanning.evidence.quotes import WINDOW, Plan, Quote, locate
from pyplanning.validation.verify import prove, verify
from pyplanning.validators import evidence as e
from pyplanning.validators import wording as w
from pyplanning.validators import years

UNITS = {
    unit: {"unit_id": unit, "name_zh": name, "quantity": quantity, "base_unit": base, "factor": factor}
    for unit, name, quantity, base, factor in (
        ("enterprise", "家", "count", "item", "1"),
        ("item", "个", "count", "item", "1"),
        ("percentage-point", "个百分点", "percentage-point", "percentage-point", "1"),
        ("vehicle", "辆", "count", "item", "1"),
        ("wan-vehicle", "万辆", "count", "item", "10000"),
        ("percent", "%", "share", "percent", "1"),
        ("person", "人", "persons", "person", "1"),
        ("place", "位", "rank", "place", "1"),
        ("times", "倍", "ratio", "times", "1"),
        ("wan-kilowatt", "万千瓦", "power", "kilowatt", "10000"),
        ("wan-kilowatt-hour", "万千瓦时", "energy", "kilowatt-hour", "10000"),
        ("wan-person", "万人", "persons", "person", "10000"),
        ("wan-yi-yuan", "万亿元", "money", "yuan", "1000000000000"),
        ("wan-yuan", "万元", "money", "yuan", "10000"),
        ("yi-yuan", "亿元", "money", "yuan", "100000000"),
        ("yuan", "元", "money", "yuan", "1"),
    )
}
BLANK = dict.fromkeys(
    (
        "section_id",
        "table_label",
        "measure",
        "recognition",
        "comparator",
        "value",
        "value_max",
        "unit_id",
        "start_year",
        "target_year",
    ),
    "",
)


def stated(text: str, quote: str, table: str = "targets", **cells: str) -> tuple[Quote, Plan]:
    """A row that quotes ``text``, a plan of one section."""
    head = Quote("sections", "s", 1, {"section_id": "s", "number": ""}, "p", text[:1], 0)
    row = Quote(table, "k", 1, BLANK | {"section_id": "s", "evidence": quote} | cells, "p", quote, text.find(quote))
    plan = Plan("p", text, same=True, units=UNITS, quotes=[head, row])
    locate(plan)
    return row, plan


def codes(quote: Quote, plan: Plan) -> list[str]:
    return [issue.code for issue in prove(quote, plan)]


def only(example, table, number):
    """The one finding about the example, which must be about this row."""
    (issue,) = verify(example.sources(), example.package()).issues
    assert (issue.file, issue.table, issue.row) == (f"{example.plan_id}.txt", table, number)
    assert issue.level == "error"
    return issue


def test_every_rule_is_silent_where_row_and_text_agree(example):
    report = verify(example.sources(), example.package())
    assert report.issues == ()
    assert report.counts["targets"] == len(example.rows["targets"])


# PL503


def test_pl503_evidence_not_at_its_offset(example):
    start = example.place("年均增长8%左右") + 1
    example.change("targets", 2, evidence_start=str(start))
    issue = only(example, "targets", 2)
    assert (issue.code, issue.column, issue.value) == ("PL503", "evidence", "年均增长8%左右")
    assert issue.key == "targets/output-growth-2030"
    assert issue.en == (
        f"targets/output-growth-2030 – the evidence “年均增长8%左右” is not in the text at {start} "
        "– found “均增长8%左右;”"
    )
    assert issue.zh == f"targets/output-growth-2030：证据“年均增长8%左右”不在原文第{start}字处，该处为“均增长8%左右;”"


@pytest.mark.parametrize("evidence", ["年均增长9%左右", "年均增长8％左右", "年均 增长8%左右", "无此语"])
def test_pl503_evidence_in_other_words(example, evidence):
    example.change("targets", 2, evidence=evidence)
    assert only(example, "targets", 2).code == "PL503"


def test_pl503_evidence_past_the_end(example):
    example.change("tasks", 1, evidence_start="99999")
    issue = only(example, "tasks", 1)
    assert issue.code == "PL503"
    assert issue.en.endswith("– found “”")


def test_pl503_heading_not_at_its_offset(example):
    start = example.place("(二)现有基础")
    example.change("sections", 3, title_zh="已有基础")
    found = [i for i in verify(example.sources(), example.package()).issues if i.table == "sections"]
    assert [i.en for i in found] == [
        f"sections/{example.plan_id}-3 – the evidence “(二)已有基础” is not in the text at {start} "
        "– found “(二)现有基础”"
    ]


def test_pl503_ends_the_proof_of_a_row(example):
    example.change("targets", 1, evidence="无此语", value="1", unit_id="percent", comparator="le", target_year="1999")
    assert only(example, "targets", 1).code == "PL503"


# PL504


def test_pl504_another_section(example):
    example.change("targets", 1, section_id=f"{example.plan_id}-3")
    issue, start = only(example, "targets", 1), example.place("产值力争突破400亿元")
    assert (issue.code, issue.column, issue.value) == ("PL504", "section_id", f"{example.plan_id}-3")
    assert issue.en == (
        f"targets/output-2030 – section {example.plan_id}-3 does not contain the evidence at {start} "
        f"– found {example.plan_id}-2"
    )
    assert issue.zh == (
        f"targets/output-2030：章节{example.plan_id}-3不包含第{start}字处的证据，该处属于{example.plan_id}-2"
    )


def test_pl504_the_section_above_is_not_deep_enough(example):
    example.change("projects", 2, section_id=f"{example.plan_id}-6")
    assert only(example, "projects", 2).code == "PL504"


def test_pl504_evidence_before_the_first_heading(example):
    example.change("citations", 1, cited_title_zh="", section_id=f"{example.plan_id}-1")
    example.quote("citations", 1, "行动方案")
    issue = only(example, "citations", 1)
    assert issue.en.endswith("– found no section")
    assert issue.zh.endswith("，该处属于章节之外的部分")
    example.change("citations", 1, section_id="")
    assert verify(example.sources(), example.package()).valid


def test_pl504_is_silent_about_a_table_without_sections(example):
    example.quote("responsibilities", 1, "省工业厅")
    assert verify(example.sources(), example.package()).issues == ()


# PL505


def test_pl505_another_value(example):
    example.change("targets", 1, value="500")
    issue = only(example, "targets", 1)
    assert (issue.code, issue.column, issue.value) == ("PL505", "value", "500")
    assert issue.en == (
        "targets/output-2030 – value 500 is not what the evidence says – found 400 in “产值力争突破400亿元”"
    )
    assert issue.zh == "targets/output-2030：数值500与证据不符，“产值力争突破400亿元”中为400"


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("能耗降低3%左右", "3", "-3"),
        ("能耗降低3%左右", "-3", None),
        ("能耗降低3%左右", "-4", "3"),
        ("产值增长3%", "-3", "3"),
        ("产值增长3%", "3", None),
        ("能耗降至3%", "3", None),
    ],
)
def test_pl505_a_fall_is_negative(text, value, found):
    quote, plan = stated(text + "。", text, value=value, unit_id="percent", measure="cumulative_change")
    assert e.value_instead.check(quote, plan) == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("达到400亿元", "400", "yi-yuan"),
        ("达到400亿元", "0.04", "wan-yi-yuan"),
        ("达到4000万元", "0.4", "yi-yuan"),
        ("达到五百亿元", "500", "yi-yuan"),
        ("打造千亿级集群", "1000", "yi-yuan"),
        ("超过1/4", "25", "percent"),
        ("四分之一", "25", "percent"),
        ("半数以上", "50", "percent"),
        ("两位数增长", "10", "percent"),
        ("翻一番", "1", "times"),
        ("翻两番", "3", "times"),
        ("两家", "2", "enterprise"),
        ("108万人", "108", "wan-person"),
        ("120万千瓦", "120", "wan-kilowatt"),
        ("120万千瓦时", "120", "wan-kilowatt-hour"),
        ("0.5%", "0.50", "percent"),
    ],
)
def test_pl505_is_silent_where_the_figure_gives_the_value(text, value, unit):
    assert e.value_instead.check(*stated(text, text, value=value, unit_id=unit)) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "found"),
    [
        ("达到400亿元", "4000", "yi-yuan", "400"),
        ("达到400亿元", "40", "yi-yuan", "400"),
        ("翻一番", "2", "times", "1倍"),
        ("四分之一", "4", "percent", "25%"),
        ("超过70%和80%", "75", "percent", "70, 80"),
        ("显著提高", "10", "percent", "no figure"),
        ("五百亿元", "50", "yi-yuan", "5e+10"),
    ],
)
def test_pl505_says_what_the_evidence_says(text, value, unit, found):
    assert e.value_instead.check(*stated(text, text, value=value, unit_id=unit)) == found


def test_nothing_is_found_in_both_languages(example):
    example.quote("targets", 1, "产值力争突破")
    issue = only(example, "targets", 1)
    assert issue.en.endswith("– found no figure in “产值力争突破”")
    assert issue.zh.endswith("“产值力争突破”中为无数值")


@pytest.mark.parametrize(("upper", "found"), [("8", None), ("9", "6, 8"), ("", None)])
def test_pl505_looks_at_the_upper_end_too(upper, found):
    text = "增长6%至8%"
    assert e.value_instead.check(*stated(text, text, value="6", value_max=upper, unit_id="percent")) == found


def test_a_row_without_value_claims_no_figure():
    row, plan = stated("到2030年显著提高", "显著提高", comparator="ge", unit_id="percent")
    assert codes(row, plan) == []


# PL506


def test_pl506_another_unit(example):
    example.change("targets", 3, unit_id="percent")
    issue = only(example, "targets", 3)
    assert (issue.code, issue.column, issue.value) == ("PL506", "unit_id", "percent")
    assert issue.en == (
        "targets/enterprises-2030 – unit percent is not what the text says – found “家” after “链上企业达到120家以上”"
    )
    assert issue.zh == "targets/enterprises-2030：单位percent与原文不符，“链上企业达到120家以上”之后为“家”"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("达到400亿元", "400", "yi-yuan"),
        ("达到五百亿元", "500", "yi-yuan"),
        ("打造千亿级集群", "1000", "yi-yuan"),
        ("达到1.2万亿元", "1.2", "wan-yi-yuan"),
        ("从业人员108万人", "108", "wan-person"),
        ("达到5000名", "5000", "person"),
        ("前6位", "6", "place"),
        ("第8名", "8", "place"),
        ("居第8", "8", "place"),
        ("增长2.5倍", "2.5", "times"),
        ("翻一番", "1", "times"),
        ("四分之一", "25", "percent"),
        ("120万千瓦", "120", "wan-kilowatt"),
        ("120万千瓦时", "120", "wan-kilowatt-hour"),
        ("120家", "120", "enterprise"),
        ("120个", "120", "enterprise"),
        ("120项", "120", "item"),
        ("新增120", "120", "item"),
    ],
)
def test_pl506_is_silent_where_the_unit_is_printed(text, value, unit):
    assert e.unit_instead.check(*stated(text + "。", text, value=value, unit_id=unit)) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "found"),
    [
        ("达到400亿元", "400", "percent", "亿元"),
        ("达到20%", "20", "yi-yuan", "%"),
        ("达到20%", "20", "enterprise", "%"),
        ("达到20万元", "20", "item", "万元"),
        ("达到20亿元", "20", "item", "亿元"),
        ("达到120家", "120", "person", "家"),
        ("超百万元", "1000000", "person", "元"),
        ("突破5100万元", "5100", "wan-person", "万元"),
        ("四分之一", "25", "times", "%"),
        ("翻一番", "1", "percent", "倍"),
        ("达到20万元", "20", "yi-yuan", "万元"),
        ("108万人", "108", "place", "万人"),
        ("120万千瓦时", "120", "wan-kilowatt", "万千瓦时"),
        ("120万千瓦", "120", "wan-kilowatt-hour", "万千瓦"),
    ],
)
def test_pl506_says_what_the_text_says(text, value, unit, found):
    assert e.unit_instead.check(*stated(text + "。", text, value=value, unit_id=unit)) == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("达到400亿元", "400", "wan-yuan"),
        ("达到400亿元", "400", "wan-yi-yuan"),
        ("达到400亿元", "400", "yuan"),
        ("达到400万元", "400", "yuan"),
        ("从业人员3.5万人", "3.5", "person"),
    ],
)
def test_pl506_tells_a_unit_from_its_multiples(text, value, unit):
    assert codes(*stated(text + "。", text, value=value, unit_id=unit, comparator="eq")) == ["PL506"]


def test_pl506_takes_a_table_cell_behind_its_unit():
    text = "指标单位2030年产值亿元400投入%3.2"
    cells = {"table_label": "产值", "measure": "level", "comparator": "eq"}
    assert e.unit_instead.check(*stated(text, "产值亿元400", value="400", unit_id="yi-yuan", **cells)) is None
    assert e.unit_instead.check(*stated(text, "产值亿元400", value="400", unit_id="percent", **cells)) == "投入%3"
    cells["table_label"] = ""
    assert e.unit_instead.check(*stated(text, "产值亿元400", value="400", unit_id="yi-yuan", **cells)) == "投入%3"


@pytest.mark.parametrize(("heading", "found"), [("年均增长(%)", None), ("年均增长", "。")])
def test_pl506_takes_a_growth_column_with_its_heading(heading, found):
    text = f"指标2030年{heading}产值400 8.9。"
    cells = {"table_label": "产值", "measure": "cagr", "value": "8.9", "unit_id": "percent"}
    assert e.unit_instead.check(*stated(text, "8.9", **cells)) == found


@pytest.mark.parametrize("unit", ["", "unknown"])
def test_a_value_without_a_known_unit_stops_nothing(example, unit):
    example.change("targets", 3, unit_id=unit)
    report = verify(example.sources(), example.package())
    assert {issue.code for issue in report.issues} <= {"PL506"}


# PL507


def test_pl507_another_comparator(example):
    example.change("targets", 1, comparator="eq")
    issue = only(example, "targets", 1)
    assert (issue.code, issue.column, issue.value) == ("PL507", "comparator", "eq")
    assert issue.en == (
        "targets/output-2030 – comparator eq is not what the words say – found gt at “产值力争突破400亿元”"
    )
    assert issue.zh == "targets/output-2030：比较关系eq与原文用词不符，“产值力争突破400亿元”为超过（gt）"


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "word"),
    [
        ("达到400亿元", "400亿元", "400", "yi-yuan", "eq"),
        ("力争突破400亿元", "400亿元", "400", "yi-yuan", "gt"),
        ("约400亿元", "400亿元", "400", "yi-yuan", "approx"),
        ("链上企业300家以上", "企业300家", "300", "enterprise", "ge"),
        ("进入前6位", "前6位", "6", "place", "le"),
        ("超过70%和80%", "80%", "80", "percent", "gt"),
        ("至少达到2000亿元", "2000亿元", "2000", "yi-yuan", "ge"),
        ("打造千亿级集群", "千亿级", "1000", "yi-yuan", "approx"),
    ],
)
def test_pl507_reads_the_words_around_the_quote(text, quote, value, unit, word):
    cells = {"value": value, "unit_id": unit}
    assert e.comparator_instead.check(*stated(text + "。", quote, comparator=word, **cells)) is None
    other = "le" if word == "eq" else "eq"
    assert e.comparator_instead.check(*stated(text + "。", quote, comparator=other, **cells)) == word


# PL508


def test_pl508_another_year(example):
    example.change("targets", 1, target_year="2029")
    issue = only(example, "targets", 1)
    assert (issue.code, issue.column, issue.value) == ("PL508", "target_year", "2029")
    assert issue.en == (
        "targets/output-2030 – target_year 2029 is not the year that the text names – found 2030 before "
        "“产值力争突破400亿元”"
    )
    assert issue.zh == ("targets/output-2030：target_year为2029，与原文所述年份不符，“产值力争突破400亿元”之前为2030")


@pytest.mark.parametrize(
    ("table", "column", "found"), [("observations", "year", "2025"), ("goals", "target_year", "2030")]
)
def test_pl508_names_the_column_with_the_year(example, table, column, found):
    example.change(table, 1, **{column: "2024"})
    issue = only(example, table, 1)
    assert (issue.code, issue.column, issue.value) == ("PL508", column, "2024")
    assert f"{column} 2024 is not the year that the text names – found {found} before" in issue.en


def test_pl508_a_base_year_dates_nothing(example):
    example.change("observations", 2, year="2020")
    assert only(example, "observations", 2).code == "PL508"


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("到2030年，达到400亿元", "2030", None),
        ("到2030年，达到400亿元", "", None),
        ("到2030年，达到400亿元", "2031", "2030"),
        ("到“十五五”末，达到400亿元", "2030", None),
        ("2026-2030年，达到400亿元", "2030", None),
        ("2026-2030年，达到400亿元", "2026", "2030"),
        ("比“十三五”末增加，2025年达到400亿元", "2025", None),
        ("到2030年，加快发展。产值达到400亿元", "2030", None),
        ("到2030年，加快发展。产值达到400亿元", "2031", "2030"),
        ("到2025年增长。到2030年，达到400亿元", "2025", "2030"),
        ("到2030年，比2025年翻一番，达到400亿元", "2030", None),
        ("到2030年，比2025年翻一番，达到400亿元", "2025", "2030"),
        ("到2030年，2035年前达到400亿元", "2035", None),
        ("达到400亿元，到2030年", "2030", "no year"),
        ("比2025年增加，达到400亿元", "2030", "no year"),
        ("产值达到400亿元", "2030", "no year"),
    ],
)
def test_pl508_takes_the_last_year_named_before_the_end_of_the_quote(text, year, found):
    assert years.year_instead.check(*stated(text, "达到400亿元", target_year=year)) == found


REPORT = "2032年云河省政府工作报告。"


@pytest.mark.parametrize(
    ("text", "table", "year", "found"),
    [
        ("今年，产值达到400亿元", "targets", "2032", None),
        ("今年，产值达到400亿元", "targets", "2033", "2032"),
        ("去年，产值达到400亿元", "observations", "2031", None),
        ("去年，产值达到400亿元", "observations", "2032", "2031"),
        ("五年来，产值达到400亿元", "observations", "2031", None),
        ("“十六五”时期，产值达到400亿元", "targets", "2035", None),
        ("今年河更清。产值达到400亿元", "targets", "2032", None),
        ("今年，产值比去年多，达到400亿元", "targets", "2032", None),
        ("产值达到400亿元", "targets", "2032", None),
        ("产值达到400亿元", "observations", "2031", None),
        ("产值达到400亿元", "observations", "2030", "2031"),
        ("产值由2026年的300亿元，达到400亿元", "observations", "2031", None),
        ("高于“十四五”时期，产值达到400亿元", "observations", "2031", None),
    ],
)
def test_pl508_takes_the_year_that_a_report_names_in_words(text, table, year, found):
    row, plan = stated(REPORT + text, "达到400亿元", table=table, **{years.YEARS[table]: year})
    assert years.year_instead.check(row, plan) == found


def test_pl508_takes_the_year_of_a_heading_of_a_report():
    text = REPORT + "一、2031年工作回顾产值达到400亿元"
    row, plan = stated(text, "达到400亿元", table="observations", year="2031")
    head = {"section_id": "one", "number": "一、", "title_zh": "2031年工作回顾"}
    plan.quotes.append(Quote("sections", "one", 2, head, "p", "一、2031年工作回顾", text.find("一")))
    locate(plan)
    assert years.year_instead.check(row, plan) is None


@pytest.mark.parametrize(("year", "found"), [("2030", None), ("2035", None), ("2025", "2035")])
def test_pl508_takes_any_year_of_a_list_with_respectively(year, found):
    text = "到2025年增长。到2030年、2035年，产值分别达到400亿元、500亿元"
    assert years.year_instead.check(*stated(text, "达到400亿元", target_year=year)) == found


@pytest.mark.parametrize(("year", "found"), [("2025", None), ("2030", None), ("2020", "2030")])
def test_pl508_takes_any_year_in_the_head_of_a_table(year, found):
    text = "表1指标2025年2030年产值(亿元)400"
    assert years.year_instead.check(*stated(text, "400", target_year=year, table_label="表1")) == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("惠及50万名儿童。", "50", "wan-person"),
        ("惠及50余万群众。", "50", "wan-person"),
        ("唯一出生人口超百万的省份。", "1000000", "person"),
        ("产值4700多亿元。", "4700", "yi-yuan"),
    ],
)
def test_pl506_takes_people_in_any_words_and_more_than(text, value, unit):
    assert e.unit_instead.check(*stated(text, text[:-1], value=value, unit_id=unit)) is None


@pytest.mark.parametrize(("unit", "found"), [("yi-yuan", None), ("percent", "400")])
def test_pl506_takes_the_unit_in_brackets_before_a_cell(unit, found):
    text = "表1指标投入(%)3产值(亿元)400"
    assert e.unit_instead.check(*stated(text, "400", value="400", unit_id=unit, table_label="表1")) == (found and "")


@pytest.mark.parametrize(("year", "found"), [("2030", None), ("2035", "2030")])
def test_pl508_takes_a_year_from_an_earlier_section_where_its_own_names_none(year, found):
    text = "一目标到2030年。二产业产值达到400亿元。"
    row, plan = stated(text, "达到400亿元", target_year=year)
    second = Quote("sections", "t", 2, {"section_id": "t", "number": ""}, "p", "二产业", text.find("二产业"))
    plan.quotes.append(second)
    locate(plan)
    assert years.year_instead.check(row, plan) == found


# PL509


def test_pl509_another_name(example):
    example.change("projects", 2, name_zh="青石锂回收项目")
    issue = only(example, "projects", 2)
    found = "青石稀土回收项目:与《云泽省循环经济规划》相衔接。三、保障措施到2030年,标准"
    assert (issue.code, issue.column, issue.value) == ("PL509", "name_zh", "青石锂回收项目")
    assert (
        issue.en
        == f"projects/rare-earth – name_zh “青石锂回收项目” cannot be read at “青石稀土回收项目” – found “{found}”"
    )
    assert issue.zh == f"projects/rare-earth：name_zh“青石锂回收项目”与“青石稀土回收项目”处的文字不符，该处为“{found}”"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("industries", "name_zh"),
        ("projects", "name_zh"),
        ("tasks", "title_zh"),
        ("citations", "cited_title_zh"),
        ("park_industries", "industry_zh"),
        ("responsibilities", "as_written"),
        ("park_roles", "role_zh"),
        ("instruments", "name_zh"),
        ("region_industries", "industry_zh"),
        ("goals", "text_zh"),
    ],
)
def test_pl509_names_the_column_that_holds_the_name(example, table, column):
    example.change(table, 1, **{column: "龘靐齉"})
    for row in example.rows["targets"]:
        row["industry_id"] = ""  # no sentence has the other name
    issue = only(example, table, 1)
    assert (issue.code, issue.column, issue.value) == ("PL509", column, "龘靐齉")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("云湖、青石碳纤维", None),
        ("云湖碳纤维基地", None),
        ("青石碳纤维基地", None),
        ("“云湖”碳纤维（基地）", None),
        ("云湖 碳纤维", None),
        ("", None),
        ("碳纤维云湖", "云湖、青石碳纤维基地。"),
        ("云湖碳纤维园区", "云湖、青石碳纤维基地。"),
    ],
)
def test_pl509_reads_a_name_across_a_list(name, found):
    assert e.name_instead.check(*stated("建设云湖、青石碳纤维基地。", "云湖", table="projects", name_zh=name)) == found


@pytest.mark.parametrize(
    ("name", "composed", "found"),
    [
        ("云湖、青石碳纤维", "false", None),
        ("云湖碳纤维基地", "true", None),
        ("云湖碳纤维基地", "false", "云湖、青石碳纤维基地。"),
        ("云湖碳纤维园区", "true", "云湖、青石碳纤维基地。"),
    ],
)
def test_pl509_a_name_that_is_not_composed_is_in_one_piece(name, composed, found):
    cells = {"name_zh": name, "name_composed": composed}
    assert e.name_instead.check(*stated("建设云湖、青石碳纤维基地。", "云湖", table="projects", **cells)) == found


def test_pl509_looks_so_far_and_no_farther():
    far = "，" * (WINDOW + 1)
    near = "，" * (WINDOW - 2)
    assert e.name_instead.check(*stated(f"首云湖{near}基地", "云湖", table="projects", name_zh="云湖基地")) is None
    assert e.name_instead.check(*stated(f"首云湖{far}基地", "云湖", table="projects", name_zh="云湖基地")) is not None


def test_a_table_without_names_has_nothing_to_read():
    assert e.name_instead.check(*stated("云湖", "云湖", table="project_regions", name_zh="别处")) is None


# Ordinary forms


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("占比提高2个百分点", {"value": "2", "unit_id": "percentage-point", "measure": "cumulative_change"}),
        ("占比提高2百分点", {"value": "2", "unit_id": "percentage-point", "measure": "cumulative_change"}),
        ("企业1,230家", {"value": "1230", "unit_id": "enterprise"}),
        ("利用率≥80%", {"value": "80", "unit_id": "percent", "comparator": "ge"}),
        ("产值800—1000亿元", {"value": "800", "value_max": "1000", "unit_id": "yi-yuan"}),
        ("增长8%-10%左右", {"value": "8", "value_max": "10", "unit_id": "percent", "comparator": "approx"}),
        ("汽车30万辆", {"value": "30", "unit_id": "wan-vehicle"}),
        ("汽车30万辆", {"value": "300000", "unit_id": "vehicle"}),
        ("覆盖八成以上", {"value": "80", "unit_id": "percent", "comparator": "ge"}),
        ("二期年产2万人", {"value": "2", "unit_id": "wan-person"}),
    ],
)
def test_ordinary_forms(text, cells):
    assert codes(*stated(text + "。", text, **{"comparator": "eq"} | cells)) == []


@pytest.mark.parametrize(
    ("text", "cells", "code"),
    [
        ("汽车30万辆", {"value": "30", "unit_id": "vehicle"}, "PL506"),
        ("汽车30万辆", {"value": "30", "unit_id": "item"}, "PL506"),
        ("占比提高2个百分点", {"value": "2", "unit_id": "percent"}, "PL506"),
        ("占比提高2个百分点", {"value": "2", "unit_id": "item"}, "PL506"),
        ("企业1,230家", {"value": "230", "unit_id": "enterprise"}, "PL505"),
    ],
)
def test_ordinary_mistakes(text, cells, code):
    assert codes(*stated(text + "。", text, **cells)) == [code]


PAIRED = "到2025年、2030年,企业分别达到100家、200家以上。到2035年,园区分别达到7个和8个"


@pytest.mark.parametrize(
    ("text", "quote", "value", "year"),
    [
        (PAIRED, "企业分别达到100家", "100", "2025"),
        (PAIRED, "企业分别达到100家、200家以上", "200", "2030"),
        (PAIRED, "园区分别达到7个", "7", "2035"),
        (PAIRED, "园区分别达到7个和8个", "8", "2035"),
        ("2025年达到100家,2030年达到200家", "2025年达到100家,2030年达到200家", "100", "2025"),
        ("2025年达到100家,2030年达到200家", "2025年达到100家,2030年达到200家", "200", "2030"),
        ("达到100家(2030年)", "达到100家(2030年)", "100", "2030"),
        ("2025和2030年分别达到100家和200家", "分别达到100家", "100", "2025"),
    ],
)
def test_the_year_of_one_of_several_figures(text, quote, value, year):
    row, plan = stated(text, quote, value=value, target_year=year)
    assert years.year_instead.check(row, plan) is None
    row, plan = stated(text, quote, value=value, target_year="1999")
    assert years.year_instead.check(row, plan) == year


# By the quote alone


def alone(quote, **cells):
    plan = Plan("p", quote, same=True, units=UNITS, is_quote=True)
    return codes(Quote("targets", "k", 1, BLANK | {"evidence": quote} | cells, "p", quote, 0, place=0), plan)


@pytest.mark.parametrize(
    ("quote", "cells", "found"),
    [
        ("达到28个", {"value": "29", "unit_id": "item"}, ["PL505"]),
        ("达到28", {"value": "28", "unit_id": "yi-yuan"}, []),  # the unit may follow
        ("达到28亿", {"value": "28", "unit_id": "yi-yuan"}, []),
        ("达到28亿元", {"value": "28", "unit_id": "wan-yuan"}, ["PL506"]),
        ("达到28个", {"value": "28", "unit_id": "item", "target_year": "2030"}, []),  # the year may be before
        ("2025年达到28个", {"value": "28", "unit_id": "item", "target_year": "2030"}, ["PL508"]),
        ("8.8", {"value": "8.8", "unit_id": "percent", "table_label": "表1", "measure": "cagr"}, []),
        ("亿元8.8", {"value": "8.8", "unit_id": "percent", "table_label": "表1", "measure": "level"}, ["PL506"]),
        ("亿元8.8", {"value": "8.8", "unit_id": "yi-yuan", "table_label": "表1", "measure": "level"}, []),
    ],
)
def test_what_a_quote_says_by_itself(quote, cells, found):
    assert alone(quote, **cells) == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("寿命提高到80岁", "80", "year"),
        ("人均收入突破3.5万元", "3.5", "wan-yuan-per-person"),
        ("浓度降到每立方米19微克", "19", "microgram"),
        ("浓度降到19微克每立方米", "19", "microgram"),
        ("分别高于平均12.7个、12个百分点", "12.7", "percentage-point"),
        ("总量迈上5万亿台阶", "5", "wan-yi-yuan"),
        ("发电量超过3000亿度", "3000", "yi-kilowatt-hour"),
        ("规模翻了一番", "1", "times"),
    ],
)
def test_pl506_takes_units_as_reports_print_them(text, value, unit):
    quote, plan = stated(text + "。", text, value=value, unit_id=unit)
    plan.units |= REPORTED
    assert e.value_instead.check(quote, plan) is None
    assert e.unit_instead.check(quote, plan) is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "found"),
    [
        ("收入突破3.5万元", "3.5", "wan-yuan-per-person", "万元"),
        ("浓度降到19微克", "19", "microgram", "微克。"),
        ("分别有12.7个、12个中心", "12.7", "percentage-point", "个"),
        ("发电量超过3000亿度", "3000", "yi-yuan", "亿度。"),
    ],
)
def test_pl506_asks_for_both_halves_of_such_units(text, value, unit, found):
    quote, plan = stated(text + "。", text, value=value, unit_id=unit)
    plan.units |= REPORTED
    assert e.unit_instead.check(quote, plan) == found


REPORTED = {
    unit: {"unit_id": unit, "name_zh": name, "quantity": quantity, "base_unit": base, "factor": factor}
    for unit, name, quantity, base, factor in (
        ("year", "年", "time", "year", "1"),
        ("wan-yuan-per-person", "万元/人", "money per person", "yuan-per-person", "10000"),
        ("microgram", "微克/立方米", "concentration", "milligram-per-cubic-metre", "0.001"),
        ("yi-kilowatt-hour", "亿千瓦时", "electricity", "kilowatt-hour", "100000000"),
    )
}


@pytest.mark.parametrize(
    ("value", "year", "found"),
    [("7", "2020", None), ("9", "2025", None), ("9", "2020", "2025"), ("7", "2025", "2020")],
)
def test_pl508_a_year_from_which_a_figure_was_reached_does_not_date_it(value, year, found):
    text = "2025年回顾。占比由2020年的7%提升至9%"
    quote, plan = stated(text + "。", "占比由2020年的7%提升至9%", value=value, unit_id="percent", target_year=year)
    assert years.year_instead.check(quote, plan) == found


def test_pl514_takes_a_place_in_the_nation_without_a_measure_word():
    quote, plan = stated("增加值提升至全国第二。", "提升至全国第二", value="2", unit_id="place", measure="rank")
    assert w.measure_instead.check(quote, plan) is None
