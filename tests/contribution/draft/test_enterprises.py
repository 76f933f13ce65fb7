"""The enterprises, institutes and universities that a plan names, with the role in which it does."""

import pytest

from pyplanning.contribution.draft.enterprises import enterprises, kind_of
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.contribution.draft.sections import sections

KNOWN = Lexicon(
    {
        "enterprises": [{"enterprise_id": "river-cement", "name_zh": "云河水泥有限公司"}],
        "industries": [{"name_zh": "造船"}],
        "industry_concepts": [],
    }
)


def drafted(words: str) -> list[Drafted]:
    """Draft the enterprises of a text."""
    text = plan_text(f"一、护岸\n{words}\n")
    return enterprises(text, sections(text), KNOWN)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("依托云河造船股份有限公司、东湖集团，护岸。", [("云河造船股份有限公司", "anchor"), ("东湖集团", "listed")]),
        ("支持云船、东机等企业做大做强。", [("云船", "supported"), ("东机", "supported")]),
        ("形成了云船、东机和南电等一批骨干企业。", [("云船", "backbone"), ("东机", "backbone"), ("南电", "backbone")]),
        ("加强与云船集团等企业的合作。", [("云船集团", "partner")]),
        ("组建云河大数据集团，护岸。", [("云河大数据集团", "supported")]),
        ("依托云河理工大学，护岸。", [("云河理工大学", "anchor")]),
        (
            "序号\t企业\n1\t云河电气有限公司\t东湖机械有限公司\n",
            [("云河电气有限公司", "listed"), ("东湖机械有限公司", "listed")],
        ),
        ("支持造船、水运等企业做大做强。", []),
        ("建设世界一流大学。", []),
        ("培育一批龙头企业。", []),
    ],
)
def test_names_and_roles(words: str, expected: list[tuple[str, str]]) -> None:
    assert [(r.row["evidence"], r.row["role"]) for r in drafted(words) if r.table == "enterprise_roles"] == expected


def test_an_enterprise_that_the_package_knows_is_not_drafted_again() -> None:
    rows = drafted("依托云河水泥有限公司，护岸。支持云河水泥有限公司，清淤。再依托云河水泥有限公司。")

    assert [(row.table, row.row["enterprise_id"], row.row["role"]) for row in rows] == [
        ("enterprise_roles", "river-cement", "anchor"),
        ("enterprise_roles", "river-cement", "supported"),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("云河大学", "university"), ("云河研究院", "institute"), ("云河集团", "enterprise"), ("云船", "enterprise")],
)
def test_the_kind_follows_from_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind
