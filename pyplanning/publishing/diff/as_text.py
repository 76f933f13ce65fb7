"""The difference between two versions as text for people, and as plain data for programs."""

from collections import Counter
from dataclasses import asdict
from textwrap import wrap

from pyplanning.datapackage.descriptor import PackageError
from pyplanning.io.text_table import plain, table
from pyplanning.publishing.diff import version_step
from pyplanning.publishing.diff.diff import Difference
from pyplanning.publishing.diff.table_text import WORDS, Words, shortened, table_text

SHOWN = 20  # changes of one kind that are listed of a table before the rest is counted
LINE = 100  # characters of a line that lists tables
LOST = ("unretired", "reused", "dropped")  # what should not have become of ids, in Difference


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
    parts = [[verdict(difference, lang)], _reasons(difference, lang), _counts(difference, words)]
    parts += [_retired(difference, words), *(_ids(difference, kind, lang, limit) for kind in LOST)]
    parts += [table_text(difference, name, lang, limit) for name in _names(difference)]
    if difference.unread:
        parts.append([words["not compared"].format(tables=", ".join(difference.unread))])
    if not difference:
        parts.append([words["nothing"]])
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _reasons(difference: Difference, lang: str) -> list[str]:
    """List the kinds of change with the step that each requires and why, and the tables and columns concerned."""
    kinds: dict[str, dict[str, dict[str, None]]] = {}  # kind → table → columns, or how many rows
    for reason in version_step.reasons(difference):
        tables = kinds.setdefault(reason.kind, {})
        detail = reason.column or (f"{reason.rows:,}" if reason.rows else "")
        tables.setdefault(reason.table or WORDS[lang]["package"], {})[detail] = None
    lines = []
    for kind, tables in kinds.items():
        found = version_step.KINDS[kind]
        places = (
            f"{table} ({listed})" if (listed := ", ".join(filter(None, tables[table]))) else table for table in tables
        )
        lines += [f"  {found.judged(found.text(lang), lang)}", *_folded(", ".join(places))]
    return lines


def _folded(words: str) -> list[str]:
    """Break a long line at its spaces."""
    indent = " " * 6
    return wrap(
        plain(words),
        LINE,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _names(difference: Difference) -> list[str]:
    """Return what changes are listed under: "" for the package, and the tables in their order."""
    concerned = {change.table for change in difference.schema} | {t.table for t in difference.tables if t}
    order = ["", *(t.table for t in difference.tables), *difference.unread]
    return [name for name in order if name in concerned]


def _counts(difference: Difference, words: Words) -> list[str]:
    """List the tables whose rows changed, with counts."""
    import pandas as pd

    listed = [(t.table, *(f"{number:,}" for number in t.counts())) for t in difference.tables if t.has_other_rows()]
    return [table(pd.DataFrame(listed, columns=words["counts"]), tuple(words["counts"][1:]))] if listed else []


def _retired(difference: Difference, words: Words) -> list[str]:
    """Count the ids that were retired, by table; they are listed among the rows that were removed."""
    tables = Counter(one.table for one in difference.retired)
    followed = Counter(one.table for one in difference.retired if one.successor)
    lines = [f"  {words['retired'].format(table=plain(t), ids=n, successors=followed[t])}" for t, n in tables.items()]
    return [f"{words['ids']['retired']}{words['colon']}{tables.total():,}", *lines] if lines else []


def _ids(difference: Difference, kind: str, lang: str, limit: int) -> list[str]:
    """List the ids that should not have disappeared or come back."""
    found, words = getattr(difference, kind), WORDS[lang]
    lines = (f"  {plain(' '.join(one))}" for one in found)
    head = f"{words['ids'][kind]}{words['colon']}{len(found):,}"
    return [head, *shortened(lines, len(found), limit, lang)] if found else []


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
            if found.has_other_rows()
        ],
        "retired": [asdict(one) for one in difference.retired],
        **{kind: [{"table": table, "id": one} for table, one in getattr(difference, kind)] for kind in LOST},
        "unread": [*difference.unread],
    }
