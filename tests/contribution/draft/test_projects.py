"""Projects of boxes and of running text, with their verbs, stages, kinds and capacity."""

import pytest

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.projects import kind_of, projects, stage_of
from pyplanning.contribution.draft.sections import sections
from pyplanning.io import Row

KNOWN = Lexicon(
    {
        "units": [{"unit_id": "wan-tonne", "name_zh": "万吨"}],
        "regions": [{"region_code": "991000", "name_zh": "东湖市", "level": "prefecture"}],
    }
)


def drafted(written: str, table: str = "projects") -> list[Row]:
    """Draft the projects of a text."""
    text = plan_text(written)
    return [dict(row.row) for row in projects(text, sections(text), KNOWN) if row.table == table]


def boxed(words: str) -> list[tuple[str, str]]:
    """Give the names and verbs of the projects in a box."""
    return [(row["name_zh"], row["action_zh"]) for row in drafted(f"一、护岸\n专栏1 护岸重点项目\n石岸。{words}\n")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("推进东湖护岸、西湖清淤等项目建设。", [("东湖护岸", "推进…建设"), ("西湖清淤", "推进…建设")]),
        ("谋划东湖水厂项目。", [("东湖水厂", "谋划")]),
        ("建设一号、二号泵站，配套闸门。", [("一号泵站", "建设"), ("二号泵站", "建设")]),
        ("推动东湖水厂（二期）等项目投产。", [("东湖水厂（二期）", "推动…投产")]),
        ("实施“清河”行动、“净水”行动，加强保障。", [("“清河”行动", "实施"), ("“净水”行动", "实施")]),
        ("以东湖工业园为主要载体，护岸。", [("东湖工业园", "以…为主要载体")]),
        ("推进河道数据业务落地。", [("河道数据业务", "推进…落地")]),
        ("重点布局水产、水运等产业，护岸。", []),
        ("打造面向全国的护岸高地。", []),
        ("加强要素保障。", []),
    ],
)
def test_the_projects_of_a_box(words: str, expected: list[tuple[str, str]]) -> None:
    assert boxed(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("开工建设东湖至南山高速、西湖水库等重大项目。", ["东湖至南山高速", "西湖水库"]),
        ("深入实施“清河”行动，护岸。", ["“清河”行动"]),
        ("加快东湖抽水蓄能电站建设。", ["东湖抽水蓄能电站"]),
        ("建设一批水库。", []),
        ("支持企业参与护岸工程。", []),
        ("推动产业转型升级。", []),
        ("谋划洽谈、落地、运营等项目。", []),
    ],
)
def test_the_projects_of_running_text(words: str, expected: list[str]) -> None:
    assert [row["name_zh"] for row in drafted(f"一、护岸\n河水清。\n{words}\n")] == expected


def test_what_a_row_says() -> None:
    written = "一、护岸\n专栏1 护岸重点项目\n石岸。推进东湖年产30万吨水泥等项目建设。\n"

    (row,) = drafted(written)
    (place,) = drafted(written, "project_regions")

    assert {column: row[column] for column in row if column != "project_id"} == {
        "box": "专栏1",
        "name_zh": "东湖年产30万吨水泥",
        "name_composed": "false",
        "action_zh": "推进…建设",
        "stage": "to_promote",
        "kind": "works",
        "capacity_value": "30",
        "capacity_unit_id": "wan-tonne",
        "evidence": "东湖年产30万吨水泥",
        "evidence_start": "18",
    }
    assert (place["region_code"], place["evidence"], place["project_id"]) == ("991000", "东湖", row["project_id"])


def test_a_box_that_is_named_after_a_programme_is_a_project() -> None:
    assert [row["name_zh"] for row in drafted("一、护岸\n专栏1 清河示范工程\n护岸，清淤。\n")] == ["清河示范工程"]


@pytest.mark.parametrize(
    ("action", "stage"),
    [
        ("谋划", "planned"),
        ("推进…建设", "to_promote"),
        ("加快建设", "to_build"),
        ("持续推进", "under_construction"),
        ("办好", "operating"),
        ("", "unspecified"),
    ],
)
def test_the_stage_follows_from_the_verb(action: str, stage: str) -> None:
    assert stage_of(action) == stage


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("清河行动", "campaign"),
        ("护岸平台", "platform"),
        ("护岸基金", "fund"),
        ("水厂（二期）", "works"),
        ("护岸试点", "pilot"),
    ],
)
def test_the_kind_follows_from_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
