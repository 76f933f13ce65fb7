"""Write the workbook that a contributor fills in: a sheet for each table, which explains what it takes."""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from openpyxl.packaging.custom import StringProperty

from pyplanning.contribution import template_dropdowns
from pyplanning.contribution.template_form import Doubts, Form, Sheet
from pyplanning.contribution.template_guide import add_guide
from pyplanning.contribution.template_sheet import add_table
from pyplanning.datapackage.descriptor import PackageError, descriptor, root
from pyplanning.datapackage.metadata import SLUG
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.dataset.new_keys import LONGEST
from pyplanning.dataset.plan_keys import plan_id
from pyplanning.dataset.row_names import WORKING, Lang, place_in
from pyplanning.evidence.text import tidy
from pyplanning.io import Row
from pyplanning.io.excel import GUIDES, VERSION
from pyplanning.io.excel.write import AUTHOR, TABS, NewBook, check_workbook_name, saved
from pyplanning.io.rows import read_rows
from pyplanning.io.write import write_file
from pyplanning.validators.completeness import COVERED


def template(
    output: str | os.PathLike[str],
    tables: Sequence[str] | None = None,
    plan: str | None = None,
    lang: Lang = "zh",
    filled: bool = False,
    key: str | None = None,
) -> Path:
    """Write a workbook in which a plan can be filled in without knowing the package.

    It has a sheet for each table, or for each of ``tables``, with titles, notes, dropdowns and
    formats, after a sheet that explains how to fill it in. ``plan`` is the Chinese title of a new
    plan: its row is begun, with ``key`` as its id, or one made from the title, and coverage lists the
    tables to be accounted for. ``lang`` ("zh" or "en") is the language of sheets, notes and dropdowns.
    With ``filled`` the sheets hold the rows of the shipped tables, unchanged.

    Returns the path of the file. Raises KeyError, naming the nearest, for an unknown table,
    ValueError for another language, and PackageError if ``output`` is not an .xlsx file, exists
    already, or cannot be written, if ``key`` is no id or that of another plan, and if the package is damaged.
    """
    if lang not in GUIDES:
        raise ValueError(f"lang must be 'zh' or 'en', not {lang!r}")
    file, package, title = Path(output), descriptor(), tidy(plan or "")
    chosen = {name: package.table(name) for name in tables or package.tables}
    check_workbook_name(file)
    if file.exists():  # it may be filled in
        raise PackageError(
            f"{file} exists already; choose another name, or delete it first", f"{file}已存在，请换一个文件名或先删除"
        )
    shipped = read_rows(root(), package)
    rows = {name: [*found] if filled else [] for name, found in shipped.items()}
    key = _key(key, title, shipped)
    if title:
        chosen["plans"] = package.tables["plans"]
        _begin(rows, package, key, title)
    # Rows of other plans are of no use to a new one.
    alone = {r.name for r in package.resources if filled or "plans" in r.references.values()}
    alone |= {"plans"} if title else set()
    sheets = {name: (resource, rows[name]) for name, resource in chosen.items()}
    write_file(file, workbook(sheets, shipped, package, alone, lang, title and f"{title} · {key}", name=file.name))
    return file


def workbook(
    sheets: Mapping[str, tuple[Resource, list[Row]]],
    shipped: dict[str, list[Row]],
    package: Package,
    alone: Collection[str],
    lang: Lang,
    subtitle: str = "",
    doubts: Mapping[str, Doubts] | None = None,
    name: str = "contribution.xlsx",
) -> bytes:
    """Give the file of a workbook to fill in, with a sheet for each table and the rows that it starts with.

    ``doubts`` are the cells of each table that are in doubt, ``name`` is what the file will be called; the others
    are as those of ``Form``.
    """
    groups = {table: place_in(WORKING, table) for table in sheets}
    ordered = sorted(sheets, key=lambda table: groups[table])
    made = {
        table: Sheet(
            sheets[table][0],
            sheets[table][0].text("title", lang),
            sheets[table][1],
            TABS[groups[table][0]],
            (doubts or {}).get(table, {}),
        )
        for table in ordered
    }
    form = Form(made, shipped, package, frozenset(alone), lang)
    book, offered = NewBook(), template_dropdowns.collect(form)
    book.properties.creator = AUTHOR
    book.custom_doc_props.append(StringProperty(name=VERSION, value=package.version))
    add_guide(book, form, subtitle, name)
    for sheet in made.values():
        add_table(book, sheet, offered, form)
    template_dropdowns.add_lists(book, offered)
    return saved(book)


def _key(given: str | None, title: str, shipped: Mapping[str, Sequence[Row]]) -> str:
    """Choose the id of the new plan: the one given, or one made from its title; "" where there is no title."""
    if given is None:
        return plan_id(title, shipped) if title else ""
    if not title:
        raise PackageError(
            "--id is the id of a new plan; give its title with --plan", "--id为新规划的主键，请用--plan给出标题"
        )
    if not re.fullmatch(SLUG, given) or len(given) > LONGEST:
        raise PackageError(
            f"{given} is no id; expected lower-case letters, digits and hyphens, such as sichuan-biomedicine-2026",
            f"{given}不是主键，应为小写字母、数字和连字符，如sichuan-biomedicine-2026",
        )
    if given in {row["plan_id"] for row in shipped["plans"]}:
        raise PackageError(f"{given} is the id of another plan; choose another", f"{given}是另一部规划的主键，请另取")
    return given


def _begin(rows: dict[str, list[Row]], package: Package, key: str, title: str) -> None:
    """Begin a new plan: its own row, its title as a heading, and a row of coverage for each table that it may have."""
    begun: dict[str, list[Row]] = {"plans": [{"plan_id": key, "name_zh": title, "title_zh": title}]}
    begun["sections"] = [{"plan_id": key, "title_zh": title}]  # of what is before the first heading
    begun["coverage"] = [{"plan_id": key, "table_name": name} for name in COVERED]
    for name, new in begun.items():
        rows[name] += [dict.fromkeys(package.tables[name].columns, "") | row for row in new]
