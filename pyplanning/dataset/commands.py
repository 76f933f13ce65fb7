"""The commands that look at the package: tables, show, describe."""

from gettext import gettext as _

import click

from pyplanning.datapackage import Lang
from pyplanning.io.terminal import LANGS, Printer, command, echo, fail, option, printing


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
