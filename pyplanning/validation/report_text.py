"""Frames and reports as text for people. Nothing here prints."""

from __future__ import annotations

from collections.abc import Sequence

from pyplanning.io.text_table import plain, table
from pyplanning.rule import Change, Issue, Level, Report, Why
from pyplanning.validation.report_json import Group, groups

SHOWN = 20  # findings told of one code in one table before the rest is counted
# Level → its name in Chinese, and its colour on a terminal.
LEVELS: dict[Level, tuple[str, int]] = {"error": ("错误", 31), "warning": ("警告", 33)}


def annotation(issue: Issue, lang: str) -> str:
    """A finding as a GitHub workflow command."""
    text = issue.text(lang).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    line = f",line={issue.row + 1}" if issue.row else ""
    file = issue.file if issue.file.endswith(".csv") or not issue.table else f"data/{issue.table}.csv"
    return f"::{issue.level} file={file}{line},title={issue.code}::{text}"


def report(found: Report, what: str, lang: str, colour: bool = False) -> str:
    """A report: findings by file and table and then by code, rows by table, and a sentence that sums up.

    ``what`` says what the counted rows are ("rows proven"). Of one code in one table at most SHOWN
    are told, and the rest is counted. With ``colour`` the levels are coloured for a terminal.
    """
    listed = groups(found)
    lines = [line for group in listed for line in _group(group, lang, colour)]
    if lines:
        lines.append("")
    width = max(map(len, found.counts), default=0)
    some = any(found.counts.values())
    lines += [f"{name:<{width}}  {rows:>6,}" for name, rows in found.counts.items() if rows or not some]
    errors, warnings = (sum(group.count(level) for group in listed) for level in ("error", "warning"))
    total, comma = f"{sum(found.counts.values()):,}", "，" if lang == "zh" else ", "
    rows = total + what if lang == "zh" else f"{total} {what}"
    lines.append(comma.join([rows, _counted(errors, "error", lang), _counted(warnings, "warning", lang)]))
    return "\n".join(lines)


WHYS: dict[Why, tuple[str, str]] = {
    "space": ("spaces", "空格"),
    "width": ("full-width", "全角"),
    "form": ("form", "格式"),
    "number": ("number", "数值"),
    "date": ("date", "日期"),
    "label": ("label", "取值"),
    "bound": ("comparator", "比较符"),
    "unit": ("unit", "单位"),
    "name": ("name to id", "名称转主键"),
    "id": ("new id", "新主键"),
    "evidence": ("from the text", "据原文"),
}


def changes(made: Sequence[Change], lang: str) -> str:
    """Changes to cells, one a line: place, kind, what stood there and what stands there now."""
    import pandas as pd

    heads = ["位置", "类别", "原值", "新值"] if lang == "zh" else ["cell", "change", "was", "is"]
    rows = [(_changed(c), WHYS[c.why][lang == "zh"], plain(c.old), plain(c.new)) for c in made]
    listed = table(pd.DataFrame(rows, columns=heads)) if rows else ""
    total = f"改动{len(rows):,}处" if lang == "zh" else f"{len(rows):,} changes"
    return "\n".join(filter(None, (listed, total)))


def _changed(change: Change) -> str:
    """Where a change stands: sheet!A1 in a workbook; table, row and column elsewhere."""
    return f"{change.sheet}!{change.cell}" if change.cell else f"{change.table} {change.row} {change.column}"


def _group(group: Group, lang: str, colour: bool) -> list[str]:
    """The findings about one table of one file, under a line that counts them."""
    file = f"{group.file}[{group.sheet}]" if group.sheet else group.file
    name = " · ".join(filter(None, (file, group.table))) or ("数据包" if lang == "zh" else "package")
    counts = [_counted(n, level, lang) for level in LEVELS if (n := group.count(level))]
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    lines = [plain(name) + colon + comma.join(counts)]
    by_code: dict[str, list[Issue]] = {code: [] for code in group.omitted}
    for issue in group.issues:
        by_code.setdefault(issue.code, []).append(issue)
    for code, same in sorted(by_code.items()):
        lines += [f"  {_told(issue, lang, colour)}" for issue in same[:SHOWN]]
        more = len(same[SHOWN:]) + group.omitted[code]
        if more:
            lines.append(f"  {code} …另有{more:,}处" if lang == "zh" else f"  {code} … {more:,} more")
    return lines


def _counted(count: int, level: Level, lang: str) -> str:
    if lang == "zh":
        return f"{count:,}个{LEVELS[level][0]}"
    return f"{count:,} {level}" if count == 1 else f"{count:,} {level}s"


def _told(issue: Issue, lang: str, colour: bool) -> str:
    """A finding in one line: where, code, level, sentence, and what may have been meant."""
    zh, paint = LEVELS[issue.level]
    kind = f"{issue.code} {zh if lang == 'zh' else issue.level}"
    kind = f"\x1b[{paint}m{kind}\x1b[0m" if colour else kind
    colon, meant = ("：", "，是否应为“{}”？") if lang == "zh" else (": ", " – did you mean “{}”?")
    place = plain(_place(issue))
    suggestion = meant.format(plain(issue.suggestion)) if issue.suggestion else ""
    return (place and place + colon) + kind + colon + plain(issue.text(lang)) + suggestion


def _place(issue: Issue) -> str:
    """Where a finding stands: A1 in the sheet of a workbook that its group names, file:line in a CSV file."""
    if issue.sheet:
        return issue.cell
    lined = issue.row and issue.file.lower().endswith((".csv", ".tsv"))
    return f"{issue.file}:{issue.row + 1}" if lined else issue.file
