"""Frames of pandas and polars: the module that reads tables as such, and what is no frame to work with."""

from __future__ import annotations

from typing import Any, Literal

from pyplanning.datapackage.errors import UnfitError

Engine = Literal["pandas", "polars"]


def reader_of(engine: Engine) -> Any:
    """Find the module that reads tables as frames of an engine, which takes longer to import than a table to read."""
    if engine == "polars":
        from pyplanning.dataset import read_polars

        return read_polars
    from pyplanning.dataset import read

    return read


def engine_of(frame: object) -> Engine:
    """Tell of which engine a frame is; raise ValueError where it is none."""
    kind = type(frame)
    if kind.__module__.startswith("polars.") and kind.__name__ == "DataFrame":
        return "polars"
    if not hasattr(frame, "iloc") or not hasattr(frame, "columns"):
        raise UnfitError(
            f"a value of type {kind.__name__} is not a frame; pass one of pandas or polars (collect a LazyFrame first)",
            f"{kind.__name__}类型的值不是数据框，请传入pandas或polars数据框（LazyFrame须先collect）",
        )
    return "pandas"


def columns_of(frame: Any) -> list[Any]:
    """List the names of the columns of a frame; raise ValueError where two have one name."""
    columns = [*frame.columns]
    if twice := next((name for name in columns if columns.count(name) > 1), None):
        raise UnfitError(
            f"the frame has several columns {twice!r}; keep one of them", f"数据框有多个“{twice}”列，请只保留一个"
        )
    return columns
