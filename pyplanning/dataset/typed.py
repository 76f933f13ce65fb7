"""Types of the rows and frames of each table, for editors and type checkers: those of ``typed.pyi``.

When a program runs, they are what they describe: a dict, a pandas or a polars frame.
"""

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.dataset.load import load as load
from pyplanning.dataset.load import with_derived


def class_name(table: str) -> str:
    """Name the type of a table's pandas frame; those of its rows and polars frames end in Row and Polars."""
    return table.title().replace("_", "")


def __getattr__(name: str) -> type:
    frames = {class_name(table) for table in with_derived(descriptor()).tables}
    if name in frames:
        import pandas as pd

        return pd.DataFrame
    if name.removesuffix("Polars") in frames:
        import polars as pl

        return pl.DataFrame
    if name.removesuffix("Row") in frames:
        return dict
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
