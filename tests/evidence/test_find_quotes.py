"""Where the quotes of rows that were handed in are."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from openpyxl import Workbook

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, read_descriptor, root
from pyplanning.evidence.find_quotes import MOST_PLACES, MOST_SEARCHES, find_quotes
from pyplanning.evidence.text import normalise, occurrences, sha256
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table
from pyplanning.rule import Change

PLAN = "yunze-test-2026"
SHIPPED = read_rows(root(), descriptor())


def table(name: str, rows: list[dict[str, str]]) -> Table:
    """A sheet whose header is in row 3, with the columns of its rows in A, B, C …"""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = {column: [row.get(column, "") for row in rows] for column in columns}
    letters = {column: chr(ord("A") + i) for i, column in enumerate(columns)}
    frame = pl.DataFrame(cells).with_row_index(ROW, offset=1).lazy()
    return Table(name, "new.xlsx", frame, tuple(columns), name.title(), letters, header_line=3)


def terms(*quotes: str, **cells: str) -> Table:
    """Rows that quote, without offset and section."""
    empty = {"plan_id": PLAN, "section_id": "", "evidence_start": ""}
    return table("terms", [{"term_id": f"t{n}", "evidence": q} | empty | cells for n, q in enumerate(quotes, 1)])


def sections(*titles: str, **cells: str) -> Table:
    """Headings one below another on one level, such as 一/总体要求, without a place."""
    rows = []
    for n, title in enumerate(titles, 1):
        number, _, words = title.rpartition("/")
        rows.append({"section_id": f"s{n}", "plan_id": PLAN, "parent_id": "", "position": str(n)})
        rows[-1] |= {"number": number, "title_zh": words, "start": ""} | cells
    return table("sections", rows)


def cells(tables: list[Table], name: str, column: str) -> list[str]:
    (found,) = [t.frame.collect()[column].to_list() for t in tables if t.name == name]
    return found


@pytest.fixture
def locate(tmp_path):
    """Locate rows in a text."""

    def run(text: str, *tables: Table):
        file = tmp_path / "plan.txt"
        file.write_text(text, encoding="utf-8")
        return find_quotes(tables, {PLAN: file}, SHIPPED)

    return run


# The whole of a contribution


def stripped(example) -> list[Table]:
    """The made-up plan's tables as somebody fills them in: quotes, but neither places nor sections."""
    left_out = ("evidence_start", "start", "source_sha256", "source_length", "name_composed")
    tables = []
    for one in read(example.package()):
        columns = [c for c in one.header if c in left_out or (c == "section_id" and one.name != "sections")]
        tables.append(replace(one, frame=one.frame.with_columns(pl.lit("").alias(c) for c in columns)))
    return tables


def test_what_quotes_tell_is_filled_in(example):
    tables, changes, issues = find_quotes(stripped(example), example.sources(), SHIPPED)
    unsure = {(i.table, i.row) for i in issues}
    filled = ("start", "source_sha256", "source_length", "evidence", "evidence_start", "section_id", "name_composed")
    for name, rows in example.rows.items():
        for column in filled:
            if column in rows[0]:
                found = cells(tables, name, column)
                right = [row[column] for row in rows]
                expected = [("" if (name, n) in unsure and column != "evidence" else r) for n, r in enumerate(right, 1)]
                assert found == expected, (name, column)
    assert {i.code for i in issues} == {"PL511"}
    assert {c.why for c in changes} == {"evidence"}
    assert sorted(changes) == changes


def test_a_name_that_is_not_printed_in_one_piece_is_composed(example):
    example.change("projects", 2, name_zh="青石回收项目")
    tables, *_ = find_quotes(stripped(example), example.sources(), SHIPPED)
    assert cells(tables, "projects", "name_composed") == ["false", "true"]


def test_what_is_filled_in_proves_itself(example):
    sources = example.sources()
    tables, _, issues = find_quotes(stripped(example), sources, SHIPPED)
    report = pp.verify(sources, tables)
    assert report.issues == ()
    assert sum(report.counts.values()) + len(issues) == sum(
        len(rows) for name, rows in example.rows.items() if name == "sections" or "evidence" in rows[0]
    )


