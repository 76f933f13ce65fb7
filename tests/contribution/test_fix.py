"""What can be corrected without a change of meaning is; the rest is left and reported."""

import csv
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.cli import app
from pyplanning.contribution.fix import corrections
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.io.read import read

EXAMPLES = Path(__file__).parents[2] / "examples" / "contribution"
PLAN = "yunze-materials-2026"
SOURCES = {PLAN: EXAMPLES / "yunze.txt"}
examples = pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the examples are in the repository alone")


def units(tmp_path, *rows):
    file = tmp_path / "units.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["unit_id", "name_zh", "name_en", "quantity", "base_unit", "factor"], *rows])
    return file


@examples
def test_the_invalid_example_is_corrected_as_far_as_possible(tmp_path):
    before = (EXAMPLES / "invalid.xlsx").read_bytes()
    fixed = pp.fix(EXAMPLES / "invalid.xlsx", tmp_path / "fixed.xlsx", sources=SOURCES, ids=True)
    assert (EXAMPLES / "invalid.xlsx").read_bytes() == before
    made = {(c.sheet, c.row, c.column): (c.old, c.new, c.why) for c in fixed.changes}
    assert made["目标", 1, "value"] == ("400以上", "400", "number")
    assert made["目标", 1, "comparator"] == ("", "ge", "bound")
    assert made["目标", 2, "unit_id"][1] == "percent"
    assert made["规划", 1, "issued_on"] == ("2026年3月2日", "2026-03-02", "date")
    assert made["园区", 2, "name_en"][2] == "space"
    assert made["现状数据", 2, "year"] == ("2025年", "2025", "number")
    left = {(i.sheet, i.row, i.column): i.code for i in fixed.left.issues}
    assert left == {
        ("目标", 1, "comparator"): "PL507",
        ("目标", 3, "indicator_id"): "PL201",
        ("目标", 4, "value"): "PL505",
        ("现状数据", 1, "evidence"): "PL512",
        ("责任分工", 1, "agency_id"): "PL201",
        ("责任分工", 5, "role"): "PL322",
        ("项目", 1, "capacity_unit_id"): "PL311",
    }


@examples
def test_the_valid_example_is_valid_with_ids_and_fixing_it_again_changes_nothing(tmp_path):
    once = pp.fix(EXAMPLES / "valid.xlsx", tmp_path / "once.xlsx", sources=SOURCES, ids=True)
    assert {c.why for c in once.changes} == {"label", "name", "default", "id", "evidence", "derived"}
    assert once.left.issues == ()
    twice = pp.fix(tmp_path / "once.xlsx", tmp_path / "twice.xlsx", sources=SOURCES, ids=True)
    assert (twice.changes, twice.left.issues) == ((), ())
    sheet = openpyxl.load_workbook(tmp_path / "once.xlsx")["目标"]
    (units,) = [column[3:8] for column in sheet.iter_cols() if column[2].value == "unit_id"]
    assert [cell.value for cell in units] == ["yi-yuan", "percent", "enterprise", "percent", "enterprise"]


@examples
def test_names_and_labels_stay_as_people_read_them(tmp_path):
    once = pp.fix(EXAMPLES / "invalid.xlsx", tmp_path / "once.xlsx", sources=SOURCES)
    assert {c.why for c in once.changes}.isdisjoint({"name", "label", "id"})
    made = {(c.sheet, c.row, c.column): (c.old, c.new) for c in once.changes}
    assert made["目标", 1, "comparator"] == ("", "不低于")
    assert made["目标", 2, "unit_id"] == ("", "%")
    book = openpyxl.load_workbook(tmp_path / "once.xlsx")
    (units,) = [column[3:8] for column in book["目标"].iter_cols() if column[2].value == "unit_id"]
    assert [cell.value for cell in units] == ["亿元", "%", "家", "%", "家"]
    assert "已提取" in {row[2].value for row in book["覆盖情况"].iter_rows(min_row=4)}
    twice = pp.fix(tmp_path / "once.xlsx", tmp_path / "twice.xlsx", sources=SOURCES)
    assert (twice.changes, twice.left.issues != ()) == ((), True)


def test_a_csv_file(tmp_path):
    file = units(
        tmp_path,
        ["box ", "箱", "box", "count", "item", "1,000"],
        ["crate", "板条箱", "ｃrate", "count", "item", "1"],
        ["pack", "包", " pedlar's  ＂pack\" ", "count", "item", "1"],
        ["tub", "桶", "cooper's tub", "count", "item", "1"],
    )
    fixed = pp.fix(file, tmp_path / "fixed.csv")
    assert [(c.row, c.column, c.old, c.new, c.why) for c in fixed.changes] == [
        (1, "factor", "1,000", "1000", "number"),
        (1, "unit_id", "box ", "box", "space"),
        (2, "name_en", "ｃrate", "crate", "width"),
        (3, "name_en", " pedlar's  ＂pack\" ", "pedlar’s “pack”", "space"),
        (4, "name_en", "cooper's tub", "cooper’s tub", "form"),
    ]
    assert (tmp_path / "fixed.csv").read_text(encoding="utf-8").splitlines() == [
        "unit_id,name_zh,name_en,quantity,base_unit,factor",
        "box,箱,box,count,item,1000",
        "crate,板条箱,crate,count,item,1",
        "pack,包,pedlar’s “pack”,count,item,1",
        "tub,桶,cooper’s tub,count,item,1",
    ]


def test_the_file_itself_is_not_written(tmp_path):
    file = units(tmp_path)
    with pytest.raises(pp.PackageError, match="is the file itself; name another one to write to"):
        pp.fix(file, tmp_path / "." / "units.csv")


