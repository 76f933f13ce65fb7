"""The commands that publish: diff, release, site, read."""

import sys
from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

import click

from pyplanning.datapackage import Lang
from pyplanning.io.command import command, option
from pyplanning.io.terminal import COUNT, FILE, FOLDER, PATH, Printer, busy, echo, printing
from pyplanning.validation.commands import package_here


@command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@option("--limit", type=COUNT, default=20, help="List at most this many changes of one kind in a table.")
@printing("text", "json", own=(".xlsx",))
def diff(old: Path, new: Path, limit: int, to: Printer) -> None:
    """Compare two versions, and name the version step.

    OLD and NEW are package folders, zips or releases, compared cell by cell.
    With --output FILE.xlsx the file is a workbook for reviewers, and the text is printed.
    The exit codes are those of other diff programs: 0 no difference, 1 differences, 2 could not run.
    """
    from pyplanning.publishing.diff import as_text
    from pyplanning.publishing.diff.diff import diff

    with busy(_("Comparing")):
        found = diff(old, new)
        if to.output is not None and to.output.suffix.lower() == ".xlsx":
            from pyplanning.publishing.diff.as_workbook import review

            review(found, to.output, to.lang)
            to = replace(to, output=None)
    if to.form == "json":
        to.write_json(as_text.to_dict(found))
    else:
        to.write(as_text.text(found, to.lang, limit))
    sys.exit(1 if found else 0)


@command()
@click.argument("folder", type=FOLDER)
@option("--from", "checkout", type=FOLDER, default=".", help="Release this checkout.")
@option("--last", type=PATH, help="Compare with the previous release, its folder or zip.")
@click.pass_obj
def release(lang: Lang, folder: Path, checkout: Path, last: Path | None) -> None:
    """Make every file of a release from a clean checkout.

    FOLDER is created, with the package, workbooks, Parquet, SQLite and metadata: there is no --format to choose.
    """
    from pyplanning.datapackage.descriptor import read_descriptor
    from pyplanning.publishing.release.make import release
    from pyplanning.publishing.release.readiness import homeless

    with busy(_("Releasing")) as report_step:
        release(folder, checkout, last, lambda en, zh: report_step(zh if lang == "zh" else en))
    for en, zh in homeless(read_descriptor(checkout)):
        echo(zh if lang == "zh" else en, err=True)
    echo(str(folder))


@command()
@click.argument("folder", type=FOLDER)
@option(
    "--from",
    "package",
    type=PATH,
    help="Show this package folder, zip or release instead of the checkout or the shipped one.",
)
def site(folder: Path, package: Path | None) -> None:
    """Make the data explorer: web pages in both languages.

    FOLDER is created; its pages open from disk, without a server. There is no --format to choose.
    """
    from pyplanning.datapackage.descriptor import root
    from pyplanning.io.release_folder import released
    from pyplanning.publishing.site import make_site

    chosen = package or package_here() or root()
    with busy(_("Making the explorer")), released(chosen) as found:
        make_site(found, folder)
    echo(str(folder / "index.html"))


@command()
@click.argument("text", type=FILE)
@click.argument("book", type=PATH, required=False)
@option("--output", "-o", type=FILE, required=True, help="Write the page to this file.")
@option("--id", "plan_id", help="Name the plan, where neither the text nor the file's name tells.")
@click.pass_obj
def read(lang: Lang, text: Path, book: Path | None, output: Path, plan_id: str | None) -> None:
    """Write a page with a plan's text and its quotes.

    TEXT is the plan's text; BOOK a workbook with rows about the plan, by default the rows of the shipped package.
    The page opens from disk, shows each quote in the colour of its table, and in red the numbers that are in no row.
    There is no other --format.
    """
    from pyplanning.publishing.reader import read

    with busy(_("Writing")):
        read(text, output, book, plan_id or "", lang)
    echo(str(output))
