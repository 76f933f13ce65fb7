"""Draft targets, observations and numbers that state no fact: every number of a text."""

from collections.abc import Sequence

from pyplanning.contribution.draft.lexicon import Lexicon
from pyplanning.contribution.draft.plan_text import PlanText
from pyplanning.contribution.draft.rows import Drafted


def figures(text: PlanText, sections: Sequence[Drafted], known: Lexicon) -> list[Drafted]:
    """Draft a row for each number of the text."""
    return []
