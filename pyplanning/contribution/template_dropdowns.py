"""What the dropdowns of a template offer, and what it says about other values."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from pyplanning.contribution.template_form import HEADER, WORDS, Form, Sheet
from pyplanning.datapackage.field_words import labels, limits
from pyplanning.datapackage.resource import Field, Resource
from pyplanning.dataset.row_names import name_column
from pyplanning.io import Row
from pyplanning.io.excel import LISTS
from pyplanning.io.excel.places import letters_of, location
from pyplanning.io.excel.write import text_cell

OWN = 500  # rows of a sheet that a dropdown offers after the shipped ones
TYPES = {"integer": "whole", "number": "custom"}  # as Excel calls them
AT_LEAST = "greaterThanOrEqual"
LONGEST_LIST = 250  # characters of a list that is in the formula itself


class Choices(NamedTuple):
    """What a dropdown offers: ``values`` that are fixed, then what a column of a sheet holds."""

    values: Sequence[str]
    sheet: str = ""
    letters: str = ""

    @property
    def column(self) -> str:
        """The whole column of the sheet: deleted rows can do it no harm."""
        return location(self.sheet, f"${self.letters}:${self.letters}")


def shown_column(resource: Resource, lang: str) -> str:
    """Give the column by which people know a row: its name or title, or else its key.

    A plan is known by its key: the keys of its rows begin with it.
    """
    return (resource.name != "plans" and name_column(resource, lang)) or resource.primary_key[0]


def names(resource: Resource, rows: Sequence[Row], lang: str) -> list[str]:
    """Give the names of rows, each once: codes in their order, others by alphabet or pinyin."""
    column = shown_column(resource, lang)
    found = list(dict.fromkeys(row[column] for row in rows if row[column]))
    if resource.primary_key[0].endswith("_code"):
        return found
    # Common characters are in the order of pinyin in GB 18030.
    return sorted(found, key=(lambda name: name.encode("gb18030")) if lang == "zh" else str.casefold)


def list_name(field: Field, resource: Resource) -> str:
    """Give the defined name of what a column's dropdown offers; "" where it has none."""
    target = resource.references.get(field.name)
    if target:
        return f"names_{target}"
    return f"values_{resource.name}_{field.name}" if labels(field, "en") else ""


def collect(form: Form) -> dict[str, Choices]:
    """Collect what the dropdowns of all sheets offer, by defined name.

    A reference offers the shipped names, and then those in the sheet of this workbook; of tables
    whose rows are of no use to another plan only the latter.
    """
    found: dict[str, Choices] = {}
    for resource in (sheet.resource for sheet in form.sheets.values()):
        for field in resource.fields:
            table, name = resource.references.get(field.name), list_name(field, resource)
            if name and name not in found:
                found[name] = _names_of(table, form) if table else Choices([*labels(field, form.lang).values()])
    return {name: choices for name, choices in found.items() if choices.values or choices.sheet}


def _names_of(table: str, form: Form) -> Choices:
    resource, own = form.package.tables[table], form.sheets.get(table)
    values = [] if own and table in form.alone else names(resource, form.shipped[table], form.lang)
    return Choices(values, own.title, own.letters(shown_column(resource, form.lang))) if own else Choices(values)


def add_lists(book: Workbook, offered: Mapping[str, Choices]) -> None:
    """Write the hidden sheet with what dropdowns offer, a list in each column, and name each list."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number, (name, choices) in enumerate(offered.items()):
        book.defined_names[name] = DefinedName(name, attr_text=_range(choices, letters_of(number)))
    for row in zip_longest(*(_column(sheet, name, choices) for name, choices in offered.items())):
        sheet.append(row)


def _column(sheet: WriteOnlyWorksheet, name: str, choices: Choices) -> Iterator[Cell | str]:
    """Give a list as cells: its name, what is fixed, and formulas that follow another sheet."""
    yield name
    yield from (text_cell(sheet, value) for value in choices.values)
    if choices.values and choices.sheet:
        yield from (f'=INDEX({choices.column},{HEADER + row})&""' for row in range(1, OWN + 1))


def _range(choices: Choices, letters: str) -> str:
    """Give the cells that a dropdown offers, as far as they are filled in."""
    last = 1 + len(choices.values)
    fixed = f"{LISTS}!${letters}$2"
    if not choices.sheet:
        return f"{fixed}:${letters}${last}"
    if choices.values:
        own = f"MIN({OWN},MAX(0,COUNTA({choices.column})-{HEADER}))"
        return f"{fixed}:INDEX({LISTS}!${letters}:${letters},{last}+{own})"
    first, end = HEADER + 1, f"MAX({HEADER + 1},COUNTA({choices.column}))"
    return f"INDEX({choices.column},{first}):INDEX({choices.column},{end})"


def validation(field: Field, sheet: Sheet, offered: Mapping[str, Choices], form: Form) -> DataValidation | None:
    """Make what Excel checks in the cells of a column as they are typed; None where it checks nothing.

    Nothing is refused: new rows may be referred to, and ``validate`` explains and ``fix`` corrects
    what else is typed.
    """
    name, cells = list_name(field, sheet.resource), sheet.cells_without_doubt(field.name)
    checked = _listed(name, form) if name in offered else _limited(field, sheet.resource, form, cells.partition(":")[0])
    if not checked:
        return None
    title = field.text("title", form.lang)
    return DataValidation(allow_blank=True, showErrorMessage=True, errorTitle=title, sqref=cells, **checked)


def candidates(sheet: Sheet) -> Iterator[DataValidation]:
    """Make the dropdowns of the cells in doubt, which offer what else each may be."""
    for (row, column), offered in sheet.doubts.items():
        listed = ",".join(text for text in offered if "," not in text)[:LONGEST_LIST].replace('"', '""')
        if listed:
            cell = sheet.cell(row, column)
            yield DataValidation(type="list", formula1=f'"{listed}"', sqref=cell, allow_blank=True)


def _listed(name: str, form: Form) -> dict[str, str]:
    words, table = WORDS[form.lang], name.removeprefix("names_")
    style, message = ("warning", "listed") if table == name else ("information", "reference")
    error = words[message].format(title=form.titles.get(table))
    return {"type": "list", "formula1": name, "errorStyle": style, "error": error}


def _limited(field: Field, resource: Resource, form: Form, first: str) -> dict[str, str]:
    """Give the limits of a column whose first cell is ``first``, as Excel checks them; {} where it knows none."""
    given, words, checked = field.constraints, WORDS[form.lang], {"errorStyle": "warning"}
    if field.kind == "date":
        return checked | {"type": "date", "operator": AT_LEAST, "formula1": "1", "error": words["date"]}
    limited = words["and"].join(limits(field, resource, form.titles, form.lang))
    checked["error"] = words["limits"].format(words=limited)
    if "maxLength" in given:
        return checked | {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(given["maxLength"])}
    if "minimum" not in given or field.kind not in TYPES:
        return {}
    if field.kind == "number":  # the cells are text
        limit = f"VALUE({first})>={given['minimum']}" + (
            f",VALUE({first})<={given['maximum']}" if "maximum" in given else ""
        )
        return checked | {"type": "custom", "formula1": f"IFERROR(AND({limit}),FALSE)"}
    checked |= {"type": TYPES[field.kind], "operator": AT_LEAST, "formula1": str(given["minimum"])}
    return checked | ({"operator": "between", "formula2": str(given["maximum"])} if "maximum" in given else {})
