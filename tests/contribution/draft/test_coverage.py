"""What became of each table of a plan."""

from pyplanning.contribution.draft.coverage import coverage
from pyplanning.contribution.draft.rows import Drafted

SECTION = Drafted("sections", {"title_zh": "护岸", "start": "3"}, 3, 5)
LOST = Drafted("sections", {"title_zh": "护岸项目", "start": ""}, 9, 9)


def states(*rows: Drafted) -> dict[str, str]:
    """Give the state of each table."""
    return {row.row["table_name"]: row.row["state"] for row in coverage(rows)}


def test_a_table_with_rows_was_read_and_one_without_has_none() -> None:
    assert (states(SECTION)["sections"], states(SECTION)["terms"]) == ("extracted", "absent")


def test_a_table_that_no_reader_looks_for_is_not_said_to_be_absent() -> None:
    assert "instruments" not in states(SECTION)


def test_boxes_that_the_text_has_lost_are_named() -> None:
    (row,) = [row.row for row in coverage([SECTION, LOST]) if row.row["table_name"] == "projects"]

    assert row["state"] == "partly_lost"
    assert row["note_zh"] == "草拟0行；目录所列专栏、表格有1个在文本中缺失，如“护岸项目”"
    assert row["note_en"] == "0 rows drafted; 1 boxes or tables of the list of contents are missing: 护岸项目 …"
