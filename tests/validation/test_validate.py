"""A package folder, and every table in it."""

import csv
import io

import frictionless
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.io import csv_scan

A, B = {"name": "a", "type": "string"}, {"name": "b", "type": "string"}


def refused(folder):
    with pytest.raises(pp.PackageError) as caught:
        pp.validate(folder)
    return caught.value


def test_the_example_is_valid(example):
    report = pp.validate(example.package())
    assert report.issues == ()
    assert report
    rows = {"coverage": example.covered()} | example.rows
    assert report.counts == {r.name: len(rows.get(r.name, [])) for r in descriptor().resources}


def test_a_package_of_headers_is_valid(write_package):
    report = pp.validate(write_package())
    assert report.issues == ()
    assert sum(report.counts.values()) == 0


def test_the_folder_may_be_a_string(write_package):
    assert pp.validate(str(write_package())).valid


# Tables.


def test_a_bad_cell_gives_one_issue(example):
    example.change("targets", 2, value="eight", measure="growth", target_year="30", evidence="")
    found = pp.validate(example.package()).issues
    assert [(i.code, i.table, i.row, i.column) for i in found] == [
        ("PL102", "targets", 2, "evidence"),
        ("PL103", "targets", 2, "measure"),
        ("PL105", "targets", 2, "target_year"),
        ("PL101", "targets", 2, "value"),
    ]


def test_a_reference_to_a_key_that_is_written_wrongly_is_no_finding_of_its_own(write_table):
    fields = [{**A, "constraints": {"pattern": "[0-9]{6}"}}, B]
    keys = [{"fields": "b", "reference": {"resource": "", "fields": "a"}}]
    folder = write_table("a,b\n9.9E+05,\n990100.0,990000\n990200,990300\n", fields, primaryKey="a", foreignKeys=keys)
    report = pp.validate(folder)
    assert [(i.code, i.row, i.value, i.suggestion) for i in report.issues] == [
        ("PL104", 1, "9.9E+05", "990000"),
        ("PL104", 2, "990100.0", "990100"),
        ("PL201", 3, "990300", "990200"),
    ]
    assert report.totals == {("things", "PL104"): 2, ("things", "PL201"): 1}


@pytest.mark.parametrize("cell", ["", "!", "A" * 50])
def test_a_cell_that_breaks_several_rules_is_told_once(write_table, cell):
    field = A | {"constraints": {"required": True, "pattern": "[a-z]{1,5}", "maxLength": 3, "enum": ["x"]}}
    found = pp.validate(write_table(f"a,b\n{cell},y\n", [field, B], primaryKey=["a"])).issues
    assert [(i.row, i.column) for i in found] == [(1, "a")]


def test_a_cell_of_another_type_is_not_also_empty(write_table):
    field = {"name": "a", "type": "integer", "constraints": {"required": True, "minimum": 5}}
    assert [i.code for i in pp.validate(write_table("a,b\nx,y\n", [field, B])).issues] == ["PL101"]


def test_a_value_that_breaks_a_constraint_makes_no_other_row_wrong(example):
    earlier = example.rows["targets"][0] | {"target_id": "output-1700", "target_year": "1700", "value": "900"}
    earlier |= {"evidence": "产值力争突破900亿元"}
    example.rows["targets"].append(earlier)  # were it a year, the target of 2030 would fall behind it
    assert [(i.code, i.key) for i in pp.validate(example.package()).issues] == [("PL105", "output-1700")]


def test_issues_come_by_file_row_and_column(example):
    example.change("targets", 3, value="x", measure="x")
    example.change("targets", 1, value="x")
    example.change("agencies", 2, level="x")
    found = [(i.file, i.row, i.column) for i in pp.validate(example.package()).issues]
    assert len(found) == 4
    assert found == sorted(found)


def test_a_row_number_counts_records_not_lines(write_table):
    field = {"name": "b", "type": "integer"}
    (issue,) = pp.validate(write_table('a,b\n"x\ny\nz",1\nx,two\n', [A, field])).issues
    assert issue.row == 2


def test_a_duplicate_row(example):
    example.rows["targets"].append(example.rows["targets"][0])
    (issue,) = pp.validate(example.package()).issues
    assert (issue.code, issue.row, issue.value) == ("PL107", len(example.rows["targets"]), "output-2030")


def test_an_agency_twice_in_one_task(example):
    example.change("responsibilities", 3, agency_id="yunze-industry")
    (issue,) = pp.validate(example.package()).issues
    assert (issue.code, issue.row, issue.column) == ("PL107", 3, "task_id/agency_id")


