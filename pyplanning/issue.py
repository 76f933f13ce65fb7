"""One finding, and a report of findings: plain values, no behaviour."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Issue:
    """One finding, told in both languages.

    ``row`` is the record's number in its file or sheet, counted from 1 after the header;
    0 where the finding concerns no row. ``cell`` is its place in a workbook (A1 form).
    ``key`` is the row's primary key (or the plan's, for findings about a text), ``value``
    the cell as written, ``suggestion`` the corrected value or the nearest valid one.
    """

    file: str = ""
    sheet: str = ""
    table: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    code: str = ""
    level: Level = "error"
    key: str = ""
    value: str = ""
    en: str = ""
    zh: str = ""
    suggestion: str = ""

    def text(self, lang: str) -> str:
        """The sentence in ``lang`` ("en" or "zh")."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Report:
    """Findings in order, and how many rows were looked at; truthy when valid.

    ``counts`` are rows by table. ``totals`` are all findings by table and code, also those
    that are too many to be told in ``issues``. ``package`` is the descriptor by which the tables
    were judged, where that is not ours.
    """

    issues: tuple[Issue, ...]
    counts: dict[str, int] = field(default_factory=dict)
    totals: dict[tuple[str, str], int] = field(default_factory=dict)
    package: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def valid(self) -> bool:
        """True where no finding is an error (warnings do not count)."""
        return not any(issue.level == "error" for issue in self.issues)

    def __bool__(self) -> bool:
        return self.valid

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, ready for JSON."""
        return {
            "valid": self.valid,
            "counts": self.counts,
            "issues": [asdict(issue) for issue in self.issues],
        }

    def to_frame(self) -> pd.DataFrame:
        """The findings as a pandas frame, one row each, in their order."""
        import pandas as pd

        columns = list(Issue.__dataclass_fields__)
        return pd.DataFrame([asdict(issue) for issue in self.issues], columns=columns)
