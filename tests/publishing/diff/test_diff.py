"""Two versions of a package compared: the contract, the rows, the ids, and the step that they ask for."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections import Counter

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pyplanning as pp
from pyplanning.datapackage.descriptor import root
from pyplanning.publishing.diff import rows, version_step
from pyplanning.publishing.diff.diff import Difference

A, B, C = ({"name": name, "type": "string"} for name in "abc")
N = {"name": "n", "type": "integer"}


@pytest.fixture
def package(pack):
    """Write a package of tables; each is (rows of text, fields, and more of its schema)."""

    def write(tables=None, retired=None, version="1.0.0", **properties):
        tables = tables or {}
        resources, files = [], {}
        for name, (lines, fields, *more) in tables.items():
            extra = more[0] if more else {}
            schema = {"fields": fields, "primaryKey": ["a"], **extra.get("schema", {})}
            schema = {k: v for k, v in schema.items() if v is not None}
            own = {k: v for k, v in extra.items() if k != "schema"}
            resources.append({"name": name, "path": f"{name}.csv", "schema": schema, **own})
            files[f"{name}.csv"] = text([[f["name"] for f in fields], *lines])
        listed = {"retired": retired} if retired is not None else {}
        return pack(resources, files, version=version, **listed, **properties)

    return write


def text(rows):
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


ROWS = [["x", "1"], ["y", "2"], ["z", "3"]]


def of(package, old, new, **more):
    """The difference between two tables called t."""
    return pp.diff(package({"t": old}), package({"t": new}, **more))


def kinds(difference):
    return [(change.kind, change.column, change.property) for change in difference.schema]


# Rows.


def test_nothing_changed(package):
    found = of(package, (ROWS, [A, B]), (ROWS[::-1], [A, B]))
    assert not found
    assert version_step.step(found) == ""


def test_rows_added_removed_and_changed(package):
    found = of(package, (ROWS, [A, B]), ([["x", "1"], ["y", "5"], ["w", "4"]], [A, B]))
    (table,) = found.tables
    assert table.added.rows() == [("w", "4")]
    assert table.removed.rows() == [("z", "3")]
    assert table.cells.rows() == [(["y"], "b", "2", "5")]
    assert (table.old_rows, table.new_rows, table.changed) == (3, 3, 1)
    assert found.unretired == (("t", "z"),)


def test_a_moved_column_changes_no_row(package):
    found = of(package, (ROWS, [A, B]), ([[b, a] for a, b in ROWS], [B, A]))
    assert kinds(found) == [("fields-reordered", "", "")]
    assert not any(found.tables)


def test_missing_values_are_equal(package):
    schema = {"schema": {"missingValues": ["", "NA"]}}
    found = of(package, ([["x", "NA"], ["y", ""]], [A, B], schema), ([["x", ""], ["y", "1"]], [A, B], schema))
    assert found.tables[0].cells.rows() == [(["y"], "b", None, "1")]


def test_other_missing_values_make_another_type_and_other_cells(package):
    new = ([["x", "NA"]], [A, B], {"schema": {"missingValues": ["NA"]}})
    found = of(package, ([["x", "NA"]], [A, B]), new)
    assert ("type-changed", "b", "missingValues") in kinds(found)
    assert found.tables[0].cells.rows() == [(["x"], "b", "NA", None)]


def test_without_a_key_rows_are_compared_as_often_as_they_occur(package):
    keyless = {"schema": {"primaryKey": None}}
    old, new = [["x", "1"], ["x", "1"], ["y", "2"]], [["y", "2"], ["x", "1"], ["z", "3"]]
    (table,) = of(package, (old, [A, B], keyless), (new, [A, B], keyless)).tables
    assert (table.key, table.added.rows(), table.removed.rows()) == ((), [("z", "3")], [("x", "1")])


def test_another_key_is_reported_and_rows_are_compared_as_wholes(package):
    found = of(package, (ROWS, [A, B]), ([*ROWS, ["x", "9"]], [A, B], {"schema": {"primaryKey": ["b"]}}))
    assert kinds(found) == [("primary-key-changed", "", "primaryKey")]
    assert found.tables[0].key == ()
    assert found.tables[0].added.rows() == [("x", "9")]
    assert version_step.step(found) == "major"


def test_keys_of_several_columns(package):
    two = {"schema": {"primaryKey": ["a", "b"]}}
    old, new = [["x", "1", "p"], ["x", "2", "q"]], [["x", "1", "r"], ["x", "3", "q"]]
    found = of(package, (old, [A, B, C], two), (new, [A, B, C], two))
    assert found.tables[0].cells.rows() == [(["x", "1"], "c", "p", "r")]
    assert found.unretired == (("t", "x/2"),)


def test_a_link_has_no_id_of_its_own(package):
    """Its key holds the id of another row: whoever cites it cites that row."""
    key = {"fields": "a", "reference": {"resource": "t", "fields": "a"}}
    links = {"schema": {"primaryKey": ["a", "b"], "foreignKeys": [key]}}
    old = package({"t": (ROWS, [A, B]), "u": ([["x", "p"], ["y", "q"]], [A, B], links)})
    new = package({"t": (ROWS, [A, B]), "u": ([["x", "p"]], [A, B], links)})
    found = pp.diff(old, new)
    assert found.tables[1].removed.rows() == [("y", "q")]
    assert found.unretired == ()
    assert version_step.step(found) == "minor"


def test_a_key_that_occurs_twice_cannot_be_compared(package):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": ([*ROWS, ["x", "4"]], [A, B])})
    with pytest.raises(pp.PackageError) as caught:
        pp.diff(old, new)
    assert caught.value.en == f"{new}: t has the key x twice; run pyplanning validate on it first"
    assert caught.value.zh == f"{new}：t表主键x重复，请先用pyplanning validate校验"


def test_a_row_of_the_wrong_length_cannot_be_compared(package):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": ([*ROWS, ["w"]], [A, B])})
    with pytest.raises(pp.PackageError, match="run pyplanning validate on it first"):
        pp.diff(old, new)


def test_a_missing_column_cannot_be_compared(package):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": (ROWS, [A, B])})
    (new / "t.csv").write_text("a\nx\n")
    with pytest.raises(pp.PackageError) as caught:
        pp.diff(old, new)
    assert caught.value.en == f"{new}: t.csv lacks the column b; run pyplanning validate on it first"
    assert caught.value.zh == f"{new}：t.csv缺少b列，请先用pyplanning validate校验"


def test_what_is_no_package(package, tmp_path):
    with pytest.raises(pp.PackageError, match="nothing"):
        pp.diff(package({"t": (ROWS, [A, B])}), tmp_path / "nothing")
    folder = package({"t": (ROWS, [A, B])})
    (folder / "t.csv").unlink()
    with pytest.raises(pp.PackageError, match=r"t\.csv is missing"):
        pp.diff(package({"t": (ROWS, [A, B])}), folder)


def test_zips_are_compared_too(package, tmp_path):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": (ROWS[:2], [A, B])})
    zips = [shutil.make_archive(str(tmp_path / name), "zip", at) for name, at in (("old", old), ("new", new))]
    assert pp.diff(*zips).tables[0].removed.rows() == [("z", "3")]


def test_the_shipped_package_does_not_differ_from_itself():
    assert not pp.diff(root(), root())


# The contract, and the step that each change asks for.

ENUM = B | {"constraints": {"enum": ["1", "2", "3"]}}


def limited(**limits):
    return N | {"constraints": limits}


CHANGES = [
    ([A, B], [A, B, C], ("field-added", "c", ""), "major"),
    ([A, B, C], [A, B], ("field-removed", "c", ""), "major"),
    ([A, B, C], [A, C, B], ("fields-reordered", "", ""), "major"),
    ([A, B], [A, B | {"type": "any"}], ("type-changed", "b", "type"), "major"),
    ([A, B], [A, B | {"format": "uri"}], ("type-changed", "b", "format"), "major"),
    ([A, B], [A, B | {"format": "default"}], None, ""),
    ([A, B], [A, B | {"constraints": {"required": True}}], ("constraint-tightened", "b", "required"), "major"),
    ([A, B | {"constraints": {"required": True}}], [A, B], ("constraint-loosened", "b", "required"), "minor"),
    ([A, B], [A, B | {"constraints": {"required": False}}], None, ""),
    ([A, B], [A, B | {"constraints": {"unique": True}}], ("constraint-tightened", "b", "unique"), "major"),
    ([A, B], [A, ENUM], ("constraint-tightened", "b", "enum"), "major"),
    ([A, ENUM], [A, B | {"constraints": {"enum": ["3", "2", "1"]}}], None, ""),
    ([A, ENUM], [A, B | {"constraints": {"enum": ["1", "2"]}}], ("constraint-tightened", "b", "enum"), "major"),
    ([A, ENUM], [A, B | {"constraints": {"enum": [*"1234"]}}], ("constraint-loosened", "b", "enum"), "minor"),
    ([A, ENUM], [A, B | {"constraints": {"enum": [*"124"]}}], ("constraint-changed", "b", "enum"), "major"),
    ([A, limited(minimum=1)], [A, limited(minimum=2)], ("constraint-tightened", "n", "minimum"), "major"),
    ([A, limited(minimum=10)], [A, limited(minimum="9")], ("constraint-loosened", "n", "minimum"), "minor"),
    ([A, limited(minimum=1)], [A, limited(minimum="1")], None, ""),
    ([A, limited(maximum=1)], [A, limited(maximum=2)], ("constraint-loosened", "n", "maximum"), "minor"),
    ([A, limited(maximum=2)], [A, limited(maximum=1)], ("constraint-tightened", "n", "maximum"), "major"),
    (
        [A, B | {"constraints": {"maxLength": 9}}],
        [A, B | {"constraints": {"maxLength": 10}}],
        ("constraint-loosened", "b", "maxLength"),
        "minor",
    ),
    (
        [A, B | {"constraints": {"minLength": 9}}],
        [A, B | {"constraints": {"minLength": 10}}],
        ("constraint-tightened", "b", "minLength"),
        "major",
    ),
    ([A, B], [A, B | {"constraints": {"pattern": "x"}}], ("constraint-tightened", "b", "pattern"), "major"),
    (
        [A, B | {"constraints": {"pattern": "y"}}],
        [A, B | {"constraints": {"pattern": "x"}}],
        ("constraint-changed", "b", "pattern"),
        "major",
    ),
    ([A, B], [A, B | {"title": "B"}], ("text-changed", "b", "title"), "patch"),
    (
        [A, B | {"categories": [{"value": "1", "label": "one"}]}],
        [A, B | {"categories": [{"value": "1", "label": "One"}]}],
        ("text-changed", "b", "categories"),
        "patch",
    ),
    (
        [A, B | {"categories": ["1", "2"], "categoriesOrdered": True}],
        [A, B | {"categories": ["2", "1"], "categoriesOrdered": True}],
        ("type-changed", "b", "categoriesOrdered"),
        "major",
    ),
]


@pytest.mark.parametrize(("old", "new", "expected", "step"), CHANGES)
def test_a_change_of_fields_and_its_step(package, old, new, expected, step):
    found = of(package, ([], old), ([], new))
    assert kinds(found) == ([expected] if expected else [])
    assert version_step.step(found) == step


SCHEMAS = [
    ({"uniqueKeys": [["b"]]}, {}, "unique-key-removed", "minor"),
    ({}, {"uniqueKeys": [["b"]]}, "unique-key-added", "major"),
    (
        {},
        {"foreignKeys": [{"fields": "b", "reference": {"resource": "", "fields": "a"}}]},
        "foreign-key-added",
        "major",
    ),
    (
        {"foreignKeys": [{"fields": "b", "reference": {"resource": "", "fields": "a"}}]},
        {},
        "foreign-key-removed",
        "minor",
    ),
    (
        {"foreignKeys": [{"fields": ["b"], "reference": {"fields": ["a"]}}]},
        {"foreignKeys": [{"fields": ["b"], "reference": {"fields": ["b"]}}]},
        "foreign-key-changed",
        "minor",
    ),
]


@pytest.mark.parametrize(("old", "new", "kind", "step"), SCHEMAS)
def test_a_change_of_keys_and_its_step(package, old, new, kind, step):
    found = of(package, ([], [A, B], {"schema": old}), ([], [A, B], {"schema": new}))
    assert [change.kind for change in found.schema] == [kind]
    assert version_step.step(found) == step


def test_tables_come_and_go(package):
    old = package({"t": (ROWS, [A, B]), "gone": (ROWS, [A, B])})
    new = package({"t": (ROWS, [A, B]), "come": (ROWS[:2], [A, B])})
    found = pp.diff(old, new)
    assert [(c.kind, c.table) for c in found.schema] == [("table-added", "come"), ("table-removed", "gone")]
    assert [(t.table, *t.counts()) for t in found.tables] == [
        *(("t", 3, 3, 0, 0, 0), ("come", 0, 2, 2, 0, 0), ("gone", 3, 0, 0, 3, 0)),
    ]
    assert version_step.step(found) == "major"
    only = pp.diff(package({"t": (ROWS, [A, B])}), new)
    assert version_step.step(only) == "minor"


def test_what_else_may_change(package):
    old = package({"t": (ROWS, [A, B]), "u": (ROWS, [A, B])}, title="Old")
    new = package({"u": (ROWS, [A, B], {"title": "U"}), "t": (ROWS, [A, B])}, title="New", name="other")
    found = pp.diff(old, new)
    assert {(c.kind, c.table, c.property) for c in found.schema} == {
        ("package-renamed", "", "name"),
        ("tables-reordered", "", ""),
        ("text-changed", "", "title"),
        ("text-changed", "u", "title"),
    }
    assert version_step.step(found) == "major"


def test_another_path_asks_for_nothing_and_another_delimiter_for_major(package):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": (ROWS, [A, B])})
    file = new / "datapackage.json"
    changed = json.loads(file.read_text())
    changed["resources"][0]["path"] = "data.csv"
    file.write_text(json.dumps(changed))
    (new / "t.csv").rename(new / "data.csv")
    found = pp.diff(old, new)
    assert [c.kind for c in found.schema] == ["moved"]
    assert version_step.step(found) == ""
    changed["resources"][0]["dialect"] = {"delimiter": ";"}
    file.write_text(json.dumps(changed))
    (new / "data.csv").write_text((new / "data.csv").read_text().replace(",", ";"))
    found = pp.diff(old, new)
    assert [c.kind for c in found.schema] == ["moved", "layout-changed"]
    assert version_step.step(found) == "major"
    assert not any(found.tables)


def test_a_renamed_field_is_no_other_field(package):
    found = of(package, (ROWS, [A, B]), (ROWS, [A, B | {"name": "c"}]))
    assert kinds(found) == [("field-renamed", "c", "name")]
    assert not any(found.tables)


def test_a_field_with_other_values_is_another_field(package):
    found = of(package, (ROWS, [A, B]), ([["x", "1"], ["y", "2"], ["z", "9"]], [A, B | {"name": "c"}]))
    assert kinds(found) == [("field-added", "c", ""), ("field-removed", "b", "")]


def test_a_renamed_key_still_matches_rows(package):
    new = ([["x", "1"], ["y", "5"], ["z", "3"]], [A | {"name": "id"}, B], {"schema": {"primaryKey": ["id"]}})
    found = of(package, (ROWS, [A, B]), new)
    assert kinds(found) == [("field-renamed", "id", "name")]
    assert found.tables[0].cells.rows() == [(["y"], "b", "2", "5")]


# Rows and the step.


def test_steps_of_rows(package):
    retired = [{"table": "t", "id": "z", "version": "1.1.0", "reason": "twice"}]
    fewer, more, other = ROWS[:2], [*ROWS, ["w", "4"]], [["x", "9"], *ROWS[1:]]
    old = (ROWS, [A, B])
    assert version_step.step(of(package, old, (other, [A, B]))) == "patch"
    assert version_step.step(of(package, old, (more, [A, B]))) == "minor"
    assert version_step.step(of(package, old, (fewer, [A, B]))) == "major"
    assert version_step.step(of(package, old, (fewer, [A, B]), retired=retired)) == "minor"


def test_removing_what_another_table_points_to_is_major(package):
    key = {"schema": {"foreignKeys": [{"fields": "b", "reference": {"resource": "t", "fields": "a"}}]}}
    retired = [{"table": "t", "id": "z", "version": "2.0.0", "reason": "twice"}]
    old = package({"t": (ROWS, [A, B]), "u": ([["p", "x"]], [A, B], key)})
    new = package({"t": (ROWS[:2], [A, B]), "u": ([["p", "x"]], [A, B], key)}, retired=retired)
    (first, *_) = version_step.reasons(pp.diff(old, new))
    assert (first.step, first.kind, first.table, first.rows) == ("major", "rows-removed-referenced", "t", 1)
    assert first.en == "t: rows removed (1) – major, since another table refers to this table"
    assert first.zh == "t：删除行（1行），其他表引用本表，须升主版本号"


# Ids.


def test_ids_that_vanish_return_or_are_forgotten(package):
    was = [{"table": "t", "id": i, "version": "0.9.0", "reason": "split"} for i in ("q", "r", "s")]
    now = [was[0], {"table": "t", "id": "y", "version": "1.1.0", "reason": "twice", "successor": "x"}, was[2]]
    old = package({"t": (ROWS, [A, B])}, retired=was)
    new = package({"t": ([["x", "1"], ["q", "7"]], [A, B])}, retired=now)
    found = pp.diff(old, new)
    assert [(one.id, one.reason, one.successor) for one in found.retired] == [("y", "twice", "x")]
    assert found.unretired == (("t", "z"),)
    assert found.reused == (("t", "q"),)
    assert found.dropped == (("t", "r"),)


# A random edit, applied to the old version, gives the new one.


def applied(difference: Difference, old: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The tables that ``old`` becomes."""
    found = {}
    for table in difference.tables:
        rows = {tuple(row[c] for c in table.key): dict(row) for row in old.get(table.table, [])}
        for row in table.removed.iter_rows(named=True):
            del rows[tuple(row[c] for c in table.key)]
        for key, column, before, after in table.cells.iter_rows():
            assert rows[tuple(key)][column] == before
            rows[tuple(key)][column] = after
        rows |= {tuple(r[c] for c in table.key): r for r in table.added.iter_rows(named=True)}
        found[table.table] = [*rows.values()]
    return found


