"""The page of a plan's text: what it shows, and how it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pyplanning.datapackage import Lang
from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.errors import FEW, listed, no_such
from pyplanning.dataset.row_names import LANGS, READING, Source, place_in
from pyplanning.evidence.plan_texts import read_plans, unreadable_reason
from pyplanning.evidence.quotes import Plan, Quote
from pyplanning.evidence.rows_to_prove import RowsToProve
from pyplanning.evidence.text import normalise, read_written, sha256
from pyplanning.io.write import write_file
from pyplanning.publishing.reader.text import Line, Piece, Stretch, lines, pieces
from pyplanning.publishing.site.content import Content
from pyplanning.publishing.site.pages import Script, environment, written_script
from pyplanning.publishing.site.text import colour
from pyplanning.validation.account import numbers_of
from pyplanning.validation.verify import rows_to_prove

NOT_SHOWN = ("evidence", "evidence_start", "plan_id", "start")  # columns that the page shows in another way


@dataclass(frozen=True)
class Paragraph:
    """A line in pieces, and the level of the heading that it is, or 0; ``section`` is the number of its row."""

    pieces: Sequence[Piece]
    level: int = 0
    section: int = -1


def read(text: Path, output: Path, book: Path | None = None, plan_id: str = "", lang: Lang = "zh") -> None:
    """Write a page that shows a plan's text with what its rows quote of it.

    ``text`` is the file of the text, ``book`` a workbook, file or package with rows about the plan, by default the
    shipped package; the plan is ``plan_id``, or else the one whose text, or whose id, the file has, or
    the only one of the book. ``output`` is one HTML file that needs nothing else, in both languages, ``lang`` first.
    Raises PackageError where a file cannot be read or written, and where it is not clear which plan is meant.
    """
    if not text.exists():
        raise no_such(text)
    if reason := unreadable_reason.check(text):
        raise PackageError(f"{text} {reason[0]}", f"{text}{reason[1]}")
    written = read_written(text)
    rows, plan_id = _rows(text, sha256(normalise(written)), book, plan_id)
    plans, _ = read_plans({plan_id: text}, rows)
    write_file(output, page(written, plans[plan_id], rows, lang).encode())


def _rows(text: Path, digest: str, book: Path | None, plan_id: str) -> tuple[RowsToProve, str]:
    """Read the rows, and find out which plan the text is of."""
    rows = rows_to_prove(book, None, waiting=True)
    plan_id = _plan(text, digest, rows, plan_id)
    return rows_to_prove(book, {plan_id: text}, waiting=True) if rows.handed_in else rows, plan_id


def _plan(text: Path, digest: str, rows: RowsToProve, plan_id: str) -> str:
    """Find the plan: the one asked for, that of the text's hash or the file's name, or the only one handed in."""
    plans = {row["plan_id"]: row for row in rows.rows["plans"]}
    named = [plan_id] if plan_id else [*(p for p, row in plans.items() if row["source_sha256"] == digest), text.stem]
    own = [row["plan_id"] for row in rows.own("plans")] if rows.handed_in and not plan_id else []
    for found in named + own * (len(own) == 1):
        if found in plans:
            return found
    ids = [*plans]
    raise PackageError(
        f"{text}: it is not clear which plan this is the text of; give its id with --id: {listed(ids, ', ', FEW)[0]}",
        f"{text}：无法确定这是哪份规划的原文，请用--id给出其编号：{listed(ids, '、', FEW)[1]}",
    )


def page(written: str, plan: Plan, rows: RowsToProve, lang: Lang) -> str:
    """Write the page of a plan, whose quotes have their places in the text as HTML."""
    contents = [Content(Source(descriptor(), dict(rows.rows), each), Path()) for each in LANGS]
    quotes = sorted((q for q in rows.quotes if q.plan_id == plan.plan_id), key=_order)
    words = {row["word_zh"]: row["reason"] for row in rows.rows["numeral_words"]}
    numbers = [*numbers_of(plan, words)]
    loose = [number for number in numbers if number[5] == "unaccounted"]
    found = [Stretch(q.place, q.end, n) for n, q in enumerate(quotes) if q.place is not None]
    found += [Stretch(n[2], n[2] + len(n[3]), -1) for n in loose]
    tables = sorted({q.table for q in quotes}, key=lambda name: place_in(READING, name))
    named = {content.lang: content.name("plans", plan.plan_id) for content in contents}
    data = {
        "lang": lang,
        "title": [named[each] for each in LANGS],
        "tables": [_table(name, number, contents) for number, name in enumerate(tables)],
        "rows": [_row(quote, tables.index(quote.table), contents, plan) for quote in quotes],
        "numbers": len(numbers),
        "loose": len(loose),
    }
    return (
        environment("pyplanning.publishing.reader")
        .get_template("plan.html")
        .render(
            lang=lang,
            title=named[lang],
            colours=[*map(colour, range(len(tables)))],
            table_of=[tables.index(quote.table) for quote in quotes],
            paragraphs=[_paragraph(line, found, quotes) for line in lines(written)],
            script=written_script(Script("", "plan", data)),
            style=_asset("site", "site.css") + _asset("site", "text.css") + _asset("reader", "reader.css"),
            behaviour=_asset("reader", "reader.js"),
        )
    )


def _order(quote: Quote) -> tuple[int, int, int]:
    place = quote.start if quote.place is None else quote.place
    return place, -len(quote.text), place_in(READING, quote.table)[1]


def _paragraph(line: Line, found: Sequence[Stretch], quotes: Sequence[Quote]) -> Paragraph:
    """Cut a line into pieces; it is a heading where most of it is one."""
    for stretch in found:
        if stretch.number >= 0 and line.start <= stretch.start < line.end:
            quote = quotes[stretch.number]
            if quote.table == "sections" and 2 * (stretch.end - stretch.start) > line.end - line.start:
                level = min(max(int(quote.row["level"] or 1), 1) + 1, 6) if quote.row["level"].isdecimal() else 2
                return Paragraph([*pieces(line, found)], level, stretch.number)
    return Paragraph([*pieces(line, found)])


def _table(name: str, number: int, contents: Sequence[Content]) -> Mapping[str, object]:
    """Say what a table and its columns are called, and what its colour is."""
    columns = [field.name for field in contents[0].resources[name].fields if field.name not in NOT_SHOWN]
    return {
        "name": [content.title(name) for content in contents],
        "columns": [[content.title(name, column) for content in contents] for column in columns],
        "colour": colour(number),
    }


def _row(quote: Quote, table: int, contents: Sequence[Content], plan: Plan) -> Mapping[str, object]:
    """Give a row's name, its cells in the order of the columns, and what it quotes, where."""
    section = plan.section_at(quote.place)[1] if quote.place is not None else quote.row.get("section_id", "")
    fields = [field for field in contents[0].resources[quote.table].fields if field.name not in NOT_SHOWN]
    return {
        "table": table,
        "name": _both([content.name(quote.table, quote.key) for content in contents]),
        "quote": quote.text,
        "found": quote.place is not None,
        "section": section,
        "key": quote.key,
        "level": quote.row.get("level", "") if quote.table == "sections" else "",
        "cells": [_both([_cell(quote, field.name, content) for content in contents]) for field in fields],
    }


def _cell(quote: Quote, column: str, content: Content) -> str:
    """Write a cell for people: the name of what it refers to, the label of a listed value, or the value."""
    value, resource = quote.row.get(column, ""), content.resources[quote.table]
    if not value or (column in resource.primary_key and column not in resource.references):
        return value
    referred = resource.references.get(column)
    return content.name(referred, value) if referred else content.label(quote.table, column, value)


def _both(texts: Sequence[str]) -> str | Sequence[str]:
    """Give one text for both languages where it is the same in both."""
    return texts[0] if len(set(texts)) == 1 else texts


def _asset(room: str, name: str) -> str:
    return (resources.files(f"pyplanning.publishing.{room}") / "assets" / name).read_text(encoding="utf-8")
