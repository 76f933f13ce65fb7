"""The commands that look at the package: tables, show, describe, progress."""

from gettext import gettext as _
from pathlib import Path

import click

from pyplanning.datapackage import Lang
from pyplanning.io.terminal import LANGS, PATH, Printer, command, echo, fail, option, printing


@command()
@printing("text", "json")
def tables(to: Printer) -> None:
    """List the tables of the package."""
    from pyplanning.dataset.load import tables

    frame = tables()
    if to.form != "json":
        title = "title_zh" if to.lang == "zh" else "title"
        frame = frame[["table", "rows", "columns", title]].rename(columns={title: "title"})
    to.write_frame(frame, "rows", "columns")


@command()
@click.argument("table")
@option("--columns", help="Print only these columns, separated by commas.")
@option("--where", multiple=True, metavar="COLUMN=VALUE", help="Print only rows with this value; may be repeated.")
@option("--rows", type=click.IntRange(min=0), default=20, help="Print at most this many rows; 0 prints all.")
@option("--labels", type=LANGS, help="Add the names of the rows that keys refer to.")
@printing("text", "json")
def show(table: str, columns: str | None, where: tuple[str, ...], rows: int, labels: Lang | None, to: Printer) -> None:
    """Print rows of a table.

    TABLE is one of the names that `pyplanning tables` lists.
    """
    from pyplanning.datapackage.errors import nearest
    from pyplanning.dataset.load import load

    for condition in where:
        if "=" not in condition:
            fail(_("--where takes COLUMN=VALUE, not {condition!r}").format(condition=condition))
    frame, conditions = load(table, labels=labels), [condition.split("=", 1) for condition in where]
    names = columns.split(",") if columns else list(frame)
    for column in [*(column for column, value in conditions), *names]:
        if column not in frame:
            raise nearest(column, frame.columns, f"column of {table}", f"{table}表的列")
    for column, value in conditions:
        frame = frame[frame[column].astype("str") == value]
    total, frame = len(frame), frame[names].head(rows) if rows else frame[names]
    to.write_frame(frame, *(str(c) for c in frame if frame[c].dtype in ("Int64", "Float64")))
    if len(frame) < total:
        more = _("… {more} more rows of {total}; --rows 0 shows all")
        echo(more.format(more=total - len(frame), total=total), err=True)


@command()
@click.argument("table")
@printing("text", "json")
def describe(table: str, to: Printer) -> None:
    """Explain the columns of a table.

    TABLE is one of the names that `pyplanning tables` lists.
    """
    from pyplanning.dataset.load import describe

    frame = describe(table)
    if to.form != "json":
        end = "_zh" if to.lang == "zh" else ""
        frame = frame[["column", "type", "required", "key", f"title{end}", f"description{end}"]]
        frame = frame.assign(required=frame["required"].map({True: _("yes"), False: ""}))
    to.write_frame(frame)


@command()
@click.argument("book", type=PATH, required=False)
@option("--plan", help="Judge only the targets of this plan.")
@option("--status", help="Print only targets with this status.")
@printing("text", "json")
def progress(book: Path | None, plan: str | None, status: str | None, to: Printer) -> None:
    """Say what became of the targets, by what was observed.

    BOOK is a file or folder with a table of observations to judge by instead of those of the package.
    """
    from pyplanning.datapackage.errors import nearest
    from pyplanning.datapackage.field_words import labels
    from pyplanning.dataset.load import load
    from pyplanning.dataset.progress import RESOURCE, progress

    frame = progress(book)
    for column, wanted, listed in (
        ("plan_id", plan, load("plans")["plan_id"].tolist()),
        ("status", status, [*labels(RESOURCE.field("status"), "en")]),
    ):
        if wanted is not None:
            if wanted not in listed:
                raise nearest(wanted, listed, *{"plan_id": ("plan", "规划"), "status": ("status", "进展")}[column])
            frame = frame[frame[column].astype("str") == wanted]
    if to.form != "json":
        words = {column: labels(RESOURCE.field(column), to.lang) for column in ("status", "reason")}
        frame = frame[
            ["target_id", "evidence", "status", "reason", "observed_year", "observed_evidence", "observed_plan_id"]
        ]
        for column, word in words.items():
            frame = frame.assign(**{column: frame[column].astype("str").map(word).fillna("")})
        frame = frame.fillna("") if frame.empty else frame.astype("str").replace({"<NA>": "", "nan": ""})
    to.write_frame(frame, "observed_year")