def test_what_is_filled_in_is_not_filled_in_again(example):
    sources = example.sources()
    tables, _, issues = find_quotes(stripped(example), sources, SHIPPED)
    assert find_quotes(tables, sources, SHIPPED)[1:] == ([], issues)
    whole = read(example.package())
    assert find_quotes(whole, sources, SHIPPED)[1:] == ([], [])


def test_frames_stay_lazy_and_the_tables_given_are_as_they_were(example):
    given = stripped(example)
    tables, _, _ = find_quotes(given, example.sources(), SHIPPED)
    assert all(isinstance(t.frame, pl.LazyFrame) for t in tables)
    assert set(cells(given, "tasks", "evidence_start")) == {""}
    assert [t.name for t in tables] == [t.name for t in given]


# Places and changes


def test_a_change_stands_at_its_cell(locate):
    tables, changes, issues = locate("产值达到400亿元。", terms("400亿元"))
    assert cells(tables, "terms", "evidence_start") == ["4"]
    assert changes == [Change("new.xlsx", "Terms", "terms", 1, "evidence_start", "E4", "", "4", "evidence", 4)]
    assert issues == []


def test_a_change_stands_at_its_cell_of_a_workbook(tmp_path):
    book, file, text = Workbook(), tmp_path / "new.xlsx", tmp_path / "plan.txt"
    sheet = book.create_sheet("terms")
    for row in (["云泽省"], [], ["term_id", "", "plan_id", "term_zh", "evidence", "evidence_start"]):
        sheet.append(row)
    for row in ([], ["output", "", PLAN, "产值", "产值 400 亿元"], ["exports", "", PLAN, "出口额", "出口额"]):
        sheet.append(row)
    book.save(file)
    text.write_text("产值４００亿元", encoding="utf-8")
    _, changes, issues = find_quotes(read(file), {PLAN: text}, SHIPPED)
    place = (str(file), "terms", "terms", 2)
    assert changes == [
        Change(*place, "evidence", "E5", "产值 400 亿元", "产值400亿元", "evidence", 5),
        Change(*place, "evidence_start", "F5", "", "0", "evidence", 5),
    ]
    assert [(i.code, i.sheet, i.row, i.cell) for i in issues] == [("PL512", "terms", 3, "E6")]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("４００亿元，增长８％", "400亿元,增长8%"),
        ("400 亿元, 增长 8%", "400亿元,增长8%"),
        ('"链主"企业', "“链主”企业"),
        ("「链主」企业", "“链主”企业"),
        ("ai 大模型", "AI大模型"),
        ("表 4000 8.9", "表4000 8.9"),
        ("Made  in China", "Made in China"),
        ("MadeinChina", "Made in China"),
    ],
)
def test_a_quote_becomes_the_texts_own_letters(locate, typed, printed):
    text = "产值400亿元，增长8%。“链主”企业，AI大模型，表 4000 8.9 Made in China"
    tables, changes, issues = locate(text, terms(typed))
    assert cells(tables, "terms", "evidence") == [printed]
    assert cells(tables, "terms", "evidence_start") == [str(normalise(text).index(printed))]
    assert (changes[0].column, changes[0].old, changes[0].new) == ("evidence", typed, printed)
    assert issues == []


def test_the_letter_goes_before_another_spelling(locate):
    tables, changes, _ = locate("“甲”,“乙”、「甲」", terms("「甲」"))
    assert cells(tables, "terms", "evidence_start") == ["8"]
    assert [c.column for c in changes] == ["evidence_start"]


def test_a_quote_does_not_cut_a_number_in_two(locate):
    tables, _, issues = locate("增长18.8%，其中12.8和8.8，2018年8.85", terms("8.8", "18"))
    assert cells(tables, "terms", "evidence_start") == ["15", ""]
    assert [(i.code, i.row) for i in issues] == [("PL511", 2)]


