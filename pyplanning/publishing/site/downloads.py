"""The rows of a filtered table as files: what the page's script makes them of."""

from collections.abc import Sequence

from pyplanning.datapackage.metadata import citation, licence_names
from pyplanning.io.write import harmless
from pyplanning.publishing.release.labelled import arrange
from pyplanning.publishing.release.spreadsheets import cell
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script

FIGURE = ("value", "value_max", "unit_id")  # what the page can show in another unit
# Columns that a file has behind those of the table, in English and Chinese.
SOURCE = {"package": ("Data package", "数据包"), "licence": ("Licence", "许可"), "citation": ("Citation", "引用方式")}
PRINTED = {
    "printed_value": ("Value as printed", "原文数值"),
    "printed_value_max": ("Upper value as printed", "原文数值上限"),
    "printed_unit_id": ("Unit as printed", "原文单位"),
}


def csv_script(table: str, content: Content, name: str = "") -> Script:
    """Give the rows of a table, by key, for the buttons of a filtered table, whose id is ``name`` if not ``table``.

    ``csv`` is as the package has it, ``excel`` as the release for Excel: with labels, names, and nothing that a
    spreadsheet would run. The page's script writes the rows that it shows, in their order. Version, licence and
    citation are cells of every row: a file stays a table that every program opens, and a row that is copied
    out of it keeps its source. A figure that the page shows in another unit is written so, and once more as printed.
    """
    found, rows = content.resources[table], content.rows(table)
    arranged = arrange(found, content.source)
    package = content.package
    source = (f"{package.name} {package.version}", licence_names(package), citation(package))
    units = [row["unit_id"] for row in content.rows("units")]
    value = {
        "name": f"{package.name}-{name or table}-{package.version}",
        "keys": [content.key(table, row) for row in rows],
        "csv": {
            "head": found.columns,
            "rows": [[row[column] for column in found.columns] for row in rows],
            "figure": _places(found.columns),
            "units": {unit: [unit] for unit in units},
            "printed": [*PRINTED],
            "source": dict(zip(SOURCE, source, strict=True)),
        },
        "excel": {
            "head": [harmless(column.title) for column in arranged.columns],
            "rows": [[cell(value) for value in row] for row in arranged.rows],
            "figure": _places([column.field.name for column in arranged.columns]),
            "units": {unit: [harmless(unit), harmless(content.name("units", unit))] for unit in units},
            "printed": [content.say(*words) for words in PRINTED.values()],
            "source": {
                content.say(*words): harmless(text) for words, text in zip(SOURCE.values(), source, strict=True)
            },
        },
    }
    return Script(f"data/{name or table}.js", name or table, value)


def _places(columns: Sequence[str]) -> list[list[int]]:
    """Find the columns of each part of a figure, for Excel two of the unit: its key, its name; [] without figures."""
    places = [[n for n, column in enumerate(columns) if column == part] for part in FIGURE]
    return places if all(places) else []
