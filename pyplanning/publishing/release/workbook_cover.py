"""The first sheet of the planners' workbook: what it is, how to read it, and what is where."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.metadata import day, home, licences
from pyplanning.dataset.row_names import Source, names_of
from pyplanning.io.excel.write import DARK, GREY, font, link_cell, solid, text_cell
from pyplanning.publishing.release.labelled import PLACE, title_of
from pyplanning.publishing.release.workbook_layout import LINE, clean, lines_of, print_flat
from pyplanning.publishing.release.workbook_sheets import COVER, FOLDED, MARKED, RIGHT, TITLES, TOP, Page

WIDTHS = {"A": 2, "B": 28, "C": 100, "D": 9}
COLOURS = {"黄色单元格": MARKED, "Yellow cells": MARKED, "编码": FOLDED, "IDs": FOLDED}


class Words(TypedDict):
    """The words of the sheet in a language: what is said of the release, headings, terms with their explanations."""

    facts: list[str]
    heads: list[str]
    terms: list[tuple[str, str]]
    report: dict[str, str]


# By language; in the explanations {comparators} are the labels of the comparators, {place} is the
# description of the place in the plan, and {coverage} and {source_issues} are the names of these sheets.
WORDS: dict[str, Words] = json.loads(Path(__file__).with_name("workbook_cover.json").read_text(encoding="utf-8"))


def add_cover(book: Workbook, source: Source, citation: str, pages: Sequence[Page]) -> None:
    """Write the first sheet; ``citation`` is how to cite the package, ``pages`` are the sheets that it lists."""
    sheet, lang = book.create_sheet(COVER[source.lang]), source.lang
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = DARK
    print_flat(sheet, lang, lines=False)
    for letters, wide in WIDTHS.items():
        sheet.column_dimensions[letters].width = wide
    sheet.row_dimensions[1].height = 30
    for n, cells in enumerate(_lines(sheet, source, citation, pages), 1):
        if n > 1 and len(cells) > 1:
            sheet.row_dimensions[n].height = LINE * lines_of(cells[1].value, WIDTHS["C"])
        sheet.append([None, *cells])


def _lines(sheet: WriteOnlyWorksheet, source: Source, citation: str, pages: Sequence[Page]) -> Iterator[list[Cell]]:
    """Yield the lines of the sheet, from its second column."""
    package, lang, words = source.package, source.lang, WORDS[source.lang]
    yield [_text(sheet, title_of(package, lang), lang, font(size=16, bold=True))]
    yield [_text(sheet, package.text("description", lang), lang, font(color=GREY))]
    explained, listed, rows = (_text(sheet, text, lang, font(bold=True, color=DARK)) for text in words["heads"])
    rows.alignment = RIGHT
    yield []
    yield from (_explained(sheet, *fact, lang) for fact in zip(words["facts"], _facts(source, citation), strict=True))
    yield []
    yield [explained]
    yield from (_explained(sheet, term, _filled_in(text, source), lang) for term, text in words["terms"])
    yield []
    yield [listed, _text(sheet, "", lang), rows]
    for page in pages:  # a link to the sheet, what it is about, and its number of rows
        about = _text(sheet, page.table.resource.text("description", page.lang), page.lang, font(color=GREY))
        rows = WriteOnlyCell(sheet, len(page.table.rows))
        rows.number_format, rows.font, about.alignment, rows.alignment = "#,##0", font(), TOP, RIGHT
        yield [link_cell(sheet, page.name, page.name, f"A{TITLES + 1}"), about, rows]


def _facts(source: Source, citation: str) -> list[str]:
    """List version, date, licences, citation and plans, as the words of the sheet name them."""
    package, comma = source.package, "、" if source.lang == "zh" else "; "
    names = [" ".join(filter(None, (licence.title or licence.name, licence.path))) for licence in licences(package)]
    plans = names_of("plans", source).values()
    return [package.version, day(package), comma.join(names), citation, "\n".join(plans)]


def _filled_in(text: str, source: Source) -> str:
    """Fill the names and labels of this package into an explanation."""
    lang, tables = source.lang, source.package.tables
    bounds = [field for table in tables.values() for field in table.fields if field.name == "comparator"]
    comparators = ("、" if lang == "zh" else ", ").join(labels(bounds[0], lang).values() if bounds else [])
    found = home(source.package)
    page = found.repository or found.homepage
    report = WORDS[lang]["report"]["address" if page else "elsewhere"].format(address=page)
    titles = {name: title_of(tables[name], lang) if name in tables else name for name in ("coverage", "source_issues")}
    return text.format(comparators=comparators, report=report, place=PLACE.text("description", lang), **titles)


def _explained(sheet: WriteOnlyWorksheet, term: str, text: str, lang: str) -> list[Cell]:
    """Make the cells of a term, in its colour, and of its explanation."""
    first, second = _text(sheet, term, lang, font(bold=True)), _text(sheet, text, lang)
    if term in COLOURS:
        first.fill = solid(COLOURS[term])
    first.alignment = second.alignment = TOP
    return [first, second]


def _text(sheet: WriteOnlyWorksheet, text: str, lang: str, style: Font | None = None) -> Cell:
    return text_cell(sheet, clean(text, lang), style or font())