def test_a_quote_that_stands_only_in_a_number_is_found_there(locate):
    assert cells(locate("增长18.8%", terms("8.8"))[0], "terms", "evidence_start") == ["3"]


def test_digits_are_not_run_together(locate):
    assert [i.code for i in locate("表 4000 8.9", terms("40008.9"))[2]] == ["PL512"]


def test_a_row_with_its_offset_keeps_it(locate):
    given = terms("甲", evidence_start="2")
    tables, changes, issues = locate("甲乙甲", given)
    assert (changes, issues) == ([], [])
    assert cells(tables, "terms", "evidence_start") == ["2"]


def test_a_quote_at_its_offset_becomes_the_texts_own_letters(locate):
    tables, changes, issues = locate("“甲”“甲”", terms('"甲"', evidence_start="3"))
    assert cells(tables, "terms", "evidence") == ["“甲”"]
    assert [c.column for c in changes] == ["evidence"]
    assert issues == []


@pytest.mark.parametrize("start", ["1", "99", "x", "-1"])
def test_a_wrong_offset_is_left_to_the_proof(locate, start):
    assert locate("甲乙甲", terms("甲", evidence_start=start))[1:] == ([], [])


def test_a_row_without_a_quote_is_left(locate):
    assert locate("甲", terms(""))[1:] == ([], [])


def test_a_column_that_is_not_there_is_not_made(locate):
    bare = table("terms", [{"term_id": "t", "plan_id": PLAN, "evidence": "乙"}])
    tables, changes, issues = locate("甲乙", bare)
    assert (changes, issues) == ([], [])
    assert tables[0].frame.collect_schema().names() == [ROW, "term_id", "plan_id", "evidence"]


def test_sheets_of_one_table_are_filled_in_one_by_one(locate):
    tables, changes, _ = locate("甲乙", terms("乙"), replace(terms("甲"), sheet="More"))
    assert [t.frame.collect()["evidence_start"].to_list() for t in tables] == [["1"], ["0"]]
    assert [(c.sheet, c.row, c.new) for c in changes] == [("More", 1, "0"), ("Terms", 1, "1")]


# The plan


def test_a_plan_without_a_text_cites_the_one_given(locate):
    plan = table("plans", [{"plan_id": PLAN, "source_sha256": "", "source_length": ""}])
    tables, changes, _ = locate("云泽 省\n", plan)
    assert cells(tables, "plans", "source_sha256") == [sha256("云泽省")]
    assert cells(tables, "plans", "source_length") == ["3"]
    assert [(c.column, c.cell) for c in changes] == [("source_length", "C4"), ("source_sha256", "B4")]


def test_in_another_copy_than_the_one_cited_nothing_is_filled_in(locate):
    plan = table("plans", [{"plan_id": PLAN, "source_sha256": sha256("云泽"), "source_length": ""}])
    assert locate("云泽省", plan, terms("云泽"))[1:] == ([], [])


def test_a_shipped_plan_is_cited_already(tmp_path):
    plan_id = pp.load("plans")["plan_id"][0]
    (tmp_path / f"{plan_id}.txt").write_text("云泽省")
    assert find_quotes([terms("云泽", plan_id=plan_id)], tmp_path, SHIPPED)[1:] == ([], [])


@pytest.mark.parametrize("content", [None, b"", "云泽".encode("gb18030")])
def test_without_a_text_nothing_is_filled_in(tmp_path, content):
    if content is not None:
        (tmp_path / f"{PLAN}.txt").write_bytes(content)
    assert find_quotes([terms("云泽")], tmp_path, SHIPPED)[1:] == ([], [])
    assert find_quotes([terms("云泽")], {}, SHIPPED)[1:] == ([], [])


def test_a_text_for_another_plan_is_refused(tmp_path):
    with pytest.raises(pp.PackageError, match=f"did you mean {PLAN}"):
        find_quotes([terms("云泽")], {PLAN[:-1]: tmp_path}, SHIPPED)


# Sections


