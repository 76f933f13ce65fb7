"""The contributor's commands: validate, template, draft, fix, merge."""

import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pyplanning.datapackage import Lang
from pyplanning.evidence import Sources
from pyplanning.io.command import command, option
from pyplanning.io.terminal import COUNT, FILE, FOLDER, PATH, Printer, busy, echo, fail, printing
from pyplanning.io.text_table import plain
from pyplanning.validation.commands import (
    annotating_errors,
    finish,
    folder_of,
    only,
    package_here,
    table_option,
    texts_options,
)

if TYPE_CHECKING:
    from pyplanning.contribution.merge import Merged


@command()
@click.argument("paths", nargs=-1, type=PATH)
@table_option
@texts_options
@option(
    "--annotate", "annotated", type=FILE, help="Write a copy of the workbook to this file, with the findings marked."
)
@option("--since", type=FOLDER, help="Report only what was not found in the same files of this earlier version.")
@option("--strict", is_flag=True, help="Fail on warnings too, and on what the standard only advises.")
@option("--limit", type=COUNT, default=1000, help="List at most this many findings of one kind in a table.")
@printing("text", "json", "github")
def validate(
    paths: tuple[Path, ...],
    table: str | None,
    texts: Sources | None,
    annotated: Path | None,
    since: Path | None,
    strict: bool,
    limit: int,
    to: Printer,
) -> None:
    """Validate the shipped package, or files of your own.

    PATHS are CSV, Excel or Parquet files, package folders or zips; by default the checkout, or the shipped package.
    With the plans' texts, the rows are also verified against them.
    """
    from pyplanning.validation.since import validate_since
    from pyplanning.validation.validate import validate

    if annotated is not None and len(paths) != 1:
        fail(_("--annotate takes one workbook"))
    source = only(paths) if paths else package_here()
    with busy(_("Validating")), annotating_errors(to, folder_of(paths)):
        if since is None:
            report = validate(source, name=table, limit=limit, sources=texts, strict=strict)
        else:
            report = validate_since(paths or (Path(),), since, table, limit, texts, strict)
        if annotated is not None:
            from pyplanning.contribution.annotate import annotate

            annotate(paths[0], report, annotated, to.lang)
    finish(report, _("rows checked"), to, strict, folder_of(paths))


@command()
@click.argument("output", type=FILE)
@option("--table", multiple=True, help="Write only this table; may be repeated.")
@option("--plan", help="Begin the plan with this Chinese title.")
@option("--id", "key", metavar="PLAN_ID", help="Use this id for the new plan.")
@option("--filled", is_flag=True, help="Include the rows of the package.")
@click.pass_obj
def template(lang: Lang, output: Path, table: tuple[str, ...], plan: str | None, key: str | None, filled: bool) -> None:
    """Write a workbook to fill in.

    OUTPUT (.xlsx) has one sheet for each table, with notes, dropdowns and a guide. It has no other --format.
    """
    from pyplanning.contribution.template import template

    with busy(_("Writing")):
        template(output, table or None, plan, lang, filled, key)
    echo(str(output))


@command()
@click.argument("path", type=FILE)
@option("--title", help="Give the plan this Chinese title, instead of the one that the text has.")
@option("--id", "plan_id", help="Give the plan this id, instead of proposing one.")
@printing("text", "json", own=(".xlsx",))
def draft(path: Path, title: str | None, plan_id: str | None, to: Printer) -> None:
    """Draft the rows of a plan from its text.

    PATH has the text in UTF-8. Every row carries its quote, and is to be confirmed by a person.
    With --output FILE.xlsx the file is a workbook in which each row has a mark to set; what is marked in it stays.
    """
    import pandas as pd

    if to.output is not None and to.output.suffix.lower() == ".xlsx" and to.form == "text":
        from pyplanning.contribution.draft.workbook import write_draft

        with busy(_("Reading")):
            counts = write_draft(path, to.output, title, plan_id, to.lang)
        to = replace(to, output=None)
    else:
        from pyplanning.contribution.draft.draft import draft_tables

        with busy(_("Reading")):
            tables = draft_tables(path, title, plan_id)
        if to.form == "json":
            to.write_json(tables)
            return
        counts = {name: len(rows) for name, rows in tables.items()}
    to.write_frame(pd.DataFrame([*counts.items()], columns=["table", "rows"]), "rows")


@command()
@click.argument("path", type=PATH)
@option("--output", "-o", type=FILE, required=True, help="Write the result to this file.")
@option("--ids", is_flag=True, help="Write ids and listed values in the place of names and labels.")
@table_option
@texts_options
@printing("text", "json", file=False)
def fix(path: Path, output: Path, ids: bool, table: str | None, texts: Sources | None, to: Printer) -> None:
    """Correct what can be corrected without changing the meaning.

    PATH is a workbook or CSV file, which is not changed. The corrections and the remaining findings are listed.
    """
    from pyplanning.contribution.fix import fix
    from pyplanning.validation.report_text import changes

    with busy(_("Correcting")):
        fixed = fix(path, output, name=table, sources=texts, ids=ids)
    if to.form == "text":
        echo(changes(fixed.changes, to.lang))
    finish(fixed.left, _("rows written"), to, changes=[asdict(each) for each in fixed.changes])


