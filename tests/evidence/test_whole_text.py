"""Whether a text is the whole text of its plan."""

from pathlib import Path

import pytest

from pyplanning.evidence.whole_text import Sought, misfit, other_document, report_strays, text_cut_off

WHOLE = "一、目标。产值达到9亿元。"
BROKEN = "一、目标。产值达到9"


def sought(table: str, *found: bool, similar: bool = False) -> list[Sought]:
    return [Sought(table, f"{table}{n}", one, similar and not one) for n, one in enumerate(found, 1)]


@pytest.mark.parametrize(
    ("quotes", "text", "lost"),
    [
        (sought("targets", True, True, False, False), BROKEN, 2),
        (sought("targets", True, True, False, False), WHOLE, 0),  # any two may be wrong
        (sought("targets", True, True, True, False), BROKEN, 0),
        (sought("targets", True, True, False, False, similar=True), BROKEN, 0),  # misspelt
        (sought("sections", True, True, False) + sought("targets", True, False), WHOLE, 2),
        (sought("sections", True, False, True) + sought("targets", True, False), WHOLE, 0),
        (sought("sections", False, False) + sought("targets", True, True), WHOLE, 0),
        ([], WHOLE, 0),
    ],
)
def test_a_text_that_is_cut_off_lacks_its_end(quotes: list[Sought], text: str, lost: int) -> None:
    assert len(text_cut_off.check(quotes, text)) == lost


@pytest.mark.parametrize(
    ("found", "other"),
    [
        ([False] * 4, True),
        ([True, *[False] * 4], True),
        ([True, *[False] * 3], False),
        ([False] * 3, False),
        ([], False),
    ],
)
def test_another_document_has_a_quarter_of_the_quotes_at_most(found: list[bool], other: bool) -> None:
    assert bool(other_document.check(sought("targets", *found))) is other


def test_what_is_wrong_with_a_text_is_one_sentence() -> None:
    other = misfit("yunze", Path("texts/plan.txt"), WHOLE, sought("targets", True, *[False] * 9))
    cut = misfit("yunze", Path("texts/plan.txt"), BROKEN, sought("targets", True, True, False, False))
    assert other
    assert cut
    assert [rule.issue(**words).en for rule, words in (other, cut)] == [
        "yunze – only 1 of 10 quotes are in the text plan.txt – expected the text of this plan",
        "yunze – the text plan.txt ends before 2 of the 4 quotes from it, such as “targets3” – expected the whole text",
    ]
    assert [rule.issue(**words).zh for rule, words in (other, cut)] == [
        "yunze：10条引文中只有1条出自规划原文plan.txt，应提供该规划的原文",
        "yunze：规划原文plan.txt不完整，4条引文中有2条（如“targets3”）不在其中，应提供全文",
    ]
    assert misfit("yunze", Path("plan.txt"), WHOLE, sought("targets", True, True)) is None


def test_a_text_that_is_named_after_no_plan_is_reported(tmp_path: Path) -> None:
    for name in ("yunze-2026.txt", "yunze-2027 .txt", "notes.txt", "README.md"):
        (tmp_path / name).touch()
    found = report_strays(tmp_path, ["yunze-2026", "yunze-2027"])
    assert [(issue.code, issue.level, issue.file, issue.suggestion) for issue in found] == [
        ("PL523", "warning", "notes.txt", ""),
        ("PL523", "warning", "yunze-2027 .txt", "yunze-2027.txt"),
    ]
    assert found[1].en == "yunze-2027 .txt – is the text of no plan – expected PLAN_ID.txt"
    assert found[1].zh == "yunze-2027 .txt：不是任何规划的原文，文件名应为“规划主键.txt”"
    assert report_strays({"yunze-2026": tmp_path / "notes.txt"}, []) == []
    assert report_strays(tmp_path / "none", []) == []
