"""Excel workbooks as tables of text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import polars as pl
import pytest

from pyplanning.io.table import ROW

HEADER = ["unit_id", "name_zh", "factor"]
TITLES_ZH = ["单位", "中文名称", "系数"]
TITLES_EN = ["Unit", "Chinese name", "Factor"]


def rows(table):
    return table.frame.collect().rows()


def test_a_sheet_is_a_table_with_places(write, load):
    file = write(units=[HEADER, ["t", "吨", 1], ["u", "个", 2.5]])
    (table,) = load(file)
    assert (table.name, table.file, table.sheet, table.header) == ("units", str(file), "units", tuple(HEADER))
    assert table.issues == ()
    assert rows(table) == [(1, "t", "吨", "1"), (2, "u", "个", "2.5")]
    assert table.frame.collect_schema() == {ROW: pl.get_index_type(), **dict.fromkeys(HEADER, pl.String)}
    assert table.place("factor", 2)["cell"] == "C3"


@pytest.mark.parametrize("header", [HEADER, TITLES_ZH, TITLES_EN, [" UNIT ", "中文名称", "factor"]])
def test_columns_are_named_in_any_language(write, load, header):
    (table,) = load(write(x=[header, ["t", "吨", 1]]))
    assert table.header == tuple(header)
    assert table.frame.collect_schema().names() == [ROW, *HEADER]


def test_title_rows_order_and_blank_rows(write, load):
    file = write(
        名单=[
            ["计量单位表"],
            ["单位：个", None, "目录"],
            [],
            [None, " 中文名称 ", "备注", "FACTOR", "单位"],
            [None, "吨", "x", 1, "t"],
            [],
            [None, "", " ", None, None],
            [None, "个", None, 2, "u"],
        ]
    )
    (table,) = load(file)
    assert (table.name, table.sheet, table.header_line) == ("units", "名单", 4)
    assert table.header == ("", " 中文名称 ", "备注", "FACTOR", "单位")
    assert table.frame.collect_schema().names() == [ROW, "name_zh", "备注", "factor", "unit_id"]
    assert rows(table) == [(1, "吨", "x", "1", "t"), (4, "个", "", "2", "u")]
    assert table.place("unit_id", 4)["cell"] == "E8"
    assert table.issues == ()


@pytest.mark.parametrize("title", ["units", "x"])
@pytest.mark.parametrize(
    ("above", "line"),
    [
        ([TITLES_ZH, TITLES_EN, HEADER], 3),
        ([["计量单位"], TITLES_ZH, HEADER], 3),
        ([TITLES_ZH[:2], TITLES_EN, HEADER], 3),
        ([TITLES_ZH, ["Unit", "Chinese name", "times"], HEADER], 3),
        ([HEADER, ["u", "unit", 1], HEADER], 1),
    ],
)
def test_the_last_of_several_header_rows_is_the_header(write, load, title, above, line):
    (table,) = load(write(**{title: [*above, ["t", "吨", 1]]}))
    assert (table.header_line, table.header) == (line, tuple(above[line - 1]))
    assert rows(table)[-1] == (len(above) - line + 1, "t", "吨", "1")


@pytest.mark.parametrize("title", ["units", "UNITS", "计量单位", "Units of measure", " units "])
def test_a_sheet_is_named_by_its_table_or_its_titles(write, load, title):
    (table,) = load(write(**{title: [["name_zh", "factor"], ["吨", 1]]}))
    assert (table.name, table.sheet) == ("units", title)


def test_a_header_further_down_is_not_found(write, load, refusal):
    assert load(write(units=[[]] * 19 + [HEADER]))[0].header_line == 20
    file = write(units=[["x"]] + [[]] * 19 + [HEADER])
    assert refusal(file) == (
        f"{file} has no sheet that is a table; give a sheet the name and columns of a table",
        f"{file}中没有可识别的数据表，工作表名和列名应与数据表一致",
    )


def test_several_sheets_of_one_table_and_of_others(write, load):
    file = write(海南=[HEADER, ["t", "吨", 1]], 湖南=[HEADER, ["u", "个", 1]], x=[["place_id", "name_zh"]])
    tables = load(file)
    assert [(table.name, table.sheet) for table in tables] == [("units", "海南"), ("units", "湖南"), ("places", "x")]
    assert rows(tables[2]) == []
    assert [table.sheet for table in load(file, "places")] == ["x"]


def test_doubled_and_nameless_columns(write, load):
    file = write(units=[[None, *HEADER, "单位"], [None, "t", "吨", 1, "x", None, "side note"]])
    (table,) = load(file)
    assert rows(table) == [(1, "t", "吨", "1")]
    assert [(i.code, i.level, i.en, i.zh) for i in table.issues] == [
        (
            "PL111",
            "error",
            f"{file} – column unit_id occurs 2 times – expected once",
            f"{file}：unit_id列出现2次，只应出现一次",
        ),
        (
            "PL013",
            "warning",
            f"{file} – column G has content but no name, and is not read – expected a column name",
            f"{file}：第G列有内容但无列名，未读取，应有列名",
        ),
    ]


def test_text_is_shared_as_excel_writes_it(write, share, load):
    file = write(units=[HEADER, ["t", " 吨 & <x> ", 1]])
    share(file)
    assert rows(load(file)[0]) == [(1, "t", " 吨 & <x> ", "1")]


def test_values_are_as_typed(write, load):
    values = {
        460000: "460000",
        12.5: "12.5",
        date(2026, 1, 31): "2026-01-31",
        datetime(2026, 1, 31, 10, 20): "2026-01-31T10:20:00",
        time(3, 4): "03:04:00",
        timedelta(hours=30): "30:00:00",
        **{text: text for text in ("2030.0", " x ", "=1+1", "+1", "-", "@x", "007", "2026/1/31", "行1\n行2")},
    }

    def edit(book):
        for i, value in enumerate([*values, True, False], 2):
            cell = book["units"].cell(i, 2, value)
            if isinstance(value, str):
                cell.data_type = "s"
            book["units"].cell(i, 1, f"u{i}")

    (table,) = load(write(edit, units=[HEADER]))
    assert table.frame.collect()["name_zh"].to_list() == [*values.values(), "true", "false"]
    assert table.issues == ()


def test_many_rows_of_many_kinds(write, load):
    lines = [[f"u{i}", date(2020, 1, 1) + timedelta(i) if i % 7 else None, i / 4 if i % 3 else i] for i in range(2345)]
    found = load(write(units=[HEADER, *lines]))[0].frame.collect()
    assert found[ROW].to_list() == [*range(1, 2346)]
    assert found["name_zh"].to_list() == [str(line[1] or "") for line in lines]
    assert found["factor"].to_list() == [f"{line[2]:g}" for line in lines]


def test_a_workbook_with_macros_is_read(write, load):
    assert rows(load(write(name="book.XLSM", units=[HEADER, ["t", "吨", 1]]))[0])


def test_sheets_that_templates_and_findings_bring_are_passed_over(tmp_path):
    from pyplanning.contribution.annotate import annotate
    from pyplanning.contribution.template import template
    from pyplanning.validation.validate import validate

    book = template(tmp_path / "new.xlsx", plan="海南省某产业发展规划（2026—2030年）")
    report = validate(book)
    assert {issue.code for issue in report.issues} == {
        "PL102",
        "PL406",
        "PL520",
    }  # what of the plan is still to be filled in
    marked = annotate(book, report, tmp_path / "marked.xlsx")
    assert [issue.cell for issue in validate(marked).issues] == [issue.cell for issue in report.issues]
