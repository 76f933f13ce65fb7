"""Rows as claims, and where their quotes stand."""

import polars as pl
import pytest

from pyplanning.datapackage.descriptor import read_descriptor, root
from pyplanning.evidence.numerals import Year
from pyplanning.evidence.quotes import Claim, Plan, claims, locate, of_package, of_tables
from pyplanning.evidence.text import normalise
from pyplanning.io.read import read, read_rows
from pyplanning.io.table import ROW, Table


def claim(quote: str, start: int, table: str = "terms", **row: str) -> Claim:
    return Claim(table, quote, 1, row, "p", quote, start)


def located(text: str, *found: Claim, same: bool = False) -> list[int | None]:
    locate(Plan("p", text, same=same, claims=[*found]))
    return [c.place for c in found]


def test_every_row_that_quotes_the_plan_is_a_claim(example):
    folder = example.package()
    package = read_descriptor(folder)
    found = list(claims(read_rows(folder, package), package))
    quoting = {name: rows for name, rows in example.rows.items() if "evidence" in rows[0]}
    assert {c.table for c in found} == {*quoting, "sections"}
    assert len(found) == sum(map(len, quoting.values())) + len(example.rows["sections"])
    assert {c.plan_id for c in found} == {example.plan_id}
    assert all(c.place is None for c in found)


def test_a_claim_says_its_row(example):
    folder = example.package()
    package = read_descriptor(folder)
    found = {(c.table, c.number): c for c in claims(read_rows(folder, package), package)}
    duty, head = found["responsibilities", 2], found["sections", 2]
    assert (duty.key, duty.quote, duty.start) == ("valley/2", "省科学厅", example.place("省科学厅"))
    assert duty.row["agency_id"] == "yunze-science"
    assert (duty.owner["section_id"], head.owner["section_id"]) == (f"{example.plan_id}-6", f"{example.plan_id}-2")
    assert (head.key, head.quote, head.start) == (f"{example.plan_id}-2", "(一)发展目标", example.place("(一)发展目标"))


def test_a_row_without_evidence_claims_nothing(example):
    example.change("targets", 1, evidence="", evidence_start="")
    example.change("sections", 1, start="")
    folder = example.package()
    package = read_descriptor(folder)
    found = {(c.table, c.number) for c in claims(read_rows(folder, package), package)}
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


def test_all_rows_of_a_package_are_to_be_proved(example):
    found = of_package(example.package())
    assert found.plans == {example.plan_id: True}
    assert all(map(found.owns, found.claims))
    assert len(found.own("targets")) == len(example.rows["targets"])
    assert found.places == {}


def handed(name: str, *rows: dict[str, str | None]) -> Table:
    """A sheet whose header stands in row 3, with the columns of its rows in A, B, C …"""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    frame = pl.DataFrame({c: [row.get(c) for row in rows] for c in columns}, dict.fromkeys(columns, pl.String))
    letters = {column: chr(ord("A") + i) for i, column in enumerate(columns)}
    frame = frame.with_row_index(ROW, offset=1)
    return Table(name, "new.xlsx", frame.lazy(), tuple(columns), name.title(), letters, header_line=3)


def test_rows_handed_in_come_before_the_shipped_ones():
    shipped = read_rows(root(), read_descriptor(root()))
    found = of_tables([handed("units", {"unit_id": "x", "name_zh": None, "odd": "y"})])
    assert found.rows["units"][0] == dict.fromkeys(shipped["units"][0], "") | {"unit_id": "x"}
    assert found.rows["units"][1:] == shipped["units"]
    assert found.own("units") == found.rows["units"][:1]
    assert found.own("targets") == []
    assert found.rows["targets"] == shipped["targets"]
    assert found.plans == {}


def test_a_row_handed_in_stands_for_the_shipped_one_with_its_key():
    shipped = read_rows(root(), read_descriptor(root()))["units"]
    found = of_tables([handed("units", {"unit_id": shipped[1]["unit_id"], "factor": "7"})]).rows["units"]
    assert found[0]["factor"] == "7"
    assert found[1:] == [shipped[0], *shipped[2:]]


def test_a_row_handed_in_has_its_place():
    first = handed("terms", {"term_id": "a"})
    second = handed("terms", {"term_id": "b"}, {"term_id": "c"})
    gap = second.frame.with_columns(pl.col(ROW) * 2)  # an empty row was passed over
    found = of_tables([first, Table("terms", "more.csv", gap)])
    assert [row["term_id"] for row in found.own("terms")] == ["a", "b", "c"]
    assert found.place("terms", "term_id", 1) == {
        "file": "new.xlsx",
        "sheet": "Terms",
        "table": "terms",
        "row": 1,
        "column": "term_id",
        "cell": "A4",
    }
    assert (found.place("terms", "term_id", 3)["file"], found.place("terms", "term_id", 3)["row"]) == ("more.csv", 4)


def test_only_claims_of_rows_handed_in_are_to_be_proved(example):
    term = {"term_id": "a", "plan_id": "x", "evidence": "甲"}
    found = of_tables([handed("terms", term)])
    assert [claim.key for claim in found.claims if found.owns(claim)] == ["a"]
    assert len(found.claims) > 1000


def test_the_plans_that_rows_handed_in_are_about(example):
    found = of_tables(
        [
            handed("plans", {"plan_id": "new"}),
            handed("sections", {"plan_id": "headed", "section_id": "s"}),
            handed("tasks", {"task_id": "t", "plan_id": "named"}),
            handed("responsibilities", {"task_id": "t", "position": "1", "evidence": "甲"}),
            handed("terms", {"term_id": "a", "plan_id": "quoted", "evidence": "甲"}, {"term_id": "b", "plan_id": ""}),
            handed("agency_aliases", {"plan_id": "only-called", "alias_zh": "甲"}),
        ]
    )
    expected = {"new": True, "headed": True, "named": True, "quoted": True, "only-called": False}
    assert found.plans == expected


def test_shipped_rows_are_not_new():
    found = of_tables(read(root()))
    assert len(found.plans) == len(found.own("plans"))
    assert not any(found.plans.values())
    assert all(map(found.owns, found.claims))
