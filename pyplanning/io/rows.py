"""The rows of a package as text: its ordinary CSV files are read without polars."""

from pathlib import Path

from pyplanning.datapackage.blank import is_blank
from pyplanning.datapackage.dialect import dialect_of, missing_values
from pyplanning.datapackage.errors import PackageError
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.io import Row
from pyplanning.io.csv_records import read_records
from pyplanning.io.header import machine_names
from pyplanning.io.unreadable import TEXTS, unreadable_reason


def read_rows(folder: Path, package: Package) -> dict[str, list[Row]]:
    """Read the tables of the package in ``folder`` by name, as rows of text; "" where a value is missing.

    A row has every field of its table, in their order. Resources without fields are left out.
    Raises PackageError where a table is missing or cannot be read.
    """
    tables = dict[str, list[Row]]()
    for resource in package.resources:
        if resource.fields:
            rows = _regular_rows(folder, resource)
            if rows is None:
                from pyplanning.io.read import read_text  # it reads what is irregular too, or reports what is wrong

                rows = read_text(folder, resource).fill_null("").to_dicts()
            tables[resource.name] = rows
    return tables


def _regular_rows(folder: Path, resource: Resource) -> list[Row] | None:
    """Read CSV files as they are; None where one is not in its encoding, or has not every column in every row."""
    if not resource.paths or resource.format not in TEXTS or unreadable_reason.check(resource):
        return None
    dialect, rows = dialect_of(resource), list[Row]()
    try:
        for path in resource.paths:
            records = read_records(folder / path, dialect, path)
            _, header = dialect.read_header(records)
            columns = [*resource.columns] if dialect.header == () else machine_names(header, resource)
            if any(columns.count(column) != 1 for column in resource.columns):
                return None
            places = [columns.index(column) for column in resource.columns]
            for _, record, _ in records:
                if all(map(is_blank, record)):
                    continue
                if len(record) != len(columns):
                    return None
                rows.append(dict(zip(resource.columns, [record[place] for place in places], strict=True)))
    except PackageError:
        return None
    for column in resource.columns:
        if null := {*missing_values(resource, column)} - {""}:
            for row in rows:
                row[column] = "" if row[column] in null else row[column]
    return rows
