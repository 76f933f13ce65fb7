"""The views of the SQLite file: for each table and language, what people read of it, in SQL."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.metadata import LANGS
from pyplanning.datapackage.resource import Field, Package, Resource
from pyplanning.dataset.row_names import CALLED_AFTER, name_column, section_column
from pyplanning.publishing.release.labelled import PLACE, code_title, is_code, title_of, unique

ROW = '"…"'  # the row that a view is about; no table has this name
# The columns that the paths of headings are made of.
PATHS_NEED = {
    "plans": {"plan_id", "name_zh", "name_en"},
    "sections": {"section_id", "plan_id", "parent_id", "number", "title_zh", "title_en"},
}
PROMISED = {"relation": "to_be_made"}  # in citations
PATHS = Path(__file__).with_name("section_paths.sql").read_text(encoding="utf-8")


def views(package: Package) -> Iterator[str]:
    """Make the statements that create a view of each table in each language, and those of several tables.

    These are the paths of headings, and the documents that plans promise to make.
    """
    tables = package.tables
    paths = all(table in tables and columns <= {*tables[table].columns} for table, columns in PATHS_NEED.items())
    if paths:
        yield PATHS
    for lang in LANGS:
        yield from (_view(resource, package, lang, paths) for resource in package.resources)
        if "citations" in tables and {*PROMISED} <= {*tables["citations"].columns}:
            which = " AND ".join(f"{ROW}.{quoted(column)} = {literal(value)}" for column, value in PROMISED.items())
            yield f"{_view(tables['citations'], package, lang, paths, 'promised_documents')} WHERE {which}"


def quoted(*names: str) -> str:
    """Write the name of a table or column in SQL, or a list of names."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(value: object, kind: str = "string") -> str:
    """Write a value of a kind in SQL, as the tables hold it."""
    text = str(value)
    match kind:
        case "integer":
            return str(int(Decimal(text)))
        case "number":
            return repr(float(text))
        case "boolean":
            return str(int(text.lower() == "true"))
        case _:
            return "'" + text.replace("'", "''") + "'"


def _view(resource: Resource, package: Package, lang: str, paths: bool, view: str = "") -> str:
    """Define the view of a table, or ``view`` of it: names beside keys, and last the place in the plan."""
    source = f"{quoted(resource.name)} AS {ROW}"
    columns: list[tuple[str, str]] = []  # header and cell
    for field in resource.fields:
        cell, key = f"{ROW}.{quoted(field.name)}", resource.column_keys.get(field.name)
        title = code_title(field, lang) if is_code(field, resource) else title_of(field, lang)
        columns.append((title, _labelled(field, cell, lang)))
        if key and (name := _name_of(key.resource, key.keys[0], cell, package, lang)):
            columns.append((title_of(field, lang), name))
    if paths and (section := _of_place(section_column, resource, package)):
        plan_key = _of_place(_plan_column, resource, package)
        plan = _name_of("plans", "plan_id", plan_key, package, lang) if plan_key else "NULL"
        columns.append((PLACE.text("title", lang), f'ifnull("section_paths"."path_{lang}", {plan})'))
        source += f' LEFT JOIN "section_paths" ON "section_paths"."section_id" = {section}'
    headers = unique([header for header, _ in columns])
    cells = ",\n  ".join(f"{cell} AS {quoted(header)}" for header, (_, cell) in zip(headers, columns, strict=True))
    return f"CREATE VIEW {quoted(f'{view or resource.name}_{lang}')} AS SELECT\n  {cells}\nFROM {source}"


def _of_place(column_of: Callable[[Resource], str], resource: Resource, package: Package) -> str:
    """Look up a column of the place of a row: its own, or that of the row that it belongs to; "" where it has none."""
    if own := column_of(resource):
        return f"{ROW}.{quoted(own)}"
    for column, key in resource.column_keys.items():
        owner = package.tables.get(key.resource)
        if owner and section_column(owner) and (found := column_of(owner)):
            return _lookup(found, owner.name, key.keys[0], f"{ROW}.{quoted(column)}")
    return ""


def _plan_column(resource: Resource) -> str:
    return "plan_id" if "plan_id" in resource.references else ""


def _labelled(field: Field, cell: str, lang: str) -> str:
    """Replace a listed value by its label, where its field has labels, and a truth value by yes or no."""
    if field.kind == "boolean":
        truth = labels(field, lang)
        return f"CASE {cell} WHEN 1 THEN {literal(truth['true'])} WHEN 0 THEN {literal(truth['false'])} END"
    if not any(category.label or category.label_zh for category in field.categories):
        return cell
    cases = (f"WHEN {literal(value, field.kind)} THEN {literal(label)}" for value, label in labels(field, lang).items())
    return f"CASE {cell} {' '.join(cases)} ELSE {cell} END"


def _name_of(table: str, key: str, value: str, package: Package, lang: str) -> str:
    """Look up the name of the row of ``table`` whose column ``key`` has a value; "" where rows have no names."""
    if table not in package.tables:
        return ""
    if column := name_column(package.tables[table], lang):
        return _lookup(column, table, key, value)
    column, other = CALLED_AFTER.get(table, ("", ""))
    if column not in package.tables[table].columns:
        return ""
    return _name_of(other, column, _lookup(column, table, key, value), package, lang)


def _lookup(column: str, table: str, key: str, value: str) -> str:
    return f"(SELECT {quoted(column)} FROM {quoted(table)} WHERE {quoted(key)} = {value})"
