"""Frames and reports as text for people. Nothing here prints."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from pyplanning.issue import Issue, Report

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 20  # findings told of one kind before the rest is counted
WIDE = 100_000  # where no screen limits the width, a row is a line


def table(frame: pd.DataFrame, right: tuple[str, ...] = (), width: int | None = None) -> str:
    """A frame as an aligned table; Chinese characters count as two columns.

    Columns named in ``right`` are aligned to the right. With ``width``, that of a terminal,
    long cells are folded and the header is bold; without, each row is one line.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in frame:
        drawn.add_column(str(column), justify="right" if column in right else "left", overflow="fold")
    for row in frame.itertuples(index=False):
        drawn.add_row(*(Text(_cell(value)) for value in row))
    console = Console(file=StringIO(), width=width or WIDE, force_terminal=width is not None, highlight=False)
    console.print(drawn)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines)


def _cell(value: object) -> str:
    import pandas as pd

    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def annotation(issue: Issue, lang: str) -> str:
    """A finding as a GitHub workflow command."""
    text = issue.text(lang).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    line = f",line={issue.row + 1}" if issue.row else ""
    file = f"data/{issue.table}.csv" if issue.table else issue.file
    return f"::{issue.level} file={file}{line},title={issue.code}::{text}"


def report(found: Report, what: str, lang: str) -> str:
    """A report: findings by code, rows by table, and a sentence that sums up.

    ``what`` says what the counted rows are ("rows proven").
    """
    lines, width = [], max(map(len, found.counts), default=0)
    for code in sorted({issue.code for issue in found.issues}):
        same = [issue for issue in found.issues if issue.code == code]
        lines += [f"{issue.code} {issue.level}: {issue.text(lang)}" for issue in same[:SHOWN]]
        if len(same) > SHOWN:
            more = len(same) - SHOWN
            lines.append(f"{code} …另有{more}处" if lang == "zh" else f"{code} … {more} more")
    if lines:
        lines.append("")
    lines += [f"{name:<{width}}  {rows:>6,}" for name, rows in found.counts.items()]
    errors = sum(issue.level == "error" for issue in found.issues)
    warnings, total = len(found.issues) - errors, sum(found.counts.values())
    if lang == "zh":
        lines.append(f"{total:,}{what}，{errors}个错误，{warnings}个警告")
    else:
        lines.append(f"{total:,} {what}, {errors} errors, {warnings} warnings")
    return "\n".join(lines)
