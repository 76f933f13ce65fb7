"""The difference between two versions as text for people, and as plain data for programs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.text_table import plain, table
from pyplanning.publishing.diff import version_step
from pyplanning.publishing.diff.diff import Difference, Id, Retired, TableChange
from pyplanning.publishing.diff.rows import ids
from pyplanning.publishing.diff.schema import SchemaChange

SHOWN = 20  # changes of one kind that are listed of a table before the rest is counted
WIDE = 80  # characters of a cell that are shown
Words = dict[str, Any]
WORDS: dict[str, Words] = json.loads(Path(__file__).with_name("report_words.json").read_text(encoding="utf-8"))
IDS = ("retired", "unretired", "reused", "dropped")  # what became of ids, in Difference


def verdict(difference: Difference, lang: str) -> str:
    """Name both versions, the step that the changes require, and whether the new one is enough."""
    words, step = WORDS[lang], version_step.step(difference)
    old, new = difference.old_version, difference.new_version
    versions = f"{old or words['no version']} → {new or words['no version']}"
    line = f"{versions} · {words['required']}{words['colon']}{words['steps'][step]}"
    try:
        enough, lowest = version_step.enough(old, new, step), version_step.next_version(old, step)
    except PackageError:  # versions that are not semantic cannot be compared with the step
        return line
    at_least = words["at least"].format(version=lowest) if step else ""
    return f"{line}{at_least} · {words['enough' if enough else 'too low']}"


def text(difference: Difference, lang: str, limit: int = SHOWN) -> str:
    """Write a difference for people: the step and why, counts by table, and then the changes by table.

    ``lang`` is "zh" or "en". Of each kind of change in a table at most ``limit`` are listed, and the
    rest is counted.
    """
    words = WORDS[lang]
    reasons = [f"  {plain(getattr(reason, lang))}" for reason in version_step.reasons(difference)]
    parts = [[verdict(difference, lang)], _shortened(reasons, len(reasons), limit, lang), _counts(difference, words)]
    parts += [_ids(difference, kind, lang, limit) for kind in IDS]
    parts += [_table(difference, name, lang, limit) for name in _names(difference)]
    if difference.unread:
        parts.append([words["not compared"].format(tables=", ".join(difference.unread))])
    if not difference:
        parts.append([words["nothing"]])
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _names(difference: Difference) -> list[str]:
    """Return what changes are listed under: "" for the package, and the tables in their order."""
    concerned = {change.table for change in difference.schema} | {t.table for t in difference.tables if t}
    order = ["", *(t.table for t in difference.tables), *difference.unread]
    return [name for name in order if name in concerned]


def _counts(difference: Difference, words: Words) -> list[str]:
    """List the tables whose rows changed, with counts."""
    import pandas as pd

    rows = [
        (t.table, t.old_rows, t.new_rows, len(t.added), len(t.removed), t.changed)
        for t in difference.tables
        if t or t.old_rows != t.new_rows
    ]
    listed = [(name, *(f"{number:,}" for number in numbers)) for name, *numbers in rows]
    return [table(pd.DataFrame(listed, columns=words["counts"]), tuple(words["counts"][1:]))] if rows else []


def _ids(difference: Difference, kind: str, lang: str, limit: int) -> list[str]:
    found = getattr(difference, kind)
    if not found:
        return []
    words = WORDS[lang]
    lines = (f"  {plain(_id(one, lang))}" for one in found)
    return [f"{words['ids'][kind]}{words['colon']}{len(found):,}", *_shortened(lines, len(found), limit, lang)]


def _id(one: Id | Retired, lang: str) -> str:
    """Name an id and, where it is retired, what replaces it, since when, and why."""
    if isinstance(one, tuple):
        return " ".join(one)
    reason = one.reason_zh if lang == "zh" and one.reason_zh else one.reason
    successor = f" → {one.successor}" if one.successor else ""
    return f"{one.table} {one.id}{successor} ({one.version}) {reason}"


def _table(difference: Difference, name: str, lang: str, limit: int) -> list[str]:
    """List what changed in one table, or in the package."""
    lines = [name or WORDS[lang]["package"]]
    changes = [change for change in difference.schema if change.table == name]
    lines += _shortened((f"  {_schema(change, lang)}" for change in changes), len(changes), limit, lang)
    for found in (t for t in difference.tables if t.table == name and t):
        if not found.key and found.resource.primary_key:
            lines.append(f"  {WORDS[lang]['other key']}")
        lines += _shortened(_rows("+", found.added, found, limit), len(found.added), limit, lang)
        lines += _shortened(_rows("-", found.removed, found, limit), len(found.removed), limit, lang)
        cells = (
            f"  ~ {plain('/'.join(key))} {plain(column)}: {plain(shown(old))} → {plain(shown(new))}"
            for key, column, old, new in found.cells.head(limit).iter_rows()
        )
        lines += _shortened(cells, len(found.cells), limit, lang)
    return lines


def _schema(change: SchemaChange, lang: str) -> str:
    what = version_step.KINDS[change.kind].text(lang)
    named = " ".join(filter(None, (change.column, change.property)))
    values = "" if change.old is None and change.new is None else f" {shown(change.old)} → {shown(change.new)}"
    return plain(f"! {what} {named}{values}".replace("  ", " "))


def shown(value: object) -> str:
    """Write a value of a descriptor in so many characters as a line has room for."""
    if value is None:
        return "–"
    found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return found if len(found) <= WIDE else found[: WIDE - 1] + "…"


def _rows(sign: str, frame: pl.DataFrame, found: TableChange, limit: int) -> Iterator[str]:
    """Name rows by their ids, or as wholes where they have none."""
    first = frame.head(limit)
    if found.key:
        yield from (f"  {sign} {plain(one)}" for one in ids(first, found.key))
    else:
        yield from (f"  {sign} {plain(shown(' | '.join(cell or '' for cell in row)))}" for row in first.iter_rows())


def _shortened(lines: Iterable[str], total: int, limit: int, lang: str) -> list[str]:
    """Return the first lines, and how many more there are."""
    listed = list(islice(lines, limit))
    if more := total - len(listed):
        listed.append(f"  {WORDS[lang]['more'].format(rows=more)}")
    return listed


def to_dict(difference: Difference) -> dict[str, object]:
    """Return a difference as plain data, ready for JSON; complete, in the order of the files.

    ``old``, ``new`` (versions), ``step``, ``next`` (the lowest version that is enough, or null),
    ``enough`` (or null), ``reasons`` (step, kind, table, column, rows, en, zh), ``schema`` (kind,
    table, column, property, old, new), ``tables`` with ``table``, ``key``, ``old_rows``,
    ``new_rows``, ``added`` and ``removed`` (an object a row) and ``changed`` (``key``, ``column``,
    ``old``, ``new``), ``retired``, ``unretired``, ``reused``, ``dropped`` and ``unread``. Null
    means a missing value.
    """
    step, old, new = version_step.step(difference), difference.old_version, difference.new_version
    try:
        following, enough = version_step.next_version(old, step), version_step.enough(old, new, step)
    except PackageError:
        following, enough = None, None
    return {
        "old": old,
        "new": new,
        "step": step,
        "next": following,
        "enough": enough,
        "reasons": [asdict(reason) for reason in version_step.reasons(difference)],
        "schema": [asdict(change) for change in difference.schema],
        "tables": [
            {
                "table": found.table,
                "key": [*found.key],
                "old_rows": found.old_rows,
                "new_rows": found.new_rows,
                "added": found.added.to_dicts(),
                "removed": found.removed.to_dicts(),
                "changed": found.cells.to_dicts(),
            }
            for found in difference.tables
            if found or found.old_rows != found.new_rows
        ],
        "retired": [asdict(one) for one in difference.retired],
        **{kind: [{"table": table, "id": one} for table, one in getattr(difference, kind)] for kind in IDS[1:]},
        "unread": [*difference.unread],
    }
