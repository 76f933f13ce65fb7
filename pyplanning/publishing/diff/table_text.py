"""What changed in one table, or in the package itself, as lines for people."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from pyplanning.io.text_table import plain
from pyplanning.publishing.diff import version_step
from pyplanning.publishing.diff.diff import Difference, Retired, TableChange
from pyplanning.publishing.diff.rows import ids
from pyplanning.publishing.diff.schema import SchemaChange

WIDE = 80  # characters of a cell that are shown
Words = dict[str, Any]
WORDS: dict[str, Words] = json.loads(Path(__file__).with_name("report_words.json").read_text(encoding="utf-8"))


def table_text(difference: Difference, name: str, lang: str, limit: int) -> list[str]:
    """List what changed in one table, or in the package where ``name`` is "".

    First comes the contract, then rows added, removed and changed; of each kind, and of the changed
    cells of each column, at most ``limit``. A removed row has what replaces it beside it.
    """
    table = next((t for t in difference.tables if t.table == name), None)
    changes = list(_in_language([change for change in difference.schema if change.table == name], lang))
    lines = [name or WORDS[lang]["package"]]
    lines += shortened((f"  {_schema(change, table, lang)}" for change in changes), len(changes), limit, lang)
    return lines if table is None else lines + _rows(table, difference.retired, lang, limit)


def shortened(lines: Iterable[str], total: int, limit: int, lang: str, indent: str = "  ") -> list[str]:
    """Return the first lines, and how many more there are."""
    listed = list(islice(lines, limit))
    if more := total - len(listed):
        listed.append(indent + WORDS[lang]["more"].format(rows=more))
    return listed


def shown(value: object) -> str:
    """Write a value of a descriptor in so many characters as a line has room for."""
    if value is None:
        return "–"
    found = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return found if len(found) <= WIDE else found[: WIDE - 1] + "…"


def _in_language(changes: list[SchemaChange], lang: str) -> Iterator[SchemaChange]:
    """Leave out a text in the other language, where that in ``lang`` changed too."""
    texts = {(change.column, change.property) for change in changes}
    for change in changes:
        base = change.property.removesuffix("_zh")
        same = base if lang == "en" else f"{base}_zh"
        if change.kind != "text-changed" or change.property == same or (change.column, same) not in texts:
            yield change


def _schema(change: SchemaChange, table: TableChange | None, lang: str) -> str:
    what, colon = version_step.KINDS[change.kind].text(lang), WORDS[lang]["colon"]
    line = " ".join(filter(None, ("!", what, change.column, change.property)))
    if change.old is None and change.new is None:
        title = _title(change, table, lang)
        return plain(f"{line}{colon}{title}" if title else line)
    return plain(f"{line}{colon}{compared(change.old, change.new)}")


def _title(change: SchemaChange, table: TableChange | None, lang: str) -> str:
    """Find what the column or table that came or went is called in ``lang``, if it is in the table's descriptor."""
    if table is None or (change.column and change.column not in table.resource.columns):
        return ""
    return (table.resource.field(change.column) if change.column else table.resource).text("title", lang)


def compared(old: object, new: object) -> str:
    """Write what changed between values of a descriptor: of lists, what came (+), went (-) or is another (~)."""
    if isinstance(old or [], list) and isinstance(new or [], list):
        before, after = ({_name(one): one for one in listed} for listed in (_list(old), _list(new)))
        found = {
            "+": [name for name in after if name not in before],
            "-": [name for name in before if name not in after],
            "~": [name for name in after if name in before and after[name] != before[name]],
        }
        if any(found.values()):
            return " ".join(f"{sign} {shown(', '.join(names))}" for sign, names in found.items() if names)
    return f"{shown(old)} → {shown(new)}"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _name(one: object) -> str:
    """Name an element of a list: a listed value, a retired id, or whatever it is."""
    named = one.get("value", one.get("id", one)) if isinstance(one, dict) else one
    return named if isinstance(named, str) else json.dumps(named, ensure_ascii=False)


def _rows(found: TableChange, retired: Iterable[Retired], lang: str, limit: int) -> list[str]:
    lines = [f"  {WORDS[lang]['other key']}"] if found and not found.key and found.resource.primary_key else []
    gone = {one.id: one for one in retired if one.table == found.table}
    followers = {one.successor for one in gone.values()}
    added = [one for one in _ids(found, "added") if one not in followers]  # others are beside what they replace
    lines += shortened((f"  + {plain(one)}" for one in added), len(added), limit, lang)
    removed = _ids(found, "removed")
    lines += shortened((f"  - {plain(_removed(one, gone, lang))}" for one in removed), len(removed), limit, lang)
    for column in (c for c in found.resource.columns if (found.cells["column"] == c).any()):
        lines += _cells(column, found.cells.filter(column=column), lang, limit)
    return lines


def _cells(column: str, cells: pl.DataFrame, lang: str, limit: int) -> list[str]:
    """List the changed cells of a column; a change that several rows share is listed once, and first."""
    shared = cells.group_by("old", "new", maintain_order=True).agg(pl.len(), pl.first("key"))
    shared = shared.sort("len", descending=True, maintain_order=True)
    changes = (
        f"    {plain(shown(old))} → {plain(shown(new))} ({rows:,})"
        if rows > 1
        else f"    {plain('/'.join(key))}: {plain(shown(old))} → {plain(shown(new))}"
        for old, new, rows, key in shared.iter_rows()
    )
    return [f"  ~ {plain(column)} ({len(cells):,})", *shortened(changes, len(shared), limit, lang, " " * 4)]


def _ids(found: TableChange, kind: str) -> list[str]:
    """Name rows added or removed by their ids, or as wholes where they have none."""
    frame = found.added if kind == "added" else found.removed
    if found.key:
        return ids(frame, found.key).to_list()
    return [shown(" | ".join(cell or "" for cell in row)) for row in frame.iter_rows()]


def _removed(one: str, gone: dict[str, Retired], lang: str) -> str:
    """Name a removed row and, where its id is retired, what replaces it, and why."""
    entry = gone.get(one)
    if not entry:
        return one
    successor = f" → {entry.successor}" if entry.successor else ""
    return f"{one}{successor}{WORDS[lang]['because'].format(reason=entry.text(lang))}"
