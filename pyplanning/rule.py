"""What a rule is: a short function, its code, and one sentence in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from typing import Any, Generic, TypeVar

from pyplanning.issue import Issue, Level

Check = TypeVar("Check", bound=Callable[..., Any])
PLACE = ("file", "sheet", "table", "row", "column", "cell", "key", "value", "suggestion")


@dataclass(frozen=True)
class Rule(Generic[Check]):
    """A rule: ``check`` decides, ``en`` and ``zh`` say what is wrong.

    The sentences are templates in the style of ``str.format``; what they name is given to
    ``issue``.
    """

    code: str
    check: Check
    en: str
    zh: str
    column: str = ""
    level: Level = "error"
    tables: tuple[str, ...] = ()
    correct: Callable[[str], str] | None = None
    trace: str = ""

    def issue(self, **words: Any) -> Issue:
        """The finding of this rule at one place.

        ``words`` are fields of the finding (file, sheet, table, row, column, cell, key, value,
        suggestion) and whatever else the sentences name.
        """
        words = dict.fromkeys(("file", "table", "key", "value", "suggestion"), "") | {"row": 0} | words
        words["column"] = words.get("column") or self.column
        place = {name: word for name, word in words.items() if name in PLACE}
        en, zh = self.en.format_map(words), self.zh.format_map(words)
        return Issue(code=self.code, level=self.level, en=en, zh=zh, **place)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """What the check asks for, by name: tables, or columns of one table."""
        return tuple(signature(self.check).parameters)


def rule(
    code: str,
    *,
    en: str,
    zh: str,
    column: str = "",
    level: Level = "error",
    tables: tuple[str, ...] = (),
    correct: Callable[[str], str] | None = None,
    trace: str = "",
) -> Callable[[Check], Rule[Check]]:
    """Make the decorated function a Rule.

    ``tables`` names the tables that the first parameter stands for, where they are several;
    ``correct`` gives, for an offending cell, the one that was meant; ``trace`` is a regular
    expression that every offending cell matches, and hardly any other.
    """

    def decorate(check: Check) -> Rule[Check]:
        return Rule(code, check, en, zh, column, level, tables, correct, trace)

    return decorate
