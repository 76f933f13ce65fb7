"""The first sheet of a template, which explains in one screen how to fill it in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from string import Formatter
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell

from pyplanning.contribution.template_form import HEADER, MISSING, OPTIONAL, REQUIRED, Form
from pyplanning.io.excel.our_sheets import GUIDES
from pyplanning.io.excel.write import DARK, GREY, font, link_cell, print_landscape, solid, text_cell

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDTHS = {"A": 2, "B": 4, "C": 90, "D": 2, "E": 20, "F": 100}
COMMANDS = (
    "pyplanning validate contribution.xlsx",
    "pyplanning fix contribution.xlsx -o fixed.xlsx",
    "pyplanning merge contribution.xlsx",
)
# Mark → how it is drawn: a heading, a colour of the cells, a command; any other mark is written.
HEAD, COMMAND = "#", "$"
FONTS = {HEAD: font(bold=True, color=DARK), COMMAND: font(name="Consolas")}
SMALL = font(color=GREY)
# A line that names a table is left out where the workbook does not have it.
LINES = {
    "zh": (
        (HEAD, "填写顺序"),
        ("1", "按右侧目录自上而下填写。先填“{plans}”和“{sections}”，其他各表都引用它们。"),
        ("2", "再填“{agencies}”“{industries}”“{parks}”“{enterprises}”，然后填引用它们的各表。"),
        ("3", "“{indicators}”“{units}”“{industry_concepts}”“{regions}”一般不必增补，先在下拉列表中查找。"),
        ("4", "最后在“{coverage}”中逐表说明：原文有、没有，还是已缺失。"),
        (HEAD, "填写方法"),
        ("•", "前三行是表头，请勿改动。从第4行起一行填一条，不空行，不合并单元格，不用公式。"),
        ("•", "鼠标停在第1行的表头上，可以看到该列的含义、要求和例子。"),
        ("•", "有下拉列表的列选名称即可，不必查编码。列表中没有的可以直接输入，并在所属的表中登记。"),
        ("•", "原文没有写的留空：不推测，不填“无”或“/”。"),
        (HEAD, "颜色的含义"),
        (REQUIRED, "必填的列，标题后有＊"),
        (OPTIONAL, "可以留空的列"),
        (MISSING, "这一行已经开始填写，这个必填的单元格还空着"),
        (HEAD, "怎样摘录证据"),
        ("•", "照抄原文中能证明这一行的最短片段，一字不差，不超过40个字符。"),
        ("•", "全角的字母、数字、括号、逗号等改为半角，删去空白和换行。"),
        ("•", "证据位置从规划全文的第一个字数起，第一个字为0。"),
        (HEAD, "填好之后"),
        (COMMAND, COMMANDS[0]),
        ("", "检查：逐个单元格指出哪里不对、怎样改"),
        (COMMAND, COMMANDS[1]),
        ("", "改正能够改正的，其余的在工作簿中标出，另存为新文件"),
        (COMMAND, COMMANDS[2]),
        ("", "没有错误之后，并入数据包"),
    ),
    "en": (
        (HEAD, "What to fill in first"),
        ("1", "Work down the list on the right. “{plans}” and “{sections}” come first: all else refers to them."),
        ("2", "Then “{agencies}”, “{industries}”, “{parks}” and “{enterprises}”, then what refers to them."),
        ("3", "“{indicators}”, “{units}”, “{industry_concepts}”, “{regions}” seldom grow: look in the dropdowns."),
        ("4", "Last, say in “{coverage}” for each table whether the plan has it, has none, or has lost it."),
        (HEAD, "How to fill it in"),
        ("•", "Leave the three header rows as they are. From row 4 on, one fact a row: no blank rows,"),
        ("", "no merged cells, no formulas."),
        ("•", "Point at a header in row 1 to see what the column means, what it takes, and an example."),
        ("•", "Where there is a dropdown, choose a name; no codes are needed. What is not in the list"),
        ("", "may be typed; add it to the sheet that it belongs to."),
        ("•", "Leave empty what the plan does not say: do not guess, and do not write “none” or “/”."),
        (HEAD, "What the colours mean"),
        (REQUIRED, "a column that must be filled in, with ＊ after its title"),
        (OPTIONAL, "a column that may stay empty"),
        (MISSING, "a cell that must be filled in and is empty, in a row that is begun"),
        (HEAD, "Quoting evidence"),
        ("•", "The shortest piece of the plan's text that proves the row: to the letter, at most 40 characters."),
        ("•", "Full-width letters, digits, brackets and commas become half-width; spaces and breaks go."),
        ("•", "Its offset counts characters from the start of the whole text; the first is 0."),
        (HEAD, "When it is filled in"),
        (COMMAND, COMMANDS[0]),
        ("", "checks: says which cells are wrong, and what to do"),
        (COMMAND, COMMANDS[1]),
        ("", "corrects what can be corrected, and marks the rest in a new workbook"),
        (COMMAND, COMMANDS[2]),
        ("", "adds the rows to the package, once there are no errors"),
    ),
}
WORDS = {
    "zh": {"title": "{package}：填写模板", "version": "模板版本：{version}", "plan": "规划：{plan}", "list": "目录"},
    "en": {"title": "{package}: template", "version": "Template version: {version}", "plan": "Plan: {plan}"}
    | {"list": "Sheets"},
}


def add_guide(book: Workbook, form: Form, plan: str) -> None:
    """Write the sheet that explains how to fill in the workbook; ``plan`` is what a new plan is called, or ""."""
    words, sheet = WORDS[form.lang], book.create_sheet(GUIDES[form.lang])
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = DARK
    print_landscape(sheet)
    for letters, width in WIDTHS.items():
        sheet.column_dimensions[letters].width = width
    sheet.row_dimensions[1].height = 30
    title = words["title"].format(package=form.package.text("title", form.lang))
    sheet.append([None, text_cell(sheet, title, font(size=16, bold=True))])
    about = words["version"].format(version=form.package.version), plan and words["plan"].format(plan=plan)
    for text in filter(None, about):
        sheet.append([None, text_cell(sheet, text, SMALL)])
    for explained, listed in zip_longest(_explained(sheet, form), _contents(sheet, form), fillvalue=()):
        sheet.append([None, *(explained or (None, None)), None, *listed])


def _explained(sheet: WriteOnlyWorksheet, form: Form) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Give the lines about tables that the workbook has, each as a mark and a text."""
    titles = {name: found.title for name, found in form.sheets.items()}
    for mark, line in LINES[form.lang]:
        if {name for _, name, _, _ in Formatter().parse(line) if name} - titles.keys():
            continue
        text = text_cell(sheet, line.format(**titles), FONTS.get(mark))
        if mark == HEAD:
            yield None, None
            yield text, None
        elif mark in (REQUIRED, OPTIONAL, MISSING):
            coloured = WriteOnlyCell(sheet)
            coloured.fill = solid(mark)
            yield coloured, text
        else:
            yield (None if mark in FONTS else text_cell(sheet, mark, SMALL)), text


def _contents(sheet: WriteOnlyWorksheet, form: Form) -> Iterator[tuple[Cell, ...]]:
    """Give the sheets in the order of work, each with a link to its first row and what it is about."""
    yield ()
    yield (text_cell(sheet, WORDS[form.lang]["list"], FONTS[HEAD]),)
    for found in form.sheets.values():
        about = text_cell(sheet, found.resource.text("description", form.lang), SMALL)
        yield link_cell(sheet, found.title, found.title, f"A{HEADER + 1}"), about
