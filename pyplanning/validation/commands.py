"""The commands verify, coverage and explain; and what every command that ends in a report has in common."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pyplanning.evidence import Sources
from pyplanning.io.command import command, option
from pyplanning.io.terminal import FRAMES, PATH, Printer, busy, echo, fail, printing
from pyplanning.io.text_table import plain

if TYPE_CHECKING:
    from pyplanning.rule import Report

table_option = option("--table", help="Name the table in the file, if the file's name does not.")


def texts_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for the plans' texts, which the command is given as ``texts``."""

    @option(
        "--source", multiple=True, metavar="PLAN_ID=FILE", help="Use this file as the text of a plan; may be repeated."
    )
    @option("--sources", type=PATH, help="Use the plans' texts in this folder, each named PLAN_ID.txt.")
    @wraps(command)
    def with_texts(source: tuple[str, ...], sources: Path | None, **others: object) -> None:
        if source and sources:
            fail(_("give --source or --sources, not both"))
        files = dict(one.partition("=")[::2] for one in source)
        for plan, file in files.items():
            if not file:
                fail(_("--source takes PLAN_ID=FILE, not {plan!r}").format(plan=plan))
        command(texts={plan: Path(file) for plan, file in files.items()} or sources, **others)

    return with_texts


def only(paths: tuple[Path, ...]) -> Path | list[Path] | None:
    """Give one path as itself, several as a list, none as None."""
    return paths[0] if len(paths) == 1 else list(paths) or None


def package_here() -> Path | None:
    """Choose the package that is looked at where none is named, and report it: the checkout around, or the shipped one.

    The checkout is the working folder, if its datapackage.json is that of this package.
    """
    from pyplanning.datapackage.descriptor import PackageError, descriptor, read_descriptor, root

    folder = Path()
    try:
        found = read_descriptor(folder) if (folder / "datapackage.json").is_file() else None
    except PackageError:  # of another kind: it can be named
        found = None
    inside = found is not None and found.name == descriptor().name and folder.resolve() != root().resolve()
    if inside and found is not None:
        echo(
            _("looking at the package in {folder}, version {version}").format(
                folder=plain(str(folder.resolve())), version=plain(found.version)
            ),
            err=True,
        )
        return folder
    echo(_("looking at the shipped package, version {version}").format(version=descriptor().version), err=True)
    return None


def folder_of(paths: Sequence[Path]) -> str:
    """Give the folder that findings name their files from, seen from the working folder; "" where that is it."""
    folder, working = paths[0].resolve() if len(paths) == 1 else None, Path().resolve()
    # A name that no file can have is for the reader to report: os.path.isdir does not fail on it.
    inside = folder is not None and os.path.isdir(folder) and folder.is_relative_to(working)
    return folder.relative_to(working).as_posix() if folder is not None and inside else ""


@contextmanager
def annotating_errors(to: Printer, folder: str = "") -> Iterator[None]:
    """Print what stops a command as annotations too, where these are asked for."""
    from pyplanning.datapackage.descriptor import PackageError
    from pyplanning.validation.report_text import annotated_error

    try:
        yield
    except PackageError as error:
        if to.form == "github":
            to.write(annotated_error(error, to.lang, folder))
        raise


def _needed(texts: Sources | None) -> Sources:
    """Give the plans' texts, without which nothing can be proved."""
    if texts is None:
        fail(_("the plans' texts are needed: --sources FOLDER, or --source PLAN_ID=FILE"))
    return texts


def finish(
    report: "Report", counted: str, to: Printer, strict: bool = False, folder: str = "", **also: object
) -> NoReturn:
    """Print a report in the format asked for, and exit with its code.

    ``counted`` says what its rows are, ``folder`` where its files are, which annotations name. JSON has what a
    command did ``also``, with the report beside it.
    """
    from pyplanning.validation import report_json, report_text

    if to.form == "json":
        found = report_json.to_frictionless(report)
        to.write_json({**also, "report": found} if also else found)
    elif to.form == "github":
        to.write("\n".join(report_text.annotation(issue, to.lang, folder) for issue in report.issues))
    else:
        to.write(report_text.report(report, counted, to.lang, colour=to.on_screen))
    sys.exit(0 if report.valid and not (strict and report.issues) else 1)


@command()
@click.argument("path", type=PATH, required=False)
@texts_options
@printing("text", "json", "github")
def verify(path: Path | None, texts: Sources | None, to: Printer) -> None:
    """Verify every row against the official texts.

    PATH is a package folder, or a file of your own; by default the shipped package.
    """
    from pyplanning.validation.verify import verify

    finish(verify(_needed(texts), path), _("rows verified"), to, folder=folder_of([path] if path else []))


@command()
@click.argument("path", type=PATH, required=False)
@texts_options
@option("--all", "every", is_flag=True, help="List every number, not only those that no row accounts for.")
@printing(*FRAMES, "github")
def coverage(path: Path | None, texts: Sources | None, every: bool, to: Printer) -> None:
    """Account for every number of every plan.

    PATH is a package folder, or a file of your own; by default the shipped package.
    """
    from pyplanning.validation.coverage import coverage, summary, unaccounted
    from pyplanning.validation.report_text import annotation

    with busy(_("Accounting")):
        numbers = coverage(_needed(texts), path)
    left = numbers[numbers["state"] == "unaccounted"]
    if to.form == "github":
        to.write("\n".join(annotation(issue, to.lang) for issue in unaccounted(left)))
    elif to.form != "text" or every:
        to.write_frame(numbers, "start", title="coverage")
    else:
        counts = summary(numbers).replace({"plan_id": {"total": _("total")}}).rename(columns=_)
        parts = [to.aligned(left.drop(columns=["state", "by"]), "start")] if len(left) else []
        to.write("\n\n".join([*parts, to.aligned(counts, *counts.columns[1:])]))
    sys.exit(1 if len(left) else 0)


@command()
@click.argument("code")
@printing("text", "json")
def explain(code: str, to: Printer) -> None:
    """Explain a rule, and how to correct what it finds.

    CODE is the code of the rule, such as PL201.
    """
    from pyplanning.validation.explain import explain, explain_as_dict

    if to.form == "json":
        to.write_json(explain_as_dict(code))
    else:
        to.write(explain(code, to.lang))