def test_a_file_with_damaged_text(write_package, rehash):
    folder = write_package()
    (folder / "data/plans.csv").write_bytes(b"plan_id\n\xff\n")
    rehash(folder)
    assert refused(folder).en == "data/plans.csv is neither UTF-8 nor GB18030; save it as “CSV UTF-8”"


def test_a_ragged_row_is_told_and_the_others_are_checked(example, rehash):
    example.change("targets", 1, measure="x")
    example.change("agencies", 1, level="x")
    folder = example.package()
    file = folder / "data/targets.csv"
    file.write_text(file.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    rehash(folder)
    found = pp.validate(folder).issues
    assert [(i.code, i.table, i.row) for i in found] == [
        ("PL103", "agencies", 1),
        ("PL103", "targets", 1),
        ("PL110", "targets", len(example.rows["targets"]) + 1),
    ]


def test_a_ragged_row_in_a_table_without_other_faults(example, rehash):
    folder = example.package()
    file = folder / "data/units.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].rpartition(",")[0]  # other tables still point to this unit
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    rehash(folder)
    assert [(i.code, i.table, i.row) for i in pp.validate(folder).issues] == [("PL110", "units", 1)]


# The same tables are accepted and refused as by frictionless.

SLUG = "[a-z]+(-[a-z]+)*"
FIELDS = [
    {"name": "id", "type": "string", "constraints": {"required": True, "pattern": SLUG}},
    {"name": "kind", "type": "string", "constraints": {"enum": ["low", "high"]}},
    {"name": "short", "type": "string", "constraints": {"minLength": 2, "maxLength": 4}},
    {"name": "year", "type": "integer", "constraints": {"minimum": 1900, "maximum": 2100}},
    {"name": "value", "type": "number", "constraints": {"minimum": -10}},
    {"name": "on", "type": "date"},
    {"name": "done", "type": "boolean"},
]
CELLS = {
    "id": st.sampled_from(["a", "b", "a-b", "c", "d", "e", "", "A", "a b", "a-", "云"]),
    "kind": st.sampled_from(["low", "high", "", "Low", "low ", "lowhigh"]),
    "short": st.one_of(st.just(""), st.text("ab云，\"'\n ;", min_size=1, max_size=5).filter(lambda t: t.strip())),
    "year": st.one_of(
        st.integers(1890, 2110).map(str), st.sampled_from(["", "x", "2026.0", "+2026", "02026", "2e3", "-1", "2 026"])
    ),
    "value": st.one_of(
        st.floats(-20, 20).map(repr), st.sampled_from(["", "x", "1,5", ".5", "5.", "1e3", "1e", "-10", "-10.01", "--1"])
    ),
    "on": st.one_of(
        st.dates().map(str), st.sampled_from(["", "2026-02-30", "2026/01/31", "20260131", "31.01.2026", "2026-13-01"])
    ),
    "done": st.sampled_from(["true", "false", "True", "FALSE", "1", "0", "", "yes", "tRUE", " true", "t"]),
}
USUAL = {
    "id": st.text("abcdefgh", min_size=3, max_size=6),
    "kind": st.sampled_from(["low", "high", ""]),
    "short": st.sampled_from(["", "云泽", "abcd"]),
    "year": st.integers(1900, 2100).map(str),
    "value": st.floats(-10, 1e6).map(repr),
    "on": st.dates().map(str),
    "done": st.sampled_from(["true", "false"]),
}
ROW = st.one_of(st.fixed_dictionaries(USUAL), st.fixed_dictionaries(USUAL), st.fixed_dictionaries(CELLS))


def both(folder) -> tuple[bool, bool]:
    """Whether frictionless and whether this package accepts the folder."""
    theirs = frictionless.Package(str(folder / "datapackage.json")).validate()
    return theirs.valid, pp.validate(folder).valid


def as_csv(rows, header) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ROW, max_size=4), st.sampled_from([["id"], ["id", "year"], ["kind", "id"]]))
def test_frictionless_accepts_and_refuses_the_same_tables(write_table, rows, key):
    # A null in a key of several columns is a difference of its own; see below.
    rows = [row for row in rows if row["id"] == "" or all(row[k] for k in key)]
    folder = write_table(as_csv(rows, list(CELLS)), FIELDS, primaryKey=key)
    theirs, ours = both(folder)
    assert theirs == ours


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(CELLS)), st.data())
def test_frictionless_accepts_and_refuses_the_same_cells(write_table, name, data):
    cell = data.draw(CELLS[name])
    usual = dict.fromkeys(CELLS, "") | {"id": "abc"}
    folder = write_table(as_csv([usual | {name: cell}], list(CELLS)), FIELDS, primaryKey=["id"])
    theirs, ours = both(folder)
    assert theirs == ours


