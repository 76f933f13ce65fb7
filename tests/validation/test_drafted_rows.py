from __future__ import annotations

import polars as pl
import pytest

from pyplanning.io.table import ROW, Table
from pyplanning.validation.drafted_rows import MARK, PLACE, SENTENCE, decided, every_row, mark_of


def sheet(*rows: tuple[str, str, str]) -> Table:
    """A drafted sheet of terms, as (mark, place, term)."""
    frame = pl.DataFrame(
        {MARK: [r[0] for r in rows], SENTENCE: "", PLACE: [r[1] for r in rows], "term_zh": [r[2] for r in rows]},
        schema=dict.fromkeys((MARK, SENTENCE, PLACE, "term_zh"), pl.String),
    )
    letters = dict(zip((MARK, SENTENCE, PLACE, "term_zh"), "ABCD", strict=True))
    return Table("terms", "draft.xlsx", frame.with_row_index(ROW, offset=1).lazy(), (), "名词", letters, 3)


def terms(tables: list[Table]) -> list[str]:
    return tables[0].frame.collect()["term_zh"].to_list()


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        *(("确认", "confirm"), ("confirm", "confirm"), ("Confirm", "confirm"), ("√", "confirm")),
        *(("已改正", "correct"), ("corrected", "correct"), ("correct", "correct")),
        *(("非事实", "no_fact"), ("no fact", "no_fact"), ("no_fact", "no_fact"), ("", ""), ("maybe", "")),
    ],
)
def test_marks_are_read_in_both_languages(written, mark):
    assert mark_of(written) == mark


def test_what_is_confirmed_is_read_and_what_somebody_added():
    made = decided([sheet(("确认", "1-2", "a"), ("corrected", "3-4", "b"), ("no fact", "5-6", "c"), ("", "", "d"))])
    assert terms(made) == ["a", "b", "d"]
    assert made[0].frame.collect().columns == [ROW, "term_zh"]
    assert made[0].frame.collect()[ROW].to_list() == [1, 2, 4]  # each row keeps its place
    assert made[0].issues == ()


def test_what_waits_is_counted_and_left_out():
    (made,) = decided([sheet(("确认", "1-2", "a"), ("", "3-4", "b"), (" ", "5-6", "c"))])
    assert terms([made]) == ["a"]
    (issue,) = made.issues
    assert (issue.code, issue.level, issue.sheet) == ("PL041", "warning", "名词")
    assert issue.en == "名词 – 2 drafted rows have no mark, and are not read – expected a mark in each"
    assert issue.zh == "名词：有2行草稿未标记，未读取，应逐行标记"


def test_a_mark_that_is_none_is_an_error_at_its_cell_and_its_row_is_not_read():
    (made,) = decided([sheet(("maybe", "1-2", "a"))])
    assert terms([made]) == []
    (issue,) = made.issues
    assert (issue.code, issue.level, issue.cell) == ("PL042", "error", "A4")
    assert issue.en == "A4 – maybe is no mark – expected one of confirm, corrected, no fact"
    assert issue.zh == "A4：maybe不是标记，应为确认、已改正、非事实之一"


def test_while_reading_all_rows_are_seen_but_those_that_are_no_facts():
    assert terms(every_row([sheet(("确认", "1-2", "a"), ("", "3-4", "b"), ("×", "5-6", "c"))])) == ["a", "b"]


def test_other_tables_are_left_as_they_are():
    table = sheet(("确认", "1-2", "a"))
    other = Table("terms", "t.csv", table.frame.drop(MARK, SENTENCE, PLACE))
    assert decided([other]) == every_row([other]) == [other]