CELLS = st.sampled_from(["1", "2", "=1+1", "甲，乙", 'a "b"', "x\ny", "NA"])
TABLE = st.dictionaries(st.sampled_from(["x", "y", "z", "甲/乙", "1", "01"]), st.tuples(CELLS, CELLS), max_size=6)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])  # a folder each time
@given(old=TABLE, new=TABLE, seed=st.integers(0, 9))
def test_a_difference_applied_to_old_gives_new(package, old, new, seed):
    def rows(table):
        return [{"a": key, "b": b, "c": c} for key, (b, c) in table.items()]

    chance = random.Random(seed)
    names, shuffled = chance.sample("abc", 3), chance.sample(rows(new), len(new))
    columns = {"a": A, "b": B, "c": C}
    before = package({"t": ([[r[c] for c in "abc"] for r in rows(old)], [A, B, C])})
    after = package({"t": ([[r[c] for c in names] for r in shuffled], [columns[c] for c in names])})
    found = pp.diff(before, after)

    def counted(listed):
        return Counter(tuple(sorted(row.items())) for row in listed)

    assert counted(applied(found, {"t": rows(old)})["t"]) == counted(rows(new))
    assert bool(found.tables[0]) == (old != new)


# However a file is laid out, its rows are read as ``validate`` reads them.


