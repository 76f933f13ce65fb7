"""Read the cells of a table as they are shown, and report those that do not show what they hold."""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from pyplanning.datapackage.resource import Resource
from pyplanning.io.excel.inspect import Survey
from pyplanning.io.excel.marks import Marks
from pyplanning.io.excel.number_format import UNSHOWN, shows, shows_text
from pyplanning.io.excel.places import number_of
from pyplanning.io.table import MAX_FINDINGS, Table, too_faulty
from pyplanning.rule import Issue, rule

LISTED = 3  # cells that a finding about many lists
MOST = 10**15  # a number of more digits is not kept as it was typed
PARTS = ("column", "row", "held", "text")
SHOWN = ("text", "rounded", "other")  # what a cell shows, and by another format of its own
ALIKE = ("style", "held", "as_text")  # cells that show the same


@rule(
    "PL007",
    level="warning",
    en="{sheet} – cells {cells} contain formulas ({value} in all); their results are used – expected plain values",
    zh="{sheet}：{cells}为公式（共{value}处），已取其保存的结果，应填写数值或文字",
)
def formulas(cells: Iterable[tuple[str, int]], table: Table) -> list[str]:
    """Every cell contains a value, not a formula: the result of a formula changes with the cells that it refers to.

    Fix: copy the cells and paste them as values.
    """
    letters = set(table.letters.values())
    return [f"{column}{row}" for column, row in cells if column in letters and row > table.header_line]


@rule(
    "PL008",
    en="{sheet} {cell} – {column} shows the error {value} – expected a value",
    zh="{sheet}的{cell}：{column}显示错误值{value}，应为有效值",
)
def error_cell(cells: dict[tuple[str, int], str], table: Table) -> list[tuple[str, int, str]]:
    """No cell shows an error such as #REF!.

    Fix: correct the formula, or type the value.
    """
    return [(*place, value) for cell, value in cells.items() if (place := _place(cell, table))]


@rule(
    "PL030",
    en="{sheet} {cell} – {column} contains a formula whose result is not saved – expected a value: open the workbook"
    " in Excel or WPS and save it, or type the value",
    zh="{sheet}的{cell}：{column}为公式，但文件中未保存其结果，应用Excel或WPS打开并保存，或直接填写结果",
)
def unsaved_result(cells: Iterable[tuple[str, int]], table: Table) -> list[tuple[str, int]]:
    """The result of every formula is saved: programs that write workbooks do not calculate.

    Fix: open the workbook in Excel or WPS and save it, or type the value.
    """
    return [place for cell in cells if (place := _place(cell, table))]


@rule(
    "PL031",
    en="{sheet} {cell} – {column} holds {value}, but its number format shows {shown} – expected a cell that shows"
    " its value",
    zh="{sheet}的{cell}：{column}的值为{value}，但因单元格格式而显示{shown_zh}，应显示其值",
)
def not_shown(shown: str) -> dict[str, str] | None:
    """Every cell shows what it holds: a number format can hide it, and a date before 1900 is shown as #####.

    Fix: give the cell another number format, or empty it.
    """
    if shown not in ("", UNSHOWN):
        return None
    return {"shown": shown or "nothing", "shown_zh": f"为{shown or '空白'}"}


@rule(
    "PL032",
    level="warning",
    en="{sheet} – cells {cells} show other numbers than they hold ({value} in all): {first} shows {shown}, and"
    " {read} is read – expected a number format that shows all digits",
    zh="{sheet}：{cells}显示的数与实际的值不同（共{value}处），如{first}显示{shown}，读取的是{read}，应改用显示全部数字的格式",
)
def rounded(cells: pl.DataFrame) -> pl.DataFrame:
    """Every cell shows all digits of its number.

    Fix: give the cells a number format with more decimals, or type the numbers as they are to be read.
    """
    return cells.filter(pl.col("rounded") != "")


