"""What the dropdowns of a template offer, and what it says about other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pyplanning.datapackage.descriptor import Descriptor, fields, foreign_keys, kind, primary_key
from pyplanning.datapackage.field_words import labels, limits
from pyplanning.io import Row
from pyplanning.io.excel.inspect import letters_of
from pyplanning.io.excel.our_sheets import HEADER, LISTS, Form, Sheet, literal, text_of

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

OWN = 500  # rows of a sheet that a dropdown offers after the shipped ones
MESSAGES = {
    "zh": {
        "reference": "列表中没有这个名称。如为新增，请在“{title}”表中登记一行。",
        "listed": "列表中没有这个值，请从列表中选择。",
        "limits": "此列要求：{words}。",
        "date": "此列应为日期，如2026-01-31。",
        "and": "，",
    },
    "en": {
        "reference": "This name is not in the list. If it is new, add a row to “{title}”.",
        "listed": "This value is not in the list; choose one of the list.",
        "limits": "Expected: {words}.",
        "date": "Expected a date, such as 2026-01-31.",
        "and": ", ",
    },
}
TYPES = {"integer": "whole", "number": "decimal"}  # as Excel calls them
AT_LEAST = "greaterThanOrEqual"


@dataclass(frozen=True)
class Choices:
    """What a dropdown offers: ``values`` that stay, then what stands in a column of a sheet."""

    values: Sequence[str]
    sheet: str = ""
    letters: str = ""

    @property
    def column(self) -> str:
        """The whole column of the sheet: deleted rows can do it no harm."""
        return f"{quote_sheetname(self.sheet)}!${self.letters}:${self.letters}"


def shown_column(resource: Descriptor, lang: str) -> str:
    """The column by which people know a row: its name or title, or else its key.

    A plan is known by its key: the keys of its rows begin with it.
    """
    known = [f["name"] for f in fields(resource)] if resource["name"] != "plans" else []
    return next((name for name in (f"name_{lang}", f"title_{lang}") if name in known), primary_key(resource)[0])


def names(resource: Descriptor, rows: Sequence[Row], lang: str) -> list[str]:
    """The names of rows, each once: codes in their order, others by alphabet or pinyin."""
    column = shown_column(resource, lang)
    found = list(dict.fromkeys(row[column] for row in rows if row[column]))
    if primary_key(resource)[0].endswith("_code"):
        return found
    return sorted(found, key=_pinyin if lang == "zh" else str.casefold)


def _pinyin(name: str) -> bytes:
    return name.encode("gb18030")  # in which the common characters stand in the order of pinyin


def list_name(field: Descriptor, resource: Descriptor) -> str:
    """The defined name of what a column's dropdown offers; "" where it has none."""
    target = {column: table for column, table, _ in foreign_keys(resource)}.get(field["name"])
    if target:
        return f"names_{target}"
    return f"values_{resource['name']}_{field['name']}" if "enum" in field.get("constraints", {}) else ""


def collect(form: Form) -> dict[str, Choices]:
    """What the dropdowns of all sheets offer, by defined name.

    A reference offers the shipped names, and then those in the sheet of this workbook; of tables
    whose rows are of no use to another plan only the latter.
    """
    found: dict[str, Choices] = {}
    for sheet in form.sheets.values():
        for field in fields(sheet.resource):
            if "enum" in field.get("constraints", {}):
                found[list_name(field, sheet.resource)] = Choices([*labels(field, form.lang).values()])
        for _, table, _ in foreign_keys(sheet.resource):
            found[f"names_{table}"] = _names_of(table, form)
    return {name: choices for name, choices in found.items() if choices.values or choices.sheet}


def _names_of(table: str, form: Form) -> Choices:
    resource, own = form.resources[table], form.sheets.get(table)
    values = [] if own and table in form.alone else names(resource, form.shipped[table], form.lang)
    return Choices(values, own.title, own.letters(shown_column(resource, form.lang))) if own else Choices(values)


def add_lists(book: Workbook, offered: Mapping[str, Choices]) -> None:
    """Write the hidden sheet with what dropdowns offer, a list a column, and name each list."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for number, (name, choices) in enumerate(offered.items()):
        book.defined_names[name] = DefinedName(name, attr_text=_range(choices, letters_of(number)))
    for row in zip_longest(*(_column(sheet, name, choices) for name, choices in offered.items())):
        sheet.append(row)


def _column(sheet: WriteOnlyWorksheet, name: str, choices: Choices) -> Iterator[Cell | str]:
    """A list as cells: its name, what stays, and formulas that follow another sheet."""
    yield name
    yield from (literal(sheet, value) for value in choices.values)
    if choices.values and choices.sheet:
        yield from (f'=INDEX({choices.column},{HEADER + row})&""' for row in range(1, OWN + 1))


def _range(choices: Choices, letters: str) -> str:
    """The cells that a dropdown offers, as far as they are filled in."""
    last = 1 + len(choices.values)
    fixed = f"{LISTS}!${letters}$2"
    if not choices.sheet:
        return f"{fixed}:${letters}${last}"
    if choices.values:
        own = f"MIN({OWN},MAX(0,COUNTA({choices.column})-{HEADER}))"
        return f"{fixed}:INDEX({LISTS}!${letters}:${letters},{last}+{own})"
    first, end = HEADER + 1, f"MAX({HEADER + 1},COUNTA({choices.column}))"
    return f"INDEX({choices.column},{first}):INDEX({choices.column},{end})"


def validation(field: Descriptor, sheet: Sheet, offered: Mapping[str, Choices], form: Form) -> DataValidation | None:
    """What Excel says about the cells of a column as they are typed; None where it says nothing.

    Nothing is refused: new rows may be referred to, and what else is typed ``validate`` explains
    and ``fix`` corrects.
    """
    name = list_name(field, sheet.resource)
    rule = _listed(name, form) if name in offered else _limited(field, sheet.resource, form)
    if not rule:
        return None
    found = DataValidation(allow_blank=True, showErrorMessage=True, **rule)
    found.errorTitle = text_of(field, "title", form.lang)
    found.add(sheet.cells(field["name"]))
    return found


def _listed(name: str, form: Form) -> dict[str, str]:
    says, table = MESSAGES[form.lang], name.removeprefix("names_")
    if table == name:
        return {"type": "list", "formula1": name, "errorStyle": "warning", "error": says["listed"]}
    told = says["reference"].format(title=form.titles[table])
    return {"type": "list", "formula1": name, "errorStyle": "information", "error": told}


def _limited(field: Descriptor, resource: Descriptor, form: Form) -> dict[str, str]:
    """The limits of a column as Excel checks them; {} where it has none that Excel knows."""
    given, says, warns = field.get("constraints", {}), MESSAGES[form.lang], {"errorStyle": "warning"}
    if kind(field) == "date":
        return warns | {"type": "date", "operator": AT_LEAST, "formula1": "1", "error": says["date"]}
    words = says["and"].join(limits(field, resource, form.titles, form.lang))
    warns["error"] = says["limits"].format(words=words)
    if "maxLength" in given:
        return warns | {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(given["maxLength"])}
    if "minimum" not in given or kind(field) not in TYPES:
        return {}
    warns |= {"type": TYPES[kind(field)], "operator": AT_LEAST, "formula1": str(given["minimum"])}
    return warns | ({"operator": "between", "formula2": str(given["maximum"])} if "maximum" in given else {})