def test_headings_are_found_from_number_and_title(locate):
    text = "一、总体要求\n（一）目标。到2030年。\n二 重点任务\n专栏1：项目\n"
    tables, _, issues = locate(text, sections("一/总体要求", "（一）/目标", "二/重点任务", "专栏1/项目"))
    assert cells(tables, "sections", "start") == ["0", "6", "19", "24"]
    assert issues == []


@pytest.mark.parametrize("title", ["引进“链主”企业", '引进"链主"企业', "引进 「链主」 企业"])
def test_a_heading_may_be_typed_otherwise(locate, title):
    tables, changes, issues = locate("总则。\n引进“链主”企业\n", sections(title))
    assert cells(tables, "sections", "start") == ["3"]
    assert [c.column for c in changes] == ["start"]
    assert issues == []


def test_a_heading_goes_before_its_mention(locate):
    text = "加快重点任务和保障措施。重点任务\n一是落实重点任务，并有保障措施。——保障措施。含重点任务。"
    assert cells(locate(text, sections("重点任务", "保障措施"))[0], "sections", "start") == ["12", "34"]


def test_headings_stand_in_their_order(locate):
    text = "一、甲\n（一）目标\n二、乙\n（一）目标\n三、丙\n（一）目标\n"
    titles = ("一/甲", "（一）/目标", "二/乙", "（一）/目标", "三/丙", "（一）/目标")
    assert cells(locate(text, sections(*titles))[0], "sections", "start") == ["0", "3", "8", "11", "16", "19"]


def test_the_order_of_headings_is_that_of_the_tree(locate):
    text = "一、甲\n（一）目标\n二、乙\n（一）目标\n"
    rows = [("b1", "b", "1", "（一）", "目标"), ("b", "", "2", "二", "乙"), ("a", "", "1", "一", "甲")]
    rows.append(("a1", "a", "1", "（一）", "目标"))
    keys = ("section_id", "parent_id", "position", "number", "title_zh")
    tree = table("sections", [dict(zip(keys, row, strict=True)) | {"plan_id": PLAN, "start": ""} for row in rows])
    assert cells(locate(text, tree)[0], "sections", "start") == ["11", "8", "0", "3"]


def test_a_circle_of_headings_does_no_harm(locate):
    circle = sections("甲", "乙")
    circle = replace(circle, frame=circle.frame.with_columns(parent_id=pl.Series(["s2", "s1"])))
    assert cells(locate("甲\n乙", circle)[0], "sections", "start") == ["0", "1"]


def test_the_table_of_contents_holds_no_heading(locate):
    titles = [f"第{n}章/{word}" for n, word in zip("一二三四五", ("总则", "目标", "任务", "布局", "保障"), strict=True)]
    lines = [title.replace("/", " ") for title in titles]
    contents = "\n".join(f"{line}……{n}" for n, line in enumerate(lines, 1))
    text = f"目录\n{contents}\n" + "".join(f"{line}\n正文若干字。\n" for line in lines)
    starts = [occurrences(normalise(text), line.replace(" ", ""))[1] for line in lines]
    assert cells(locate(text, sections(*titles))[0], "sections", "start") == [str(s) for s in starts]


def test_a_heading_that_the_text_has_lost_takes_no_other_place(locate):
    titles = ("一/甲", "专栏1/项目", "二/乙", "三/丙", "四/丁")
    contents = "一、甲\n专栏1项目\n二、乙\n三、丙\n四、丁\n"
    text = contents + "一、甲\n字。\n二、乙\n字。\n三、丙\n字。\n四、丁\n字。"
    tables, _, issues = locate(text, sections(*titles))
    assert cells(tables, "sections", "start") == ["17", "", "22", "27", "32"]
    assert [(i.code, i.level, i.row, i.cell) for i in issues] == [("PL513", "warning", 2, "F5")]