@rule(
    "PL033",
    en="{sheet} {cell} – {column} is a number of more than 15 digits ({value}), of which Excel does not keep the last"
    " – expected text: set the format of the cell to Text and type the number again",
    zh="{sheet}的{cell}：{column}为15位以上的数字（{value}），Excel不保留其末位，应先将单元格格式设为“文本”再重新填写",
)
def long_number(value: object) -> bool:
    """No number has more than 15 digits: Excel replaces the others by zeros, or by digits that nobody wrote.

    Fix: set the format of the cell to Text, and type the number again.
    """
    return isinstance(value, int | float) and abs(value) >= MOST


@rule(
    "PL043",
    en="{sheet} {cell} – {column} holds {value}, and the workbook gives two number formats for it, of which one shows"
    " {shown} and one {read} – expected one format: set that of the cell again in Excel or WPS, and save",
    zh="{sheet}的{cell}：{column}的值为{value}，工作簿中其单元格格式有两种定义，分别显示{shown}和{read}，"
    "应在Excel或WPS中重设单元格格式并保存",
)
def two_formats(shown: Sequence[str]) -> tuple[str, str] | None:
    """The number format of every cell is given once: of several, programs take now the first and now the last.

    Gives two of the texts that the formats show, where they differ.
    Fix: set the format of the cell again in Excel or WPS, and save.
    """
    texts = [*dict.fromkeys(shown)]
    return (texts[0], texts[1]) if len(texts) > 1 else None


def as_shown(
    cells: Sequence[pl.Series], known: dict[object, str], table: Table, resource: Resource, marks: Marks, survey: Survey
) -> tuple[list[pl.Series], list[Issue]]:
    """Read the columns of a table as Excel shows them, and report cells that do not show what they hold.

    ``cells`` are all columns by position, ``known`` the texts of their values; ``table`` says which columns count.
    A cell that has no value, or not the one that was typed, is empty.
    """
    columns, issues = [_decoded(column, survey) for column in cells], list[Issue]()
    positions = {name: number_of(letters) - 1 for name, letters in table.letters.items()}
    long = [text for value, text in known.items() if long_number.check(value)]
    for name, position in positions.items() if long else ():
        rows = columns[position].is_in(long).arg_true().to_list()
        for row in rows:
            value = f"{float(columns[position][row]):.15g}".replace("e+", "E+")
            issues.append(long_number.issue(**table.place(name, row + 1), value=value))
        columns[position] = columns[position].scatter(rows, "")
    every = _shown(table, resource, marks, survey, columns)
    shown, doubtful = every.filter(other=""), every.filter(pl.col("other") != "")
    for name, row, held, text, other in doubtful.select(*PARTS, "other").iter_rows():
        issues.append(two_formats.issue(**table.place(name, row), value=held, shown=text, read=other))
    for name, row, held, text in shown.filter(pl.col("text").is_in(["", UNSHOWN])).select(PARTS).iter_rows():
        words = not_shown.check(text) or {}
        issues.append(not_shown.issue(**table.place(name, row), value=held, **words))
    read = pl.when(other="").then("text").otherwise(pl.lit("")).replace(UNSHOWN, "")
    empty = every.select("column", "row", text=read)
    unsaved = unsaved_result.check(marks.unsaved, table)
    issues += [unsaved_result.issue(**table.place(*place)) for place in unsaved]
    lost = pl.DataFrame(unsaved, schema={"column": pl.String, "row": pl.Int64}, orient="row")
    for (name,), found in pl.concat([empty, lost.with_columns(text=pl.lit(""))]).group_by("column"):
        position = positions[str(name)]
        found = found.filter(pl.col("row") <= len(columns[position]))
        columns[position] = columns[position].scatter(found["row"] - 1, found["text"])
    issues += _of_formulas(table, marks) + _differing(table, rounded.check(shown))
    for name, row, value in error_cell.check(marks.errors, table):
        issues.append(error_cell.issue(**table.place(name, row), value=value))
    if len(issues) > MAX_FINDINGS:
        raise too_faulty(table.file, "cells that do not show what they hold", "个单元格未显示其实际的值")
    return columns, issues


