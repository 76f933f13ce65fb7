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
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

import pyplanning as pp
from pyplanning import rendering, reporting
from pyplanning.issue import Report

if TYPE_CHECKING:
    import pandas as pd

app = typer.Typer(
    help="China's provincial industry plans as open data: look, validate, prove.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Lang(StrEnum):
    """Language of titles and findings."""

    zh = "zh"
    en = "en"


class Format(StrEnum):
    """What a command prints."""

    text = "text"
    json = "json"
    github = "github"


def _locale() -> Lang:
    spoken = next((os.environ[v] for v in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(v)), "")
    return Lang.zh if spoken.lower().startswith("zh") else Lang.en


LangOption = Annotated[
    Lang,
    typer.Option("--lang", default_factory=_locale, help="Language; from the locale by default.", show_default=False),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="text for people, json for programs, github for annotations.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Write to this file instead of the screen.", dir_okay=False)
]
PathArgument = Annotated[
    Path | None,
    typer.Argument(
        help="A package folder, or a file that you hand in; the shipped package by default.", show_default=False
    ),
]
TextsOption = Annotated[
    list[str] | None, typer.Option("--source", metavar="PLAN_ID=FILE", help="The text of one plan; may be repeated.")
]
FolderOption = Annotated[Path | None, typer.Option("--sources", help="The plans' texts, PLAN_ID.txt each.")]
TableOption = Annotated[str | None, typer.Option(help="Which table a file is, where its name does not say.")]


@contextmanager
def _exits(lang: Lang | None = None) -> Iterator[None]:
    """Turn what a user can mend into one sentence and exit code 2."""
    try:
        yield
    except pp.PackageError as error:
        _fail(error.zh if (lang or _locale()) is Lang.zh else error.en)
    except KeyError as error:
        _fail(str(error.args[0]))


def _fail(message: str) -> NoReturn:
    for line in message.splitlines():
        typer.echo(f"pyplanning: {line}", err=True)
    raise typer.Exit(2)


def _write(text: str, output: Path | None) -> None:
    """Print ``text``, or write it beside ``output`` and rename, so that no half file stays."""
    if output is None:
        typer.echo(text)
        return
    beside = output.with_name(output.name + ".part")
    try:
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(output)
    except OSError as error:
        beside.unlink(missing_ok=True)
        _fail(f"{output} cannot be written: {error.strerror}")


def _emit(frame: pd.DataFrame, form: Format, output: Path | None, right: tuple[str, ...] = ()) -> None:
    """Print a frame as an aligned table, or as JSON records."""
    if form is Format.json:
        _write(frame.to_json(orient="records", force_ascii=False, date_format="iso", indent=2), output)
    else:
        _write(_aligned(frame, output, right), output)


def _aligned(frame: pd.DataFrame, output: Path | None, right: tuple[str, ...] = ()) -> str:
    """A frame as an aligned table, folded where it goes to a terminal."""
    on_screen = output is None and sys.stdout.isatty()
    return rendering.table(frame, right, shutil.get_terminal_size().columns if on_screen else None)


@app.command()
def tables(lang: LangOption, form: FormatOption = Format.text, output: OutputOption = None) -> None:
    """List the tables of the package."""
    with _exits(lang):
        frame = pp.tables()
        title = "title_zh" if lang is Lang.zh else "title"
        if form is not Format.json:
            frame = frame[["table", "rows", "columns", title]].rename(columns={title: "title"})
        _emit(frame, form, output, ("rows", "columns"))


@app.command()
def show(
    table: Annotated[str, typer.Argument(help="Name of a table; see `pyplanning tables`.")],
    columns: Annotated[str | None, typer.Option(help="Only these columns, with commas between.")] = None,
    where: Annotated[list[str] | None, typer.Option(help="Only rows with COLUMN=VALUE; may be repeated.")] = None,
    rows: Annotated[int, typer.Option(min=0, help="At most so many rows; 0 for all.")] = 20,
    labels: Annotated[Lang | None, typer.Option(help="Add the names of what keys point to.")] = None,
    form: FormatOption = Format.text,
    output: OutputOption = None,
) -> None:
    """Print rows of a table."""
    with _exits():
        frame = pp.load(table, labels=labels.value if labels else None)
        for condition in where or []:
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
            typer.echo(f"… {total - len(frame)} more rows of {total}; --rows 0 shows all", err=True)


def _column(frame: pd.DataFrame, table: str, column: str) -> pd.Series:
    from pyplanning.datapackage import nearest

    if column not in frame:
        raise nearest(column, frame.columns, f"column of {table}")
    return frame[column]


@app.command()
def describe(
    table: Annotated[str, typer.Argument(help="Name of a table; see `pyplanning tables`.")],
    lang: LangOption,
    form: FormatOption = Format.text,
    output: OutputOption = None,
) -> None:
    """Explain the columns of a table."""
    with _exits(lang):
        frame = pp.describe(table)
        if form is not Format.json:
            end = "_zh" if lang is Lang.zh else ""
            frame = frame[["column", "type", "required", "key", f"title{end}", f"description{end}"]]
            frame = frame.assign(required=frame["required"].map({True: "yes", False: ""}))
        _emit(frame, form, output)