@command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@option("--into", type=FOLDER, default=".", help="Merge into the package in this folder.")
@option("--correct", is_flag=True, help="Change the cells of rows that the package has already.")
@table_option
@texts_options
@printing("text", "json", file=False)
def merge(
    paths: tuple[Path, ...], into: Path, correct: bool, table: str | None, texts: Sources | None, to: Printer
) -> None:
    """Merge contributed rows into a checkout's data.

    PATHS are workbooks, CSV files or folders of them. Either all rows are merged or none; rows with errors never are.
    """
    from pyplanning.contribution.merge import merge

    with busy(_("Merging")):
        merged = merge(only(paths), into, table, texts, _saying(to.lang), correct)
    if to.form == "text":
        _tell(merged)
    added = [{"table": name, "key": key} for name, key in merged.added]
    corrected = [each._asdict() for each in merged.corrected]
    finish(merged.report, _("rows checked"), to, added=added, present=merged.present, corrected=corrected)


def _tell(merged: "Merged") -> None:
    """Print what a merge changed."""
    for name, key in merged.added:
        echo(f"+ {name}  {key}")
    for one in merged.corrected:
        echo(plain(f"~ {one.table}  {one.key}  {one.column}: {one.old or '-'} → {one.new or '-'}"))
    if merged.corrected:
        echo(
            ngettext("{n:,} cell corrected", "{n:,} cells corrected", len(merged.corrected)).format(
                n=len(merged.corrected)
            )
        )
    if merged:
        counts = _("{added:,} rows added, {present:,} already in the package")
        echo(counts.format(added=len(merged.added), present=merged.present))


@command()
@click.argument("book", type=PATH)
@click.argument("text", type=PATH)
@option("--output", "-o", type=FILE, help="Write the marked workbook to this file.  [default: BOOK-marked.xlsx]")
@printing("text", "json", file=False)
def contribute(book: Path, text: Path, output: Path | None, to: Printer) -> None:
    """Check a contribution in one step, and say what to do next.

    BOOK is the workbook of one plan, TEXT the plan's text. What is certain is filled in, the rows are
    validated and verified, the numbers of the text accounted for, and all findings marked in a copy.
    """
    from pyplanning.contribution.contribute import contribute
    from pyplanning.validation.report_text import changes, report

    with busy(_("Checking")):
        checked = contribute(book, text, output, to.lang)
    following = checked.next_step(text, to.lang)
    if to.form == "json":
        made = [asdict(each) for each in checked.changes]
        finish(checked.report, "", to, changes=made, marked=str(checked.marked), next=following)
    echo(changes(checked.changes, to.lang))
    echo(report(checked.report, _("rows checked"), to.lang, colour=to.on_screen))
    echo(plain(following))
    sys.exit(0 if checked.report.valid else 1)


@command()
@click.argument("folder", type=FOLDER, default=".")
@printing("text", "json", file=False)
def tidy(folder: Path, to: Printer) -> None:
    """Put a package that was edited by hand in order.

    FOLDER is a checkout. Rows are sorted by key, lines end alike, and hashes and sizes are written anew.
    """
    from pyplanning.contribution.tidy import tidy

    with busy(_("Tidying")):
        changed = tidy(folder, _saying(to.lang))
    if to.form == "json":
        to.write_json([*map(str, changed)])
        return
    for path in changed:
        echo(plain(f"~ {path}"))
    echo(ngettext("{n:,} file changed", "{n:,} files changed", len(changed)).format(n=len(changed)))


@command()
@click.argument("folder", type=FOLDER, default=".")
@option("--output", "-o", type=FILE, help="Write the list to this CSV file, with a column for English.")
@option("--fill", type=FILE, help="Fill in the English of such a file.")
@printing("text", "json", file=False)
def english(folder: Path, output: Path | None, fill: Path | None, to: Printer) -> None:
    """List what waits for its English, and fill it in.

    FOLDER is a checkout. Contributions may leave English to a maintainer; a release may not.
    """
    from pyplanning.contribution.english import fill_in, waiting, write_waiting

    if fill is not None:
        with busy(_("Filling in")):
            report, count = fill_in(folder, fill, _saying(to.lang))
        if to.form == "text":
            echo(ngettext("{n:,} cell filled in", "{n:,} cells filled in", count).format(n=count))
        finish(report, _("rows checked"), to, filled=count)
    rows = waiting(folder)
    if output is not None:
        write_waiting(rows, output)
    if to.form == "json":
        to.write_json(rows)
        return
    if output is not None:
        echo(str(output))
    else:
        for row in rows:
            echo(plain(f"{row['table']}  {row['key']}  {row['column']}  {row['zh']}"))
    echo(ngettext("{n:,} cell waits for English", "{n:,} cells wait for English", len(rows)).format(n=len(rows)))


def _saying(lang: Lang) -> Callable[[str, str], None]:
    """Make what reports something on the way, in the language of the reader."""
    return lambda en, zh: echo(zh if lang == "zh" else en, err=True)
