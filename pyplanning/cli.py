"""The command line: the group of the commands, which are in their rooms."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

import pyplanning as pp
from pyplanning.io.command import Command, language, option, speaking
from pyplanning.io.terminal import echo, fail, machine_error, unprinted, warning_in

# Command → its module, in the order of the help.
COMMANDS = {
    command: f"pyplanning.{room}.commands"
    for room, commands in (
        ("dataset", ("tables", "show", "describe", "compare", "convert", "trajectories", "progress", "cite")),
        ("contribution", ("validate",)),
        ("validation", ("verify", "coverage", "explain")),
        ("contribution", ("template", "draft", "contribute", "fix", "merge", "tidy", "english")),
        ("publishing", ("diff", "release", "site", "read")),
    )
    for command in commands
}


class Commands(Command, click.Group):
    """The commands, each imported when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of that name; None where there is none."""
        module = COMMANDS.get(name)
        return getattr(import_module(module), name) if module else None

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command line in the language of the reader."""
        lang = language(sys.argv[1:] if args is None else args)
        with speaking(lang):
            try:
                return super().main(args, obj=lang, **extra)
            except OSError as error:  # click could not print the help
                fail(unprinted(error).text(lang))

    def invoke(self, ctx: click.Context) -> object:
        """Run one command; what a user can mend becomes a sentence and exit code 2."""
        try:
            with warning_in(ctx.obj):
                return super().invoke(ctx)
        except pp.PackageError as error:
            fail(error.text(ctx.obj))
        except OSError as error:
            fail(machine_error(error).text(ctx.obj))
        except MemoryError:
            fail(pp.PackageError("there is not enough memory", "内存不足").text(ctx.obj))
        except KeyboardInterrupt:  # no 1, which would mean that errors were found
            sys.exit(130)


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        echo(f"pyplanning {pp.__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"show_default": True})
@option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """Explore, validate and verify China's provincial industry plans as open data."""


def main() -> None:
    """Run the command line."""
    gc.set_threshold(100_000, 50, 50)  # a short process makes much and drops little: looking for waste costs a tenth
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