def test_the_deepest_section_holds_a_quote(locate):
    heads = sections("一/甲", "（一）/乙", "二/丙")
    tables, _, _ = locate(
        "序言\n一、甲\n目标\n（一）乙\n任务\n二、丙\n保障", heads, terms("任务", "目标", "序言", "保障")
    )
    assert cells(tables, "terms", "section_id") == ["s2", "s1", "", "s3"]


def test_the_section_of_a_row_with_its_offset_is_filled_in(locate):
    tables, changes, _ = locate("一、甲\n目标", sections("一/甲"), terms("目标", evidence_start="3"))
    assert cells(tables, "terms", "section_id") == ["s1"]
    assert [(c.table, c.column) for c in changes] == [("sections", "start"), ("terms", "section_id")]


def test_a_section_that_is_given_stays(locate):
    tables, changes, issues = locate("一、甲\n目标", sections("一/甲"), terms("目标", section_id="s9"))
    assert cells(tables, "terms", "section_id") == ["s9"]
    assert [c.column for c in changes] == ["start", "evidence_start"]
    assert issues == []


def test_below_a_heading_in_doubt_no_section_is_filled_in(locate):
    heads = sections("一/甲", "小结", "二/丙")
    tables, _, issues = locate(
        "一、甲\n目标\n小结\n任务\n小结\n保障\n二、丙\n组织", heads, terms("目标", "任务", "保障", "组织")
    )
    assert cells(tables, "terms", "section_id") == ["s1", "", "", "s3"]
    assert [i.code for i in issues] == ["PL513"]


@pytest.mark.parametrize("title", ["小节", "丁"])
def test_below_the_heading_before_one_that_is_not_found_no_section_is_filled_in(locate, title):
    heads = sections("一/甲", title, "二/丙")
    tables, _, _ = locate("一、甲\n目标\n小结\n任务\n二、丙\n组织", heads, terms("目标", "任务", "组织"))
    assert cells(tables, "terms", "section_id") == ["", "", "s3"]


def test_a_heading_that_only_the_table_of_contents_has_is_in_nobodys_way(locate):
    contents = "一、甲\n专栏1项目\n二、乙\n三、丙\n四、丁\n"
    text = contents + "一、甲\n目标。\n二、乙\n任务。\n三、丙\n字。\n四、丁\n字。"
    heads = sections("一/甲", "专栏1/项目", "二/乙", "三/丙", "四/丁")
    assert cells(locate(text, heads, terms("目标", "任务"))[0], "terms", "section_id") == ["s1", "s3"]


def test_shipped_sections_hold_rows_too(example):
    """A row for a plan that is shipped needs none of its sections again."""
    folder = example.package()
    shipped = read_rows(folder, read_descriptor(folder))
    new = terms("配套", plan_id=example.plan_id)
    assert cells(find_quotes([new], example.sources(), shipped)[0], "terms", "section_id") == [f"{example.plan_id}-6"]


# PL511


TWICE = "一、甲\n产值达到400亿元以上，比上年增长一成。\n二、乙\n出口额400亿元。"


def test_pl511_a_quote_that_stands_at_several_places(locate):
    tables, _, issues = locate(TWICE, sections("一/甲", "二/乙"), terms("400亿元"))
    (issue,) = issues
    assert (issue.code, issue.level, issue.column, issue.cell, issue.value) == (
        "PL511",
        "error",
        "evidence_start",
        "E4",
        "",
    )
    assert issue.en == (
        "terms/t1 – “400亿元” occurs in several places in the text – found at 7 (s1) “一、甲产值达到[400亿元]"
        "以上,比上年增长一成”; at 29 (s2) “长一成。二、乙出口额[400亿元]。” – expected the section or offset of one"
    )
    assert issue.zh == (
        "terms/t1：原文中有多处“400亿元”：第7字（s1）“一、甲产值达到[400亿元]以上,比上年增长一成”；"
        "第29字（s2）“长一成。二、乙出口额[400亿元]。”，应指明其中一处的章节或位置"
    )
    assert cells(tables, "terms", "evidence_start") == [""]


