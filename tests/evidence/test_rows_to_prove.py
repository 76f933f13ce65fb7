"""The rows that are to be proved, with those shipped."""

from pathlib import Path

import polars as pl

from pyplanning.datapackage.descriptor import descriptor, read_descriptor, root
from pyplanning.evidence.rows_to_prove import RowsToProve, rows_of_package, rows_of_tables
from pyplanning.io.read import read
from pyplanning.io.rows import read_rows
from pyplanning.io.table import ROW, Table

SHIPPED = read_rows(root(), descriptor())


def handed_in(tables: list[Table]) -> RowsToProve:
    return rows_of_tables(tables, SHIPPED)


def of_package(folder: Path) -> RowsToProve:
    package = read_descriptor(folder)
    return rows_of_package(read_rows(folder, package), package)


def test_all_rows_of_a_package_are_to_be_proved(example):
    found = of_package(example.package())
    assert found.plans == {example.plan_id: True}
    assert not found.handed_in
    assert all(map(found.owns, found.quotes))
    assert len(found.own("targets")) == len(example.rows["targets"])
    assert found.places == {}


def handed(name: str, *rows: dict[str, str | None]) -> Table:
    """A sheet whose header is in row 3, with the columns of its rows in A, B, C …"""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    frame = pl.DataFrame({c: [row.get(c) for row in rows] for c in columns}, dict.fromkeys(columns, pl.String))
    letters = {column: chr(ord("A") + i) for i, column in enumerate(columns)}
    frame = frame.with_row_index(ROW, offset=1)
    return Table(name, "new.xlsx", frame.lazy(), tuple(columns), name.title(), letters, header_line=3)


def test_rows_handed_in_come_before_the_shipped_ones():
    shipped = SHIPPED
    found = handed_in([handed("units", {"unit_id": "x", "name_zh": None, "odd": "y"})])
    assert found.rows["units"][0] == dict.fromkeys(shipped["units"][0], "") | {"unit_id": "x"}
    assert found.rows["units"][1:] == shipped["units"]
    assert found.own("units") == found.rows["units"][:1]
    assert found.own("targets") == []
    assert found.rows["targets"] == shipped["targets"]
    assert found.plans == {}


def test_a_row_handed_in_stands_for_the_shipped_one_with_its_key():
    shipped = SHIPPED["units"]
    found = handed_in([handed("units", {"unit_id": shipped[1]["unit_id"], "factor": "7"})]).rows["units"]
    assert found[0]["factor"] == "7"
    assert found[1:] == [shipped[0], *shipped[2:]]


def test_a_row_handed_in_has_its_place():
    first = handed("terms", {"term_id": "a"})
    second = handed("terms", {"term_id": "b"}, {"term_id": "c"})
    gap = second.frame.with_columns(pl.col(ROW) * 2)  # an empty row was passed over
    found = handed_in([first, Table("terms", "more.csv", gap)])
    assert [row["term_id"] for row in found.own("terms")] == ["a", "b", "c"]
    (table, row), _, (other, other_row) = found.places["terms"]
    assert table.place("term_id", row) == {
        "file": "new.xlsx",
        "sheet": "Terms",
        "table": "terms",
        "row": 1,
        "column": "term_id",
        "cell": "A4",
        "line": 4,
    }
    assert (other.file, other_row) == ("more.csv", 4)


def test_only_quotes_of_rows_handed_in_are_to_be_proved(example):
    term = {"term_id": "a", "plan_id": "x", "evidence": "甲"}
    found = handed_in([handed("terms", term)])
    assert [quote.key for quote in found.quotes if found.owns(quote)] == ["a"]
    assert len(found.quotes) > 1000


def test_the_plans_that_rows_handed_in_are_about(example):
    found = handed_in(
        [
            handed("plans", {"plan_id": "new"}),
            handed("sections", {"plan_id": "headed", "section_id": "s"}),
            handed("tasks", {"task_id": "t", "plan_id": "named"}),
            handed("responsibilities", {"task_id": "t", "position": "1", "evidence": "甲"}),
            handed("terms", {"term_id": "a", "plan_id": "quoted", "evidence": "甲"}, {"term_id": "b", "plan_id": ""}),
            handed("agency_aliases", {"plan_id": "only-called", "alias_zh": "甲"}),
        ]
    )
    expected = {"new": True, "headed": True, "named": True, "quoted": True, "only-called": False}
    assert found.plans == expected


def test_shipped_rows_are_not_new():
    found = handed_in(read(root()))
    assert len(found.plans) == len(found.own("plans"))
    assert not any(found.plans.values())
    assert all(map(found.owns, found.quotes))


def test_what_is_null_by_the_descriptor_is_no_text(example):
    def edit(package: dict) -> None:
        (resource,) = [r for r in package["resources"] if r["name"] == "terms"]
        resource["schema"]["missingValues"] = ["", "n/a"]
        (field,) = [f for f in resource["schema"]["fields"] if f["name"] == "term_zh"]
        field["missingValues"] = ["-"]

    cells = {"term_id": "a", "plan_id": example.plan_id, "evidence": "n/a", "term_zh": "-", "term_en": "-"}
    example.rows["terms"] = [cells]
    (row,) = of_package(example.package(edit)).own("terms")
    assert (row["term_id"], row["evidence"], row["term_zh"], row["term_en"]) == ("a", "", "", "-")


def test_a_package_may_lack_tables_and_columns(pack):
    fields = [{"name": "plan_id", "type": "string"}, {"name": "evidence", "type": "string"}]
    resource = {"name": "targets", "path": "targets.csv", "schema": {"fields": fields, "primaryKey": "plan_id"}}
    found = of_package(pack([resource], {"targets.csv": "plan_id,evidence\np,甲\n"}))
    assert found.rows["units"] == []
    assert found.plans == {}
    assert [(quote.text, quote.start, quote.row["value"]) for quote in found.quotes] == [("甲", -1, "")]
