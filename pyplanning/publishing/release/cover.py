"""The first sheet of the planners' workbook: what it is, how to read it, and what is where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.metadata import day, homepage, licences
from pyplanning.dataset.row_names import Source, names_of
from pyplanning.io.excel.write import DARK, GREY, font, link_cell, solid, text_cell
from pyplanning.publishing.release.labelled import title_of
from pyplanning.publishing.release.layout import LINE, clean, lines_of, print_flat
from pyplanning.publishing.release.pages import COVER, FOLDED, MARKED, RIGHT, TITLES, TOP, Page

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

WIDTHS = {"A": 2, "B": 28, "C": 100, "D": 9}
COLOURS = {"黄色单元格": MARKED, "Yellow cells": MARKED, "编码": FOLDED, "IDs": FOLDED}
FACTS = {
    "zh": ("版本", "日期", "许可", "引用", "规划"),
    "en": ("Version", "Date", "Licence", "Cite as", "Plans"),
}
HEADS = {"zh": ("怎样阅读", "目录", "行数"), "en": ("How to read it", "Sheets", "Rows")}
# Terms and their explanations; {comparators} are the labels of the comparators.
LINES = {
    "zh": (
        (
            "表头",
            "每张表第3行是表头，鼠标停在上面可以看到该列的含义；第2行小字是程序中使用的列名，与CSV、Parquet中的一致。",
        ),
        ("筛选", "点表头右侧的箭头可以筛选和排序；表头和首列始终可见。"),
        ("编码", "编码列已折叠，名称就在右边。点行号上方的“2”展开，点“1”收起。"),
        ("数值", "按规划所写的数字和单位记录，不作换算。区间的下限在“数值”，上限在“数值上限”。"),
        ("比较关系", "规划对数值的限定：{comparators}。“力争”“达到”“突破”等原词在“限定词”。"),
        ("空单元格", "规划没有写明：不是零，也不作推测。某部规划是否载有某类内容、文本有无缺失，见“{coverage}”。"),
        (
            "证据",
            "规划原文中能证明这一行的最短片段，可在原文中搜索核对；全角的字母、数字和标点已改为半角，空白已删去。",
        ),
        ("在规划中的位置", "规划简称，其后是该行所在的各级标题。"),
        ("黄色单元格", "规划原文在此有误、矛盾或缺失，数据保留原样，详见批注；全部问题见“{source_issues}”。"),
        ("目标轨迹", "由目标和现状数据推算，不是规划原文；推算的来源和限定列在每个数值旁边。"),
        ("报告错误", "请写明版本、表、编码列中的编码和规划原文，{report}。"),
    ),
    "en": (
        (
            "Headers",
            "Row 3 of each sheet holds the headers: point at one to see what the column means. The small names in "
            "row 2 are those that programs use, as in the CSV and Parquet files.",
        ),
        ("Filters", "Click the arrow of a header to filter or sort. Headers and the first column stay in view."),
        (
            "IDs",
            "Columns of ids are folded; the names are to their right. Click “2” above the row numbers to show them, "
            "“1” to fold them.",
        ),
        (
            "Values",
            "Number and unit are as the plan has them; nothing is converted. A range has its lower end in “Value” "
            "and its upper end in “Upper value”.",
        ),
        (
            "Comparator",
            "How the plan bounds a value: {comparators}. "
            "The plan's own words, such as 力争 (strive for), are in “Qualifier”.",
        ),
        (
            "Empty cells",
            "The plan does not say: it is not zero, and nothing is guessed. “{coverage}” tells whether a plan "
            "has something of a kind at all, and whether its text is complete.",
        ),
        (
            "Evidence",
            "The shortest piece of the plan's text that proves the row, to search the plan for. Full-width letters, "
            "digits and punctuation are half-width in it, and spaces are left out.",
        ),
        ("Place in the plan", "The plan, then the headings under which the row stands."),
        (
            "Yellow cells",
            "The plan is wrong, contradicts itself or has lost something here; the data keep what is printed. "
            "The note says more, and “{source_issues}” lists all.",
        ),
        (
            "Trajectories",
            "Computed from targets and observations; not said by the plans. Beside each figure stands how it is known.",
        ),
        ("Report errors", "Name the version, the sheet, the row's id and the plan's own words, and {report}."),
    ),
}
REPORT = {
    "zh": ("在{homepage}提出", "在本数据包的代码仓库提出问题，或交给向您提供本文件的维护者"),
    "en": (
        "report it at {homepage}",
        "open an issue in the repository of this package, or tell the maintainers who gave you this file",
    ),
}


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
    """The lines of the sheet, from its second column."""
    package, lang = source.package, source.lang
    yield [_text(sheet, title_of(package, lang), lang, font(size=16, bold=True))]
    yield [_text(sheet, package.text("description", lang), lang, font(color=GREY))]
    explained, listed, rows = (_text(sheet, text, lang, font(bold=True, color=DARK)) for text in HEADS[lang])
    rows.alignment = RIGHT
    yield []
    yield from (_explained(sheet, *fact, lang) for fact in zip(FACTS[lang], _facts(source, citation), strict=True))
    yield []
    yield [explained]
    yield from (_explained(sheet, term, _filled_in(text, source), lang) for term, text in LINES[lang])
    yield []
    yield [listed, _text(sheet, "", lang), rows]
    yield from (_listed(sheet, page) for page in pages)


def _facts(source: Source, citation: str) -> list[str]:
    """Version, date, licences, citation and plans, as FACTS names them."""
    package, comma = source.package, "、" if source.lang == "zh" else "; "
    names = [" ".join(filter(None, (licence.title or licence.name, licence.path))) for licence in licences(package)]
    plans = names_of("plans", source).values()
    return [package.version, day(package), comma.join(names), citation, "\n".join(plans)]


def _filled_in(text: str, source: Source) -> str:
    """An explanation with the names and labels of this package."""
    lang, tables = source.lang, source.package.tables
    bounds = [field for table in tables.values() for field in table.fields if field.name == "comparator"]
    comparators = ("、" if lang == "zh" else ", ").join(labels(bounds[0], lang).values() if bounds else [])
    page = homepage(source.package)
    report = REPORT[lang][0].format(homepage=page) if page else REPORT[lang][1]
    titles = {name: title_of(tables[name], lang) if name in tables else name for name in ("coverage", "source_issues")}
    return text.format(comparators=comparators, report=report, **titles)


def _explained(sheet: WriteOnlyWorksheet, term: str, text: str, lang: str) -> list[Cell]:
    """A term, in its colour, and its explanation."""
    first, second = _text(sheet, term, lang, font(bold=True)), _text(sheet, text, lang)
    if term in COLOURS:
        first.fill = solid(COLOURS[term])
    first.alignment = second.alignment = TOP
    return [first, second]


def _listed(sheet: WriteOnlyWorksheet, page: Page) -> list[Cell]:
    """A sheet with a link to it, what it is about, and its number of rows."""
    about = _text(sheet, page.table.resource.text("description", page.lang), page.lang, font(color=GREY))
    rows = WriteOnlyCell(sheet, len(page.table.rows))
    rows.number_format, rows.font, about.alignment, rows.alignment = "#,##0", font(), TOP, RIGHT
    return [link_cell(sheet, page.name, page.name, f"A{TITLES + 1}"), about, rows]


def _text(sheet: WriteOnlyWorksheet, text: str, lang: str, style: Font | None = None) -> Cell:
    return text_cell(sheet, clean(text, lang), style or font())
