"""Hand a contributor's own workbook back with the findings in it: at the cells, and in a sheet of their own."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.excel import FINDINGS
from pyplanning.io.excel.edit import Cell, Change, NewSheet, edit
from pyplanning.io.excel.places import location, place_of
from pyplanning.rule import Issue, Level, Report
from pyplanning.validation.report_groups import groups, level_name

# The colour-blind can tell orange from blue, and in grey one of them is darker.
FILLS: dict[Level, str] = {"error": "FFBE99", "warning": "D6EAF8", "notice": "ECEFF1"}
HEADERS = {
    "zh": ("工作表", "单元格", "代码", "级别", "问题", "值", "建议"),
    "en": ("Sheet", "Cell", "Code", "Level", "Finding", "Value", "Suggestion"),
}
WIDTHS = (18, 10, 10, 10, 70, 28, 28)
MAX_NOTED = 10  # findings in the note of one cell
MAX_VALUE = 200  # characters of a value


def annotate(workbook: str | Path, report: Report, output: str | Path, lang: str = "zh") -> Path:
    """Write the workbook to ``output``, marked with the findings of ``report``; nothing else changes.

    A cell with findings is coloured, darker for an error than for others, and has a note that
    lists them. A sheet lists all findings, including those about no cell, with links to the cells.
    What an earlier call put into the workbook is replaced. ``lang`` is "zh" or "en".

    Returns the path of ``output``. Raises PackageError if the workbook cannot be edited (see
    ``io.excel.edit``), if it is not the one that the report is about, and if ``output``
    cannot be written.
    """
    found, file = groups(report), Path(workbook).resolve()
    about = [group for group in found if not group.file or Path(group.file).resolve() == file]
    if found and not about:
        raise PackageError(
            f"{workbook} is not what was validated; validate it first", f"{workbook}不是所校验的文件，请先校验该文件"
        )
    about.sort(key=lambda group: bool(group.sheet))  # what is about the whole workbook comes first
    issues = [issue for group in about for issue in sorted(group.issues, key=_place)]
    omitted = sum((group.omitted for group in about), Counter[str]())
    rows = [_row(issue, lang) for issue in issues]
    sheet = NewSheet(FINDINGS[lang], HEADERS[lang], rows, WIDTHS, _remark(len(rows), omitted, lang))
    return edit(workbook, output, _changes(issues, lang), sheet, marks=FILLS.values())


def _place(issue: Issue) -> tuple[int, int, str]:
    """Return what findings in a sheet are sorted by: row, column, code."""
    row, column = place_of(issue.cell) if issue.cell else (issue.row, 0)
    return row, column, issue.code


def _changes(issues: Sequence[Issue], lang: str) -> dict[str, dict[str, Change]]:
    """Make the colour and the note of each cell that has findings, by sheet and cell; findings are in this order."""
    changes: dict[str, dict[str, Change]] = {}
    for (sheet, cell), found in groupby(issues, attrgetter("sheet", "cell")):
        if sheet and cell:
            noted = list(found)
            fill = next(fill for level, fill in FILLS.items() if any(issue.level == level for issue in noted))
            changes.setdefault(sheet, {})[cell] = Change(note=_note(noted, lang), fill=fill)
    return changes


def _note(found: Sequence[Issue], lang: str) -> str:
    """Write the note of a cell: its first findings with their suggestions, and how many more there are."""
    colon, suggestion = ("：", "\n建议：") if lang == "zh" else (": ", "\nSuggestion: ")
    parts = [
        f"{issue.code} {level_name(issue.level, lang)}{colon}{issue.text(lang)}"
        + (suggestion + issue.suggestion if issue.suggestion else "")
        for issue in found[:MAX_NOTED]
    ]
    if more := len(found) - len(parts):
        parts.append(f"另有{more}处问题" if lang == "zh" else f"{more} more")
    return "\n\n".join(parts)


def _row(issue: Issue, lang: str) -> list[str | Cell]:
    """Make a finding's row in the sheet; one about no cell links to its sheet."""
    value = issue.value if len(issue.value) <= MAX_VALUE else issue.value[:MAX_VALUE] + "…"
    return [
        Cell(issue.sheet, location(issue.sheet) if issue.sheet and not issue.cell else ""),
        Cell(issue.cell, location(issue.sheet, issue.cell) if issue.sheet and issue.cell else ""),
        issue.code,
        Cell(level_name(issue.level, lang), fill=FILLS[issue.level]),
        issue.text(lang),
        value,
        issue.suggestion,
    ]


def _remark(listed: int, omitted: Counter[str], lang: str) -> str:
    """Write the line below the findings: how many more there are, or that there are none."""
    zh = lang == "zh"
    if not omitted:
        nothing = "没有发现问题" if zh else "No findings"
        return "" if listed else nothing
    codes, total = [f"{code} {count:,}" for code, count in omitted.most_common()], f"{omitted.total():,}"
    return f"另有{total}处未逐一列出：{'、'.join(codes)}" if zh else f"{total} more are not listed: {', '.join(codes)}"
