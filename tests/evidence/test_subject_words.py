"""The words by which a sentence may name an indicator or an industry."""

import pytest

from pyplanning.evidence.subject_words import Subjects, are_named, words_in, words_of


@pytest.mark.parametrize(
    ("column", "names", "text", "named"),
    [
        ("indicator_id", ["营业收入"], "材料产业营收达到9亿元", True),
        ("indicator_id", ["营业收入"], "材料产业产值达到9亿元", False),
        ("indicator_id", ["产业规模"], "制造业总量居全国第8位", True),  # another word for it
        ("indicator_id", ["高新技术企业数量"], "高企达到9家", True),
        ("indicator_id", ["专利数量"], "数量达到9件", False),  # a general word
        ("indicator_id", ["R&D投入"], "RD投资达到9亿元", False),
        ("indicator_id", ["GDP增速"], "gdp增长9%", True),
        ("industry_id", ["材料产业"], "装备产业产值达到9亿元", False),
        ("industry_id", ["新能源汽车", "汽车产业"], "车辆产量", False),
        ("industry_id", ["制造业"], "产值达到9亿元", True),  # it has general words alone
        ("industry_id", [""], "产值达到9亿元", True),
    ],
)
def test_a_sentence_names_what_has_two_letters_of_it(column: str, names: list[str], text: str, named: bool) -> None:
    assert are_named(names, text, column) is named


def test_words_are_pairs_of_letters() -> None:
    assert words_of("产业A链GDP") == {"产业", "gdp"}
    assert words_of("") == frozenset()
    assert words_in("产业链、GDP，") == {"产业", "业链", "gdp", "区值"}


def test_what_rows_are_about_has_the_names_of_what_contains_it() -> None:
    rows = {
        "indicators": [
            {"indicator_id": "revenue", "name_zh": "营业收入", "broader_id": "size"},
            {"indicator_id": "size", "name_zh": "产业规模", "broader_id": "revenue"},  # a circle ends
        ],
        "industries": [
            {"industry_id": "fibre", "name_zh": "碳纤维", "parent_id": "materials", "concept_id": ""},
            {"industry_id": "materials", "name_zh": "未来材料", "parent_id": "", "concept_id": "new-materials"},
        ],
        "industry_concepts": [{"concept_id": "new-materials", "name_zh": "新材料"}],
        "sections": [
            {"section_id": "s1", "title_zh": "发展目标", "parent_id": "s"},
            {"section_id": "s", "title_zh": "总体要求", "parent_id": ""},
        ],
        "plans": [{"plan_id": "yunze", "title_zh": "", "name_zh": "云泽省材料规划"}],
    }
    subjects = Subjects(rows)
    assert subjects.names("indicator_id", "revenue") == ["营业收入", "产业规模"]
    assert subjects.names("industry_id", "fibre") == ["碳纤维", "未来材料", "", "新材料"]
    assert subjects.names("industry_id", "") == subjects.names("indicator_id", "none") == []
    assert subjects.titles("s1", "yunze").split() == ["发展目标", "总体要求", "云泽省材料规划"]
    assert subjects.titles("", "") == " "
