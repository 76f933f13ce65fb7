"""Conditions on the rows of a frame, as people write them: value>=100, issued_on=2026, evidence~亿元, plan_id!=…"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from pyplanning.datapackage.errors import PackageError, nearest
from pyplanning.datapackage.field_words import words_for
from pyplanning.datapackage.metadata import LANGS
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.read import Release, open_package, read_table
from pyplanning.dataset.row_names import name_column

if TYPE_CHECKING:
    import pandas as pd

    from pyplanning.datapackage.resource import Package, Resource

CONDITION = re.compile(r"\s*([^=!<>~≤≥≠]*?)\s*(<=|>=|!=|[=<>~≤≥≠])\s*(.*?)\s*", re.DOTALL)
WRITTEN_AS = {"≤": "<=", "≥": ">=", "≠": "!="}
ORDER: Mapping[str, Callable[..., pd.Series[bool]]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
UNITS = {4: "Y", 7: "M", 10: "D"}  # of a year, a month and a day as written → their names in pandas
Names = Mapping[str, tuple[str, ...]]  # key → its names


def select(frame: pd.DataFrame, conditions: Iterable[str], name: str, release: Release | None = None) -> pd.DataFrame:
    """Select the rows of a frame for which all conditions hold; ``name`` is what the frame is called in messages.

    A condition is a column, a sign and a value. Numbers and days are compared as such; a year or a month stands for
    all its days. Texts are compared letter by letter, and listed values in their order, where they have one. ``~`` is
    true of a text that contains the value, in capitals or not. No value means an empty cell. A key may be
    written as the Chinese or English name of its row, and a listed value as its label.

    ``release`` is the release that the frame is of, if it is not of the installed package.
    Raises PackageError for what is no condition, and for a column or value that cannot be, naming what can.
    """
    for condition in conditions:
        column, sign, value = _parts(condition)
        check_columns(frame, [column], name)
        rows = frame[column]
        if value == "" and sign in ("=", "!="):
            holds = rows.isna() if sign == "=" else rows.notna()
        elif sign == "!=":
            holds = ~_holds(rows, "=", value, name, release)
        else:
            holds = _holds(rows, sign, value, name, release)
        frame = frame[holds]
    return frame


def check_columns(frame: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Raise PackageError, naming the nearest, where a frame lacks one of ``columns``."""
    for column in columns:
        if column not in frame:
            raise nearest(column, map(str, frame.columns), f"column of {name}", f"{name}表的列")


def _parts(condition: str) -> tuple[str, str, str]:
    match = CONDITION.fullmatch(condition)
    if not match or not match[1]:
        raise PackageError(
            f"{condition!r} is no condition; write a column, one of = != < <= > >= ~ and a value, in quotation marks:"
            " 'value>=100'",
            f"“{condition}”不是条件，应为列名、符号（= != < <= > >= ~之一）和取值，并加引号，如'value>=100'",
        )
    return match[1], WRITTEN_AS.get(match[2], match[2]), match[3]


def _holds(rows: pd.Series, sign: str, value: str, name: str, release: Release | None) -> pd.Series[bool]:
    """Say for each cell of a column whether it is as a condition says; an empty one is not."""
    import pandas as pd

    kind = rows.dtype.kind
    if kind == "b":
        return _truth(rows, sign, value)
    if kind in "iuf":
        number = _number(value, sign, str(rows.name))
        return ORDER[sign](rows, number).fillna(False).astype(bool)
    if kind == "M":
        return _in_time(rows, sign, value)
    if sign == "~":
        return rows.astype("str").str.contains(value, case=False, regex=False, na=False)
    if isinstance(rows.dtype, pd.CategoricalDtype):
        return _listed(rows, sign, value, name, release)
    if sign == "=" and (known := _keys(str(rows.name), name, release)):
        return rows.isin(_meant(value, known, str(rows.name)))
    return ORDER[sign](rows, value).fillna(False).astype(bool)


