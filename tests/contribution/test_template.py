"""The workbook for contributors, as a whole."""

from __future__ import annotations

import csv
import re
import zipfile

import openpyxl
import pytest

from pyplanning.contribution.template import template
from pyplanning.contribution.template_form import HEADER, must_be_typed
from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.dataset.row_names import WORKING
from pyplanning.io.excel import LISTS, VERSION
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW

TITLE = "海南省低空经济发展规划（2026—2030年）"
NAMES = [*descriptor().tables]
IN_ORDER = [name for group in WORKING for name in group]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("templates")


@pytest.fixture(scope="module")
def empty(folder):
    return template(folder / "empty.xlsx", plan=TITLE)


@pytest.fixture(scope="module")
def english(folder):
    return template(folder / "english.xlsx", lang="en")


@pytest.fixture(scope="module")
def filled(folder):
    return template(folder / "filled.xlsx", filled=True)


def cells(table) -> list[dict[str, str]]:
    return [{k: v for k, v in row.items() if k != ROW} for row in table.frame.collect().to_dicts()]


def written(path, monkeypatch, name: str, column: str, values: list[str]):
    """A filled template of one table whose shipped rows have ``values`` in a column."""
    rows = read_rows(root(), descriptor())
    rows[name] = [rows[name][0] | {column: value} for value in values]
    monkeypatch.setattr("pyplanning.contribution.template.read_rows", lambda *_: rows)
    return template(path, [name], filled=True)


def test_every_shipped_table_comes_back_cell_by_cell(filled):
    tables = {table.name: table for table in read(filled)}
    assert sorted(tables) == sorted(NAMES)
    for resource in descriptor().resources:
        with (root() / resource.paths[0]).open(encoding="utf-8", newline="") as lines:
            shipped = list(csv.DictReader(lines))
        assert cells(tables[resource.name]) == shipped, resource.name
        assert tables[resource.name].header_line == HEADER


@pytest.mark.parametrize("book", ["empty", "english"])
def test_an_empty_template_has_every_table_and_no_rows_but_the_plan(book, request):
    tables = read(request.getfixturevalue(book))
    assert [table.name for table in tables] == IN_ORDER
    begun = [name for name in IN_ORDER if name in ("plans", "sections", "coverage")]
    assert [table.name for table in tables if cells(table)] == (begun if book == "empty" else [])


def test_the_order_of_work_has_every_table_once():
    assert sorted(IN_ORDER) == sorted(NAMES)


@pytest.mark.parametrize(("book", "lang"), [("empty", "zh"), ("english", "en")])
def test_sheets_are_called_by_titles_that_excel_takes(book, lang, request):
    titles = {resource.name: resource.text("title", lang) for resource in descriptor().resources}
    sheets = openpyxl.load_workbook(request.getfixturevalue(book)).sheetnames
    assert sheets[1:-1] == [titles[name] for name in IN_ORDER]
    assert sheets[-1] == LISTS
    assert len({title.casefold() for title in sheets}) == len(sheets)
    for title in sheets:
        assert len(title) <= 31
        assert not set(title) & set("[]:*?/\\")


def test_a_new_plan_is_begun_with_a_key_that_its_title_suggests(empty):
    (row,) = cells(read(empty)[0])
    assert {name: cell for name, cell in row.items() if cell} == {
        "plan_id": "hainan-low-altitude-economy-2026",
        "name_zh": TITLE,
        "title_zh": TITLE,
    }


def test_the_plan_follows_the_shipped_ones_and_brings_its_sheet(tmp_path):
    file = template(tmp_path / "some.xlsx", ["targets"], plan=f" {TITLE}\n", filled=True)
    plans, targets = read(file)
    assert (plans.name, targets.name) == ("plans", "targets")
    shipped = len(read_rows(root(), descriptor())["plans"])
    assert [row["title_zh"] for row in cells(plans)][shipped:] == [TITLE]


def test_some_tables_stand_in_the_order_of_work(tmp_path):
    file = template(tmp_path / "some.xlsx", ["regions", "targets", "sections", "targets"])
    assert [table.name for table in read(file)] == ["sections", "targets", "regions"]


def test_the_version_can_be_found_later(empty):
    book = openpyxl.load_workbook(empty)
    version = descriptor().version
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {VERSION: version}
    shown = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert f"模板版本：{version}" in shown


