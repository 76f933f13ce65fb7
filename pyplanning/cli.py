"""The commands: arguments, printing, exit codes. Nothing else in the library prints.

Exit codes: 0 valid, 1 errors found, 2 could not run.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

import pyplanning as pp
from pyplanning.datapackage.descriptor import nearest, root
from pyplanning.io.text_table import table as aligned_table
from pyplanning.rule import Report
from pyplanning.validation import report_json, report_text

if TYPE_CHECKING:
    import pandas as pd

    from pyplanning.dataset.load import Lang
    from pyplanning.validation.verify import Sources

Verb = Callable[..., None]

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
LANGS = click.Choice(["zh", "en"])
FORMS = click.Choice(["text", "json", "github"])
COUNT = click.IntRange(min=1)


class Commands(click.Group):
    """The commands in the order in which they come below."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run one; Ctrl-C is no 1, which says that errors were found."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            sys.exit(130)


def _locale() -> Lang:
    spoken = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    return "zh" if spoken.lower().startswith("zh") else "en"


lang_option = click.option(
    "--lang", type=LANGS, default=_locale, show_default=False, help="Language; from the locale by default."
)
format_option = click.option(
    "--format", "form", type=FORMS, default="text", help="text for people, json for programs, github for annotations."
)
output_option = click.option("--output", type=FILE, help="Write to this file instead of the screen.")
table_option = click.option("--table", help="Which table a file is, where its name does not say.")


def texts_options(command: Verb) -> Verb:
    """The plans' texts, which the command gets as ``texts``."""

    @click.option("--source", multiple=True, metavar="PLAN_ID=FILE", help="The text of one plan; may be repeated.")
    @click.option("--sources", type=PATH, help="The plans' texts, PLAN_ID.txt each.")
    @wraps(command)
    def given(source: tuple[str, ...], sources: Path | None, **others: Any) -> None:
        if source and sources:
            _fail("give --source or --sources, not both")
        named = dict(one.partition("=")[::2] for one in source)
        if not all(named.values()):
            _fail(f"--source takes PLAN_ID=FILE, not {next(p for p, f in named.items() if not f)!r}")
        command(texts={plan: Path(file) for plan, file in named.items()} or sources, **others)

    return given


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"pyplanning {pp.__version__}")
        context.exit()


@click.group(cls=Commands, context_settings={"show_default": True})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
def app() -> None:
    """China's provincial industry plans as open data: look, validate, prove."""


@contextmanager
def _exits(lang: Lang | None = None) -> Iterator[None]:
    """Turn what a user can mend into one sentence and exit code 2."""
    try:
        yield
    except pp.PackageError as error:
        _fail(error.zh if (lang or _locale()) == "zh" else error.en)


def _fail(message: str) -> NoReturn:
    for line in message.splitlines():
        click.echo(f"pyplanning: {line}", err=True)
    sys.exit(2)


def _write(text: str, output: Path | None) -> None:
    """Print ``text``, or write it beside ``output`` and rename, so that no half file stays."""
    if output is None:
        click.echo(text)
        return
    from pyplanning.io.write import write_file

    with _exits():
        write_file(output, f"{text}\n".encode())


def _emit(frame: pd.DataFrame, form: str, output: Path | None, right: tuple[str, ...] = ()) -> None:
    """Print a frame as an aligned table, or as JSON records."""
    if form == "json":
        _write(frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=2), output)
    else:
        _write(_aligned(frame, output, right), output)


def _aligned(frame: pd.DataFrame, output: Path | None, right: tuple[str, ...] = ()) -> str:
    """A frame as an aligned table, folded where it goes to a terminal."""
    on_screen = output is None and sys.stdout.isatty()
    return aligned_table(frame, right, shutil.get_terminal_size().columns if on_screen else None)


@app.command()
@lang_option
@format_option
@output_option
def tables(lang: Lang, form: str, output: Path | None) -> None:
    """List the tables of the package."""
    with _exits(lang):
        frame = pp.tables()
        title = "title_zh" if lang == "zh" else "title"
        if form != "json":
            frame = frame[["table", "rows", "columns", title]].rename(columns={title: "title"})
        _emit(frame, form, output, ("rows", "columns"))


