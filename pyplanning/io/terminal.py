"""What the commands of every room share: formats, files, printing and exit codes.

Exit codes: 0 valid, 1 errors found, 2 could not run. Nothing but the commands prints.
"""

import errno
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pyplanning.datapackage import Lang
from pyplanning.datapackage.errors import PackageError, system_reason
from pyplanning.io.command import option
from pyplanning.io.text_table import IN_JSON, printable, table

if TYPE_CHECKING:
    import pandas as pd

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
COUNT = click.IntRange(min=1)
FRAMES = ("text", "json", "csv", "xlsx", "parquet", "markdown")  # the formats of a frame
ENDINGS = {"json": ".json", "csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet", "markdown": ".md", "bibtex": ".bib"}
OF_TEXT = ("", ".txt", ".log", ".md")


def echo(text: str, err: bool = False) -> None:
    """Print a text, with nothing in it that would control the terminal.

    Raises PackageError where it cannot be printed in full.
    """
    stream = sys.stderr if err else sys.stdout
    try:
        if stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        click.echo(printable(text), err=err)
    except OSError as error:
        raise unprinted(error) from None


def unprinted(error: OSError) -> PackageError:
    """Make the error for a standard output that is full or closed, to which nothing more is written."""
    with suppress(OSError, ValueError, AttributeError):  # what is left would be written at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    en, zh = system_reason(error)
    return PackageError(
        f"standard output cannot be written ({en}), and is not complete", f"标准输出无法写入（{zh}），内容不完整"
    )


def machine_error(error: OSError) -> PackageError:
    """Make the error for what the system refused in a place that no other error names."""
    place, (en, zh) = error.filename or tempfile.gettempdir(), system_reason(error)
    return PackageError(
        f"{place} cannot be read or written ({en}); check the space on the disk, and who may write there",
        f"{place}无法读写（{zh}），请检查磁盘空间和权限",
    )


@contextmanager
def warning_in(lang: Lang) -> Iterator[None]:
    """Print a warning of ours, which is a line in English and one in Chinese, as one sentence."""
    with warnings.catch_warnings():
        show = warnings.showwarning

        def in_language(message: Warning | str, *place: Any, **more: Any) -> None:
            english, _, chinese = str(message).partition("\n")
            if chinese:
                echo(f"pyplanning: {chinese if lang == 'zh' else english}", err=True)
            else:
                show(message, *place, **more)

        warnings.showwarning = in_language
        yield


def fail(message: str) -> NoReturn:
    """End the program with one sentence, or several lines of one each, and exit code 2."""
    with suppress(PackageError):  # where nobody can read it, the exit code remains
        for line in message.splitlines():
            echo(f"pyplanning: {line}", err=True)
    sys.exit(2)


@dataclass(frozen=True)
class Printer:
    """Where a command's result goes, and how: language, format (one of FRAMES, or github), file or screen."""

    lang: Lang
    form: str = "text"
    output: Path | None = None

    @property
    def on_screen(self) -> bool:
        """Whether a person reads the result on a terminal."""
        return self.output is None and sys.stdout is not None and sys.stdout.isatty()

    def write(self, text: str) -> None:
        """Print a text, or write it to the file; PackageError where it cannot be written."""
        if self.output is None:
            echo(text)
        else:
            from pyplanning.io.write import write_file

            write_file(self.output, f"{printable(text)}\n".encode())

    def write_json(self, data: object) -> None:
        """Print or write plain data as JSON."""
        self.write(json.dumps(data, ensure_ascii=False, indent=2).translate(IN_JSON))

    def write_frame(self, frame: "pd.DataFrame", *right: str, title: str = "pyplanning") -> None:
        """Print or write a frame in the format asked for: an aligned table has the columns ``right`` to the right.

        A workbook has a sheet of this ``title``, and a CSV file the mark by which Excel knows UTF-8.
        """
        if self.form == "text":
            self.write(self.aligned(frame, *right))
            return
        from pyplanning.io.frame_files import AS_TEXT, as_file
        from pyplanning.io.write import write_file

        if self.output is not None:
            write_file(self.output, as_file(frame, self.form, title))
        else:
            echo(AS_TEXT[self.form](frame).removesuffix("\n"))

    def aligned(self, frame: "pd.DataFrame", *right: str) -> str:
        """Lay out a frame as an aligned table, folded where it goes to a terminal."""
        return table(frame, right, shutil.get_terminal_size().columns if self.on_screen else None)


def printing(
    *formats: str, file: bool = True, own: tuple[str, ...] = ()
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add --format, and with ``file`` --output, to a command, which is given a Printer as ``to``.

    Where no format is chosen it is that of the file's ending, or else text. Files that end with one of ``own`` are
    the command's own concern.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def print_result(form: str | None, **others: Any) -> None:
            output: Path | None = others.pop("output") if file else None
            chosen = _format(form, output, formats, own)
            command(to=Printer(click.get_current_context().obj, chosen, output), **others)

        choice = "Choose the format; by default that of the ending of --output, or text."
        if file:
            made = option("--output", "-o", type=FILE, help="Write to this file instead of the screen.")(print_result)
            return option("--format", "form", type=click.Choice(formats), help=choice)(made)
        return option("--format", "form", type=click.Choice(formats), default="text", help="Choose the format.")(
            print_result
        )

    return decorate


def _format(form: str | None, output: Path | None, formats: Sequence[str], own: tuple[str, ...]) -> str:
    """Choose the format of a result, and fail where it is not that of the file's ending."""
    ending = output.suffix.lower() if output else ""
    by_ending = {ENDINGS[each]: each for each in formats if each in ENDINGS}
    if output is None and form in ("xlsx", "parquet"):
        fail(_("--format {form} needs --output FILE").format(form=form))
    if ending in own:
        return form or "text"
    if form is None and ending not in (*by_ending, *OF_TEXT):
        endings = ", ".join((".txt", *by_ending))
        fail(_("{file} ends like no format; choose one of {endings}, or --format").format(file=output, endings=endings))
    if form is None:
        return by_ending.get(ending, "text")
    if ending in ENDINGS.values() and ENDINGS.get(form, ".md") != ending:
        fail(_("{file} ends like another format than {form}; leave out --format").format(file=output, form=form))
    return form


@contextmanager
def busy(what: str) -> Iterator[Callable[[str], None]]:
    """Report on a terminal that ``what`` is under way; give a function that reports what is next."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …") as status:
        yield lambda step: status.update(f"{step} …")
