"""Rows as claims, and where their quotes stand."""

import pytest

from pyplanning.claims import Claim, Plan, claims, locate
from pyplanning.datapackage import read_descriptor
from pyplanning.figures import Year
from pyplanning.reading import read_tables
from pyplanning.text import normalise


def claim(quote: str, start: int, table: str = "terms", **row: str) -> Claim:
    return Claim(table, quote, 1, row, "p", quote, start)


def located(text: str, *found: Claim, same: bool = False) -> list[int | None]:
    locate(Plan("p", text, same=same, claims=[*found]))
    return [c.place for c in found]


def test_every_row_that_quotes_the_plan_is_a_claim(example):
    folder = example.package()
    package = read_descriptor(folder)
    found = list(claims(read_tables(folder, package), package))
    quoting = {name: rows for name, rows in example.rows.items() if "evidence" in rows[0]}
    assert {c.table for c in found} == {*quoting, "sections"}
    assert len(found) == sum(map(len, quoting.values())) + len(example.rows["sections"])
    assert {c.plan_id for c in found} == {example.plan_id}
    assert all(c.place is None for c in found)


def test_a_claim_says_its_row(example):
    folder = example.package()
    package = read_descriptor(folder)
    found = {(c.table, c.number): c for c in claims(read_tables(folder, package), package)}
    duty, head = found["responsibilities", 2], found["sections", 2]
    assert (duty.key, duty.quote, duty.start) == ("valley/2", "省科学厅", example.place("省科学厅"))
    assert duty.row["agency_id"] == "yunze-science"
    assert (head.key, head.quote, head.start) == (f"{example.plan_id}-2", "(一)发展目标", example.place("(一)发展目标"))


def test_a_row_without_evidence_claims_nothing(example):
    example.change("targets", 1, evidence="", evidence_start="")
    example.change("sections", 1, start="")
    folder = example.package()
    package = read_descriptor(folder)
    found = {(c.table, c.number) for c in claims(read_tables(folder, package), package)}
    assert not found & {("targets", 1), ("sections", 1)}
    assert {("targets", 2), ("sections", 2)} <= found


def test_a_quote_stands_at_its_offset_in_the_very_text():
    assert located("甲乙甲乙", claim("甲", 2), claim("乙", 1), claim("甲", 1), same=True) == [2, 1, None]


def test_in_another_copy_the_nearest_place_is_taken():
    assert located("甲乙丙丁甲乙", claim("甲乙", 3)) == [4]
    assert located("甲乙丙丁甲乙", claim("甲乙", 1)) == [0]
    assert located("甲乙丙丁", claim("戊", 1)) == [None]


def test_in_another_copy_quotes_move_together():
    text = "一二三前项四五六前项七"
    original = [claim("一二三", 0), claim("前项", 3), claim("前项", 8)]
    assert located("序言共六个字" + text, *original) == [6, 9, 14]


def test_in_another_copy_a_quote_is_not_mistaken_for_the_one_before_it():
    # The paragraph before is as long as the way from one quote to the next.
    assert located("新增五个字开头前三项丁戊前三项", claim("前三项", 2), claim("前三项", 7)) == [7, 12]


def test_in_another_copy_punctuation_may_differ():
    quote = claim("“链主”企业、项目。", 0)
    assert located('引进"链主"企业,项目.', quote) == [2]
    assert quote.quote == "“链主”企业、项目。"


def test_the_letter_goes_before_the_fold():
    assert located("“甲”,“乙”、「甲」", claim("「甲」", 0)) == [8]


@pytest.mark.parametrize("separator", ["", "、", ".", ":", " "])
def test_a_heading_may_have_a_separator_behind_its_number(separator):
    heading = claim("一总体要求", 2, "sections", number="一", section_id="s")
    text = normalise(f"标题一{separator}总体要求")
    same = separator != " "  # white space between Chinese characters is gone from the text
    assert located(text, heading, same=True) == [2]
    assert heading.quote == (f"一{separator}总体要求" if same else "一总体要求")


def test_a_heading_without_number_has_one_spelling():
    assert located("总:体", claim("总体", 0, "sections", number="", section_id="s"), same=True) == [None]


def test_the_deepest_section_that_has_begun_holds_a_place():
    heads = [
        claim("甲", 2, "sections", number="", section_id="a"),
        claim("乙", 5, "sections", number="", section_id="b"),
    ]
    plan = Plan("p", "零零甲零零乙零", same=True, claims=heads)
    locate(plan)
    assert [plan.section_at(i) for i in range(7)] == ["", "", "a", "a", "a", "b", "b"]
    assert [plan.section_start(i) for i in range(7)] == [0, 0, 2, 2, 2, 5, 5]


def test_a_heading_that_is_not_found_holds_nothing():
    heads = [
        claim("甲", 0, "sections", number="", section_id="a"),
        claim("丙", 1, "sections", number="", section_id="c"),
    ]
    plan = Plan("p", "甲乙", same=True, claims=heads)
    locate(plan)
    assert plan.section_ids == ["a"]


def test_the_end_of_a_found_quote():
    quote = claim("乙丙", 1)
    located("甲乙丙丁", quote)
    assert quote.end == 3


def test_a_plan_knows_the_years_that_it_names():
    plan = Plan("p", "到2030年，比2025年", same=True)
    assert plan.years == [Year(1, 5, 2030, False), Year(8, 12, 2025, True)]