@app.command()
@click.argument("table")
@click.option("--columns", help="Only these columns, with commas between.")
@click.option("--where", multiple=True, help="Only rows with COLUMN=VALUE; may be repeated.")
@click.option("--rows", type=click.IntRange(min=0), default=20, help="At most so many rows; 0 for all.")
@click.option("--labels", type=LANGS, help="Add the names of what keys point to.")
@format_option
@output_option
def show(
    table: str,
    columns: str | None,
    where: tuple[str, ...],
    rows: int,
    labels: Lang | None,
    form: str,
    output: Path | None,
) -> None:
    """Print rows of a table. TABLE is one that `pyplanning tables` lists."""
    with _exits():
        frame = pp.load(table, labels=labels)
        for condition in where:
            column, equals, value = condition.partition("=")
            if not equals:
                _fail(f"--where takes COLUMN=VALUE, not {condition!r}")
            frame = frame[_column(frame, table, column).astype("str") == value]
        if columns:
            frame = frame[[_column(frame, table, c).name for c in columns.split(",")]]
        total, frame = len(frame), frame.head(rows) if rows else frame
        numbers = tuple(str(c) for c in frame if frame[c].dtype in ("Int64", "Float64"))
        _emit(frame, form, output, numbers)
        if len(frame) < total:
            click.echo(f"… {total - len(frame)} more rows of {total}; --rows 0 shows all", err=True)


def _column(frame: pd.DataFrame, table: str, column: str) -> pd.Series:
    if column not in frame:
        raise nearest(column, frame.columns, f"column of {table}", f"{table}表的列")
    return frame[column]


@app.command()
@click.argument("table")
@lang_option
@format_option
@output_option
def describe(table: str, lang: Lang, form: str, output: Path | None) -> None:
    """Explain the columns of a table. TABLE is one that `pyplanning tables` lists."""
    with _exits(lang):
        frame = pp.describe(table)
        if form != "json":
            end = "_zh" if lang == "zh" else ""
            frame = frame[["column", "type", "required", "key", f"title{end}", f"description{end}"]]
            frame = frame.assign(required=frame["required"].map({True: "yes", False: ""}))
        _emit(frame, form, output)


@app.command()
@click.argument("paths", nargs=-1, type=PATH)
@lang_option
@table_option
@texts_options
@click.option("--annotate", type=FILE, help="Write the workbook to this file with the findings in it.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--limit", type=COUNT, default=1000, help="Findings told of a kind in a table; the rest is counted.")
@format_option
@output_option
def validate(
    paths: tuple[Path, ...],
    lang: Lang,
    table: str | None,
    texts: Sources | None,
    annotate: Path | None,
    strict: bool,
    limit: int,
    form: str,
    output: Path | None,
) -> None:
    """Validate the shipped package, or what you hand in.

    PATHS are CSV, Excel or Parquet files, package folders or zips; the shipped package by default.
    With the plans' texts, the rows are proven too.
    """
    with _exits(lang), _busy("校验" if lang == "zh" else "Validating"):
        if annotate is not None and len(paths) != 1:
            _fail("--annotate takes one workbook")
        report = pp.validate(_only(paths), name=table, limit=limit, sources=texts)
        if annotate is not None:
            pp.annotate(paths[0], report, annotate, lang)
    with _exits(lang):
        _finish(report, "rows checked", "行已校验", lang, form, output, strict)


@contextmanager
def _busy(what: str) -> Iterator[Callable[[str], None]]:
    """Say on a terminal that something is under way; give a function that says what now."""
    if not sys.stderr.isatty():
        yield lambda now: None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{what} …") as status:
        yield lambda now: status.update(f"{now} …")


def _needed(texts: Sources | None) -> Sources:
    """The plans' texts, without which nothing can be proved."""
    if texts is None:
        _fail("the plans' texts are needed: --sources FOLDER, or --source PLAN_ID=FILE")
    return texts


