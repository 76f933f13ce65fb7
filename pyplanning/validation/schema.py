"""pandera schemas of our tables: the types of the descriptor, and a check for each finding that validate may report.

The checks of a schema decide nothing themselves. When the first of them is called, the frame is checked once as
``validate`` checks it; each then says which rows have its finding.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, overload

import pandas as pd
import pandera.pandas
import pandera.polars
import polars as pl

from pyplanning.datapackage import table_messages
from pyplanning.datapackage.descriptor import descriptor, root
from pyplanning.datapackage.metadata import LANGS
from pyplanning.datapackage.resource import PANDAS_TYPES, Field, Package, Resource
from pyplanning.dataset.load import with_derived
from pyplanning.dataset.read_polars import polars_type
from pyplanning.io.frames import read_frame
from pyplanning.io.read import read_package
from pyplanning.rule import Message, TableRule
from pyplanning.validation.check_tables import check_alone, check_tables, our_rules
from pyplanning.validation.coerce import coerced, known_columns
from pyplanning.validation.constraints import compile_checks
from pyplanning.validation.explain import description, sentence
from pyplanning.validation.findings import Findings
from pyplanning.validation.prove import BY_QUOTE, column_concerned
from pyplanning.validation.run_rules import columns_concerned
from pyplanning.validation.validate import validate
from pyplanning.validators.references import row_concerned

if TYPE_CHECKING:
    from pandera.api.base.checks import CheckResult
    from pandera.api.polars.types import PolarsFrame

    from pyplanning.datapackage.metadata import Lang

Schema = TypeVar("Schema", "PandasSchema", "PolarsSchema")
Given = TypeVar("Given")
Places: TypeAlias = Mapping[tuple[str, str], Sequence[int]]  # by code and column, the rows of a frame, from 0
_FOUND: ContextVar[dict[str, Places]] = ContextVar("found")  # by table, in the frame that is being validated


@overload
def schema(
    name: str,
    engine: Literal["pandas"] = "pandas",
    *,
    references: bool = False,
    coerce: bool = False,
    strict: bool = True,
    lang: Lang = "en",
) -> PandasSchema: ...
@overload
def schema(
    name: str,
    engine: Literal["polars"],
    *,
    references: bool = False,
    coerce: bool = False,
    strict: bool = True,
    lang: Lang = "en",
) -> PolarsSchema: ...


def schema(
    name: str,
    engine: Literal["pandas", "polars"] = "pandas",
    *,
    references: bool = False,
    coerce: bool = False,
    strict: bool = True,
    lang: Lang = "en",
) -> PandasSchema | PolarsSchema:
    """Make the pandera schema of table ``name`` for frames of ``engine``, "pandas" or "polars".

    It refuses what ``validate`` calls an error within one table: types, constraints, keys, and the rules over a
    cell, a row or the table. What ``validate`` only warns of is a ``SchemaWarning``. With ``references``, the
    foreign keys and the rules between tables are checked too, against the shipped package. Each check is called by
    its code, and says in ``lang`` ("en" or "zh") what the finding says; ``pyplanning explain CODE`` says more.

    With ``coerce``, columns are given the types of ``load``, whatever types ``read_csv`` gave them. Where not
    ``strict``, other columns may be in the frame, such as labels. The order of the columns does not matter.
    Of a LazyFrame pandera looks at the columns and their types alone.
    Raises KeyError, naming the nearest table, where there is none of that name, and ValueError for another engine
    or language.
    """
    resource = _package().table(name)
    if engine not in ("pandas", "polars"):
        raise ValueError(f"engine must be 'pandas' or 'polars', not {engine!r}")
    if lang not in LANGS:
        raise ValueError(f"lang must be 'en' or 'zh', not {lang!r}")
    checks: dict[str, list[FindsNothing]] = {}
    for message, place in _findings(resource, references):
        check = FindsNothing(resource, place, message, references, lang)
        checks.setdefault(place.partition("/")[0], []).append(check)
    column: Any = pandera.pandas.Column if engine == "pandas" else pandera.polars.Column
    columns = {
        field.name: column(
            _dtype(field, engine),
            checks=checks.get(field.name, []),
            nullable=True,  # an empty cell is a finding as well
            title=field.text("title", lang) or None,
            description=field.text("description", lang) or None,
        )
        for field in resource.fields
    }
    if engine == "polars":
        return PolarsSchema(columns, name=resource.name, strict=strict, coerce=coerce)
    return PandasSchema(columns, name=resource.name, strict=strict, coerce=coerce, unique_column_names=True)


def _package() -> Package:
    """Give the installed package, with the tables that are derived from its own."""
    return with_derived(descriptor())


def _dtype(field: Field, engine: str) -> object:
    """Give the type of a column; None for listed values, which may be text or categories."""
    if "enum" in field.constraints:
        return None
    return PANDAS_TYPES[field.kind] if engine == "pandas" else polars_type(field)


def _findings(resource: Resource, references: bool) -> Iterator[tuple[Message, str]]:
    """List what ``validate`` may find in the rows of a table, each with its column; a key has several."""
    ours = resource.name in descriptor().tables
    codes = dict.fromkeys((check.column, check.code) for check in compile_checks(resource, ours=ours))
    yield from ((table_messages.BY_CODE[code], column) for column, code in codes)
    yield from ((table_messages.unique, "/".join(key)) for key in resource.unique_keys)
    for rule in our_rules() if ours else ():
        if references or not isinstance(rule, TableRule) or not rule.looks_into:
            yield from ((rule, column) for column in columns_concerned(rule, resource))
    if references:
        yield from ((table_messages.foreign_key, "/".join(key.fields)) for key in resource.foreign_keys)
        yield from ((rule, column_concerned(rule, resource.name)) for rule in BY_QUOTE.get(resource.name, ()))
        yield from ((row_concerned, column) for column in resource.columns if column == row_concerned.column)


class FindsNothing(pandera.pandas.Check):
    """A check that one kind of finding is not in a column of a table; its failure cases are the cells where it is."""

    def __init__(self, resource: Resource, column: str, message: Message, references: bool, lang: Lang) -> None:
        what, fix = description(message)
        super().__init__(
            self.rows_pass,
            name=message.code,
            error=_error(message, resource, column, lang),
            title=what.partition("\n")[0],
            description=f"{what}\n\nFix: {fix}" if fix else what,
            raise_warning=message.level != "error",
            ignore_na=False,
        )
        self.table, self.column, self.references = resource.name, column, references

    def rows_pass(self, frame: pd.DataFrame | pl.LazyFrame) -> Any:
        """Say of each row of a table whether it passes; of all of them at once where they do."""
        found = _FOUND.get({})
        if self.table not in found:
            found[self.table] = _places(frame, self.table, self.references)
        rows = found[self.table].get((str(self.name), self.column), ())
        if not rows:
            return True
        if isinstance(frame, pl.LazyFrame):
            return frame.select(~pl.int_range(pl.len()).is_in([*rows]))
        return pd.Series(~pd.RangeIndex(len(frame)).isin(rows), frame.index)

    def __call__(self, check_obj: pd.DataFrame | pl.LazyFrame, column: str | None = None) -> CheckResult:
        """Check a column of a table, which is looked at as a whole."""
        passed = self.rows_pass(check_obj)
        return pandera.pandas.Check(lambda _: passed, ignore_na=False)(check_obj, column)


def _error(message: Message, resource: Resource, column: str, lang: Lang) -> str:
    """Write the sentence of a finding, with what is known of it beforehand, and without the row that it is about."""
    known = {"column": column, "target": resource.references.get(column, "")}
    if message.code in table_messages.BY_CODE and column in resource.columns:
        known |= table_messages.words(resource.field(column), message.code)
    _, _, said = sentence(message, lang, known).partition("：" if lang == "zh" else " – ")
    return f"{message.code} {said}"


def _places(frame: pd.DataFrame | pl.LazyFrame, name: str, references: bool) -> Places:
    """Check a frame as ``validate`` does, with or without what other tables say of it, and list what it finds where."""
    package, found = _package(), Findings(sys.maxsize)
    resource = package.table(name)
    known = known_columns(frame.collect() if isinstance(frame, pl.LazyFrame) else frame, resource)
    if references and name in descriptor().tables:
        found.issues += validate(known, name, limit=sys.maxsize).issues
    elif references:
        shipped = read_package(root(), descriptor().resources)
        check_tables([read_frame(known, [resource], name)], package, shipped, found)
    else:
        check_alone(read_frame(known, [resource], name), package, found)
    places: dict[tuple[str, str], list[int]] = {}
    for issue in found.issues:
        if issue.row:
            places.setdefault((issue.code, issue.column), []).append(issue.row - 1)
    return places


@contextmanager
def _checked_once() -> Iterator[None]:
    """Let all checks of a schema share what is found when the first of them is called."""
    token = _FOUND.set({})
    try:
        yield
    finally:
        _FOUND.reset(token)


def _with_types(schema: Schema, frame: Given) -> tuple[Schema, Given]:
    """Give a frame the types of its table where the schema is to coerce it, and pandera nothing more to coerce.

    Cells that are not of the type are a finding, so that it need not be reported of their columns as well.
    """
    if not schema.coerce or not isinstance(frame, pd.DataFrame | pl.DataFrame):
        return schema, frame
    typed: Any
    typed, left = coerced(frame, _package().table(schema.name))
    checked: Any = copy(schema.update_columns({column: {"dtype": None} for column in left}))
    checked.coerce = False
    return checked, typed


class PandasSchema(pandera.pandas.DataFrameSchema):
    """The schema of a table for pandas frames."""

    def validate(
        self,
        check_obj: pd.DataFrame,
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> pd.DataFrame:
        """Validate a frame, or a part of it, as pandera does, and return it."""
        schema, frame = _with_types(self, check_obj)
        with _checked_once():
            return super(PandasSchema, schema).validate(frame, head, tail, sample, random_state, lazy, inplace)

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Find what validates a frame, which is what validates it for pandera's own schemas."""
        return pandera.pandas.DataFrameSchema.get_backend(check_obj, check_type)


class PolarsSchema(pandera.polars.DataFrameSchema):
    """The schema of a table for polars frames."""

    def validate(
        self,
        check_obj: PolarsFrame,
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> PolarsFrame:
        """Validate a frame, or a part of it, as pandera does, and return it."""
        schema, frame = _with_types(self, check_obj)
        with _checked_once():
            return super(PolarsSchema, schema).validate(frame, head, tail, sample, random_state, lazy, inplace)

    @classmethod
    def get_backend(cls, check_obj: Any = None, check_type: type | None = None) -> Any:
        """Find what validates a frame, which is what validates it for pandera's own schemas."""
        return pandera.polars.DataFrameSchema.get_backend(check_obj, check_type)
