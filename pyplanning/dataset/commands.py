"""The commands that look at the package: tables, show, describe, compare, convert, trajectories, progress, cite."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pyplanning.datapackage import Lang
from pyplanning.io.command import LANGS, command, option
from pyplanning.io.terminal import FRAMES, PATH, Printer, echo, printing

if TYPE_CHECKING:
    import pandas as pd

ON_SCREEN = 20  # rows that are printed where no other number is asked for
PEOPLE = ("text", "markdown")  # formats for people, which have fewer columns than those for programs
TRAJECTORY = ["target_id", "baseline_value", "baseline_unit_id", "baseline_year", "comparator", "value", "value_max"]
TRAJECTORY += ["unit_id", "target_year", "implied_cagr", "missing_reason"]
COMPARED = ["plan_id", "concept_id", "indicator_id", "target_year", "comparator", "value", "value_max", "unit_id"]
COMPARED += ["differs", "evidence"]
PROGRESS = ["target_id", "evidence", "status", "reason", "observed_year", "observed_evidence", "observed_plan_id"]

release_option = option("--release", type=PATH, help="Read this release, its folder or zip, instead of the package.")


@dataclass(frozen=True)
class Selection:
    """The columns and rows that are asked for, and where the result goes."""

    columns: str | None
    where: tuple[str, ...]
    rows: int | None
    release: Path | None
    to: Printer

    def print(self, frame: pd.DataFrame, name: str, short: list[str] | None = None) -> None:
        """Print what is asked for of a frame, called ``name`` in messages; for people its ``short`` columns."""
        from pyplanning.dataset.conditions import check_columns, select

        short = short if short and self.to.form in PEOPLE else [*frame.columns]
        names = re.split(r"\s*[,，、]\s*", self.columns.strip()) if self.columns else short
        names = [*dict.fromkeys(names)]
        check_columns(frame, names, name)
        frame = select(frame, self.where, name, self.release)[names]
        usual = ON_SCREEN if self.to.form == "text" and not self.to.output else 0
        limit = usual if self.rows is None else self.rows
        shown, total = frame.head(limit) if limit else frame, len(frame)
        self.to.write_frame(shown, *_numbers(shown), title=name)
        if not total and self.to.form in PEOPLE:
            echo(_("nothing was found that fits"), err=True)
        if len(shown) < total:
            more = _("… {more} more rows of {total}; --rows 0 shows all")
            echo(more.format(more=total - len(shown), total=total), err=True)


def _numbers(frame: pd.DataFrame) -> list[str]:
    """Name the columns with numbers."""
    return [str(column) for column in frame if frame[column].dtype in ("Int64", "Float64")]


def selecting(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that select columns and rows of a release, and say how they are printed."""

    @option("--columns", help="Print only these columns, separated by commas.")
    @option("--where", multiple=True, metavar="CONDITION", help="Print only rows such as value>=100; may be repeated.")
    @option("--rows", type=click.IntRange(min=0), help="Print at most this many rows: 20 on the screen, or 0 for all.")
    @release_option
    @printing(*FRAMES)
    @wraps(command)
    def with_selection(**given: Any) -> None:
        selection = Selection(**{field.name: given.pop(field.name) for field in fields(Selection)})
        command(selection=selection, **given)

    return with_selection