@app.command()
def validate(
    lang: LangOption,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="CSV, Excel or Parquet files, package folders or zips; the shipped package by default.",
            show_default=False,
        ),
    ] = None,
    table: TableOption = None,
    source: TextsOption = None,
    sources: FolderOption = None,
    annotate: Annotated[
        Path | None, typer.Option(help="Write the workbook to this file with the findings in it.", dir_okay=False)
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Findings told of a kind in a table; the rest is counted.")] = 1000,
    form: FormatOption = Format.text,
    output: OutputOption = None,
) -> None:
    """Validate the shipped package, another package, or tables that you hand in; prove them with their texts."""
    with _exits(lang), _busy("校验" if lang is Lang.zh else "Validating"):
        if annotate is not None and len(paths or []) != 1:
            _fail("--annotate takes one workbook")
        report = pp.validate(_only(paths), name=table, limit=limit, sources=_texts(source, sources))
        if annotate is not None and paths:
            pp.annotate(paths[0], report, annotate, lang.value)
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


def _texts(source: list[str] | None, sources: Path | None) -> Path | dict[str, Path] | None:
    """The plans' texts: a folder, or a file for each plan."""
    if source and sources:
        _fail("give --source or --sources, not both")
    named = dict(one.partition("=")[::2] for one in source or [])
    if not all(named.values()):
        _fail(f"--source takes PLAN_ID=FILE, not {next(p for p, f in named.items() if not f)!r}")
    return {plan: Path(file) for plan, file in named.items()} or sources


def _needed(source: list[str] | None, sources: Path | None) -> Path | dict[str, Path]:
    """The plans' texts, without which nothing can be proved."""
    found = _texts(source, sources)
    if found is None:
        _fail("the plans' texts are needed: --sources FOLDER, or --source PLAN_ID=FILE")
    return found


def _only(paths: list[Path] | None) -> Any:
    """One path as itself, several as a list, none as None."""
    return paths[0] if paths and len(paths) == 1 else paths or None


@app.command()
def template(
    output: Annotated[Path, typer.Argument(help="The workbook to write (.xlsx).", dir_okay=False)],
    lang: LangOption,
    table: Annotated[list[str] | None, typer.Option(help="Only this table; may be repeated.")] = None,
    plan: Annotated[str | None, typer.Option(help="Chinese title of the new plan, which gets an id.")] = None,
    filled: Annotated[bool, typer.Option("--filled", help="With the rows of the package.")] = False,
) -> None:
    """Write a workbook to fill in: a sheet a table, with notes, dropdowns and a guide."""
    with _exits(lang), _busy("生成模板" if lang is Lang.zh else "Writing"):
        pp.template(output, table or None, plan, lang.value, filled)
    typer.echo(str(output))


@app.command()
def fix(
    path: Annotated[Path, typer.Argument(help="A workbook or CSV file.", exists=False)],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the result is written.", dir_okay=False)],
    lang: LangOption,
    table: TableOption = None,
    source: TextsOption = None,
    sources: FolderOption = None,
) -> None:
    """Put right what keeps its meaning, list it, and tell what is left; the file itself is not changed."""
    zh = lang is Lang.zh
    with _exits(lang), _busy("修正" if zh else "Fixing"):
        fixed = pp.fix(path, output, name=table, sources=_texts(source, sources))
    with _exits(lang):
        typer.echo(rendering.changes(fixed.changes, lang.value))
        _finish(fixed.left, "rows written", "行已写出", lang, Format.text, None)


@app.command()
def merge(
    paths: Annotated[list[Path], typer.Argument(help="Workbooks, CSV files or folders of them.")],
    lang: LangOption,
    into: Annotated[Path, typer.Option(help="Folder of the package.", file_okay=False)] = Path("."),
    table: TableOption = None,
    source: TextsOption = None,
    sources: FolderOption = None,
) -> None:
    """Merge contributed rows into a checkout's data: all or none, and nothing with errors."""
    zh = lang is Lang.zh
    with _exits(lang), _busy("合并" if zh else "Merging"):
        merged = pp.merge(_only(paths), into, name=table, sources=_texts(source, sources))
    with _exits(lang):
        for name, key in merged.added:
            typer.echo(f"+ {name}  {key}")
        if merged:
            done = f"{len(merged.added):,}"
            known = f"{merged.present:,}"
            typer.echo(f"新增{done}行，已有{known}行" if zh else f"{done} rows added, {known} there already")
        _finish(merged.report, "rows checked", "行已校验", lang, Format.text, None)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The version before: a package folder, a zip, or a release.")],
    new: Annotated[Path, typer.Argument(help="The version now.")],
    lang: LangOption,
    limit: Annotated[int, typer.Option(min=1, help="Changes told of a kind in a table; the rest is counted.")] = 20,
    form: FormatOption = Format.text,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", help="Write to this file; .xlsx is a workbook for reviewers, besides.", dir_okay=False
        ),
    ] = None,
) -> None:
    """Compare two versions, cell by cell, and say which version step the changes ask for.

    Exit codes as of other programs of this name: 0 no difference, 1 differences, 2 could not run.
    """
    from pyplanning import changes

    if form is Format.github:
        _fail("diff has no format github; use text or json")
    with _exits(lang), _busy("比较" if lang is Lang.zh else "Comparing"):
        found = pp.diff(old, new)
        if output is not None and output.suffix.lower() == ".xlsx":
            from pyplanning.reviews import review

            review(found, output, lang.value)
            output = None  # the text goes to the screen
    if form is Format.json:
        _write(json.dumps(changes.to_dict(found), ensure_ascii=False, indent=2), output)
    else:
        _write(changes.text(found, lang.value, limit), output)
    raise typer.Exit(1 if found else 0)