def _shown(
    table: Table, resource: Resource, marks: Marks, survey: Survey, columns: Sequence[pl.Series]
) -> pl.DataFrame:
    """Give the cells of a table whose format matters, by column and row, with what they hold and what they show."""
    names = {letters: name for name, letters in table.letters.items()}
    texts = [letters for letters, name in names.items() if _is_text(name, resource)]
    cells = marks.formatted.filter(pl.col("letters").is_in([*names]), pl.col("row") > table.header_line).with_columns(
        row=pl.col("row") - table.header_line, as_text=pl.col("letters").is_in(texts)
    )
    formats, found = survey.formats, list[tuple[str, str, bool, str, str, str]]()
    for style, held, as_text in cells.filter(pl.col("held") != "").select(ALIKE).unique().iter_rows():
        if not long_number.check(float(held)):
            codes = formats.doubtful.get(int(style), (formats.codes[int(style)],))
            each = [shows(held, code, as_text, formats.from_1904) for code in codes]
            of_both = two_formats.check([one.text for one in each]) or (each[-1].text, "")
            found.append((style, held, as_text, of_both[0], each[-1].rounded, of_both[1]))
    readings = pl.DataFrame(
        found, schema=dict.fromkeys((*ALIKE, *SHOWN), pl.String) | {"as_text": pl.Boolean}, orient="row"
    )
    numbers = cells.join(readings, on=ALIKE, how="inner")
    worded = list[tuple[str, int, str, str, str, str]]()
    for letters, row, style in cells.filter(held="").select("letters", "row", "style").iter_rows():
        column, around = columns[number_of(letters) - 1], shows_text(formats.codes[int(style)])
        held = column[row - 1] if row <= len(column) else ""
        if held:
            worded.append((letters, row, held, "".join((around[0], held, around[1])) if around else "", "", ""))
    kinds = dict.fromkeys(("letters", "row", "held", *SHOWN), pl.String) | {"row": pl.Int64}
    every = pl.concat([numbers.select(*kinds), pl.DataFrame(worded, schema=kinds, orient="row")])
    return every.with_columns(column=pl.col("letters").replace_strict(names, return_dtype=pl.String))


def _is_text(name: str, resource: Resource) -> bool:
    return name not in resource.columns or resource.field(name).type in ("string", "any")


def _of_formulas(table: Table, marks: Marks) -> list[Issue]:
    """Report the formulas whose results are used."""
    others = {*marks.unsaved, *marks.errors}
    cells = formulas.check([cell for cell in marks.formulas if cell not in others], table)
    return [formulas.issue(**table.place(), cells=listed(cells), value=str(len(cells)))] if cells else []


def _differing(table: Table, cells: pl.DataFrame) -> list[Issue]:
    """Report, in one finding, the cells that show other numbers than are read."""
    if not len(cells):
        return []
    names = [f"{letters}{row + table.header_line}" for letters, row in cells.select("letters", "row").iter_rows()]
    words = {"cells": listed(names), "value": str(len(names)), "first": names[0]}
    return [rounded.issue(**table.place(), **words, shown=cells["rounded"][0], read=cells["text"][0])]


def _decoded(column: pl.Series, survey: Survey) -> pl.Series:
    """Write the characters whose codes are in a column, as Excel shows them."""
    coded = survey.coded - survey.literal
    if not coded or not column.str.contains_any([*coded]).any():
        return column
    pattern = re.compile("(?:" + "|".join(coded) + ")+")
    return pl.Series([pattern.sub(_characters, text) for text in column], dtype=pl.String)


def _characters(codes: re.Match[str]) -> str:
    """Write the characters of some codes, which are units of UTF-16."""
    units = bytes.fromhex("".join(code[2:6] for code in re.findall("_x[0-9A-Fa-f]{4}_", codes[0])))
    return units.decode("utf-16-be", "replace")


def _place(cell: tuple[str, int], table: Table) -> tuple[str, int] | None:
    """Give the column and row of a cell; None where it is not among the table's rows."""
    row = cell[1] - table.header_line
    name = next((name for name, letters in table.letters.items() if letters == cell[0]), "")
    return (name, row) if name and row > 0 else None


def listed(cells: Sequence[str]) -> str:
    """List the first of some cells."""
    return ", ".join(cells[:LISTED]) + "…" * (len(cells) > LISTED)
