"""The schemas of the tables, for users' own frames: they decide what validate decides, row by row."""

import copy
import io
import pickle
from datetime import date

import pandas as pd
import pandera.pandas as pa
import pandera.polars as pap
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars import testing as polars_testing

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.resource import PANDAS_TYPES, POLARS_TYPES
from pyplanning.dataset.load import with_derived
from pyplanning.rule import TableRule
from pyplanning.validation.check_tables import our_rules
from pyplanning.validation.prove import BY_QUOTE

TABLES = descriptor().tables
EVERY_TABLE = pytest.mark.parametrize("table", [*with_derived(descriptor()).tables])
ENGINES = pytest.mark.parametrize("engine", ["pandas", "polars"])
INVALID = (pa.errors.SchemaErrors, pap.errors.SchemaErrors)
pytestmark = pytest.mark.filterwarnings("ignore::pandera.errors.SchemaWarning")


def path(table: str):
    return root() / TABLES[table].paths[0]


def failures(schema, frame) -> list[dict]:
    """The failure cases of a frame; none where it is valid."""
    try:
        schema.validate(frame, lazy=True)
    except INVALID as errors:
        found = errors.failure_cases
        return found.to_dicts() if isinstance(found, pl.DataFrame) else found.to_dict("records")
    return []


@ENGINES
@EVERY_TABLE
def test_the_schema_of_a_table_accepts_it(table, engine):
    frame = pp.load(table, engine)
    assert pp.schema(table, engine).validate(frame, lazy=True).shape == frame.shape


@EVERY_TABLE
def test_what_read_csv_gives_is_coerced_to_what_load_gives(table):
    frame = pp.load(table, "polars")
    text = frame.write_csv()
    checked = pp.schema(table, coerce=True).validate(pd.read_csv(io.StringIO(text)), lazy=True)
    pd.testing.assert_frame_equal(checked, pp.load(table))
    read = pl.read_csv(io.StringIO(text), infer_schema_length=None)
    polars_testing.assert_frame_equal(pp.schema(table, "polars", coerce=True).validate(read, lazy=True), frame)


# What is written into cells: nothing, oddities, or the cell of another row.
ODD = (None, "", " 前缘", "a", "A b", "much", "-1", "0", "0.5", "150", "1999", "2203", "2031-02-30", "2001-01-31", "＝")
BEYOND = {"PL201", "PL202"} | {rule.code for rules in BY_QUOTE.values() for rule in rules}  # what other tables say
BEYOND |= {rule.code for rule in our_rules() if isinstance(rule, TableRule) and rule.looks_into}


@st.composite
def faulty_tables(draw):
    """A table's name, its rows as text with some other cells, and the columns of these."""
    name = draw(st.sampled_from(sorted(TABLES)))
    rows = pl.read_csv(path(name), infer_schema=False).to_dict(as_series=False)
    length = len(next(iter(rows.values())))
    places = st.tuples(st.integers(0, min(length, 80) - 1), st.sampled_from(sorted(rows)))
    cells = st.sampled_from(ODD) | st.integers(0, length - 1)
    for (row, column), cell in (chosen := draw(st.dictionaries(places, cells, min_size=1, max_size=9))).items():
        rows[column][row] = rows[column][cell] if isinstance(cell, int) else cell
    return name, rows, {column for _, column in chosen}


@ENGINES
@settings(max_examples=40)
@given(faulty_tables())
def test_a_schema_finds_what_validate_finds(engine, faulty):
    name, rows, changed = faulty
    frame = (
        pd.DataFrame(rows, dtype="str") if engine == "pandas" else pl.DataFrame(rows, dict.fromkeys(rows, pl.String))
    )
    issues = [i for i in pp.validate(frame, name, limit=10**9).issues if i.level == "error"]
    expected = {(i.row, i.column.partition("/")[0], i.code) for i in issues}
    assert found(pp.schema(name, engine, references=True, coerce=True), frame) == expected
    pointing = {column for key in TABLES[name].foreign_keys for column in key.fields} | {"row_id"}
    if pointing.isdisjoint(changed):
        beyond = {issue.row for issue in issues if issue.code in BEYOND}
        alone = found(pp.schema(name, engine, coerce=True), frame)
        assert {case for case in alone if case[0] not in beyond} == {c for c in expected if c[0] not in beyond}


def found(schema, frame) -> set[tuple[int, str, str]]:
    """Row from 1, column and code of each failure case."""
    return {(case["index"] + 1, case["column"], case["check"][:5]) for case in failures(schema, frame)}


