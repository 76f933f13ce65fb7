"""What a rule is: a short function, its code, and one sentence in each language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pyplanning.issue import Issue, Level

Check = TypeVar("Check", bound=Callable[..., Any])


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

    def issue(
        self,
        *,
        table: str = "",
        row: int = 0,
        key: str = "",
        value: str = "",
        file: str = "",
        column: str = "",
        suggestion: str = "",
        **more: object,
    ) -> Issue:
        """The finding of this rule at one place."""
        column = column or self.column
        words = {
            "table": table,
            "row": row,
            "key": key,
            "value": value,
            "file": file,
            "column": column,
            "suggestion": suggestion,
            **more,
        }
        return Issue(
            file=file,
            table=table,
            row=row,
            column=column,
            code=self.code,
            level=self.level,
            key=key,
            value=value,
            suggestion=suggestion,
            en=self.en.format_map(words),
            zh=self.zh.format_map(words),
        )


def rule(code: str, *, en: str, zh: str, column: str = "", level: Level = "error") -> Callable[[Check], Rule[Check]]:
    """Make the decorated function a Rule."""

    def decorate(check: Check) -> Rule[Check]:
        return Rule(code, check, en, zh, column, level)

    return decorate
