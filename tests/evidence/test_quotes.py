"""What rows quote, and where the quotes are."""

import json
from pathlib import Path

import pytest

from pyplanning.datapackage.descriptor import read_descriptor
from pyplanning.evidence.numerals import Year
from pyplanning.evidence.quotes import Plan, Quote, locate
from pyplanning.evidence.rows_to_prove import rows_of_package
from pyplanning.evidence.text import normalise
from pyplanning.evidence.whole_text import Sought, misfit, other_document, text_cut_off
from pyplanning.io.rows import read_rows

# Texts, what is quoted of them and where it is: for the script of the explorer too.
TEXTS = json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8"))["texts"]
MISFITS = {None: "", other_document: "other_document", text_cut_off: "text_cut_off"}


def quoted(words: str, start: int, table: str = "terms", **row: str) -> Quote:
    return Quote(table, row.get("section_id", words), 1, row, "p", words, start)


def located(text: str, *found: Quote, same: bool = False) -> list[int | None]:
    locate(Plan("p", text, same=same, quotes=[*found]))
    return [quote.place for quote in found]


def quotes_of(folder: Path) -> list[Quote]:
    package = read_descriptor(folder)
    return rows_of_package(read_rows(folder, package), package).quotes


def test_every_row_that_quotes_the_plan_is_a_quote(example):
    found = quotes_of(example.package())
    quoting = {name: rows for name, rows in example.rows.items() if "evidence" in rows[0]}
    assert {quote.table for quote in found} == {*quoting, "sections"}
    assert len(found) == sum(map(len, quoting.values())) + len(example.rows["sections"])
    assert {quote.plan_id for quote in found} == {example.plan_id}
    assert all(quote.place is None for quote in found)


def test_a_quote_says_its_row(example):
    found = {(quote.table, quote.number): quote for quote in quotes_of(example.package())}
    duty, head = found["responsibilities", 2], found["sections", 2]
    assert (duty.key, duty.text, duty.start) == ("valley/2", "省科学厅", example.place("省科学厅"))
    assert duty.row["agency_id"] == "yunze-science"
    assert (duty.owner["section_id"], head.owner["section_id"]) == (f"{example.plan_id}-6", f"{example.plan_id}-2")
    assert (head.key, head.text, head.start) == (f"{example.plan_id}-2", "(一)发展目标", example.place("(一)发展目标"))


def test_a_row_without_evidence_quotes_nothing(example):
    example.change("targets", 1, evidence="", evidence_start="")
    example.change("sections", 1, start="")
    found = {(quote.table, quote.number) for quote in quotes_of(example.package())}
    assert not found & {("targets", 1), ("sections", 1)}
    assert {("targets", 2), ("sections", 2)} <= found


def test_a_quote_stands_at_its_offset_in_the_very_text():
    assert located("甲乙甲乙", quoted("甲", 2), quoted("乙", 1), quoted("甲", 1), same=True) == [2, 1, None]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["what"])
def test_quotes_are_where_the_browser_finds_them(case):
    quotes = [quoted(words, start, table, number=number) for table, start, words, number, _ in case["quotes"]]
    text = normalise(case["text"])
    assert located(text, *quotes, same=case["same"]) == [place for *_, place in case["quotes"]]
    found = misfit("p", Path("p.txt"), text, [Sought(q.table, q.text, q.place is not None) for q in quotes])
    assert case["same"] or MISFITS[found and found[0]] == case["misfit"]


def test_in_another_copy_the_nearest_place_is_taken():
    assert located("甲乙丙丁甲乙", quoted("甲乙", 3)) == [4]
    assert located("甲乙丙丁甲乙", quoted("甲乙", 1)) == [0]
    assert located("甲乙丙丁", quoted("戊", 1)) == [None]


def test_in_another_copy_quotes_move_together():
    text = "一二三前项四五六前项七"
    original = [quoted("一二三", 0), quoted("前项", 3), quoted("前项", 8)]
    assert located("序言共六个字" + text, *original) == [6, 9, 14]


def test_in_another_copy_a_quote_is_not_mistaken_for_the_one_before_it():
    # The paragraph before is as long as the way from one quote to the next.
    assert located("新增五个字开头前三项丁戊前三项", quoted("前三项", 2), quoted("前三项", 7)) == [7, 12]


def test_in_another_copy_punctuation_may_differ():
    quote = quoted("“链主”企业、项目。", 0)
    assert located('引进"链主"企业,项目.', quote) == [2]
    assert quote.text == "“链主”企业、项目。"


def test_the_letter_goes_before_the_fold():
    assert located("“甲”,“乙”、「甲」", quoted("「甲」", 0)) == [8]


@pytest.mark.parametrize("separator", ["", "、", ".", ":", " "])
def test_a_heading_may_have_a_separator_behind_its_number(separator):
    heading = quoted("一总体要求", 2, "sections", number="一", section_id="s")
    text = normalise(f"标题一{separator}总体要求")
    same = separator != " "  # white space between Chinese characters is gone from the text
    assert located(text, heading, same=True) == [2]
    assert heading.text == (f"一{separator}总体要求" if same else "一总体要求")


def test_a_heading_without_number_has_one_spelling():
    assert located("总:体", quoted("总体", 0, "sections", number="", section_id="s"), same=True) == [None]


def test_the_deepest_section_that_has_begun_holds_a_place():
    heads = [
        quoted("甲", 2, "sections", number="", section_id="a"),
        quoted("乙", 5, "sections", number="", section_id="b"),
    ]
    plan = Plan("p", "零零甲零零乙零", same=True, quotes=heads)
    locate(plan)
    assert [plan.section_at(i)[1] for i in range(7)] == ["", "", "a", "a", "a", "b", "b"]
    assert [plan.section_at(i)[0] for i in range(7)] == [0, 0, 2, 2, 2, 5, 5]


def test_a_heading_that_is_not_found_holds_nothing():
    heads = [
        quoted("甲", 0, "sections", number="", section_id="a"),
        quoted("丙", 1, "sections", number="", section_id="c"),
    ]
    plan = Plan("p", "甲乙", same=True, quotes=heads)
    locate(plan)
    assert plan.sections == [(0, "a")]


def test_the_end_of_a_found_quote():
    quote = quoted("乙丙", 1)
    located("甲乙丙丁", quote)
    assert quote.end == 3


def test_a_plan_knows_the_years_that_it_names():
    plan = Plan("p", "到2030年，比2025年", same=True)
    assert plan.years == [Year(1, 5, 2030, False), Year(8, 12, 2025, True)]