def with_cells(name: str, engine: str, **cells: object):
    """A table with other cells in its first row."""
    rows = pp.load(name, "polars").to_dicts()
    rows[0] |= cells
    fields = TABLES[name].fields
    if engine == "polars":
        return pl.DataFrame(rows, {field.name: getattr(pl, POLARS_TYPES[field.kind]) for field in fields})
    return pd.DataFrame({f.name: pd.Series([row[f.name] for row in rows], dtype=PANDAS_TYPES[f.kind]) for f in fields})


MEASURES = ("level, cagr, cumulative_change, count_new, rank", "水平值（level）、年均增速（cagr）、")


@ENGINES
@pytest.mark.parametrize(
    ("name", "cells", "column", "en", "zh"),
    [
        (
            "units",
            {"name_zh": None},
            "name_zh",
            "PL102 name_zh is empty – expected a value",
            "PL102 name_zh为空，此处必填",
        ),
        (
            *("targets", {"measure": "levl"}, "measure"),
            f"PL103 measure “‹value›” is not a listed value – expected one of {MEASURES[0]}",
            f"PL103 measure“〈值〉”不在所列取值之中，应为{MEASURES[1]}",
        ),
        (
            *("observations", {"value": 5.0, "value_max": 3.0, "comparator": "eq", "unit_id": "percent"}, "value"),
            "PL306 the range runs from ‹value› to ‹value max› – expected an upper end above the lower",
            "PL306 区间为〈值〉至〈数值上限〉，上限应大于下限",
        ),
        (
            *("units", {"name_en": " new"}, "name_en"),
            "PL122 name_en “‹value›” has a space at its start or end, or two in a row – expected none",
            "PL122 name_en“〈值〉”首尾有空格或中间有连续空格，应删去",
        ),
        (
            *("plans", {"issued_on": date(2026, 1, 31), "effective_to": date(2026, 1, 1)}, "effective_to"),
            "PL301 effective_to ‹value› is earlier than the step before it – expected ‹expected› or later",
            "PL301 effective_to为〈值〉，早于前一环节，不应早于〈应有内容〉",
        ),
    ],
)
def test_a_failure_says_what_the_finding_says(engine, name, cells, column, en, zh):
    frame = with_cells(name, engine, **cells)
    for lang, sentence in (("en", en), ("zh", zh)):
        (case,) = failures(pp.schema(name, engine, lang=lang), frame)
        assert (case["column"], case["index"]) == (column, 0)
        assert case["check"].startswith(sentence)
    (issue,) = [i for i in pp.validate(frame, name).issues if i.level == "error"]
    assert (issue.code, issue.column, issue.row) == (sentence[:5], column, 1)


@ENGINES
def test_references_are_looked_up_where_they_are_asked_for(engine):
    frame = with_cells("agencies", engine, region_code="999999")
    assert failures(pp.schema("agencies", engine), frame) == []
    (case,) = failures(pp.schema("agencies", engine, references=True), frame)
    assert case["check"] == "PL201 region_code “‹value›” is not in regions – expected one of its keys"
    assert case["failure_case"] == "999999"


@ENGINES
def test_what_is_only_unlikely_is_a_warning(engine):
    frame = with_cells("units", engine, name_zh="=云")
    with pytest.warns(pa.errors.SchemaWarning, match="PL405 name_zh .* would be run as a formula"):
        assert failures(pp.schema("units", engine), frame) == []


@pytest.mark.parametrize("labels", ["zh", "en"])
def test_frames_with_labels_pass_where_the_schema_is_not_strict(labels):
    frame = pp.load("agencies", labels=labels)
    assert pp.schema("agencies", strict=False).validate(frame, lazy=True).equals(frame)
    refused = {case["failure_case"] for case in failures(pp.schema("agencies"), frame)}
    assert refused == {*frame} - {*TABLES["agencies"].columns}


@ENGINES
def test_columns_may_be_in_any_order_but_not_missing(engine):
    frame = pp.load("units", engine)
    assert failures(pp.schema("units", engine), frame[[*frame.columns][::-1]]) == []
    (case,) = failures(pp.schema("units", engine), frame[[*frame.columns][1:]])
    assert (case["check"], case["failure_case"]) == ("column_in_dataframe", "unit_id")


@ENGINES
def test_other_types_are_refused_unless_they_are_coerced(engine):
    frame = with_cells("units", engine)
    text = frame.astype({"factor": "str"}) if engine == "pandas" else frame.with_columns(pl.col("factor").cast(str))
    (case,) = failures(pp.schema("units", engine), text)
    assert (case["column"], case["check"][:5]) == ("factor", "dtype")
    assert pp.schema("units", engine, coerce=True).validate(text).equals(pp.load("units", engine))