@pytest.mark.parametrize("kept", [(1, 2), (1,), (2,)])
def test_titles_alone_are_recognised(tmp_path, filled, kept):
    """Whoever deletes the row of machine names, or the titles in one language, is still understood."""
    book = openpyxl.load_workbook(filled)
    for name in book.sheetnames:
        if name != "目标":
            del book[name]
    for row in sorted({1, 2, 3} - set(kept), reverse=True):
        book["目标"].delete_rows(row)
    book.save(tmp_path / "titles.xlsx")
    (table,) = read(tmp_path / "titles.xlsx")
    assert (table.name, table.header_line) == ("targets", len(kept))
    assert cells(table) == read_rows(root(), descriptor())["targets"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path, monkeypatch):
    odd = ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=", "2026-01", "460000", "007", "1e5", "TRUE", " a ", "a\nb", "'"]
    file = written(tmp_path / "odd.xlsx", monkeypatch, "sections", "title_zh", odd)
    (table,) = read(file)
    assert [row["title_zh"] for row in cells(table)] == odd
    column = next(iter(openpyxl.load_workbook(file)["章节"].iter_cols(min_col=7, max_col=7, min_row=HEADER + 1)))
    assert {(cell.data_type, cell.number_format) for cell in column} == {("s", "@")}
    with zipfile.ZipFile(file) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet2.xml")


def test_a_title_like_a_formula_is_a_title(tmp_path):
    file = template(tmp_path / "odd.xlsx", ["plans"], plan="=1+1\x07")
    (table,) = read(file)
    assert [(row["title_zh"], row["plan_id"][:5]) for row in cells(table)] == [("=1+1", "plan-")]
    assert "PL007" not in {issue.code for issue in table.issues}


@pytest.mark.parametrize(
    ("table", "column", "values"),
    [
        ("targets", "value", ["1.50", "1e3", "+2", "12345678901234567890", "0.1", "nan", "-0", "8.9", "x"]),
        ("targets", "target_year", ["02030", "2030", "9007199254740993"]),
        ("plans", "issued_on", ["1899-12-31", "1900-02-28", "2026-01-31", "2026-02-31", "2026"]),
    ],
)
def test_what_a_spreadsheet_would_change_is_kept_as_text(tmp_path, monkeypatch, table, column, values):
    (found,) = read(written(tmp_path / "odd.xlsx", monkeypatch, table, column, values))
    assert [row[column] for row in cells(found)] == values


def test_no_half_file_stays_and_nothing_filled_in_is_lost(tmp_path):
    file = tmp_path / "contribution.xlsx"
    assert template(str(file), ["units"]) == file
    assert [path.name for path in tmp_path.iterdir()] == ["contribution.xlsx"]
    before = file.read_bytes()
    with pytest.raises(PackageError) as caught:
        template(file, ["units"])
    assert caught.value.en == f"{file} exists already; choose another name, or delete it first"
    assert caught.value.zh == f"{file}已存在，请换一个文件名或先删除"
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("a.xls", "is not the name of a workbook; it must end with .xlsx", "不是工作簿文件名，应以.xlsx结尾"),
        (
            "none/a.xlsx",
            "cannot be written (No such file or directory);"
            " check its folder and the space on the disk, and close the file if it is open",
            "无法写入（文件或文件夹不存在），请检查所在文件夹和磁盘空间；文件如已打开，请先关闭",
        ),
    ],
)
def test_where_nothing_can_be_written(tmp_path, name, en, zh):
    with pytest.raises(PackageError) as caught:
        template(tmp_path / name, ["units"])
    assert (caught.value.en, caught.value.zh) == (f"{tmp_path / name} {en}", f"{tmp_path / name}{zh}")


def test_unknown_tables_and_languages(tmp_path):
    with pytest.raises(KeyError, match="no table 'target'; did you mean 'targets'"):
        template(tmp_path / "a.xlsx", ["target"])
    with pytest.raises(ValueError, match="lang must be 'zh' or 'en', not 'fr'"):
        template(tmp_path / "a.xlsx", lang="fr")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("book", ["empty", "english", "filled"])
def test_excel_finds_nothing_to_repair(book, request):
    """The limits that Excel enforces when it opens a workbook."""
    file = request.getfixturevalue(book)
    found = openpyxl.load_workbook(file)
    for name, defined in found.defined_names.items():
        assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.]*", name)
        assert not re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*", name)  # a cell's place
        assert not defined.attr_text.startswith("=")
    for sheet in found.worksheets:
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.formula1) <= 255
            assert len(validation.errorTitle) <= 32
            assert len(validation.error) <= 225
            if validation.type == "list":
                assert validation.formula1 in found.defined_names
    with zipfile.ZipFile(file) as parts:
        assert parts.testzip() is None
        assert len(parts.namelist()) == len(set(parts.namelist()))


def test_every_sheet_can_be_worked_in(empty):
    book = openpyxl.load_workbook(empty)
    for resource in descriptor().resources:
        sheet = book[resource.text("title", "zh")]
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:")
        assert [cell.value for cell in sheet[HEADER]] == [*resource.columns]
        assert sheet.max_column == len(resource.columns)
        typed = {field.name for field in resource.fields if must_be_typed(field, resource)}
        coloured = {sheet[f"{str(area.sqref).split('4:')[0]}3"].value for area in sheet.conditional_formatting}
        assert coloured == typed
