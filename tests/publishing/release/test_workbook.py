"""The workbook for planners."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import datetime

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from pyplanning.datapackage.descriptor import PackageError, descriptor, read_descriptor, root
from pyplanning.datapackage.metadata import day
from pyplanning.datapackage.resource import Field
from pyplanning.dataset.cite import cite
from pyplanning.dataset.row_names import read_source
from pyplanning.dataset.trajectories import trajectories
from pyplanning.io.excel.limits import LONGEST, text_width
from pyplanning.io.rows import read_rows
from pyplanning.publishing.release.labelled import Column
from pyplanning.publishing.release.workbook import sheet_names, with_tables, write_workbook
from pyplanning.publishing.release.workbook_layout import clean, column_width, number_format
from pyplanning.publishing.release.workbook_sheets import MARKED, TITLES

TABLES = descriptor().tables


@pytest.fixture(scope="session")
def chinese(made):
    return made / "pyplanning-data-1.0.0-zh.xlsx"


@pytest.fixture(scope="session")
def english(made):
    return made / "pyplanning-data-1.0.0-en.xlsx"


@pytest.fixture(scope="module")
def book(chinese):
    return openpyxl.load_workbook(chinese)


def cells(sheet) -> list[dict[str, openpyxl.cell.Cell]]:
    headers = [cell.value for cell in sheet[TITLES]]
    return [dict(zip(headers, row, strict=True)) for row in sheet.iter_rows(min_row=TITLES + 1)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_has_its_sheet_with_all_rows(lang, chinese, english):
    found = CalamineWorkbook.from_path(chinese if lang == "zh" else english)
    shipped = read_rows(root(), descriptor())
    expected = {r.text("title", lang) for r in TABLES.values()}
    assert len(found.sheet_names) == len(expected) + 3
    assert expected < set(found.sheet_names)
    for name, resource in TABLES.items():
        rows = found.get_sheet_by_name(resource.text("title", lang)).to_python(skip_empty_area=False)
        assert len(rows) == len(shipped[name]) + TITLES
        assert len(set(rows[TITLES - 1])) == len(rows[TITLES - 1])
        assert all(isinstance(header, str) and header for header in rows[TITLES - 1])


def test_the_order_is_that_of_work(book):
    assert [name for name in book.sheetnames if name in ("目标", "目标轨迹", "项目", "园区", "章节")] == [
        *("目标", "目标轨迹", "项目", "园区", "章节"),
    ]
    assert book.sheetnames[:2] == ["说明", "规划"]
    assert book.sheetnames[-1] == "数据字典"


def test_cells_have_their_values_types_and_formats(book):
    found = {row["目标编码"].value: row for row in cells(book["目标"])}
    row = found["guangdong-pearl-west-2017-clean-production-enterprises-2019"]
    assert (row["数值"].value, row["数值"].number_format) == (2800, "#,##0")
    assert (row["目标年份"].value, row["目标年份"].number_format) == (2019, "0")
    assert row["比较关系"].value == "等于"
    issued = {row["规划编码"].value: row["印发日期"] for row in cells(book["规划"])}["qinghai-mic2025-2016"]
    assert (issued.value, issued.number_format) == (datetime(2016, 6, 27), "yyyy-mm-dd")


def test_every_row_has_its_place(book):
    plans = {row["中文简称"].value for row in cells(book["规划"])}
    bare = {row["任务编码"].value for row in cells(book["任务"]) if row["在规划中的位置"].value in plans}
    assert bare == {row["task_id"] for row in read_rows(root(), descriptor())["tasks"] if not row["section_id"]}
    for title in ("目标", "目标轨迹", "现状数据", "项目", "责任分工", "园区产业", "政策工具", "定性目标"):
        for row in cells(book[title]):
            plan, *headings = row["在规划中的位置"].value.split(" › ")
            assert plan in plans, title
            assert headings or row["任务编码"].value in bare, title


def test_headers_stay_filter_and_repeat_and_codes_are_folded(book):
    for sheet in book.worksheets[1:]:
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        assert sheet.auto_filter.ref == f"A{TITLES}:{last}"
        assert sheet.freeze_panes.endswith(str(TITLES + 1))
        assert sheet.print_title_rows == f"${TITLES}:${TITLES}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    found = book["目标"]
    assert found.column_dimensions["A"].hidden
    assert not found.column_dimensions["C"].hidden
    assert found.sheet_format.outlineLevelCol == 1
    assert found["C2"].value == "plan_name_zh"


def test_columns_are_wide_enough_for_their_headers(book):
    for sheet in book.worksheets[1:]:
        for cell in sheet[TITLES]:
            lines = 2 * (sheet.column_dimensions[cell.column_letter].width - 3)
            assert lines >= text_width(cell.value), (sheet.title, cell.value)


def test_a_source_issue_is_noted_at_its_cell(book):
    noted = {}
    for sheet in book.worksheets[1:]:
        noted[sheet.title] = [c for row in sheet.iter_rows(min_row=TITLES + 1) for c in row if c.comment]
    shipped = [row for row in read_rows(root(), descriptor())["source_issues"] if row["row_id"]]
    rows = {(row["table_name"], row["row_id"]) for row in shipped}
    marked = {name: len(noted[resource.text("title", "zh")]) for name, resource in TABLES.items()}
    assert {name: n for name, n in marked.items() if n} == {
        name: len([1 for table, _ in rows if table == name]) for name in {table for table, _ in rows}
    }
    row = next(row for row in cells(book["责任分工"]) if row["原文写法"].value and row["证据"].comment)
    assert row["证据"].comment.text.startswith("原文问题（")
    assert row["证据"].fill.fgColor.rgb.endswith(MARKED)


def test_headers_carry_notes(book):
    header = {cell.value: cell for cell in book["目标"][TITLES]}
    assert "规划对数值的限定" in header["比较关系"].comment.text
    assert "不低于" in header["比较关系"].comment.text


def test_nothing_is_a_formula(chinese, english):
    for file in (chinese, english):
        with zipfile.ZipFile(file) as parts:
            assert not [name for name in parts.namelist() if re.search(rb"<f[ >]", parts.read(name))]


def test_the_first_sheet_says_what_it_is_and_leads_to_the_others(book, ready):
    sheet = book["说明"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert descriptor().text("title", "zh") in texts
    assert read_descriptor(ready).version in texts
    assert cite(release=ready) in texts
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [link.rpartition("!")[0].strip("'") for link in links] == book.sheetnames[1:]
    rows = {row[1].value: row[3].value for row in sheet.iter_rows()}
    assert rows["目标"] == book["目标"].max_row - TITLES


def test_the_dictionary_lists_every_column(book):
    found = cells(book["数据字典"])
    columns = [(row["表名"].value, row["列名"].value) for row in found]
    assert len(columns) == len(set(columns))
    assert {(name, column) for name, r in TABLES.items() for column in r.columns} < set(columns)
    row = next(row for row in found if (row["表名"].value, row["列名"].value) == ("targets", "comparator"))
    assert row["允许的值"].value.startswith("不低于（ge）；超过（gt）")


def test_trajectories_are_those_of_the_function(book):
    shipped, found = trajectories(), cells(book["目标轨迹"])
    assert [row["目标编码"].value for row in found] == list(shipped["target_id"])
    growth = [None if value != value else value for value in shipped["implied_cagr"].astype(float)]
    assert [row["年均增速（%）"].value for row in found] == [
        pytest.approx(value, rel=1e-12) if value is not None else None for value in growth
    ]


def test_two_builds_are_the_same(chinese, made, ready, tmp_path):
    derived = {"trajectories": pl.read_parquet(made / "parquet" / "trajectories.parquet")}
    again = write_workbook(with_tables(read_source(ready, "zh"), derived), tmp_path / "again.xlsx")
    assert again.read_bytes() == chinese.read_bytes()
    assert openpyxl.load_workbook(again, read_only=True).properties.modified == datetime(
        *map(int, day(read_descriptor(ready)).split("-"))
    )


def hostile(folder, title: str = "Read/me: [a] very long title of a table, too long"):
    """A package of other tables, with cells that spreadsheets run, cannot hold, or would cut."""
    columns = [
        {"name": "id", "type": "string", "title": "History"},
        {"name": "b", "type": "string", "title": "=History"},
        {"name": "c", "type": "number", "title": "=history"},
    ]
    titles = {"one": title, "two": title + "!", "three": "README", "four": "History", "five": "'"}
    listed = [
        {"name": name, "path": f"{name}.csv", "title": shown, "schema": {"fields": columns, "primaryKey": ["id"]}}
        for name, shown in titles.items()
    ]
    people = [{"title": "Nobody", "roles": ["author"]}]
    package = {
        "name": "x",
        "title": "=1",
        "version": "1.0.0",
        "created": "2020-01-02T00:00:00Z",
        "contributors": people,
    }
    (folder / "datapackage.json").write_text(json.dumps(package | {"resources": listed}), encoding="utf-8")
    for resource in listed:
        text = f"id,b,c\n=1+1,@x,-5\n+a,{'长' * 40_000},NaN\n-b,a\x01\x0b_x0041_,\n"
        (folder / resource["path"]).write_text(text, encoding="utf-8")
    return folder


def test_a_hostile_package_gives_a_harmless_workbook(tmp_path):
    file = write_workbook(read_source(hostile(tmp_path), "en"), tmp_path / "x.xlsx")
    found = openpyxl.load_workbook(file)
    assert len({name.casefold() for name in found.sheetnames}) == 7
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found.sheetnames)
    assert "History" not in found.sheetnames
    for sheet in found.worksheets[1:6]:
        rows = cells(sheet)
        assert [cell.value for cell in sheet[TITLES]] == ["History", "=History", "=history (2)"]
        assert [row["History"].value for row in rows] == ["=1+1", "+a", "-b"]
        assert all(cell.data_type == "s" for row in rows for cell in row.values() if isinstance(cell.value, str))
        assert (rows[0]["=History"].value, rows[0]["=history (2)"].value) == ("@x", -5)
        assert rows[1]["=History"].value.endswith("… (in full in the CSV table)")
        assert len(rows[1]["=History"].value) <= LONGEST
        assert rows[2]["=History"].value == "a\ufffd\ufffd_x0041_"  # as it is in the table


def test_names_of_sheets_are_short_and_unique():
    long = "规" * 40
    assert sheet_names([long, long, "a", "A", ""]) == ["规" * 31, "规" * 27 + " (2)", "a", "A (2)", "Sheet"]
    assert len(sheet_names(["😀" * 20])[0].encode("utf-16-le")) <= 62


def test_a_text_keeps_whole_characters_when_it_is_cut():
    made = clean("😀" * LONGEST, "zh")
    assert len(made.encode("utf-16-le")) <= 2 * LONGEST
    assert made.endswith("😀…（全文见CSV表）")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1_000_000, "#,##0"), (2.3, "#,##0.0"), (24.86, "#,##0.00"), (11.842691, "#,##0.00"), ("x", "@")],
)
def test_figures_are_shown_with_their_own_decimals(value, expected):
    column = Column("x", "value", Field({"name": "x", "type": "number"}))
    assert number_format(column, value) == expected
    assert column_width(column, [value]) >= text_width(str(value))


def test_a_folder_that_is_missing_is_reported(tmp_path):
    with pytest.raises(PackageError, match="cannot be written"):
        write_workbook(read_source(hostile(tmp_path), "zh"), tmp_path / "none" / "x.xlsx")
    assert not list(tmp_path.rglob("*.part"))
