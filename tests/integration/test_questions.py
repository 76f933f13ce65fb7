"""The questions that the package lets people ask: each in three lines at most, with an answer."""

import re

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import root

PAGE = root() / "docs" / "questions.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1:]
COMPARED = ("biomedicine", "energy-saving-environmental", "new-energy-vehicles")
NARROWER = ("aerospace", "marine-industry", "digital-economy", "new-materials")


def answer(block):
    """Run a block of lines, and give the value of the last."""
    *before, last = block.strip().splitlines()
    names = {"pp": pp}
    exec("\n".join(before), names)
    return eval(last, names)


def test_there_are_seven_questions_of_three_lines_at_most():
    assert len(BLOCKS) == 7
    assert max(len(block.strip().splitlines()) for block in BLOCKS) <= 3


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_a_question_has_an_answer(block):
    found = answer(block)
    assert not found.empty if isinstance(found, pd.DataFrame) else found > 0


def test_what_hainan_promises_in_total_is_what_its_plan_says():
    (block,) = [block for block in BLOCKS if "hainan-high-tech-2026" in block]
    assert answer(block) == 10_000  # 亿元: 1万亿元


@pytest.mark.parametrize("concept", [*COMPARED, *NARROWER])
def test_hainan_and_hubei_meet_over_the_size_of_an_industry(concept):
    rows = pp.compare(concept, "industry-size", unit="yi-yuan").dropna(subset="value")
    assert {"hainan-high-tech-2026", "hubei-mic2025-2015"} <= {*rows["plan_id"]}
    assert rows["indicator_id"].nunique() > 1  # each plan's own measure is shown
    assert rows["target_id"].is_unique
    assert rows["compared_with"].notna().all()
    assert all("indicator" in why for why in rows["differs"])


@pytest.mark.parametrize("concept", NARROWER)
def test_each_row_shows_the_narrower_concept_of_its_plan(concept):
    rows = pp.compare(concept, "industry-size", unit="yi-yuan")
    by_plan = rows.groupby("plan_id")["concept_id"].agg(set)
    assert by_plan["hainan-high-tech-2026"].isdisjoint(by_plan["hubei-mic2025-2015"])
