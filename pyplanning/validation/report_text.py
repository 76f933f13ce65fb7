"""Frames and reports as text for people. Nothing here prints."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from pyplanning.datapackage.errors import PackageError
from pyplanning.io.excel.places import place_of
from pyplanning.io.text_table import plain, table
from pyplanning.rule import LEVELS, Change, Issue, Level, Report, Why
from pyplanning.validation.report_groups import Group, groups, level_name

SHOWN = 20  # findings of one code in one table that are listed before the rest is counted
# What ends a workflow command, or a property of it → how GitHub's own toolkit writes it.
IN_COMMAND = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY = IN_COMMAND | str.maketrans({":": "%3A", ",": "%2C"})
COLOURS: dict[Level, int] = {"error": 31, "warning": 33, "notice": 36}  # of a terminal: red, yellow, cyan


def annotation(issue: Issue, lang: str, folder: str = "") -> str:
    """Write a finding as a GitHub workflow command; ``folder`` is where the file is, seen from the repository.

    A workbook has no lines, so the title names the cell. A text proves rows of our tables, where the finding is.
    """
    proved = issue.table and issue.file.endswith(".txt") and not issue.line
    file = (PurePosixPath(folder) / (f"data/{issue.table}.csv" if proved else issue.file)).as_posix()
    line = f",line={issue.line or issue.row + 1}" if issue.row and not issue.sheet else ""
    title = f"{issue.code} {issue.sheet}!{issue.cell}" if issue.cell else issue.code
    text = issue.text(lang).translate(IN_COMMAND)
    return f"::{issue.level} file={file.translate(IN_PROPERTY)}{line},title={title.translate(IN_PROPERTY)}::{text}"


def annotated_error(error: PackageError, lang: str, folder: str = "") -> str:
    """Write what stopped a validation as GitHub workflow commands: damage by file, or else one sentence."""
    if error.issues:
        return "\n".join(annotation(issue, lang, folder) for issue in error.issues)
    return f"::error title=pyplanning::{error.text(lang).translate(IN_COMMAND)}"


def report(found: Report, what: str, lang: str, colour: bool = False) -> str:
    """Write a report: findings by file and table, then by row in a sheet and by code elsewhere; rows by table;
    and a sentence that sums up.

    ``what`` says what the counted rows are ("rows verified"). Of one code in one table at most SHOWN
    are listed, and the rest is counted. With ``colour`` the levels are coloured for a terminal.
    """
    listed = groups(found)
    lines = [line for group in listed for line in _group(group, lang, colour)]
    if lines:
        lines.append("")
    width = max(map(len, found.counts), default=0)
    some = any(found.counts.values())
    lines += [f"{name:<{width}}  {rows:>6,}" for name, rows in found.counts.items() if rows or not some]
    counts = {level: found.count(level) for level in LEVELS}
    total, comma = f"{sum(found.counts.values()):,}", "，" if lang == "zh" else ", "
    rows = total + what if lang == "zh" else f"{total} {what}"
    counted = [_counted(n, level, lang) for level, n in counts.items() if n or level != "notice"]
    lines.append(comma.join([rows, *counted]))
    return "\n".join(lines)


WHYS: dict[Why, tuple[str, str]] = {
    "space": ("spaces", "空格"),
    "width": ("full-width", "全角"),
    "form": ("form", "格式"),
    "number": ("number", "数值"),
    "date": ("date", "日期"),
    "label": ("label", "取值"),
    "bound": ("comparator", "比较关系"),
    "unit": ("unit", "单位"),
    "name": ("name to id", "名称转主键"),
    "default": ("default", "默认值"),
    "id": ("new id", "新主键"),
    "evidence": ("from the text", "据原文"),
    "derived": ("from other cells", "据其他单元格"),
    "merge": ("value of the merged cell", "合并单元格的值"),
}


def changes(made: Sequence[Change], lang: str) -> str:
    """List corrected cells, one a line: place, kind, old and new value; and count these and the filled-in ones by kind.

    Cells that were empty are only counted: 40 from the text, 8 from other cells.
    """
    import pandas as pd

    zh = lang == "zh"
    heads = ["位置", "类别", "原值", "新值"] if zh else ["cell", "change", "was", "is"]
    corrected, filled = [c for c in made if c.old], [c for c in made if not c.old]
    rows = [(_changed(c), WHYS[c.why][zh], plain(c.old), plain(c.new)) for c in corrected]
    listed = table(pd.DataFrame(rows, columns=heads)) if rows else ""
    parts = [f"改正{len(corrected):,}处" if zh else f"{_cells(corrected)} corrected", _kinds(corrected, lang)]
    more = [f"填入{len(filled):,}处" if zh else f"{_cells(filled)} filled in", _kinds(filled, lang)]
    return "\n".join(filter(None, (listed, "".join(parts), "".join(more) if filled else "")))


def _cells(made: Sequence[Change]) -> str:
    return f"{len(made):,} cell{'' if len(made) == 1 else 's'}"


def _kinds(made: Sequence[Change], lang: str) -> str:
    """Count changes by kind, the most frequent first: " (40 new id, 8 number)"."""
    counts = Counter(WHYS[change.why][lang == "zh"] for change in made)
    if lang == "zh":
        return f"（{'，'.join(f'{kind}{n:,}处' for kind, n in counts.most_common())}）" if counts else ""
    return f" ({', '.join(f'{n:,} {kind}' for kind, n in counts.most_common())})" if counts else ""


def _changed(change: Change) -> str:
    """Name the place of a change: sheet!A1 in a workbook; file:line and column in a text; table and row elsewhere."""
    if change.cell:
        return f"{change.sheet}!{change.cell}"
    place = f"{change.file}:{change.line}" if change.line else f"{change.table} {change.row}"
    return f"{place} {change.column}"


def _group(group: Group, lang: str, colour: bool) -> list[str]:
    """List the findings about one table of one file, under a line that counts them."""
    file = f"{group.file}[{group.sheet}]" if group.sheet else group.file
    name = " · ".join(filter(None, (file, group.table))) or ("数据包" if lang == "zh" else "package")
    counts = [_counted(n, level, lang) for level in LEVELS if (n := group.count(level))]
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    lines = [plain(name) + colon + comma.join(counts)]
    by_code: dict[str, list[Issue]] = {code: [] for code in group.omitted}
    for issue in group.issues:
        by_code.setdefault(issue.code, []).append(issue)
    if group.sheet:  # as people go through it
        listed = sorted((issue for same in by_code.values() for issue in same[:SHOWN]), key=_row_and_column)
        lines += [f"  {_line(issue, lang, colour)}" for issue in listed]
    for code, same in sorted(by_code.items()):
        if not group.sheet:
            lines += [f"  {_line(issue, lang, colour)}" for issue in same[:SHOWN]]
        if more := len(same[SHOWN:]) + group.omitted[code]:
            lines.append(f"  {code} …另有{more:,}处" if lang == "zh" else f"  {code} … {more:,} more")
    return lines


def _row_and_column(issue: Issue) -> tuple[int, int, str]:
    row, column = place_of(issue.cell) if issue.cell else (issue.row, 0)
    return row, column, issue.code


def _counted(count: int, level: Level, lang: str) -> str:
    name, plural = level_name(level, lang), "" if count == 1 else "s"
    return f"{count:,}个{name}" if lang == "zh" else f"{count:,} {name}{plural}"


def _line(issue: Issue, lang: str, colour: bool) -> str:
    """Write a finding in one line: place, code, level, sentence, and the suggestion."""
    kind = f"{issue.code} {level_name(issue.level, lang)}"
    kind = f"\x1b[{COLOURS[issue.level]}m{kind}\x1b[0m" if colour else kind
    colon, question = ("：", "，是否应为“{}”？") if lang == "zh" else (": ", " – did you mean “{}”?")
    place = plain(_place(issue))
    suggestion = question.format(plain(issue.suggestion)) if issue.suggestion else ""
    return (place and place + colon) + kind + colon + plain(issue.text(lang)) + suggestion


def _place(issue: Issue) -> str:
    """Name the place of a finding: A1 in the sheet that its group names, file:line in a CSV file."""
    if issue.sheet:
        return issue.cell
    return f"{issue.file}:{issue.line}" if issue.line else issue.file
