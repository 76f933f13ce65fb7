"""Report one cause instead of the many findings that follow from it, and leave out what only waits for others."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.table_messages import foreign_key, missing_column, required
from pyplanning.dataset.resolve_names import ambiguous_name
from pyplanning.evidence.find_quotes import uncertain_heading, unknown_quote
from pyplanning.evidence.whole_text import other_document, text_cut_off
from pyplanning.io.excel.read_checks import older_template
from pyplanning.io.table import Table
from pyplanning.rule import Change, Issue, Message
from pyplanning.validators.completeness import plan_without_coverage, state_with_rows

PLACES = ("evidence_start", "section_id", "name_composed")
FROM_TEXT = (*PLACES, "source_sha256", "source_length", "other_number_id")  # columns that follow from the text
FROM_QUOTE = (*PLACES, "as_written")  # columns that follow from the quote
NOTES = ("note_zh", "note_en")


def name_causes(issues: Sequence[Issue], tables: Sequence[Table], with_texts: bool) -> list[Issue]:
    """Report once what many findings follow from, and leave out what waits for others; texts may have been given."""
    found = ask_for_plan(ask_for_template(issues), tables)
    return without_pending_cells(found if with_texts else ask_for_text(found))


text_needed = Message(
    "PL520",
    en="{file} – has {value} empty cells for the places of quotes, which follow from the plan's text"
    " – expected the text: --source PLAN_ID=FILE",
    zh="{file}：{value}个单元格（证据位置、章节等）为空，由规划原文得出，应以--source PLAN_ID=FILE给出原文",
    text="""
The plan's text is given where places of quotes are left empty: they are found in it.

Reported once for a workbook, instead of every such cell.
Fix: give the plan's text; pyplanning contribute takes it as its second argument.
""",
)


def ask_for_text(issues: Sequence[Issue]) -> list[Issue]:
    """Report once for each workbook that places wait for the plan's text, instead of each empty cell."""
    empty = [i for i in issues if i.code == required.code and i.column in FROM_TEXT and i.sheet]
    counts = Counter(issue.file for issue in empty)
    asked = [text_needed.issue(file=file, value=str(count)) for file, count in counts.items()]
    return [*(issue for issue in issues if issue not in empty), *asked]


def without_pending_cells(issues: Sequence[Issue]) -> list[Issue]:
    """Leave out findings about empty cells that will be filled in once others are corrected.

    A key is proposed when the row's other cells are known, a place when its quote is found, a section when the
    headings are, a note on coverage with its state; all that follows from a text waits for the right one.
    """
    empty = [issue for issue in issues if issue.code == required.code]
    tables = descriptor().tables
    keys = {i for i in empty if i.table in tables and (i.column,) == tables[i.table].primary_key}
    places = {i for i in empty if i.column in FROM_QUOTE}
    faulty = {_row(i) for i in issues if i.level == "error" and i not in keys | places}
    unquoted = {_row(i) for i in issues if i.code.startswith("PL5") or (i in empty and i.column == "evidence")}
    pending = {i for i in keys if _row(i) in faulty} | {i for i in places if _row(i) in unquoted}
    stateless = {_row(i) for i in empty if i.table == "coverage" and i.column == "state"}
    if any(i.code == uncertain_heading.code for i in issues):
        pending |= {i for i in places if i.column == "section_id"}
    if any(i.code in (text_cut_off.code, other_document.code) for i in issues):
        pending |= keys | {i for i in empty if i.column in (*FROM_TEXT, *FROM_QUOTE, "evidence", "role")}
    if any(i.code == unknown_quote.code and i.table == "tasks" for i in issues):  # duties are behind their tasks
        pending |= {i for i in empty if i.table == "responsibilities" and i.column in ("as_written", "role")}
    pending |= {i for i in empty if i.table == "coverage" and i.column in NOTES and _row(i) in stateless}
    return [issue for issue in issues if issue not in pending]


def _row(issue: Issue) -> tuple[str, str, int]:
    return issue.table, issue.sheet, issue.row


