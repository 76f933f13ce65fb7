"""The command line: the group, and the command that needs several rooms; the others are in their rooms."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import pyplanning as pp
from pyplanning.io.terminal import (
    COUNT,
    FILE,
    PATH,
    Command,
    Printer,
    busy,
    command,
    fail,
    language,
    option,
    printing,
    speaking,
    table_option,
)
from pyplanning.validation.commands import finish, only, texts_options

if TYPE_CHECKING:
    from pyplanning.evidence.plan_texts import Sources

# Module → the commands in it, in the order of the help.
MODULES = {
    "dataset.commands": ("tables", "show", "describe"),
    "cli": ("validate",),
    "validation.commands": ("verify", "coverage", "explain"),
    "contribution.commands": ("template", "fix", "merge"),
    "publishing.commands": ("diff", "release", "site"),
}
COMMANDS = {command: module for module, commands in MODULES.items() for command in commands}


class Commands(Command, click.Group):
    """The commands, each imported when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name; None where there is none."""
        module = COMMANDS.get(name)
        return getattr(import_module(f"pyplanning.{module}"), name) if module else None

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command line in the language of the reader."""
        lang = language(sys.argv[1:] if args is None else args)
        with speaking(lang):
            return super().main(args, obj=lang, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run one command; what a user can mend becomes a sentence and exit code 2."""
        try:
            return super().invoke(ctx)
        except pp.PackageError as error:
            fail(error.zh if ctx.obj == "zh" else error.en)
        except KeyboardInterrupt:  # no 1, which would mean that errors were found
            sys.exit(130)


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"pyplanning {pp.__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"show_default": True})
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """Look at, validate and prove China's provincial industry plans as open data."""


@command()
@click.argument("paths", nargs=-1, type=PATH)
@table_option
@texts_options
@option("--annotate", type=FILE, help="Write the workbook to this file with the findings in it.")
@option("--strict", is_flag=True, help="Fail on warnings too.")
@option("--limit", type=COUNT, default=1000, help="List at most this many findings of one kind in a table.")
@printing("text", "json", "github")
def validate(
    paths: tuple[Path, ...],
    table: str | None,
    texts: Sources | None,
    annotate: Path | None,
    strict: bool,
    limit: int,
    to: Printer,
) -> None:
    """Validate the shipped package, or files of your own.

    PATHS are CSV, Excel or Parquet files, package folders or zips; by default the shipped package.
    With the plans' texts, the rows are proved too.
    """
    if annotate is not None and len(paths) != 1:
        fail(_("--annotate takes one workbook"))
    with busy(_("Validating")):
        report = pp.validate(only(paths), name=table, limit=limit, sources=texts)
        if annotate is not None:
            pp.annotate(paths[0], report, annotate, to.lang)
    finish(report, _("rows checked"), to, strict)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()
