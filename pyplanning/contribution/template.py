"""Write the workbook that a contributor fills in: a sheet a table, which says what it takes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty

from pyplanning.contribution import template_dropdowns
from pyplanning.contribution.template_guide import add_guide
from pyplanning.contribution.template_sheet import add_table
from pyplanning.datapackage.descriptor import Descriptor, PackageError, descriptor, fields, foreign_keys, resource, root
from pyplanning.dataset.load import Lang
from pyplanning.dataset.proposals import plan_id
from pyplanning.evidence.text import tidy
from pyplanning.io import Row
from pyplanning.io.excel.our_sheets import GUIDES, REQUIRED, VERSION, Form, Sheet, text_of
from pyplanning.io.read import read_rows
from pyplanning.io.write import replacing

# The order of work: what others refer to comes first, and what seldom grows last.
FIRST = ["plans", "sections", "agencies", "industries", "parks", "enterprises"]
THEN = [
    *["targets", "observations", "projects", "project_regions", "park_roles", "park_industries", "park_enterprises"],
    *["enterprise_roles", "technology_centres", "tasks", "responsibilities", "agency_aliases", "terms", "citations"],
    *["source_issues", "other_numbers", "numeral_words", "coverage"],
]
LAST = ["indicators", "units", "industry_concepts", "regions", "region_members"]
TABS = REQUIRED, "9DC3E6", "BFBFBF"  # the colours of their tabs


def template(
    output: str | os.PathLike[str],
    tables: Sequence[str] | None = None,
    plan: str | None = None,
    lang: Lang = "zh",
    filled: bool = False,
) -> Path:
    """Write a workbook in which a plan is filled in without knowing the package.

    It has a sheet for each table, or for each of ``tables``, with titles, notes, dropdowns and
    formats, after a sheet that explains the way. ``plan`` is the Chinese title of a new plan:
    its row is begun, with a key that the title suggests. ``lang`` is the language of sheets,
    notes and dropdowns. With ``filled`` the sheets hold the rows of the shipped tables, to the letter.

    Returns the path of the file. Raises KeyError, naming the nearest, for an unknown table,
    ValueError for another language, and PackageError where ``output`` is no .xlsx file, is there
    already, or cannot be written, and where the package is damaged.
    """
    if lang not in GUIDES:
        raise ValueError(f"lang must be 'zh' or 'en', not {lang!r}")
    file, package, title = Path(output), descriptor(), tidy(plan or "")
    chosen = {name: resource(name) for name in tables or [r["name"] for r in package["resources"]]}
    _check_output(file)
    shipped = read_rows(root(), package)
    rows = {name: [*found] if filled else [] for name, found in shipped.items()}
    key = plan_id(title, shipped) if title else ""
    if title:
        chosen["plans"] = resource("plans")
        rows["plans"].append(_new_plan(key, title))
    sheets = [_sheet(found, rows, lang) for found in sorted(chosen.values(), key=_turn)]
    alone = {r["name"] for r in package["resources"] if filled or _of_plan(r)} | ({"plans"} if title else set())
    form = Form({sheet.resource["name"]: sheet for sheet in sheets}, shipped, package, frozenset(alone), lang)
    _save(_workbook(form, title and f"{title} · {key}"), file)
    return file


def _workbook(form: Form, plan: str) -> Workbook:
    """All sheets: the guide, the tables, and what the dropdowns offer."""
    book, offered = Workbook(write_only=True), template_dropdowns.collect(form)
    book.properties.creator = "pyplanning"
    book.custom_doc_props.append(StringProperty(name=VERSION, value=form.package["version"]))
    add_guide(book, form, plan)
    for sheet in form.sheets.values():
        add_table(book, sheet, offered, form)
    template_dropdowns.add_lists(book, offered)
    return book


def _check_output(file: Path) -> None:
    """A template is an .xlsx file, and never replaces one that may be filled in."""
    if file.suffix.lower() != ".xlsx":
        raise PackageError(
            f"{file} is no name of a workbook; end it with .xlsx", f"{file}不是工作簿文件名，应以.xlsx结尾"
        )
    if file.exists():
        raise PackageError(
            f"{file} is there already; choose another name, or delete it first", f"{file}已存在，请换一个文件名或先删除"
        )


def _new_plan(key: str, title: str) -> Row:
    empty = dict.fromkeys((f["name"] for f in fields(resource("plans"))), "")
    return empty | {"plan_id": key, "name_zh": title, "title_zh": title}


def _of_plan(resource: Descriptor) -> bool:
    """Whether each row of a table belongs to a plan, so that those of other plans are of no use."""
    return any(table == "plans" for _, table, _ in foreign_keys(resource))


def _turn(resource: Descriptor) -> tuple[int, int]:
    """A table's place in the order of work, as its group and its place there."""
    name = resource["name"]
    group = FIRST if name in FIRST else LAST if name in LAST else THEN
    return (FIRST, THEN, LAST).index(group), group.index(name) if name in group else len(group)


def _sheet(resource: Descriptor, rows: dict[str, list[Row]], lang: str) -> Sheet:
    return Sheet(resource, text_of(resource, "title", lang), rows[resource["name"]], TABS[_turn(resource)[0]])


def _save(book: Workbook, file: Path) -> None:
    """Write a workbook beside ``file`` and rename it, so that no half file stays."""
    with replacing(file) as beside:
        book.save(beside)