@pytest.mark.parametrize(
    "content",
    ["a,b\nx,1\n", 'a,b\n"x",1\n', "a,b\r\nx,1\r\n", 'a,b\n"x""y",1\n', "\ufeffb,a\n1,x", "a,b\n,1\nx,\n"],
)
def test_the_layout_of_a_file_changes_no_row(package, content):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": (ROWS, [A, B])})
    (new / "t.csv").write_bytes(content.encode())
    header, *lines = csv.reader(io.StringIO(content.removeprefix("\ufeff")))
    same = package({"t": ([[line[header.index(c)] for c in "ab"] for line in lines], [A, B])})
    (found,), (expected,) = pp.diff(old, new).tables, pp.diff(old, same).tables
    assert found.added.equals(expected.added)
    assert found.removed.equals(expected.removed)
    assert found.cells.equals(expected.cells)


@pytest.mark.parametrize("layout", ["delimiter", "encoding", "parts"])
def test_another_layout_is_read_as_the_descriptor_has_it(package, layout):
    new = ([["x", "甲"], ["y", "5"], ["w", "4"]], [A, B])
    old, plain, other = package({"t": (ROWS, [A, B])}), package({"t": new}), package({"t": new})
    descriptor = json.loads((other / "datapackage.json").read_text())
    content = (other / "t.csv").read_text(encoding="utf-8")
    match layout:
        case "delimiter":
            descriptor["resources"][0]["dialect"] = {"delimiter": ";"}
            (other / "t.csv").write_text(content.replace(",", ";"), encoding="utf-8")
        case "encoding":
            descriptor["resources"][0]["encoding"] = "gb18030"
            (other / "t.csv").write_text(content, encoding="gb18030")
        case _:
            descriptor["resources"][0]["path"] = ["t.csv", "u.csv"]
            (other / "t.csv").write_text("a,b\nx,甲\n", encoding="utf-8")
            (other / "u.csv").write_text("b,a\n5,y\n4,w\n", encoding="utf-8")
    (other / "datapackage.json").write_text(json.dumps(descriptor))
    (found,), (expected,) = pp.diff(old, other).tables, pp.diff(old, plain).tables
    assert found.cells.rows() == [(["x"], "b", "1", "甲"), (["y"], "b", "2", "5")]
    assert found.cells.equals(expected.cells)
    assert (found.added.rows(), found.removed.rows()) == ([("w", "4")], [("z", "3")])


