"""Terms with their definitions, from glossaries, notes and brackets."""

import pytest

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.sections import sections
from pyplanning.contribution.draft.terms import terms
from pyplanning.io import Row


def drafted(written: str) -> list[Row]:
    """Draft the terms of a text."""
    text = plan_text(written)
    return [dict(row.row) for row in terms(text, sections(text), Lexicon({}))]


def pairs(written: str) -> list[tuple[str, str]]:
    """Give terms and definitions."""
    return [(row["term_zh"], row["definition_zh"]) for row in drafted(written)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "1.“三水”：水源、水量和水质。\n2.清河指数：是反映河水的指数。",
            [("三水", "水源、水量和水质。"), ("清河指数", "反映河水的指数。")],
        ),
        ("1.“三水”工程：即引水、蓄水和补水。", [("“三水”工程", "引水、蓄水和补水。")]),
        ("［1］三水：\n水源、水量和水质。", [("三水", "水源、水量和水质。")]),
        ("1.河网（River Network）：是指相连的河。", [("河网", "相连的河。")]),
        ("1.流域“第四极”。是指第四大流域。", [("流域“第四极”", "第四大流域。")]),
    ],
)
def test_the_entries_of_a_glossary(lines: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(f"一、护岸\n河水清。\n名词解释\n{lines}\n") == expected


def test_a_definition_that_is_a_formula() -> None:
    rows = drafted(
        "一、护岸\n名词解释\n1.达标率＝达标河段数/河段总数。\n2.清水率：用达标率代表，长度达标率＝达标长度/总长度。\n"
    )

    assert [(row["term_zh"], row.get("formula")) for row in rows] == [
        ("达标率", "达标河段数/河段总数。"),
        ("清水率", None),
        ("长度达标率", "达标长度/总长度"),
    ]


def test_notes_at_the_end_are_a_glossary() -> None:
    written = "一、护岸\n三水［1］和三岸［2］、三库［3］。\n［1］三水：甲。\n［2］三岸：乙。\n［3］三库：丙。\n"

    assert pairs(written) == [("三水", "甲。"), ("三岸", "乙。"), ("三库", "丙。")]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("提升清河指数（QHI）、水质。", ("清河指数", "QHI")),
        ("推广QHI（清河指数）。", ("QHI", "清河指数")),
        ("治理。水源、水量和水质（即“三水”）。", ("三水", "水源、水量和水质")),
        ("发展水利设施（包括堤、闸和泵站）。", ("水利设施", "包括堤、闸和泵站")),
    ],
)
def test_terms_that_are_explained_in_brackets(words: str, term: tuple[str, str]) -> None:
    assert pairs(f"一、护岸\n{words}\n") == [term]


@pytest.mark.parametrize("words", ["护岸工程（一期）。", "（省水利厅负责）", "重点：护岸。", "水位（2031年）下降。"])
def test_what_defines_no_term(words: str) -> None:
    assert pairs(f"一、护岸\n{words}\n") == []