plan_needed = Message(
    "PL044",
    en="{file} – is about {found}, and has {value} empty cells for plans"
    " – expected a workbook for each plan, or the plan in every row",
    zh="{file}：涉及{found_zh}，有{value}个单元格未填所属规划，应每部规划一个工作簿，或逐行填写所属规划",
    text="""
A workbook about several plans says of every row to which of them it belongs.

The only plan of a workbook is that of all its rows. What else is found of rows without a plan waits until it is known.
Fix: hand in one workbook for each plan, or fill in plan_id in every row.
""",
)


def ask_for_plan(issues: Sequence[Issue], tables: Sequence[Table]) -> list[Issue]:
    """Report once for each workbook about several plans that rows do not say of which they are."""
    found = list(issues)
    for file in dict.fromkeys(table.file for table in tables if table.sheet):
        plans = plans_in([table for table in tables if table.file == file])
        own = [issue for issue in found if issue.file == file]
        empty = [issue for issue in own if issue.code == required.code and issue.column == "plan_id"]
        if len(plans) > 1 and empty:
            follows = (
                required.code,
                foreign_key.code,
                ambiguous_name.code,
                plan_without_coverage.code,
                state_with_rows.code,
            )
            found = [issue for issue in found if issue.file != file or issue.code not in follows]
            words = {"found": ", ".join(plans), "found_zh": "、".join(plans), "value": str(len(empty))}
            found.append(plan_needed.issue(file=file, **words))
    return found


def plans_in(tables: Iterable[Table]) -> list[str]:
    """List the plans that tables have rows for in plans, by their names, or by their ids."""
    rows = [row for table in tables if table.name == "plans" for row in table.frame.collect().to_dicts()]
    return [row.get("name_zh") or row.get("title_zh") or row.get("plan_id") or "?" for row in rows]


MOST_COLUMNS = 20  # that are listed
new_template_needed = Message(
    "PL045",
    en="{file} – was made from the template of version {value}, and lacks columns of version {expected}: {found}"
    " – expected these columns, or its rows in a new template (pyplanning template FILE.xlsx)",
    zh="{file}：由{value}版模板生成，缺少{expected}版的列：{found_zh}，"
    "应补上这些列，或把各行移入新模板（pyplanning template 文件名.xlsx）",
    text="""
A workbook that was made from the template of another major version has the columns of this one.

Reported once for a workbook, instead of every column that is missing.
Fix: write a new template and copy the rows into it; docs/moving-1-to-2.md says what became of columns and ids.
""",
)


def ask_for_template(issues: Sequence[Issue]) -> list[Issue]:
    """Report once for each workbook made from an older template that its columns are those of another version."""
    found = list(issues)
    for old in [issue for issue in issues if issue.code == older_template.code]:
        missing = [issue for issue in issues if issue.file == old.file and issue.code == missing_column.code]
        if missing:
            found = [issue for issue in found if issue not in missing and issue != old]
            more = len(missing) - MOST_COLUMNS
            named = [f"{issue.sheet} {issue.column}" for issue in missing[:MOST_COLUMNS]]
            en = ", ".join([*named, f"and {more} more"] if more > 0 else named)
            zh = "、".join(named) + (f"等{len(missing)}列" if more > 0 else "")
            words = {"value": old.value, "expected": descriptor().version, "found": en, "found_zh": zh}
            found.append(new_template_needed.issue(file=old.file, **words))
    return found


def as_typed(issues: Sequence[Issue], changes: Sequence[Change]) -> list[Issue]:
    """Show the values of cells in which people wrote a label or a name for a code as they wrote them."""
    written = {(c.file, c.sheet, c.table, c.row, c.column, c.new): c.old for c in changes if c.old and c.sheet}

    def typed(issue: Issue) -> Issue:
        old = written.get((issue.file, issue.sheet, issue.table, issue.row, issue.column, issue.value), "")
        if not old or not issue.value:
            return issue
        value = re.escape(issue.value)
        in_zh = re.compile(rf"(?<![A-Za-z0-9_-]){value}(?![A-Za-z0-9_-])")
        in_en = re.compile(rf"(?:(?<=“)|(?<=\b{issue.column} )|(?<=unit )){value}(?![A-Za-z0-9_-])")  # no word of ours
        en, zh = (code.sub(lambda _: old, text, count=1) for code, text in ((in_en, issue.en), (in_zh, issue.zh)))
        return replace(issue, value=old, en=en, zh=zh)

    return [typed(issue) for issue in issues]
