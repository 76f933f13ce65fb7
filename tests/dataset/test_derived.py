"""Tables that are derived from others are tables like the others."""

from typing import get_overloads

import pandas as pd
import pytest

import pyplanning as pp
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Package
from pyplanning.dataset.load import derived_tables, with_derived

EVERY = pytest.mark.parametrize("name", [*derived_tables()])
EITHER = pytest.mark.parametrize("engine", ["pandas", "polars"])


@EITHER
@EVERY
def test_its_rows_follow_its_schema(name, engine):
    schema = pp.schema(name, engine)
    frame = schema.validate(pp.load(name, engine), lazy=True)
    assert len(frame) == len(pp.load(name))
    assert [*frame.columns] == [*derived_tables()[name].resource.columns]


@EVERY
def test_it_is_what_its_function_derives(name):
    pd.testing.assert_frame_equal(pp.load(name), {"trajectories": pp.trajectories, "progress": pp.progress}[name]())


@pytest.mark.parametrize("labels", ["zh", "en"])
@EVERY
def test_its_function_gives_labels_as_load_does(name, labels):
    labelled = {"trajectories": pp.trajectories, "progress": pp.progress}[name](labels=labels)
    pd.testing.assert_frame_equal(pp.load(name, labels=labels), labelled)


@pytest.mark.parametrize("derive", [pp.trajectories, pp.progress])
def test_labels_in_another_language_are_refused(derive):
    with pytest.raises(ValueError, match="labels must be 'zh', 'en' or None, not 'fr'"):
        derive(labels="fr")


@EVERY
def test_its_keys_refer_to_rows(name):
    table, frame = derived_tables()[name].resource, pp.load(name)
    assert frame[[*table.primary_key]].notna().all(axis=None)
    assert not frame.duplicated([*table.primary_key]).any()
    for column, key in table.column_keys.items():
        assert frame[column].dropna().isin(pp.load(key.resource)[key.keys[0]]).all(), column


def test_it_is_known_where_all_that_it_follows_from_is():
    package = descriptor()
    resources = [table.properties for table in package.resources]
    assert {*with_derived(package).tables} - {*package.tables} == {*derived_tables()}
    fewer = Package({"resources": [one for one in resources if one["name"] != "units"]})
    assert with_derived(fewer).tables.keys() == fewer.tables.keys()
    own = Package({"resources": [*resources, {"name": "progress"}]})
    assert with_derived(own).tables["progress"].properties == {"name": "progress"}


def test_type_checkers_know_the_frame_of_each_engine():
    given = {
        overload.__annotations__["engine"]: overload.__annotations__["return"] for overload in get_overloads(pp.load)
    }
    assert given == {"Literal['pandas']": "pd.DataFrame", "Literal['polars']": "pl.DataFrame"}


@EITHER
def test_progress_takes_observations_of_either_engine(engine):
    columns = ["observation_id", "indicator_id", "region_code", "measure", "value", "unit_id", "year"]
    rows = pp.load("observations", engine, columns=columns)
    pd.testing.assert_frame_equal(pp.progress(rows), pp.progress(pp.load("observations", columns=columns)))


def test_progress_of_no_frame_is_refused():
    with pytest.raises(pp.PackageError, match="a value of type list is not a frame"):
        pp.progress([1])
    rows = pp.load("observations")
    with pytest.raises(pp.PackageError, match="the frame has several columns 'value'; keep one of them"):
        pp.progress(pd.concat([rows, rows["value"]], axis=1))
