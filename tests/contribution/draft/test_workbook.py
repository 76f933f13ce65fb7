from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.contribution.draft.draft import draft_tables
from pyplanning.contribution.draft.workbook import sentence, write_draft
from pyplanning.io.read import read
from pyplanning.validation.drafted_rows import MARK, PLACE, SENTENCE

TEXT = Path(__file__).parents[2] / "plans" / "lanhe.txt"
PLAN = "lanhe-robots-2026"
FIRST = 4  # row of a sheet with its first data


@pytest.fixture
def book(tmp_path):
    file = tmp_path / "draft.xlsx"
    write_draft(TEXT, file, plan_id=PLAN)
    return file


def columns(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[FIRST - 1]}


def test_every_drafted_row_is_in_its_sheet_with_a_mark_to_set_and_its_sentence(book):
    drafted = draft_tables(TEXT, plan_id=PLAN)
    found = {table.name: table.frame.collect() for table in read(book)}
    assert {name: len(frame) for name, frame in found.items() if len(frame)} == {
        name: len(rows) for name, rows in drafted.items() if rows
    }
    duties = found["tasks"]
    assert set(duties[MARK]) <= {"", None}
    for evidence, text in zip(duties["evidence"], duties[SENTENCE], strict=True):
        assert evidence[:10] in text
    assert duties[PLACE].is_unique().all()


def test_the_mark_has_a_list_and_the_sentence_is_grey(book):
    sheet = load_workbook(book)["任务"]
    at = columns(sheet)
    assert [at[name] for name in (MARK, SENTENCE, PLACE)] == [1, 2, 3]
    assert sheet.cell(FIRST, at[SENTENCE]).font.color.rgb == "00595959"
    (listed,) = [v for v in sheet.data_validations.dataValidation if "A4" in v.sqref]
    assert listed.type == "list"


def test_nothing_is_read_that_is_not_marked_and_everything_is_that_is(book):
    sources = {PLAN: TEXT}
    with pytest.raises(pp.PackageError) as error:
        pp.validate(book, sources=sources)
    assert error.value.en == (
        f"{book} is a draft in which no row is marked yet; compare rows with their sentences, and mark them"
    )
    assert error.value.zh == f"{book}是草稿，尚无标记的行，请逐行对照原句后标记"
    mark(book, "确认", "规划")
    begun = pp.validate(book, sources=sources)
    assert {name for name, n in begun.counts.items() if n} <= {"plans", "coverage", "other_numbers"}
    assert {i.table for i in begun.issues if i.code == "PL041"} == {*draft_tables(TEXT, plan_id=PLAN)} - {"plans"}
    mark(book, "确认")
    done = pp.validate(book, sources=sources)
    assert "PL041" not in {issue.code for issue in done.issues}
    drafted = draft_tables(TEXT, plan_id=PLAN)
    assert {name: done.counts[name] for name in ("sections", "tasks")} == {
        n: len(drafted[n]) for n in ("sections", "tasks")
    }


def mark(book: Path, word: str, title: str | None = None) -> None:
    opened = load_workbook(book)
    for sheet in opened:
        if sheet["A3"].value == MARK and title in (None, sheet.title):
            for row in range(FIRST, sheet.max_row + 1):
                if sheet.cell(row, 3).value:
                    sheet.cell(row, 1).value = word
    opened.save(book)


def test_drafting_again_keeps_every_decision(book):
    opened = load_workbook(book)
    sheet = opened["任务"]
    at = columns(sheet)
    sheet.cell(FIRST, 1).value, sheet.cell(FIRST, at["title_en"]).value = "已改正", "My own words"
    added = sheet.max_row + 1
    sheet.cell(added, at["title_zh"]).value = "自己加的一行"
    before = {sheet.cell(row, at[PLACE]).value for row in range(FIRST, added)}
    opened.save(book)
    write_draft(TEXT, book, plan_id=PLAN)
    sheet = load_workbook(book)["任务"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    assert rows[0][0] == "已改正"
    assert rows[0][at["title_en"] - 1] == "My own words"
    assert "自己加的一行" in [row[at["title_zh"] - 1] for row in rows]
    assert {row[at[PLACE] - 1] for row in rows} - {None} == before
    assert len(rows) == len(before) + 1


def test_a_cell_in_doubt_is_coloured_and_offers_what_else_it_may_be(tmp_path, monkeypatch):
    from pyplanning.contribution import template
    from pyplanning.datapackage.descriptor import descriptor
    from pyplanning.validation.drafted_rows import with_marks

    package = descriptor()
    terms = with_marks(package.table("terms"))
    rows = [dict.fromkeys(terms.columns, "") | {"term_zh": term} for term in ("甲", "乙", "丙")]
    shipped = {resource.name: [] for resource in package.resources}
    doubts = {"terms": {(1, "term_en"): ["one", "t,wo", 'th"ree']}}
    file = tmp_path / "book.xlsx"
    file.write_bytes(template.workbook({"terms": (terms, rows)}, shipped, package, (), "en", "", doubts))
    sheet = load_workbook(file)[terms.text("title", "en")]
    column = columns(sheet)["term_en"]
    colours = [sheet.cell(row, column).fill.fgColor.rgb for row in range(FIRST, FIRST + 3)]
    assert colours == ["00000000", "00FFE699", "00000000"]
    cell = sheet.cell(FIRST + 1, column).coordinate
    (offered,) = [v for v in sheet.data_validations.dataValidation if cell in v.sqref]
    assert offered.formula1 == '"one,th""ree"'


@pytest.mark.parametrize(
    ("place", "expected"),
    [((4, 6), "乙丙丁。"), ((0, 2), "甲甲甲。"), ((8, 9), "戊己"), ((3, 6), "甲甲甲。乙丙丁。"), ((10, 12), "庚辛")],
)
def test_a_sentence_ends_at_its_mark_or_its_line(place, expected):
    plain, lines = "甲甲甲。乙丙丁。戊己庚辛", [0, 10]
    assert sentence(plain, *place, lines) == expected


def test_what_is_no_draft_is_not_overwritten(tmp_path):
    file = tmp_path / "other.xlsx"
    pp.template(file, ["terms"])
    before = file.read_bytes()
    with pytest.raises(pp.PackageError) as error:
        write_draft(TEXT, file)
    assert error.value.en == f"{file} exists already and is no draft; choose another name, or delete it first"
    assert error.value.zh == f"{file}已存在且不是草稿，请换一个文件名或先删除"
    assert file.read_bytes() == before


def test_the_command_writes_the_workbook_and_counts_its_rows(tmp_path):
    file = tmp_path / "draft.xlsx"
    done = CliRunner().invoke(app, ["draft", str(TEXT), "--id", PLAN, "-o", str(file), "--lang", "en"])
    assert done.exit_code == 0
    assert "sections" in done.output
    assert file.is_file()
