"""Texts that no plan has: long ones of one kind, which must not take long."""

import pytest

from pyplanning.contribution.draft.citations import citations
from pyplanning.contribution.draft.duties import duties
from pyplanning.contribution.draft.enterprises import enterprises
from pyplanning.contribution.draft.figures import figures
from pyplanning.contribution.draft.head import head
from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.parks import parks
from pyplanning.contribution.draft.plan_text import plan_text
from pyplanning.contribution.draft.projects import projects
from pyplanning.contribution.draft.sections import sections
from pyplanning.contribution.draft.terms import terms

TABLES = "agencies agency_aliases documents enterprises industries industry_concepts parks regions units"
NOTHING = Lexicon({table: [] for table in TABLES.split()})


@pytest.mark.parametrize(
    "unit", ["河", "建设", "等、", "(", "《", "河、", "河和", "一、河\n", "1.河\n", "河\t", "省水利厅、", "园区", "“"]
)
def test_a_long_text_of_one_kind_is_read(unit: str) -> None:
    text = plan_text("一、护岸\n" + unit * (20_000 // len(unit)))
    headings = sections(text)

    assert headings[0].row["title_zh"] == "护岸"
    assert head(text, headings, NOTHING)[-1].table == "plans"
    for reader in (citations, duties, enterprises, parks, projects, terms):
        assert all(row.end <= len(text.plain) for row in reader(text, headings, NOTHING))


@pytest.mark.parametrize(
    "unit", ["a", "A1", "5G", "1", "1.", "1,", "十", "千", "五年", "今年", "从", "3%", "①", "2030-"]
)
def test_a_long_word_or_number_is_read(unit: str, known: Lexicon) -> None:
    text = plan_text("一、护岸\n到2035年，水磨达到20家，" + unit * (4_000 // len(unit)) + "。\n织机达到30家。\n")
    values = [d.row["value"] for d in figures(text, sections(text), known) if d.table == "targets"]
    assert (values[0], values[-1]) == ("20", "30")