def _only(paths: tuple[Path, ...]) -> Any:
    """One path as itself, several as a list, none as None."""
    return paths[0] if len(paths) == 1 else list(paths) or None


@app.command()
@click.argument("output", type=FILE)
@lang_option
@click.option("--table", multiple=True, help="Only this table; may be repeated.")
@click.option("--plan", help="Chinese title of the new plan, which gets an id.")
@click.option("--filled", is_flag=True, help="With the rows of the package.")
def template(output: Path, lang: Lang, table: tuple[str, ...], plan: str | None, filled: bool) -> None:
    """Write a workbook to fill in.

    OUTPUT (.xlsx) gets a sheet a table, with notes, dropdowns and a guide.
    """
    with _exits(lang), _busy("生成模板" if lang == "zh" else "Writing"):
        pp.template(output, table or None, plan, lang, filled)
    click.echo(str(output))


@app.command()
@click.argument("path", type=PATH)
@click.option("--output", "-o", type=FILE, required=True, help="Where the result is written.")
@lang_option
@table_option
@texts_options
def fix(path: Path, output: Path, lang: Lang, table: str | None, texts: Sources | None) -> None:
    """Put right what keeps its meaning, and tell what is left.

    PATH is a workbook or CSV file. The changes are listed; the file itself is not changed.
    """
    zh = lang == "zh"
    with _exits(lang), _busy("修正" if zh else "Fixing"):
        fixed = pp.fix(path, output, name=table, sources=texts)
    with _exits(lang):
        click.echo(report_text.changes(fixed.changes, lang))
        _finish(fixed.left, "rows written", "行已写出", lang, "text", None)


@app.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@lang_option
@click.option("--into", type=FOLDER, default=".", help="Folder of the package.")
@table_option
@texts_options
def merge(paths: tuple[Path, ...], lang: Lang, into: Path, table: str | None, texts: Sources | None) -> None:
    """Merge contributed rows into a checkout's data.

    PATHS are workbooks, CSV files or folders of them. All rows are merged or none, and nothing with errors.
    """
    zh = lang == "zh"
    with _exits(lang), _busy("合并" if zh else "Merging"):
        merged = pp.merge(_only(paths), into, name=table, sources=texts)
    with _exits(lang):
        for name, key in merged.added:
            click.echo(f"+ {name}  {key}")
        if merged:
            done = f"{len(merged.added):,}"
            known = f"{merged.present:,}"
            click.echo(f"新增{done}行，已有{known}行" if zh else f"{done} rows added, {known} there already")
        _finish(merged.report, "rows checked", "行已校验", lang, "text", None)


@app.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@lang_option
@click.option("--limit", type=COUNT, default=20, help="Changes told of a kind in a table; the rest is counted.")
@format_option
@click.option("--output", type=FILE, help="Write to this file; .xlsx is a workbook for reviewers, besides.")
def diff(old: Path, new: Path, lang: Lang, limit: int, form: str, output: Path | None) -> None:
    """Compare two versions, and say which version step they ask for.

    OLD and NEW are package folders, zips or releases, compared cell by cell.
    Exit codes as of other programs of this name: 0 no difference, 1 differences, 2 could not run.
    """
    from pyplanning.publishing.diff import as_text

    if form == "github":
        _fail("diff has no format github; use text or json")
    with _exits(lang), _busy("比较" if lang == "zh" else "Comparing"):
        found = pp.diff(old, new)
        if output is not None and output.suffix.lower() == ".xlsx":
            from pyplanning.publishing.diff.as_workbook import review

            review(found, output, lang)
            output = None  # the text goes to the screen
    if form == "json":
        _write(json.dumps(as_text.to_dict(found), ensure_ascii=False, indent=2), output)
    else:
        _write(as_text.text(found, lang, limit), output)
    sys.exit(1 if found else 0)


