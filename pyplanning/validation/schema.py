"""The schemas of the tables, for users' own frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from pyplanning.datapackage.descriptor import descriptor

if TYPE_CHECKING:
    import pandera.pandas
    import pandera.polars

Engine = Literal["pandas", "polars"]


@overload
def schema(name: str, engine: Literal["pandas"] = "pandas") -> pandera.pandas.DataFrameSchema: ...
@overload
def schema(name: str, engine: Literal["polars"]) -> pandera.polars.DataFrameSchema: ...


def schema(name: str, engine: Engine = "pandas") -> object:
    """Compile the pandera schema of table ``name`` from the descriptor.

    ``engine`` is "pandas" or "polars". Raises KeyError, naming the nearest table, where
    there is none of that name, and ValueError for another engine.
    """
    from pyplanning.validators.schemas import compile_schema

    return compile_schema(descriptor().table(name), engine)
