"""Lists of names, with what they share."""

import pytest

from pyplanning.contribution.draft.name_lists import names, with_ending


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("东湖水库、西湖水库", "东湖水库 西湖水库"),
        ("东湖、西湖等地的水库", "东湖水库 西湖水库"),
        ("东湖、西湖等市县的水库项目、南山电站", "东湖水库项目 西湖水库项目 南山电站"),
        ("东湖至南山、西湖至北山等铁路", "东湖至南山铁路 西湖至北山铁路"),
        ("潜标、浮标等各类观测设备设施", "潜标观测设备设施 浮标观测设备设施"),
        ("护岸、清淤等工程", "护岸工程 清淤工程"),
        ("一号、二号泵站", "一号泵站 二号泵站"),
        ("东湖1、2号机组", "东湖1号机组 东湖2号机组"),
        ("东湖、西湖水上合作示范区", "东湖水上合作示范区 西湖水上合作示范区"),
        ("东湖粮油和水产加工基地、西湖码头", "东湖粮油和水产加工基地 西湖码头"),
        ("东湖水库以及西湖码头", "东湖水库 西湖码头"),
        ("东湖水库和西湖码头", "东湖水库 西湖码头"),
        ("东湖护岸（一期）、西湖码头等重大项目", "东湖护岸(一期) 西湖码头"),
        ("“清河”行动、“净水”行动等专项行动", "“清河”行动 “净水”行动"),
        ("东湖泵站、西湖闸门等配套重大基础设施", "东湖泵站 西湖闸门"),
        ("", ""),
    ],
)
def test_a_list_is_split_into_whole_names(words: str, expected: str) -> None:
    normal = words.replace("（", "(").replace("）", ")")

    assert " ".join(name.name for name in names(normal)) == expected


def test_what_is_put_together_is_said_to_be() -> None:
    assert [(n.name, n.composed) for n in names("东湖、西湖等地的水库")] == [("东湖水库", True), ("西湖水库", True)]
    assert [n.composed for n in names("东湖水库、西湖水库")] == [False, False]


def test_an_ending_is_shared_where_names_are_alike() -> None:
    assert [with_ending(name, "西湖区护岸规划") for name in ("东湖区", "南山", "西湖区护岸规划")] == [
        "东湖区护岸规划",
        "南山",
        "西湖区护岸规划",
    ]