@ENGINES
def test_a_cell_that_is_not_of_the_type_is_named_once(engine):
    rows = {c: ["much" if c == "factor" else "a"] for c in TABLES["units"].columns}
    rows["name_zh"] = ["云"]
    rows["name_en"] = ["Cloud"]
    frame = pd.DataFrame(rows) if engine == "pandas" else pl.DataFrame(rows)
    (case,) = [one for one in failures(pp.schema("units", engine, coerce=True), frame) if one["column"] == "factor"]
    assert (case["check"], case["failure_case"]) == ("PL101 factor “‹value›” is not a number", "much")


@pytest.mark.parametrize(
    ("index", "label"),
    [(["r"] * 3, "r"), ([2, 1, 0], 1), (pd.MultiIndex.from_tuples([("a", 1), ("a", 2), ("b", 1)]), "('a', 2)")],
)
def test_failures_are_at_the_labels_of_any_index(index, label):
    frame = pp.load("units").head(3).set_axis(index)
    frame.iloc[1, 2] = " new"
    (case,) = failures(pp.schema("units"), frame)
    assert (case["column"], case["index"]) == ("name_en", label)


def test_a_column_that_is_in_a_frame_twice_is_refused():
    frame = pp.load("units")
    for coerce in (False, True):
        (case,) = failures(pp.schema("units", coerce=coerce), pd.concat([frame, frame[["name_zh"]]], axis=1))
        assert case["check"] == "dataframe_column_labels_unique"


@ENGINES
@pytest.mark.parametrize("coerce", [False, True])
def test_a_frame_without_rows_is_valid_and_one_without_columns_is_not(engine, coerce):
    schema = pp.schema("units", engine, coerce=coerce)
    assert failures(schema, pp.load("units", engine).head(0)) == []
    nothing = pd.DataFrame() if engine == "pandas" else pl.DataFrame()
    assert {case["check"] for case in failures(schema, nothing)} == {"column_in_dataframe"}


@pytest.mark.parametrize("coerce", [False, True])
def test_lists_and_objects_are_refused(coerce):
    frame = pp.load("units", "polars")
    for other in (pl.concat_list("name_zh"), pl.Series([object()] * len(frame), dtype=pl.Object)):
        cases = failures(pp.schema("units", "polars", coerce=coerce), frame.with_columns(other.alias("name_zh")))
        assert [(case["column"], case["check"]) for case in cases] == [("name_zh", "dtype('String')")]


def test_mixed_objects_are_refused_or_coerced():
    frame = with_cells("units", "pandas").astype({"name_en": object})
    frame.loc[1, "name_en"] = 5
    (case,) = [one for one in failures(pp.schema("units"), frame) if one["check"].startswith("dtype")]
    assert (case["column"], case["failure_case"]) == ("name_en", 5)
    assert pp.schema("units", coerce=True).validate(frame).loc[1, "name_en"] == "5"


def test_a_part_of_a_frame_is_looked_at_where_that_is_asked():
    frame = with_cells("units", "pandas", name_en=" new")
    assert len(pp.schema("units").validate(frame, tail=3)) == len(frame)
    with pytest.raises(pa.errors.SchemaError, match="PL122"):
        pp.schema("units").validate(frame, head=3)


def test_a_schema_can_be_copied_extended_and_taken_apart():
    frame, schema = with_cells("units", "pandas", name_en=" new"), pp.schema("units")
    more = schema.add_columns({"mine": pa.Column(int)})
    for other, given_frame in (
        (copy.deepcopy(schema), frame),
        (pickle.loads(pickle.dumps(schema)), frame),
        (more, frame.assign(mine=1)),
        (pa.DataFrameSchema(schema.columns), frame),
        (schema.columns["name_en"], frame),
    ):
        with pytest.raises(pa.errors.SchemaError, match="PL122"):
            other.validate(given_frame)


def test_no_finding_outlives_its_frame():
    schema, faulty = pp.schema("units"), with_cells("units", "pandas", name_en=" new")
    assert [len(failures(schema, frame)) for frame in (faulty, pp.load("units"), faulty)] == [1, 0, 1]


def test_another_engine_or_language_is_refused():
    with pytest.raises(ValueError, match="engine must be 'pandas' or 'polars', not 'dask'"):
        pp.schema("targets", engine="dask")
    with pytest.raises(ValueError, match="lang must be 'en' or 'zh', not 'fr'"):
        pp.schema("targets", lang="fr")
    with pytest.raises(KeyError, match="targets"):
        pp.schema("target")


def test_a_derived_table_has_keys_that_are_looked_up():
    frame = pp.load("progress").assign(indicator_id="nothing")
    (case, *_) = failures(pp.schema("progress", references=True), frame)
    assert case["check"] == "PL201 indicator_id “‹value›” is not in indicators – expected one of its keys"
    assert failures(pp.schema("progress"), frame) == []