def test_pl511_shows_at_most_five_places(locate):
    (issue,) = locate("，".join("甲" * (MOST_PLACES + 2)), terms("甲"))[2]
    assert issue.en.count("no section") == MOST_PLACES
    assert issue.en.endswith("; and 2 more – expected the section or offset of one")
    assert issue.zh.endswith("；另有2处，应指明其中一处的章节或位置")


def test_pl511_is_silent_where_the_section_leaves_one_place(locate):
    tables, _, issues = locate(TWICE, sections("一/甲", "二/乙"), terms("400亿元", section_id="s2"))
    assert issues == []
    assert cells(tables, "terms", "evidence_start") == ["29"]


def test_pl511_a_section_that_holds_no_place_is_no_hint(locate):
    (issue,) = locate(TWICE + "三、丙", sections("一/甲", "二/乙", "三/丙"), terms("400亿元", section_id="s3"))[2]
    assert issue.en.count(" at ") == 2  # both places


def test_pl511_shows_the_places_that_the_section_leaves(locate):
    (issue,) = locate(TWICE + "又400亿元。", sections("一/甲", "二/乙"), terms("400亿元", section_id="s2"))[2]
    assert "(s1)" not in issue.en
    assert issue.en.count("(s2)") == 2


DUTIES = "一、甲\n完善配套。责任单位：省工业厅。\n二、乙\n引进企业。责任单位：省工业厅。"


def duties(task: str) -> list[Table]:
    task_row = {"task_id": "t", "plan_id": PLAN, "section_id": "", "evidence": task, "evidence_start": ""}
    duty = {"task_id": "t", "position": "1", "evidence": "省工业厅", "evidence_start": ""}
    return [sections("一/甲", "二/乙"), table("tasks", [task_row]), table("responsibilities", [duty])]


@pytest.mark.parametrize(("task", "place"), [("完善配套", "13"), ("引进企业", "31")])
def test_a_duty_stands_in_the_section_of_its_task(locate, task, place):
    tables, _, issues = locate(DUTIES, *duties(task))
    assert cells(tables, "responsibilities", "evidence_start") == [place]
    assert issues == []


def test_a_duty_may_stand_above_its_task(locate):
    text = "一、甲\n由省工业厅牵头。\n（一）乙\n完善配套，报省工业厅。"
    heads, task, duty = duties("完善配套")
    rows = heads.frame.with_columns(parent_id=pl.Series(["", "s1"]), number=pl.Series(["一", "（一）"]))
    tables, _, issues = locate(text, replace(heads, frame=rows), task, duty)
    assert cells(tables, "tasks", "section_id") == ["s2"]
    assert [(i.code, i.table) for i in issues] == [("PL511", "responsibilities")]


ORDERED = "甲。乙。重点。丙。丁。戊。己。重点。"


@pytest.mark.parametrize(
    ("quotes", "suggestion"),
    [
        (("甲", "乙", "重点", "丙", "丁", "戊"), "4"),
        (("甲", "丙", "丁", "戊", "重点", "己"), ""),  # none is between 戊 and 己
        (("甲", "乙", "丙", "丁", "戊", "重点"), ""),  # the last row has none behind it
        (("甲", "丙", "重点", "乙", "丁", "戊"), ""),  # the rows are not in the order of the text
        (("甲", "乙", "重点", "丙", "丁"), ""),  # too few to tell
    ],
)
def test_pl511_suggests_the_place_between_the_rows_beside_it(locate, quotes, suggestion):
    tables, _, issues = locate(ORDERED, terms(*quotes))
    assert [i.suggestion for i in issues] == [suggestion]
    assert cells(tables, "terms", "evidence_start")[quotes.index("重点")] == ""


# PL512


