"""The schemas of the tables, for users' own frames."""

import pandera.pandas as pa
import polars as pl
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor, root

EVERY_TABLE = pytest.mark.parametrize("table", [*descriptor().tables])


@pytest.mark.filterwarnings("ignore:Setting report_duplicates")
@pytest.mark.parametrize("engine", ["pandas", "polars"])
@EVERY_TABLE
def test_the_schema_of_a_table_accepts_it(table, engine):
    frame = pp.load(table)
    if engine == "polars":
        types = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date, "boolean": pl.Boolean}
        frame = pl.read_csv(
            root() / descriptor().table(table).paths[0],
            schema={f.name: types[f.type] for f in descriptor().table(table).fields},
        )
    checked = pp.schema(table, engine=engine).validate(frame, lazy=True)
    assert checked.shape == frame.shape == (len(pp.load(table)), len(descriptor().table(table).columns))


def test_the_schema_of_a_table_refuses_another():
    with pytest.raises(pa.errors.SchemaErrors):
        pp.schema("targets").validate(pp.load("observations"), lazy=True)


def test_another_engine_is_refused():
    with pytest.raises(ValueError, match="engine must be 'pandas' or 'polars', not 'dask'"):
        pp.schema("targets", engine="dask")