def _table_names(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """Complete the name of a table in a shell."""
    from pyplanning.datapackage.descriptor import descriptor
    from pyplanning.dataset.load import with_derived

    return [name for name in with_derived(descriptor()).tables if name.startswith(begun)]


table_argument = click.argument("table", shell_complete=_table_names)


@command()
@release_option
@printing(*FRAMES)
def tables(release: Path | None, to: Printer) -> None:
    """List the tables of the package."""
    from pyplanning.dataset.load import tables

    frame = tables(release)
    if to.form in PEOPLE:
        title = "title_zh" if to.lang == "zh" else "title"
        frame = frame[["table", "rows", "columns", title]].rename(columns={title: "title"})
    to.write_frame(frame, "rows", "columns", title="tables")


@command()
@table_argument
@option("--labels", type=LANGS, help="Add the names of the rows that keys refer to.")
@selecting
def show(table: str, labels: Lang | None, selection: Selection) -> None:
    """Print or write rows of a table.

    TABLE is one of the names that `pyplanning tables` lists.

    Conditions are written in quotation marks: --where 'value>=100', --where 'evidence~new'.
    Signs are = != < <= > >= and ~ (contains); a year stands for all its days, and no value for an empty cell.
    """
    from pyplanning.dataset.load import load

    selection.print(load(table, labels=labels, release=selection.release), table)


@command()
@table_argument
@release_option
@printing(*FRAMES)
def describe(table: str, release: Path | None, to: Printer) -> None:
    """Explain the columns of a table.

    TABLE is one of the names that `pyplanning tables` lists.
    """
    from pyplanning.dataset.load import describe

    frame = describe(table, release)
    if to.form in PEOPLE:
        end = "_zh" if to.lang == "zh" else ""
        frame = frame[["column", "type", "required", "key", f"title{end}", f"description{end}"]]
        frame = frame.assign(required=frame["required"].map({True: _("yes"), False: ""}))
    to.write_frame(frame, title=table)


@command()
@click.argument("concept")
@click.argument("indicator", required=False)
@option("--unit", help="Convert the figures to this unit, and leave out those that have another quantity.")
@selecting
def compare(concept: str, indicator: str | None, unit: str | None, selection: Selection) -> None:
    """Compare what all plans promise for an industry.

    CONCEPT is a row of industry_concepts and INDICATOR one of indicators, by key or name; narrower ones are included,
    and - stands for all concepts. The screen has the main columns; --columns and other formats have all.
    """
    from pyplanning.dataset.compare import compare

    frame = compare(None if concept == "-" else concept, indicator, unit, release=selection.release)
    selection.print(frame, "compare", COMPARED)


@command()
@table_argument
@click.argument("unit")
@option("--labels", type=LANGS, help="Add the names of the rows that keys refer to.")
@selecting
def convert(table: str, unit: str, labels: Lang | None, selection: Selection) -> None:
    """Convert the figures of a table to another unit.

    TABLE is one with value and unit_id, such as targets; UNIT is a unit by key or name.
    Rows whose unit measures something else are left out; conditions are about the converted figures.
    """
    from pyplanning.dataset.convert import convert_alike

    frame = convert_alike(table, unit, labels, selection.release)
    selection.print(frame, table)


@command()
@selecting
def trajectories(selection: Selection) -> None:
    """Derive from where to where each target leads, and how fast.

    The screen has the main columns; --columns and other formats have all.
    """
    from pyplanning.dataset.trajectories import trajectories

    selection.print(trajectories(selection.release), "trajectories", TRAJECTORY)


@command()
@click.argument("book", type=PATH, required=False)
@option("--plan", help="Judge only the targets of this plan.")
@option("--status", help="Print only targets with this status.")
@release_option
@printing(*FRAMES)
def progress(book: Path | None, plan: str | None, status: str | None, release: Path | None, to: Printer) -> None:
    """Say what became of the targets, by what was observed.

    BOOK is a file or folder with a table of observations to judge by instead of those of the package.
    """
    from pyplanning.datapackage.errors import nearest
    from pyplanning.datapackage.field_words import labels
    from pyplanning.dataset.load import load
    from pyplanning.dataset.progress import RESOURCE, progress

    frame = progress(book, release)
    for column, wanted, listed in (
        ("plan_id", plan, load("plans", release=release)["plan_id"].tolist()),
        ("status", status, [*labels(RESOURCE.field("status"), "en")]),
    ):
        if wanted is not None:
            if wanted not in listed:
                raise nearest(wanted, listed, *{"plan_id": ("plan", "规划"), "status": ("status", "进展")}[column])
            frame = frame[frame[column].astype("str") == wanted]
    if to.form in PEOPLE:
        words = {column: labels(RESOURCE.field(column), to.lang) for column in ("status", "reason")}
        frame = frame[PROGRESS]
        for column, word in words.items():
            frame = frame.assign(**{column: frame[column].astype("str").map(word).fillna("")})
        frame = frame.fillna("") if frame.empty else frame.astype("str").replace({"<NA>": "", "nan": ""})
    to.write_frame(frame, "observed_year", title="progress")


@command()
@release_option
@printing("text", "bibtex")
def cite(release: Path | None, to: Printer) -> None:
    """Cite the package, as text or for BibTeX."""
    from pyplanning.dataset.cite import cite

    to.write(cite("bibtex" if to.form == "bibtex" else "text", release))