def test_pl512_a_quote_that_stands_nowhere(locate):
    tables, _, issues = locate("到2030年，产值力争突破400亿元。", terms("产值力争突破500亿元"))
    (issue,) = issues
    assert (issue.code, issue.level, issue.column, issue.cell) == ("PL512", "error", "evidence", "B4")
    assert (issue.value, issue.suggestion) == ("产值力争突破500亿元", "产值力争突破400亿元")
    assert issue.en == (
        "terms/t1 – the evidence “产值力争突破500亿元” does not occur in the text – expected a quote of it, "
        "such as “产值力争突破400亿元” at 7"
    )
    assert issue.zh == ("terms/t1：原文中没有证据“产值力争突破500亿元”，应摘自原文，如第7字处的“产值力争突破400亿元”")
    assert cells(tables, "terms", "evidence_start") == [""]


@pytest.mark.parametrize("quote", ["无此语", " ", "\u3000"])
def test_pl512_nothing_is_like_it(locate, quote):
    (issue,) = locate("产值力争突破400亿元。", terms(quote))[2]
    assert issue.en == f"terms/t1 – the evidence “{quote}” does not occur in the text – expected a quote of it"
    assert issue.zh == f"terms/t1：原文中没有证据“{quote}”，应摘自原文"
    assert issue.suggestion == ""


def test_pl512_the_nearest_passage_is_looked_for_only_so_often(locate):
    issues = locate("产值力争突破400亿元。", terms(*["产值力争突破500亿元"] * (MOST_SEARCHES + 1)))[2]
    assert [bool(i.suggestion) for i in issues] == [True] * MOST_SEARCHES + [False]


@pytest.mark.parametrize("quote", ["产值力争突破400亿元" * 99, "产" * 1000, "\ufffd"])
def test_pl512_a_quote_longer_than_the_text_or_odd(locate, quote):
    assert [i.code for i in locate("产值力争突破400亿元。", terms(quote))[2]] == ["PL512"]


# PL513


def test_pl513_a_heading_that_stands_nowhere(locate):
    _, _, issues = locate("一、总体要求\n", sections("一/总体目标"))
    (issue,) = issues
    assert (issue.code, issue.level, issue.column, issue.cell) == ("PL513", "warning", "title_zh", "F4")
    assert (issue.value, issue.suggestion) == ("一总体目标", "一、总体")
    assert issue.en == (
        "sections/s1 – the heading “一总体目标” has no certain place in the text – found “一、总体” at 0 "
        "– expected one place, in order"
    )
    assert issue.zh == "sections/s1：标题“一总体目标”在原文中的位置无法确定（第0字处的“一、总体”），应按次序出现一次"


def test_pl513_nothing_is_like_a_heading(locate):
    (issue,) = locate("一、总体要求\n", sections("保障措施"))[2]
    assert issue.en == (
        "sections/s1 – the heading “保障措施” has no certain place in the text – found nothing similar "
        "– expected one place, in order"
    )
    assert issue.zh == "sections/s1：标题“保障措施”在原文中的位置无法确定（无相近文字），应按次序出现一次"


def test_pl513_a_heading_that_stands_at_several_places(locate):
    (issue,) = locate("小结\n目标\n小结\n", sections("小结"))[2]
    assert issue.en == (
        "sections/s1 – the heading “小结” has no certain place in the text – found at 0 (no section) “[小结]目标小结”; "
        "at 4 (no section) “小结目标[小结]” – expected one place, in order"
    )
    assert issue.zh == (
        "sections/s1：标题“小结”在原文中的位置无法确定（第0字（无章节）“[小结]目标小结”；第4字（无章节）“小结目标[小结]”），"
        "应按次序出现一次"
    )


def test_pl513_a_heading_out_of_its_order(locate):
    text = "二、乙\n三、丙\n四、丁\n一、甲\n"
    tables, _, issues = locate(text, sections("一/甲", "二/乙", "三/丙", "四/丁"))
    assert cells(tables, "sections", "start") == ["", "0", "3", "6"]
    (issue,) = issues
    assert (issue.code, issue.row) == ("PL513", 1)
    assert "found at 9 (s4) “二、乙三、丙四、丁[一、甲]” – expected one" in issue.en


def test_pl513_is_silent_where_start_is_given(locate):
    heads = sections("小结", start="4")
    assert locate("小结\n目标\n小结\n", heads)[1:] == ([], [])
