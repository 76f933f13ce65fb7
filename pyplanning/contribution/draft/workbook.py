"""The workbook of a draft: the template, filled, with a mark to set for each row."""

import os
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from pyplanning.contribution.draft.draft import Draft, draft_rows, written_text
from pyplanning.contribution.draft.lexicon import lexicon
from pyplanning.contribution.draft.rows import Drafted
from pyplanning.contribution.template import workbook
from pyplanning.contribution.template_dropdowns import shown_column
from pyplanning.datapackage import Lang
from pyplanning.datapackage.descriptor import PackageError, descriptor
from pyplanning.datapackage.field_words import labels
from pyplanning.datapackage.resource import Package, Resource
from pyplanning.evidence.text import line_starts
from pyplanning.io import Row
from pyplanning.io.excel.write import check_workbook_name
from pyplanning.io.read import read
from pyplanning.io.table import Table
from pyplanning.io.write import write_file
from pyplanning.validation.drafted_rows import MARK, PLACE, SENTENCE, with_marks

LONGEST_SENTENCE = 300
ENDS = "。;!?"  # what ends a sentence of a normal text
CERTAIN = 0.9  # above which a cell with candidates is not coloured


def write_draft(
    plan: str | os.PathLike[str],
    output: str | os.PathLike[str],
    title: str | None = None,
    plan_id: str | None = None,
    lang: Lang = "zh",
) -> dict[str, int]:
    """Draft the rows of a plan from its text, and write them into a workbook to be confirmed.

    ``plan``, ``title`` and ``plan_id`` are those of ``draft``; ``output`` is the .xlsx file; ``lang`` ("zh" or "en")
    the language of its sheets. Each row has a mark to set, and the sentence that it was read from; within a
    section the least certain rows come first, and cells in doubt are coloured and offer what else they may be.
    If ``output`` is a draft that somebody has worked in, the rows that are marked, and those that were added, stay.

    Returns how many rows there are by table. Raises PackageError where a file cannot be read or written, and
    where ``output`` is there already and is no draft.
    """
    file, package = Path(output), descriptor()
    check_workbook_name(file)
    known = lexicon(package)
    made = draft_rows(written_text(plan), known, package, title, plan_id)
    shipped = {name: [*rows] for name, rows in known.rows.items()}
    named = _names(package, shipped, lang)
    sheets: dict[str, tuple[Resource, list[Row]]] = {}
    doubts: dict[str, dict[tuple[int, str], Sequence[str]]] = {}
    before = _decided_before(file)
    for resource in package.resources:
        found = [(row, places) for row, places in _sheet(resource, made, named[resource.name])]
        old = before.get(resource.name, [])
        gone = {row[PLACE] for row in old if row.get(PLACE)}
        marked = with_marks(resource)
        rows = [{c: row.get(c, "") for c in marked.columns} for row in old]
        new = [(row, others) for row, others in found if row[PLACE] not in gone]
        doubts[resource.name] = {
            (len(rows) + n, column): offered for n, (_, others) in enumerate(new) for column, offered in others.items()
        }
        sheets[resource.name] = (marked, [*rows, *(row for row, _ in new)])
    alone = {r.name for r in package.resources if "plans" in r.references.values()} | {"plans"}
    content = workbook(sheets, shipped, package, alone, lang, f"{title or ''} · {made.plan_id}".strip(" ·"), doubts)
    write_file(file, content)
    return {name: len(rows) for name, (_, rows) in sheets.items() if rows}


def _sheet(
    resource: Resource, made: Draft, named: Mapping[str, Mapping[str, str]]
) -> list[tuple[Row, dict[str, Sequence[str]]]]:
    """Give the rows of a table with mark, sentence and place, the ones to look at first first, and cells in doubt."""
    heads = [row.start for row in made.rows if row.table == "sections"]
    own = [row for row in made.rows if row.table == resource.name]

    def by_doubt(row: Drafted) -> tuple[float, ...]:
        return (
            bisect_right(heads, row.start),
            0 if resource.name == "sections" else row.certainty,
            row.start,
        )

    places: Counter[str] = Counter()
    starts = line_starts(made.text.raw)
    rows: list[tuple[Row, dict[str, Sequence[str]]]] = []
    for row in sorted(own, key=by_doubt):
        place = f"{row.start}-{row.end}"
        places[place] += 1
        nth = places[place]
        cells = {column: _shown(named, column, row.row.get(column, "")) for column in resource.columns}
        cells |= {MARK: "", SENTENCE: sentence(made.text.plain, row.start, row.end, starts)}
        cells |= {PLACE: place if nth == 1 else f"{place}#{nth}"}
        others: dict[str, Sequence[str]] = {
            column: [_shown(named, column, one) for one in offered]
            for column, offered in row.candidates.items()
            if column in resource.columns and row.certainty < CERTAIN
        }
        rows.append((cells, others))
    return rows


def sentence(plain: str, start: int, end: int, lines: Sequence[int]) -> str:
    """Give the sentence of a normal text around ``start``:``end``, within its line."""
    here = bisect_right(lines, start) - 1
    begin = lines[here] if here >= 0 else 0
    stop = lines[here + 1] if here + 1 < len(lines) else len(plain)
    first = max((plain.rfind(mark, begin, start) + 1 for mark in ENDS), default=begin)
    last = min((place for mark in ENDS if (place := plain.find(mark, end, stop)) >= 0), default=stop - 1)
    return plain[max(first, begin) : max(last + 1, end)].strip()[:LONGEST_SENTENCE]


def _names(package: Package, shipped: Mapping[str, Sequence[Row]], lang: Lang) -> dict[str, dict[str, dict[str, str]]]:
    """Map, by table and column, what cells hold to how people write it: labels, and names that one row alone has."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for resource in package.resources:
        for field in resource.fields:
            found[resource.name][field.name] = labels(field, lang)
        for column, table in resource.references.items():
            target = package.tables[table]
            key, name = target.primary_key[0], shown_column(target, lang)
            times = Counter(row[name] for row in shipped[table])
            found[resource.name][column] = {row[key]: row[name] for row in shipped[table] if times[row[name]] == 1}
    return found


def _shown(named: Mapping[str, Mapping[str, str]], column: str, cell: str) -> str:
    return named.get(column, {}).get(cell) or cell


def _decided_before(file: Path) -> dict[str, list[Row]]:
    """Read the rows of a draft that somebody has decided about, or added, by table."""
    if not file.exists():
        return {}
    tables = read(file)
    if not any(MARK in table.frame.collect_schema().names() for table in tables):
        raise PackageError(
            f"{file} exists already and is no draft; choose another name, or delete it first",
            f"{file}已存在且不是草稿，请换一个文件名或先删除",
        )
    return {table.name: _kept(table) for table in tables}


def _kept(table: Table) -> list[Row]:
    rows = [{c: cell or "" for c, cell in row.items()} for row in table.frame.collect().iter_rows(named=True)]
    return [row for row in rows if row.get(MARK) or not row.get(PLACE)]
