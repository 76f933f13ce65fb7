"""The sheet that explains the way."""

from __future__ import annotations

import openpyxl
import pytest

from pyplanning.contribution.template import template
from pyplanning.contribution.template_form import LINES
from pyplanning.contribution.template_guide import COMMAND, WIDTHS
from pyplanning.contribution.template_sheet import MISSING, OPTIONAL, REQUIRED
from pyplanning.io.excel import GUIDES
from pyplanning.io.excel.limits import text_width
from pyplanning.io.read import read


@pytest.fixture
def guide(tmp_path):
    def of(lang="zh", **given):
        book = openpyxl.load_workbook(template(tmp_path / f"{lang}{len(given)}.xlsx", lang=lang, **given))
        assert book.sheetnames[0] == GUIDES[lang]
        return book.worksheets[0]

    return of


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_fits_one_screen_and_names_the_commands(guide, lang):
    sheet = guide(lang)
    assert sheet.max_row <= 44
    commands = {text for mark, text in LINES[lang] if mark == COMMAND}
    assert {command.split()[1] for command in commands} == {"contribute", "merge"}
    assert f"pyplanning contribute {lang}0.xlsx {lang}0.txt" in texts(sheet)
    assert f"pyplanning merge {lang}0-marked.xlsx --source PLAN_ID={lang}0.txt" in texts(sheet)
    assert all(text_width(cell.value or "") <= WIDTHS["C"] + (lang == "en") * 15 for cell in sheet["C"])
    assert not any("{" in text for text in texts(sheet))
    assert sum("40" in text for text in texts(sheet)) == 1


def test_it_links_every_sheet_in_the_order_of_work(guide):
    sheet = guide(tables=["targets", "sections", "plans"])
    links = {cell.value: cell.hyperlink.location for cell in sheet["E"] if cell.hyperlink}
    assert list(links.items()) == [("规划", "'规划'!A4"), ("章节", "'章节'!A4"), ("目标", "'目标'!A4")]
    assert [cell.hyperlink.ref for cell in sheet["E"] if cell.hyperlink] == ["E5", "E6", "E7"]


def test_it_leaves_out_what_the_workbook_has_not(guide):
    found = " ".join(texts(guide(tables=["targets"])))
    assert "覆盖情况" not in found
    assert "鼠标停在第1行" in found


def test_it_shows_the_colours(guide):
    colours = [cell.fill.fgColor.rgb for cell in guide()["B"] if cell.fill.fill_type]
    assert colours == [f"00{colour}" for colour in (REQUIRED, OPTIONAL, MISSING)]


def test_it_says_which_plan_is_begun(guide):
    assert "规划：海南省规划（2026年） · hainan-plan-2026" in texts(guide(plan="海南省规划（2026年）"))
    assert not any(text.startswith("规划：") for text in texts(guide()))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_not_taken_for_a_table(tmp_path, lang):
    file = template(tmp_path / "a.xlsx", lang=lang)
    assert GUIDES[lang] not in {table.sheet for table in read(file)}


def test_both_languages_have_the_same_parts():
    marks = [[mark for mark, _ in LINES[lang] if mark and mark != "•"] for lang in ("zh", "en")]
    assert marks[0] == marks[1]