@pytest.mark.parametrize(
    ("field", "cell", "theirs", "ours", "why"),
    [
        ({"type": "number"}, "NaN", True, True, "the same: the standard has NaN, INF and -INF"),
        ({"type": "number"}, "-INF", True, True, "the same: the standard has NaN, INF and -INF"),
        ({"type": "number"}, "Infinity", True, False, "a spelling of Python's, not of Table Schema"),
        ({"type": "integer"}, "1_000", True, False, "a spelling of Python's, not of Table Schema"),
        ({"type": "number"}, "1_000", True, False, "a spelling of Python's, not of Table Schema"),
        ({"type": "integer"}, "２０２６", True, False, "other readers of the CSV know ASCII digits only"),
        ({"type": "number"}, "１.５", True, False, "other readers of the CSV know ASCII digits only"),
        ({"type": "date"}, "２０２６-01-31", True, False, "ISO 8601 has ASCII digits only"),
        ({"type": "integer"}, " 5", True, False, "a space in a cell is an error of the file"),
        ({"type": "integer"}, "5 ", True, False, "a space in a cell is an error of the file"),
        ({"type": "number"}, " 5", True, False, "a space in a cell is an error of the file"),
        ({"type": "date"}, "2026-1-5", True, False, "ISO 8601 asks for two digits of month and day"),
        ({"type": "boolean"}, " true", False, False, "the same: only the listed spellings"),
        ({"type": "boolean"}, "tRUE", False, False, "the same: only the listed spellings"),
        ({"type": "boolean"}, "1", True, True, "the same: 1 and 0 are listed spellings"),
        ({"type": "date"}, "2026-01-31 ", False, False, "the same: nothing may follow the day"),
        (
            {"type": "string", "constraints": {"pattern": "[0-9]{6}|[a-z]+"}},
            "123456!",
            True,
            False,
            "frictionless anchors the first and the last alternative only; a pattern covers the whole value",
        ),
    ],
)
def test_where_a_cell_is_judged_otherwise_than_by_frictionless(write_table, field, cell, theirs, ours, why):
    folder = write_table(as_csv([{"a": cell, "b": "x"}], ["a", "b"]), [{"name": "a", **field}, B])
    assert both(folder) == (theirs, ours), why


@pytest.mark.parametrize(
    ("content", "schema", "theirs", "ours", "why"),
    [
        ("a,b\nx,\n", {"primaryKey": ["a", "b"]}, True, False, "every column of a primary key is required"),
        ("a,b\nx,y\nx,y\n", {"uniqueKeys": [["a", "b"]]}, True, False, "frictionless does not look at uniqueKeys"),
        ("a,b\n,\n", {}, False, True, "a row of nulls breaks no constraint of the schema"),
        ("b,a\nx,y\n", {}, False, True, "tables are read by the names of their columns, not by their order"),
        ("a,b\nx\n", {}, False, False, "the same: too few cells"),
        ("a,b\nx,y,z\n", {}, False, False, "the same: too many cells"),
        ("a,b\n\nx,y\n", {}, False, True, "a blank line is no row"),
        ("\ufeffa,b\nx,y\n", {}, True, True, "the same: a byte order mark is passed over"),
        ("a,b\r\nx,y\r\n", {}, True, True, "the same: either line end"),
    ],
)
def test_where_a_table_is_judged_otherwise_than_by_frictionless(write_table, content, schema, theirs, ours, why):
    assert both(write_table(content, [A, B], **schema)) == (theirs, ours), why


def test_frictionless_names_the_same_rows(write_table):
    content = "a,b\nx,1\ny,two\nz,3\nx,x\n"
    folder = write_table(content, [A, {"name": "b", "type": "integer"}], primaryKey=["a"])
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    # Frictionless counts the header as a row.
    theirs = {error.row_number - 1 for error in report.tasks[0].errors}
    assert theirs == {issue.row for issue in pp.validate(folder).issues} == {2, 4}