@app.command()
def release(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", file_okay=False)],
    lang: LangOption,
    checkout: Annotated[Path, typer.Option("--from", help="The checkout to release.", file_okay=False)] = Path("."),
    last: Annotated[
        Path | None, typer.Option(help="The release before, its folder or zip; by it the version is judged.")
    ] = None,
) -> None:
    """Make every file of a release from a clean checkout: package, workbooks, Parquet, SQLite, metadata."""
    from pyplanning.releases.making import release

    zh = lang is Lang.zh
    with _exits(lang), _busy("发布" if zh else "Releasing") as say:
        release(folder, checkout, last, lambda en, chinese: say(chinese if zh else en))
    typer.echo(str(folder))


@app.command()
def site(
    folder: Annotated[Path, typer.Argument(help="The folder to make.", file_okay=False)],
    lang: LangOption,
    package: Annotated[
        Path | None,
        typer.Option("--from", help="A package folder, zip or release; the shipped package by default."),
    ] = None,
) -> None:
    """Make the data explorer: pages in both languages that open from a disk, without a server."""
    from pyplanning.datapackage import root
    from pyplanning.released import released
    from pyplanning.site import make_site

    busy = _busy("生成网页" if lang is Lang.zh else "Making the explorer")
    with _exits(lang), busy, released(package or root()) as found:
        make_site(found, folder)
    typer.echo(str(folder / "index.html"))


@app.command()
def explain(code: Annotated[str, typer.Argument(help="Code of a rule, such as PL201.")], lang: LangOption) -> None:
    """Explain a rule: what it says, why, and how to mend what it finds."""
    from pyplanning import explanation

    with _exits(lang):
        typer.echo(explanation.explain(code, lang.value))


@app.command()
def verify(
    lang: LangOption,
    path: PathArgument = None,
    source: TextsOption = None,
    sources: FolderOption = None,
    form: FormatOption = Format.text,
    output: OutputOption = None,
) -> None:
    """Prove every row against the official texts."""
    with _exits(lang):
        _finish(pp.verify(_needed(source, sources), path), "rows proven", "行得到证实", lang, form, output)


def _finish(
    report: Report, en: str, zh: str, lang: Lang, form: Format, output: Path | None, strict: bool = False
) -> NoReturn:
    """Print a report in the form asked for, and exit with its code."""
    if form is Format.json:
        _write(json.dumps(reporting.to_frictionless(report), ensure_ascii=False, indent=2), output)
    elif form is Format.github:
        _write("\n".join(rendering.annotation(issue, lang.value) for issue in report.issues), output)
    else:
        colour = output is None and sys.stdout.isatty()
        _write(rendering.report(report, zh if lang is Lang.zh else en, lang.value, colour=colour), output)
    raise typer.Exit(0 if report.valid and not (strict and report.issues) else 1)


HEADS = {
    "plan_id": "规划",
    "numbers": "数字",
    "evidence": "行证据",
    "no fact": "非事实",
    "unaccounted": "未说明",
    "accounted": "说明率",
}


@app.command()
def coverage(
    lang: LangOption,
    path: PathArgument = None,
    source: TextsOption = None,
    sources: FolderOption = None,
    every: Annotated[bool, typer.Option("--all", help="List every number, not only those unaccounted for.")] = False,
    form: FormatOption = Format.text,
    output: OutputOption = None,
) -> None:
    """Account for every number of every plan."""
    from pyplanning.accounting import summary, unaccounted

    with _exits(lang), _busy("核对" if lang is Lang.zh else "Accounting"):
        numbers = pp.coverage(_needed(source, sources), path)
    left = numbers[numbers["state"] == "unaccounted"]
    if form is Format.github:
        _write("\n".join(rendering.annotation(issue, lang.value) for issue in unaccounted(left)), output)
    elif form is Format.json or every:
        _emit(numbers, form, output, ("start",))
    else:
        counts = summary(numbers)
        heads = HEADS if lang is Lang.zh else {}
        right = tuple(heads.get(column, column) for column in list(HEADS)[1:])
        tables = [_aligned(counts.rename(columns=heads), output, right)]
        if len(left):
            tables.insert(0, _aligned(left.drop(columns=["state", "by"]), output, ("start",)))
        _write("\n\n".join(tables), output)
    raise typer.Exit(1 if len(left) else 0)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()
