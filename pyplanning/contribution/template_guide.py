"""The first sheet of a template, which explains in one screen how to fill it in."""

import shlex
from collections.abc import Iterator
from itertools import zip_longest
from string import Formatter

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pyplanning.contribution.template_form import HEADER, LINES, WORDS, Form
from pyplanning.contribution.template_sheet import MISSING, OPTIONAL, REQUIRED
from pyplanning.io.excel import GUIDES
from pyplanning.io.excel.write import DARK, GREY, font, link_cell, print_landscape, solid, text_cell

WIDTHS = {"A": 2, "B": 4, "C": 90, "D": 2, "E": 20, "F": 100}
HEAD, COMMAND = "#", "$"
FONTS = {HEAD: font(bold=True, color=DARK), COMMAND: font(name="Consolas")}
SMALL = font(color=GREY)
COLOURS = {"required": REQUIRED, "optional": OPTIONAL, "missing": MISSING}


def add_guide(book: Workbook, form: Form, plan: str, name: str) -> None:
    """Write the sheet that explains how to fill in the workbook ``name``; ``plan`` is its title and id, or ""."""
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
    commands = _commands(name, plan.rpartition(" · ")[2])
    for explained, listed in zip_longest(_explained(sheet, form, commands), _contents(sheet, form), fillvalue=()):
        sheet.append([None, *(explained or (None, None)), None, *listed])


def _commands(name: str, plan: str) -> dict[str, str]:
    """Give what the commands name: the workbook, its marked copy, the plan and its text."""
    stem, _, ending = name.rpartition(".")
    files = {"book": name, "marked": f"{stem}-marked.{ending}", "text": f"{stem}.txt"}
    return {what: shlex.quote(file) for what, file in files.items()} | {"plan": plan or "PLAN_ID"}


def _explained(
    sheet: WriteOnlyWorksheet, form: Form, commands: dict[str, str]
) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Give the lines about tables that the workbook has, each as a mark and a text."""
    titles = {name: found.title for name, found in form.sheets.items()} | commands
    for mark, line in LINES[form.lang]:
        if {name for _, name, _, _ in Formatter().parse(line) if name} - titles.keys():
            continue
        text = text_cell(sheet, line.format(**titles), FONTS.get(mark))
        if mark == HEAD:
            yield None, None
            yield text, None
        elif mark in COLOURS:
            coloured = WriteOnlyCell(sheet)
            coloured.fill = solid(COLOURS[mark])
            yield coloured, text
        else:
            yield (None if mark in FONTS else text_cell(sheet, mark, SMALL)), text


def _contents(sheet: WriteOnlyWorksheet, form: Form) -> Iterator[tuple[Cell, ...]]:
    """Give the sheets in the order of work, each with a link to its first row and what it is about."""
    yield ()
    yield (text_cell(sheet, WORDS[form.lang]["sheets"], FONTS[HEAD]),)
    for found in form.sheets.values():
        about = text_cell(sheet, found.resource.text("description", form.lang), SMALL)
        yield link_cell(sheet, found.title, found.title, f"A{HEADER + 1}"), about
