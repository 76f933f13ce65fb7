"""Type a made-up plan into a new template as a contributor does, correct what is found, and merge it.

``python tests/plans/typist.py FOLDER`` merges the plans beside this file into the package in a folder.
"""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from pyplanning.contribution.english import fill_in, waiting, write_waiting
from pyplanning.contribution.merge import merge
from pyplanning.contribution.template import template
from pyplanning.datapackage.descriptor import descriptor
from pyplanning.rule import Report
from pyplanning.validation.fill_cells import QUOTED
from pyplanning.validation.validate import validate
from pyplanning.validators.completeness import COVERED

PLANS = Path(__file__).parent
NAMES = ("lanyuan", "lanhe", "lanting")
HEADER = 3
BEGUN = {"sections": 1}  # rows that a new template has
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
    "citations": ("document_id",),
    "targets": ("region_code", "measure", "comparator", "value", "unit_id", "target_year", "nature"),
    "observations": ("region_code", "measure", "comparator", "value", "unit_id", "year"),
    "goals": ("region_code", "target_year"),
    "park_industries": ("industry_id",),
    "region_industries": ("industry_id",),
    "projects": ("capacity_value", "capacity_unit_id", "stage"),
    "tasks": ("number",),
    "responsibilities": ("role", "as_written"),
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
    home = rows["plans"][0]["region_code"]
    for table in ("targets", "observations", "goals"):
        for row, of in zip(found.get(table, ()), rows.get(table, ()), strict=True):
            if of["region_code"] != home:
                row["region_code"] = of["region_code"]
    for table, column in QUOTED.items():
        for row in found.get(table, ()):
            if row["evidence"] in (row[column], f"《{row[column]}》", f"{row[column]}牵头", f"{row[column]}配合"):
                del row["evidence"]
    for row in found["sections"]:
        number = row.pop("number")
        row["title_zh"] = number + ("、" if len(number) == 1 else "　") + row["title_zh"]
    return found


def corrected(typed: Rows, rows: Rows, report: Report) -> Rows:
    """Type what the findings ask for: the cell of the whole row, an alias that is not known, what the plan has not."""
    found = {table: [dict(row) for row in of_table] for table, of_table in typed.items()}
    for issue in report.issues:
        if issue.table == "coverage" and issue.column == "state" and COVERED[issue.row - 1] not in rows:
            found.setdefault("coverage", []).append({"row": str(issue.row), "state": "规划中没有"})
        elif issue.column == "agency_id" and issue.code == "PL201":
            aliases = found.setdefault("agency_aliases", [])
            aliases += [a for a in rows["agency_aliases"] if a["alias_zh"] == issue.value and a not in aliases]
        elif issue.level == "error" and issue.table in found:
            column = "evidence" if issue.code == "PL511" else issue.column
            number = issue.row - 1 - BEGUN.get(issue.table, 0)
            if column in rows[issue.table][number]:
                found[issue.table][number][column] = rows[issue.table][number][column]
    return found


def count(rows: Rows) -> int:
    """Count the cells that are typed."""
    return sum(len(row.keys() - {"row"}) for table in rows.values() for row in table)


def facts(rows: Rows) -> int:
    """Count the rows that quote the plan."""
    return sum("evidence" in row for table in rows.values() for row in table)


def type_rows(rows: Rows, output: Path, title: str, key: str) -> Path:
    """Type rows into a template that was begun for their plan; its own row and those of coverage are there."""
    output.unlink(missing_ok=True)
    template(output, plan=title, key=key)
    book = openpyxl.load_workbook(output)
    for table, of_table in rows.items():
        sheet = book[descriptor().table(table).text("title", "zh")]
        columns = {cell.value: cell.column for cell in sheet[HEADER]}
        for number, row in enumerate(of_table, HEADER + 1 + BEGUN.get(table, 0)):
            at = HEADER + int(row["row"]) if "row" in row else number
            for column, text in row.items():
                if column != "row":
                    sheet.cell(at, columns[column]).value = _typed(table, column, text)
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


def contribute(plan: str, work: Path, rounds: int = 2) -> tuple[Path, list[int]]:
    """Type a plan and correct it until nothing is wrong; give the workbook, and how many cells each round took.

    LibreOffice saves the last workbook, where it is installed.
    """
    rows = whole(plan)
    title, key = rows["plans"][0]["title_zh"], rows["plans"][0]["plan_id"]
    typed, cells = at_first(rows), list[int]()
    for number in range(1, rounds + 1):
        book = type_rows(typed, work / f"{plan}.xlsx", title, key)
        cells.append(count(typed) - sum(cells))
        report = validate(book, sources={key: text_of(plan)})
        if report.valid:
            break
        if number < rounds:
            typed = corrected(typed, rows, report)
    assert report.valid, [issue.en for issue in report.issues if issue.level == "error"]
    return saved_by_libreoffice(book, work / "saved") if shutil.which("soffice") else book, cells


def merge_plan(plan: str, folder: Path, work: Path) -> None:
    """Merge a plan into the package in a folder, and fill in its English."""
    book, _ = contribute(plan, work)
    rows = whole(plan)
    merged = merge(book, folder, sources={rows["plans"][0]["plan_id"]: text_of(plan)})
    assert merged, [issue.en for issue in merged.report.issues]
    words = {
        row[column]: row[f"{column[:-3]}_en"]
        for of_table in rows.values()
        for row in of_table
        for column in row
        if column.endswith("_zh") and f"{column[:-3]}_en" in row
    }
    waits = [row | {"en": words[row["zh"]]} for row in waiting(folder)]
    write_waiting(waits, work / "english.csv")
    report, count = fill_in(folder, work / "english.csv")
    assert report.issues == ()
    assert count == len(waits)


if __name__ == "__main__":
    with TemporaryDirectory() as work:
        for made_up in NAMES:
            merge_plan(made_up, Path(sys.argv[1]), Path(work))
