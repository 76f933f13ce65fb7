"""What a user can mend, as an error that says so in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyplanning.rule import Issue


class PackageError(Exception):
    """The request cannot be carried out; ``en`` and ``zh`` name the place and the remedy."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh

    @classmethod
    def of(cls, issues: Sequence[Issue]) -> PackageError:
        """Make one error of findings, with a line for each."""
        return cls("\n".join(issue.en for issue in issues), "\n".join(issue.zh for issue in issues))


class UnknownNameError(PackageError, KeyError):
    """A table, column, unit or rule that does not exist; ``en`` and ``zh`` name the nearest one that does."""

    def __str__(self) -> str:
        return self.en


def nearest(name: str, names: Iterable[str], what: str, what_zh: str, others: Iterable[str] = ()) -> UnknownNameError:
    """Make the error for an unknown ``name``: it gives the nearest of ``names`` and ``others``, or all ``names``."""
    from difflib import get_close_matches  # which only a wrong name needs

    every = list(names)
    if close := get_close_matches(name, [*every, *others], n=1, cutoff=0.5):
        return UnknownNameError(
            f"no {what} {name!r}; did you mean {close[0]!r}?", f"{what_zh}“{name}”不存在，是否应为“{close[0]}”？"
        )
    return UnknownNameError(
        f"no {what} {name!r}; choose one of {', '.join(every)}",
        f"{what_zh}“{name}”不存在，可用的有：{'、'.join(every)}",
    )
