"""Commands and options that speak the reader's language.

Words in Chinese, click's own among them, are in ``locale/zh/LC_MESSAGES/pyplanning.po``, from which
``msgfmt`` makes the file that gettext reads.
"""

import gettext
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from gettext import gettext as _
from inspect import cleandoc
from pathlib import Path

import click

from pyplanning.datapackage import Lang
from pyplanning.datapackage.errors import PackageError
from pyplanning.io.excel.limits import text_width

CATALOGUE, LOCALE = "pyplanning", Path(__file__).with_name("locale")
LANGS = click.Choice(["zh", "en"])
HALVES = re.compile("[\ud800-\udfff]")  # as which Python keeps bytes that are not UTF-8


def language(arguments: Sequence[str]) -> Lang:
    """Find the language of a call: its last ``--lang``, before or after the command, or that of the locale."""
    asked = re.findall("--lang[=\0](zh|en)(?=\0)", "\0".join([*arguments, ""]))
    locale = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    return "zh" if (asked[-1] if asked else locale.lower()).startswith("zh") else "en"


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Let gettext, from which click takes its words, answer in ``lang``; afterwards it is as it was."""
    domain, languages = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(CATALOGUE, str(LOCALE))
    gettext.textdomain(CATALOGUE)
    os.environ["LANGUAGE"] = lang
    try:
        yield
    finally:
        gettext.textdomain(domain)
        del os.environ["LANGUAGE"]
        if languages is not None:
            os.environ["LANGUAGE"] = languages


class _Formatter(click.HelpFormatter):
    """The layout of a help page, in which Chinese characters count as two columns."""

    def write_heading(self, heading: str) -> None:
        """Write what is above a list."""
        self.write(f"{heading}{':' if heading.isascii() else '：'}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write a list of terms with what they mean; a term that is too long has a line of its own."""
        rows = [*rows]
        first = min(max(text_width(term) for term, _ in rows), col_max) + col_spacing
        for term, meaning in rows:
            lines = click.wrap_text(meaning, max(self.width - first - 2, 10), preserve_paragraphs=True).splitlines()
            apart = first - text_width(term)
            if apart < col_spacing:
                lines = ["", *lines]
            gap = " " * (self.current_indent + first)
            head = " " * self.current_indent + term + " " * apart
            self.write("\n".join([(head + next(iter(lines), "")).rstrip(), *(gap + line for line in lines[1:])]) + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Translated:
    """Something whose help is looked up in the reader's language each time that it is printed."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """The help, in the reader's language."""
        return self._help and _(cleandoc(self._help))

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


class Option(_Translated, click.Option):
    """An option with its help, and the word for what it takes, in the reader's language."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the word for what the option takes."""
        return _(super().make_metavar(ctx))


class Command(_Translated, click.Command):
    """A command with its help in the reader's language, which ``--lang`` chooses."""

    context_class = _Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the arguments and options; --lang, which ``language`` has read already, is one of every command."""
        return [LANG_OPTION, *super().get_params(ctx)]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, whose own help click would keep in the language of the first call."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the usage line."""
        pieces = super().collect_usage_pieces(ctx)  # arguments keep the names that the help explains
        return [_(piece) if piece.startswith(("[OPTIONS", "COMMAND")) else piece for piece in pieces]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments and options; what is wrong with one has Chinese punctuation in Chinese."""
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as error:
            if ctx.obj != "zh":
                raise
            raise click.UsageError(_punctuated(error.format_message()), error.ctx or ctx) from None

    def invoke(self, ctx: click.Context) -> object:
        """Run the command, unless what it is given, other than the name of a file, is no text."""
        for given in ctx.params.values():
            for text in given if isinstance(given, tuple) else (given,):
                if isinstance(text, str) and HALVES.search(text):
                    raise PackageError(f"“{text}” is not text in UTF-8", f"“{text}”不是UTF-8编码的文本")
        return super().invoke(ctx)


def _punctuated(message: str) -> str:
    """Write quotation marks, lists and the full stop that click puts around Chinese words as Chinese does."""
    for pattern, mark in ((r"'([^']*)'", r"“\1”"), ("”, “", "”、“"), ("” / “", "”或“"), (" “", "“"), (r"\.$", "。")):
        message = re.sub(pattern, mark, message)
    return message


command = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
LANG_OPTION = Option(
    ["--lang"], type=LANGS, expose_value=False, help="Choose the language; by default that of the locale."
)
