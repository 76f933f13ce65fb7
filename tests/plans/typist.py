"""Type a made-up plan into a new template as a contributor does: names, labels, quotes.

``python tests/plans/typist.py PLAN OUTPUT.xlsx`` writes the workbook of a plan in this folder.
"""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl

from pyplanning.contribution.template import template
from pyplanning.datapackage.descriptor import descriptor

PLANS = Path(__file__).parent
HEADER = 3
Rows = dict[str, list[dict[str, str]]]
# What is not typed at first, since the tool knows it; "*" is for every table. What is in the template, or given on
# the command line, is not typed either.
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "*": ("name_en", "title_en", "text_en", "cited_title_en", "term_en", "definition_en", "position"),
    "plans": ("plan_id", "name_zh", "title_zh", "kind", "region_code", "period_start", "period_end"),
    "sections": ("level", "parent_id"),
    "regions": ("level",),
    "agencies": ("level", "kind", "function_id", "region_code"),
    "parks": ("kind",),
    "enterprises": ("kind",),
    "citations": ("document_id", "evidence"),
    "targets": ("region_code", "measure", "comparator", "value", "unit_id", "target_year", "nature"),
    "observations": ("region_code", "measure", "comparator", "value", "unit_id", "year"),
    "goals": ("region_code", "target_year", "evidence"),
    "industries": ("evidence",),
    "instruments": ("evidence",),
    "park_roles": ("evidence",),
    "park_industries": ("evidence", "industry_id"),
    "park_enterprises": ("evidence",),
    "enterprise_roles": ("evidence",),
    "region_industries": ("industry_id",),
    "project_regions": ("evidence",),
    "projects": ("box", "capacity_value", "capacity_unit_id", "evidence", "stage"),
    "tasks": ("number", "evidence"),
    "terms": ("evidence",),
    "responsibilities": ("role", "as_written", "evidence"),
}
NOT_TYPED = ("documents", "agency_aliases", "other_numbers")


def whole(plan: str) -> Rows:
    """Read the rows of a plan with every cell that has a value in the end, but for keys and places."""
    rows: Rows = json.loads((PLANS / f"{plan}.json").read_text(encoding="utf-8"))
    return rows


def text_of(plan: str) -> Path:
    """Give the file with the text of a plan."""
    return PLANS / f"{plan}.txt"


def at_first(rows: Rows) -> Rows:
    """Leave out of the rows of a plan what need not be typed; a heading's number goes into the cell of its title."""
    found = {
        table: [
            {c: text for c, text in row.items() if c not in (*LEFT_OUT["*"], *LEFT_OUT.get(table, ()))}
            for row in of_table
        ]
        for table, of_table in rows.items()
        if table not in NOT_TYPED
    }
    for row in found["sections"]:
        number = row.pop("number")
        row["title_zh"] = number + ("、" if len(number) == 1 else "　") + row["title_zh"]
    return found


def count(rows: Rows) -> int:
    """Count the cells that are typed."""
    return sum(len(row) for table in rows.values() for row in table)


def type_rows(rows: Rows, output: Path, title: str, key: str) -> Path:
    """Type rows into a template that was begun for their plan; its own row and those of coverage are there."""
    template(output, plan=title, key=key)
    book = openpyxl.load_workbook(output)
    for table, of_table in ((table, of_table) for table, of_table in rows.items() if of_table):
        sheet = book[descriptor().table(table).text("title", "zh")]
        columns = {cell.value: cell.column for cell in sheet[HEADER]}
        begun = table in ("sections", "coverage")  # with rows that are there
        for number, row in enumerate(of_table, sheet.max_row + 1 if begun else HEADER + 1):
            for column, text in row.items():
                sheet.cell(number, columns[column]).value = _typed(table, column, text)
    book.save(output)
    return output


def _typed(table: str, column: str, text: str) -> str | float | date:
    """Make of a text what Excel makes of it as it is typed into a column."""
    kind = descriptor().table(table).field(column).kind
    if kind in ("integer", "number"):
        return float(text)
    return date.fromisoformat(text) if kind == "date" else text


def saved_by_libreoffice(workbook: Path, folder: Path) -> Path:
    """Let LibreOffice open a workbook and save it in another folder, as it writes workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(workbook)], check=True, capture_output=True)
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return folder / workbook.name


if __name__ == "__main__":
    plan = whole(sys.argv[1])
    type_rows(at_first(plan), Path(sys.argv[2]), plan["plans"][0]["title_zh"], plan["plans"][0]["plan_id"])