@pytest.mark.parametrize("place", ["no/fixed.csv", "folder.csv"])
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path, place):
    file = units(tmp_path, ["box ", "箱", "box", "count", "item", "1"])
    (tmp_path / "folder.csv" / "inner").mkdir(parents=True)
    with pytest.raises(pp.PackageError, match="cannot be written") as caught:
        pp.fix(file, tmp_path / place)
    assert caught.value.en.startswith(f"{tmp_path / place} cannot be written (")
    assert caught.value.zh.startswith(f"{tmp_path / place}无法写入（")
    result = CliRunner().invoke(app, ["fix", str(file), "--output", str(tmp_path / place), "--lang", "en"])
    assert (result.exit_code, result.stdout) == (2, "")
    is_folder = place != "no/fixed.csv"  # which click refuses by itself
    assert result.stderr.endswith(" is a directory.\n" if is_folder else f"pyplanning: {caught.value.en}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "units.csv"]


def test_what_is_no_number_stays_text_in_a_workbook(tmp_path):
    file, book = tmp_path / "units.xlsx", openpyxl.Workbook()
    book.active.title = "units"
    for row in (
        ["unit_id", "name_zh", "name_en", "quantity", "base_unit", "factor"],
        ["t", "吨", "t", "m", "t", "a\u3000 1"],
    ):
        book.active.append(row)
    book.save(file)
    fixed = pp.fix(file, tmp_path / "fixed.xlsx")
    assert [(c.cell, c.new, c.why) for c in fixed.changes] == [("F2", "a 1", "space")]
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx").active["F2"].value == "a 1"


@pytest.mark.parametrize("output", ["fixed.xlsx", "fixed", "fixed.txt", "."])
def test_another_kind_of_file_is_not_written(tmp_path, output):
    file = units(tmp_path)
    with pytest.raises(pp.PackageError, match=r"must end with \.csv") as caught:
        pp.fix(file, tmp_path / output)
    assert "应以.csv结尾" in caught.value.zh
    assert [path.name for path in tmp_path.iterdir()] == ["units.csv"]


@pytest.mark.parametrize(("from_1904", "left"), [(False, "2026-03-02"), (True, 46083)])
def test_the_number_of_a_day_becomes_its_date_unless_it_may_be_another(tmp_path, from_1904, left):
    file, book, header = tmp_path / "plans.xlsx", openpyxl.Workbook(), list(pp.describe("plans")["column"])
    book.active.title = "plans"
    book.active.append(header)
    book.active.append([46083 if column == "issued_on" else None for column in header])
    if from_1904:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.save(file)
    fixed = pp.fix(file, tmp_path / "fixed.xlsx")
    made = [(c.old, c.new, c.why) for c in fixed.changes if c.column == "issued_on"]
    assert made == ([] if from_1904 else [("46083", "2026-03-02", "date")])
    place = header.index("issued_on") + 1
    assert openpyxl.load_workbook(tmp_path / "fixed.xlsx").active.cell(2, place).value == left


def test_a_csv_file_with_more_than_the_table_shows_keeps_it(tmp_path):
    file = units(tmp_path, ["box", "箱", "box", "count", "item", "1", "more"])
    pp.fix(file, tmp_path / "fixed.csv")
    assert (tmp_path / "fixed.csv").read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


HEAD = ["unit_id", "name_zh", "name_en", "quantity", "base_unit", "factor"]
AROUND = st.sampled_from(
    [[], [""], ["", "", "", "", "", ""], ["注：按箱计", "", "", "", "", ""], ["合计"], ["另一说明"]]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(AROUND, max_size=3),
    st.lists(AROUND, max_size=4),
    st.sampled_from([*",;\t|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_nothing_around_the_cells_of_a_csv_file_is_lost(tmp_path, above, below, mark, encoding):
    rows = [["box", "箱", "box", "count", "item", "１"], ["", ""], ["case", "件", "case ", "count", "item", "1"]]
    file, fixed = tmp_path / "units.csv", tmp_path / "fixed.csv"
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=mark).writerows([*above, HEAD, *rows, *below])
    pp.fix(file, fixed)
    rows[0][5], rows[2][2] = "1", "case"
    with fixed.open(encoding="utf-8", newline="") as stream:
        assert [*csv.reader(stream)] == [*above, HEAD, *rows, *below]


@examples
def test_a_workbook_that_cannot_be_written(tmp_path):
    with pytest.raises(pp.PackageError, match="cannot be written"):
        pp.fix(EXAMPLES / "invalid.xlsx", tmp_path / "nowhere" / "fixed.xlsx")


def test_a_value_is_left_where_another_cell_says_something_else(tmp_path):
    header = list(pp.describe("targets")["column"])
    file = tmp_path / "targets.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="")
        writer.writeheader()
        writer.writerows([{"value": "12%", "unit_id": "yi-yuan"}, {"value": "10以上", "comparator": "ge"}])
    found = [(c.row, c.column, c.new) for c in corrections(*(*read(file), descriptor().table("targets")))]
    assert found == [(2, "value", "10")]


def test_a_text_never_becomes_a_formula(tmp_path):
    file = tmp_path / "regions.csv"
    header = list(pp.describe("regions")["column"])
    row = dict.fromkeys(header, "") | {
        "region_code": "990100",
        "name_zh": "月湖市",
        "name_en": "＝1+1",
        "level": "city",
    }
    file.write_text(",".join(header) + "\n" + ",".join(row[c] for c in header) + "\n", encoding="utf-8")
    pp.fix(file, tmp_path / "fixed.csv")
    assert "＝1+1" in (tmp_path / "fixed.csv").read_text(encoding="utf-8")
