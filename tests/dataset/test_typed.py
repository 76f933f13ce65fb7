"""The types of rows and frames: a language server lists the columns of every table."""

import jedi
import pandas as pd
import polars as pl
import pytest

from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.dataset import typed
from pyplanning.dataset.load import with_derived

TABLES = with_derived(descriptor()).tables
PROJECT = jedi.Project(root())


@pytest.mark.parametrize("table", [*TABLES])
def test_an_editor_lists_the_columns_of_a_table(table):
    kind, columns = typed.class_name(table), {*TABLES[table].columns}
    lines = [f"from pyplanning.dataset.typed import {kind}, {kind}Row", f"rows: {kind}", f"row: {kind}Row"]
    script = jedi.Script("\n".join([*lines, "rows.", 'row["']), path=root() / "a_program.py", project=PROJECT)
    attributes, keys = ({completion.name for completion in script.complete(line, 5)} for line in (4, 5))
    assert attributes >= columns
    assert keys == {f'"{column}"' for column in columns}


def test_types_can_be_imported_when_a_program_runs():
    assert (typed.Units, typed.UnitsPolars, typed.UnitsRow) == (pd.DataFrame, pl.DataFrame, dict)
    with pytest.raises(AttributeError, match="has no attribute 'Unit'"):
        typed.Unit  # noqa: B018
