"""Convert figures between units of the same quantity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pyplanning.datapackage.errors import FEW, LONGEST, UnfitError, UnknownNameError, listed, nearest
from pyplanning.datapackage.metadata import LANGS, Lang
from pyplanning.dataset.derived import Cells
from pyplanning.dataset.frames import columns_of, engine_of, reader_of
from pyplanning.dataset.load import load
from pyplanning.dataset.read import Release, find_key, needed_columns, open_package, read_cells

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    Frame = TypeVar("Frame", pd.DataFrame, pl.DataFrame)

UNITS = ("unit_id", "name_zh", "name_en", "quantity", "factor")  # the columns that are needed
UNIT = "unit_id"
LEAST = 3  # significant digits that a converted figure keeps at least

Units = Mapping[str, Mapping[str, Any]]  # rows of units by key


def convert(
    frame: Frame,
    unit: str,
    release: Release | None = None,
    columns: str | Sequence[str] | None = None,
    errors: Literal["raise", "keep"] = "raise",
) -> Frame:
    """Convert the figures of ``frame``, of pandas or polars, to ``unit``, in a copy of it.

    ``unit`` is a unit's id or its Chinese or English name. The unit of ``value`` and ``value_max`` is in
    ``unit_id``, that of ``tier_value`` in ``tier_unit_id``, that of ``absolute_change`` and
    ``absolute_change_max`` in ``absolute_change_unit_id``, and so on: all of them are converted. ``columns`` are
    figures, or one figure, in ``unit_id`` that are called otherwise.

    Figures are multiplied by factor(from) / factor(to) of table ``units``. By a power of ten, as between 万元 and
    亿元, or times and per cent, this is exact in decimals; otherwise a figure is rounded to as many significant
    digits as it has, and at least three. Figures become Float64. Rows without a unit, and
    empty figures, stay as they are. ``release`` is the downloaded release that the rows are from, if they are
    not from the installed package.

    Raises KeyError for an unknown unit, naming the nearest, or if a column is missing, and ValueError if a
    figure is no number, or if a unit measures another quantity (money, share, count …), naming each: select
    the rows that can be converted first, or let ``errors="keep"`` leave the others in their own unit.
    Percentage points are no shares: 5 more of them are not 5 per cent more.
    """
    if errors not in ("raise", "keep"):
        raise ValueError(f"errors must be 'raise' or 'keep', not {errors!r}")
    reader = reader_of(engine_of(frame))
    pairs = _figures(frame, [columns] if isinstance(columns, str) else columns or [])
    with open_package(release) as (folder, package):
        units = units_of(reader.read_cells(folder, *needed_columns(package, "units", UNITS)))
    key = find_key(unit, units, "unit", "单位")
    figures, names = dict[Any, list[Any]](), dict[Any, list[Any]]()
    for column, values in pairs.items():
        old = reader.cells_in(frame, column)
        fits = _fitting(column, old, key, units, errors)
        for name in values:
            cells = zip(_numbers(name, reader.cells_in(frame, name)), old, strict=True)
            figures[name] = [in_unit(x, u, key, units) if x is not None and u in fits else x for x, u in cells]
        names[column] = [key if one in fits else one for one in old]
        for lang in LANGS:
            if (label := f"{column.removesuffix('_id')}_name_{lang}") in frame.columns:
                kept = zip(reader.cells_in(frame, label), old, strict=True)
                names[label] = [units[key][f"name_{lang}"] if u in fits else cell for cell, u in kept]
    result: Frame = reader.with_cells(reader.with_cells(frame, figures, "number"), names, "string")
    return result


def convert_alike(table: str, unit: str, labels: Lang | None = None, release: Release | None = None) -> pd.DataFrame:
    """Load the rows of a table whose unit measures what ``unit`` does, with their figures in it.

    Other figures of these rows stay in their own unit where that measures something else.
    Raises KeyError for an unknown table or unit, and for a table without figures, naming those that have some, and
    PackageError if the release cannot be read.
    """
    frame = load(table, labels=labels, release=release)
    with open_package(release) as (folder, package):
        if not {"value", UNIT} <= {*frame.columns}:
            having = [one.name for one in package.resources if {"value", UNIT} <= {*one.columns}]
            raise nearest(table, having, "table with figures", "含有数值的表")
        units = units_of(read_cells(folder, *needed_columns(package, "units", UNITS)))
    quantity = units[find_key(unit, units, "unit", "单位")]["quantity"]
    alike = [key for key, row in units.items() if row["quantity"] == quantity]
    return convert(frame[frame[UNIT].isin(alike)], unit, release, errors="keep")


def units_of(rows: Iterable[Cells]) -> Units:
    """Give the rows of units by their keys."""
    return {row[UNIT]: row for row in rows}


def in_unit(value: float, old: str, new: str, units: Units) -> float:
    """Convert a figure to another unit of its quantity: exactly by a power of ten, and else to its digits."""
    times = _times(units[old]["factor"], units[new]["factor"])
    if times == 1 or not math.isfinite(value):
        return value
    exact = Decimal(repr(value)) * times
    if times.normalize().as_tuple().digits == (1,) or not exact:
        return float(exact)
    printed = Decimal(repr(value)).normalize().as_tuple()
    digits = len(printed.digits) + max(0, int(printed.exponent))  # zeros before the point are digits, too
    return float(round(exact, max(digits, LEAST) - 1 - exact.adjusted()))


@cache
def _times(old: float, new: float) -> Decimal:
    return Decimal(repr(float(old))) / Decimal(repr(float(new)))


def _figures(frame: Any, others: Sequence[Any]) -> dict[Any, list[Any]]:
    """Find the columns with figures, by the column with their unit."""
    columns = columns_of(frame)
    found: dict[Any, list[Any]] = {UNIT: [*others]} if others else {}
    for column in columns:
        if isinstance(column, str) and (column == UNIT or column.endswith(f"_{UNIT}")):
            of = column.removesuffix(UNIT)
            names = (f"{of}value", f"{of}value_max", of.removesuffix("_"), f"{of}max")
            found.setdefault(column, []).extend(name for name in names if name in columns)
    found = {column: [*dict.fromkeys(names)] for column, names in found.items() if names}
    needed = [UNIT, *others] if others else [] if found else ["value", UNIT]
    for name in needed:
        if name not in columns:
            raise UnknownNameError(
                f"the frame has no column {name!r}; pass rows of targets or observations",
                f"数据框没有“{name}”列，请传入targets或observations的行",
            )
    return found


def _fitting(column: str, old: Sequence[Any], key: str, units: Units, errors: str) -> set[Any]:
    """Find the units in use that convert to ``key``; where ``errors`` is "raise", name those that do not."""
    used = Counter(unit for unit in old if unit is not None)
    if unknown := [unit for unit in used if unit not in units]:
        raise nearest(str(unknown[0]), units, "unit", "单位")
    quantity = units[key]["quantity"]
    fits = {unit for unit in used if units[unit]["quantity"] == quantity}
    if errors == "raise" and (others := sorted(used.keys() - fits)):
        counted = [f"{unit} ({used[unit]})" for unit in others]
        name = units[key]["name_zh"]
        raise UnfitError(
            f"{column}: {listed(counted, ', ', FEW)[0]} cannot be converted: {key} measures {quantity}; select the rows"
            f" whose unit measures {quantity}, or pass errors='keep'",
            f"{column}：{listed(counted, '、', FEW)[1]}无法换算为{key}（{name}），"
            "请先选出计量单位与之同类的行，或使用errors='keep'",
        )
    return fits


def _numbers(column: object, cells: Iterable[Any]) -> list[float | None]:
    """Take the cells of a column as numbers."""
    found: list[float | None] = []
    for row, cell in enumerate(cells, 1):
        if cell is not None and (isinstance(cell, bool) or not isinstance(cell, (Real, Decimal))):
            text = str(cell)[:LONGEST]
            raise UnfitError(
                f"{column} “{text}” in row {row} is not a number; correct it, or run validate",
                f"第{row}行的{column}“{text}”不是数字，请改正，或运行validate",
            )
        found.append(None if cell is None else float(cell))
    return found