LINES = ["a1,1,x", "b2,2,", "省,x,y", "a1,3,z", ",,", "a1", "", "b,1,2,3", '"q",1,x', "c,4,x\r", "d,5,\rx"]
LINES += ['"q,1"', 'q,1,"x\n"', '"q,1,x', 'q"r,1,x', '"q"r,1,x', 'q,1,""', '"q""r",1,x', '"""",1,x', '"q",1,x"', '"']
LAYOUTS = ["{}\n{}", "{}\n{}\n", "\n{}\n{}\n", "\ufeff{}\n{}\n"]
HEADERS = ["id,n,t", "id,t", "t,n,id", "id,n,u"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.sampled_from(LINES), max_size=6),
    layout=st.sampled_from(LAYOUTS),
    header=st.sampled_from(HEADERS),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
)
def test_what_polars_reads_is_judged_as_what_pythons_csv_reads(write_table, lines, layout, header, encoding):
    fields = [{"name": "id", "type": "string"}, {"name": "n", "type": "integer"}, {"name": "t", "type": "string"}]
    own = {"fields": ["t"], "reference": {"resource": "", "fields": ["id"]}}
    content = layout.format(header, "\n".join(lines)).encode(encoding, "replace")
    folder = write_table(content, fields, primaryKey=["id"], foreignKeys=[own])
    found = []
    for regular in (True, False):
        with pytest.MonkeyPatch.context() as patch:
            if not regular:
                patch.setattr(csv_scan.Survey, "count", lambda survey, _: setattr(survey, "regular", False))
            try:
                found.append(pp.validate(folder))
            except pp.PackageError as error:
                found.append((error.en, error.zh))
    assert found[0] == found[1]


@pytest.fixture
def sheets(tmp_path, monkeypatch):
    """A workbook with sheets of units."""

    def write(*names):
        book = openpyxl.Workbook()
        for n, name in enumerate(names):
            sheet = book.active if n == 0 else book.create_sheet()
            sheet.title = name
            sheet.append(list(descriptor().table("units").columns))
            sheet.append([f"unit-{n}", f"单位{n}", f"unit {n}", "count", "item", 1])
        monkeypatch.chdir(tmp_path)
        book.save("units.xlsx")
        return "units.xlsx"

    return write


def test_a_table_is_in_one_sheet(sheets):
    report = pp.validate(sheets("units", "单位"))
    (issue,) = [issue for issue in report.issues if issue.code == "PL015"]
    assert issue.en == "units.xlsx – units is already in units.xlsx[units] – expected each table once"
    assert issue.zh == "units.xlsx：units.xlsx[units]中已有units表，每张表只应出现一次"
    assert report.counts == {"units": 2}


def test_a_table_may_stand_in_any_one_sheet(sheets):
    assert pp.validate(sheets("单位")).issues == ()


@pytest.mark.parametrize("cell", ["NaN", "nan", "INF", "-INF"])
def test_pl114_no_number_of_ours_is_infinite(tmp_path, cell):
    columns = pp.describe("units")["column"]
    row = [cell if column == "factor" else "x" for column in columns]
    (tmp_path / "units.csv").write_text(f"{','.join(columns)}\n{','.join(row)}\n")
    found = [issue for issue in pp.validate(tmp_path / "units.csv").issues if issue.column == "factor"]
    assert [(issue.code, issue.level) for issue in found] == [("PL114", "error")]
    assert found[0].en == f"units row 1 – factor is “{cell}” – expected a number that a plan can state"
    assert found[0].zh == f"units第1行：factor为“{cell}”，应为规划可能写出的数"


@pytest.mark.parametrize("cell", ["1", "-1.5", "1e3", ""])
def test_pl114_other_numbers_are_none_of_its_business(tmp_path, cell):
    columns = pp.describe("units")["column"]
    row = [cell if column == "factor" else "x" for column in columns]
    (tmp_path / "units.csv").write_text(f"{','.join(columns)}\n{','.join(row)}\n")
    assert "PL114" not in [issue.code for issue in pp.validate(tmp_path / "units.csv").issues]


def test_a_bad_cell_of_one_sheet_hides_none_of_another(tmp_path):
    header = ["region_code", "name_zh", "name_en", "level", "parent_code", "iso_code"]
    cells = {"a": ("990100", "月湖市", "#N/A"), "b": ("990200", "青石市", "\u3000")}
    for name, (code, name_zh, name_en) in cells.items():
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "regions"
        sheet.append(header)
        sheet.append([code, name_zh, name_en, "prefecture", "china", None])
        sheet["C2"].data_type = "e" if name_en == "#N/A" else "s"
        book.save(tmp_path / f"{name}.xlsx")
    report = pp.validate([tmp_path / "a.xlsx", tmp_path / "b.xlsx"])
    found = [(issue.file.removesuffix(".xlsx")[-1], issue.code, issue.cell) for issue in report.issues if issue.cell]
    assert sorted(found) == [("a", "PL008", "C2"), ("b", "PL113", "C2")]


@pytest.mark.parametrize("typed", [50_000, 0])
def test_empty_cells_of_a_text_stand_for_their_defaults_however_many_rows_it_has(tmp_path, monkeypatch, typed):
    monkeypatch.setattr("pyplanning.validation.validate.TYPED", typed)
    file = tmp_path / "enterprises.csv"
    file.write_text("enterprise_id,name_zh,name_en,kind\nyunze-a,云泽甲公司,Yunze A,\n", encoding="utf-8")
    assert pp.validate(file).issues == ()