def test_a_short_row_is_refused(package):
    old, new = package({"t": (ROWS, [A, B])}), package({"t": (ROWS, [A, B])})
    (new / "t.csv").write_text("a,b\nx\ny,2\n", encoding="utf-8")
    with pytest.raises(pp.PackageError, match="t row 1 – has 1 cell"):
        pp.diff(old, new)


def test_hashes_alone_make_no_key_double():
    frame = pl.DataFrame({"a": ["x", "y", "x"]})
    assert rows.doubled(frame, ["a"]) == "x"
    assert rows.doubled(frame.head(2), ["a"]) == ""


def test_a_key_that_is_no_field(write_table):
    folder = write_table("a\nx\n", [{"name": "a", "type": "string"}], primaryKey=["zz"])
    with pytest.raises(pp.PackageError) as caught:
        pp.diff(folder, folder)
    en, zh = "things: the key column zz is not a field", "things：键所含的列zz不是字段"
    assert caught.value.en == f"{folder}: datapackage.json – {en}; run pyplanning validate on it first"
    assert caught.value.zh == f"{folder}：datapackage.json：{zh}，请先用pyplanning validate校验"


# In a notebook


def test_a_notebook_shows_counts_and_the_first_changes(package):
    old = ([[f"k{n:02}", "1"] for n in range(40)], [A, B])
    new = ([["<b>", "1"], *([f"k{n:02}", "<i>" if n == 3 else "1"] for n in range(39))], [A, B, C | {"title": "c"}])
    new = ([[*row, ""] for row in new[0]], new[1])
    found = of(package, old, new, version="2.0.0")
    assert repr(found) == "<Difference: 1.0.0 → 2.0.0, schema changes: 1, rows added: 1, removed: 1, changed: 1>"
    shown = found._repr_html_()
    assert shown.startswith("<p>1.0.0 → 2.0.0, schema changes: 1,")
    assert "结构变化1处，新增1行，删除1行，修改1行</p>" in shown
    for cells in (("added", "t", "&lt;b&gt;", "", "", ""), ("changed", "t", "k03", "b", "1", "&lt;i&gt;")):
        assert "".join(f"<td>{cell}</td>" for cell in cells) in "".join(map(str.strip, shown.splitlines()))
    assert "<b>" not in shown


def test_a_notebook_counts_what_it_does_not_show(package):
    old, new = (([[f"{letter}{n}", "1"] for n in range(50)], [A, B]) for letter in "xy")
    shown = of(package, old, new)._repr_html_()
    assert shown.count("<td>added</td>") == 20
    assert "… 80 more · 另有80处" in shown


def test_nothing_changed_in_a_notebook(package):
    found = of(package, (ROWS, [A, B]), (ROWS, [A, B]))
    assert "<table" not in found._repr_html_()
