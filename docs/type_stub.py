"""Write the types of the rows and frames of each table, and of what loads them, from the descriptor."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import signature

from pyplanning.datapackage.descriptor import descriptor
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.load import load, with_derived
from pyplanning.dataset.typed import class_name

HEAD = '''"""Types of the rows and frames of each table, for editors and type checkers.

Generated from `datapackage.json` by `python docs/generate.py`; do not edit.

`load("units")` gives a `Units`, and `load("units", "polars")` a `UnitsPolars`: pandas and polars frames whose
columns an editor lists. `UnitsRow` is a row, as `UnitsPolars.to_dicts` gives it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Self, TypedDict, overload

import pandas as pd
import polars as pl

from pyplanning.datapackage.metadata import Lang
from pyplanning.dataset.read import Release

def class_name(table: str) -> str: ...
'''
ROW_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "date": "date"}
CELL_TYPES = ROW_TYPES | {"date": "pd.Timestamp"}


def type_stub() -> str:
    """Write ``pyplanning/dataset/typed.pyi``."""
    tables = with_derived(descriptor()).resources
    parts = [part for table in tables for part in (_row(table), _pandas(table), _polars(table))]
    return "\n".join([HEAD, *parts, *_load(tables)]) + "\n"


def _row(table: Resource) -> str:
    cells = [f"    {field.name}: {_row_type(field, table)}" for field in table.fields]
    return "\n".join([f"class {class_name(table.name)}Row(TypedDict):", *cells, ""])


def _row_type(field: Field, table: Resource) -> str:
    listed = ", ".join(f'"{value}"' for value in field.constraints.get("enum", []))
    kind = f"Literal[{listed}]" if listed else ROW_TYPES[field.kind]
    return kind if field.required or field.name in table.primary_key else f"{kind} | None"


def _pandas(table: Resource) -> str:
    lines = [f"class {class_name(table.name)}(pd.DataFrame):", f"    {_titles(table)}", ""]
    kinds: dict[str, list[str]] = {}
    for field in table.fields:
        kind = f"pd.Series[{CELL_TYPES[field.kind]}]"
        kinds.setdefault(kind, []).append(field.name)
        lines += [f"    {field.name}: {kind}", f"    {_titles(field)}"]
    keys = {f"Literal[{_quoted(names)}]": kind for kind, names in kinds.items()}
    keys |= {"slice | pd.Series[bool]": "Self", "list[str]": "pd.DataFrame", "Any": "Any"}
    return "\n".join([*lines, *_getitem(keys), ""])


def _polars(table: Resource) -> str:
    name = class_name(table.name)
    return "\n".join(
        [
            f"class {name}Polars(pl.DataFrame):",
            f"    {_titles(table)}",
            "",
            f"    def to_dicts(self) -> list[{name}Row]: ...  # type: ignore[override]",
            *_getitem({f"Literal[{_quoted(table.columns)}]": "pl.Series", "Any": "Any"}),
            "",
        ]
    )


def _getitem(keys: dict[str, str]) -> Iterator[str]:
    """Write what a frame gives for each kind of key; the first line has what type checkers are to overlook."""
    for n, (key, result) in enumerate(keys.items()):
        yield "    @overload" + ("" if n else "  # type: ignore[override]")
        yield f"    def __getitem__(self, key: {key}) -> {result}: ..."


def _load(tables: tuple[Resource, ...]) -> Iterator[str]:
    """Write what ``load`` gives for each table, with the parameters that it has."""
    for engine, alias, ending, default in (("pandas", "pd", "", " = ..."), ("polars", "pl", "Polars", "")):
        of_engine = {"name": "str", "engine": f'Literal["{engine}"]{default}'}
        for table in tables:
            names = _quoted([table.name, table.text("title", "zh")])
            own = of_engine | {"name": f"Literal[{names}]", "columns": "None = ..."}
            yield _overload(own, class_name(table.name) + ending)
        yield _overload(of_engine, f"{alias}.DataFrame")


def _overload(own: dict[str, str], result: str) -> str:
    given = {name: f"{one.annotation} = ..." for name, one in signature(load).parameters.items()} | own
    given["name"] = given["name"].removesuffix(" = ...")
    parameters = ", ".join(f"{name}: {annotation}" for name, annotation in given.items())
    return f"@overload\ndef load({parameters}) -> {result}: ..."


def _titles(described: Resource | Field) -> str:
    return f'"""{described.text("title", "en")} · {described.text("title", "zh")}"""'


def _quoted(names: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