def _truth(rows: pd.Series, sign: str, value: str) -> pd.Series[bool]:
    words = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    if sign != "=" or value.lower() not in words:
        raise PackageError(f"{rows.name} takes = and yes or no, not {sign}{value}", f"{rows.name}只能用=，取值为是或否")
    return (rows == words[value.lower()]).fillna(False).astype(bool)


def _number(value: str, sign: str, column: str) -> float:
    if sign == "~" or not NUMBER.fullmatch(value):
        raise PackageError(
            f"{column} has numbers: compare it with one, such as {column}>=100, not with {sign}{value}",
            f"{column}为数值列，应与数值比较，如{column}>=100，现为“{sign}{value}”",
        )
    return float(value)


def _in_time(rows: pd.Series, sign: str, value: str) -> pd.Series[bool]:
    """Compare days with a year, a month or a day: = is within it, < before and > after all of it."""
    import pandas as pd

    try:
        if sign == "~" or not DAY.fullmatch(value):
            raise ValueError(value)
        period = pd.Period(value, freq=UNITS[len(value)])
        first, last = period.start_time, period.end_time
    except ValueError:
        raise PackageError(
            f"{rows.name} has dates: compare it with a year, a month or a day, such as {rows.name}>=2026-01, not with"
            f" {sign}{value}",
            f"{rows.name}为日期列，应与年、月或日比较，如{rows.name}>=2026-01，现为“{sign}{value}”",
        ) from None
    if sign == "=":
        return rows.between(first, last)
    return ORDER[sign](rows, last if sign in ("<=", ">") else first)


def _listed(rows: pd.Series, sign: str, value: str, name: str, release: Release | None) -> pd.Series[bool]:
    """Compare listed values, which may be written as their labels, in the order in which they are listed."""
    listed = [str(one) for one in rows.cat.categories]
    column, words = str(rows.name), _words(str(rows.name), name, release)
    found = value if value in listed else words.get(value)
    if found is None:
        raise nearest(value, listed, f"value of {column}", f"{column}的取值", words)
    if sign != "=" and not rows.cat.ordered:
        raise PackageError(f"the values of {column} have no order; use = or !=", f"{column}的取值没有次序，只能用=或!=")
    places = rows.cat.codes
    return ORDER[sign](places, listed.index(found)) & (places >= 0)


def _words(column: str, name: str, release: Release | None) -> dict[str, str]:
    """Map the labels of a column's listed values to these."""
    with open_package(release) as (_, package):
        own = _table(name, package)
        fields = (
            field for table in ([own] if own else package.resources) for field in table.fields if field.name == column
        )
        return {word: value for field in fields for word, value in words_for(field)}


def _keys(column: str, name: str, release: Release | None) -> Names:
    """Give the keys that a column may have, with the names of their rows; {} where it has none of another's."""
    with open_package(release) as (folder, package):
        target = _target(column, _table(name, package), package.resources)
        if target is None:
            return {}
        names = [found for lang in LANGS if (found := name_column(target, lang))]
        rows = read_table(folder, target, [target.primary_key[0], *names])
    cells = rows.astype(object).where(rows.notna(), "")
    return {key: tuple(filter(None, called)) for key, *called in cells.itertuples(index=False, name=None)}


def _table(name: str, package: Package) -> Resource | None:
    """Find the table of this name or Chinese title; None where the frame is no table."""
    return next((t for t in with_derived(package).resources if name in (t.name, t.text("title", "zh"))), None)


def _target(column: str, own: Resource | None, tables: Iterable[Resource]) -> Resource | None:
    """Find the table whose key a column has: the one that it refers to, or whose key is called so."""
    named = own.references.get(column) if own else None
    return next((t for t in tables if (t.name == named if named else t.primary_key == (column,))), None)


def _meant(value: str, known: Names, column: str) -> list[str]:
    """Find the keys that a value names, itself or by the name of its row; PackageError where there is none."""
    found = [value] if value in known else [key for key, names in known.items() if value in names]
    if not found:
        raise nearest(value, known, column, column, (name for names in known.values() for name in names))
    return found
