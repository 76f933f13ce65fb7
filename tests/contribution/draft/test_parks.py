"""The parks that a plan names, with kind, level, place and role."""

import pytest

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.parks import kind_of, parks
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.contribution.draft.sections import sections

KNOWN = Lexicon(
    {
        "parks": [{"park_id": "south-hill-zone", "name_zh": "南山高新技术开发区"}],
        "regions": [{"region_code": "991000", "name_zh": "东湖市", "level": "prefecture"}],
    }
)


def drafted(words: str) -> list[Drafted]:
    """Draft the parks of a text."""
    text = plan_text(f"一、护岸\n{words}\n")
    return parks(text, sections(text), KNOWN)


def roles(words: str) -> list[tuple[str, str]]:
    """Give what is quoted of each park, with its role."""
    return [(row.row["evidence"], row.row["role"]) for row in drafted(words) if row.table == "park_roles"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("依托东湖经济开发区，护岸。", [("东湖经济开发区", "carrier")]),
        (
            "加快建设东湖水产加工基地、西湖物流产业园。",
            [("东湖水产加工基地", "planned"), ("西湖物流产业园", "planned")],
        ),
        ("创建国家水运示范区，护岸。", [("国家水运示范区", "demonstration")]),
        (
            "在东湖市构建东湖工业园区、西湖工业园区2个千亿产业基地。",
            [("东湖工业园区", "industrial_base"), ("西湖工业园区", "industrial_base")],
        ),
        ("护岸。（省水利厅、东湖经济开发区管委会负责）", [("东湖经济开发区", "responsible")]),
        ("打造水运产业高地，护岸。", [("水运产业高地", "planned")]),
        ("建设一批产业园区，发展各类示范区。", []),
        ("强化园区管理。", []),
    ],
)
def test_parks_and_their_roles(words: str, expected: list[tuple[str, str]]) -> None:
    assert roles(words) == expected


def test_a_park_that_the_package_knows_is_not_drafted_again() -> None:
    rows = drafted("依托南山高新技术开发区、东湖经济开发区，建设国家级东湖水运示范区。")

    assert [
        (r.row["name_zh"], r.row["kind"], r.row["level"], r.row["region_code"]) for r in rows if r.table == "parks"
    ] == [
        ("东湖经济开发区", "zone", "", "991000"),
        ("国家级东湖水运示范区", "zone", "national", "991000"),
    ]
    assert next(r.row["park_id"] for r in rows if r.table == "park_roles") == "south-hill-zone"


def test_one_role_of_a_park_is_one_row() -> None:
    assert len(roles("依托东湖经济开发区，护岸。再依托东湖经济开发区，清淤。")) == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("东湖小镇", "town"),
        ("东湖产业带", "corridor"),
        ("东湖加工基地（二期）", "base"),
        ("东湖", "other"),
        ("东湖科技城", "park"),
    ],
)
def test_the_kind_follows_from_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