@app.command()
@click.argument("folder", type=FOLDER)
@lang_option
@click.option("--from", "checkout", type=FOLDER, default=".", help="The checkout to release.")
@click.option("--last", type=PATH, help="The release before, its folder or zip; by it the version is judged.")
def release(folder: Path, lang: Lang, checkout: Path, last: Path | None) -> None:
    """Make every file of a release from a clean checkout.

    FOLDER is made, with package, workbooks, Parquet, SQLite and metadata in it.
    """
    from pyplanning.publishing.release.make import release

    zh = lang == "zh"
    with _exits(lang), _busy("发布" if zh else "Releasing") as say:
        release(folder, checkout, last, lambda en, chinese: say(chinese if zh else en))
    click.echo(str(folder))


@app.command()
@click.argument("folder", type=FOLDER)
@lang_option
@click.option("--from", "package", type=PATH, help="A package folder, zip or release; the shipped package by default.")
def site(folder: Path, lang: Lang, package: Path | None) -> None:
    """Make the data explorer: pages in both languages.

    FOLDER is made; its pages open from a disk, without a server.
    """
    from pyplanning.io.release_folder import released
    from pyplanning.publishing.site import make_site

    busy = _busy("生成网页" if lang == "zh" else "Making the explorer")
    with _exits(lang), busy, released(package or root()) as found:
        make_site(found, folder)
    click.echo(str(folder / "index.html"))


@app.command()
@click.argument("code")
@lang_option
def explain(code: str, lang: Lang) -> None:
    """Explain a rule: what it says, why, and how to mend it.

    CODE is that of the rule, such as PL201.
    """
    from pyplanning.validation import explain

    with _exits(lang):
        click.echo(explain.explain(code, lang))


@app.command()
@click.argument("path", type=PATH, required=False)
@lang_option
@texts_options
@format_option
@output_option
def verify(path: Path | None, lang: Lang, texts: Sources | None, form: str, output: Path | None) -> None:
    """Prove every row against the official texts.

    PATH is a package folder, or a file that you hand in; the shipped package by default.
    """
    with _exits(lang):
        _finish(pp.verify(_needed(texts), path), "rows proven", "行得到证实", lang, form, output)


def _finish(
    report: Report, en: str, zh: str, lang: Lang, form: str, output: Path | None, strict: bool = False
) -> NoReturn:
    """Print a report in the form asked for, and exit with its code."""
    if form == "json":
        _write(json.dumps(report_json.to_frictionless(report), ensure_ascii=False, indent=2), output)
    elif form == "github":
        _write("\n".join(report_text.annotation(issue, lang) for issue in report.issues), output)
    else:
        colour = output is None and sys.stdout.isatty()
        _write(report_text.report(report, zh if lang == "zh" else en, lang, colour=colour), output)
    sys.exit(0 if report.valid and not (strict and report.issues) else 1)


HEADS = {
    "plan_id": "规划",
    "numbers": "数字",
    "evidence": "行证据",
    "no fact": "非事实",
    "unaccounted": "未说明",
    "accounted": "说明率",
}


@app.command()
@click.argument("path", type=PATH, required=False)
@lang_option
@texts_options
@click.option("--all", "every", is_flag=True, help="List every number, not only those unaccounted for.")
@format_option
@output_option
def coverage(path: Path | None, lang: Lang, texts: Sources | None, every: bool, form: str, output: Path | None) -> None:
    """Account for every number of every plan.

    PATH is a package folder, or a file that you hand in; the shipped package by default.
    """
    from pyplanning.validation.coverage import summary, unaccounted

    with _exits(lang), _busy("核对" if lang == "zh" else "Accounting"):
        numbers = pp.coverage(_needed(texts), path)
    left = numbers[numbers["state"] == "unaccounted"]
    if form == "github":
        _write("\n".join(report_text.annotation(issue, lang) for issue in unaccounted(left)), output)
    elif form == "json" or every:
        _emit(numbers, form, output, ("start",))
    else:
        counts = summary(numbers)
        heads = HEADS if lang == "zh" else {}
        right = tuple(heads.get(column, column) for column in list(HEADS)[1:])
        tables = [_aligned(counts.rename(columns=heads), output, right)]
        if len(left):
            tables.insert(0, _aligned(left.drop(columns=["state", "by"]), output, ("start",)))
        _write("\n\n".join(tables), output)
    sys.exit(1 if len(left) else 0)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()
