"""The keys of tables: which cells are equal, and which values foreign keys may point to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self, TypeAlias

import polars as pl

from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.datapackage.table_messages import foreign_key
from pyplanning.io.table import Table
from pyplanning.rule import Issue
from pyplanning.validation.constraints import present, typed_values

COMPARED = "…compared "  # before a column's name; no column of a table is called so
PLAIN = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$"
SCALED = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]{1,6}$"
MOST = 400  # digits that a number is written with
SEPARATOR = "\x1f"  # the unit separator of ASCII, between the parts of a key
MANY = 100_000  # values that a foreign key may have
KnownKeys: TypeAlias = Mapping[str, Mapping[tuple[str, ...], pl.Series]]  # by table and columns, each key joined


def with_compared(frame: pl.LazyFrame, resource: Resource) -> pl.LazyFrame:
    """Add the columns by which cells of keys are compared: as numbers 2 and 02 are equal."""
    names = frame.collect_schema().names()
    more = [field for field in resource.fields if field.name in names and compared(field.name, resource) != field.name]
    return frame.with_columns(_canonical(field).alias(COMPARED + field.name) for field in more)


def _canonical(field: Field) -> pl.Expr:
    """Write equal values alike: numbers with all of their digits, so that 1.0 is 1 and nothing is rounded."""
    cell, values = pl.col(field.name), typed_values(field).cast(pl.String)
    if field.type not in ("integer", "number") or not field.plain_numbers:
        return pl.coalesce(values, cell)
    plain = cell.str.replace(r"^[+]", "").str.replace(r"^(-?)0+([0-9])", "${1}${2}")
    if field.type == "integer":
        return pl.coalesce(values, plain)
    plain = plain.str.replace(r"^(-?)\.", "${1}0.").str.replace(r"(\.[0-9]*?)0+$", "${1}").str.strip_suffix(".")
    scaled = pl.when(cell.str.contains(SCALED)).then(cell).map_elements(_decimal, return_dtype=pl.String)
    return pl.coalesce(scaled, pl.when(cell.str.contains(PLAIN)).then(plain.str.replace("^-0$", "0")), cell)


def _decimal(cell: str) -> str:
    """Write a number with an exponent as one without."""
    value = Decimal(cell).normalize()
    return "0" if not value else f"{value:f}" if abs(value.adjusted()) < MOST else str(value)


def compared(column: str, resource: Resource) -> str:
    """Name the column of ``with_compared`` by which a column's cells are compared."""
    as_text = resource.field(column).type in ("string", "any", "date")
    keys = [*resource.unique_keys, *(key.fields for key in resource.foreign_keys)]
    return COMPARED + column if not as_text and any(column in key for key in keys) else column


def joined(columns: Sequence[str], resource: Resource) -> pl.Expr:
    """Join the cells of a key, over one column or several, into the one text that it is compared by."""
    return pl.concat_str([compared(c, resource) for c in columns], separator=SEPARATOR)


@dataclass(frozen=True)
class Pointer:
    """A foreign key: its columns, the table that it points to, and the values that it may have, as ``joined``.

    Where these are ``MANY``, ``lost`` are the others that it has: to look values up among many takes long.
    """

    columns: tuple[str, ...]
    target: str
    values: pl.Series
    lost: pl.Series | None = None

    def is_filled(self, resource: Resource) -> pl.Expr:
        """Say where none of its cells is null."""
        return pl.all_horizontal(present(column, resource) for column in self.columns)

    def is_lost(self, resource: Resource) -> pl.Expr:
        """Say where it points to no row."""
        key = joined(self.columns, resource)
        lost = ~key.is_in(self.values.implode()) if self.lost is None else key.is_in(self.lost.implode())
        return self.is_filled(resource) & lost

    def looked_up(self, table: Table, resource: Resource) -> Self:
        """Look up the values that it has in a table, each once, if it may have many."""
        if len(self.values) < MANY:
            return self
        filled = with_compared(table.frame, resource).filter(self.is_filled(resource))
        found = filled.select(key=joined(self.columns, resource)).unique().collect(engine=table.engine)
        return replace(self, lost=found.join(self.values.to_frame("key"), on="key", how="anti").to_series())


def known_keys(tables: Iterable[Table], pointing: Iterable[Table], resources: Mapping[str, Resource]) -> KnownKeys:
    """Collect the values in ``tables`` to which the foreign keys of tables ``pointing`` may point."""
    wanted = {(key.resource, key.keys) for table in pointing for key in resources[table.name].foreign_keys}
    found: dict[str, dict[tuple[str, ...], pl.Series]] = {}
    for table in tables:
        names, resource = set(table.frame.collect_schema().names()), resources[table.name]
        for columns in (c for target, c in sorted(wanted) if target == table.name and set(c) <= names):
            listed = with_compared(table.every(columns), resource).select(key=joined(columns, resource))
            filled = listed.filter(pl.col("key") != "")
            each = filled if columns == resource.primary_key else filled.unique()  # which takes long with many
            values = each.collect(engine=table.engine).to_series()
            before = found.setdefault(table.name, {}).get(columns)
            found[table.name][columns] = values if before is None else pl.concat([before, values]).unique()
    return found


def existing_keys(table: Table, resource: Resource, keys: set[str]) -> set[str]:
    """Select those of ``keys`` (primary keys, their parts joined by "/") that a row of the table has."""
    names = table.frame.collect_schema().names()
    columns = [column for column in resource.primary_key if column in names]
    if not columns or not keys:
        return set()
    key = (pl.col(*columns) if len(columns) == 1 else pl.concat_str(columns, separator="/")).alias("key")
    found = table.every(columns).select(key).filter(pl.col("key").is_in([*keys]))
    return set(found.collect(engine=table.engine).to_series())


def without_implied(issues: Sequence[Issue], package: Package) -> list[Issue]:
    """Leave out references to keys that are in their table, but written wrongly, as is reported there."""
    meant = {
        (issue.table, issue.suggestion)
        for issue in issues
        if issue.suggestion
        and issue.table in package.tables
        and (issue.column,) == package.tables[issue.table].primary_key
    }
    return [
        issue
        for issue in issues
        if issue.code != foreign_key.code
        or (package.tables[issue.table].references.get(issue.column), issue.value) not in meant
    ]
